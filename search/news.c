/* news.c - see news.h. */
#include "news.h"

#include "medel/i18n.h"

#include <stdlib.h>
#include <string.h>

struct finding {
    const struct news_request *rq;
    struct news *news;
};

static void forget(struct news *n)
{
    for (size_t i = 0; i < n->n; i++)
        history_free(&n->items[i].history);
    n->n = 0;
    candidates_free(&n->list);
    candidates_init(&n->list);
    arena_reset(n->mem);
    n->items = NULL;
}

static struct date day_of(const struct event *x)
{
    struct date d = DATE_NONE;
    int64_t at;
    if (date_parse_rfc3339(x->at, &at))
        return date_at(at, NULL, NULL);
    return date_parse_iso(x->at, &d) ? d : DATE_NONE;
}

/* What happens to a call that is long closed matters to nobody. */
static bool matters(const struct history *h, const struct event *x,
                    struct date today)
{
    const struct call *was = x->before != NULL ? x->before : h->call;
    if (h->call->withdrawn == NULL &&
        call_status_on(h->call, today, -1) != CALL_CLOSED)
        return true;
    return x->kind != EVENT_NEW && x->kind != EVENT_OPENED &&
           call_status_on(was, day_of(x), -1) != CALL_CLOSED;
}

static void keep_what_matters(struct news_item *item, struct date today)
{
    size_t kept = 0;
    for (size_t i = 0; i < item->n; i++)
        if (matters(&item->history, &item->events[i], today))
            item->events[kept++] = item->events[i];
    item->n = kept;
}

/* That a call which the user follows is there is no news. */
static bool is_told(void *arg, const char *call, const char *key)
{
    const struct news_request *rq = arg;
    if (rq->told != NULL && told_is(rq->told, call, key))
        return true;
    return strcmp(key, "new") == 0 && rq->is_followed != NULL &&
           rq->is_followed(rq->arg, call);
}

static enum status read_item(struct finding *f, struct searchdb *db,
                             const struct candidate *hit,
                             struct news_item *item, struct err *e)
{
    const struct news_request *rq = f->rq;
    const struct events_wanted wanted = {
        .since = rq->since,
        .today = rq->day.today,
        .closing_days = rq->closing_days,
        .others = rq->all,
        .is_told = is_told,
        .arg = (void *)rq, /* only read */
    };
    struct xap_bytes data;
    enum status st = xap_data(db->xap, f->news->mem, hit->docid, &data, e);
    if (st == ST_NOT_FOUND)
        return err_set(e, ST_RETRY, _("the index changed during the search"));
    if (st == ST_OK)
        st = history_read(f->news->mem, data.data, data.len, &item->history, e);
    if (st != ST_OK)
        return st;
    item->hit = hit;
    item->n = events_of(f->news->mem, &item->history, &wanted, &item->events);
    if (!rq->all)
        keep_what_matters(item, rq->day.today);
    return ST_OK;
}

static int compare_items(const void *a, const void *b)
{
    const struct news_item *x = a, *y = b;
    if (x->events[0].kind != y->events[0].kind)
        return x->events[0].kind < y->events[0].kind ? -1 : 1;
    return x->place < y->place ? -1 : x->place > y->place;
}

/* Whether a rule or sum that changed is what bars the enterprise now. */
static bool did_fit(const struct finding *f, const struct news_item *item)
{
    const struct news_request *rq = f->rq;
    for (size_t i = 0; i < item->n; i++) {
        const struct event *x = &item->events[i];
        struct gate_result was;
        if (x->before == NULL ||
            (x->kind != EVENT_RULE && x->kind != EVENT_SUM))
            continue;
        gate_judge(x->before, rq->profile, rq->known->rates, rq->day, &was);
        if (gate_fits(&was))
            return true;
    }
    return false;
}

static bool is_wanted(const struct finding *f, const struct news_item *item)
{
    const struct news_request *rq = f->rq;
    return rq->all || gate_fits(&item->hit->gate) ||
           (rq->is_followed != NULL &&
            rq->is_followed(rq->arg, item->hit->call->id)) ||
           did_fit(f, item);
}

static enum status take_items(struct finding *f, struct searchdb *db,
                              struct err *e)
{
    const struct news_request *rq = f->rq;
    struct news *news = f->news;
    enum status st = ST_OK;
    news->items =
        arena_alloc(news->mem, (news->list.n + 1) * sizeof *news->items);
    for (size_t i = 0; i < news->list.n && st == ST_OK; i++) {
        const struct candidate *hit = &news->list.items[i];
        struct news_item item = {.place = i};
        if (rq->is_muted != NULL && rq->is_muted(rq->arg, hit->call->id))
            continue;
        st = read_item(f, db, hit, &item, e);
        if (st == ST_OK && item.n > 0 && is_wanted(f, &item))
            news->items[news->n++] = item;
        else
            history_free(&item.history);
    }
    if (news->n > 1)
        qsort(news->items, news->n, sizeof *news->items, compare_items);
    return st;
}

static enum status work(struct searchdb *db, void *arg, struct err *e)
{
    struct finding *f = arg;
    struct search_request request = {
        .profile = f->rq->profile,
        .filter = f->rq->filter,
        .day = f->rq->day,
        .all = true,
        .unexplained = true,
    };
    knowledge_lend(f->rq->known, &request);
    forget(f->news); /* an earlier attempt's */
    enum status st = candidates_find(db, &request, &f->news->list, e);
    return st == ST_OK ? take_items(f, db, e) : st;
}

enum status news_find(const struct news_request *rq, struct news *ret,
                      struct err *e)
{
    *ret = (struct news){.mem = arena_new()};
    candidates_init(&ret->list);
    struct finding f = {rq, ret};
    enum status st = searchdb_with(rq->data, rq->db, work, &f, e);
    if (st != ST_OK)
        news_free(ret);
    return st;
}

void news_free(struct news *n)
{
    if (n->mem == NULL)
        return;
    for (size_t i = 0; i < n->n; i++)
        history_free(&n->items[i].history);
    candidates_free(&n->list);
    arena_free(n->mem);
    *n = (struct news){.mem = NULL};
}

void news_note(const struct news *n, struct told *t)
{
    for (size_t i = 0; i < n->n; i++) {
        const struct news_item *item = &n->items[i];
        for (size_t k = 0; k < item->n; k++)
            for (size_t j = 0; j < item->events[k].n_keys; j++)
                told_add(t, item->hit->call->id, item->events[k].keys[j]);
    }
}
