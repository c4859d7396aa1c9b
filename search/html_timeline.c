/* html_timeline.c - see html_timeline.h. */
#include "html_timeline.h"

#include "mark.h"
#include "plain.h"

#include "medel/i18n.h"
#include "medel/term.h"

#include <stdlib.h>
#include <string.h>

#define ROWS_MAX 40
#define DAYS_MAX 550 /* later days stand at the edge */

/*
 * The drawing is made twice, in units that are about a pixel each where it is
 * shown: wide, with the names beside the days; narrow, with the names above.
 */
struct layout {
    const char *name; /* of its class */
    int width;
    int left, right; /* the days begin and end; past it is room for a date */
    int top, step;   /* of the rows */
    int name_y, bar_y, name_cells, name_width;
    int months; /* that have a name of their own, at most */
};

static const struct layout wide = {
    .name = "wide-chart",
    .width = 980,
    .left = 330,
    .right = 900,
    .top = 34,
    .step = 30,
    .name_y = 19,
    .bar_y = 15,
    .name_cells = 44,
    .name_width = 322,
    .months = 13,
};
static const struct layout narrow = {
    .name = "narrow-chart",
    .width = 360,
    .left = 2,
    .right = 304,
    .top = 34,
    .step = 42,
    .name_y = 14,
    .bar_y = 28,
    .name_cells = 46,
    .name_width = 356,
    .months = 5,
};

struct bar {
    const char *id, *title, *verdict, *cards;
    struct date opens, last; /* to come; DATE_NONE */
    size_t nr;               /* keeps the order of equal days */
};

struct timeline {
    struct arena *mem;
    struct date today;
    struct bar *bars;
    size_t n, cap;
};

struct timeline *timeline_new(struct arena *mem, struct date today)
{
    struct timeline *t = arena_alloc(mem, sizeof *t);
    t->mem = mem;
    t->today = today;
    return t;
}

void timeline_add(struct timeline *t, const struct call *c, const char *verdict,
                  size_t card)
{
    struct date last = call_next_deadline(c, t->today);
    struct date opens =
        date_compare(c->opens, t->today) > 0 ? c->opens : DATE_NONE;
    if (c->withdrawn != NULL || (!date_is_set(last) && !date_is_set(opens)) ||
        call_status_on(c, t->today, -1) == CALL_CLOSED)
        return;
    t->bars = arena_grow(t->mem, t->bars, t->n, &t->cap, sizeof *t->bars);
    t->bars[t->n] = (struct bar){
        .id = arena_strdup(t->mem, c->id),
        .title = plain_text(t->mem, c->title != NULL ? c->title : c->id),
        .verdict = verdict,
        .cards = arena_printf(t->mem, "c%zu", card),
        .opens = opens,
        .last = last,
        .nr = t->n,
    };
    t->n++;
}

/* --- the scale ----------------------------------------------------------- */

struct scale {
    const struct layout *l;
    long first, days; /* days since 1970; how many are shown */
};

static struct date end_of(const struct bar *b)
{
    return date_is_set(b->last) ? b->last : b->opens;
}

static int by_day(const void *a, const void *b)
{
    const struct bar *x = a, *y = b;
    int c = date_compare(end_of(x), end_of(y));
    return c != 0 ? c : x->nr < y->nr ? -1 : 1;
}

static int by_id(const void *a, const void *b)
{
    const struct bar *x = a, *y = b;
    int c = strcmp(x->id, y->id);
    return c != 0 ? c : x->nr < y->nr ? -1 : 1;
}

/* Makes one of the bars of a call that several clients have. */
static void merge(struct timeline *t)
{
    size_t n = 0;
    qsort(t->bars, t->n, sizeof *t->bars, by_id);
    for (size_t i = 0; i < t->n; i++) {
        struct bar *last = n > 0 ? &t->bars[n - 1] : NULL;
        if (last == NULL || strcmp(last->id, t->bars[i].id) != 0) {
            t->bars[n++] = t->bars[i];
            continue;
        }
        last->cards =
            arena_printf(t->mem, "%s %s", last->cards, t->bars[i].cards);
        if (last->verdict[0] == '\0')
            last->verdict = t->bars[i].verdict;
    }
    t->n = n;
}

