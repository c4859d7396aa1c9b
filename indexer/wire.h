/*
 * wire.h - a worker and the bytes on their way to and from it; the pool's
 * non-blocking half of the framing in medel/worker.h.
 */
#ifndef MEDEL_INDEXER_WIRE_H
#define MEDEL_INDEXER_WIRE_H

#include "medel/caps.h"
#include "medel/worker.h"
#include "spawn.h"

#include <stdbool.h>

enum worker_state {
    WORKER_STARTING, /* it locks itself in, and will say so */
    WORKER_IDLE,
    WORKER_BUSY
};

struct worker {
    struct child child;
    enum worker_state state;
    bool has_job;
    bool again; /* it is sent for the second time */
    struct pool_job job;
    struct buf head;  /* frame head and header of what is being sent */
    const char *body; /* the rest of it, borrowed */
    size_t body_len, sent;
    struct buf reply; /* the frame coming in, head included */
    int64_t deadline; /* monotonic milliseconds */
    bool pdf;         /* it reads PDFs */
    unsigned pages;
    char funder[CAP_ID_BYTES + 1]; /* whose they were; "" is a funder too */
    unsigned failed_starts;
};

enum reply_state {
    REPLY_PARTIAL,
    REPLY_WHOLE,
    REPLY_END,
    REPLY_BIG,
    REPLY_FORGED
};

/* A frame to be sent: wire_begin() leaves room for its head in w->head, to
 * which more can be appended; wire_send() fills the head in for HEAD_PAYLOAD
 * bytes so appended and the body. BODY is borrowed until it is sent. */
enum status wire_begin(struct worker *w);
void wire_send(struct worker *w, uint8_t type, size_t head_payload,
               const char *body, size_t body_len);
/* Nothing is to be sent: it is W's turn. */
void wire_listen(struct worker *w);
bool wire_is_sending(const struct worker *w);
/* Sends what the socket takes. False where the other end is gone. */
bool wire_send_some(struct worker *w);
/* Reads what has come into w->reply. */
enum reply_state wire_read_some(struct worker *w);
/* What deadlines are measured with: monotonic milliseconds. */
int64_t wire_now_ms(void);

#endif
