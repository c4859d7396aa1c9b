/*
 * query_parse.c - from tokens to a tree: a recursive descent by the grammar
 * of query.h. Depth and numbers are bounded, so any text comes to an end.
 */
#include "query_parser.h"

#include "medel/i18n.h"

#include <string.h>

static enum status parse_or(struct parser *p, struct query_node **ret);

static enum status nothing_after(struct parser *p, const struct lex_token *t)
{
    return parser_point(
        p, t,
        err_set(p->e, ST_BAD_QUERY,
                _("'%s' needs something to search for after it"),
                parser_text(p, t->at, t->end)));
}

/* --- primaries ----------------------------------------------------------- */

static bool begins_operand(enum lex_kind kind)
{
    return kind == LEX_OPEN || kind == LEX_NOT || kind == LEX_PLUS ||
           kind == LEX_FIELD || kind == LEX_PHRASE || kind == LEX_WORD;
}

static enum status deeper(struct parser *p, const struct lex_token *t)
{
    if (++p->depth <= QUERY_DEPTH_MAX)
        return ST_OK;
    return parser_point(p, t,
                        err_set(p->e, ST_BAD_QUERY,
                                _("more than %d brackets or NOTs within each "
                                  "other"),
                                QUERY_DEPTH_MAX));
}

static enum status parse_group(struct parser *p, struct query_node **ret)
{
    const struct lex_token *open = parser_token(p);
    enum status st = deeper(p, open);
    p->at++;
    p->operators = true;
    if (st == ST_OK && parser_token(p)->kind == LEX_CLOSE)
        st = parser_point_span(
            p, open->at, parser_token(p)->end,
            err_set(p->e, ST_BAD_QUERY,
                    _("there is nothing between these brackets")));
    if (st == ST_OK)
        st = parse_or(p, ret);
    if (st == ST_OK && parser_token(p)->kind != LEX_CLOSE)
        st = parser_point(
            p, open,
            err_set(p->e, ST_BAD_QUERY,
                    _("this bracket is not closed: add ) or take it "
                      "away")));
    p->at += st == ST_OK;
    p->depth--;
    return st;
}

static enum status needs_value(struct parser *p, const struct lex_token *t)
{
    return parser_point(
        p, t,
        err_set(p->e, ST_BAD_QUERY,
                _("%s needs a value: write it right after the "
                  "colon, in quotation marks where it has blanks"),
                query_field_words(t->field)));
}

static enum status parse_field(struct parser *p, struct query_node **ret)
{
    const struct lex_token *t = parser_token(p);
    enum query_field outer = p->field;
    bool outer_title = p->in_title;
    enum status st = ST_OK;

    p->at++;
    enum lex_kind next = parser_token(p)->kind;
    bool value = next == LEX_WORD || next == LEX_PHRASE;
    if (!value && next != LEX_OPEN)
        return needs_value(p, t);
    p->in_title = t->field == ASK_TITLE;
    p->field = p->in_title ? ASK_NONE : t->field;
    if (next == LEX_OPEN)
        st = parse_group(p, ret);
    else if (!p->in_title)
        st = parser_values(p, t->field, t->at, ret);
    else if (next == LEX_WORD)
        st = parser_word(p, ret);
    else
        st = parser_phrase(p, ret);
    if (t->field == ASK_TITLE)
        p->operators = true;
    p->field = outer;
    p->in_title = outer_title;
    return st;
}

static enum status parse_primary(struct parser *p, struct query_node **ret)
{
    enum lex_kind kind = parser_token(p)->kind;
    *ret = NULL;
    if (kind == LEX_OPEN)
        return parse_group(p, ret);
    if (kind == LEX_FIELD)
        return parse_field(p, ret);
    if (p->field != ASK_NONE)
        return parser_values(p, p->field, parser_token(p)->at, ret);
    return kind == LEX_PHRASE ? parser_phrase(p, ret) : parser_word(p, ret);
}

/* --- NEAR ---------------------------------------------------------------- */

/* What NEAR can stand beside: Xapian compares the places of single words. */
static bool is_place(const struct query_node *n)
{
    if (n == NULL)
        return false;
    if (n->kind == QUERY_OR) {
        for (size_t i = 0; i < n->n; i++)
            if (n->sub[i]->kind == QUERY_OR || !is_place(n->sub[i]))
                return false;
        return true;
    }
    return n->kind == QUERY_PATTERN ||
           ((n->kind == QUERY_WORDS || n->kind == QUERY_PHRASE) &&
            n->n_words == 1 && n->words[0].n_parts == 1);
}

