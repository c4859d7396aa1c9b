/* scan.c - see scan.h. */
#include "scan.h"

#include "last_seen.h"

#include "medel/buf.h"
#include "medel/hash.h"
#include "medel/i18n.h"
#include "medel/worker.h"

#include <string.h>

struct scan {
    struct crawl_store *crawl;
    struct calls_store *calls;
    const struct scan_options *o;
    struct scan_result r;
    struct arena *row;     /* reset for each row */
    sqlite3_stmt *checked; /* when a page was last asked for */
    int64_t number;        /* of this scan, if it is of all pages */
};

/* --- which crawl.db, which reader ------------------------------------------
 */

static int64_t positive(uint64_t h)
{
    return (int64_t)(h & INT64_MAX);
}

/* Tells a crawl.db from one that was begun anew: its first page and when
 * that was found. 0 where it is empty. */
static enum status crawl_identity(struct crawl_store *s, int64_t *ret,
                                  struct err *e)
{
    sqlite3_stmt *q;
    enum status st =
        db_prepare(crawl_store_db(s),
                   "SELECT printf('%d %s %d', id, url, found_at) FROM page"
                   " ORDER BY id LIMIT 1",
                   &q, e);
    if (st != ST_OK)
        return st;
    bool row = false;
    st = db_step(q, &row, e);
    *ret = 0;
    if (st == ST_OK && row)
        *ret = positive(hash_u64(sqlite3_column_text(q, 0),
                                 (size_t)sqlite3_column_bytes(q, 0)));
    sqlite3_finalize(q);
    return st;
}

static void add_field(struct buf *b, const char *s)
{
    /* Past its bound the buffer stays as it is: a weaker fingerprint. */
    (void)buf_puts(b, s != NULL ? s : "");
    (void)buf_putc(b, '\n');
}

static void add_funder(struct buf *b, const struct crawl_funder *f)
{
    add_field(b, f->id);
    add_field(b, f->name);
    (void)buf_printf(b, "%llx\n", (unsigned long long)f->regions);
}

/* All that the readings of a run depend on beside the pages. */
static int64_t reader_of_run(const struct scan_options *o)
{
    struct buf b;
    char day[DATE_ISO_SIZE];
    buf_init(&b, 64u << 20);
    (void)buf_printf(&b, "%llx\n", (unsigned long long)o->reader);
    add_field(&b, date_format_iso(o->today, day));
    for (size_t i = 0; i < o->funders->n; i++)
        add_funder(&b, &o->funders->items[i]);
    int64_t h = positive(hash_u64(b.data, b.len));
    buf_free(&b);
    return h;
}

static uint64_t context_of_page(const struct scan *x,
                                const struct crawl_page *p, struct date day)
{
    struct buf b;
    char iso[DATE_ISO_SIZE];
    buf_init(&b, 64u << 10);
    (void)buf_printf(&b, "%llx\n", (unsigned long long)x->o->reader);
    add_field(&b, p->url);
    add_field(&b, p->content_type);
    if (p->adapter != NULL)
        add_field(&b, p->adapter);
    add_field(&b, date_format_iso(day, iso));
    const struct crawl_funder *f =
        known_funders_find(x->o->funders, p->funder_id);
    if (f != NULL)
        add_funder(&b, f);
    else
        add_field(&b, p->funder_id);
    /* As SQLite stores it and gives it back. */
    uint64_t h = hash_u64(b.data, b.len);
    buf_free(&b);
    return h;
}

/* --- rows ------------------------------------------------------------------
 */

static enum status checked_at(struct scan *x, int64_t page, int64_t *ret,
                              struct err *e)
{
    sqlite3_bind_int64(x->checked, 1, page);
    bool row = false;
    enum status st = db_step(x->checked, &row, e);
    if (st == ST_OK && row)
        *ret = sqlite3_column_int64(x->checked, 0);
    sqlite3_reset(x->checked);
    return st;
}

static bool has_to_be_read(const struct scan *x, const struct crawl_page *p,
                           const struct calls_page *known, uint64_t context)
{
    if (p->version == 0 ||
        (p->state != PAGE_STATE_OK && p->state != PAGE_STATE_FAILED))
        return false;
    if (known->tried_version != p->version || known->context != context)
        return true;
    return x->o->retry && known->fate >= FATE_CRASHED;
}

static void list_page(struct scan *x, const struct crawl_page *p, int64_t id,
                      uint64_t context, struct date day)
{
    struct scan_result *r = &x->r;
    r->pages = arena_grow(r->mem, r->pages, r->n, &r->cap, sizeof *r->pages);
    r->pages[r->n++] = (struct scan_page){
        .crawl_id = p->id,
        .id = id,
        .url = arena_strdup(r->mem, p->url),
        .content_type = arena_strdup(r->mem, p->content_type),
        .adapter = arena_strdup(r->mem, p->adapter),
        .funder_id = arena_strdup(r->mem, p->funder_id),
        .version = p->version,
        .context = context,
        .today = day,
    };
}

