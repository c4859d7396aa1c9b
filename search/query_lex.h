/*
 * query_lex.h - the tokens of a query. A token keeps where it stands, so that
 * whoever finds fault with it can point at it.
 */
#ifndef MEDEL_SEARCH_QUERY_LEX_H
#define MEDEL_SEARCH_QUERY_LEX_H

#include "medel/arena.h"
#include "medel/err.h"

#include "query.h"
#include "query_names.h"

#include <stdbool.h>
#include <stddef.h>

enum lex_kind {
    LEX_END,
    LEX_OPEN,  /* ( */
    LEX_CLOSE, /* ) */
    LEX_AND,
    LEX_OR,
    LEX_NOT, /* NOT, or - before something */
    LEX_NEAR,
    LEX_PLUS,
    LEX_FIELD, /* name: */
    LEX_PHRASE,
    LEX_WORD /* anything else between blanks */
};

struct lex_token {
    enum lex_kind kind;
    size_t at, end;           /* the whole token */
    size_t inner, inner_end;  /* what stands within quotation marks */
    bool glued;               /* nothing stands between it and the one before */
    unsigned distance;        /* NEAR/n; 0: not said */
    enum query_field field;
};

struct lex {
    struct lex_token *tokens; /* LEX_END last */
    size_t n;
};

/* Splits TEXT. ST_BAD_QUERY, with *fault, where a quotation mark has no end
 * or the text is too long or not UTF-8. */
enum status lex_query(struct arena *mem, const char *text,
                      const struct query_names *names, struct lex *ret,
                      struct query_fault *fault,
                      struct err *e) MEDEL_NODISCARD;

#endif
