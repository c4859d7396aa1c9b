/* late.c - see late.h. */
#include "late.h"

#include "medel/i18n.h"
#include "medel/late.h"

#include <dlfcn.h>

static void *library;

enum status late_load(struct err *e)
{
    if (library == NULL)
        library = late_open("medel-formats.so");
    if (library != NULL)
        return ST_OK;
    const char *why = dlerror();
    return err_set(e, ST_IO,
                   _("what writes workbooks and calendars cannot be loaded: "
                     "%s"),
                   why != NULL ? why : "");
}

void *late_symbol(const char *name)
{
    return late_function(library, name);
}
