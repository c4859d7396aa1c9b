/*
 * json_text.h - JSON values as text, the same bytes as jansson's json_dumps()
 * writes in a third of its time: it hands over every character by itself.
 */
#ifndef MEDEL_JSON_TEXT_H
#define MEDEL_JSON_TEXT_H

#include "medel/buf.h"

#include <jansson.h>

/* Appends V. FLAGS: JSON_COMPACT, and a JSON_REAL_PRECISION() if one likes.
 * ST_LIMIT where it is longer than the buffer may be, which then has a part of
 * it. */
enum status json_text_append(struct buf *b, const json_t *v,
                             size_t flags) MEDEL_NODISCARD;

/* The same as a string of its own, to be freed with free(); NULL where there is
 * no memory. */
char *json_text_dump(const json_t *v, size_t flags) MEDEL_NODISCARD;

#endif
