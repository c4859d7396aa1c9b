/*
 * main.c - medel-worker: reads one untrusted page after the other.
 *
 * Frames in on standard input, one reply each on standard output; see
 * medel/worker.h. The first process parses the vocabulary and makes copies of
 * itself, each of which locks itself in before its first page. A crash is part
 * of the plan: it costs the page, and the pool has another worker made.
 */
#include "charset.h"
#include "check.h"
#include "medel/caps.h"
#include "medel/doc.h"
#include "medel/vocab.h"
#include "medel/worker.h"
#include "pdf.h"
#include "record.h"
#include "sandbox.h"
#include "sitewide.h"
#include "zygote.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/*
 * tidy 5.6's parser recurses: some 330 bytes of stack for each nested table.
 * mend.c bounds nesting far below what this holds; it is room for the cases
 * that nobody has thought of.
 */
#define STACK_BYTES ((rlim_t)64 << 20)
#define REQUEST_ROOM ((size_t)64 << 10) /* a page's header */

struct worker {
    int out; /* standard output, out of the way of libraries that print */
    struct sandbox_options box;
    bool pdf;  /* PDFs will come */
    bool tell; /* the first: say on standard error what the sandbox lacks */
    struct vocab *vocab;
    struct arena *mem; /* one page's */
    struct buf request;
};

/* --- replies ------------------------------------------------------------- */

/* The parent is gone or deaf: nobody is left to tell. */
static void reply(const struct worker *w, uint8_t type, const void *p, size_t n)
{
    if (frame_write(w->out, type, p, n, NULL) != ST_OK)
        _exit(1);
}

static void reply_error(const struct worker *w, const struct err *e)
{
    reply(w, FRAME_ERROR, e->text, strlen(e->text));
}

static void reply_text(const struct worker *w, const struct doc *d)
{
    const char *text = doc_main_text(d);
    reply(w, FRAME_TEXT, text, strlen(text));
}

static void reply_blocks(const struct worker *w, const struct doc *d)
{
    size_t n;
    const uint64_t *hashes = sitewide_hashes(d, &n);
    unsigned char *out = arena_alloc(w->mem, HASH_BYTES * n + 1);
    hashes_pack(hashes, n, out);
    reply(w, FRAME_BLOCKS, out, HASH_BYTES * n);
}

static enum status reply_reading(const struct worker *w, struct page_reading *r,
                                 struct err *e)
{
    struct buf text;
    buf_init(&text, CAP_REPLY_BYTES);
    enum status st = reading_append_json(&text, r, JSON_COMPACT);
    reading_free_calls(r);
    if (st == ST_OK)
        reply(w, FRAME_READING, text.data, text.len);
    else if (st == ST_LIMIT)
        err_set(e, st, "the reading is longer than %u bytes", CAP_REPLY_BYTES);
    else
        err_set(e, st, "the reading cannot be written as JSON");
    buf_free(&text);
    return st;
}

/* --- requests ------------------------------------------------------------ */

static enum status clean(const struct worker *w, const struct read_context *ctx,
                         const char *bytes, size_t n, struct doc **ret,
                         struct err *e)
{
    if (ctx->adapter != NULL)
        return record_clean(w->mem, ctx, bytes, n, ret, e);
    bool pdf = page_is_pdf(bytes, n);
    if (pdf && !pdf_is_loaded())
        _exit(status_exit_code(ST_BUG)); /* no fault of the page's */
    return pdf ? clean_pdf(w->mem, bytes, n, ret, e)
               : clean_html(w->mem, bytes, n, ctx->content_type, ret, e);
}

