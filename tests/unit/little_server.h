/*
 * little_server.h - an HTTP server inside a test: what it sends is the test's
 * to say, byte by byte, so that it can break every rule.
 *
 * A thread a connection. The handler is called for each request, under a
 * lock, and fills in the reply.
 */
#ifndef MEDEL_TESTS_LITTLE_SERVER_H
#define MEDEL_TESTS_LITTLE_SERVER_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

struct little_request {
    char path[4096];
    char host[256];
    char head[16384]; /* all of it, NUL-terminated */
};

struct little_reply {
    char bytes[65536];
    size_t len;
    size_t pause_at; /* after so many bytes wait PAUSE_MS */
    int pause_ms;
    bool close; /* the connection, after the reply */
};

typedef void little_handler(void *arg, const struct little_request *q,
                            struct little_reply *r);

struct little_server {
    int fd, port;
    pthread_t thread;
    pthread_mutex_t lock;
    little_handler *handler;
    void *arg;
    int connections;
};

struct little_connection {
    struct little_server *s;
    int fd;
};

static inline bool little_send(int fd, const char *p, size_t n)
{
    while (n != 0) {
        ssize_t k = send(fd, p, n, MSG_NOSIGNAL);
        if (k <= 0)
            return false;
        p += k;
        n -= (size_t)k;
    }
    return true;
}

/* One request's head; false at the end of the connection. */
static inline bool little_read(int fd, struct little_request *q)
{
    size_t n = 0;
    for (;;) {
        ssize_t k = recv(fd, q->head + n, sizeof q->head - 1 - n, 0);
        if (k <= 0)
            return false;
        n += (size_t)k;
        q->head[n] = '\0';
        if (strstr(q->head, "\r\n\r\n") != NULL)
            break;
    }
    q->path[0] = q->host[0] = '\0';
    (void)!sscanf(q->head, "GET %4095s", q->path);
    const char *host = strcasestr(q->head, "\r\nHost:");
    if (host != NULL)
        (void)!sscanf(host + 7, " %255[^:\r\n]", q->host);
    return true;
}

static inline void *little_serve(void *arg)
{
    struct little_connection *c = arg;
    struct little_request *q = malloc(sizeof *q);
    struct little_reply *r = malloc(sizeof *r);
    bool open = true;
    while (open && little_read(c->fd, q)) {
        r->len = r->pause_at = 0;
        r->pause_ms = 0;
        r->close = false;
        pthread_mutex_lock(&c->s->lock);
        c->s->handler(c->s->arg, q, r);
        pthread_mutex_unlock(&c->s->lock);
        size_t first = r->pause_ms != 0 ? r->pause_at : r->len;
        open = little_send(c->fd, r->bytes, first);
        if (open && r->pause_ms != 0) {
            usleep((useconds_t)r->pause_ms * 1000);
            open = little_send(c->fd, r->bytes + first, r->len - first);
        }
        open = open && !r->close;
    }
    close(c->fd);
    free(q);
    free(r);
    free(c);
    return NULL;
}

static inline void *little_accept(void *arg)
{
    struct little_server *s = arg;
    for (;;) {
        int fd = accept(s->fd, NULL, NULL);
        if (fd < 0)
            return NULL;
        struct little_connection *c = malloc(sizeof *c);
        int one = 1;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        c->s = s;
        c->fd = fd;
        s->connections++;
        pthread_t t;
        pthread_create(&t, NULL, little_serve, c);
        pthread_detach(t);
    }
}

static inline bool little_start(struct little_server *s,
                                little_handler *handler, void *arg)
{
    struct sockaddr_in a = {.sin_family = AF_INET};
    socklen_t len = sizeof a;
    memset(s, 0, sizeof *s);
    s->handler = handler;
    s->arg = arg;
    pthread_mutex_init(&s->lock, NULL);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    s->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (s->fd < 0 || bind(s->fd, (struct sockaddr *)&a, sizeof a) != 0 ||
        listen(s->fd, 64) != 0 ||
        getsockname(s->fd, (struct sockaddr *)&a, &len) != 0)
        return false;
    s->port = ntohs(a.sin_port);
    return pthread_create(&s->thread, NULL, little_accept, s) == 0;
}

static inline void little_stop(struct little_server *s)
{
    shutdown(s->fd, SHUT_RDWR);
    pthread_join(s->thread, NULL);
    close(s->fd);
}

/* Appends to the reply. */
static inline void little_put(struct little_reply *r, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
static inline void little_put(struct little_reply *r, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(r->bytes + r->len, sizeof r->bytes - r->len, fmt, ap);
    va_end(ap);
    r->len += (size_t)n;
}

/* A proper reply. EXTRA: more header lines, each with its CRLF, or "". */
static inline void little_page(struct little_reply *r, int status,
                               const char *extra, const char *body)
{
    little_put(r,
               "HTTP/1.1 %d X\r\nContent-Type: text/html\r\n"
               "Content-Length: %zu\r\n%s\r\n%s",
               status, strlen(body), extra, body);
}

/* The value of a request header, or NULL; in a static buffer. */
static inline const char *little_header(const struct little_request *q,
                                        const char *name)
{
    static char value[1024];
    char key[128];
    snprintf(key, sizeof key, "\r\n%s:", name);
    const char *p = strcasestr(q->head, key);
    if (p == NULL || sscanf(p + strlen(key), " %1023[^\r\n]", value) != 1)
        return NULL;
    return value;
}

#endif
