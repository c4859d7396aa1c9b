/*
 * reading.h - what a page's bytes tell by themselves: unpacked, hashed, looked
 * at (visible.h, links.h), and packed for the store.
 *
 * That is a third of all that a page costs, and needs neither the store nor the
 * other pages. Whoever has time does it: the crawl, while it waits for the next
 * answer, or a thread beside it, where answers come faster than that. (To hand
 * a page to a thread and wait for it costs as much as half of reading it, and
 * takes the processor from a server on the same machine.) The thread touches
 * nothing but the readings it was given.
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
    const struct fetch_result *answer; /* borrowed until it is filled */
    int64_t now, known_hash;
    enum reading_state {
        READING_DONE,
        READING_WAITING, /* to be begun */
        READING_BUSY     /* the thread is at it */
    } state;
    bool known, awaited;
    struct arena *mem;
};

/* For bodies of up to MAX bytes. */
void reading_init(struct reading *r, size_t max);
void reading_free(struct reading *r);

struct reader;

/* Its thread takes no signals that the caller blocks. It calls WAKE(ARG) when
 * it has filled what reader_state() said was not done. OLD_LOOKS: as
 * likeness_has_old() says. */
enum status reader_new(void (*wake)(void *arg), void *arg, bool old_looks,
                       struct reader **ret, struct err *e) MEDEL_NODISCARD;
/* Waits for what is under way. NULL is allowed. */
void reader_free(struct reader *r);

/*
 * R, which is not under way, is to be filled from ANSWER; it waits until
 * somebody does. KNOWN: a body with KNOWN_HASH is in the store, and the same
 * one needs no packing. NOW: Unix seconds, for the clocks that a page shows.
 */
void reader_add(struct reader *reader, struct reading *r,
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
/* The thread is to fill what waits, the oldest first. */
void reader_help(struct reader *reader);
enum reading_state reader_state(struct reader *reader, struct reading *r);
/* Fills R where it waits; else waits until the thread has. */
void reader_finish(struct reader *reader, struct reading *r);

#endif
