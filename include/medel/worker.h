/*
 * worker.h - the sockets between medel-index and its medel-worker processes.
 *
 * Frames both ways: 4 bytes little-endian payload length, 1 byte type, the
 * payload. Requests go to the worker's standard input, replies come from its
 * standard output; standard error is the parent's. A worker answers each
 * request with exactly one reply, in order, and ends at end of file.
 *
 * The program is started once and given the vocabulary. It never sees a page;
 * each worker is a copy of it (worker/zygote.h), with a socket of its own:
 *
 *   'V' vocabulary bundle       -> 'K' empty, or 'E' text (fatal)
 *   'W' empty, with a socket    -> 'K' the worker's process id, 4 bytes
 *                                  little-endian, or 'E' text
 *
 * A worker locks itself in (rlimits, no_new_privs, Landlock, seccomp) before
 * it says 'K', or 'E' where it cannot, and takes pages:
 *
 *   'P' page: JSON header, NUL, -> 'R' JSON of struct page_reading,
 *       the bytes                  or 'E' text: this page cannot be read
 *   'C' as 'P'                  -> 'T' the main text (medel clean)
 *   'L' as 'P'                  -> 'B' the hashes of its blocks of main text,
 *                                  8 bytes little-endian each, ascending
 *
 * The page header: {"url", "content_type", "adapter", "funder",
 * "funder_id", "funder_regions": [codes], "today": "YYYY-MM-DD", "sitewide":
 * hashes in hexadecimal, 16 digits each}, any of them null.
 *
 * It is started as
 * `medel-worker [--memory BYTES] [--cpu SECONDS] [--pdf] [--tell]`;
 * SECONDS are CPU time for one page, 0 in either place is no limit. Without
 * --pdf poppler is not loaded, and no PDF may come. --tell (the
 * pool gives it once) has the first worker say on standard error what its
 * sandbox lacks.
 * `medel-worker --check` tells `medel doctor` what it holds (worker/check.h).
 */
#ifndef MEDEL_WORKER_H
#define MEDEL_WORKER_H

#include "medel/buf.h"
#include "medel/err.h"
#include "medel/reading.h"

#include <stddef.h>
#include <stdint.h>

enum frame_type {
    FRAME_VOCAB = 'V', FRAME_WORKER = 'W', FRAME_PAGE = 'P', FRAME_CLEAN = 'C',
    FRAME_LOOK = 'L', FRAME_OK = 'K', FRAME_READING = 'R', FRAME_TEXT = 'T',
    FRAME_BLOCKS = 'B', FRAME_ERROR = 'E'
};

#define FRAME_HEAD_BYTES 5

/* The head of a frame, taken apart and put together. */
size_t frame_length(const unsigned char head[FRAME_HEAD_BYTES]);
void frame_head(unsigned char head[FRAME_HEAD_BYTES], size_t n, uint8_t type);
/* Blocking; used by the worker. ST_NOT_FOUND at a clean end of file, ST_LIMIT
 * where the frame is longer than MAX (the stream is then out of step),
 * ST_INVALID where it is cut short. PAYLOAD is emptied first. */
enum status frame_read(int fd, size_t max, uint8_t *type, struct buf *payload,
                       struct err *e) MEDEL_NODISCARD;
enum status frame_write(int fd, uint8_t type, const void *p, size_t n,
                        struct err *e) MEDEL_NODISCARD;

/* The payload of a 'P' or 'C' request but for the page's bytes: the JSON
 * header and its NUL, appended to OUT. */
enum status page_request_pack(const struct read_context *ctx, struct buf *out,
                              struct err *e) MEDEL_NODISCARD;
/* The payload taken apart: strings in MEM, *BYTES points into the payload.
 * ST_INVALID where it is malformed. */
enum status page_request_parse(struct arena *mem, const char *payload,
                               size_t len, struct read_context *ret,
                               const char **bytes, size_t *n_bytes,
                               struct err *e) MEDEL_NODISCARD;

/* True where the bytes say that they are a PDF. */
bool page_is_pdf(const char *bytes, size_t len);

/* Hashes as a 'B' reply has them, HASH_BYTES each. */
#define HASH_BYTES 8
void hashes_pack(const uint64_t *hashes, size_t n, unsigned char *out);
uint64_t hash_unpack(const char *at);

/*
 * pool: the parent's side. A worker reads the pages of one funder, by
 * ctx.funder_id, so that one which a page took over can falsify no other
 * funder's; a page of another funder costs a new worker. The program is forked
 * and exec'd in pool_start(), and again where it is lost: the pool's life must
 * end before any Xapian database is opened for writing (a forked, unexec'd
 * child keeps the write lock).
 */
struct pool;

struct pool_job {
    uint64_t tag;       /* the caller's, given back with the result */
    uint8_t type;       /* FRAME_PAGE, FRAME_CLEAN or FRAME_LOOK */
    struct read_context ctx;
    const char *bytes;  /* borrowed until the job's result is delivered */
    size_t len;
};

enum page_fate {
    FATE_READ,      /* payload holds the reply */
    FATE_UNREADABLE,/* the worker said why: error text in payload */
    FATE_CRASHED, FATE_TIMED_OUT, FATE_TOO_BIG, FATE_BAD_REPLY
};
const char *page_fate_name(enum page_fate f);

struct pool_result {
    uint64_t tag;
    enum page_fate fate;
    uint8_t type;         /* FRAME_READING, FRAME_TEXT or FRAME_BLOCKS when
                             read, else 0 */
    const char *payload;  /* the reply; where there is none, the cause in
                             words. NUL-terminated, valid until the next
                             pool call */
    size_t len;
};

struct pool_options {
    const char *worker_path; /* the medel-worker program */
    int jobs;                /* 0: one a core */
    int page_seconds;        /* wall clock for one page, 0: 20 */
    size_t memory_bytes;     /* RLIMIT_AS of a worker, 0: 512 MiB */
    bool pdf;                /* the first page is one; else poppler is loaded
                                when one comes */
    const char *vocab;       /* bundle, borrowed for the pool's life */
    size_t vocab_len;
};

/* ST_INVALID when the workers refuse the vocabulary: text says why. */
enum status pool_start(const struct pool_options *o, struct pool **ret,
                       struct err *e) MEDEL_NODISCARD;
/* True while a worker has no job and one can be given. */
bool pool_ready(const struct pool *p);
enum status pool_submit(struct pool *p, const struct pool_job *job,
                        struct err *e) MEDEL_NODISCARD;
/* Waits for one result. ST_NOT_FOUND when nothing is under way. A worker that
 * died or hung is killed by its process group and replaced, and costs its one
 * page; ST_IO only where no new worker can be started. */
enum status pool_next(struct pool *p, struct pool_result *ret,
                      struct err *e) MEDEL_NODISCARD;
/* The payload of the last result was not what an honest worker sends: the one
 * that sent it gets no other page. */
void pool_distrust(struct pool *p);
/* Ends the workers and waits for them. NULL is allowed. */
void pool_stop(struct pool *p);

#endif
