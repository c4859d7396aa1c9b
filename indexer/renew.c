/*
 * renew.c - a funder's records, made anew: see renew.h.
 *
 * The rules of time:
 *
 *  - first_seen: when the crawler first fetched the call's own page; where
 *    that page was read before and was no call then, when it became one.
 *  - last_seen: when one of its pages was last seen alive.
 *  - fetched_at: when the words it was read from were first fetched.
 *  - A change happened when the body that shows it was first fetched. A
 *    record that comes out differently from the same bodies (a better reader,
 *    another merging) has changed for nobody: no history is written.
 *
 * None of this asks the clock, so the same crawl gives the same records.
 */
#include "renew.h"

#include "medel/compare.h"
#include "identify.h"

#include "medel/hash.h"
#include "medel/i18n.h"
#include "medel/json_text.h"

#include <stdlib.h>
#include <string.h>

struct renewal {
    struct calls_store *store;
    const struct merge_funder *funder;
    struct arena *mem;
    struct gathered pages;
    struct merged_call *merged;
    size_t n_merged;
    struct known_call *known;
    size_t n_known;
    struct call_alias *aliases;
    size_t n_aliases;
    size_t *match;    /* of each merged call: the known one */
    const char **ids; /* of each merged call */
    struct renew_counts counts;
};

/* What a renewed call is put together from. */
struct renewed {
    const struct merged_call *merged;
    struct known_call *old;  /* NULL: not known before */
    struct known_call frame; /* as it will be stored */
    char *content;           /* JSON; owned */
    bool bodies_changed;     /* its pages are not what they were */
    int64_t changed_at;      /* since when */
};

static bool has_source(const struct known_call *k, struct call_source s)
{
    for (size_t i = 0; i < k->n_sources; i++)
        if (k->sources[i].page == s.page && k->sources[i].version == s.version)
            return true;
    return false;
}

/* Sources and times of the frame, from the pages it was made of. */
static void frame_from_pages(struct renewal *x, struct renewed *r)
{
    const struct merged_call *m = r->merged;
    struct known_call *f = &r->frame;
    f->sources = arena_alloc(x->mem, m->n_pages * sizeof *f->sources);
    f->n_sources = m->n_pages;
    for (size_t i = 0; i < m->n_pages; i++) {
        const struct calls_page *p = &x->pages.rows[m->pages[i]];
        f->sources[i] = (struct call_source){p->id, p->read_version};
        if (p->last_fetched > f->last_seen)
            f->last_seen = p->last_fetched;
        if (p->changed_at > f->fetched_at)
            f->fetched_at = p->changed_at;
        if (r->old != NULL && !has_source(r->old, f->sources[i])) {
            r->bodies_changed = true;
            if (p->changed_at > r->changed_at)
                r->changed_at = p->changed_at;
        }
    }
    if (r->old != NULL && r->old->n_sources != f->n_sources)
        r->bodies_changed = true;
    if (r->changed_at == 0)
        r->changed_at = f->fetched_at;
    const struct calls_page *own = &x->pages.rows[m->pages[0]];
    f->first_seen = own->read_version > own->first_version ? own->changed_at
                                                           : own->first_fetched;
}

static enum status make_id(struct renewal *x, const char *url, const char **ret,
                           struct err *e)
{
    for (unsigned extra = 0;; extra++) {
        bool used = false;
        const char *id = identify_make_id(x->mem, x->funder->id, url, extra);
        enum status st = calls_store_has_id(x->store, id, &used, e);
        if (st != ST_OK)
            return st;
        if (!used) {
            *ret = id;
            return ST_OK;
        }
        if (extra > SHA256_BYTES)
            return err_set(e, ST_BUG, "no free id for %s", url);
    }
}

/* What belongs to time is said by this program alone, not by a worker that a
 * page may have taken over. */
static void clear_times(struct call *c)
{
    c->id = c->first_seen = c->last_seen = c->fetched_at = c->withdrawn = NULL;
    c->successor = NULL;
    for (size_t i = 0; i < c->n_changed; i++) {
        json_decref(c->changed[i].old_value);
        json_decref(c->changed[i].new_value);
    }
    c->n_changed = 0;
}

static enum status begin_renewed(struct renewal *x, size_t i, struct renewed *r,
                                 struct err *e)
{
    struct call *c = x->merged[i].call;
    clear_times(c);
    *r = (struct renewed){.merged = &x->merged[i]};
    if (x->match[i] != NOT_KNOWN)
        r->old = &x->known[x->match[i]];
    frame_from_pages(x, r);
    json_t *o = call_to_json(c, DATE_NONE);
    r->content = o != NULL ? json_text_dump(o, CALL_JSON_FLAGS) : NULL;
    json_decref(o);
    if (r->content == NULL)
        return err_set(e, ST_NOMEM, _("out of memory"));
    struct known_call *f = &r->frame;
    f->digest = hash_u64(r->content, strlen(r->content));
    f->funder_id = x->funder->id;
    f->url = c->url;
    f->title = c->title;
    f->reference = c->reference;
    if (r->old == NULL)
        return make_id(x, c->url, &f->id, e);
    f->id = r->old->id;
    f->first_seen = r->old->first_seen;
    if (r->old->last_seen > f->last_seen)
        f->last_seen = r->old->last_seen;
    return ST_OK;
}

