/* test_merge_sections.c - the lesser pages of a call, told by their titles,
 * and its pages in other languages. */
#include "merge_fixture.h"

#define DAY ((struct date){2027, 1, 15})
#define OTHER_DAY ((struct date){2027, 5, 2})

static struct page_reading *add_about(struct site *s, const char *url,
                                      enum page_kind kind,
                                      enum page_about about, const char *title)
{
    struct page_reading *r = add(s, url, kind, 0.6, title);
    r->about = about;
    return r;
}

static struct page_reading *add_odling(struct site *s)
{
    struct page_reading *call =
        add(s, SITE "stod/odling/", PAGE_CALL, 0.9, "Odlingsstöd 2027");
    set_deadline(call->calls[0], DAY);
    return call;
}

static void set_who(struct page_reading *r, codeset who, double confidence)
{
    r->calls[0]->applicants = who;
    call_set_evidence(r->calls[0], FIELD_APPLICANTS, "who", 3, NULL,
                      confidence);
}

/* "Budget och kostnader" below a call is of it, whatever the page looks like,
 * and though only a menu leads to it. */
static void test_sections_fill_in(void **state)
{
    (void)state;
    static const enum page_kind kinds[] = {PAGE_CALL, PAGE_OTHER, PAGE_DECISION,
                                           PAGE_GUIDE, PAGE_PART};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct site s = {.mem = arena_new()};
        add_odling(&s);
        struct page_reading *costs =
            add_about(&s, SITE "stod/odling/kostnader/", kinds[i], ABOUT_TERMS,
                      "Budget och kostnader");
        costs->calls[0]->funding_rate = 60;
        struct page_reading *how =
            add_about(&s, SITE "stod/odling/sok/", PAGE_GUIDE, ABOUT_TERMS,
                      "Så söker du");
        how->calls[0]->deadline_time = 14 * 60;
        size_t n;
        struct merged_call *m = merge(&s, &n);
        assert_int_equal(n, 1);
        assert_string_equal(m[0].call->title, "Odlingsstöd 2027");
        assert_true(m[0].call->funding_rate == 60);
        assert_int_equal(m[0].call->deadline_time, 14 * 60);
        assert_int_equal(m[0].n_pages, 3);
        done(&s, m, n);
    }
}

/* A page with a last day of its own is a call, and so is one below a page that
 * is none. */
static void test_other_calls_stay(void **state)
{
    (void)state;
    struct site s = {.mem = arena_new()};
    add_odling(&s);
    struct page_reading *own = add_about(
        &s, SITE "stod/odling/text/", PAGE_CALL, ABOUT_TERMS, "Utlysningstext");
    set_deadline(own->calls[0], OTHER_DAY);
    struct page_reading *list =
        add(&s, SITE "lan/", PAGE_LISTING, 0.1, "Våra lån");
    set_deadline(list->calls[0], DAY);
    add_about(&s, SITE "lan/villkor/", PAGE_CALL, ABOUT_TERMS, "Villkor")
        ->calls[0]
        ->award_ceiling = 100;
    size_t n;
    struct merged_call *m = merge(&s, &n);
    assert_int_equal(n, 3);
    done(&s, m, n);
}

/* The page on who may apply knows it better than a call's page that names some
 * in passing; a fact box of that page knows as well. */
static void test_who_page(void **state)
{
    (void)state;
    for (int told = 0; told < 2; told++) {
        struct site s = {.mem = arena_new()};
        struct page_reading *call = add_odling(&s);
        struct page_reading *who =
            add_about(&s, SITE "stod/odling/vem/", PAGE_OTHER, ABOUT_WHO_OF,
                      "Vem kan söka odlingsstöd?");
        set_who(call, CODE_BIT(APPLICANT_COMPANY), told ? 0.9 : 0.75);
        set_who(who, CODE_BIT(APPLICANT_ASSOCIATION), 0.75);
        size_t n;
        struct merged_call *m = merge(&s, &n);
        assert_int_equal(n, 1);
        assert_int_equal(m[0].n_pages, 2);
        assert_int_equal(m[0].call->applicants,
                         told ? CODE_BIT(APPLICANT_COMPANY)
                              : CODE_BIT(APPLICANT_ASSOCIATION));
        done(&s, m, n);
    }
}

