/*
 * show.c - medel show: one call with all its fields, and for each the words
 * on the page that it was read from.
 */
#include "commands.h"

#include "cycles.h"
#include "field_words.h"
#include "format.h"
#include "gate.h"
#include "history.h"
#include "hit_json.h"
#include "match_clients.h"
#include "one_hit.h"
#include "output.h"
#include "paint.h"
#include "searchdb.h"
#include "show_history.h"
#include "why.h"

#include "medel/i18n.h"
#include "medel/pager.h"
#include "medel/term.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const formats[] = {"table", "jsonl", "json", NULL};

static struct {
    const char *data, *db, *format, *profile;
    struct date today;
    bool history, no_pager;
} opt;

/* --- for people ---------------------------------------------------------- */

#define LABEL_WIDTH 16
#define WIDTH_MIN 50
#define WIDTH_MAX 100

struct shown {
    struct page page;
    struct arena *mem;
    const struct call *call;
    struct date today;
    const char *quoted; /* last, so that no words stand twice running */
};

static void label(struct shown *s, const char *text)
{
    int w = term_text_width(text);
    page_text(&s->page, text, PAINT_DIM);
    page_spaces(&s->page, w < LABEL_WIDTH ? LABEL_WIDTH - w : 1);
}

/* VALUE beside its label, wrapped under itself. */
static void value(struct shown *s, const char *text)
{
    struct buf lines;
    buf_init(&lines, OUTPUT_BYTES_MAX);
    enum status st = term_wrap(&lines, text, s->page.width - LABEL_WIDTH, 0);
    char *line = lines.data;
    for (size_t i = 0; st == ST_OK && line != NULL; i++) {
        char *end = strchr(line, '\n');
        if (end != NULL)
            *end = '\0';
        page_spaces(&s->page, i > 0 ? LABEL_WIDTH : 0);
        page_raw(&s->page, line);
        page_line_end(&s->page);
        line = end != NULL ? end + 1 : NULL;
    }
    if (s->page.st == ST_OK)
        s->page.st = st;
    buf_free(&lines);
}

/* Words of the page at URL; the address if that is not the call's own page.
 * False where they are none, or were the last that were quoted. */
static bool quote(struct shown *s, const char *text, const char *url)
{
    if (text == NULL || text[0] == '\0' ||
        (s->quoted != NULL && strcmp(s->quoted, text) == 0))
        return false;
    s->quoted = text;
    page_wrap(&s->page, LABEL_WIDTH, arena_printf(s->mem, _("“%s”"), text),
              PAINT_DIM);
    if (url != NULL && (s->call->url == NULL || strcmp(url, s->call->url) != 0))
        page_wrap(&s->page, LABEL_WIDTH, url, PAINT_DIM);
    return true;
}

/* The page's words for a field, and where they stand if not on the call's
 * own page. */
static void evidence(struct shown *s, enum call_field f)
{
    const struct call_evidence *ev = &s->call->evidence[f];
    if (!quote(s, ev->text, ev->url) || ev->against == NULL)
        return;
    page_wrap(
        &s->page, LABEL_WIDTH,
        arena_printf(s->mem, _("but another page says: “%s”"), ev->against),
        PAINT_PLAIN);
    if (ev->against_url != NULL)
        page_wrap(&s->page, LABEL_WIDTH, ev->against_url, PAINT_DIM);
}

/* A field that has a value or words; nothing for one that has neither. */
static void field(struct shown *s, const char *name, const char *text,
                  enum call_field f)
{
    bool stated = text != NULL && text[0] != '\0';
    if (!stated && s->call->evidence[f].text == NULL)
        return;
    label(s, name);
    value(s, stated ? text : _("not stated"));
    evidence(s, f);
}

static const char *dates(struct shown *s)
{
    const char *all = "";
    struct date next = call_next_deadline(s->call, s->today);
    for (size_t i = 0; i < s->call->n_deadlines; i++) {
        char day[DATE_ISO_SIZE];
        struct date d = s->call->deadlines[i];
        all = arena_printf(s->mem, "%s%s%s", all, i > 0 ? ", " : "",
                           date_format_iso(d, day));
        if (date_is_set(next) && date_compare(d, next) == 0)
            all = arena_printf(s->mem, "%s (%s)", all,
                               format_days(s->mem, d, s->today));
    }
    return all;
}

