/*
 * document.h - a record as a document of the index: index_schema.h filled in.
 */
#ifndef MEDEL_INDEXER_DOCUMENT_H
#define MEDEL_INDEXER_DOCUMENT_H

#include "medel/call.h"
#include "medel/err.h"
#include "medel/xapian_shim.h"

#include <jansson.h>

/* Xapian's name for the stemmer of a language; "none" where it has none. */
const char *document_stemmer(enum language l);

/* What calls.db has beside a record. */
struct document_beside {
    const char *text;    /* the main text of its pages */
    json_t *past;        /* its former versions (past.h), or NULL */
    const char **former; /* ids that lead to it */
    size_t n_former;
};

/* The document of C; in MEM, but borrowing from C and BESIDE. XS is its status
 * on TODAY. */
enum status document_build(struct arena *mem, const struct call *c,
                           const struct document_beside *beside,
                           struct date today, struct xap_doc *ret,
                           struct err *e) MEDEL_NODISCARD;

#endif
