/*
 * cli_complete.h - what a shell may offer for a command line that is being
 * typed; shared inside common/. The protocol is told in medel/cli.h.
 */
#ifndef MEDEL_COMMON_CLI_COMPLETE_H
#define MEDEL_COMMON_CLI_COMPLETE_H

#include "medel/arena.h"
#include "medel/codes.h"

#include <stddef.h>

/* Where offers go: those that begin with TYPED (letter case ignored) are
 * printed, each behind LEAD, what stands before it in the same word. */
struct offers {
    struct arena *mem;
    const char *lead, *typed;
};

/* Prints "LEAD+VALUE<TAB>ABOUT" where VALUE begins as what was typed. ABOUT
 * may be NULL. Control characters are made harmless. */
void offer(const struct offers *o, const char *value, const char *about);

/* Offers the codes of KIND (not CODE_FUNDER) and, once something is typed,
 * their names, from data/query.yaml. */
void offer_codes(const struct offers *o, enum code_kind kind);
/* The kind of codes that the query language's field NAME ("region", "län")
 * has, or -1. */
int complete_field(struct arena *mem, const char *name, size_t len);
/* The names of the query language's fields that have codes: "tema:". */
void offer_fields(const struct offers *o);
/* The ids of the sources: the shipped ones and the user's own. */
void offer_funders(const struct offers *o);
/* The ids of the user's own profiles. */
void offer_profiles(const struct offers *o);

#endif