/* From the start of this month, where there is room for it, to past the last
 * day that is shown. */
static struct scale scale_of(const struct timeline *t, size_t n,
                             const struct layout *l)
{
    struct date month = {t->today.year, t->today.month, 1};
    struct scale s = {l, date_to_days(l == &wide ? month : t->today), 90};
    for (size_t i = 0; i < n; i++) {
        long days = date_to_days(end_of(&t->bars[i])) - s.first + 7;
        if (days > s.days)
            s.days = days < DAYS_MAX ? days : DAYS_MAX;
    }
    return s;
}

/* Where a day is, in units; whether it is past the edge. */
static double place(const struct scale *s, struct date d)
{
    long days = date_to_days(d) - s->first;
    if (days < 0)
        days = 0;
    if (days > s->days)
        days = s->days;
    return s->l->left +
           (double)(s->l->right - s->l->left) * (double)days / (double)s->days;
}

/* --- drawing ------------------------------------------------------------- */

static const char *month_name(struct date d)
{
    static const char *const names[] = {
        N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
        N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
    };
    return _(names[d.month - 1]);
}

static struct date next_month(struct date d)
{
    return d.month < 12 ? (struct date){d.year, (int8_t)(d.month + 1), 1}
                        : (struct date){(int16_t)(d.year + 1), 1, 1};
}

static void months(const struct timeline *t, struct markup *m,
                   const struct scale *s, double height)
{
    int step = 1 + (int)(s->days / 31) / s->l->months, year = 0;
    struct date d = date_from_days(s->first);
    if (d.day > 1)
        d = next_month(d);
    for (int i = 0; date_to_days(d) <= s->first + s->days;
         i++, d = next_month(d)) {
        double x = place(s, d);
        if (i % step != 0)
            continue;
        markup_format(m,
                      "<line class=\"grid\" x1=\"%.1f\" y1=\"24\" "
                      "x2=\"%.1f\" y2=\"%.0f\"/>"
                      "<text class=\"tick\" x=\"%.1f\" y=\"16\">",
                      x, x, height, x + 3);
        markup_text(m, month_name(d));
        if (d.year != year)
            markup_format(m, " %d", d.year);
        year = d.year;
        markup_raw(m, "</text>\n");
    }
    double now = place(s, t->today);
    markup_format(m,
                  "<line class=\"today\" x1=\"%.1f\" y1=\"22\" x2=\"%.1f\" "
                  "y2=\"%.0f\"/>\n",
                  now, now, height);
}

static const char *short_day(struct arena *mem, struct date d)
{
    return arena_printf(mem, "%d %s", d.day, month_name(d));
}

static const char *told(const struct timeline *t, const struct bar *b)
{
    char iso[DATE_ISO_SIZE];
    const char *s = b->title;
    if (date_is_set(b->opens))
        s = arena_printf(t->mem, _("%s, opens %s"), s,
                         date_format_iso(b->opens, iso));
    if (date_is_set(b->last))
        s = arena_printf(t->mem, _("%s, last day %s"), s,
                         date_format_iso(b->last, iso));
    return s;
}

static void draw_days(const struct timeline *t, struct markup *m,
                      const struct scale *s, const struct bar *b)
{
    double from = place(s, date_is_set(b->opens) ? b->opens : t->today);
    double to = place(s, end_of(b));
    int y = s->l->bar_y;

    if (to > from)
        markup_format(m,
                      "<rect class=\"span\" x=\"%.1f\" y=\"%d\" "
                      "width=\"%.1f\" height=\"6\" rx=\"3\"/>",
                      from, y - 3, to - from);
    if (date_is_set(b->opens))
        markup_format(m,
                      "<circle class=\"open\" cx=\"%.1f\" cy=\"%d\" r=\"5\"/>",
                      from, y);
    if (date_is_set(b->last))
        markup_format(
            m, "<circle class=\"last\" cx=\"%.1f\" cy=\"%d\" r=\"6\"/>", to, y);
    markup_format(m, "<text class=\"day\" x=\"%.1f\" y=\"%d\">", to + 11,
                  y + 4);
    markup_text(m, short_day(t->mem, end_of(b)));
    markup_raw(m, "</text>");
}

