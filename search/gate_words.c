/*
 * gate_words.c - the names of rules, verdicts and reasons for machines, and
 * the reasons as clauses for people.
 */
#include "gate.h"

#include "medel/i18n.h"

#include "format.h"

static const struct {
    const char *name;
    const char *words; /* where no figure goes in */
} reasons[GATE_REASON_COUNT] = {
    [GATE_OPEN] = {"open", N_("open for applications")},
    [GATE_FORTHCOMING] = {"forthcoming", NULL},
    [GATE_CLOSED] = {"closed", N_("closed")},
    [GATE_WITHDRAWN] = {"withdrawn", NULL},
    [GATE_STATUS_SILENT] = {"status_unstated",
                            N_("the page does not say that it is open")},

    [GATE_FORM_LISTED] = {"form_listed", N_("your legal form may apply")},
    [GATE_ANY_LEGAL_PERSON] = {"any_legal_person",
                               N_("any legal person may apply")},
    [GATE_SOCIAL_ENTERPRISE] = {"social_enterprise",
                                N_("social enterprises may apply")},
    [GATE_FORM_EXCLUDED] = {"form_excluded",
                            N_("the page shuts out your legal form")},
    [GATE_FORM_NOT_LISTED] = {"form_not_listed", NULL},
    [GATE_ONLY_SOCIAL_ENTERPRISES] = {"only_social_enterprises",
                                      N_("only for social enterprises")},
    [GATE_FORM_SILENT] = {"form_unstated",
                          N_("the page does not say who may apply")},

    [GATE_PLACE_LISTED] = {"place_listed", N_("covers your area")},
    [GATE_WHOLE_COUNTRY] = {"whole_country", N_("covers all of Sweden")},
    [GATE_EUROPE] = {"europe", N_("covers the EU")},
    [GATE_EUROPE_UNSURE] = {"europe_unsure",
                            N_("an EU call: does it take your country?")},
    [GATE_OTHER_PLACE] = {"other_place", NULL},
    [GATE_FUNDERS_AREA] = {"funders_area",
                           N_("the page names no place; its funder works in "
                              "your area")},
    [GATE_FUNDER_ELSEWHERE] = {"funder_elsewhere", NULL},
    [GATE_MUNICIPALITY_LISTED] = {"municipality_listed",
                                  N_("names your municipality")},
    [GATE_MUNICIPALITY_NOT_LISTED] = {"municipality_not_listed", NULL},
    [GATE_MUNICIPALITY_SHUT_OUT] = {"municipality_shut_out",
                                    N_("shuts out your municipality")},
    [GATE_MUNICIPALITY_ASKED] = {"municipality_asked",
                                 N_("only some municipalities: is yours one?")},
    [GATE_PLACE_SILENT] = {"place_unstated", N_("the page does not say where")},

    [GATE_SUM_ENOUGH] = {"sum_enough", N_("the sum is enough")},
    [GATE_SUM_TOO_SMALL] = {"sum_too_small", NULL},
    [GATE_SUM_NEAR] = {"sum_near",
                       N_("the largest sum may be below your need")},
    [GATE_SUM_SILENT] = {"sum_unstated", N_("no largest sum is stated")},
    [GATE_NEED_SILENT] = {"need_unstated", N_("the profile states no need")},

    [GATE_SHARE_CARRIED] = {"share_carried", N_("you can carry the own share")},
    [GATE_SHARE_TOO_LARGE] = {"share_too_large", NULL},
    [GATE_SHARE_ASKED] = {"share_asked", NULL},
    [GATE_RATE_SILENT] = {"rate_unstated", N_("no own share is stated")},

    [GATE_LANGUAGE_KNOWN] = {"language_known", N_("in a language of yours")},
    [GATE_LANGUAGE_OTHER] = {"language_other",
                             N_("in a language that the profile lacks")},
    [GATE_LANGUAGE_SILENT] = {"language_unstated",
                              N_("the language is not stated")},

    [GATE_DEMAND_MET] = {"demand_met", N_("you meet what is asked")},
    [GATE_DEMAND_TOO_LITTLE] = {"demand_too_little", NULL},
    [GATE_DEMAND_TOO_MUCH] = {"demand_too_much", NULL},
    [GATE_DEMAND_NEAR] = {"demand_near", NULL},
    [GATE_DEMAND_ASKED] = {"demand_asked", NULL},
    [GATE_DEMAND_SILENT] = {"demand_unstated", N_("nothing is asked")},
};

const char *verdict_name(enum verdict v)
{
    static const char *const names[] = {"yes", "no", "unknown"};
    return names[v];
}

