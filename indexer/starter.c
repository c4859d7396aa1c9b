/* starter.c - see starter.h. */
#include "starter.h"

#include "medel/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define REPLY_ROOM (64u << 10)

enum status starter_init(struct starter *s, const char *path, struct err *e)
{
    *s = (struct starter){.original.child.fd = -1};
    buf_init(&s->original.head, REPLY_ROOM);
    buf_init(&s->original.reply, REPLY_ROOM);
    s->path = strdup(path);
    return s->path != NULL ? ST_OK : err_set(e, ST_NOMEM, _("out of memory"));
}

/* Sends what is to be sent and takes the answer. REPLY_PARTIAL where that takes
 * too long. */
static enum reply_state exchange(struct worker *w)
{
    int64_t deadline = wire_now_ms() + START_SECONDS * 1000;
    for (;;) {
        int64_t left = deadline - wire_now_ms();
        struct pollfd f = {
            .fd = w->child.fd,
            .events = (short)(POLLIN | (wire_is_sending(w) ? POLLOUT : 0))};
        if (left <= 0)
            return REPLY_PARTIAL;
        if (poll(&f, 1, (int)left) < 0) {
            if (errno != EINTR)
                return REPLY_END;
            continue;
        }
        bool gone = (f.revents & POLLOUT) != 0 && !wire_send_some(w);
        enum reply_state got = REPLY_PARTIAL;
        if ((f.revents & (POLLIN | POLLHUP | POLLERR)) != 0 || gone)
            got = wire_read_some(w);
        if (got != REPLY_PARTIAL || gone)
            return gone && got == REPLY_PARTIAL ? REPLY_END : got;
    }
}

static uint8_t reply_type(const struct worker *w)
{
    return (uint8_t)w->reply.data[4];
}

/* --- the original ----------------------------------------------------------
 */

static enum status execute(struct starter *s, struct err *e)
{
    struct worker *w = &s->original;
    char memory[24], cpu[24];
    snprintf(memory, sizeof memory, "%zu", s->memory);
    snprintf(cpu, sizeof cpu, "%d", s->cpu_seconds);
    const char *argv[8] = {s->path, "--memory", memory, "--cpu", cpu};
    size_t n = 5;
    if (s->pdf)
        argv[n++] = "--pdf";
    if (!s->told)
        argv[n++] = "--tell";
    s->told = true;
    enum status st = spawn_child(argv, &w->child, e);
    if (st == ST_OK && (st = wire_begin(w)) != ST_OK)
        err_set(e, st, _("out of memory"));
    if (st != ST_OK)
        spawn_kill(&w->child);
    else
        wire_send(w, FRAME_VOCAB, 0, s->vocab, s->vocab_len);
    return st;
}

/* Executes the program until it has taken the vocabulary. */
static enum status begin(struct starter *s, struct err *e)
{
    struct worker *w = &s->original;
    const char *why = NULL;
    char last[SPAWN_END_BYTES] = "";
    for (int i = 0; i < START_TRIES; i++) {
        enum status st = execute(s, e);
        if (st != ST_OK)
            return st;
        enum reply_state got = exchange(w);
        if (got == REPLY_WHOLE && reply_type(w) == FRAME_OK)
            return ST_OK;
        if (got == REPLY_WHOLE && reply_type(w) == FRAME_ERROR) {
            spawn_reap(&w->child, EXIT_WAIT_MS);
            return err_set(e, ST_INVALID, "%s",
                           w->reply.data + FRAME_HEAD_BYTES);
        }
        why = got == REPLY_WHOLE     ? "does not speak this protocol"
              : got == REPLY_PARTIAL ? "takes too long to start"
                                     : "does not start";
        spawn_describe(spawn_reap(&w->child, EXIT_WAIT_MS), last);
    }
    return err_set(e, ST_IO, _("%s %s; its last word: %s"), s->path, why, last);
}