static void draw_bar(const struct timeline *t, struct markup *m,
                     const struct scale *s, const struct bar *b, size_t nr)
{
    const struct layout *l = s->l;
    struct buf name;

    buf_init(&name, 1024);
    (void)term_fit(&name, b->title, l->name_cells, false);
    markup_format(m,
                  "<g class=\"row %s\" data-cards=\"%s\" "
                  "transform=\"translate(0 %zu)\">",
                  b->verdict, b->cards, (size_t)l->top + (size_t)l->step * nr);
    markup_element(m, "<title>", told(t, b), "</title>");
    /* The inner drawing cuts off what is wider than most. */
    markup_format(m,
                  "<rect class=\"hit\" x=\"0\" y=\"0\" width=\"%d\" "
                  "height=\"%d\"/><svg width=\"%d\" height=\"%d\">"
                  "<text x=\"0\" y=\"%d\">",
                  l->width, l->step, l->name_width, l->step, l->name_y);
    markup_text(m, name.data);
    markup_raw(m, "</text></svg>");
    draw_days(t, m, s, b);
    markup_raw(m, "</g>\n");
    buf_free(&name);
}

static void draw(const struct timeline *t, struct markup *m, size_t n,
                 const struct layout *l)
{
    struct scale s = scale_of(t, n, l);
    size_t height = (size_t)l->top + (size_t)l->step * n + 4;
    markup_format(m, "<svg class=\"%s\" role=\"img\" aria-label=\"", l->name);
    markup_text(m, _("A time line of when the calls open and close; the same "
                     "days stand in the list below."));
    markup_format(m,
                  "\" viewBox=\"0 0 %d %zu\" data-top=\"%d\" data-step=\"%d\" "
                  "xmlns=\"http://www.w3.org/2000/svg\">\n",
                  l->width, height, l->top, l->step);
    months(t, m, &s, (double)height);
    for (size_t i = 0; i < n; i++)
        draw_bar(t, m, &s, &t->bars[i], i);
    markup_raw(m, "</svg>\n");
}

static bool has_verdict(const struct timeline *t, size_t n, enum verdict v)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(t->bars[i].verdict, verdict_name(v)) == 0)
            return true;
    return false;
}

/* A sign and what it means. */
static void meaning(struct markup *m, const char *class, const char *sign,
                    const char *words)
{
    markup_format(m, "<span><span class=\"%s\" aria-hidden=\"true\">%s</span> ",
                  class, sign);
    markup_text(m, words);
    markup_raw(m, "</span> ");
}

static void key(const struct timeline *t, struct markup *m, size_t n)
{
    static const enum verdict verdicts[] = {VERDICT_YES, VERDICT_UNKNOWN};
    bool judged = false;
    markup_raw(m, "<p class=\"key\">");
    for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++) {
        enum verdict v = verdicts[i];
        if (!has_verdict(t, n, v))
            continue;
        judged = true;
        meaning(m, verdict_name(v), "●",
                arena_printf(t->mem, "%s, %s", _("last day to apply"),
                             _(mark_of(v).words)));
    }
    if (!judged)
        meaning(m, "plain", "●", _("last day to apply"));
    meaning(m, "plain", "○", _("opens"));
    meaning(m, "plain", "┆", _("today"));
    if (n < t->n)
        markup_element(m, "<span>",
                       arena_printf(t->mem, _("the first %zu of %zu"), n, t->n),
                       "</span>");
    markup_raw(m, "</p>\n");
}

void timeline_draw(struct timeline *t, struct markup *m)
{
    if (t->n == 0)
        return;
    merge(t);
    qsort(t->bars, t->n, sizeof *t->bars, by_day);
    size_t n = t->n < ROWS_MAX ? t->n : ROWS_MAX;
    markup_element(m, "<section>\n<h2>", _("Time line"), "</h2>\n");
    markup_raw(m, "<div class=\"chart\">\n");
    draw(t, m, n, &wide);
    draw(t, m, n, &narrow);
    markup_raw(m, "</div>\n");
    key(t, m, n);
    markup_raw(m, "</section>\n");
}
