/*
 * charset.h - bytes of unknown encoding to valid UTF-8.
 */
#ifndef MEDEL_WORKER_CHARSET_H
#define MEDEL_WORKER_CHARSET_H

#include "medel/arena.h"
#include "medel/buf.h"
#include "medel/err.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Opens the converters for the charsets that a funder's page may be in.
 * glibc loads each from a file on first use, which is refused once the worker
 * is locked in; without this call they are opened when needed.
 */
void charset_prepare(void);

/*
 * Appends the bytes to OUT as UTF-8 without BOM and NULs; what is invalid
 * becomes U+FFFD. *NAME is the charset the bytes were taken for (static).
 * Order: BOM, valid UTF-8, header, meta, detection, windows-1252 (see
 * charset.c). ST_INVALID where the bytes are no text in any charset.
 */
enum status charset_to_utf8(const char *bytes, size_t len,
                            const char *content_type, struct buf *out,
                            const char **name, struct err *e) MEDEL_NODISCARD;

/* The Unicode character of a byte 0x80 to 0x9f in windows-1252; 0 where it is
 * undefined there. */
unsigned charset_win1252(unsigned char byte);

/* How many bytes of valid UTF-8 begin at S (1 to 4), or 0. */
size_t charset_utf8_seq(const unsigned char *s, size_t n);

#endif
