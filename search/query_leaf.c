/*
 * query_leaf.c - the leaves of a query's tree: words, patterns, phrases and
 * conditions; see query_parser.h.
 */
#include "query_parser.h"

#include "medel/i18n.h"
#include "medel/utf8.h"

#include <string.h>
#include <utf8proc.h>

#define PARTS_MAX 8        /* of one word with hyphens */
#define VALUE_TOKENS_MAX 4 /* "region:västra götaland" */
#define PATTERN_LETTERS_MIN 2

/* --- tokens and faults --------------------------------------------------- */

const struct lex_token *parser_token(const struct parser *p)
{
    return &p->lex.tokens[p->at];
}

const char *parser_text(struct parser *p, size_t at, size_t end)
{
    return arena_strndup(p->mem, p->text + at, end - at);
}

/* Points at [AT, END); ST is what err_set() gave. */
enum status parser_point_span(struct parser *p, size_t at, size_t end,
                              enum status st)
{
    *p->fault = (struct query_fault){at, end};
    return st;
}

enum status parser_point(struct parser *p, const struct lex_token *t,
                         enum status st)
{
    return parser_point_span(p, t->at, t->end, st);
}

struct query_node *parser_node(struct parser *p, enum query_kind kind)
{
    struct query_node *n = arena_alloc(p->mem, sizeof *n);
    n->kind = kind;
    n->in_title = p->in_title;
    return n;
}

/* KIND over A and, where there is one, B. */
struct query_node *parser_over(struct parser *p, enum query_kind kind,
                               struct query_node *a, struct query_node *b)
{
    struct query_node *n = parser_node(p, kind);
    n->sub = arena_alloc(p->mem, 2 * sizeof *n->sub);
    n->sub[n->n++] = a;
    if (b != NULL)
        n->sub[n->n++] = b;
    return n;
}

void parser_add_sub(struct parser *p, struct query_node *to,
                    struct query_node *sub)
{
    struct query_node **all = arena_alloc(p->mem, (to->n + 1) * sizeof *all);
    if (to->n > 0)
        memcpy(all, to->sub, to->n * sizeof *all);
    all[to->n++] = sub;
    to->sub = all;
}

void parser_add_word(struct parser *p, struct query_node *to,
                     struct query_word word)
{
    struct query_word *all =
        arena_alloc(p->mem, (to->n_words + 1) * sizeof *all);
    if (to->n_words > 0)
        memcpy(all, to->words, to->n_words * sizeof *all);
    all[to->n_words++] = word;
    to->words = all;
}

/* --- words --------------------------------------------------------------- */

static enum status count_word(struct parser *p, const struct lex_token *t)
{
    if (++p->n_words <= QUERY_WORDS_MAX)
        return ST_OK;
    return parser_point(p, t,
                        err_set(p->e, ST_BAD_QUERY,
                                _("more than %d words: leave some out"),
                                QUERY_WORDS_MAX));
}

/* The piece [AT, END) of the text as a word; n_parts is 0 where it has
 * neither letters nor digits. */
static struct query_word word_of(struct parser *p, size_t at, size_t end)
{
    struct query_word w = {.at = at, .len = end - at};
    w.text = parser_text(p, at, end);
    w.n_parts = lexicon_words(p->mem, w.text, PARTS_MAX, &w.parts);
    return w;
}

/* Letters and digits of a pattern; other signs part it like words. */
static size_t pattern_end(const char *s, size_t *letters)
{
    size_t n = 0;
    *letters = 0;
    while (s[n] != '\0') {
        utf8proc_int32_t c;
        utf8proc_ssize_t step =
            utf8proc_iterate((const utf8proc_uint8_t *)s + n, -1, &c);
        if (step < 1 || (c != '*' && !utf8_in_word(c)))
            break;
        *letters += c != '*';
        n += (size_t)step;
    }
    return n;
}

