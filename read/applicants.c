/*
 * applicants.c - who may apply and who may not.
 *
 * Forms of organisation are named all over a page: as applicants, as
 * partners, as target groups. What a sentence says of each is read by
 * who_names.c; here the sentences of a page are weighed against each other: a
 * label or section on applicants, a list under a heading, a line of prose.
 */
#include "context.h"
#include "found.h"
#include "who.h"

#include <string.h>

struct tally {
    const struct weight_value *w;
    double in[64], out[64];
    struct source in_source[64], out_source[64];
    enum who_said last; /* of the sentence before */
};

/* What a sentence inherits from its label, heading or the line above. */
struct standing {
    double weight;
    bool closed; /* those named are shut out */
};

#define UNIT_TOKENS_MAX 1500 /* a longer "sentence" is no prose */
#define LABEL_TOKENS_MAX 9
#define HEADING_NAME_TOKENS 3 /* "Företaget": the heading is a name */

static bool has_name(const struct unit *u)
{
    for (size_t k = 0; k < u->n_matches; k++)
        if (u->matches[k].set == LEX_APPLICANT &&
            u->matches[k].entry->index >= 0)
            return true;
    return false;
}

/* "What we fund", "Det här kan ni få pengar till" */
static bool is_about_things(const struct unit *h)
{
    static const char *const words[] = {
        "vad",  "det",  "detta",  "what",    "hva",      "hvad",       "kva",
        "this", "här",  "hur",    "how",     "så",       "slik",       "sådan",
        "när",  "when", "things", "projekt", "projects", "prosjekter", "hvor"};
    for (size_t i = 0; i < h->n; i++)
        if (WHO_IS_ONE_OF(&h->tokens[i], words))
            return true;
    return false;
}

/* What a heading or label says of those named below it. */
static enum who_said heading_says(const struct reader *r, const struct unit *h)
{
    if (h->n == 0 || h->n > 2 * LABEL_TOKENS_MAX)
        return WHO_UNSAID;
    enum who_said said = who_unit_says(r->mem, h);
    bool applies = who_has_cue(h, CUE_TO_APPLY, 0, h->n) ||
                   who_has_cue(h, CUE_APPLICANT_WORD, 0, h->n);
    if (applies && who_has_cue(h, CUE_NEGATION, 0, h->n))
        return WHO_MAY_NOT;
    bool asks = who_has_cue(h, CUE_WHO_ASK, 0, h->n);
    if (said == WHO_MAY_NOT ||
        (said == WHO_MAY && (asks || has_name(h) || !is_about_things(h))))
        return said;
    if (asks && (applies || who_has_cue(h, CUE_HANDED, 0, h->n)))
        return WHO_MAY;
    /* "Möjliga projektägare" */
    if (who_has_cue(h, CUE_APPLICANT_WORD, 0, h->n) && h->n <= 4)
        return WHO_MAY;
    return WHO_UNSAID;
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
        return who_has_cue(h, CUE_WHO_ASK, 0, h->n);
    }
}

static struct standing by_heading(const struct reader *r, const struct unit *u)
{
    const struct weight_value *w = r->w;
    double who = w[WEIGHT_WHO_SECTION].weight;
    struct standing s = {0, false};
    if (u->section == SECTION_WHO)
        s.weight = who;
    else if (u->section == SECTION_NEGATIVE)
        s = (struct standing){w[WEIGHT_WHO_NEGATIVE_SECTION].weight, true};
    if (u->under == 0 || u->block == NULL || u->block->kind == BLOCK_PAIR)
        return s;
    const struct unit *h = &r->text->units[u->under - 1];
    if (h->is_title || !may_speak_of_who(u, h))
        return s;
    switch (heading_says(r, h)) {
    case WHO_MAY:
        return (struct standing){who, false};
    case WHO_MAY_NOT:
        return (struct standing){w[WEIGHT_WHO_NEGATIVE_SECTION].weight, true};
    default:
        break;
    }
    if (s.weight == 0 && h->n <= HEADING_NAME_TOKENS && has_name(h))
        s.weight = who;
    return s;
}

