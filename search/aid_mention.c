/* aid_mention.c - see aid_mention.h. */
#include "aid_mention.h"

#include "lexicon.h"

#include "medel/caps.h"
#include "medel/utf8.h"

#include <ctype.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#define WORDS_MAX 60000
#define BYTES_PER_WORD 5 /* with what is between; less only in odd texts */
#define EXPRESSION_WORDS_MAX 16
#define NEGATION_REACH 4 /* words before */
#define HEADING_WORDS 4

/* --- the text as words --------------------------------------------------- */

struct word {
    const char *folded;  /* NULL until it is asked for: few words are */
    uint32_t start, end; /* in the text */
    uint32_t sentence;   /* its number */
    bool plain;          /* see lexicon_is_plain() */
};

struct words {
    struct arena *mem;
    const char *text;
    struct word *items;
    size_t n, cap;
};

static utf8proc_ssize_t next_char(const char *s, utf8proc_int32_t *c)
{
    if ((unsigned char)*s < 0x80) {
        *c = *s;
        return 1;
    }
    utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s, -1, c);
    if (n <= 0) {
        *c = ' ';
        return 1;
    }
    return n;
}

/* Whether the sentence ends with the sign at S: a line's end, or a stop with
 * a blank behind it. ("2 kap. 3 §" is cut in two, which shortens a quotation
 * and harms nothing else.) */
static bool ends_sentence(const char *s)
{
    bool stop = *s == '.' || *s == '!' || *s == '?' || *s == '\0';
    return *s == '\n' ||
           (stop && (s[1] == ' ' || s[1] == '\n' || s[1] == '\0'));
}

static void add_word(struct words *w, struct word word)
{
    w->items = arena_grow(w->mem, w->items, w->n, &w->cap, sizeof *w->items);
    w->items[w->n++] = word;
}

static const char *folded(const struct words *w, size_t at)
{
    struct word *word = &w->items[at];
    if (word->folded == NULL)
        word->folded =
            lexicon_fold(w->mem, arena_strndup(w->mem, w->text + word->start,
                                               word->end - word->start));
    return word->folded;
}

/* Or a figure: what ASCII has in words. See utf8_in_word(). */
static inline bool is_ascii_letter(char c)
{
    unsigned letter = ((unsigned char)c | 0x20u) - 'a';
    unsigned figure = (unsigned char)c - (unsigned)'0';
    return letter < 26 || figure < 10;
}

static struct words split(struct arena *mem, const char *text)
{
    struct words w = {.mem = mem, .text = text};
    size_t i = 0;
    uint32_t sentence = 0;
    w.cap = strlen(text) / BYTES_PER_WORD;
    w.items = arena_alloc(mem, w.cap * sizeof *w.items);
    while (text[i] != '\0' && w.n < WORDS_MAX && i < UINT32_MAX) {
        utf8proc_int32_t c = 0;
        size_t start = i, n = 1;
        bool plain = true;
        for (;; i += n) {
            while (is_ascii_letter(text[i]))
                i++;
            if ((unsigned char)text[i] < 0x80)
                break;
            n = (size_t)next_char(text + i, &c);
            if (!utf8_in_word(c))
                break;
            plain = plain && lexicon_is_plain(c);
        }
        if (i > start) {
            add_word(&w, (struct word){NULL, (uint32_t)start, (uint32_t)i,
                                       sentence, plain});
            continue;
        }
        sentence += ends_sentence(text + i);
        i += n;
    }
    return w;
}

/* --- expressions --------------------------------------------------------- */

/* Whether the folded WORD is what the N bytes at PATTERN say. */
static bool same_word(const char *pattern, size_t n, const char *word)
{
    if (n > 0 && pattern[n - 1] == '*')
        return strncmp(word, pattern, n - 1) == 0;
    return strncmp(word, pattern, n) == 0 && word[n] == '\0';
}

static bool ends_word(char c)
{
    return c == ' ' || c == '\0';
}

/* Behind the first word of EXPRESSION, where word AT is that; else NULL. */
static const char *after_word(const struct words *w, size_t at,
                              const char *expression)
{
    const struct word *word = &w->items[at];
    if (!word->plain) {
        size_t n = strcspn(expression, " ");
        return same_word(expression, n, folded(w, at)) ? expression + n : NULL;
    }
    /* Mostly the first or second letter is another one. */
    const char *text = w->text + word->start, *s = expression;
    size_t len = word->end - word->start;
    char before = '\0';
    for (size_t i = 0; !ends_word(*s); i++, s++) {
        if (*s == '*' && ends_word(s[1]))
            return s + 1;
        if (i == len || lexicon_lower(before, text[i]) != *s)
            return NULL;
        before = text[i];
    }
    return (size_t)(s - expression) == len ? s : NULL;
}