static enum status take_page(void *arg, const struct crawl_page *p,
                             struct err *e)
{
    struct scan *x = arg;
    struct calls_page known = {0};
    struct err none = ERR_INIT;
    x->r.looked++;
    if (p->revision > x->r.revision)
        x->r.revision = p->revision;
    arena_reset(x->row);
    enum status st = calls_store_page(x->calls, x->row, p->url, &known, &none);
    if (st == ST_NOT_FOUND) {
        /* Never had a body and leads nowhere: nothing to remember. */
        if (p->version == 0 && p->state != PAGE_STATE_REDIRECT)
            return ST_OK;
    } else if (st != ST_OK) {
        return err_set(e, st, "%s", none.text);
    }
    struct calls_page row = {
        .url = p->url,
        .funder_id = p->funder_id,
        .state = p->state,
        .target = p->target,
        .noindex = p->noindex,
        .first_fetched = p->first_fetched,
        .last_fetched = p->last_fetched,
        .changed_at = p->changed_at,
        .version = p->version,
    };
    int64_t id = 0;
    st = checked_at(x, p->id, &row.checked_at, e);
    if (st == ST_OK)
        st = calls_store_put_page(x->calls, &row, x->number, &id, e);
    if (st != ST_OK)
        return st;
    struct date day = date_is_set(x->o->today)
                          ? x->o->today
                          : date_at(p->changed_at, NULL, NULL);
    uint64_t context = context_of_page(x, p, day);
    if (has_to_be_read(x, p, &known, context))
        list_page(x, p, id, context, day);
    return ST_OK;
}

/* A crawl.db that was begun anew: what it does not have is gone, once the
 * funder was crawled to the end. */
static enum status forget_the_rest(struct scan *x, struct err *e)
{
    enum status st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < x->o->funders->n; i++) {
        const struct crawl_funder *f = &x->o->funders->items[i];
        if (f->last_crawl != 0)
            st = calls_store_forget_pages(x->calls, f->id, x->number,
                                          f->last_crawl, e);
    }
    return st;
}

/* --- the whole -------------------------------------------------------------
 */

static enum status scan_pages(struct scan *x, struct err *e)
{
    int64_t after = 0, crawl = 0, reader = 0, highest = 0;
    enum status st = calls_store_meta(x->calls, CALLS_META_REVISION, &after, e);
    if (st == ST_OK)
        st = calls_store_meta(x->calls, CALLS_META_CRAWL, &crawl, e);
    if (st == ST_OK)
        st = calls_store_meta(x->calls, CALLS_META_READER, &reader, e);
    if (st == ST_OK)
        st = calls_store_meta(x->calls, CALLS_META_SCAN, &x->number, e);
    if (st == ST_OK)
        st = crawl_identity(x->crawl, &x->r.crawl, e);
    if (st == ST_OK)
        st = crawl_store_revision(x->crawl, &highest, e);
    if (st != ST_OK)
        return st;
    x->r.reader = reader_of_run(x->o);
    x->r.revision = after;
    bool other_crawl = crawl != x->r.crawl || highest < after;
    if (other_crawl) {
        x->number++;
        x->r.revision = 0;
        st = calls_store_set_meta(x->calls, CALLS_META_SCAN, x->number, e);
        if (st == ST_OK)
            st = calls_store_set_meta(x->calls, CALLS_META_SEEN, 0, e);
    }
    if (other_crawl || reader != x->r.reader || x->o->retry)
        after = 0;
    if (st == ST_OK)
        st = crawl_store_changed(x->crawl, after, take_page, x, e);
    if (st == ST_OK && other_crawl)
        st = forget_the_rest(x, e);
    return st == ST_OK ? last_seen_take(x->crawl, x->calls, e) : st;
}

enum status scan_run(struct crawl_store *crawl, struct calls_store *calls,
                     const struct scan_options *o, struct scan_result *ret,
                     struct err *e)
{
    struct scan x = {
        .crawl = crawl,
        .calls = calls,
        .o = o,
        .r.mem = arena_new(),
        .row = arena_new(),
    };
    enum status st =
        db_prepare(crawl_store_db(crawl),
                   "SELECT checked_at FROM page WHERE id = ?1", &x.checked, e);
    if (st == ST_OK)
        st = calls_store_begin(calls, e);
    if (st == ST_OK)
        st = scan_pages(&x, e);
    if (st == ST_OK)
        st = calls_store_commit(calls, e);
    if (st != ST_OK)
        calls_store_rollback(calls);
    sqlite3_finalize(x.checked);
    arena_free(x.row);
    if (st == ST_OK)
        *ret = x.r;
    else
        scan_free(&x.r);
    return st;
}

enum status scan_finish(struct calls_store *calls, const struct scan_result *r,
                        struct err *e)
{
    enum status st = calls_store_begin(calls, e);
    if (st == ST_OK)
        st = calls_store_set_meta(calls, CALLS_META_REVISION, r->revision, e);
    if (st == ST_OK)
        st = calls_store_set_meta(calls, CALLS_META_CRAWL, r->crawl, e);
    if (st == ST_OK)
        st = calls_store_set_meta(calls, CALLS_META_READER, r->reader, e);
    if (st == ST_OK)
        st = calls_store_commit(calls, e);
    if (st != ST_OK)
        calls_store_rollback(calls);
    return st;
}

void scan_free(struct scan_result *r)
{
    arena_free(r->mem);
    *r = (struct scan_result){0};
}
