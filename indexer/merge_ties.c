/* merge_ties.c - see merge_ties.h. */
#include "merge_ties.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define LINKS_BACK_GAIN 1.0
#define TITLE_GAIN 1.5
#define DOCUMENT_GAIN 0.5 /* a linked document needs no other tie */
#define NAME_BYTES 8
#define MARK_BYTES 5 /* " – " */
#define HOST_SCORE_MIN 0.03
#define TIMED_HOST_SCORE_MIN 0.25
#define TERMS_SCORE_MIN 0.1 /* of terms beside a call's page */
#define HINT_CONFIDENCE 0.4 /* of what a page merely hints at, at most */

/* Where the stem of an address's path ends: "/a/b.4.123.html" and "/a/b/"
 * both have the stem "/a/b". */
size_t tie_stem(const char *url)
{
    size_t n = strcspn(url, "?");
    size_t seg = n;
    while (seg > 0 && url[seg - 1] != '/')
        seg--;
    if (strncmp(url + seg, "index.", 6) == 0)
        n = seg;
    else {
        const char *dot = memchr(url + seg, '.', n - seg);
        if (dot != NULL)
            n = (size_t)(dot - url);
    }
    while (n > 0 && url[n - 1] == '/')
        n--;
    return n;
}

bool tie_is_child(const struct merge_page *part, const struct merge_page *host)
{
    size_t n = host->stem;
    if (strncmp(part->url, host->url, n) != 0 || part->url[n] != '/' ||
        part->url[n + 1] == '\0')
        return false;
    const char *path = strstr(host->url, "://");
    path = path != NULL ? strchr(path + 3, '/') : NULL;
    return path != NULL && n > (size_t)(path - host->url) + 1;
}

bool tie_links_to(const struct page_reading *r, const char *url)
{
    for (size_t i = 0; i < r->n_links; i++)
        if (r->links[i].in_main && strcmp(r->links[i].url, url) == 0)
            return true;
    return false;
}

bool tie_are_linked(const struct merge_page *a, const struct merge_page *b)
{
    return tie_links_to(a->reading, b->url) && tie_links_to(b->reading, a->url);
}

bool tie_other_tongue(const struct page_reading *a,
                      const struct page_reading *b)
{
    return a->lang != NULL && b->lang != NULL && strcmp(a->lang, b->lang) != 0;
}

bool tie_is_linked_child(const struct merge_page *a, const struct merge_page *b)
{
    return tie_is_child(a, b) && tie_are_linked(a, b);
}

const char *tie_title(const struct page_reading *r)
{
    return r->title != NULL ? r->title : "";
}

bool tie_contains_title(const char *text, const char *title)
{
    return text != NULL && strlen(title) >= 6 &&
           strcasestr(text, title) != NULL;
}

/* Does a mark stand at S that parts a title from a word of its own? */
static bool is_mark(const char *s)
{
    static const char *const marks[] = {" – ", " — ", " - ", ": ", " | ", ", "};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (strncmp(s, marks[i], strlen(marks[i])) == 0)
            return true;
    return false;
}

/* Does one end at END? */
static bool is_after_mark(const char *s, const char *end)
{
    for (size_t k = MARK_BYTES; k >= 2; k--)
        if (end >= s + k && is_mark(end - k))
            return true;
    return false;
}

bool tie_is_named_part(const struct merge_page *a, const struct merge_page *b)
{
    const char *part = tie_title(a->reading), *whole = tie_title(b->reading);
    size_t n = strlen(whole), len = strlen(part);
    if (n < NAME_BYTES || len <= n)
        return false;
    return (strncasecmp(part, whole, n) == 0 && is_mark(part + n)) ||
           (strcasecmp(part + len - n, whole) == 0 &&
            is_after_mark(part, part + len - n));
}

bool tie_extends(const struct merge_page *a, const struct merge_page *b)
{
    size_t n = b->stem;
    return tie_is_child(a, b) ||
           (strncmp(a->url, b->url, n) == 0 && a->url[n] == '-');
}

double tie_strength(const struct merge_page *part,
                    const struct merge_page *host)
{
    double w = 0;
    if (part->reading->document && tie_links_to(host->reading, part->url))
        w += DOCUMENT_GAIN;
    if (tie_is_child(part, host))
        w += TIE_CHILD;
    if (tie_links_to(host->reading, part->url))
        w += TIE_LINKED;
    if (tie_links_to(part->reading, host->url))
        w += LINKS_BACK_GAIN;
    if (tie_contains_title(tie_title(part->reading), tie_title(host->reading)))
        w += TITLE_GAIN;
    return w;
}

