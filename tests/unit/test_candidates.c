/* test_candidates.c - ranked calls for a profile, over an index of a few
 * hundred made-up calls: the index and the gate agree on what is barred, the
 * order is the same each time, nothing fitting is lost. */
#include "query_fixture.h"

#define N_CALLS 300

static json_t *records;

/* A small generator: the same calls on every machine. */
static uint32_t seed = 12345;

static unsigned below(unsigned n)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % n;
}

static json_t *some_codes(enum code_kind kind, unsigned max)
{
    json_t *a = json_array();
    unsigned n = below(max + 1);
    codeset used = 0;
    for (unsigned i = 0; i < n; i++) {
        int c = (int)below((unsigned)code_count(kind));
        if (used & CODE_BIT(c))
            continue;
        used |= CODE_BIT(c);
        json_array_append_new(a, json_string(code_name(kind, c)));
    }
    return a;
}

static json_t *made_up(int i)
{
    static const char *const words[] = {"snickeri", "landsbygd",     "teater",
                                        "odling",   "arbetsträning", "ungdomar",
                                        "återbruk", "idrott"};
    char id[20], text[200], day[DATE_ISO_SIZE];
    struct date d = date_from_days(date_to_days(TODAY) - 60 + (long)below(300));
    snprintf(id, sizeof id, "call-%03d", i);
    snprintf(text, sizeof text, "%s %s %s", words[below(8)], words[below(8)],
             words[below(8)]);
    json_t *o = json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:o}",
        "id", id, "url", "https://fond.example/x", "title", words[below(8)],
        "funder", "Fonden", "funder_id", "fonden", "kind",
        code_name(CODE_KIND, (int)below(7)), "status",
        code_name(CODE_STATUS, (int)below(3)), "language",
        below(4) ? "sv" : "en", "text", text, "applicants",
        some_codes(CODE_APPLICANT, 4), "excluded",
        some_codes(CODE_APPLICANT, 1), "regions", some_codes(CODE_REGION, 3),
        "themes", some_codes(CODE_THEME, 3));
    if (below(5) > 0)
        json_object_set_new(o, "deadlines",
                            json_pack("[s]", date_format_iso(d, day)));
    if (below(3) > 0)
        json_object_set_new(o, "award_ceiling",
                            json_integer(10000 * (1 + below(100))));
    if (below(2))
        json_object_set_new(o, "funding_rate",
                            json_integer(10 * (1 + below(10))));
    json_object_set_new(o, "currency", json_string(below(4) ? "SEK" : "EUR"));
    if (below(10) == 0)
        json_object_set_new(o, "withdrawn",
                            json_string("2026-11-01T04:00:00Z"));
    if (below(10) == 0)
        json_object_set_new(o, "closed_stated", json_true());
    return o;
}

static int set_up(void **state)
{
    (void)state;
    records = json_array();
    for (int i = 0; i < N_CALLS; i++)
        json_array_append_new(records, made_up(i));
    return set_up_index(json_incref(records));
}

static int tear_down_all(void **state)
{
    json_decref(records);
    return tear_down(state);
}

/* --- searching ----------------------------------------------------------- */

static struct job searched_in(const char *index, const struct profile *p,
                              const char *words, struct gate_day day,
                              size_t limit, enum sort_by sort, bool all)
{
    struct err e = ERR_INIT;
    struct job j = {.rq = {.profile = p,
                           .day = day,
                           .all = all,
                           .limit = limit,
                           .sort = sort}};
    j.found = found_in(index, j.rq, words, &e);
    if (e.status != ST_OK)
        fail_msg("%s", e.text);
    return j;
}

static struct job searched(const struct profile *p, const char *words,
                           struct gate_day day, size_t limit, bool all)
{
    return searched_in(path, p, words, day, limit, SORT_RELEVANCE, all);
}

static struct profile made_up_profile(int i)
{
    static const char *keywords[] = {"snickeri", "återbruk"};
    struct profile p = {
        .id = "p",
        .name = "P",
        .form = (enum applicant)(i % code_count(CODE_APPLICANT)),
        .social_enterprise = i % 3 == 0,
        .regions = CODE_BIT((i * 5) % code_count(CODE_REGION)),
        .themes = CODE_BIT(i % code_count(CODE_THEME)) |
                  CODE_BIT((i * 7 + 3) % code_count(CODE_THEME)),
        .need_min = 20000 * (i % 7),
        .need_max = 800000,
        .need_currency = "SEK",
        .own_share = i % 4 == 0 ? -1 : 10 * (i % 6),
        .languages = i % 2 ? CODE_BIT(LANG_SV) : 0,
        .keywords = keywords,
        .n_keywords = 2,
        .description = "Vi odlar grönsaker och lagar mat åt ungdomar.",
    };
    return p;
}

