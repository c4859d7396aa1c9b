/* share.c - see medel/share.h. */
#include "medel/share.h"

#include "medel/hash.h"

#include <stdlib.h>
#include <string.h>

unsigned share_of(const char *id, unsigned n)
{
    return (unsigned)(hash_u64(id, strlen(id)) % n) + 1;
}

static const char *number(const char *s, unsigned *ret)
{
    char *end;
    if (*s < '1' || *s > '9')
        return NULL;
    unsigned long n = strtoul(s, &end, 10);
    *ret = n <= SHARES_MAX ? (unsigned)n : 0;
    return *ret != 0 ? end : NULL;
}

bool share_parse(const char *text, struct share *ret)
{
    struct share s;
    const char *p = number(text, &s.which);
    if (p == NULL || *p != '/')
        return false;
    p = number(p + 1, &s.of);
    if (p == NULL || *p != '\0' || s.which > s.of)
        return false;
    *ret = s;
    return true;
}
