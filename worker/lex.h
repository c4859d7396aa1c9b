/*
 * lex.h - HTML markup as a stream of tokens, in one linear pass.
 *
 * Knows no more of HTML than where tags, comments and raw text begin and end
 * (HTML standard, section 13.2.5). Works on any ASCII-compatible bytes. Never
 * fails: what is no tag is text. Tokens are slices of the input.
 */
#ifndef MEDEL_WORKER_LEX_H
#define MEDEL_WORKER_LEX_H

#include <stdbool.h>
#include <stddef.h>

#define LEX_NAME_MAX 63

struct lex {
    const char *s;
    size_t n, at;
    int raw;               /* inside this raw-text element, or -1 */
    unsigned raw_unclosed; /* raw-text elements known to have no end */
    size_t no_comment_end; /* no "-->" from here on */
};

enum lex_kind { LEX_END, LEX_TEXT, LEX_OPEN, LEX_CLOSE, LEX_RAW, LEX_SKIP };

struct lex_token {
    enum lex_kind kind;
    char name[LEX_NAME_MAX + 1]; /* of a tag or raw text, lower case */
    size_t from, to;             /* the token in the input */
    size_t attrs;                /* where a tag's attributes begin */
};

struct lex_attr {
    const char *name; /* as written */
    size_t name_len;
    const char *value; /* without quotes, entities as written; NULL: none */
    size_t value_len;
};

void lex_init(struct lex *l, const char *s, size_t n);
/* False at the end. LEX_SKIP is a comment, doctype or processing
 * instruction; LEX_RAW the content of script, style, title and the like. */
bool lex_next(struct lex *l, struct lex_token *t);
/* Attributes of an opening tag, in order: *pos starts at t->attrs. */
bool lex_attr(const struct lex *l, const struct lex_token *t, size_t *pos,
              struct lex_attr *ret);
/* ASCII case-insensitive: the attribute's name is NAME. */
bool lex_attr_is(const struct lex_attr *a, const char *name);

#endif