static bool same_title(const struct merge_page *a, const struct merge_page *b)
{
    return *tie_title(a->reading) != '\0' &&
           strcasecmp(tie_title(a->reading), tie_title(b->reading)) == 0;
}

/* Does it say who may apply, and not just hint at it? */
static bool says_who(const struct call *c)
{
    return c->applicants != 0 &&
           c->evidence[FIELD_APPLICANTS].confidence > HINT_CONFIDENCE;
}

/* A page right below a call's: its terms, costs or division of the money,
 * whatever its heading says, where each leads to the other or it has the call's
 * very title, as tabs have that are a menu of their own; what looks like a
 * programme's page too, where its title holds the call's. Where the call's own
 * page does not say who may apply, it is enough that it leads to one below it
 * that does, which no story of a project would, or that this one leads back. */
bool tie_is_below(const struct merge_page *page, const struct merge_page *call)
{
    enum page_kind kind = page->reading->kind;
    bool named =
        tie_contains_title(tie_title(page->reading), tie_title(call->reading));
    if (call->reading->kind != PAGE_CALL || call->reading->n_calls != 1 ||
        !tie_is_child(page, call))
        return false;
    if (same_title(page, call))
        return kind != PAGE_CALL && kind != PAGE_NEWS && kind != PAGE_DECISION;
    bool like_terms = kind == PAGE_OTHER || kind == PAGE_PROGRAMME ||
                      kind == PAGE_PROJECT || kind == PAGE_LISTING ||
                      kind == PAGE_EVENT;
    /* "Ansök om ...", with the day that the call's own page has. */
    if (like_terms && tie_is_linked_child(page, call) &&
        tie_share_a_day(page->reading->calls[0], call->reading->calls[0]))
        return true;
    if (like_terms && says_who(page->reading->calls[0]) &&
        !says_who(call->reading->calls[0]))
        return tie_links_to(call->reading, page->url) ||
               tie_links_to(page->reading, call->url);
    return (kind == PAGE_OTHER || (kind == PAGE_PROGRAMME && named)) &&
           tie_is_linked_child(page, call);
}

/* Has page A the title of B, which leads to it and is of one call? */
static bool is_named_for(const struct merge_page *a, const struct merge_page *b)
{
    return b->reading->n_calls == 1 && tie_links_to(b->reading, a->url) &&
           tie_contains_title(tie_title(a->reading), tie_title(b->reading));
}

/* "Regler 2027 för Diakonins utvecklingspott", which that call's page leads to:
 * its terms, also where they speak of decisions. What tells who got the money
 * is hardly taken for a call. */
bool tie_is_beside(const struct merge_page *page, const struct merge_page *call)
{
    enum page_kind kind = page->reading->kind;
    return (kind == PAGE_OTHER || kind == PAGE_DECISION) &&
           page->reading->score >= TERMS_SCORE_MIN &&
           call->reading->kind == PAGE_CALL && is_named_for(page, call);
}

/* Is a last day of A at most DAYS from one of B? */
static bool days_within(const struct call *a, const struct call *b, long days)
{
    for (size_t i = 0; i < a->n_deadlines; i++)
        for (size_t k = 0; k < b->n_deadlines; k++)
            if (labs(date_to_days(a->deadlines[i]) -
                     date_to_days(b->deadlines[k])) <= days)
                return true;
    return false;
}

bool tie_near_a_day(const struct call *a, const struct call *b)
{
    return days_within(a, b, 1);
}

bool tie_share_a_day(const struct call *a, const struct call *b)
{
    return days_within(a, b, 0);
}

bool tie_times_differ(const struct call *a, const struct call *b)
{
    return tie_has_time(a) && tie_has_time(b) && !tie_share_a_day(a, b) &&
           !(a->rolling && b->rolling);
}

bool tie_is_titled_as_section(const struct merge_page *page,
                              const struct merge_page *call)
{
    enum page_about about = page->reading->about;
    enum page_kind kind = page->reading->kind;
    bool tells_after = kind == PAGE_DECISION || kind == PAGE_NEWS;
    return (same_title(page, call) && !tells_after) || about == ABOUT_WHO ||
           about == ABOUT_TERMS || about == ABOUT_TEXT ||
           (about != ABOUT_ITSELF &&
            tie_share_a_word(tie_title(page->reading),
                             tie_title(call->reading)));
}

