/* sources.c - `medel sources`: each funder, how fresh and how healthy. */
#include "commands.h"
#include "known_funders.h"

#include "medel/buf.h"
#include "medel/calls_store.h"
#include "medel/date.h"
#include "medel/i18n.h"
#include "medel/pager.h"
#include "medel/paths.h"
#include "medel/term.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char *data_option;
static const char *funders_option;
static bool json_option, no_pager_option;

/* Past so many days without a crawl a source counts as stale. */
#define STALE_DAYS 3

#define LINE_BYTES 16384
/* Cells: of a name, which gives way on a narrow terminal and then goes; of the
 * day and the numbers with the blanks about them; and what is left for the
 * health at least. */
#define NAME_MIN 12
#define NAME_MAX 30
#define DAY_CELLS 10
#define BETWEEN_CELLS 35
#define HEALTH_CELLS 13

struct source {
    const struct crawl_funder *funder;
    struct calls_counts counts;
    long age_days;  /* since the last crawl, -1 never */
    int64_t alive;  /* pages that were there at its end */
    json_t *errors; /* of it: {kind: how many} */
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

/* --- the last crawl ------------------------------------------------------ */

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

/* "2 timeout, 1 http_5xx", or NULL where nothing failed. */
static const char *errors_text(struct arena *mem, const struct source *s)
{
    const char *text = NULL, *kind;
    json_t *n;
    json_object_foreach(s->errors, kind, n)
    {
        text = arena_printf(mem, "%s%s%lld %s", text != NULL ? text : "",
                            text != NULL ? ", " : "",
                            (long long)json_integer_value(n), kind);
    }
    return text;
}

static enum status put_json(struct buf *line, const struct source *s)
{
    const struct crawl_funder *f = s->funder;
    char at[DATE_RFC3339_SIZE];
    json_t *o = json_pack(
        "{s:s s:s s:o s:o s:I s:I s:I s:I s:I s:I s:I s:O s:s s:o}", "id",
        f->id, "name", f->name, "last_crawl",
        f->last_crawl != 0 ? json_string(date_rfc3339(f->last_crawl, at))
                           : json_null(),
        "age_days", s->age_days >= 0 ? json_integer(s->age_days) : json_null(),
        "pages", (json_int_t)s->counts.pages, "calls",
        (json_int_t)s->counts.live, "withdrawn",
        (json_int_t)s->counts.withdrawn, "quarantined",
        (json_int_t)s->counts.quarantined, "alive", (json_int_t)s->alive,
        "changed", (json_int_t)f->changed, "failed", (json_int_t)f->failed,
        "errors", s->errors, "health", health(s), "problem",
        f->problem != NULL ? json_string(f->problem) : json_null());
    char *text = o != NULL ? json_dumps(o, JSON_COMPACT) : NULL;
    enum status st =
        text != NULL ? term_safe_json(line, text, strlen(text)) : ST_NOMEM;
    free(text);
    json_decref(o);
    return st;
}

/* --- for people ---------------------------------------------------------- */

struct columns {
    int id, name; /* a NAME of 0 is left out */
    int width;    /* of the terminal; 0 for none, where lines are not broken */
};

/* An id is there to be typed, so its column fits the longest. */
static struct columns columns_for(const struct known_funders *funders)
{
    struct columns c = {.id = term_text_width(_("Source")), .name = NAME_MAX};
    for (size_t i = 0; i < funders->n; i++) {
        int w = term_text_width(funders->items[i].id);
        if (w > c.id)
            c.id = w;
    }
    if (isatty(STDOUT_FILENO)) {
        c.width = term_width(STDOUT_FILENO);
        int room = c.width - c.id - 1 - BETWEEN_CELLS - HEALTH_CELLS;
        c.name = room < NAME_MIN ? 0 : room > NAME_MAX ? NAME_MAX : room;
    }
    return c;
}

/* TEXT at the right edge of a column of WIDTH, after a blank. */
static enum status put_right(struct buf *line, const char *text, int width)
{
    enum status st = ST_OK;
    for (int n = width - term_text_width(text); n >= 0 && st == ST_OK; n--)
        st = buf_putc(line, ' ');
    return st == ST_OK ? term_safe(line, text, false) : st;
}

static enum status put_left(struct buf *line, const char *text, int width)
{
    if (width == 0)
        return ST_OK;
    enum status st = term_fit(line, text, width, true);
    return st == ST_OK ? buf_putc(line, ' ') : st;
}

static enum status put_cells(struct buf *line, const struct columns *c,
                             const char *const cells[7])
{
    static const int number_widths[] = {6, 8, 5};
    enum status st = put_left(line, cells[0], c->id);
    if (st == ST_OK)
        st = put_left(line, cells[1], c->name);
    if (st == ST_OK)
        st = term_fit(line, cells[2], DAY_CELLS, true);
    for (int i = 0; i < 3 && st == ST_OK; i++)
        st = put_right(line, cells[3 + i], number_widths[i]);
    if (st == ST_OK)
        st = buf_puts(line, "  ");
    return st == ST_OK ? term_safe(line, cells[6], false) : st;
}

/* After the health, or below the row where it does not fit there. */
static enum status put_problem(struct buf *line, const char *problem,
                               const struct columns *c)
{
    if (c->width == 0 ||
        term_text_width(line->data) + 2 + term_text_width(problem) <=
            c->width) {
        enum status st = buf_puts(line, ": ");
        return st == ST_OK ? term_safe(line, problem, false) : st;
    }
    enum status st = buf_puts(line, "\n    ");
    return st == ST_OK ? term_wrap(line, problem, c->width, 4) : st;
}

static enum status put_row(struct buf *line, struct arena *mem,
                           const struct source *s, const struct columns *c)
{
    const struct crawl_funder *f = s->funder;
    char day[DATE_ISO_SIZE] = "-";
    if (f->last_crawl != 0)
        date_format_iso(date_at(f->last_crawl, NULL, NULL), day);
    const char *const cells[] = {
        f->id,
        f->name,
        day,
        arena_printf(mem, "%lld", (long long)s->counts.pages),
        arena_printf(mem, "%lld", (long long)s->counts.live),
        arena_printf(mem, "%lld", (long long)s->counts.quarantined),
        _(health(s))};
    enum status st = put_cells(line, c, cells);
    const char *errors = errors_text(mem, s);
    const char *problem = f->problem;
    if (errors != NULL)
        problem = problem != NULL
                      ? arena_printf(mem, "%s (%s)", problem, errors)
                      : arena_printf(mem, _("failures: %s"), errors);
    return st == ST_OK && problem != NULL ? put_problem(line, problem, c) : st;
}

static enum status put_head(struct buf *line, const struct columns *c)
{
    const char *const cells[] = {_("Source"), _("Name"),  _("Crawled"),
                                 _("pages"),  _("calls"), _("bad"),
                                 _("health")};
    return put_cells(line, c, cells);
}

/* --- all of them --------------------------------------------------------- */

/* Prints LINE and empties it; ST is how the filling went. */
static enum status print_line(struct buf *line, enum status st, struct err *e)
{
    if (st == ST_OK)
        st = buf_putc(line, '\n');
    if (st != ST_OK)
        return err_set(e, st, _("out of memory"));
    st = pager_write(line->data, line->len, e);
    buf_reset(line);
    return st;
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

static enum status print_all(const struct known_funders *funders,
                             struct crawl_store *crawl,
                             struct calls_store *calls, struct err *e)
{
    time_t now = time(NULL);
    enum status st = ST_OK;
    struct arena *mem = arena_new();
    const struct columns columns = columns_for(funders);
    struct buf line;
    buf_init(&line, LINE_BYTES);
    if (!json_option && funders->n != 0)
        st = print_line(&line, put_head(&line, &columns), e);
    for (size_t i = 0; st == ST_OK && i < funders->n; i++) {
        struct source s = {.funder = &funders->items[i],
                           .age_days = -1,
                           .errors = json_object()};
        if (s.funder->last_crawl != 0)
            s.age_days = (long)((now - s.funder->last_crawl) / 86400);
        st = look_up(crawl, calls, &s, e);
        if (st == ST_OK)
            st = print_line(&line,
                            json_option ? put_json(&line, &s)
                                        : put_row(&line, mem, &s, &columns),
                            e);
        json_decref(s.errors);
    }
    buf_free(&line);
    arena_free(mem);
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
        st = print_all(&funders, crawl, calls, e);
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
    pager_begin(!no_pager_option);
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
    PAGER_OPTION(no_pager_option),
    {NULL, 0, CLI_FLAG, NULL, NULL, NULL, NULL}};

const struct cli_command sources_command = {
    .name = "sources",
    .operands = "",
    .summary = N_("list funders: last crawl, pages, calls, health"),
    .details = N_("Calls are those on the funder's site; bad pages are such "
                  "that could not be read. Health is ok, or why not: failed "
                  "(the last crawl did, and how), no calls, stale (not crawled "
                  "for days), never crawled. With --json there are also the "
                  "pages that are there (alive), that changed, that failed, "
                  "and the failures by kind."),
    .run = run_sources,
    .options = options,
};
