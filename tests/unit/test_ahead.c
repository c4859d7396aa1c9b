/*
 * test_ahead.c - funders are made ready in their order, whoever does it, and
 * what was not asked for is given back.
 */
#include "../../indexer/ahead.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FUNDERS 12

static char dir[64];
static struct arena *mem;
static struct err e;
static struct calls_store *store;
static struct merge_funder funders[FUNDERS];

#define OK(call)                                                               \
    do {                                                                       \
        e = (struct err)ERR_INIT;                                              \
        if ((call) != ST_OK)                                                   \
            fail_msg("%s: %s", #call, e.text);                                 \
    } while (0)

#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"

static const char READING[] =
    "{\"kind\":\"other\",\"score\":0.1,\"reasons\":[],\"title\":\"%s\","
    "\"canonical\":null,\"base\":\"%s\",\"lang\":\"sv\",\"links\":[],"
    "\"alternates\":[],\"simhash\":\"0000000000000000\",\"text_hash\":\"" ZEROS
    "\","
    "\"text\":\"\",\"noindex\":false,\"document\":false,\"data\":false,"
    "\"notes\":[],\"calls\":[]}";

/* A funder with as many pages as its number says. */
static void add_funder(size_t i)
{
    const char *id = arena_printf(mem, "f%02zu", i);
    funders[i] = (struct merge_funder){.id = id, .name = id};
    for (size_t k = 0; k < i; k++) {
        const char *url = arena_printf(mem, "https://%s.se/%zu", id, k);
        struct calls_page p = {
            .url = url, .funder_id = id, .state = PAGE_STATE_OK, .version = 1};
        struct calls_attempt a = {
            .version = 1,
            .json = arena_printf(mem, READING, id, url),
            .text = "",
        };
        OK(calls_store_put_page(store, &p, 1, &a.page, &e));
        OK(calls_store_put_attempt(store, &a, &e));
    }
}

static int setup(void **state)
{
    (void)state;
    snprintf(dir, sizeof dir, "/tmp/medel-ahead-XXXXXX");
    mem = arena_new();
    if (mkdtemp(dir) == NULL)
        return -1;
    OK(calls_store_open(dir, DB_READ_WRITE, &store, &e));
    OK(calls_store_begin(store, &e));
    for (size_t i = 0; i < FUNDERS; i++)
        add_funder(i);
    OK(calls_store_commit(store, &e));
    return 0;
}

static int rm(const char *p, const struct stat *st, int flag, struct FTW *ftw)
{
    (void)st, (void)flag, (void)ftw;
    return remove(p);
}

static int teardown(void **state)
{
    (void)state;
    calls_store_close(store);
    arena_free(mem);
    return nftw(dir, rm, 16, FTW_DEPTH | FTW_PHYS);
}

/* Takes the first of N funders, whose calls.db is in FOLDER. */
static void take(const char *folder, size_t n, size_t taken)
{
    struct ahead *a = ahead_begin(store, folder, funders, n);
    for (size_t i = 0; i < taken; i++) {
        struct renew_source source;
        OK(ahead_next(a, &source, &e));
        assert_int_equal(source.pages.n, i);
        renew_source_free(&source);
    }
    ahead_end(a);
}

static void all_come_in_their_order(void **state)
{
    (void)state;
    take(dir, FUNDERS, FUNDERS);
}

static void not_all_need_be_taken(void **state)
{
    (void)state;
    for (size_t taken = 0; taken < FUNDERS; taken++)
        take(dir, FUNDERS, taken);
    ahead_end(NULL);
}

static void without_a_second_connection_it_goes_on(void **state)
{
    (void)state;
    take("/nonexistent", FUNDERS, FUNDERS);
    take(dir, 1, 1);
    take(dir, 0, 0);
}

static void a_damaged_reading_is_told_where_it_is_asked_for(void **state)
{
    (void)state;
    OK(calls_store_begin(store, &e));
    OK(db_exec(calls_store_db(store),
               "UPDATE reading SET json_zstd = x'00' WHERE page ="
               " (SELECT id FROM page WHERE funder = 'f05' LIMIT 1)",
               &e));
    OK(calls_store_commit(store, &e));
    struct ahead *a = ahead_begin(store, dir, funders, FUNDERS);
    for (size_t i = 0; i < 7; i++) {
        struct renew_source source;
        e = (struct err)ERR_INIT;
        enum status st = ahead_next(a, &source, &e);
        assert_int_equal(st, i == 5 ? ST_CORRUPT : ST_OK);
        renew_source_free(&source);
        if (i == 5)
            assert_non_null(strstr(e.text, "f05"));
    }
    ahead_end(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
        T(all_come_in_their_order),
        T(not_all_need_be_taken),
        T(without_a_second_connection_it_goes_on),
        T(a_damaged_reading_is_told_where_it_is_asked_for),
#undef T
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