struct change_sink {
    struct renewal *x;
    const struct renewed *r;
    bool any;
};

static enum status note_change(void *arg, const char *field, json_t *old_value,
                               json_t *new_value, struct err *e)
{
    struct change_sink *sink = arg;
    sink->any = true;
    return calls_store_add_change(sink->x->store, sink->r->frame.id,
                                  sink->r->changed_at, field, old_value,
                                  new_value, e);
}

/* The content differs from what is stored, and so do the pages' bodies. */
static enum status write_history(struct renewal *x, const struct renewed *r,
                                 struct err *e)
{
    struct call *before = NULL;
    enum status st = calls_store_content(x->store, r->frame.id, &before, e);
    if (st != ST_OK)
        return st;
    const struct call *after = r->merged->call;
    struct change_sink sink = {.x = x, .r = r};
    st = compare_calls(before, after, date_at(r->changed_at, NULL, NULL),
                       note_change, &sink, e);
    if (st == ST_OK && compare_differ(before, after))
        st = calls_store_keep_version(x->store, r->frame.id, r->changed_at, e);
    call_free(before);
    x->counts.changed += sink.any;
    return st;
}

static json_t *moment_value(int64_t at)
{
    char text[DATE_RFC3339_SIZE];
    return at != 0 ? json_string(date_rfc3339(at, text)) : json_null();
}

static enum status note_withdrawn(struct renewal *x, const char *id, int64_t at,
                                  int64_t old_at, int64_t new_at, struct err *e)
{
    json_t *o = moment_value(old_at), *n = moment_value(new_at);
    enum status st =
        calls_store_add_change(x->store, id, at, "withdrawn", o, n, e);
    json_decref(o);
    json_decref(n);
    return st;
}

static enum status note_return(struct renewal *x, const struct renewed *r,
                               struct err *e)
{
    const struct known_call *old = r->old;
    if (old->life != CALL_WITHDRAWN)
        return ST_OK;
    /* A page that comes back as it was has an old body; it was seen again
     * when it was last fetched. */
    int64_t at =
        r->changed_at > old->withdrawn_at ? r->changed_at : r->frame.last_seen;
    x->counts.returned++;
    return note_withdrawn(x, old->id, at, old->withdrawn_at, 0, e);
}

/* How much of the index this makes stale. */
static enum call_dirty staleness(const struct renewed *r)
{
    const struct known_call *old = r->old, *f = &r->frame;
    if (old == NULL || old->digest != f->digest || r->bodies_changed ||
        old->life != CALL_LIVE)
        return CALL_DIRTY_ALL;
    if (old->last_seen != f->last_seen || old->fetched_at != f->fetched_at)
        return CALL_DIRTY_DATA;
    return CALL_CLEAN;
}

static enum status store_renewed(struct renewal *x, const struct renewed *r,
                                 struct err *e)
{
    enum status st = ST_OK;
    bool content_differs = r->old == NULL || r->old->digest != r->frame.digest;
    if (r->old == NULL)
        x->counts.fresh++;
    else
        st = note_return(x, r, e);
    if (st == ST_OK && r->old != NULL && content_differs && r->bodies_changed)
        st = write_history(x, r, e);
    if (st == ST_OK && staleness(r) != CALL_CLEAN)
        st = calls_store_put_frame(x->store, &r->frame, staleness(r), e);
    if (st == ST_OK && content_differs)
        st = calls_store_put_content(x->store, r->frame.id, r->content, e);
    const struct call *c = r->merged->call;
    for (size_t i = 0; st == ST_OK && content_differs && i < c->n_urls; i++)
        st = calls_store_put_alias(x->store, x->funder->id, c->urls[i],
                                   r->frame.id, e);
    return st;
}

static enum status renew_calls(struct renewal *x, struct err *e)
{
    enum status st = ST_OK;
    x->ids = arena_alloc(x->mem, (x->n_merged + 1) * sizeof *x->ids);
    for (size_t i = 0; st == ST_OK && i < x->n_merged; i++) {
        struct renewed r;
        st = begin_renewed(x, i, &r, e);
        if (st == ST_OK)
            st = store_renewed(x, &r, e);
        x->ids[i] = r.frame.id;
        free(r.content);
    }
    return st;
}

/* The call that URL leads to now. */
static const char *successor(const struct renewal *x, const char *url)
{
    for (size_t i = 0; i < x->n_merged; i++) {
        const struct call *c = x->merged[i].call;
        for (size_t u = 0; u < c->n_urls; u++)
            if (strcmp(c->urls[u], url) == 0)
                return x->ids[i];
    }
    return NULL;
}

