/* test_merge_parts.c - terms, documents and news joined to their calls. */
#include "merge_fixture.h"

static void set_meeting(struct call *c, struct date d, int time)
{
    struct call_meeting m = {d, time, -1, "webbinarium", NULL};
    call_add_meeting(c, &m, NULL);
}

/* A call has the meetings that its pages tell of, each once. */
static void test_meetings_join(void **state)
{
    (void)state;
    struct site s = {.mem = arena_new()};
    struct page_reading *call =
        add(&s, SITE "stod/odling", PAGE_CALL, 0.9, "Odlingsstöd");
    struct page_reading *terms = add(&s, SITE "stod/odling/villkor", PAGE_PART,
                                     0.7, "Villkor för odlingsstöd");
    struct page_reading *news = add(&s, SITE "nyheter/1", PAGE_NEWS, 0.1,
                                    "Välkommen att höra om Odlingsstöd");
    link_to(&s, call, SITE "stod/odling/villkor");
    set_deadline(call->calls[0], (struct date){2027, 1, 15});
    set_deadline(terms->calls[0], (struct date){2027, 1, 15});
    set_meeting(call->calls[0], (struct date){2026, 12, 9}, -1);
    set_meeting(terms->calls[0], (struct date){2026, 12, 9}, 600);
    set_meeting(news->calls[0], (struct date){2026, 12, 2}, 780);
    size_t n;
    struct merged_call *m = merge(&s, &n);
    assert_int_equal(n, 1);
    const struct call *c = m[0].call;
    assert_int_equal(c->n_meetings, 2);
    assert_int_equal(c->meetings[0].date.day, 2);
    assert_string_equal(c->meetings[0].url, SITE "nyheter/1");
    assert_int_equal(c->meetings[1].time, 600);
    assert_string_equal(c->meetings[1].url, SITE "stod/odling/villkor");
    done(&s, m, n);
}

static void test_terms_fill_in(void **state)
{
    (void)state;
    struct site s = {.mem = arena_new()};
    struct page_reading *call =
        add(&s, SITE "stod/odling", PAGE_CALL, 0.9, "Odlingsstöd");
    struct page_reading *terms = add(&s, SITE "stod/odling/villkor", PAGE_PART,
                                     0.7, "Villkor för odlingsstöd");
    link_to(&s, call, SITE "stod/odling/villkor");
    set_deadline(call->calls[0], (struct date){2027, 1, 15});
    terms->calls[0]->award_ceiling = 200000;
    memcpy(terms->calls[0]->currency, "SEK", 4);
    call_set_evidence(terms->calls[0], FIELD_AWARD_CEILING, "högst 200 000 kr",
                      17, NULL, 0.9);
    set_deadline(terms->calls[0], (struct date){2026, 1, 15});
    size_t n;
    struct merged_call *m = merge(&s, &n);
    assert_int_equal(n, 1);
    const struct call *c = m[0].call;
    assert_true(c->award_ceiling == 200000);
    assert_string_equal(c->currency, "SEK");
    /* What the call's own page states stands. */
    assert_int_equal(c->n_deadlines, 1);
    assert_int_equal(c->deadlines[0].year, 2027);
    assert_string_equal(c->evidence[FIELD_AWARD_CEILING].url,
                        SITE "stod/odling/villkor");
    assert_int_equal(c->n_urls, 2);
    assert_int_equal(m[0].n_pages, 2);
    done(&s, m, n);
}

/* A page of no known kind below the call's fills it in where both lead to each
 * other, and one whose title holds the call's; what a project below it got does
 * not, nor a page that only it links to. */
