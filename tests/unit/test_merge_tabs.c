/* test_merge_tabs.c - a call whose page is but one of several of its own. */
#include "merge_fixture.h"

/* "Ansök om ..." right below the call's page, with its last day. */
static void test_step_of_the_same_day(void **state)
{
    (void)state;
    struct site s = {.mem = arena_new()};
    struct page_reading *call =
        add(&s, SITE "fixare/", PAGE_CALL, 0.9, "Bidrag till byns fixare");
    struct page_reading *step = add(&s, SITE "fixare/ansok/", PAGE_CALL, 0.7,
                                    "Ansök om pengar till fixare");
    struct page_reading *other =
        add(&s, SITE "fixare/unga/", PAGE_CALL, 0.8, "Bidrag till unga fixare");
    call->calls[0]->applicants = CODE_BIT(APPLICANT_MUNICIPALITY);
    other->calls[0]->applicants = CODE_BIT(APPLICANT_ASSOCIATION);
    set_deadline(call->calls[0], (struct date){2026, 12, 18});
    set_deadline(step->calls[0], (struct date){2026, 12, 18});
    set_deadline(other->calls[0], (struct date){2026, 12, 18});
    step->calls[0]->deadline_time = 15 * 60;
    size_t n;
    struct merged_call *m = merge(&s, &n);
    assert_int_equal(n, 2);
    assert_string_equal(m[0].call->url, SITE "fixare/");
    assert_int_equal(m[0].call->deadline_time, 15 * 60);
    assert_int_equal(m[0].n_pages, 2);
    assert_string_equal(m[1].call->url, SITE "fixare/unga/");
    done(&s, m, n);
}

/* The page that says who and how much is taken for the call, and lies below
 * the one that says when, which looks like a list. */
static void add_halves(struct site *s, bool back)
{
    struct page_reading *host = add(s, SITE "skola/", PAGE_LISTING, 0.3,
                                    "Forskning om psykisk hälsa i skolan");
    struct page_reading *half =
        add(s, SITE "skola/villkor/", PAGE_CALL, 0.7,
            "Behörighet och budget: psykisk hälsa i skolan");
    set_deadline(host->calls[0], (struct date){2027, 3, 23});
    half->calls[0]->applicants = CODE_BIT(APPLICANT_UNIVERSITY);
    half->calls[0]->award_ceiling = 6000000;
    link_to(s, host, SITE "skola/villkor/");
    if (back)
        link_to(s, half, SITE "skola/");
}

static void test_halves(void **state)
{
    (void)state;
    struct site s = {.mem = arena_new()};
    add_halves(&s, true);
    size_t n;
    struct merged_call *m = merge(&s, &n);
    assert_int_equal(n, 1);
    assert_string_equal(m[0].call->url, SITE "skola/");
    assert_int_equal(m[0].call->n_deadlines, 1);
    assert_int_equal(m[0].call->applicants, CODE_BIT(APPLICANT_UNIVERSITY));
    assert_true(m[0].call->award_ceiling == 6000000);
    done(&s, m, n);
    /* One that does not lead back is a call that the list leads to. */
    struct site apart = {.mem = arena_new()};
    add_halves(&apart, false);
    m = merge(&apart, &n);
    assert_int_equal(n, 1);
    assert_string_equal(m[0].call->url, SITE "skola/villkor/");
    done(&apart, m, n);
}

/* "Overview | Terms | Submission": LEADING: all lead to each other. WHOLE: the
 * terms are a call by themselves. */
static void add_tabs(struct site *s, bool leading, bool whole)
{
    static const char *const urls[] = {SITE "call-7/", SITE "call-7/terms/",
                                       SITE "call-7/submission/"};
    struct page_reading *pages[] = {
        add(s, urls[0], PAGE_DECISION, 0.2, "Call 7: Small projects"),
        add(s, urls[1], whole ? PAGE_CALL : PAGE_PART, 0.3, "Call 7: terms"),
        add(s, urls[2], PAGE_NEWS, 0.1, "Call 7: how to submit")};
    pages[0]->calls[0]->applicants = CODE_BIT(APPLICANT_ASSOCIATION);
    pages[1]->calls[0]->award_ceiling = 60000;
    set_deadline(pages[whole ? 1 : 2]->calls[0], (struct date){2027, 2, 5});
    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k < 3; k++)
            if (i != k && (leading || k == 0))
                link_to(s, pages[i], urls[k]);
}

