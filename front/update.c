/*
 * update.c - medel update: crawl, index, thin, under one lock; see README.md
 * for the exit statuses. What was fetched is indexed even where some sources
 * failed or the crawler crashed: a night that half succeeded is worth having.
 */
#include "update.h"

#include "room.h"
#include "step.h"
#include "update_log.h"
#include "words.h"

#include "medel/arena.h"
#include "medel/i18n.h"
#include "medel/own_file.h"
#include "medel/paths.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { EXIT_USAGE = 2, EXIT_BAD = 3, EXIT_PARTIAL = 4, EXIT_LOCKED = 75 };

static struct {
    const char *data, *funders, *report, *metrics, *warc, *partition;
    struct asking asking;
    bool force;
    struct date today;
    int jobs; /* below 0: not given */
    int room; /* MB */
} opt = {
    .asking = {.delay = -1, .timeout = -1}, .jobs = -1, .room = ROOM_LEAST_MB};

static const struct cli_option options[] = {
    {"data", 0, CLI_STRING, &opt.data, N_("DIR"),
     N_("the data folder ($MEDEL_DATA, else /var/lib/medel or your own)"),
     NULL},
    {"funders", 0, CLI_STRING, &opt.funders, N_("DIR"),
     N_("read the sources from this folder alone"), NULL},
    ASKING_OPTIONS(opt.asking),
    {"force", 0, CLI_FLAG, &opt.force, NULL,
     N_("fetch all pages, also those that are not due"), NULL},
    {"partition", 0, CLI_STRING, &opt.partition, "I/N",
     N_("only the funders of the I-th of N parts, by their ids"), NULL},
    {"report", 0, CLI_STRING, &opt.report, "FILE",
     N_("write what was done, and each funder's health, to FILE as JSON"),
     NULL},
    {"metrics", 0, CLI_STRING, &opt.metrics, "FILE.prom",
     N_("write figures to FILE.prom for Prometheus's node_exporter"), NULL},
    {"room", 0, CLI_INT, &opt.room, "MB",
     N_("begin only where as much is free on the disk, and the size of the "
        "index (500; 0: in any case)"),
     NULL},
    {"warc", 0, CLI_STRING, &opt.warc, "FILE.warc.gz",
     N_("keep all that is sent and received in this WARC file too"), NULL},
    {"today", 0, CLI_DATE, &opt.today, N_("YYYY-MM-DD"),
     N_("index as if it were this day"), NULL},
    {"jobs", 'j', CLI_INT, &opt.jobs, "N",
     N_("worker processes that read pages; 0 is one a core, and one more"), NULL},
    {NULL, 0, CLI_FLAG, NULL, NULL, NULL, NULL},
};

struct update {
    struct arena *mem;
    const char *data;    /* the data folder */
    const char *reports; /* a folder for the steps' own; NULL: not wanted */
    int lock;
    struct update_log log;
};

/* --- the steps' command lines -------------------------------------------- */

/* Where a step leaves its report, or NULL. */
static const char *report_path(const struct update *u, enum update_step s)
{
    if (u->reports == NULL)
        return NULL;
    return arena_printf(u->mem, "%s/%s.json", u->reports, update_step_name(s));
}

static char **crawl_words(struct update *u, int argc, char **argv)
{
    struct arena *mem = u->mem;
    struct words w = {.mem = mem};
    words_add(&w, "medel-crawl");
    words_add(&w, "crawl");
    words_option(&w, "data", opt.data);
    words_option(&w, "funders", opt.funders);
    if (opt.force)
        words_add(&w, "--force");
    words_option(&w, "partition", opt.partition);
    words_asking(&w, &opt.asking);
    words_option(&w, "report", report_path(u, STEP_CRAWL));
    words_option(&w, "warc", opt.warc);
    words_add(&w, "--");
    for (int i = 0; i < argc; i++)
        words_add(&w, argv[i]);
    words_add(&w, NULL);
    return w.items;
}

