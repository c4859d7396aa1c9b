/*
 * libraries.h - which versions of its libraries a program runs with.
 *
 * medel-crawl and medel-search have an internal command `libraries` for
 * `medel doctor`, so that what is told is what the dynamic linker found on
 * this machine, not what was there when medel was built.
 */
#ifndef MEDEL_LIBRARIES_H
#define MEDEL_LIBRARIES_H

#include <stddef.h>

struct library {
    const char *name;
    const char *version; /* as the library itself says */
};

/* "library", NAME and VERSION with tabs between, a line each, on stdout.
 * Returns the exit status 0. */
int libraries_print(const struct library *l, size_t n);

#endif