/* What looks like a guide and tells when is a call's page, where a section
 * below it tells the rest. */
static void test_host_of_a_section(void **state)
{
    (void)state;
    struct site s = {.mem = arena_new()};
    struct page_reading *call =
        add(&s, SITE "mat/", PAGE_GUIDE, 0.4, "Mat från byn");
    set_deadline(call->calls[0], DAY);
    struct page_reading *terms =
        add_about(&s, SITE "mat/villkor/", PAGE_PART, ABOUT_TERMS, "Villkor");
    terms->calls[0]->award_ceiling = 600000;
    size_t n;
    struct merged_call *m = merge(&s, &n);
    assert_int_equal(n, 1);
    assert_string_equal(m[0].call->url, SITE "mat/");
    assert_true(m[0].call->award_ceiling == 600000);
    done(&s, m, n);
}

/* A call of which no page tells all: tabs under its very title, or sections
 * under an overview that tells nothing itself. What came of it is no tab. */
static void test_call_in_sections(void **state)
{
    (void)state;
    for (int same = 0; same < 2; same++) {
        struct site s = {.mem = arena_new()};
        const char *title = "Mat från byn";
        add(&s, SITE "mat/", PAGE_LISTING, 0.02, title);
        struct page_reading *when = add_about(&s, SITE "mat/tid/", PAGE_EVENT,
                                              same ? ABOUT_ITSELF : ABOUT_TERMS,
                                              same ? title : "Viktiga datum");
        struct page_reading *terms = add_about(
            &s, SITE "mat/villkor/", same ? PAGE_CALL : PAGE_PART,
            same ? ABOUT_ITSELF : ABOUT_TERMS, same ? title : "Villkor");
        struct page_reading *after =
            add(&s, SITE "mat/beslut/", PAGE_DECISION, 0.3, title);
        set_deadline(when->calls[0], DAY);
        terms->calls[0]->award_ceiling = 600000;
        after->calls[0]->total_budget = 1;
        size_t n;
        struct merged_call *m = merge(&s, &n);
        assert_int_equal(n, 1);
        assert_string_equal(m[0].call->url, SITE "mat/");
        assert_string_equal(m[0].call->title, title);
        assert_true(m[0].call->award_ceiling == 600000);
        assert_int_equal(m[0].call->n_deadlines, 1);
        assert_true(m[0].call->total_budget < 0);
        done(&s, m, n);
    }
}

/* Terms below a list of calls are those of none by itself. */
static void test_list_is_no_call(void **state)
{
    (void)state;
    struct site s = {.mem = arena_new()};
    add(&s, SITE "stod/", PAGE_LISTING, 0.1, "Våra stöd");
    struct page_reading *when = add_about(&s, SITE "stod/datum/", PAGE_PART,
                                          ABOUT_TERMS, "Viktiga datum");
    add_odling(&s);
    set_deadline(when->calls[0], OTHER_DAY);
    when->calls[0]->award_ceiling = 100;
    size_t n;
    struct merged_call *m = merge(&s, &n);
    assert_int_equal(n, 1);
    assert_string_equal(m[0].call->title, "Odlingsstöd 2027");
    done(&s, m, n);
}

/* "Utlysningstext 2026/41", a page elsewhere that one call's page leads to. */
static void test_text_elsewhere(void **state)
{
    (void)state;
    struct site s = {.mem = arena_new()};
    struct page_reading *page =
        add(&s, SITE "mat/", PAGE_OTHER, 0.03, "Mat från byn");
    struct page_reading *news =
        add(&s, SITE "nytt/1", PAGE_NEWS, 0.2, "Nu är det öppet");
    struct page_reading *text = add_about(&s, SITE "dokument/41", PAGE_CALL,
                                          ABOUT_TEXT, "Utlysningstext 2026/41");
    link_to(&s, page, SITE "dokument/41");
    link_to(&s, news, SITE "dokument/41");
    set_deadline(text->calls[0], DAY);
    size_t n;
    struct merged_call *m = merge(&s, &n);
    assert_int_equal(n, 1);
    assert_string_equal(m[0].call->title, "Mat från byn");
    assert_string_equal(m[0].call->url, SITE "mat/");
    assert_int_equal(m[0].call->n_deadlines, 1);
    done(&s, m, n);
}

