/*
 * entities.h - text out of HTML: character references and old charsets.
 */
#ifndef MEDEL_CRAWLER_ENTITIES_H
#define MEDEL_CRAWLER_ENTITIES_H

#include "medel/arena.h"

#include <stddef.h>

#define ENTITIES_TOO_LONG ((size_t)-1)

/* Writes a character as UTF-8 (at most 4 bytes); returns how many bytes. */
size_t entities_put_utf8(char *out, unsigned c);

/*
 * Copies text with its references replaced. Bytes that are not UTF-8 are
 * taken for Latin-1, the other charset that funders' pages are written in.
 * Returns the length, or ENTITIES_TOO_LONG where OUT (MAX bytes) is too
 * small. No NUL is added.
 */
size_t entities_decode(const char *p, size_t n, char *out, size_t max);

/* Where the bytes are UTF-16 with a byte order mark, makes them UTF-8 in
 * MEM. */
void entities_from_utf16(struct arena *mem, const char **bytes, size_t *len);

#endif
