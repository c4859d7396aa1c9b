/*
 * export_html.c - the html format of exporter.h: a report in one file that
 * opens anywhere and needs no network.
 *
 * The page runs one script and has one style, both allowed by their digests in
 * its Content-Security-Policy; nothing else may run, load or be sent. Cards
 * are gathered: what stands above them counts them and draws their days.
 */
#include "exporter_int.h"
#include "facts.h"
#include "format.h"
#include "html_assets.h"
#include "html_card.h"
#include "html_timeline.h"
#include "mark.h"
#include "markup.h"
#include "plain.h"

#include <string.h>

struct report {
    struct buf cards;
    struct timeline *line;
    const char *clients; /* links to the groups */
    size_t verdicts[3];  /* by enum verdict */
    bool judged;         /* some of them */
    codeset themes;
    struct date nearest; /* last day */
};

static const char *language(void)
{
    return i18n_is_swedish() ? "sv" : "en";
}

/* --- groups and cards ---------------------------------------------------- */

static enum status begin(struct exporter *x, struct err *e)
{
    struct report *p = arena_alloc(x->mem, sizeof *p);
    (void)e;
    buf_init(&p->cards, x->sink.out.max);
    p->line = timeline_new(x->mem, x->o.today);
    x->own = p;
    return ST_OK;
}

static enum status group(struct exporter *x, struct err *e)
{
    struct report *p = x->own;
    struct markup m = {&p->cards, ST_OK};
    (void)e;
    if (x->group.name != NULL) {
        markup_format(&m,
                      "<section class=\"group\" id=\"g%zu\" "
                      "aria-labelledby=\"g%zut\">\n<h3 id=\"g%zut\">",
                      x->n_groups, x->n_groups, x->n_groups);
        markup_element(&m, "", x->group.name, "</h3>\n");
    } else {
        markup_raw(&m, "<div class=\"group\">\n");
    }
    if (x->group.aid != NULL)
        markup_element(&m, "<p class=\"room\">",
                       advice_room_line(x->scratch, x->group.aid), "</p>\n");
    if (x->group.n == 0)
        markup_element(&m, "<p class=\"none\">", _("No fitting calls."),
                       "</p>\n");
    else
        markup_raw(&m, "<ol class=\"cards\">\n");
    return m.st;
}

static enum status row(struct exporter *x, const struct export_row *r,
                       struct err *e)
{
    struct report *p = x->own;
    struct markup m = {&p->cards, ST_OK};
    struct date last = call_next_deadline(r->call, x->o.today);
    (void)e;
    html_card(&m, x, r, x->n_rows, x->group.name != NULL ? 4 : 3);
    if (export_is_judged(x))
        p->verdicts[r->hit->gate.verdict]++;
    p->judged = p->judged || export_is_judged(x);
    p->themes |= r->call->themes;
    /* The days of what they cannot apply for would only be in the way. */
    if (strcmp(html_verdict(x, r), "no") == 0)
        return m.st;
    timeline_add(p->line, r->call, html_verdict(x, r), x->n_rows);
    if (date_is_set(last) && r->call->withdrawn == NULL &&
        (!date_is_set(p->nearest) || date_compare(last, p->nearest) < 0))
        p->nearest = last;
    return m.st;
}

static enum status group_end(struct exporter *x, struct err *e)
{
    struct report *p = x->own;
    struct markup m = {&p->cards, ST_OK};
    (void)e;
    if (x->group.n > 0)
        markup_raw(&m, "</ol>\n");
    if (x->group.n > 0 && x->group_row < x->group.n_fit)
        markup_element(&m, "<p class=\"room\">",
                       arena_printf(x->scratch, _("the first %zu of %zu"),
                                    x->group_row, x->group.n_fit),
                       "</p>\n");
    markup_raw(&m, x->group.name != NULL ? "</section>\n" : "</div>\n");
    if (m.st != ST_OK || x->group.name == NULL)
        return m.st;

