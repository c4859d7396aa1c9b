/* query_lex.c - from text to tokens; see query_lex.h. */
#include "query_lex.h"

#include "medel/i18n.h"
#include "medel/utf8.h"

#include <ctype.h>
#include <string.h>

#define FIELD_NAME_BYTES_MAX 60

struct lexer {
    struct arena *mem;
    const char *text;
    size_t len, at;
    const struct query_names *names;
    struct lex out;
    size_t cap;
};

/* --- characters ---------------------------------------------------------- */

static bool is_blank(char c)
{
    return (unsigned char)c <= ' ' || c == 0x7F;
}

/* Quotation marks that people and their programs write; the same ones may
 * open and close. The length in bytes, or 0. */
static size_t quote_at(const char *s)
{
    static const char *const marks[] = {"\"",     "\u201c", "\u201d",
                                        "\u201e", "\u00ab", "\u00bb"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (strncmp(s, marks[i], strlen(marks[i])) == 0)
            return strlen(marks[i]);
    return 0;
}

static bool ends_word(const char *s)
{
    return *s == '\0' || is_blank(*s) || *s == '(' || *s == ')' ||
           quote_at(s) > 0;
}

static size_t word_end(const struct lexer *x, size_t at)
{
    while (!ends_word(x->text + at))
        at++;
    return at;
}

/* --- tokens -------------------------------------------------------------- */

static struct lex_token *add(struct lexer *x, enum lex_kind kind, size_t end)
{
    struct lex *l = &x->out;
    l->tokens = arena_grow(x->mem, l->tokens, l->n, &x->cap, sizeof *l->tokens);
    struct lex_token *t = &l->tokens[l->n++];
    *t = (struct lex_token){
        .kind = kind,
        .at = x->at,
        .end = end,
        .inner = x->at,
        .inner_end = end,
        .glued = l->n > 1 && l->tokens[l->n - 2].end == x->at,
        .field = ASK_NONE,
    };
    x->at = end;
    return t;
}

static enum status take_phrase(struct lexer *x, size_t mark,
                               struct query_fault *fault, struct err *e)
{
    size_t inner = x->at + mark, end = inner;
    while (x->text[end] != '\0' && quote_at(x->text + end) == 0)
        end++;
    if (x->text[end] == '\0') {
        *fault = (struct query_fault){x->at, inner};
        return err_set(e, ST_BAD_QUERY,
                       _("this quotation mark has no other to end the phrase: "
                         "add one, or take it away"));
    }
    struct lex_token *t = add(x, LEX_PHRASE, end + quote_at(x->text + end));
    t->inner = inner;
    t->inner_end = end;
    return ST_OK;
}

/* "NEAR", "NEAR/5"; a number past all bounds is refused by the parser. */
static bool take_operator(struct lexer *x, size_t end)
{
    static const enum lex_kind kinds[] = {LEX_AND, LEX_OR, LEX_NOT, LEX_NEAR};
    const char *s = x->text + x->at;
    size_t n = end - x->at, name = 0, digits;
    unsigned distance = 0;

    while (name < n && s[name] != '/')
        name++;
    enum query_operator op = query_names_operator(x->names, s, name);
    if (op == OPERATOR_NONE || (name < n && op != OPERATOR_NEAR))
        return false;
    for (digits = name + 1; digits < n && isdigit((unsigned char)s[digits]);
         digits++)
        if (distance <= QUERY_NEAR_MAX)
            distance = distance * 10 + (unsigned)(s[digits] - '0');
    if (name < n && (digits < n || digits == name + 1))
        return false;
    /* NEAR/0 asks for nothing; the parser says so. */
    if (name < n && distance == 0)
        distance = QUERY_NEAR_MAX + 1;
    add(x, kinds[op], end)->distance = distance;
    return true;
}

/* "sista dag:", where the last token is the first word of the name. */
static bool take_long_field(struct lexer *x, size_t end)
{
    struct lex_token *last = x->out.n > 0 ? &x->out.tokens[x->out.n - 1] : NULL;
    if (last == NULL || last->kind != LEX_WORD ||
        end - last->at > FIELD_NAME_BYTES_MAX)
        return false;
    enum query_field f =
        query_names_field(x->names, x->text + last->at, end - last->at);
    if (f == ASK_NONE)
        return false;
    x->at = last->at;
    x->out.n--;
    add(x, LEX_FIELD, end + 1)->field = f;
    return true;
}

/* "region:", where there is such a field. */
static bool take_field(struct lexer *x, size_t end)
{
    const char *s = x->text + x->at;
    size_t n = 0;
    while (n < end - x->at && s[n] != ':')
        n++;
    if (n == 0 || n == end - x->at || n > FIELD_NAME_BYTES_MAX)
        return false;
    if (take_long_field(x, x->at + n))
        return true;
    enum query_field f = query_names_field(x->names, s, n);
    if (f == ASK_NONE)
        return false;
    add(x, LEX_FIELD, x->at + n + 1)->field = f;
    return true;
}

/* A sign before something is an operator; in "e-post" and alone it is not. */
static bool is_sign(const struct lexer *x)
{
    const char *s = x->text + x->at;
    bool begins = x->at == 0 || is_blank(s[-1]) || s[-1] == '(';
    return begins && (*s == '-' || *s == '+') && s[1] != '\0' &&
           !is_blank(s[1]) && s[1] != ')' && s[1] != *s;
}

static enum status take_token(struct lexer *x, struct query_fault *fault,
                              struct err *e)
{
    const char *s = x->text + x->at;
    size_t mark = quote_at(s);
    bool value = x->out.n > 0 &&
                 x->out.tokens[x->out.n - 1].kind == LEX_FIELD &&
                 x->out.tokens[x->out.n - 1].end == x->at;

    if (mark > 0)
        return take_phrase(x, mark, fault, e);
    if (*s == '(' || *s == ')') {
        add(x, *s == '(' ? LEX_OPEN : LEX_CLOSE, x->at + 1);
        return ST_OK;
    }
    if (!value && is_sign(x)) {
        add(x, *s == '-' ? LEX_NOT : LEX_PLUS, x->at + 1);
        return ST_OK;
    }
    size_t end = word_end(x, x->at);
    if (value || (!take_operator(x, end) && !take_field(x, end)))
        add(x, LEX_WORD, end);
    return ST_OK;
}

enum status lex_query(struct arena *mem, const char *text,
                      const struct query_names *names, struct lex *ret,
                      struct query_fault *fault, struct err *e)
{
    struct lexer x = {.mem = mem, .text = text, .names = names};
    x.len = strlen(text);
    *fault = (struct query_fault){0, 0};
    if (x.len > QUERY_BYTES_MAX)
        return err_set(e, ST_BAD_QUERY,
                       _("the query is longer than %d bytes: leave words out"),
                       QUERY_BYTES_MAX);
    if (!utf8_valid(text, x.len))
        return err_set(e, ST_BAD_QUERY, _("the words are not in UTF-8"));
    for (;;) {
        while (x.at < x.len && is_blank(text[x.at]))
            x.at++;
        if (x.at == x.len)
            break;
        enum status st = take_token(&x, fault, e);
        if (st != ST_OK)
            return st;
    }
    add(&x, LEX_END, x.len);
    *ret = x.out;
    return ST_OK;
}
