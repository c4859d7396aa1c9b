/*
 * digest_cmd.c - medel digest: what one enterprise was not told yet.
 */
#include "commands.h"

#include "digest.h"
#include "knowledge.h"
#include "mime.h"
#include "news.h"
#include "output.h"
#include "own_db.h"
#include "profiles.h"
#include "query_range.h"
#include "shortlist.h"

#include "medel/db.h"
#include "medel/i18n.h"
#include "medel/pager.h"
#include "medel/paths.h"
#include "medel/term.h"

#include <pwd.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define FIRST_DAYS 30
#define CLOSING_DAYS 14
#define MORNING_SECONDS (6 * 3600) /* when a mail of --today was written */
#define HOST_BYTES 256

static const char *const formats[] = {"text", "html", "eml", NULL};

static struct {
    const char *data, *db, *profile, *since, *format, *from;
    struct cli_list to;
    int closing;
    struct date today;
    bool dry_run, no_pager;
} opt = {.closing = CLOSING_DAYS};

struct job {
    struct arena *mem;
    struct gate_day day;
    struct knowledge known;
    struct profile *profile;
    struct date since;
    sqlite3 *own; /* NULL: there is none, and none is needed */
    int lock;
    struct told *told; /* NULL: --since a day */
    struct shortlist lists;
    struct news news;
    const char *from;
};

/* --- what is asked for --------------------------------------------------- */

static bool is_format(const char *name)
{
    return opt.format != NULL && strcmp(opt.format, name) == 0;
}

/* "user@host", where --from does not say. */
static const char *own_address(struct arena *mem)
{
    char host[HOST_BYTES] = "";
    const struct passwd *pw = getpwuid(getuid());
    if (gethostname(host, sizeof host - 1) != 0 || host[0] == '\0')
        return arena_strdup(mem, "medel@localhost");
    return arena_printf(
        mem, "medel <%s@%s>",
        pw != NULL && pw->pw_name[0] != '\0' ? pw->pw_name : "medel", host);
}

static enum status check_mail(struct job *j, struct err *e)
{
    if (!is_format("eml"))
        return opt.from == NULL && opt.to.n == 0
                   ? ST_OK
                   : err_set(e, ST_USAGE,
                             _("--from and --to are for --format eml"));
    if (opt.to.n == 0)
        return err_set(e, ST_USAGE,
                       _("an e-mail needs --to ADDRESS, once or several "
                         "times"));
    j->from = opt.from != NULL ? opt.from : own_address(j->mem);
    enum status st = mime_check_address(j->from, e);
    for (size_t i = 0; i < opt.to.n && st == ST_OK; i++)
        st = mime_check_address(opt.to.items[i], e);
    if (st != ST_OK && e != NULL)
        e->status = ST_USAGE;
    return st == ST_OK ? st : ST_USAGE;
}

static bool is_last(void)
{
    return opt.since == NULL || strcmp(opt.since, "last") == 0;
}

/* Two at once would tell the same twice. */
static enum status begin_last(struct job *j, struct err *e)
{
    const char *audience = arena_printf(j->mem, "digest %s", j->profile->id);
    enum status st = ST_OK;
    if (!opt.dry_run)
        st = paths_lock(paths_user_data(j->mem), "digest", &j->lock, e);
    if (st == ST_OK)
        st = told_read(j->own, audience, j->day.today, FIRST_DAYS, &j->told, e);
    if (st == ST_OK)
        j->since = told_since(j->told);
    return st;
}

static enum status begin_since(struct job *j, struct err *e)
{
    struct date until;
    enum status st =
        range_of_dates(j->mem, lexicon_names(j->known.lexicon), opt.since,
                       j->day.today, true, &j->since, &until, e);
    return st == ST_USAGE ? err_context(e, "--since") : st;
}

static enum status begin(struct job *j, int argc, char **argv, struct err *e)
{
    if (argc > 0)
        return err_set(e, ST_USAGE, _("digest takes no words: '%.60s'"),
                       argv[0]);
    if (opt.profile == NULL)
        return err_set(e, ST_USAGE,
                       _("a digest is for somebody: --profile FILE or ID "
                         "('medel profile new' makes one)"));
    enum status st = check_mail(j, e);
    if (st == ST_OK)
        st = profiles_open(opt.profile, &j->profile, e);
    if (st == ST_OK)
        st = knowledge_load(&j->known, true, e);
    if (st == ST_OK)
        st = is_last() && !opt.dry_run ? own_db_open(&j->own, e)
                                       : own_db_look(&j->own, e);
    if (st == ST_OK)
        st = shortlist_read(j->own, NULL, &j->lists, e);
    if (st == ST_OK)
        st = is_last() ? begin_last(j, e) : begin_since(j, e);
    return st;
}

/* The entry on the enterprise's list, or on the usual one, that is MUTED or
 * is being followed. */
static bool is_listed(const struct job *j, const char *call, bool muted)
{
    for (size_t i = 0; i < j->lists.n; i++) {
        const struct shortlist_entry *x = &j->lists.items[i];
        if (x->muted == muted && strcmp(x->id, call) == 0 &&
            (muted || (x->status != SHORTLIST_SKIPPED &&
                       x->status != SHORTLIST_DECLINED)) &&
            (strcmp(x->list, SHORTLIST_DEFAULT) == 0 ||
             strcmp(x->list, j->profile->id) == 0))
            return true;
    }
    return false;
}

static bool is_muted(void *arg, const char *call)
{
    return is_listed(arg, call, true);
}

static bool is_followed(void *arg, const char *call)
{
    return is_listed(arg, call, false);
}

