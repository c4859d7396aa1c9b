/*
 * changes_cmd.c - medel changes: what has happened to calls since a day, or
 * since one last asked.
 */
#include "commands.h"

#include "filter_options.h"
#include "knowledge.h"
#include "news.h"
#include "news_print.h"
#include "output.h"
#include "own_db.h"
#include "profiles.h"
#include "query_range.h"

#include "medel/db.h"
#include "medel/i18n.h"
#include "medel/pager.h"
#include "medel/paths.h"
#include "medel/term.h"

#include <string.h>
#include <unistd.h>

#define DAYS_UNLESS_SAID "7d"
#define FIRST_DAYS 7
#define CLOSING_DAYS 14

static const char *const formats[] = {"table", "jsonl", "json", NULL};

static struct {
    const char *data, *db, *profile, *since, *format;
    int closing;
    struct date today;
    bool all, no_pager;
    struct filter_options filters;
} opt = {.closing = CLOSING_DAYS};

struct changes {
    struct arena *mem;
    struct gate_day day;
    struct knowledge known;
    struct profile *profile;
    struct filter filter;
    struct date since;
    sqlite3 *own; /* where what was told is remembered */
    int lock;
    struct told *told;
    struct news news;
};

/* --since last: what nobody was told of. Two at once would tell it twice. */
static enum status begin_last(struct changes *c, struct err *e)
{
    const char *audience =
        c->profile != NULL ? arena_printf(c->mem, "changes %s", c->profile->id)
                           : "changes";
    enum status st = own_db_open(&c->own, e);
    if (st == ST_OK)
        st = paths_lock(paths_user_data(c->mem), "changes", &c->lock, e);
    if (st == ST_OK)
        st = told_read(c->own, audience, c->day.today, FIRST_DAYS, &c->told, e);
    if (st == ST_OK)
        c->since = told_since(c->told);
    return st;
}

static enum status begin(struct changes *c, struct err *e)
{
    const char *since = opt.since != NULL ? opt.since : DAYS_UNLESS_SAID;
    struct date until;
    enum status st = knowledge_load(&c->known, true, e);
    if (st != ST_OK)
        return st;
    const struct query_names *names = lexicon_names(c->known.lexicon);
    st = filter_options_take(&opt.filters, &c->filter, c->mem, names,
                             c->day.today, e);
    if (st == ST_OK && opt.profile != NULL)
        st = profiles_open(opt.profile, &c->profile, e);
    if (st == ST_OK && strcmp(since, "last") == 0)
        return begin_last(c, e);
    if (st == ST_OK)
        st = range_of_dates(c->mem, names, since, c->day.today, true, &c->since,
                            &until, e);
    return st == ST_USAGE ? err_context(e, "--since") : st;
}

static enum status print(struct changes *c, struct err *e)
{
    const char *format = output_format(opt.format, "jsonl");
    const struct news_look look = {
        .width = term_width(STDOUT_FILENO),
        .colour = term_has_colour(STDOUT_FILENO),
        .today = c->day.today,
        .profile = c->profile,
    };
    struct buf out;
    enum status st;
    buf_init(&out, OUTPUT_BYTES_MAX);
    if (strcmp(format, "table") == 0)
        st = news_print(&out, &c->news, &look);
    else
        st = news_json(&out, &c->news, c->day.today,
                       c->profile != NULL ? c->profile->id : NULL,
                       strcmp(format, "json") == 0, e);
    if (st != ST_OK)
        err_set(e, st, _("the result is too large: narrow it by filters"));
    else
        st = output_flush(&out, e);
    buf_free(&out);
    return st;
}

static enum status tell(struct changes *c, struct err *e)
{
    const struct news_request rq = {
        .data = opt.data,
        .db = opt.db,
        .known = &c->known,
        .profile = c->profile,
        .filter = &c->filter,
        .day = c->day,
        .since = c->since,
        .closing_days = opt.closing,
        .all = opt.all,
        .told = c->told,
    };
    enum status st = news_find(&rq, &c->news, e);
    if (st == ST_OK)
        st = print(c, e);
    if (st == ST_OK && c->told != NULL && output_is_whole()) {
        news_note(&c->news, c->told);
        st = told_keep(c->told, c->own, e);
    }
    return st;
}

