/*
 * update.c - medel update: crawl, then index; see the design's table of exit
 * statuses. What was fetched is indexed even where some sources failed or
 * the crawler crashed: a night that half succeeded is worth having.
 */
#include "update.h"

#include "step.h"
#include "words.h"

#include "medel/arena.h"
#include "medel/i18n.h"
#include "medel/term.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { EXIT_PARTIAL = 4, EXIT_LOCKED = 75 };

static struct {
    const char *data, *funders, *report, *warc;
    double delay; /* below 0: not given */
    bool force, allow_private;
    struct cli_list connect_to;
    struct date today;
    int jobs; /* below 0: not given */
} opt = {.delay = -1, .jobs = -1};

static const struct cli_option options[] = {
    {"data", 0, CLI_STRING, &opt.data, N_("DIR"),
     N_("the data folder ($MEDEL_DATA, else /var/lib/medel or your own)"),
     NULL},
    {"funders", 0, CLI_STRING, &opt.funders, N_("DIR"),
     N_("read the sources from this folder alone"), NULL},
    {"delay", 0, CLI_SECONDS, &opt.delay, N_("S"),
     N_("seconds between two requests to one host"), NULL},
    {"force", 0, CLI_FLAG, &opt.force, NULL,
     N_("fetch all pages, also those that are not due"), NULL},
    {"connect-to", 0, CLI_LIST, &opt.connect_to, "H1:P1:H2:P2",
     N_("connect to H2:P2 for H1:P1, as curl does"), NULL},
    {"allow-private", 0, CLI_FLAG, &opt.allow_private, NULL,
     N_("allow private and loopback addresses"), NULL},
    {"report", 0, CLI_STRING, &opt.report, "FILE",
     N_("write what the crawl did, and each funder's health, to FILE as JSON"),
     NULL},
    {"warc", 0, CLI_STRING, &opt.warc, "FILE.warc.gz",
     N_("keep all that is sent and received in this WARC file too"), NULL},
    {"today", 0, CLI_DATE, &opt.today, N_("YYYY-MM-DD"),
     N_("index as if it were this day"), NULL},
    {"jobs", 'j', CLI_INT, &opt.jobs, "N",
     N_("worker processes that read pages; 0 is one a core"), NULL},
    {NULL, 0, CLI_FLAG, NULL, NULL, NULL, NULL},
};

static char **crawl_words(struct arena *mem, int argc, char **argv)
{
    struct words w = {.mem = mem};
    words_add(&w, "medel-crawl");
    words_add(&w, "crawl");
    words_option(&w, "data", opt.data);
    words_option(&w, "funders", opt.funders);
    if (opt.delay >= 0)
        words_option(&w, "delay", arena_printf(mem, "%.6f", opt.delay));
    if (opt.force)
        words_add(&w, "--force");
    for (size_t i = 0; i < opt.connect_to.n; i++)
        words_option(&w, "connect-to", opt.connect_to.items[i]);
    if (opt.allow_private)
        words_add(&w, "--allow-private");
    words_option(&w, "report", opt.report);
    words_option(&w, "warc", opt.warc);
    words_add(&w, "--");
    for (int i = 0; i < argc; i++)
        words_add(&w, argv[i]);
    words_add(&w, NULL);
    return w.items;
}

static char **index_words(struct arena *mem)
{
    struct words w = {.mem = mem};
    char today[DATE_ISO_SIZE];
    words_add(&w, "medel-index");
    words_add(&w, "index");
    words_option(&w, "data", opt.data);
    if (date_is_set(opt.today))
        words_option(&w, "today", date_format_iso(opt.today, today));
    if (opt.jobs >= 0)
        words_option(&w, "jobs", arena_printf(mem, "%d", opt.jobs));
    words_add(&w, NULL);
    return w.items;
}

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

static time_t seconds_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec;
}

/* The worse of two results: data at fault, then some sources, then none. */
static int worse(int a, int b)
{
    if (a == 0 || b == 0)
        return a + b;
    return a == EXIT_PARTIAL ? b : a;
}

static int run_update(int argc, char **argv)
{
    struct arena *mem = arena_new();
    time_t start = seconds_now();
    bool crashed = false;
    step_watch_signals();
    int code =
        step_code("medel-crawl", crawl_words(mem, argc, argv), false, &crashed);
    if (step_interrupted() == 0 &&
        (code == 0 || code == EXIT_PARTIAL || crashed))
        code = worse(
            code, step_code("medel-index", index_words(mem), false, &crashed));
    arena_free(mem);
    if (step_interrupted() != 0)
        return 128 + step_interrupted();
    /* A second run beside the first has nothing to sum up; it said so. */
    if (code != EXIT_LOCKED && code != 2)
        print_summary(code, seconds_now() - start);
    return code;
}

const struct cli_command update_command = {
    .name = "update",
    .operands = N_("[FUNDER...]"),
    .summary = N_("Fetches the funders' pages that are due and brings the "
                  "index up to date: the nightly job."),
    .details = N_("It is 'medel crawl' and then 'medel index'. With FUNDER, "
                  "only the sources with these ids are crawled.\n"
                  "\n"
                  "Exit status: 0 all done, 2 wrong usage, 3 bad data, 4 some "
                  "sources failed or suddenly gave nothing (the rest is "
                  "done), 75 another run is under way.\n"
                  "\n"
                  "Examples:\n"
                  "  medel update\n"
                  "  medel update --data ~/medel-data vinnova\n"),
    .run = run_update,
    .options = options,
};
