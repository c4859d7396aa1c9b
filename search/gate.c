/*
 * gate.c - the eligibility rules; see gate.h.
 *
 * Each rule is one function that fills one check. The rules are never weaker
 * than those a careful reader applies to the judged sets: wrong form, wrong
 * place (a municipality that the call shuts out is a wrong place), closed, a
 * larger own share than can be carried, a largest sum below the least need.
 */
#include "gate.h"

#include "medel/codes.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* Shares are whole per cents on pages; this only forgives arithmetic. */
#define SHARE_EPSILON 1e-6

static void decide(struct gate_check *c, enum verdict v, enum gate_reason r)
{
    c->verdict = v;
    c->reason = r;
    c->open_question = false;
}

static void ask(struct gate_check *c, enum gate_reason r)
{
    decide(c, VERDICT_UNKNOWN, r);
    c->open_question = true;
}

static const char *words_of(const struct call *call, enum call_field f)
{
    const char *s = call->evidence[f].text;
    return s != NULL && s[0] != '\0' ? s : NULL;
}

static void quote(struct gate_check *c, const struct call *call,
                  enum call_field f)
{
    if (c->evidence == NULL)
        c->evidence = words_of(call, f);
}

/* --- status -------------------------------------------------------------- */

static void judge_status(const struct call *call, struct gate_day day,
                         struct gate_check *c)
{
    enum call_status now = call_status_on(call, day.today, day.minute);

    if (call->withdrawn != NULL) {
        decide(c, VERDICT_NO, GATE_WITHDRAWN);
        return;
    }
    if (now == CALL_CLOSED) {
        decide(c, VERDICT_NO, GATE_CLOSED);
        if (call->closed_stated)
            quote(c, call, FIELD_STATUS);
    } else if (now == CALL_FORTHCOMING) {
        decide(c, VERDICT_YES, GATE_FORTHCOMING);
        quote(c, call, FIELD_OPENS);
    } else if (call->n_deadlines == 0 && !call->rolling &&
               !date_is_set(call->opens) &&
               words_of(call, FIELD_STATUS) == NULL) {
        ask(c, GATE_STATUS_SILENT);
        return;
    } else {
        decide(c, VERDICT_YES, GATE_OPEN);
    }
    quote(c, call, FIELD_DEADLINES);
    if (call->rolling)
        quote(c, call, FIELD_ROLLING);
    quote(c, call, FIELD_STATUS);
    quote(c, call, FIELD_OPENS);
}

/* --- form ---------------------------------------------------------------- */

static bool is_social_enterprise(const struct profile *p)
{
    return p->social_enterprise || p->form == APPLICANT_SOCIAL_ENTERPRISE;
}

static bool is_legal_person(enum applicant form)
{
    return form != APPLICANT_INDIVIDUAL && form != APPLICANT_SOLE_TRADER;
}

/* Whether the set of forms SET takes in the profile's own form. */
static bool forms_include(codeset set, const struct profile *p)
{
    if (set & CODE_BIT(p->form))
        return true;
    return (set & CODE_BIT(APPLICANT_LEGAL_PERSON)) && is_legal_person(p->form);
}

static void judge_form(const struct call *call, const struct profile *p,
                       struct gate_check *c)
{
    const codeset social = CODE_BIT(APPLICANT_SOCIAL_ENTERPRISE);
    codeset forms = call->applicants & ~social;

    if (forms_include(call->excluded & ~social, p) ||
        ((call->excluded & social) && is_social_enterprise(p))) {
        decide(c, VERDICT_NO, GATE_FORM_EXCLUDED);
        quote(c, call, FIELD_EXCLUDED);
    } else if (call->applicants == 0) {
        ask(c, GATE_FORM_SILENT);
    } else if (call->applicants & CODE_BIT(p->form)) {
        decide(c, VERDICT_YES,
               p->form == APPLICANT_SOCIAL_ENTERPRISE ? GATE_SOCIAL_ENTERPRISE
                                                      : GATE_FORM_LISTED);
    } else if (forms_include(forms, p)) {
        decide(c, VERDICT_YES, GATE_ANY_LEGAL_PERSON);
    } else if (forms == 0 && is_social_enterprise(p)) {
        decide(c, VERDICT_YES, GATE_SOCIAL_ENTERPRISE);
    } else if (forms == 0) {
        decide(c, VERDICT_NO, GATE_ONLY_SOCIAL_ENTERPRISES);
    } else {
        decide(c, VERDICT_NO, GATE_FORM_NOT_LISTED);
    }
    quote(c, call, FIELD_APPLICANTS);
}

