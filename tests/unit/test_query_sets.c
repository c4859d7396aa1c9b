/* test_query_sets.c - queries as sets of calls: over some hundred made-up
 * calls, what AND, OR, NOT and conditions find together is what follows from
 * what each finds alone. Also the orders of a result, and calls like another.
 */
#include "query_fixture.h"

#define N_CALLS 250

/* A small generator: the same calls and queries on every machine. */
static uint32_t seed = 4711;

static unsigned below(unsigned n)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % n;
}

static json_t *codes(enum code_kind kind, unsigned some, unsigned max)
{
    json_t *a = json_array();
    codeset used = 0;
    for (unsigned i = below(max + 1); i > 0; i--) {
        int c = (int)below(some);
        if (!(used & CODE_BIT(c)))
            json_array_append_new(a, json_string(code_name(kind, c)));
        used |= CODE_BIT(c);
    }
    return a;
}

static json_t *deadlines(void)
{
    json_t *a = json_array();
    long day = date_to_days(TODAY) - 40;
    for (unsigned i = below(4); i > 0; i--) {
        char text[DATE_ISO_SIZE];
        day += (long)below(80);
        json_array_append_new(
            a, json_string(date_format_iso(date_from_days(day), text)));
        day++;
    }
    return a;
}

static json_t *made_up(int i)
{
    static const char *const words[] = {"snickeri", "landsbygd", "teater",
                                        "odling",   "återbruk",  "idrott"};
    char line[300], seen[DATE_ISO_SIZE];
    struct date first = date_from_days(date_to_days(TODAY) - (long)below(90));
    snprintf(line, sizeof line,
             "{'id':'call-%03d','title':'%s','text':'%s %s','language':'%s',"
             "'first_seen':'%sT04:00:00Z'}",
             i, words[below(6)], words[below(6)], words[below(6)],
             below(3) ? "sv" : "en", date_format_iso(first, seen));
    json_t *o = record(line);
    json_object_set_new(o, "regions", codes(CODE_REGION, 5, 2));
    json_object_set_new(o, "themes", codes(CODE_THEME, 5, 2));
    json_object_set_new(o, "applicants", codes(CODE_APPLICANT, 6, 2));
    json_object_set_new(o, "deadlines", deadlines());
    json_object_set_new(o, "status", json_string(below(4) ? "open" : "closed"));
    json_object_set_new(o, "currency", json_string(below(3) ? "SEK" : "EUR"));
    if (below(5) == 0)
        json_object_set_new(o, "rolling", json_true());
    if (below(8) == 0)
        json_object_set_new(o, "closed_stated", json_true());
    if (below(3))
        json_object_set_new(o, "award_ceiling",
                            json_integer(1000 * (1 + below(300))));
    if (below(3) == 0)
        json_object_set_new(o, "total_budget",
                            json_integer(100000 * (1 + below(50))));
    if (below(2))
        json_object_set_new(o, "funding_rate",
                            json_integer(10 * (1 + below(10))));
    return o;
}

static int set_up(void **state)
{
    json_t *all = json_array();
    (void)state;
    for (int i = 0; i < N_CALLS; i++)
        json_array_append_new(all, made_up(i));
    return set_up_index(all);
}

/* --- sets ---------------------------------------------------------------- */

struct set {
    bool has[N_CALLS];
};

static struct search_request everything(void)
{
    return (struct search_request){.all = true};
}

static struct set found(const char *words)
{
    struct err e = ERR_INIT;
    struct set s = {{false}};
    struct candidate_list l = found_by(everything(), words, &e);
    if (e.status != ST_OK)
        fail_msg("'%s': %s", words, e.text);
    /* What is found in another way than asked would spoil the sums. */
    bool as_asked = l.note == NULL;
    for (size_t i = 0; i < l.n && as_asked; i++) {
        int nr = (int)strtol(l.items[i].call->id + 5, NULL, 10);
        assert_false(s.has[nr]);
        s.has[nr] = true;
    }
    candidates_free(&l);
    return s;
}

