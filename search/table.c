/* table.c - ranked calls on a terminal; see table.h. */
#include "table.h"

#include "format.h"
#include "mark.h"
#include "paint.h"
#include "why.h"

#include "medel/i18n.h"
#include "medel/term.h"

#define SOON_DAYS 14
#define SNIPPET_LINES 2

struct table {
    struct page page;
    struct arena *mem;
    const struct table_options *o;
    int indent; /* of a call's second line: past number and mark */
};

/* --- one call ------------------------------------------------------------ */

static bool closes_soon(const struct call *c, struct date today)
{
    struct date next = call_next_deadline(c, today);
    return date_is_set(next) &&
           date_to_days(next) - date_to_days(today) <= SOON_DAYS;
}

/* Number, mark, title and the date. */
static void first_line(struct table *t, const struct candidate *c, size_t nr,
                       int digits)
{
    struct page *p = &t->page;
    struct mark mark = mark_of(c->gate.verdict);
    struct page rest = *p;

    page_raw(p, arena_printf(t->mem, "%*zu ", digits, nr));
    if (t->o->profile != NULL) {
        page_text(p, mark.sign, mark.colour);
        page_raw(p, " ");
    }
    rest.st = p->st;
    rest.width = p->width - t->indent;
    page_line(&rest, 0, c->call->title, PAINT_BOLD,
              why_when(t->mem, c->call, t->o->today),
              closes_soon(c->call, t->o->today) ? PAINT_ASK : PAINT_PLAIN);
    p->st = rest.st;
}

static const char *sum_of(struct arena *mem, const struct call *c)
{
    const char *s =
        format_sum_range(mem, c->award_floor, c->award_ceiling, c->currency);
    if (c->kind == CALL_GRANT)
        return s;
    if (s[0] == '\0')
        return format_code(CODE_KIND, (int)c->kind);
    return arena_printf(mem, "%s %s", format_code(CODE_KIND, (int)c->kind), s);
}

/* "  21.30 of 28.00  themes: rural", a line for each part. */
static void explain_parts(struct table *t, const struct rank_score *s)
{
    struct page *p = &t->page;
    page_line(p, t->indent,
              arena_printf(t->mem, _("score %s of 100"),
                           format_number(t->mem, s->score, 2)),
              PAINT_DIM, NULL, PAINT_PLAIN);
    for (int i = 0; i < PART_COUNT; i++) {
        const struct rank_value *v = &s->parts[i];
        if (!v->judged)
            continue;
        const char *words = why_part_words(t->mem, (enum rank_part)i, v->words);
        page_line(p, t->indent,
                  arena_printf(t->mem, _("%6s of %5s  %s%s%s"),
                               format_number(t->mem, v->points, 2),
                               format_number(t->mem, v->of, 2),
                               why_part((enum rank_part)i),
                               words != NULL ? ": " : "",
                               words != NULL ? words : ""),
                  PAINT_DIM, NULL, PAINT_PLAIN);
    }
}

static void advise(struct table *t, const struct advice *a)
{
    const char *lines[] = {advice_funding_words(t->mem, a),
                           advice_aid_words(t->mem, a)};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (lines[i] != NULL)
            page_wrap(&t->page, t->indent, lines[i], PAINT_PLAIN);
}

/* What stands between title and mark: why it ranks, where the words asked for
 * stand; for whom has neither, what the call says of itself. */
