/*
 * check.c - medel sources --check: for whoever adds or looks after a source.
 *
 * A sample of each source's pages is fetched by the crawler, with all its
 * manners, into a data folder of its own; the indexer reads it; what both say
 * of the source is the report. The folder goes away at the end.
 */
#include "check.h"

#include "step.h"
#include "words.h"

#include "medel/arena.h"
#include "medel/i18n.h"
#include "medel/paths.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PAGES_DEFAULT 12
#define PAGES_MAX 200
#define OPEN_FOLDERS 16
enum { EXIT_PARTIAL = 4 };

static struct {
    const char *funders, *format;
    struct asking asking;
    bool check, no_pager;
    struct date today;
    int pages;
} opt = {.asking = {.delay = -1, .timeout = -1}, .pages = PAGES_DEFAULT};

static const char *const formats[] = {"table", "json", "md", NULL};

static const struct cli_option options[] = {
    {"check", 0, CLI_FLAG, &opt.check, NULL,
     N_("ask the sources' sites whether all is as the files say"), NULL},
    {"funders", 0, CLI_STRING, &opt.funders, N_("DIR"),
     N_("the folder of sources instead of the shipped and your own"), NULL},
    {"format", 'f', CLI_CHOICE, &opt.format, "F",
     N_("a table unless said; md is Markdown"), formats},
    {"pages", 0, CLI_INT, &opt.pages, "N",
     N_("how many pages of a source to look at (12)"), NULL},
    ASKING_OPTIONS(opt.asking),
    {"today", 0, CLI_DATE, &opt.today, N_("YYYY-MM-DD"),
     N_("read the pages as of this day"), NULL},
    {"no-pager", 0, CLI_FLAG, &opt.no_pager, NULL,
     N_("write long results straight to the terminal, not through "
        "$MEDEL_PAGER, $PAGER or less"),
     NULL},
    {NULL, 0, CLI_FLAG, NULL, NULL, NULL, NULL},
};

bool check_is_asked_for(int argc, char **argv)
{
    for (int i = 2; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--check") == 0)
            return true;
    return false;
}

/* --- the folder ---------------------------------------------------------- */

static enum status make_folder(struct arena *mem, char **ret, struct err *e)
{
    const char *under = getenv("TMPDIR");
    if (under == NULL || under[0] != '/')
        under = "/tmp";
    char *dir = arena_printf(mem, "%s/medel-check-XXXXXX", under);
    if (mkdtemp(dir) == NULL)
        return err_sys(e, ST_IO, errno, _("cannot make a folder in %s"), under);
    *ret = dir;
    return ST_OK;
}

static int remove_one(const char *path, const struct stat *st, int type,
                      struct FTW *at)
{
    (void)st;
    (void)type;
    (void)at;
    /* What cannot be removed is told of by the folder that then stays. */
    (void)remove(path);
    return 0;
}

static void remove_folder(const char *dir)
{
    if (nftw(dir, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS) != 0 ||
        access(dir, F_OK) == 0)
        cli_warn(_("%s could not be removed"), dir);
}

/* --- the steps ----------------------------------------------------------- */

static char **crawl_words(struct arena *mem, const char *dir, int argc,
                          char **argv)
{
    struct words w = {.mem = mem};
    words_add(&w, "medel-crawl");
    words_add(&w, "crawl");
    words_option(&w, "data", dir);
    words_option(&w, "sample", arena_printf(mem, "%d", opt.pages));
    words_option(&w, "funders", opt.funders);
    words_asking(&w, &opt.asking);
    words_add(&w, "--");
    for (int i = 0; i < argc; i++)
        words_add(&w, argv[i]);
    words_add(&w, NULL);
    return w.items;
}

static char **index_words(struct arena *mem, const char *dir)
{
    struct words w = {.mem = mem};
    char today[DATE_ISO_SIZE];
    words_add(&w, "medel-index");
    words_add(&w, "index");
    words_option(&w, "data", dir);
    if (date_is_set(opt.today))
        words_option(&w, "today", date_format_iso(opt.today, today));
    words_add(&w, NULL);
    return w.items;
}

static char **report_words(struct arena *mem, const char *dir)
{
    struct words w = {.mem = mem};
    words_add(&w, "medel-index");
    words_add(&w, "check-report");
    words_option(&w, "data", dir);
    words_option(&w, "funders", opt.funders);
    words_option(&w, "format", opt.format);
    if (opt.no_pager)
        words_add(&w, "--no-pager");
    words_add(&w, NULL);
    return w.items;
}

/* The crawler's status tells what could not be begun at all; whether the
 * sources are in order is for the report to say. */
static int run_in(struct arena *mem, const char *dir, int argc, char **argv)
{
    bool crashed = false;
    int code = step_code("medel-crawl", crawl_words(mem, dir, argc, argv), true,
                         &crashed);
    if (step_interrupted() != 0 || (code != 0 && code != EXIT_PARTIAL))
        return code;
    code = step_code("medel-index", index_words(mem, dir), true, &crashed);
    if (step_interrupted() != 0 || (code != 0 && code != EXIT_PARTIAL))
        return code;
    return step_code("medel-index", report_words(mem, dir), false, &crashed);
}

static int run_check(int argc, char **argv)
{
    struct err e = ERR_INIT;
    if (opt.pages < 1 || opt.pages > PAGES_MAX) {
        err_set(&e, ST_USAGE, _("--pages: 1 to %d"), PAGES_MAX);
        return cli_report(&e);
    }
    struct arena *mem = arena_new();
    char *dir = NULL;
    step_watch_signals();
    int code = make_folder(mem, &dir, &e) == ST_OK
                   ? run_in(mem, dir, argc, argv)
                   : cli_report(&e);
    if (dir != NULL)
        remove_folder(dir);
    arena_free(mem);
    return step_interrupted() != 0 ? 128 + step_interrupted() : code;
}

const struct cli_command check_command = {
    .name = "sources",
    .operands = N_("[FUNDER...]"),
    .summary = N_("Asks the sources' sites whether all is as the files of the "
                  "sources say."),
    .details =
        N_("Of each source the start pages and the most promising of those "
           "that they lead to are fetched and read, as politely as in a "
           "crawl: can they be reached, do they lead to another host, does "
           "robots.txt allow them, how many links and calls are there? The "
           "data folder is not touched.\n"
           "\n"
           "A source is ok, or: no calls (on what was looked at), no links "
           "(that its patterns let in), moved (to another host), failed.\n"
           "\n"
           "Exit status: 0 done, 2 wrong usage, 3 bad data, 4 some sources "
           "have moved or failed.\n"
           "\n"
           "Examples:\n"
           "  medel sources --check vinnova\n"
           "  medel sources --check --funders my-sources --format md\n"),
    .run = run_check,
    .options = options,
};