static char **index_words(struct update *u)
{
    struct arena *mem = u->mem;
    struct words w = {.mem = mem};
    char today[DATE_ISO_SIZE];
    words_add(&w, "medel-index");
    words_add(&w, "index");
    words_option(&w, "data", opt.data);
    if (date_is_set(opt.today))
        words_option(&w, "today", date_format_iso(opt.today, today));
    if (opt.jobs >= 0)
        words_option(&w, "jobs", arena_printf(mem, "%d", opt.jobs));
    words_option(&w, "report", report_path(u, STEP_INDEX));
    words_add(&w, NULL);
    return w.items;
}

static char **thin_words(struct update *u)
{
    struct words w = {.mem = u->mem};
    words_add(&w, "medel-crawl");
    words_add(&w, "thin");
    words_option(&w, "data", opt.data);
    words_option(&w, "report", report_path(u, STEP_THIN));
    words_add(&w, NULL);
    return w.items;
}

/* --- what is told -------------------------------------------------------- */

static void print_summary(int code, time_t seconds)
{
    char spent[64];
    if (seconds < 120)
        snprintf(spent, sizeof spent, _("%ld s"), (long)seconds);
    else
        snprintf(spent, sizeof spent, _("%ld min"), (long)(seconds + 30) / 60);
    if (code == 0)
        printf(_("Update done in %s.\n"), spent);
    else if (code == EXIT_PARTIAL)
        printf(_("Update done in %s, but some sources failed: see above, or "
                 "'medel sources'.\n"),
               spent);
    else
        printf(_("Update not finished after %s: see above.\n"), spent);
}

static double seconds_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* The worse of two results: data at fault, then some sources, then none. */
static int worse(int a, int b)
{
    if (a == 0 || b == 0)
        return a + b;
    return a == EXIT_PARTIAL ? b : a;
}

static const char *outcome_of(int code)
{
    if (step_interrupted() != 0)
        return "interrupted";
    return code == 0 ? "ok" : code == EXIT_PARTIAL ? "partial" : "failed";
}

/* Both files where they are wanted; what failed is told. */
static enum status write_files(const struct update_log *l)
{
    struct err e = ERR_INIT, e2 = ERR_INIT;
    enum status st = ST_OK;
    if (opt.report != NULL &&
        (st = update_log_write_json(l, opt.report, &e)) != ST_OK)
        cli_report(&e);
    if (opt.metrics != NULL &&
        update_log_write_metrics(l, opt.metrics, &e2) != ST_OK) {
        cli_report(&e2);
        st = e2.status;
    }
    return st;
}

/* --- the update ---------------------------------------------------------- */

/* A folder for the steps' reports, away from the data: another program may
 * look at that. */
static enum status make_reports(struct update *u, struct err *e)
{
    const char *under = getenv("TMPDIR");
    if (opt.report == NULL && opt.metrics == NULL)
        return ST_OK;
    if (under == NULL || under[0] != '/')
        under = "/tmp";
    char *dir = arena_printf(u->mem, "%s/medel-update-XXXXXX", under);
    if (mkdtemp(dir) == NULL)
        return err_sys(e, ST_IO, errno, _("cannot make a folder in %s"), under);
    u->reports = dir;
    return ST_OK;
}

/* Takes in what the steps left, and removes it. */
static void take_reports(struct update *u)
{
    if (u->reports == NULL)
        return;
    for (int i = 0; i < STEP_COUNT; i++) {
        const char *path = report_path(u, (enum update_step)i);
        u->log.steps[i].report = json_load_file(path, 0, NULL);
        (void)unlink(path);
    }
    if (rmdir(u->reports) != 0)
        cli_warn(_("%s could not be removed"), u->reports);
}

/* What can be known beforehand, and the lock. */
static enum status begin(struct update *u, struct err *e)
{
    enum status st = ST_OK;
    if (opt.report != NULL)
        st = own_file_check(opt.report, e);
    if (st == ST_OK && opt.metrics != NULL)
        st = own_file_check(opt.metrics, e);
    if (st == ST_OK)
        st = paths_make_dir(u->data, e);
    if (st == ST_OK)
        st = paths_lock(u->data, "update", &u->lock, e);
    if (st == ST_OK)
        st = room_measure(u->data, opt.room, &u->log.room, e);
    if (st == ST_OK)
        st = make_reports(u, e);
    return st;
}

