/* test_merge_calendar.c - calls that are told when by another page: a calendar,
 * news. */
#include "merge_fixture.h"

#define DAY ((struct date){2027, 1, 15})
#define OTHER_DAY ((struct date){2027, 5, 2})

/* A page with two lines, of URL or NAME and of something else. */
static struct page_reading *add_calendar(struct site *s, const char *url,
                                         const char *name, struct date day)
{
    struct page_reading *r =
        add(s, SITE "kalender/", PAGE_LISTING, 0.1, "Kalender");
    r->entries = arena_alloc(s->mem, 2 * sizeof *r->entries);
    r->entries[0] = (struct page_entry){url, name, call_new()};
    r->entries[1] =
        (struct page_entry){SITE "annat/", "Något annat", call_new()};
    for (r->n_entries = 0; r->n_entries < 2; r->n_entries++)
        set_deadline(r->entries[r->n_entries].call, day);
    return r;
}

static struct page_reading *add_odling(struct site *s)
{
    struct page_reading *call =
        add(s, SITE "stod/odling/", PAGE_CALL, 0.9, "Odlingsstöd 2027");
    call->calls[0]->award_ceiling = 50000;
    return call;
}

static bool has_day(const struct merged_call *m, struct date day)
{
    return m->call->n_deadlines == 1 &&
           date_compare(m->call->deadlines[0], day) == 0;
}

/* By its address, or by its name. */
static void test_calendar_tells(void **state)
{
    (void)state;
    static const struct {
        const char *url, *name;
    } ways[] = {{SITE "stod/odling/", "Läs mer"}, {NULL, "Odlingsstöd"}};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct site s = {.mem = arena_new()};
        add_odling(&s);
        add_calendar(&s, ways[i].url, ways[i].name, DAY);
        size_t n;
        struct merged_call *m = merge(&s, &n);
        assert_int_equal(n, 1);
        assert_true(has_day(&m[0], DAY));
        assert_string_equal(m[0].call->evidence[FIELD_DEADLINES].url,
                            SITE "kalender/");
        assert_int_equal(s.pages[0].reading->calls[0]->n_deadlines, 0);
        done(&s, m, n);
    }
}

/* What the call says itself stands, and what a page of its own says. */
static void test_own_pages_know_better(void **state)
{
    (void)state;
    for (int below = 0; below <= 1; below++) {
        struct site s = {.mem = arena_new()};
        struct page_reading *call = add_odling(&s), *how = call;
        if (below) {
            how = add(&s, SITE "stod/odling/sok/", PAGE_GUIDE, 0.1,
                      "Så söker du");
            how->about = ABOUT_TERMS;
        }
        set_deadline(how->calls[0], OTHER_DAY);
        add_calendar(&s, SITE "stod/odling/", "Odlingsstöd", DAY);
        size_t n;
        struct merged_call *m = merge(&s, &n);
        assert_int_equal(n, 1);
        assert_true(has_day(&m[0], OTHER_DAY));
        assert_int_equal(m[0].n_pages, 1 + below);
        done(&s, m, n);
    }
}

/* A name that two pages begin with is neither's, unless one is below the
 * other. */
static void test_names_are_sure(void **state)
{
    (void)state;
    static const char *const others[] = {SITE "stod/odling-i-stad/",
                                         SITE "stod/odling/unga/"};
    for (size_t i = 0; i < 2; i++) {
        struct site s = {.mem = arena_new()};
        add_odling(&s);
        add(&s, others[i], PAGE_OTHER, 0.2, "Odlingsstöd för unga");
        add_calendar(&s, NULL, "Odlingsstöd", DAY);
        size_t n;
        struct merged_call *m = merge(&s, &n);
        assert_int_equal(n, 1);
        assert_int_equal(m[0].call->n_deadlines, i);
        done(&s, m, n);
    }
}

/* News tell what the page that they lead to leaves out. */
static void test_news_tell(void **state)
{
    (void)state;
    for (int said = 0; said <= 1; said++) {
        struct site s = {.mem = arena_new()};
        struct page_reading *call = add_odling(&s);
        if (said)
            set_deadline(call->calls[0], OTHER_DAY);
        struct page_reading *news =
            add(&s, SITE "nytt/", PAGE_NEWS, 0.6, "Nu kan du odla");
        set_deadline(news->calls[0], DAY);
        news->calls[0]->total_budget = 900000;
        link_to(&s, news, SITE "stod/odling/");
        size_t n;
        struct merged_call *m = merge(&s, &n);
        assert_int_equal(n, 1);
        assert_true(has_day(&m[0], said ? OTHER_DAY : DAY));
        assert_true(m[0].call->total_budget == (said ? -1 : 900000));
        done(&s, m, n);
    }
}

/* "Summary in English", of a call whose day stands on a page below it. */
static void test_twins_join(void **state)
{
    (void)state;
    struct site s = {.mem = arena_new()};
    struct page_reading *call = add_odling(&s);
    struct page_reading *how =
        add(&s, SITE "stod/odling/sok/", PAGE_GUIDE, 0.1, "Så söker du");
    how->about = ABOUT_TERMS;
    set_deadline(how->calls[0], DAY);
    struct page_reading *twin =
        add(&s, SITE "en/growing/", PAGE_CALL, 0.9, "Growing grant");
    twin->lang = "en";
    twin->calls[0]->award_ceiling = 50000;
    set_deadline(twin->calls[0], DAY);
    link_to(&s, twin, SITE "stod/odling/");
    link_to(&s, call, SITE "en/growing/");
    size_t n;
    struct merged_call *m = merge(&s, &n);
    assert_int_equal(n, 1);
    assert_string_equal(m[0].call->url, SITE "stod/odling/");
    assert_int_equal(m[0].n_pages, 3);
    done(&s, m, n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_calendar_tells),
        cmocka_unit_test(test_own_pages_know_better),
        cmocka_unit_test(test_names_are_sure),
        cmocka_unit_test(test_news_tell),
        cmocka_unit_test(test_twins_join),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
