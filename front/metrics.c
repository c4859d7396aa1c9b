/*
 * metrics.c - an update's log for Prometheus; see update_log.h.
 *
 * All are gauges: each tells of the last update alone. A value that is not
 * known (a step that did not run) is left out, not 0.
 * prometheus.io/docs/instrumenting/exposition_formats
 */
#include "update_log.h"

#include "medel/i18n.h"
#include "medel/own_file.h"

#include <string.h>

#define METRICS_BYTES ((size_t)16 << 20)
#define HEALTHS 3

/* The buffer is far larger than any update's; own_file gets what is whole. */
struct metrics {
    struct buf b;
    enum status st;
};

static void put(struct metrics *m, const char *text)
{
    if (m->st == ST_OK)
        m->st = buf_puts(&m->b, text);
}

static void head(struct metrics *m, const char *name, const char *help)
{
    if (m->st == ST_OK)
        m->st = buf_printf(&m->b, "# HELP %s %s\n# TYPE %s gauge\n", name, help,
                           name);
}

/* {LABEL="VALUE"} with what the format has escapes for. */
static void put_label(struct metrics *m, const char *label, const char *value)
{
    put(m, "{");
    put(m, label);
    put(m, "=\"");
    for (; *value != '\0'; value++) {
        char one[] = {*value, '\0'};
        put(m, *value == '\n'   ? "\\n"
               : *value == '"'  ? "\\\""
               : *value == '\\' ? "\\\\"
                                : one);
    }
    put(m, "\"}");
}

/* JSON numbers are written as C writes them in its own locale: a point. */
static void put_value(struct metrics *m, json_t *v)
{
    char text[64];
    size_t n = json_dumpb(v, text, sizeof text - 1, JSON_ENCODE_ANY);
    text[n < sizeof text ? n : 0] = '\0';
    put(m, " ");
    put(m, text);
    put(m, "\n");
}

static void sample(struct metrics *m, const char *name, const char *label,
                   const char *value, json_t *v)
{
    if (!json_is_number(v))
        return;
    put(m, name);
    if (label != NULL)
        put_label(m, label, value);
    put_value(m, v);
}

static void single(struct metrics *m, const char *name, const char *help,
                   json_t *v)
{
    if (json_is_number(v)) {
        head(m, name, help);
        sample(m, name, NULL, NULL, v);
    }
    json_decref(v);
}

/* Of each name in NAMES (NULL-terminated) what O has under it. */
static void each(struct metrics *m, const char *name, const char *help,
                 const char *label, const char *const *names, json_t *o)
{
    if (!json_is_object(o))
        return;
    head(m, name, help);
    for (; *names != NULL; names++)
        sample(m, name, label, *names, json_object_get(o, *names));
}

static void put_update(struct metrics *m, const struct update_log *l)
{
    /* Of many sites one is always out of order: no failure of the night. */
    bool well =
        strcmp(l->outcome, "ok") == 0 || strcmp(l->outcome, "partial") == 0;
    single(m, "medel_update_exit_status", "Exit status of the last update.",
           json_integer(l->code));
    single(m, "medel_update_success",
           "1: the last update came to its end, even if funders failed.",
           json_integer(well));
    single(m, "medel_update_start_time_seconds",
           "When the last update began, Unix time.",
           json_integer(l->started_at));
    single(m, "medel_update_end_time_seconds",
           "When the last update ended, Unix time.", json_integer(l->ended_at));
    single(m, "medel_disk_free_bytes",
           "Free on the data folder's disk when the update began.",
           json_integer(l->room.free_bytes));
    single(m, "medel_disk_needed_bytes", "What an update asks to be free.",
           json_integer(l->room.needed_bytes));
    head(m, "medel_update_step_seconds", "How long each step took.");
    for (int i = 0; i < STEP_COUNT; i++)
        if (l->steps[i].ran) {
            json_t *v = json_real(l->steps[i].seconds);
            sample(m, "medel_update_step_seconds", "step",
                   update_step_name((enum update_step)i), v);
            json_decref(v);
        }
}