static enum status parse_near(struct parser *p, struct query_node **ret)
{
    struct query_node *left, *near = NULL;
    enum status st = parse_primary(p, &left);
    while (st == ST_OK && parser_token(p)->kind == LEX_NEAR) {
        const struct lex_token *t = parser_token(p);
        struct query_node *right = NULL;
        p->at++;
        p->operators = true;
        if (t->distance > QUERY_NEAR_MAX)
            return parser_point(
                p, t,
                err_set(p->e, ST_BAD_QUERY,
                        _("the distance in '%s' must be 1 to %d "
                          "words"),
                        parser_text(p, t->at, t->end), QUERY_NEAR_MAX));
        if (!begins_operand(parser_token(p)->kind))
            return nothing_after(p, t);
        st = parse_primary(p, &right);
        if (st != ST_OK)
            return st;
        if (!is_place(near == NULL ? left : near->sub[0]) || !is_place(right))
            return parser_point(
                p, t,
                err_set(p->e, ST_BAD_QUERY,
                        _("'%s' stands between single words, or "
                          "(one OR another)"),
                        parser_text(p, t->at, t->end)));
        if (near == NULL)
            near = parser_over(p, QUERY_NEAR, left, NULL);
        parser_add_sub(p, near, right);
        if (t->distance > near->distance)
            near->distance = t->distance;
    }
    *ret = near != NULL ? near : left;
    return st;
}

/* --- NOT and signs ------------------------------------------------------- */

static void keep_words(struct query_node *n)
{
    for (size_t i = 0; n != NULL && i < n->n_words; i++)
        n->words[i].keep = true;
}

static enum status parse_unary(struct parser *p, struct query_node **ret)
{
    const struct lex_token *t = parser_token(p);
    struct query_node *sub = NULL;
    if (t->kind != LEX_NOT && t->kind != LEX_PLUS)
        return parse_near(p, ret);
    enum status st = deeper(p, t);
    p->at++;
    if (st == ST_OK && !begins_operand(parser_token(p)->kind))
        st = nothing_after(p, t);
    if (st == ST_OK)
        st = parse_unary(p, &sub);
    p->depth--;
    if (st != ST_OK)
        return st;
    if (sub == NULL)
        return nothing_after(p, t);
    if (t->kind == LEX_PLUS) {
        keep_words(sub);
        *ret = sub;
        return ST_OK;
    }
    p->operators = p->operators || sub->kind != QUERY_CONDITION;
    *ret = parser_over(p, QUERY_NOT, sub, NULL);
    return ST_OK;
}

/* --- AND and OR ---------------------------------------------------------- */

/* What stands side by side. */
struct run {
    struct query_node *all;
    size_t begin;             /* after the last AND that was written out */
    struct query_node *words; /* that further words join, or NULL */
};

static void join(struct parser *p, struct run *r, struct query_node *n)
{
    if (n == NULL)
        return;
    if (n->kind == QUERY_WORDS && r->words != NULL &&
        r->words->in_title == n->in_title) {
        for (size_t i = 0; i < n->n_words; i++)
            parser_add_word(p, r->words, n->words[i]);
        return;
    }
    for (size_t i = r->begin; n->kind == QUERY_CONDITION && i < r->all->n; i++)
        if (r->all->sub[i]->kind == QUERY_CONDITION &&
            condition_widen(p->mem, &r->all->sub[i]->condition, &n->condition))
            return;
    parser_add_sub(p, r->all, n);
    if (n->kind == QUERY_WORDS)
        r->words = n;
}

static enum status parse_and(struct parser *p, struct query_node **ret)
{
    struct run r = {.all = parser_node(p, QUERY_AND)};
    while (begins_operand(parser_token(p)->kind)) {
        struct query_node *n = NULL;
        enum status st = parse_unary(p, &n);
        if (st != ST_OK)
            return st;
        join(p, &r, n);
        const struct lex_token *t = parser_token(p);
        if (t->kind == LEX_AND) {
            p->operators = true;
            p->at++;
            r.begin = r.all->n;
            r.words = NULL;
            if (n == NULL || !begins_operand(parser_token(p)->kind))
                return nothing_after(p, t);
        }
    }
    *ret = r.all->n == 0 ? NULL : r.all->n == 1 ? r.all->sub[0] : r.all;
    return ST_OK;
}

