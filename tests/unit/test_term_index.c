/* test_term_index.c - which terms are told for a word. */
#include "../../read/term_index.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define TERMS 8

struct fixture {
    struct arena *mem;
    struct term_index x;
    struct phrase terms[TERMS];
    unsigned told[TERMS];
    size_t n;
};

static void add_word(struct fixture *f, enum pattern kind, const char *word)
{
    struct pattern_word *w = arena_alloc(f->mem, sizeof *w);
    *w = (struct pattern_word){word, (uint32_t)strlen(word), kind};
    assert_true(f->n < TERMS);
    struct phrase *p = &f->terms[f->n];
    *p = (struct phrase){.words = w, .n = 1, .order = (uint32_t)f->n};
    f->n++;
    term_index_make(&f->x, f->mem, f->terms, f->n);
}

static void count(void *arg, const struct phrase *p)
{
    struct fixture *f = arg;
    f->told[p->order]++;
}

/* How often term I is told for WORD. */
static unsigned told(struct fixture *f, size_t i, const char *word)
{
    memset(f->told, 0, sizeof f->told);
    term_index_look(&f->x, word, strlen(word), count, f);
    return f->told[i];
}

static int set_up(void **state)
{
    static struct fixture f;
    f = (struct fixture){.mem = arena_new()};
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    arena_free(f->mem);
    return 0;
}

static void words_by_their_kind(void **state)
{
    struct fixture *f = *state;
    add_word(f, PATTERN_EXACT, "stöd");
    add_word(f, PATTERN_PREFIX, "bidrag");
    add_word(f, PATTERN_SUFFIX, "pengar");
    add_word(f, PATTERN_CONTAINS, "dag");
    assert_int_equal(told(f, 0, "stöd"), 1);
    assert_int_equal(told(f, 0, "stödet"), 0);
    assert_int_equal(told(f, 0, "stö"), 0);
    assert_int_equal(told(f, 1, "bidrag"), 1);
    assert_int_equal(told(f, 1, "bidragets"), 1);
    assert_int_equal(told(f, 1, "bidra"), 0);
    assert_int_equal(told(f, 2, "pengar"), 1);
    assert_int_equal(told(f, 2, "projektpengar"), 1);
    assert_int_equal(told(f, 2, "pengarna"), 0);
    assert_int_equal(told(f, 3, "dag"), 1);
    assert_int_equal(told(f, 3, "måndagen"), 1);
    assert_int_equal(told(f, 3, "da"), 0);
}

static void a_part_that_stands_twice_is_told_once(void **state)
{
    struct fixture *f = *state;
    add_word(f, PATTERN_CONTAINS, "dag");
    assert_int_equal(told(f, 0, "dagsdag"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(words_by_their_kind, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_part_that_stands_twice_is_told_once,
                                        set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
