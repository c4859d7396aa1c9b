/* intake.c - see intake.h. */
#include "intake.h"

#include "medel/caps.h"
#include "medel/i18n.h"
#include "medel/json_quick.h"
#include "medel/url.h"

#include <string.h>

/* REF in normal form, or NULL where it is no address. */
static const char *normal(struct arena *mem, const char *base, const char *ref)
{
    const char *url = NULL;
    if (ref == NULL || url_normalise(mem, base, ref, &url, NULL) != ST_OK)
        return NULL;
    return url;
}

static int by_url(const void *a, const void *b)
{
    const struct page_link *x = a, *y = b;
    int c = strcmp(x->url, y->url);
    if (c != 0)
        return c;
    /* The one in the main text comes first and stays. */
    return (int)y->in_main - (int)x->in_main;
}

/* Links are kept by address: their order on the page says nothing. */
static void resolve_links(struct arena *mem, struct page_reading *r)
{
    size_t n = 0, kept = 0;
    for (size_t i = 0; i < r->n_links; i++) {
        struct page_link l = r->links[i];
        l.url = normal(mem, r->base, l.url);
        if (l.url != NULL)
            r->links[n++] = l;
    }
    if (n > 1)
        qsort(r->links, n, sizeof *r->links, by_url);
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || strcmp(r->links[kept - 1].url, r->links[i].url) != 0)
            r->links[kept++] = r->links[i];
    r->n_links = kept;
}

static void resolve_alternates(struct arena *mem, struct page_reading *r)
{
    size_t n = 0;
    for (size_t i = 0; i < r->n_alternates; i++) {
        const char *url = normal(mem, r->base, r->alternate_href[i]);
        if (url == NULL)
            continue;
        r->alternate_lang[n] = r->alternate_lang[i];
        r->alternate_href[n++] = url;
    }
    r->n_alternates = n;
}

static void resolve_entries(struct arena *mem, struct page_reading *r)
{
    for (size_t i = 0; i < r->n_entries; i++)
        r->entries[i].url = normal(mem, r->base, r->entries[i].url);
}

enum status intake_reading(struct arena *mem, const char *page_url,
                           const char *json, size_t len,
                           struct page_reading **ret, struct err *e)
{
    json_error_t je;
    json_t *o = json_read(json, len, &je);
    if (o == NULL)
        return err_set(e, ST_INVALID, _("reply is not JSON: %s"), je.text);
    struct page_reading *r = NULL;
    enum status st = reading_from_json(mem, o, &r, e);
    json_decref(o);
    if (st != ST_OK)
        return st;
    const char *base = normal(mem, page_url, r->base);
    r->base = base != NULL ? base : page_url;
    r->canonical = normal(mem, r->base, r->canonical);
    resolve_links(mem, r);
    resolve_alternates(mem, r);
    resolve_entries(mem, r);
    *ret = r;
    return ST_OK;
}

/* No more than calls.db gives back. A page whose links alone are this long
 * does without them. */
#define MAX_STORED_BYTES (2 * (size_t)CAP_REPLY_BYTES)

enum status intake_to_json(struct arena *mem, const struct page_reading *r,
                           const char **ret, struct err *e)
{
    struct page_reading frame = *r;
    frame.text = "";
    frame.n_reasons = frame.n_notes = 0;
    struct buf b;
    buf_init(&b, MAX_STORED_BYTES);
    enum status st = reading_append_json(&b, &frame, CALL_JSON_FLAGS);
    if (st == ST_LIMIT) {
        buf_reset(&b);
        frame.n_links = 0;
        st = reading_append_json(&b, &frame, CALL_JSON_FLAGS);
    }
    if (st == ST_OK)
        *ret = arena_strndup(mem, b.data, b.len);
    buf_free(&b);
    if (st == ST_LIMIT)
        return err_set(e, st, _("the reading is longer than %zu bytes"),
                       MAX_STORED_BYTES);
    return st == ST_OK ? ST_OK : err_set(e, st, _("out of memory"));
}
