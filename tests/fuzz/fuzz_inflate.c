/* fuzz_inflate.c - packed bodies: the first byte chooses the coding. */
#include "fuzz.h"

#include "../../crawler/fetch.h"
#include "../../crawler/inflate.h"
#include "../../crawler/unpack.h"

#include <stdlib.h>

#define MOST ((size_t)1 << 20)

static enum status count(void *arg, const char *bytes, size_t len,
                         struct err *e)
{
    size_t *n = arg;
    volatile unsigned char last = 0;
    (void)e;
    for (size_t i = 0; i < len; i++)
        last = (unsigned char)bytes[i]; /* it can be read */
    (void)last;
    *n += len;
    FUZZ_MUST(*n <= MOST);
    return ST_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static const char *const names[] = {"gzip", "br", "zstd", "deflate"};
    struct err e = ERR_INIT;
    size_t n = 0;
    uint8_t which = fuzz_take(&bytes, &len) % 4;
    char *body = fuzz_copy(bytes, len, false);
    enum status st =
        (which == 1   ? unpack_brotli
         : which == 2 ? unpack_zstd
                      : inflate_bytes)(body, len, MOST, count, &n, &e);
    FUZZ_MUST(st == e.status);
    struct fetch_result r = {
        .content_encoding = names[which], .body = body, .body_len = len};
    struct buf out;
    buf_init(&out, MOST);
    err_clear(&e);
    if (fetch_decode_to(&r, &out, &e) == ST_OK && st == ST_OK &&
        !fetch_is_mislabelled(&r))
        FUZZ_MUST(out.len == n);
    (void)fetch_begins_page(names[which], body, len);
    buf_free(&out);
    free(body);
    return 0;
}