static void reasons(struct table *t, const struct candidate *c)
{
    struct page *p = &t->page;
    const char *ranked = why_ranked(t->mem, c, t->o->profile);
    const char *marked = why_marked(t->mem, c, t->o->profile);
    bool barred = c->gate.verdict == VERDICT_NO;

    if (ranked[0] != '\0')
        page_wrap(p, t->indent, ranked, PAINT_DIM);
    else if (c->snippet == NULL && c->call->summary != NULL &&
             c->call->summary[0] != '\0')
        page_line(p, t->indent, c->call->summary, PAINT_DIM, NULL, PAINT_PLAIN);
    if (c->snippet != NULL)
        page_snippet(p, t->indent, c->snippet, SNIPPET_LINES);
    if (marked[0] != '\0')
        page_wrap(p, t->indent,
                  arena_printf(t->mem, "%s %s",
                               barred ? _("cannot apply:") : _("check this:"),
                               marked),
                  barred ? PAINT_BAD : PAINT_ASK);
    if (c->prediction != NULL)
        page_wrap(p, t->indent, prediction_words(t->mem, c->prediction),
                  PAINT_GOOD);
    if (t->o->advice)
        advise(t, &c->advice);
    if (t->o->explain)
        explain_parts(t, &c->rank);
}

/* The funder, the id and the sum; the id on a line of its own where they do
 * not fit beside each other: it is there to be typed, so it is never cut. */
static void second_line(struct table *t, const struct call *call)
{
    struct page *p = &t->page;
    const char *funder = call->funder != NULL ? call->funder : "";
    const char *sum = sum_of(t->mem, call);
    const char *both = arena_printf(t->mem, "%s%s%s", funder,
                                    funder[0] != '\0' ? " · " : "", call->id);
    int room = p->width - t->indent - term_text_width(sum) - 2;

    if (funder[0] == '\0' || term_text_width(both) <= room) {
        page_line(p, t->indent, both, PAINT_PLAIN, sum, PAINT_PLAIN);
        return;
    }
    page_line(p, t->indent, funder, PAINT_PLAIN, sum, PAINT_PLAIN);
    page_line(p, t->indent, call->id, PAINT_PLAIN, NULL, PAINT_PLAIN);
}

/* What the user says of it. */
static void own_words(struct table *t, const struct table_row *r)
{
    if (r->status != NULL)
        page_wrap(&t->page, t->indent, r->status, PAINT_BOLD);
    if (r->note != NULL && r->note[0] != '\0')
        page_wrap(&t->page, t->indent, arena_printf(t->mem, "“%s”", r->note),
                  PAINT_PLAIN);
}

static void print_call(struct table *t, const struct table_row *r, int digits)
{
    first_line(t, r->hit, r->nr, digits);
    second_line(t, r->hit->call);
    own_words(t, r);
    reasons(t, r->hit);
    page_line_end(&t->page);
}

/* --- the list ------------------------------------------------------------ */

static void closing_line(struct table *t, size_t n, size_t n_fit)
{
    struct page *p = &t->page;
    const char *s;
    if (n < n_fit)
        s = arena_printf(t->mem, _("the first %zu of %zu; --limit 0 shows all"),
                         n, n_fit);
    else
        s = arena_printf(t->mem, ngettext("%zu call", "%zu calls", n), n);
    page_wrap(p, 0, arena_printf(t->mem, _("%s. medel show ID tells more."), s),
              PAINT_DIM);
}

static int digits_of(size_t n)
{
    int d = 1;
    for (; n >= 10; n /= 10)
        d++;
    return d < 2 ? 2 : d;
}

static struct table begin(struct buf *out, const struct table_options *o,
                          int digits)
{
    return (struct table){
        .page = page_begin(out, o->width, o->colour),
        .mem = arena_new(),
        .o = o,
        .indent = digits + 1 + (o->profile != NULL ? 2 : 0),
    };
}

enum status table_call(struct buf *out, const struct table_row *r,
                       const struct table_options *o)
{
    int digits = digits_of(r->of);
    struct table t = begin(out, o, digits);
    print_call(&t, r, digits);
    arena_free(t.mem);
    return t.page.st;
}

enum status table_end(struct buf *out, size_t n, size_t n_fit,
                      const struct table_options *o)
{
    struct table t = begin(out, o, 0);
    if (n > 0 && o->aid != NULL)
        page_wrap(&t.page, 0, advice_room_line(t.mem, o->aid), PAINT_PLAIN);
    if (n > 0)
        closing_line(&t, n, n_fit);
    arena_free(t.mem);
    return t.page.st;
}
