/* sniff.c - see sniff.h. */
#include "sniff.h"

#include <string.h>
#include <strings.h>

static bool type_is(const char *type, const char *name)
{
    size_t n = strlen(name);
    return type != NULL && strncasecmp(type, name, n) == 0 &&
           (type[n] == '\0' || type[n] == ';' || type[n] == ' ');
}

/* Something that only HTML begins with. */
static bool looks_like_html(const char *p, size_t n)
{
    static const char *const MARKS[] = {"<!doctype html", "<html",  "<head",
                                        "<body",          "<title", "<h1",
                                        "<div",           "<table", "<p>"};
    size_t end = n < 1024 ? n : 1024;
    for (size_t at = 0; at < end; at++)
        for (size_t i = 0; p[at] == '<' && i < sizeof MARKS / sizeof *MARKS;
             i++)
            if (n - at >= strlen(MARKS[i]) &&
                strncasecmp(p + at, MARKS[i], strlen(MARKS[i])) == 0)
                return true;
    return false;
}

bool sniff_is_html(const char *type, const char *p, size_t n)
{
    bool utf16 = n >= 2 && (memcmp(p, "\xff\xfe", 2) == 0 ||
                            memcmp(p, "\xfe\xff", 2) == 0);
    bool nul = memchr(p, '\0', n < 512 ? n : 512) != NULL;
    bool called =
        type_is(type, "text/html") || type_is(type, "application/xhtml+xml");
    if (utf16 || (called && !nul))
        return true;
    return (called || !nul) && looks_like_html(p, n);
}

bool sniff_is_pdf(const char *p, size_t n)
{
    return n >= 5 && memcmp(p, "%PDF-", 5) == 0;
}

bool sniff_is_cut_off(bool unframed, const char *p, size_t n)
{
    size_t tail_len = n < 4096 ? n : 4096;
    const char *tail = p + n - tail_len;
    if (!unframed)
        return false;
    if (sniff_is_pdf(p, n))
        return memmem(tail, tail_len, "%%EOF", 5) == NULL;
    for (size_t i = 0; i + 6 <= tail_len; i++)
        if (strncasecmp(tail + i, "</html", 6) == 0 ||
            strncasecmp(tail + i, "</body", 6) == 0)
            return false;
    return true;
}
