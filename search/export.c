/*
 * export.c - medel export: every call, open or not, in the order of their ids.
 *
 * The ids are gathered first and the records fetched one by one in their
 * order: the memory needed is that of the ids, and the same index gives the
 * same bytes. A call that a writer removes between the two is left out.
 */
#include "commands.h"

#include "exporter.h"
#include "output.h"
#include "searchdb.h"

#include "medel/i18n.h"
#include "medel/pager.h"
#include "medel/index_schema.h"

#include <stdlib.h>
#include <string.h>

static struct {
    const char *data, *db;
    struct export_choice export;
    struct date today;
    bool no_pager;
} opt;

struct export
{
    struct exporter *exporter;
    struct arena *mem;
    const char **ids;
    size_t n, cap;
    size_t n_unreadable;
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
        const struct export_row row = {.call = call};
        st = exporter_row(x->exporter, &row, &mine);
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

static enum status export_all(struct export *x, struct searchdb *db,
                              struct err *e)
{
    const struct export_group group = {.n = x->n, .n_fit = x->n};
    enum status st = exporter_group(x->exporter, &group, e);
    for (size_t i = 0; i < x->n && st == ST_OK; i++)
        st = export_one(x, db, x->ids[i], e);
    if (st == ST_OK)
        st = exporter_group_end(x->exporter, e);
    return st == ST_OK ? exporter_close(x->exporter, e) : st;
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
    db->told = true;
    st = export_all(x, db, e);
    return st == ST_RETRY ? ST_BUSY : st;
}

static enum status open_exporter(struct export *x, struct err *e)
{
    struct export_options o = {
        .output = opt.export.output,
        .dialect = opt.export.dialect,
        .title = _("Calls for funding"),
        .today = output_day(opt.today).today,
    };
    enum status st = export_choose(&opt.export, &o.format, e);
    return st == ST_OK ? exporter_open(&o, &x->exporter, e) : st;
}

static int run_export(int argc, char **argv)
{
    struct err e = ERR_INIT;
    struct export x = {.mem = arena_new()};
    pager_begin(!opt.no_pager);
    if (argc > 0)
        err_set(&e, ST_USAGE, _("export takes no words: '%.60s'"), argv[0]);
    enum status st = e.status;
    if (st == ST_OK)
        st = open_exporter(&x, &e);
    if (st == ST_OK)
        st = searchdb_with(opt.data, opt.db, work, &x, &e);
    if (st == ST_OK && x.n_unreadable > 0)
        cli_warn(ngettext("%zu damaged record was left out: run 'medel index "
                          "--rebuild'",
                          "%zu damaged records were left out: run 'medel "
                          "index --rebuild'",
                          x.n_unreadable),
                 x.n_unreadable);
    exporter_free(x.exporter);
    arena_free(x.mem);
    return st == ST_OK ? 0 : cli_report(&e);
}

static const struct cli_option options[] = {
    SEARCHDB_OPTIONS(opt.data, opt.db),
    EXPORT_OPTIONS(opt.export),
    {"today", 0, CLI_DATE, &opt.today, N_("DATE"),
     N_("the status as on this day"), NULL},
    PAGER_OPTION(opt.no_pager),
    {NULL, 0, CLI_FLAG, NULL, NULL, NULL, NULL},
};

const struct cli_command export_command = {
    .name = "export",
    .operands = "",
    .summary = N_("every call, for other programs and people"),
    .details =
        N_("Open, closed and withdrawn calls (the field `withdrawn` says "
           "since when), in the order of their ids: the same index gives the "
           "same bytes. jsonl is one JSON object a line; csv follows RFC "
           "4180, and no cell can run as a formula; ics has an event for each "
           "last day to come, html is a report in one file.\n"
           "\n"
           "Examples:\n"
           "  medel export > calls.jsonl\n"
           "  medel export --output calls.xlsx\n"
           "  medel export --output calls.csv --dialect excel"),
    .run = run_export,
    .options = options,
};
