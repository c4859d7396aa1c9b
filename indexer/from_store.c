/* from_store.c - see from_store.h. */
#include "from_store.h"

#include "past.h"

#include "medel/caps.h"

#include <string.h>

/* The texts of a record's pages, its own first. */
static enum status main_text(struct calls_store *s, struct arena *mem,
                             const char *id, const char **ret, struct err *e)
{
    struct call_source *sources = NULL;
    size_t n = 0;
    enum status st = calls_store_sources(s, mem, id, &sources, &n, e);
    const char *text = "";
    for (size_t i = 0; st == ST_OK && i < n; i++) {
        const char *part = NULL;
        st = calls_store_text(s, mem, sources[i].page, &part, e);
        if (st != ST_OK || *part == '\0' ||
            strlen(text) + strlen(part) >= CAP_TEXT_BYTES)
            continue;
        text = *text == '\0' ? part : arena_printf(mem, "%s\n\n%s", text, part);
    }
    if (st == ST_OK)
        *ret = text;
    return st;
}

enum status document_from_store(struct calls_store *s, struct arena *mem,
                                const char *id, struct date today,
                                document_fn *fn, void *arg, struct err *e)
{
    struct call *c = NULL;
    struct document_beside beside = {.text = ""};
    struct xap_doc doc = {0};
    enum status st = calls_store_record(s, id, &c, NULL, e);
    if (st == ST_OK)
        st = main_text(s, mem, id, &beside.text, e);
    if (st == ST_OK)
        st = past_versions(s, id, c, &beside.past, e);
    if (st == ST_OK)
        st = calls_store_former_ids(s, mem, id, &beside.former,
                                    &beside.n_former, e);
    if (st == ST_OK)
        st = document_build(mem, c, &beside, today, &doc, e);
    if (st == ST_OK)
        st = fn(arg, &doc, e);
    json_decref(beside.past);
    call_free(c);
    return st;
}
