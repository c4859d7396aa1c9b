/*
 * explain.h - a reading in words for people: what was read from which words.
 */
#ifndef MEDEL_INDEXER_EXPLAIN_H
#define MEDEL_INDEXER_EXPLAIN_H

#include "medel/buf.h"
#include "medel/date.h"
#include "medel/err.h"
#include "medel/reading.h"

/* Appends the explanation, wrapped to WIDTH cells and safe on a terminal. */
enum status explain_reading(struct buf *out, const struct page_reading *r,
                            struct date today, int width);

#endif
