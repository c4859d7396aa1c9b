/* test_turns.c - each place keeps to a funder, and no page is left out. */
#include "../../indexer/turns.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

enum { MOST = 400 };

struct fixture {
    struct arena *mem;
    struct scan_page pages[MOST];
    size_t n;
    struct turns *turns;
    bool given[MOST];
};

/* N pages of FUNDER. */
static void add(struct fixture *f, const char *funder, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        assert_true(f->n < MOST);
        f->pages[f->n++] = (struct scan_page){.funder_id = funder};
    }
}

static void begin(struct fixture *f, size_t places)
{
    f->mem = arena_new();
    f->turns = turns_new(f->mem, f->pages, f->n, places);
}

/* Whose page is next at PLACE; "" for none. */
static const char *take(struct fixture *f, size_t place)
{
    const struct scan_page *p = turns_next(f->turns, place);
    if (p == NULL)
        return "";
    size_t i = (size_t)(p - f->pages);
    assert_true(i < f->n && !f->given[i]);
    f->given[i] = true;
    return p->funder_id;
}

static void end(struct fixture *f)
{
    for (size_t i = 0; i < f->n; i++)
        assert_true(f->given[i]);
    arena_free(f->mem);
}

static void test_in_the_order_given(void **state)
{
    (void)state;
    struct fixture f = {.n = 0};
    add(&f, "b", 2);
    add(&f, "a", 1);
    add(&f, "b", 2);
    begin(&f, 1);
    static const size_t order[] = {0, 1, 3, 4, 2};
    for (size_t i = 0; i < 5; i++)
        assert_ptr_equal(turns_next(f.turns, 0), &f.pages[order[i]]);
    assert_null(turns_next(f.turns, 0));
    assert_null(turns_next(f.turns, 0));
    arena_free(f.mem);
}

/* The longest first; a small one that is being read is left to its place. */
static void test_to_each_place_its_funder(void **state)
{
    (void)state;
    struct fixture f = {.n = 0};
    add(&f, "short", 1);
    add(&f, "long", 5);
    add(&f, "middle", 3);
    begin(&f, 2);
    assert_string_equal(take(&f, 1), "long");
    assert_string_equal(take(&f, 0), "middle");
    assert_string_equal(take(&f, 1), "long");
    assert_string_equal(take(&f, 0), "middle");
    assert_string_equal(take(&f, 0), "middle");
    assert_string_equal(take(&f, 0), "short");
    assert_string_equal(take(&f, 0), "");
    for (int i = 0; i < 3; i++)
        assert_string_equal(take(&f, 1), "long");
    assert_string_equal(take(&f, 1), "");
    end(&f);
}

/* A worker that was started for nothing costs no more. */
static void test_a_fresh_place_helps(void **state)
{
    (void)state;
    struct fixture f = {.n = 0};
    add(&f, "one", 4);
    begin(&f, 3);
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(take(&f, i), "one");
    assert_string_equal(take(&f, 0), "one");
    assert_string_equal(take(&f, 1), "");
    end(&f);
}

static void test_much_is_shared(void **state)
{
    (void)state;
    struct fixture f = {.n = 0};
    add(&f, "much", 120);
    add(&f, "more", 130);
    add(&f, "little", 1);
    begin(&f, 3);
    assert_string_equal(take(&f, 0), "more");
    assert_string_equal(take(&f, 1), "much");
    assert_string_equal(take(&f, 2), "little");
    assert_string_equal(take(&f, 2), "more"); /* 129 are left, 119 there */
    for (int i = 0; i < 119; i++)
        assert_string_equal(take(&f, 1), "much");
    assert_string_equal(take(&f, 1), "more"); /* a third for 128 */
    for (int i = 0; i < 100; i++)
        assert_string_equal(take(&f, 2), "more");
    for (int i = 0; i < 27; i++)
        assert_string_equal(take(&f, 0), "more");
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(take(&f, i), "");
    end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_in_the_order_given),
        cmocka_unit_test(test_to_each_place_its_funder),
        cmocka_unit_test(test_a_fresh_place_helps),
        cmocka_unit_test(test_much_is_shared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
