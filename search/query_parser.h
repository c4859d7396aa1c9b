/*
 * query_parser.h - what the two halves of the parser share: query_parse.c has
 * the grammar, query_leaf.c what words and values become.
 */
#ifndef MEDEL_SEARCH_QUERY_PARSER_H
#define MEDEL_SEARCH_QUERY_PARSER_H

#include "query.h"
#include "query_lex.h"

struct parser {
    struct arena *mem;
    const char *text;
    const struct lexicon *lexicon;
    const struct query_names *names;
    struct date today;
    struct lex lex;
    size_t at;              /* the token at hand */
    enum query_field field; /* of the values in brackets; ASK_NONE outside */
    bool in_title;
    bool operators; /* more than words and conditions */
    const char *no_field; /* the first, or NULL */
    size_t n_words, n_conditions;
    int depth;
    struct query_fault *fault;
    struct err *e;
};

/* The token at hand. */
const struct lex_token *parser_token(const struct parser *p);
const char *parser_text(struct parser *p, size_t at, size_t end);

/* Puts the fault at a token, or at [AT, END); returns ST, which is what
 * err_set() gave. */
enum status parser_point(struct parser *p, const struct lex_token *t,
                         enum status st);
enum status parser_point_span(struct parser *p, size_t at, size_t end,
                              enum status st);

struct query_node *parser_node(struct parser *p, enum query_kind kind);
/* KIND over A and, where it is not NULL, B. */
struct query_node *parser_over(struct parser *p, enum query_kind kind,
                               struct query_node *a, struct query_node *b);
void parser_add_sub(struct parser *p, struct query_node *to,
                    struct query_node *sub);
void parser_add_word(struct parser *p, struct query_node *to,
                     struct query_word word);

/* The token at hand as a word or pattern, or a phrase; *ret is NULL where it
 * has neither letters nor digits. */
enum status parser_word(struct parser *p, struct query_node **ret);
enum status parser_phrase(struct parser *p, struct query_node **ret);
/* The tokens at hand as the value of F, whose name stands at NAME_AT. */
enum status parser_values(struct parser *p, enum query_field f, size_t name_at,
                          struct query_node **ret);

#endif
