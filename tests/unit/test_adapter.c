/* test_adapter.c - funders' data: splitting it, its days, what its items say.
 */
#include "../../adapters/moment.h"
#include "medel/adapter.h"
#include "medel/adapter_record.h"
#include "medel/buf.h"
#include "medel/caps.h"
#include "medel/topic_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

/* --- splitting ------------------------------------------------------------ */

static const char *const FIELDS[] = {"id", "status.name", "days", NULL};

struct seen {
    char text[4096];
    size_t n;
};

static enum status note(void *arg, const struct adapter_item *item,
                        struct err *e)
{
    struct seen *s = arg;
    size_t at = strlen(s->text);
    (void)e;
    s->n++;
    at += (size_t)snprintf(s->text + at, sizeof s->text - at, "%s%s",
                           at != 0 ? "|" : "", item->json);
    for (size_t i = 0; i < item->n_values && at < sizeof s->text; i++)
        at += (size_t)snprintf(
            s->text + at, sizeof s->text - at, " %s=%s",
            FIELDS[item->values[i].field],
            item->values[i].text != NULL ? item->values[i].text : "(null)");
    return ST_OK;
}

/* In pieces of STEP bytes. */
static enum status split(const char *where, const char *json, size_t len,
                         size_t step, struct seen *s, bool *found, size_t *odd)
{
    const struct adapter_split_spec spec = {where, FIELDS};
    struct err e = ERR_INIT;
    *s = (struct seen){.n = 0};
    struct adapter_split *x = adapter_split_new(&spec, note, s);
    assert_non_null(x);
    enum status st = ST_OK;
    for (size_t at = 0; st == ST_OK && at < len; at += step)
        st = adapter_split_add(x, json + at, len - at < step ? len - at : step,
                               &e);
    if (st == ST_OK)
        st = adapter_split_end(x, &e);
    assert_int_equal(st, e.status);
    *found = adapter_split_found(x);
    *odd = adapter_split_odd(x);
    adapter_split_free(x);
    return st;
}

