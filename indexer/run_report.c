/* run_report.c - see run_report.h. */
#include "run_report.h"

#include "medel/json_file.h"

#define REPORT_FORMAT 1 /* grows when a field changes its meaning or goes */

static json_t *pages_json(const struct run_report *r)
{
    const struct ingest_counts *p = r->pages;
    return json_pack(
        "{s:I s:I s:I s:I s:I s:I s:I}", "changed", (json_int_t)r->looked,
        "read", (json_int_t)p->read, "unreadable", (json_int_t)p->unreadable,
        "crashed", (json_int_t)p->crashed, "timed_out",
        (json_int_t)p->timed_out, "too_big", (json_int_t)p->too_big,
        "bad_reply", (json_int_t)p->bad_reply);
}

static json_t *calls_json(const struct renew_counts *c,
                          const struct calls_counts *all)
{
    return json_pack("{s:I s:I s:I s:I s:I s:I}", "live", (json_int_t)all->live,
                     "withdrawn", (json_int_t)all->withdrawn, "new",
                     (json_int_t)c->fresh, "changed", (json_int_t)c->changed,
                     "returned", (json_int_t)c->returned, "withdrawn_now",
                     (json_int_t)c->withdrawn);
}

enum status run_report_write(const struct run_report *r,
                             struct calls_store *calls, const char *path,
                             struct err *e)
{
    struct calls_counts all = {0};
    enum status st = calls_store_count(calls, NULL, &all, e);
    if (st != ST_OK)
        return st;
    return json_file_write(
        path,
        json_pack("{s:i s:s s:s s:o s:o s:{s:b s:I s:I} s:I}", "format",
                  REPORT_FORMAT, "medel", MEDEL_VERSION, "outcome", r->outcome,
                  "pages", pages_json(r), "calls", calls_json(r->records, &all),
                  "index", "rebuilt", r->index->rebuilt, "written",
                  (json_int_t)r->index->written, "removed",
                  (json_int_t)r->index->removed, "quarantined",
                  (json_int_t)all.quarantined),
        e);
}
