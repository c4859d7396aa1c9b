/* fuzz_request.c - the head of a page on its way to a worker: what is packed is
 * unpacked, whatever the page's own headers say. Fields a line each. */
#include "fuzz.h"

#include "medel/worker.h"

#include <stdlib.h>
#include <string.h>

static void must_be_same(const char *a, const char *b)
{
    /* What is no UTF-8 is left out. */
    FUZZ_MUST(b == NULL || (a != NULL && strcmp(a, b) == 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *mem = arena_new();
    struct err e = ERR_INIT;
    struct buf b;
    const char *page = NULL;
    size_t n = 0;
    const struct read_context in = {
        .funder_regions = fuzz_take(&bytes, &len),
        .url = fuzz_field(mem, &bytes, &len, '\n'),
        .content_type = fuzz_field(mem, &bytes, &len, '\n'),
        .adapter = fuzz_field(mem, &bytes, &len, '\n'),
        .funder = fuzz_field(mem, &bytes, &len, '\n'),
        .funder_id = fuzz_field(mem, &bytes, &len, '\n'),
        .today = FUZZ_TODAY};
    struct read_context out;
    buf_init(&b, 1u << 20);
    FUZZ_MUST(page_request_pack(&in, &b, &e) == ST_OK);
    FUZZ_MUST(buf_append(&b, bytes, len) == ST_OK);
    FUZZ_MUST(page_request_parse(mem, b.data, b.len, &out, &page, &n, &e) ==
              ST_OK);
    FUZZ_MUST(n == len && (n == 0 || memcmp(page, bytes, n) == 0));
    must_be_same(in.url, out.url);
    must_be_same(in.content_type, out.content_type);
    must_be_same(in.adapter, out.adapter);
    must_be_same(in.funder, out.funder);
    must_be_same(in.funder_id, out.funder_id);
    FUZZ_MUST(out.funder_regions == in.funder_regions);
    FUZZ_MUST(date_compare(in.today, out.today) == 0);
    /* And the input itself as such a head. */
    char *raw = fuzz_copy(bytes, len, true);
    enum status ignored =
        page_request_parse(mem, raw, len + 1, &out, &page, &n, NULL);
    (void)ignored;
    free(raw);
    buf_free(&b);
    arena_free(mem);
    return 0;
}