static void show_meetings(struct shown *s)
{
    for (size_t i = 0; i < s->call->n_meetings; i++) {
        const struct call_meeting *m = &s->call->meetings[i];
        char when[CALL_MEETING_SIZE];
        label(s, i == 0 ? _("info meeting") : "");
        value(s, arena_printf(s->mem, "%s (%s)", call_meeting_when(m, when),
                              format_days(s->mem, m->date, s->today)));
        (void)quote(s, m->text, m->url);
    }
}

static void show_when(struct shown *s)
{
    const struct call *c = s->call;
    char day[DATE_ISO_SIZE];
    enum call_status status = call_status_on(c, s->today, -1);

    if (c->withdrawn != NULL) {
        label(s, _("withdrawn"));
        value(s, arena_printf(s->mem, _("gone from the site since %.10s"),
                              c->withdrawn));
    }
    if (c->successor != NULL) {
        label(s, _("replaced by"));
        value(s, c->successor);
    }
    field(s, _("status"), format_code(CODE_STATUS, (int)status), FIELD_STATUS);
    field(s, _("opens"), date_format_iso(c->opens, day), FIELD_OPENS);
    field(s, c->n_deadlines > 1 ? _("last days") : _("last day"), dates(s),
          FIELD_DEADLINES);
    if (c->deadline_time >= 0)
        field(s, _("at"), format_time(s->mem, c->deadline_time),
              FIELD_DEADLINE_TIME);
    show_meetings(s);
    if (c->rolling)
        field(s, _("rolling"), _("applications are taken all the time"),
              FIELD_ROLLING);
}

/* What the page does not state. */
static void show_prediction(struct shown *s, const struct cycle_answer *a)
{
    if (a->later != NULL) {
        label(s, _("later round"));
        value(s, a->later);
    }
    if (!a->predicted)
        return;
    label(s, _("next round"));
    value(s, prediction_words(s->mem, &a->prediction));
    if (a->prediction.words != NULL)
        page_wrap(&s->page, LABEL_WIDTH,
                  arena_printf(s->mem, _("“%s”"), a->prediction.words),
                  PAINT_DIM);
}

static const char *sum(struct shown *s, double amount)
{
    return amount < 0 ? NULL : format_sum(s->mem, amount, s->call->currency);
}

static void show_money(struct shown *s)
{
    const struct call *c = s->call;
    field(s, _("kind"), format_code(CODE_KIND, (int)c->kind), FIELD_KIND);
    field(s, _("at least"), sum(s, c->award_floor), FIELD_AWARD_FLOOR);
    field(s, _("at most"), sum(s, c->award_ceiling), FIELD_AWARD_CEILING);
    field(s, _("in all"), sum(s, c->total_budget), FIELD_TOTAL_BUDGET);
    field(s, _("pays at most"),
          c->funding_rate < 0
              ? NULL
              : arena_printf(s->mem, _("%s of the costs"),
                             format_percent(s->mem, c->funding_rate)),
          FIELD_FUNDING_RATE);
}

static const char *names(struct shown *s, const char **items, size_t n)
{
    const char *all = "";
    for (size_t i = 0; i < n; i++)
        all = arena_printf(s->mem, "%s%s%s", all, i > 0 ? ", " : "", items[i]);
    return all;
}

static void show_who(struct shown *s)
{
    const struct call *c = s->call;
    field(s, _("who"), format_codes(s->mem, CODE_APPLICANT, c->applicants),
          FIELD_APPLICANTS);
    field(s, _("not"), format_codes(s->mem, CODE_APPLICANT, c->excluded),
          FIELD_EXCLUDED);
    field(s, _("where"), format_codes(s->mem, CODE_REGION, c->regions),
          FIELD_REGIONS);
    field(s, _("only in"), names(s, c->municipalities, c->n_municipalities),
          FIELD_MUNICIPALITIES);
    if (c->n_municipalities_out > 0) {
        label(s, _("not in"));
        value(s, names(s, c->municipalities_out, c->n_municipalities_out));
    }
    for (int d = 0; d < DEMAND_COUNT; d++)
        field(s, _("asks for"), gate_demand_words(s->mem, c, (enum demand)d),
              call_demand_field((enum demand)d));
    field(s, _("themes"), format_codes(s->mem, CODE_THEME, c->themes),
          FIELD_THEMES);
    field(s, _("language"),
          c->language < LANG_NONE ? format_code(CODE_LANGUAGE, (int)c->language)
                                  : NULL,
          FIELD_LANGUAGE);
}