bool tie_is_section_of(const struct merge_page *page,
                       const struct merge_page *call)
{
    const struct page_reading *of = call->reading;
    return of->about == ABOUT_ITSELF && tie_is_titled_as_section(page, call) &&
           page->reading->n_calls == 1 && of->n_calls == 1 && !call->noindex &&
           (of->kind == PAGE_CALL ||
            (tie_may_host(of) && tie_has_time(of->calls[0]))) &&
           tie_is_child(page, call) &&
           !tie_times_differ(page->reading->calls[0], of->calls[0]);
}

bool tie_is_translation(const struct merge_page *page,
                        const struct merge_page *call)
{
    const struct page_reading *a = page->reading, *b = call->reading;
    return tie_other_tongue(a, b) && a->n_calls == 1 && b->n_calls == 1 &&
           tie_near_a_day(a->calls[0], b->calls[0]) &&
           (tie_is_child(page, call) || tie_is_child(call, page) ||
            tie_are_linked(page, call));
}

#define SUBJECT_BYTES 6 /* of a word, so that its endings do not matter */

/* Is the word at W (to WEND) one of S, by its beginning? Bytes above ASCII
 * are compared as they are. */
static bool has_word(const char *s, const char *w, size_t n)
{
    for (const char *p = s; *p != '\0'; p++) {
        bool starts = p == s || strchr(" ,.:;-/(\"", p[-1]) != NULL;
        if (starts && strncasecmp(p, w, n) == 0)
            return true;
    }
    return false;
}

/* How many longer words title A shares with title B. */
static size_t shared_words(const char *a, const char *b)
{
    size_t shared = 0;
    while (*a != '\0') {
        size_t n = strcspn(a, " ,.:;-/(\"");
        shared += n >= SUBJECT_BYTES && has_word(b, a, SUBJECT_BYTES);
        a += n;
        a += *a != '\0';
    }
    return shared;
}

/* Two titles that share a longer word are likely of one subject. */
bool tie_share_a_word(const char *a, const char *b)
{
    return shared_words(a, b) > 0;
}

bool tie_same_sum(const struct call *a, const struct call *b)
{
    return (a->award_ceiling > 0 && a->award_ceiling == b->award_ceiling) ||
           (a->total_budget > 0 && a->total_budget == b->total_budget);
}

/* What a title says after "Utlysning 6:", "Nu öppen –": the call's own name.
 */
static const char *name_in(const char *title)
{
    const char *colon = strstr(title, ": ");
    return colon != NULL && strlen(colon + 2) >= NAME_BYTES ? colon + 2 : title;
}

bool tie_same_name(const char *a, const char *b)
{
    return tie_contains_title(a, name_in(b)) ||
           tie_contains_title(b, name_in(a));
}

bool tie_says_who_or_much(const struct call *c)
{
    return c->applicants != 0 || c->award_ceiling >= 0 || c->award_floor >= 0 ||
           c->funding_rate >= 0;
}

#define LANGUAGE_BYTES 3 /* "/sv/" */

/* Is it the front page of a site, or of its part in a language? */
static bool is_front(const struct merge_page *page)
{
    const char *url = page->url, *host = strstr(url, "://");
    const char *path = host != NULL ? strchr(host + 3, '/') : NULL;
    return path == NULL ||
           (size_t)(path - url) + 1 + LANGUAGE_BYTES >= page->stem;
}

/* Is page A above the call's page B, of another name, and leads to it, itself
 * with nothing of who may apply or how much one gets: a fund's front page? */
bool tie_is_above(const struct merge_page *a, const struct merge_page *b)
{
    return (tie_is_child(b, a) || is_front(a)) &&
           tie_links_to(a->reading, b->url) &&
           !tie_contains_title(tie_title(b->reading), tie_title(a->reading)) &&
           !tie_says_who_or_much(a->reading->calls[0]) &&
           tie_says_who_or_much(b->reading->calls[0]);
}

/* May the page be a call's own, whose facts stand on a page of terms? A list
 * of calls, which scores next to nothing as one, may not. */
bool tie_may_host(const struct page_reading *r)
{
    return r->n_calls == 1 && r->score >= HOST_SCORE_MIN &&
           (r->kind == PAGE_OTHER || r->kind == PAGE_PROGRAMME ||
            r->kind == PAGE_PROJECT || r->kind == PAGE_EVENT ||
            r->kind == PAGE_CALL);
}

