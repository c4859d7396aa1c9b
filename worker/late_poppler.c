/* late_poppler.c - see late_poppler.h. */
#include "late_poppler.h"

#include "medel/late.h"
#include "pdf.h"

#include <dlfcn.h>

static void *library;

enum status pdf_load(struct err *e)
{
    if (library == NULL)
        library = late_open("medel-pdf.so");
    if (library != NULL)
        return ST_OK;
    const char *why = dlerror();
    return err_set(e, ST_IO, "what reads PDFs cannot be loaded: %s",
                   why != NULL ? why : "");
}

bool pdf_is_loaded(void)
{
    return library != NULL;
}

void *late_poppler(const char *name)
{
    return late_function(library, name);
}
