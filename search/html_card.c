/* html_card.c - see html_card.h. */
#include "html_card.h"

#include "cycle.h"
#include "facts.h"
#include "format.h"
#include "mark.h"
#include "plain.h"
#include "snippet_mark.h"
#include "why.h"

#include "medel/caps.h"

#include <string.h>

#define SOON_DAYS 14

/* A card in the making. */
struct card {
    struct markup *m;
    struct exporter *x;
    const struct export_row *r;
    const struct call *c;
    size_t nr;
    int level;
    const char *said[FIELD_COUNT + RULE_COUNT + CAP_CALL_MEETINGS]; /* words
                                                       that stand already */
    size_t n_said;
};

const char *html_verdict(const struct exporter *x, const struct export_row *r)
{
    return export_is_judged(x) ? verdict_name(r->hit->gate.verdict) : "";
}

/* The language of what the page says, where it is not the report's. */
static void lang(const struct card *k)
{
    enum language own = i18n_is_swedish() ? LANG_SV : LANG_EN;
    if (k->c->language != own && k->c->language != LANG_NONE)
        markup_format(k->m, " lang=\"%s\"",
                      code_name(CODE_LANGUAGE, (int)k->c->language));
}

/* --- what the script sorts and filters by -------------------------------- */

static void begin(const struct card *k)
{
    const struct call *c = k->c;
    char iso[DATE_ISO_SIZE];
    double sum = c->award_ceiling >= 0 ? c->award_ceiling : c->award_floor;

    markup_format(k->m, "<li class=\"card\" id=\"c%zu\" data-deadline=\"%s\"",
                  k->nr,
                  date_format_iso(call_next_deadline(c, k->x->o.today), iso));
    if (sum >= 0)
        markup_format(k->m, " data-sum=\"%.0f\"", sum);
    markup_format(k->m, " data-verdict=\"%s\" data-themes=\"",
                  html_verdict(k->x, k->r));
    for (int i = 0, n = 0; i < code_count(CODE_THEME); i++)
        if (c->themes & CODE_BIT(i))
            markup_format(k->m, "%s%s", n++ > 0 ? " " : "",
                          code_name(CODE_THEME, i));
    markup_format(k->m, "\">\n<article aria-labelledby=\"c%zut\">\n", k->nr);
}

/* --- when ---------------------------------------------------------------- */

/* "last day", "3 March 2027", "in 100 days". */
static void big_day(const struct card *k, struct date d, const char *what)
{
    char iso[DATE_ISO_SIZE];
    const char *day = facts_day(k->x->scratch, d);
    size_t n = strcspn(day, " ");

    markup_element(k->m, "<small>", what, "</small>\n");
    markup_format(k->m, "<time datetime=\"%s\"><b>%.*s</b> ",
                  date_format_iso(d, iso), (int)n, day);
    markup_element(k->m, "<span class=\"month\">", day + n, "</span></time>\n");
}

static void last_day(const struct card *k, struct date d)
{
    struct arena *mem = k->x->scratch;
    long left = date_to_days(d) - date_to_days(k->x->o.today);
    int minutes = k->c->deadline_time;

    big_day(k, d, _("last day"));
    markup_element(k->m,
                   left <= SOON_DAYS ? "<small class=\"soon\">" : "<small>",
                   format_days(mem, d, k->x->o.today), "</small>\n");
    if (minutes >= 0)
        markup_element(k->m, "<small>",
                       arena_printf(mem, _("at %s"), format_time(mem, minutes)),
                       "</small>\n");
}

static void first_day(const struct card *k, struct date last)
{
    struct arena *mem = k->x->scratch;
    big_day(k, k->c->opens, _("opens"));
    if (date_is_set(last))
        markup_element(
            k->m, "<small>",
            arena_printf(mem, _("last day %s"), facts_day(mem, last)),
            "</small>\n");
}

static void when(const struct card *k)
{
    const struct call *c = k->c;
    struct date next = call_next_deadline(c, k->x->o.today);
    enum call_status status = call_status_on(c, k->x->o.today, -1);
    bool there = c->withdrawn == NULL && status != CALL_CLOSED;

    markup_raw(k->m, "<div class=\"when\">\n");
    if (there && status == CALL_FORTHCOMING && date_is_set(c->opens))
        first_day(k, next);
    else if (there && date_is_set(next))
        last_day(k, next);
    else
        markup_element(k->m, "<b class=\"plain\">",
                       why_when(k->x->scratch, c, k->x->o.today), "</b>\n");
    markup_raw(k->m, "</div>\n");
}

/* --- what is seen at once ------------------------------------------------ */

static void heading(const struct card *k)
{
    const char *url = plain_url(k->x->scratch, k->c->url);
    const char *title = plain_text(k->x->scratch, k->c->title);

    markup_format(k->m, "<h%d class=\"name\" id=\"c%zut\"", k->level, k->nr);
    lang(k);
    markup_raw(k->m, ">");
    markup_element(k->m, "<a rel=\"noopener noreferrer\" href=\"", url, "\">");
    markup_text(k->m, title[0] != '\0' ? title : k->c->id);
    markup_raw(k->m, url != NULL ? "</a>" : "");
    markup_format(k->m, "</h%d>\n", k->level);
    markup_element(k->m, "<p class=\"by\">",
                   plain_text(k->x->scratch, k->c->funder), "</p>\n");
}

