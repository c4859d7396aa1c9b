/*
 * ahead.c - see ahead.h.
 *
 * The thread begins with a funder when the one before was taken: at most two
 * are held at a time.
 */
#include "ahead.h"

#include <pthread.h>
#include <stdlib.h>

/* A funder that was made ready, or what kept it from that. */
struct made {
    struct renew_source source;
    struct err why;
    enum status st;
};

struct ahead {
    struct calls_store *store; /* of the one who asks */
    const struct merge_funder *funders;
    size_t n, next; /* funders; the one that is to be asked for next */
    bool threaded;
    /* The thread's own. */
    struct calls_store *own;
    pthread_t thread;
    /* Between the two, behind the lock. */
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct made made;
    bool full, over;
};

/* Waits for room; false where nobody wants any more. */
static bool wait_for_room(struct ahead *a)
{
    pthread_mutex_lock(&a->lock);
    while (a->full && !a->over)
        pthread_cond_wait(&a->changed, &a->lock);
    bool wanted = !a->over;
    pthread_mutex_unlock(&a->lock);
    return wanted;
}

static void hand_over(struct ahead *a, const struct made *m)
{
    pthread_mutex_lock(&a->lock);
    a->made = *m;
    a->full = true;
    pthread_cond_signal(&a->changed);
    pthread_mutex_unlock(&a->lock);
}

static void *make_ready(void *arg)
{
    struct ahead *a = arg;
    for (size_t i = 0; i < a->n && wait_for_room(a); i++) {
        struct made m = {.why = ERR_INIT};
        m.st = renew_prepare(a->own, &a->funders[i], &m.source, &m.why);
        hand_over(a, &m);
    }
    arena_thread_ends();
    return NULL;
}

/* Whatever is wrong will be told where the work is done. */
static bool begin_thread(struct ahead *a, const char *data_dir)
{
    struct err none = ERR_INIT;
    if (a->n < 2 ||
        calls_store_open(data_dir, DB_READ_ONLY, &a->own, &none) != ST_OK)
        return false;
    if (pthread_create(&a->thread, NULL, make_ready, a) == 0)
        return true;
    calls_store_close(a->own);
    return false;
}

struct ahead *ahead_begin(struct calls_store *s, const char *data_dir,
                          const struct merge_funder *funders, size_t n)
{
    struct ahead *a = arena_need(sizeof *a);
    *a = (struct ahead){.store = s, .funders = funders, .n = n};
    pthread_mutex_init(&a->lock, NULL);
    pthread_cond_init(&a->changed, NULL);
    a->threaded = begin_thread(a, data_dir);
    return a;
}

enum status ahead_next(struct ahead *a, struct renew_source *ret, struct err *e)
{
    const struct merge_funder *f = &a->funders[a->next++];
    if (!a->threaded)
        return renew_prepare(a->store, f, ret, e);
    pthread_mutex_lock(&a->lock);
    while (!a->full)
        pthread_cond_wait(&a->changed, &a->lock);
    struct made m = a->made;
    a->full = false;
    pthread_cond_signal(&a->changed);
    pthread_mutex_unlock(&a->lock);
    *ret = m.source;
    return m.st == ST_OK ? ST_OK : err_set(e, m.st, "%s", m.why.text);
}

void ahead_end(struct ahead *a)
{
    if (a == NULL)
        return;
    if (a->threaded) {
        pthread_mutex_lock(&a->lock);
        a->over = true;
        pthread_cond_signal(&a->changed);
        pthread_mutex_unlock(&a->lock);
        pthread_join(a->thread, NULL);
        if (a->full)
            renew_source_free(&a->made.source);
        calls_store_close(a->own);
    }
    pthread_cond_destroy(&a->changed);
    pthread_mutex_destroy(&a->lock);
    free(a);
}