static void test_page_below_fills_in(void **state)
{
    (void)state;
    struct site s = {.mem = arena_new()};
    struct page_reading *call =
        add(&s, SITE "stod/odling/", PAGE_CALL, 0.9, "Odlingsstöd");
    struct page_reading *below =
        add(&s, SITE "stod/odling/pengar", PAGE_OTHER, 0.2, "Så räknas det");
    struct page_reading *project =
        add(&s, SITE "stod/odling/byn", PAGE_PROJECT, 0.2, "Byn odlar");
    struct page_reading *lone =
        add(&s, SITE "stod/odling/mer", PAGE_OTHER, 0.2, "Mer att veta");
    struct page_reading *terms =
        add(&s, SITE "stod/odling/villkor", PAGE_PROGRAMME, 0.1,
            "Villkor – Odlingsstöd");
    link_to(&s, call, SITE "stod/odling/pengar");
    link_to(&s, call, SITE "stod/odling/villkor");
    link_to(&s, terms, SITE "stod/odling/");
    terms->calls[0]->total_budget = 900000;
    link_to(&s, call, SITE "stod/odling/byn");
    link_to(&s, call, SITE "stod/odling/mer");
    link_to(&s, below, SITE "stod/odling/");
    link_to(&s, project, SITE "stod/odling/");
    below->calls[0]->funding_rate = 60;
    project->calls[0]->award_ceiling = 300000;
    lone->calls[0]->award_floor = 10000;
    size_t n;
    struct merged_call *m = merge(&s, &n);
    assert_int_equal(n, 1);
    assert_true(m[0].call->funding_rate == 60);
    assert_true(m[0].call->award_ceiling < 0);
    assert_true(m[0].call->award_floor < 0);
    assert_true(m[0].call->total_budget == 900000);
    assert_int_equal(m[0].n_pages, 3);
    done(&s, m, n);
}

/* Terms below a call that say who may apply, where its own page only hints at
 * it: whatever they look like, and though only one of the two leads to the
 * other. */
static void test_terms_below(void **state)
{
    (void)state;
    for (int k = 0; k < 4; k++) {
        bool told = k & 1, back = k & 2;
        struct site s = {.mem = arena_new()};
        struct page_reading *call =
            add(&s, SITE "calls/bridges/", PAGE_CALL, 0.9, "Bridges");
        struct page_reading *rules =
            add(&s, SITE "calls/bridges/rules/", PAGE_PROJECT, 0.2,
                "Eligibility and financial rules");
        if (back)
            link_to(&s, rules, SITE "calls/bridges/");
        else
            link_to(&s, call, SITE "calls/bridges/rules/");
        call->calls[0]->applicants = CODE_BIT(APPLICANT_COMPANY);
        call_set_evidence(call->calls[0], FIELD_APPLICANTS, "firms", 5, NULL,
                          told ? 0.9 : 0.4);
        rules->calls[0]->applicants = CODE_BIT(APPLICANT_ASSOCIATION);
        call_set_evidence(rules->calls[0], FIELD_APPLICANTS, "associations", 12,
                          NULL, 0.9);
        rules->calls[0]->award_ceiling = 120000;
        size_t n;
        struct merged_call *m = merge(&s, &n);
        assert_int_equal(n, 1);
        assert_int_equal(m[0].n_pages, told ? 1 : 2);
        assert_true(m[0].call->award_ceiling == (told ? -1 : 120000));
        assert_int_equal(m[0].call->applicants,
                         told ? CODE_BIT(APPLICANT_COMPANY)
                              : CODE_BIT(APPLICANT_ASSOCIATION));
        done(&s, m, n);
    }
}

/* A front page that leads to a call, and says itself neither who nor how much,
 * is none; how to apply, on a page of its own, is a part of the call. */
static void test_fronts_and_steps(void **state)
{
    (void)state;
    struct site s = {.mem = arena_new()};
    struct page_reading *front =
        add(&s, SITE "sv/", PAGE_CALL, 0.6, "Fonden på svenska");
    struct page_reading *call =
        add(&s, SITE "sv/fixare/", PAGE_CALL, 0.9, "Digitala fixare");
    struct page_reading *step = add(&s, SITE "sv/fixare/ansok/", PAGE_CALL, 0.6,
                                    "Digitala fixare: så ansöker ni");
    link_to(&s, front, SITE "sv/fixare/");
    front->calls[0]->total_budget = 5000000;
    call->calls[0]->applicants = CODE_BIT(APPLICANT_MUNICIPALITY);
    set_deadline(step->calls[0], (struct date){2026, 12, 18});
    size_t n;
    struct merged_call *m = merge(&s, &n);
    assert_int_equal(n, 1);
    assert_string_equal(m[0].call->title, "Digitala fixare");
    assert_int_equal(m[0].call->n_deadlines, 1);
    assert_int_equal(m[0].n_pages, 2);
    done(&s, m, n);
}

