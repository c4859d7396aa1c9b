/* units.c - cuts a cleaned page into units: sentences with their context. */
#include "dates.h"
#include "sentences.h"
#include "text.h"
#include "value_first.h"

#include <string.h>

#define MAIN_ENOUGH 0.5 /* a block at least this likely is main text */
#define LEAD_UNITS 12

struct builder {
    struct page_text *pt;
    const struct vocab *v;
    enum section stack[7]; /* section by heading level, 0 the top */
    const char *heading;
    size_t under;           /* the heading's unit + 1 */
    bool answer;            /* nothing has come since the heading */
    enum section run_in;    /* of a heading that opens a paragraph */
    enum block_kind column; /* of the values that the heading labels, if any */
    bool in_column;
    size_t seen;
};

static enum section section_at(const struct builder *b)
{
    if (b->run_in != SECTION_NONE)
        return b->run_in;
    for (int l = 6; l > 0; l--)
        if (b->stack[l] != SECTION_NONE)
            return b->stack[l];
    return SECTION_NONE;
}

/* The best-weighing entry of SET in the unit; a match that covers more words
 * counts for more. */
static const struct match *best_match(const struct unit *u,
                                      enum lexicon_set set)
{
    const struct match *best = NULL;
    double best_weight = 0;
    const struct match *m, *end = unit_matches_of(u, set, &m);
    for (; m < end; m++) {
        double w = m->entry->weight * (1 + 0.3 * (m->to - m->from));
        if (best == NULL || w > best_weight) {
            best = m;
            best_weight = w;
        }
    }
    return best;
}

static struct unit *add_unit(struct builder *b, const struct block *block,
                             const char *text, size_t from, size_t to)
{
    struct page_text *pt = b->pt;
    pt->units =
        arena_grow(pt->mem, pt->units, pt->n, &pt->cap, sizeof *pt->units);
    struct unit *u = &pt->units[pt->n++];
    memset(u, 0, sizeof *u);
    u->block = block;
    u->text = text;
    u->from = (uint32_t)from;
    u->to = (uint32_t)to;
    text_fill_unit(pt->mem, b->v, u);
    u->section = section_at(b);
    u->heading = b->heading;
    u->under = b->under;
    u->answer = b->answer;
    u->lead = b->seen++ < LEAD_UNITS;
    return u;
}

#define RUN_IN_TOKENS 8 /* a heading within a paragraph is no longer */

static bool names_day(const struct unit *label)
{
    if (unit_has(label, LEX_MONTH))
        return true;
    for (size_t k = 0; k + 1 < label->n; k++)
        if (label->tokens[k].kind == TOKEN_NUMBER &&
            label->tokens[k].len == 4 &&
            (k == 0 || unit_is_punct(label, k + 1, '-')))
            return true;
    if (label->n >= 5 && unit_is_punct(label, 3, label->tokens[1].norm[0]) &&
        (unit_is_punct(label, 1, '.') || unit_is_punct(label, 1, '/')) &&
        label->tokens[0].kind == TOKEN_NUMBER && label->tokens[0].len <= 2 &&
        label->tokens[4].kind == TOKEN_NUMBER && label->tokens[4].len == 4)
        return true; /* "05.04.2027 kl. 13" */
    return label->n == 1 && label->tokens[0].kind == TOKEN_NUMBER &&
           label->tokens[0].len == 4;
}

#define VALUE_TOKENS 14 /* a longer text under a heading is no mere value */

/* "Call budget" as a heading and "EUR 600,000" under it are a pair. */
static void label_by_heading(struct builder *b, struct unit *u)
{
    if (u->under == 0 || u->n > VALUE_TOKENS)
        return;
    /* "Last day to apply", and under it one line for each round */
    bool next = b->in_column && u->block->kind == b->column;
    if (!next || u->from == 0)
        b->in_column = false;
    if (!u->answer && !(next && u->from == 0 && names_day(u)))
        return;
    const struct match *m = best_match(&b->pt->units[u->under - 1], LEX_LABEL);
    const struct unit *h = &b->pt->units[u->under - 1];
    if (h->n == 0)
        return;
    bool question = token_is(&h->tokens[h->n - 1], "?");
    if (m == NULL || question || m->entry->index == LABEL_WINDOW ||
        (m->to - m->from) * 2 < h->n)
        return;
    u->label = (enum label)m->entry->index;
    u->label_weight = 0.8 * m->entry->weight;
    b->column = u->block->kind;
    b->in_column = b->column == BLOCK_ITEM || b->column == BLOCK_PAIR;
}

