/*
 * fuzz_frame.c - frames: what a worker sends, as the pool reads it, in whatever
 * pieces (the first byte says how long they are); and what the pool sends, as a
 * worker reads it.
 */
#include "fuzz.h"

#include "../../indexer/wire.h"

#include "medel/caps.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void from_worker(const uint8_t *bytes, size_t len, size_t step)
{
    int ends[2];
    struct worker w = {.state = WORKER_BUSY};
    enum reply_state s = REPLY_PARTIAL;
    FUZZ_NEED(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0,
                         ends) == 0);
    w.child.fd = ends[0];
    buf_init(&w.head, 64);
    buf_init(&w.reply, CAP_REPLY_BYTES + FRAME_HEAD_BYTES + 1);
    for (size_t at = 0; s == REPLY_PARTIAL && at < len; at += step) {
        size_t n = len - at < step ? len - at : step;
        if (send(ends[1], bytes + at, n, MSG_NOSIGNAL) != (ssize_t)n)
            break;
        s = wire_read_some(&w);
    }
    close(ends[1]);
    if (s == REPLY_PARTIAL)
        s = wire_read_some(&w);
    FUZZ_MUST(s != REPLY_PARTIAL);
    if (s == REPLY_WHOLE) {
        size_t n = frame_length((const unsigned char *)w.reply.data);
        FUZZ_MUST(w.reply.len == n + FRAME_HEAD_BYTES);
        FUZZ_MUST(n <= CAP_REPLY_BYTES);
        FUZZ_MUST(w.reply.data[w.reply.len] == '\0');
    }
    buf_free(&w.head);
    buf_free(&w.reply);
    close(ends[0]);
}

static void from_pool(const uint8_t *bytes, size_t len)
{
    char path[FUZZ_PATH_SIZE];
    struct buf b;
    struct err e = ERR_INIT;
    struct arena *mem = arena_new();
    struct read_context ctx;
    const char *page = NULL;
    size_t n = 0;
    uint8_t type;
    int fd = fuzz_file(bytes, len, path);
    buf_init(&b, CAP_PAGE_BYTES);
    while (frame_read(fd, b.max, &type, &b, &e) == ST_OK) {
        FUZZ_MUST(b.len <= len);
        if (page_request_parse(mem, b.data, b.len, &ctx, &page, &n, &e) ==
            ST_OK)
            FUZZ_MUST(page + n == b.data + b.len);
        err_clear(&e);
    }
    buf_free(&b);
    close(fd);
    arena_free(mem);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    size_t step = 1 + fuzz_take(&bytes, &len);
    from_worker(bytes, len, step);
    from_pool(bytes, len);
    return 0;
}
