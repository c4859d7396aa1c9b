/*
 * text.h - a cleaned page as sentences of tokens, with the vocabulary's words
 * found in them. All other modules of read/ work on this.
 */
#ifndef READ_TEXT_H
#define READ_TEXT_H

#include "vocab_int.h"

#include "medel/arena.h"
#include "medel/doc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum token_kind { TOKEN_WORD, TOKEN_NUMBER, TOKEN_PUNCT };

struct token {
    const char *norm;               /* lower case; every dash is "-" */
    const uint64_t *lists;          /* a bit for each word list that it is in */
    const struct known_word *known; /* of a word or number in a unit */
    enum token_kind kind;
    uint32_t len;
    uint32_t from, to; /* bytes in the text */
    uint32_t sets;     /* a bit for each set of which a match begins here */
    bool space;        /* white space stands before it */
};
_Static_assert(LEX_SETS <= 32, "a token has a bit for each set");

/* A phrase of the vocabulary found in a row of tokens. */
struct match {
    enum lexicon_set set;
    uint32_t order; /* the phrase's, see vocab_int.h */
    const struct lexicon_entry *entry;
    uint32_t from, to; /* tokens, to is past the end */
};

#define CUE_PARTS ((CUE_COUNT + 63) / 64)

/* What is where among a unit's matches. Most questions that are asked of a
 * unit are about something that it does not have: this tells it at once. */
struct unit_index {
    uint32_t at[LEX_SETS + 1]; /* set S has the matches [at[S], at[S + 1]) */
    uint64_t cues[CUE_PARTS];  /* a bit for each cue that it has */
};

/* What is found in a unit and asked for again and again. */
enum memo {
    MEMO_DATES,
    MEMO_TIMES,
    MEMO_SUMS,
    MEMO_LABEL_SUMS, /* where the label says that numbers are money */
    MEMO_SHARES,
    MEMO_CLAUSES, /* of who_clauses() */
    MEMO_EVENTS,
    MEMO_NAMES,
    MEMO_COUNT
};

/* Kept by whoever finds it, in its own form; NULL until then. Words alone may
 * decide what is kept here: copies of a unit, which may stand under another
 * heading or label, share it. */
struct unit_memo {
    const void *of[MEMO_COUNT];
    uint64_t lists[WORDLIST_PARTS]; /* a bit for each list that a word is in */
};

/* A sentence, heading, label's value or table row. */
struct unit {
    const struct block *block;
    const char *text;  /* the block's text or label */
    uint32_t from, to; /* the unit's bytes in it */
    struct token *tokens;
    size_t n;
    struct match *matches; /* by set, then by place */
    size_t n_matches;
    const struct unit_index *index; /* of the matches; NULL without any */
    struct unit_memo *memo;         /* of the tokens; NULL without any */
    enum section section;           /* that of the nearest heading above */
    const char *heading;            /* the heading's words, or NULL */
    size_t under;                   /* that heading's unit + 1; 0 none */
    bool answer;                    /* the first words under it: "When? ..." */
    enum label label;               /* of a pair's label, else LABEL_NONE */
    double label_weight;
    bool is_heading;
    bool is_title; /* the page's own title */
    bool lead;     /* among the first words of the main text */
    bool event;    /* a line of a timetable: "4 mars 2027: Beslut" */
};

struct page_text {
    struct arena *mem;
    const struct doc *doc;
    struct unit *units;
    size_t n, cap;
};

/* The heading that U, one of PT's units, stands under, or NULL. */
static inline const struct unit *text_heading(const struct page_text *pt,
                                              const struct unit *u)
{
    return u->under > 0 ? &pt->units[u->under - 1] : NULL;
}

/* Splits S[0..len) into N tokens. One more, empty, follows the last: what
 * stands after a word may be asked without asking whether there is any. */
struct token *text_tokenise(struct arena *mem, const char *s, size_t len,
                            size_t *n);
/* Cuts the bytes U->from to U->to of U's text into tokens, and finds the
 * vocabulary's phrases in them. The rest of U stays as it is. */
void text_fill_unit(struct arena *mem, const struct vocab *v, struct unit *u);

/* The main text of D as units, in reading order, the title first. */
struct page_text *text_build(struct arena *mem, const struct vocab *v,
                             const struct doc *d);