static void show_source(struct shown *s)
{
    const struct call *c = s->call;
    field(s, _("reference"), c->reference, FIELD_REFERENCE);
    field(s, _("contact"), c->contact, FIELD_CONTACT);
    for (size_t i = 0; i < c->n_documents; i++) {
        label(s, i == 0 ? _("documents") : "");
        page_text(&s->page, c->documents[i], PAINT_PLAIN);
        page_line_end(&s->page);
    }
    for (size_t i = 0; i < c->n_urls; i++) {
        label(s, i == 0 ? _("address") : "");
        page_text(&s->page, c->urls[i], PAINT_PLAIN);
        page_line_end(&s->page);
    }
    if (c->first_seen != NULL) {
        label(s, _("first seen"));
        value(s, arena_printf(s->mem, "%.10s", c->first_seen));
    }
    if (c->last_seen != NULL) {
        label(s, _("last seen"));
        value(s, arena_printf(s->mem, "%.10s", c->last_seen));
    }
    label(s, _("id"));
    value(s, c->id);
}

static void show_changes(struct shown *s)
{
    for (size_t i = 0; i < s->call->n_changed; i++) {
        const struct call_change *ch = &s->call->changed[i];
        label(s, i == 0 ? _("changes") : "");
        value(s,
              arena_printf(s->mem, "%.10s %s: %s → %s",
                           ch->at != NULL ? ch->at : "", field_label(ch->field),
                           field_value(s->mem, ch->field, ch->old_value,
                                       s->call->currency),
                           field_value(s->mem, ch->field, ch->new_value,
                                       s->call->currency)));
    }
}

/* --- the command --------------------------------------------------------- */

struct wanted {
    const char *id;
    struct arena *mem;
    struct history history; /* its call is the one that is shown */
    struct cycles *cycles;
    struct cycle_answer cycle;
    struct date today;
    struct one_hit *judge;       /* of the profile, or NULL */
    const struct candidate *hit; /* what the call is to it, or NULL */
};

static enum status fetch(struct searchdb *db, void *arg, struct err *e)
{
    struct wanted *w = arg;
    history_free(&w->history); /* an earlier attempt's */
    enum status st = history_find(db, w->mem, w->id, &w->history, e);
    if (st == ST_OK)
        st = cycles_ask(w->cycles, db, w->history.call, w->today, &w->cycle, e);
    if (st == ST_OK && w->judge != NULL)
        st = one_hit_find(w->judge, db, w->history.call->id, &w->hit, e);
    return st;
}

/* What the call is to the enterprise, before what it is to all. */
static void show_for(struct shown *s, const struct profile *profile,
                     const struct candidate *hit)
{
    static const char *const words[] = {
        [VERDICT_YES] = N_("can apply"),
        [VERDICT_NO] = N_("cannot apply"),
        [VERDICT_UNKNOWN] = N_("may be able to apply: check what is marked ?"),
    };
    const struct match_client client = {profile, hit};
    page_wrap(&s->page, 0,
              arena_printf(s->mem, _("%s: %s (score %s)"), profile->name,
                           _(words[hit->gate.verdict]),
                           format_number(s->mem, hit->rank.score, 1)),
              PAINT_BOLD);
    match_client_lines(&s->page, s->mem, 2, s->call, &client);
    page_line_end(&s->page);
}

static enum status show_people(struct buf *out, const struct wanted *w,
                               struct date today)
{
    const struct call *call = w->history.call;
    int width = term_width(STDOUT_FILENO);
    struct shown s = {
        .page = {.out = out,
                 .width = width < WIDTH_MIN   ? WIDTH_MIN
                          : width > WIDTH_MAX ? WIDTH_MAX
                                              : width,
                 .colour = term_has_colour(STDOUT_FILENO),
                 .st = ST_OK},
        .mem = arena_new(),
        .call = call,
        .today = today,
    };
    page_wrap(&s.page, 0, call->title, PAINT_BOLD);
    if (call->funder != NULL)
        page_wrap(&s.page, 0, call->funder, PAINT_PLAIN);
    if (call->summary != NULL && call->summary[0] != '\0') {
        page_line_end(&s.page);
        page_wrap(&s.page, 0, call->summary, PAINT_PLAIN);
    }
    page_line_end(&s.page);
    if (w->hit != NULL)
        show_for(&s, one_hit_profile(w->judge), w->hit);
    show_when(&s);
    show_prediction(&s, &w->cycle);
    show_money(&s);
    show_who(&s);
    show_source(&s);
    if (opt.history)
        show_history(&s.page, s.mem, &w->history);
    else
        show_changes(&s);
    arena_free(s.mem);
    return s.page.st;
}

