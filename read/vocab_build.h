/* vocab_build.h - a vocabulary while its files are read. */
#ifndef READ_VOCAB_BUILD_H
#define READ_VOCAB_BUILD_H

#include "vocab_tables.h"

#include "medel/err.h"

struct vocab_build {
    struct vocab *v;
    size_t cap_phrases, cap_abbreviations;
    /* What must be there, and which has been. */
    bool weight_seen[WEIGHT_COUNT];
    bool words_seen[WORDS_COUNT];
    unsigned sets_seen;
};

/* Adds what the lexicon file NAME says. ST_INVALID tells where it is wrong. */
enum status vocab_yaml_add(struct vocab_build *b, const char *name,
                           const char *bytes, size_t len,
                           struct err *e) MEDEL_NODISCARD;

/* Cuts TERM into the pattern words of P, whose entry is known; they live in
 * MEM. */
enum status vocab_term_parse(struct arena *mem, const char *term,
                             struct phrase *p, struct err *e) MEDEL_NODISCARD;

#endif
