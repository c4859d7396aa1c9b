/*
 * test_calls_store.c - records through the nights: made, changed, withdrawn,
 * back again, and what is remembered of it.
 */
#include "index_help.h"

/* The only call there is. */
static struct known_call only(void)
{
    size_t n = 0;
    struct known_call *k = known(&n);
    assert_int_equal(n, 1);
    return k[0];
}

static struct call *record(const char *id)
{
    struct call *c = NULL;
    OK(calls_store_record(store, id, &c, NULL, &e));
    return c;
}

static void a_new_call_gets_its_times_from_the_crawl(void **state)
{
    (void)state;
    put("https://f.se/a", 1, T0 + 5, worded("Stöd", "2026-03-01", 100000));
    struct renew_counts c = renew();
    assert_int_equal(c.fresh, 1);
    struct known_call k = only();
    assert_int_equal(strncmp(k.id, "f-", 2), 0);
    struct call *r = record(k.id);
    assert_string_equal(r->id, k.id);
    assert_string_equal(r->url, "https://f.se/a");
    assert_string_equal(r->funder, "Fonden");
    assert_string_equal(r->funder_id, "f");
    assert_string_equal(r->first_seen, "2026-01-01T00:00:00Z");
    assert_string_equal(r->last_seen, "2026-01-01T00:00:05Z");
    assert_string_equal(r->fetched_at, "2026-01-01T00:00:05Z");
    assert_null(r->withdrawn);
    assert_int_equal(r->n_changed, 0);
    call_free(r);
    /* Once more: nothing. */
    c = renew();
    assert_int_equal(c.fresh + c.changed + c.withdrawn + c.retracted, 0);
}

static enum status count_version(void *arg, int64_t until, const char *json,
                                 struct err *e)
{
    (void)e;
    int64_t *last = arg;
    last[0]++;
    last[1] = until;
    assert_non_null(strstr(json, "100000"));
    return ST_OK;
}

static void a_changed_field_is_history(void **state)
{
    (void)state;
    put("https://f.se/a", 1, T0, worded("Stöd", "2026-03-01", 100000));
    renew();
    put("https://f.se/a", 2, T0 + NIGHT, worded("Stöd", "2026-04-01", 200000));
    struct renew_counts c = renew();
    assert_int_equal(c.changed, 1);
    assert_int_equal(c.fresh, 0);
    struct known_call k = only();
    struct call *r = record(k.id);
    assert_int_equal(r->n_changed, 2);
    assert_string_equal(r->changed[0].field, "deadlines");
    assert_string_equal(r->changed[0].at, "2026-01-02T00:00:00Z");
    assert_string_equal(
        json_string_value(json_array_get(r->changed[0].old_value, 0)),
        "2026-03-01");
    assert_string_equal(
        json_string_value(json_array_get(r->changed[0].new_value, 0)),
        "2026-04-01");
    assert_string_equal(r->changed[1].field, "award_ceiling");
    assert_string_equal(r->first_seen, "2026-01-01T00:00:00Z");
    assert_string_equal(r->fetched_at, "2026-01-02T00:00:00Z");
    call_free(r);
    int64_t versions[2] = {0, 0};
    OK(calls_store_versions(store, k.id, count_version, versions, &e));
    assert_int_equal(versions[0], 1);
    assert_int_equal(versions[1], T0 + NIGHT);
}

static void cosmetic_edits_are_no_change(void **state)
{
    (void)state;
    put("https://f.se/a", 1, T0, worded("Stöd", "2026-03-01", 100000));
    renew();
    OK(calls_store_set_clean(store, NULL, &e));
    put("https://f.se/a", 2, T0 + NIGHT, worded("Stöd", "2026-03-01", 100000));
    struct renew_counts c = renew();
    assert_int_equal(c.changed, 0);
    struct call *r = record(only().id);
    assert_int_equal(r->n_changed, 0);
    assert_string_equal(r->fetched_at, "2026-01-02T00:00:00Z");
    call_free(r);
    /* The text may be another all the same. */
    struct calls_counts n;
    OK(calls_store_count(store, NULL, &n, &e));
    assert_int_equal(n.dirty, 1);
    int64_t versions[2] = {0, 0};
    OK(calls_store_versions(store, only().id, count_version, versions, &e));
    assert_int_equal(versions[0], 0);
}

