/*
 * aside.h - texts that tidy need not see.
 *
 * tidy takes some hundred instructions for each byte, whatever it says. Texts
 * and attributes' values that it would leave as they are, but for runs of
 * blanks, are kept here, and one character stands for each in the markup. The
 * tree has that character where tidy would have put the text.
 */
#ifndef MEDEL_WORKER_ASIDE_H
#define MEDEL_WORKER_ASIDE_H

#include "medel/arena.h"
#include "medel/buf.h"

#include <stdbool.h>
#include <stddef.h>

struct aside_piece {
    const char *s; /* in the arena, with a NUL behind it */
    size_t len;
};

struct aside {
    struct arena *mem;
    struct aside_piece *items;
    size_t n, cap;
    bool off; /* the page has such characters of its own */
};

/* For a page of LEN bytes at S. */
void aside_init(struct aside *a, struct arena *mem, const char *s, size_t len);
/* Keeps a text, or an attribute's VALUE, of UTF-8, and appends to OUT what
 * stands for it; a text's first and last blank stay in the markup. False, and
 * nothing is done, where tidy has to see it, or it is as short. *st is that of
 * writing. */
bool aside_put_text(struct aside *a, struct buf *out, const char *s, size_t len,
                    enum status *st);
bool aside_put_value(struct aside *a, struct buf *out, const char *s,
                     size_t len, enum status *st);
/* The LEN bytes at S, which tidy gave back, as the page has them. In the arena;
 * *ret_len is its length. */
const char *aside_restore(const struct aside *a, const char *s, size_t len,
                          size_t *ret_len);

#endif