/* "Barn kan inte söka.", "Vi stöder inte företag.": a sentence, which says it
 * of those that it names and not of all that follows. */
static bool refuses(const struct unit *u, const struct match *m)
{
    bool asks = unit_in(u, 0, WORDS_ABOUT_THINGS) ||
                unit_cue_at(u, CUE_WHO_ASK, 0) != NULL;
    return token_is(&u->tokens[u->n - 1], ".") &&
           ((m->from > 0 && !asks) || unit_has(u, LEX_APPLICANT));
}

/* Old pages set their headings as the first words of a paragraph: "Who may
 * apply? Associations ...", "Size. At most ...". */
static enum section run_in_section(const struct unit *u)
{
    if (u->n > RUN_IN_TOKENS || u->n == 0)
        return SECTION_NONE;
    size_t words = 0;
    for (size_t i = 0; i < u->n; i++)
        words += u->tokens[i].kind != TOKEN_PUNCT;
    const struct match *m = best_match(u, LEX_SECTION);
    bool question = token_is(&u->tokens[u->n - 1], "?");
    if (m == NULL || (!question && (m->to - m->from) * 2 < words) ||
        (!question && m->entry->index == SECTION_NEGATIVE && refuses(u, m)))
        return SECTION_NONE;
    return (enum section)m->entry->index;
}

static void note_run_in(struct builder *b, struct unit *u, bool alone)
{
    enum section section = run_in_section(u);
    bool question = u->n > 0 && token_is(&u->tokens[u->n - 1], "?");
    if (section == SECTION_NONE ||
        /* "1 december: e-tjänsten öppnar" heads nothing. */
        (alone && !question && names_day(u)) ||
        (alone && token_is(&u->tokens[u->n - 1], ".")))
        return;
    u->section = section;
    if (alone) {
        /* A line of its own is a heading without the mark-up of one. */
        b->stack[6] = section;
        b->heading = u->block->text;
    } else {
        b->run_in = section;
    }
    b->under = b->pt->n;
    b->answer = true;
}

static void add_sentences(struct builder *b, const struct block *block,
                          const char *text)
{
    size_t len = strlen(text), at = 0;
    bool first = true;
    while (at < len) {
        while (at < len && text[at] == ' ')
            at++;
        size_t end = sentence_end(b->v, text, at, len);
        if (end > at) {
            struct unit *u = add_unit(b, block, text, at, end);
            label_by_heading(b, u);
            b->answer = false;
            if (first && block->kind == BLOCK_PARAGRAPH)
                note_run_in(b, u, end >= len);
            first = false;
        }
        at = end > at ? end : at + 1;
    }
}

/* "Støtte til arrangementer": a grant, and no list of events. */
static bool is_grant_for(const struct unit *u, const struct match *m)
{
    return m->entry->index == SECTION_EVENTS &&
           unit_find_in(u, LEX_CUE, CUE_AWARD, 0, m->from) != NULL;
}

static void add_heading(struct builder *b, const struct block *block)
{
    int level = block->level >= 1 && block->level <= 6 ? block->level : 6;
    for (int l = level; l <= 6; l++)
        b->stack[l] = SECTION_NONE;
    b->heading = block->text;
    b->run_in = SECTION_NONE;
    struct unit *u = add_unit(b, block, block->text, 0, strlen(block->text));
    u->is_heading = true;
    const struct match *m = best_match(u, LEX_SECTION);
    if (m != NULL && level > 1 && !is_grant_for(u, m)) {
        b->stack[level] = (enum section)m->entry->index;
        u->section = section_at(b);
    }
    b->under = b->pt->n;
    b->answer = true;
}

/* "1 juli-31 december | söks senast 25 februari": the label only says of which
 * time, the value has a day of its own. */
static bool is_own_day(struct builder *b, const struct unit *label,
                       const char *value)
{
    struct unit u;
    for (size_t i = 0; i < label->n; i++)
        if (label->tokens[i].kind == TOKEN_WORD &&
            unit_match_at(label, LEX_MONTH, i) == NULL)
            return false;
    text_unit(b->pt->mem, b->v, value, &u);
    return names_day(&u);
}