/* A page that has the call's name in its own, and that the call's page leads
 * to, is its terms: taken for a call where it says how much and when but not
 * who, and for something else; who got the money, and a call like it for
 * others, are not. */
static void test_terms_of_its_name(void **state)
{
    (void)state;
    struct site s = {.mem = arena_new()};
    struct page_reading *call =
        add(&s, SITE "pott.htm", PAGE_CALL, 0.8, "Diakonipotten");
    struct page_reading *rules =
        add(&s, SITE "regler.htm", PAGE_CALL, 0.6, "Regler för Diakonipotten");
    struct page_reading *decided = add(&s, SITE "beslut.htm", PAGE_DECISION,
                                       0.3, "Om beslut i Diakonipotten");
    struct page_reading *granted =
        add(&s, SITE "klart.htm", PAGE_DECISION, 0.01, "De fick Diakonipotten");
    struct page_reading *young =
        add(&s, SITE "unga.htm", PAGE_CALL, 0.9, "Diakonipotten för unga");
    link_to(&s, call, SITE "regler.htm");
    link_to(&s, call, SITE "beslut.htm");
    link_to(&s, call, SITE "klart.htm");
    link_to(&s, call, SITE "unga.htm");
    for (size_t i = 0; i < 2; i++) {
        struct call *c = (i == 0 ? call : young)->calls[0];
        c->applicants = CODE_BIT(APPLICANT_FAITH_COMMUNITY);
        call_set_evidence(c, FIELD_APPLICANTS, "till", 4, NULL, 0.75);
    }
    rules->calls[0]->applicants = CODE_BIT(APPLICANT_COMPANY);
    call_set_evidence(rules->calls[0], FIELD_APPLICANTS, "själv", 5, NULL, 0.4);
    rules->calls[0]->award_ceiling = 600000;
    decided->calls[0]->funding_rate = 70;
    granted->calls[0]->total_budget = 100;
    size_t n;
    struct merged_call *m = merge(&s, &n);
    assert_int_equal(n, 2);
    size_t which = strcmp(m[0].call->title, "Diakonipotten") == 0 ? 0 : 1;
    assert_int_equal(m[which].n_pages, 3);
    assert_true(m[which].call->award_ceiling == 600000);
    assert_true(m[which].call->funding_rate == 70);
    assert_true(m[which].call->total_budget < 0);
    assert_true(m[which].call->applicants ==
                CODE_BIT(APPLICANT_FAITH_COMMUNITY));
    done(&s, m, n);
}

/* What several calls lead to is of each of them where its title says that it is
 * terms, and else of none; it is never a page of theirs. */
static void check_shared(enum page_about about)
{
    struct site s = {.mem = arena_new()};
    struct page_reading *a = add(&s, SITE "a", PAGE_CALL, 0.9, "Alfastödet");
    struct page_reading *b = add(&s, SITE "b", PAGE_CALL, 0.9, "Betastödet");
    struct page_reading *terms =
        add(&s, SITE "allmanna-villkor", PAGE_PART, 0.7, "Allmänna villkor");
    link_to(&s, a, SITE "allmanna-villkor");
    link_to(&s, b, SITE "allmanna-villkor");
    link_to(&s, terms, SITE "a");
    terms->about = about;
    terms->calls[0]->funding_rate = 50;
    terms->calls[0]->total_budget = 9000000;
    b->calls[0]->funding_rate = 100;
    size_t n;
    struct merged_call *m = merge(&s, &n);
    assert_int_equal(n, 2);
    for (size_t i = 0; i < n; i++) {
        double said = strcmp(m[i].call->title, "Betastödet") == 0 ? 100
                      : about == ABOUT_TERMS                      ? 50
                                                                  : -1;
        assert_true(m[i].call->funding_rate == said);
        assert_true(m[i].call->total_budget < 0);
        assert_int_equal(m[i].call->n_urls, 1);
    }
    done(&s, m, n);
}