static enum status on_page(const struct worker *w, uint8_t type, struct err *e)
{
    struct read_context ctx;
    const char *bytes;
    size_t n;
    struct doc *d = NULL;
    struct page_reading *r;
    bool record = false;
    enum status st = page_request_parse(w->mem, w->request.data, w->request.len,
                                        &ctx, &bytes, &n, e);
    if (st == ST_OK)
        record = ctx.adapter != NULL && type == FRAME_PAGE;
    if (st == ST_OK && !record)
        st = clean(w, &ctx, bytes, n, &d, e);
    if (st == ST_OK && type == FRAME_CLEAN)
        reply_text(w, d);
    if (st == ST_OK && type == FRAME_LOOK)
        reply_blocks(w, d);
    if (st != ST_OK || type != FRAME_PAGE)
        return st;
    if (!record)
        sitewide_drop(d, &ctx);
    st = record ? record_read(w->mem, w->vocab, &ctx, bytes, n, &r, e)
                : read_page(w->mem, w->vocab, &ctx, d, &r, e);
    return st == ST_OK ? reply_reading(w, r, e) : st;
}

static void serve_pages(struct worker *w)
{
    for (;;) {
        struct err e = ERR_INIT;
        uint8_t type;
        enum status st =
            frame_read(STDIN_FILENO, w->request.max, &type, &w->request, &e);
        if (st == ST_NOT_FOUND)
            return;
        if (st != ST_OK) /* no memory, or out of step with the parent */
            _exit(1);
        sandbox_new_page(&w->box);
        if (type == FRAME_PAGE || type == FRAME_CLEAN || type == FRAME_LOOK)
            st = on_page(w, type, &e);
        else
            st = err_set(&e, ST_BUG, "a request of type %d", type);
        /* An answer says something about the page, for good. */
        if (st == ST_NOMEM)
            _exit(status_exit_code(st));
        if (st != ST_OK)
            reply_error(w, &e);
        arena_reset(w->mem);
        if (w->request.cap > ((size_t)1 << 20))
            buf_free(&w->request); /* a large page is seldom followed by
                                      another */
    }
}

/* --- starting ------------------------------------------------------------ */

/* Runs everything once that libraries put off to the first use and that
 * takes files: locales, character sets, random seeds. */
static void warm_up(struct worker *w)
{
    struct doc *d;
    static const char page[] = "<p>Medel \xe5 s\xf6ka";
    charset_prepare();
    json_object_seed(0);
    enum status ignored =
        clean_html(w->mem, page, sizeof page - 1, NULL, &d, NULL);
    (void)ignored;
    arena_reset(w->mem);
}

static enum status take_vocabulary(struct worker *w, struct err *e)
{
    uint8_t type;
    enum status st =
        frame_read(STDIN_FILENO, w->request.max, &type, &w->request, e);
    if (st == ST_OK && type != FRAME_VOCAB)
        st = err_set(e, ST_BUG, "pages before the vocabulary");
    vocab_image_use_built_in();
    if (st == ST_OK)
        st = vocab_parse(w->request.data, w->request.len, &w->vocab, e);
    buf_free(&w->request);
    return st;
}

/*
 * Standard error is the terminal or the log of who started medel: no page is
 * to write there, be it through a library's complaint or through a parser that
 * it took over. A sanitizer's reports are wanted. Returns what leads there
 * still, -1 where nothing does.
 */
static int fall_silent(void)
{
    int told = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
#if !defined(__SANITIZE_ADDRESS__) && !defined(MEDEL_COVERAGE)
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (nowhere < 0 || dup2(nowhere, STDOUT_FILENO) < 0 ||
        dup2(nowhere, STDERR_FILENO) < 0) {
        close(STDOUT_FILENO);
        close(STDERR_FILENO);
    }
    if (nowhere >= 0)
        close(nowhere);
#endif
    return told;
}

/* Keys of APIs and passwords of proxies are in it, and what a page's code can
 * read it can put into a record. */
static void forget_environment(void)
{
    for (char **s = environ; s != NULL && *s != NULL; s++)
        explicit_bzero(*s, strlen(*s));
    clearenv();
}

