/*
 * applicants.c - who may apply and who may not.
 *
 * Forms of organisation are named all over a page: as applicants, as
 * partners, as target groups. What a sentence says of each is read by
 * who_names.c; here the sentences of a page are weighed against each other: a
 * label or section on applicants, a list under a heading, a line of prose.
 */
#include "applicants_int.h"

#include <string.h>

/* "Companies receive it as de minimis aid, at most EUR 300,000 in three
 * years": terms for one kind of applicants among others. */
static bool is_cap_of_aid(const struct unit *u)
{
    return unit_has(u, LEX_MONEY) && context_says(u, CUE_STATE_AID, 0, u->n);
}

static bool is_elsewhere(const struct unit *u)
{
    return u->section == SECTION_DECISIONS || u->section == SECTION_RELATED ||
           u->section == SECTION_EXAMPLES || u->section == SECTION_BACKGROUND ||
           u->section == SECTION_REPORTING || u->section == SECTION_EVENTS ||
           u->section == SECTION_CONTACT || u->section == SECTION_STATE_AID ||
           u->section == SECTION_ASSESSMENT || is_cap_of_aid(u);
}

#define LIST_TOKENS_MAX 16

static bool opens_with_verb(const struct unit *u)
{
    return unit_in(u, 0, WORDS_RUNS) || unit_in(u, 0, WORDS_IS_RUN) ||
           unit_in(u, 0, WORDS_IS) || unit_in(u, 0, WORDS_BE) ||
           (unit_in(u, 1, WORDS_AS) && unit_in(u, 0, WORDS_IT_THIS)) ||
           unit_in(u, 1, WORDS_STARTED);
}

/* A bare list under a heading on who says as much as a sentence would; one in
 * the open is the faintest sign; a sentence that names forms while it tells of
 * something else is in between. */
static double unsaid_weight(const struct weight_value *w, const struct unit *u,
                            const struct standing *s,
                            const struct who_names *names,
                            const struct who_name *name)
{
    /* "Stiftelser" heads what is asked of them, under "Vem kan söka?" */
    if (u->is_heading)
        return names->listed && !u->is_title && u->section == SECTION_WHO
                   ? s->weight + w[WEIGHT_WHO_SAID].weight
                   : 0;
    /* "har enskild firma, handelsbolag eller aktiebolag" under "Du kan söka om
     * du" */
    if (!s->closed && s->weight > 0 && u->block != NULL &&
        u->block->kind == BLOCK_ITEM && opens_with_verb(u) &&
        name->match->entry->index != APPLICANT_LEGAL_PERSON)
        return s->weight + w[WEIGHT_WHO_SAID].weight;
    if (s->closed || (!names->told && s->weight >= w[WEIGHT_WHO_LABEL].weight))
        return s->weight;
    if (!names->listed || (names->acts && s->weight > 0))
        return s->weight * w[WEIGHT_WHO_UNSAID].weight;
    if (s->weight > 0)
        return s->weight + w[WEIGHT_WHO_SAID].weight;
    bool open = u->section == SECTION_NONE || u->section == SECTION_PURPOSE;
    return open && u->n <= LIST_TOKENS_MAX ? w[WEIGHT_WHO_LISTED].weight : 0;
}

/* "En kommun kan söka": any of the kind, and not the funder. */
static bool is_one_of_kind(const struct unit *u, const struct who_name *name)
{
    size_t i = name->match->from;
    return (name->said == WHO_MAY || name->said == WHO_UNSAID) &&
           (name->match->entry->index == APPLICANT_MUNICIPALITY ||
            name->match->entry->index == APPLICANT_REGION) &&
           (name->in_row || (i > 0 && (unit_in(u, i - 1, WORDS_ARTICLE) ||
                                       unit_in(u, i - 1, WORDS_COUNT_WORD) ||
                                       u->tokens[i - 1].kind == TOKEN_NUMBER)));
}

/* How much the sentence's word on one of its names weighs; *OUT where it shuts
 * the form out. */
