/* doctor_data.c - sources, the last crawl, records and index. */
#include "catchup.h"
#include "doctor.h"
#include "generation.h"

#include "medel/calls_store.h"
#include "medel/cli.h"
#include "medel/crawl_store.h"
#include "medel/date.h"
#include "medel/funder.h"
#include "medel/i18n.h"
#include "medel/paths.h"

#include <time.h>

#define STALE_DAYS 3 /* as in `medel sources` */
#define DAY_SECONDS 86400
#define NAMED_MAX 5 /* sources or files that are told of one by one */

/* --- sources ------------------------------------------------------------- */

static void tell_bad_file(void *arg, const char *text)
{
    struct doctor *d = arg;
    static const char advice[] =
        N_("mend the file, then run 'medel sources --lint'");
    size_t n = 0;
    for (size_t i = 0; i < d->n; i++)
        n += d->items[i].area == d->area;
    if (n < NAMED_MAX)
        doctor_find(d, FINDING_FAULT, _(advice), "%s", text);
}

void doctor_sources(struct doctor *d)
{
    const char *dirs[2] = {d->funders, NULL};
    size_t n_dirs = 1, n_bad = 0;
    struct funder_list l = {0};
    struct err e = ERR_INIT;
    const char *advice = _("install medel anew, or name a folder of sources "
                           "with --funders");
    if (d->funders == NULL) {
        dirs[0] = paths_share(d->mem, "funders");
        dirs[1] = paths_user_funders(d->mem);
        n_dirs = 2;
    }
    if (funder_list_load(dirs, n_dirs, &l, &n_bad, tell_bad_file, d, &e) !=
        ST_OK) {
        doctor_fault(d, advice, &e);
        return;
    }
    if (l.n == 0)
        doctor_find(d, FINDING_FAULT, advice, _("%s: there is no source"),
                    dirs[0]);
    else
        doctor_find(
            d, FINDING_OK, NULL,
            ngettext("%zu source is in order", "%zu sources are in order", l.n),
            l.n);
    if (n_bad > NAMED_MAX)
        doctor_find(d, FINDING_FAULT,
                    _("'medel sources --lint' names them all"),
                    _("%zu files of sources are wrong"), n_bad);
    funder_list_free(&l);
}

/* --- crawl --------------------------------------------------------------- */

struct crawled {
    struct doctor *d;
    size_t n, failed;
    int64_t last;
};

static enum status see_funder(void *arg, const struct crawl_funder *f,
                              struct err *e)
{
    struct crawled *c = arg;
    (void)e;
    if (f->last_crawl == 0)
        return ST_OK;
    c->n++;
    if (f->last_crawl > c->last)
        c->last = f->last_crawl;
    if (f->problem == NULL)
        return ST_OK;
    if (++c->failed <= NAMED_MAX)
        doctor_find(
            c->d, FINDING_WARNING,
            arena_printf(c->d->mem, _("run 'medel sources --check %s'"), f->id),
            _("%s failed: %s"), f->id, f->problem);
    return ST_OK;
}

static long days_since(int64_t at)
{
    return (long)((time(NULL) - at) / DAY_SECONDS);
}

static void tell_crawled(const struct crawled *c)
{
    char day[DATE_RFC3339_SIZE];
    if (c->n == 0) {
        doctor_find(c->d, FINDING_WARNING, _("run 'medel update'"),
                    _("no crawl has come to its end yet"));
        return;
    }
    long days = days_since(c->last);
    doctor_find(
        c->d, days > STALE_DAYS ? FINDING_WARNING : FINDING_OK,
        days > STALE_DAYS
            ? _("run 'medel update', and have cron or a timer do it nightly")
            : NULL,
        ngettext("%zu source crawled, last at %s",
                 "%zu sources crawled, last "
                 "at %s",
                 c->n),
        c->n, date_rfc3339(c->last, day));
    if (c->failed > NAMED_MAX)
        doctor_find(c->d, FINDING_WARNING, _("'medel sources' names them all"),
                    _("%zu sources failed in their last crawl"), c->failed);
}

