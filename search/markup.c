/* markup.c - see markup.h. */
#include "markup.h"

#include "plain.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void markup_raw(struct markup *m, const char *s)
{
    if (m->st == ST_OK)
        m->st = buf_puts(m->out, s);
}

void markup_format(struct markup *m, const char *fmt, ...)
{
    char *s = NULL;
    va_list ap;
    if (m->st != ST_OK)
        return;
    va_start(ap, fmt);
    int n = vasprintf(&s, fmt, ap);
    va_end(ap);
    m->st = n >= 0 ? buf_append(m->out, s, (size_t)n) : ST_NOMEM;
    if (n >= 0)
        free(s);
}

static const char *entity(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void markup_text(struct markup *m, const char *s)
{
    struct arena *mem = arena_new();
    for (const char *t = plain_text(mem, s); *t != '\0' && m->st == ST_OK;) {
        size_t n = strcspn(t, "&<>\"'");
        m->st = buf_append(m->out, t, n);
        t += n;
        if (*t != '\0' && m->st == ST_OK)
            m->st = buf_puts(m->out, entity(*t++));
    }
    arena_free(mem);
}

void markup_element(struct markup *m, const char *open, const char *s,
                    const char *close)
{
    if (s == NULL || s[0] == '\0')
        return;
    markup_raw(m, open);
    markup_text(m, s);
    markup_raw(m, close);
}
