/*
 * json.h - values out of an API's JSON, which has a list where one value is
 * due, numbers as text, nothing where there should be something; shared inside
 * adapters/.
 */
#ifndef MEDEL_ADAPTERS_JSON_H
#define MEDEL_ADAPTERS_JSON_H

#include "medel/arena.h"
#include "medel/err.h"

#include <jansson.h>

/* The document, an object. Caller decrefs. ST_INVALID where it is none. */
enum status json_item(const char *text, size_t len, json_t **ret,
                      struct err *e) MEDEL_NODISCARD;

/* The value with a NAME, of a list its first; NULL for null or none. */
const json_t *json_one(const json_t *o, const char *name);
/* How many values it has, and the I-th: a value that is no list is one. */
size_t json_count(const json_t *o, const char *name);
const json_t *json_nth(const json_t *o, const char *name, size_t i);
/* Text of a string without outer blanks, or of a number; NULL where there is
 * none or it is empty. In MEM. */
const char *json_text(struct arena *mem, const json_t *o, const char *name);
const char *json_value_text(struct arena *mem, const json_t *value);
/* A number, also one in a string; -1 where there is none. */
double json_amount(const json_t *o, const char *name);

#endif
