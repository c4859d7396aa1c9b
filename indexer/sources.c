/*
 * sources.c - `medel sources`: each source, how fresh and how healthy; with
 * --lint, whether their files are right.
 */
#include "commands.h"
#include "known_funders.h"
#include "sources_list.h"

#include "medel/buf.h"
#include "medel/calls_store.h"
#include "medel/i18n.h"
#include "medel/pager.h"
#include "medel/paths.h"
#include "medel/term.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static struct {
    const char *data, *funders, *format;
    bool json, lint, check, no_pager;
} opt;

/* Past so many days without a crawl a source counts as stale. */
#define STALE_DAYS 3

#define LINE_BYTES 16384

/* --- health -------------------------------------------------------------- */

enum source_health source_health(const struct source *s)
{
    if (s->age_days < 0)
        return SOURCE_NEVER;
    if (s->funder->problem != NULL)
        return SOURCE_FAILED;
    if (s->counts.live == 0)
        return SOURCE_NO_CALLS;
    return s->age_days > STALE_DAYS ? SOURCE_STALE : SOURCE_OK;
}

const char *source_health_word(enum source_health h)
{
    static const char *const words[SOURCE_HEALTHS] = {
        [SOURCE_OK] = N_("ok"),
        [SOURCE_NO_CALLS] = N_("no calls"),
        [SOURCE_STALE] = N_("stale"),
        [SOURCE_FAILED] = N_("failed"),
        [SOURCE_NEVER] = N_("never crawled")};
    return words[h];
}

/* --- looking up ---------------------------------------------------------- */

static void take_tally(void *arg, const char *what, int64_t n)
{
    static const char ERROR[] = "error.";
    struct source *s = arg;
    if (strcmp(what, "alive") == 0)
        s->alive = n;
    if (strncmp(what, ERROR, sizeof ERROR - 1) == 0 && n != 0)
        json_object_set_new(s->errors, what + sizeof ERROR - 1,
                            json_integer(n));
}

static enum status look_up(struct crawl_store *crawl, struct calls_store *calls,
                           struct source *s, struct err *e)
{
    enum status st = ST_OK;
    if (calls != NULL)
        st = calls_store_count(calls, s->funder->id, &s->counts, e);
    if (st == ST_OK && crawl != NULL)
        st = crawl_store_tallies(crawl, s->funder->id, take_tally, s, e);
    return st;
}

/* What is not there yet is no error here: it is what this command tells. */
static enum status may_be_missing(enum status st, struct err *e)
{
    if (st != ST_NOT_FOUND)
        return st;
    err_clear(e);
    return ST_OK;
}

/* --- all of them --------------------------------------------------------- */

struct listing {
    struct arena *mem;
    const struct known_funders *funders;
    struct crawl_store *crawl; /* or NULL, as the next */
    struct calls_store *calls;
    const char **ids; /* that are to be told of, in order */
    size_t n;
    bool table;
    struct source_columns columns;
    size_t sums[SOURCE_HEALTHS];
    struct buf line;
};

static enum status no_such_source(const struct listing *l, const char *name,
                                  struct err *e)
{
    const struct known_funders *f = l->funders;
    const char **ids = arena_alloc(l->mem, (f->n + 1) * sizeof *ids);
    for (size_t i = 0; i < f->n; i++)
        ids[i] = f->items[i].id;
    return cli_no_funder(name, ids, f->n, e);
}

/* Those named, or all. */
static enum status choose(struct listing *l, char **names, int n_names,
                          struct err *e)
{
    size_t n = n_names > 0 ? (size_t)n_names : l->funders->n;
    l->ids = arena_alloc(l->mem, n * sizeof *l->ids);
    for (size_t i = 0; i < n; i++) {
        const char *id = n_names > 0 ? names[i] : l->funders->items[i].id;
        if (known_funders_find(l->funders, id) == NULL)
            return no_such_source(l, id, e);
        l->ids[l->n++] = id;
    }
    return ST_OK;
}

