/* query_check.c - see query_check.h. */
#include "query_check.h"

#include <stdlib.h>

/* Unknown is what the index has decided already. */
enum truth { NO, YES, UNKNOWN };

/* --- what has to be asked ------------------------------------------------ */

static bool is_judged(const struct query_node *n)
{
    return n->kind == QUERY_CONDITION && condition_is_judged(&n->condition);
}

static bool is_leaf(const struct query_node *n)
{
    return n->n == 0 || n->kind == QUERY_NEAR;
}

/* Whether there is a leaf below N that is (or is not) JUDGED on the record. */
static bool has_leaf(const struct query_node *n, bool judged)
{
    if (is_leaf(n))
        return is_judged(n) == judged;
    for (size_t i = 0; i < n->n; i++)
        if (has_leaf(n->sub[i], judged))
            return true;
    return false;
}

static bool is_mixed(const struct query_node *n)
{
    if (is_leaf(n))
        return false;
    if (n->kind != QUERY_AND && has_leaf(n, true) && has_leaf(n, false))
        return true;
    for (size_t i = 0; i < n->n; i++)
        if (is_mixed(n->sub[i]))
            return true;
    return false;
}

static enum status ask(struct query_check *c, struct query_builder *b,
                       const struct query_node *n, struct err *e)
{
    enum status st = ST_OK;
    if (!is_leaf(n)) {
        for (size_t i = 0; i < n->n && st == ST_OK; i++)
            st = ask(c, b, n->sub[i], e);
        return st;
    }
    if (is_judged(n) || c->n_leaves == QUERY_CHECK_LEAVES_MAX)
        return ST_OK;
    struct query_check_leaf *leaf = &c->leaves[c->n_leaves];
    struct xap_query *q;
    uint32_t *docids;
    leaf->node = n;
    st = query_build_leaf(b, n, &q, e);
    if (st == ST_OK)
        st = xap_matching(b->db->xap, b->db->mem, q, &docids, &leaf->n, e);
    if (st == ST_OK) {
        leaf->docids = docids;
        c->n_leaves++;
    }
    return st;
}

enum status query_check_init(struct query_check *c, struct query_builder *b,
                             const struct query *q, struct err *e)
{
    c->root = q->root;
    c->n_leaves = 0;
    return is_mixed(q->root) ? ask(c, b, q->root, e) : ST_OK;
}

/* --- judging ------------------------------------------------------------- */

struct judging {
    const struct query_check *check;
    const struct call *call;
    uint32_t docid;
    struct gate_day day;
    const struct rates *rates;
};

static int by_docid(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static enum truth judge_leaf(const struct judging *j,
                             const struct query_node *n)
{
    const struct query_check *c = j->check;
    if (is_judged(n))
        return condition_accepts(&n->condition, j->call, j->day, j->rates) ? YES
                                                                           : NO;
    for (size_t i = 0; i < c->n_leaves; i++) {
        const struct query_check_leaf *leaf = &c->leaves[i];
        if (leaf->node != n)
            continue;
        bool found = leaf->n > 0 && bsearch(&j->docid, leaf->docids, leaf->n,
                                            sizeof j->docid, by_docid) != NULL;
        return found ? YES : NO;
    }
    return UNKNOWN;
}

static enum truth judge(const struct judging *j, const struct query_node *n)
{
    if (is_leaf(n))
        return judge_leaf(j, n);
    if (n->kind == QUERY_NOT) {
        enum truth t = judge(j, n->sub[0]);
        return t == UNKNOWN ? UNKNOWN : t == YES ? NO : YES;
    }
    enum truth decides = n->kind == QUERY_AND ? NO : YES;
    enum truth all = n->kind == QUERY_AND ? YES : NO;
    for (size_t i = 0; i < n->n; i++) {
        enum truth t = judge(j, n->sub[i]);
        if (t == decides)
            return t;
        if (t == UNKNOWN)
            all = UNKNOWN;
    }
    return all;
}

bool query_check_accepts(const struct query_check *c, const struct call *call,
                         uint32_t docid, struct gate_day day,
                         const struct rates *rates)
{
    struct judging j = {c, call, docid, day, rates};
    return judge(&j, c->root) != NO;
}

bool query_wants_closed(const struct query_node *n, struct date today)
{
    if (n->kind == QUERY_CONDITION)
        return condition_wants_closed(&n->condition, today);
    for (size_t i = 0; n->kind != QUERY_NOT && i < n->n; i++)
        if (query_wants_closed(n->sub[i], today))
            return true;
    return false;
}
