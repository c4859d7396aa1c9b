/* late.c - see medel/late.h. */
#include "medel/late.h"

#include "medel/arena.h"
#include "medel/err.h"
#include "medel/paths.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

void *late_open(const char *name)
{
    struct arena *mem = arena_new();
    void *library = dlopen(paths_program(mem, name), RTLD_LAZY | RTLD_LOCAL);
    arena_free(mem);
    return library;
}

void *late_function(void *library, const char *name)
{
    void *f = library != NULL ? dlsym(library, name) : NULL;
    if (f == NULL) {
        fprintf(stderr, "medel: %s: no such function\n", name);
        exit(status_exit_code(ST_BUG));
    }
    return f;
}
