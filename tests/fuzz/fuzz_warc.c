/*
 * fuzz_warc.c - archives: the first byte says whether the input is a file as it
 * lies on disk, the text of a record (which is packed here), or an exchange to
 * be written: address, request, head, body, with form feeds between.
 */
#include "fuzz.h"

#include "../../crawler/warc.h"
#include "../../crawler/warc_int.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

static int64_t scan(const void *bytes, size_t len, enum status *st)
{
    char path[FUZZ_PATH_SIZE];
    struct err e = ERR_INIT;
    int64_t end = -1;
    struct warc_index *x = warc_index_new();
    int fd = fuzz_file(bytes, len, path);
    *st = warc_scan(fd, path, x, &end, &e);
    FUZZ_MUST(end >= 0 && (size_t)end <= len);
    warc_index_free(x);
    close(fd);
    return end;
}

static void try_record(const uint8_t *bytes, size_t len)
{
    z_stream z = {0};
    enum status st;
    FUZZ_NEED(deflateInit2(&z, 1, Z_DEFLATED, 16 + MAX_WBITS, 8,
                           Z_DEFAULT_STRATEGY) == Z_OK);
    size_t room = deflateBound(&z, len) + 64;
    unsigned char *out = malloc(room);
    z.next_in = (unsigned char *)bytes;
    z.avail_in = (uInt)len;
    z.next_out = out;
    z.avail_out = (uInt)room;
    FUZZ_NEED(deflate(&z, Z_FINISH) == Z_STREAM_END);
    int64_t end = scan(out, room - z.avail_out, &st);
    FUZZ_MUST(st != ST_OK || end == (int64_t)(room - z.avail_out));
    FUZZ_MUST((st == ST_OK) == (len >= 7 && memcmp(bytes, "WARC/1.", 7) == 0));
    deflateEnd(&z);
    free(out);
}

static void add(struct arena *mem, struct warc *w, const uint8_t *bytes,
                size_t len)
{
    struct err e = ERR_INIT;
    const char *url = fuzz_field(mem, &bytes, &len, '\f');
    const char *request = fuzz_field(mem, &bytes, &len, '\f');
    const char *head = fuzz_field(mem, &bytes, &len, '\f');
    const struct warc_exchange x = {.url = url,
                                    .address = "192.0.2.1",
                                    .began = 1795478400,
                                    .status = 200,
                                    .request = {request, strlen(request)},
                                    .head = {head, strlen(head)},
                                    .body = {bytes, len}};
    FUZZ_MUST(warc_add(w, &x, &e) == ST_OK);
}

/* What was written is read to its end, and once more after more was added. */
static void try_write(const uint8_t *bytes, size_t len)
{
    struct arena *mem = arena_new();
    char path[FUZZ_PATH_SIZE];
    struct stat s;
    int fd = fuzz_file("", 0, path);
    for (int round = 0; round < 2; round++) {
        struct err e = ERR_INIT;
        struct warc *w = NULL;
        int64_t end = -1;
        FUZZ_MUST(warc_open(path, "medel-fuzz", &w, &e) == ST_OK);
        add(mem, w, bytes, len);
        FUZZ_MUST(warc_close(w, &e) == ST_OK);
        struct warc_index *x = warc_index_new();
        FUZZ_NEED(lseek(fd, 0, SEEK_SET) == 0 && fstat(fd, &s) == 0);
        FUZZ_MUST(warc_scan(fd, path, x, &end, &e) == ST_OK);
        FUZZ_MUST(end == s.st_size);
        warc_index_free(x);
    }
    close(fd);
    arena_free(mem);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    enum status st;
    switch (fuzz_take(&bytes, &len) % 3) {
    case 0:
        scan(bytes, len, &st);
        break;
    case 1:
        try_record(bytes, len);
        break;
    default:
        try_write(bytes, len);
    }
    return 0;
}
