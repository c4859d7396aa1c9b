/*
 * news.h - the calls to which something happened: what "changes" and "digest"
 * tell.
 */
#ifndef MEDEL_SEARCH_NEWS_H
#define MEDEL_SEARCH_NEWS_H

#include "medel/arena.h"
#include "medel/err.h"
#include "medel/profile.h"

#include "candidates.h"
#include "events.h"
#include "filter.h"
#include "history.h"
#include "knowledge.h"
#include "told.h"

#include <stdbool.h>
#include <stddef.h>

struct news_request {
    const char *data, *db; /* as searchdb_with() */
    const struct knowledge *known;
    const struct profile *profile; /* or NULL */
    const struct filter *filter;
    struct gate_day day;
    struct date since;
    int closing_days;  /* below 0: that a call closes soon is no news */
    bool all;          /* also of calls that cannot be applied for and could
                          not be, that were closed at the time, and of
                          EVENT_OTHER */
    struct told *told; /* what is left out, or NULL */
    /* What the user said of a call; both or none. A muted one is left out; of
     * one that is followed all is told, whoever may apply. */
    bool (*is_muted)(void *arg, const char *call);
    bool (*is_followed)(void *arg, const char *call);
    void *arg;
};

struct news_item {
    const struct candidate *hit; /* the call as it is now, judged */
    struct history history;
    struct event *events;
    size_t n;
    size_t place; /* among the calls as a search ranks them */
};

struct news {
    struct arena *mem;
    struct candidate_list list;
    struct news_item *items; /* by their first event's kind, then as ranked */
    size_t n;
};

/* Nothing new is ST_OK with n = 0. Free *ret with news_free(). */
enum status news_find(const struct news_request *rq, struct news *ret,
                      struct err *e) MEDEL_NODISCARD;
void news_free(struct news *n);

/* Tells T that all events of N are about to be told. */
void news_note(const struct news *n, struct told *t);

#endif
