/* mcp_clean.c - see mcp_clean.h. */
#include "mcp_clean.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define ZWNJ 0x200C
#define ZWJ 0x200D

static bool is_seen(utf8proc_int32_t c)
{
    if (c == ZWNJ || c == ZWJ)
        return true;
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_CF: /* format: direction, tags, zero width */
    case UTF8PROC_CATEGORY_CN: /* unassigned */
    case UTF8PROC_CATEGORY_CS:
        return false;
    default:
        return true;
    }
}

static bool is_control(utf8proc_int32_t c)
{
    return c != '\n' && utf8proc_category(c) == UTF8PROC_CATEGORY_CC;
}

/* Cleans S in place, for nothing grows; returns the new length. */
static size_t clean_text(char *s, size_t n)
{
    size_t out = 0;
    for (size_t i = 0; i < n;) {
        utf8proc_int32_t c;
        utf8proc_ssize_t used = utf8proc_iterate(
            (const utf8proc_uint8_t *)s + i, (utf8proc_ssize_t)(n - i), &c);
        if (used <= 0) { /* jansson holds UTF-8 alone */
            i++;
            continue;
        }
        if (is_control(c)) {
            s[out++] = ' ';
        } else if (is_seen(c)) {
            memmove(s + out, s + i, (size_t)used);
            out += (size_t)used;
        }
        i += (size_t)used;
    }
    return out;
}

static int clean_string(json_t *o)
{
    size_t n = json_string_length(o);
    char *s = malloc(n + 1);
    if (s == NULL)
        return -1;
    memcpy(s, json_string_value(o), n);
    int failed = json_string_setn(o, s, clean_text(s, n));
    free(s);
    return failed;
}

int mcp_clean(json_t *o)
{
    const char *key;
    json_t *v;
    size_t i;
    int failed = json_is_string(o) ? clean_string(o) : 0;
    json_array_foreach(o, i, v)
    {
        failed |= mcp_clean(v);
    }
    json_object_foreach(o, key, v)
    {
        failed |= mcp_clean(v);
    }
    return failed;
}