static void test_tabs(void **state)
{
    (void)state;
    struct site s = {.mem = arena_new()};
    add_tabs(&s, true, false);
    size_t n;
    struct merged_call *m = merge(&s, &n);
    assert_int_equal(n, 1);
    assert_string_equal(m[0].call->url, SITE "call-7/");
    assert_string_equal(m[0].call->title, "Call 7: Small projects");
    assert_int_equal(m[0].call->n_deadlines, 1);
    assert_true(m[0].call->award_ceiling == 60000);
    assert_int_equal(m[0].call->applicants, CODE_BIT(APPLICANT_ASSOCIATION));
    assert_int_equal(m[0].n_pages, 3);
    done(&s, m, n);
    struct site apart = {.mem = arena_new()};
    add_tabs(&apart, false, false);
    m = merge(&apart, &n);
    assert_int_equal(n, 0);
    done(&apart, m, n);
    /* A call among them is no tab of the page above. */
    struct site whole = {.mem = arena_new()};
    add_tabs(&whole, true, true);
    m = merge(&whole, &n);
    assert_int_equal(n, 1);
    assert_string_equal(m[0].call->url, SITE "call-7/terms/");
    done(&whole, m, n);
}

/* Tabs in a menu of their own, which is no main text: they have the call's
 * very title. */
static void test_tabs_in_a_menu(void **state)
{
    (void)state;
    struct site s = {.mem = arena_new()};
    struct page_reading *call =
        add(&s, SITE "asf/", PAGE_CALL, 0.9, "Bidrag till sociala företag");
    struct page_reading *terms = add(&s, SITE "asf/villkor/", PAGE_PROJECT, 0.4,
                                     "Bidrag till sociala företag");
    struct page_reading *news = add(&s, SITE "asf/klart/", PAGE_DECISION, 0.1,
                                    "Bidrag till sociala företag");
    set_deadline(call->calls[0], (struct date){2027, 1, 14});
    call->calls[0]->applicants = CODE_BIT(APPLICANT_SOCIAL_ENTERPRISE);
    terms->calls[0]->funding_rate = 80;
    news->calls[0]->total_budget = 100;
    size_t n;
    struct merged_call *m = merge(&s, &n);
    assert_int_equal(n, 1);
    assert_true(m[0].call->funding_rate == 80);
    assert_true(m[0].call->total_budget < 0);
    done(&s, m, n);
}

/* Tabs that have the call's title in theirs, without links in the text: the
 * call's own page says next to nothing, and one tab is taken for a call. SEP is
 * what sets the title off. */
static void add_named(struct site *s, const char *sep)
{
    struct page_reading *call =
        add(s, SITE "grona/", PAGE_OTHER, 0.1, "Gröna kvarter 2027");
    char *terms = arena_printf(s->mem, "Villkor%sGröna kvarter 2027", sep);
    char *dates = arena_printf(s->mem, "Gröna kvarter 2027%sdatum", sep);
    struct page_reading *a =
        add(s, SITE "grona/villkor/", PAGE_CALL, 0.9, terms);
    struct page_reading *b = add(s, SITE "grona-datum", PAGE_NEWS, 0.1, dates);
    call->calls[0]->applicants = CODE_BIT(APPLICANT_ASSOCIATION);
    call_set_evidence(call->calls[0], FIELD_APPLICANTS, "för", 4, NULL, 0.75);
    a->calls[0]->applicants =
        CODE_BIT(APPLICANT_ASSOCIATION) | CODE_BIT(APPLICANT_FOUNDATION);
    call_set_evidence(a->calls[0], FIELD_APPLICANTS, "söks av", 7, NULL, 0.9);
    set_deadline(b->calls[0], (struct date){2027, 1, 14});
}

static void test_named_tabs(void **state)
{
    (void)state;
    static const char *const separators[] = {" – ", ": ", " - "};
    size_t n;
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
        struct site s = {.mem = arena_new()};
        add_named(&s, separators[i]);
        struct merged_call *m = merge(&s, &n);
        assert_int_equal(n, 1);
        assert_string_equal(m[0].call->title, "Gröna kvarter 2027");
        assert_int_equal(m[0].call->n_deadlines, 1);
        /* A teaser names some of them, the terms all. */
        assert_int_equal(m[0].call->applicants,
                         CODE_BIT(APPLICANT_ASSOCIATION) |
                             CODE_BIT(APPLICANT_FOUNDATION));
        done(&s, m, n);
    }
    /* "Gröna kvarter 2027 i Malmö" is another. */
    struct site s = {.mem = arena_new()};
    add_named(&s, " i ");
    struct merged_call *m = merge(&s, &n);
    assert_int_equal(n, 1);
    assert_string_equal(m[0].call->url, SITE "grona/villkor/");
    done(&s, m, n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_step_of_the_same_day),
        cmocka_unit_test(test_halves),
        cmocka_unit_test(test_tabs),
        cmocka_unit_test(test_tabs_in_a_menu),
        cmocka_unit_test(test_named_tabs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
