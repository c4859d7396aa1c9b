/* markdown.c - see medel/markdown.h. */
#include "medel/markdown.h"

#include "medel/term.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

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

enum status markdown_byte(struct buf *out, const char *s, size_t i)
{
    if (s[i] == '<')
        return buf_puts(out, "&lt;");
    if (s[i] == '&')
        return buf_puts(out, "&amp;");
    if (is_markup(s, i))
        return buf_printf(out, "\\%c", s[i]);
    return buf_putc(out, s[i]);
}

enum status markdown_text(struct buf *out, const char *text)
{
    struct buf safe;
    buf_init(&safe, out->max);
    enum status st = term_safe(&safe, text, false);
    const char *s = safe.data + strspn(safe.data, " ");
    for (size_t i = 0; s[i] != '\0' && st == ST_OK; i++)
        st = markdown_byte(out, s, i);
    buf_free(&safe);
    return st;
}
