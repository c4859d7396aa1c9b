/*
 * text.h - plain text in normal form, as medel/doc.h promises it.
 */
#ifndef MEDEL_WORKER_TEXT_H
#define MEDEL_WORKER_TEXT_H

#include "medel/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* Grows in an arena. White space is folded while it is written: no space at
 * the beginning, after a space or after a line break ('\n', put only by
 * text_break). */
struct text {
    struct arena *mem;
    char *s; /* NUL-terminated, or NULL while empty */
    size_t len, cap;
};

void text_init(struct text *t, struct arena *mem);
/* Appends UTF-8: NFC, invisible characters dropped, no-break and other
 * spaces turned to ' ', C1 controls read as windows-1252. */
void text_put(struct text *t, const char *s, size_t n);
void text_break(struct text *t);
/* A space, unless there is white space already. */
void text_space(struct text *t);

/* S in normal form, trimmed, in MEM. NULL for NULL and for what comes out
 * empty. */
const char *text_fold(struct arena *mem, const char *s);
/* The same for LEN bytes; "" where it comes out empty. */
const char *text_fold_n(struct arena *mem, const char *s, size_t len);

/* Characters (not bytes) in UTF-8 text. */
size_t text_chars(const char *s, size_t n);
/* Runs of non-space. */
size_t text_words(const char *s, size_t n);
/* Shortens [*FROM, *TO) by spaces at both ends. */
void text_trim(const char *s, size_t *from, size_t *to);
/* ASCII and Latin-1 case folding, for comparing words. Returns the number of
 * bytes written, at most room - 1, NUL-terminated. */
size_t text_lower(const char *s, size_t n, char *out, size_t room);
static inline bool text_is_digit(char c)
{
    return c >= '0' && c <= '9';
}
/* Is there a letter or digit in it? */
bool text_has_word(const char *s, size_t n);
/* Does the UTF-8 text begin with an upper-case letter, a digit or a quote? */
bool text_starts_upper(const char *s, size_t n);

#endif