/* How many records the gate lets through, asked one by one. */
static size_t let_through(const struct profile *p, struct gate_day day)
{
    size_t i, n = 0;
    json_t *o;
    json_array_foreach(records, i, o)
    {
        struct err e = ERR_INIT;
        struct call *c;
        struct gate_result r;
        assert_int_equal(call_from_json(o, &c, &e), ST_OK);
        gate_judge(c, p, rates, day, &r);
        n += r.verdict != VERDICT_NO;
        call_free(c);
    }
    return n;
}

/* What the index leaves out unread is just what the gate would refuse. */
static void test_index_agrees_with_gate(void **state)
{
    const struct gate_day days[] = {
        {TODAY, -1}, {{2026, 9, 1}, -1}, {{2027, 3, 1}, -1}};
    (void)state;
    for (int i = 0; i < 28; i++) {
        struct profile p = made_up_profile(i);
        struct gate_day day = days[i % 3];
        struct job j = searched(&p, NULL, day, 0, false);
        size_t should = let_through(&p, day);
        if (j.found.n != should)
            fail_msg("profile %d: %zu found, the gate lets %zu through", i,
                     j.found.n, should);
        candidates_free(&j.found);
    }
}

static void test_all_marks_the_barred(void **state)
{
    struct profile p = made_up_profile(1);
    struct gate_day day = {TODAY, -1};
    struct job j = searched(&p, NULL, day, 0, true);
    size_t barred = 0;
    (void)state;
    assert_int_equal(j.found.n, N_CALLS);
    for (size_t i = 0; i < j.found.n; i++) {
        bool no = j.found.items[i].gate.verdict == VERDICT_NO;
        assert_true(no || barred == 0); /* those that can apply come first */
        barred += no;
    }
    assert_int_equal(N_CALLS - barred, let_through(&p, day));
    candidates_free(&j.found);
}

static void test_order(void **state)
{
    struct profile p = made_up_profile(1);
    struct gate_day day = {TODAY, -1};
    struct job a = searched(&p, NULL, day, 0, false);
    struct job b = searched(&p, NULL, day, 5, false);
    (void)state;
    assert_true(a.found.n > 5);
    assert_int_equal(b.found.n, 5);
    assert_int_equal(b.found.n_fit, a.found.n);
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(a.found.items[i].call->id,
                            b.found.items[i].call->id);
    for (size_t i = 1; i < a.found.n; i++) {
        const struct candidate *x = &a.found.items[i - 1];
        const struct candidate *y = &a.found.items[i];
        assert_true(x->rank.score > y->rank.score - 1e-4);
        if (x->rank.score == y->rank.score)
            assert_true(strcmp(x->call->id, y->call->id) < 0);
    }
    candidates_free(&a.found);
    candidates_free(&b.found);
}

/* The records and a twin of each, which ties with it: in the order in which
 * they were made, or in one drawn by lot. */
static json_t *with_twins(bool shuffled)
{
    json_t *a = json_array(), *o;
    size_t i;
    json_array_foreach(records, i, o)
    {
        json_t *twin = json_deep_copy(o);
        char id[20];
        snprintf(id, sizeof id, "twin-%03zu", N_CALLS - i);
        json_object_set_new(twin, "id", json_string(id));
        json_array_append(a, o);
        json_array_append_new(a, twin);
    }
    for (size_t n = json_array_size(a); shuffled && n > 1; n--) {
        size_t k = below((unsigned)n);
        json_t *x = json_incref(json_array_get(a, n - 1));
        json_t *y = json_incref(json_array_get(a, k));
        json_array_set_new(a, k, x);
        json_array_set_new(a, n - 1, y);
    }
    return a;
}

static void assert_same_order(const char *one, const char *other,
                              const struct profile *p, const char *words,
                              size_t limit, enum sort_by sort)
{
    struct gate_day day = {TODAY, -1};
    struct job a = searched_in(one, p, words, day, limit, sort, false);
    struct job b = searched_in(other, p, words, day, limit, sort, false);
    assert_true(a.found.n > 0);
    assert_int_equal(a.found.n, b.found.n);
    for (size_t i = 0; i < a.found.n; i++)
        if (strcmp(a.found.items[i].call->id, b.found.items[i].call->id) != 0)
            fail_msg("%s, limit %zu, sort %d: place %zu is %s and %s",
                     words != NULL ? words : "profile", limit, (int)sort, i + 1,
                     a.found.items[i].call->id, b.found.items[i].call->id);
    candidates_free(&a.found);
    candidates_free(&b.found);
}

