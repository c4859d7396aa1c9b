/* text.c - tokens, sentences and the vocabulary's words in them. */
#include "text.h"
#include "known_words.h"

#include <string.h>
#include <utf8proc.h>

/* --- tokens -------------------------------------------------------------- */

enum code_class { CLASS_OTHER, CLASS_SPACE, CLASS_DIGIT, CLASS_LETTER };

static const unsigned char ascii_classes[0x80] = {
    ['\t' ... '\r'] = CLASS_SPACE, [' '] = CLASS_SPACE,
    ['0' ... '9'] = CLASS_DIGIT,   ['A' ... 'Z'] = CLASS_LETTER,
    ['a' ... 'z'] = CLASS_LETTER,
};

static enum code_class class_of(utf8proc_int32_t c)
{
    if (c < 0x80)
        return (enum code_class)ascii_classes[c];
    if (c == 0xA0 || c == 0x202F || (c >= 0x2000 && c <= 0x200A))
        return CLASS_SPACE;
    utf8proc_category_t k = utf8proc_category(c);
    return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO) ||
                   k == UTF8PROC_CATEGORY_MN
               ? CLASS_LETTER
               : CLASS_OTHER;
}

/* The character at S, of at most LEN bytes, and how many it takes. */
static utf8proc_int32_t code_at(const char *s, size_t len, size_t *n)
{
    utf8proc_int32_t code;
    *n = 1;
    if ((unsigned char)*s < 0x80)
        return *s;
    utf8proc_ssize_t k = utf8proc_iterate((const utf8proc_uint8_t *)s,
                                          (utf8proc_ssize_t)len, &code);
    if (k <= 0)
        return 0xFFFD;
    *n = (size_t)k;
    return code;
}