static char first_of(const struct words *w, size_t at)
{
    return w->items[at].plain ? lexicon_lower('\0', w->text[w->items[at].start])
                              : folded(w, at)[0];
}

/* Whether EXPRESSION stands at word AT, within one sentence. */
static bool stands_at(const struct words *w, size_t at, const char *expression)
{
    size_t sentence = w->items[at].sentence;
    while (*expression != '\0') {
        if (at >= w->n || w->items[at].sentence != sentence)
            return false;
        expression = after_word(w, at, expression);
        if (expression == NULL)
            return false;
        at++;
        expression += strspn(expression, " ");
    }
    return true;
}

static bool any_stands_at(const struct words *w, size_t at,
                          struct aid_words expressions)
{
    char first = first_of(w, at);
    for (size_t i = 0; i < expressions.n; i++) {
        char begins = expressions.items[i][0];
        if ((begins == first || begins == '*') &&
            stands_at(w, at, expressions.items[i]))
            return true;
    }
    return false;
}

static bool is_taken_back(const struct words *w, size_t at,
                          struct aid_words negations)
{
    for (size_t back = 1; back <= NEGATION_REACH && back <= at; back++) {
        if (w->items[at - back].sentence != w->items[at].sentence)
            return false;
        if (any_stands_at(w, at - back, negations))
            return true;
    }
    return false;
}

/* --- sentences ----------------------------------------------------------- */

/* The sentence of word AT; of a long one what stands round the word. */
static const char *quoted(struct arena *mem, const struct words *w, size_t at)
{
    const size_t most = CAP_EVIDENCE_CHARS;
    size_t first = at, last = at;
    while (first > 0 && w->items[first - 1].sentence == w->items[at].sentence &&
           w->items[at].end - w->items[first - 1].start <= most / 2)
        first--;
    while (last + 1 < w->n &&
           w->items[last + 1].sentence == w->items[at].sentence &&
           w->items[last + 1].end - w->items[first].start <= most)
        last++;
    const char *start = w->text + w->items[first].start;
    size_t len = w->items[last].end - w->items[first].start;
    /* The stop behind it, where there is one. */
    len += strchr(".!?)", start[len]) != NULL && start[len] != '\0';
    return arena_strndup(mem, start, utf8_clip(start, len, most));
}

/* The rules in force on a day: looked up once, not for each word of a text. */
struct current {
    const struct aid_rule **rules;
    size_t n;
    struct aid_words negations;
};

static struct current in_force(struct arena *mem, const struct state_aid *s,
                               struct date day)
{
    size_t n;
    const struct aid_rule *rules = state_aid_rules(s, &n);
    struct current c = {
        .rules = arena_alloc(mem, (n + 1) * sizeof *c.rules),
        .negations = state_aid_negations(s),
    };
    for (size_t i = 0; i < n; i++)
        if (state_aid_find(s, rules[i].code, day) == &rules[i])
            c.rules[c.n++] = &rules[i];
    return c;
}

static struct aid_words said(const struct aid_rule *rule, bool certain)
{
    return certain ? rule->words : rule->maybe;
}

/* The rule that the sentence of word AT is about. */
static const struct aid_rule *
rule_of(const struct current *c, const struct words *w, size_t at, bool certain)
{
    size_t first = at;
    while (first > 0 && w->items[first - 1].sentence == w->items[at].sentence)
        first--;
    for (size_t r = 0; r < c->n; r++)
        for (size_t i = first;
             i < w->n && w->items[i].sentence == w->items[at].sentence; i++)
            if (any_stands_at(w, i, said(c->rules[r], certain)))
                return c->rules[r];
    return NULL;
}

/* A heading says that a section is about such aid; a sentence says how. */
static bool is_heading(const struct words *w, size_t at)
{
    size_t first = at, last = at;
    while (first > 0 && w->items[first - 1].sentence == w->items[at].sentence)
        first--;
    while (last + 1 < w->n &&
           w->items[last + 1].sentence == w->items[at].sentence)
        last++;
    return last - first < HEADING_WORDS;
}

/* The expressions of all rules by the byte that a word, as it stands in the
 * text, has first where it may begin them: most words of a long text are passed
 * over. At ANY are all, for words that are not plain: what they fold to is
 * another thing. */
#define BYTES (UCHAR_MAX + 1)
#define ANY BYTES
#define OPENINGS 1024
struct beginnings {
    struct aid_words of[ANY + 1];
    uint64_t openings[OPENINGS / 64]; /* a bit for each there is */
};

