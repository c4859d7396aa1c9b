/*
 * arena.h - memory that dies together: one arena a page, record or profile.
 *
 * What an arena hands out is borrowed: valid until arena_free or
 * arena_reset. Allocation never returns NULL; out of memory ends the process
 * with a message and status 3, which in a worker costs one page and in the
 * other programs is the only honest end (stores are transactional).
 */
#ifndef MEDEL_ARENA_H
#define MEDEL_ARENA_H

#include "medel/err.h"

#include <stddef.h>

struct arena;

struct arena *arena_new(void);
/* NULL is allowed. */
void arena_free(struct arena *a);
/* Forgets everything, keeps one block for the next page. */
void arena_reset(struct arena *a);
/* Gives back what this thread has kept for its next arenas: the last that a
 * thread does which is not the process's. */
void arena_thread_ends(void);

/* Zeroed memory, aligned for any type. */
void *arena_alloc(struct arena *a, size_t n);
/* N bytes and a NUL. S may be NULL where N is 0. */
char *arena_strndup(struct arena *a, const char *s, size_t n);
/* NULL stays NULL. */
char *arena_strdup(struct arena *a, const char *s);
char *arena_printf(struct arena *a, const char *fmt, ...) MEDEL_PRINTF(2, 3);

/*
 * Makes room for one more element in a dynamic array kept in the arena:
 * p = arena_grow(a, p, n, &cap, sizeof *p) before p[n] is written. The old
 * block stays in the arena until it dies.
 */
void *arena_grow(struct arena *a, void *p, size_t n, size_t *cap,
                 size_t elem_size);

/*
 * malloc() that ends the process as an arena does. It is for a library that
 * takes an allocator and whose way to say "out of memory" looks like something
 * else: to jansson's callers a record that is no JSON, or lacks a member.
 */
void *arena_need(size_t n);

#endif
