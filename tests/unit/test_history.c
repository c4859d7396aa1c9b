/* test_history.c - a record's versions: kept by the indexer, read back by
 * those who search. */
#include "index_help.h"

#include "../../indexer/document.h"
#include "../../indexer/past.h"
#include "../../search/history.h"

#include "medel/caps.h"

#define URL "https://fonden.se/stod"

static struct call *said(const char *title, const char *deadline,
                         const char *words, double ceiling)
{
    struct call *c = worded(title, deadline, ceiling);
    if (words != NULL)
        call_set_evidence(c, FIELD_DEADLINES, words, strlen(words), NULL, 0.9);
    return c;
}

/* The history of the funder's only call, by way of its document. */
static struct history read_back(json_t **past)
{
    size_t n = 0;
    struct known_call *k = known(&n);
    struct call *c = NULL;
    struct xap_doc d;
    struct history h = {0};
    json_t *mine = NULL;
    assert_int_equal(n, 1);
    OK(calls_store_record(store, k->id, &c, NULL, &e));
    OK(past_versions(store, k->id, c, &mine, &e));
    const struct document_beside beside = {.text = "Sidans text.",
                                           .past = mine};
    OK(document_build(mem, c, &beside, DATE_NONE, &d, &e));
    OK(history_read(mem, d.data, d.data_len, &h, &e));
    call_free(c);
    if (past != NULL)
        *past = mine;
    else
        json_decref(mine);
    return h;
}

static void assert_day(const struct call *c, const char *iso)
{
    char day[DATE_ISO_SIZE];
    assert_int_equal(c->n_deadlines, iso != NULL);
    if (iso != NULL)
        assert_string_equal(date_format_iso(c->deadlines[0], day), iso);
}

static void test_never_changed(void **state)
{
    (void)state;
    json_t *past = NULL;
    put(URL, 1, T0, said("Stöd", "2026-03-01", "senast 1 mars", 50000));
    renew();
    struct history h = read_back(&past);
    assert_null(past);
    assert_int_equal(h.n, 0);
    assert_string_equal(h.text, "Sidans text.");
    history_free(&h);
}

/* Every version comes back whole, with its own words. */
static void test_every_version(void **state)
{
    (void)state;
    put(URL, 1, T0, said("Stöd", "2026-03-01", "senast 1 mars", 50000));
    renew();
    put(URL, 2, T0 + NIGHT, said("Stöd", "2026-03-15", "förlängt", 50000));
    renew();
    put(URL, 3, T0 + 2 * NIGHT, said("Stöd", NULL, NULL, 75000));
    renew();
    struct history h = read_back(NULL);
    assert_int_equal(h.n, 2);
    assert_true(h.versions[0].until == T0 + NIGHT);
    assert_true(h.versions[1].until == T0 + 2 * NIGHT);
    assert_day(h.versions[0].call, "2026-03-01");
    assert_day(h.versions[1].call, "2026-03-15");
    assert_day(h.call, NULL);
    assert_string_equal(h.versions[0].call->evidence[FIELD_DEADLINES].text,
                        "senast 1 mars");
    assert_string_equal(h.versions[1].call->evidence[FIELD_DEADLINES].text,
                        "förlängt");
    assert_null(h.call->evidence[FIELD_DEADLINES].text);
    assert_true(h.versions[1].call->award_ceiling == 50000);
    assert_true(h.call->award_ceiling == 75000);
    assert_string_equal(h.versions[0].call->title, "Stöd");
    assert_ptr_equal(history_next(&h, 0), h.versions[1].call);
    assert_ptr_equal(history_next(&h, 1), h.call);
    json_t *o = history_to_json(&h);
    assert_int_equal(json_array_size(o), 2);
    json_decref(o);
    history_free(&h);
}

/* What did not change is not kept again. */
static void test_only_differences(void **state)
{
    (void)state;
    json_t *past = NULL;
    put(URL, 1, T0, said("Stöd", "2026-03-01", "senast 1 mars", 50000));
    renew();
    put(URL, 2, T0 + NIGHT, said("Stöd", "2026-03-15", "förlängt", 50000));
    renew();
    struct history h = read_back(&past);
    json_t *was = json_object_get(json_array_get(past, 0), "was");
    assert_int_equal(json_object_size(was), 2); /* and its words */
    assert_non_null(json_object_get(was, "deadlines"));
    assert_int_equal(json_object_size(json_object_get(was, "evidence")), 1);
    json_decref(past);
    history_free(&h);
}