/* --- place --------------------------------------------------------------- */

static bool has_suffix(const char *s, size_t n, const char *suffix)
{
    size_t m = strlen(suffix);
    return n > m && memcmp(s + n - m, suffix, m) == 0;
}

/*
 * A municipality's name for comparing: case-folded and without "kommun". A
 * genitive s falls only with that word ("Karlshamns kommun"), so that
 * "Borås" and "Mariestad" stay themselves. In MEM; "" for invalid UTF-8.
 */
static const char *municipality_key(struct arena *mem, const char *name,
                                    bool *had_kommun)
{
    static const char *const endings[] = {" kommun", " municipality"};
    utf8proc_uint8_t *folded = NULL;
    utf8proc_ssize_t len =
        utf8proc_map((const utf8proc_uint8_t *)name, 0, &folded,
                     UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPOSE |
                         UTF8PROC_CASEFOLD);
    *had_kommun = false;
    if (len < 0)
        return "";
    size_t n = (size_t)len;
    const char *s = (const char *)folded;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (has_suffix(s, n, endings[i])) {
            n -= strlen(endings[i]);
            *had_kommun = true;
            break;
        }
    }
    char *ret = arena_strndup(mem, s, n);
    free(folded);
    return ret;
}

/* A equals B, or A is B's genitive: "karlshamns" of "karlshamn". */
static bool same_or_genitive(const char *a, const char *b)
{
    size_t n = strlen(b);
    return strncmp(a, b, n) == 0 &&
           (a[n] == '\0' || (a[n] == 's' && a[n + 1] == '\0'));
}

static bool municipality_equal(struct arena *mem, const char *a, const char *b)
{
    bool ka, kb;
    const char *x = municipality_key(mem, a, &ka);
    const char *y = municipality_key(mem, b, &kb);

    if (x[0] == '\0' || y[0] == '\0')
        return false;
    return strcmp(x, y) == 0 || (ka && same_or_genitive(x, y)) ||
           (kb && same_or_genitive(y, x));
}

static bool names_municipality(const char *const *names, size_t n,
                               const char *name)
{
    struct arena *mem = arena_new();
    bool found = false;
    for (size_t i = 0; i < n && !found; i++)
        found = municipality_equal(mem, names[i], name);
    arena_free(mem);
    return found;
}

/* Where the project may be, counted in counties and countries only. */
static void judge_region(codeset call_regions, codeset own,
                         struct gate_check *c)
{
    const codeset sweden = CODE_BIT(REGION_SE) | REGION_COUNTIES;
    const codeset union_members = sweden | CODE_BIT(REGION_FI) |
                                  CODE_BIT(REGION_DK) | CODE_BIT(REGION_EU);

    if (call_regions == 0)
        ask(c, GATE_PLACE_SILENT);
    else if (call_regions & own)
        decide(c, VERDICT_YES, GATE_PLACE_LISTED);
    else if ((call_regions & CODE_BIT(REGION_SE)) && (own & sweden))
        decide(c, VERDICT_YES, GATE_WHOLE_COUNTRY);
    else if ((call_regions & CODE_BIT(REGION_EU)) && (own & union_members))
        decide(c, VERDICT_YES, GATE_EUROPE);
    else if (call_regions & CODE_BIT(REGION_EU))
        ask(c, GATE_EUROPE_UNSURE);
    else
        decide(c, VERDICT_NO, GATE_OTHER_PLACE);
}

/* Regions that no words of the page stand for are those of its funder. */
static void tell_funders_area(const struct call *call, struct gate_check *c)
{
    if (words_of(call, FIELD_REGIONS) != NULL ||
        words_of(call, FIELD_MUNICIPALITIES) != NULL)
        return;
    if (c->reason == GATE_PLACE_LISTED || c->reason == GATE_WHOLE_COUNTRY)
        c->reason = GATE_FUNDERS_AREA;
    else if (c->reason == GATE_OTHER_PLACE)
        c->reason = GATE_FUNDER_ELSEWHERE;
}

static void judge_place(const struct call *call, const struct profile *p,
                        struct gate_check *c)
{
    const char *const *in = (const char *const *)call->municipalities;
    const char *const *out = (const char *const *)call->municipalities_out;
    bool limited = call->n_municipalities > 0;