static int do_step(struct update *u, enum update_step s, const char *program,
                   char **words, bool *crashed)
{
    double start = seconds_now();
    int code = step_code(program, words, false, crashed);
    u->log.steps[s].ran = true;
    u->log.steps[s].code = code;
    u->log.steps[s].seconds = seconds_now() - start;
    return code;
}

static bool goes_on(int code)
{
    return step_interrupted() == 0 && (code == 0 || code == EXIT_PARTIAL);
}

static int do_steps(struct update *u, int argc, char **argv)
{
    bool crashed = false;
    int code = do_step(u, STEP_CRAWL, "medel-crawl", crawl_words(u, argc, argv),
                       &crashed);
    if (!goes_on(code) && (!crashed || step_interrupted() != 0))
        return code;
    code = worse(
        code, do_step(u, STEP_INDEX, "medel-index", index_words(u), &crashed));
    if (!goes_on(code))
        return code;
    int thinned = do_step(u, STEP_THIN, "medel-crawl", thin_words(u), &crashed);
    /* A crawl that was begun by hand just now: the next night will do. */
    return thinned == EXIT_LOCKED ? code : worse(code, thinned);
}

/* The exit status; *tell: it was begun in earnest, and is worth a summary. */
static int run_steps(struct update *u, int argc, char **argv, bool *tell)
{
    struct err e = ERR_INIT;
    if (begin(u, &e) != ST_OK)
        return cli_report(&e);
    u->log.outcome = "no_room";
    if (room_check(u->data, &u->log.room, &e) == ST_OK) {
        step_watch_signals();
        u->log.code = do_steps(u, argc, argv);
        u->log.outcome = outcome_of(u->log.code);
        /* A second run beside the first has nothing to sum up; it said so. */
        *tell = u->log.code != EXIT_LOCKED && u->log.code != EXIT_USAGE;
        if (step_interrupted() != 0)
            u->log.code = 128 + step_interrupted();
    } else {
        u->log.code = cli_report(&e);
    }
    return u->log.code;
}

static int run_update(int argc, char **argv)
{
    struct update u = {.mem = arena_new(), .lock = -1};
    double start = seconds_now();
    bool tell = false;
    u.data = paths_data_dir(u.mem, opt.data);
    u.log.started_at = time(NULL);
    int code = run_steps(&u, argc, argv, &tell);
    u.log.ended_at = time(NULL);
    u.log.seconds = seconds_now() - start;
    take_reports(&u);
    /* Nor are the files of the run that is under way written over. */
    if (u.log.outcome != NULL && code != EXIT_LOCKED && code != EXIT_USAGE &&
        write_files(&u.log) != ST_OK)
        code = worse(code, EXIT_BAD);
    if (tell && step_interrupted() == 0)
        print_summary(code, (time_t)u.log.seconds);
    update_log_free(&u.log);
    if (u.lock >= 0)
        close(u.lock);
    arena_free(u.mem);
    return code;
}

const struct cli_command update_command = {
    .name = "update",
    .operands = N_("[FUNDER...]"),
    .summary = N_("Fetches the funders' pages that are due and brings the "
                  "index up to date: the nightly job."),
    .details = N_("It is 'medel crawl' and then 'medel index'; at the end, "
                  "former versions of pages that no call needs are thinned. "
                  "With FUNDER, only the sources with these ids are crawled.\n"
                  "\n"
                  "Exit status: 0 all done, 2 wrong usage, 3 bad data or too "
                  "little room on the disk, 4 some sources failed or suddenly "
                  "gave nothing (the rest is done), 75 another run is under "
                  "way.\n"
                  "\n"
                  "Examples:\n"
                  "  medel update\n"
                  "  medel update --data ~/medel-data vinnova\n"),
    .run = run_update,
    .options = options,
};
