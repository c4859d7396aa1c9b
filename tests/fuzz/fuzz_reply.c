/* fuzz_reply.c - a worker's reading of a page, as the parent takes it in: the
 * worker may be in the hands of the page. */
#include "fuzz.h"

#include "../../indexer/intake.h"

#include "medel/caps.h"
#include "medel/url.h"

#include <stdlib.h>
#include <string.h>

static void must_be_normal(struct arena *mem, const char *url)
{
    const char *again = NULL;
    FUZZ_MUST(url_normalise(mem, NULL, url, &again, NULL) == ST_OK);
    FUZZ_MUST(strcmp(url, again) == 0);
}

static void must_be_taken(struct arena *mem, struct page_reading *r)
{
    struct err e = ERR_INIT;
    const char *first, *second;
    struct page_reading *again = NULL;
    for (size_t i = 0; i < r->n_links; i++) {
        must_be_normal(mem, r->links[i].url);
        FUZZ_MUST(i == 0 || strcmp(r->links[i - 1].url, r->links[i].url) < 0);
    }
    for (size_t i = 0; i < r->n_alternates; i++)
        must_be_normal(mem, r->alternate_href[i]);
    must_be_normal(mem, r->base);
    if (r->canonical != NULL)
        must_be_normal(mem, r->canonical);
    FUZZ_MUST(r->n_calls <= CAP_CALLS_PER_PAGE);
    for (size_t i = 0; i < r->n_calls; i++)
        fuzz_must_be_record(r->calls[i]);
    /* What is stored is taken in again, and stays as it is. */
    FUZZ_MUST(intake_to_json(mem, r, &first, &e) == ST_OK);
    enum status st = intake_reading(mem, "https://example.org/a", first,
                                    strlen(first), &again, &e);
    FUZZ_MUST(st == ST_OK);
    FUZZ_MUST(intake_to_json(mem, again, &second, &e) == ST_OK);
    FUZZ_MUST(strcmp(first, second) == 0);
    reading_free_calls(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *mem = arena_new();
    struct err e = ERR_INIT;
    struct page_reading *r = NULL;
    char *json = fuzz_copy(bytes, len, false);
    if (intake_reading(mem, "https://example.org/a", json, len, &r, &e) ==
        ST_OK) {
        must_be_taken(mem, r);
        reading_free_calls(r);
    } else {
        FUZZ_MUST(r == NULL && e.text[0] != '\0');
    }
    free(json);
    arena_free(mem);
    return 0;
}
