/*
 * snippet.h - the part of a call's text in which the words asked for stand,
 * the hits between two marks.
 */
#ifndef MEDEL_SEARCH_SNIPPET_H
#define MEDEL_SEARCH_SNIPPET_H

#include "medel/arena.h"
#include "medel/err.h"

#include "searchdb.h"
#include "snippet_mark.h"

#include <stddef.h>

/*
 * The words of Q in the first of N texts (NULL: none) that has any, with what
 * stands round them: whole words on one line, "…" where something is left
 * out. STEMMER is that of the texts' language. NULL where no text has any.
 * In MEM.
 */
enum status snippet_of(struct searchdb *db, struct arena *mem,
                       struct xap_query *q, const char *stemmer,
                       const char *const *texts, size_t n, const char **ret,
                       struct err *e) MEDEL_NODISCARD;

#endif
