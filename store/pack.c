/* pack.c - zstd frames for the stores; see medel/pack.h. */
#include "medel/pack.h"
#include "medel/i18n.h"

#include <stdlib.h>
#include <zstd.h>

/* Measured on funders' pages: level 6 is a twentieth smaller than 1 and takes
 * five times as long, which was a quarter of all that a crawl does. */
#define LEVEL 1

struct packer {
    ZSTD_CCtx *c;
    ZSTD_DCtx *d;
};

struct packer *packer_new(void)
{
    struct packer *p = calloc(1, sizeof *p);
    if (p == NULL)
        return NULL;
    p->c = ZSTD_createCCtx();
    p->d = ZSTD_createDCtx();
    if (p->c == NULL || p->d == NULL) {
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

enum status unpack(struct packer *p, struct arena *mem, const void *frame,
                   size_t frame_len, size_t max, const char **bytes,
                   size_t *len, struct err *e)
{
    unsigned long long n = ZSTD_getFrameContentSize(frame, frame_len);
    if (n == ZSTD_CONTENTSIZE_ERROR || n == ZSTD_CONTENTSIZE_UNKNOWN)
        return err_set(e, ST_CORRUPT, _("a stored text is damaged"));
    if (n > max)
        return err_set(e, ST_LIMIT,
                       _("a stored text has %llu bytes, more than %zu"), n,
                       max);
    char *out = arena_alloc(mem, (size_t)n + 1);
    size_t got = ZSTD_decompressDCtx(p->d, out, (size_t)n, frame, frame_len);
    if (ZSTD_isError(got) || got != n)
        return err_set(e, ST_CORRUPT, _("a stored text is damaged (%s)"),
                       ZSTD_isError(got) ? ZSTD_getErrorName(got)
                                         : "short frame");
    *bytes = out;
    *len = got;
    return ST_OK;
}
