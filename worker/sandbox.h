/*
 * sandbox.h - the worker locks itself in.
 *
 * Four layers, none of which needs privileges: resource limits,
 * no_new_privs, Landlock (no file can be opened) and seccomp (no system call
 * but those that computing takes). What a kernel or container does not offer
 * is reported, and the rest holds.
 */
#ifndef MEDEL_WORKER_SANDBOX_H
#define MEDEL_WORKER_SANDBOX_H

#include "medel/err.h"

#include <stddef.h>

struct sandbox_options {
    size_t memory_bytes; /* RLIMIT_AS; 0: none */
    int cpu_seconds;     /* until sandbox_new_page(); 0: none */
};

/* What could not be had; see sandbox_missing_text(). */
enum sandbox_missing {
    SANDBOX_NO_LANDLOCK = 1,
    SANDBOX_NO_SECCOMP = 2,
    SANDBOX_SANITIZED = 4 /* a sanitizer's build: memory and files are open */
};

/*
 * For good: there is no way back. *MISSING is a set of enum sandbox_missing.
 * ST_REFUSED where not even the limits can be set.
 */
enum status sandbox_enter(const struct sandbox_options *o, unsigned *missing,
                          struct err *e) MEDEL_NODISCARD;
/* The CPU seconds count anew from now. */
void sandbox_new_page(const struct sandbox_options *o);
/* One line for people; NULL where nothing is missing. Static. */
const char *sandbox_missing_text(unsigned missing);

#endif
