/*
 * test_identify.c - the rules by which a call keeps its id, and merge.c's
 * rules of what is one call.
 */
#include "../../indexer/identify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct arena *mem;

static int setup(void **state)
{
    (void)state;
    mem = arena_new();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

static struct call *call(const char *url, const char *title,
                         const char *reference)
{
    struct call *c = call_new();
    c->url = arena_strdup(c->mem, url);
    c->urls = arena_alloc(c->mem, 4 * sizeof *c->urls);
    c->urls[c->n_urls++] = c->url;
    c->title = arena_strdup(c->mem, title);
    c->reference = arena_strdup(c->mem, reference);
    return c;
}

#define KNOWN(i, u, t, r, l)                                                   \
    {                                                                          \
        .id = i, .url = u, .title = t, .reference = r, .life = l               \
    }

static size_t *identify(const struct known_call *known, size_t n_known,
                        const struct call_alias *aliases, size_t n_aliases,
                        struct call **calls, size_t n)
{
    size_t *m =
        identify_calls(mem, known, n_known, aliases, n_aliases, calls, n);
    for (size_t i = 0; i < n; i++)
        call_free(calls[i]);
    return m;
}

static const struct known_call two[] = {
    KNOWN("f-1", "https://f.se/a", "Bidrag A", NULL, CALL_LIVE),
    KNOWN("f-2", "https://f.se/b", "Bidrag B", "2026-7", CALL_LIVE)};
static const struct call_alias two_aliases[] = {{"https://f.se/a", "f-1"},
                                                {"https://f.se/b", "f-2"},
                                                {"https://f.se/old", "f-2"}};

static void address_decides(void **state)
{
    (void)state;
    struct call *calls[] = {call("https://f.se/a", "Helt ny rubrik", NULL),
                            call("https://f.se/b", "Bidrag B", NULL),
                            call("https://f.se/c", "Bidrag C", NULL)};
    size_t *m = identify(two, 2, two_aliases, 3, calls, 3);
    assert_int_equal(m[0], 0);
    assert_int_equal(m[1], 1);
    assert_int_equal(m[2], NOT_KNOWN);
}

static void redirects_and_old_addresses_lead_home(void **state)
{
    (void)state;
    struct call *calls[] = {call("https://f.se/new", "Ny rubrik", NULL),
                            call("https://f.se/old", "Annan rubrik", NULL)};
    calls[0]->urls[calls[0]->n_urls++] = "https://f.se/a";
    size_t *m = identify(two, 2, two_aliases, 3, calls, 2);
    assert_int_equal(m[0], 0);
    assert_int_equal(m[1], 1);
}

static void own_address_beats_an_alias(void **state)
{
    (void)state;
    /* /a now redirects to /b, which was a call of its own. */
    struct call *calls[] = {call("https://f.se/b", "Bidrag B", "2026-7")};
    calls[0]->urls[calls[0]->n_urls++] = "https://f.se/a";
    size_t *m = identify(two, 2, two_aliases, 3, calls, 1);
    assert_int_equal(m[0], 1);
}

static void title_and_reference_follow_a_move(void **state)
{
    (void)state;
    struct call *calls[] = {call("https://f.se/x", "bidrag a", NULL),
                            call("https://f.se/y", "Bidrag B", "2026-7"),
                            call("https://f.se/z", "Bidrag B", "2026-8")};
    size_t *m = identify(two, 2, two_aliases, 3, calls, 3);
    assert_int_equal(m[0], 0);
    assert_int_equal(m[1], 1);
    assert_int_equal(m[2], NOT_KNOWN);
}

static void a_call_that_stays_is_not_taken_for_one_that_moved(void **state)
{
    (void)state;
    struct call *calls[] = {call("https://f.se/a", "Bidrag A", NULL),
                            call("https://f.se/x", "Bidrag A", NULL)};
    size_t *m = identify(two, 2, two_aliases, 3, calls, 2);
    assert_int_equal(m[0], 0);
    assert_int_equal(m[1], NOT_KNOWN);
}

static void long_gone_titles_are_not_revived(void **state)
{
    (void)state;
    const struct known_call gone[] = {
        KNOWN("f-1", "https://f.se/2024", "Bidrag A", NULL, CALL_WITHDRAWN)};
    struct call *calls[] = {call("https://f.se/2026", "Bidrag A", NULL)};
    assert_int_equal(identify(gone, 1, NULL, 0, calls, 1)[0], NOT_KNOWN);
    /* At its old address it is. */
    const struct call_alias alias[] = {{"https://f.se/2024", "f-1"}};
    struct call *back[] = {call("https://f.se/2024", "Bidrag A 2", NULL)};
    assert_int_equal(identify(gone, 1, alias, 1, back, 1)[0], 0);
}

static void numbers_on_a_page_shift(void **state)
{
    (void)state;
    const struct known_call known[] = {
        KNOWN("f-1", "https://f.se/p#1", "Stöd till kultur", NULL, CALL_LIVE),
        KNOWN("f-2", "https://f.se/p#2", "Stöd till idrott", NULL, CALL_LIVE)};
    const struct call_alias aliases[] = {{"https://f.se/p#1", "f-1"},
                                         {"https://f.se/p#2", "f-2"}};
    /* One was added at the top. */
    struct call *calls[] = {
        call("https://f.se/p#1", "Nytt bidrag för klimatet", NULL),
        call("https://f.se/p#2", "Stöd till kultur", NULL),
        call("https://f.se/p#3", "Stöd till idrott", NULL)};
    size_t *m = identify(known, 2, aliases, 2, calls, 3);
    assert_int_equal(m[0], NOT_KNOWN);
    assert_int_equal(m[1], 0);
    assert_int_equal(m[2], 1);
    /* A title was edited in place. */
    struct call *edited[] = {
        call("https://f.se/p#1", "Stöd till kultur i länet", NULL),
        call("https://f.se/p#2", "Stöd till idrott", NULL)};
    m = identify(known, 2, aliases, 2, edited, 2);
    assert_int_equal(m[0], 0);
    assert_int_equal(m[1], 1);
    /* Only one is left, now without a number. */
    struct call *one[] = {call("https://f.se/p", "Stöd till idrott", NULL)};
    assert_int_equal(identify(known, 2, aliases, 2, one, 1)[0], 1);
}

static void longer_addresses_are_not_the_same_page(void **state)
{
    (void)state;
    const struct known_call known[] = {
        KNOWN("f-1", "https://f.se/p-2", "Ett", NULL, CALL_LIVE)};
    const struct call_alias aliases[] = {{"https://f.se/p-2", "f-1"}};
    struct call *calls[] = {call("https://f.se/p", "Två", NULL)};
    assert_int_equal(identify(known, 1, aliases, 1, calls, 1)[0], NOT_KNOWN);
}

static void nothing_known_nothing_found(void **state)
{
    (void)state;
    struct call *calls[] = {call("https://f.se/p", NULL, NULL)};
    assert_int_equal(identify(NULL, 0, NULL, 0, calls, 1)[0], NOT_KNOWN);
    assert_non_null(identify(two, 2, two_aliases, 3, NULL, 0));
}

static void ids_are_short_and_depend_on_the_address_alone(void **state)
{
    (void)state;
    const char *a = identify_make_id(mem, "vinnova", "https://v.se/a", 0);
    assert_int_equal(strlen(a), strlen("vinnova-") + 7);
    assert_int_equal(strncmp(a, "vinnova-", 8), 0);
    assert_int_equal(strspn(a + 8, "0123456789abcdefghjkmnpqrstvwxyz"), 7);
    assert_string_equal(a,
                        identify_make_id(mem, "vinnova", "http://v.se/a", 0));
    assert_string_not_equal(
        a, identify_make_id(mem, "vinnova", "https://v.se/b", 0));
    assert_string_not_equal(
        a + 8, identify_make_id(mem, "annan", "https://v.se/a", 0) + 6);
    const char *longer = identify_make_id(mem, "vinnova", "https://v.se/a", 2);
    assert_int_equal(strlen(longer), strlen(a) + 2);
    assert_int_equal(strncmp(longer, a, strlen(a)), 0);
    char name[400];
    memset(name, 'x', sizeof name);
    name[sizeof name - 1] = '\0';
    assert_true(strlen(identify_make_id(mem, name, "https://v.se/", 0)) < 100);
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(address_decides),
        T(redirects_and_old_addresses_lead_home),
        T(own_address_beats_an_alias),
        T(title_and_reference_follow_a_move),
        T(a_call_that_stays_is_not_taken_for_one_that_moved),
        T(long_gone_titles_are_not_revived),
        T(numbers_on_a_page_shift),
        T(longer_addresses_are_not_the_same_page),
        T(nothing_known_nothing_found),
        T(ids_are_short_and_depend_on_the_address_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