/* A database that cannot be opened. */
static void tell_store(struct doctor *d, enum status st, const struct err *e,
                       const char *file, const char *missing_advice)
{
    if (st == ST_NOT_FOUND)
        doctor_find(d, FINDING_WARNING, missing_advice, _("there is no %s yet"),
                    paths_join(d->mem, d->data, file));
    else
        doctor_fault(d,
                     _("if it is of a newer medel, install that; if it is "
                       "damaged or cannot be read, put back a copy or mend "
                       "its rights"),
                     e);
}

void doctor_crawl(struct doctor *d)
{
    struct crawl_store *s = NULL;
    struct err e = ERR_INIT;
    struct crawled c = {.d = d};
    enum status st = crawl_store_open(d->data, DB_READ_ONLY, &s, &e);
    if (st != ST_OK) {
        tell_store(d, st, &e, "crawl.db", _("run 'medel update'"));
        return;
    }
    st = crawl_store_funders(s, see_funder, &c, &e);
    if (st == ST_OK)
        tell_crawled(&c);
    else
        doctor_fault(d, _("put back a copy of crawl.db"), &e);
    crawl_store_close(s);
}

/* --- records and index ---------------------------------------------------- */

/* Pages that were fetched after the indexer last looked. */
static void tell_unread(struct doctor *d, struct calls_store *calls)
{
    struct crawl_store *crawl = NULL;
    struct err e = ERR_INIT;
    int64_t newest = 0, seen = 0;
    if (crawl_store_open(d->data, DB_READ_ONLY, &crawl, &e) == ST_OK &&
        crawl_store_revision(crawl, &newest, &e) == ST_OK &&
        calls_store_meta(calls, CALLS_META_REVISION, &seen, &e) == ST_OK &&
        newest > seen)
        doctor_find(d, FINDING_WARNING, _("run 'medel index'"),
                    _("pages were fetched that have not been read yet"));
    crawl_store_close(crawl);
}

static void tell_counts(struct doctor *d, struct calls_store *s)
{
    struct calls_counts n;
    struct err e = ERR_INIT;
    if (calls_store_count(s, NULL, &n, &e) != ST_OK) {
        doctor_fault(d, _("put back a copy of calls.db"), &e);
        return;
    }
    doctor_find(d, n.live == 0 ? FINDING_WARNING : FINDING_OK,
                n.live == 0 ? _("run 'medel update'") : NULL,
                _("calls.db: %lld calls, %lld more that are gone, from %lld "
                  "pages"),
                (long long)n.live, (long long)n.withdrawn, (long long)n.pages);
    if (n.quarantined != 0)
        doctor_find(d, FINDING_WARNING,
                    _("'medel index' names them; each costs that page alone"),
                    _("%lld pages could not be read"),
                    (long long)n.quarantined);
    if (n.dirty != 0)
        doctor_find(d, FINDING_WARNING, _("run 'medel index'"),
                    _("%lld calls have not reached the index yet"),
                    (long long)n.dirty);
}

/* Of an index of several databases, how many those are. */
static void tell_shards(struct doctor *d)
{
    struct generation g;
    if (generation_current(d->mem, d->data, &g, NULL) == ST_OK && g.n > 1)
        doctor_find(d, FINDING_OK, NULL, _("index: divided into %zu shards"),
                    g.n);
}

void doctor_index(struct doctor *d)
{
    struct calls_store *s = NULL;
    struct err e = ERR_INIT;
    char since[DATE_RFC3339_SIZE] = "";
    enum status st = calls_store_open(d->data, DB_READ_ONLY, &s, &e);
    if (st != ST_OK) {
        tell_store(d, st, &e, "calls.db",
                   _("run 'medel update', or 'medel index' after a crawl"));
        return;
    }
    tell_counts(d, s);
    tell_unread(d, s);
    st = catchup_check(s, d->data, since, &e);
    if (st == ST_OK) {
        doctor_find(d, FINDING_OK, NULL,
                    _("index: agrees with calls.db, written at %s"), since);
        tell_shards(d);
    } else if (d->indexing)
        doctor_find(d, FINDING_WARNING,
                    _("'medel index' is at it; look again when it has ended"),
                    "%s", e.text);
    else
        doctor_fault(d, _("run 'medel index', which builds it anew"), &e);
    calls_store_close(s);
}
