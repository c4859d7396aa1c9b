/* edit.c - edit distance for "did you mean"; see edit.h. */
#include "edit.h"

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define NAME_MAX_CHARS 64

/* The characters of S, or -1 where it has too many. A byte that is not UTF-8
 * counts as a character of its own. */
static int characters(const char *s, int32_t out[static NAME_MAX_CHARS])
{
    int n = 0;
    size_t left = strnlen(s, NAME_MAX_CHARS * 4 + 1);
    while (left > 0) {
        if (n == NAME_MAX_CHARS)
            return -1;
        utf8proc_int32_t c;
        utf8proc_ssize_t used = utf8proc_iterate((const utf8proc_uint8_t *)s,
                                                 (utf8proc_ssize_t)left, &c);
        if (used <= 0) {
            c = 0x110000 + (unsigned char)*s;
            used = 1;
        }
        if (c >= 'A' && c <= 'Z')
            c += 'a' - 'A';
        out[n++] = c;
        s += used;
        left -= (size_t)used;
    }
    return n;
}

static int min_int(int a, int b)
{
    return a < b ? a : b;
}

int edit_distance(const char *a, const char *b, int max)
{
    int32_t x[NAME_MAX_CHARS], y[NAME_MAX_CHARS];
    int n = characters(a, x), m = characters(b, y);
    if (n < 0 || m < 0 || abs(n - m) > max)
        return max + 1;
    /* Three rows of the table: a swap looks two rows back. */
    int rows[3][NAME_MAX_CHARS + 1];
    for (int j = 0; j <= m; j++)
        rows[0][j] = j;
    for (int i = 1; i <= n; i++) {
        int *row = rows[i % 3], *above = rows[(i + 2) % 3];
        const int *above2 = rows[(i + 1) % 3];
        row[0] = i;
        for (int j = 1; j <= m; j++) {
            int cost = x[i - 1] != y[j - 1];
            int d = min_int(above[j] + 1, row[j - 1] + 1);
            d = min_int(d, above[j - 1] + cost);
            if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
                d = min_int(d, above2[j - 2] + 1);
            row[j] = d;
        }
    }
    return min_int(rows[n % 3][m], max + 1);
}
