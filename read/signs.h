/*
 * signs.h - what on a page speaks for its being a call, or something else, and
 * for a call's being about a theme. Each sign is a number from 0 to 1, but
 * for theme.words and theme.relative.words; their
 * weights stand in data/lexicon/ and are learnt (tests/quality/learn_*.py).
 */
#ifndef READ_SIGNS_H
#define READ_SIGNS_H

/*
 * page.fact.X     a field was read; answers: how many of when, who and how
 *                 much the page tells, of three
 * page.section.X  it has a section on X
 * page.says.X     cue words X in its sentences
 * page.KIND.PLACE words of that kind of page (enum page_cue, in its order) in
 *                 the title and headings, the first lines, the rest
 * page.shape.X    how it is laid out; granted, past: the part of its sentences
 *                 that tell of what was granted, of what has been; asked:
 *                 questions that an applicant would put ("Får vi ...?")
 */
#define READ_PAGE_SIGNS(W)                                                     \
    W(PAGE_BIAS, "page.bias")                                                  \
    W(PAGE_FACT_DEADLINE, "page.fact.deadline")                                \
    W(PAGE_FACT_OPENS, "page.fact.opens")                                      \
    W(PAGE_FACT_ROLLING, "page.fact.rolling")                                  \
    W(PAGE_FACT_RECURRING, "page.fact.recurring")                              \
    W(PAGE_FACT_APPLICANTS, "page.fact.applicants")                            \
    W(PAGE_FACT_AWARD, "page.fact.award")                                      \
    W(PAGE_FACT_BUDGET, "page.fact.budget")                                    \
    W(PAGE_FACT_RATE, "page.fact.rate")                                        \
    W(PAGE_FACT_REFERENCE, "page.fact.reference")                              \
    W(PAGE_FACT_CLOSED, "page.fact.closed")                                    \
    W(PAGE_FACT_FORTHCOMING, "page.fact.forthcoming")                          \
    W(PAGE_FACT_FUTURE, "page.fact.future")                                    \
    W(PAGE_FACT_ANSWERS, "page.fact.answers")                                  \
    W(PAGE_SECTION_WHO, "page.section.who")                                    \
    W(PAGE_SECTION_WHAT, "page.section.what")                                  \
    W(PAGE_SECTION_SUMS, "page.section.sums")                                  \
    W(PAGE_SECTION_WHEN, "page.section.when")                                  \
    W(PAGE_SECTION_PROCESS, "page.section.process")                            \
    W(PAGE_SAYS_ELIGIBLE, "page.says.eligible")                                \
    W(PAGE_SAYS_APPLY, "page.says.apply")                                      \
    W(PAGE_SAYS_CEILING, "page.says.ceiling")                                  \
    W(PAGE_SAYS_DEADLINE, "page.says.deadline")                                \
    W(PAGE_SAYS_GRANTED, "page.says.granted")                                  \
    W(PAGE_SAYS_PAST_ROUND, "page.says.past_round")                            \
    W(PAGE_SAYS_ADDRESS, "page.says.address")                                  \
    W(PAGE_SAYS_GENERAL, "page.says.general")                                  \
    W(PAGE_CALL_TITLE, "page.call.title")                                      \
    W(PAGE_CALL_FIRST, "page.call.first")                                      \
    W(PAGE_CALL_BODY, "page.call.body")                                        \
    W(PAGE_APPLY_TITLE, "page.apply.title")                                    \
    W(PAGE_APPLY_FIRST, "page.apply.first")                                    \
    W(PAGE_APPLY_BODY, "page.apply.body")                                      \
    W(PAGE_NEWS_TITLE, "page.news.title")                                      \
    W(PAGE_NEWS_FIRST, "page.news.first")                                      \
    W(PAGE_NEWS_BODY, "page.news.body")                                        \
    W(PAGE_DECISION_TITLE, "page.decision.title")                              \
    W(PAGE_DECISION_FIRST, "page.decision.first")                              \
    W(PAGE_DECISION_BODY, "page.decision.body")                                \
    W(PAGE_GUIDE_TITLE, "page.guide.title")                                    \
    W(PAGE_GUIDE_FIRST, "page.guide.first")                                    \
    W(PAGE_GUIDE_BODY, "page.guide.body")                                      \
    W(PAGE_EVENT_TITLE, "page.event.title")                                    \
    W(PAGE_EVENT_FIRST, "page.event.first")                                    \
    W(PAGE_EVENT_BODY, "page.event.body")                                      \
    W(PAGE_LISTING_TITLE, "page.listing.title")                                \
    W(PAGE_LISTING_FIRST, "page.listing.first")                                \
    W(PAGE_LISTING_BODY, "page.listing.body")                                  \
    W(PAGE_PROGRAMME_TITLE, "page.programme.title")                            \
    W(PAGE_PROGRAMME_FIRST, "page.programme.first")                            \
    W(PAGE_PROGRAMME_BODY, "page.programme.body")                              \
    W(PAGE_PROJECT_TITLE, "page.project.title")                                \
    W(PAGE_PROJECT_FIRST, "page.project.first")                                \
    W(PAGE_PROJECT_BODY, "page.project.body")                                  \
    W(PAGE_PROCUREMENT_TITLE, "page.procurement.title")                        \
    W(PAGE_PROCUREMENT_FIRST, "page.procurement.first")                        \
    W(PAGE_PROCUREMENT_BODY, "page.procurement.body")                          \
    W(PAGE_PART_TITLE, "page.part.title")                                      \
    W(PAGE_PART_FIRST, "page.part.first")                                      \
    W(PAGE_PART_BODY, "page.part.body")                                        \
    W(PAGE_ADMIN_TITLE, "page.admin.title")                                    \
    W(PAGE_ADMIN_FIRST, "page.admin.first")                                    \
    W(PAGE_ADMIN_BODY, "page.admin.body")                                      \
    W(PAGE_REPORT_TITLE, "page.report.title")                                  \
    W(PAGE_REPORT_FIRST, "page.report.first")                                  \
    W(PAGE_REPORT_BODY, "page.report.body")                                    \
    W(PAGE_ARCHIVE_TITLE, "page.archive.title")                                \
    W(PAGE_ARCHIVE_FIRST, "page.archive.first")                                \
    W(PAGE_ARCHIVE_BODY, "page.archive.body")                                  \
    W(PAGE_JOB_TITLE, "page.job.title")                                        \
    W(PAGE_JOB_FIRST, "page.job.first")                                        \
    W(PAGE_JOB_BODY, "page.job.body")                                          \
    W(PAGE_SHAPE_LINKED, "page.shape.linked")                                  \
    W(PAGE_SHAPE_LISTING, "page.shape.listing")                                \
    W(PAGE_SHAPE_REPEATED, "page.shape.repeated")                              \
    W(PAGE_SHAPE_SHORT, "page.shape.short")                                    \
    W(PAGE_SHAPE_LONG, "page.shape.long")                                      \
    W(PAGE_SHAPE_GRANTED, "page.shape.granted")                                \
    W(PAGE_SHAPE_PAST, "page.shape.past")                                      \
    W(PAGE_SHAPE_ASKED, "page.shape.asked")                                    \
    W(PAGE_SHAPE_OLD, "page.shape.old")                                        \
    W(PAGE_SHAPE_DATE_LINE, "page.shape.date_line")                            \
    W(PAGE_SHAPE_NAMED, "page.shape.named")