static double name_weight(const struct reader *r, const struct unit *u,
                          const struct standing *s,
                          const struct who_names *names,
                          const struct who_name *name, bool *out)
{
    const struct weight_value *w = r->w;
    double weight = s->weight;
    *out = s->closed;
    switch (name->said) {
    case WHO_MAY:
        if (name->faint) {
            weight = w[WEIGHT_WHO_LISTED].weight;
            break;
        }
        weight += u->lead || u->section == SECTION_WHO
                      ? w[WEIGHT_WHO_SAID_EARLY].weight
                      : w[WEIGHT_WHO_SAID].weight;
        if (u->is_heading)
            weight *= w[WEIGHT_WHO_HEADING].weight;
        break;
    case WHO_MAY_NOT:
        *out = true;
        weight += w[WEIGHT_WHO_SAID].weight;
        if (name->some)
            weight *= w[WEIGHT_WHO_SOME].weight;
        break;
    case WHO_PART:
    case WHO_ASIDE:
        weight = (weight + 1) * w[WEIGHT_WHO_PARTNER].weight;
        break;
    case WHO_UNSAID:
        weight = unsaid_weight(w, u, s, names, name);
        break;
    }
    if (name->match->entry->weak && weight < 2 && !is_one_of_kind(u, name))
        weight *= w[WEIGHT_WHO_WEAK].weight;
    if (is_elsewhere(u))
        weight *= w[WEIGHT_WHO_ELSEWHERE].weight;
    return weight * name->match->entry->weight;
}

/* "Alla juridiska personer är välkomna: föreningar, bolag" looks like a label
 * and its value, but is one sentence. */
static const struct unit *whole_sentence(const struct reader *r,
                                         const struct unit *u, size_t i)
{
    const struct block *b = u->block;
    if (b == NULL || b->kind != BLOCK_PAIR || b->label == NULL ||
        (i > 0 && r->text->units[i - 1].block == b))
        return u;
    struct unit *whole = arena_alloc(r->mem, sizeof *whole);
    text_unit(r->mem, r->vocab, b->label, whole);
    if (!who_names_in(whole, 0, whole->n) || whole->n > 3 * WHO_LABEL_TOKENS)
        return u;
    const char *text;
    size_t len;
    unit_quote(u, 0, u->n, &text, &len);
    struct unit said;
    text_unit(r->mem, r->vocab,
              arena_printf(r->mem, "%s: %.*s", b->label, (int)len, text),
              &said);
    *whole = *u;
    whole->text = said.text;
    whole->from = said.from;
    whole->to = said.to;
    whole->tokens = said.tokens;
    whole->n = said.n;
    whole->matches = said.matches;
    whole->n_matches = said.n_matches;
    whole->index = said.index;
    whole->memo = said.memo;
    return whole;
}

static bool names_business(const struct unit *u)
{
    for (size_t k = 0; k < u->n_matches; k++)
        if (u->matches[k].set == LEX_APPLICANT &&
            (u->matches[k].entry->index == APPLICANT_COMPANY ||
             u->matches[k].entry->index == APPLICANT_SOLE_TRADER))
            return true;
    return false;
}

/* "Målgrupp: personer över 65 år" tells whom it is for in the end. */
static bool is_target(const struct reader *r, const struct unit *u)
{
    if (u->block == NULL || u->block->label == NULL)
        return false;
    struct unit label;
    text_unit(r->mem, r->vocab, u->block->label, &label);
    return unit_has_word(&label, WORDS_TARGET_GROUP);
}

/* "Är du mellan 13 och 25 år?" speaks to people. */
static void tally_people(const struct reader *r, struct tally *t,
                         const struct unit *u, const struct standing *s)
{
    size_t from, to;
    bool asked = s->weight > 0 && !s->closed;
    bool listed = asked && unit_has_word(u, WORDS_YOUNG) && !is_target(r, u);
    if (!(who_speaks_to_people(u, listed, &from, &to) ||
          (asked && who_speaks_to_member(u, &from, &to))) ||
        names_business(u) || is_elsewhere(u) || s->closed ||
        who_unit_says(r->mem, u) == WHO_MAY_NOT)
        return;
    double w = s->weight + r->w[WEIGHT_WHO_SAID].weight;
    if (w <= t->in[APPLICANT_INDIVIDUAL])
        return;
    t->in[APPLICANT_INDIVIDUAL] = w;
    t->in_source[APPLICANT_INDIVIDUAL] = (struct source){u, from, to, w};
}

/* Nearly every call says who may apply. Where no sentence says it outright,
 * those are meant that the page's first words or its prose name as acting:
 * "we put money into cooperatives", "all associations took part". */
