/* calendar_cmd.c - medel calendar: the months to come, with the last days to
 * apply in them. */
#include "commands.h"

#include "calendar.h"
#include "candidates.h"
#include "filter_options.h"
#include "knowledge.h"
#include "output.h"
#include "profiles.h"

#include "medel/i18n.h"
#include "medel/pager.h"
#include "medel/term.h"

#include <string.h>
#include <unistd.h>

static const char *const formats[] = {"table", "jsonl", "json", NULL};

static struct {
    const char *data, *db, *profile, *format;
    int months;
    struct date today;
    bool all, no_pager;
    struct filter_options filters;
} opt = {.months = 3};

struct job {
    struct arena *mem;
    struct gate_day day;
    struct knowledge known;
    struct profile *profile;
    struct filter filter;
    struct candidate_list found;
    struct calendar calendar;
    size_t n_undated; /* rolling, or without a last day */
};

static enum status find(struct searchdb *db, void *arg, struct err *e)
{
    struct job *j = arg;
    struct search_request rq = {
        .profile = j->profile,
        .filter = &j->filter,
        .day = j->day,
        .all = opt.all,
        .unexplained = true,
    };
    knowledge_lend(&j->known, &rq);
    candidates_free(&j->found); /* an earlier attempt's */
    candidates_init(&j->found);
    return candidates_find(db, &rq, &j->found, e);
}

static enum status begin(struct job *j, int argc, char **argv, struct err *e)
{
    if (argc > 0)
        return err_set(e, ST_USAGE,
                       _("calendar takes no words: '%.60s'; narrow it with "
                         "--theme, --region and the like"),
                       argv[0]);
    if (opt.months < 1 || opt.months > CALENDAR_MONTHS_MAX)
        return err_set(e, ST_USAGE, _("--months must be 1 to %d"),
                       CALENDAR_MONTHS_MAX);
    enum status st = knowledge_load(&j->known, true, e);
    if (st == ST_OK)
        st = filter_options_take(&opt.filters, &j->filter, j->mem,
                                 lexicon_names(j->known.lexicon), j->day.today,
                                 e);
    if (st == ST_OK && opt.profile != NULL)
        st = profiles_open(opt.profile, &j->profile, e);
    return st;
}

/* From today, or with --all from the first of the month, to the last day of
 * the last month. */
static void make(struct job *j)
{
    struct date from = j->day.today;
    const struct call **calls =
        arena_alloc(j->mem, (j->found.n + 1) * sizeof *calls);
    if (opt.all)
        from.day = 1;
    for (size_t i = 0; i < j->found.n; i++) {
        calls[i] = j->found.items[i].call;
        j->n_undated += calls[i]->n_deadlines == 0;
    }
    calendar_make(j->mem, calls, j->found.n, from,
                  calendar_end(from, opt.months), &j->calendar);
}

/* --- output -------------------------------------------------------------- */

static enum status put_json(struct buf *out, const struct job *j, bool array,
                            struct err *e)
{
    enum status st = array ? buf_puts(out, "[") : ST_OK;
    for (size_t i = 0; i < j->calendar.n && st == ST_OK; i++) {
        if (array && i > 0)
            st = buf_puts(out, ",\n ");
        if (st == ST_OK)
            st = output_json(
                out, calendar_day_to_json(&j->calendar.days[i], j->day.today),
                e);
        if (st == ST_OK && !array)
            st = buf_putc(out, '\n');
    }
    return st == ST_OK && array ? buf_puts(out, "]\n") : st;
}

static enum status put_table(struct buf *out, const struct job *j)
{
    const struct calendar_look look = {
        .width = term_width(STDOUT_FILENO),
        .colour = term_has_colour(STDOUT_FILENO),
        .today = j->day.today,
    };
    enum status st = calendar_print(out, &j->calendar, &look);
    const char *rest = arena_printf(
        j->mem,
        ngettext("%zu more call has no last day to apply.",
                 "%zu more calls have no last day to apply.", j->n_undated),
        j->n_undated);
    if (st == ST_OK)
        st = buf_puts(out, _("* last day to apply, + opens, > today"));
    if (st == ST_OK)
        st = buf_putc(out, '\n');
    if (st == ST_OK && j->n_undated > 0)
        st = term_wrap(out, rest, look.width, 0);
    return st == ST_OK && j->n_undated > 0 ? buf_putc(out, '\n') : st;
}

static enum status print(const struct job *j, struct err *e)
{
    const char *format = output_format(opt.format, "jsonl");
    struct buf out;
    enum status st;
    buf_init(&out, OUTPUT_BYTES_MAX);
    if (strcmp(format, "table") == 0)
        st = put_table(&out, j);
    else
        st = put_json(&out, j, strcmp(format, "json") == 0, e);
    if (st != ST_OK)
        err_set(e, st, _("the result is too large: narrow it by filters"));
    else
        st = output_flush(&out, e);
    buf_free(&out);
    return st;
}

static int run_calendar(int argc, char **argv)
{
    struct err e = ERR_INIT;
    struct job j = {.mem = arena_new(), .day = output_day(opt.today)};
    int code = 0;

    pager_begin(!opt.no_pager);
    enum status st = begin(&j, argc, argv, &e);
    if (st == ST_OK)
        st = searchdb_with(opt.data, opt.db, find, &j, &e);
    if (st == ST_OK) {
        make(&j);
        st = print(&j, &e);
    }
    if (st != ST_OK) {
        code = cli_report(&e);
    } else if (j.calendar.n == 0) {
        cli_warn(_("no call opens or closes in these months"));
        code = status_exit_code(ST_NOT_FOUND);
    }
    candidates_free(&j.found);
    profile_free(j.profile);
    knowledge_free(&j.known);
    arena_free(j.mem);
    return code;
}

static const struct cli_option options[] = {
    SEARCHDB_OPTIONS(opt.data, opt.db),
    {"months", 'm', CLI_INT, &opt.months, "N",
     N_("so many months, this one first (3)"), NULL},
    {"profile", 'p', CLI_STRING, &opt.profile, N_("FILE|ID"),
     N_("only calls that this enterprise can apply for"), NULL},
    {"all", 'a', CLI_FLAG, &opt.all, NULL,
     N_("closed and withdrawn calls too, those that the profile cannot apply "
        "for, and the days of this month that have passed"),
     NULL},
    {"format", 'f', CLI_CHOICE, &opt.format, "F",
     N_("table (on a terminal), jsonl or json"), formats},
    FILTER_OPTIONS(opt.filters),
    {"today", 0, CLI_DATE, &opt.today, "DATE", N_("as on this day"), NULL},
    PAGER_OPTION(opt.no_pager),
    {NULL, 0, CLI_FLAG, NULL, NULL, NULL, NULL},
};

const struct cli_command calendar_command = {
    .name = "calendar",
    .operands = "",
    .summary = N_("the months to come, with the last days to apply in them"),
    .details =
        N_("Weeks are numbered as in ISO 8601. In jsonl and json each last day "
           "(event deadline) and opening day (event opens) is an object: date, "
           "event, week, and the call's deadline_time, id, title, url, funder, "
           "funder_id and status.\n"
           "\n"
           "Exit status: 0 shown, 1 no call opens or closes in these months.\n"
           "\n"
           "Examples:\n"
           "  medel calendar --months 6 --region norrbotten\n"
           "  medel calendar --profile our.yaml"),
    .run = run_calendar,
    .options = options,
};
