/*
 * applicants.c - who may apply and who may not.
 *
 * Forms of organisation are named all over a page: as applicants, as
 * partners, as target groups. They count where the text speaks of applying:
 * in a section or label on applicants, or in a sentence with such a cue. A
 * clause that negates shuts its forms out.
 */
#include "context.h"
#include "found.h"

#include <string.h>

struct tally {
    const struct weight_value *w;
    double in[64], out[64];
    struct source in_source[64], out_source[64];
};

/* Clauses end at a full stop, semicolon or a "but". */
static bool ends_clause(const struct token *t)
{
    return t->norm[0] == ';' || token_is(t, "men") || token_is(t, "but") ||
           token_is(t, "däremot") || token_is(t, "however") || token_is(t, ":");
}

static double unit_weight(const struct reader *r, const struct unit *u)
{
    double w = 0;
    if (u->label == LABEL_WHO)
        w = r->w[WEIGHT_WHO_LABEL].weight;
    else if (u->section == SECTION_WHO)
        w = r->w[WEIGHT_WHO_SECTION].weight;
    else if (u->section == SECTION_NEGATIVE)
        w = r->w[WEIGHT_WHO_NEGATIVE_SECTION].weight;
    double said = context_unit(u, CUE_ELIGIBLE);
    if (said > 0)
        w += u->lead || u->section == SECTION_WHO
                 ? r->w[WEIGHT_WHO_SAID_EARLY].weight
                 : r->w[WEIGHT_WHO_SAID].weight;
    if (context_unit(u, CUE_INELIGIBLE) > 0 && w < 1)
        w = 1;
    if (u->section == SECTION_DECISIONS || u->section == SECTION_RELATED ||
        u->section == SECTION_EXAMPLES || u->section == SECTION_BACKGROUND)
        w *= r->w[WEIGHT_WHO_ELSEWHERE].weight;
    return w;
}

static bool has_comma(const struct unit *u, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (u->tokens[i].kind == TOKEN_PUNCT && u->tokens[i].norm[0] == ',')
            return true;
    return false;
}

/* ", eller genom en förening" starts anew. */
static bool has_alternative(const struct unit *u, size_t from, size_t to)
{
    for (size_t i = from; i + 1 < to; i++)
        if (u->tokens[i].norm[0] == ',' &&
            (token_is(&u->tokens[i + 1], "eller") ||
             token_is(&u->tokens[i + 1], "or")))
            return true;
    return false;
}

/* "I någon av kommunerna", "kommunerna Bjurholm och Vännäs": a place. */
static bool is_place(const struct unit *u, const struct match *who)
{
    static const char *const words[] = {"i", "inom", "in", "within"};
    if (who->entry->index != APPLICANT_MUNICIPALITY &&
        who->entry->index != APPLICANT_REGION)
        return false;
    if (who->to < u->n && unit_is_capital(u, who->to) &&
        (unit_match_at(u, LEX_MUNICIPALITY, who->to) != NULL ||
         unit_match_at(u, LEX_REGION, who->to) != NULL))
        return true;
    for (size_t k = 0; k < u->n_matches; k++) /* "Pajala kommun" */
        if (u->matches[k].set == LEX_MUNICIPALITY &&
            u->matches[k].to == who->from &&
            unit_is_capital(u, u->matches[k].from))
            return true;
    for (size_t i = who->from; i > 0 && who->from - i < 5; i--) {
        if (u->tokens[i - 1].kind == TOKEN_PUNCT)
            return false;
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (token_is(&u->tokens[i - 1], words[k]))
                return true;
    }
    return false;
}

#define PARTNER_AFTER 5  /* words: "tillsammans med en kommun" */
#define PARTNER_BEFORE 6 /* words: "kommuner kan delta" */

/* Is the form named as a partner rather than as the one who applies? */
static bool is_partner(const struct unit *u, const struct match *who,
                       size_t from, size_t to)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set != LEX_CUE || m->entry->index != CUE_PARTNER ||
            m->from < from || m->to > to)
            continue;
        bool open = token_is(&u->tokens[m->to - 1], "med") ||
                    token_is(&u->tokens[m->to - 1], "with") ||
                    token_is(&u->tokens[m->to - 1], "från") ||
                    token_is(&u->tokens[m->to - 1], "by") ||
                    token_is(&u->tokens[m->to - 1], "av");
        bool reaches = m->entry->weight > 1
                           ? !has_alternative(u, m->to, who->from)
                           : who->from - m->to <= PARTNER_AFTER &&
                                 !has_comma(u, m->to, who->from);
        if (open ? who->from >= m->to && reaches
                 : who->to <= m->from && m->from - who->to <= PARTNER_BEFORE)
            return true;
    }
    return false;
}

static void tally_clause(struct tally *t, const struct unit *u, size_t from,
                         size_t to, double weight, bool unit_negative)
{
    bool negative = unit_negative;
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set == LEX_CUE && m->from >= from && m->to <= to &&
            (m->entry->index == CUE_INELIGIBLE))
            negative = true;
    }
    bool eligible_here =
        unit_find_in(u, LEX_CUE, CUE_ELIGIBLE, from, to) != NULL;
    if (!negative && eligible_here && context_negated(u, from, to))
        negative = true;
    /* "Inte kommuner." under a heading on who may apply. */
    if (!negative && u->section == SECTION_WHO &&
        context_negated(u, from, from + 1))
        negative = true;
    const struct match *except = unit_find_in(u, LEX_CUE, CUE_EXCEPT, from, to);
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set != LEX_APPLICANT || m->from < from || m->to > to ||
            m->entry->index < 0 || is_place(u, m))
            continue;
        double w = weight * m->entry->weight;
        if (m->entry->weak && weight < 2)
            w *= t->w[WEIGHT_WHO_WEAK].weight;
        if (is_partner(u, m, from, to))
            w *= t->w[WEIGHT_WHO_PARTNER].weight;
        bool out = negative || (except != NULL && m->from >= except->to);
        int i = m->entry->index;
        double *slot = out ? &t->out[i] : &t->in[i];
        struct source *src = out ? &t->out_source[i] : &t->in_source[i];
        if (w > *slot) {
            *slot = w;
            *src = (struct source){u, m->from, m->to, w};
        }
    }
}

