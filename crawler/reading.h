/*
 * reading.h - what a page's bytes tell by themselves, worked out beside the
 * crawl: unpacked, hashed, looked at (visible.h, links.h), and packed for the
 * store.
 *
 * That is half of all that a page costs, and needs neither the store nor the
 * other pages. One thread does it, in the order in which it is asked; it
 * touches nothing but the readings it was given. An answer that has to be
 * stored at once is read by the crawl itself, in the same way.
 */
#ifndef MEDEL_CRAWLER_READING_H
#define MEDEL_CRAWLER_READING_H

#include "fetch.h"
#include "links.h"
#include "visible.h"

#include "medel/arena.h"
#include "medel/buf.h"

/* Larger ones are left to the crawl itself, one at a time: see memory. */
#define READING_MAX_BYTES ((size_t)1 << 20)

struct reading {
    struct buf body;
    struct buf frame; /* of the body; empty: yet to be packed, if needed */
    int64_t hash;     /* of the body, as page.hash */
    struct visible visible; /* nothing of a PDF */
    struct looks looks;
    struct page_links links; /* none of a PDF */
    bool good;               /* else none of it is to be used */
    /* What it was made for. */
    const struct fetch_result *answer; /* borrowed until reading_wait() */
    int64_t now, known_hash;
    bool known, busy, awaited;
    struct arena *mem;
};

/* For bodies of up to MAX bytes. */
void reading_init(struct reading *r, size_t max);
void reading_free(struct reading *r);

struct reader;

/* Its thread takes no signals that the caller blocks. It calls WAKE(ARG) when
 * it has filled what reader_is_done() was asked about. */
enum status reader_new(void (*wake)(void *arg), void *arg, struct reader **ret,
                       struct err *e) MEDEL_NODISCARD;
/* Waits for what is under way. NULL is allowed. */
void reader_free(struct reader *r);

/*
 * Has R, which is not under way, filled from ANSWER. KNOWN: a body with
 * KNOWN_HASH is in the store, and the same one needs no packing. NOW: Unix
 * seconds, for the clocks that a page shows.
 */
void reader_start(struct reader *reader, struct reading *r,
                  const struct fetch_result *answer, bool known,
                  int64_t known_hash, int64_t now);
/*
 * Fills R, which is not under way, from ANSWER at once. ST_LIMIT where the body
 * has more than R may hold, ST_INVALID where it is not what it says; then R is
 * not good. The frame is made only where that costs nothing.
 */
enum status reader_read(struct reader *reader, struct reading *r,
                        const struct fetch_result *answer, int64_t now,
                        struct err *e) MEDEL_NODISCARD;
/* Gives BODY the bytes that R has, for others; R is good. */
void reading_take_body(struct reading *r, struct buf *body);
/* Whether R is filled. */
bool reader_is_done(struct reader *reader, struct reading *r);
/* Until R is filled. */
void reader_wait(struct reader *reader, struct reading *r);

#endif