static void add_pair(struct builder *b, const struct block *block)
{
    struct unit label;
    text_unit(b->pt->mem, b->v, block->label, &label);
    bool worded = false;
    for (size_t i = 0; i < label.n; i++)
        worded |= label.tokens[i].kind != TOKEN_PUNCT;
    if (!worded) { /* a bullet taken for a label */
        add_sentences(b, block, block->text);
        return;
    }
    if (names_day(&label) && !is_own_day(b, &label, block->text)) {
        /* "2 November 2026: applications open" is a line of a timetable. */
        add_sentences(
            b, block,
            arena_printf(b->pt->mem, "%s: %s", block->label, block->text));
        return;
    }
    const struct match *m = best_match(&label, LEX_LABEL);
    /* "Ni har en vecka kvar: utlysningen stänger ..." */
    if (m != NULL && m->entry->index == LABEL_OTHER &&
        (m->to - m->from) * 3 < label.n)
        m = NULL;
    size_t first = b->pt->n;
    add_sentences(b, block, block->text);
    if (b->pt->n == first)
        return;
    for (size_t i = first; i < b->pt->n; i++) {
        struct unit *u = &b->pt->units[i];
        if (m != NULL) {
            u->label = (enum label)m->entry->index;
            u->label_weight = m->entry->weight;
        }
        u->heading = block->label;
        /* The label of a pair is a heading of its own where the vocabulary
         * knows it as one. */
        const struct match *s = best_match(&label, LEX_SECTION);
        if (s != NULL)
            u->section = (enum section)s->entry->index;
    }
}

void text_unit(struct arena *mem, const struct vocab *v, const char *s,
               struct unit *ret)
{
    memset(ret, 0, sizeof *ret);
    ret->text = s;
    ret->to = (uint32_t)strlen(s);
    text_fill_unit(mem, v, ret);
}

/* True where block I+1 is the other, last cell of block I's table row. */
static bool is_row_of_two(const struct doc *d, size_t i)
{
    const struct block *a = &d->blocks[i];
    if (a->kind != BLOCK_PAIR || a->table < 0 || i + 1 >= d->n_blocks)
        return false;
    const struct block *b = &d->blocks[i + 1];
    const struct block *before = i > 0 ? &d->blocks[i - 1] : NULL;
    const struct block *after = i + 2 < d->n_blocks ? &d->blocks[i + 2] : NULL;
    return b->kind == BLOCK_PAIR && b->table == a->table && b->row == a->row &&
           !(before != NULL && before->table == a->table &&
             before->row == a->row) &&
           !(after != NULL && after->table == a->table && after->row == a->row);
}

static bool is_label(struct builder *b, const char *s)
{
    struct unit u;
    text_unit(b->pt->mem, b->v, s, &u);
    size_t words = 0;
    for (size_t i = 0; i < u.n; i++)
        words += u.tokens[i].kind != TOKEN_PUNCT;
    const struct match *m = best_match(&u, LEX_LABEL);
    return m != NULL && (m->to - m->from) * 2 >= words;
}

/* Heads that say no more than that labels stand below: "Fråga | Svar". */
static bool is_plain_head(struct builder *b, const char *label)
{
    struct unit u;
    text_unit(b->pt->mem, b->v, label, &u);
    const struct match *m = unit_find(&u, LEX_CUE, CUE_PLAIN_HEAD);
    return m != NULL && m->from == 0 && m->to == u.n;
}

/* Does S tell when something is, as a label, and VALUE when it is? */
static bool is_dated(struct builder *b, const char *s, const char *value)
{
    struct unit label, u;
    text_unit(b->pt->mem, b->v, s, &label);
    text_unit(b->pt->mem, b->v, value, &u);
    const struct match *m = best_match(&label, LEX_LABEL);
    if (m == NULL || names_day(&label) || !names_day(&u))
        return false;
    switch (m->entry->index) {
    case LABEL_DEADLINE:
    case LABEL_OPENS:
    case LABEL_WINDOW:
    case LABEL_DECISION:
    case LABEL_PROJECT:
    case LABEL_REPORT:
    case LABEL_EVENT:
        return true;
    default:
        return false;
    }
}

static void add_labelled(struct builder *b, const struct block *value,
                         const char *label)
{
    struct block *pair = arena_alloc(b->pt->mem, sizeof *pair);
    *pair = *value;
    pair->label = label;
    pair->fact = true;
    add_pair(b, pair);
}

/* In "Item | Detail" over rows of two, the first cell is the label. */
static bool add_row_of_two(struct builder *b, const struct doc *d, size_t i)
{
    const struct block *first = &d->blocks[i], *value = &d->blocks[i + 1];
    if (!is_row_of_two(d, i) || !is_label(b, first->text) ||
        (is_label(b, value->label) && !is_plain_head(b, first->label) &&
         !is_dated(b, first->text, value->text)))
        return false;
    add_labelled(b, value, first->text);
    return true;
}