static void verdict_and_sum(const struct card *k)
{
    struct arena *mem = k->x->scratch;
    const struct call *c = k->c;
    struct mark mark = mark_of(k->r->hit->gate.verdict);
    const char *sum =
        format_sum_range(mem, c->award_floor, c->award_ceiling, c->currency);

    markup_raw(k->m, "<p class=\"line\">");
    if (export_is_judged(k->x))
        markup_format(k->m,
                      "<span class=\"badge %s\"><span aria-hidden=\"true\">%s"
                      "</span> %s</span> ",
                      html_verdict(k->x, k->r), mark.sign, _(mark.words));
    markup_element(k->m, "<span class=\"badge\">", k->r->status_words,
                   "</span> ");
    markup_element(k->m, "<span class=\"sum\">", sum, "</span> ");
    if (c->funding_rate >= 0)
        markup_element(k->m, "<span>",
                       arena_printf(mem, _("%s of the costs"),
                                    format_percent(mem, c->funding_rate)),
                       "</span> ");
    if (c->kind != CALL_GRANT)
        markup_element(k->m, "<span class=\"badge\">",
                       format_code(CODE_KIND, (int)c->kind), "</span>");
    markup_raw(k->m, "</p>\n");
}

static void snippet(const struct card *k)
{
    const char *s = k->r->hit->snippet;
    if (s == NULL)
        return;
    markup_raw(k->m, "<p class=\"snippet\"");
    lang(k);
    markup_raw(k->m, ">");
    for (bool on = false; *s != '\0' || on;) {
        size_t n = strcspn(s, (char[]){SNIPPET_ON, SNIPPET_OFF, '\0'});
        const char *piece = arena_strndup(k->x->scratch, s, n);
        /* The blanks that stand beside a hit. */
        markup_raw(k->m, piece[0] == ' ' ? " " : "");
        markup_text(k->m, piece);
        markup_raw(k->m, n > 1 && piece[n - 1] == ' ' ? " " : "");
        s += n;
        bool now = *s == SNIPPET_ON;
        if (now != on)
            markup_raw(k->m, on ? "</mark>" : "<mark>");
        on = now;
        s += *s != '\0';
    }
    markup_raw(k->m, "</p>\n");
}

static void summary(const struct card *k)
{
    const char *s = plain_text(k->x->scratch, k->c->summary);
    if (s[0] == '\0')
        return;
    markup_raw(k->m, "<p class=\"summary\"");
    lang(k);
    markup_element(k->m, ">", s, "</p>\n");
}

/* --- what is to be checked, what bars ------------------------------------ */

static void to_check(const struct card *k)
{
    const struct gate_result *g = &k->r->hit->gate;
    bool barred = g->verdict == VERDICT_NO;
    if (!export_is_judged(k->x) || g->verdict == VERDICT_YES)
        return;
    markup_raw(k->m, barred ? "<div class=\"check no\"><b>"
                            : "<div class=\"check\"><b>");
    markup_text(k->m, barred ? _("Cannot apply") : _("Check before applying"));
    markup_raw(k->m, "</b>\n<ul>\n");
    for (int i = 0; i < RULE_COUNT; i++) {
        const struct gate_check *c = &g->checks[i];
        if (barred ? c->verdict == VERDICT_NO : c->open_question)
            markup_element(
                k->m, "<li>",
                gate_reason_words(k->x->scratch, k->c, k->x->group.profile, c),
                "</li>\n");
    }
    markup_raw(k->m, "</ul></div>\n");
}

/* --- what is unfolded ---------------------------------------------------- */

static void quotation(const struct card *k, const char *words)
{
    markup_raw(k->m, "<q");
    lang(k);
    markup_raw(k->m, ">");
    markup_text(k->m, words);
    markup_raw(k->m, "</q>");
}

static bool is_said(struct card *k, const char *words)
{
    for (size_t i = 0; i < k->n_said; i++)
        if (strcmp(k->said[i], words) == 0)
            return true;
    k->said[k->n_said++] = words;
    return false;
}

static void judged_evidence(struct card *k)
{
    const struct gate_result *g = &k->r->hit->gate;
    for (int i = 0; i < RULE_COUNT && export_is_judged(k->x); i++) {
        const struct gate_check *c = &g->checks[i];
        struct mark mark = mark_of(c->verdict);
        if (c->evidence == NULL)
            continue;
        (void)is_said(k, c->evidence);
        markup_format(k->m,
                      "<li><span class=\"sign %s\" aria-hidden=\"true\">%s"
                      "</span>",
                      verdict_name(c->verdict), mark.sign);
        const char *reason =
            gate_reason_words(k->x->scratch, k->c, k->x->group.profile, c);
        size_t n = strlen(reason);
        markup_text(k->m, reason);
        markup_raw(k->m, n > 0 && reason[n - 1] == '?' ? " " : ": ");
        quotation(k, c->evidence);
        markup_raw(k->m, "</li>\n");
    }
}