/* One free-standing text (a title, a string of a test) as one unit. */
void text_unit(struct arena *mem, const struct vocab *v, const char *s,
               struct unit *ret);

/* Has the unit any match of SET? Of CUE? */
static inline bool unit_has(const struct unit *u, enum lexicon_set set)
{
    return u->n_matches > 0 && u->index->at[set] < u->index->at[set + 1];
}
static inline bool unit_has_cue(const struct unit *u, enum cue cue)
{
    return u->n_matches > 0 &&
           (u->index->cues[cue / 64u] >> (cue % 64u) & 1) != 0;
}

/* The matches of SET: from *M on, before the end that is returned. */
static inline const struct match *unit_matches_of(const struct unit *u,
                                                  enum lexicon_set set,
                                                  const struct match **m)
{
    if (u->n_matches == 0)
        return *m = NULL;
    *m = u->matches + u->index->at[set];
    return u->matches + u->index->at[set + 1];
}

/* Does a match of SET begin at token I? */
static inline bool unit_begins(const struct unit *u, enum lexicon_set set,
                               size_t i)
{
    return i < u->n && (u->tokens[i].sets >> set & 1) != 0;
}

const struct match *unit_first_at(const struct unit *u, enum lexicon_set set,
                                  size_t i);
/* The longest match of SET that starts at token I, or NULL. */
static inline const struct match *unit_match_at(const struct unit *u,
                                                enum lexicon_set set, size_t i)
{
    return unit_begins(u, set, i) ? unit_first_at(u, set, i) : NULL;
}
/* The longest match of CUE that starts at token I, or NULL. */
const struct match *unit_cue_at(const struct unit *u, enum cue cue, size_t i);
/* May CUE be said in S? What is false is sure, and found in half the time that
 * a unit is made of S in. */
bool text_may_say(struct arena *mem, const struct vocab *v, const char *s,
                  enum cue cue);
/* Past the longest phrase P that starts at token I, and its point; I itself
 * where there is none. */
size_t unit_past_date(const struct unit *u, enum date_phrase p, size_t i);
/* Any match of SET with this code anywhere in the unit, or NULL. */
const struct match *unit_find(const struct unit *u, enum lexicon_set set,
                              int code);
/* As unit_find, within tokens [from, to). */
const struct match *unit_find_in(const struct unit *u, enum lexicon_set set,
                                 int code, size_t from, size_t to);
/* Is token I this one mark? False past the end. */
static inline bool unit_is_punct(const struct unit *u, size_t i, char c)
{
    return i < u->n && u->tokens[i].kind == TOKEN_PUNCT &&
           u->tokens[i].len == 1 && u->tokens[i].norm[0] == c;
}
/* Does token I begin with a capital letter on the page? */
bool unit_is_capital(const struct unit *u, size_t i);
/* The text of tokens [from, to) as it stands on the page. */
void unit_quote(const struct unit *u, size_t from, size_t to, const char **text,
                size_t *len);

/* Finds things in a unit: N of them in reading order, in MEM; NULL for none. */
typedef void *unit_finder(struct arena *mem, const struct unit *u, size_t *n);
/* What FIND finds in U, N things of SIZE bytes: looked for once and kept as
 * KEY. A copy, in MEM, that the caller may change; NULL where there is none. */
void *unit_recall(struct arena *mem, const struct unit *u, enum memo key,
                  unit_finder *find, size_t size, size_t *n);

/* Is the token in this list of words? */
static inline bool token_in(const struct token *t, enum wordlist l)
{
    return t->lists[l / 64u] >> (l % 64u) & 1;
}
/* The same of token I; false past the end. */
static inline bool unit_in(const struct unit *u, size_t i, enum wordlist l)
{
    return i < u->n && token_in(&u->tokens[i], l);
}
/* Is any word of the unit in the list? */
static inline bool unit_has_word(const struct unit *u, enum wordlist l)
{
    return u->n > 0 && (u->memo->lists[l / 64u] >> (l % 64u) & 1) != 0;
}

static inline bool token_is(const struct token *t, const char *s)
{
    const char *p = t->norm;
    while (*p != '\0' && *p == *s)
        p++, s++;
    return *p == *s;
}

#endif
