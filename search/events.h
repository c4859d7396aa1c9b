/*
 * events.h - what has happened to a call since a day, out of its history.
 *
 * A page's other wording is no event: only what the record says otherwise is,
 * and of that only what an applicant goes by. What went to and fro within the
 * time (a deadline moved and moved back) is none either; neither is a past
 * day's leaving a list of deadlines, nor a status that follows from a day that
 * is told of anyhow. Of a new call nothing else is told, and nothing of one
 * that came and went.
 */
#ifndef MEDEL_SEARCH_EVENTS_H
#define MEDEL_SEARCH_EVENTS_H

#include "medel/arena.h"
#include "medel/call.h"
#include "medel/date.h"

#include "history.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* The most telling first: a call is listed by its first event. */
enum event_kind {
    EVENT_NEW,
    EVENT_BACK, /* on the site again */
    EVENT_OPENED,
    EVENT_DEADLINE, /* its last day moved, or its hour */
    EVENT_OPENS,    /* its opening day moved */
    EVENT_SUM,
    EVENT_RULE,    /* who may apply, and where */
    EVENT_MEETING, /* one to come was announced, moved or called off */
    EVENT_CLOSING, /* within the days asked for */
    EVENT_CLOSED,  /* the page says so; not that its last day has passed */
    EVENT_WITHDRAWN,
    EVENT_OTHER, /* title, reference, contact, documents, address */
    EVENT_KINDS
};

struct event {
    enum event_kind kind;
    const char *at;    /* RFC 3339; of what a day brings, the day */
    const char *field; /* of the record; NULL for EVENT_NEW, _CLOSING */
    json_t *old_value, *new_value;     /* borrowed from the history; or NULL */
    const struct call *before, *after; /* the versions whose words they are;
                                          NULL where they are not known */
    const char **keys; /* what it is remembered by: one event may stand for
                          several changes of a field */
    size_t n_keys;
};

struct events_wanted {
    struct date since, today;
    int closing_days; /* below 0: EVENT_CLOSING is not wanted */
    bool others;      /* EVENT_OTHER is */
    /* Whether the key was told before; may be NULL. */
    bool (*is_told)(void *arg, const char *call, const char *key);
    void *arg;
};

/* In the order of enum event_kind, then of the record's fields. *ret is in
 * MEM. Returns how many. */
size_t events_of(struct arena *mem, const struct history *h,
                 const struct events_wanted *w, struct event **ret);

/* The kind that a change of FIELD is, before one looks at the values. */
enum event_kind event_of_field(const char *field);
/* "new", "deadline", ... Static. */
const char *event_name(enum event_kind k);
/* For people: "deadline moved". Static. */
const char *event_words(enum event_kind k);

#endif