static void another_reader_is_no_change(void **state)
{
    (void)state;
    int64_t id =
        put("https://f.se/a", 1, T0, worded("Stöd", "2026-03-01", 100000));
    renew();
    put_reading(id, 1, worded("Stöd", "2026-03-02", 100000));
    struct renew_counts c = renew();
    assert_int_equal(c.changed, 0);
    struct call *r = record(only().id);
    assert_int_equal(r->n_changed, 0);
    assert_int_equal(r->deadlines[0].day, 2);
    call_free(r);
    /* No call after all: it is not withdrawn, it never was one. */
    put_reading(id, 1, NULL);
    c = renew();
    assert_int_equal(c.retracted, 1);
    assert_int_equal(c.withdrawn, 0);
    assert_int_equal(only().life, CALL_RETRACTED);
    /* And back, under the same id. */
    const char *name = only().id;
    put_reading(id, 1, worded("Stöd", "2026-03-02", 100000));
    c = renew();
    assert_int_equal(only().life, CALL_LIVE);
    assert_string_equal(only().id, name);
    assert_int_equal(c.fresh + c.returned, 0);
}

static void gone_pages_withdraw_and_may_return(void **state)
{
    (void)state;
    put("https://f.se/a", 1, T0, worded("Stöd", "2026-03-01", 100000));
    renew();
    const char *name = only().id;
    put_state("https://f.se/a", PAGE_STATE_GONE, NULL, T0 + NIGHT);
    struct renew_counts c = renew();
    assert_int_equal(c.withdrawn, 1);
    assert_int_equal(c.lost, 0);
    assert_int_equal(only().life, CALL_WITHDRAWN);
    struct call *r = record(name);
    assert_string_equal(r->withdrawn, "2026-01-02T00:00:00Z");
    assert_string_equal(r->last_seen, "2026-01-01T00:00:00Z");
    assert_string_equal(r->title, "Stöd");
    assert_int_equal(r->n_changed, 1);
    assert_string_equal(r->changed[0].field, "withdrawn");
    call_free(r);
    c = renew();
    assert_int_equal(c.withdrawn, 0);

    /* The same page, the same body, a night later. */
    struct calls_page p = page("https://f.se/a", 1, T0);
    p.last_fetched = p.checked_at = T0 + 2 * NIGHT;
    put_page(&p);
    c = renew();
    assert_int_equal(c.returned, 1);
    assert_int_equal(c.fresh, 0);
    r = record(name);
    assert_null(r->withdrawn);
    assert_int_equal(r->n_changed, 2);
    assert_string_equal(r->changed[1].at, "2026-01-03T00:00:00Z");
    assert_true(json_is_null(r->changed[1].new_value));
    assert_string_equal(r->last_seen, "2026-01-03T00:00:00Z");
    call_free(r);
}

static void a_page_that_says_something_else_withdraws(void **state)
{
    (void)state;
    put("https://f.se/a", 1, T0, worded("Stöd", NULL, 100000));
    renew();
    put("https://f.se/a", 2, T0 + NIGHT, NULL);
    assert_int_equal(renew().withdrawn, 1);
    assert_int_equal(only().withdrawn_at, T0 + NIGHT);
}

static void a_page_that_becomes_a_call_is_new_that_day(void **state)
{
    (void)state;
    put("https://f.se/a", 1, T0, NULL);
    renew();
    put("https://f.se/a", 2, T0 + NIGHT, worded("Stöd", NULL, 100000));
    assert_int_equal(renew().fresh, 1);
    assert_int_equal(only().first_seen, T0 + NIGHT);
}

