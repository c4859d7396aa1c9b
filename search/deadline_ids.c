/* deadline_ids.c - see deadline_ids.h. */
#include "deadline_ids.h"

#include <string.h>

struct ids {
    struct arena *mem;
    struct deadline_id *items;
    size_t n, cap;
};

struct days {
    struct date *items;
    size_t n;
};

/* The day that a moment, or a meeting in a history, begins with; DATE_NONE
 * where it is none. */
static struct date day_of(const char *at)
{
    char iso[DATE_ISO_SIZE] = "";
    struct date d = DATE_NONE;
    if (at != NULL && strlen(at) >= sizeof iso - 1)
        memcpy(iso, at, sizeof iso - 1);
    (void)date_parse_iso(iso, &d);
    return d;
}

static struct days days_of(struct arena *mem, const json_t *array)
{
    size_t size = json_array_size(array);
    struct days d = {arena_alloc(mem, (size + 1) * sizeof *d.items), 0};
    for (size_t i = 0; i < size; i++) {
        const char *iso = json_string_value(json_array_get(array, i));
        struct date day = day_of(iso);
        if (date_is_set(day))
            d.items[d.n++] = day;
    }
    return d;
}

static bool has_day(const struct days *d, struct date day)
{
    for (size_t i = 0; i < d->n; i++)
        if (date_compare(d->items[i], day) == 0)
            return true;
    return false;
}

static struct deadline_id *find(struct ids *ids, struct date day, bool gone)
{
    for (size_t i = 0; i < ids->n; i++)
        if (ids->items[i].gone == gone &&
            date_compare(ids->items[i].day, day) == 0)
            return &ids->items[i];
    return NULL;
}

static void add(struct ids *ids, struct date day)
{
    unsigned nth = 1;
    for (size_t i = 0; i < ids->n; i++)
        nth += date_compare(ids->items[i].origin, day) == 0;
    ids->items =
        arena_grow(ids->mem, ids->items, ids->n, &ids->cap, sizeof *ids->items);
    ids->items[ids->n++] = (struct deadline_id){day, day, nth, false};
}

/* The next one that NOW lacks and that had not passed on the day AT. */
static struct deadline_id *moved(struct ids *ids, const struct days *now,
                                 struct date at)
{
    for (size_t i = 0; i < ids->n; i++) {
        struct deadline_id *k = &ids->items[i];
        if (!k->gone && !has_day(now, k->day) && date_compare(k->day, at) >= 0)
            return k;
    }
    return NULL;
}

/* What the list is from the day AT on. */
static void become(struct ids *ids, const struct days *now, struct date at)
{
    for (size_t i = 0; i < now->n; i++) {
        struct date day = now->items[i];
        struct deadline_id *back = NULL, *from = NULL;
        if (find(ids, day, false) != NULL)
            continue;
        if ((back = find(ids, day, true)) != NULL)
            back->gone = false;
        else if ((from = moved(ids, now, at)) != NULL)
            from->day = day;
        else
            add(ids, day);
    }
    for (size_t i = 0; i < ids->n; i++)
        ids->items[i].gone = !has_day(now, ids->items[i].day);
}

/* Of the days in FIELD, which are NOW now. */
static struct deadline_id *ids_of(struct arena *mem, const struct call *c,
                                  const char *field, struct days now, size_t *n)
{
    struct ids ids = {.mem = mem};
    bool begun = false;

    for (size_t i = 0; i < c->n_changed; i++) {
        const struct call_change *k = &c->changed[i];
        if (strcmp(k->field, field) != 0)
            continue;
        struct days before = days_of(mem, k->old_value);
        struct days after = days_of(mem, k->new_value);
        if (!begun)
            become(&ids, &before, day_of(k->at));
        begun = true;
        become(&ids, &after, day_of(k->at));
    }
    become(&ids, &now, DATE_NONE);
    *n = ids.n;
    return ids.items;
}

struct deadline_id *deadline_ids(struct arena *mem, const struct call *c,
                                 size_t *n)
{
    struct days now = {c->deadlines, c->n_deadlines};
    return ids_of(mem, c, "deadlines", now, n);
}

struct deadline_id *meeting_ids(struct arena *mem, const struct call *c,
                                size_t *n)
{
    struct days now = {
        arena_alloc(mem, (c->n_meetings + 1) * sizeof *now.items), 0};
    for (size_t i = 0; i < c->n_meetings; i++)
        now.items[now.n++] = c->meetings[i].date;
    return ids_of(mem, c, "meetings", now, n);
}
