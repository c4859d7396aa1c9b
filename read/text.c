/* text.c - tokens, sentences and the vocabulary's words in them. */
#include "text.h"
#include "known_words.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* --- tokens -------------------------------------------------------------- */

struct cursor {
    const utf8proc_uint8_t *s;
    size_t len, at;
};

static utf8proc_int32_t next_code(struct cursor *c)
{
    if (c->s[c->at] < 0x80)
        return c->s[c->at++];
    utf8proc_int32_t code;
    utf8proc_ssize_t n = utf8proc_iterate(
        c->s + c->at, (utf8proc_ssize_t)(c->len - c->at), &code);
    if (n <= 0) {
        c->at++;
        return 0xFFFD;
    }
    c->at += (size_t)n;
    return code;
}

static bool is_letter(utf8proc_int32_t c)
{
    if (c < 128)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    utf8proc_category_t k = utf8proc_category(c);
    return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO) ||
           k == UTF8PROC_CATEGORY_MN;
}

static bool is_space(utf8proc_int32_t c)
{
    return c == ' ' || (c >= 9 && c <= 13) || c == 0xA0 || c == 0x202F ||
           (c >= 0x2000 && c <= 0x200A);
}

static bool is_dash(utf8proc_int32_t c)
{
    return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

static size_t put_lower(char *out, utf8proc_int32_t c)
{
    if (c >= 'A' && c <= 'Z')
        c += 'a' - 'A';
    else if (c >= 128)
        c = utf8proc_tolower(c);
    utf8proc_ssize_t n = utf8proc_encode_char(c, (utf8proc_uint8_t *)out);
    return n > 0 ? (size_t)n : 0;
}

enum code_class { CLASS_SPACE, CLASS_DIGIT, CLASS_LETTER, CLASS_OTHER };

static enum code_class class_of(utf8proc_int32_t c)
{
    if (is_space(c))
        return CLASS_SPACE;
    if (c >= '0' && c <= '9')
        return CLASS_DIGIT;
    return is_letter(c) ? CLASS_LETTER : CLASS_OTHER;
}

static const uint64_t no_lists[WORDLIST_PARTS];

struct token *text_tokenise(struct arena *mem, const char *s, size_t len,
                            size_t *n)
{
    struct token *t = NULL;
    size_t count = 0, cap = 0;
    /* Lower case can be longer than the original, by at most half. */
    char *norm = arena_alloc(mem, len * 2 + 8 + len);
    struct cursor c = {(const utf8proc_uint8_t *)s, len, 0};
    bool space = false;
    while (c.at < len) {
        size_t from = c.at;
        utf8proc_int32_t code = next_code(&c);
        enum code_class k = class_of(code);
        if (k == CLASS_SPACE) {
            space = true;
            continue;
        }
        t = arena_grow(mem, t, count, &cap, sizeof *t);
        struct token *tok = &t[count++];
        tok->from = (uint32_t)from;
        tok->space = space;
        tok->norm = norm;
        tok->lists = no_lists;
        space = false;
        if (k == CLASS_OTHER) {
            tok->kind = TOKEN_PUNCT;
            norm +=
                is_dash(code) ? put_lower(norm, '-') : put_lower(norm, code);
        } else {
            tok->kind = k == CLASS_DIGIT ? TOKEN_NUMBER : TOKEN_WORD;
            norm += put_lower(norm, code);
            while (c.at < len) {
                size_t back = c.at;
                code = next_code(&c);
                if (class_of(code) != k) {
                    c.at = back;
                    break;
                }
                norm += put_lower(norm, code);
            }
        }
        tok->to = (uint32_t)c.at;
        tok->len = (uint32_t)(norm - tok->norm);
        *norm++ = '\0';
    }
    t = arena_grow(mem, t, count, &cap, sizeof *t);
    t[count] = (struct token){.kind = TOKEN_PUNCT,
                              .norm = "",
                              .lists = no_lists,
                              .from = (uint32_t)len,
                              .to = (uint32_t)len};
    *n = count;
    return t;
}

/* --- matches ------------------------------------------------------------- */

struct collect {
    struct arena *mem;
    struct match *items;
    size_t n, cap;
    size_t at;
};

static void found(void *arg, const struct phrase *p, size_t len)
{
    struct collect *c = arg;
    const struct lexicon_entry *entry = p->entry;
    c->items = arena_grow(c->mem, c->items, c->n, &c->cap, sizeof *c->items);
    c->items[c->n++] = (struct match){entry->set, p->order, entry,
                                      (uint32_t)c->at, (uint32_t)(c->at + len)};
}

static int by_set_and_place(const void *a, const void *b)
{
    const struct match *x = a, *y = b;
    if (x->set != y->set)
        return x->set < y->set ? -1 : 1;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->to != y->to)
        return x->to > y->to ? -1 : 1; /* longest first */
    if (x->entry->index != y->entry->index)
        return x->entry->index < y->entry->index ? -1 : 1;
    int code = strcmp(x->entry->code, y->entry->code);
    return code != 0 ? code : x->order < y->order ? -1 : x->order > y->order;
}

