/*
 * condition_query.c - what the index can tell of a condition; see condition.h.
 */
#include "condition.h"

#include "code_query.h"
#include "funders.h"

#include "medel/i18n.h"
#include "medel/index_schema.h"

#include <math.h>
#include <string.h>

struct asking {
    struct searchdb *db;
    const struct condition *c;
    struct gate_day day;
    bool surely;
    struct condition_notes *notes;
};

/* --- building blocks ----------------------------------------------------- */

static struct xap_query *none(struct searchdb *db)
{
    return xap_query_combine(db->xap, XAP_OR, NULL, 0);
}

static struct xap_query *without(struct searchdb *db, struct xap_query *a,
                                 struct xap_query *b)
{
    struct xap_query *both[] = {a, b};
    return xap_query_combine(db->xap, XAP_AND_NOT, both, 2);
}

static struct xap_query *either(struct searchdb *db, struct xap_query *a,
                                struct xap_query *b)
{
    struct xap_query *both[] = {a, b};
    return xap_query_combine(db->xap, XAP_OR, both, 2);
}

/* The bounds without which a range would be judged on the record alone. */
static struct xap_query *everything(struct asking *a)
{
    a->notes->loose = true;
    return a->surely ? none(a->db) : xap_query_all(a->db->xap);
}

/* --- what the index tells exactly ---------------------------------------- */

static struct xap_query *of_codes(struct asking *a)
{
    const struct condition *c = a->c;
    codeset set = a->surely ? c->codes : c->codes | c->also;
    switch (c->field) {
    case ASK_REGION:
        return code_query_any(a->db, PREFIX_REGION, CODE_REGION, set);
    case ASK_THEME:
        return code_query_any(a->db, PREFIX_THEME, CODE_THEME, set);
    case ASK_APPLICANT:
        return code_query_any(a->db, PREFIX_APPLICANT, CODE_APPLICANT, set);
    case ASK_KIND:
        return code_query_any(a->db, PREFIX_KIND, CODE_KIND, set);
    default:
        return code_query_any(a->db, PREFIX_LANGUAGE, CODE_LANGUAGE, set);
    }
}

static struct xap_query *of_funders(struct asking *a, struct err *e)
{
    struct searchdb *db = a->db;
    struct xap_query *all = none(db);
    for (size_t i = 0; i < a->c->n_funders; i++) {
        const char **ids, *near;
        size_t n;
        if (funders_named(db, a->c->funders[i], &ids, &n, &near, e) != ST_OK)
            return NULL;
        for (size_t k = 0; k < n; k++)
            all = either(db, all,
                         xap_query_term(db->xap,
                                        arena_printf(db->mem, "%s%s",
                                                     PREFIX_FUNDER, ids[k]),
                                        1));
        if (n == 0 && a->notes->unknown_funder == NULL) {
            a->notes->unknown_funder = a->c->funders[i];
            a->notes->near_funder = near;
        }
    }
    return all;
}

static double days_or(struct date d, double otherwise)
{
    return date_is_set(d) ? (double)date_to_days(d) : otherwise;
}

static struct xap_query *of_days(struct asking *a, enum index_slot slot)
{
    struct xap_db *xap = a->db->xap;
    if (a->c->undated)
        return without(a->db, xap_query_all(xap),
                       xap_query_range(xap, slot, -INFINITY, INFINITY));
    return xap_query_range(xap, slot, days_or(a->c->from, -INFINITY),
                           days_or(a->c->to, INFINITY));
}

/* --- what the record decides --------------------------------------------- */

/*
 * The index has the status of the day on which it was made. That day a call
 * can only have closed since, if this is its last day.
 */
static struct xap_query *of_status(struct asking *a)
{
    struct searchdb *db = a->db;
    if (!date_is_set(db->indexed_on) ||
        date_compare(db->indexed_on, a->day.today) != 0)
        return everything(a);
    double today = (double)date_to_days(a->day.today);
    struct xap_query *then =
        code_query_any(db, PREFIX_STATUS, CODE_STATUS, a->c->codes);
    struct xap_query *last =
        xap_query_range(db->xap, SLOT_DEADLINE, today, today);
    return a->surely ? without(db, then, last) : either(db, then, last);
}

/* The index has the last deadline; others come before it. */
static struct xap_query *of_deadlines(struct asking *a)
{
    struct xap_db *xap = a->db->xap;
    if (a->surely || a->c->rolling || a->c->undated)
        return everything(a);
    a->notes->loose = true;
    return xap_query_range(xap, SLOT_DEADLINE, days_or(a->c->from, -INFINITY),
                           INFINITY);
}

/* The index has sums in kronor: the calls with none too small and none too
 * large, and all in other currencies. */
static struct xap_query *of_sums(struct asking *a, enum index_slot floor,
                                 enum index_slot ceiling)
{
    const struct condition *c = a->c;
    struct xap_db *xap = a->db->xap;
    struct xap_query *all = everything(a);
    if (a->surely || strcmp(c->currency, "SEK") != 0)
        return all;
    if (isfinite(c->low))
        all = without(a->db, all,
                      xap_query_range(xap, ceiling, -INFINITY,
                                      nextafter(c->low, -INFINITY)));
    if (isfinite(c->high))
        all = without(a->db, all,
                      xap_query_range(xap, floor, nextafter(c->high, INFINITY),
                                      INFINITY));
    return all;
}

struct xap_query *condition_query(struct searchdb *db,
                                  const struct condition *c,
                                  struct gate_day day, bool surely,
                                  struct condition_notes *notes, struct err *e)
{
    struct asking a = {db, c, day, surely, notes};
    struct xap_query *q = NULL;
    switch (c->field) {
    case ASK_FUNDER:
        q = of_funders(&a, e);
        break;
    case ASK_STATUS:
        q = of_status(&a);
        break;
    case ASK_DEADLINE:
        q = of_deadlines(&a);
        break;
    case ASK_OPENS:
        q = of_days(&a, SLOT_OPENS);
        break;
    case ASK_SEEN:
        q = of_days(&a, SLOT_FIRST_SEEN);
        break;
    case ASK_SUM:
        q = of_sums(&a, SLOT_FLOOR, SLOT_CEILING);
        break;
    case ASK_BUDGET:
        q = of_sums(&a, SLOT_BUDGET, SLOT_BUDGET);
        break;
    case ASK_RATE:
        q = xap_query_range(db->xap, SLOT_RATE, c->low, c->high);
        break;
    default:
        q = of_codes(&a);
    }
    if (q == NULL && (e == NULL || e->status == ST_OK))
        err_set(e, ST_NOMEM, _("searching: out of memory"));
    return q;
}