static const struct {
    enum call_field field;
    const char *name; /* N_() */
} quoted[] = {
    {FIELD_OPENS, N_("Opens")},
    {FIELD_DEADLINES, N_("Last day")},
    {FIELD_AWARD_FLOOR, N_("Sum")},
    {FIELD_AWARD_CEILING, N_("Sum")},
    {FIELD_FUNDING_RATE, N_("Share of costs")},
    {FIELD_TOTAL_BUDGET, N_("Total budget")},
    {FIELD_APPLICANTS, N_("Who may apply")},
    {FIELD_REGIONS, N_("Where")},
};

static void stated_evidence(struct card *k)
{
    for (size_t i = 0; i < sizeof quoted / sizeof *quoted; i++) {
        const struct call_evidence *v = &k->c->evidence[quoted[i].field];
        if (v->text == NULL || is_said(k, v->text))
            continue;
        markup_element(k->m, "<li>", _(quoted[i].name), ": ");
        quotation(k, v->text);
        markup_raw(k->m, "</li>\n");
    }
    for (size_t i = 0; i < k->c->n_meetings; i++) {
        const struct call_meeting *m = &k->c->meetings[i];
        if (date_compare(m->date, k->x->o.today) < 0 || is_said(k, m->text))
            continue;
        markup_element(k->m, "<li>", _("Information meeting"), ": ");
        quotation(k, m->text);
        markup_raw(k->m, "</li>\n");
    }
}

/* Where two pages of the call do not agree; outside what is folded. */
static void contradictions(const struct card *k)
{
    for (size_t i = 0; i < sizeof quoted / sizeof *quoted; i++) {
        const char *against = k->c->evidence[quoted[i].field].against;
        if (against == NULL)
            continue;
        markup_raw(k->m, "<p class=\"check\"><b>");
        markup_text(k->m, _(quoted[i].name));
        markup_element(k->m, "</b>: ", _("another page of the call says"), " ");
        quotation(k, against);
        markup_raw(k->m, "</p>\n");
    }
}

/* Nothing where the page's words were not kept. */
static void page_says(struct card *k)
{
    struct buf items;
    struct markup list = {&items, ST_OK}, *page = k->m;
    buf_init(&items, page->out->max);
    k->m = &list;
    judged_evidence(k);
    stated_evidence(k);
    k->m = page;
    if (list.st != ST_OK && page->st == ST_OK)
        page->st = list.st;
    if (items.len > 0) {
        markup_element(page, "<div class=\"said\"><p class=\"head\">",
                       _("The page says"), "</p>\n<ul>\n");
        markup_raw(page, items.data);
        markup_raw(page, "</ul></div>\n");
    }
    buf_free(&items);
}

static void unfolded(struct card *k)
{
    struct fact facts[FACTS_MAX];
    size_t n = facts_of(k->x->scratch, k->r->hit, k->x->o.today, facts);

    markup_element(k->m, "<details>\n<summary>",
                   _("More, and the page's own words"), "</summary>\n");
    if (n > 0)
        markup_raw(k->m, "<dl class=\"facts\">\n");
    for (size_t i = 0; i < n; i++) {
        markup_element(k->m, "<dt>", facts[i].name, "</dt>");
        markup_element(k->m, "<dd>", facts[i].words, "</dd>\n");
    }
    markup_raw(k->m, n > 0 ? "</dl>\n" : "");
    page_says(k);
    markup_raw(k->m, "</details>\n");
}

/* --- the card ------------------------------------------------------------ */

static void own_words(const struct card *k)
{
    const char *note = plain_text(k->x->scratch, k->r->note);
    markup_element(k->m, "<p class=\"mine\">", note, "</p>\n");
}

static void advice_lines(const struct card *k)
{
    const struct advice *a = &k->r->hit->advice;
    if (!k->x->has_hit)
        return;
    markup_element(k->m, "<p class=\"money\">",
                   advice_funding_words(k->x->scratch, a), "</p>\n");
    markup_element(k->m, "<p class=\"money\">",
                   advice_aid_words(k->x->scratch, a), "</p>\n");
}

void html_card(struct markup *m, struct exporter *x, const struct export_row *r,
               size_t nr, int level)
{
    struct card k = {
        .m = m, .x = x, .r = r, .c = r->call, .nr = nr, .level = level};
    begin(&k);
    when(&k);
    markup_raw(m, "<div class=\"what\">\n");
    heading(&k);
    verdict_and_sum(&k);
    own_words(&k);
    if (r->hit->snippet != NULL)
        snippet(&k);
    else
        summary(&k);
    markup_element(m, "<p class=\"why\">",
                   why_ranked(x->scratch, r->hit, x->group.profile), "</p>\n");
    if (r->hit->prediction != NULL)
        markup_element(m, "<p class=\"money\">",
                       prediction_words(x->scratch, r->hit->prediction),
                       "</p>\n");
    to_check(&k);
    contradictions(&k);
    advice_lines(&k);
    unfolded(&k);
    markup_raw(m, "</div>\n</article>\n</li>\n");
}