static void a_move_keeps_the_id(void **state)
{
    (void)state;
    put("https://f.se/a", 1, T0, worded("Stöd", "2026-03-01", 100000));
    renew();
    const char *name = only().id;
    /* By a redirect, with a new title. */
    put("https://f.se/b", 1, T0 + NIGHT,
        worded("Stöd 2026", "2026-03-01", 100000));
    put_state("https://f.se/a", PAGE_STATE_REDIRECT, "https://f.se/b",
              T0 + NIGHT);
    struct renew_counts c = renew();
    assert_int_equal(c.fresh, 0);
    assert_string_equal(only().id, name);
    struct call *r = record(name);
    assert_string_equal(r->url, "https://f.se/b");
    assert_int_equal(r->n_urls, 2);
    assert_string_equal(r->urls[1], "https://f.se/a");
    assert_string_equal(r->first_seen, "2026-01-01T00:00:00Z");
    call_free(r);
    /* Without one, under the same title. */
    put("https://f.se/c", 1, T0 + 2 * NIGHT,
        worded("Stöd 2026", "2026-03-01", 100000));
    put_state("https://f.se/b", PAGE_STATE_GONE, NULL, T0 + 2 * NIGHT);
    c = renew();
    assert_int_equal(c.fresh + c.withdrawn, 0);
    assert_string_equal(only().id, name);
    assert_string_equal(only().url, "https://f.se/c");
}

static void a_quarantined_page_keeps_its_call(void **state)
{
    (void)state;
    int64_t id =
        put("https://f.se/a", 1, T0, worded("Stöd", "2026-03-01", 100000));
    renew();
    struct calls_page p = page("https://f.se/a", 2, T0 + NIGHT);
    put_page(&p);
    struct calls_attempt a = {.page = id,
                              .version = 2,
                              .context = UINT64_MAX,
                              .fate = 2,
                              .cause = "crashed",
                              .keep_reading = true};
    OK(calls_store_put_attempt(store, &a, &e));
    OK(calls_store_put_attempt(store, &a, &e));
    struct calls_page now;
    OK(calls_store_page(store, mem, "https://f.se/a", &now, &e));
    assert_int_equal(now.fate, 2);
    assert_int_equal(now.failures, 2);
    assert_int_equal(now.tried_version, 2);
    assert_true(now.context == UINT64_MAX);
    assert_int_equal(now.read_version, 1);
    renew();
    assert_int_equal(only().life, CALL_LIVE);
    struct calls_counts n;
    OK(calls_store_count(store, "f", &n, &e));
    assert_int_equal(n.quarantined, 1);
    OK(calls_store_count(store, "other", &n, &e));
    assert_int_equal(n.quarantined + n.live, 0);
    /* Unreadable is another matter: the page does not say it any more. */
    a.keep_reading = false;
    a.fate = 1;
    OK(calls_store_put_attempt(store, &a, &e));
    assert_int_equal(renew().withdrawn, 1);
}

static void seen_alive_is_noted_cheaply(void **state)
{
    (void)state;
    put("https://f.se/a", 1, T0, worded("Stöd", "2026-03-01", 100000));
    renew();
    OK(calls_store_set_clean(store, NULL, &e));
    OK(calls_store_seen(store, "https://f.se/a", T0 + NIGHT, &e));
    OK(calls_store_seen(store, "https://f.se/unknown", T0 + NIGHT, &e));
    OK(calls_store_seen(store, "https://f.se/a", T0, &e));
    struct call *r = record(only().id);
    assert_string_equal(r->last_seen, "2026-01-02T00:00:00Z");
    call_free(r);
    struct dirty_call *d = NULL;
    size_t n = 0;
    OK(calls_store_dirty(store, mem, "", false, 10, &d, &n, &e));
    assert_int_equal(n, 1);
    assert_int_equal(d[0].dirty, CALL_DIRTY_DATA);
}