static void note_hint(struct tally *t, const struct unit *u,
                      const struct who_name *name)
{
    int code = name->match->entry->index;
    /* "Kommunen delar ut": the funder itself; but "Föreningen ska ha sitt säte
     * i" */
    bool must = code == APPLICANT_ASSOCIATION &&
                unit_in(u, name->match->to, WORDS_MUST);
    if (is_elsewhere(u) || u->section == SECTION_NEGATIVE ||
        name->said == WHO_MAY_NOT || name->denied ||
        who_is_target(u, name->match) ||
        (!name->in_row && !must &&
         unit_in(u, name->match->from, WORDS_FUNDER_ITSELF)))
        return;
    double w = name->said == WHO_UNSAID  ? 1
               : name->said == WHO_ASIDE ? 0.7
                                         : 0.9;
    if (name->said == WHO_UNSAID && !unit_in(u, name->match->to, WORDS_MUST) &&
        unit_cue_at(u, CUE_MAY, name->match->to) != NULL)
        w *= 0.7; /* "kommuner kan boka kursen" */
    w *= u->lead ? 1.5 : 1;
    w *= u->is_title ? 0.8 : u->is_heading ? 0.5 : 1;
    w *= name->match->entry->weak && !is_one_of_kind(u, name)
             ? 0.5
             : name->match->entry->weight;
    if (w <= t->hint[code])
        return;
    t->hint[code] = w;
    t->hint_source[code] =
        (struct source){u, name->match->from, name->match->to, w};
}

static void note_social(struct tally *t, const struct unit *u,
                        const struct who_names *names,
                        const struct who_name *name)
{
    bool first = u->lead || u->is_title || u->section == SECTION_PURPOSE;
    if (!first || is_elsewhere(u) ||
        name->match->entry->index != APPLICANT_SOCIAL_ENTERPRISE ||
        (name->said != WHO_UNSAID && name->said != WHO_MAY))
        return;
    size_t others = 0;
    for (size_t k = 0; k < names->n; k++)
        others += names->items[k].match->from != name->match->from &&
                  !names->items[k].general;
    /* Not among many others, and not their whole trade: "social economy". */
    t->addressed |=
        others <= 1 && !unit_in(u, name->match->to - 1, WORDS_ECONOMY);
}

#define BEING_WORDS 3

/* "... ska vara en juridisk person": what M names is asked of somebody. */
static bool is_being(const struct unit *u, const struct match *m)
{
    for (size_t i = m->from; i > 0 && m->from - i < BEING_WORDS; i--)
        if (unit_in(u, i - 1, WORDS_IS) || unit_in(u, i - 1, WORDS_BE))
            return true;
    return false;
}

/* Is name K of NAMES "a legal person", asked of the forms named before it:
 * "Föreningar kan söka om de är juridiska personer"? */
static bool is_condition(const struct unit *u, const struct who_names *names,
                         size_t k)
{
    const struct match *m = names->items[k].match;
    bool named = false;
    for (size_t i = 0; i < k; i++)
        named |= names->items[i].said != WHO_MAY_NOT;
    return m->entry->index == APPLICANT_LEGAL_PERSON && named && is_being(u, m);
}

#define WHERE_TOKENS 4 /* "en juridisk person med säte i Sverige: en ..." */

/* Does a list begin soon after M? */
static bool opens_list(const struct unit *u, const struct match *m)
{
    for (size_t i = m->to; i < m->to + WHERE_TOKENS + 1 && i < u->n; i++) {
        if (unit_is_punct(u, i, ':'))
            return true;
        if (u->tokens[i].kind == TOKEN_PUNCT)
            return false;
    }
    return false;
}

/* Is name K "a legal person" whose kinds follow: "Legal persons of one of these
 * kinds:", "en juridisk person (förening, stiftelse eller aktiebolag)"? */
static bool is_spelt_out(const struct unit *u, const struct who_names *names,
                         size_t k)
{
    const struct match *m = names->items[k].match;
    if (m->entry->index != APPLICANT_LEGAL_PERSON)
        return false;
    if (unit_is_punct(u, u->n - 1, ':'))
        return true;
    bool one = unit_in(u, m->from, WORDS_ARTICLE) ||
               (m->from > 0 && (unit_in(u, m->from - 1, WORDS_ARTICLE) ||
                                unit_in(u, m->from - 1, WORDS_BE)));
    bool listed =
        opens_list(u, m) || unit_is_punct(u, m->to, '(') ||
        unit_in(u, m->to, WORDS_EITHER) ||
        (unit_is_punct(u, m->to, ',') && unit_in(u, m->to + 1, WORDS_EITHER));
    return one && listed && k + 1 < names->n &&
           !context_says(u, CUE_EXAMPLE, m->to,
                         names->items[k + 1].match->from);
}

