/* test_known_words.c - what is remembered of words, and that it is forgotten.
 */
#include "../../read/known_words.h"

#include "medel/buf.h"
#include "medel/codes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define TERMS 8

struct fixture {
    struct arena *mem;
    struct term_index x;
    struct known_words *words;
    struct lexicon_entry cue, list;
    struct phrase terms[TERMS];
    unsigned told[TERMS];
    size_t n;
};

static void add(struct fixture *f, const struct lexicon_entry *entry,
                const char *first, enum pattern kind, const char *second)
{
    struct pattern_word *w = arena_alloc(f->mem, 2 * sizeof *w);
    w[0] = (struct pattern_word){first, (uint32_t)strlen(first), PATTERN_EXACT};
    uint32_t n = 1;
    if (second != NULL)
        w[n++] = (struct pattern_word){second, (uint32_t)strlen(second), kind};
    assert_true(f->n < TERMS);
    struct phrase *p = &f->terms[f->n];
    *p = (struct phrase){
        .entry = entry, .words = w, .n = n, .order = (uint32_t)f->n};
    f->n++;
    term_index_make(&f->x, f->mem, f->terms, f->n);
}

static const struct known_word *get(struct fixture *f, const char *word)
{
    return known_words_get(f->words, word, strlen(word));
}

static void count(void *arg, const struct phrase *p)
{
    struct fixture *f = arg;
    f->told[p->order]++;
}

/* How often term I is told for WORD and then NEXT. */
static unsigned told(struct fixture *f, size_t i, const char *word,
                     const char *next)
{
    memset(f->told, 0, sizeof f->told);
    const struct word_place place = {next[0] != '\0' ? get(f, next) : NULL,
                                     NULL, UINT64_MAX};
    known_word_openings(get(f, word), &place, count, f);
    return f->told[i];
}

static int set_up(void **state)
{
    static struct fixture f;
    f = (struct fixture){.mem = arena_new(),
                         .cue = {.set = LEX_CUE},
                         .list = {.set = LEX_WORDS, .index = WORDS_OR}};
    term_index_make(&f.x, f.mem, f.terms, 0);
    f.words = known_words_new(&f.x);
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    known_words_free(f->words);
    arena_free(f->mem);
    return 0;
}

/* A file of themes where SIGN speaks 0, 1, 2, ... hundredths for each. */
static struct learnt *themes_of(struct arena *mem, const char *sign)
{
    struct buf text;
    struct learnt *l;
    struct err e = ERR_INIT;
    buf_init(&text, 10000);
    for (int t = 0; t < LEARNT_THEME_CLASSES; t++)
        buf_printf(&text, "%s\t", code_name(CODE_THEME, t));
    buf_printf(&text, "sign\n");
    for (int t = 0; t < LEARNT_THEME_CLASSES; t++)
        buf_printf(&text, "%d\t", t);
    buf_printf(&text, "%s\n", sign);
    assert_int_equal(
        learnt_parse(mem, LEARNT_THEMES, text.data, text.len, &l, &e), ST_OK);
    buf_free(&text);
    return l;
}

static void it_says_what_its_parts_say(void **state)
{
    struct fixture *f = *state;
    static const char text[] = "title\theading\tlead\ttext\tsign\n"
                               "1\t2\t3\t4\tbidraget\n"
                               "10\t20\t30\t40\tbidra*\n"
                               "100\t200\t300\t400\t*sökan\n";
    struct learnt *l, *themes = themes_of(f->mem, "bidra*");
    struct err e = ERR_INIT;
    assert_int_equal(
        learnt_parse(f->mem, LEARNT_PAGES, text, strlen(text), &l, &e), ST_OK);
    known_words_learn(f->words, l, themes);
    const struct known_word *w = get(f, "bidraget");
    assert_true(w->is_learnt);
    assert_int_equal(w->n_signs, 3);
    assert_float_equal(w->says[LEARNT_TITLE], 0.11, 1e-6);
    assert_float_equal(w->says[LEARNT_TEXT], 0.44, 1e-6);
    for (int t = 0; t < LEARNT_THEME_CLASSES; t++)
        assert_float_equal(w->themes[t], 0.01 * t, 1e-6);
    assert_float_equal(get(f, "ansökan")->says[LEARNT_LEAD], 3, 1e-6);
    w = get(f, "bidra");
    assert_false(w->is_learnt);
    assert_null(w->themes);
    assert_int_equal(w->n_signs, 1);
}