static void test_order_is_not_that_of_indexing(void **state)
{
    static const size_t limits[] = {0, 1, 7, 20};
    char one[64], other[64];
    json_t *plain = with_twins(false), *shuffled = with_twins(true);
    (void)state;
    snprintf(one, sizeof one, "%s/plain", dir);
    snprintf(other, sizeof other, "%s/shuffled", dir);
    assert_false(json_equal(plain, shuffled));
    fixture_index(one, plain, INDEX_SCHEMA_VERSION, TODAY);
    fixture_index(other, shuffled, INDEX_SCHEMA_VERSION, TODAY);
    for (size_t l = 0; l < sizeof limits / sizeof *limits; l++)
        for (int sort = SORT_RELEVANCE; sort <= SORT_NEW; sort++) {
            struct profile p = made_up_profile(1), q = made_up_profile(2);
            enum sort_by by = (enum sort_by)sort;
            assert_same_order(one, other, &p, NULL, limits[l], by);
            assert_same_order(one, other, &q, NULL, limits[l], by);
            assert_same_order(one, other, NULL, "teater", limits[l], by);
            assert_same_order(one, other, &p, "odling OR idrott", limits[l],
                              by);
        }
    json_decref(plain);
    json_decref(shuffled);
}

static void test_words_narrow_a_profile(void **state)
{
    struct profile p = made_up_profile(1);
    struct gate_day day = {TODAY, -1};
    struct job all = searched(&p, NULL, day, 0, false);
    struct job some = searched(&p, "teater", day, 0, false);
    (void)state;
    assert_true(some.found.n > 0);
    assert_true(some.found.n < all.found.n);
    for (size_t i = 0; i < some.found.n; i++) {
        assert_true(some.found.items[i].rank.parts[PART_WORDS].judged);
        assert_true(some.found.items[i].rank.parts[PART_WORDS].value > 0);
        assert_true(some.found.items[i].rank.parts[PART_TEXT].judged);
    }
    candidates_free(&all.found);
    candidates_free(&some.found);
}

static void test_explained_in_own_words(void **state)
{
    struct profile p = made_up_profile(1);
    struct gate_day day = {TODAY, -1};
    struct job j = searched(&p, NULL, day, 0, false);
    bool said = false;
    (void)state;
    for (size_t i = 0; i < j.found.n; i++) {
        const char *w = j.found.items[i].rank.parts[PART_TEXT].words;
        said = said || (w != NULL && strstr(w, "snickeri") != NULL);
        /* No weight without a word that the call has. */
        assert_true(w != NULL || j.found.items[i].text == 0);
    }
    assert_true(said);
    candidates_free(&j.found);
}

/* Replaces the record of ID in the index by DATA; its brief stays. */
static void put_record(const char *id, const char *data, size_t len)
{
    struct xap_writer *w;
    struct err e = ERR_INIT;
    char unique[64];
    snprintf(unique, sizeof unique, "%s%s", PREFIX_ID, id);
    if (xap_writer_open(path, &w, &e) != ST_OK ||
        xap_writer_begin(w, &e) != ST_OK ||
        xap_writer_set_data(w, unique, data, len, &e) != ST_OK ||
        xap_writer_commit(w, &e) != ST_OK)
        fail_msg("%s", e.text);
    xap_writer_close(w);
}

/* A record is read only where it is shown, so damage shows late: the next one
 * takes its place. */
static void test_a_damaged_record_makes_room(void **state)
{
    struct gate_day day = {TODAY, -1};
    struct profile p = made_up_profile(9);
    struct job before = searched(&p, NULL, day, 4, false);
    (void)state;
    assert_int_equal(before.found.n, 4);
    const char *id = before.found.items[1].call->id;
    json_t *record = NULL, *o;
    size_t i;
    json_array_foreach(records, i, o)
    {
        if (strcmp(json_string_value(json_object_get(o, "id")), id) == 0)
            record = o;
    }
    put_record(id, "{oops", 5);
    struct job after = searched(&p, NULL, day, 3, false);
    char *whole = json_dumps(record, JSON_COMPACT);
    put_record(id, whole, strlen(whole));
    free(whole);
    assert_int_equal(after.found.n, 3);
    assert_int_equal(after.found.n_unreadable, 1);
    assert_int_equal(after.found.n_fit, before.found.n_fit - 1);
    static const size_t same[] = {0, 2, 3};
    for (i = 0; i < 3; i++)
        assert_string_equal(after.found.items[i].call->id,
                            before.found.items[same[i]].call->id);
    candidates_free(&before.found);
    candidates_free(&after.found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_index_agrees_with_gate),
        cmocka_unit_test(test_all_marks_the_barred),
        cmocka_unit_test(test_a_damaged_record_makes_room),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_order_is_not_that_of_indexing),
        cmocka_unit_test(test_words_narrow_a_profile),
        cmocka_unit_test(test_explained_in_own_words),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down_all);
}
