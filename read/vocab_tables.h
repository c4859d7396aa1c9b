/*
 * vocab_tables.h - what the vocabulary is made of, for the modules that make
 * it: out of files (vocab_parse.c) or an image of them (vocab_image.c).
 */
#ifndef READ_VOCAB_TABLES_H
#define READ_VOCAB_TABLES_H

#include "term_index.h"
#include "vocab_int.h"

#include "medel/arena.h"

struct known_words;

struct vocab {
    struct arena *mem;      /* all that is not in an image */
    struct phrase *phrases; /* by their order */
    size_t n_phrases;
    struct term_index terms; /* of the phrases */
    struct weight_value weights[WEIGHT_COUNT];
    const char **abbreviations;
    size_t n_abbreviations;
    struct learnt *learnt[LEARNT_FILES];
    struct known_words *known; /* changes as pages are read */
};

#endif