static void test_shared_terms(void **state)
{
    (void)state;
    check_shared(ABOUT_TERMS);
    check_shared(ABOUT_ITSELF);
}

static void test_host_and_document_make_a_call(void **state)
{
    (void)state;
    struct site s = {.mem = arena_new()};
    struct page_reading *page =
        add(&s, SITE "omstallning", PAGE_OTHER, 0.2, "Omställning");
    struct page_reading *pdf =
        add(&s, SITE "media/17.pdf", PAGE_CALL, 0.9, "Utlysningstext");
    pdf->document = true;
    link_to(&s, page, SITE "media/17.pdf");
    set_deadline(pdf->calls[0], (struct date){2027, 2, 11});
    size_t n;
    struct merged_call *m = merge(&s, &n);
    assert_int_equal(n, 1);
    assert_string_equal(m[0].call->title, "Omställning");
    assert_string_equal(m[0].call->url, SITE "omstallning");
    assert_int_equal(m[0].call->deadlines[0].month, 2);
    done(&s, m, n);
}

static void test_news(void **state)
{
    (void)state;
    struct site s = {.mem = arena_new()};
    struct page_reading *call =
        add(&s, SITE "odling", PAGE_CALL, 0.9, "Odlingsstöd");
    set_deadline(call->calls[0], (struct date){2027, 1, 15});
    struct page_reading *known =
        add(&s, SITE "nyheter/1", PAGE_NEWS, 0.7, "Odlingsstöd öppnar i dag");
    set_deadline(known->calls[0], (struct date){2027, 1, 15});
    struct page_reading *only =
        add(&s, SITE "nyheter/2", PAGE_NEWS, 0.8, "Sök pengar till bad");
    set_deadline(only->calls[0], (struct date){2027, 3, 1});
    only->calls[0]->applicants = CODE_BIT(APPLICANT_ASSOCIATION);
    add(&s, SITE "nyheter/3", PAGE_NEWS, 0.8, "Nio projekt fick stöd");
    size_t n;
    struct merged_call *m = merge(&s, &n);
    assert_int_equal(n, 2);
    assert_string_equal(m[0].call->url, SITE "nyheter/2");
    assert_string_equal(m[1].call->url, SITE "odling");
    assert_int_equal(m[1].n_pages, 2);
    done(&s, m, n);
}

/* A page that tells of a call which has its own page is no second call; two
 * pages that link to each other are. */
static void test_echo(void **state)
{
    (void)state;
    struct site s = {.mem = arena_new()};
    struct page_reading *call = add(&s, SITE "utlysning-6", PAGE_CALL, 0.9,
                                    "Utlysning 6: Mat från skogen");
    struct page_reading *post = add(&s, SITE "2026/11/02", PAGE_CALL, 0.95,
                                    "Nu är den öppen: Mat från skogen");
    struct page_reading *twin = add(&s, SITE "utlysning-7", PAGE_CALL, 0.9,
                                    "Utlysning 7: Mat från skogen, förstudie");
    struct page_reading *all[] = {call, post, twin};
    for (size_t i = 0; i < 3; i++)
        set_deadline(all[i]->calls[0], (struct date){2027, 1, 10});
    link_to(&s, post, SITE "utlysning-6");
    link_to(&s, twin, SITE "utlysning-6");
    link_to(&s, call, SITE "utlysning-7");
    /* Told by another name, but with the same sum. */
    struct page_reading *blog =
        add(&s, SITE "blogg/1", PAGE_CALL, 0.9, "Pengar till matbönder");
    set_deadline(blog->calls[0], (struct date){2027, 1, 10});
    link_to(&s, blog, SITE "utlysning-6");
    call->calls[0]->award_ceiling = blog->calls[0]->award_ceiling = 350000;
    size_t n;
    struct merged_call *m = merge(&s, &n);
    assert_int_equal(n, 2);
    assert_string_equal(m[0].call->url, SITE "utlysning-6");
    assert_int_equal(m[0].n_pages, 3);
    assert_int_equal(m[0].call->n_urls, 1);
    assert_string_equal(m[1].call->url, SITE "utlysning-7");
    done(&s, m, n);
}

