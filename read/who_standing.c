/*
 * who_standing.c - what a heading, a label, the line that leads in a list or
 * the words before say of the forms named below them; see who_standing.h.
 */
#include "who_standing.h"

#define HEADING_NAME_TOKENS 3 /* "Företaget": the heading is a name */

static bool has_name(const struct unit *u)
{
    return who_names_in(u, 0, u->n);
}

/* "What we fund", "Det här kan ni få pengar till" */
static bool is_about_things(const struct unit *h)
{
    return unit_has_word(h, WORDS_ABOUT_THINGS);
}

/* What a heading or label says of those named below it. */
static enum who_said heading_says(const struct reader *r, const struct unit *h)
{
    if (h->n == 0 || h->n > 2 * WHO_LABEL_TOKENS)
        return WHO_UNSAID;
    enum who_said said = who_unit_says(r->mem, h);
    bool applies = context_says(h, CUE_TO_APPLY, 0, h->n) ||
                   context_says(h, CUE_APPLICANT_WORD, 0, h->n);
    if (applies && context_says(h, CUE_NEGATION, 0, h->n))
        return WHO_MAY_NOT;
    if (unit_in(h, 0, WORDS_IS_RUN) && unit_in(h, h->n - 1, WORDS_AS))
        return WHO_MAY; /* "Drivs ert företag som" */
    /* "Inte aktuellt för" */
    if (unit_in(h, 0, WORDS_NOT) &&
        (unit_in(h, h->n - 1, WORDS_FOR) || unit_in(h, h->n - 1, WORDS_TO)))
        return WHO_MAY_NOT;
    bool asks = context_says(h, CUE_WHO_ASK, 0, h->n);
    /* "Vem får ordna?": asked, and not told to arrange it themselves */
    if (said == WHO_MAY_NOT && asks && unit_is_punct(h, h->n - 1, '?') &&
        !context_says(h, CUE_NEGATION, 0, h->n))
        return WHO_MAY;
    if (said == WHO_MAY_NOT ||
        (said == WHO_MAY && (asks || has_name(h) || !is_about_things(h))))
        return said;
    if (asks && (applies || context_says(h, CUE_HANDED, 0, h->n)))
        return WHO_MAY;
    /* "Möjliga projektägare" */
    if (context_says(h, CUE_APPLICANT_WORD, 0, h->n) && h->n <= 4)
        return WHO_MAY;
    return WHO_UNSAID;
}

/* "Vilka kan inte söka?" is clear; "Not eligible" may head costs as well. */
static struct standing shut_out(const struct reader *r, const struct unit *h)
{
    bool clear = context_says(h, CUE_TO_APPLY, 0, h->n) ||
                 context_says(h, CUE_APPLICANT_WORD, 0, h->n) ||
                 context_says(h, CUE_WHO_ASK, 0, h->n);
    enum weight w = clear ? WEIGHT_WHO_SECTION : WEIGHT_WHO_LISTED;
    return (struct standing){r->w[w].weight, true, false};
}

/* A heading asks who even where its section is on something else: "Vem ska
 * skicka ansökan?". */
static bool may_speak_of_who(const struct unit *u, const struct unit *h)
{
    switch (u->section) {
    case SECTION_NONE:
    case SECTION_PURPOSE:
    case SECTION_WHAT:
    case SECTION_NEGATIVE:
    case SECTION_WHO:
        return true;
    case SECTION_DECISIONS:
    case SECTION_RELATED:
    case SECTION_EXAMPLES:
    case SECTION_EVENTS:
    case SECTION_CONTACT:
        return false;
    default:
        return context_says(h, CUE_WHO_ASK, 0, h->n);
    }
}

#define PARTNER_HEADING_TOKENS 6

/* Does a heading above H say who may apply? */
static bool is_after_applicants(const struct reader *r, const struct unit *h)
{
    for (const struct unit *u = r->text->units; u < h; u++)
        if (u->is_heading && !u->is_title && heading_says(r, u) == WHO_MAY)
            return true;
    return false;
}

/* "Samarbetspartner"; beside a heading on those who apply also "Vilka kan
 * medverka?", which alone may ask who can apply. */
static bool heads_partners(const struct reader *r, const struct unit *h)
{
    if (h->n > PARTNER_HEADING_TOKENS || has_name(h) ||
        context_says(h, CUE_TO_APPLY, 0, h->n) ||
        who_unit_says(r->mem, h) != WHO_PART)
        return false;
    return h->n <= HEADING_NAME_TOKENS || is_after_applicants(r, h);
}

