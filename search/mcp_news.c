/* mcp_news.c - the tools on what comes: `changes` and `calendar`. */
#include "mcp_world.h"

#include "calendar.h"
#include "candidates.h"
#include "news.h"
#include "news_print.h"
#include "output.h"
#include "query_range.h"

#include "medel/i18n.h"

#include <string.h>

#define SINCE_UNLESS_SAID "7d"
#define CLOSING_DAYS 14
#define EVENTS_UNLESS_SAID 50
#define MONTHS_UNLESS_SAID 3
#define DAYS_MAX 1000 /* of a calendar */

/* --- changes ------------------------------------------------------------- */

#define NEWS_WIDTH 100

static json_t *events_of_news(const struct news *n, size_t limit,
                              struct date today, size_t *total)
{
    json_t *events = json_array();
    *total = 0;
    for (size_t i = 0; i < n->n; i++)
        for (size_t k = 0; k < n->items[i].n; k++)
            if ((*total)++ < limit)
                json_array_append_new(events,
                                      news_event_json(n->items[i].hit->call,
                                                      &n->items[i].events[k],
                                                      today, NULL));
    return events;
}

/* In words are told as many calls as are in the data. */
static enum status say_news(struct mcp_answer *a, const struct news *n,
                            size_t limit, const struct profile *profile,
                            struct date today)
{
    const struct news_look look = {.width = NEWS_WIDTH,
                                   .today = today,
                                   .profile = profile,
                                   .addresses = true};
    struct news told = *n;
    size_t events = 0;
    for (told.n = 0; told.n < n->n && events < limit; told.n++)
        events += n->items[told.n].n;
    return news_print(&a->words, &told, &look);
}

static enum status tell_news(struct mcp_answer *a, const json_t *args,
                             const struct news_request *rq, struct err *e)
{
    size_t limit = (size_t)mcp_number_arg(args, "limit", EVENTS_UNLESS_SAID);
    size_t total;
    char day[DATE_ISO_SIZE], since[DATE_ISO_SIZE];
    struct news news = {.n = 0};
    struct date today = rq->day.today;
    enum status st = news_find(rq, &news, e);
    if (st == ST_OK) {
        json_t *events = events_of_news(&news, limit, today, &total);
        date_format_iso(rq->since, since);
        mcp_say(a, _("Since %s: %zu of %zu changes.\n\n"), since,
                json_array_size(events), total);
        mcp_put(a, "today", json_string(date_format_iso(today, day)));
        mcp_put(a, "since", json_string(since));
        mcp_put(a, "found", json_integer((json_int_t)total));
        mcp_put(a, "events", events);
        enum status said = say_news(a, &news, limit, rq->profile, today);
        if (a->st == ST_OK)
            a->st = said;
    }
    news_free(&news);
    return st;
}

enum status mcp_changes(const struct mcp_world *w, const json_t *args,
                        struct mcp_answer *a, struct err *e)
{
    struct gate_day day = output_day(w->today);
    const char *since = mcp_string_arg(args, "since");
    struct profile *profile = NULL;
    struct filter filter;
    struct date from, until;
    enum status st = mcp_profile_arg(args, &profile, e);
    if (st == ST_OK)
        st = mcp_filters_arg(args, w, a->mem, day.today, &filter, e);
    if (st == ST_OK) {
        st = range_of_dates(a->mem, lexicon_names(w->known.lexicon),
                            since != NULL ? since : SINCE_UNLESS_SAID,
                            day.today, true, &from, &until, e);
        if (st != ST_OK)
            err_context(e, "since");
    }
    if (st == ST_OK) {
        const struct news_request rq = {
            .data = w->data,
            .db = w->db,
            .known = &w->known,
            .profile = profile,
            .filter = &filter,
            .day = day,
            .since = from,
            .closing_days = mcp_number_arg(args, "closing_days", CLOSING_DAYS),
            .all = mcp_flag_arg(args, "all"),
        };
        st = tell_news(a, args, &rq, e);
    }
    profile_free(profile);
    return st;
}

/* --- calendar ------------------------------------------------------------ */

struct planning {
    struct search_request request;
    struct candidate_list found;
};

static enum status find(struct searchdb *db, void *arg, struct err *e)
{
    struct planning *p = arg;
    candidates_free(&p->found); /* an earlier attempt's */
    candidates_init(&p->found);
    return candidates_find(db, &p->request, &p->found, e);
}

static void tell_days(struct mcp_answer *a, const struct candidate_list *found,
                      struct date today, int months)
{
    const struct call **calls =
        arena_alloc(a->mem, (found->n + 1) * sizeof *calls);
    struct calendar c;
    size_t undated = 0;
    char day[DATE_ISO_SIZE];
    json_t *days = json_array();
    for (size_t i = 0; i < found->n; i++) {
        calls[i] = found->items[i].call;
        undated += calls[i]->n_deadlines == 0;
    }
    calendar_make(a->mem, calls, found->n, today, calendar_end(today, months),
                  &c);
    for (size_t i = 0; i < c.n && i < DAYS_MAX; i++) {
        const struct calendar_day *d = &c.days[i];
        json_array_append_new(days, calendar_day_to_json(d, today));
        mcp_say(a, "%s %s: “%s” · %s · %s\n", date_format_iso(d->day, day),
                d->opens ? _("opens") : _("last day to apply"),
                mcp_line(a, d->call->title), mcp_line(a, d->call->funder),
                d->call->id);
    }
    mcp_put(a, "today", json_string(date_format_iso(today, day)));
    mcp_put(a, "until", json_string(date_format_iso(c.to, day)));
    mcp_put(a, "found", json_integer((json_int_t)c.n));
    mcp_put(a, "days", days);
    mcp_put(a, "without_last_day", json_integer((json_int_t)undated));
    mcp_say(a,
            ngettext("%zu more call has no last day to apply.",
                     "%zu more calls have no last day to apply.", undated),
            undated);
}

enum status mcp_calendar(const struct mcp_world *w, const json_t *args,
                         struct mcp_answer *a, struct err *e)
{
    struct gate_day day = output_day(w->today);
    struct profile *profile = NULL;
    struct filter filter;
    enum status st = mcp_profile_arg(args, &profile, e);
    if (st == ST_OK)
        st = mcp_filters_arg(args, w, a->mem, day.today, &filter, e);
    struct planning p = {.request = {
                             .profile = profile,
                             .filter = &filter,
                             .day = day,
                             .unexplained = true,
                         }};
    knowledge_lend(&w->known, &p.request);
    if (st == ST_OK)
        st = searchdb_with(w->data, w->db, find, &p, e);
    if (st == ST_OK)
        tell_days(a, &p.found, day.today,
                  mcp_number_arg(args, "months", MONTHS_UNLESS_SAID));
    candidates_free(&p.found);
    profile_free(profile);
    return st;
}