/* Cues may overlap ("ansök senast" holds "senast"); names must not: the
 * longest, then the first, stands. */
static bool may_overlap(enum lexicon_set set)
{
    return set == LEX_CUE || set == LEX_PAGE || set == LEX_SECTION ||
           set == LEX_LABEL || set == LEX_DATE;
}

/* Does K, which is another match of I's set, take I's words away? EARLIER: it
 * stands before I in the row. */
static bool hides(const struct match *k, const struct match *i, bool earlier)
{
    if (k->from >= i->to || i->from >= k->to ||
        (may_overlap(i->set) && k->entry != i->entry))
        return false;
    uint32_t len_i = i->to - i->from, len_k = k->to - k->from;
    /* One name may stand for several codes ("offentliga aktörer"): the same
     * words under two entries both stay. */
    return len_k > len_i || (len_k == len_i && k->from != i->from && earlier);
}

/* Those that stay are moved to the front; the row behind them is still as it
 * was. Both are in order, so that of either only those beside I need be
 * looked at. */
static size_t drop_overlaps(struct match *m, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        const struct match it = m[i];
        bool hidden = false;
        for (size_t k = kept; k-- > 0 && m[k].set == it.set && !hidden;)
            hidden = hides(&m[k], &it, true);
        for (size_t k = i; k-- > kept && m[k].set == it.set && !hidden;)
            hidden = hides(&m[k], &it, true);
        for (size_t k = i + 1;
             k < n && m[k].set == it.set && m[k].from < it.to && !hidden; k++)
            hidden = hides(&m[k], &it, false);
        if (!hidden)
            m[kept++] = it;
    }
    return kept;
}

static struct match *find_matches(struct arena *mem, const struct vocab *v,
                                  struct token *t, size_t n, size_t *n_matches)
{
    struct collect c = {.mem = mem};
    for (c.at = 0; c.at < n; c.at++) {
        struct token *tok = &t[c.at];
        if (tok->kind == TOKEN_PUNCT)
            continue;
        tok->known = vocab_word(v, tok->norm, tok->len);
        tok->lists = tok->known->lists;
        for (size_t i = 0; i < tok->known->n_alone; i++)
            found(&c, tok->known->alone[i], 1);
        vocab_match(t, n, c.at, found, &c);
    }
    if (c.n > 1)
        qsort(c.items, c.n, sizeof *c.items, by_set_and_place);
    /* The quadratic pass is bounded: a unit is a sentence. */
    *n_matches = c.n <= 2000 ? drop_overlaps(c.items, c.n) : 0;
    return c.items;
}

/* Notes of U's matches what is where. */
static void index_matches(struct arena *mem, struct unit *u)
{
    u->index = NULL;
    if (u->n_matches == 0)
        return;
    struct unit_index *x = arena_alloc(mem, sizeof *x);
    size_t set = 0;
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        while (set <= m->set)
            x->at[set++] = (uint32_t)k;
        u->tokens[m->from].sets |= (uint32_t)1 << m->set;
        if (m->set == LEX_CUE)
            x->cues[m->entry->index / 64] |= (uint64_t)1
                                             << (m->entry->index % 64);
    }
    while (set <= LEX_SETS)
        x->at[set++] = (uint32_t)u->n_matches;
    u->index = x;
}