static bool is_dash(utf8proc_int32_t c)
{
    return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

static char *put_lower(char *out, utf8proc_int32_t c)
{
    if (c < 0x80) {
        *out = (char)(c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c);
        return out + 1;
    }
    utf8proc_ssize_t n =
        utf8proc_encode_char(utf8proc_tolower(c), (utf8proc_uint8_t *)out);
    return out + (n > 0 ? n : 0);
}

/* A letter of Latin-1 beyond ASCII, U+00C0 to U+00FF in UTF-8. */
static bool is_latin(const char *s, size_t len)
{
    return len >= 2 && s[0] == '\xC3' && (s[1] & 0xC0) == 0x80 &&
           s[1] != '\x97' && s[1] != '\xB7'; /* the signs of times and by */
}

/* Puts the word that goes on at S[AT] in lower case at *NORM. Where it ends. */
static size_t put_word(const char *s, size_t at, size_t len, char **norm)
{
    char *out = *norm;
    while (at < len) {
        unsigned char c = (unsigned char)s[at];
        if (c < 0x80) {
            if (ascii_classes[c] != CLASS_LETTER)
                break;
            *out++ = (char)(c | 0x20);
            at++;
        } else if (is_latin(s + at, len - at)) {
            unsigned char d = (unsigned char)s[at + 1];
            *out++ = s[at];
            *out++ = (char)(d <= 0x9E ? d + 0x20 : d); /* U+00DF is small */
            at += 2;
        } else {
            size_t n;
            utf8proc_int32_t code = code_at(s + at, len - at, &n);
            if (class_of(code) != CLASS_LETTER)
                break;
            out = put_lower(out, code);
            at += n;
        }
    }
    *norm = out;
    return at;
}

static size_t put_number(const char *s, size_t at, size_t len, char **norm)
{
    while (at < len && s[at] >= '0' && s[at] <= '9')
        *(*norm)++ = s[at++];
    return at;
}

static const uint64_t no_lists[WORDLIST_PARTS];

#define BYTES_A_TOKEN 5 /* a few more than there are, in most texts */

struct token *text_tokenise(struct arena *mem, const char *s, size_t len,
                            size_t *n)
{
    size_t count = 0, cap = len / BYTES_A_TOKEN + 2;
    struct token *t = arena_alloc(mem, cap * sizeof *t);
    /* Lower case can be longer than the original, by at most half. */
    char *norm = arena_alloc(mem, len * 3 + 8);
    bool space = false;
    for (size_t at = 0; at < len;) {
        size_t used, from = at;
        utf8proc_int32_t code = code_at(s + at, len - at, &used);
        enum code_class k = class_of(code);
        if (k == CLASS_SPACE) {
            space = true;
            at += used;
            continue;
        }
        t = arena_grow(mem, t, count, &cap, sizeof *t);
        struct token *tok = &t[count++];
        tok->norm = norm;
        tok->lists = no_lists;
        tok->from = (uint32_t)from;
        tok->space = space;
        space = false;
        switch (k) {
        case CLASS_LETTER:
            tok->kind = TOKEN_WORD;
            at = put_word(s, at, len, &norm);
            break;
        case CLASS_DIGIT:
            tok->kind = TOKEN_NUMBER;
            at = put_number(s, at, len, &norm);
            break;
        default:
            tok->kind = TOKEN_PUNCT;
            norm = put_lower(norm, is_dash(code) ? '-' : code);
            at += used;
        }
        tok->to = (uint32_t)at;
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
    uint32_t longest;            /* in tokens */
    size_t of_set[LEX_SETS + 1]; /* how many of set S: in [S + 1] */
};

static void add(struct collect *c, const struct lexicon_entry *entry,
                enum lexicon_set set, uint32_t order, size_t len)
{
    c->items = arena_grow(c->mem, c->items, c->n, &c->cap, sizeof *c->items);
    c->items[c->n++] = (struct match){set, order, entry, (uint32_t)c->at,
                                      (uint32_t)(c->at + len)};
    c->of_set[set + 1]++;
    if (len > c->longest)
        c->longest = (uint32_t)len;
}

static void found(void *arg, const struct phrase *p, size_t len)
{
    add(arg, p->entry, p->entry->set, p->order, len);
}

/* Of two matches of one set that begin at one token. */
static bool stands_before(const struct match *x, const struct match *y)
{
    if (x->to != y->to)
        return x->to > y->to; /* longest first */
    if (x->entry->index != y->entry->index)
        return x->entry->index < y->entry->index;
    int code = strcmp(x->entry->code, y->entry->code);
    return code != 0 ? code < 0 : x->order < y->order;
}

/* Sorts the matches by set, then by place. They were found by place. */
static void sort_matches(struct collect *c)
{
    struct match *sorted = arena_alloc(c->mem, c->n * sizeof *sorted);
    for (size_t set = 1; set <= LEX_SETS; set++)
        c->of_set[set] += c->of_set[set - 1];
    for (size_t i = 0; i < c->n; i++) {
        const struct match it = c->items[i];
        size_t at = c->of_set[it.set]++;
        while (at > 0 && sorted[at - 1].set == it.set &&
               sorted[at - 1].from == it.from &&
               stands_before(&it, &sorted[at - 1])) {
            sorted[at] = sorted[at - 1];
            at--;
        }
        sorted[at] = it;
    }
    c->items = sorted;
}

/* Cues may overlap ("ansök senast" holds "senast"); names must not: the
 * longest, then the first, stands. */
static bool may_overlap(enum lexicon_set set)
{
    const unsigned sets = 1u << LEX_CUE | 1u << LEX_PAGE | 1u << LEX_SECTION |
                          1u << LEX_LABEL | 1u << LEX_DATE;
    return (sets >> set & 1) != 0;
}

/* Does K, which is another match of I's set, take I's words away? EARLIER: it
 * stands before I in the row. */
static bool hides(const struct match *k, const struct match *i, bool overlap,
                  bool earlier)
{
    if ((overlap && k->entry != i->entry) || k->from >= i->to ||
        i->from >= k->to)
        return false;
    uint32_t len_i = i->to - i->from, len_k = k->to - k->from;
    /* One name may stand for several codes ("offentliga aktörer"): the same
     * words under two entries both stay. */
    return len_k > len_i || (len_k == len_i && k->from != i->from && earlier);
}

/* One bit; few entries share one. */
static uint64_t entry_bit(const struct match *m)
{
    uintptr_t p = (uintptr_t)m->entry;
    return (uint64_t)1 << (p >> 4 ^ p >> 10) % 64;
}

/* Those that stay are moved to the front; the row behind them is still as it
 * was. Both are in order, so that of either only those beside I need be
 * looked at. LONGEST: tokens of a match, at most. */
static size_t drop_overlaps(struct match *m, size_t n, uint32_t longest)
{
    size_t kept = 0;
    uint64_t seen = 0, twice = 0;
    for (size_t i = 0; i < n; i++) {
        twice |= seen & entry_bit(&m[i]);
        seen |= entry_bit(&m[i]);
    }
    for (size_t i = 0; i < n; i++) {
        const struct match it = m[i];
        bool overlap = may_overlap(it.set), hidden = false;
        if (overlap && (twice & entry_bit(&it)) == 0) {
            m[kept++] = it; /* no other is of its entry, as is usual */
            continue;
        }
        for (size_t k = kept; k-- > 0 && m[k].set == it.set &&
                              m[k].from + longest > it.from && !hidden;)
            hidden = hides(&m[k], &it, overlap, true);
        for (size_t k = i; k-- > kept && m[k].set == it.set &&
                           m[k].from + longest > it.from && !hidden;)
            hidden = hides(&m[k], &it, overlap, true);
        for (size_t k = i + 1;
             k < n && m[k].set == it.set && m[k].from < it.to && !hidden; k++)
            hidden = hides(&m[k], &it, overlap, false);
        if (!hidden)
            m[kept++] = it;
    }
    return kept;
}

static struct match *find_matches(struct arena *mem, const struct vocab *v,
                                  struct token *t, size_t n, size_t *n_matches)
{
    struct collect c = {.mem = mem};
    uint64_t signs = 0;
    for (size_t i = 0; i < n; i++)
        if (t[i].kind != TOKEN_PUNCT) {
            t[i].known = vocab_word(v, t[i].norm, t[i].len);
            t[i].lists = t[i].known->lists;
            signs |= t[i].known->sign;
        }
    for (c.at = 0; c.at < n; c.at++) {
        const struct known_word *w = t[c.at].known;
        if (w == NULL)
            continue;
        for (size_t i = 0; i < w->n_alone; i++)
            add(&c, w->alone[i].entry, w->alone[i].set, w->alone[i].order, 1);
        if (w->n_openings > 0)
            vocab_match(t, n, c.at, signs, found, &c);
    }
    if (c.n > 1)
        sort_matches(&c);
    /* The quadratic pass is bounded: a unit is a sentence. */
    *n_matches = c.n <= 2000 ? drop_overlaps(c.items, c.n, c.longest) : 0;
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

/* The lists that any token of U is in. Marks are in none. */
static void collect_lists(const struct unit *u, uint64_t ret[WORDLIST_PARTS])
{
    uint64_t lists[WORDLIST_PARTS] = {0};
    for (size_t i = 0; i < u->n; i++)
        if (u->tokens[i].kind != TOKEN_PUNCT)
            for (size_t k = 0; k < WORDLIST_PARTS; k++)
                lists[k] |= u->tokens[i].lists[k];
    memcpy(ret, lists, sizeof lists);
}

void text_fill_unit(struct arena *mem, const struct vocab *v, struct unit *u)
{
    u->tokens = text_tokenise(mem, u->text + u->from, u->to - u->from, &u->n);
    u->matches = find_matches(mem, v, u->tokens, u->n, &u->n_matches);
    index_matches(mem, u);
    u->memo = u->n > 0 ? arena_alloc(mem, sizeof *u->memo) : NULL;
    if (u->n > 0)
        collect_lists(u, u->memo->lists);
}

bool text_may_say(struct arena *mem, const struct vocab *v, const char *s,
                  enum cue cue)
{
    size_t n;
    const struct token *t = text_tokenise(mem, s, strlen(s), &n);
    for (size_t i = 0; i < n; i++)
        if (t[i].kind != TOKEN_PUNCT &&
            (vocab_word(v, t[i].norm, t[i].len)->cues[cue / 64u] >>
                 (cue % 64u) &
             1) != 0)
            return true;
    return false;
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

struct memo_list {
    void *items;
    size_t n;
};

void *unit_recall(struct arena *mem, const struct unit *u, enum memo key,
                  unit_finder *find, size_t size, size_t *n)
{
    *n = 0;
    if (u->n == 0)
        return NULL;
    const struct memo_list *kept = u->memo->of[key];
    if (kept == NULL) {
        struct memo_list *found = arena_alloc(mem, sizeof *found);
        found->items = find(mem, u, &found->n);
        u->memo->of[key] = kept = found;
    }
    if (kept->n == 0)
        return NULL;
    *n = kept->n;
    return memcpy(arena_alloc(mem, kept->n * size), kept->items,
                  kept->n * size);
}
