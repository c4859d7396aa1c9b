/*
 * emit.h - from the classified tree to the blocks of a struct doc.
 *
 * walk.c goes through the tree and hands what it finds to lines.c (runs of
 * text), tables.c (tables) and pairs.c (terms, labelled values); all of them
 * add blocks through emit_block().
 */
#ifndef MEDEL_WORKER_EMIT_H
#define MEDEL_WORKER_EMIT_H

#include "dom.h"
#include "run.h"

/* What is known of a block beside what the doc keeps. */
struct hint_of_block {
    bool bold_line; /* a short line all in bold or large type, or set as a
                       heading in some other way */
    bool large;
    size_t link_bytes;
    const struct node *at;
};

struct emit {
    struct arena *mem;
    struct doc *doc;
    struct hint_of_block *hints; /* one a block */
    size_t bytes;                /* of text so far */
    int level;                   /* of the last heading */
    int tables;                  /* numbers given to tables */
    const char *href;            /* a link round whole blocks */
    unsigned flags;              /* NODE_BOLD, NODE_LARGE round whole blocks */
    const struct node *body;
    int panels; /* whose tabs have been looked for */
};

/* Everything visible below BODY. */
void emit_page(struct emit *em, const struct node *body);
/* A subtree, as blocks of its own. */
void emit_children(struct emit *em, const struct node *n, enum block_kind kind);

/*
 * A new block with [from, to) of the run as text, its links, times and struck
 * text. AT gives place and likelihood. NULL past the cap; valid until the
 * next block.
 */
struct block *emit_block(struct emit *em, enum block_kind kind,
                         const struct run *r, size_t from, size_t to,
                         const struct node *at);
/* A pair. LABEL is copied. */
struct block *emit_pair(struct emit *em, const char *label, size_t label_len,
                        const struct run *r, size_t from, size_t to,
                        const struct node *at);
/* A run that stands alone between block boundaries: paragraphs, items,
 * headings, "Label: value" lines. */
void emit_run(struct emit *em, const struct run *r, enum block_kind kind,
              const struct node *at);
/* A heading. */
void emit_heading(struct emit *em, const struct run *r, int level,
                  const struct node *at);
/* The visible text of N as one run without line breaks. */
void emit_flatten(struct emit *em, const struct node *n, struct run *r);

/* The head of an accordion or tab: a button or the like that shows text. */
bool emit_is_expander(const struct node *n);

/* lines.c: where in [from, to) a "Label: value" splits. */
bool line_is_pair(const char *s, size_t from, size_t to, size_t *label_to,
                  size_t *value_from);
/* Could [from, to) be a label: short, no sentence? */
bool line_is_label(const char *s, size_t from, size_t to);
/* Does it look like a value: a date, a sum, a share, something short? */
bool line_is_value(const char *s, size_t from, size_t to);

/* pairs.c: true where N was emitted as pairs. */
bool emit_labelled(struct emit *em, const struct node *n);
void emit_terms(struct emit *em, const struct node *dl);
/* tables.c */
void emit_table(struct emit *em, const struct node *table);

/* facts.c: how many dates, sums and shares the text has. */
size_t facts_in(const char *s, size_t n);
/* Is the lower-case word the name of a month? */
bool is_month(const char *low);

#endif
