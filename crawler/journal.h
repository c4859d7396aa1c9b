/*
 * journal.h - answers that came and are not in the store yet.
 *
 * Where a server may be asked again at once, its next page is asked for while
 * the last one is still being looked at, and the store is written for many
 * pages together. What a killed crawl had received by then is in
 * DATA/crawl.journal, from where the next one takes it: no page is lost, and
 * none asked for again that was answered.
 *
 * A record is whole or not there. A power cut may take records, and the store's
 * last transactions; their pages are fetched again.
 */
#ifndef MEDEL_CRAWLER_JOURNAL_H
#define MEDEL_CRAWLER_JOURNAL_H

#include "fetch.h"

#include "medel/arena.h"

struct journal;

/* An answer, and what it was to. */
struct journal_record {
    int64_t crawl;
    const char *url;
    int attempts; /* of its row in the queue, which tells whether the answer */
    bool missed;  /* has been seen to since */
    struct fetch_result result; /* without tag, detail, address and wire */
};

/* Of the folder DATA. Keeps what is there, which is to be read before anything
 * is added. */
enum status journal_open(const char *data, struct journal **ret,
                         struct err *e) MEDEL_NODISCARD;
/* Removes the file where it is empty. NULL is allowed. */
void journal_close(struct journal *j);

/* Survives the process from its return on. ST_IO where there is no room; the
 * journal is as before then. */
enum status journal_add(struct journal *j, const struct journal_record *r,
                        struct err *e) MEDEL_NODISCARD;
/* Forgets what was added: the store has it. */
enum status journal_clear(struct journal *j, struct err *e) MEDEL_NODISCARD;
/* Forgets all but these N, which journal_clear() leaves in place. */
enum status journal_keep(struct journal *j, const struct journal_record *r,
                         size_t n, struct err *e) MEDEL_NODISCARD;

/* The records in their order; *RET and what they point at are in MEM. What
 * follows a record that is cut off or damaged is left out. */
enum status journal_read(struct journal *j, struct arena *mem,
                         struct journal_record **ret, size_t *n,
                         struct err *e) MEDEL_NODISCARD;

#endif