/* Is S one day or several, and nothing else? */
static bool is_only_day(struct builder *b, const char *s)
{
    struct unit u;
    text_unit(b->pt->mem, b->v, s, &u);
    for (size_t i = 0; i < u.n; i++)
        if (u.tokens[i].kind == TOKEN_WORD &&
            unit_match_at(&u, LEX_MONTH, i) == NULL &&
            unit_match_at(&u, LEX_WEEKDAY, i) == NULL &&
            !unit_in(&u, i, WORDS_CLOCK) && !unit_in(&u, i, WORDS_AND) &&
            !unit_in(&u, i, WORDS_TO) && !unit_in(&u, i, WORDS_ZONE) &&
            !unit_in(&u, i, WORDS_AT_HOUR))
            return false;
    size_t n;
    dates_find(b->pt->mem, &u, &n);
    return n > 0 || names_day(&u);
}

/* "1 december 2026 | E-tjänsten tar emot ansökningar" under heads that say no
 * more than that days stand below: a line of a timetable. */
static bool add_row_of_day(struct builder *b, const struct doc *d, size_t i)
{
    const struct block *day = &d->blocks[i], *what = &d->blocks[i + 1];
    struct unit u;
    if (!is_row_of_two(d, i) ||
        !(is_plain_head(b, day->label) || is_plain_head(b, what->label)) ||
        !is_only_day(b, day->text))
        return false;
    text_unit(b->pt->mem, b->v, what->text, &u);
    if (u.n == 0 || u.tokens[0].kind != TOKEN_WORD || names_day(&u))
        return false;
    size_t from = b->pt->n;
    add_sentences(b, what,
                  arena_printf(b->pt->mem, "%s: %s", day->text, what->text));
    for (; from < b->pt->n; from++)
        b->pt->units[from].event = true;
    return true;
}

/* "Omgång 2", over a column: which round, and not what its days are. */
static bool is_round(struct builder *b, const char *s)
{
    struct unit u;
    text_unit(b->pt->mem, b->v, s, &u);
    return u.n == 2 && ((unit_in(&u, 0, WORDS_NUMBERED) &&
                         u.tokens[1].kind == TOKEN_NUMBER) ||
                        (unit_in(&u, 1, WORDS_NUMBERED) &&
                         unit_match_at(&u, LEX_ORDINAL, 0) != NULL));
}

/* A table whose rows have heads: "Stoppdatum | 10 februari | 25 augusti". */
static bool add_under_row_head(struct builder *b, const struct doc *d, size_t i)
{
    const struct block *value = &d->blocks[i];
    size_t k = i;
    if (value->table < 0)
        return false;
    while (k > 0 && d->blocks[k - 1].table == value->table &&
           d->blocks[k - 1].row == value->row)
        k--;
    const char *head = d->blocks[k].text;
    if (k == i || head == NULL ||
        (is_label(b, value->label) && !is_round(b, value->label)) ||
        !is_label(b, head) || !is_dated(b, head, value->text))
        return false;
    add_labelled(b, value, head);
    return true;
}

struct page_text *text_build(struct arena *mem, const struct vocab *v,
                             const struct doc *d)
{
    struct page_text *pt = arena_alloc(mem, sizeof *pt);
    pt->mem = mem;
    pt->doc = d;
    struct builder b = {.pt = pt, .v = v};
    for (size_t i = 0; i < d->n_blocks; i++) {
        const struct block *block = &d->blocks[i];
        if (block->main < MAIN_ENOUGH || block->text == NULL)
            continue;
        const char *label = value_first_label(mem, v, d, i);
        if (label != NULL) {
            add_labelled(&b, block, label);
            i++;
            continue;
        }
        switch (block->kind) {
        case BLOCK_HEADING:
            add_heading(&b, block);
            break;
        case BLOCK_PAIR:
            if (add_row_of_two(&b, d, i) || add_row_of_day(&b, d, i))
                i++;
            else if (!add_under_row_head(&b, d, i))
                add_pair(&b, block);
            break;
        case BLOCK_ROW:
            b.run_in = SECTION_NONE;
            add_unit(&b, block, block->text, 0, strlen(block->text));
            break;
        case BLOCK_PARAGRAPH:
            /* What a picture shows is somebody's project. */
            b.run_in = block->caption ? SECTION_EXAMPLES : SECTION_NONE;
            add_sentences(&b, block, block->text);
            if (block->caption)
                b.run_in = SECTION_NONE;
            break;
        case BLOCK_ITEM:
            add_sentences(&b, block, block->text);
            break;
        }
    }
    return pt;
}
