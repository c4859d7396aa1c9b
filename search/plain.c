/* plain.c - see plain.h. */
#include "plain.h"

#include "medel/term.h"
#include "medel/utf8.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

#define REPLACEMENT "\xEF\xBF\xBD" /* U+FFFD */

/* What stands for the character at S (not its end) in *ret, "" for a blank;
 * returns how many bytes it has. */
static size_t character(const char *s, const char **ret, size_t *len)
{
    utf8proc_int32_t c;
    size_t control = term_control(s);
    *ret = "";
    *len = 0;
    if (control > 0 || *s == ' ')
        return control > 0 ? control : 1;
    utf8proc_ssize_t used = utf8proc_iterate(
        (const utf8proc_uint8_t *)s, (utf8proc_ssize_t)strnlen(s, 4), &c);
    if (used > 0 && (c == 0x2028 || c == 0x2029))
        return (size_t)used; /* line breaks */
    bool wrong = used <= 0 || (c & 0xFFFE) == 0xFFFE ||
                 (c >= 0xFDD0 && c <= 0xFDEF); /* no characters */
    *ret = wrong ? REPLACEMENT : s;
    *len = wrong ? strlen(REPLACEMENT) : (size_t)used;
    return used > 0 ? (size_t)used : 1;
}

const char *plain_text(struct arena *mem, const char *s)
{
    if (s == NULL)
        return "";
    /* A byte that is no UTF-8 takes three at most. */
    char *out = arena_alloc(mem, 3 * strlen(s) + 1), *o = out;
    bool blank = false;
    while (*s != '\0') {
        const char *bytes;
        size_t len;
        s += character(s, &bytes, &len);
        if (len > 0 && blank && o != out)
            *o++ = ' ';
        blank = len == 0;
        memcpy(o, bytes, len);
        o += len;
    }
    return out;
}

const char *plain_clip(struct arena *mem, const char *s, size_t n)
{
    const char *text = plain_text(mem, s);
    size_t len = strlen(text);
    if (len <= n)
        return text;
    return arena_printf(mem, "%.*s…", (int)utf8_clip(text, len, n), text);
}

static bool is_web(const char *url)
{
    return strncasecmp(url, "http://", 7) == 0 ||
           strncasecmp(url, "https://", 8) == 0;
}

const char *plain_url(struct arena *mem, const char *url)
{
    static const char kept[] = "-._~:/?#[]@!$&'()*+,;=%";
    if (url == NULL || !is_web(url))
        return NULL;
    char *out = arena_alloc(mem, 3 * strlen(url) + 1), *o = out;
    for (const char *s = url; *s != '\0'; s++) {
        unsigned char c = (unsigned char)*s;
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                      (c >= '0' && c <= '9');
        if (letter || strchr(kept, c) != NULL)
            *o++ = (char)c;
        else
            o += snprintf(o, 4, "%%%02X", c);
    }
    return out;
}
