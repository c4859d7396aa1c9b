/*
 * export.c - medel export: every call, open or not, in the order of their ids.
 *
 * The ids are gathered first and the records fetched one by one in their
 * order: the memory needed is that of the ids, and the same index gives the
 * same bytes. A call that a writer removes between the two is left out.
 */
#include "commands.h"

#include "csv.h"
#include "hit_json.h"
#include "output.h"
#include "searchdb.h"
#include "table.h"

#include "medel/i18n.h"
#include "medel/pager.h"
#include "medel/index_schema.h"
#include "medel/term.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const formats[] = {"table", "jsonl", "json", "csv", NULL};

static struct {
    const char *data, *db, *format;
    struct date today;
    bool no_pager;
} opt;

struct export
{
    const char *format;
    struct date today;
    struct arena *mem;
    const char **ids;
    size_t n, cap;
    size_t n_unreadable, n_written;
    struct buf out;
};

/* --- the ids ------------------------------------------------------------- */

static enum status take_id(void *arg, const char *data, size_t len,
                           struct err *e)
{
    struct export *x = arg;
    json_t *o = json_loadb(data, len, 0, NULL);
    const char *id = json_string_value(json_object_get(o, "id"));
    (void)e;
    if (id != NULL) {
        x->ids = arena_grow(x->mem, x->ids, x->n, &x->cap, sizeof *x->ids);
        x->ids[x->n++] = arena_strdup(x->mem, id);
    } else {
        x->n_unreadable++;
    }
    json_decref(o);
    return ST_OK;
}

static int compare_ids(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* --- one call ------------------------------------------------------------ */

static enum status put_call(struct export *x, struct call *call, struct err *e)
{
    bool array = strcmp(x->format, "json") == 0;
    enum status st;
    if (strcmp(x->format, "csv") == 0) {
        st = csv_call(&x->out, call, NULL, x->today);
    } else if (strcmp(x->format, "table") == 0) {
        struct table_options table = {
            .width = term_width(STDOUT_FILENO),
            .colour = term_has_colour(STDOUT_FILENO),
            .today = x->today,
        };
        st = table_call(&x->out, call, x->n_written + 1, x->n, &table);
    } else {
        st = array && x->n_written > 0 ? buf_puts(&x->out, ",\n ") : ST_OK;
        if (st == ST_OK)
            st = output_json(&x->out, call_to_json(call, x->today), e);
        if (st == ST_OK && !array)
            st = buf_putc(&x->out, '\n');
    }
    if (st == ST_OK)
        x->n_written++;
    return st;
}

static enum status export_one(struct export *x, struct searchdb *db,
                              const char *id, struct err *e)
{
    struct arena *mem = arena_new();
    const char *data;
    size_t len;
    struct err mine = ERR_INIT;
    enum status st =
        xap_fetch(db->xap, mem, arena_printf(mem, "%s%s", PREFIX_ID, id), &data,
                  &len, &mine);
    struct call *call = NULL;
    if (st == ST_OK)
        st = searchdb_read_call(data, len, &call, &mine);
    if (st == ST_OK) {
        st = put_call(x, call, &mine);
    } else if (st == ST_NOT_FOUND) {
        err_clear(&mine);
        st = ST_OK;
    } else if (st == ST_CORRUPT) {
        err_clear(&mine);
        x->n_unreadable++;
        st = ST_OK;
    }
    call_free(call);
    arena_free(mem);
    return st == ST_OK ? st : err_set(e, st, "%s", mine.text);
}

/* --- all of them --------------------------------------------------------- */

#define PIECE_BYTES (1u << 20)

static enum status export_all(struct export *x, struct searchdb *db,
                              struct err *e)
{
    enum status st = ST_OK;
    if (strcmp(x->format, "csv") == 0)
        st = csv_header(&x->out, false);
    if (strcmp(x->format, "json") == 0)
        st = buf_puts(&x->out, "[");
    for (size_t i = 0; i < x->n && st == ST_OK; i++) {
        st = export_one(x, db, x->ids[i], e);
        if (st == ST_OK && x->out.len > PIECE_BYTES)
            st = output_flush(&x->out, e);
    }
    if (st == ST_OK && strcmp(x->format, "json") == 0)
        st = buf_puts(&x->out, "]\n");
    return st == ST_OK ? output_flush(&x->out, e) : st;
}

static enum status work(struct searchdb *db, void *arg, struct err *e)
{
    struct export *x = arg;
    x->n = x->n_unreadable = 0;
    enum status st = xap_each(db->xap, take_id, x, e);
    if (st != ST_OK)
        return st;
    if (x->n > 0)
        qsort(x->ids, x->n, sizeof *x->ids, compare_ids);
    st = export_all(x, db, e);
    /* Part of it may be written: it cannot be begun again. */
    return st == ST_RETRY ? ST_BUSY : st;
}

static int run_export(int argc, char **argv)
{
    struct err e = ERR_INIT;
    struct export x = {
        .format = output_format(opt.format, "jsonl"),
        .today = output_day(opt.today).today,
        .mem = arena_new(),
    };
    pager_begin(!opt.no_pager);
    if (argc > 0)
        err_set(&e, ST_USAGE, _("export takes no words: '%.60s'"), argv[0]);
    buf_init(&x.out, OUTPUT_BYTES_MAX);
    enum status st = e.status;
    if (st == ST_OK)
        st = searchdb_with(opt.data, opt.db, work, &x, &e);
    if (st == ST_OK && x.n_unreadable > 0)
        cli_warn(ngettext("%zu damaged record was left out: run 'medel index "
                          "--rebuild'",
                          "%zu damaged records were left out: run 'medel "
                          "index --rebuild'",
                          x.n_unreadable),
                 x.n_unreadable);
    buf_free(&x.out);
    arena_free(x.mem);
    return st == ST_OK ? 0 : cli_report(&e);
}

static const struct cli_option options[] = {
    {"data", 0, CLI_STRING, &opt.data, "DIR", N_("the data folder"), NULL},
    {"db", 0, CLI_STRING, &opt.db, N_("PATH"),
     N_("an index, a stub file or tcp:HOST:PORT, instead of DATA/index"), NULL},
    {"format", 'f', CLI_CHOICE, &opt.format, "F",
     N_("on a terminal a table, else jsonl"), formats},
    {"today", 0, CLI_DATE, &opt.today, N_("DATE"), N_("the status as on this day"),
     NULL},
    PAGER_OPTION(opt.no_pager),
    {NULL, 0, CLI_FLAG, NULL, NULL, NULL, NULL},
};

const struct cli_command export_command = {
    .name = "export",
    .operands = "",
    .summary = N_("every call with all its fields, for other programs"),
    .details =
        N_("Open, closed and withdrawn calls (the field `withdrawn` says "
           "since when), in the order of their ids: the same index gives the "
           "same bytes. jsonl is one JSON object a line; csv follows RFC "
           "4180, and no cell can run as a formula."),
    .run = run_export,
    .options = options,
};
