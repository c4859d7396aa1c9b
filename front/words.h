/* words.h - a command line being put together. */
#ifndef MEDEL_FRONT_WORDS_H
#define MEDEL_FRONT_WORDS_H

#include "medel/arena.h"
#include "medel/asking.h"

#include <stddef.h>

/* Begins as {.mem = ...}; the words live there. */
struct words {
    struct arena *mem;
    char **items;
    size_t n, cap;
};

/* A copy of WORD; NULL ends the words. */
void words_add(struct words *w, const char *word);
/* "--NAME=VALUE", where there is a VALUE. */
void words_option(struct words *w, const char *name, const char *value);
/* The options in A that were given. */
void words_asking(struct words *w, const struct asking *a);

#endif
