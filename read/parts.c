/* parts.c - finds the calls of a page that has several; see parts.h. */
#include "parts.h"

#include "context.h"

#include <string.h>

#define PARTS_MAX 30
#define WORDS_MIN 20 /* under a heading; fewer are a teaser */

/* "How much support?" heads a section of one call. */
static bool heads_section(const struct unit *u)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set == LEX_SECTION && (m->to - m->from) * 2 > u->n)
            return true;
    }
    return false;
}

static bool names_support(const struct unit *u)
{
    for (size_t k = 0; k < u->n_matches; k++)
        if (u->matches[k].set == LEX_PAGE &&
            u->matches[k].entry->index == PAGE_CUE_CALL)
            return true;
    return context_says(u, CUE_AWARD, 0, u->n); /* "Jubileumsbidrag" */
}

/* (Where a page heads nothing but its calls, the first of them has been taken
 * for its title.) */
static bool is_candidate(const struct unit *u, int level)
{
    return u->is_heading && u->block->level == level &&
           u->section != SECTION_RELATED && u->block->n_links == 0 &&
           u->n <= 14 && !heads_section(u);
}

static size_t part_end(const struct page_text *pt, size_t i, int level)
{
    size_t k = i + 1;
    while (k < pt->n &&
           !(pt->units[k].is_heading && pt->units[k].block->level <= level))
        k++;
    return k;
}

struct page_text *parts_text(struct reader *r, const struct part *part)
{
    struct page_text *t = arena_alloc(r->mem, sizeof *t);
    *t = *r->text;
    t->units = r->text->units + part->from;
    t->n = part->to - part->from;
    /* "under" counts from the part's own first unit. */
    struct unit *copy = arena_alloc(r->mem, (t->n + 1) * sizeof *copy);
    memcpy(copy, t->units, t->n * sizeof *copy);
    for (size_t i = 0; i < t->n; i++)
        copy[i].under =
            copy[i].under > part->from ? copy[i].under - part->from : 0;
    t->units = copy;
    return t;
}

struct page_text *parts_rest(struct reader *r, const struct part *parts,
                             size_t n)
{
    struct page_text *t = arena_alloc(r->mem, sizeof *t);
    *t = *r->text;
    t->units = arena_alloc(r->mem, (r->text->n + 1) * sizeof *t->units);
    t->n = 0;
    for (size_t i = 0; i < r->text->n; i++) {
        bool inside = false;
        for (size_t k = 0; k < n; k++)
            inside |= i >= parts[k].from && i < parts[k].to;
        if (inside)
            continue;
        t->units[t->n] = r->text->units[i];
        t->units[t->n].under = 0;
        t->n++;
    }
    return t;
}

/* How much of a call's own matters the part says by itself. */
enum shape {
    SHAPE_OTHER,
    SHAPE_LIKE,     /* a call, where others beside it plainly are */
    SHAPE_TIMELESS, /* likewise: how much and who, and nothing of when */
    SHAPE_CALL
};

/* Does a heading name a form: "Föreningar" above what those get of one call? */
static bool names_form(const struct unit *u)
{
    for (size_t k = 0; k < u->n_matches; k++)
        if (u->matches[k].set == LEX_APPLICANT && !u->matches[k].entry->weak)
            return true;
    return false;
}

static bool says_when(const struct call *c)
{
    return c->n_deadlines > 0 || c->rolling || c->recurring;
}

/* "Församlingens fonder. Ansökan till alla tre ska ha kommit in senast den 30
 * november": does the rest of the page say when, for several of them? */
static bool says_for_all(struct reader *r, const struct part *parts, size_t n)
{
    struct reader rest = *r;
    rest.text = parts_rest(r, parts, n);
    bool several = false;
    for (size_t i = 0; i < rest.text->n; i++) {
        const struct unit *u = &rest.text->units[i];
        several |= (u->is_title || u->lead) &&
                   unit_has_word(u, WORDS_SEVERAL_FUNDS);
    }
    if (!several)
        return false;
    rest.call = call_new();
    rest.call->language = r->call->language;
    read_timing(&rest);
    read_state(&rest);
    bool when = says_when(rest.call);
    call_free(rest.call);
    return when;
}

/* A call says when, and how much or who; where its heading names no support,
 * all three. Beside calls two of the three will do: one that can be applied
 * for at any time need not say so. */
static enum shape shape_of(struct reader *r, const struct part *part)
{
    size_t words = 0;
    for (size_t i = part->from; i < part->to; i++)
        words += r->text->units[i].n;
    if (words < WORDS_MIN)
        return SHAPE_OTHER;
    struct reader sub = *r;
    sub.text = parts_text(r, part);
    sub.call = call_new();
    sub.call->language = r->call->language;
    read_timing(&sub);
    read_state(&sub);
    read_amounts(&sub);
    read_share(&sub);
    read_applicants(&sub);
    const struct call *c = sub.call;
    bool when = says_when(c);
    bool much = found_sum(c, FIELD_AWARD_CEILING) ||
                found_sum(c, FIELD_AWARD_FLOOR) ||
                found_sum(c, FIELD_TOTAL_BUDGET) || c->funding_rate >= 0;
    bool who = found_who(c);
    call_free(sub.call);
    int said = when + much + who;
    bool named = names_support(&r->text->units[part->from]);
    if (said == 3 || (named && when && said == 2))
        return SHAPE_CALL;
    if (much && who && !names_form(&r->text->units[part->from]))
        return SHAPE_TIMELESS;
    return said == 2 ? SHAPE_LIKE : SHAPE_OTHER;
}

struct part *parts_find(struct reader *r, size_t *n)
{
    struct part *parts = arena_alloc(r->mem, PARTS_MAX * sizeof *parts);
    for (int level = 2; level <= 4; level++) {
        size_t candidates = 0, calls = 0, timeless = 0;
        *n = 0;
        for (size_t i = 0; i < r->text->n && *n < PARTS_MAX; i++) {
            if (!is_candidate(&r->text->units[i], level))
                continue;
            struct part p = {i, part_end(r->text, i, level)};
            enum shape shape = shape_of(r, &p);
            candidates++;
            calls += shape == SHAPE_CALL;
            timeless += shape == SHAPE_TIMELESS;
            if (shape != SHAPE_OTHER)
                parts[(*n)++] = p;
        }
        if (calls >= 2 && calls * 2 >= candidates)
            return parts;
        if (timeless >= 2 && timeless == candidates &&
            says_for_all(r, parts, *n))
            return parts;
    }
    *n = 0;
    return parts;
}
