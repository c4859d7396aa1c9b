/* test_tidy_memory.c - pieces are kept apart, used again and dropped. */
#include "../../worker/tidy_memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define PIECES 400

static size_t size_of(size_t i)
{
    return i * 37 % 1500;
}

static void pieces_are_apart(void **state)
{
    (void)state;
    struct tidy_memory m;
    tidy_memory_init(&m);
    const TidyAllocatorVtbl *calls = m.base.vtbl;
    unsigned char *p[PIECES];
    for (size_t i = 0; i < PIECES; i++) {
        p[i] = calls->alloc(&m.base, size_of(i));
        assert_int_equal((uintptr_t)p[i] % _Alignof(max_align_t), 0);
        memset(p[i], (int)(i % 251), size_of(i));
    }
    for (size_t i = 0; i < PIECES; i += 3) {
        p[i] = calls->realloc(&m.base, p[i], size_of(i) * 3 + 1);
        memset(p[i] + size_of(i), (int)(i % 251), size_of(i) * 2 + 1);
    }
    for (size_t i = 1; i < PIECES; i += 3)
        calls->free(&m.base, p[i]);
    for (size_t i = 0; i < PIECES; i++)
        for (size_t k = 0; i % 3 != 1 && k < size_of(i); k++)
            assert_int_equal(p[i][k], i % 251);
    calls->free(&m.base, NULL);
    assert_non_null(calls->realloc(&m.base, NULL, 10));
    tidy_memory_drop(&m);
}

static size_t chunks(const struct tidy_memory *m)
{
    size_t n = 0;
    for (const void *const *c = (const void *const *)m->chunks; c != NULL;
         c = (const void *const *)*c)
        n++;
    return n;
}

/* What is given back is taken again: any number of pieces, one after the other,
 * need no more room than one. */
static void memory_is_bounded(void **state)
{
    (void)state;
    struct tidy_memory m;
    tidy_memory_init(&m);
    const TidyAllocatorVtbl *calls = m.base.vtbl;
    for (size_t i = 0; i < 100000; i++)
        calls->free(&m.base, calls->alloc(&m.base, size_of(i)));
    assert_int_equal(chunks(&m), 1);
    assert_null(m.large);
    tidy_memory_drop(&m);
    assert_null(m.chunks);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_apart),
        cmocka_unit_test(memory_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