const char *gate_rule_name(enum gate_rule r)
{
    static const char *const names[RULE_COUNT] = {
        "status",  "form",     "place",           "sum",
        "share",   "language", "operating_years", "employees",
        "members", "partners"};
    return names[r];
}

const char *gate_reason_name(enum gate_reason r)
{
    return reasons[r].name;
}

static const char *joined_municipalities(struct arena *mem,
                                         const struct call *call)
{
    const char *s = "";
    for (size_t i = 0; i < call->n_municipalities; i++)
        s = arena_printf(mem, "%s%s%s", s, i > 0 ? ", " : "",
                         call->municipalities[i]);
    return s;
}

/* What N of D are: "years of operation", "employees". */
static const char *unit_of(enum demand d, double n)
{
    unsigned long count = n > 0 && n <= 1 ? 1 : 2; /* half a year is one */
    switch (d) {
    case DEMAND_OPERATING_YEARS:
        return ngettext("year of operation", "years of operation", count);
    case DEMAND_EMPLOYEES:
        return ngettext("employee", "employees", count);
    case DEMAND_MEMBERS:
        return ngettext("member", "members", count);
    default:
        return ngettext("party to the application",
                        "parties to the application", count);
    }
}

const char *gate_demand_words(struct arena *mem, const struct call *call,
                              enum demand d)
{
    const struct demand_range *asked = &call->demands[d];
    if (asked->least < 0 && asked->most < 0)
        return NULL;
    const char *least = format_number(mem, asked->least, -1);
    const char *most = format_number(mem, asked->most, -1);
    if (asked->least >= 0 && asked->most >= 0)
        return arena_printf(mem, _("%s to %s %s"), least, most,
                            unit_of(d, asked->most));
    if (asked->least >= 0)
        return arena_printf(mem, _("at least %s %s"), least,
                            unit_of(d, asked->least));
    return arena_printf(mem, _("at most %s %s"), most, unit_of(d, asked->most));
}

static const char *asked_words(struct arena *mem, const struct call *call,
                               const struct gate_check *check)
{
    int d = (int)check->rule - RULE_OPERATING_YEARS;
    return gate_demand_words(mem, call, (enum demand)d);
}

const char *gate_reason_words(struct arena *mem, const struct call *call,
                              const struct profile *profile,
                              const struct gate_check *check)
{
    char day[DATE_ISO_SIZE];

    switch (check->reason) {
    case GATE_FORTHCOMING:
        if (!date_is_set(call->opens))
            return _("not open yet");
        return arena_printf(mem, _("opens %s"),
                            date_format_iso(call->opens, day));
    case GATE_WITHDRAWN:
        return call->successor != NULL
                   ? arena_printf(mem, _("replaced by %s"), call->successor)
                   : arena_printf(mem, _("gone from the site since %.10s"),
                                  call->withdrawn);
    case GATE_FORM_NOT_LISTED:
        return arena_printf(
            mem, _("only for %s"),
            format_codes(mem, CODE_APPLICANT, call->applicants));
    case GATE_OTHER_PLACE:
        return arena_printf(mem, _("only in %s"),
                            format_codes(mem, CODE_REGION, call->regions));
    case GATE_FUNDER_ELSEWHERE:
        return arena_printf(
            mem, _("the page names no place; its funder works only in %s"),
            format_codes(mem, CODE_REGION, call->regions));
    case GATE_MUNICIPALITY_NOT_LISTED:
        return arena_printf(mem, _("only in %s"),
                            joined_municipalities(mem, call));
    case GATE_SUM_TOO_SMALL:
        return arena_printf(
            mem, _("gives at most %s, you need %s"),
            format_sum(mem, call->award_ceiling, call->currency),
            format_sum(mem, profile->need_min, profile->need_currency));
    case GATE_SHARE_TOO_LARGE:
        return arena_printf(mem, _("pays at most %s, you carry %s"),
                            format_percent(mem, call->funding_rate),
                            format_percent(mem, profile->own_share));
    case GATE_SHARE_ASKED:
        return arena_printf(mem, _("pays at most %s: can you carry the rest?"),
                            format_percent(mem, call->funding_rate));
    case GATE_DEMAND_TOO_LITTLE:
    case GATE_DEMAND_TOO_MUCH:
        return arena_printf(mem, _("asks for %s"),
                            asked_words(mem, call, check));
    case GATE_DEMAND_NEAR:
    case GATE_DEMAND_ASKED:
        return arena_printf(mem, _("asks for %s: do you have that?"),
                            asked_words(mem, call, check));
    default:
        return _(reasons[check->reason].words);
    }
}