/* The page of all news tells of a call; news that lead back to that page do
 * not. */
static void test_news_of_news(void **state)
{
    (void)state;
    struct site s = {.mem = arena_new()};
    struct page_reading *call =
        add(&s, SITE "odling", PAGE_CALL, 0.9, "Odlingsstöd");
    set_deadline(call->calls[0], (struct date){2027, 1, 15});
    struct page_reading *list =
        add(&s, SITE "aktuellt", PAGE_NEWS, 0.3, "Aktuellt");
    link_to(&s, list, SITE "odling");
    struct page_reading *only =
        add(&s, SITE "aktuellt/bad", PAGE_NEWS, 0.8, "Sök pengar till bad");
    link_to(&s, only, SITE "aktuellt");
    set_deadline(only->calls[0], (struct date){2027, 3, 1});
    only->calls[0]->award_ceiling = 15000;
    size_t n;
    struct merged_call *m = merge(&s, &n);
    assert_int_equal(n, 2);
    assert_string_equal(m[0].call->url, SITE "aktuellt/bad");
    done(&s, m, n);
}

/* Two calls that close on one day are two, also where one is told as news. */
static void test_news_of_the_same_day(void **state)
{
    (void)state;
    struct site s = {.mem = arena_new()};
    struct page_reading *call =
        add(&s, SITE "odling", PAGE_CALL, 0.9, "Odlingsstöd");
    set_deadline(call->calls[0], (struct date){2027, 1, 15});
    struct page_reading *other =
        add(&s, SITE "nyheter/1", PAGE_NEWS, 0.8, "Pengar till simskolor");
    set_deadline(other->calls[0], (struct date){2027, 1, 15});
    other->calls[0]->award_ceiling = 50000;
    struct page_reading *coming =
        add(&s, SITE "nyheter/2", PAGE_NEWS, 0.9, "Ett nytt stöd i vår");
    coming->calls[0]->status = CALL_FORTHCOMING;
    coming->calls[0]->award_ceiling = 70000;
    size_t n;
    struct merged_call *m = merge(&s, &n);
    assert_int_equal(n, 3);
    assert_string_equal(m[0].call->url, SITE "nyheter/1");
    assert_string_equal(m[1].call->url, SITE "nyheter/2");
    assert_int_equal(m[2].n_pages, 1);
    done(&s, m, n);
}

/* A page that tells another day is quoted beside the call's own. */
static void test_contradiction_is_told(void **state)
{
    (void)state;
    struct site s = {.mem = arena_new()};
    struct page_reading *call =
        add(&s, SITE "stod/odling", PAGE_CALL, 0.9, "Odlingsstöd");
    set_deadline(call->calls[0], (struct date){2027, 1, 15});
    link_to(&s, call, SITE "stod/odling/villkor");
    struct page_reading *terms = add(&s, SITE "stod/odling/villkor", PAGE_PART,
                                     0.6, "Villkor för Odlingsstöd");
    set_deadline(terms->calls[0], (struct date){2027, 1, 18});
    size_t n;
    struct merged_call *m = merge(&s, &n);
    assert_int_equal(n, 1);
    assert_int_equal(m[0].call->n_deadlines, 1);
    assert_int_equal(m[0].call->deadlines[0].day, 15);
    const struct call_evidence *ev = &m[0].call->evidence[FIELD_DEADLINES];
    assert_string_equal(ev->against, "senast");
    assert_string_equal(ev->against_url, SITE "stod/odling/villkor");
    /* And it survives the store. */
    json_t *o = call_to_json(m[0].call, DATE_NONE);
    struct call *back;
    struct err e = ERR_INIT;
    assert_int_equal(call_from_json(o, &back, &e), ST_OK);
    assert_string_equal(back->evidence[FIELD_DEADLINES].against, "senast");
    call_free(back);
    json_decref(o);
    done(&s, m, n);
}

