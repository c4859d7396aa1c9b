/* mend_int.h - what mend.c and mend_put.c share. */
#ifndef MEDEL_WORKER_MEND_INT_H
#define MEDEL_WORKER_MEND_INT_H

#include "lex.h"
#include "mend.h"

#include <stdbool.h>
#include <stdint.h>

#define NEST_MAX 200   /* open elements; beyond it containers are dropped */
#define CUSTOM_MAX 128 /* different custom elements a page */

enum open_kind { OPEN_NEST, OPEN_FORMAT, OPEN_SCOPE, OPEN_CELL, OPEN_TABLE };

struct open {
    enum open_kind kind;
    const char *out; /* the name it has in the output */
    uint32_t source; /* hash of the name it had */
    uint32_t attrs;  /* hash of the attributes of a formatting element */
};

struct custom {
    uint32_t name;
    bool holds_blocks;
    uint32_t row;   /* of the one being scanned: the custom element within */
    unsigned slots; /* and how many elements within name a slot */
};

struct mend {
    struct arena *mem;
    struct lex lex;
    struct mended *out;
    enum status status; /* of the last write that failed */
    struct open stack[NEST_MAX];
    size_t n;
    size_t dropped; /* containers dropped for depth and not yet closed */
    struct custom custom[CUSTOM_MAX];
    size_t n_custom;
    unsigned once; /* bits: html, head, body seen */
    bool pre;      /* blanks may count from here on */
    size_t n_unclosed;
    uint32_t unclosed[32]; /* skipped elements known to have no end */
};

/* mend_put.c */
uint32_t mend_hash(const char *s, size_t n);
void mend_put(struct mend *m, const char *s, size_t n);
void mend_puts(struct mend *m, const char *s);
/* An attribute's value, made safe between double quotes. */
void mend_put_value(struct mend *m, const char *s, size_t n);
/* The opening tag T under the name OUT, with the attributes that the cleaner
 * reads; *ATTRS (may be NULL) is their hash. */
void mend_put_open(struct mend *m, const char *out, const struct lex_token *t,
                   uint32_t *attrs);
bool mend_attr_find(const struct mend *m, const struct lex_token *t,
                    const char *name, struct lex_attr *a);
/* A short attribute value in the arena, or NULL. */
const char *mend_attr_value(const struct mend *m, const struct lex_token *t,
                            const char *name);
/* Learns which custom elements hold block elements. */
void mend_scan_custom(struct mend *m, const char *s, size_t n);
/* Is NAME, of classes C, an element that holds blocks? */
bool mend_is_container(struct mend *m, const char *name, unsigned c);

#endif
