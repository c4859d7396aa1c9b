/*
 * fetch_events.c - waits for what libcurl waits for; see fetch.h.
 *
 * libcurl says which sockets and until when, and is told what came of it
 * (curl_multi_socket_action()). To ask it to look for itself costs a poll() and
 * a look at all that it knows for each request under way, several times a page.
 */
#include "fetch_int.h"

#include "medel/i18n.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#define EVENTS_MAX 32 /* at a time */
/* Where several requests are under way, it need not be seen sooner that one got
 * on: the server has others to see to. */
#define LOOK_AGAIN_US 100

static int64_t now_us(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}

static int64_t now_ms(void)
{
    return now_us() / 1000;
}

/* --- what libcurl wants --------------------------------------------------- */

/*
 * Between two requests on one connection libcurl wants to know nothing of its
 * socket. To tell epoll so, and the contrary a moment later, is two system
 * calls a page; so where we learn when the socket is closed, epoll is left as
 * it is until something happens there that nobody wants to know.
 */
struct watched {
    bool ours;       /* fetch_events_closing() will be called */
    uint32_t wanted; /* by libcurl: EPOLLIN, EPOLLOUT */
    uint32_t told;   /* what epoll was told, 0: it does not have it */
};

/* NULL when out of memory. */
static struct watched *watched_at(struct fetcher *f, int fd)
{
    if (fd >= f->n_watched) {
        int n = 2 * fd + 16;
        struct watched *w = realloc(f->watched, (size_t)n * sizeof *w);
        if (w == NULL)
            return NULL;
        for (int i = f->n_watched; i < n; i++)
            w[i] = (struct watched){0};
        f->watched = w;
        f->n_watched = n;
    }
    return &f->watched[fd];
}

void fetch_events_opened(struct fetcher *f, int fd)
{
    struct watched *w = fd >= 0 ? watched_at(f, fd) : NULL;
    if (w != NULL)
        *w = (struct watched){.ours = true};
}

/* epoll forgets it by itself. */
void fetch_events_closing(struct fetcher *f, int fd)
{
    if (fd < f->n_watched)
        f->watched[fd] = (struct watched){0};
}

static bool tell_epoll(struct fetcher *f, int fd, struct watched *w)
{
    struct epoll_event e = {.events = w->wanted, .data.fd = fd};
    int op = w->wanted == 0 ? EPOLL_CTL_DEL
             : w->told != 0 ? EPOLL_CTL_MOD
                            : EPOLL_CTL_ADD;
    if (epoll_ctl(f->events, op, fd, &e) != 0)
        return false;
    w->told = w->wanted;
    return true;
}

static int on_socket(CURL *curl, curl_socket_t s, int what, void *arg,
                     void *known)
{
    struct fetcher *f = arg;
    struct watched *w = watched_at(f, s);
    (void)curl, (void)known;
    if (w == NULL)
        return -1;
    w->wanted =
        what == CURL_POLL_REMOVE
            ? 0
            : ((what & CURL_POLL_IN) != 0 ? (uint32_t)EPOLLIN : 0) |
                  ((what & CURL_POLL_OUT) != 0 ? (uint32_t)EPOLLOUT : 0);
    if (w->wanted == w->told || (w->wanted == 0 && w->ours))
        return 0;
    bool told = tell_epoll(f, s, w);
    if (w->wanted == 0)
        *w = (struct watched){0}; /* it may be closed, and another's, next */
    return told || w->wanted == 0 ? 0 : -1;
}

/* A clock that counts whole milliseconds is one behind at most; libcurl, asked
 * too early, would not say again when. */
static int on_timer(CURLM *multi, long ms, void *arg)
{
    struct fetcher *f = arg;
    (void)multi;
    f->due_ms = ms < 0 ? INT64_MAX : ms == 0 ? 0 : now_ms() + ms + 1;
    return 0;
}

