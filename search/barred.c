/*
 * barred.c - calls that are refused unread; see barred.h.
 *
 * Each rule here must follow from one in gate.c. The index has the codes that
 * a page states; a page that states none has no such term and is never barred
 * here, just as silence is never "no" in the gate.
 */
#include "barred.h"

#include "code_query.h"

#include "medel/i18n.h"
#include "medel/index_schema.h"

#include <math.h>
#include <string.h>

/* Calls that state some of ALL but none of GOOD. */
static struct xap_query *states_others(struct searchdb *db, const char *prefix,
                                       enum code_kind kind, codeset all,
                                       codeset good)
{
    struct xap_query *both[] = {code_query_any(db, prefix, kind, all & ~good),
                                code_query_any(db, prefix, kind, good)};
    return xap_query_combine(db->xap, XAP_AND_NOT, both, 2);
}

static struct xap_query *wrong_form(struct searchdb *db,
                                    const struct profile *p)
{
    codeset all = CODE_BIT(code_count(CODE_APPLICANT)) - 1;
    codeset social = CODE_BIT(APPLICANT_SOCIAL_ENTERPRISE);
    codeset good = CODE_BIT(p->form);
    if (p->form != APPLICANT_INDIVIDUAL && p->form != APPLICANT_SOLE_TRADER)
        good |= CODE_BIT(APPLICANT_LEGAL_PERSON);
    /* Named alone, social enterprises are the form that is asked for; named
     * beside forms they are no bar, nor do they open the door. */
    if (p->social_enterprise || p->form == APPLICANT_SOCIAL_ENTERPRISE)
        all &= ~social;
    return states_others(db, PREFIX_APPLICANT, CODE_APPLICANT, all, good);
}

static struct xap_query *wrong_place(struct searchdb *db,
                                     const struct profile *p)
{
    codeset all = CODE_BIT(code_count(CODE_REGION)) - 1;
    codeset good = p->regions | CODE_BIT(REGION_EU);
    if (p->regions & (REGION_COUNTIES | CODE_BIT(REGION_SE)))
        good |= CODE_BIT(REGION_SE);
    return states_others(db, PREFIX_REGION, CODE_REGION, all, good);
}

struct xap_query *barred_query(struct searchdb *db,
                               const struct profile *profile,
                               struct gate_day day, struct err *e)
{
    struct xap_query *any[5];
    size_t n = 0;
    double today = (double)date_to_days(day.today);

    any[n++] = xap_query_range(db->xap, SLOT_DEADLINE, -INFINITY, today - 1);
    any[n++] = xap_query_term(db->xap, TERM_WITHDRAWN, 1);
    /* What was closed on the day of indexing stays so on later days. */
    if (date_is_set(db->indexed_on) &&
        date_compare(db->indexed_on, day.today) <= 0)
        any[n++] = xap_query_term(db->xap, PREFIX_STATUS "closed", 1);
    if (profile != NULL) {
        any[n++] = wrong_form(db, profile);
        any[n++] = wrong_place(db, profile);
    }
    struct xap_query *q = xap_query_combine(db->xap, XAP_OR, any, n);
    if (q == NULL)
        err_set(e, ST_NOMEM, _("searching: out of memory"));
    return q;
}