    struct buf link;
    buf_init(&link, x->sink.out.max);
    struct markup to = {&link, ST_OK};
    markup_format(&to, "<a href=\"#g%zu\">", x->n_groups);
    markup_text(&to, x->group.name);
    markup_format(&to, "</a> (%zu)\n", x->group_row);
    p->clients = arena_printf(x->mem, "%s<li>%s</li>",
                              p->clients != NULL ? p->clients : "", link.data);
    buf_free(&link);
    return to.st;
}

/* --- above the cards ----------------------------------------------------- */

static void head(struct exporter *x, struct markup *m)
{
    char style[HTML_HASH_SIZE], script[HTML_HASH_SIZE];
    markup_format(m,
                  "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
                  "<meta charset=\"utf-8\">\n"
                  "<meta http-equiv=\"Content-Security-Policy\" content=\""
                  "default-src 'none'; style-src 'sha256-%s'; "
                  "script-src 'sha256-%s'; base-uri 'none'; "
                  "form-action 'none'\">\n",
                  language(), html_hash(html_style, style),
                  html_hash(html_script, script));
    markup_raw(m, "<meta name=\"viewport\" "
                  "content=\"width=device-width, initial-scale=1\">\n"
                  "<meta name=\"color-scheme\" content=\"light dark\">\n"
                  "<meta name=\"referrer\" content=\"no-referrer\">\n"
                  "<meta name=\"robots\" content=\"noindex\">\n"
                  "<meta name=\"generator\" content=\"medel " MEDEL_VERSION
                  "\">\n");
    markup_element(m, "<title>", x->o.title != NULL ? x->o.title : "medel",
                   "</title>\n");
    markup_raw(m, "<style>");
    markup_raw(m, html_style);
    markup_raw(m, "</style>\n</head>\n<body>\n");
    markup_element(m, "<a class=\"skip\" href=\"#calls\">",
                   _("Straight to the calls"), "</a>\n");
}

static void counted(struct markup *m, size_t n, const char *words)
{
    if (n == 0)
        return;
    markup_format(m, "<span><b>%zu</b> ", n);
    markup_text(m, words);
    markup_raw(m, "</span> ");
}

static void top(struct exporter *x, struct markup *m)
{
    const struct report *p = x->own;
    markup_raw(m, "<header class=\"top\"><div class=\"wide\">\n");
    markup_element(m, "<p class=\"kicker\">", facts_day(x->scratch, x->o.today),
                   "</p>\n");
    markup_element(m, "<h1>", x->o.title != NULL ? x->o.title : "medel",
                   "</h1>\n");
    markup_element(m, "<p class=\"query\">", x->o.query, "</p>\n");
    markup_raw(m, "<p class=\"sums\">");
    markup_format(m, "<span><b>%zu</b> ", x->n_rows);
    markup_text(m, ngettext("call", "calls", x->n_rows));
    markup_raw(m, "</span> ");
    if (p->judged) {
        counted(m, p->verdicts[VERDICT_YES], _("can be applied for"));
        counted(m, p->verdicts[VERDICT_UNKNOWN], _("to check first"));
        counted(m, p->verdicts[VERDICT_NO], _("cannot be applied for"));
    }
    if (date_is_set(p->nearest))
        markup_element(m, "<span>",
                       arena_printf(x->scratch, _("the next last day is %s"),
                                    facts_day(x->scratch, p->nearest)),
                       "</span>");
    markup_raw(m, "</p>\n</div></header>\n");
}

/* --- what filters and sorts ---------------------------------------------- */

static void option(struct markup *m, const char *value, const char *words)
{
    markup_format(m, "<option value=\"%s\">", value);
    markup_text(m, words);
    markup_raw(m, "</option>\n");
}

static void open_select(struct markup *m, const char *label, const char *id)
{
    markup_raw(m, "<label>");
    markup_text(m, label);
    markup_format(m, "<select id=\"%s\">\n", id);
}

static void close_select(struct markup *m)
{
    markup_raw(m, "</select></label>\n");
}

