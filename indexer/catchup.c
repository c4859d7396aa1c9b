/*
 * catchup.c - see catchup.h.
 *
 * calls.db is committed first (a record is dirty), then Xapian (it is in the
 * index), then calls.db again (it is clean). Between any two of these a kill
 * leaves work to be done twice, which changes nothing.
 */
#include "catchup.h"

#include "build.h"
#include "from_store.h"
#include "generation.h"
#include "shards.h"

#include "medel/caps.h"
#include "medel/i18n.h"
#include "medel/index_schema.h"
#include "medel/paths.h"
#include "medel/share.h"
#include "medel/xapian_shim.h"

#include <stdio.h>
#include <string.h>

#define BATCH_DOCUMENTS 1000
#define BATCH_BYTES ((size_t)48 << 20)

struct catchup {
    struct calls_store *store;
    const struct catchup_options *o;
    struct catchup_counts *counts;
    struct shards *index;
    char since[DATE_RFC3339_SIZE]; /* medel.indexed_at so far, or "" */
    struct arena *mem;             /* of the batch */
    size_t done, expected;
};

/* --- is the index that is there any good? ----------------------------------
 */

static const char *identity_text(struct arena *mem, struct calls_store *s,
                                 struct err *e)
{
    int64_t id = 0;
    if (calls_store_meta(s, CALLS_META_IDENTITY, &id, e) != ST_OK)
        return NULL;
    return arena_printf(mem, "%016llx", (unsigned long long)id);
}

/* Stemmers change between Xapian 1.4 and 2.0, not within 1.4. */
static const char *stemmer_text(struct arena *mem)
{
    const char *v = xap_version();
    size_t n = strcspn(v, ".");
    if (v[n] == '.')
        n += 1 + strcspn(v + n + 1, ".");
    return arena_printf(mem, "xapian %.*s", (int)n, v);
}

/* That KEY of the index's part I is VALUE. */
static enum status expect(struct xap_db *db, struct arena *mem, size_t i,
                          const char *key, const char *value, struct err *e)
{
    const char *found = NULL;
    enum status st = xap_part_metadata(db, mem, i, key, &found, e);
    if (st == ST_OK && strcmp(found, value) != 0)
        st = err_set(e, ST_CORRUPT, _("%s is \"%s\", not \"%s\""), key, found,
                     value);
    return st;
}

static enum status expect_count(struct xap_db *db, struct calls_store *s,
                                struct err *e)
{
    struct calls_counts c;
    uint32_t n = 0;
    enum status st = calls_store_count(s, NULL, &c, e);
    if (st == ST_OK)
        st = xap_doc_count(db, &n, e);
    /* While records are dirty, some may be in and some not. */
    if (st == ST_OK && c.dirty == 0 && n != c.live + c.withdrawn)
        st = err_set(e, ST_CORRUPT, _("it holds %u calls, not %lld"), n,
                     (long long)c.live + c.withdrawn);
    return st;
}

/* The latest of what the shards say. */
static enum status read_indexed_at(struct xap_db *db, struct arena *mem,
                                   size_t i,
                                   char latest[static DATE_RFC3339_SIZE],
                                   struct err *e)
{
    const char *found = NULL;
    enum status st =
        xap_part_metadata(db, mem, i, INDEX_META_INDEXED_AT, &found, e);
    if (st == ST_OK && strcmp(found, latest) > 0)
        snprintf(latest, DATE_RFC3339_SIZE, "%s", found);
    return st;
}

static enum status check_part(struct xap_db *db, struct arena *mem, size_t i,
                              const char *identity, struct err *e)
{
    size_t n = xap_parts(db);
    enum status st =
        expect(db, mem, i, INDEX_META_SCHEMA, INDEX_SCHEMA_VERSION, e);
    if (st == ST_OK)
        st = expect(db, mem, i, "medel.stemmer", stemmer_text(mem), e);
    if (st == ST_OK)
        st = expect(db, mem, i, INDEX_META_STORE, identity, e);
    if (st == ST_OK && n > 1)
        st = expect(db, mem, i, INDEX_META_SHARD,
                    arena_printf(mem, "%zu/%zu", i + 1, n), e);
    return st;
}

