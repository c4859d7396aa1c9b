/* caption.c - the words over a value; see caption.h. */
#include "caption.h"

#include "medel/arena.h"

#include <ctype.h>
#include <string.h>

#define ANSWER_TOKENS 20   /* a longer text is more than a heading's answer */
#define HEAD_TOKENS 5      /* "Högsta belopp." */
#define LIST_HEAD_TOKENS 9 /* "Så stor del av kostnaden betalar vi:" */
#define NAME_LETTERS 6     /* of a name's word that must agree */

/* The first cell of the row in which block B stands, other than B. */
static const char *row_head(const struct doc *d, const struct block *b)
{
    if (b->table < 0 || b <= d->blocks || b >= d->blocks + d->n_blocks)
        return NULL;
    const struct block *head = NULL;
    for (const struct block *k = b; k-- > d->blocks;) {
        if (k->table != b->table || k->row != b->row)
            break;
        head = k;
    }
    return head != NULL ? head->text : NULL;
}

/* "Högsta belopp. 4 miljoner kronor.": a sentence of few words before a short
 * one, in the same paragraph. */
static bool run_in_head(const struct unit *head, const struct unit *u)
{
    bool asks = head->n > 0 && unit_is_punct(head, head->n - 1, '?');
    if (head->block != u->block ||
        head->n > (asks ? 2 * HEAD_TOKENS : HEAD_TOKENS) ||
        (!asks && head->from > 0) || u->n > HEAD_TOKENS * 2)
        return false;
    for (size_t i = 0; i < head->n; i++)
        if (head->tokens[i].kind == TOKEN_NUMBER || unit_is_punct(head, i, '!'))
            return false;
    return true;
}

#define ENTRY_TOKENS 8 /* of a list's item that is a mere value */

/* "Föreningar: 70 procent", "10 000 kronor": no sentence of its own. */
static bool is_entry(const struct unit *u)
{
    bool colon = false;
    for (size_t i = 0; i < u->n; i++)
        colon |= unit_is_punct(u, i, ':');
    return u->n <= (colon ? ANSWER_TOKENS : ENTRY_TOKENS);
}

/* What a list hangs on: the heading right above it, or a line that ends in a
 * colon. */
static const char *list_head(const struct reader *r, const struct unit *u)
{
    const struct unit *all = r->text->units, *above = u;
    if (u->block == NULL || u->block->kind != BLOCK_ITEM || u < all ||
        u >= all + r->text->n || u->from > 0 || !is_entry(u))
        return NULL;
    while (above > all && above->block->kind == BLOCK_ITEM)
        above--;
    if (above->is_heading)
        return above->is_title ? NULL : above->text;
    if (above->n == 0 || above->n > LIST_HEAD_TOKENS ||
        !unit_is_punct(above, above->n - 1, ':'))
        return NULL;
    return arena_strndup(r->mem, above->text + above->from,
                         above->to - above->from);
}

struct caption caption_of(const struct reader *r, const struct unit *u)
{
    struct caption c = {.any = false};
    const char *s = NULL;
    if (u->block != NULL && u->block->kind == BLOCK_PAIR) {
        s = u->block->label;
        const char *row = row_head(r->text->doc, u->block);
        if (row != NULL && s != NULL)
            s = arena_printf(r->mem, "%s: %s", row, s);
    } else if (u > r->text->units && run_in_head(u - 1, u)) {
        s = arena_strndup(r->mem, u[-1].text + u[-1].from,
                          u[-1].to - u[-1].from);
    } else if (u->answer && u->under > 0 && u->n <= ANSWER_TOKENS &&
               !r->text->units[u->under - 1].is_title) {
        s = u->heading;
    } else {
        s = list_head(r, u);
    }
    if (s == NULL)
        return c;
    text_unit(r->mem, r->vocab, s, &c.unit);
    c.any = true;
    return c;
}

double caption_cue(const struct caption *c, enum cue cue)
{
    double best = 0;
    for (size_t k = 0; c->any && k < c->unit.n_matches; k++) {
        const struct match *m = &c->unit.matches[k];
        if (m->set == LEX_CUE && m->entry->index == (int)cue &&
            m->entry->weight > best)
            best = m->entry->weight;
    }
    return best;
}

/* Does a word of NAME begin with the first letters of S? */
static bool name_has(const char *name, const char *s, size_t len)
{
    for (const char *p = name; *p != '\0'; p++) {
        if (p > name && isalpha((unsigned char)p[-1]))
            continue;
        size_t i = 0;
        while (i < len && tolower((unsigned char)p[i]) == (unsigned char)s[i] &&
               p[i] != '\0')
            i++;
        if (i == len)
            return true;
    }
    return false;
}

bool caption_names_funder(const struct caption *c, const char *funder)
{
    for (size_t i = 0; c->any && funder != NULL && i < c->unit.n; i++) {
        const struct token *t = &c->unit.tokens[i];
        if (t->kind == TOKEN_WORD && t->len >= NAME_LETTERS &&
            name_has(funder, t->norm, NAME_LETTERS))
            return true;
    }
    return false;
}