    judge_region(call->regions, p->regions, c);
    tell_funders_area(call, c);
    if (c->verdict == VERDICT_NO ||
        (!limited && call->n_municipalities_out == 0)) {
        quote(c, call, FIELD_REGIONS);
        return;
    }
    if (p->municipality == NULL) {
        ask(c, GATE_MUNICIPALITY_ASKED);
    } else if (names_municipality(out, call->n_municipalities_out,
                                  p->municipality)) {
        decide(c, VERDICT_NO, GATE_MUNICIPALITY_SHUT_OUT);
    } else if (limited && names_municipality(in, call->n_municipalities,
                                             p->municipality)) {
        decide(c, VERDICT_YES, GATE_MUNICIPALITY_LISTED);
    } else if (limited) {
        decide(c, VERDICT_NO, GATE_MUNICIPALITY_NOT_LISTED);
    }
    quote(c, call, FIELD_MUNICIPALITIES);
    quote(c, call, FIELD_REGIONS);
}

/* --- sum, share, language ------------------------------------------------ */

static bool same_currency(const char *a, const char *b)
{
    return strcmp(a[0] ? a : "SEK", b[0] ? b : "SEK") == 0;
}

static void judge_sum(const struct call *call, const struct profile *p,
                      const struct rates *rates, struct gate_check *c)
{
    double ceiling = call->award_ceiling;

    if (ceiling < 0) {
        decide(c, VERDICT_UNKNOWN, GATE_SUM_SILENT);
        return;
    }
    quote(c, call, FIELD_AWARD_CEILING);
    if (p->need_min <= 0) {
        decide(c, VERDICT_UNKNOWN, GATE_NEED_SILENT);
        return;
    }
    double margin = 0;
    if (!same_currency(call->currency, p->need_currency)) {
        margin = RATES_MARGIN;
        if (!rates_convert(rates, ceiling, call->currency, p->need_currency,
                           &ceiling)) {
            ask(c, GATE_SUM_NEAR);
            return;
        }
    }
    if (ceiling * (1 + margin) < p->need_min)
        decide(c, VERDICT_NO, GATE_SUM_TOO_SMALL);
    else if (ceiling * (1 - margin) >= p->need_min)
        decide(c, VERDICT_YES, GATE_SUM_ENOUGH);
    else
        ask(c, GATE_SUM_NEAR);
}

static void judge_share(const struct call *call, const struct profile *p,
                        struct gate_check *c)
{
    if (call->funding_rate < 0) {
        decide(c, VERDICT_UNKNOWN, GATE_RATE_SILENT);
        return;
    }
    double asked = 100 - call->funding_rate;
    if (asked <= SHARE_EPSILON)
        decide(c, VERDICT_YES, GATE_SHARE_CARRIED);
    else if (p->own_share < 0)
        ask(c, GATE_SHARE_ASKED);
    else if (asked > p->own_share + SHARE_EPSILON)
        decide(c, VERDICT_NO, GATE_SHARE_TOO_LARGE);
    else
        decide(c, VERDICT_YES, GATE_SHARE_CARRIED);
    quote(c, call, FIELD_FUNDING_RATE);
}

/*
 * A call's text in a language that the profile does not list is no bar: the
 * funder may take applications in others. It is something to check.
 */
static void judge_language(const struct call *call, const struct profile *p,
                           struct gate_check *c)
{
    if (call->language == LANG_NONE || p->languages == 0)
        decide(c, VERDICT_UNKNOWN, GATE_LANGUAGE_SILENT);
    else if (p->languages & CODE_BIT(call->language))
        decide(c, VERDICT_YES, GATE_LANGUAGE_KNOWN);
    else
        ask(c, GATE_LANGUAGE_OTHER);
    quote(c, call, FIELD_LANGUAGE);
}

/* --- age, size, company -------------------------------------------------- */

#define DAYS_A_YEAR 365.25

/* The least and the most that the enterprise may have of D: a founding year
 * without a day leaves a year open. False where the profile does not say. */
