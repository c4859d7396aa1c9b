/* pack.c - frames for the stores; see medel/pack.h. */
#include "medel/pack.h"
#include "medel/i18n.h"

#include <endian.h>
#include <libdeflate.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>
#include <zstd_errors.h>

/* Measured on funders' pages: level 6 is a twentieth smaller than 1 and takes
 * five times as long, which was a quarter of all that a crawl does. */
#define LEVEL 1

struct packer {
    ZSTD_CCtx *c;
    ZSTD_DCtx *d;
    struct libdeflate_decompressor *gzip;
};

struct packer *packer_new(void)
{
    struct packer *p = calloc(1, sizeof *p);
    if (p == NULL)
        return NULL;
    p->c = ZSTD_createCCtx();
    p->d = ZSTD_createDCtx();
    p->gzip = libdeflate_alloc_decompressor();
    if (p->c == NULL || p->d == NULL || p->gzip == NULL) {
        packer_free(p);
        return NULL;
    }
    ZSTD_CCtx_setParameter(p->c, ZSTD_c_compressionLevel, LEVEL);
    ZSTD_CCtx_setParameter(p->c, ZSTD_c_checksumFlag, 1);
    return p;
}

void packer_free(struct packer *p)
{
    if (p == NULL)
        return;
    ZSTD_freeCCtx(p->c);
    ZSTD_freeDCtx(p->d);
    libdeflate_free_decompressor(p->gzip);
    free(p);
}

enum status pack(struct packer *p, const void *bytes, size_t len,
                 struct buf *out, struct err *e)
{
    size_t bound = ZSTD_compressBound(len);
    if (ZSTD_isError(bound))
        return err_set(e, ST_LIMIT, _("a text of %zu bytes is too long"), len);
    void *frame = malloc(bound);
    if (frame == NULL)
        return err_set(e, ST_NOMEM, _("out of memory"));
    size_t n = ZSTD_compress2(p->c, frame, bound, bytes, len);
    enum status st;
    if (ZSTD_isError(n)) {
        st = err_set(e, ST_NOMEM, "zstd: %s", ZSTD_getErrorName(n));
    } else {
        buf_reset(out);
        st = buf_append(out, frame, n);
        if (st != ST_OK)
            err_set(e, st, _("a packed text of %zu bytes finds no room"), n);
    }
    free(frame);
    return st;
}

/* --- gzip ----------------------------------------------------------------- */

#define GZIP_MIN_BYTES 18 /* header and trailer, RFC 1952, section 2.3 */
#define RATIO_MAX 1032    /* no deflate is packed tighter */

/* The length of what N bytes of gzip say that they hold; false where they are
 * no gzip, or lie. */
static bool gzip_length(const unsigned char *p, size_t n, size_t *ret)
{
    uint32_t len;
    if (n < GZIP_MIN_BYTES || p[0] != 0x1f || p[1] != 0x8b)
        return false;
    memcpy(&len, p + n - sizeof len, sizeof len);
    *ret = le32toh(len);
    return *ret / RATIO_MAX <= n;
}

/* OUT has room for LEN bytes. */
static bool gunzip(struct packer *p, const void *bytes, size_t n, char *out,
                   size_t len)
{
    size_t used, got;
    return libdeflate_gzip_decompress_ex(p->gzip, bytes, n, out, len, &used,
                                         &got) == LIBDEFLATE_SUCCESS &&
           used == n && got == len;
}

bool pack_gunzip(struct packer *p, const void *bytes, size_t n, struct buf *out)
{
    size_t len;
    if (!gzip_length(bytes, n, &len) || buf_reserve(out, len) != ST_OK)
        return false;
    bool good = gunzip(p, bytes, n, out->data, len);
    out->len = good ? len : 0;
    out->data[out->len] = '\0';
    return good;
}

bool pack_keeps_gzip(size_t n, size_t len)
{
    return n <= len / 2;
}

/* LEN: as the frame says. */
static enum status unpack_gzip(struct packer *p, struct arena *mem,
                               const void *frame, size_t frame_len, size_t len,
                               size_t max, const char **bytes, struct err *e)
{
    if (len > max)
        return err_set(e, ST_LIMIT,
                       _("a stored text has %llu bytes, more than %zu"),
                       (unsigned long long)len, max);
    char *out = arena_alloc(mem, len + 1);
    *bytes = out;
    return gunzip(p, frame, frame_len, out, len)
               ? ST_OK
               : err_set(e, ST_CORRUPT, _("a stored text is damaged"));
}

/* --- out of either -------------------------------------------------------- */

enum status unpack(struct packer *p, struct arena *mem, const void *frame,
                   size_t frame_len, size_t max, const char **bytes,
                   size_t *len, struct err *e)
{
    if (gzip_length(frame, frame_len, len))
        return unpack_gzip(p, mem, frame, frame_len, *len, max, bytes, e);
    unsigned long long n = ZSTD_getFrameContentSize(frame, frame_len);
    if (n == ZSTD_CONTENTSIZE_ERROR || n == ZSTD_CONTENTSIZE_UNKNOWN)
        return err_set(e, ST_CORRUPT, _("a stored text is damaged"));
    if (n > max)
        return err_set(e, ST_LIMIT,
                       _("a stored text has %llu bytes, more than %zu"), n,
                       max);
    char *out = arena_alloc(mem, (size_t)n + 1);
    size_t got = ZSTD_decompressDCtx(p->d, out, (size_t)n, frame, frame_len);
    if (ZSTD_getErrorCode(got) == ZSTD_error_memory_allocation)
        return err_set(e, ST_NOMEM, _("out of memory"));
    if (ZSTD_isError(got) || got != n)
        return err_set(e, ST_CORRUPT, _("a stored text is damaged (%s)"),
                       ZSTD_isError(got) ? ZSTD_getErrorName(got)
                                         : "short frame");
    *bytes = out;
    *len = got;
    return ST_OK;
}
