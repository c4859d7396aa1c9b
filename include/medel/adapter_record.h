/* adapter_record.h - what a part's read() makes of an item; see adapter.h. */
#ifndef MEDEL_ADAPTER_RECORD_H
#define MEDEL_ADAPTER_RECORD_H

#include "medel/call.h"
#include "medel/reading.h"

#include <stddef.h>

/* What an item says. In the arena of the reading. */
struct adapter_record {
    const char *html;   /* its texts, as a page in UTF-8 */
    struct call *facts; /* what the data states, with evidence; NULL: nothing,
                           the page is read as any page. Not to be freed */
    enum page_kind kind;  /* with facts: PAGE_CALL or PAGE_PART */
    const char *page;     /* people's page of it, as written, or NULL */
    const char **related; /* addresses of items that belong to it, which may
                             be relative to its own */
    size_t n_related;
};

#endif