/* Into how many shards the index is to be divided. */
static enum status wanted_shards(struct calls_store *s, size_t *ret,
                                 struct err *e)
{
    int64_t n = 0;
    enum status st = calls_store_meta(s, CALLS_META_SHARDS, &n, e);
    if (st == ST_OK)
        *ret = n > 1 && n <= SHARES_MAX ? (size_t)n : 1;
    return st;
}

static enum status expect_shards(struct calls_store *s,
                                 const struct generation *g, struct err *e)
{
    size_t wanted = 1;
    enum status st = wanted_shards(s, &wanted, e);
    if (st == ST_OK && wanted != g->n)
        st = err_set(e, ST_CORRUPT,
                     _("it is of %zu databases, and is to be of %zu"), g->n,
                     wanted);
    return st;
}

enum status catchup_check(struct calls_store *s, const char *data_dir,
                          char since[static DATE_RFC3339_SIZE], struct err *why)
{
    struct arena *mem = arena_new();
    struct generation g = {NULL, NULL, 0};
    struct xap_db *db = NULL;
    const char *identity = identity_text(mem, s, why);
    enum status st = identity == NULL ? why->status : ST_OK;
    if (st == ST_OK)
        st = generation_current(mem, data_dir, &g, why);
    if (st == ST_OK)
        st = expect_shards(s, &g, why);
    if (st == ST_OK)
        st = xap_open(generation_stub(mem, data_dir), &db, why);
    since[0] = '\0';
    for (size_t i = 0; st == ST_OK && i < xap_parts(db); i++) {
        st = check_part(db, mem, i, identity, why);
        if (st == ST_OK)
            st = read_indexed_at(db, mem, i, since, why);
        if (st != ST_OK && g.n > 1)
            err_context(why, "%s", xap_part_name(db, i));
    }
    if (st == ST_OK)
        st = expect_count(db, s, why);
    xap_close(db);
    arena_free(mem);
    return st;
}

/* --- writing ---------------------------------------------------------------
 */

struct writing {
    struct catchup *x;
    const struct dirty_call *dirty;
    size_t *bytes;
};

/* Of a record whose terms did not change only the data is written. */
static enum status write_document(void *arg, const struct xap_doc *d,
                                  struct err *e)
{
    struct writing *w = arg;
    struct shards *index = w->x->index;
    *w->bytes += d->data_len;
    if (w->dirty->dirty == CALL_DIRTY_DATA &&
        shards_set_data(index, w->dirty->id, d, NULL) == ST_OK)
        return ST_OK;
    return shards_put(index, w->dirty->id, d, e);
}

static enum status index_record(struct catchup *x, const struct dirty_call *d,
                                size_t *bytes, struct err *e)
{
    if (d->life != CALL_RETRACTED) {
        struct writing w = {x, d, bytes};
        x->counts->written++;
        return document_from_store(x->store, x->mem, d->id, x->o->today,
                                   write_document, &w, e);
    }
    x->counts->removed++;
    return shards_delete(x->index, d->id,
                         arena_printf(x->mem, PREFIX_ID "%s", d->id), e);
}

/*
 * The moment that no status term of the index is later than. It goes by the
 * day that the terms were made for, which --today may set and which in
 * Stockholm begins before it does in UTC, and never back: what was indexed
 * in an earlier run keeps its term.
 */
static const char *indexed_at(struct catchup *x)
{
    char day[DATE_ISO_SIZE], now[DATE_RFC3339_SIZE];
    const char *at =
        arena_printf(x->mem, "%sT00:00:00Z", date_format_iso(x->o->today, day));
    if (!x->o->today_given && strcmp(date_now_rfc3339(now), at) > 0)
        at = arena_strdup(x->mem, now);
    return strcmp(at, x->since) > 0 ? at : x->since;
}

