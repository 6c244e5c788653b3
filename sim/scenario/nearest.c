#include "scenario/nearest.h"
#include <string.h>

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

void nearest_offer(struct nearest *self, const char *name)
{
    unsigned distance = edit_distance(self->wanted, name);
    if (!self->best || distance < self->distance) {
        self->best = name;
        self->distance = distance;
    }
}

const char *nearest_name(const struct nearest *self)
{
    size_t length = length_of(self->wanted);
    unsigned bearable = length < 4 ? 2 : (unsigned)(length / 3 * 2 + 2);
    return self->best && self->distance <= bearable ? self->best : NULL;
}
