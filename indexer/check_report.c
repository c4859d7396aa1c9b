/*
 * check_report.c - medel-index check-report: what the sample that `medel
 * sources --check` took says of the sources. Internal; see front/check.c.
 */
#include "checkup.h"
#include "commands.h"
#include "known_funders.h"

#include "medel/i18n.h"
#include "medel/pager.h"
#include "medel/term.h"

#include <string.h>
#include <unistd.h>

#define REPORT_BYTES ((size_t)64 << 20)

static struct {
    const char *data, *funders, *format;
    bool no_pager;
} opt = {.format = "table"};

struct report {
    struct arena *mem;
    struct crawl_store *crawl;
    struct calls_store *calls;
    struct known_funders known;
    struct checkup *checkups;
    size_t n;
};

/* The sample is of those that its store knows. */
static enum status look_up(struct report *r, struct err *e)
{
    enum status st = ST_OK;
    r->checkups = arena_alloc(r->mem, r->known.n * sizeof *r->checkups);
    for (size_t i = 0; st == ST_OK && i < r->known.n; i++) {
        const struct crawl_funder *known = &r->known.items[i];
        const struct funder *f = funder_find(&r->known.sources, known->id);
        if (f != NULL && known->last_crawl != 0)
            st = checkup_make(r->mem, r->crawl, r->calls, f, known,
                              &r->checkups[r->n++], e);
    }
    return st;
}

static enum status print(const struct report *r, struct err *e)
{
    int width = isatty(STDOUT_FILENO) ? term_width(STDOUT_FILENO) : 0;
    struct buf out;
    buf_init(&out, REPORT_BYTES);
    enum status st =
        strcmp(opt.format, "json") == 0
            ? checkup_put_json(&out, r->checkups, r->n)
        : strcmp(opt.format, "md") == 0
            ? checkup_put_markdown(&out, r->mem, r->checkups, r->n)
            : checkup_put_table(&out, r->mem, r->checkups, r->n, width);
    if (st == ST_OK)
        st = pager_write(out.data, out.len, e);
    buf_free(&out);
    return st == ST_OK ? st : err_set(e, st, _("out of memory"));
}

static enum status report(struct report *r, struct err *e)
{
    enum status st = crawl_store_open(opt.data, DB_READ_ONLY, &r->crawl, e);
    if (st == ST_OK)
        st = calls_store_open(opt.data, DB_READ_ONLY, &r->calls, e);
    if (st == ST_NOT_FOUND && r->crawl != NULL) {
        err_clear(e); /* nothing could be fetched, so nothing was read */
        st = ST_OK;
    }
    if (st == ST_OK)
        st = known_funders_load(r->crawl, opt.funders, true, &r->known, e);
    if (st == ST_OK)
        st = look_up(r, e);
    return st == ST_OK ? print(r, e) : st;
}

static bool is_bad(const struct checkup *c)
{
    return c->verdict == VERDICT_FAILED || c->verdict == VERDICT_MOVED;
}

static int run(int argc, char **argv)
{
    struct err e = ERR_INIT;
    struct report r = {.mem = arena_new()};
    (void)argv;
    pager_begin(!opt.no_pager);
    enum status st = argc != 0 || opt.data == NULL
                         ? err_set(&e, ST_USAGE, _("--data is missing"))
                         : report(&r, &e);
    for (size_t i = 0; st == ST_OK && i < r.n; i++)
        if (is_bad(&r.checkups[i]))
            st = ST_PARTIAL;
    known_funders_free(&r.known);
    calls_store_close(r.calls);
    crawl_store_close(r.crawl);
    arena_free(r.mem);
    if (e.status != ST_OK)
        return cli_report(&e);
    return status_exit_code(st);
}

static const char *const formats[] = {"table", "json", "md", NULL};

static const struct cli_option options[] = {
    {"data", 0, CLI_STRING, &opt.data, "DIR", N_("the data folder"), NULL},
    {"funders", 0, CLI_STRING, &opt.funders, "DIR",
     N_("the folder of sources instead of the shipped and your own"), NULL},
    {"format", 'f', CLI_CHOICE, &opt.format, "F", N_("table, json or md"),
     formats},
    PAGER_OPTION(opt.no_pager),
    {NULL, 0, CLI_FLAG, NULL, NULL, NULL, NULL}};

const struct cli_command check_report_command = {
    .name = "check-report",
    .operands = "",
    .summary = N_("what a sample of the sources' pages says of them"),
    .details = N_("The last step of 'medel sources --check'; the data folder "
                  "is that of its sample."),
    .run = run,
    .options = options,
};