static void several_calls_on_a_page(void **state)
{
    (void)state;
    struct calls_page p = page("https://f.se/p", 1, T0);
    int64_t id = put_page(&p);
    struct call *one[] = {worded("Kultur", NULL, 1), worded("Idrott", NULL, 2)};
    put_reading_of(id, 1, one, 2, "text");
    assert_int_equal(renew().fresh, 2);
    size_t n = 0;
    struct known_call *before = known(&n);
    assert_int_equal(n, 2);
    p = page("https://f.se/p", 2, T0 + NIGHT);
    put_page(&p);
    struct call *two[] = {worded("Klimat", NULL, 3), worded("Kultur", NULL, 1),
                          worded("Idrott", NULL, 2)};
    put_reading_of(id, 2, two, 3, "text");
    struct renew_counts c = renew();
    assert_int_equal(c.fresh, 1);
    assert_int_equal(c.withdrawn, 0);
    for (size_t i = 0; i < 2; i++) {
        struct call *r = record(before[i].id);
        assert_string_equal(r->title, before[i].title);
        call_free(r);
    }
}

static void one_call_merged_into_another_is_not_withdrawn(void **state)
{
    (void)state;
    int64_t a = put("https://f.se/a", 1, T0, worded("Stöd", NULL, 1));
    int64_t b = put("https://f.se/b", 1, T0, worded("Stöd", NULL, 1));
    (void)a;
    renew();
    size_t n = 0;
    known(&n);
    assert_int_equal(n, 2);
    /* A better reader finds that their texts are equal. */
    struct call *same[] = {worded("Stöd", NULL, 1)};
    put_reading_of(a, 1, same, 1, "samma text");
    struct call *again[] = {worded("Stöd", NULL, 1)};
    put_reading_of(b, 1, again, 1, "samma text");
    struct renew_counts c = renew();
    assert_int_equal(c.retracted, 1);
    assert_int_equal(c.withdrawn, 0);
    struct known_call *k = known(&n);
    const struct known_call *lost = k[0].life == CALL_RETRACTED ? &k[0] : &k[1];
    const struct known_call *kept = lost == &k[0] ? &k[1] : &k[0];
    assert_int_equal(lost->life, CALL_RETRACTED);
    assert_int_equal(kept->life, CALL_LIVE);
    assert_string_equal(lost->successor, kept->id);
}

static void emptied_funders_are_told(void **state)
{
    (void)state;
    static const char *const urls[] = {"https://f.se/1", "https://f.se/2",
                                       "https://f.se/3"};
    for (int i = 0; i < 3; i++)
        put(urls[i], 1, T0, worded(arena_printf(mem, "Stöd %d", i), NULL, i));
    renew();
    for (int i = 0; i < 3; i++)
        put_state(urls[i], PAGE_STATE_GONE, NULL, T0 + NIGHT);
    struct renew_counts c = renew();
    assert_int_equal(c.withdrawn, 3);
    assert_int_equal(c.lost, 3);
    assert_int_equal(c.had, 3);
}

/* Most of many at once is as suspicious; a few are not. */
static void shrunken_funders_are_told(void **state)
{
    (void)state;
    const char *urls[10];
    for (int i = 0; i < 10; i++) {
        urls[i] = arena_printf(mem, "https://f.se/%d", i);
        put(urls[i], 1, T0, worded(arena_printf(mem, "Stöd %d", i), NULL, i));
    }
    renew();
    for (int i = 0; i < 4; i++)
        put_state(urls[i], PAGE_STATE_GONE, NULL, T0 + NIGHT);
    struct renew_counts c = renew();
    assert_int_equal(c.withdrawn, 4);
    assert_int_equal(c.lost, 0);
    for (int i = 4; i < 9; i++)
        put_state(urls[i], PAGE_STATE_GONE, NULL, T0 + 2 * NIGHT);
    c = renew();
    assert_int_equal(c.withdrawn, 5);
    assert_int_equal(c.lost, 5);
    assert_int_equal(c.had, 6);
}

static void forgotten_pages_are_gone(void **state)
{
    (void)state;
    put("https://f.se/a", 1, T0, worded("Stöd", NULL, 1));
    renew();
    OK(calls_store_begin(store, &e));
    OK(calls_store_forget_pages(store, "f", 1, T0 + NIGHT, &e));
    OK(calls_store_commit(store, &e));
    assert_int_equal(renew().withdrawn, 0);
    OK(calls_store_begin(store, &e));
    OK(calls_store_forget_pages(store, "f", 2, T0 + NIGHT, &e));
    OK(calls_store_commit(store, &e));
    assert_int_equal(renew().withdrawn, 1);
    assert_int_equal(only().withdrawn_at, T0 + NIGHT);
}