static void filters(const struct report *p, struct markup *m)
{
    static const enum verdict order[] = {VERDICT_YES, VERDICT_UNKNOWN,
                                         VERDICT_NO};
    if (p->judged) {
        open_select(m, _("Can we apply?"), "f-verdict");
        option(m, "", _("all"));
        for (size_t i = 0; i < sizeof order / sizeof *order; i++)
            if (p->verdicts[order[i]] > 0)
                option(m, verdict_name(order[i]), _(mark_of(order[i]).words));
        close_select(m);
    }
    if (p->themes == 0)
        return;
    open_select(m, _("Theme"), "f-theme");
    option(m, "", _("all"));
    for (int i = 0; i < code_count(CODE_THEME); i++)
        if (p->themes & CODE_BIT(i))
            option(m, code_name(CODE_THEME, i), format_code(CODE_THEME, i));
    close_select(m);
}

static void tools(struct exporter *x, struct markup *m)
{
    markup_element(m,
                   "<form class=\"tools\" id=\"tools\" role=\"search\" "
                   "aria-label=\"",
                   _("Filter and sort the calls"), "\" hidden>\n");
    markup_element(m, "<label class=\"grow\">", _("Search in the list"),
                   "<input id=\"f-words\" type=\"search\" autocomplete=\"off\" "
                   "spellcheck=\"false\"></label>\n");
    filters(x->own, m);
    open_select(m, _("Sort by"), "f-order");
    option(m, "", _("the list's order"));
    option(m, "deadline", _("last day"));
    option(m, "sum", _("largest sum"));
    option(m, "title", _("title"));
    close_select(m);
    markup_element(m, "<button type=\"reset\">", _("Show all"), "</button>\n");
    markup_element(m, "<button type=\"button\" id=\"f-print\">", _("Print"),
                   "</button>\n</form>\n");
    /* TRANSLATORS: %1 and %2 are numbers. */
    markup_element(m,
                   "<p class=\"count\" id=\"count\" role=\"status\" "
                   "data-words=\"",
                   _("Showing %1 of %2"), "\"></p>\n");
}

/* --- the page ------------------------------------------------------------ */

static void foot(struct exporter *x, struct markup *m)
{
    markup_raw(m, "<footer><div class=\"wide\">\n<p>");
    markup_text(m, arena_printf(x->scratch,
                                _("Read by medel from the funders' own pages, "
                                  "as on %s. What counts is what the funder's "
                                  "page says: look there before you apply."),
                                facts_day(x->scratch, x->o.today)));
    markup_raw(m, "</p>\n</div></footer>\n<script>");
    markup_raw(m, html_script);
    markup_raw(m, "</script>\n</body>\n</html>\n");
}

static enum status end(struct exporter *x, struct err *e)
{
    struct report *p = x->own;
    struct markup m = {&x->sink.out, ST_OK};
    (void)e;
    head(x, &m);
    top(x, &m);
    markup_raw(&m, "<main class=\"wide\">\n");
    timeline_draw(p->line, &m);
    markup_element(&m,
                   "<section id=\"calls\" aria-labelledby=\"t-calls\">\n"
                   "<h2 id=\"t-calls\">",
                   _("The calls"), "</h2>\n");
    if (p->clients != NULL && x->n_groups > 1) {
        markup_element(&m, "<nav aria-label=\"", _("Groups"),
                       "\"><ul class=\"clients\">\n");
        markup_raw(&m, p->clients);
        markup_raw(&m, "</ul></nav>\n");
    }
    if (x->n_rows > 1)
        tools(x, &m);
    if (m.st == ST_OK)
        m.st = buf_append(m.out, p->cards.data, p->cards.len);
    if (x->n_groups == 0)
        markup_element(&m, "<p class=\"none\">", _("No fitting calls."),
                       "</p>\n");
    markup_raw(&m, "</section>\n</main>\n");
    foot(x, &m);
    return m.st;
}

static void discard(struct exporter *x)
{
    struct report *p = x->own;
    if (p != NULL)
        buf_free(&p->cards);
}

const struct export_format export_html = {
    .name = "html",
    .suffix = "html",
    .begin = begin,
    .group = group,
    .row = row,
    .group_end = group_end,
    .end = end,
    .free = discard,
};
