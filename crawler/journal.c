/*
 * journal.c - see journal.h.
 *
 * A record is a head of fixed size, the texts with their NULs, the body. It is
 * read on the machine that wrote it, mostly a moment later, so numbers lie in
 * it as in memory; the mark at its beginning changes with its shape.
 *
 * Behind the last one is NO_MARK. What was there before stays behind that: to
 * cut the file would give its memory back, and to write it anew take it again,
 * which is half of what a record costs. A kill between a record and its NO_MARK
 * may leave an older one right behind it, which its serial gives away.
 */
#include "journal.h"

#include "medel/buf.h"
#include "medel/hash.h"
#include "medel/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#define MARK "medel-a3"
#define NO_MARK "\0\0\0\0\0\0\0"
#define FILE_MAX_BYTES ((size_t)256 << 20) /* many times what is kept */
#define NONE UINT32_MAX                    /* length of a text that is NULL */

enum { N_TEXTS = 8, N_PARTS = N_TEXTS + 2, MARK_BYTES = 8 };

struct head {
    char mark[MARK_BYTES];
    uint64_t sum; /* hash of all that follows in the record */
    uint64_t body_len;
    int64_t crawl, bytes;
    double seconds;
    int32_t attempts, status;
    uint32_t lengths[N_TEXTS];
    uint8_t missed, plain, cut, unframed;
    uint32_t serial; /* one more than of the record before */
};

struct journal {
    int fd;
    char *path;
    off_t size;      /* of what is whole: where the next record goes */
    off_t kept;      /* bytes at the beginning, see journal_keep() */
    uint32_t serial; /* of the next record */
};