static bool speaks_of_applying(const struct unit *u, size_t from)
{
    for (size_t i = from; i < u->n; i++)
        if (unit_in(u, i, WORDS_APPLIES) || unit_in(u, i, WORDS_APPLYING) ||
            context_says(u, CUE_APPLY, i, i + 1))
            return true;
    return false;
}

/* "Minst en ideell förening ska ha en aktiv roll": a partner that is asked for,
 * unless applying is spoken of. */
static bool is_asked_for(const struct unit *u, const struct match *name)
{
    for (size_t i = name->from; i > 0 && name->from - i < BEING_WORDS; i--)
        if (unit_in(u, i - 1, WORDS_LEAST))
            return !speaks_of_applying(u, name->to) &&
                   !context_says(u, CUE_APPLICANT_WORD, 0, u->n);
    return false;
}

/* "Ni är minst fem hushåll": how many join, and not who applies. */
static bool is_head_count(const struct unit *u, const struct match *name)
{
    size_t i = name->from;
    return name->entry->index == APPLICANT_INDIVIDUAL && i >= 2 &&
           (unit_in(u, i - 1, WORDS_COUNT_WORD) ||
            u->tokens[i - 1].kind == TOKEN_NUMBER) &&
           unit_in(u, i - 2, WORDS_LEAST) &&
           !(i >= 4 && unit_in(u, i - 4, WORDS_GROUP));
}

/* "Föreningen" after "ekonomiska föreningar kan söka": those again. */
static bool refers_back(const struct tally *t, const struct unit *u,
                        const struct who_name *name)
{
    return name->general && unit_in(u, name->match->from, WORDS_THE_BODY) &&
           name->match->entry->index == APPLICANT_ASSOCIATION &&
           t->in[APPLICANT_COOPERATIVE] >= t->w[WEIGHT_WHO_SAID].weight * 0.8 &&
           t->in[APPLICANT_ASSOCIATION] < t->w[WEIGHT_WHO_SAID].weight * 0.8;
}

static void note_trade(const struct reader *r, struct tally *t,
                       const struct unit *u, const struct standing *s,
                       const struct who_names *names,
                       const struct who_name *name)
{
    bool out;
    double w = name_weight(r, u, s, names, name, &out);
    if (name->said == WHO_UNSAID && u->is_title)
        w = r->w[WEIGHT_WHO_FAINT_MIN].weight;
    if (out || w <= t->trade)
        return;
    t->trade = w;
    t->trade_source = (struct source){u, name->match->from, name->match->to, w};
}

#define IF_REACH 6 /* tokens: "du kan alltså söka om" */

/* "Du som bor i Lund och vårdar en närstående kan söka": somebody, where nobody
 * is named; on the page of a stipend or where no other form is. */
static void note_somebody(const struct reader *r, struct tally *t,
                          const struct unit *u)
{
    double w = r->w[WEIGHT_WHO_FAINT_MIN].weight;
    if (!unit_in(u, 0, WORDS_YOU_ONE))
        return;
    bool one = unit_in(u, 1, WORDS_WHO);
    /* "You can apply if you were born outside Sweden" */
    for (size_t i = 2; i < IF_REACH && !one; i++)
        one = unit_in(u, i, WORDS_IF) && unit_in(u, i + 1, WORDS_YOU_ONE);
    if (!one || is_elsewhere(u) || names_business(u) || w <= t->trade ||
        who_unit_says(r->mem, u) != WHO_MAY)
        return;
    t->trade = w;
    t->trade_source = (struct source){u, 0, 2, w};
}

