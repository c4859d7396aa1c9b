/* sources.c - `medel sources`: each funder, how fresh and how healthy. */
#include "commands.h"
#include "known_funders.h"

#include "medel/buf.h"
#include "medel/calls_store.h"
#include "medel/date.h"
#include "medel/i18n.h"
#include "medel/paths.h"
#include "medel/term.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static const char *data_option;
static const char *funders_option;
static bool json_option;

/* Past so many days without a crawl a source counts as stale. */
#define STALE_DAYS 3

struct source {
    const struct crawl_funder *funder;
    struct calls_counts counts;
    long age_days; /* since the last crawl, -1 never */
};

/* The words are a contract with scripts; people get them translated. */
static const char *health(const struct source *s)
{
    if (s->age_days < 0)
        return N_("never crawled");
    if (s->funder->problem != NULL)
        return N_("failed");
    if (s->counts.live == 0)
        return N_("no calls");
    if (s->age_days > STALE_DAYS)
        return N_("stale");
    return N_("ok");
}

static void print_json(const struct source *s)
{
    const struct crawl_funder *f = s->funder;
    char at[DATE_RFC3339_SIZE];
    json_t *o = json_pack(
        "{s:s s:s s:o s:o s:I s:I s:I s:I s:I s:s s:o}", "id", f->id, "name",
        f->name, "last_crawl",
        f->last_crawl != 0 ? json_string(date_rfc3339(f->last_crawl, at))
                           : json_null(),
        "age_days", s->age_days >= 0 ? json_integer(s->age_days) : json_null(),
        "pages", (json_int_t)s->counts.pages, "calls",
        (json_int_t)s->counts.live, "withdrawn",
        (json_int_t)s->counts.withdrawn, "quarantined",
        (json_int_t)s->counts.quarantined, "failed", (json_int_t)f->failed,
        "health", health(s), "problem",
        f->problem != NULL ? json_string(f->problem) : json_null());
    char *line = o != NULL ? json_dumps(o, JSON_COMPACT) : NULL;
    if (line != NULL)
        puts(line);
    free(line);
    json_decref(o);
}

/* An id is there to be typed, so its column fits the longest. */
static int id_width(const struct known_funders *funders)
{
    int width = term_text_width(_("Source"));
    for (size_t i = 0; i < funders->n; i++) {
        int w = term_text_width(funders->items[i].id);
        if (w > width)
            width = w;
    }
    return width;
}

static void print_row(const struct source *s, int width)
{
    const struct crawl_funder *f = s->funder;
    struct buf line;
    char day[DATE_ISO_SIZE] = "-";
    if (f->last_crawl != 0)
        date_format_iso(date_at(f->last_crawl, NULL, NULL), day);
    buf_init(&line, 16384);
    (void)term_fit(&line, f->id, width, true);
    (void)buf_putc(&line, ' ');
    (void)term_fit(&line, f->name, 30, true);
    (void)buf_printf(&line, " %-10s %7lld %6lld %5lld  %s", day,
                     (long long)s->counts.pages, (long long)s->counts.live,
                     (long long)s->counts.quarantined, _(health(s)));
    if (f->problem != NULL) {
        (void)buf_puts(&line, ": ");
        (void)term_safe(&line, f->problem, false);
    }
    puts(line.data);
    buf_free(&line);
}

static void print_head(int width)
{
    struct buf line;
    buf_init(&line, 4096);
    (void)term_fit(&line, _("Source"), width, true);
    (void)buf_putc(&line, ' ');
    (void)term_fit(&line, _("Name"), 30, true);
    (void)buf_putc(&line, ' ');
    (void)term_fit(&line, _("Crawled"), 10, true);
    (void)buf_printf(&line, " %7s %6s %5s  %s", _("pages"), _("calls"),
                     _("bad"), _("health"));
    puts(line.data);
    buf_free(&line);
}

static enum status print_all(const struct known_funders *funders,
                             struct calls_store *calls, struct err *e)
{
    time_t now = time(NULL);
    enum status st = ST_OK;
    int width = id_width(funders);
    if (!json_option && funders->n != 0)
        print_head(width);
    for (size_t i = 0; st == ST_OK && i < funders->n; i++) {
        struct source s = {.funder = &funders->items[i], .age_days = -1};
        if (s.funder->last_crawl != 0)
            s.age_days = (long)((now - s.funder->last_crawl) / 86400);
        if (calls != NULL)
            st = calls_store_count(calls, s.funder->id, &s.counts, e);
        if (st == ST_OK && json_option)
            print_json(&s);
        else if (st == ST_OK)
            print_row(&s, width);
    }
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

static enum status run_in(struct arena *mem, size_t *n, struct err *e)
{
    const char *dir = paths_data_dir(mem, data_option);
    struct crawl_store *crawl = NULL;
    struct calls_store *calls = NULL;
    struct known_funders funders = {0};
    enum status st =
        may_be_missing(crawl_store_open(dir, DB_READ_ONLY, &crawl, e), e);
    if (st == ST_OK)
        st = may_be_missing(calls_store_open(dir, DB_READ_ONLY, &calls, e), e);
    if (st == ST_OK)
        st = known_funders_load(crawl, funders_option, true, &funders, e);
    if (st == ST_OK) {
        st = print_all(&funders, calls, e);
        *n = funders.n;
        known_funders_free(&funders);
    }
    calls_store_close(calls);
    crawl_store_close(crawl);
    return st;
}

static int run_sources(int argc, char **argv)
{
    struct err e = ERR_INIT;
    if (argc != 0) {
        err_set(&e, ST_USAGE, _("%s: medel sources takes no operands"),
                argv[0]);
        return cli_report(&e);
    }
    struct arena *mem = arena_new();
    size_t n = 0;
    enum status st = run_in(mem, &n, &e);
    arena_free(mem);
    if (st != ST_OK)
        return cli_report(&e);
    return n != 0 ? 0 : status_exit_code(ST_NOT_FOUND);
}

static const struct cli_option options[] = {
    {"data", 0, CLI_STRING, &data_option, "DIR", N_("the data folder"), NULL},
    {"funders", 0, CLI_STRING, &funders_option, "DIR",
     N_("the folder of sources instead of the shipped and your own"), NULL},
    {"json", 0, CLI_FLAG, &json_option, NULL, N_("one JSON object a line"),
     NULL},
    {NULL, 0, CLI_FLAG, NULL, NULL, NULL, NULL}};

const struct cli_command sources_command = {
    .name = "sources",
    .operands = "",
    .summary = N_("list funders: last crawl, pages, calls, health"),
    .details = NULL,
    .run = run_sources,
    .options = options,
};
