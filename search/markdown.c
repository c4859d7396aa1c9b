/*
 * markdown.c - ranked calls as Markdown; see table.h. Every character that
 * Markdown or HTML could take for markup is escaped: a page's text is text.
 */
#include "table.h"

#include "format.h"
#include "why.h"

#include "medel/i18n.h"
#include "medel/term.h"

#include <string.h>
#include <strings.h>

struct md {
    struct buf *out;
    enum status st;
};

static void raw(struct md *m, const char *s)
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

static void escaped(struct md *m, const char *text)
{
    struct buf safe;
    buf_init(&safe, m->out->max);
    if (m->st == ST_OK)
        m->st = term_safe(&safe, text, false);
    const char *s = safe.data + strspn(safe.data, " ");
    for (size_t i = 0; s[i] != '\0' && m->st == ST_OK; i++) {
        if (s[i] == '<')
            m->st = buf_puts(m->out, "&lt;");
        else if (s[i] == '&')
            m->st = buf_puts(m->out, "&amp;");
        else if (is_markup(s, i))
            m->st = buf_printf(m->out, "\\%c", s[i]);
        else
            m->st = buf_putc(m->out, s[i]);
    }
    buf_free(&safe);
}

enum status markdown_text(struct buf *out, const char *text)
{
    struct md m = {out, ST_OK};
    escaped(&m, text);
    return m.st;
}

/* An address inside <...>; the characters that could end it are encoded. */
static void address(struct md *m, const char *url)
{
    raw(m, "<");
    for (const char *s = url; *s != '\0' && m->st == ST_OK; s++) {
        unsigned char c = (unsigned char)*s;
        if (c <= ' ' || c == '<' || c == '>' || c == '\\' || c == 0x7f)
            m->st = buf_printf(m->out, "%%%02X", c);
        else
            m->st = buf_putc(m->out, *s);
    }
    raw(m, ">");
}

static void field(struct md *m, const char *text)
{
    if (text == NULL || text[0] == '\0')
        return;
    raw(m, "   - ");
    escaped(m, text);
    raw(m, "\n");
}

static void one_call(struct md *m, struct arena *mem, size_t nr,
                     const struct candidate *c, const struct table_options *o)
{
    const struct call *call = c->call;
    const char *marked = why_marked(mem, c, o->profile);

    raw(m, arena_printf(mem, "%zu. **", nr));
    escaped(m, call->title);
    raw(m, "**\n");
    field(m, call->funder);
    field(m, why_when(mem, call, o->today));
    field(m, format_sum_range(mem, call->award_floor, call->award_ceiling,
                              call->currency));
    field(m, why_ranked(mem, c, o->profile));
    if (marked[0] != '\0')
        field(m, arena_printf(mem, "%s %s",
                              c->gate.verdict == VERDICT_NO ? _("cannot apply:")
                                                            : _("check this:"),
                              marked));
    if (o->advice) {
        field(m, advice_funding_words(mem, &c->advice));
        field(m, advice_aid_words(mem, &c->advice));
    }
    if (call->url != NULL) {
        raw(m, "   - ");
        address(m, call->url);
        raw(m, "\n");
    }
}

enum status table_markdown(struct buf *out, const struct candidate_list *l,
                           const struct table_options *o)
{
    struct md m = {out, ST_OK};
    struct arena *mem = arena_new();
    for (size_t i = 0; i < l->n; i++)
        one_call(&m, mem, i + 1, &l->items[i], o);
    arena_free(mem);
    return m.st;
}