/* "Målgrupp" beside a heading on who may apply: whom it is for in the end. */
static bool heads_target(const struct reader *r, const struct unit *h)
{
    if (!unit_has_word(h, WORDS_TARGET_GROUP) ||
        context_says(h, CUE_APPLY, 0, h->n))
        return false;
    for (size_t i = 0; i < r->text->n; i++) {
        const struct unit *u = &r->text->units[i];
        if (u != h && u->is_heading && !u->is_title &&
            !unit_has_word(u, WORDS_TARGET_GROUP) &&
            heading_says(r, u) == WHO_MAY)
            return true;
    }
    return false;
}

static struct standing by_heading(const struct reader *r, const struct unit *u)
{
    const struct weight_value *w = r->w;
    double who = w[WEIGHT_WHO_SECTION].weight;
    struct standing s = {0, false, false};
    if (u->section == SECTION_WHO)
        s.weight = who;
    else if (u->section == SECTION_NEGATIVE)
        s = (struct standing){w[WEIGHT_WHO_NEGATIVE_SECTION].weight, true,
                              false};
    if (u->under == 0 || u->block == NULL || u->block->kind == BLOCK_PAIR)
        return s;
    const struct unit *h = &r->text->units[u->under - 1];
    if (h->is_title || !may_speak_of_who(u, h))
        return s;
    if (heads_partners(r, h))
        return (struct standing){0, false, true};
    if (heads_target(r, h))
        return (struct standing){0, false, false};
    switch (heading_says(r, h)) {
    case WHO_MAY:
        return (struct standing){who, false, false};
    case WHO_MAY_NOT:
        return shut_out(r, h);
    default:
        break;
    }
    if (s.weight == 0 && h->n <= HEADING_NAME_TOKENS && has_name(h))
        s.weight = who;
    return s;
}

static struct standing by_label(const struct reader *r, const struct unit *u)
{
    struct standing s = {0, false, false};
    if (u->label == LABEL_WHO)
        s.weight = r->w[WEIGHT_WHO_LABEL].weight;
    if (u->block == NULL || u->block->kind != BLOCK_PAIR ||
        u->block->label == NULL) {
        const struct unit *h = s.weight > 0 ? text_heading(r->text, u) : NULL;
        if (h == NULL)
            return s;
        if (heads_target(r, h))
            return (struct standing){0, false, false};
        return heading_says(r, h) == WHO_MAY_NOT ? shut_out(r, h) : s;
    }
    struct unit label;
    text_unit(r->mem, r->vocab, u->block->label, &label);
    if (label.n > WHO_LABEL_TOKENS && u->label != LABEL_WHO)
        return s;
    bool own = u->label == LABEL_WHO || u->label == LABEL_NONE ||
               u->label == LABEL_OTHER;
    enum who_said said = heading_says(r, &label);
    if (label.n == 1 && unit_in(&label, 0, WORDS_PARTNER))
        return (struct standing){0, false, true}; /* "Partner: universitet" */
    if (said == WHO_MAY_NOT ||
        (u->label == LABEL_WHO &&
         context_says(&label, CUE_NEGATION, 0, label.n)) ||
        (u->label != LABEL_WHO && u->section == SECTION_NEGATIVE))
        return (struct standing){1, true, false};
    if (said == WHO_MAY &&
        (own || context_says(&label, CUE_WHO_ASK, 0, label.n)))
        s.weight = r->w[WEIGHT_WHO_LABEL].weight;
    return s;
}

/* The sentence that leads in a list, or NULL: "Sökande kan vara:" lends its
 * items its standing. */
static const struct unit *intro_of(const struct page_text *pt, size_t i)
{
    if (pt->units[i].block == NULL || pt->units[i].block->kind != BLOCK_ITEM)
        return NULL;
    while (i > 0 && pt->units[i].block != NULL &&
           pt->units[i].block->kind == BLOCK_ITEM)
        i--;
    const struct unit *u = &pt->units[i];
    return u->block != NULL && u->block->kind == BLOCK_PARAGRAPH ? u : NULL;
}

/* An item that opens with a form names one; "ni har haft minst en anställd"
 * is a condition. */
static bool item_names_form(const struct unit *u)
{
    for (size_t k = 0; k < u->n_matches; k++)
        if (u->matches[k].set == LEX_APPLICANT && u->matches[k].from <= 3)
            return true;
    return false;
}