static void put_healths(struct metrics *m, json_t *funders)
{
    static const char *const names[HEALTHS] = {"ok", "failed", "unfinished"};
    json_int_t n[HEALTHS] = {0};
    size_t i;
    json_t *f;
    head(m, "medel_funders", "Funders by how their crawl went.");
    json_array_foreach(funders, i, f) for (int k = 0; k < HEALTHS; k++)
    {
        const char *h = json_string_value(json_object_get(f, "health"));
        n[k] += h != NULL && strcmp(h, names[k]) == 0;
    }
    for (int k = 0; k < HEALTHS; k++) {
        json_t *v = json_integer(n[k]);
        sample(m, "medel_funders", "health", names[k], v);
        json_decref(v);
    }
}

/* One number of each funder's. */
static void put_funders(struct metrics *m, json_t *funders, const char *field,
                        const char *name, const char *help)
{
    size_t i;
    json_t *f;
    head(m, name, help);
    json_array_foreach(funders, i, f)
    {
        const char *id = json_string_value(json_object_get(f, "id"));
        if (id != NULL)
            sample(m, name, "funder", id, json_object_get(f, field));
    }
}

static void put_failed(struct metrics *m, json_t *funders)
{
    size_t i;
    json_t *f;
    head(m, "medel_funder_failed", "1: the funder's crawl failed.");
    json_array_foreach(funders, i, f)
    {
        const char *id = json_string_value(json_object_get(f, "id"));
        const char *h = json_string_value(json_object_get(f, "health"));
        json_t *v = json_integer(h != NULL && strcmp(h, "failed") == 0 ? 1 : 0);
        if (id != NULL)
            sample(m, "medel_funder_failed", "funder", id, v);
        json_decref(v);
    }
}

static void put_crawl(struct metrics *m, json_t *report)
{
    static const char *const pages[] = {
        "new",        "changed", "unchanged", "gone",      "failed", "robots",
        "dead_links", "alike",   "redirects", "not_pages", NULL};
    json_t *totals = json_object_get(report, "totals");
    json_t *funders = json_object_get(report, "funders");
    if (!json_is_object(totals))
        return;
    single(m, "medel_crawl_requests", "Requests of the last crawl.",
           json_incref(json_object_get(totals, "requests")));
    single(m, "medel_crawl_bytes", "Bytes that came in the last crawl.",
           json_incref(json_object_get(totals, "bytes")));
    each(m, "medel_crawl_pages", "Addresses by what became of them.", "result",
         pages, totals);
    put_healths(m, funders);
    put_failed(m, funders);
    put_funders(m, funders, "alive", "medel_funder_pages",
                "Pages that are there.");
    put_funders(m, funders, "calls", "medel_funder_calls",
                "Calls on the site, as indexed before this crawl.");
    put_funders(m, funders, "queued", "medel_funder_queued",
                "Addresses still to be asked for.");
}

static void put_index(struct metrics *m, json_t *report)
{
    static const char *const calls[] = {"live", "withdrawn", NULL};
    static const char *const news[] = {"new", "changed", "returned",
                                       "withdrawn_now", NULL};
    static const char *const pages[] = {"read",      "unreadable", "crashed",
                                        "timed_out", "too_big",    "bad_reply",
                                        NULL};
    json_t *c = json_object_get(report, "calls");
    each(m, "medel_calls", "Calls that are known.", "life", calls, c);
    each(m, "medel_calls_news", "Calls by what became of them in this update.",
         "news", news, c);
    each(m, "medel_index_pages", "Pages by how reading them went.", "result",
         pages, json_object_get(report, "pages"));
}

static void put_thin(struct metrics *m, json_t *report)
{
    single(m, "medel_thin_bodies",
           "Former versions of pages that were dropped.",
           json_incref(json_object_get(report, "bodies")));
    single(m, "medel_thin_bytes", "Their size as stored.",
           json_incref(json_object_get(report, "bytes")));
}

enum status update_log_write_metrics(const struct update_log *l,
                                     const char *path, struct err *e)
{
    struct metrics m = {.st = ST_OK};
    buf_init(&m.b, METRICS_BYTES);
    put_update(&m, l);
    put_crawl(&m, l->steps[STEP_CRAWL].report);
    put_index(&m, l->steps[STEP_INDEX].report);
    put_thin(&m, l->steps[STEP_THIN].report);
    enum status st = m.st;
    if (st != ST_OK)
        err_set(e, st, _("out of memory"));
    else
        st = own_file_put(path, m.b.data, m.b.len, e);
    buf_free(&m.b);
    return st;
}