static struct query_node *leaf(struct parser *p, enum query_kind kind,
                               struct query_word word)
{
    struct query_node *n = parser_node(p, kind);
    parser_add_word(p, n, word);
    return n;
}

/* A token with '*': one pattern or, in "e-sport*", words and patterns. */
static enum status parse_pattern(struct parser *p, const struct lex_token *t,
                                 struct query_node **ret)
{
    struct query_node *all = NULL;
    const char *s = lexicon_fold(p->mem, parser_text(p, t->at, t->end));
    while (*s != '\0') {
        size_t letters, n = pattern_end(s, &letters);
        const char *piece = arena_strndup(p->mem, s, n);
        bool pattern = strchr(piece, '*') != NULL;
        s += n > 0 ? n : 1;
        if (letters == 0)
            continue;
        if (pattern && letters < PATTERN_LETTERS_MIN)
            return parser_point(
                p, t,
                err_set(p->e, ST_BAD_QUERY,
                        _("'%s' fits nearly every word: write at "
                          "least %d letters"),
                        piece, PATTERN_LETTERS_MIN));
        struct query_word w = {.at = t->at, .len = t->end - t->at};
        w.text = piece;
        w.n_parts = lexicon_words(p->mem, piece, PARTS_MAX, &w.parts);
        struct query_node *one =
            leaf(p, pattern ? QUERY_PATTERN : QUERY_WORDS, w);
        all = all == NULL ? one : parser_over(p, QUERY_AND, all, one);
    }
    p->operators = true;
    *ret = all;
    return count_word(p, t);
}

/* "sum>100000", as other search engines have it. */
static enum status check_comparison(struct parser *p, const struct lex_token *t,
                                    const char *s)
{
    static const char *const signs[] = {"<", ">", "=", "≤", "≥"};
    size_t n = strlen(s);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        const char *at = strstr(s, signs[i]);
        if (at != NULL && (size_t)(at - s) < n)
            n = (size_t)(at - s);
    }
    if (s[n] == '\0' || query_names_field(p->names, s, n) == ASK_NONE)
        return ST_OK;
    return parser_point(
        p, t,
        err_set(p->e, ST_BAD_QUERY,
                _("after a field stands a colon, and a range is written with "
                  "two dots, as in sum:100000.. or deadline:..2027-03-31")));
}

/* "referens:" is none either, but has its meaning with what follows. */
static bool looks_like_field(const struct parser *p, const char *name,
                             const char *value)
{
    return strlen(name) >= 3 && strpbrk(name, "0123456789") == NULL &&
           value[0] != '\0' &&
           !query_names_has(p->names, LIST_REFERENCES, name);
}

/* "regon:SE-BD" is a slip of the pen; "http://..." and "12:30" are words. */
static enum status check_field_name(struct parser *p, const struct lex_token *t)
{
    const char *s = parser_text(p, t->at, t->end), *colon = strchr(s, ':');
    if (colon == NULL || colon[1] == '/')
        return check_comparison(p, t, s);
    const char *name = query_names_key(p->mem, s, (size_t)(colon - s));
    const char *near = strlen(name) < 3
                           ? NULL
                           : query_names_near_field(p->names, p->mem, name);
    if (near == NULL) {
        if (p->no_field == NULL && looks_like_field(p, name, colon + 1))
            p->no_field = name;
        return ST_OK;
    }
    return parser_point(p, t,
                        err_set(p->e, ST_BAD_QUERY,
                                _("there is no field '%.40s'; did you mean "
                                  "'%s:'?"),
                                name, near));
}

enum status parser_word(struct parser *p, struct query_node **ret)
{
    const struct lex_token *t = parser_token(p);
    enum status st = check_field_name(p, t);
    p->at++;
    *ret = NULL;
    if (st != ST_OK)
        return st;
    if (memchr(p->text + t->at, '*', t->end - t->at) != NULL)
        return parse_pattern(p, t, ret);
    struct query_word w = word_of(p, t->at, t->end);
    if (w.n_parts == 0)
        return ST_OK;
    *ret = leaf(p, QUERY_WORDS, w);
    return count_word(p, t);
}

