/*
 * query.h - what people type, understood: a tree of words and conditions.
 *
 *     query   = or
 *     or      = and { "OR" and }
 *     and     = unary { ["AND"] unary }
 *     unary   = ("NOT" | "-" | "+") unary | near
 *     near    = primary { "NEAR" ["/" number] primary }
 *     primary = word | word* | "phrase" | "(" or ")"
 *             | field ":" value | field ":" "(" or ")"
 *
 * AND, OR, NOT and NEAR are written in capitals, in Swedish too; fields and
 * values have names in both languages (data/query.yaml).
 *
 * Words with nothing but blanks between them belong together: they may be an
 * expression or the parts of a compound. Words in quotation marks are taken
 * as written. "+" keeps a word that otherwise says nothing ("i", "på").
 *
 * Codes of the same field side by side widen (theme:youth theme:sport: either
 * of them), as with an option that is given twice; with AND between, both must
 * be true. All other conditions narrow.
 */
#ifndef MEDEL_SEARCH_QUERY_H
#define MEDEL_SEARCH_QUERY_H

#include "medel/arena.h"
#include "medel/date.h"
#include "medel/err.h"

#include "condition.h"
#include "lexicon.h"

#include <stdbool.h>
#include <stddef.h>

/* Longer or deeper queries are refused. */
#define QUERY_BYTES_MAX 8192
#define QUERY_WORDS_MAX 64
#define QUERY_CONDITIONS_MAX 64
#define QUERY_DEPTH_MAX 32
#define QUERY_NEAR_MAX 100

enum query_kind {
    QUERY_AND,      /* all of sub */
    QUERY_OR,       /* any of sub */
    QUERY_NOT,      /* not sub[0] */
    QUERY_NEAR,     /* sub[0], sub[1], ... within `distance` words of each
                       other; each is WORDS of one word, PATTERN or an OR of
                       such */
    QUERY_WORDS,    /* all of words, in any form */
    QUERY_PHRASE,   /* words as written, side by side */
    QUERY_PATTERN,  /* words that fit words[0].text, '*' for any letters */
    QUERY_CONDITION /* not of words: condition */
};

/* One piece between blanks. */
struct query_word {
    size_t at, len;     /* where it stands in the text */
    const char **parts; /* lower case; one, or several for "e-sport" */
    size_t n_parts;
    const char *text; /* as typed; of a pattern in lower case */
    bool keep;        /* "+": asked for although it says nothing */
};

struct query_node {
    enum query_kind kind;
    bool in_title; /* words are looked for in titles alone */
    struct query_node **sub;
    size_t n;
    struct query_word *words;
    size_t n_words;
    unsigned distance;
    struct condition condition;
};

struct query {
    const char *text;        /* as typed */
    struct query_node *root; /* NULL only in a query made by hand */
    bool has_words;          /* something other than conditions */
    const char *no_field;    /* what stands before a colon as a field does and is
                                none, or NULL: it was taken for a word */
    bool plain;              /* words and conditions alone, no operators: the
                                search may try harder where it finds nothing */
};

/* Where a query is at fault: bytes [at, end) of its text. */
struct query_fault {
    size_t at, end;
};

/*
 * Parses TEXT; all of *ret is in MEM. ST_BAD_QUERY says what is wrong and how
 * to mend it, and *fault where. Any bytes are welcome.
 */
enum status query_parse(struct arena *mem, const char *text,
                        const struct lexicon *l, struct date today,
                        struct query *ret, struct query_fault *fault,
                        struct err *e) MEDEL_NODISCARD;

/*
 * TEXT on one line with carets below the part at fault, for a terminal of
 * WIDTH cells: a long text is cut on both sides. In MEM, with newlines.
 */
const char *query_fault_picture(struct arena *mem, const char *text,
                                struct query_fault fault, int width);

#endif