/* A call that was there and is no longer among those of the funder. */
static enum status lose_call(struct renewal *x, const struct known_call *k,
                             struct err *e)
{
    struct known_call f = *k;
    bool changed = false;
    int64_t at = 0;
    enum status st = calls_store_why_gone(x->store, k->id, &changed, &at, e);
    if (st != ST_OK)
        return st;
    f.successor = successor(x, k->url);
    if (!changed) {
        f.life = CALL_RETRACTED;
        x->counts.retracted++;
        /* Its id is to lead there. */
        if (f.successor != NULL)
            st = calls_store_set_dirty(x->store, f.successor, e);
    } else {
        f.life = CALL_WITHDRAWN;
        f.withdrawn_at = at;
        x->counts.withdrawn++;
        st = note_withdrawn(x, k->id, at, 0, at, e);
    }
    return st == ST_OK ? calls_store_put_frame(x->store, &f, CALL_DIRTY_ALL, e)
                       : st;
}

/* So many calls do not end on one day: the site was rebuilt, or reading it
 * no longer works. Somebody should look. */
#define MANY_CALLS 3 /* all of them */
#define MANY_LOST 5  /* more than half */

static enum status lose_calls(struct renewal *x, struct err *e)
{
    bool *kept = arena_alloc(x->mem, (x->n_known + 1) * sizeof *kept);
    for (size_t i = 0; i < x->n_merged; i++)
        if (x->match[i] != NOT_KNOWN)
            kept[x->match[i]] = true;
    size_t before = 0;
    enum status st = ST_OK;
    for (size_t k = 0; st == ST_OK && k < x->n_known; k++) {
        if (x->known[k].life != CALL_LIVE)
            continue;
        before++;
        if (!kept[k])
            st = lose_call(x, &x->known[k], e);
    }
    /* Those that were merged or read otherwise are not the site's doing. */
    size_t lost = x->counts.withdrawn;
    bool all = x->n_merged == 0 && before >= MANY_CALLS;
    bool most = lost >= MANY_LOST && 2 * lost > before;
    if (all || most) {
        x->counts.had = before;
        x->counts.lost = all ? before : lost;
    }
    return st;
}

static enum status load_known(struct renewal *x, struct err *e)
{
    enum status st = calls_store_known(x->store, x->mem, x->funder->id,
                                       &x->known, &x->n_known, e);
    if (st == ST_OK)
        st = calls_store_aliases(x->store, x->mem, x->funder->id, &x->aliases,
                                 &x->n_aliases, e);
    if (st != ST_OK)
        return st;
    struct call **calls =
        arena_alloc(x->mem, (x->n_merged + 1) * sizeof *calls);
    for (size_t i = 0; i < x->n_merged; i++)
        calls[i] = x->merged[i].call;
    x->match = identify_calls(x->mem, x->known, x->n_known, x->aliases,
                              x->n_aliases, calls, x->n_merged);
    return ST_OK;
}

static enum status renew_in_transaction(struct renewal *x, struct err *e)
{
    enum status st = load_known(x, e);
    if (st == ST_OK)
        st = renew_calls(x, e);
    if (st == ST_OK)
        st = lose_calls(x, e);
    if (st == ST_OK)
        st = calls_store_set_funder_dirty(x->store, x->funder->id, false, e);
    return st;
}

static void add_counts(struct renew_counts *to, const struct renew_counts *c)
{
    to->fresh += c->fresh;
    to->changed += c->changed;
    to->withdrawn += c->withdrawn;
    to->returned += c->returned;
    to->retracted += c->retracted;
    to->had += c->had;
    to->lost += c->lost;
}

static enum status of_funder(enum status st, const struct merge_funder *f,
                             struct err *e)
{
    return st == ST_OK ? st : err_context(e, _("funder %s"), f->id);
}

enum status renew_prepare(struct calls_store *s, const struct merge_funder *f,
                          struct renew_source *ret, struct err *e)
{
    *ret = (struct renew_source){.mem = arena_new()};
    enum status st = gather_pages(s, f->id, &ret->pages, e);
    if (st == ST_OK)
        st = merge_readings(ret->mem, f, ret->pages.pages, ret->pages.n,
                            &ret->merged, &ret->n_merged, e);
    return of_funder(st, f, e);
}

void renew_source_free(struct renew_source *source)
{
    merge_free(source->merged, source->n_merged);
    if (source->pages.mem != NULL)
        gather_free(&source->pages);
    arena_free(source->mem);
    *source = (struct renew_source){0};
}

enum status renew_from(struct calls_store *s, const struct merge_funder *f,
                       const struct renew_source *source,
                       struct renew_counts *counts, struct err *e)
{
    struct renewal x = {
        .store = s,
        .funder = f,
        .mem = arena_new(),
        .pages = source->pages,
        .merged = source->merged,
        .n_merged = source->n_merged,
    };
    enum status st = calls_store_begin(s, e);
    if (st == ST_OK)
        st = renew_in_transaction(&x, e);
    if (st == ST_OK)
        st = calls_store_commit(s, e);
    if (st != ST_OK)
        calls_store_rollback(s);
    else
        add_counts(counts, &x.counts);
    arena_free(x.mem);
    return of_funder(st, f, e);
}