/* A phrase's words keep their places, so that one can be corrected. */
enum status parser_phrase(struct parser *p, struct query_node **ret)
{
    const struct lex_token *t = parser_token(p);
    struct query_node *n = parser_node(p, QUERY_PHRASE);
    p->at++;
    for (size_t at = t->inner; at < t->inner_end;) {
        size_t end = at;
        while (end < t->inner_end && (unsigned char)p->text[end] > ' ')
            end++;
        struct query_word w = word_of(p, at, end);
        if (w.n_parts > 0) {
            enum status st = count_word(p, t);
            if (st != ST_OK)
                return st;
            parser_add_word(p, n, w);
        }
        at = end > at ? end : at + 1;
    }
    p->operators = true;
    *ret = n->n_words > 0 ? n : NULL;
    return ST_OK;
}

/* --- conditions ---------------------------------------------------------- */

/* The value [AT, END) of the field whose name stands at NAME_AT. */
static enum status read_value(struct parser *p, enum query_field f, size_t at,
                              size_t end, size_t name_at, struct condition *c)
{
    struct err mine = ERR_INIT;
    enum status st = condition_parse(
        p->mem, p->names, f, parser_text(p, at, end), p->today, c, &mine);
    if (st == ST_OK)
        return st;
    return parser_point_span(p, name_at, end,
                             err_set(p->e, ST_BAD_QUERY, "%s", mine.text));
}

/*
 * A name or sum may go on in the next words, as in region:västra götaland:
 * where the value and what follows make sense together, they are one. Funders
 * have any names, so theirs ends at the blank.
 */
static size_t value_tokens(struct parser *p, enum query_field f)
{
    size_t n = 1;
    while (f != ASK_FUNDER && n < VALUE_TOKENS_MAX &&
           p->lex.tokens[p->at + n].kind == LEX_WORD)
        n++;
    for (; n > 1; n--) {
        const struct lex_token *first = parser_token(p), *last = first + n - 1;
        struct condition ignored;
        if (condition_parse(p->mem, p->names, f,
                            parser_text(p, first->at, last->end), p->today,
                            &ignored, NULL) == ST_OK)
            break;
    }
    return n;
}

/* One value and what hangs on it: "social innovation",rural */
enum status parser_values(struct parser *p, enum query_field f, size_t name_at,
                          struct query_node **ret)
{
    struct query_node *n = parser_node(p, QUERY_CONDITION);
    bool quoted = parser_token(p)->kind == LEX_PHRASE;
    size_t tokens = quoted ? 1 : value_tokens(p, f);
    const struct lex_token *last = parser_token(p) + tokens - 1;
    enum status st = read_value(p, f, parser_token(p)->inner, last->inner_end,
                                name_at, &n->condition);
    p->at += tokens;
    while (st == ST_OK && parser_token(p)->glued &&
           (parser_token(p)->kind == LEX_PHRASE ||
            parser_token(p)->kind == LEX_WORD)) {
        struct condition more;
        if (parser_token(p)->inner_end > parser_token(p)->inner + 1 ||
            p->text[parser_token(p)->inner] != ',') {
            st = read_value(p, f, parser_token(p)->inner,
                            parser_token(p)->inner_end, name_at, &more);
            if (st == ST_OK && !condition_widen(p->mem, &n->condition, &more))
                st = parser_point(p, parser_token(p),
                                  err_set(p->e, ST_BAD_QUERY,
                                          _("%s takes one value"),
                                          query_field_words(f)));
        }
        p->at++;
    }
    *ret = n;
    if (st == ST_OK && ++p->n_conditions > QUERY_CONDITIONS_MAX)
        st = parser_point_span(
            p, name_at, p->lex.tokens[p->at - 1].end,
            err_set(p->e, ST_BAD_QUERY,
                    _("more than %d conditions: leave some out"),
                    QUERY_CONDITIONS_MAX));
    return st;
}
