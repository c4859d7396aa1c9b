/* tidy_memory.c - see tidy_memory.h. */
#include "tidy_memory.h"
#include "medel/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK_BYTES ((size_t)64 << 10)

/* What stands before each piece. */
struct head {
    size_t bytes;  /* of the piece */
    size_t unused; /* keeps the piece aligned for any type */
};
_Static_assert(sizeof(struct head) % _Alignof(max_align_t) == 0,
               "pieces follow their heads");

struct tidy_chunk {
    struct tidy_chunk *next;
    size_t unused;
};

struct tidy_piece {
    struct tidy_piece *next;
};

struct tidy_large {
    struct tidy_large *next, **here; /* HERE is what points at this one */
    struct head head;
};

static void *take_large(struct tidy_memory *m, size_t n)
{
    if (n > SIZE_MAX / 2)
        n = SIZE_MAX / 2; /* arena_need() ends the process */
    struct tidy_large *l = arena_need(sizeof *l + n);
    l->head.bytes = n;
    l->next = m->large;
    l->here = &m->large;
    if (l->next != NULL)
        l->next->here = &l->next;
    m->large = l;
    return &l->head + 1;
}

static void *take(struct tidy_memory *m, size_t n)
{
    if (n > TIDY_MEMORY_SMALL)
        return take_large(m, n);
    size_t bytes = n == 0 ? TIDY_MEMORY_STEP
                          : (n + TIDY_MEMORY_STEP - 1) / TIDY_MEMORY_STEP *
                                TIDY_MEMORY_STEP;
    struct tidy_piece **kept = &m->free[bytes / TIDY_MEMORY_STEP];
    if (*kept != NULL) {
        void *p = *kept;
        *kept = (*kept)->next;
        return p;
    }
    if ((size_t)(m->end - m->at) < sizeof(struct head) + bytes) {
        struct tidy_chunk *c = arena_need(CHUNK_BYTES);
        c->next = m->chunks;
        m->chunks = c;
        m->at = (char *)(c + 1);
        m->end = (char *)c + CHUNK_BYTES;
    }
    struct head *h = (struct head *)(void *)m->at;
    h->bytes = bytes;
    m->at += sizeof *h + bytes;
    return h + 1;
}

static void give_back(struct tidy_memory *m, void *p)
{
    struct head *h = (struct head *)p - 1;
    if (h->bytes > TIDY_MEMORY_SMALL) {
        struct tidy_large *l =
            (struct tidy_large *)(void *)((char *)h -
                                          offsetof(struct tidy_large, head));
        *l->here = l->next;
        if (l->next != NULL)
            l->next->here = l->here;
        free(l);
        return;
    }
    struct tidy_piece **kept = &m->free[h->bytes / TIDY_MEMORY_STEP];
    ((struct tidy_piece *)p)->next = *kept;
    *kept = p;
}

static void *TIDY_CALL on_alloc(TidyAllocator *self, size_t n)
{
    return take((struct tidy_memory *)self, n);
}

static void TIDY_CALL on_free(TidyAllocator *self, void *p)
{
    if (p != NULL)
        give_back((struct tidy_memory *)self, p);
}

static void *TIDY_CALL on_realloc(TidyAllocator *self, void *p, size_t n)
{
    struct tidy_memory *m = (struct tidy_memory *)self;
    size_t had = p != NULL ? ((struct head *)p - 1)->bytes : 0;
    if (p != NULL && n <= had)
        return p;
    void *q = take(m, n);
    if (p != NULL) {
        memcpy(q, p, had);
        give_back(m, p);
    }
    return q;
}

static void TIDY_CALL on_panic(TidyAllocator *self, ctmbstr why)
{
    (void)self;
    fprintf(stderr, "medel: tidy: %s\n", why);
    abort();
}

void tidy_memory_init(struct tidy_memory *m)
{
    static const TidyAllocatorVtbl calls = {on_alloc, on_realloc, on_free,
                                            on_panic};
    memset(m, 0, sizeof *m);
    m->base.vtbl = &calls;
}

void tidy_memory_drop(struct tidy_memory *m)
{
    while (m->chunks != NULL) {
        struct tidy_chunk *next = m->chunks->next;
        free(m->chunks);
        m->chunks = next;
    }
    while (m->large != NULL) {
        struct tidy_large *next = m->large->next;
        free(m->large);
        m->large = next;
    }
    tidy_memory_init(m);
}