static int run_changes(int argc, char **argv)
{
    struct err e = ERR_INIT;
    struct changes c = {
        .mem = arena_new(), .day = output_day(opt.today), .lock = -1};
    int code;

    pager_begin(!opt.no_pager);
    enum status st =
        argc > 0 ? err_set(&e, ST_USAGE,
                           _("changes takes no words: '%.60s'; narrow it with "
                             "--theme, --region and the like"),
                           argv[0])
                 : begin(&c, &e);
    if (st == ST_OK)
        st = tell(&c, &e);
    if (st != ST_OK) {
        code = cli_report(&e);
    } else if (c.news.n == 0) {
        char day[DATE_ISO_SIZE];
        cli_warn(c.told != NULL ? _("nothing new since last time")
                                : _("nothing has changed since %s"),
                 date_format_iso(c.since, day));
        code = status_exit_code(ST_NOT_FOUND);
    } else {
        code = 0;
    }
    news_free(&c.news);
    told_free(c.told);
    db_close(c.own);
    if (c.lock >= 0)
        close(c.lock);
    profile_free(c.profile);
    knowledge_free(&c.known);
    arena_free(c.mem);
    return code;
}

static const struct cli_option options[] = {
    SEARCHDB_OPTIONS(opt.data, opt.db),
    {"since", 0, CLI_STRING, &opt.since, "WHEN",
     N_("from this day on: 2026-11-01, 7d (unless said), 2w, 3m; 'last': what "
        "this command did not tell before"),
     NULL},
    {"profile", 'p', CLI_STRING, &opt.profile, N_("FILE|ID"),
     N_("only of calls that this enterprise can apply for"), NULL},
    {"closing", 0, CLI_INT, &opt.closing, "DAYS",
     N_("calls that close within so many days are told of too (14)"), NULL},
    {"all", 'a', CLI_FLAG, &opt.all, NULL,
     N_("also of closed calls and those that the profile cannot apply for, and "
        "changes of title, reference, contact, documents and address"),
     NULL},
    {"format", 'f', CLI_CHOICE, &opt.format, "F",
     N_("table (on a terminal), jsonl or json"), formats},
    FILTER_OPTIONS(opt.filters),
    {"today", 0, CLI_DATE, &opt.today, "DATE", N_("as on this day"), NULL},
    PAGER_OPTION(opt.no_pager),
    {NULL, 0, CLI_FLAG, NULL, NULL, NULL, NULL},
};

const struct cli_command changes_command = {
    .name = "changes",
    .operands = "",
    .summary = N_("what is new and what has changed, with the old and the new "
                  "words"),
    .details =
        N_("New calls; calls that opened, closed, went from their site or came "
           "back; last days, opening days, sums, rules and information "
           "meetings that changed; calls that close soon. Other wording on a "
           "page is no change, nor is what "
           "was changed and changed back.\n"
           "\n"
           "What --since last has told is remembered in the user's own data "
           "folder, for each profile apart; the first time it tells of a "
           "week.\n"
           "\n"
           "In jsonl and json each event is an object: the call's id, title, "
           "url, funder, status and deadlines, and event (new, back, opened, "
           "deadline, opens, sum, rule, meeting, closing, closed, withdrawn, "
           "other), "
           "at, field, old, new and evidence (old and new).\n"
           "\n"
           "Exit status: 0 there are news, 1 there are none, 75 another one "
           "is running.\n"
           "\n"
           "Examples:\n"
           "  medel changes --since 2026-11-01 --theme rural\n"
           "  medel changes --since last --profile our.yaml"),
    .run = run_changes,
    .options = options,
};
