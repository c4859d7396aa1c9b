/* xlsx_columns.c - see xlsx_columns.h. */
#include "xlsx_columns.h"

#include "format.h"
#include "mark.h"
#include "plain.h"
#include "why.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#define CELL_BYTES                                                             \
    17000                 /* Excel takes 32,767 characters, escapes among them \
                           */
#define URL_BYTES 2000    /* and 2,079 of an address, likewise */
#define SHEET_LINKS 65000 /* and so many links a sheet */

/* --- cells --------------------------------------------------------------- */

/* "_x001B_" in a cell is a character for Excel: its first sign is written as
 * such a one (ECMA-376, part 1, 22.9.2.19). */
static const char *without_escapes(struct arena *mem, const char *s)
{
    const char *at = s;
    while ((at = strstr(at, "_x")) != NULL) {
        size_t n = 2;
        while (n < 6 && isxdigit((unsigned char)at[n]))
            n++;
        if (n == 6 && at[n] == '_') {
            size_t before = (size_t)(at - s);
            s = arena_printf(mem, "%.*s_x005F%s", (int)before, s, at);
            at = s + before + strlen("_x005F");
        }
        at += 2;
    }
    return s;
}

static const char *cell_text(struct arena *mem, const char *s)
{
    return without_escapes(mem, plain_clip(mem, s, CELL_BYTES));
}

void xlsx_check(struct cell *c, lxw_error failed)
{
    if (failed != LXW_NO_ERROR && c->st == ST_OK)
        c->st = failed == LXW_ERROR_MEMORY_MALLOC_FAILED ? ST_NOMEM : ST_BUG;
}

static void text(struct cell *c, const char *s)
{
    const char *t = cell_text(c->x->scratch, s);
    if (t[0] != '\0')
        xlsx_check(c, worksheet_write_string(c->b->sheet, c->row, c->col, t,
                                             c->b->wrap));
}

static void number(struct cell *c, double x, lxw_format *format)
{
    if (x >= 0)
        xlsx_check(
            c, worksheet_write_number(c->b->sheet, c->row, c->col, x, format));
}

static void day(struct cell *c, struct date d)
{
    lxw_datetime t = {d.year, d.month, d.day, 0, 0, 0};
    if (date_is_set(d))
        xlsx_check(c, worksheet_write_datetime(c->b->sheet, c->row, c->col, &t,
                                               c->b->date));
}

/* As long as it is when libxlsxwriter has escaped it. */
static size_t url_bytes(const char *url)
{
    size_t n = strlen(url);
    for (; *url != '\0'; url++)
        n += strchr("[]%", *url) != NULL ? 2 : 0;
    return n;
}

static void link_to(struct cell *c, const char *address, const char *words)
{
    const char *url = plain_url(c->x->scratch, address);
    if (url == NULL || url_bytes(url) > URL_BYTES ||
        c->b->links >= SHEET_LINKS) {
        text(c, words);
        return;
    }
    c->b->links++;
    xlsx_check(
        c, worksheet_write_url_opt(c->b->sheet, c->row, c->col, url, c->b->link,
                                   cell_text(c->x->scratch, words), NULL));
}

/* --- columns ------------------------------------------------------------- */

static void put_title(struct cell *c)
{
    const char *title = plain_text(c->x->scratch, c->r->call->title);
    link_to(c, c->r->call->url, title[0] != '\0' ? title : c->r->call->id);
}

static void put_funder(struct cell *c)
{
    text(c, c->r->call->funder);
}

static void put_verdict(struct cell *c)
{
    if (export_is_judged(c->x))
        text(c, _(mark_of(c->r->hit->gate.verdict).words));
}

static void put_list_status(struct cell *c)
{
    text(c, c->r->status_words);
}

static void put_note(struct cell *c)
{
    text(c, c->r->note);
}

static void put_deadline(struct cell *c)
{
    day(c, call_next_deadline(c->r->call, c->x->o.today));
}

static void put_time(struct cell *c)
{
    if (c->r->call->deadline_time >= 0)
        text(c, format_time(c->x->scratch, c->r->call->deadline_time));
}

static void put_when(struct cell *c)
{
    text(c, why_when(c->x->scratch, c->r->call, c->x->o.today));
}

static void put_opens(struct cell *c)
{
    day(c, c->r->call->opens);
}

static void put_all_deadlines(struct cell *c)
{
    const struct call *call = c->r->call;
    const char *s = "";
    char iso[DATE_ISO_SIZE];
    for (size_t i = 0; i < call->n_deadlines; i++)
        s = arena_printf(c->x->scratch, "%s%s%s", s, i > 0 ? ", " : "",
                         date_format_iso(call->deadlines[i], iso));
    text(c, s);
}

static void put_status(struct cell *c)
{
    text(c, format_code(CODE_STATUS,
                        (int)call_status_on(c->r->call, c->x->o.today, -1)));
}

static void put_floor(struct cell *c)
{
    number(c, c->r->call->award_floor, c->b->number);
}

static void put_ceiling(struct cell *c)
{
    number(c, c->r->call->award_ceiling, c->b->number);
}

static void put_currency(struct cell *c)
{
    text(c, c->r->call->currency);
}

