/*
 * catchup.c - see catchup.h.
 *
 * calls.db is committed first (a record is dirty), then Xapian (it is in the
 * index), then calls.db again (it is clean). Between any two of these a kill
 * leaves work to be done twice, which changes nothing.
 */
#include "catchup.h"

#include "document.h"
#include "generation.h"
#include "past.h"
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
    bool divided;                  /* it has several shards */
    bool all;                      /* a new database: every record */
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

/* The texts of a record's pages, its own first. */
static enum status main_text(struct catchup *x, const char *id,
                             const char **ret, struct err *e)
{
    struct call_source *sources = NULL;
    size_t n = 0;
    enum status st = calls_store_sources(x->store, x->mem, id, &sources, &n, e);
    const char *text = "";
    for (size_t i = 0; st == ST_OK && i < n; i++) {
        const char *part = NULL;
        st = calls_store_text(x->store, x->mem, sources[i].page, &part, e);
        if (st != ST_OK || *part == '\0' ||
            strlen(text) + strlen(part) >= CAP_TEXT_BYTES)
            continue;
        text =
            *text == '\0' ? part : arena_printf(x->mem, "%s\n\n%s", text, part);
    }
    if (st == ST_OK)
        *ret = text;
    return st;
}

/* Writes D; a record whose terms did not change only its data. */
static enum status write_document(struct catchup *x,
                                  const struct dirty_call *dirty,
                                  const struct xap_doc *d, struct err *e)
{
    if (!x->all && dirty->dirty == CALL_DIRTY_DATA &&
        shards_set_data(x->index, dirty->id, d, NULL) == ST_OK)
        return ST_OK;
    return shards_put(x->index, dirty->id, d, e);
}

static enum status put_record(struct catchup *x, const struct dirty_call *d,
                              size_t *bytes, struct err *e)
{
    struct call *c = NULL;
    struct document_beside beside = {.text = ""};
    struct xap_doc doc = {0};
    enum status st = calls_store_record(x->store, d->id, &c, NULL, e);
    if (st == ST_OK)
        st = main_text(x, d->id, &beside.text, e);
    if (st == ST_OK)
        st = past_versions(x->store, d->id, c, &beside.past, e);
    if (st == ST_OK)
        st = calls_store_former_ids(x->store, x->mem, d->id, &beside.former,
                                    &beside.n_former, e);
    if (st == ST_OK)
        st = document_build(x->mem, c, &beside, x->o->today, &doc, e);
    if (st == ST_OK)
        st = write_document(x, d, &doc, e);
    *bytes += doc.data_len;
    json_decref(beside.past);
    call_free(c);
    return st;
}

static enum status index_record(struct catchup *x, const struct dirty_call *d,
                                size_t *bytes, struct err *e)
{
    if (d->life != CALL_RETRACTED) {
        x->counts->written++;
        return put_record(x, d, bytes, e);
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

static enum status describe_index(struct catchup *x, struct err *e)
{
    enum status st = shards_set_metadata(
        x->index, x->all, INDEX_META_INDEXED_AT, indexed_at(x), e);
    if (st != ST_OK || !x->all)
        return st;
    const char *identity = identity_text(x->mem, x->store, e);
    if (identity == NULL)
        return e->status;
    st = shards_set_metadata(x->index, true, INDEX_META_SCHEMA,
                             INDEX_SCHEMA_VERSION, e);
    if (st == ST_OK)
        st = shards_set_metadata(x->index, true, "medel.stemmer",
                                 stemmer_text(x->mem), e);
    if (st == ST_OK)
        st = shards_set_metadata(x->index, true, INDEX_META_STORE, identity, e);
    return st == ST_OK && x->divided ? shards_number(x->index, e) : st;
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
        st = describe_index(x, e);
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
        st = calls_store_dirty(x->store, x->mem, after, x->all, max, &d, &n, e);
        /* An empty new database still has to say what it is. */
        if (st != ST_OK || (n == 0 && !(x->all && *after == '\0')))
            break;
        size_t written = n;
        st = write_batch(x, d, &written, e);
        if (st == ST_OK && !x->all)
            st = mark_clean(x, d, written, e);
        if (n == 0 || written == 0)
            break;
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
    x->divided = g->n > 1;
    x->mem = arena_new();
    st = write_all_batches(x, e);
    arena_free(x->mem);
    shards_close(x->index);
    return st;
}

static enum status rebuild(struct calls_store *s,
                           const struct catchup_options *o,
                           struct catchup_counts *counts, struct err *e)
{
    struct arena *mem = arena_new();
    struct calls_counts c = {0};
    struct catchup x = {.store = s, .o = o, .counts = counts, .all = true};
    struct generation g = {NULL, NULL, 0};
    size_t shards = 1;
    enum status st = calls_store_count(s, NULL, &c, e);
    x.expected = (size_t)(c.live + c.withdrawn);
    if (st == ST_OK)
        st = wanted_shards(s, &shards, e);
    if (st == ST_OK)
        st = generation_new(mem, o->data_dir, shards, &g, e);
    if (st == ST_OK)
        st = write_to(&x, &g, e);
    for (size_t i = 0; i < g.n && st == ST_OK && !stopped(&x); i++)
        st = xap_pack(g.paths[i], e);
    if (st == ST_OK && !stopped(&x)) {
        st = generation_switch(o->data_dir, &g, e);
        if (st == ST_OK)
            st = calls_store_set_clean(s, NULL, e);
        counts->rebuilt = true;
    }
    arena_free(mem);
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
