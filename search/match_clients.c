/* match_clients.c - see match_clients.h. */
#include "match_clients.h"

#include "format.h"
#include "mark.h"
#include "md.h"
#include "paint.h"
#include "why.h"

#include "medel/i18n.h"

#define INDENT 5 /* past "12 ✓ " */

/* --- a rule's outcome ---------------------------------------------------- */

/* Of what bars, only that; else what is stated and suits, in the page's words,
 * and what is to be checked. Silence that is no obstacle says nothing. */
static bool is_told(const struct gate_result *g, const struct gate_check *k)
{
    if (g->verdict == VERDICT_NO)
        return k->verdict == VERDICT_NO;
    return k->open_question ||
           (k->verdict == VERDICT_YES && k->evidence != NULL);
}

static const char *score_of(struct arena *mem, const struct match_client *c)
{
    return arena_printf(mem, _("score %s"),
                        format_number(mem, c->hit->rank.score, 1));
}

static const char *nobody(void)
{
    return _("None of the enterprises can apply for it.");
}

/* --- a table ------------------------------------------------------------- */

void match_client_lines(struct page *p, struct arena *mem, int indent,
                        const struct call *call, const struct match_client *c)
{
    const struct gate_result *g = &c->hit->gate;
    const char *ranked = why_ranked(mem, c->hit, c->profile);
    const char *advice[] = {advice_funding_words(mem, &c->hit->advice),
                            advice_aid_words(mem, &c->hit->advice)};

    if (ranked[0] != '\0')
        page_wrap(p, indent, ranked, PAINT_DIM);
    for (int i = 0; i < RULE_COUNT; i++) {
        const struct gate_check *k = &g->checks[i];
        struct mark m = mark_of(k->verdict);
        if (is_told(g, k))
            page_wrap(p, indent,
                      arena_printf(mem, "%s %s", m.sign,
                                   why_check(mem, call, c->profile, k)),
                      m.colour);
    }
    for (size_t i = 0; i < sizeof advice / sizeof *advice; i++)
        if (advice[i] != NULL)
            page_wrap(p, indent, advice[i], PAINT_PLAIN);
}

static void table_client(struct page *p, struct arena *mem,
                         const struct call *call, const struct match_client *c,
                         size_t nr)
{
    struct mark m = mark_of(c->hit->gate.verdict);
    struct page rest = *p;

    page_raw(p, arena_printf(mem, "%2zu ", nr));
    page_text(p, m.sign, m.colour);
    page_raw(p, " ");
    rest.st = p->st;
    rest.width = p->width - INDENT;
    page_line(&rest, 0, c->profile->name, PAINT_BOLD, score_of(mem, c),
              PAINT_PLAIN);
    p->st = rest.st;
    page_line(p, INDENT, c->profile->id, PAINT_PLAIN, _(m.words), m.colour);
    match_client_lines(p, mem, INDENT, call, c);
    page_line_end(p);
}

enum status match_clients_table(struct buf *out, const struct call *call,
                                const struct match_client *clients, size_t n,
                                const struct table_options *o)
{
    struct arena *mem = arena_new();
    struct page p = page_begin(out, o->width, o->colour);
    page_line(&p, 0, call->title, PAINT_BOLD, why_when(mem, call, o->today),
              PAINT_PLAIN);
    page_line(&p, 0, call->funder != NULL ? call->funder : "", PAINT_PLAIN,
              call->id, PAINT_DIM);
    page_line_end(&p);
    for (size_t i = 0; i < n; i++)
        table_client(&p, mem, call, &clients[i], i + 1);
    if (n == 0)
        page_wrap(&p, 0, nobody(), PAINT_PLAIN);
    arena_free(mem);
    return p.st;
}

/* --- Markdown ------------------------------------------------------------ */

static void markdown_client(struct md *m, struct arena *mem,
                            const struct call *call,
                            const struct match_client *c, size_t nr)
{
    const struct gate_result *g = &c->hit->gate;
    md_raw(m, arena_printf(mem, "%zu. %s **", nr, mark_of(g->verdict).sign));
    md_text(m, c->profile->name);
    md_raw(m, "**: ");
    md_text(m, arena_printf(mem, "%s, %s", _(mark_of(g->verdict).words),
                            score_of(mem, c)));
    md_raw(m, "\n");
    md_item(m, why_ranked(mem, c->hit, c->profile));
    for (int i = 0; i < RULE_COUNT; i++) {
        const struct gate_check *k = &g->checks[i];
        if (is_told(g, k))
            md_item(m, arena_printf(mem, "%s %s", mark_of(k->verdict).sign,
                                    why_check(mem, call, c->profile, k)));
    }
    md_item(m, advice_funding_words(mem, &c->hit->advice));
    md_item(m, advice_aid_words(mem, &c->hit->advice));
}

enum status match_clients_markdown(struct buf *out, const struct call *call,
                                   const struct match_client *clients, size_t n,
                                   const struct table_options *o)
{
    struct arena *mem = arena_new();
    struct md m = {out, ST_OK};
    md_raw(&m, "## ");
    md_text(&m, call->title);
    md_raw(&m, "\n\n");
    md_text(&m, arena_printf(mem, "%s%s%s", call->funder ? call->funder : "",
                             call->funder ? " · " : "",
                             why_when(mem, call, o->today)));
    md_raw(&m, "\n\n");
    for (size_t i = 0; i < n; i++)
        markdown_client(&m, mem, call, &clients[i], i + 1);
    if (n == 0)
        md_raw(&m, arena_printf(mem, "%s\n", nobody()));
    arena_free(mem);
    return m.st;
}
