/* single.c - see single.h. */
#include "single.h"

#include "reader.h"

#include "medel/caps.h"
#include "medel/i18n.h"

static const char *name_of(const char *path)
{
    return path[0] == '-' && path[1] == '\0' ? _("standard input") : path;
}

static enum status take_reply(struct arena *mem, struct pool *pool,
                              const char *path, uint8_t wanted,
                              const char **reply, size_t *len, struct err *e)
{
    struct pool_result r;
    enum status st = pool_next(pool, &r, e);
    if (st != ST_OK)
        return st;
    if (r.fate == FATE_UNREADABLE)
        return err_set(e, ST_INVALID, "%s: %.*s", name_of(path), (int)r.len,
                       r.payload);
    if (r.fate != FATE_READ)
        return err_set(e, ST_INVALID, _("%s: the reader gave up: %s (%s)"),
                       name_of(path), page_fate_name(r.fate), r.payload);
    if (r.type != wanted)
        return err_set(e, ST_BUG, "reply of type '%c'", r.type);
    *reply = arena_strndup(mem, r.payload, r.len);
    *len = r.len;
    return ST_OK;
}

static enum status ask_worker(struct arena *mem, const struct pool_job *job,
                              const char *path, const char **reply, size_t *len,
                              struct err *e)
{
    struct reader reader;
    enum status st = reader_find(mem, &reader, e);
    if (st != ST_OK)
        return st;
    struct pool_options po = {.worker_path = reader.worker_path,
                              .jobs = 1,
                              .pdf = page_is_pdf(job->bytes, job->len),
                              .vocab = reader.vocab.data,
                              .vocab_len = reader.vocab.len};
    struct pool *pool = NULL;
    st = pool_start(&po, &pool, e);
    if (st == ST_OK)
        st = pool_submit(pool, job, e);
    if (st == ST_OK)
        st = take_reply(mem, pool, path,
                        job->type == FRAME_CLEAN ? FRAME_TEXT : FRAME_READING,
                        reply, len, e);
    pool_stop(pool);
    reader_free(&reader);
    return st;
}

enum status single_read(struct arena *mem, const char *path, uint8_t type,
                        const struct read_context *ctx, const char **reply,
                        size_t *len, struct err *e)
{
    struct buf file;
    buf_init(&file, CAP_PAGE_BYTES);
    enum status st = buf_read_file(&file, path, e);
    if (st == ST_OK) {
        struct pool_job job = {.tag = 1,
                               .type = type,
                               .ctx = *ctx,
                               .bytes = file.data,
                               .len = file.len};
        st = ask_worker(mem, &job, path, reply, len, e);
    }
    buf_free(&file);
    return st;
}