static void tally_unit(const struct reader *r, struct tally *t,
                       const struct unit *u, size_t i)
{
    if (u->n > WHO_UNIT_TOKENS)
        return;
    u = whole_sentence(r, u, i);
    struct who_names names;
    who_names_of(r->mem, u, &names);
    struct standing s = who_stands(r, u, i);
    enum who_said last = WHO_UNSAID;
    bool other_call = context_says(u, CUE_OTHER_CALL, 0, u->n);
    bool asks = names.n > 0 && applicants_asks(u);
    for (size_t k = 0; k < names.n; k++) {
        struct who_name *name = &names.items[k];
        if (is_spelt_out(u, &names, k))
            continue;
        if (is_condition(u, &names, k) || refers_back(t, u, name))
            continue;
        t->demanded |= name->match->entry->index == APPLICANT_LEGAL_PERSON &&
                       u->section != SECTION_WHO && is_being(u, name->match);
        /* "Bilda en ekonomisk eller ideell förening. Sedan kan föreningen
         * söka" */
        if (name->said == WHO_MAY && name->general && i > 0 &&
            unit_in(u, name->match->from, WORDS_THE_BODY) &&
            u[-1].block == u->block && u->n <= WHO_UNIT_TOKENS)
            applicants_tally_those(r, t, u - 1);
        if (name->likewise) /* "Därtill universitet" in a list of who may */
            name->said = t->last == WHO_UNSAID && s.weight > 0 && !s.closed
                             ? WHO_MAY
                             : t->last;
        /* "Kommuner kan söka X, men det är ett annat stöd" */
        if (name->said == WHO_MAY && other_call)
            name->said = WHO_ASIDE;
        /* "Jag har enskild firma, får jag söka?": the answer tells. */
        if (name->said == WHO_MAY && asks)
            name->said = WHO_UNSAID;
        if (name->said == WHO_UNSAID && s.partner)
            name->said = WHO_PART;
        if (is_head_count(u, name->match))
            continue;
        if (name->said == WHO_MAY && is_asked_for(u, name->match))
            name->said = WHO_PART;
        if (name->said == WHO_MAY || name->said == WHO_MAY_NOT)
            last = name->said;
        if (who_is_with_firm(u, name->match))
            continue;
        if (applicants_is_trade(name->match)) {
            note_trade(r, t, u, &s, &names, name);
            continue;
        }
        if (!s.partner)
            note_hint(t, u, name);
        note_social(t, u, &names, name);
        bool out;
        double w = name_weight(r, u, &s, &names, name, &out);
        int code = name->match->entry->index;
        double *slot = out ? &t->out[code] : &t->in[code];
        if (w > *slot) {
            *slot = w;
            *(out ? &t->out_source[code] : &t->in_source[code]) =
                (struct source){u, name->match->from, name->match->to, w};
        }
    }
    tally_people(r, t, u, &s);
    applicants_tally_question(r, t, u);
    if (names.n == 0) {
        note_somebody(r, t, u);
        applicants_tally_pronoun(r, t, i);
    }
    t->last = names.n > 0 ? last : who_unit_says(r->mem, u);
}

/* 1 where a cell says yes, -1 where it says no, else 0. */
static int cell_answer(const struct unit *u)
{
    const struct token *t = &u->tokens[0];
    if (token_in(t, WORDS_YES) || token_is(t, "\xE2\x9C\x93") ||
        token_is(t, "\xE2\x9C\x94")) /* check marks */
        return 1;
    return token_in(t, WORDS_NO) || token_in(t, WORDS_NOT) ||
                   token_is(t, "\xE2\x9C\x97") /* a ballot cross */
               ? -1
               : 0;
}

/* A table of forms with yes and no beside them. */
static bool tally_yes_no(const struct reader *r, struct tally *t,
                         const struct unit *u)
{
    if (u->block == NULL || u->block->kind != BLOCK_PAIR || u->n == 0)
        return false;
    int answer = cell_answer(u);
    if (answer == 0)
        return false;
    struct unit label;
    text_unit(r->mem, r->vocab, u->block->label, &label);
    bool any = false;
    for (size_t k = 0; k < label.n_matches; k++) {
        int i = label.matches[k].entry->index;
        if (label.matches[k].set != LEX_APPLICANT || i < 0)
            continue;
        any = true;
        *(answer > 0 ? &t->in[i] : &t->out[i]) = 3;
        *(answer > 0 ? &t->in_source[i] : &t->out_source[i]) =
            (struct source){u, 0, 0, 3};
    }
    return any;
}

void applicants_tally(const struct reader *r, struct tally *t)
{
    for (size_t i = 0; i < r->text->n; i++)
        if (!tally_yes_no(r, t, &r->text->units[i]))
            tally_unit(r, t, &r->text->units[i], i);
}