/* Of a word's first three bytes, 0 for those it has not. */
static size_t opening(const char three[static 3])
{
    return (((unsigned char)three[0] * 31u + (unsigned char)three[1]) * 31u +
            (unsigned char)three[2]) %
           OPENINGS;
}

/* Where the first bytes of an expression are not known, all openings are its.
 */
static void add_opening(struct beginnings *b, const char *expression)
{
    char three[3] = "";
    for (size_t i = 0; i < sizeof three && !ends_word(expression[i]); i++)
        three[i] = expression[i];
    if (memchr(three, '*', sizeof three) != NULL)
        memset(b->openings, 0xFF, sizeof b->openings);
    size_t bit = opening(three);
    b->openings[bit / 64] |= UINT64_C(1) << bit % 64;
}

/* Whether an expression may begin with word AT; most do not. */
static bool may_begin(const struct beginnings *b, const struct words *w,
                      size_t at)
{
    const struct word *word = &w->items[at];
    const char *text = w->text + word->start;
    char three[3] = "";
    if (!word->plain)
        return true;
    for (size_t i = 0; i < sizeof three && i < word->end - word->start; i++)
        three[i] = lexicon_lower(i > 0 ? text[i - 1] : '\0', text[i]);
    size_t bit = opening(three);
    return (b->openings[bit / 64] >> bit % 64 & 1) != 0;
}

static void add_beginning(struct beginnings *b, const char **items[],
                          size_t place, const char *expression)
{
    if (items != NULL)
        items[place][b->of[place].n] = expression;
    b->of[place].n++;
}

/* Counts the expressions, or where ITEMS has room for them, adds them. */
static void add_beginnings(struct beginnings *b, const char **items[],
                           struct aid_words expressions)
{
    for (size_t i = 0; i < expressions.n; i++) {
        const char *expression = expressions.items[i];
        unsigned char first = (unsigned char)expression[0];
        for (size_t c = 0; first == '*' && c < BYTES; c++)
            add_beginning(b, items, c, expression);
        if (first != '*') {
            add_beginning(b, items, first, expression);
            if (toupper(first) != first)
                add_beginning(b, items, (size_t)toupper(first), expression);
        }
        add_beginning(b, items, ANY, expression);
        add_opening(b, expression);
    }
}

static struct beginnings beginnings(struct arena *mem, const struct current *c,
                                    bool certain)
{
    struct beginnings b = {.openings = {0}};
    const char **items[ANY + 1];
    for (size_t r = 0; r < c->n; r++)
        add_beginnings(&b, NULL, said(c->rules[r], certain));
    for (size_t i = 0; i <= ANY; i++) {
        items[i] =
            b.of[i].n > 0 ? arena_alloc(mem, b.of[i].n * sizeof **items) : NULL;
        b.of[i] = (struct aid_words){items[i], 0};
    }
    for (size_t r = 0; r < c->n; r++)
        add_beginnings(&b, items, said(c->rules[r], certain));
    return b;
}

/* The expressions that may stand at word AT. */
static struct aid_words possible(const struct beginnings *b,
                                 const struct words *w, size_t at)
{
    unsigned char first = (unsigned char)w->text[w->items[at].start];
    if (w->items[at].plain)
        return b->of[first];
    /* What folds to an ASCII letter is not asked of the letters beyond. */
    bool possible = first >= 0x80 || b->of[first].n > 0;
    return possible ? b->of[ANY] : b->of[first];
}

/* The first mention in a sentence, or else in a heading; w->n where there is
 * none. */
static size_t find_mention(const struct current *c, const struct beginnings *b,
                           const struct words *w)
{
    size_t heading = w->n;
    for (size_t i = 0; i < w->n; i++) {
        if (!may_begin(b, w, i) || !any_stands_at(w, i, possible(b, w, i)) ||
            is_taken_back(w, i, c->negations))
            continue;
        if (!is_heading(w, i))
            return i;
        if (heading == w->n)
            heading = i;
    }
    return heading;
}

void aid_mention_find(struct arena *mem, const struct state_aid *s,
                      const char *text, struct date day,
                      struct aid_mention *ret)
{
    static const bool turns[] = {true, false};
    struct arena *own = arena_new();
    struct words w = split(own, text);
    const struct current now = in_force(own, s, day);
    *ret = (struct aid_mention){.rule = NULL};
    for (size_t t = 0; t < sizeof turns / sizeof *turns; t++) {
        bool certain = turns[t];
        const struct beginnings by = beginnings(own, &now, certain);
        size_t at = find_mention(&now, &by, &w);
        if (at == w.n)
            continue;
        *ret = (struct aid_mention){rule_of(&now, &w, at, certain), certain,
                                    quoted(mem, &w, at)};
        break;
    }
    arena_free(own);
}
