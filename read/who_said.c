/* who_said.c - what a sentence says of whoever it names, found once and kept
 * with it: many ask, and it takes long to find. */
#include "who.h"

#include <string.h>

/* What of such a list is kept. */
static size_t sizeof_events(size_t n)
{
    return offsetof(struct who_events, items) + n * sizeof(struct who_event);
}
static size_t sizeof_names(size_t n)
{
    return offsetof(struct who_names, items) + n * sizeof(struct who_name);
}

/* The sayings in U, which has words, in the clauses that it has. */
static const struct who_events *events(struct arena *mem, const struct unit *u)
{
    if (u->memo->of[MEMO_EVENTS] == NULL) {
        struct who_events ev;
        who_events_of(u, who_clauses(mem, u), &ev);
        u->memo->of[MEMO_EVENTS] = memcpy(arena_alloc(mem, sizeof_events(ev.n)),
                                          &ev, sizeof_events(ev.n));
    }
    return u->memo->of[MEMO_EVENTS];
}

void who_copy_events(struct arena *mem, const struct unit *u,
                     struct who_events *ret)
{
    const struct who_events *kept = events(mem, u);
    memcpy(ret, kept, sizeof_events(kept->n));
}

void who_names_of(struct arena *mem, const struct unit *u,
                  struct who_names *ret)
{
    ret->n = 0;
    ret->told = ret->listed = ret->acts = false;
    if (!who_names_in(u, 0, u->n))
        return;
    const struct who_names *kept = u->memo->of[MEMO_NAMES];
    if (kept != NULL) {
        memcpy(ret, kept, sizeof_names(kept->n));
        return;
    }
    who_find_names(mem, u, ret);
    u->memo->of[MEMO_NAMES] = memcpy(arena_alloc(mem, sizeof_names(ret->n)),
                                     ret, sizeof_names(ret->n));
}

enum who_said who_unit_says(struct arena *mem, const struct unit *u)
{
    if (u->n == 0)
        return WHO_UNSAID;
    const struct who_events *ev = events(mem, u);
    enum who_said said = WHO_UNSAID;
    for (size_t e = 0; e < ev->n; e++) {
        if (ev->items[e].said == WHO_MAY)
            return WHO_MAY;
        if (said != WHO_MAY_NOT)
            said = ev->items[e].said;
    }
    return said;
}
