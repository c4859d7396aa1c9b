/*
 * body.c - the bodies of replies that are not simply a file.
 */
#include "siteserver.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define TRAP_LINKS 8
#define TRAP_WORDS 120

/* What a body callback works on; owns its content. */
struct stream {
    struct content *content; /* NULL: made of nothing */
    size_t end;              /* bytes to send before it breaks off */
    long drip_ms;
};

static void stream_free(void *cls)
{
    struct stream *s = cls;

    content_release(s->content);
    free(s);
}

static ssize_t stream_content(void *cls, uint64_t pos, char *out, size_t max)
{
    struct stream *s = cls;
    size_t n;

    if (pos >= s->end)
        return s->end < s->content->len ? MHD_CONTENT_READER_END_WITH_ERROR
                                        : MHD_CONTENT_READER_END_OF_STREAM;
    n = s->end - (size_t)pos;
    if (s->drip_ms > 0) {
        if (!serve_pause(s->drip_ms))
            return MHD_CONTENT_READER_END_WITH_ERROR;
        n = 1;
    }
    if (n > max)
        n = max;
    memcpy(out, s->content->data + pos, n);
    return (ssize_t)n;
}

static ssize_t stream_endless(void *cls, uint64_t pos, char *out, size_t max)
{
    static const char line[] = "<p>Det finns mer att l&auml;sa.</p>\n";
    size_t i;

    (void)cls;
    if (!serve_pause(0))
        return MHD_CONTENT_READER_END_WITH_ERROR;
    for (i = 0; i < max; i++)
        out[i] = line[(pos + i) % (sizeof line - 1)];
    return (ssize_t)max;
}

/* Takes over the reference C (which may be NULL). */
static struct MHD_Response *respond_stream(struct content *c, uint64_t size,
                                           size_t end, long drip_ms,
                                           MHD_ContentReaderCallback fn)
{
    struct stream *s = calloc(1, sizeof *s);
    struct MHD_Response *r = NULL;

    if (s) {
        s->content = c;
        s->end = end;
        s->drip_ms = drip_ms;
        r = MHD_create_response_from_callback(size, 16384, fn, s, stream_free);
        if (!r)
            free(s);
    }
    if (!r)
        content_release(c);
    return r;
}

struct MHD_Response *body_part(struct content *c, const struct fault *f)
{
    bool cut = f->body == FAULT_TRUNCATE;
    size_t end = c->len;

    if (cut && (size_t)f->size < end)
        end = (size_t)f->size;
    return respond_stream(c, c->len, end, cut ? 0 : f->size, stream_content);
}

struct MHD_Response *body_endless(void)
{
    return respond_stream(NULL, MHD_SIZE_UNKNOWN, 0, 0, stream_endless);
}

static void release_content(void *cls)
{
    content_release(cls);
}

struct MHD_Response *body_content(struct content *c, bool gzip)
{
    struct MHD_Response *r =
        MHD_create_response_from_buffer_with_free_callback_cls(
            gzip ? c->gzip_len : c->len, gzip ? c->gzip : c->data,
            release_content, c);

    if (!r)
        content_release(c);
    return r;
}

struct MHD_Response *body_text(const char *text)
{
    return MHD_create_response_from_buffer(strlen(text), (void *)text,
                                           MHD_RESPMEM_MUST_COPY);
}

struct MHD_Response *body_garbage(void)
{
    unsigned char noise[4096];
    uint32_t x = 2463534242u;
    size_t i;

    for (i = 0; i < sizeof noise; i++) {
        x ^= x << 13;
        x ^= x >> 17;
        x ^= x << 5;
        noise[i] = (unsigned char)(x >> 11);
    }
    return MHD_create_response_from_buffer(sizeof noise, noise,
                                           MHD_RESPMEM_MUST_COPY);
}

static unsigned char *put_le32(unsigned char *p, uLong n)
{
    int i;

    for (i = 0; i < 32; i += 8)
        *p++ = (unsigned char)(n >> i);
    return p;
}

/* MIB times the same packed MiB of zeros: packing them all would keep a busy
 * machine at it until the client has given up. */
struct MHD_Response *body_bomb(long mib)
{
    static unsigned char zeros[1 << 20];
    static const unsigned char head[10] = {0x1f, 0x8b, 8, 0, 0,
                                           0,    0,    0, 0, 255};
    static const unsigned char end[2] = {3, 0}; /* an empty last block */
    unsigned char piece[8192], *out, *p;
    uLong sum = 0, sum_of_one = crc32(0, zeros, sizeof zeros);
    size_t len;
    long i;
    z_stream z;

    memset(&z, 0, sizeof z);
    if (deflateInit2(&z, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        return NULL;
    z.next_in = zeros;
    z.avail_in = sizeof zeros;
    z.next_out = piece;
    z.avail_out = sizeof piece;
    deflate(&z, Z_FULL_FLUSH); /* so that it can stand behind itself */
    len = sizeof piece - z.avail_out;
    deflateEnd(&z);
    out = p = malloc(sizeof head + (size_t)mib * len + sizeof end + 8);
    if (!out)
        return NULL;
    memcpy(p, head, sizeof head);
    p += sizeof head;
    for (i = 0; i < mib; i++, p += len) {
        memcpy(p, piece, len);
        sum = crc32_combine(sum, sum_of_one, sizeof zeros);
    }
    memcpy(p, end, sizeof end);
    p = put_le32(p + sizeof end, sum);
    p = put_le32(p, (uLong)mib << 20);
    return MHD_create_response_from_buffer((size_t)(p - out), out,
                                           MHD_RESPMEM_MUST_FREE);
}

struct MHD_Response *body_trap(const char *uri)
{
    static const char *const words[] = {
        "stad",  "land", "skog",  "kust",   "ort",  "berg",  "dal",  "sund",
        "torg",  "park", "skola", "scen",   "spel", "musik", "dans", "film",
        "bygge", "odla", "laga",  "handla", "resa", "vila",  "lek",  "kurs",
    };
    unsigned long state =
        crc32(0, (const unsigned char *)uri, (unsigned)strlen(uri));
    int path = (int)strcspn(uri, "?");
    char page[16384];
    size_t n;
    int i;

    n = (size_t)snprintf(page, sizeof page,
                         "<html><head><title>%lu</title></head><body><p>",
                         state);
    for (i = 0; i < TRAP_WORDS && n < sizeof page / 4; i++) {
        state = state * 1103515245 + 12345;
        n += (size_t)snprintf(
            page + n, sizeof page - n, "%s ",
            words[(state >> 16) % (sizeof words / sizeof words[0])]);
    }
    for (i = 0; i < TRAP_LINKS && path < 200; i++) {
        unsigned long day;

        state = state * 1103515245 + 12345;
        day = state >> 16 & 0xffff;
        n += (size_t)snprintf(page + n, sizeof page - n,
                              "<a href='%.*s?dag=%lu'>Dag</a>\n"
                              "<a href='%.*s?dag=%lu&typ=%d'>Typ</a>\n"
                              "<a href='%.*s?dag=%lu&typ=%d&ort=%lu'>Ort</a>\n"
                              "<a href='%.*s?PHPSESSID=%08lx'>Dagen</a>\n",
                              path, uri, day, path, uri, day, i, path, uri, day,
                              i, day % 7, path, uri, state & 0xffffffff);
    }
    snprintf(page + n, sizeof page - n, "</body></html>\n");
    return body_text(page);
}
