/*
 * query_names.h - what people call the operators, fields and values of the
 * query language (data/query.yaml).
 *
 * Names are compared as words in lower case: letters and digits, with single
 * blanks between. A name is also tried without its genitive's s, and at last
 * without the marks on its letters.
 */
#ifndef MEDEL_SEARCH_QUERY_NAMES_H
#define MEDEL_SEARCH_QUERY_NAMES_H

#include "medel/arena.h"
#include "medel/codes.h"
#include "medel/err.h"

#include <stdbool.h>
#include <stddef.h>

enum query_operator { OPERATOR_AND, OPERATOR_OR, OPERATOR_NOT, OPERATOR_NEAR,
                      OPERATOR_NONE };

/* The fields of the query language, each an option of `medel search` too. */
enum query_field {
    ASK_FUNDER, ASK_REGION, ASK_THEME, ASK_APPLICANT, ASK_STATUS, ASK_KIND,
    ASK_LANGUAGE, ASK_TITLE, ASK_DEADLINE, ASK_OPENS, ASK_SEEN, ASK_SUM,
    ASK_BUDGET, ASK_RATE, ASK_NONE
};

/* Lists of words that stand for something in a value. */
enum query_list {
    LIST_DAYS, LIST_WEEKS, LIST_MONTHS, LIST_YEARS, LIST_TODAY, LIST_ROLLING,
    LIST_UNDATED, LIST_THOUSANDS, LIST_MILLIONS, LIST_MILLIARDS,
    LIST_REFERENCES, LIST_COUNT
};

struct query_names;

/* Reads PATH. ST_INVALID names file and line. Free with query_names_free(). */
enum status query_names_load(const char *path, struct query_names **ret,
                             struct err *e) MEDEL_NODISCARD;
void query_names_free(struct query_names *v);

/* TEXT as names are written: "Västra-Götaland " is "västra götaland". */
const char *query_names_key(struct arena *mem, const char *text, size_t len);
/* KEY without the marks on its letters: "vastra gotaland". */
const char *query_names_bare(struct arena *mem, const char *key);

/* The operator that the N bytes at S are, capitals and all. */
enum query_operator query_names_operator(const struct query_names *v,
                                         const char *s, size_t n);

/* The field called by the N bytes at NAME, or ASK_NONE. */
enum query_field query_names_field(const struct query_names *v,
                                   const char *name, size_t n);
/* The field's own name, "region". Static. */
const char *query_field_name(enum query_field f);
/* In the user's language, for messages. */
const char *query_field_words(enum query_field f);
/* The name of a field that is nearly NAME, in MEM, or NULL. */
const char *query_names_near_field(const struct query_names *v,
                                   struct arena *mem, const char *name);

/* Whether the field's values are codes, and which. */
bool query_field_codes(enum query_field f, enum code_kind *kind);

/* The codes of KIND that VALUE names, by code or by name; 0 for none. Some
 * names stand for several. */
codeset query_names_codes(const struct query_names *v, enum code_kind kind,
                          const char *value);
/* The names of the code INDEX of KIND, the first the usual one; borrowed from
 * V. */
const char *const *query_names_of(const struct query_names *v,
                                  enum code_kind kind, int index, size_t *n);
/* The name or code nearest to VALUE, in MEM, or NULL. */
const char *query_names_near_code(const struct query_names *v,
                                  struct arena *mem, enum code_kind kind,
                                  const char *value);
/* The county or country that the N words (lower case) name; -1 for none. */
int query_names_region(const struct query_names *v, struct arena *mem,
                       const char *const *words, size_t n);

/* Whether KEY is one of a list's words. */
bool query_names_has(const struct query_names *v, enum query_list list,
                     const char *key);
/* "SEK" for "tkr"; NULL where KEY names no currency. Borrowed. */
const char *query_names_currency(const struct query_names *v, const char *key);

#endif