/* The oldest go where there is no room for all. */
static void test_bounded(void **state)
{
    (void)state;
    enum { NIGHTS = 80 };
    char *prose = arena_alloc(mem, CAP_PROSE_BYTES);
    memset(prose, 'x', CAP_PROSE_BYTES - 1);
    for (int i = 0; i < NIGHTS; i++) {
        struct call *c = worded("Stöd", "2026-03-01", 50000);
        prose[0] = (char)('0' + i);
        c->purpose = arena_strdup(c->mem, prose);
        put(URL, i + 1, T0 + i * NIGHT, c);
        renew();
    }
    struct history h = read_back(NULL);
    assert_true(h.n > 40 && h.n < NIGHTS - 1);
    assert_true(h.versions[h.n - 1].until == T0 + (NIGHTS - 1) * NIGHT);
    assert_int_equal(h.versions[h.n - 1].call->purpose[0], '0' + NIGHTS - 2);
    history_free(&h);
}

static void test_damaged(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "{\"id\":\"a\",\"past\":[{\"was\":{}}]}",
        "{\"id\":\"a\",\"past\":[{\"until\":\"yesterday\",\"was\":{}}]}",
        "{\"id\":\"a\",\"past\":[{\"until\":\"2026-01-01T00:00:00Z\",\"was\":"
        "{\"deadlines\":7}}]}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct err e = ERR_INIT;
        struct history h;
        assert_int_equal(history_read(mem, bad[i], strlen(bad[i]), &h, &e),
                         ST_CORRUPT);
        assert_non_null(strstr(e.text, "--rebuild"));
    }
}

/* A page that turns out to be a part of another's call: its id leads there. */
static void test_former_ids(void **state)
{
    (void)state;
    size_t n = 0, n_former = 0;
    const char **former = NULL;
    put(URL, 1, T0, said("Stöd", "2026-03-01", NULL, 50000));
    int64_t page_id =
        put("https://fonden.se/b", 1, T0, said("Annat", "2026-04-01", NULL, 1));
    renew();
    struct known_call *k = known(&n);
    assert_int_equal(n, 2);
    const char *kept = strcmp(k[0].url, URL) == 0 ? k[0].id : k[1].id;
    const char *lost = strcmp(k[0].url, URL) == 0 ? k[1].id : k[0].id;
    OK(calls_store_set_clean(store, NULL, &e));
    /* The same body, read by a better reader: the same call by its text. */
    struct call *c = said("Stöd", "2026-03-01", NULL, 50000);
    put_reading_of(
        page_id, 1, &c, 1,
        arena_printf(mem, "Stöd, sidans hela text nr %d", (int)page_id - 1));
    OK(calls_store_set_funder_dirty(store, "f", true, &e));
    assert_int_equal(renew().retracted, 1);
    OK(calls_store_former_ids(store, mem, kept, &former, &n_former, &e));
    assert_int_equal(n_former, 1);
    assert_string_equal(former[0], lost);
    OK(calls_store_former_ids(store, mem, lost, &former, &n_former, &e));
    assert_int_equal(n_former, 0);
    /* The index has to learn of it. */
    struct dirty_call *d = NULL;
    size_t n_dirty = 0;
    OK(calls_store_dirty(store, mem, "", false, 10, &d, &n_dirty, &e));
    assert_int_equal(n_dirty, 2);
}

/* What took a call's place is in its record. */
static void test_successor(void **state)
{
    (void)state;
    put(URL, 1, T0, said("Stöd", "2026-03-01", NULL, 50000));
    put("https://fonden.se/nytt", 1, T0, said("Nytt", "2026-04-01", NULL, 1));
    renew();
    put_state(URL, PAGE_STATE_REDIRECT, "https://fonden.se/nytt", T0 + NIGHT);
    renew();
    size_t n = 0, replaced = 0;
    struct known_call *k = known(&n);
    for (size_t i = 0; i < n; i++) {
        struct call *c = NULL;
        OK(calls_store_record(store, k[i].id, &c, NULL, &e));
        if (c->withdrawn != NULL) {
            assert_non_null(c->successor);
            json_t *o = call_to_json(c, DATE_NONE);
            assert_string_equal(
                json_string_value(json_object_get(o, "successor")),
                c->successor);
            json_decref(o);
            replaced++;
        }
        call_free(c);
    }
    assert_int_equal(replaced, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, index_setup, index_teardown)
        TEST(test_never_changed),    TEST(test_every_version),
        TEST(test_only_differences), TEST(test_bounded),
        TEST(test_damaged),          TEST(test_successor),
        TEST(test_former_ids),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
