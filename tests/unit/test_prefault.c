/* test_prefault.c - memory that was asked for at once is there: to use it takes
 * no more page faults, where the kernel has such a question. */
#include "medel/prefault.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <cmocka.h>

#define BYTES ((size_t)1 << 20)
#define PIECES 128
#define PIECE ((size_t)4 << 10)

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23
#endif

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define OTHER_MALLOC
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define OTHER_MALLOC
#endif

static long faults(void)
{
    struct rusage used;
    assert_int_equal(getrusage(RUSAGE_SELF, &used), 0);
    return used.ru_minflt;
}

static bool kernel_can(void)
{
    void *p = mmap(NULL, PIECE, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    assert_true(p != MAP_FAILED);
    bool can = madvise(p, PIECE, MADV_POPULATE_WRITE) == 0;
    munmap(p, PIECE);
    return can;
}

/* What is given out works in any case. */
static void memory_is_there(void **state)
{
    char *pieces[PIECES];
    (void)state;
    prefault_memory(BYTES);
    long before = faults();
    for (size_t i = 0; i < PIECES; i++) {
        pieces[i] = malloc(PIECE);
        assert_non_null(pieces[i]);
        memset(pieces[i], (int)i, PIECE);
    }
    long took = faults() - before;
    for (size_t i = 0; i < PIECES; i++) {
        assert_int_equal((unsigned char)pieces[i][PIECE - 1], i);
        free(pieces[i]);
    }
#ifdef OTHER_MALLOC
    (void)took;
    (void)kernel_can;
#else
    if (kernel_can())
        assert_true(took < PIECES / 4);
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(memory_is_there)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
