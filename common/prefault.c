/* prefault.c - see medel/prefault.h. */
#include "medel/prefault.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define STACK_BYTES ((size_t)48 << 10)
/* Small enough to be of the heap; two are more than it begins with. */
#define PIECE_BYTES ((size_t)96 << 10)

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23 /* of Linux; the C library may be older */
#endif

/* A hint: what it fails to do is done page by page later. */
static void populate(uintptr_t from, uintptr_t to)
{
    const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    from = from / page * page;
    to = to / page * page;
    if (from < to)
        (void)madvise((void *)from, to - from, MADV_POPULATE_WRITE);
}

void prefault_memory(size_t bytes)
{
    const char here = '\0';
    uintptr_t stack = (uintptr_t)&here;
    populate(stack - STACK_BYTES, stack);
    /* The heap grows by so much at once, and keeps it. */
    if (mallopt(M_TOP_PAD, (int)bytes) == 0 ||
        mallopt(M_TRIM_THRESHOLD, (int)(2 * bytes)) == 0)
        return;
    /* "volatile": what is freed unused a compiler need not ask for. */
    void *volatile first = malloc(PIECE_BYTES);
    void *volatile second = malloc(PIECE_BYTES);
    uintptr_t from = (uintptr_t)first, end = (uintptr_t)sbrk(0);
    free(second);
    free(first);
    /* Not so where another malloc() has taken the place of the C library's. */
    if (from < end && end - from <= 2 * bytes)
        populate(from, from + bytes < end ? from + bytes : end);
}