/* --- telling ------------------------------------------------------------- */

static int64_t written_at(void)
{
    return date_is_set(opt.today)
               ? (int64_t)date_to_days(opt.today) * 86400 + MORNING_SECONDS
               : (int64_t)time(NULL);
}

static enum status print(struct job *j, struct err *e)
{
    const struct digest d = {&j->news, j->profile, j->day.today};
    const struct digest_mail mail = {j->from, opt.to.items, opt.to.n,
                                     written_at()};
    struct buf out;
    enum status st;
    buf_init(&out, OUTPUT_BYTES_MAX);
    if (is_format("html"))
        st = digest_html(&out, &d);
    else if (is_format("eml"))
        st = digest_eml(&out, &d, &mail, e);
    else
        st = digest_text(&out, &d, term_width(STDOUT_FILENO),
                         term_has_colour(STDOUT_FILENO));
    if (st != ST_OK)
        err_set(e, st, _("the result is too large"));
    else
        st = output_flush(&out, e);
    buf_free(&out);
    return st;
}

/* What was not written whole was not told. */
static enum status remember(struct job *j, struct err *e)
{
    if (j->told == NULL || opt.dry_run || !output_is_whole())
        return ST_OK;
    news_note(&j->news, j->told);
    return told_keep(j->told, j->own, e);
}

static enum status tell(struct job *j, struct err *e)
{
    static const struct filter everything = {0};
    const struct news_request rq = {
        .data = opt.data,
        .db = opt.db,
        .known = &j->known,
        .profile = j->profile,
        .filter = &everything,
        .day = j->day,
        .since = j->since,
        .closing_days = opt.closing,
        .told = j->told,
        .is_muted = is_muted,
        .is_followed = is_followed,
        .arg = j,
    };
    enum status st = news_find(&rq, &j->news, e);
    if (st == ST_OK && j->news.n > 0)
        st = print(j, e);
    return st == ST_OK ? remember(j, e) : st;
}

static void end(struct job *j)
{
    news_free(&j->news);
    shortlist_free(&j->lists);
    told_free(j->told);
    db_close(j->own);
    if (j->lock >= 0)
        close(j->lock);
    profile_free(j->profile);
    knowledge_free(&j->known);
    arena_free(j->mem);
}

static int run_digest(int argc, char **argv)
{
    struct err e = ERR_INIT;
    struct job j = {
        .mem = arena_new(), .day = output_day(opt.today), .lock = -1};
    int code = 0;

    pager_begin(!opt.no_pager && (opt.format == NULL || is_format("text")));
    enum status st = begin(&j, argc, argv, &e);
    if (st == ST_OK)
        st = tell(&j, &e);
    if (st != ST_OK) {
        code = cli_report(&e);
    } else if (j.news.n == 0) {
        cli_warn(_("nothing new for %s"), j.profile->name);
        code = status_exit_code(ST_NOT_FOUND);
    }
    end(&j);
    return code;
}

static const struct cli_option options[] = {
    SEARCHDB_OPTIONS(opt.data, opt.db),
    {"profile", 'p', CLI_STRING, &opt.profile, N_("FILE|ID"),
     N_("whom it is for: only calls that it can apply for"), NULL},
    {"since", 0, CLI_STRING, &opt.since, "WHEN",
     N_("'last' (unless said): what no digest has told it yet; or from a day "
        "on, 2026-11-01, 7d, 2w, 3m, whatever was told, and without "
        "remembering it"),
     NULL},
    {"closing", 0, CLI_INT, &opt.closing, "DAYS",
     N_("calls that close within so many days are told of too (14)"), NULL},
    {"format", 'f', CLI_CHOICE, &opt.format, "F",
     N_("text (unless said), html, or eml: an e-mail for sendmail -t"),
     formats},
    {"to", 0, CLI_LIST, &opt.to, "ADDRESS",
     N_("eml: to whom, as eva@example.org or 'Eva <eva@example.org>'"), NULL},
    {"from", 0, CLI_STRING, &opt.from, "ADDRESS",
     N_("eml: from whom; unless said the user at this machine"), NULL},
    {"dry-run", 0, CLI_FLAG, &opt.dry_run, NULL,
     N_("only look: the next digest tells it all again"), NULL},
    {"today", 0, CLI_DATE, &opt.today, "DATE", N_("as on this day"), NULL},
    PAGER_OPTION(opt.no_pager),
    {NULL, 0, CLI_FLAG, NULL, NULL, NULL, NULL},
};

const struct cli_command digest_command = {
    .name = "digest",
    .operands = "",
    .summary = N_("what is new for an enterprise, also as an e-mail"),
    .details =
        N_("New calls, calls that opened, changed, close soon or went: each at "
           "most once, under what matters most. What a digest has told is "
           "remembered for each profile, in the user's own data folder, after "
           "all of it was written; the first one goes back 30 days. Only calls "
           "that the enterprise can apply for, or could until a rule changed, "
           "and all that are on the list 'default' or the one named as the "
           "profile; but none that is muted there (medel shortlist mute ID).\n"
           "\n"
           "eml is a MIME message with text and HTML; its lines end as local "
           "mail programs expect on their standard input. Where there is "
           "nothing new nothing is written.\n"
           "\n"
           "Exit status: 0 there are news, 1 there are none, 2 wrong usage, 75 "
           "another digest is being made.\n"
           "\n"
           "Examples:\n"
           "  medel digest --profile our.yaml\n"
           "  medel digest -p vuollerim --format eml --to eva@example.org "
           "> new.eml &&\n"
           "      sendmail -t -i < new.eml"),
    .run = run_digest,
    .options = options,
};