static void noindex_pages_give_no_call(void **state)
{
    (void)state;
    struct calls_page p = page("https://f.se/a", 1, T0);
    p.noindex = true;
    int64_t id = put_page(&p);
    put_reading(id, 1, worded("Stöd", NULL, 1));
    assert_int_equal(renew().fresh, 0);
}

static void a_forged_past_is_ignored(void **state)
{
    (void)state;
    struct call *c = worded("Stöd", "2026-03-01", 1);
    json_t *v = json_string("x");
    c->id = "g-1234567";
    c->url = "https://other.se/";
    c->funder_id = "g";
    c->first_seen = c->withdrawn = "1999-01-01T00:00:00Z";
    call_add_change(c, "1999-01-01T00:00:00Z", "deadlines", v, v);
    json_decref(v);
    put("https://f.se/a", 1, T0, c);
    renew();
    struct call *r = record(only().id);
    assert_int_equal(strncmp(r->id, "f-", 2), 0);
    assert_string_equal(r->url, "https://f.se/a");
    assert_string_equal(r->funder_id, "f");
    assert_string_equal(r->first_seen, "2026-01-01T00:00:00Z");
    assert_null(r->withdrawn);
    assert_int_equal(r->n_changed, 0);
    call_free(r);
}

static void a_failed_renewal_changes_nothing(void **state)
{
    (void)state;
    put("https://f.se/a", 1, T0, worded("Stöd", NULL, 1));
    OK(db_exec(calls_store_db(store), "UPDATE reading SET json_zstd = x'00'",
               &e));
    struct renew_counts c = {0};
    struct err why = ERR_INIT;
    assert_int_equal(try_renew(&c, &why), ST_CORRUPT);
    assert_non_null(strstr(why.text, "funder f"));
    size_t n = 9;
    known(&n);
    assert_int_equal(n, 0);
    const char **dirty = NULL;
    OK(calls_store_dirty_funders(store, mem, &dirty, &n, &e));
    assert_int_equal(n, 1);
}

static void meta_and_identity_last(void **state)
{
    (void)state;
    int64_t id = 0, again = 0, other = 0;
    OK(calls_store_meta(store, CALLS_META_IDENTITY, &id, &e));
    assert_true(id > 0);
    OK(calls_store_set_meta(store, CALLS_META_REVISION, 42, &e));
    calls_store_close(store);
    open_store();
    OK(calls_store_meta(store, CALLS_META_IDENTITY, &again, &e));
    assert_int_equal(id, again);
    OK(calls_store_meta(store, CALLS_META_REVISION, &other, &e));
    assert_int_equal(other, 42);
    OK(calls_store_meta(store, CALLS_META_SEEN, &other, &e));
    assert_int_equal(other, 0);
    struct call *c = NULL;
    struct err e = ERR_INIT;
    assert_int_equal(calls_store_record(store, "nope", &c, NULL, &e),
                     ST_NOT_FOUND);
    assert_null(c);
}

#define T(f) cmocka_unit_test_setup_teardown(f, index_setup, index_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(a_new_call_gets_its_times_from_the_crawl),
        T(a_changed_field_is_history),
        T(cosmetic_edits_are_no_change),
        T(another_reader_is_no_change),
        T(gone_pages_withdraw_and_may_return),
        T(a_page_that_says_something_else_withdraws),
        T(a_page_that_becomes_a_call_is_new_that_day),
        T(a_move_keeps_the_id),
        T(a_quarantined_page_keeps_its_call),
        T(seen_alive_is_noted_cheaply),
        T(several_calls_on_a_page),
        T(one_call_merged_into_another_is_not_withdrawn),
        T(emptied_funders_are_told),
        T(shrunken_funders_are_told),
        T(forgotten_pages_are_gone),
        T(noindex_pages_give_no_call),
        T(a_forged_past_is_ignored),
        T(a_failed_renewal_changes_nothing),
        T(meta_and_identity_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
