#include "scenario/nearest.h"
#include <stdbool.h>
#include <string.h>

#define SHORTEST_PART 4

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static unsigned cost(char a, char b)
{
    return a == b ? 0 : lower(a) == lower(b) ? 1 : 2;
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

static size_t length_of(const char *text)
{
    size_t length = strlen(text);
    return length > NEAREST_LONGEST ? NEAREST_LONGEST : length;
}

unsigned edit_distance(const char *a, const char *b)
{
    unsigned rows[3][NEAREST_LONGEST + 1];
    size_t n = length_of(a);
    size_t m = length_of(b);
    for (size_t j = 0; j <= m; j++)
        rows[0][j] = (unsigned)(2 * j);
    for (size_t i = 1; i <= n; i++) {
        unsigned *now = rows[i % 3];
        const unsigned *before = rows[(i + 2) % 3];
        const unsigned *earlier = rows[(i + 1) % 3];
        now[0] = (unsigned)(2 * i);
        for (size_t j = 1; j <= m; j++) {
            now[j] = least(before[j - 1] + cost(a[i - 1], b[j - 1]), least(before[j] + 2, now[j - 1] + 2));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = least(now[j], earlier[j - 2] + 2);
        }
    }
    return rows[n % 3][m];
}

/* The distance up to which a name is taken to be meant. */
static unsigned bearable(const char *wanted)
{
    size_t length = length_of(wanted);
    return length < 4 ? 2 : (unsigned)(length / 3 * 2 + 2);
}

static bool is_letter(char c)
{
    return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z');
}

/* Whether the text is how the name begins, or one of the name's words. */
static bool is_part(const char *text, const char *name)
{
    size_t length = strlen(text);
    for (const char *at = name; length >= SHORTEST_PART && *at; at++) {
        size_t same = 0;
        while (same < length && lower(at[same]) == lower(text[same]))
            same++;
        if (same == length && (at == name || (!is_letter(at[-1]) && !is_letter(at[same]))))
            return true;
    }
    return false;
}

void nearest_offer(struct nearest *self, const char *name)
{
    unsigned distance = edit_distance(self->wanted, name);
    if (distance > bearable(self->wanted) && is_part(self->wanted, name))
        distance = bearable(self->wanted);
    if (!self->best || distance < self->distance) {
        self->best = name;
        self->distance = distance;
    }
}

const char *nearest_name(const struct nearest *self)
{
    return self->best && self->distance <= bearable(self->wanted) ? self->best : NULL;
}