static void put_share(struct cell *c)
{
    double rate = c->r->call->funding_rate;
    bool whole = rate == floor(rate);
    number(c, rate >= 0 ? rate / 100 : -1,
           whole ? c->b->share : c->b->share_part);
}

static void put_budget(struct cell *c)
{
    number(c, c->r->call->total_budget, c->b->number);
}

static void put_own_funding(struct cell *c)
{
    const struct advice *a = &c->r->hit->advice;
    if (a->given && a->funding.n > 0)
        number(c, round(a->funding.cases[a->funding.n - 1].own), c->b->number);
}

static void put_applicants(struct cell *c)
{
    text(c,
         format_codes(c->x->scratch, CODE_APPLICANT, c->r->call->applicants));
}

static void put_regions(struct cell *c)
{
    text(c, format_codes(c->x->scratch, CODE_REGION, c->r->call->regions));
}

static void put_municipalities(struct cell *c)
{
    const struct call *call = c->r->call;
    const char *s = "";
    for (size_t i = 0; i < call->n_municipalities; i++)
        s = arena_printf(c->x->scratch, "%s%s%s", s, i > 0 ? ", " : "",
                         call->municipalities[i]);
    text(c, s);
}

static void put_themes(struct cell *c)
{
    text(c, format_codes(c->x->scratch, CODE_THEME, c->r->call->themes));
}

static void put_kind(struct cell *c)
{
    text(c, format_code(CODE_KIND, (int)c->r->call->kind));
}

static void put_ranked(struct cell *c)
{
    text(c, why_ranked(c->x->scratch, c->r->hit, c->x->group.profile));
}

static void put_marked(struct cell *c)
{
    if (export_is_judged(c->x))
        text(c, why_marked(c->x->scratch, c->r->hit, c->x->group.profile));
}

static void put_score(struct cell *c)
{
    if (c->x->has_hit)
        number(c, round(c->r->hit->rank.score * 100) / 100, NULL);
}

static void put_contact(struct cell *c)
{
    text(c, c->r->call->contact);
}

static void put_reference(struct cell *c)
{
    text(c, c->r->call->reference);
}

static void put_summary(struct cell *c)
{
    text(c, c->r->call->summary);
}

static void put_url(struct cell *c)
{
    link_to(c, c->r->call->url, c->r->call->url);
}

static void put_id(struct cell *c)
{
    text(c, c->r->call->id);
}

static void put_meetings(struct cell *c)
{
    const struct call *call = c->r->call;
    const char *s = "";
    char when[CALL_MEETING_SIZE];
    for (size_t i = 0; i < call->n_meetings; i++)
        s = arena_printf(c->x->scratch, "%s%s%s", s, i > 0 ? ", " : "",
                         call_meeting_when(&call->meetings[i], when));
    text(c, s);
}

const struct xlsx_column xlsx_columns[] = {
    {N_("Call"), 46, ALWAYS, put_title},
    {N_("Funder"), 26, ALWAYS, put_funder},
    {N_("My status"), 14, WHERE_FOLLOWED, put_list_status},
    {N_("Note"), 32, WHERE_FOLLOWED, put_note},
    {N_("Can apply?"), 15, WHERE_RANKED, put_verdict},
    {N_("Last day"), 12, ALWAYS, put_deadline},
    {N_("Time"), 8, ALWAYS, put_time},
    {N_("When"), 24, ALWAYS, put_when},
    {N_("Opens"), 12, ALWAYS, put_opens},
    {N_("Status"), 12, ALWAYS, put_status},
    {N_("Sum from"), 13, ALWAYS, put_floor},
    {N_("Sum to"), 13, ALWAYS, put_ceiling},
    {N_("Currency"), 10, ALWAYS, put_currency},
    {N_("Share of costs"), 14, ALWAYS, put_share},
    {N_("Own funding, SEK"), 16, WHERE_RANKED, put_own_funding},
    {N_("To check"), 44, WHERE_RANKED, put_marked},
    {N_("Why"), 44, WHERE_RANKED, put_ranked},
    {N_("Who may apply"), 28, ALWAYS, put_applicants},
    {N_("Where"), 22, ALWAYS, put_regions},
    {N_("Municipalities"), 20, ALWAYS, put_municipalities},
    {N_("Themes"), 28, ALWAYS, put_themes},
    {N_("Kind"), 12, ALWAYS, put_kind},
    {N_("Total budget"), 14, ALWAYS, put_budget},
    {N_("All last days"), 24, ALWAYS, put_all_deadlines},
    {N_("Contact"), 26, ALWAYS, put_contact},
    {N_("Reference"), 16, ALWAYS, put_reference},
    {N_("Summary"), 70, ALWAYS, put_summary},
    {N_("Score"), 8, WHERE_RANKED, put_score},
    {N_("Address"), 40, ALWAYS, put_url},
    {N_("Id"), 30, ALWAYS, put_id},
    {N_("Information meetings"), 26, ALWAYS, put_meetings},
};
const size_t xlsx_n_columns = sizeof xlsx_columns / sizeof *xlsx_columns;

bool xlsx_is_wanted(const struct exporter *x, const struct xlsx_column *c)
{
    return c->wanted == ALWAYS || (c->wanted == WHERE_RANKED && x->o.ranked) ||
           (c->wanted == WHERE_FOLLOWED && x->o.followed);
}
