/* reference.c - see medel/reference.h. */
#include "medel/reference.h"

#include "medel/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

const char *reference_key(struct arena *mem, const char *text)
{
    utf8proc_uint8_t *folded = NULL;
    utf8proc_ssize_t len =
        utf8proc_map((const utf8proc_uint8_t *)text, 0, &folded,
                     UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPOSE |
                         UTF8PROC_CASEFOLD);
    if (len < 0)
        return "";
    char *key = arena_alloc(mem, (size_t)len + 1);
    size_t n = 0;
    for (utf8proc_ssize_t at = 0; at < len;) {
        utf8proc_int32_t c;
        utf8proc_ssize_t step = utf8proc_iterate(folded + at, len - at, &c);
        if (step < 1)
            break;
        if (utf8_in_word(c)) {
            memcpy(key + n, folded + at, (size_t)step);
            n += (size_t)step;
        }
        at += step;
    }
    free(folded);
    return key;
}