/* --- its copies ------------------------------------------------------------
 */

/* The request for a copy, with its end of a socket. */
static bool send_request(struct worker *w, int fd)
{
    unsigned char head[FRAME_HEAD_BYTES];
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr align;
    } room = {.bytes = {0}};
    struct iovec io = {head, sizeof head};
    struct msghdr m = {.msg_iov = &io,
                       .msg_iovlen = 1,
                       .msg_control = room.bytes,
                       .msg_controllen = sizeof room.bytes};
    struct cmsghdr *c = CMSG_FIRSTHDR(&m);
    c->cmsg_level = SOL_SOCKET;
    c->cmsg_type = SCM_RIGHTS;
    c->cmsg_len = CMSG_LEN(sizeof fd);
    memcpy(CMSG_DATA(c), &fd, sizeof fd);
    frame_head(head, 0, FRAME_WORKER);
    wire_listen(w);
    ssize_t n;
    do
        n = sendmsg(w->child.fd, &m, MSG_NOSIGNAL);
    while (n < 0 && errno == EINTR);
    return n == (ssize_t)sizeof head;
}

static pid_t pid_of_reply(const struct worker *w)
{
    const unsigned char *p =
        (const unsigned char *)w->reply.data + FRAME_HEAD_BYTES;
    return (pid_t)(p[0] | (unsigned)p[1] << 8 | (unsigned)p[2] << 16 |
                   (unsigned)p[3] << 24);
}

/* ST_NOT_FOUND where the original is lost. */
static enum status copy(struct starter *s, struct child *ret, struct err *e)
{
    struct worker *w = &s->original;
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        return err_sys(e, ST_IO, errno, _("cannot make a socket pair"));
    bool sent = send_request(w, pair[1]);
    close(pair[1]);
    enum reply_state got = sent ? exchange(w) : REPLY_END;
    bool good = got == REPLY_WHOLE && reply_type(w) == FRAME_OK &&
                w->reply.len == FRAME_HEAD_BYTES + 4;
    if (good && pid_of_reply(w) > 1) { /* kill() takes others for many */
        *ret = (struct child){.pid = pid_of_reply(w), .fd = pair[0]};
        setpgid(ret->pid, ret->pid); /* whoever of the two comes first */
        fcntl(ret->fd, F_SETFL, O_NONBLOCK);
        return ST_OK;
    }
    close(pair[0]);
    if (got == REPLY_WHOLE && reply_type(w) == FRAME_ERROR)
        return err_set(e, ST_IO, _("%s %s; its last word: %s"), s->path,
                       "starts no worker", w->reply.data + FRAME_HEAD_BYTES);
    return ST_NOT_FOUND;
}

enum status starter_worker(struct starter *s, struct child *ret, struct err *e)
{
    char last[SPAWN_END_BYTES] = "";
    for (int i = 0; i < START_TRIES; i++) {
        enum status st = s->original.child.pid == 0 ? begin(s, e) : ST_OK;
        if (st == ST_OK)
            st = copy(s, ret, e);
        if (st != ST_NOT_FOUND)
            return st;
        spawn_describe(spawn_reap(&s->original.child, EXIT_WAIT_MS), last);
    }
    return err_set(e, ST_IO, _("%s %s; its last word: %s"), s->path,
                   "starts no worker", last);
}

void starter_take_pdf(struct starter *s)
{
    if (s->pdf)
        return;
    s->pdf = true;
    starter_shut(s);
    spawn_reap(&s->original.child, EXIT_WAIT_MS);
}

void starter_shut(struct starter *s)
{
    if (s->original.child.fd >= 0)
        shutdown(s->original.child.fd, SHUT_RDWR);
}

void starter_end(struct starter *s)
{
    starter_shut(s);
    spawn_reap(&s->original.child, EXIT_WAIT_MS);
    buf_free(&s->original.head);
    buf_free(&s->original.reply);
    free(s->path);
}
