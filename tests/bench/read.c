/*
 * read.c - how long reading pages takes, beside parsing them alone:
 *
 *     read DATA_DIR ROUNDS PROCESSES < PATHS
 *
 * The pages named on standard input are loaded into memory. Round after round
 * all of them are parsed by libtidy with the options that the worker gives it,
 * and nothing else; then all of them are cleaned, recognised and their fields
 * extracted, parsing included, as the worker does it, without the sandbox and
 * the pipe. Printed is one line a round: the pages, their bytes, and the
 * seconds of either, of the processor's time. Where PROCESSES is more than 1,
 * as many do the second at once, and only the seconds of the clock that the
 * slowest took are printed.
 *
 * It reads made-up and judged pages: not for others.
 */
#include "../../worker/dom_int.h"
#include "medel/caps.h"
#include "medel/reading.h"
#include "medel/vocab.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <tidy/tidybuffio.h>
#include <time.h>
#include <unistd.h>

struct page {
    const char *path, *bytes;
    size_t len;
};

struct pages {
    struct arena *mem;
    struct page *items;
    size_t n, cap, bytes;
};

static bool take_page(struct pages *p, const char *path)
{
    static char room[CAP_PAGE_BYTES];
    FILE *f = fopen(path, "rb");
    if (f == NULL)
        return false;
    size_t len = fread(room, 1, sizeof room, f);
    fclose(f);
    p->items = arena_grow(p->mem, p->items, p->n, &p->cap, sizeof *p->items);
    p->items[p->n++] = (struct page){arena_strdup(p->mem, path),
                                     arena_strndup(p->mem, room, len), len};
    p->bytes += len;
    return true;
}

static struct vocab *load_vocabulary(const char *dir)
{
    struct buf bundle;
    struct vocab *v = NULL;
    struct err e = ERR_INIT;
    buf_init(&bundle, CAP_VOCAB_BYTES);
    vocab_image_use_built_in();
    if (vocab_bundle(dir, &bundle, &e) != ST_OK ||
        vocab_parse(bundle.data, bundle.len, &v, &e) != ST_OK)
        fprintf(stderr, "read: %s\n", e.text);
    buf_free(&bundle);
    return v;
}

static double seconds_of(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void parse_page(const struct page *p)
{
    TidyDoc doc = tidyCreate();
    TidyBuffer in, sink;
    dom_set_options(doc);
    tidyBufInit(&in);
    tidyBufInit(&sink);
    tidySetErrorBuffer(doc, &sink);
    tidyBufAttach(&in, (byte *)p->bytes, (uint)p->len);
    tidyParseBuffer(doc, &in);
    tidyBufDetach(&in);
    tidyRelease(doc);
    tidyBufFree(&sink);
}

static bool read_one(struct arena *mem, const struct vocab *v,
                     const struct page *p)
{
    struct read_context ctx = {.url = "http://bench.localhost/sida.html",
                               .funder = "Bench"};
    struct page_reading *r;
    struct doc *d;
    struct err e = ERR_INIT;
    date_parse_iso("2026-11-23", &ctx.today);
    if (clean_html(mem, p->bytes, p->len, "text/html", &d, &e) != ST_OK ||
        read_page(mem, v, &ctx, d, &r, &e) != ST_OK) {
        fprintf(stderr, "read: %s: %s\n", p->path, e.text);
        return false;
    }
    struct buf text;
    buf_init(&text, CAP_REPLY_BYTES);
    bool ok = reading_append_json(&text, r, JSON_COMPACT) == ST_OK;
    reading_free_calls(r);
    arena_reset(mem);
    buf_free(&text);
    return ok;
}

static void parse_all(const struct pages *p)
{
    for (size_t i = 0; i < p->n; i++)
        parse_page(&p->items[i]);
}

static bool read_all(const struct pages *p, const struct vocab *v)
{
    struct arena *mem = arena_new();
    bool ok = true;
    for (size_t i = 0; ok && i < p->n; i++)
        ok = read_one(mem, v, &p->items[i]);
    arena_free(mem);
    return ok;
}

static bool one_round(const struct pages *p, const struct vocab *v)
{
    double began = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
    parse_all(p);
    double parsed = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
    bool ok = read_all(p, v);
    double done = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
    if (ok)
        printf("%zu %zu %.6f %.6f\n", p->n, p->bytes, parsed - began,
               done - parsed);
    return ok;
}

static bool side_by_side(const struct pages *p, const struct vocab *v, long n)
{
    bool ok = true;
    double began = seconds_of(CLOCK_MONOTONIC);
    for (long i = 0; i < n; i++) {
        pid_t child = fork();
        if (child == 0)
            _exit(read_all(p, v) ? 0 : 1);
        ok = ok && child > 0;
    }
    for (int status; wait(&status) > 0;)
        ok = ok && status == 0;
    if (ok)
        printf("%zu %zu %.6f\n", p->n * (size_t)n, p->bytes * (size_t)n,
               seconds_of(CLOCK_MONOTONIC) - began);
    return ok;
}

int main(int argc, char **argv)
{
    char line[4096];
    long rounds = argc == 4 ? strtol(argv[2], NULL, 10) : 0;
    long processes = argc == 4 ? strtol(argv[3], NULL, 10) : 0;
    if (rounds < 1 || processes == 0 || processes > 1) {
        fprintf(stderr, "usage: read DATA_DIR ROUNDS PROCESSES < PATHS\n");
        return 2;
    }
    setenv("LC_ALL", "C", 1); /* tidyCreate() sets the locale by it */
    struct pages p = {.mem = arena_new()};
    struct vocab *v = load_vocabulary(argv[1]);
    bool ok = v != NULL;
    while (ok && fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        ok = take_page(&p, line);
        if (!ok)
            perror(line);
    }
    for (long i = 0; ok && i < rounds; i++) {
        ok =
            processes == 1 ? one_round(&p, v) : side_by_side(&p, v, -processes);
        fflush(stdout); /* a child must not print it again */
    }
    vocab_free(v);
    arena_free(p.mem);
    return ok ? 0 : 1;
}