bool tie_may_host_section(const struct merge_page *host,
                          const struct merge_page *section)
{
    const struct page_reading *h = host->reading, *s = section->reading;
    return h->n_calls == 1 && h->score >= TIMED_HOST_SCORE_MIN &&
           h->kind != PAGE_NEWS && h->about == ABOUT_ITSELF &&
           tie_is_titled_as_section(section, host) &&
           tie_is_child(section, host) && tie_has_time(h->calls[0]) &&
           tie_says_who_or_much(s->calls[0]);
}

bool tie_has_time(const struct call *c)
{
    return c->n_deadlines != 0 || c->rolling || c->recurring;
}

bool tie_has_facts(const struct call *c)
{
    return c->n_deadlines != 0 || c->rolling || c->award_ceiling >= 0 ||
           c->award_floor >= 0 || c->funding_rate >= 0 || c->applicants != 0;
}

/* Does page A say how to apply to the call of page B above it, and nothing of
 * who may or how much: "Digitala fixare: så ansöker ni", below "Digitala
 * fixare"; or "Ansök om stöd till fixare", with the same last day? */
bool tie_is_step_of(const struct merge_page *a, const struct merge_page *b)
{
    const struct call *said = a->reading->calls[0];
    return tie_is_child(a, b) && b->reading->n_calls == 1 &&
           (tie_contains_title(tie_title(a->reading), tie_title(b->reading)) ||
            (tie_share_a_day(said, b->reading->calls[0]) &&
             tie_share_a_word(tie_title(a->reading), tie_title(b->reading)))) &&
           !tie_says_who_or_much(said) && said->total_budget < 0 &&
           !b->noindex &&
           (b->reading->kind == PAGE_CALL ||
            (tie_may_host(b->reading) && tie_has_facts(b->reading->calls[0])));
}

/* Is page A, named for the call of page B that leads to it, its terms: how much
 * and when, but not who? */
bool tie_is_terms_of(const struct merge_page *a, const struct merge_page *b)
{
    return is_named_for(a, b) && b->reading->kind == PAGE_CALL && !b->noindex &&
           strcmp(tie_title(a->reading), tie_title(b->reading)) != 0 &&
           !says_who(a->reading->calls[0]) && says_who(b->reading->calls[0]);
}

/* Is page A, "Ansök om lokalbidrag", the e-service through which one applies to
 * the call of page B, "Lokalbidrag": each leads to the other, and A says no
 * other day than B and nothing of how much? */
bool tie_is_form_of(const struct merge_page *a, const struct merge_page *b)
{
    const struct call *said = a->reading->calls[0], *of = b->reading->calls[0];
    return is_named_for(a, b) && tie_links_to(a->reading, b->url) &&
           b->reading->kind == PAGE_CALL && !b->noindex &&
           strcasecmp(tie_title(a->reading), tie_title(b->reading)) != 0 &&
           said->award_ceiling < 0 && said->award_floor < 0 &&
           said->total_budget < 0 && said->funding_rate < 0 &&
           (!tie_has_time(said) || tie_share_a_day(said, of));
}

bool tie_is_text_of(const struct merge_page *a, const struct merge_page *b)
{
    const struct page_reading *text = a->reading, *page = b->reading;
    return text->about == ABOUT_TEXT && page->about == ABOUT_ITSELF &&
           page->n_calls == 1 && !b->noindex &&
           (page->kind != PAGE_NEWS || b->told) && tie_links_to(page, a->url) &&
           !tie_times_differ(text->calls[0], page->calls[0]);
}

#define HALF_WORDS 2 /* that their titles share */
#define NAME_PART 10 /* bytes of one long enough to be the call's name */

/* Has title A the long word that B begins with, and a word before it: "Så
 * beräknas verksamhetsbidraget", of "Verksamhetsbidrag 2027"? */
static bool tells_of_name(const char *a, const char *b)
{
    size_t n = strcspn(b, " ,.:;-/(\"");
    return n >= NAME_PART && strncasecmp(a, b, NAME_PART) != 0 &&
           has_word(a, b, n - 1);
}

bool tie_is_half_of(const struct merge_page *a, const struct merge_page *b)
{
    const char *half = tie_title(a->reading), *whole = tie_title(b->reading);
    return b->reading->n_calls == 1 && !b->noindex &&
           ((tie_is_linked_child(a, b) &&
             shared_words(half, whole) >= HALF_WORDS) ||
            (tie_is_child(a, b) && tells_of_name(half, whole))) &&
           !tie_has_time(a->reading->calls[0]) &&
           tie_has_time(b->reading->calls[0]);
}
