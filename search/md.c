/* md.c - see md.h. */
#include "md.h"

#include "snippet_mark.h"

#include "medel/markdown.h"

#include <string.h>
#include <strings.h>

void md_raw(struct md *m, const char *s)
{
    if (m->st == ST_OK)
        m->st = buf_puts(m->out, s);
}

void md_text(struct md *m, const char *text)
{
    if (m->st == ST_OK)
        m->st = markdown_text(m->out, text);
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
            m->st = markdown_byte(m->out, snippet, i);
    }
    md_raw(m, "\n");
}

/* Inside <...>; what could end it, or is no ASCII, is encoded. */
void md_item_address(struct md *m, const char *url)
{
    if (url == NULL)
        return;
    md_raw(m, "   - <");
    for (const char *s = url; *s != '\0' && m->st == ST_OK; s++) {
        unsigned char c = (unsigned char)*s;
        if (c <= ' ' || c == '<' || c == '>' || c == '\\' || c >= 0x7f)
            m->st = buf_printf(m->out, "%%%02X", c);
        else
            m->st = buf_putc(m->out, *s);
    }
    md_raw(m, ">\n");
}