static bool what_it_has(const struct profile *p, enum demand d,
                        struct date today, double *least, double *most)
{
    double n = -1;
    if (d == DEMAND_OPERATING_YEARS && date_is_set(p->founded)) {
        long days = date_to_days(today) - date_to_days(p->founded);
        n = days > 0 ? (double)days / DAYS_A_YEAR : 0;
    } else if (d == DEMAND_EMPLOYEES) {
        n = p->employees;
    } else if (d == DEMAND_MEMBERS) {
        n = p->members;
    }
    *least = *most = n;
    if (d == DEMAND_OPERATING_YEARS && p->founded_year_only)
        *least = n > 1 ? n - 1 : 0;
    return n >= 0;
}

/* What partners there will be is for the applicant to say, so a call for
 * several is never more than a question. */
static void judge_demand(const struct call *call, const struct profile *p,
                         struct date today, enum demand d, struct gate_check *c)
{
    const struct demand_range *asked = &call->demands[d];
    double least, most;

    if (asked->least < 0 && asked->most < 0) {
        decide(c, VERDICT_UNKNOWN, GATE_DEMAND_SILENT);
        return;
    }
    if (!what_it_has(p, d, today, &least, &most))
        ask(c, GATE_DEMAND_ASKED);
    else if (asked->least >= 0 && most < asked->least)
        decide(c, VERDICT_NO, GATE_DEMAND_TOO_LITTLE);
    else if (asked->most >= 0 && least > asked->most)
        decide(c, VERDICT_NO, GATE_DEMAND_TOO_MUCH);
    else if ((asked->least >= 0 && least < asked->least) ||
             (asked->most >= 0 && most > asked->most))
        ask(c, GATE_DEMAND_NEAR);
    else
        decide(c, VERDICT_YES, GATE_DEMAND_MET);
    quote(c, call, call_demand_field(d));
}

/* --- all together -------------------------------------------------------- */

static enum verdict overall(const struct gate_result *r)
{
    enum verdict v = VERDICT_YES;
    for (int i = 0; i < RULE_COUNT; i++) {
        if (r->checks[i].verdict == VERDICT_NO)
            return VERDICT_NO;
        if (r->checks[i].open_question)
            v = VERDICT_UNKNOWN;
    }
    return v;
}

static void judge_without_profile(struct gate_result *r)
{
    static const enum gate_reason silent[RULE_COUNT] = {
        [RULE_FORM] = GATE_FORM_SILENT,
        [RULE_PLACE] = GATE_PLACE_SILENT,
        [RULE_SUM] = GATE_NEED_SILENT,
        [RULE_SHARE] = GATE_RATE_SILENT,
        [RULE_LANGUAGE] = GATE_LANGUAGE_SILENT,
        [RULE_OPERATING_YEARS] = GATE_DEMAND_SILENT,
        [RULE_EMPLOYEES] = GATE_DEMAND_SILENT,
        [RULE_MEMBERS] = GATE_DEMAND_SILENT,
        [RULE_PARTNERS] = GATE_DEMAND_SILENT,
    };
    for (int i = RULE_FORM; i < RULE_COUNT; i++)
        decide(&r->checks[i], VERDICT_UNKNOWN, silent[i]);
    if (r->verdict != VERDICT_NO)
        r->verdict = VERDICT_UNKNOWN;
}

void gate_judge(const struct call *call, const struct profile *profile,
                const struct rates *rates, struct gate_day day,
                struct gate_result *ret)
{
    memset(ret, 0, sizeof *ret);
    for (int i = 0; i < RULE_COUNT; i++)
        ret->checks[i].rule = (enum gate_rule)i;

    judge_status(call, day, &ret->checks[RULE_STATUS]);
    if (profile == NULL) {
        ret->verdict = ret->checks[RULE_STATUS].verdict;
        judge_without_profile(ret);
        return;
    }
    judge_form(call, profile, &ret->checks[RULE_FORM]);
    judge_place(call, profile, &ret->checks[RULE_PLACE]);
    judge_sum(call, profile, rates, &ret->checks[RULE_SUM]);
    judge_share(call, profile, &ret->checks[RULE_SHARE]);
    judge_language(call, profile, &ret->checks[RULE_LANGUAGE]);
    for (int d = 0; d < DEMAND_COUNT; d++)
        judge_demand(call, profile, day.today, (enum demand)d,
                     &ret->checks[RULE_OPERATING_YEARS + d]);
    ret->verdict = overall(ret);
}

bool gate_fits(const struct gate_result *g)
{
    for (int i = 0; i < RULE_COUNT; i++)
        if (g->checks[i].rule != RULE_STATUS &&
            g->checks[i].verdict == VERDICT_NO)
            return false;
    return true;
}
