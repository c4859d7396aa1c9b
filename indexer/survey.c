/* survey.c - see survey.h. */
#include "survey.h"

#include "medel/caps.h"
#include "medel/hash.h"
#include "medel/worker.h"

#include <stdlib.h>
#include <string.h>

#define EITHER_END 12 /* pages looked at, of those found first and last */
#define PAGES_LEAST 5 /* fewer tell nothing of their site */

/* Three pages of four: a site's English half has columns of its own, and its
 * start page often none. Beyond that lie what all its calls say alike. */
static bool is_most(size_t n, size_t pages)
{
    return 4 * n >= 3 * pages;
}

struct site {
    const char *host;
    size_t host_len;
    size_t pages;     /* that were looked at */
    uint64_t *hashes; /* of all of them; once counted, the sitewide ones */
    size_t n, cap;
    bool counted;
};

struct survey {
    struct arena *mem;
    struct survey_page *pages;
    size_t n, cap, given, answered;
    struct site *sites;
    size_t n_sites, cap_sites;
};

/* "https://www.example.org:8080/x": www.example.org:8080 */
static const char *host_of(const char *url, size_t *len)
{
    const char *slashes = strstr(url, "://");
    const char *host = slashes != NULL ? slashes + 3 : url;
    *len = strcspn(host, "/?#");
    return host;
}

static struct site *site_find(struct survey *s, const char *url)
{
    size_t len;
    const char *host = host_of(url, &len);
    for (size_t i = 0; i < s->n_sites; i++)
        if (s->sites[i].host_len == len &&
            memcmp(s->sites[i].host, host, len) == 0)
            return &s->sites[i];
    return NULL;
}

static struct site *site_of(struct survey *s, const char *url)
{
    struct site *found = site_find(s, url);
    if (found != NULL)
        return found;
    s->sites = arena_grow(s->mem, s->sites, s->n_sites, &s->cap_sites,
                          sizeof *s->sites);
    struct site *site = &s->sites[s->n_sites++];
    *site = (struct site){0};
    site->host = host_of(url, &site->host_len);
    return site;
}

struct picking {
    struct survey *survey;
    struct calls_store *calls;
};

static enum status take(void *arg, const struct crawl_page *p, struct err *e)
{
    const struct picking *picking = arg;
    struct survey *s = picking->survey;
    struct calls_page known = {0};
    struct err why = ERR_INIT;
    if (p->content_type != NULL && strstr(p->content_type, "html") == NULL)
        return ST_OK;
    enum status st =
        calls_store_page(picking->calls, s->mem, p->url, &known, &why);
    if (st != ST_OK && st != ST_NOT_FOUND)
        return err_set(e, st, "%s", why.text);
    if (known.fate >= FATE_CRASHED)
        return ST_OK;
    s->pages = arena_grow(s->mem, s->pages, s->n, &s->cap, sizeof *s->pages);
    s->pages[s->n++] = (struct survey_page){
        .crawl_id = p->id,
        .url = arena_strdup(s->mem, p->url),
        .content_type = arena_strdup(s->mem, p->content_type),
    };
    return ST_OK;
}

enum status survey_new(struct arena *mem, struct crawl_store *crawl,
                       struct calls_store *calls, const char *funder_id,
                       struct survey **ret, struct err *e)
{
    struct survey *s = arena_alloc(mem, sizeof *s);
    s->mem = mem;
    struct picking picking = {s, calls};
    enum status st =
        crawl_store_some(crawl, funder_id, EITHER_END, take, &picking, e);
    if (s->n < PAGES_LEAST)
        s->n = 0; /* not worth a look */
    *ret = s;
    return st;
}

const struct survey_page *survey_next(struct survey *s)
{
    return s->given < s->n ? &s->pages[s->given++] : NULL;
}

enum status survey_add(struct survey *s, const struct survey_page *p,
                       const char *reply, size_t len, struct err *e)
{
    s->answered++;
    if (reply == NULL)
        return ST_OK;
    if (len % HASH_BYTES != 0 || len / HASH_BYTES > CAP_SITE_BLOCKS)
        return err_set(e, ST_INVALID, "%zu bytes of hashes", len);
    for (size_t i = HASH_BYTES; i < len; i += HASH_BYTES)
        if (hash_unpack(reply + i) <= hash_unpack(reply + i - HASH_BYTES))
            return err_set(e, ST_INVALID, "hashes out of order");
    struct site *site = site_of(s, p->url);
    site->pages++;
    for (size_t i = 0; i < len; i += HASH_BYTES) {
        site->hashes = arena_grow(s->mem, site->hashes, site->n, &site->cap,
                                  sizeof *site->hashes);
        site->hashes[site->n++] = hash_unpack(reply + i);
    }
    return ST_OK;
}

bool survey_done(const struct survey *s)
{
    return s->answered == s->n;
}

/* Leaves the hashes that most pages have. */
static void count(struct site *site)
{
    size_t kept = 0;
    if (site->n != 0)
        qsort(site->hashes, site->n, sizeof *site->hashes, hash_order);
    for (size_t i = 0, end; i < site->n; i = end) {
        for (end = i; end < site->n && site->hashes[end] == site->hashes[i];)
            end++;
        if (site->pages >= PAGES_LEAST && kept < CAP_SITE_BLOCKS &&
            is_most(end - i, site->pages))
            site->hashes[kept++] = site->hashes[i];
    }
    site->n = kept;
    site->counted = true;
}

const uint64_t *survey_sitewide(struct survey *s, const char *url, size_t *n)
{
    struct site *site = site_find(s, url);
    *n = 0;
    if (site == NULL)
        return NULL;
    if (!site->counted)
        count(site);
    *n = site->n;
    return site->hashes;
}