static struct standing by_label(const struct reader *r, const struct unit *u)
{
    struct standing s = {0, false};
    if (u->label == LABEL_WHO)
        s.weight = r->w[WEIGHT_WHO_LABEL].weight;
    if (u->block == NULL || u->block->kind != BLOCK_PAIR ||
        u->block->label == NULL)
        return s;
    struct unit label;
    text_unit(r->mem, r->vocab, u->block->label, &label);
    if (label.n > LABEL_TOKENS_MAX && u->label != LABEL_WHO)
        return s;
    bool own = u->label == LABEL_WHO || u->label == LABEL_NONE ||
               u->label == LABEL_OTHER;
    enum who_said said = heading_says(r, &label);
    if (said == WHO_MAY_NOT ||
        (u->label == LABEL_WHO &&
         who_has_cue(&label, CUE_NEGATION, 0, label.n)) ||
        (u->label != LABEL_WHO && u->section == SECTION_NEGATIVE))
        return (struct standing){1, true};
    if (said == WHO_MAY &&
        (own || who_has_cue(&label, CUE_WHO_ASK, 0, label.n)))
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

static struct standing by_intro(const struct reader *r, const struct unit *u,
                                size_t i)
{
    struct standing s = {0, false};
    const struct unit *intro = intro_of(r->text, i);
    if (intro == NULL || intro->n == 0 || intro->n > UNIT_TOKENS_MAX ||
        !item_names_form(u))
        return s;
    bool leads = unit_is_punct(intro, intro->n - 1, ':');
    switch (who_unit_says(r->mem, intro)) {
    case WHO_MAY:
        s.weight = leads ? r->w[WEIGHT_WHO_SECTION].weight + 1
                         : r->w[WEIGHT_WHO_SAID].weight;
        break;
    case WHO_MAY_NOT:
        s = (struct standing){r->w[WEIGHT_WHO_SAID].weight, true};
        break;
    default:
        break;
    }
    return s;
}

static struct standing stands(const struct reader *r, const struct unit *u,
                              size_t i)
{
    struct standing s = by_label(r, u);
    if (s.weight > 0)
        return s;
    s = by_heading(r, u);
    struct standing led = by_intro(r, u, i);
    return led.weight > s.weight || led.closed ? led : s;
}

static bool is_elsewhere(const struct unit *u)
{
    return u->section == SECTION_DECISIONS || u->section == SECTION_RELATED ||
           u->section == SECTION_EXAMPLES || u->section == SECTION_BACKGROUND ||
           u->section == SECTION_REPORTING || u->section == SECTION_EVENTS ||
           u->section == SECTION_CONTACT;
}

#define LIST_TOKENS_MAX 16

/* A bare list under a heading on who says as much as a sentence would; one in
 * the open is the faintest sign; a sentence that names forms while it tells of
 * something else is in between. */
static double unsaid_weight(const struct weight_value *w, const struct unit *u,
                            const struct standing *s,
                            const struct who_names *names)
{
    if (u->is_heading)
        return 0;
    if (s->closed || (!names->told && s->weight >= w[WEIGHT_WHO_LABEL].weight))
        return s->weight;
    if (!names->listed)
        return s->weight * w[WEIGHT_WHO_UNSAID].weight;
    if (s->weight > 0)
        return s->weight + w[WEIGHT_WHO_SAID].weight;
    bool open = u->section == SECTION_NONE || u->section == SECTION_PURPOSE;
    return open && u->n <= LIST_TOKENS_MAX ? w[WEIGHT_WHO_LISTED].weight : 0;
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
        weight = unsaid_weight(w, u, s, names);
        break;
    }
    if (name->match->entry->weak && weight < 2)
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
    if (!has_name(whole) || whole->n > 3 * LABEL_TOKENS_MAX)
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
    return whole;
}

