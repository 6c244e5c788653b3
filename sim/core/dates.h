/* Civil dates (proleptic Gregorian) as days since 1970-01-01. */
#ifndef ROUTEWAY_CORE_DATES_H
#define ROUTEWAY_CORE_DATES_H

#include <stdbool.h>
#include <stdint.h>

struct date {
    int32_t year;
    int32_t month; /* 1..12 */
    int32_t day;   /* 1..31 */
};

int32_t date_to_days(struct date date);
struct date date_from_days(int32_t days);

/* Reads "YYYY-MM-DD" and nothing else; false for a day that does not exist. */
bool date_parse(const char *text, int32_t *days);

/* Writes "YYYY-MM-DD" into out. */
void date_print(int32_t days, char out[11]);

/* The first whole week (0, 1, ...) after start that begins on or after day; negative before start. */
int32_t week_of_day(int32_t start, int32_t day);

#endif