static bool names_applicant(const struct unit *u, size_t from, size_t to)
{
    for (size_t k = 0; k < u->n_matches; k++)
        if (u->matches[k].set == LEX_APPLICANT &&
            u->matches[k].entry->index >= 0 && u->matches[k].from >= from &&
            u->matches[k].to <= to)
            return true;
    return false;
}

static bool shuts_out(const struct unit *u, size_t from, size_t to)
{
    return unit_find_in(u, LEX_CUE, CUE_INELIGIBLE, from, to) != NULL ||
           (context_negated(u, from, to) &&
            unit_find_in(u, LEX_CUE, CUE_ELIGIBLE, from, to) != NULL);
}

static void tally_unit(struct tally *t, const struct unit *u, double weight)
{
    bool negative = u->section == SECTION_NEGATIVE;
    size_t from = 0;
    while (from < u->n) {
        size_t to = from + 1;
        while (to < u->n && !ends_clause(&u->tokens[to]))
            to++;
        /* "Privatpersoner får delta men inte stå som sökande": a clause that
         * shuts out and names nobody speaks of those just named. */
        size_t next = to + 1;
        while (next < u->n && !ends_clause(&u->tokens[next]))
            next++;
        bool next_shuts = to < u->n && next <= u->n && shuts_out(u, to, next) &&
                          !names_applicant(u, to, next);
        tally_clause(t, u, from, to, weight, negative || next_shuts);
        from = to;
    }
}

/* The sentence that leads in a list: "Sökande kan vara:" lends its items its
 * weight and its negation. */
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
    for (size_t k = 0; k < label.n_matches; k++) {
        int i = label.matches[k].entry->index;
        if (label.matches[k].set != LEX_APPLICANT || i < 0)
            continue;
        *(answer > 0 ? &t->in[i] : &t->out[i]) = 3;
        *(answer > 0 ? &t->in_source[i] : &t->out_source[i]) =
            (struct source){u, 0, 0, 3};
    }
    return true;
}

static void tally_all(const struct reader *r, struct tally *t)
{
    for (size_t i = 0; i < r->text->n; i++) {
        const struct unit *u = &r->text->units[i];
        if (tally_yes_no(r, t, u))
            continue;
        double w = unit_weight(r, u);
        const struct unit *intro = intro_of(r->text, i);
        if (intro != NULL) {
            double lead = unit_weight(r, intro);
            bool closed = context_unit(intro, CUE_INELIGIBLE) > 0 ||
                          (context_negated(intro, 0, intro->n) &&
                           context_unit(intro, CUE_ELIGIBLE) > 0);
            if (!item_names_form(u))
                continue;
            if (lead > w)
                w = lead;
            if (closed) {
                tally_clause(t, u, 0, u->n, w, true);
                continue;
            }
        }
        if (w >= 0.3)
            tally_unit(t, u, w);
    }
}

void read_applicants(struct reader *r)
{
    struct tally t;
    memset(&t, 0, sizeof t);
    t.w = r->w;
    tally_all(r, &t);
    struct call *c = r->call;
    double best = 0, best_out = 0;
    const struct source *in = NULL, *out = NULL;
    int n = code_count(CODE_APPLICANT);
    for (int i = 0; i < n; i++)
        if (t.in[i] > best) {
            best = t.in[i];
            in = &t.in_source[i];
        }
    for (int i = 0; i < n; i++) {
        if (t.in[i] >= r->w[WEIGHT_WHO_MIN].weight &&
            t.in[i] >= best * r->w[WEIGHT_WHO_KEEP_SHARE].weight &&
            t.in[i] >= t.out[i] * 0.75)
            c->applicants |= CODE_BIT(i);
        else if (t.out[i] >= r->w[WEIGHT_WHO_OUT_MIN].weight) {
            c->excluded |= CODE_BIT(i);
            if (t.out[i] > best_out) {
                best_out = t.out[i];
                out = &t.out_source[i];
            }
        }
    }
    /* "Any legal person" names all forms; a named form beside it is an
     * example or an addition for people. */
    if (c->applicants & CODE_BIT(APPLICANT_LEGAL_PERSON)) {
        codeset forms = CODE_BIT(APPLICANT_INDIVIDUAL) |
                        CODE_BIT(APPLICANT_SOLE_TRADER) |
                        CODE_BIT(APPLICANT_LEGAL_PERSON);
        if (t.in[APPLICANT_LEGAL_PERSON] >= best * 0.6)
            c->applicants &= forms;
        else
            c->applicants &= ~CODE_BIT(APPLICANT_LEGAL_PERSON);
    }
    if (c->applicants != 0 && in != NULL)
        found_evidence(r, FIELD_APPLICANTS, in, best > 2 ? 0.9 : 0.75);
    if (c->excluded != 0 && out != NULL)
        found_evidence(r, FIELD_EXCLUDED, out, 0.8);
}
