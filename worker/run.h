/*
 * run.h - inline content gathered into one run of text.
 *
 * A run is what stands between two block boundaries. Its text is in normal
 * form with '\n' for forced line breaks; ranges of it are links, bold or set
 * large. Struck text is kept apart.
 */
#ifndef MEDEL_WORKER_RUN_H
#define MEDEL_WORKER_RUN_H

#include "dom.h"
#include "text.h"

struct run_range {
    size_t from, to;
    const char *href; /* of a link */
};

struct run_note { /* something said at a place in the text */
    size_t at;
    const char *s;
};

struct run_ranges {
    struct run_range *items;
    size_t n, cap;
};

struct run_notes {
    struct run_note *items;
    size_t n, cap;
};

struct run {
    struct arena *mem;
    struct text text;
    struct run_ranges links, bold, large;
    struct run_notes struck, times;
    bool flat;       /* blocks inside are joined by "; ", breaks by " " */
    bool apart;      /* flat: a block boundary lies before what comes next */
    bool keep_lines; /* in pre: line ends are line breaks */
    /* what is open around the text now being added */
    const char *href;
    unsigned flags; /* NODE_BOLD, NODE_LARGE */
};

void run_init(struct run *r, struct arena *mem);
/* Adds N and all that is visible in it. */
void run_add(struct run *r, const struct node *n);
bool run_empty(const struct run *r);
/* The first range that ends after AT; the first note at or after AT. Both
 * are in order of the text, and long runs have many. */
size_t run_first(const struct run_ranges *of, size_t at);
size_t run_first_note(const struct run_notes *of, size_t at);
/* Is [from, to) covered by ranges but for white space and punctuation? */
bool run_covers(const struct run *r, const struct run_ranges *of, size_t from,
                size_t to);
/* Bytes of [from, to) that are in links. */
size_t run_link_bytes(const struct run *r, size_t from, size_t to);

#endif
