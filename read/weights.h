/*
 * weights.h - how much each sign counts when a page is read, by name. The
 * numbers stand in data/lexicon/weights.yaml, where they can be changed and
 * tuned without a compiler; the vocabulary refuses a file that lacks one.
 */
#ifndef READ_WEIGHTS_H
#define READ_WEIGHTS_H

#include "signs.h"

/*
 * date.ROLE...   what a cue adds to a date's being of that role; `reach` is
 *                the distance in words at which it counts half
 * sum.ROLE...    likewise for sums of money
 * share.WHOSE... likewise for percentages
 * kind...        of what kind a page is that is no call
 * page...        signs that a page is a call; learnt, see signs.h
 */
#define READ_WEIGHTS(W)                                                        \
    W(DATE_MIN, "date.min")                                                    \
    W(DATE_LABEL, "date.label")                                                \
    W(DATE_FAINT, "date.faint")                                                \
    W(DATE_LEFT_SECTION, "date.left.section")                                  \
    W(DATE_LEFT_HOUR, "date.left.hour")                                        \
    W(DATE_LEFT_ALONE, "date.left.alone")                                      \
    W(DATE_LEFT_APPLY, "date.left.apply")                                      \
    W(DATE_LEFT_WEEKDAY, "date.left.weekday")                                  \
    W(DATE_LEFT_ADDRESS, "date.left.address")                                  \
    W(DATE_LEFT_RANGE, "date.left.range")                                      \
    W(DATE_APPLY, "date.apply")                                                \
    W(DATE_NO_APPLY, "date.no_apply")                                          \
    W(DATE_CROSSING, "date.crossing")                                          \
    W(DATE_CLAUSE, "date.other_clause")                                        \
    W(DATE_GOVERNED, "date.governed")                                          \
    W(DATE_LATER_SENTENCE, "date.later_sentence")                              \
    W(DATE_ANSWER, "date.answer")                                              \
    W(DATE_KEEP_SHARE, "date.keep_share")                                      \
    W(DATE_WINDOW_APPLY, "date.window.apply")                                  \
    W(DATE_WINDOW_CUE, "date.window.cue")                                      \
    W(DATE_WINDOW_SECTION, "date.window.section")                              \
    W(DATE_DEADLINE_BEFORE, "date.deadline.before")                            \
    W(DATE_DEADLINE_AFTER, "date.deadline.after")                              \
    W(DATE_LATEST, "date.latest")                                              \
    W(DATE_UNTIL, "date.until")                                                \
    W(DATE_OPENS_BEFORE, "date.opens.before")                                  \
    W(DATE_OPENS_AFTER, "date.opens.after")                                    \
    W(DATE_FROM, "date.from")                                                  \
    W(DATE_DECISION, "date.decision")                                          \
    W(DATE_PROJECT, "date.project")                                            \
    W(DATE_DOING, "date.doing")                                                \
    W(DATE_REPORT, "date.report")                                              \
    W(DATE_EVENT, "date.event")                                                \
    W(DATE_UPDATED, "date.updated")                                            \
    W(DATE_SUPERSEDED, "date.superseded")                                      \
    W(DATE_LAPSED, "date.lapsed")                                              \
    W(DATE_PROLONGED, "date.prolonged")                                        \
    W(DATE_ADVICE, "date.advice")                                              \
    W(DATE_NOMINATE, "date.nominate")                                          \
    W(DATE_PAST_ROUND, "date.past_round")                                      \
    W(SUM_MIN, "sum.min")                                                      \
    W(SUM_LABEL, "sum.label")                                                  \
    W(SUM_BOUNDED, "sum.bounded")                                              \
    W(SUM_REPEAT, "sum.repeat")                                                \
    W(SUM_AWARD, "sum.award")                                                  \
    W(SUM_PER_PROJECT, "sum.per_project")                                      \
    W(SUM_LUMP_SUM, "sum.lump_sum")                                            \
    W(SUM_BUDGET, "sum.budget")                                                \
    W(SUM_WHOLE_CALL, "sum.whole_call")                                        \
    W(SUM_GRANTED, "sum.granted")                                              \
    W(SUM_PAST_ROUND, "sum.past_round")                                        \
    W(SUM_TURNOVER, "sum.turnover")                                            \
    W(SUM_HOURLY, "sum.hourly")                                                \
    W(SUM_STATE_AID, "sum.state_aid")                                          \
    W(SUM_ADVANCE, "sum.advance")                                              \
    W(SUM_COST_LIMIT, "sum.cost_limit")                                        \
    W(SUM_EXAMPLE, "sum.example")                                              \
    W(SUM_TOTAL, "sum.total")                                                  \
    W(SUM_LEFT_OVER, "sum.left_over")                                          \
    W(SUM_PART_USE, "sum.part_use")                                            \
    W(SUM_CONDITION, "sum.condition")                                          \
    W(SUM_CAPTION, "sum.caption")                                              \
    W(SUM_EACH, "sum.each")                                                    \
    W(SUM_PAST_YEAR, "sum.past_year")                                          \
    W(SUM_DELEGATED, "sum.delegated")                                          \
    W(SUM_OTHER_CALL, "sum.other_call")                                        \
    W(SUM_OTHER, "sum.other")                                                  \
    W(SUM_PRIZE, "sum.prize")                                                  \
    W(SUM_KNOWN_POT, "sum.known_pot")                                          \
    W(SUM_TOTAL_FIRST, "sum.total_first")                                      \
    W(SHARE_MIN, "share.min")                                                  \
    W(SHARE_MIN_WORD, "share.min_word")                                        \
    W(SHARE_LABEL, "share.label")                                              \
    W(SHARE_FUNDER, "share.funder")                                            \
    W(SHARE_OWN, "share.own")                                                  \
    W(SHARE_COST, "share.cost")                                                \
    W(SHARE_OTHER, "share.other")                                              \
    W(SHARE_GRANTED, "share.granted")                                          \
    W(SHARE_ADVANCE, "share.advance")                                          \
    W(SHARE_COST_LIMIT, "share.cost_limit")                                    \
    W(SHARE_OF_GRANT, "share.of_grant")                                        \
    W(SHARE_REST, "share.rest")                                                \
    W(SHARE_BOUNDED, "share.bounded")                                          \
    W(SHARE_DUTY, "share.duty")                                                \
    W(SHARE_CAPTION, "share.caption")                                          \
    W(WHO_LABEL, "who.label")                                                  \
    W(WHO_SECTION, "who.section")                                              \
    W(WHO_NEGATIVE_SECTION, "who.negative_section")                            \
    W(WHO_SAID, "who.said")                                                    \
    W(WHO_SAID_EARLY, "who.said_early")                                        \
    W(WHO_PARTNER, "who.partner")                                              \
    W(WHO_WEAK, "who.weak")                                                    \
    W(WHO_ELSEWHERE, "who.elsewhere")                                          \
    W(WHO_MIN, "who.min")                                                      \
    W(WHO_KEEP_SHARE, "who.keep_share")                                        \
    W(WHO_OUT_MIN, "who.out_min")                                              \
    W(WHO_FAINT_MIN, "who.faint_min")                                          \
    W(WHO_LISTED, "who.listed")                                                \
    W(WHO_UNSAID, "who.unsaid")                                                \
    W(WHO_HEADING, "who.heading")                                              \
    W(WHO_HINT_SHARE, "who.hint_share")                                        \
    W(WHO_SOME, "who.some")                                                    \
    W(PLACE_LABEL, "place.label")                                              \
    W(PLACE_CHIP, "place.chip")                                                \
    W(PLACE_SECTION, "place.section")                                          \
    W(PLACE_SAID, "place.said")                                                \
    W(PLACE_SAID_WHO, "place.said_who")                                        \
    W(PLACE_TITLE, "place.title")                                              \
    W(PLACE_HEADING, "place.heading")                                          \
    W(PLACE_WEAK, "place.weak")                                                \
    W(PLACE_ELSEWHERE, "place.elsewhere")                                      \
    W(PLACE_BOUND_WHO, "place.bound_who")                                      \
    W(PLACE_BOUND_ACT, "place.bound_act")                                      \
    W(PLACE_MIN, "place.min")                                                  \
    W(PLACE_KEEP_SHARE, "place.keep_share")                                    \
    W(THEME_MIN, "theme.min")                                                  \
    W(THEME_ALONE_MIN, "theme.alone_min")                                      \
    W(KIND_TITLE, "kind.title")                                                \
    W(KIND_FIRST, "kind.first")                                                \
    W(KIND_BODY, "kind.body")                                                  \
    W(KIND_LISTING, "kind.listing")                                            \
    W(KIND_DATE_LINE, "kind.date_line")                                        \
    W(KIND_MIN, "kind.min")                                                    \
    W(KIND_NEWS_MIN, "kind.news_min")                                          \
    W(KIND_NEWS_CALL, "kind.news_call")                                        \
    W(KIND_NEWS_HINT, "kind.news_hint")                                        \
    W(KIND_PART_MIN, "kind.part_min")                                          \
    W(KIND_SURE_CALL, "kind.sure_call")                                        \
    READ_THEME_SIGNS(W)                                                        \
    READ_THEME_BIASES(W)                                                       \
    READ_PAGE_SIGNS(W)

enum weight {
#define W(name, code) WEIGHT_##name,
    READ_WEIGHTS(W)
#undef W
        WEIGHT_COUNT
};

/* The signs of a page, and of a theme, are weighed as one row. */
#define THEME_SIGN_COUNT (WEIGHT_THEME_IS_FIRST - WEIGHT_THEME_BIAS)
#define WEIGHT_THEME_IS_FIRST WEIGHT_THEME_IS_WORK_INTEGRATION
#define PAGE_SIGN_COUNT (WEIGHT_COUNT - WEIGHT_PAGE_BIAS)

struct weight_value {
    double weight;
    double reach; /* words at which it is halved; 0 where it has none */
};

#endif
