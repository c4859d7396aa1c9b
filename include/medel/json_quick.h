/*
 * json_quick.h - JSON as medel writes it, read in a fraction of jansson's time,
 * which took a quarter of a search and a sixth of indexing.
 *
 * It knows compact JSON in UTF-8 and the simple escapes. What it gives is what
 * json_loadb() would; of anything else it says nothing, good or bad.
 */
#ifndef MEDEL_JSON_QUICK_H
#define MEDEL_JSON_QUICK_H

#include <jansson.h>
#include <stddef.h>

/* The object that the LEN bytes at TEXT are: a new reference. NULL where they
 * are none, or one that json_loadb() has to look at. */
json_t *json_quick(const char *text, size_t len);
/* The same without the object's members that BUT names, names with NULL behind
 * them; of their values it sees only where they end. */
json_t *json_quick_but(const char *text, size_t len, const char *const *but);

/* What json_loadb(TEXT, LEN, 0, WHY) would give, which it asks where
 * json_quick() does not know. WHY may be NULL. */
json_t *json_read(const char *text, size_t len, json_error_t *why);
/* The same with json_quick_but(); members that it names may be there. */
json_t *json_read_but(const char *text, size_t len, const char *const *but,
                      json_error_t *why);

#endif
