/*
 * merge_ties.h - how two pages of a site hang together, and two calls: by
 * address, links and titles, by days and sums.
 *
 * Pages have one call at least, and their `stem` is set; nothing here changes
 * them.
 */
#ifndef INDEXER_MERGE_TIES_H
#define INDEXER_MERGE_TIES_H

#include "medel/merge.h"

/* What tie_strength() gives where a page lies below another one, and where that
 * one's main text leads to it. */
#define TIE_CHILD 2.0
#define TIE_LINKED 1.5

/* --- addresses, links, titles --------------------------------------------- */

/* The bytes of URL that the addresses below it, and its additions, begin with.
 */
size_t tie_stem(const char *url);
/* Does the main text of R link to URL? */
bool tie_links_to(const struct page_reading *r, const char *url);
/* Does each lead to the other in its main text? */
bool tie_are_linked(const struct merge_page *a, const struct merge_page *b);
/* Are they known to be in two languages? */
bool tie_other_tongue(const struct page_reading *a,
                      const struct page_reading *b);
/* Never NULL. */
const char *tie_title(const struct page_reading *r);
/* Does TEXT hold TITLE, which is long enough to tell something? */
bool tie_contains_title(const char *text, const char *title);
/* Is either of two titles, without what stands before its colon, in the
 * other? */
bool tie_same_name(const char *a, const char *b);
/* Do two titles share a longer word, so that they are likely of one subject? */
bool tie_share_a_word(const char *a, const char *b);
/* Has page A the title of B, set off by a dash or a colon: "Villkor – Bidrag
 * mot ensamhet", "Bidrag mot ensamhet: villkor"? */
bool tie_is_named_part(const struct merge_page *a, const struct merge_page *b);
/* Do the addresses hang together: A's below B's, or in the same folder and an
 * addition to it ("/ensamhet-villkor")? */
bool tie_extends(const struct merge_page *a, const struct merge_page *b);
/* How strongly PART hangs on HOST, as terms do on their call's page; 0 not at
 * all. */
double tie_strength(const struct merge_page *part,
                    const struct merge_page *host);

/* Does A's address lie below B's, which is not the site's front page's? */
bool tie_is_child(const struct merge_page *a, const struct merge_page *b);
/* Does page A lie below page B, which is not the site's front page, and does
 * each lead to the other? */
bool tie_is_linked_child(const struct merge_page *a,
                         const struct merge_page *b);

/* --- what a page is to a call's ------------------------------------------- */

/* May the page be a call's own, whose facts stand on a page of terms? */
bool tie_may_host(const struct page_reading *r);
/* May it, whatever it looks like, where the page is a section below it: it
 * tells when, and the section who or how much? */
bool tie_may_host_section(const struct merge_page *host,
                          const struct merge_page *section);
/* Its terms, right below it. */
bool tie_is_below(const struct merge_page *page, const struct merge_page *call);
/* Its terms, named for it, anywhere. */
bool tie_is_beside(const struct merge_page *page,
                   const struct merge_page *call);
/* Is the page, by its title, of terms or the like, and of nothing that the
 * call's page is not of? Under the call's very title it may be anything but
 * what came of it. */
bool tie_is_titled_as_section(const struct merge_page *page,
                              const struct merge_page *call);
/* A page of it that is below it, by the title: "Vem kan söka", "Frågor och
 * svar"; it tells no other time. */
bool tie_is_section_of(const struct merge_page *page,
                       const struct merge_page *call);
/* The same in another language, below it or linked both ways, with a day in
 * common. */
bool tie_is_translation(const struct merge_page *page,
                        const struct merge_page *call);
/* A front page that leads to it: A is no call, B is. */
bool tie_is_above(const struct merge_page *a, const struct merge_page *b);
/* A, taken for a call, says only how to apply to the call of B. */
bool tie_is_step_of(const struct merge_page *a, const struct merge_page *b);
/* A, taken for a call, says how much and when of the call of B. */
bool tie_is_terms_of(const struct merge_page *a, const struct merge_page *b);
/* A, taken for a call and without a name of its own ("Utlysningstext 26/41"),
 * is the text of the call whose page B leads to it. */
bool tie_is_text_of(const struct merge_page *a, const struct merge_page *b);
/* A, taken for a call, is the form through which one applies to that of B. */
bool tie_is_form_of(const struct merge_page *a, const struct merge_page *b);
/* A, taken for a call, and B above it, each of which leads to the other, are
 * halves of one call: "Behörighet och budget: psykisk hälsa i skolan" below
 * "Forskning om psykisk hälsa i skolan". B tells when, A tells the rest. */
bool tie_is_half_of(const struct merge_page *a, const struct merge_page *b);

/* --- calls ---------------------------------------------------------------- */

/* Does it say until when? */
bool tie_has_time(const struct call *c);
/* Does it say who may apply, or how much one gets? */
bool tie_says_who_or_much(const struct call *c);
/* Does it say when, how much or who? */
bool tie_has_facts(const struct call *c);
/* Have the two calls a last day in common? */
bool tie_share_a_day(const struct call *a, const struct call *b);
/* Do both tell a time, and not the same? */
bool tie_times_differ(const struct call *a, const struct call *b);
/* The same, or the day after it: "before 8 February" is the 7th in the other
 * language. */
bool tie_near_a_day(const struct call *a, const struct call *b);
/* Do both tell the same largest sum, or the same pot? */
bool tie_same_sum(const struct call *a, const struct call *b);

#endif
