/*
 * frame.c - the framing of the pipe between medel-index and medel-worker, as
 * medel/worker.h fixes it: 4 bytes little-endian length, 1 byte type, the
 * payload. The blocking half, which the worker uses; indexer/pool.c has its
 * own non-blocking reader over the same bytes.
 */
#include "medel/worker.h"

#include <errno.h>
#include <sys/uio.h>
#include <unistd.h>

/* Reads exactly N bytes. *GOT tells how far it came. */
static enum status read_full(int fd, void *p, size_t n, size_t *got,
                             struct err *e)
{
    char *at = p;
    *got = 0;
    while (*got < n) {
        ssize_t r = read(fd, at + *got, n - *got);
        if (r == 0)
            return ST_NOT_FOUND;
        if (r < 0) {
            if (errno == EINTR)
                continue;
            return err_sys(e, ST_IO, errno, "cannot read a frame");
        }
        *got += (size_t)r;
    }
    return ST_OK;
}

static enum status read_payload(int fd, size_t n, struct buf *payload,
                                struct err *e)
{
    char chunk[65536];
    while (n != 0) {
        size_t want = n < sizeof chunk ? n : sizeof chunk, got;
        enum status st = read_full(fd, chunk, want, &got, e);
        if (st == ST_NOT_FOUND)
            return err_set(e, ST_INVALID, "frame cut short");
        if (st != ST_OK)
            return st;
        st = buf_append(payload, chunk, want);
        if (st != ST_OK)
            return err_set(e, st, "no room for a frame");
        n -= want;
    }
    return ST_OK;
}

enum status frame_read(int fd, size_t max, uint8_t *type, struct buf *payload,
                       struct err *e)
{
    unsigned char head[FRAME_HEAD_BYTES];
    size_t got;
    enum status st = read_full(fd, head, sizeof head, &got, e);
    if (st == ST_NOT_FOUND && got != 0)
        return err_set(e, ST_INVALID, "frame cut short");
    if (st != ST_OK)
        return st;
    size_t n = frame_length(head);
    if (n > max)
        return err_set(e, ST_LIMIT, "frame of %zu bytes, at most %zu allowed",
                       n, max);
    buf_reset(payload);
    st = read_payload(fd, n, payload, e);
    if (st == ST_OK)
        *type = head[4];
    return st;
}

/* Takes what was written off the front. */
static void advance(struct iovec v[static 2], size_t written)
{
    for (int i = 0; i < 2; i++) {
        size_t n = written < v[i].iov_len ? written : v[i].iov_len;
        v[i].iov_base = (char *)v[i].iov_base + n;
        v[i].iov_len -= n;
        written -= n;
    }
}

/* Head and payload at once: the reader wakes up once for both. */
enum status frame_write(int fd, uint8_t type, const void *p, size_t n,
                        struct err *e)
{
    unsigned char head[FRAME_HEAD_BYTES];
    if (n > UINT32_MAX)
        return err_set(e, ST_LIMIT, "frame of %zu bytes", n);
    frame_head(head, n, type);
    struct iovec v[2] = {{head, sizeof head}, {(void *)p, n}};
    while (v[0].iov_len + v[1].iov_len != 0) {
        ssize_t w = writev(fd, v, 2);
        if (w >= 0)
            advance(v, (size_t)w);
        else if (errno != EINTR)
            return err_sys(e, ST_IO, errno, "cannot write a frame");
    }
    return ST_OK;
}

size_t frame_length(const unsigned char head[FRAME_HEAD_BYTES])
{
    return (size_t)head[0] | (size_t)head[1] << 8 | (size_t)head[2] << 16 |
           (size_t)head[3] << 24;
}

void frame_head(unsigned char head[FRAME_HEAD_BYTES], size_t n, uint8_t type)
{
    head[0] = (unsigned char)n;
    head[1] = (unsigned char)(n >> 8);
    head[2] = (unsigned char)(n >> 16);
    head[3] = (unsigned char)(n >> 24);
    head[4] = type;
}
