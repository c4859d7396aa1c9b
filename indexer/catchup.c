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

#include "medel/caps.h"
#include "medel/i18n.h"
#include "medel/index_schema.h"
#include "medel/paths.h"
#include "medel/xapian_shim.h"

#include <stdio.h>
#include <string.h>

#define BATCH_DOCUMENTS 1000
#define BATCH_BYTES ((size_t)48 << 20)

struct catchup {
    struct calls_store *store;
    const struct catchup_options *o;
    struct catchup_counts *counts;
    struct xap_writer *writer;
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

static enum status expect(struct xap_db *db, struct arena *mem, const char *key,
                          const char *value, struct err *e)
{
    const char *found = NULL;
    enum status st = xap_metadata(db, mem, key, &found, e);
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
                     (long long)(c.live + c.withdrawn));
    return st;
}

static enum status read_indexed_at(struct xap_db *db, struct arena *mem,
                                   char out[static DATE_RFC3339_SIZE],
                                   struct err *e)
{
    const char *found = NULL;
    enum status st = xap_metadata(db, mem, "medel.indexed_at", &found, e);
    if (st == ST_OK)
        snprintf(out, DATE_RFC3339_SIZE, "%s", found);
    return st;
}

enum status catchup_check(struct calls_store *s, const char *data_dir,
                          char since[static DATE_RFC3339_SIZE], struct err *why)
{
    struct arena *mem = arena_new();
    const char *path = NULL;
    struct xap_db *db = NULL;
    const char *identity = identity_text(mem, s, why);
    enum status st = identity == NULL ? why->status : ST_OK;
    if (st == ST_OK)
        st = generation_current(mem, data_dir, &path, why);
    if (st == ST_OK)
        st = xap_open(path, &db, why);
    if (st == ST_OK)
        st = expect(db, mem, "medel.schema", INDEX_SCHEMA_VERSION, why);
    if (st == ST_OK)
        st = expect(db, mem, "medel.stemmer", stemmer_text(mem), why);
    if (st == ST_OK)
        st = expect(db, mem, "medel.store", identity, why);
    if (st == ST_OK)
        st = expect_count(db, s, why);
    if (st == ST_OK)
        st = read_indexed_at(db, mem, since, why);
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
        xap_writer_set_data(x->writer, d->unique, d->data, d->data_len, NULL) ==
            ST_OK)
        return ST_OK;
    return xap_writer_put(x->writer, d, e);
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
    return xap_writer_delete(x->writer,
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
    enum status st = xap_writer_set_metadata(x->writer, "medel.indexed_at",
                                             indexed_at(x), e);
    if (st != ST_OK || !x->all)
        return st;
    const char *identity = identity_text(x->mem, x->store, e);
    if (identity == NULL)
        return e->status;
    st = xap_writer_set_metadata(x->writer, "medel.schema",
                                 INDEX_SCHEMA_VERSION, e);
    if (st == ST_OK)
        st = xap_writer_set_metadata(x->writer, "medel.stemmer",
                                     stemmer_text(x->mem), e);
    if (st == ST_OK)
        st = xap_writer_set_metadata(x->writer, "medel.store", identity, e);
    return st;
}

/* Indexes as many of D's N records as make up a batch; *n says how many. */
static enum status write_batch(struct catchup *x, const struct dirty_call *d,
                               size_t *n, struct err *e)
{
    enum status st = xap_writer_begin(x->writer, e);
    if (st != ST_OK)
        return st;
    size_t i = 0, bytes = 0;
    for (; st == ST_OK && i < *n && bytes < BATCH_BYTES; i++) {
        st = index_record(x, &d[i], &bytes, e);
        if (x->o->progress != NULL)
            x->o->progress(x->o->arg, ++x->done, x->expected);
    }
    if (st == ST_OK)
        st = describe_index(x, e);
    if (st == ST_OK)
        st = xap_writer_commit(x->writer, e);
    else
        xap_writer_cancel(x->writer);
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

static enum status write_to(struct catchup *x, const char *path, struct err *e)
{
    enum status st = xap_writer_open(path, &x->writer, e);
    if (st != ST_OK)
        return st;
    x->mem = arena_new();
    st = write_all_batches(x, e);
    arena_free(x->mem);
    xap_writer_close(x->writer);
    return st;
}

static enum status rebuild(struct calls_store *s,
                           const struct catchup_options *o,
                           struct catchup_counts *counts, struct err *e)
{
    struct arena *mem = arena_new();
    struct calls_counts c = {0};
    struct catchup x = {.store = s, .o = o, .counts = counts, .all = true};
    const char *path = NULL;
    enum status st = calls_store_count(s, NULL, &c, e);
    x.expected = (size_t)(c.live + c.withdrawn);
    if (st == ST_OK)
        st = generation_new(mem, o->data_dir, &path, e);
    if (st == ST_OK)
        st = write_to(&x, path, e);
    if (st == ST_OK && !stopped(&x))
        st = xap_pack(path, e);
    if (st == ST_OK && !stopped(&x)) {
        st = generation_switch(o->data_dir, path, e);
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
    if (st != ST_OK || c.dirty == 0)
        return st;
    x.expected = (size_t)c.dirty;
    struct arena *mem = arena_new();
    const char *path = NULL;
    st = generation_current(mem, o->data_dir, &path, e);
    if (st == ST_OK)
        st = write_to(&x, path, e);
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
    if (o->rebuild)
        return rebuild(s, o, counts, e);
    char since[DATE_RFC3339_SIZE] = "";
    enum status st = catchup_check(s, o->data_dir, since, &why);
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
