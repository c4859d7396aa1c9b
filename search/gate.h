/*
 * gate.h - can this enterprise apply for this call? Judged rule by rule, each
 * with yes, no or unknown, and with the page's words that decided it.
 *
 * "no" is said only on a stated fact that bars. Silence never says yes: a
 * rule that the page does not mention is unknown. Unknown comes in two kinds:
 * an open question that the applicant should check before writing (the page
 * does not say who may apply), and silence that is no obstacle by itself (no
 * largest sum, no own share). Only the first holds the verdict at unknown.
 */
#ifndef MEDEL_SEARCH_GATE_H
#define MEDEL_SEARCH_GATE_H

#include "medel/arena.h"
#include "medel/call.h"
#include "medel/profile.h"

#include "rates.h"

#include <stdbool.h>

enum verdict { VERDICT_YES, VERDICT_NO, VERDICT_UNKNOWN };

enum gate_rule {
    RULE_STATUS,
    RULE_FORM,
    RULE_PLACE,
    RULE_SUM,
    RULE_SHARE,
    RULE_LANGUAGE,
    RULE_OPERATING_YEARS, /* these follow enum demand */
    RULE_EMPLOYEES,
    RULE_MEMBERS,
    RULE_PARTNERS,
    RULE_COUNT
};

/* Why a rule came out as it did; the code is in the JSON. */
enum gate_reason {
    GATE_OPEN,
    GATE_FORTHCOMING,
    GATE_CLOSED,
    GATE_WITHDRAWN,
    GATE_STATUS_SILENT, /* no date and no word that it is open */

    GATE_FORM_LISTED,
    GATE_ANY_LEGAL_PERSON,
    GATE_SOCIAL_ENTERPRISE,
    GATE_FORM_EXCLUDED,
    GATE_FORM_NOT_LISTED,
    GATE_ONLY_SOCIAL_ENTERPRISES,
    GATE_FORM_SILENT,

    GATE_PLACE_LISTED,
    GATE_WHOLE_COUNTRY,
    GATE_EUROPE,
    GATE_EUROPE_UNSURE, /* an EU call, an applicant outside the union */
    GATE_OTHER_PLACE,
    GATE_FUNDERS_AREA,     /* the page is silent; where its funder works */
    GATE_FUNDER_ELSEWHERE, /* likewise */
    GATE_MUNICIPALITY_LISTED,
    GATE_MUNICIPALITY_NOT_LISTED,
    GATE_MUNICIPALITY_SHUT_OUT,
    GATE_MUNICIPALITY_ASKED, /* the profile does not name its own */
    GATE_PLACE_SILENT,

    GATE_SUM_ENOUGH,
    GATE_SUM_TOO_SMALL,
    GATE_SUM_NEAR, /* in another currency, too close to tell */
    GATE_SUM_SILENT,
    GATE_NEED_SILENT,

    GATE_SHARE_CARRIED,
    GATE_SHARE_TOO_LARGE,
    GATE_SHARE_ASKED, /* the profile does not say what it can carry */
    GATE_RATE_SILENT,

    GATE_LANGUAGE_KNOWN,
    GATE_LANGUAGE_OTHER,
    GATE_LANGUAGE_SILENT,

    GATE_DEMAND_MET,
    GATE_DEMAND_TOO_LITTLE, /* younger, fewer */
    GATE_DEMAND_TOO_MUCH,
    GATE_DEMAND_NEAR,  /* founded in the year in which it turns */
    GATE_DEMAND_ASKED, /* the profile does not say */
    GATE_DEMAND_SILENT,
    GATE_REASON_COUNT
};

struct gate_check {
    enum gate_rule rule;
    enum verdict verdict;
    enum gate_reason reason;
    bool open_question;   /* unknown, and to be checked by the applicant */
    const char *evidence; /* the page's words, borrowed from the call; NULL */
};

struct gate_result {
    enum verdict verdict;
    struct gate_check checks[RULE_COUNT]; /* in the order of enum gate_rule */
};

struct gate_day {
    struct date today;
    int minute; /* of the day; -1 not to ask */
};

/*
 * Judges CALL for PROFILE. PROFILE may be NULL: then only the status is
 * judged and the other checks are unknown, none of them an open question.
 * RATES may be NULL (sums in another currency are then open questions).
 */
void gate_judge(const struct call *call, const struct profile *profile,
                const struct rates *rates, struct gate_day day,
                struct gate_result *ret);

/* False where any rule but that of the status bars: the enterprise could not
 * apply even while the call is open. */
bool gate_fits(const struct gate_result *g);

/* "yes", "no", "unknown"; "form"; "form_not_listed". Static. */
const char *verdict_name(enum verdict v);
const char *gate_rule_name(enum gate_rule r);
const char *gate_reason_name(enum gate_reason r);

/*
 * The reason as a short clause for people, in their language, with the
 * figures of this call and profile: "pays at most 60 %, you carry 20 %".
 * In MEM.
 */
const char *gate_reason_words(struct arena *mem, const struct call *call,
                              const struct profile *profile,
                              const struct gate_check *check);

/* What the call asks of D: "at least 2 years of operation"; NULL where
 * nothing. In MEM. */
const char *gate_demand_words(struct arena *mem, const struct call *call,
                              enum demand d);

#endif