static enum status parse_or(struct parser *p, struct query_node **ret)
{
    struct query_node *left = NULL;
    const struct lex_token *t = parser_token(p);
    if (t->kind == LEX_AND || t->kind == LEX_OR || t->kind == LEX_NEAR)
        return parser_point(
            p, t,
            err_set(p->e, ST_BAD_QUERY,
                    _("'%s' needs something to search for before "
                      "it"),
                    parser_text(p, t->at, t->end)));
    enum status st = parse_and(p, &left);
    struct query_node *any = NULL;
    while (st == ST_OK && parser_token(p)->kind == LEX_OR) {
        struct query_node *right = NULL;
        t = parser_token(p);
        p->at++;
        p->operators = true;
        if (left == NULL || !begins_operand(parser_token(p)->kind))
            return nothing_after(p, t);
        st = parse_and(p, &right);
        if (st == ST_OK && right == NULL)
            return nothing_after(p, t);
        if (any == NULL)
            any = parser_over(p, QUERY_OR, left, NULL);
        if (st == ST_OK)
            parser_add_sub(p, any, right);
    }
    *ret = any != NULL ? any : left;
    return st;
}

/* --- words that say nothing ---------------------------------------------- */

static bool says_something(const struct parser *p, const struct query_word *w)
{
    return w->keep || w->n_parts > 1 ||
           !lexicon_is_stopword(p->lexicon, w->parts[0]);
}

/* Drops words that say nothing where others stand beside them; true where all
 * that is left says nothing. */
static bool settle(struct parser *p, struct query_node *n)
{
    size_t kept = 0;
    if (n->kind == QUERY_WORDS) {
        for (size_t i = 0; i < n->n_words; i++)
            if (says_something(p, &n->words[i]))
                n->words[kept++] = n->words[i];
        if (kept > 0)
            n->n_words = kept;
        return kept == 0;
    }
    for (size_t i = 0; n->kind != QUERY_NEAR && i < n->n; i++) {
        bool empty = settle(p, n->sub[i]);
        bool others = kept > 0 || i + 1 < n->n;
        if (n->kind != QUERY_AND || !empty || !others)
            n->sub[kept++] = n->sub[i];
    }
    if (n->kind == QUERY_AND)
        n->n = kept;
    if (n->kind == QUERY_AND && kept == 1)
        *n = *n->sub[0];
    return false;
}

static bool has_words(const struct query_node *n)
{
    if (n->kind == QUERY_CONDITION)
        return false;
    for (size_t i = 0; i < n->n; i++)
        if (has_words(n->sub[i]))
            return true;
    return n->n == 0;
}

enum status query_parse(struct arena *mem, const char *text,
                        const struct lexicon *l, struct date today,
                        struct query *ret, struct query_fault *fault,
                        struct err *e)
{
    struct parser p = {.mem = mem,
                       .text = arena_strdup(mem, text),
                       .lexicon = l,
                       .names = lexicon_names(l),
                       .today = today,
                       .field = ASK_NONE,
                       .fault = fault,
                       .e = e};
    struct query_node *root = NULL;
    enum status st = lex_query(mem, p.text, p.names, &p.lex, fault, e);
    if (st == ST_OK)
        st = parse_or(&p, &root);
    if (st == ST_OK && parser_token(&p)->kind == LEX_CLOSE)
        st = parser_point(&p, parser_token(&p),
                          err_set(e, ST_BAD_QUERY,
                                  _("this bracket closes none: take it away")));
    if (st == ST_OK && root == NULL)
        st = parser_point_span(&p, 0, strlen(text),
                               err_set(e, ST_BAD_QUERY,
                                       _("'%.100s' has no word to search for"),
                                       text));
    if (st != ST_OK)
        return st;
    settle(&p, root);
    *ret = (struct query){.text = p.text,
                          .root = root,
                          .has_words = has_words(root),
                          .no_field = p.no_field,
                          .plain = !p.operators};
    return ST_OK;
}