static void test_split(void **state)
{
    (void)state;
    static const struct {
        const char *where, *json;
        enum status st;
        bool found;
        size_t odd;
        const char *seen;
    } cases[] = {
        {"", "[]", ST_OK, true, 0, ""},
        {"", "[{\"id\": 1}, {\"id\":\"b\"}]", ST_OK, true, 0,
         "{\"id\":1} id=1|{\"id\":\"b\"} id=b"},
        /* One alone comes without its list. */
        {"", " {\"id\": 1.50} ", ST_OK, true, 0, "{\"id\":1.50} id=1.50"},
        {"", "\xEF\xBB\xBF[{\"id\":true}]", ST_OK, true, 0,
         "{\"id\":true} id=true"},
        {"a.b", "{\"a\":{\"x\":[{\"id\":9}],\"b\":[{\"id\":1}]},\"b\":[{}]}",
         ST_OK, true, 0, "{\"id\":1} id=1"},
        {"a.b", "{\"a\":{\"b\":{\"id\":null}}}", ST_OK, true, 0,
         "{\"id\":null} id=(null)"},
        {"a.b", "{\"a\":{\"c\":[{\"id\":1}]}}", ST_OK, false, 0, ""},
        {"a.b", "{\"a.b\":[{\"id\":1}]}", ST_OK, true, 0, "{\"id\":1} id=1"},
        /* Lists on the way, lists where one value is due. */
        {"", "[{\"status\":[{\"name\":\"x\"}],\"days\":[1,[2]],\"id\":[]}]",
         ST_OK, true, 0,
         "{\"status\":[{\"name\":\"x\"}],\"days\":[1,[2]],\"id\":[]}"
         " status.name=x days=(null) days=1 days=(null) days=2 id=(null)"},
        {"", "[{\"x\":{\"id\":5},\"id\":{\"y\":1}}]", ST_OK, true, 0,
         "{\"x\":{\"id\":5},\"id\":{\"y\":1}} id=(null)"},
        {"", "[1,\"a\",null,[{\"id\":1}],{\"id\":2}]", ST_OK, true, 4,
         "{\"id\":2} id=2"},
        {"", "\"text\"", ST_OK, true, 1, ""},
        {"", "[{\"id\":\"\\u00e5\\n\\u0007\"}]", ST_OK, true, 0,
         "{\"id\":\"å\\n\\u0007\"} id=å\n\x07"},
        {"", "[{\"id\":1},{\"id\":2}", ST_INVALID, true, 0,
         "{\"id\":1} id=1|{\"id\":2} id=2"},
        {"", "[{\"id\":1},{\"id\"", ST_INVALID, true, 0, "{\"id\":1} id=1"},
        {"", "", ST_INVALID, false, 0, ""},
        {"", "<html>", ST_INVALID, false, 0, ""},
        {"", "[{\"id\":1}] x", ST_INVALID, true, 0, "{\"id\":1} id=1"},
        {"", "[{\"id\":\"\xff\"}]", ST_INVALID, true, 0, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t step = 1; step < 1000; step *= 7) {
            struct seen s;
            bool found;
            size_t odd;
            enum status st =
                split(cases[i].where, cases[i].json, strlen(cases[i].json),
                      step, &s, &found, &odd);
            if (st != cases[i].st || found != cases[i].found ||
                odd != cases[i].odd || strcmp(s.text, cases[i].seen) != 0)
                fail_msg("case %zu, step %zu: %d %d %zu\n%s", i, step, st,
                         found, odd, s.text);
        }
}

static void test_split_bounds(void **state)
{
    (void)state;
    struct buf b;
    struct seen s;
    bool found;
    size_t odd;
    buf_init(&b, 8u << 20);
    /* Nothing inside of nothing, without end. */
    for (int i = 0; i < 100000; i++)
        assert_int_equal(buf_puts(&b, i % 2 == 0 ? "[" : "{\"a\":"), ST_OK);
    assert_int_equal(split("x", b.data, b.len, 4096, &s, &found, &odd),
                     ST_INVALID);
    /* An item that is too long is left out, the next one is not. */
    buf_reset(&b);
    assert_int_equal(buf_puts(&b, "[{\"id\":\""), ST_OK);
    for (size_t i = 0; i <= CAP_ITEM_BYTES; i++)
        assert_int_equal(buf_putc(&b, 'x'), ST_OK);
    assert_int_equal(buf_puts(&b, "\"},{\"id\":2}]"), ST_OK);
    assert_int_equal(split("", b.data, b.len, 4096, &s, &found, &odd), ST_OK);
    assert_int_equal(odd, 1);
    assert_string_equal(s.text, "{\"id\":2} id=2");
    /* Names as long as anything. */
    buf_reset(&b);
    assert_int_equal(buf_puts(&b, "[{\"id\":{\""), ST_OK);
    for (size_t i = 0; i <= 5000; i++)
        assert_int_equal(buf_putc(&b, 'x'), ST_OK);
    assert_int_equal(buf_puts(&b, "\":{\"id\":3}},\"days\":4}]"), ST_OK);
    assert_int_equal(split("", b.data, b.len, 4096, &s, &found, &odd), ST_OK);
    assert_int_equal(s.n, 1);
    buf_free(&b);
}

/* A text costs its length, not the square of it, and has an end: the funder's
 * turn would be everybody's else. */
static void test_split_long(void **state)
{
    (void)state;
    struct buf b;
    struct seen s;
    bool found;
    size_t odd;
    clock_t began = clock();
    buf_init(&b, 64u << 20);
    for (int blanks = 0; blanks < 2; blanks++)
        for (size_t n = CAP_ITEM_BYTES - 100; n < 4 * CAP_ITEM_BYTES;
             n += CAP_ITEM_BYTES) {
            bool ends = n < 2 * CAP_ITEM_BYTES;
            buf_reset(&b);
            assert_int_equal(buf_puts(&b, "[{\"id\":"), ST_OK);
            if (!blanks)
                assert_int_equal(buf_putc(&b, '"'), ST_OK);
            for (size_t i = 0; i < n; i++)
                assert_int_equal(buf_putc(&b, blanks ? ' ' : 'x'), ST_OK);
            assert_int_equal(
                buf_puts(&b, blanks ? "1},{\"id\":2}]" : "\"},{\"id\":2}]"),
                ST_OK);
            assert_int_equal(split("", b.data, b.len, 1000, &s, &found, &odd),
                             ends ? ST_OK : ST_INVALID);
            assert_int_equal(odd, ends && !blanks && n >= CAP_ITEM_BYTES);
            assert_int_equal(s.n, ends ? 2 - odd : 0);
        }
    /* 0.3 s where that is slow; a minute if each piece began it anew. */
    assert_true((clock() - began) / CLOCKS_PER_SEC < 15);
    buf_free(&b);
}

/* Whatever bytes come: an answer, or a plain no. */
static void test_split_noise(void **state)
{
    (void)state;
    static const char JSON[] =
        "{\"a\":{\"b\":[{\"id\":1,\"status\":{\"name\":\"x\\u00e5\"},\"days\":"
        "[1,2.5e3,null,true]},{\"id\":\"k\",\"days\":[]}],\"c\":{}}}";
    char copy[sizeof JSON];
    unsigned seed = 7;
    for (int round = 0; round < 30000; round++) {
        struct seen s;
        bool found;
        size_t odd;
        memcpy(copy, JSON, sizeof JSON);
        for (int k = 0; k < 3; k++) {
            seed = seed * 1103515245u + 12345u;
            copy[(seed >> 8) % (sizeof JSON - 1)] =
                "{}[],:\"\\ 1ae\n\x80\xc3"[(seed >> 20) % 15];
        }
        enum status st = split("a.b", copy, sizeof JSON - 1,
                               1 + (size_t)(round % 40), &s, &found, &odd);
        assert_true(st == ST_OK || st == ST_INVALID);
    }
}

/* --- days ----------------------------------------------------------------- */

static void test_moments(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        struct date day;
        int minute;
    } cases[] = {
        {"2026-11-24", {2026, 11, 24}, -1},
        {"2026-11-24T14:00:00", {2026, 11, 24}, 840},
        {" 2026-11-24 14:30", {2026, 11, 24}, 870},
        {"2026-11-24T00:00:00", {2026, 11, 24}, -1},
        {"2026-11-24T24:00:00", {2026, 11, 24}, 1439},
        {"2026-11-24T24:01", {0}, 0},
        {"2026-11-24T00:00:00Z", {2026, 11, 24}, -1},
        {"2026-11-24T13:00:00Z", {2026, 11, 24}, 840},
        {"2026-07-01T13:00:00.123Z", {2026, 7, 1}, 900},
        {"2026-11-24T23:00:00Z", {2026, 11, 25}, -1},
        {"2026-06-30T22:00:00+00:00", {2026, 7, 1}, -1},
        {"2026-11-24T14:00:00+01:00", {2026, 11, 24}, 840},
        {"2026-11-24T14:00:00+0100", {2026, 11, 24}, 840},
        {"2026-11-24T08:00:00-0500", {2026, 11, 24}, 840},
        {"1805212800000", {2027, 3, 16}, 1020},
        {"1805241600000", {2027, 3, 17}, -1},
        {"1805237999000.0", {2027, 3, 16}, 1439},
        {"1805212800", {0}, 0},
        {"24 November 2026 17:00:00 Brussels time", {2026, 11, 24}, 1020},
        {"4 mars 2027", {2027, 3, 4}, -1},
        {"0001-01-01T00:00:00", {0}, 0},
        /* Past the years that a record can have. */
        {"7714268000000", {0}, 0},
        {"2199-12-31T23:59:00-12:00", {0}, 0},
        {"2026-13-01", {0}, 0},
        {"2026-11-24X14:00", {0}, 0},
        {"2026-11-24T14", {0}, 0},
        {"31 February 2026", {0}, 0},
        {"soon", {0}, 0},
        {"", {0}, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct date d = DATE_NONE;
        int m = -7;
        bool ok = moment_parse(cases[i].text, &d, &m);
        if (ok != date_is_set(cases[i].day) ||
            date_compare(d, cases[i].day) != 0 ||
            m != (ok ? cases[i].minute : -7))
            fail_msg("'%s': %d-%d-%d %d", cases[i].text, d.year, d.month, d.day,
                     m);
    }
    assert_false(moment_parse(NULL, &(struct date){0}, &(int){0}));
}

/* --- the adapters --------------------------------------------------------- */

static void test_all_kinds(void **state)
{
    (void)state;
    size_t n, k = 0;
    const char *const *kinds = funder_api_kinds(&n);
    for (size_t i = 0; i < n; i++)
        assert_non_null(adapter_find(kinds[i]));
    while (adapter_at(k) != NULL)
        k++;
    assert_int_equal(k, n);
    assert_null(adapter_find("soap"));
    assert_null(adapter_part_find("feed"));
    assert_null(adapter_part_find(NULL));
}

static void test_rules(void **state)
{
    (void)state;
    struct topic_rules *r = NULL;
    struct err e = ERR_INIT;
    assert_int_equal(topic_rules_load("data/eu_topics.yaml", &r, &e), ST_OK);
    static const struct {
        const char *identifier, *programme;
        bool kept;
    } cases[] = {
        {"HORIZON-CL2-2027-01-X", "HORIZON", true},
        {"horizon-cl2-2027-01-x", NULL, true},
        {"HORIZON-CL4-2027-01-X", "HORIZON", false},
        {"ERASMUS-SPORT-2027-SCP", "ERASMUS2027", true},
        {"ESF-2027-SOC-INNOV", NULL, true},
        {"EDF-2027-DA", "EDF", false},
        {"ESFX-2027", NULL, false},
        {"X", "CERV", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (topic_rules_topic(r, cases[i].identifier, cases[i].programme) !=
            cases[i].kept)
            fail_msg("%s", cases[i].identifier);
    assert_true(topic_rules_type(r, "1"));
    assert_false(topic_rules_type(r, "0"));
    assert_true(topic_rules_state(r, "forthcoming"));
    assert_false(topic_rules_state(r, "31094502"));
    assert_true(topic_rules_action(r, "CERV-LS CERV Lump Sum Grants"));
    assert_false(topic_rules_action(r, "HORIZON-COFUND Programme Cofund"));
    topic_rules_free(r);
}

static void test_bad_rules(void **state)
{
    (void)state;
    static const struct {
        const char *text, *says;
    } cases[] = {
        {"types: [a]\nstates: [b]\n", "'programmes': is missing"},
        {"types: []\nstates: [b]\nprogrammes: [{programme: X}]\n",
         ":1: field 'types': is empty"},
        {"types: [a]\nstates: [b]\nprogrammes:\n  - {programme: X}\n"
         "  - {programme: x}\n",
         ":5: field 'programmes[1].programme': 'x' stands there twice"},
        {"types: [a]\nstates: [b]\nprogrammes: [{program: X}]\n",
         "did you mean 'programme'?"},
    };
    char path[] = "/tmp/medel-rules-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct topic_rules *r = NULL;
        struct err e = ERR_INIT;
        FILE *f = fopen(path, "w");
        assert_non_null(f);
        fputs(cases[i].text, f);
        fclose(f);
        assert_int_equal(topic_rules_load(path, &r, &e), ST_INVALID);
        if (strstr(e.text, cases[i].says) == NULL)
            fail_msg("case %zu: %s", i, e.text);
    }
    close(fd);
    unlink(path);
}

static const struct {
    const char *part, *json;
} ITEMS[] = {
    {"vinnova.rounds",
     "{\"Diarienummer\":\"2026-1\",\"Titel\":\"T\",\"Oppningsdatum\":"
     "\"2026-11-01\",\"Stangningsdatum\":\"2027-01-01\",\"Webbsida\":"
     "\"http://x.se/\",\"DokumentLista\":[{\"fileURL\":\"http://x.se/f\"}],"
     "\"WebTextLista\":[{\"Text\":\"<p>a\",\"Lang\":\"sv\"}],\"KontaktLista\":"
     "[{\"Namn\":\"A\"}],\"LankLista\":[{\"URL\":\"http://x.se/e/\"}],"
     "\"DiarienummerUtlysning\":\"2026-2\"}"},
    {"vinnova.calls",
     "{\"Diarienummer\":\"2026-2\",\"Titel\":\"T\",\"AnsokningsomgangDnrLista\""
     ":[{\"DiarienummerAnsokningsomgang\":\"2026-1\"},\"2026-3\"]}"},
    {"eu.topic",
     "{\"identifier\":\"A-1\",\"title\":\"T\",\"ccm2Id\":5,\"actions\":[{"
     "\"plannedOpeningDate\":\"2026-11-01\",\"deadlineDates\":[1805212800000],"
     "\"status\":{\"abbreviation\":\"Open\"}}],\"budgetOverviewJSONItem\":{"
     "\"budgetTopicActionMap\":{\"5\":[{\"action\":\"A-1 - X\","
     "\"budgetYearMap\":{\"2027\":\"5\"},\"minContribution\":1,"
     "\"maxContribution\":2}]}},\"keywords\":[\"k\"],\"description\":\"<p>"
     "d\"}"},
    {"gdp.calls",
     "{\"diarienummer\":\"2026-1\",\"titel\":\"T\",\"budgetBelopp\":5,"
     "\"budgetValuta\":\"SEK\",\"status\":\"Stängd\",\"stangningsdatum\":"
     "\"2027-01-01\",\"lank\":[{\"url\":\"http://x.se/\"}],\"bidragsformer\":"
     "[{\"namn\":\"B\"}]}"},
    {"wordpress.posts",
     "{\"link\":\"http://x.se/\",\"title\":{\"rendered\":\"T\"},\"content\":"
     "{\"rendered\":\"<p>c\"},\"date\":\"2026-11-01T10:00:00\"}"},
};

static enum status read_item(struct arena *mem, const char *part,
                             const char *json, size_t len,
                             struct adapter_record *r)
{
    const struct read_context ctx = {
        .url = "http://x.se/api/ansokningsomgangar/2026-1", .adapter = part};
    struct err e = ERR_INIT;
    *r = (struct adapter_record){0};
    return adapter_part_find(part)->read(mem, &ctx, json, len, r, &e);
}

/* Each value in turn is of another kind than it should be: no item may do more
 * than be refused. */
static void test_odd_values(void **state)
{
    (void)state;
    static const char *const ODD[] = {
        "null", "[]",   "{}",   "[[null]]", "1e400",
        "-1",   "\"\"", "true", "[{}]",     "\"\\u0000x\""};
    struct arena *mem = arena_new();
    for (size_t i = 0; i < sizeof ITEMS / sizeof *ITEMS; i++) {
        const char *json = ITEMS[i].json;
        struct adapter_record r;
        assert_int_equal(read_item(mem, ITEMS[i].part, json, strlen(json), &r),
                         ST_OK);
        assert_non_null(r.html);
        for (const char *p = strchr(json, ':'); p != NULL;
             p = strchr(p + 1, ':')) {
            /* Up to the comma or bracket that ends a plain value. */
            size_t n = strcspn(p + 1, ",}]");
            if (p[1] == '[' || p[1] == '{' || p[1] == '/')
                continue;
            for (size_t k = 0; k < sizeof ODD / sizeof *ODD; k++) {
                char *text = arena_printf(mem, "%.*s:%s%s", (int)(p - json),
                                          json, ODD[k], p + 1 + n);
                enum status st =
                    read_item(mem, ITEMS[i].part, text, strlen(text), &r);
                assert_true(st == ST_OK || st == ST_INVALID);
            }
            arena_reset(mem);
        }
    }
    arena_free(mem);
}

/* What a record may not hold is not taken from the data either. */
static void test_bounds(void **state)
{
    (void)state;
    static const struct {
        const char *budget, *currency;
        double sum;
        const char *code;
    } cases[] = {
        {"2500000", "sek", 2500000, "SEK"},
        {"\"2500000.50\"", "EUR", 2500000.5, "EUR"},
        {"1e13", "SEK", 1e13, "SEK"},
        {"1e14", "SEK", -1, ""},
        {"-5", "SEK", -1, ""},
        {"0", "SEK", -1, ""},
        {"\"2 500\"", "SEK", -1, ""},
        {"5", "kronor", -1, ""},
        {"5", "1/2", -1, ""},
    };
    struct arena *mem = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct adapter_record r;
        const char *json =
            arena_printf(mem,
                         "{\"diarienummer\":\"2026-1\",\"titel\":\"T\","
                         "\"budgetBelopp\":%s,\"budgetValuta\":\"%s\"}",
                         cases[i].budget, cases[i].currency);
        assert_int_equal(read_item(mem, "gdp.calls", json, strlen(json), &r),
                         ST_OK);
        if (r.facts->total_budget != cases[i].sum ||
            strcmp(r.facts->currency, cases[i].code) != 0)
            fail_msg("%s %s: %g %s", cases[i].budget, cases[i].currency,
                     r.facts->total_budget, r.facts->currency);
    }
    arena_free(mem);
}

static void test_facts(void **state)
{
    (void)state;
    struct arena *mem = arena_new();
    struct adapter_record r;
    const char *eu = ITEMS[2].json;
    assert_int_equal(read_item(mem, "eu.topic", eu, strlen(eu), &r), ST_OK);
    assert_string_equal(r.facts->reference, "A-1");
    assert_true(r.facts->total_budget == 5);
    assert_true(r.facts->award_floor == 1 && r.facts->award_ceiling == 2);
    assert_string_equal(r.facts->currency, "EUR");
    const char *gdp = ITEMS[3].json;
    assert_int_equal(read_item(mem, "gdp.calls", gdp, strlen(gdp), &r), ST_OK);
    assert_true(r.facts->closed_stated);
    assert_string_equal(r.page, "http://x.se/");
    assert_non_null(strstr(r.html, "Bidragsform: B"));
    const char *round = ITEMS[0].json;
    assert_int_equal(read_item(mem, "vinnova.rounds", round, strlen(round), &r),
                     ST_OK);
    assert_int_equal(r.n_related, 1);
    assert_string_equal(r.related[0], "../utlysningar/2026-2");
    assert_string_equal(r.facts->documents[0], "http://x.se/f");
    assert_int_equal(read_item(mem, "eu.topic", "[1]", 3, &r), ST_INVALID);
    assert_int_equal(read_item(mem, "eu.topic", "{}", 2, &r), ST_INVALID);
    arena_free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_split),      cmocka_unit_test(test_split_bounds),
        cmocka_unit_test(test_split_long), cmocka_unit_test(test_split_noise),
        cmocka_unit_test(test_moments),    cmocka_unit_test(test_all_kinds),
        cmocka_unit_test(test_rules),      cmocka_unit_test(test_bad_rules),
        cmocka_unit_test(test_odd_values), cmocka_unit_test(test_facts),
        cmocka_unit_test(test_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
