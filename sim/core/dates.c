#include "core/dates.h"
#include <stdio.h>
#include <string.h>

/* Days are counted from 1 March of year 0, so that a leap day ends its year. */
int32_t date_to_days(struct date date)
{
    int32_t year = date.month <= 2 ? date.year - 1 : date.year;
    int32_t era = (year >= 0 ? year : year - 399) / 400;
    int32_t year_of_era = year - era * 400;
    int32_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

struct date date_from_days(int32_t days)
{
    int32_t shifted = days + 719468;
    int32_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int32_t day_of_era = shifted - era * 146097;
    int32_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int32_t month = (5 * day_of_year + 2) / 153;
    struct date date = {year_of_era + era * 400, month < 10 ? month + 3 : month - 9,
                        day_of_year - (153 * month + 2) / 5 + 1};
    date.year += date.month <= 2;
    return date;
}

static bool digits(const char *text, int count, int32_t *value)
{
    *value = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *value = *value * 10 + (text[i] - '0');
    }
    return true;
}

bool date_parse(const char *text, int32_t *days)
{
    struct date date;
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-' || !digits(text, 4, &date.year) ||
        !digits(text + 5, 2, &date.month) || !digits(text + 8, 2, &date.day))
        return false;
    if (date.month < 1 || date.month > 12 || date.day < 1)
        return false;
    *days = date_to_days(date);
    struct date back = date_from_days(*days);
    return back.year == date.year && back.month == date.month && back.day == date.day;
}

void date_print(int32_t days, char out[11])
{
    struct date date = date_from_days(days);
    (void)snprintf(out, 11, "%04u-%02u-%02u", (unsigned)date.year % 10000u, (unsigned)date.month % 100u,
                   (unsigned)date.day % 100u);
}

int32_t week_of_day(int32_t start, int32_t day)
{
    int32_t difference = day - start;
    return difference >= 0 ? (difference + 6) / 7 : -((-difference) / 7);
}