/* What the call leaves out, its English version may tell. */
static void test_translation_fills_in(void **state)
{
    (void)state;
    struct site s = {.mem = arena_new()};
    static const char *to_en[] = {SITE "en/growing"};
    static const char *to_sv[] = {SITE "odling"};
    static const char *en[] = {"en"}, *sv[] = {"sv"};
    struct page_reading *a =
        add(&s, SITE "odling", PAGE_CALL, 0.9, "Odlingsstöd");
    a->alternate_href = to_en;
    a->alternate_lang = en;
    a->n_alternates = 1;
    struct page_reading *b =
        add(&s, SITE "en/growing", PAGE_CALL, 0.9, "Growing grant");
    b->lang = "en";
    b->alternate_href = to_sv;
    b->alternate_lang = sv;
    b->n_alternates = 1;
    set_deadline(b->calls[0], (struct date){2027, 1, 15});
    size_t n;
    struct merged_call *m = merge(&s, &n);
    assert_int_equal(n, 1);
    assert_string_equal(m[0].call->url, SITE "odling");
    assert_int_equal(m[0].call->n_deadlines, 1);
    assert_string_equal(m[0].call->evidence[FIELD_DEADLINES].url,
                        SITE "en/growing");
    done(&s, m, n);
}

/* Two languages that link to each other and tell of one day and sum are one
 * call, though no tag says so; another sum makes them two. */
static void test_translation_by_links(void **state)
{
    (void)state;
    for (int round = 0; round < 4; round++) {
        bool same = round % 2 != 0, rolling = round > 1;
        struct site s = {.mem = arena_new()};
        struct page_reading *a =
            add(&s, SITE "odling", PAGE_CALL, 0.9, "Odlingsstöd");
        struct page_reading *b =
            add(&s, SITE "en/growing", PAGE_CALL, 0.9, "Growing grant");
        b->lang = "en";
        link_to(&s, a, SITE "en/growing");
        link_to(&s, b, SITE "odling");
        if (rolling) {
            a->calls[0]->rolling = b->calls[0]->rolling = true;
        } else {
            set_deadline(a->calls[0], (struct date){2027, 1, 15});
            set_deadline(b->calls[0], (struct date){2027, 1, 15});
        }
        a->calls[0]->award_ceiling = 200000;
        b->calls[0]->award_ceiling = same ? 200000 : 90000;
        size_t n;
        struct merged_call *m = merge(&s, &n);
        assert_int_equal(n, same ? 1 : 2);
        if (same)
            assert_string_equal(m[0].call->title, "Odlingsstöd");
        done(&s, m, n);
    }
}

/* What a funder publishes as data: its items and its page find each other by
 * number and address; the data's days stand, the page says what it leaves
 * out; the address is that of the page. */
static void test_data_and_page(void **state)
{
    (void)state;
    struct site s = {.mem = arena_new()};
    struct page_reading *item =
        add_data(&s, SITE "api/1", "2026/1", SITE "mat/");
    struct page_reading *page =
        add(&s, SITE "mat/", PAGE_CALL, 0.9, "Mat i byn");
    struct page_reading *far =
        add(&s, SITE "nytt/mat", PAGE_CALL, 0.9, "Matstöd");
    set_deadline(item->calls[0], (struct date){2027, 1, 15});
    set_deadline(page->calls[0], (struct date){2027, 1, 16});
    page->calls[0]->funding_rate = 60;
    far->calls[0]->reference = "2026-1";
    far->calls[0]->applicants = CODE_BIT(0);
    size_t n;
    struct merged_call *m = merge(&s, &n);
    assert_int_equal(n, 1);
    const struct call *c = m[0].call;
    assert_string_equal(c->url, SITE "mat/");
    assert_int_equal(c->n_urls, 2);
    assert_int_equal(c->deadlines[0].day, 15);
    assert_string_equal(c->evidence[FIELD_DEADLINES].url, SITE "api/1");
    assert_string_equal(c->evidence[FIELD_DEADLINES].against_url, SITE "mat/");
    assert_true(c->funding_rate == 60);
    assert_int_equal(c->applicants, CODE_BIT(0));
    done(&s, m, n);
}

