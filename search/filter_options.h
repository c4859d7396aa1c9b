/*
 * filter_options.h - the filters of search as options, for the commands that
 * have them: --funder, --region, --deadline and so on.
 */
#ifndef MEDEL_SEARCH_FILTER_OPTIONS_H
#define MEDEL_SEARCH_FILTER_OPTIONS_H

#include "medel/cli.h"
#include "medel/date.h"
#include "medel/err.h"
#include "medel/i18n.h"

#include "filter.h"

#include <stdbool.h>

/* What was given; {0} is nothing. */
struct filter_options {
    struct cli_list fields[ASK_NONE]; /* by enum query_field */
    struct date before, after;
    const char *min_sum, *max_sum;
};

/* True where any was given. */
bool filter_options_given(const struct filter_options *o);

/* Adds the conditions to F, strings in MEM. ST_USAGE names the option. */
enum status filter_options_take(const struct filter_options *o,
                                struct filter *f, struct arena *mem,
                                const struct query_names *names,
                                struct date today,
                                struct err *e) MEDEL_NODISCARD;

/* The rows of a table of struct cli_option for the filter options O, an
 * object of static storage. */
/* clang-format off */
#define FILTER_OPTIONS(o)                                                      \
    FILTER_OPTIONS_CODES(o), FILTER_OPTIONS_DAYS(o), FILTER_OPTIONS_SUMS(o)

#define FILTER_LIST(o, name, field, meta, help)                                \
    {name, 0, CLI_LIST, &(o).fields[field], meta, help, NULL}

#define FILTER_OPTIONS_CODES(o)                                                \
    FILTER_LIST(o, "funder", ASK_FUNDER, "NAME",                               \
                N_("only this funder's: its id or name")),                     \
    FILTER_LIST(o, "region", ASK_REGION, "R",                                  \
                N_("only calls that name this region: SE-BD, Norrbotten, SE, " \
                   "EU ...")),                                                 \
    FILTER_LIST(o, "theme", ASK_THEME, "T",                                    \
                N_("only on this theme: rural, landsbygd ...")),               \
    FILTER_LIST(o, "applicant", ASK_APPLICANT, "FORM",                         \
                N_("only calls that this form may apply for")),                \
    FILTER_LIST(o, "status", ASK_STATUS, "S",                                  \
                N_("only open, forthcoming or closed")),                       \
    FILTER_LIST(o, "kind", ASK_KIND, "K", N_("only grant, loan, prize ...")),  \
    FILTER_LIST(o, "language", ASK_LANGUAGE, "L", N_("only in sv, en, no ..."))

#define FILTER_OPTIONS_DAYS(o)                                                 \
    FILTER_LIST(o, "deadline", ASK_DEADLINE, "DATES",                          \
                N_("last day to apply within 30d, 2v, 3m, 2026-12 or "         \
                   "2026-12-01..2027-03-31; or 'rolling' or 'none'")),         \
    {"deadline-before", 0, CLI_DATE, &(o).before, "DATE",                      \
     N_("last day to apply on or before"), NULL},                              \
    {"deadline-after", 0, CLI_DATE, &(o).after, "DATE",                        \
     N_("last day to apply on or after"), NULL},                               \
    FILTER_LIST(o, "opens", ASK_OPENS, "DATES",                                \
                N_("opens within these dates")),                               \
    FILTER_LIST(o, "seen", ASK_SEEN, "DATES",                                  \
                N_("first seen within these dates; 7d: the last 7 days"))

#define FILTER_OPTIONS_SUMS(o)                                                 \
    FILTER_LIST(o, "sum", ASK_SUM, "SUMS",                                     \
                N_("gives a sum within 100000.., ..50tkr, 1..2mkr, "           \
                   "20000EUR..")),                                             \
    {"min-sum", 0, CLI_STRING, &(o).min_sum, "SUM",                            \
     N_("the largest sum is at least this"), NULL},                            \
    {"max-sum", 0, CLI_STRING, &(o).max_sum, "SUM",                            \
     N_("the least sum is at most this"), NULL},                               \
    FILTER_LIST(o, "budget", ASK_BUDGET, "SUMS",                               \
                N_("hands out a total within these sums")),                    \
    FILTER_LIST(o, "rate", ASK_RATE, "SHARES",                                 \
                N_("pays a share of the costs within 50.., in per cent"))
/* clang-format on */

#endif
