/* late.c - see late.h. */
#include "late.h"

#include "medel/arena.h"
#include "medel/i18n.h"
#include "medel/paths.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

static void *handle;

enum status late_load(struct err *e)
{
    if (handle != NULL)
        return ST_OK;
    struct arena *mem = arena_new();
    handle =
        dlopen(paths_program(mem, "medel-formats.so"), RTLD_LAZY | RTLD_LOCAL);
    arena_free(mem);
    if (handle != NULL)
        return ST_OK;
    const char *why = dlerror();
    return err_set(e, ST_IO,
                   _("what writes workbooks and calendars cannot be loaded: "
                     "%s"),
                   why != NULL ? why : "");
}

void *late_symbol(const char *name)
{
    void *f = handle != NULL ? dlsym(handle, name) : NULL;
    if (f == NULL) {
        fprintf(stderr, "medel: %s: no such function\n", name);
        exit(status_exit_code(ST_BUG));
    }
    return f;
}