/* Prints the line and empties it; ST is how the filling went. */
static enum status print_line(struct listing *l, enum status st, struct err *e)
{
    if (st == ST_OK)
        st = buf_putc(&l->line, '\n');
    if (st != ST_OK)
        return err_set(e, st, _("out of memory"));
    st = pager_write(l->line.data, l->line.len, e);
    buf_reset(&l->line);
    return st;
}

static enum status put_one(struct listing *l, const struct source *s,
                           bool first, bool last)
{
    if (l->table)
        return source_put_row(&l->line, l->mem, s, &l->columns);
    bool array = strcmp(opt.format, "json") == 0;
    enum status st = array && first ? buf_putc(&l->line, '[') : ST_OK;
    if (st == ST_OK)
        st = source_put_json(&l->line, s);
    if (st == ST_OK && array)
        st = buf_putc(&l->line, last ? ']' : ',');
    return st;
}

static enum status print_one(struct listing *l, size_t i, struct err *e)
{
    struct source s = {
        .funder = known_funders_find(l->funders, l->ids[i]),
        .file = funder_find(&l->funders->sources, l->ids[i]),
        .age_days = -1,
        .errors = json_object(),
    };
    if (s.funder->last_crawl != 0)
        s.age_days = (long)((time(NULL) - s.funder->last_crawl) / 86400);
    enum status st = look_up(l->crawl, l->calls, &s, e);
    l->sums[source_health(&s)]++;
    if (st == ST_OK)
        st = print_line(l, put_one(l, &s, i == 0, i + 1 == l->n), e);
    json_decref(s.errors);
    return st;
}

static enum status print_all(struct listing *l, struct err *e)
{
    enum status st = ST_OK;
    buf_init(&l->line, LINE_BYTES);
    if (l->table && l->n != 0) {
        l->columns = source_columns_for(l->ids, l->n);
        st = print_line(l, source_put_head(&l->line, &l->columns), e);
    }
    for (size_t i = 0; st == ST_OK && i < l->n; i++)
        st = print_one(l, i, e);
    if (st == ST_OK && l->n == 0 && strcmp(opt.format, "json") == 0)
        st = print_line(l, buf_puts(&l->line, "[]"), e);
    if (st == ST_OK && l->table && l->n > 1)
        st = print_line(
            l, source_put_sum(&l->line, l->mem, l->sums, &l->columns), e);
    buf_free(&l->line);
    return st;
}

static enum status list(struct listing *l, char **names, int n_names,
                        struct err *e)
{
    const char *dir = paths_data_dir(l->mem, opt.data);
    struct known_funders funders = {0};
    enum status st =
        may_be_missing(crawl_store_open(dir, DB_READ_ONLY, &l->crawl, e), e);
    if (st == ST_OK)
        st = may_be_missing(calls_store_open(dir, DB_READ_ONLY, &l->calls, e),
                            e);
    if (st == ST_OK)
        st = known_funders_load(l->crawl, opt.funders, true, &funders, e);
    if (st == ST_OK) {
        l->funders = &funders;
        st = choose(l, names, n_names, e);
        if (st == ST_OK)
            st = print_all(l, e);
        known_funders_free(&funders);
    }
    calls_store_close(l->calls);
    crawl_store_close(l->crawl);
    return st;
}

/* --- --lint -------------------------------------------------------------- */

/* A failure to write is left in ARG, an error. */
static void tell(void *arg, const char *text)
{
    struct err *e = arg;
    struct buf line;
    buf_init(&line, LINE_BYTES);
    enum status st = term_safe(&line, text, false);
    if (st == ST_OK)
        st = buf_putc(&line, '\n');
    if (st == ST_OK)
        st = pager_write(line.data, line.len, e);
    if (st != ST_OK)
        err_set(e, st, _("out of memory"));
    buf_free(&line);
}

/* ST_INVALID with nothing in E where a file is wrong: that was told. So is
 * ST_NOT_FOUND, where there is no source. */
