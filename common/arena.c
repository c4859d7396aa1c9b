/* arena.c - block allocator behind medel/arena.h. */
#include "medel/arena.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHORT_BYTES 256 /* what is printed is seldom longer */
#define BLOCK_BYTES ((size_t)64 << 10)
#define FIRST_BYTES ((size_t)8 << 10) /* all that most records take */
#define CLEAN_BYTES ((size_t)4 << 10) /* zeroed at a time */

struct block {
    struct block *next;
    size_t used;
    size_t clean; /* bytes from USED to here are zero */
    size_t size;
    max_align_t data[];
};

struct arena {
    struct block *head;
};

static _Noreturn void out_of_memory(void)
{
    fputs("medel: out of memory\n", stderr);
    exit(3);
}

void *arena_need(size_t n)
{
    void *p = malloc(n);
    if (p == NULL && n != 0)
        out_of_memory();
    return p;
}

/*
 * Of most blocks little is used, above all in a process that reads one page or
 * answers one search, so that a block is made zero as it is used. Of 64 KiB
 * that were zeroed, every page would have to be there.
 *
 * Blocks that were given back, for the next arena: one page, record or call
 * after the other takes the same few, which are near at hand then. Not so where
 * a sanitizer is to see who uses what is gone.
 */
#if defined(__has_feature) /* Clang's */
#if __has_feature(address_sanitizer)
#define POOL_MAX 0
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) /* GCC's */
#define POOL_MAX 0
#endif
#ifndef POOL_MAX
#define POOL_MAX 24
#endif
static _Thread_local struct block *pool;
static _Thread_local int pooled;

static struct block *block_take(size_t size)
{
    struct block *b = pool;
    if (size == BLOCK_BYTES && b != NULL) {
        pool = b->next;
        pooled--;
        return b;
    }
    bool large = size > BLOCK_BYTES; /* comes from the system, as zeros */
    b = large ? calloc(1, sizeof *b + size) : malloc(sizeof *b + size);
    if (b == NULL)
        out_of_memory();
    b->clean = large ? size : 0;
    return b;
}

static void block_give(struct block *b)
{
    if (b->size != BLOCK_BYTES || pooled >= POOL_MAX) {
        free(b);
        return;
    }
    b->clean = 0;
    b->next = pool;
    pool = b;
    pooled++;
}

void arena_thread_ends(void)
{
    while (pool != NULL) {
        struct block *next = pool->next;
        free(pool);
        pool = next;
    }
    pooled = 0;
}

static struct block *block_new(size_t size)
{
    struct block *b = block_take(size);
    b->next = NULL;
    b->used = 0;
    b->size = size;
    return b;
}

struct arena *arena_new(void)
{
    struct arena *a = arena_need(sizeof *a);
    a->head = block_new(pool != NULL ? BLOCK_BYTES : FIRST_BYTES);
    return a;
}

static void free_blocks(struct block *b)
{
    while (b != NULL) {
        struct block *next = b->next;
        block_give(b);
        b = next;
    }
}

void arena_free(struct arena *a)
{
    if (a == NULL)
        return;
    free_blocks(a->head);
    free(a);
}

void arena_reset(struct arena *a)
{
    free_blocks(a->head);
    a->head = block_new(BLOCK_BYTES);
}

/* Makes the next N bytes of B, which has room for them, zero. */
static void block_clean(struct block *b, size_t n)
{
    size_t upto = (b->used + n + CLEAN_BYTES - 1) / CLEAN_BYTES * CLEAN_BYTES;
    if (upto > b->size)
        upto = b->size;
    memset((char *)b->data + b->clean, 0, upto - b->clean);
    b->clean = upto;
}

void *arena_alloc(struct arena *a, size_t n)
{
    const size_t align = _Alignof(max_align_t);
    if (n > SIZE_MAX / 2)
        out_of_memory();
    n = (n + align - 1) / align * align;
    struct block *b = a->head;
    if (n > b->size - b->used) {
        struct block *fresh = block_new(n > BLOCK_BYTES / 4 ? n : BLOCK_BYTES);
        if (n > BLOCK_BYTES / 4) {
            /* A large piece gets its own block behind the head, so that the
             * head's free room is not lost. */
            fresh->next = b->next;
            b->next = fresh;
        } else {
            fresh->next = b;
            a->head = fresh;
        }
        b = fresh;
    }
    if (n > b->clean - b->used)
        block_clean(b, n);
    void *p = (char *)b->data + b->used;
    b->used += n;
    return p;
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
    char *p = arena_alloc(a, n + 1);
    if (n != 0) /* S may be NULL then, which memcpy must not be given */
        memcpy(p, s, n);
    return p;
}

char *arena_strdup(struct arena *a, const char *s)
{
    return s != NULL ? arena_strndup(a, s, strlen(s)) : NULL;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list ap;
    char room[SHORT_BYTES];
    va_start(ap, fmt);
    int n = vsnprintf(room, sizeof room, fmt, ap);
    va_end(ap);
    if (n < 0)
        return arena_strdup(a, "");
    if ((size_t)n < sizeof room)
        return arena_strndup(a, room, (size_t)n);
    char *p = arena_alloc(a, (size_t)n + 1);
    va_start(ap, fmt);
    vsnprintf(p, (size_t)n + 1, fmt, ap);
    va_end(ap);
    return p;
}

void *arena_grow(struct arena *a, void *p, size_t n, size_t *cap,
                 size_t elem_size)
{
    if (n < *cap)
        return p;
    size_t fresh = *cap != 0 ? *cap * 2 : 8;
    if (fresh > SIZE_MAX / 2 / elem_size)
        out_of_memory();
    void *q = arena_alloc(a, fresh * elem_size);
    if (n != 0)
        memcpy(q, p, n * elem_size);
    *cap = fresh;
    return q;
}