/* A page that says that it is of another call is not the item's. */
static void test_other_number(void **state)
{
    (void)state;
    struct site s = {.mem = arena_new()};
    add_data(&s, SITE "api/1", "2026-1", SITE "mat/");
    struct page_reading *page =
        add(&s, SITE "mat/", PAGE_CALL, 0.9, "Mat i byn");
    page->calls[0]->reference = "2026-2";
    size_t n;
    struct merged_call *m = merge(&s, &n);
    assert_int_equal(n, 2);
    assert_string_not_equal(m[0].call->url, m[1].call->url);
    done(&s, m, n);
}

/* Rounds of one call share its page and its terms, and are told apart by
 * their numbers; the whole, which another API lists, is none besides. */
static void test_rounds(void **state)
{
    (void)state;
    struct site s = {.mem = arena_new()};
    struct page_reading *first =
        add_data(&s, SITE "api/r1", "2026-1", SITE "mat/");
    struct page_reading *second =
        add_data(&s, SITE "api/r2", "2026-2", SITE "mat/");
    struct page_reading *whole =
        add_data(&s, SITE "api/c9", "2026-9", SITE "mat/");
    whole->kind = PAGE_PART;
    struct page_reading *again =
        add_data(&s, SITE "gdp/9", "2026-9", SITE "mat/");
    struct page_reading *page =
        add(&s, SITE "mat/", PAGE_OTHER, 0.2, "Mat i byn");
    link_to(&s, first, SITE "api/c9");
    link_to(&s, second, SITE "api/c9");
    set_deadline(first->calls[0], (struct date){2027, 1, 15});
    set_deadline(second->calls[0], (struct date){2027, 5, 15});
    whole->calls[0]->funding_rate = 60;
    again->calls[0]->total_budget = 1000000;
    memcpy(again->calls[0]->currency, "SEK", 4);
    page->calls[0]->applicants = CODE_BIT(0);
    size_t n;
    struct merged_call *m = merge(&s, &n);
    assert_int_equal(n, 2);
    for (size_t i = 0; i < n; i++) {
        const struct call *c = m[i].call;
        assert_int_equal(c->n_deadlines, 1);
        assert_true(c->funding_rate == 60);
        assert_int_equal(c->applicants, CODE_BIT(0));
        /* The whole's money is not each round's. */
        assert_true(c->total_budget < 0);
        assert_int_equal(strncmp(c->url, SITE "mat/", strlen(SITE "mat/")), 0);
    }
    assert_string_not_equal(m[0].call->url, m[1].call->url);
    done(&s, m, n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_data_and_page),
        cmocka_unit_test(test_other_number),
        cmocka_unit_test(test_rounds),
        cmocka_unit_test(test_meetings_join),
        cmocka_unit_test(test_terms_fill_in),
        cmocka_unit_test(test_page_below_fills_in),
        cmocka_unit_test(test_terms_below),
        cmocka_unit_test(test_fronts_and_steps),
        cmocka_unit_test(test_terms_of_its_name),
        cmocka_unit_test(test_shared_terms),
        cmocka_unit_test(test_host_and_document_make_a_call),
        cmocka_unit_test(test_news),
        cmocka_unit_test(test_echo),
        cmocka_unit_test(test_news_of_news),
        cmocka_unit_test(test_news_of_the_same_day),
        cmocka_unit_test(test_contradiction_is_told),
        cmocka_unit_test(test_translation_fills_in),
        cmocka_unit_test(test_translation_by_links),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
