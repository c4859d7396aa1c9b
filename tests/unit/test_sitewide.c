/* test_sitewide.c - what all pages of a site have is not read as one's own. */
#include "../../worker/sitewide.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
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

static struct block heading(int level, const char *text)
{
    return (struct block){
        .kind = BLOCK_HEADING, .level = level, .main = 0.9, .text = text};
}

static struct block text(const char *s)
{
    return (struct block){.kind = BLOCK_PARAGRAPH, .main = 0.9, .text = s};
}

static struct block pair(const char *label, const char *value)
{
    return (struct block){
        .kind = BLOCK_PAIR, .main = 0.9, .label = label, .text = value};
}

/* Drops from BLOCKS what the others named, all in one doc, have. */
static void drop(struct block *blocks, size_t n, struct block *common,
                 size_t n_common)
{
    struct doc all = {.mem = mem, .blocks = common, .n_blocks = n_common};
    struct doc d = {.mem = mem, .blocks = blocks, .n_blocks = n};
    struct read_context c = {0};
    c.sitewide = sitewide_hashes(&all, &c.n_sitewide);
    sitewide_drop(&d, &c);
}

static bool stays(const struct block *b)
{
    return b->main >= 0.5;
}

#define OWN "Byalag som vill rusta upp sin samlingslokal kan söka pengar."

static void columns_go(void **state)
{
    (void)state;
    struct block common[] = {heading(3, "På gång"), text("7 dec: stoppdatum"),
                             pair("Beviljat", "85 000 kr")};
    struct block page[] = {heading(1, "Byapengen"), text(OWN), common[0],
                           common[1], common[2]};
    drop(page, 5, common, 3);
    assert_true(stays(&page[0]) && stays(&page[1]));
    for (int i = 2; i < 5; i++) {
        assert_false(stays(&page[i]));
        assert_int_equal(page[i].place, PLACE_ASIDE);
    }
}

static void what_leads_in_the_pages_own_words_stays(void **state)
{
    (void)state;
    struct block common[] = {heading(2, "Vem kan söka?"), text("Vi ger stöd:"),
                             text("Det här gäller"), text("Läs mer 2026"),
                             heading(2, "Kontakt")};
    struct block page[] = {text(OWN),
                           common[0],
                           text("Byalag."),
                           common[1],
                           text("högst 20 000 kronor"),
                           common[2],
                           text("till våren"),
                           common[3],
                           text("Så var det"),
                           common[4]};
    drop(page, 10, common, 5);
    static const bool kept[] = {true, true, true,  true, true,
                                true, true, false, true, false};
    for (int i = 0; i < 10; i++)
        assert_int_equal(stays(&page[i]), kept[i]);
}

/* The heading of a column is not that of the heading that comes next. */
static void headings_of_the_next_part_do_not_count(void **state)
{
    (void)state;
    struct block common[] = {heading(2, "Nyheter"), text("Kort nytt"),
                             heading(1, "Fonden")};
    struct block page[] = {common[2], common[0], common[1],
                           heading(2, "Byapengen"), text(OWN)};
    drop(page, 5, common, 3);
    assert_true(stays(&page[0])); /* one below it stays */
    assert_false(stays(&page[1]));
    assert_false(stays(&page[2]));
    assert_true(stays(&page[3]));
}

static void a_page_is_never_left_empty(void **state)
{
    (void)state;
    struct block common[] = {text(OWN), text("Sista dag är 1 mars 2027.")};
    struct block page[] = {heading(1, "Byapengen"), common[0], common[1]};
    drop(page, 3, common, 2);
    assert_true(stays(&page[1]) && stays(&page[2]));
}

/* Twenty funds that have their terms in common. */
static void common_terms_stay(void **state)
{
    (void)state;
    char terms[1600];
    memset(terms, 'a', sizeof terms - 1);
    terms[sizeof terms - 1] = '\0';
    struct block common[] = {text(terms), text("Sök senast 1 mars 2027.")};
    struct block page[] = {heading(1, "Byapengen"), text(OWN), common[0],
                           common[1]};
    drop(page, 4, common, 2);
    assert_true(stays(&page[2]) && stays(&page[3]));
    terms[700] = '\0';
    drop(page, 4, common, 2);
    assert_false(stays(&page[2]) || stays(&page[3]));
}

static void labels_tell_pairs_apart(void **state)
{
    (void)state;
    struct block common[] = {pair("Uppdaterad", "2026-11-01"),
                             text("2026-11-01")};
    struct block page[] = {text(OWN), pair("Sista dag", "2026-11-01")};
    drop(page, 2, common, 2);
    assert_true(stays(&page[1]));
}

static void hashes_are_of_main_text_and_each_once(void **state)
{
    (void)state;
    struct block blocks[] = {text("ett"), text("två"), text("ett"), text(""),
                             text("tre")};
    blocks[4].main = 0.2;
    struct doc d = {.mem = mem, .blocks = blocks, .n_blocks = 5};
    size_t n;
    const uint64_t *h = sitewide_hashes(&d, &n);
    assert_int_equal(n, 2);
    assert_true(h[0] < h[1]);
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(columns_go),
        T(what_leads_in_the_pages_own_words_stays),
        T(headings_of_the_next_part_do_not_count),
        T(a_page_is_never_left_empty),
        T(common_terms_stay),
        T(labels_tell_pairs_apart),
        T(hashes_are_of_main_text_and_each_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
