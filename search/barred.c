/*
 * barred.c - calls that are refused unread; see barred.h.
 *
 * Each rule here must follow from one in gate.c. The index has the codes that
 * a page states, and a term of its own for a page that states none: that is
 * never barred here, just as silence is never "no" in the gate. The rules say
 * who may pass rather than who may not, which is the smaller part, so that few
 * calls have to be looked at.
 */
#include "barred.h"

#include "code_query.h"

#include "medel/i18n.h"
#include "medel/index_schema.h"

#include <math.h>
#include <string.h>

static struct xap_query *any_of(struct searchdb *db, struct xap_query **some,
                                size_t n)
{
    return xap_query_combine(db->xap, XAP_OR, some, n);
}

/* Calls that state some of GOOD, or nothing. */
static struct xap_query *states(struct searchdb *db, const char *prefix,
                                enum code_kind kind, codeset good)
{
    struct xap_query *some[] = {code_query_any(db, prefix, kind, good),
                                xap_query_term(db->xap, prefix, 1)};
    return any_of(db, some, 2);
}

static struct xap_query *right_form(struct searchdb *db,
                                    const struct profile *p)
{
    const codeset all = CODE_BIT(code_count(CODE_APPLICANT)) - 1;
    const codeset social = CODE_BIT(APPLICANT_SOCIAL_ENTERPRISE);
    codeset good = CODE_BIT(p->form);
    if (p->form != APPLICANT_INDIVIDUAL && p->form != APPLICANT_SOLE_TRADER)
        good |= CODE_BIT(APPLICANT_LEGAL_PERSON);
    struct xap_query *q = states(db, PREFIX_APPLICANT, CODE_APPLICANT, good);
    if (!p->social_enterprise && p->form != APPLICANT_SOCIAL_ENTERPRISE)
        return q;
    /* Named alone, social enterprises are the form that is asked for; named
     * beside forms they are no bar, nor do they open the door. */
    struct xap_query *alone[] = {
        code_query_any(db, PREFIX_APPLICANT, CODE_APPLICANT, social),
        code_query_any(db, PREFIX_APPLICANT, CODE_APPLICANT,
                       all & ~social & ~good)};
    struct xap_query *either[] = {
        q, xap_query_combine(db->xap, XAP_AND_NOT, alone, 2)};
    return any_of(db, either, 2);
}

static struct xap_query *right_place(struct searchdb *db,
                                     const struct profile *p)
{
    codeset good = p->regions | CODE_BIT(REGION_EU);
    if (p->regions & (REGION_COUNTIES | CODE_BIT(REGION_SE)))
        good |= CODE_BIT(REGION_SE);
    return states(db, PREFIX_REGION, CODE_REGION, good);
}

static struct xap_query *not_closed(struct searchdb *db)
{
    struct xap_query *some[] = {
        xap_query_term(db->xap, PREFIX_STATUS "open", 1),
        xap_query_term(db->xap, PREFIX_STATUS "forthcoming", 1)};
    return any_of(db, some, 2);
}

struct xap_query *unbarred_query(struct searchdb *db,
                                 const struct profile *profile,
                                 struct gate_day day, struct err *e)
{
    struct xap_query *all[3];
    size_t n = 0;
    double today = (double)date_to_days(day.today);

    /* What was closed on the day of indexing stays so on later days. */
    if (date_is_set(db->indexed_on) &&
        date_compare(db->indexed_on, day.today) <= 0)
        all[n++] = not_closed(db);
    if (profile != NULL) {
        all[n++] = right_form(db, profile);
        all[n++] = right_place(db, profile);
    }
    if (n == 0)
        all[n++] = xap_query_all(db->xap);
    struct xap_query *over[] = {
        xap_query_range(db->xap, SLOT_DEADLINE, -INFINITY, today - 1),
        xap_query_term(db->xap, TERM_WITHDRAWN, 1)};
    struct xap_query *but[] = {xap_query_combine(db->xap, XAP_AND, all, n),
                               any_of(db, over, 2)};
    struct xap_query *q = xap_query_combine(db->xap, XAP_AND_NOT, but, 2);
    if (q == NULL)
        err_set(e, ST_NOMEM, _("searching: out of memory"));
    return q;
}
