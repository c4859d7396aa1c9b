/*
 * from_store.h - a record of calls.db as a document of the index, with all that
 * it takes from there.
 */
#ifndef MEDEL_INDEXER_FROM_STORE_H
#define MEDEL_INDEXER_FROM_STORE_H

#include "document.h"

#include "medel/calls_store.h"

/* Told a document, which is there until it returns. */
typedef enum status document_fn(void *arg, const struct xap_doc *d,
                                struct err *e);

/* Calls FN with the document of the record ID of S on TODAY. MEM is grown. */
enum status document_from_store(struct calls_store *s, struct arena *mem,
                                const char *id, struct date today,
                                document_fn *fn, void *arg,
                                struct err *e) MEDEL_NODISCARD;

#endif