/* After it no descriptor can be copied, so standard error goes before. */
static enum status lock_in(struct worker *w, struct err *e)
{
    unsigned missing;
    int told = fall_silent();
    forget_environment();
    enum status st = sandbox_enter(&w->box, &missing, e);
    const char *text = st == ST_OK ? sandbox_missing_text(missing) : NULL;
    if (text != NULL && w->tell && told >= 0)
        dprintf(told, "medel-worker: %s\n", text);
    if (told >= 0)
        close(told);
    return st;
}

/* Standard output carries frames and nothing else: libraries that print to
 * descriptor 1 reach standard error. */
static void set_descriptors(struct worker *w)
{
    w->out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    if (w->out < 0 || dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
        _exit(1);
}

static void raise_stack(void)
{
    struct rlimit r;
    if (getrlimit(RLIMIT_STACK, &r) != 0 || r.rlim_cur >= STACK_BYTES)
        return;
    r.rlim_cur = r.rlim_max < STACK_BYTES ? r.rlim_max : STACK_BYTES;
    (void)setrlimit(RLIMIT_STACK, &r);
}

/* ST_OK in each worker, once it is locked in; ST_NOT_FOUND in the first process
 * at its end. */
static enum status make_workers(struct worker *w, struct err *e)
{
    reply(w, FRAME_OK, NULL, 0);
    unsigned number = zygote_serve(STDIN_FILENO, w->out);
    if (number == 0)
        return ST_NOT_FOUND;
    w->tell = w->tell && number == 1;
    enum status st = lock_in(w, e);
    if (st != ST_OK)
        return st;
    reply(w, FRAME_OK, NULL, 0);
    buf_init(&w->request, CAP_PAGE_BYTES + REQUEST_ROOM);
    return ST_OK;
}

static bool parse_args(int argc, char **argv, struct worker *w)
{
    for (int i = 1; i < argc; i++) {
        char *end = NULL;
        if (strcmp(argv[i], "--tell") == 0) {
            w->tell = true;
            continue;
        }
        if (strcmp(argv[i], "--pdf") == 0) {
            w->pdf = true;
            continue;
        }
        if (i + 1 == argc)
            return false;
        errno = 0;
        unsigned long long v = strtoull(argv[i + 1], &end, 10);
        if (errno != 0 || end == argv[i + 1] || *end != '\0')
            return false;
        if (strcmp(argv[i], "--memory") == 0)
            w->box.memory_bytes = (size_t)v;
        else if (strcmp(argv[i], "--cpu") == 0 && v <= 86400)
            w->box.cpu_seconds = (int)v;
        else
            return false;
        i++;
    }
    return true;
}

int main(int argc, char **argv)
{
    struct worker w = {.out = -1};
    struct err e = ERR_INIT;
    if (argc == 2 && strcmp(argv[1], "--check") == 0)
        return worker_check();
    if (!parse_args(argc, argv, &w) || isatty(STDIN_FILENO)) {
        fputs("medel-worker is started by medel-index; it reads untrusted "
              "pages from a pipe.\n"
              "usage: medel-worker [--memory BYTES] [--cpu SECONDS] "
              "[--pdf] [--tell]\n"
              "       medel-worker --check\n",
              stderr);
        return 2;
    }
    /* What tidy sets from the environment (setlocale) is to be the same
     * everywhere. */
    setenv("LC_ALL", "C", 1);
    set_descriptors(&w);
    raise_stack();
    json_set_alloc_funcs(arena_need, free);
    w.mem = arena_new();
    warm_up(&w);
    buf_init(&w.request, CAP_VOCAB_BYTES);
    enum status st = take_vocabulary(&w, &e);
    if (st == ST_OK && w.pdf)
        st = pdf_load(&e);
    if (st == ST_NOT_FOUND)
        return 0;
    if (st == ST_OK)
        st = make_workers(&w, &e);
    if (st != ST_OK && st != ST_NOT_FOUND) {
        reply_error(&w, &e);
        return status_exit_code(st);
    }
    if (st == ST_OK)
        serve_pages(&w);
    buf_free(&w.request);
    vocab_free(w.vocab);
    arena_free(w.mem);
    return 0;
}
