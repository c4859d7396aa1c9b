/* api_page.c - what an answer of an API makes of its row; see api.h. */
#include "api.h"
#include "policy.h"

#include "medel/i18n.h"

static enum status settle_data(struct crawl *c, struct task *t,
                               struct page_row *p, struct err *e)
{
    p->state = PAGE_STATE_OK;
    p->target = NULL;
    p->last_fetched = c->now;
    if (p->first_fetched == 0)
        p->first_fetched = c->now;
    p->failures = p->unmodified = 0;
    return answer_settle(c, t->job, &t->page, p, e);
}

/* An answer of an API: a list of items, or the details of one. */
enum status api_page(struct crawl *c, struct task *t, struct page_row *p,
                     const struct fetch_result *r, struct err *e)
{
    const char *problem;
    bool changed;
    p->reason = NULL;
    enum status st = api_answer(c, t, p, r, &problem, &changed, e);
    if (st != ST_OK)
        return st;
    if (problem != NULL) {
        job_problem(t->job, _("API %s: %s"), p->url, problem);
        return answer_fail(c, t, p, problem, e);
    }
    p->etag = r->etag;
    p->last_modified =
        policy_date_is_sane(r->last_modified, c->now) ? r->last_modified : NULL;
    if (p->kind == KIND_PAGE) {
        answer_count(t, p, changed);
        tally_add(&t->job->tallies, TALLY_RECORDS, 1);
        p->interval = policy_interval(p, changed);
    } else {
        tally_add(&t->job->tallies, TALLY_LISTS, 1);
        p->interval = NIGHTLY;
    }
    return settle_data(c, t, p, e);
}

enum status api_list_end(struct crawl *c, struct task *t, struct page_row *p,
                         struct err *e)
{
    const struct adapter_part *part = adapter_part_find(p->adapter);
    enum status st =
        part != NULL ? api_lose_unseen(c, t->job, &t->page, part, e) : ST_OK;
    p->interval = NIGHTLY;
    return st == ST_OK ? settle_data(c, t, p, e) : st;
}
