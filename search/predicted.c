/* predicted.c - see predicted.h. */
#include "predicted.h"

#include "medel/i18n.h"

struct choosing {
    struct searchdb *db;
    struct cycles *cycles;
    struct candidate_list *list;
    struct date today;
    bool all;
    enum status st;
    struct err *e;
};

/* Whether there is nothing to apply for now. */
static bool is_waiting(const struct call *c, struct date today)
{
    if (c->withdrawn != NULL || call_status_on(c, today, -1) == CALL_CLOSED)
        return true;
    return c->recurring && !c->rolling &&
           !date_is_set(call_next_deadline(c, today));
}

static bool is_foretold(void *arg, struct candidate *c)
{
    struct choosing *x = arg;
    struct cycle_answer answer;
    if (x->st != ST_OK || !is_waiting(c->call, x->today) ||
        (!x->all && !gate_fits(&c->gate)))
        return false;
    x->st = cycles_ask(x->cycles, x->db, c->call, x->today, &answer, x->e);
    if (x->st != ST_OK || !answer.predicted || answer.later != NULL)
        return false;
    struct prediction *p = arena_alloc(x->list->mem, sizeof *p);
    *p = answer.prediction;
    c->prediction = p;
    return true;
}

enum status predicted_find(struct searchdb *db, const struct search_request *rq,
                           struct cycles *c, struct candidate_list *ret,
                           struct err *e)
{
    struct search_request every = *rq;
    every.all = true;
    every.limit = 0;
    enum status st = candidates_find(db, &every, ret, e);
    if (st != ST_OK)
        return st;
    struct choosing x = {.db = db,
                         .cycles = c,
                         .list = ret,
                         .today = rq->day.today,
                         .all = rq->all,
                         .st = ST_OK,
                         .e = e};
    candidates_keep(ret, is_foretold, &x);
    candidates_cut(ret, rq->limit);
    return x.st;
}