enum status fetch_events_open(struct fetcher *f, struct err *e)
{
    /* For each write() once, so that it need not be read. */
    struct epoll_event woken = {.events = EPOLLIN | EPOLLET};
    f->due_ms = INT64_MAX;
    f->events = epoll_create1(EPOLL_CLOEXEC);
    f->woken = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    woken.data.fd = f->woken;
    if (f->events < 0 || f->woken < 0 ||
        epoll_ctl(f->events, EPOLL_CTL_ADD, f->woken, &woken) != 0)
        return err_sys(e, ST_IO, errno, _("cannot wait for answers"));
    curl_multi_setopt(f->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
    curl_multi_setopt(f->multi, CURLMOPT_SOCKETDATA, f);
    curl_multi_setopt(f->multi, CURLMOPT_TIMERFUNCTION, on_timer);
    curl_multi_setopt(f->multi, CURLMOPT_TIMERDATA, f);
    return ST_OK;
}

void fetch_events_close(struct fetcher *f)
{
    if (f->events >= 0)
        close(f->events);
    if (f->woken >= 0)
        close(f->woken);
    free(f->watched);
}

/* --- what came of it ------------------------------------------------------ */

static enum status act(struct fetcher *f, curl_socket_t s, int bits,
                       struct err *e)
{
    CURLMcode rc = curl_multi_socket_action(f->multi, s, bits, &f->running);
    return rc == CURLM_OK
               ? ST_OK
               : err_set(e, ST_IO, "libcurl: %s", curl_multi_strerror(rc));
}

static enum status see_to(struct fetcher *f, const struct epoll_event *event,
                          struct err *e)
{
    int fd = event->data.fd, bits = 0;
    if (fd == f->extra)
        f->extra_came = true;
    if (fd == f->woken || fd == f->extra)
        return ST_OK;
    struct watched *w = watched_at(f, fd);
    if (w != NULL && w->wanted == 0) {
        (void)tell_epoll(f, fd, w); /* such as: the server closed it */
        return ST_OK;
    }
    if ((event->events & EPOLLIN) != 0)
        bits |= CURL_CSELECT_IN;
    if ((event->events & EPOLLOUT) != 0)
        bits |= CURL_CSELECT_OUT;
    if ((event->events & (EPOLLERR | EPOLLHUP)) != 0)
        bits |= CURL_CSELECT_IN | CURL_CSELECT_ERR;
    return act(f, fd, bits, e);
}

/* What is due by the clock, such as requests that were just begun. */
static enum status see_to_clock(struct fetcher *f, struct err *e)
{
    if (f->due_ms == INT64_MAX || (f->due_ms != 0 && f->due_ms > now_ms()))
        return ST_OK;
    f->due_ms = INT64_MAX;
    enum status st = act(f, CURL_SOCKET_TIMEOUT, 0, e);
    /* It says so only where that is not what it said last. */
    long ms;
    if (st == ST_OK && f->due_ms == INT64_MAX &&
        curl_multi_timeout(f->multi, &ms) == CURLM_OK)
        on_timer(f->multi, ms, f);
    return st;
}

static enum status take(struct fetcher *f, int timeout_ms, struct err *e)
{
    struct epoll_event events[EVENTS_MAX];
    int n = epoll_wait(f->events, events, EVENTS_MAX, timeout_ms);
    enum status st = ST_OK;
    f->looked_us = now_us();
    if (n < 0 && errno != EINTR)
        return err_sys(e, ST_IO, errno, _("cannot wait for answers"));
    for (int i = 0; st == ST_OK && i < n; i++)
        st = see_to(f, &events[i], e);
    return st;
}

enum status fetcher_go_on(struct fetcher *f, struct err *e)
{
    f->started = false;
    enum status st = see_to_clock(f, e);
    if (st != ST_OK || f->running == 0 ||
        (f->running > 1 && now_us() < f->looked_us + LOOK_AGAIN_US))
        return st;
    return take(f, 0, e);
}

void fetcher_wake(struct fetcher *f)
{
    const uint64_t one = 1;
    if (write(f->woken, &one, sizeof one) < 0)
        return; /* it is full, after 2^64 times */
}

bool fetcher_fd_came(struct fetcher *f)
{
    bool came = f->extra_came;
    f->extra_came = false;
    return came;
}

/* FD, from now on: once for each time that it becomes readable. */
static enum status watch(struct fetcher *f, int fd, struct err *e)
{
    struct epoll_event event = {.events = EPOLLIN | EPOLLET, .data.fd = fd};
    if (fd < 0 || fd == f->extra)
        return ST_OK;
    if (epoll_ctl(f->events, EPOLL_CTL_ADD, fd, &event) != 0)
        return err_sys(e, ST_IO, errno, _("cannot wait for answers"));
    f->extra = fd;
    return ST_OK;
}

enum status fetcher_wait(struct fetcher *f, int fd, int timeout_ms,
                         struct err *e)
{
    enum status st = watch(f, fd, e);
    if (st == ST_OK && (f->started || f->running != fetcher_under_way(f)))
        st = fetcher_go_on(f, e);
    /* Something has already finished: no waiting. */
    if (st != ST_OK || f->running != fetcher_under_way(f))
        return st;
    if (f->due_ms != INT64_MAX) {
        int64_t left = f->due_ms - now_ms();
        if (left < timeout_ms)
            timeout_ms = left > 0 ? (int)left : 0;
    }
    st = take(f, timeout_ms, e);
    return st == ST_OK ? see_to_clock(f, e) : st;
}
