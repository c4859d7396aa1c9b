/*
 * index_schema.h - what a document of DATA/index looks like: the promise
 * between medel-index and medel-search.
 *
 * One document a call. Its data is the record as one JSON object
 * (call_to_json with the status as it was read, plus "text": the main text
 * of its pages, and, where it was ever otherwise, "past": its former versions
 * [{"until": RFC 3339, "was": {...}}], oldest first. "was" has the fields,
 * and in "evidence" those of the fields' words, that the version after it, or
 * for the last one the record, has otherwise; null is nothing). Unique term:
 * Q + id.
 *
 * Text (TermGenerator, stemmed by the call's language; unstemmed terms too):
 *   S   title            XP  purpose and target groups, summary
 *   (none)  title, purpose, summary and main text together: free words
 * Boolean terms (codes in lower case as spelled in codes.h, funder ids as
 * they are):
 *   XFfunder_id  XRse-bd  XTrural  XAassociation  XSopen  XKgrant  XLsv
 *   XNreference, as reference_key() writes it
 *   XW           withdrawn: gone from the site
 *   XOid         the id of a record that was found to be a part of this call
 * XS is the status on the day of indexing: a search with another --today
 * works from the slots. XR (XA) alone: the page states no region (form).
 *
 * DATA/index is a folder with a Xapian stub file that names the current
 * database, or databases (indexer/generation.h), so that a rebuild can switch
 * atomically: open DATA/index/stub.
 * Metadata: "medel.schema" = INDEX_SCHEMA_VERSION, "medel.stemmer" (Xapian's
 * version: stemmers change with it), "medel.indexed_at" (RFC 3339; no status
 * term is of a later day), "medel.store" (which calls.db it was made from) and
 * "medel.shard" ("2/4": the second of four; not set in an undivided one). Each shard has
 * them; medel.indexed_at is of the shard's last change, and the latest of all
 * shards is the index's.
 */
#ifndef MEDEL_INDEX_SCHEMA_H
#define MEDEL_INDEX_SCHEMA_H

#define INDEX_SCHEMA_VERSION "3"
#define INDEX_STUB_NAME "stub"

#define INDEX_META_SCHEMA "medel.schema"
#define INDEX_META_SHARD "medel.shard"
#define INDEX_META_STORE "medel.store"
#define INDEX_META_INDEXED_AT "medel.indexed_at"

enum index_slot {
    SLOT_DEADLINE,   /* the last deadline, days since 1970 (number) */
    SLOT_OPENS,      /* days since 1970 */
    SLOT_FLOOR, SLOT_CEILING, SLOT_BUDGET, /* kronor: a sum in another
                                              currency has no value here */
    SLOT_RATE,       /* per cent */
    SLOT_FIRST_SEEN, /* days since 1970 */
    SLOT_BRIEF       /* bytes: call_brief_pack() of the record */
};

#define PREFIX_ID "Q"
#define PREFIX_TITLE "S"
#define PREFIX_PURPOSE "XP"
#define PREFIX_FUNDER "XF"
#define PREFIX_REGION "XR"
#define PREFIX_THEME "XT"
#define PREFIX_APPLICANT "XA"
#define PREFIX_STATUS "XS"
#define PREFIX_KIND "XK"
#define PREFIX_LANGUAGE "XL"
#define PREFIX_REFERENCE "XN"
#define PREFIX_FORMER "XO"
#define TERM_WITHDRAWN "XW"

#endif