static enum status lint(struct arena *mem, struct err *e)
{
    const char *dirs[2] = {opt.funders, NULL};
    size_t n_dirs = 1, n_bad = 0;
    struct funder_list l = {0};
    if (opt.funders == NULL) {
        dirs[0] = paths_share(mem, "funders");
        dirs[1] = paths_user_funders(mem);
        n_dirs = 2;
    }
    enum status st = funder_list_load(dirs, n_dirs, &l, &n_bad, tell, e, e);
    if (st != ST_OK)
        return st == ST_NOT_FOUND ? (e->status = ST_INVALID) : st;
    size_t lacking = funder_list_lint(&l, tell, e);
    size_t wrong = n_bad + l.n_shared;
    const char *sum = arena_printf(
        mem,
        ngettext("%zu source: %zu wrong, %zu lacking",
                 "%zu sources: %zu wrong, %zu lacking", l.n + n_bad),
        l.n + n_bad, wrong, lacking);
    tell(e, sum);
    bool none = l.n + n_bad == 0;
    funder_list_free(&l);
    if (e->status != ST_OK)
        return e->status;
    return wrong != 0 ? ST_INVALID : none ? ST_NOT_FOUND : ST_OK;
}

/* --- the command --------------------------------------------------------- */

static enum status check_options(int argc, char **argv, struct err *e)
{
    if (opt.check)
        return err_set(e, ST_USAGE, _("--check: run 'medel sources --check'"));
    if (opt.lint && argc != 0)
        return err_set(e, ST_USAGE,
                       _("%s: --lint looks at whole folders; name one with "
                         "--funders"),
                       argv[0]);
    if (opt.format == NULL)
        opt.format = opt.json ? "jsonl" : "table";
    return ST_OK;
}

static int run_sources(int argc, char **argv)
{
    struct err e = ERR_INIT;
    struct listing l = {.mem = arena_new()};
    pager_begin(!opt.no_pager);
    enum status st = check_options(argc, argv, &e);
    l.table = st == ST_OK && strcmp(opt.format, "table") == 0;
    if (st == ST_OK)
        st = opt.lint ? lint(l.mem, &e) : list(&l, argv, argc, &e);
    arena_free(l.mem);
    if (st != ST_OK)
        return e.status != ST_OK ? cli_report(&e) : status_exit_code(st);
    return opt.lint || l.n != 0 ? 0 : status_exit_code(ST_NOT_FOUND);
}

static const char *const formats[] = {"table", "jsonl", "json", NULL};

static const struct cli_option options[] = {
    {"data", 0, CLI_STRING, &opt.data, "DIR", N_("the data folder"), NULL},
    {"funders", 0, CLI_STRING, &opt.funders, "DIR",
     N_("the folder of sources instead of the shipped and your own"), NULL},
    {"format", 'f', CLI_CHOICE, &opt.format, "F", N_("a table unless said"),
     formats},
    {"json", 0, CLI_FLAG, &opt.json, NULL, N_("the same as --format jsonl"),
     NULL},
    {"lint", 0, CLI_FLAG, &opt.lint, NULL,
     N_("say what is wrong with the files of the sources, and what they lack"),
     NULL},
    {"check", 0, CLI_FLAG, &opt.check, NULL,
     N_("ask the sources' sites whether all is as the files say; has options "
        "of its own: 'medel sources --check --help'"),
     NULL},
    PAGER_OPTION(opt.no_pager),
    {NULL, 0, CLI_FLAG, NULL, NULL, NULL, NULL}};

const struct cli_command sources_command = {
    .name = "sources",
    .operands = "[FUNDER...]",
    .summary = N_("list funders: last crawl, pages, calls, health"),
    .details = N_("Calls are those on the funder's site; bad pages are such "
                  "that could not be read. Health is ok, or why not: failed "
                  "(the last crawl did, and how), no calls, stale (not crawled "
                  "for days), never crawled. In JSON there are also the pages "
                  "that are there (alive), that changed, that failed, the "
                  "failures by kind, and what the source's file says of "
                  "itself.\n"
                  "\n"
                  "Exit status of --lint: 0 nothing is wrong, 1 there is no "
                  "source, 3 something is wrong.\n"
                  "\n"
                  "Examples:\n"
                  "  medel sources\n"
                  "  medel sources vinnova formas\n"
                  "  medel sources --lint --funders ~/.config/medel/funders\n"
                  "  medel sources --check vinnova"),
    .run = run_sources,
    .options = options,
};
