/* exporter.c - lists of calls in every format; see exporter.h. */
#include "exporter.h"

#include "exporter_int.h"
#include "output.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static const struct export_format *const all[] = {
    &export_table, &export_jsonl, &export_json, &export_csv, &export_xlsx,
    &export_ics,   &export_atom,  &export_md,   &export_html};

const char *const exporter_formats[] = {
    "table", "jsonl", "json", "csv", "xlsx", "ics", "atom", "md", "html", NULL};
const char *const exporter_dialects[] = {"rfc4180", "excel", NULL};

static const struct export_format *find(const char *name)
{
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i]->name, name) == 0)
            return all[i];
    return NULL;
}

/* --- which format -------------------------------------------------------- */

static bool is_stdout(const char *path)
{
    return path == NULL || strcmp(path, "-") == 0;
}

static const struct export_format *by_suffix(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash != NULL ? slash : path, '.');
    for (size_t i = 0; dot != NULL && i < sizeof all / sizeof *all; i++)
        if (all[i]->suffix != NULL && strcasecmp(dot + 1, all[i]->suffix) == 0)
            return all[i];
    return NULL;
}

enum status export_choose(const struct export_choice *c, const char **ret,
                          struct err *e)
{
    const struct export_format *f;
    if (c->format != NULL)
        f = find(c->format);
    else if (is_stdout(c->output))
        f = find(output_format(NULL, "jsonl"));
    else
        f = by_suffix(c->output);
    if (f == NULL)
        return err_set(e, ST_USAGE,
                       _("the name %.200s does not say which format is meant: "
                         "add --format"),
                       c->output);
    if (f->binary && is_stdout(c->output) && isatty(STDOUT_FILENO))
        return err_set(e, ST_USAGE,
                       _("%s is not for a terminal: add --output FILE"),
                       f->name);
    if (c->dialect != NULL && f != &export_csv)
        return err_set(e, ST_USAGE, _("--dialect is of csv, not of %s"),
                       f->name);
    *ret = f->name;
    return ST_OK;
}

bool export_shows_snippets(const char *format)
{
    return strcmp(format, "table") == 0 || strcmp(format, "md") == 0 ||
           strcmp(format, "html") == 0;
}

bool export_shows_evidence(const char *format)
{
    return strcmp(format, "table") != 0;
}

/* --- the life of an exporter --------------------------------------------- */

/* What a step came to, where the format itself said no more. */
static enum status told(const struct exporter *x, enum status st, struct err *e)
{
    if (st == ST_OK)
        return st;
    if (st == ST_LIMIT)
        return err_set(e, st,
                       _("the result is too large for %s: ask for less, or "
                         "take jsonl or csv"),
                       x->format->name);
    if (st == ST_NOMEM)
        return err_set(e, st, _("out of memory"));
    return err_set(e, st, _("the result cannot be written as %s"),
                   x->format->name);
}

enum status exporter_open(const struct export_options *options,
                          struct exporter **ret, struct err *e)
{
    struct exporter *x = calloc(1, sizeof *x);
    if (x == NULL)
        return err_set(e, ST_NOMEM, _("out of memory"));
    x->o = *options;
    x->format = find(options->format);
    x->mem = arena_new();
    x->scratch = arena_new();
    enum status st = sink_open(&x->sink, options->output, e);
    if (st == ST_OK && x->format->begin != NULL)
        st = told(x, x->format->begin(x, e), e);
    if (st == ST_OK)
        *ret = x;
    else
        exporter_free(x);
    return st;
}

enum status exporter_group(struct exporter *x, const struct export_group *g,
                           struct err *e)
{
    enum status st = ST_OK;
    x->group = *g;
    x->n_groups++;
    x->group_row = 0;
    arena_reset(x->scratch);
    if (x->format->group != NULL)
        st = told(x, x->format->group(x, e), e);
    return st == ST_OK ? sink_drain(&x->sink, e) : st;
}

enum status exporter_row(struct exporter *x, const struct export_row *r,
                         struct err *e)
{
    struct export_row row = *r;
    /* Nothing writes to it; a candidate owns its call elsewhere. */
    struct candidate plain = {.call = (struct call *)r->call, .whole = true};
    arena_reset(x->scratch);
    x->has_hit = row.hit != NULL;
    if (row.hit == NULL) {
        gate_judge(r->call, NULL, NULL, (struct gate_day){x->o.today, -1},
                   &plain.gate);
        row.hit = &plain;
    }
    x->n_rows++;
    x->group_row++;
    enum status st = told(x, x->format->row(x, &row, e), e);
    return st == ST_OK ? sink_drain(&x->sink, e) : st;
}

enum status exporter_group_end(struct exporter *x, struct err *e)
{
    enum status st = ST_OK;
    arena_reset(x->scratch);
    if (x->format->group_end != NULL)
        st = told(x, x->format->group_end(x, e), e);
    x->group = (struct export_group){.id = NULL};
    return st == ST_OK ? sink_drain(&x->sink, e) : st;
}

enum status exporter_close(struct exporter *x, struct err *e)
{
    enum status st = ST_OK;
    arena_reset(x->scratch);
    if (st == ST_OK && x->format->end != NULL)
        st = told(x, x->format->end(x, e), e);
    return st == ST_OK ? sink_close(&x->sink, e) : st;
}

void exporter_free(struct exporter *x)
{
    if (x == NULL)
        return;
    if (x->format->free != NULL)
        x->format->free(x);
    sink_free(&x->sink);
    arena_free(x->scratch);
    arena_free(x->mem);
    free(x);
}

enum status exporter_hits(struct exporter *x, const struct export_group *g,
                          const struct candidate_list *l, struct err *e)
{
    struct export_group group = *g;
    group.n = l->n;
    group.n_fit = l->n_fit;
    enum status st = exporter_group(x, &group, e);
    for (size_t i = 0; i < l->n && st == ST_OK; i++) {
        struct export_row row = {.call = l->items[i].call, .hit = &l->items[i]};
        st = exporter_row(x, &row, e);
    }
    return st == ST_OK ? exporter_group_end(x, e) : st;
}
