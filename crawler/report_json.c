/* report_json.c - see report_json.h. */
#include "report_json.h"

#include "medel/date.h"
#include "medel/json_file.h"

#include <string.h>

#define REPORT_FORMAT 1 /* grows when a field changes its meaning or goes */

static json_t *moment(int64_t at)
{
    char text[DATE_RFC3339_SIZE];
    return at != 0 ? json_string(date_rfc3339(at, text)) : json_null();
}

static json_t *text_or_null(const char *s)
{
    json_t *text = s != NULL ? json_string(s) : NULL;
    return text != NULL ? text : json_null();
}

/* The part of a tally's name behind its dot. */
static const char *short_name(int i)
{
    const char *name = tally_name((enum tally)i), *dot = strchr(name, '.');
    return dot != NULL ? dot + 1 : name;
}

static json_t *errors_json(const int64_t n[TALLY_COUNT])
{
    json_t *o = json_object();
    for (int i = TALLY_ERROR_FIRST; i <= TALLY_ERROR_LAST; i++)
        if (n[i] != 0)
            json_object_set_new(o, short_name(i), json_integer(n[i]));
    return o;
}

static json_t *cuts_json(const int64_t n[TALLY_COUNT], char *const *examples)
{
    json_t *list = json_array();
    for (int i = TALLY_CUT_FIRST; i < TALLY_COUNT; i++)
        if (n[i] != 0)
            json_array_append_new(
                list,
                json_pack("{s:s s:s s:I s:o}", "reason", short_name(i), "why",
                          tally_why((enum tally)i), "n", (json_int_t)n[i],
                          "example",
                          text_or_null(examples != NULL ? examples[i] : NULL)));
    return list;
}

static void put_counts(json_t *o, const int64_t n[TALLY_COUNT],
                       char *const *examples)
{
    for (int i = 0; i < TALLY_ERROR_FIRST; i++)
        json_object_set_new(o, tally_name((enum tally)i), json_integer(n[i]));
    json_object_set_new(o, "errors", errors_json(n));
    json_object_set_new(o, "cut", cuts_json(n, examples));
}

/* When a page of the funder's last changed, and when the one that was not
 * looked at for longest was. */
static enum status read_ages(const struct crawl *c, const struct job *j,
                             int64_t *changed, int64_t *checked, struct err *e)
{
    sqlite3_stmt *s = NULL;
    bool row = false;
    enum status st = db_prepare(c->db,
                                "SELECT max(changed_at), min(checked_at)"
                                " FROM page WHERE funder = ?1 AND kind = 0"
                                " AND state = ?2",
                                &s, e);
    if (st == ST_OK) {
        sqlite3_bind_text(s, 1, j->funder->id, -1, SQLITE_STATIC);
        sqlite3_bind_int(s, 2, PAGE_STATE_OK);
        st = db_step(s, &row, e);
    }
    *changed = st == ST_OK && row ? sqlite3_column_int64(s, 0) : 0;
    *checked = st == ST_OK && row ? sqlite3_column_int64(s, 1) : 0;
    sqlite3_finalize(s);
    return st;
}

static enum status add_funder(const struct crawl *c, const struct job *j,
                              json_t *list, struct err *e)
{
    int64_t changed, checked;
    enum status st = read_ages(c, j, &changed, &checked, e);
    if (st != ST_OK)
        return st;
    int64_t calls = known_calls_count(c->calls, j->funder->id);
    json_t *o = json_pack(
        "{s:s s:o s:s s:o s:o s:I s:o s:I s:o s:o}", "id", j->funder->id,
        "name", text_or_null(j->funder->name), "health",
        j->problem != NULL ? "failed"
        : j->done          ? "ok"
                           : "unfinished",
        "problem", text_or_null(j->problem), "started_at",
        moment(j->started_at), "queued", (json_int_t)j->queued, "calls",
        calls >= 0 ? json_integer(calls) : json_null(), "alive_before",
        (json_int_t)j->alive_before, "last_change_at", moment(changed),
        "oldest_check_at", moment(checked));
    put_counts(o, j->tallies.total, j->examples);
    json_array_append_new(list, o);
    return ST_OK;
}

static const char *outcome(const struct crawl *c)
{
    bool problem = false;
    for (size_t i = 0; i < c->n_jobs; i++)
        problem = problem || c->jobs[i].problem != NULL;
    return c->signal != 0 ? "interrupted" : problem ? "partial" : "ok";
}

static enum status make(const struct crawl *c, json_t **ret, struct err *e)
{
    int64_t n[TALLY_COUNT] = {0};
    json_t *funders = json_array(), *totals = json_object();
    enum status st = ST_OK;
    for (size_t i = 0; i < c->n_jobs; i++)
        for (int k = 0; k < TALLY_COUNT; k++)
            n[k] += c->jobs[i].tallies.total[k];
    put_counts(totals, n, NULL);
    for (size_t i = 0; st == ST_OK && i < c->n_jobs; i++)
        st = add_funder(c, &c->jobs[i], funders, e);
    *ret =
        json_pack("{s:i s:s s:s s:o s:o s:f s:o s:o}", "format", REPORT_FORMAT,
                  "medel", MEDEL_VERSION, "outcome", outcome(c), "started_at",
                  moment(c->started_at), "ended_at", moment(c->now), "seconds",
                  (double)(c->now_ms - c->started_ms) / 1000, "totals", totals,
                  "funders", funders);
    return st;
}

enum status report_json_write(const struct crawl *c, const char *path,
                              struct err *e)
{
    json_t *o = NULL;
    enum status st = make(c, &o, e);
    if (st == ST_OK)
        return json_file_write(path, o, e);
    json_decref(o);
    return st;
}