static const char *const leaves[] = {
    "snickeri",
    "teater",
    "\"odling teater\"",
    "land*",
    "title:idrott",
    "snickeri NEAR/2 odling",
    "region:SE-AB",
    "theme:skills",
    "applicant:cooperative",
    "language:en",
    "status:open",
    "status:closed",
    "deadline:60d",
    "deadline:2026-12-01..2027-01-31",
    "deadline:rolling",
    "deadline:none",
    "sum:100tkr..",
    "sum:..20000EUR",
    "budget:1mkr..3mkr",
    "rate:50..80",
    "seen:30d",
};
#define N_LEAVES (sizeof leaves / sizeof *leaves)

/* A query of some leaves, and the calls that it must find. */
static struct set random_query(char *text, size_t size, int depth,
                               const struct set *alone)
{
    struct set a, b;
    char left[2000] = "", right[2000] = "";
    unsigned kind = depth == 0 ? 3 : below(5);
    if (kind >= 3) {
        unsigned i = below(N_LEAVES);
        snprintf(text, size, "(%s)", leaves[i]);
        return alone[i];
    }
    a = random_query(left, sizeof left, depth - 1, alone);
    if (kind == 0) {
        snprintf(text, size, "NOT %s", left);
        for (int i = 0; i < N_CALLS; i++)
            a.has[i] = !a.has[i];
        return a;
    }
    b = random_query(right, sizeof right, depth - 1, alone);
    snprintf(text, size, "(%s %s %s)", left, kind == 1 ? "AND" : "OR", right);
    for (int i = 0; i < N_CALLS; i++)
        a.has[i] = kind == 1 ? a.has[i] && b.has[i] : a.has[i] || b.has[i];
    return a;
}

static void test_sets(void **state)
{
    struct set alone[N_LEAVES];
    (void)state;
    for (size_t i = 0; i < N_LEAVES; i++) {
        size_t n = 0;
        alone[i] = found(leaves[i]);
        for (int k = 0; k < N_CALLS; k++)
            n += alone[i].has[k];
        if (n == 0 || n == N_CALLS)
            fail_msg("'%s' finds %zu calls: no use here", leaves[i], n);
    }
    for (int round = 0; round < 300; round++) {
        char text[2000];
        struct set want = random_query(text, sizeof text, 3, alone);
        struct set got = found(text);
        for (int i = 0; i < N_CALLS; i++)
            if (got.has[i] != want.has[i])
                fail_msg("'%s' %s call-%03d", text,
                         got.has[i] ? "finds" : "does not find", i);
    }
}

/* Few results of many are the first of all, whatever is judged on records. */
static void test_limit_loses_nothing(void **state)
{
    static const char *const queries[] = {
        "deadline:60d", "teater OR deadline:60d", "sum:100tkr.. snickeri"};
    (void)state;
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        struct err e = ERR_INIT;
        struct search_request few = {.all = true, .limit = 3};
        struct candidate_list all = found_by(everything(), queries[i], &e);
        struct candidate_list some = found_by(few, queries[i], &e);
        assert_int_equal(e.status, ST_OK);
        assert_true(all.n > 3);
        assert_int_equal(some.n, 3);
        assert_int_equal(some.n_fit, all.n);
        for (size_t k = 0; k < 3; k++)
            assert_string_equal(some.items[k].call->id, all.items[k].call->id);
        candidates_free(&all);
        candidates_free(&some);
    }
}

/* --- orders -------------------------------------------------------------- */

static void test_orders(void **state)
{
    (void)state;
    for (int by = SORT_DEADLINE; by <= SORT_NEW; by++) {
        struct err e = ERR_INIT;
        struct search_request rq = {.all = true, .sort = (enum sort_by)by};
        struct candidate_list l = found_by(rq, "teater OR odling", &e);
        bool tie = false;
        assert_int_equal(e.status, ST_OK);
        assert_true(l.n > 20);
        for (size_t i = 1; i < l.n; i++) {
            const struct candidate *x = &l.items[i - 1], *y = &l.items[i];
            bool no_x = x->gate.verdict == VERDICT_NO;
            bool no_y = y->gate.verdict == VERDICT_NO;
            assert_true(no_x <= no_y);
            int order = sort_compare(x->key, y->key);
            if (no_x != no_y)
                continue;
            assert_true(order <= 0);
            if (order == 0)
                assert_true(x->rank.score > y->rank.score - 1e-4);
            tie = tie || order == 0;
        }
        assert_true(tie); /* by relevance, then */
        candidates_free(&l);
    }
}