static json_t *as_json(const struct wanted *w, struct date today)
{
    json_t *o = w->hit != NULL ? hit_to_json(w->hit, today)
                               : call_to_json(w->history.call, today);
    json_t *versions = opt.history ? history_to_json(&w->history) : NULL;
    if (cycles_to_json(&w->cycle, o) != 0 ||
        (opt.history && json_object_set_new(o, "versions", versions) != 0)) {
        json_decref(o);
        return NULL;
    }
    return o;
}

static enum status print(const struct wanted *w, struct date today,
                         struct err *e)
{
    const char *format = output_format(opt.format, "table");
    struct buf out;
    enum status st;

    buf_init(&out, OUTPUT_BYTES_MAX);
    if (strcmp(format, "table") == 0)
        st = show_people(&out, w, today);
    else
        st = output_json(&out, as_json(w, today), e);
    if (st == ST_OK && strcmp(format, "table") != 0)
        st = buf_putc(&out, '\n');
    if (st == ST_OK)
        st = output_flush(&out, e);
    buf_free(&out);
    return st == ST_OK ? st : err_set(e, st, _("the record is too large"));
}

static int run_show(int argc, char **argv)
{
    struct err e = ERR_INIT;
    struct gate_day day = output_day(opt.today);
    struct wanted w = {.mem = arena_new(), .today = day.today};
    enum status st = ST_OK;

    pager_begin(!opt.no_pager);
    if (argc != 1)
        st = err_set(&e, ST_USAGE,
                     _("show needs the id of one call, as 'medel show ID'"));
    else
        w.id = argv[0];
    if (st == ST_OK)
        st = cycles_new(&w.cycles, &e);
    if (st == ST_OK && opt.profile != NULL)
        st = one_hit_new(opt.profile, day, &w.judge, &e);
    if (st == ST_OK)
        st = searchdb_with(opt.data, opt.db, fetch, &w, &e);
    if (st == ST_OK)
        st = print(&w, day.today, &e);
    int code = st == ST_OK ? 0 : cli_report(&e);
    history_free(&w.history);
    one_hit_free(w.judge);
    cycles_free(w.cycles);
    arena_free(w.mem);
    return code;
}

static const struct cli_option options[] = {
    SEARCHDB_OPTIONS(opt.data, opt.db),
    {"profile", 'p', CLI_STRING, &opt.profile, N_("FILE|ID"),
     N_("what the call is to this enterprise: whether it can apply, what it "
        "would have to pay itself, what room for state aid it has left"),
     NULL},
    {"history", 0, CLI_FLAG, &opt.history, NULL,
     N_("every version that it ever had, with the old and the new words; in "
        "JSON as `versions`"),
     NULL},
    {"format", 'f', CLI_CHOICE, &opt.format, "F",
     N_("table (for people), jsonl or json"), formats},
    {"today", 0, CLI_DATE, &opt.today, "DATE", N_("as on this day"), NULL},
    PAGER_OPTION(opt.no_pager),
    {NULL, 0, CLI_FLAG, NULL, NULL, NULL, NULL},
};

const struct cli_command show_command = {
    .name = "show",
    .operands = "ID",
    .summary = N_("one call: every field, and the words it was read from"),
    .details = N_("The id stands in what medel search prints. Under each "
                  "field are the page's own words, so that it can be "
                  "checked.\n"
                  "\n"
                  "Exit status: 0 shown, 1 there is no such call.\n"
                  "\n"
                  "Examples:\n"
                  "  medel show leader-x-k3j9q2a\n"
                  "  medel show leader-x-k3j9q2a --profile mine.yaml\n"
                  "  medel show leader-x-k3j9q2a --history"),
    .run = run_show,
    .options = options,
};