enum status journal_open(const char *data, struct journal **ret, struct err *e)
{
    struct journal *j = calloc(1, sizeof *j);
    if (j == NULL || asprintf(&j->path, "%s/crawl.journal", data) < 0) {
        free(j);
        return err_set(e, ST_NOMEM, _("out of memory"));
    }
    j->fd = open(j->path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    j->size = j->fd >= 0 ? lseek(j->fd, 0, SEEK_END) : -1;
    if (j->size < 0) {
        enum status st = err_sys(e, ST_IO, errno, "%s", j->path);
        journal_close(j);
        return st;
    }
    *ret = j;
    return ST_OK;
}

void journal_close(struct journal *j)
{
    if (j == NULL)
        return;
    if (j->fd >= 0 && j->size == 0)
        unlink(j->path);
    else if (j->fd >= 0 && ftruncate(j->fd, j->size) != 0)
        j->size = 0; /* it stays as long as it is */
    if (j->fd >= 0)
        close(j->fd);
    free(j->path);
    free(j);
}

/* Where the texts of a record are, in the order in which they are written. */
static void texts_of(struct journal_record *r, const char **ret[N_TEXTS])
{
    struct fetch_result *f = &r->result;
    const char **const all[N_TEXTS] = {
        &r->url,      &f->content_type,     &f->etag,   &f->last_modified,
        &f->location, &f->content_encoding, &f->robots, &f->links};
    memcpy(ret, all, sizeof all);
}

/* --- writing -------------------------------------------------------------- */

/* The hash of what follows the sum: of all its parts' hashes. */
static uint64_t sum_of(const struct iovec *parts, size_t n)
{
    uint64_t sums[N_PARTS];
    const size_t skip = offsetof(struct head, body_len);
    for (size_t i = 0; i < n; i++) {
        size_t from = i == 0 ? skip : 0;
        sums[i] = hash_bulk((const char *)parts[i].iov_base + from,
                            parts[i].iov_len - from);
    }
    return hash_bulk(sums, n * sizeof *sums);
}

enum status journal_add(struct journal *j, const struct journal_record *r,
                        struct err *e)
{
    struct journal_record copy = *r;
    const char **texts[N_TEXTS];
    struct head h = {.body_len = r->result.body_len,
                     .crawl = r->crawl,
                     .bytes = r->result.bytes,
                     .seconds = r->result.seconds,
                     .attempts = r->attempts,
                     .status = r->result.status,
                     .missed = r->missed,
                     .plain = r->result.plain,
                     .cut = r->result.cut,
                     .unframed = r->result.unframed,
                     .serial = j->serial};
    struct iovec parts[N_PARTS + 1] = {{&h, sizeof h}};
    size_t total = sizeof h + r->result.body_len;
    memcpy(h.mark, MARK, sizeof h.mark);
    texts_of(&copy, texts);
    for (size_t i = 0; i < N_TEXTS; i++) {
        const char *text = *texts[i];
        size_t len = text != NULL ? strlen(text) : 0;
        h.lengths[i] = text != NULL ? (uint32_t)len : NONE;
        parts[1 + i] =
            (struct iovec){(void *)(uintptr_t)text, text != NULL ? len + 1 : 0};
        total += parts[1 + i].iov_len;
    }
    parts[N_PARTS - 1] =
        (struct iovec){(void *)(uintptr_t)r->result.body, r->result.body_len};
    h.sum = sum_of(parts, N_PARTS);
    parts[N_PARTS] = (struct iovec){(void *)(uintptr_t)NO_MARK, MARK_BYTES};
    ssize_t n = pwritev(j->fd, parts, N_PARTS + 1, j->size);
    if (n >= 0 && (size_t)n == total + MARK_BYTES) {
        j->size += (off_t)total;
        j->serial++;
        return ST_OK;
    }
    enum status st = err_sys(e, ST_IO, n < 0 ? errno : ENOSPC, "%s", j->path);
    /* Where not even that can be done, the reader sees that it is cut off. */
    return ftruncate(j->fd, j->size) == 0 ? st : ST_IO;
}

enum status journal_clear(struct journal *j, struct err *e)
{
    if (j->size != j->kept &&
        pwrite(j->fd, NO_MARK, MARK_BYTES, j->kept) != MARK_BYTES)
        return err_sys(e, ST_IO, errno, "%s", j->path);
    j->size = j->kept;
    return ST_OK;
}

enum status journal_keep(struct journal *j, const struct journal_record *r,
                         size_t n, struct err *e)
{
    enum status st = ftruncate(j->fd, 0) == 0
                         ? ST_OK
                         : err_sys(e, ST_IO, errno, "%s", j->path);
    if (st == ST_OK)
        j->kept = j->size = 0;
    for (size_t i = 0; st == ST_OK && i < n; i++)
        st = journal_add(j, &r[i], e);
    if (st == ST_OK)
        j->kept = j->size;
    return st;
}

/* --- reading -------------------------------------------------------------- */

/* One record at *p, which is moved behind it, with its SERIAL; false where
 * there is none. */
static bool read_record(const char **p, const char *end,
                        struct journal_record *r, uint32_t *serial)
{
    struct head h;
    const char **texts[N_TEXTS], *at = *p;
    struct iovec parts[N_PARTS] = {{&h, sizeof h}};
    if ((size_t)(end - at) < sizeof h)
        return false;
    memcpy(&h, at, sizeof h);
    if (memcmp(h.mark, MARK, sizeof h.mark) != 0)
        return false;
    at += sizeof h;
    *r = (struct journal_record){.crawl = h.crawl,
                                 .attempts = h.attempts,
                                 .missed = h.missed != 0,
                                 .result = {.fate = FETCH_ANSWERED,
                                            .detail = "",
                                            .address = "",
                                            .status = h.status,
                                            .bytes = h.bytes,
                                            .seconds = h.seconds,
                                            .plain = h.plain != 0,
                                            .cut = h.cut != 0,
                                            .unframed = h.unframed != 0}};
    texts_of(r, texts);
    for (size_t i = 0; i < N_TEXTS; i++) {
        size_t len = h.lengths[i] != NONE ? (size_t)h.lengths[i] + 1 : 0;
        if (len > (size_t)(end - at) || (len != 0 && at[len - 1] != '\0'))
            return false;
        *texts[i] = len != 0 ? at : NULL;
        parts[1 + i] = (struct iovec){(void *)(uintptr_t)at, len};
        at += len;
    }
    if (h.body_len > (size_t)(end - at) || r->url == NULL)
        return false;
    r->result.body = at;
    r->result.body_len = (size_t)h.body_len;
    parts[N_PARTS - 1] =
        (struct iovec){(void *)(uintptr_t)at, r->result.body_len};
    *p = at + h.body_len;
    *serial = h.serial;
    return sum_of(parts, N_PARTS) == h.sum;
}

enum status journal_read(struct journal *j, struct arena *mem,
                         struct journal_record **ret, size_t *n, struct err *e)
{
    struct buf file;
    size_t cap = 0;
    *n = 0;
    *ret = NULL;
    buf_init(&file, FILE_MAX_BYTES);
    enum status st = lseek(j->fd, 0, SEEK_SET) == 0
                         ? buf_read_fd(&file, j->fd, e)
                         : err_sys(e, ST_IO, errno, "%s", j->path);
    if (st == ST_OK && file.len != 0) {
        const char *p = arena_strndup(mem, file.data, file.len);
        const char *end = p + file.len;
        const char *const begin = p;
        struct journal_record r;
        uint32_t serial;
        j->size = 0;
        while (read_record(&p, end, &r, &serial) &&
               (*n == 0 || serial == j->serial)) {
            j->serial = serial + 1;
            *ret = arena_grow(mem, *ret, *n, &cap, sizeof **ret);
            (*ret)[(*n)++] = r;
            j->size = p - begin;
        }
    }
    buf_free(&file);
    return st;
}
