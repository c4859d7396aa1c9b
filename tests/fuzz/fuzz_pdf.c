/* fuzz_pdf.c - PDF documents, by poppler, which is not built by us: see
 * fuzz_clean.c. */
#include "fuzz.h"

#include "../../worker/pdf.h"

#include "medel/worker.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *mem = arena_new();
    struct err e = ERR_INIT;
    struct doc *d = NULL;
    char *pdf = fuzz_copy(bytes, len, false);
    if (page_is_pdf(pdf, len) && clean_pdf(mem, pdf, len, &d, &e) == ST_OK)
        fuzz_must_be_doc(d);
    free(pdf);
    arena_free(mem);
    return 0;
}
