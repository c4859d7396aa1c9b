/* call_meetings.c - a call's meetings for those who may apply; medel/call.h. */
#include "medel/call.h"

#include "medel/caps.h"
#include "medel/utf8.h"

#include <stdio.h>
#include <string.h>

static int order(const struct call_meeting *a, const struct call_meeting *b)
{
    int by_date = date_compare(a->date, b->date);
    return by_date != 0 ? by_date : a->time - b->time;
}

static bool is_same(const struct call_meeting *a, const struct call_meeting *b)
{
    return date_compare(a->date, b->date) == 0 &&
           (a->time < 0 || b->time < 0 || a->time == b->time);
}

/* Does M say more of when it is? */
static bool is_fuller(const struct call_meeting *m,
                      const struct call_meeting *than)
{
    return (m->time >= 0 && than->time < 0) ||
           (m->time == than->time && m->end >= 0 && than->end < 0);
}

/* The place of the meeting that is the same as M, N_MEETINGS for none. */
static size_t find(const struct call *c, const struct call_meeting *m)
{
    size_t i = 0;
    while (i < c->n_meetings && !is_same(&c->meetings[i], m))
        i++;
    return i;
}

static struct call_meeting copy_of(struct call *c, const struct call_meeting *m,
                                   const char *url)
{
    const char *text = m->text != NULL ? m->text : "";
    struct call_meeting own = *m;
    size_t n = utf8_clip(text, strlen(text), CAP_EVIDENCE_CHARS);
    own.text = arena_strndup(c->mem, text, n);
    own.url = arena_strdup(c->mem, m->url != NULL ? m->url : url);
    if (own.time < 0 || own.end <= own.time)
        own.end = -1;
    return own;
}

void call_add_meeting(struct call *c, const struct call_meeting *m,
                      const char *url)
{
    size_t at = find(c, m), n = c->n_meetings;
    if (at < n && !is_fuller(m, &c->meetings[at]))
        return;
    struct call_meeting *list = arena_alloc(c->mem, (n + 1) * sizeof *list);
    struct call_meeting own = copy_of(c, m, url);
    size_t kept = 0, place = 0;
    for (size_t i = 0; i < n; i++)
        if (i != at)
            list[kept++] = c->meetings[i];
    while (place < kept && order(&list[place], &own) <= 0)
        place++;
    memmove(&list[place + 1], &list[place], (kept - place) * sizeof *list);
    list[place] = own;
    c->meetings = list;
    c->n_meetings = kept + 1 < CAP_CALL_MEETINGS ? kept + 1 : CAP_CALL_MEETINGS;
}

void call_add_meetings(struct call *c, const struct call *from, const char *url)
{
    for (size_t i = 0; i < from->n_meetings; i++)
        call_add_meeting(c, &from->meetings[i], url);
}

char *call_meeting_when(const struct call_meeting *m,
                        char out[static CALL_MEETING_SIZE])
{
    size_t n = strlen(date_format_iso(m->date, out));
    const int times[] = {m->time, m->end};
    for (size_t i = 0; i < 2 && times[i] >= 0; i++)
        n += (size_t)snprintf(out + n, CALL_MEETING_SIZE - n, "%c%02u:%02u",
                              i == 0 ? ' ' : '-', (unsigned)times[i] / 60 % 24,
                              (unsigned)times[i] % 60);
    return out;
}
