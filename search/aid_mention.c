/* aid_mention.c - see aid_mention.h. */
#include "aid_mention.h"

#include "lexicon.h"

#include "medel/caps.h"
#include "medel/utf8.h"

#include <ctype.h>
#include <limits.h>
#include <string.h>
#include <utf8proc.h>

#define WORDS_MAX 60000
#define EXPRESSION_WORDS_MAX 16
#define NEGATION_REACH 4 /* words before */
#define HEADING_WORDS 4

/* --- the text as words --------------------------------------------------- */

struct word {
    const char *folded; /* NULL until it is asked for: few words are */
    size_t start, end;  /* in the text */
    size_t sentence;    /* its number */
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
    return *s == '\n' || (strchr(".!?", *s) != NULL &&
                          (s[1] == ' ' || s[1] == '\n' || s[1] == '\0'));
}

static void add_word(struct words *w, size_t start, size_t end, size_t sentence)
{
    w->items = arena_grow(w->mem, w->items, w->n, &w->cap, sizeof *w->items);
    w->items[w->n++] = (struct word){NULL, start, end, sentence};
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

static struct words split(struct arena *mem, const char *text)
{
    struct words w = {.mem = mem, .text = text};
    size_t i = 0, sentence = 0;
    while (text[i] != '\0' && w.n < WORDS_MAX) {
        utf8proc_int32_t c;
        size_t start = i;
        size_t n = (size_t)next_char(text + i, &c);
        while (text[i] != '\0' && utf8_in_word(c)) {
            i += n;
            n = (size_t)next_char(text + i, &c);
        }
        if (i > start) {
            add_word(&w, start, i, sentence);
            continue;
        }
        sentence += ends_sentence(text + i);
        i += n;
    }
    return w;
}

/* --- expressions --------------------------------------------------------- */

static bool same_word(const char *pattern, size_t n, const char *word)
{
    if (n > 0 && pattern[n - 1] == '*')
        return strncmp(word, pattern, n - 1) == 0;
    return strncmp(word, pattern, n) == 0 && word[n] == '\0';
}

/* Whether EXPRESSION stands at word AT, within one sentence. */
static bool stands_at(const struct words *w, size_t at, const char *expression)
{
    size_t sentence = w->items[at].sentence;
    while (*expression != '\0') {
        size_t n = strcspn(expression, " ");
        if (at >= w->n || w->items[at].sentence != sentence ||
            !same_word(expression, n, folded(w, at)))
            return false;
        at++;
        expression += n;
        expression += strspn(expression, " ");
    }
    return true;
}

static bool any_stands_at(const struct words *w, size_t at,
                          struct aid_words expressions)
{
    char first = folded(w, at)[0];
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

static bool mentions(const struct current *c, const struct words *w, size_t at,
                     bool certain)
{
    for (size_t r = 0; r < c->n; r++)
        if (any_stands_at(w, at, said(c->rules[r], certain)))
            return !is_taken_back(w, at, c->negations);
    return false;
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

/* The bytes that a word may begin with, as it stands in the text, which begins
 * an expression of any rule: most words of a long text are passed over. */
struct beginnings {
    bool of[UCHAR_MAX + 1];
};

static void add_beginnings(struct beginnings *b, struct aid_words expressions)
{
    for (size_t i = 0; i < expressions.n; i++) {
        unsigned char first = (unsigned char)expressions.items[i][0];
        for (size_t c = 0; first == '*' && c <= UCHAR_MAX; c++)
            b->of[c] = true;
        b->of[tolower(first)] = b->of[toupper(first)] = true;
    }
}

static struct beginnings beginnings(const struct current *c, bool certain)
{
    struct beginnings b = {{false}};
    /* What folds to what is not asked of other letters. */
    for (size_t i = 0x80; i <= UCHAR_MAX; i++)
        b.of[i] = true;
    for (size_t r = 0; r < c->n; r++)
        add_beginnings(&b, said(c->rules[r], certain));
    return b;
}

/* The first mention, of the kind asked for; w->n where there is none. */
static size_t find_mention(const struct current *c, const struct words *w,
                           bool certain, bool headings)
{
    const struct beginnings b = beginnings(c, certain);
    size_t i = 0;
    while (i < w->n &&
           !(b.of[(unsigned char)w->text[w->items[i].start]] &&
             mentions(c, w, i, certain) && (headings || !is_heading(w, i))))
        i++;
    return i;
}

void aid_mention_find(struct arena *mem, const struct state_aid *s,
                      const char *text, struct date day,
                      struct aid_mention *ret)
{
    static const struct {
        bool certain, headings;
    } turns[] = {{true, false}, {true, true}, {false, false}, {false, true}};
    struct arena *own = arena_new();
    struct words w = split(own, text);
    const struct current now = in_force(own, s, day);
    *ret = (struct aid_mention){.rule = NULL};
    for (size_t t = 0; t < sizeof turns / sizeof *turns; t++) {
        bool certain = turns[t].certain;
        size_t at = find_mention(&now, &w, certain, turns[t].headings);
        if (at == w.n)
            continue;
        *ret = (struct aid_mention){rule_of(&now, &w, at, certain), certain,
                                    quoted(mem, &w, at)};
        break;
    }
    arena_free(own);
}
