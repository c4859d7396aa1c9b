/* wire.c - frames in pieces, as a non-blocking socket takes and gives them;
 * see wire.h. */
#include "wire.h"
#include "medel/caps.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>

int64_t wire_now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void wire_send(struct worker *w, uint8_t type, size_t head_payload,
               const char *body, size_t body_len)
{
    unsigned char head[FRAME_HEAD_BYTES];
    frame_head(head, head_payload + body_len, type);
    memcpy(w->head.data, head, sizeof head);
    w->body = body;
    w->body_len = body_len;
    w->sent = 0;
    buf_reset(&w->reply);
}

enum status wire_begin(struct worker *w)
{
    static const char empty[FRAME_HEAD_BYTES];
    buf_reset(&w->head);
    return buf_append(&w->head, empty, sizeof empty);
}

void wire_listen(struct worker *w)
{
    buf_reset(&w->head);
    buf_reset(&w->reply);
    w->body = NULL;
    w->body_len = w->sent = 0;
}

bool wire_is_sending(const struct worker *w)
{
    return w->sent < w->head.len + w->body_len;
}

/* What is left of head and body, at once: the worker wakes up once for both. */
bool wire_send_some(struct worker *w)
{
    while (wire_is_sending(w)) {
        size_t head = w->sent < w->head.len ? w->head.len - w->sent : 0;
        size_t body = head > 0 ? 0 : w->sent - w->head.len;
        struct iovec v[2] = {
            {head > 0 ? w->head.data + w->sent : NULL, head},
            {w->body != NULL ? (char *)w->body + body : NULL,
             w->body_len - body},
        };
        struct msghdr m = {.msg_iov = v, .msg_iovlen = 2};
        ssize_t k = sendmsg(w->child.fd, &m, MSG_NOSIGNAL);
        if (k < 0 && errno == EINTR)
            continue;
        if (k < 0)
            return errno == EAGAIN || errno == EWOULDBLOCK;
        w->sent += (size_t)k;
    }
    return true;
}

static enum reply_state reply_state(const struct worker *w)
{
    if (w->reply.len < FRAME_HEAD_BYTES)
        return REPLY_PARTIAL;
    size_t n = frame_length((const unsigned char *)w->reply.data);
    if (n > CAP_REPLY_BYTES)
        return REPLY_BIG;
    if (w->reply.len < n + FRAME_HEAD_BYTES)
        return REPLY_PARTIAL;
    /* Nothing may follow, and nothing may be said before all was heard. */
    return w->reply.len > n + FRAME_HEAD_BYTES || wire_is_sending(w)
               ? REPLY_FORGED
               : REPLY_WHOLE;
}

enum reply_state wire_read_some(struct worker *w)
{
    char chunk[65536];
    for (;;) {
        ssize_t k = recv(w->child.fd, chunk, sizeof chunk, 0);
        if (k < 0 && errno == EINTR)
            continue;
        if (k < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return reply_state(w);
        if (k <= 0) {
            enum reply_state s = reply_state(w);
            return s == REPLY_PARTIAL ? REPLY_END : s;
        }
        if (buf_append(&w->reply, chunk, (size_t)k) != ST_OK)
            return REPLY_BIG;
        if (reply_state(w) > REPLY_WHOLE)
            return reply_state(w);
    }
}
