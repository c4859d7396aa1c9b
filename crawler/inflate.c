/* inflate.c - decoding through zlib; see inflate.h. */
#include "inflate.h"

#include "medel/i18n.h"

#include <limits.h>
#include <zlib.h>

bool inflate_is_gzip(const void *bytes, size_t len)
{
    const unsigned char *p = bytes;
    return len >= 2 && p[0] == 0x1f && p[1] == 0x8b;
}

/* "deflate" in HTTP means the zlib format (RFC 9110, section 8.4.1.2), but
 * some servers send the bare stream: a zlib header is a multiple of 31. */
static int window_bits(const unsigned char *p, size_t len)
{
    if (inflate_is_gzip(p, len))
        return 16 + MAX_WBITS;
    if (len >= 2 && (p[0] & 15) == Z_DEFLATED && (p[0] * 256u + p[1]) % 31 == 0)
        return MAX_WBITS;
    return -MAX_WBITS;
}

struct run {
    z_stream z;
    size_t room; /* bytes that may still come out */
    inflate_sink_fn *sink;
    void *arg;
};

/* One stream to its end. */
static enum status run_stream(struct run *r, struct err *e)
{
    unsigned char out[32768];
    for (;;) {
        r->z.next_out = out;
        r->z.avail_out = sizeof out;
        int rc = inflate(&r->z, Z_NO_FLUSH);
        size_t n = sizeof out - r->z.avail_out;
        if (rc != Z_OK && rc != Z_STREAM_END && rc != Z_BUF_ERROR)
            return err_set(e, rc == Z_MEM_ERROR ? ST_NOMEM : ST_INVALID,
                           _("damaged compressed data"));
        if (n > r->room)
            return err_set(e, ST_LIMIT, _("grows too large when unpacked"));
        r->room -= n;
        enum status st = n != 0 ? r->sink(r->arg, (char *)out, n, e) : ST_OK;
        if (st != ST_OK || rc == Z_STREAM_END)
            return st;
        if (rc == Z_BUF_ERROR || (n == 0 && r->z.avail_in == 0))
            return err_set(e, ST_INVALID, _("compressed data is cut off"));
    }
}

enum status inflate_bytes(const void *bytes, size_t len, size_t max,
                          inflate_sink_fn *sink, void *arg, struct err *e)
{
    if (len > UINT_MAX)
        return err_set(e, ST_LIMIT, _("too much compressed data"));
    struct run r = {.room = max, .sink = sink, .arg = arg};
    if (inflateInit2(&r.z, window_bits(bytes, len)) != Z_OK)
        return err_set(e, ST_NOMEM, _("out of memory"));
    r.z.next_in = (z_const Bytef *)bytes;
    r.z.avail_in = (uInt)len;
    enum status st = run_stream(&r, e);
    while (st == ST_OK && inflate_is_gzip(r.z.next_in, r.z.avail_in)) {
        if (inflateReset(&r.z) != Z_OK)
            break;
        st = run_stream(&r, e);
    }
    inflateEnd(&r.z);
    return st;
}
