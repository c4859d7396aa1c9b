/* json_text_int.h - single values as text, for json_text.c and json_out.c. */
#ifndef MEDEL_COMMON_JSON_TEXT_INT_H
#define MEDEL_COMMON_JSON_TEXT_INT_H

#include "medel/buf.h"

#include <jansson.h>

/* N bytes of valid UTF-8. */
enum status json_text_string(struct buf *b, const char *s, size_t n);
/* A member's name and the colon. */
enum status json_text_key(struct buf *b, const char *key);
enum status json_text_integer(struct buf *b, json_int_t x);
enum status json_text_real(struct buf *b, double x, size_t flags);

#endif