static void tally_unit(const struct reader *r, struct tally *t,
                       const struct unit *u, size_t i)
{
    if (u->n > UNIT_TOKENS_MAX)
        return;
    u = whole_sentence(r, u, i);
    struct who_names names;
    who_names_of(r->mem, u, &names);
    struct standing s = stands(r, u, i);
    enum who_said last = WHO_UNSAID;
    for (size_t k = 0; k < names.n; k++) {
        struct who_name *name = &names.items[k];
        /* "Legal persons of one of these kinds:" */
        if (name->match->entry->index == APPLICANT_LEGAL_PERSON &&
            unit_is_punct(u, u->n - 1, ':'))
            continue;
        if (name->likewise)
            name->said = t->last;
        if (name->said == WHO_MAY || name->said == WHO_MAY_NOT)
            last = name->said;
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
    t->last = names.n > 0 ? last : who_unit_says(r->mem, u);
}

/* A table of forms with yes and no beside them. */
static bool tally_yes_no(const struct reader *r, struct tally *t,
                         const struct unit *u)
{
    static const char *const yes[] = {"ja", "yes", "\xE2\x9C\x93",
                                      "\xE2\x9C\x94", "jo"};
    static const char *const no[] = {"nej",  "no", "nei",
                                     "inte", "ej", "\xE2\x9C\x97"};
    if (u->block == NULL || u->block->kind != BLOCK_PAIR || u->n == 0)
        return false;
    int answer = 0;
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        answer = token_is(&u->tokens[0], yes[i]) ? 1 : answer;
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        answer = token_is(&u->tokens[0], no[i]) ? -1 : answer;
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

/* "Any legal person" names all forms; a named form beside it is an example or
 * an addition for people. */
static void settle_legal_person(struct call *c, const struct tally *t,
                                double best)
{
    if (!(c->applicants & CODE_BIT(APPLICANT_LEGAL_PERSON)))
        return;
    codeset forms = CODE_BIT(APPLICANT_INDIVIDUAL) |
                    CODE_BIT(APPLICANT_SOLE_TRADER) |
                    CODE_BIT(APPLICANT_LEGAL_PERSON);
    if (t->in[APPLICANT_LEGAL_PERSON] >= best * 0.6)
        c->applicants &= forms;
    else
        c->applicants &= ~CODE_BIT(APPLICANT_LEGAL_PERSON);
}

static const struct source *
strongest(const double *v, const struct source *sources, double *best)
{
    const struct source *s = NULL;
    for (int i = 0; i < code_count(CODE_APPLICANT); i++)
        if (v[i] > *best) {
            *best = v[i];
            s = &sources[i];
        }
    return s;
}

void read_applicants(struct reader *r)
{
    struct tally t;
    memset(&t, 0, sizeof t);
    t.w = r->w;
    for (size_t i = 0; i < r->text->n; i++)
        if (!tally_yes_no(r, &t, &r->text->units[i]))
            tally_unit(r, &t, &r->text->units[i], i);
    struct call *c = r->call;
    double best = 0, best_out = 0;
    const struct source *in = strongest(t.in, t.in_source, &best);
    const struct source *out = strongest(t.out, t.out_source, &best_out);
    double least = best >= r->w[WEIGHT_WHO_MIN].weight
                       ? r->w[WEIGHT_WHO_MIN].weight
                       : r->w[WEIGHT_WHO_FAINT_MIN].weight;
    for (int i = 0; i < code_count(CODE_APPLICANT); i++) {
        /* Social enterprises are named beside the forms they take. */
        bool beside = i == APPLICANT_SOCIAL_ENTERPRISE;
        if (t.in[i] >= least &&
            (beside || t.in[i] >= best * r->w[WEIGHT_WHO_KEEP_SHARE].weight) &&
            t.in[i] >= t.out[i] * 0.75)
            c->applicants |= CODE_BIT(i);
        else if (t.out[i] >= r->w[WEIGHT_WHO_OUT_MIN].weight)
            c->excluded |= CODE_BIT(i);
    }
    settle_legal_person(c, &t, best);
    if (c->applicants != 0 && in != NULL)
        found_evidence(r, FIELD_APPLICANTS, in, best > 2 ? 0.9 : 0.75);
    if (c->excluded != 0 && out != NULL)
        found_evidence(r, FIELD_EXCLUDED, out, 0.8);
}