static struct call *a_call(const char *line)
{
    struct call *c;
    json_t *o = record(line);
    assert_int_equal(call_from_json(o, &c, NULL), ST_OK);
    json_decref(o);
    return c;
}

static struct sort_key key_of(const char *line, enum sort_by by)
{
    struct call *c = a_call(line);
    struct sort_key k = sort_key(c, by, TODAY, rates);
    call_free(c);
    return k;
}

static void test_keys(void **state)
{
    static const char *const by_deadline[] = {
        "{'id':'a','deadlines':['2026-09-01','2026-11-23']}",
        "{'id':'a','deadlines':['2026-09-01','2026-12-01'],'rolling':true}",
        "{'id':'a','deadlines':['2027-01-01'],'opens':'2026-12-24'}",
        "{'id':'a','rolling':true}",
        "{'id':'a'}",
        "{'id':'a','deadlines':['2026-11-22']}",
        "{'id':'a','deadlines':['2026-01-01']}",
    };
    static const char *const by_sum[] = {
        "{'id':'a','award_ceiling':20000,'currency':'EUR'}",
        "{'id':'a','award_ceiling':200000}",
        "{'id':'a','award_floor':150000}",
        "{'id':'a','award_floor':90000,'award_ceiling':100000}",
        "{'id':'a','total_budget':9000000}",
    };
    static const char *const by_seen[] = {
        "{'id':'a','first_seen':'2026-11-22T05:00:00Z'}",
        "{'id':'a','first_seen':'2026-11-01T05:00:00Z'}",
        "{'id':'a'}",
    };
    const struct {
        enum sort_by by;
        const char *const *lines;
        size_t n;
    } orders[] = {
        {SORT_DEADLINE, by_deadline, sizeof by_deadline / sizeof *by_deadline},
        {SORT_SUM, by_sum, sizeof by_sum / sizeof *by_sum},
        {SORT_NEW, by_seen, sizeof by_seen / sizeof *by_seen},
    };
    (void)state;
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
        for (size_t k = 1; k < orders[i].n; k++)
            if (sort_compare(key_of(orders[i].lines[k - 1], orders[i].by),
                             key_of(orders[i].lines[k], orders[i].by)) >= 0)
                fail_msg("%s: %s not before %s", sort_names[orders[i].by],
                         orders[i].lines[k - 1], orders[i].lines[k]);
}

/* --- likeness ------------------------------------------------------------ */

static void test_like(void **state)
{
    struct err e = ERR_INIT;
    struct search_request rq = {.all = true, .like = "call-007"};
    struct candidate_list l = found_by(rq, NULL, &e);
    (void)state;
    if (e.status != ST_OK)
        fail_msg("%s", e.text);
    assert_true(l.n > 1 && l.n < N_CALLS);
    for (size_t i = 0; i < l.n; i++) {
        assert_string_not_equal(l.items[i].call->id, "call-007");
        assert_true(l.items[i].rank.parts[PART_TEXT].judged);
        assert_true(l.items[i].rank.parts[PART_TEXT].value >=
                    weights.like.least - 1e-9);
    }
    candidates_free(&l);
    /* Within a query. */
    l = found_by(rq, "theme:skills teater", &e);
    for (size_t i = 0; i < l.n; i++)
        assert_true(l.items[i].call->themes & CODE_BIT(1));
    candidates_free(&l);
}

static void test_like_unknown(void **state)
{
    struct err e = ERR_INIT;
    struct search_request rq = {.like = "call-0077"};
    struct candidate_list l = found_by(rq, NULL, &e);
    (void)state;
    assert_int_equal(e.status, ST_NOT_FOUND);
    assert_non_null(strstr(e.text, "call-007"));
    assert_int_equal(status_exit_code(e.status), 1);
    candidates_free(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sets),
        cmocka_unit_test(test_limit_loses_nothing),
        cmocka_unit_test(test_orders),
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_like),
        cmocka_unit_test(test_like_unknown),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