/*
 * theme.PLACE     words of the theme in the title, the first lines (start,
 *                 lead), the text on what and why, ...
 * theme.distinct  how many different words
 * theme.share     its part of all themes' words; relative: to the strongest
 *                 theme; top: is it the strongest; total: how much there is
 * theme.call      the call's own facts speak for it: its kind, and who alone
 *                 may apply, or whose call it is
 * theme.words     what all words of the page say for it (theme_words.h), in log
 *                 odds; relative.words: how far that is below the likeliest
 *                 theme's
 */
#define READ_THEME_SIGNS(W)                                                    \
    W(THEME_BIAS, "theme.bias")                                                \
    W(THEME_TITLE, "theme.title")                                              \
    W(THEME_START, "theme.start")                                              \
    W(THEME_LEAD, "theme.lead")                                                \
    W(THEME_TEXT, "theme.text")                                                \
    W(THEME_WHO, "theme.who")                                                  \
    W(THEME_BACKGROUND, "theme.background")                                    \
    W(THEME_ELSEWHERE, "theme.elsewhere")                                      \
    W(THEME_FUNDER, "theme.funder")                                            \
    W(THEME_DISTINCT, "theme.distinct")                                        \
    W(THEME_SHARE, "theme.share")                                              \
    W(THEME_RELATIVE, "theme.relative")                                        \
    W(THEME_TOP, "theme.top")                                                  \
    W(THEME_TOTAL, "theme.total")                                              \
    W(THEME_CALL, "theme.call")                                                \
    W(THEME_WORDS, "theme.words")                                              \
    W(THEME_RELATIVE_WORDS, "theme.relative.words")

/* theme.is.CODE: how readily the theme is meant where its words stand; in the
 * order of the theme codes. */
#define READ_THEME_BIASES(W)                                                   \
    W(THEME_IS_WORK_INTEGRATION, "theme.is.work_integration")                  \
    W(THEME_IS_SKILLS, "theme.is.skills")                                      \
    W(THEME_IS_AGEING, "theme.is.ageing")                                      \
    W(THEME_IS_RURAL, "theme.is.rural")                                        \
    W(THEME_IS_MIGRANTS, "theme.is.migrants")                                  \
    W(THEME_IS_YOUTH, "theme.is.youth")                                        \
    W(THEME_IS_DISABILITY, "theme.is.disability")                              \
    W(THEME_IS_HEALTH, "theme.is.health")                                      \
    W(THEME_IS_CLIMATE, "theme.is.climate")                                    \
    W(THEME_IS_CIRCULAR, "theme.is.circular")                                  \
    W(THEME_IS_CULTURE, "theme.is.culture")                                    \
    W(THEME_IS_SPORT, "theme.is.sport")                                        \
    W(THEME_IS_EQUALITY, "theme.is.equality")                                  \
    W(THEME_IS_DEMOCRACY, "theme.is.democracy")                                \
    W(THEME_IS_DIGITAL, "theme.is.digital")                                    \
    W(THEME_IS_BUSINESS, "theme.is.business")                                  \
    W(THEME_IS_INNOVATION, "theme.is.innovation")                              \
    W(THEME_IS_RESEARCH, "theme.is.research")                                  \
    W(THEME_IS_TOURISM, "theme.is.tourism")                                    \
    W(THEME_IS_FOOD, "theme.is.food")                                          \
    W(THEME_IS_HOUSING, "theme.is.housing")                                    \
    W(THEME_IS_INTERNATIONAL, "theme.is.international")

#endif