/* Indexes as many of D's N records as make up a batch; *n says how many. */
static enum status write_batch(struct catchup *x, const struct dirty_call *d,
                               size_t *n, struct err *e)
{
    enum status st = ST_OK;
    size_t i = 0, bytes = 0;
    for (; st == ST_OK && i < *n && bytes < BATCH_BYTES; i++) {
        st = index_record(x, &d[i], &bytes, e);
        if (x->o->progress != NULL)
            x->o->progress(x->o->arg, ++x->done, x->expected);
    }
    if (st == ST_OK)
        st = shards_set_metadata(x->index, false, INDEX_META_INDEXED_AT,
                                 indexed_at(x), e);
    if (st == ST_OK)
        st = shards_commit(x->index, e);
    else
        shards_cancel(x->index);
    *n = i;
    return st;
}

static enum status mark_clean(struct catchup *x, const struct dirty_call *d,
                              size_t n, struct err *e)
{
    enum status st = calls_store_begin(x->store, e);
    for (size_t i = 0; st == ST_OK && i < n; i++)
        st = calls_store_set_clean(x->store, d[i].id, e);
    if (st == ST_OK)
        st = calls_store_commit(x->store, e);
    if (st != ST_OK)
        calls_store_rollback(x->store);
    return st;
}

static bool stopped(const struct catchup *x)
{
    return x->o->stop != NULL && *x->o->stop != 0;
}

static enum status write_all_batches(struct catchup *x, struct err *e)
{
    size_t max = x->o->batch != 0 ? x->o->batch : BATCH_DOCUMENTS;
    const char *after = "";
    char last[CAP_ID_BYTES + 1];
    enum status st = ST_OK;
    while (st == ST_OK && !stopped(x)) {
        struct dirty_call *d = NULL;
        size_t n = 0;
        arena_reset(x->mem);
        st = calls_store_dirty(x->store, x->mem, after, false, max, &d, &n, e);
        if (st != ST_OK || n == 0)
            break;
        size_t written = n;
        st = write_batch(x, d, &written, e);
        if (st == ST_OK)
            st = mark_clean(x, d, written, e);
        snprintf(last, sizeof last, "%s", d[written - 1].id);
        after = last;
    }
    return st;
}

static enum status write_to(struct catchup *x, const struct generation *g,
                            struct err *e)
{
    enum status st = shards_open(g, &x->index, e);
    if (st != ST_OK)
        return st;
    x->mem = arena_new();
    st = write_all_batches(x, e);
    arena_free(x->mem);
    shards_close(x->index);
    return st;
}

static enum status update(struct calls_store *s,
                          const struct catchup_options *o, const char *since,
                          struct catchup_counts *counts, struct err *e)
{
    struct calls_counts c = {0};
    struct catchup x = {.store = s, .o = o, .counts = counts};
    snprintf(x.since, sizeof x.since, "%s", since);
    enum status st = calls_store_count(s, NULL, &c, e);
    if (st == ST_OK)
        st = generation_mend(o->data_dir, e);
    if (st != ST_OK || c.dirty == 0)
        return st;
    x.expected = (size_t)c.dirty;
    struct arena *mem = arena_new();
    struct generation g;
    st = generation_current(mem, o->data_dir, &g, e);
    if (st == ST_OK)
        st = write_to(&x, &g, e);
    arena_free(mem);
    return st;
}

/* --- a new database --------------------------------------------------------
 */

/* What the shards of X say of themselves. */
static enum status describe_index(struct catchup *x, bool divided,
                                  struct err *e)
{
    const char *identity = identity_text(x->mem, x->store, e);
    if (identity == NULL)
        return e->status;
    const char *const about[][2] = {
        {INDEX_META_INDEXED_AT, indexed_at(x)},
        {INDEX_META_SCHEMA, INDEX_SCHEMA_VERSION},
        {"medel.stemmer", stemmer_text(x->mem)},
        {INDEX_META_STORE, identity},
    };
    enum status st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < sizeof about / sizeof *about; i++)
        st = shards_set_metadata(x->index, true, about[i][0], about[i][1], e);
    if (st == ST_OK && divided)
        st = shards_number(x->index, e);
    return st == ST_OK ? shards_commit(x->index, e) : st;
}