static void the_next_word_counts(void **state)
{
    struct fixture *f = *state;
    add(f, &f->cue, "för", PATTERN_EXACT, "en");
    add(f, &f->cue, "för", PATTERN_PREFIX, "hel");
    add(f, &f->cue, "för", PATTERN_EXACT, "närvarande");
    add(f, &f->cue, "för", PATTERN_GAP, "");
    add(f, &f->cue, "för", PATTERN_SUFFIX, "lag");
    add(f, &f->cue, "för", PATTERN_EXACT, NULL);
    assert_int_equal(told(f, 0, "för", "en"), 1);
    assert_int_equal(told(f, 0, "för", "ens"), 0);
    assert_int_equal(told(f, 0, "för", ""), 0);
    assert_int_equal(told(f, 1, "för", "hela"), 1);
    assert_int_equal(told(f, 1, "för", "hel"), 1);
    assert_int_equal(told(f, 1, "för", "he"), 0);
    assert_int_equal(told(f, 2, "för", "närvarande"), 1);
    assert_int_equal(told(f, 2, "för", "nä"), 0);
    assert_int_equal(told(f, 3, "för", ""), 0);
    assert_int_equal(told(f, 3, "för", "vad"), 1); /* a gap may be any word */
    assert_int_equal(told(f, 4, "för", "bolag"), 1);
    assert_int_equal(told(f, 4, "för", "lag"), 1);
    assert_int_equal(told(f, 4, "för", "ag"), 0);
    assert_int_equal(told(f, 4, "för", "lagar"), 0);
    assert_int_equal(told(f, 0, "fören", "en"), 0);
}

/* A term of three words is not told where the third is another, nor one with a
 * gap where no word about can be its last. */
static void later_words_count(void **state)
{
    struct fixture *f = *state;
    struct pattern_word three[] = {{"i", 1, PATTERN_EXACT},
                                   {"samband", 7, PATTERN_EXACT},
                                   {"med", 3, PATTERN_EXACT}};
    struct pattern_word gap[] = {{"i", 1, PATTERN_EXACT},
                                 {"", 0, PATTERN_GAP},
                                 {"slut", 4, PATTERN_PREFIX}};
    struct pattern_word *both[] = {three, gap};
    for (size_t i = 0; i < 2; i++) {
        f->terms[i] = (struct phrase){
            .entry = &f->cue, .words = both[i], .n = 3, .order = (uint32_t)i};
    }
    term_index_make(&f->x, f->mem, f->terms, 2);
    const struct known_word *i = get(f, "i"), *samband = get(f, "samband"),
                            *med = get(f, "med"), *av = get(f, "av"),
                            *slutet = get(f, "slutet");
    const struct word_place fits = {samband, med, samband->sign | med->sign};
    const struct word_place other = {samband, av, samband->sign | av->sign};
    const struct word_place last = {samband, NULL, samband->sign};
    const struct word_place far = {av, med,
                                   av->sign | med->sign | slutet->sign};
    known_word_openings(i, &fits, count, f);
    assert_int_equal(f->told[0], 1);
    known_word_openings(i, &other, count, f);
    known_word_openings(i, &last, count, f);
    assert_int_equal(f->told[0], 1);
    assert_int_equal(f->told[1], 0);
    known_word_openings(i, &far, count, f);
    assert_int_equal(f->told[0], 1);
    assert_int_equal(f->told[1], 1);
}

static void a_word_is_terms_lists_and_a_number(void **state)
{
    struct fixture *f = *state;
    add(f, &f->cue, "eller", PATTERN_EXACT, NULL);
    add(f, &f->list, "eller", PATTERN_EXACT, NULL);
    const struct known_word *w = get(f, "eller");
    assert_ptr_equal(w, get(f, "eller"));
    assert_int_equal(w->n_alone, 1);
    assert_ptr_equal(w->alone[0].entry, &f->cue);
    assert_int_equal(w->alone[0].set, LEX_CUE);
    assert_int_equal(w->lists[WORDS_OR / 64] >> (WORDS_OR % 64) & 1, 1);
    assert_false(w->is_number);
    w = get(f, "fyrtiotusen");
    assert_true(w->is_number && w->number == 40000);
    assert_int_equal(w->n_alone + w->n_openings, 0);
}

/* A page of any number of words is read, and the next one anew. */
static void many_words_are_forgotten(void **state)
{
    struct fixture *f = *state;
    add(f, &f->cue, "eller", PATTERN_EXACT, NULL);
    const struct known_word *kept = get(f, "eller");
    for (int i = 0; i < 100; i++) {
        char word[32];
        snprintf(word, sizeof word, "ord%d", i);
        get(f, word);
    }
    known_words_tidy(f->words);
    assert_ptr_equal(kept, get(f, "eller")); /* there is room */
    for (int i = 0; i < 100000; i++) {
        char word[32];
        snprintf(word, sizeof word, "ord%d", i);
        assert_int_equal(get(f, word)->n_alone, 0);
        assert_int_equal(get(f, word)->len, strlen(word));
    }
    assert_ptr_equal(kept, get(f, "eller")); /* a page's words stay */
    known_words_tidy(f->words);
    assert_int_equal(get(f, "eller")->n_alone, 1);
    assert_string_equal(get(f, "ord7")->norm, "ord7");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_next_word_counts, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(later_words_count, set_up, tear_down),
        cmocka_unit_test_setup_teardown(it_says_what_its_parts_say, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_word_is_terms_lists_and_a_number,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(many_words_are_forgotten, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