/* "Fonden støtter som regel ikke:", "Vi brukar inte stödja:": however far the
 * denial stands from the verb. */
static bool refuses(const struct unit *u)
{
    if (!unit_has_word(u, WORDS_SUPPORTS) || unit_has_word(u, WORDS_YOU_ONE) ||
        unit_has_word(u, WORDS_YOU_ALL))
        return false;
    const struct match *m, *end = unit_matches_of(u, LEX_CUE, &m);
    for (; m < end; m++)
        if (m->entry->index == CUE_NEGATION && !unit_in(u, m->to, WORDS_ONLY))
            return true;
    return false;
}

static struct standing by_intro(const struct reader *r, const struct unit *u,
                                size_t i)
{
    struct standing s = {0, false, false};
    const struct unit *intro = intro_of(r->text, i);
    if (intro == NULL || intro->n == 0 || intro->n > WHO_UNIT_TOKENS ||
        !item_names_form(u))
        return s;
    bool leads = unit_is_punct(intro, intro->n - 1, ':');
    /* "För att komma i fråga ska jouren" - "vara en förening" */
    if (unit_in(u, 0, WORDS_BE) &&
        !context_says(intro, CUE_NEGATION, 0, intro->n) &&
        !context_says(intro, CUE_PARTNER, 0, intro->n)) {
        for (size_t k = 0; k < intro->n; k++)
            if (unit_in(intro, k, WORDS_MUST))
                s.weight = r->w[WEIGHT_WHO_SECTION].weight;
        return s;
    }
    switch (who_unit_says(r->mem, intro)) {
    case WHO_MAY:
        s.weight = leads ? r->w[WEIGHT_WHO_SECTION].weight + 1
                         : r->w[WEIGHT_WHO_SAID].weight;
        break;
    case WHO_MAY_NOT:
        s = (struct standing){r->w[WEIGHT_WHO_SAID].weight, true, false};
        break;
    default:
        if (leads && refuses(intro))
            s = (struct standing){r->w[WEIGHT_WHO_SAID].weight, true, false};
        break;
    }
    return s;
}

/* "Lead applicants on the Swedish side. Municipalities and associations." */
static struct standing by_lead_in(const struct reader *r, const struct unit *u,
                                  size_t i)
{
    struct standing s = {0, false, false};
    if (i == 0 || u->block == NULL || u->block->kind == BLOCK_PAIR)
        return s;
    const struct unit *before = &r->text->units[i - 1];
    if (before->block != u->block || before->n == 0 ||
        before->n > WHO_LABEL_TOKENS || has_name(before))
        return s;
    bool opens =
        unit_find_in(before, LEX_CUE, CUE_APPLICANT_WORD, 0, 3) != NULL &&
        !context_says(before, CUE_COPULA, 0, before->n) &&
        !context_says(before, CUE_MAY, 0, before->n);
    enum who_said said = heading_says(r, before);
    char end = before->tokens[before->n - 1].norm[0];
    bool leads = end == ':' || end == '?' ||
                 context_says(before, CUE_WHO_ASK, 0, before->n);
    if (said == WHO_MAY_NOT && leads)
        return (struct standing){r->w[WEIGHT_WHO_SAID].weight, true, false};
    if ((said == WHO_MAY && leads) || opens)
        s.weight = r->w[WEIGHT_WHO_SECTION].weight;
    return s;
}

/* "Nej, om du redan driver ett bolag", "Ja, om du har en förening": the answer
 * to a heading that asks whether it is for the reader. */
static struct standing by_yes_if(const struct reader *r, const struct unit *u)
{
    size_t i = 1 + unit_is_punct(u, 1, ',');
    bool yes = unit_in(u, 0, WORDS_YES), no = unit_in(u, 0, WORDS_NO);
    if ((!yes && !no) || !unit_in(u, i, WORDS_IF))
        return (struct standing){0, false, false};
    enum weight w = no ? WEIGHT_WHO_SAID : WEIGHT_WHO_SECTION;
    return (struct standing){r->w[w].weight, no, false};
}

struct standing who_stands(const struct reader *r, const struct unit *u,
                           size_t i)
{
    struct standing s = by_label(r, u);
    if (s.weight > 0 || s.partner)
        return s;
    s = by_yes_if(r, u);
    if (s.weight > 0)
        return s;
    s = by_heading(r, u);
    struct standing led = by_intro(r, u, i);
    if (led.weight == 0)
        led = by_lead_in(r, u, i);
    return led.weight > s.weight || led.closed ? led : s;
}
