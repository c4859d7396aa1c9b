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

/*
 * The document of C, with TEXT as its main text; in MEM, but borrowing from C
 * and TEXT. PAST are its former versions (past.h), or NULL. XS is its status
 * on TODAY.
 */
enum status document_build(struct arena *mem, const struct call *c,
                           const char *text, json_t *past,
                           struct date today, struct xap_doc *ret,
                           struct err *e) MEDEL_NODISCARD;

#endif
