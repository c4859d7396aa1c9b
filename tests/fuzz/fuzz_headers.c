/* fuzz_headers.c - what servers say in headers: X-Robots-Tag and Link (joined
 * by lines), Retry-After, Last-Modified, Content-Type, Content-Encoding. */
#include "fuzz.h"

#include "../../crawler/fetch.h"
#include "../../crawler/headers.h"
#include "../../crawler/policy.h"
#include "../../crawler/sniff.h"

#include "medel/caps.h"

#include <stdlib.h>
#include <string.h>

#define NOW 1795478400 /* 2026-11-24 */

static void try_links(struct arena *mem, const char *lines)
{
    struct page_links l = {0};
    headers_links(mem, lines, &l);
    FUZZ_MUST(l.n <= CAP_LINKS_PER_PAGE);
    for (size_t i = 0; i < l.n; i++) {
        FUZZ_MUST(*l.items[i].href != '\0');
        FUZZ_MUST(strlen(l.items[i].href) <= CAP_URL_BYTES);
        FUZZ_MUST(strpbrk(l.items[i].href, ">\n") == NULL);
    }
}

static void try_times(const char *text)
{
    int64_t wait = policy_retry_after(text, NOW);
    FUZZ_MUST(wait >= -1 && wait <= WAIT_MAX_S);
    (void)policy_date_is_sane(text, NOW);
}

static void try_type(const char *type)
{
    static const char body[] = "\x00<html><body>\x1f\x8b";
    static const char page[] = "<!doctype html><title>x</title>";
    (void)sniff_is_html(type, body, sizeof body - 1);
    FUZZ_MUST(sniff_is_html("text/html", page, sizeof page - 1));
    const struct fetch_result r = {
        .content_encoding = type, .body = page, .body_len = sizeof page - 1};
    struct buf out;
    struct err e = ERR_INIT;
    buf_init(&out, 4096);
    /* It is plain: no coding can make anything else of it. */
    if (fetch_decode_to(&r, &out, &e) == ST_OK)
        FUZZ_MUST(out.len == sizeof page - 1);
    (void)fetch_is_mislabelled(&r);
    (void)fetch_is_gzip(&r);
    (void)fetch_begins_page(type, page, sizeof page - 1);
    buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *mem = arena_new();
    bool noindex = false, nofollow = false;
    char *lines = fuzz_copy(bytes, len, true);
    headers_robots(lines, "medel", &noindex, &nofollow);
    try_links(mem, lines);
    try_times(lines);
    try_type(lines);
    free(lines);
    arena_free(mem);
    return 0;
}
