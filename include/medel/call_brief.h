/*
 * call_brief.h - what a search judges of a record, packed into a few bytes.
 *
 * A search weighs hundreds of calls and shows twenty. The whole record of a
 * call, with its texts and quotations, is long to read; its brief is kept in
 * the index beside it (SLOT_BRIEF) and has all that the gate, the ranking, the
 * filters and the sorting look at:
 *
 *   id, first_seen, withdrawn, kind, status, closed_stated, language, opens,
 *   deadlines, deadline_time, rolling, recurring, sums and their currency,
 *   funding_rate, all sets of codes, demands, municipalities (both lists),
 *   and of the evidence only which fields have words, not the words.
 *
 * Whoever lets one of those look at another field adds it here and raises
 * INDEX_SCHEMA_VERSION.
 */
#ifndef MEDEL_CALL_BRIEF_H
#define MEDEL_CALL_BRIEF_H

#include "medel/arena.h"
#include "medel/call.h"
#include "medel/err.h"

#include <stddef.h>

/* C's brief, *LEN bytes in MEM: the same record gives the same bytes, on any
 * machine. */
const char *call_brief_pack(struct arena *mem, const struct call *c,
                            size_t *len);

/*
 * A call with the fields above, all others as call_new() leaves them. It lives
 * in MEM and must not be given to call_free(). Evidence that is there reads
 * "…". ST_CORRUPT where the bytes are no brief.
 */
enum status call_brief_unpack(struct arena *mem, const char *data, size_t len,
                              struct call **ret,
                              struct err *e) MEDEL_NODISCARD;

#endif