void text_fill_unit(struct arena *mem, const struct vocab *v, struct unit *u)
{
    u->tokens = text_tokenise(mem, u->text + u->from, u->to - u->from, &u->n);
    u->matches = find_matches(mem, v, u->tokens, u->n, &u->n_matches);
    index_matches(mem, u);
    u->memo = u->n > 0 ? arena_alloc(mem, sizeof *u->memo) : NULL;
    for (size_t i = 0; i < u->n; i++)
        for (size_t k = 0; k < WORDLIST_PARTS; k++)
            u->memo->lists[k] |= u->tokens[i].lists[k];
}

/* The first match of SET, which the unit has, that begins at token FROM or
 * later, or what comes after where it would stand: they are by place. */
static size_t first_match(const struct unit *u, enum lexicon_set set,
                          size_t from)
{
    size_t low = u->index->at[set], high = u->index->at[set + 1];
    while (low < high) {
        size_t k = low + (high - low) / 2;
        if (u->matches[k].from < from)
            low = k + 1;
        else
            high = k;
    }
    return low;
}

const struct match *unit_first_at(const struct unit *u, enum lexicon_set set,
                                  size_t i)
{
    return &u->matches[first_match(u, set, i)];
}

const struct match *unit_cue_at(const struct unit *u, enum cue cue, size_t i)
{
    if (!unit_begins(u, LEX_CUE, i) || !unit_has_cue(u, cue))
        return NULL;
    size_t end = u->index->at[LEX_CUE + 1];
    for (size_t k = first_match(u, LEX_CUE, i);
         k < end && u->matches[k].from == i; k++)
        if (u->matches[k].entry->index == (int)cue)
            return &u->matches[k];
    return NULL;
}

size_t unit_past_date(const struct unit *u, enum date_phrase p, size_t i)
{
    if (!unit_begins(u, LEX_DATE, i))
        return i;
    size_t to = i, end = u->index->at[LEX_DATE + 1];
    for (size_t k = first_match(u, LEX_DATE, i); k < end; k++) {
        const struct match *m = &u->matches[k];
        if (m->from != i)
            break;
        if (m->entry->index == (int)p && m->to > to)
            to = m->to;
    }
    /* "t.o.m.", "p.m." */
    return to > i && u->tokens[to - 1].len == 1 && unit_is_punct(u, to, '.')
               ? to + 1
               : to;
}

bool unit_is_capital(const struct unit *u, size_t i)
{
    const unsigned char *s =
        (const unsigned char *)u->text + u->from + u->tokens[i].from;
    /* A-Z, and the letters of Latin-1 from C3 80 to C3 9E. */
    return (s[0] >= 'A' && s[0] <= 'Z') ||
           (s[0] == 0xC3 && s[1] >= 0x80 && s[1] <= 0x9E);
}

const struct match *unit_find_in(const struct unit *u, enum lexicon_set set,
                                 int code, size_t from, size_t to)
{
    if (set == LEX_CUE ? !unit_has_cue(u, (enum cue)code) : !unit_has(u, set))
        return NULL;
    size_t end = u->index->at[set + 1];
    for (size_t k = from == 0 ? u->index->at[set] : first_match(u, set, from);
         k < end && u->matches[k].from < to; k++)
        if (u->matches[k].entry->index == code && u->matches[k].to <= to)
            return &u->matches[k];
    return NULL;
}

const struct match *unit_find(const struct unit *u, enum lexicon_set set,
                              int code)
{
    return unit_find_in(u, set, code, 0, u->n);
}

void unit_quote(const struct unit *u, size_t from, size_t to, const char **text,
                size_t *len)
{
    if (to > u->n)
        to = u->n;
    if (from >= to) {
        *text = u->text + u->from;
        *len = u->to - u->from;
        return;
    }
    *text = u->text + u->from + u->tokens[from].from;
    *len = u->tokens[to - 1].to - u->tokens[from].from;
}