/* Databases with nothing but that, one for each of G's. */
static enum status write_about(struct catchup *x, const struct generation *g,
                               const char *const **ret, struct err *e)
{
    const char *folder = build_folder(x->mem, g);
    const char **paths = arena_alloc(x->mem, g->n * sizeof *paths);
    for (size_t i = 0; i < g->n; i++)
        paths[i] = arena_printf(x->mem, "%s/about-%zu", folder, i + 1);
    const struct generation about = {folder, paths, g->n};
    enum status st = paths_make_dir(folder, e);
    if (st == ST_OK)
        st = shards_open(&about, &x->index, e);
    if (st != ST_OK)
        return st;
    st = describe_index(x, g->n > 1, e);
    shards_close(x->index);
    *ret = paths;
    return st;
}

static enum status write_anew(struct catchup *x, const struct generation *g,
                              struct err *e)
{
    struct build b = {
        .data_dir = x->o->data_dir,
        .g = *g,
        .today = x->o->today,
        .expected = x->expected,
        .jobs = x->o->jobs,
        .part = x->o->batch,
        .stop = x->o->stop,
        .progress = x->o->progress,
        .arg = x->o->arg,
    };
    enum status st = write_about(x, g, &b.about, e);
    return st == ST_OK ? build_index(x->store, &b, &x->counts->written, e) : st;
}

static enum status rebuild(struct calls_store *s,
                           const struct catchup_options *o,
                           struct catchup_counts *counts, struct err *e)
{
    struct calls_counts c = {0};
    struct catchup x = {
        .store = s, .o = o, .counts = counts, .mem = arena_new()};
    struct generation g = {NULL, NULL, 0};
    size_t shards = 1;
    enum status st = calls_store_count(s, NULL, &c, e);
    x.expected = (size_t)(c.live + c.withdrawn);
    if (st == ST_OK)
        st = wanted_shards(s, &shards, e);
    if (st == ST_OK)
        st = generation_new(x.mem, o->data_dir, shards, &g, e);
    if (st == ST_OK)
        st = write_anew(&x, &g, e);
    if (st == ST_OK && !stopped(&x)) {
        st = generation_switch(o->data_dir, &g, e);
        if (st == ST_OK)
            st = calls_store_set_clean(s, NULL, e);
        counts->rebuilt = true;
    }
    arena_free(x.mem);
    return st;
}

/* The first index of a store is nothing to make a note of. */
static bool is_first(struct calls_store *s, enum status st)
{
    struct calls_counts c = {0};
    return st == ST_NOT_FOUND &&
           calls_store_count(s, NULL, &c, NULL) == ST_OK &&
           c.dirty == c.live + c.withdrawn + c.retracted;
}

/* Remembers how many shards were asked for: a run that is killed while it
 * divides the index anew is gone on with by the next, whatever that is told. */
static enum status remember_shards(struct calls_store *s, unsigned n,
                                   struct err *e)
{
    size_t before = 1;
    enum status st = wanted_shards(s, &before, e);
    if (st != ST_OK || n == 0 || n == before)
        return st;
    st = calls_store_begin(s, e);
    if (st == ST_OK)
        st = calls_store_set_meta(s, CALLS_META_SHARDS, n, e);
    if (st == ST_OK)
        st = calls_store_commit(s, e);
    if (st != ST_OK)
        calls_store_rollback(s);
    return st;
}

/* What a new database would cure. */
static bool curable(enum status st)
{
    return st == ST_NOT_FOUND || st == ST_CORRUPT;
}

enum status catchup_run(struct calls_store *s, const struct catchup_options *o,
                        struct catchup_counts *counts, struct err *e)
{
    struct err why = ERR_INIT;
    *counts = (struct catchup_counts){0};
    enum status st = remember_shards(s, o->shards, e);
    if (st != ST_OK)
        return st;
    if (o->rebuild)
        return rebuild(s, o, counts, e);
    char since[DATE_RFC3339_SIZE] = "";
    st = catchup_check(s, o->data_dir, since, &why);
    if (st == ST_OK) {
        st = update(s, o, since, counts, &why);
        /* Damage may only show when writing. */
        if (curable(st))
            *counts = (struct catchup_counts){0};
    }
    if (curable(st)) {
        if (o->note != NULL && !is_first(s, st))
            o->note(o->arg, why.text);
        return rebuild(s, o, counts, e);
    }
    return st == ST_OK ? ST_OK : err_set(e, st, "%s", why.text);
}
