/* md.c - see md.h. */
#include "md.h"

#include "snippet_mark.h"

#include "medel/term.h"

#include <string.h>
#include <strings.h>

void md_raw(struct md *m, const char *s)
{
    if (m->st == ST_OK)
        m->st = buf_puts(m->out, s);
}

/*
 * Whether the byte at I of S could be markup where it stands: always, as the
 * start of a line ("1.", "-"), or as the start of an address that some
 * renderers link by themselves.
 */
static bool is_markup(const char *s, size_t i)
{
    char c = s[i];
    if (strchr("\\`*_{}[]#!|>~@", c) != NULL)
        return true;
    if (c == ':')
        return s[i + 1] == '/';
    if (i == 0)
        return c == '-' || c == '+' || c == '=';
    if (c != '.' && c != ')')
        return false;
    return strspn(s, "0123456789") == i ||
           (i >= 3 && strncasecmp(s + i - 3, "www", 3) == 0);
}

static void escaped(struct md *m, const char *s, size_t i)
{
    if (s[i] == '<')
        m->st = buf_puts(m->out, "&lt;");
    else if (s[i] == '&')
        m->st = buf_puts(m->out, "&amp;");
    else if (is_markup(s, i))
        m->st = buf_printf(m->out, "\\%c", s[i]);
    else
        m->st = buf_putc(m->out, s[i]);
}

void md_text(struct md *m, const char *text)
{
    struct buf safe;
    buf_init(&safe, m->out->max);
    if (m->st == ST_OK)
        m->st = term_safe(&safe, text, false);
    const char *s = safe.data + strspn(safe.data, " ");
    for (size_t i = 0; s[i] != '\0' && m->st == ST_OK; i++)
        escaped(m, s, i);
    buf_free(&safe);
}

enum status md_escape(struct buf *out, const char *text)
{
    struct md m = {out, ST_OK};
    md_text(&m, text);
    return m.st;
}

void md_item(struct md *m, const char *text)
{
    if (text == NULL || text[0] == '\0')
        return;
    md_raw(m, "   - ");
    md_text(m, text);
    md_raw(m, "\n");
}

void md_item_snippet(struct md *m, const char *snippet)
{
    if (snippet == NULL)
        return;
    md_raw(m, "   - ");
    for (size_t i = 0; snippet[i] != '\0' && m->st == ST_OK; i++) {
        if (snippet[i] == SNIPPET_ON || snippet[i] == SNIPPET_OFF)
            md_raw(m, "**");
        else
            escaped(m, snippet, i);
    }
    md_raw(m, "\n");
}

/* Inside <...>; the characters that could end it are encoded. */
void md_item_address(struct md *m, const char *url)
{
    if (url == NULL)
        return;
    md_raw(m, "   - <");
    for (const char *s = url; *s != '\0' && m->st == ST_OK; s++) {
        unsigned char c = (unsigned char)*s;
        if (c <= ' ' || c == '<' || c == '>' || c == '\\' || c == 0x7f)
            m->st = buf_printf(m->out, "%%%02X", c);
        else
            m->st = buf_putc(m->out, *s);
    }
    md_raw(m, ">\n");
}
