/* sort.c - see sort.h. */
#include "sort.h"

#include <stddef.h>
#include <string.h>

const char *const sort_names[] = {"relevance", "deadline", "sum", "new", NULL};

enum sort_by sort_find(const char *name)
{
    int i = 0;
    while (name != NULL && strcmp(sort_names[i], name) != 0)
        i++;
    return (enum sort_by)i;
}

static struct sort_key by_deadline(const struct call *call, struct date today)
{
    enum { DATED, ROLLING, UNDATED, CLOSED };
    struct date next = call_next_deadline(call, today);
    if (call->withdrawn != NULL ||
        call_status_on(call, today, -1) == CALL_CLOSED) {
        struct date last = DATE_NONE;
        if (call->n_deadlines > 0)
            last = call->deadlines[call->n_deadlines - 1];
        return (struct sort_key){
            CLOSED, date_is_set(last) ? -(double)date_to_days(last) : 0};
    }
    if (date_is_set(next))
        return (struct sort_key){DATED, (double)date_to_days(next)};
    return (struct sort_key){call->rolling ? ROLLING : UNDATED, 0};
}

static struct sort_key by_sum(const struct call *call,
                              const struct rates *rates)
{
    double sum =
        call->award_ceiling >= 0 ? call->award_ceiling : call->award_floor;
    if (sum < 0 || !rates_convert(rates, sum, call->currency, "SEK", &sum))
        return (struct sort_key){1, 0};
    return (struct sort_key){0, -sum};
}

static struct sort_key by_first_seen(const struct call *call)
{
    int64_t at;
    if (call->first_seen == NULL || !date_parse_rfc3339(call->first_seen, &at))
        return (struct sort_key){1, 0};
    return (struct sort_key){0, -(double)date_to_days(date_at(at, NULL, NULL))};
}

struct sort_key sort_key(const struct call *call, enum sort_by by,
                         struct date today, const struct rates *rates)
{
    switch (by) {
    case SORT_DEADLINE:
        return by_deadline(call, today);
    case SORT_SUM:
        return by_sum(call, rates);
    case SORT_NEW:
        return by_first_seen(call);
    case SORT_RELEVANCE:
        break;
    }
    return (struct sort_key){0, 0};
}

int sort_compare(struct sort_key a, struct sort_key b)
{
    if (a.group != b.group)
        return a.group < b.group ? -1 : 1;
    return a.value < b.value ? -1 : a.value > b.value;
}
