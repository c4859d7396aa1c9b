/*
 * index_help.h - what the tests of the indexer share: a data folder, and
 * pages put into calls.db as crawler and worker would have put them.
 */
#ifndef MEDEL_TESTS_INDEX_HELP_H
#define MEDEL_TESTS_INDEX_HELP_H

#include "../../indexer/intake.h"
#include "../../indexer/renew.h"

#include "medel/calls_store.h"
#include "medel/hash.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <ftw.h>

/* Not every test uses every helper. */
#define HELPER __attribute__((unused)) static

#define NIGHT 86400
#define T0 1767225600 /* 2026-01-01T00:00:00Z */

static char dir[64];
static struct arena *mem;
static struct calls_store *store;

#define OK(call)                                                               \
    do {                                                                       \
        struct err e = ERR_INIT;                                               \
        if ((call) != ST_OK)                                                   \
            fail_msg("%s", e.text);                                            \
    } while (0)

static void open_store(void)
{
    OK(calls_store_open(dir, DB_READ_WRITE, &store, &e));
}

static int index_setup(void **state)
{
    (void)state;
    snprintf(dir, sizeof dir, "/tmp/medel-index-XXXXXX");
    if (mkdtemp(dir) == NULL)
        return -1;
    mem = arena_new();
    open_store();
    return 0;
}

static int remove_one(const char *p, const struct stat *st, int flag,
                      struct FTW *ftw)
{
    (void)st, (void)flag, (void)ftw;
    return remove(p);
}

static int index_teardown(void **state)
{
    (void)state;
    calls_store_close(store);
    store = NULL;
    arena_free(mem);
    return nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* A page that the crawler fetched. */
static struct calls_page page(const char *url, int64_t version, int64_t at)
{
    return (struct calls_page){.url = url,
                               .funder_id = "f",
                               .state = PAGE_STATE_OK,
                               .first_fetched = T0,
                               .last_fetched = at,
                               .changed_at = at,
                               .checked_at = at,
                               .version = version};
}

static int64_t put_page(const struct calls_page *p)
{
    int64_t id = 0;
    OK(calls_store_begin(store, &e));
    OK(calls_store_put_page(store, p, 1, &id, &e));
    OK(calls_store_seen(store, p->url, p->last_fetched, &e));
    OK(calls_store_commit(store, &e));
    return id;
}

/* A call as a worker reads it; title NULL: the page is no call. */
HELPER struct call *worded(const char *title, const char *deadline,
                           double ceiling)
{
    struct call *c = call_new();
    c->title = arena_strdup(c->mem, title);
    c->language = LANG_SV;
    c->summary = arena_printf(c->mem, "%s till föreningar.", title);
    c->award_ceiling = ceiling;
    if (ceiling >= 0)
        snprintf(c->currency, sizeof c->currency, "SEK");
    if (deadline != NULL) {
        c->deadlines = arena_alloc(c->mem, sizeof *c->deadlines);
        assert_true(date_parse_iso(deadline, &c->deadlines[0]));
        c->n_deadlines = 1;
    }
    c->status = CALL_OPEN;
    return c;
}

/* The reading of body VERSION of page ID: the calls CS, which it takes. */
HELPER void put_reading_of(int64_t id, int64_t version, struct call **cs,
                           size_t n, const char *text)
{
    struct page_reading r = {
        .kind = n != 0 ? PAGE_CALL : PAGE_OTHER,
        .title = n != 0 ? cs[0]->title : "Start",
        .lang = "sv",
        .text = "",
        .calls = cs,
        .n_calls = n,
    };
    sha256_hex(text, strlen(text), r.text_hash);
    struct calls_attempt a = {.page = id, .version = version, .text = text};
    OK(intake_to_json(mem, &r, &a.json, &e));
    OK(calls_store_begin(store, &e));
    OK(calls_store_put_attempt(store, &a, &e));
    OK(calls_store_commit(store, &e));
    for (size_t i = 0; i < n; i++)
        call_free(cs[i]);
}

HELPER void put_reading(int64_t id, int64_t version, struct call *c)
{
    const char *text = arena_printf(mem, "%s, sidans hela text nr %d",
                                    c != NULL ? c->title : "Start", (int)id);
    put_reading_of(id, version, &c, c != NULL, text);
}

/* A fetched and read page in one. */
HELPER int64_t put(const char *url, int64_t version, int64_t at, struct call *c)
{
    struct calls_page p = page(url, version, at);
    int64_t id = put_page(&p);
    put_reading(id, version, c);
    return id;
}

/* The page's answer is STATE now. */
HELPER void put_state(const char *url, enum page_state state,
                      const char *target, int64_t at)
{
    struct calls_page p;
    OK(calls_store_page(store, mem, url, &p, &e));
    p.state = state;
    p.target = target;
    p.checked_at = at;
    put_page(&p);
}

/* Of the one funder. */
HELPER enum status try_renew(struct renew_counts *c, struct err *why)
{
    struct merge_funder f = {.id = "f", .name = "Fonden"};
    struct renew_source source;
    enum status st = renew_prepare(store, &f, &source, why);
    if (st == ST_OK)
        st = renew_from(store, &f, &source, c, why);
    renew_source_free(&source);
    return st;
}

HELPER struct renew_counts renew(void)
{
    struct renew_counts c = {0};
    OK(try_renew(&c, &e));
    return c;
}

/* The funder's calls, by id. */
HELPER struct known_call *known(size_t *n)
{
    struct known_call *k = NULL;
    OK(calls_store_known(store, mem, "f", &k, n, &e));
    return k;
}

#endif
