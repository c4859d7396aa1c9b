/* unpack.c - see unpack.h. */
#include "unpack.h"

#include "medel/i18n.h"

#include <brotli/decode.h>
#include <string.h>
#include <zstd.h>

#define CHUNK_BYTES 32768
#define WINDOW_LOG_MAX 23

/* What comes out goes through here. */
struct outlet {
    size_t room;
    inflate_sink_fn *sink;
    void *arg;
};

static enum status let_out(struct outlet *o, const void *bytes, size_t n,
                           struct err *e)
{
    if (n > o->room)
        return err_set(e, ST_LIMIT, _("grows too large when unpacked"));
    o->room -= n;
    return n != 0 ? o->sink(o->arg, bytes, n, e) : ST_OK;
}

static enum status damaged(struct err *e)
{
    return err_set(e, ST_INVALID, _("damaged compressed data"));
}

static enum status cut_off(struct err *e)
{
    return err_set(e, ST_INVALID, _("compressed data is cut off"));
}

enum status unpack_brotli(const void *bytes, size_t len, size_t max,
                          inflate_sink_fn *sink, void *arg, struct err *e)
{
    struct outlet o = {max, sink, arg};
    const uint8_t *in = bytes;
    BrotliDecoderState *d = BrotliDecoderCreateInstance(NULL, NULL, NULL);
    if (d == NULL)
        return err_set(e, ST_NOMEM, _("out of memory"));
    enum status st = ST_OK;
    BrotliDecoderResult rc = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
    while (st == ST_OK && rc == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
        uint8_t out[CHUNK_BYTES], *next = out;
        size_t left = sizeof out;
        rc = BrotliDecoderDecompressStream(d, &len, &in, &left, &next, NULL);
        st = let_out(&o, out, sizeof out - left, e);
    }
    if (st == ST_OK && rc == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT)
        st = cut_off(e);
    else if (st == ST_OK && rc != BROTLI_DECODER_RESULT_SUCCESS)
        st = damaged(e);
    BrotliDecoderDestroyInstance(d);
    return st;
}

static bool is_zstd_frame(const ZSTD_inBuffer *in)
{
    static const unsigned char MAGIC[] = {0x28, 0xb5, 0x2f, 0xfd};
    return in->size - in->pos >= sizeof MAGIC &&
           memcmp((const char *)in->src + in->pos, MAGIC, sizeof MAGIC) == 0;
}

/* One frame to its end. */
static enum status run_frame(ZSTD_DCtx *d, ZSTD_inBuffer *in, struct outlet *o,
                             struct err *e)
{
    char chunk[CHUNK_BYTES];
    for (;;) {
        ZSTD_outBuffer out = {chunk, sizeof chunk, 0};
        size_t before = in->pos, rc = ZSTD_decompressStream(d, &out, in);
        if (ZSTD_isError(rc))
            return damaged(e);
        enum status st = let_out(o, chunk, out.pos, e);
        if (st != ST_OK || rc == 0)
            return st;
        if (out.pos == 0 && in->pos == before)
            return cut_off(e);
    }
}

enum status unpack_zstd(const void *bytes, size_t len, size_t max,
                        inflate_sink_fn *sink, void *arg, struct err *e)
{
    struct outlet o = {max, sink, arg};
    ZSTD_inBuffer in = {bytes, len, 0};
    ZSTD_DCtx *d = ZSTD_createDCtx();
    if (d == NULL || ZSTD_isError(ZSTD_DCtx_setParameter(d, ZSTD_d_windowLogMax,
                                                         WINDOW_LOG_MAX))) {
        ZSTD_freeDCtx(d);
        return err_set(e, ST_NOMEM, _("out of memory"));
    }
    enum status st = run_frame(d, &in, &o, e);
    while (st == ST_OK && is_zstd_frame(&in))
        st = run_frame(d, &in, &o, e);
    ZSTD_freeDCtx(d);
    return st;
}