/* "Så beräknas odlingsstödet", which says how much and not until when. */
static void test_half_by_its_name(void **state)
{
    (void)state;
    struct site s = {.mem = arena_new()};
    struct page_reading *call = add_odling(&s);
    struct page_reading *sums = add(&s, SITE "stod/odling/sa/", PAGE_CALL, 0.8,
                                    "Så beräknas odlingsstödet");
    sums->calls[0]->award_ceiling = 250000;
    (void)call;
    size_t n;
    struct merged_call *m = merge(&s, &n);
    assert_int_equal(n, 1);
    assert_string_equal(m[0].call->title, "Odlingsstöd 2027");
    assert_true(m[0].call->award_ceiling == 250000);
    done(&s, m, n);
}

/* "In English" below the page, with its day and its pot. */
static void test_translation_below(void **state)
{
    (void)state;
    for (int same = 0; same < 2; same++) {
        struct site s = {.mem = arena_new()};
        struct page_reading *sv = add_odling(&s);
        struct page_reading *en = add(&s, SITE "stod/odling/in-english/",
                                      PAGE_CALL, 0.8, "Growing 2027");
        en->lang = "en";
        set_deadline(en->calls[0], same ? DAY : OTHER_DAY);
        sv->calls[0]->total_budget = en->calls[0]->total_budget = 900000;
        en->calls[0]->funding_rate = 70;
        size_t n;
        struct merged_call *m = merge(&s, &n);
        assert_int_equal(n, same ? 1 : 2);
        if (same)
            assert_true(m[0].call->funding_rate == 70);
        done(&s, m, n);
    }
}

/* Pages that name each other as translations: "before the 15th" in the one is
 * "by the 14th" in the other. */
static void test_day_before_in_translation(void **state)
{
    (void)state;
    for (int days = 1; days < 3; days++) {
        struct site s = {.mem = arena_new()};
        struct page_reading *sv = add_odling(&s);
        struct page_reading *en =
            add(&s, SITE "en/growing/", PAGE_CALL, 0.8, "Growing 2027");
        en->lang = "en";
        set_deadline(en->calls[0], (struct date){2027, 1, 15 - days});
        static const char *languages[] = {"en", "sv"};
        static const char *to_en[] = {SITE "en/growing/"},
                          *to_sv[] = {SITE "stod/odling/"};
        sv->alternate_lang = &languages[0];
        sv->alternate_href = to_en;
        en->alternate_lang = &languages[1];
        en->alternate_href = to_sv;
        sv->n_alternates = en->n_alternates = 1;
        size_t n;
        struct merged_call *m = merge(&s, &n);
        assert_int_equal(n, days);
        assert_int_equal(m[days - 1].call->deadlines[0].day, 15);
        done(&s, m, n);
    }
}

/* An hour of which no page names the day is left out. */
static void test_lone_hour(void **state)
{
    (void)state;
    struct site s = {.mem = arena_new()};
    struct page_reading *call =
        add(&s, SITE "stod/odling/", PAGE_CALL, 0.9, "Odlingsstöd");
    call->calls[0]->deadline_time = 900;
    call_set_evidence(call->calls[0], FIELD_DEADLINE_TIME, "kl. 15", 6, NULL,
                      0.8);
    size_t n;
    struct merged_call *m = merge(&s, &n);
    assert_int_equal(n, 1);
    assert_int_equal(m[0].call->deadline_time, -1);
    assert_null(m[0].call->evidence[FIELD_DEADLINE_TIME].text);
    done(&s, m, n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sections_fill_in),
        cmocka_unit_test(test_other_calls_stay),
        cmocka_unit_test(test_who_page),
        cmocka_unit_test(test_host_of_a_section),
        cmocka_unit_test(test_call_in_sections),
        cmocka_unit_test(test_list_is_no_call),
        cmocka_unit_test(test_text_elsewhere),
        cmocka_unit_test(test_half_by_its_name),
        cmocka_unit_test(test_translation_below),
        cmocka_unit_test(test_day_before_in_translation),
        cmocka_unit_test(test_lone_hour),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
