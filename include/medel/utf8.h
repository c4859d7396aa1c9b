/*
 * utf8.h - the little that every part must know of UTF-8.
 */
#ifndef MEDEL_UTF8_H
#define MEDEL_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Well-formed UTF-8 (no surrogates, no overlong forms). */
bool utf8_valid(const char *s, size_t len);
/* The length of the longest part of S of at most MAX bytes that does not end
 * inside a character. */
size_t utf8_clip(const char *s, size_t len, size_t max);
/* How many characters S, LEN bytes of UTF-8, has. */
size_t utf8_count(const char *s, size_t len);
/* Is the character part of a word: a letter, a mark on one, a digit? */
bool utf8_in_word(int32_t c);

#endif
