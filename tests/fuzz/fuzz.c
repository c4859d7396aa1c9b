/* fuzz.c - see fuzz.h. */
#include "fuzz.h"

#include "../../worker/charset.h"
#include "../../worker/text.h"

#include "medel/caps.h"
#include "medel/reading.h"
#include "medel/term.h"
#include "medel/utf8.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    /* As the worker has it: tidy takes the locale from here. */
    setenv("LC_ALL", "C", 1);
    setenv("MEDEL_SHARE", ".", 0);
    unsetenv("LANGUAGE");
    charset_prepare();
    json_object_seed(1); /* the same input, the same run */
    return 0;
}

void fuzz_broken(const char *file, int line, const char *what)
{
    fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
    abort();
}

const char *fuzz_data(const char *name)
{
    static char path[4096];
    snprintf(path, sizeof path, "%s/data/%s", getenv("MEDEL_SHARE"), name);
    return path;
}

const struct vocab *fuzz_vocab(void)
{
    static struct vocab *v;
    struct err e = ERR_INIT;
    struct buf bundle;
    if (v != NULL)
        return v;
    buf_init(&bundle, CAP_VOCAB_BYTES);
    FUZZ_NEED(vocab_bundle(fuzz_data("."), &bundle, &e) == ST_OK);
    FUZZ_NEED(vocab_parse(bundle.data, bundle.len, &v, &e) == ST_OK);
    buf_free(&bundle);
    return v;
}

/* --- inputs --------------------------------------------------------------- */

uint8_t fuzz_take(const uint8_t **bytes, size_t *len)
{
    if (*len == 0)
        return 0;
    --*len;
    return *(*bytes)++;
}

const char *fuzz_field(struct arena *mem, const uint8_t **bytes, size_t *len,
                       char separator)
{
    const uint8_t *end = *len != 0 ? memchr(*bytes, separator, *len) : NULL;
    size_t n = end != NULL ? (size_t)(end - *bytes) : *len;
    const char *s = arena_strndup(mem, (const char *)*bytes, n);
    n += end != NULL;
    *bytes += n;
    *len -= n;
    return s;
}

char *fuzz_copy(const uint8_t *bytes, size_t len, bool z)
{
    char *s = malloc(len + z);
    FUZZ_NEED(s != NULL || len + z == 0);
    if (len != 0)
        memcpy(s, bytes, len);
    if (z)
        s[len] = '\0';
    return s;
}

const char *fuzz_utf8(struct arena *mem, const char *s)
{
    size_t n = strlen(s), out = 0;
    char *copy = arena_alloc(mem, 3 * n + 1);
    for (size_t i = 0; i < n;) {
        size_t k = charset_utf8_seq((const unsigned char *)s + i, n - i);
        memcpy(copy + out, k != 0 ? s + i : "\xEF\xBF\xBD", k != 0 ? k : 3);
        out += k != 0 ? k : 3;
        i += k != 0 ? k : 1;
    }
    return copy;
}

int fuzz_file(const void *bytes, size_t len, char path[static FUZZ_PATH_SIZE])
{
    int fd = memfd_create("fuzz", MFD_CLOEXEC);
    FUZZ_NEED(fd >= 0);
    FUZZ_NEED(write(fd, bytes, len) == (ssize_t)len);
    FUZZ_NEED(lseek(fd, 0, SEEK_SET) == 0);
    snprintf(path, FUZZ_PATH_SIZE, "/proc/self/fd/%d", fd);
    return fd;
}

static char folder[64];

static int remove_one(const char *path, const struct stat *s, int what,
                      struct FTW *at)
{
    (void)s, (void)what, (void)at;
    return remove(path);
}

static void remove_folder(void)
{
    (void)nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

const char *fuzz_folder(void)
{
    if (folder[0] != '\0')
        return folder;
    snprintf(folder, sizeof folder, "%s/medel-fuzz-XXXXXX",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    FUZZ_NEED(mkdtemp(folder) != NULL);
    FUZZ_NEED(atexit(remove_folder) == 0);
    return folder;
}

static void add_line(struct doc *d, const char *s, size_t n)
{
    const char *pair = n != 0 ? memmem(s, n, " :: ", 4) : NULL;
    struct block b = {.kind = BLOCK_PARAGRAPH, .main = 1, .table = -1};
    while (n > 0 && b.level < 6 && *s == '#') {
        b.kind = BLOCK_HEADING;
        b.level++;
        s++;
        n--;
    }
    if (b.kind != BLOCK_HEADING && n > 1 && s[0] == '-' && s[1] == ' ') {
        b.kind = BLOCK_ITEM;
        s++;
        n--;
    } else if (b.kind != BLOCK_HEADING && pair != NULL) {
        b.kind = BLOCK_PAIR;
        b.fact = true;
        b.label = text_fold_n(d->mem, s, (size_t)(pair - s));
        n -= (size_t)(pair + 4 - s);
        s = pair + 4;
    }
    b.text = text_fold_n(d->mem, s, n);
    if (*b.text == '\0' || (b.label != NULL && *b.label == '\0'))
        return;
    if (b.level == 1 && d->h1 == NULL)
        d->h1 = b.text;
    d->blocks = arena_grow(d->mem, d->blocks, d->n_blocks, &d->cap_blocks,
                           sizeof *d->blocks);
    d->blocks[d->n_blocks++] = b;
}

struct doc *fuzz_doc(struct arena *mem, const uint8_t *bytes, size_t len)
{
    struct doc *d = arena_alloc(mem, sizeof *d);
    d->mem = mem;
    while (len != 0) {
        const char *line = fuzz_utf8(mem, fuzz_field(mem, &bytes, &len, '\n'));
        add_line(d, line, strlen(line));
    }
    return d;
}

/* --- outputs -------------------------------------------------------------- */

void fuzz_must_be_plain(const char *s, size_t len, bool lines)
{
    FUZZ_MUST(utf8_valid(s, len));
    for (size_t i = 0; i < len; i++)
        FUZZ_MUST(s[i] != '\0' &&
                  (term_control(s + i) == 0 || (lines && s[i] == '\n')));
}

/* Text as medel/doc.h has it; line breaks only stand in blocks. */
static void must_be_folded(const char *s)
{
    size_t n = s != NULL ? strlen(s) : 0;
    if (s == NULL)
        return;
    fuzz_must_be_plain(s, n, true);
    FUZZ_MUST(strstr(s, "  ") == NULL);
    FUZZ_MUST(strstr(s, "\xC2\xA0") == NULL);
    FUZZ_MUST(strstr(s, "\xC2\xAD") == NULL);
    FUZZ_MUST(strstr(s, "\xE2\x80\x8B") == NULL);
}

static void must_be_block(const struct block *b)
{
    FUZZ_MUST(b->text != NULL);
    FUZZ_MUST(b->kind != BLOCK_PAIR || b->label != NULL);
    FUZZ_MUST(b->kind != BLOCK_HEADING || (b->level >= 1 && b->level <= 6));
    FUZZ_MUST(b->main >= 0 && b->main <= 1);
    must_be_folded(b->text);
    must_be_folded(b->label);
    must_be_folded(b->struck);
    for (size_t i = 0; i < b->n_links; i++) {
        FUZZ_MUST(b->links[i].from <= b->links[i].to);
        FUZZ_MUST(b->links[i].to <= strlen(b->text));
    }
}

void fuzz_must_be_doc(const struct doc *d)
{
    size_t bytes = 0;
    FUZZ_MUST(d->n_blocks <= CAP_PAGE_BLOCKS);
    for (size_t i = 0; i < d->n_blocks; i++) {
        must_be_block(&d->blocks[i]);
        bytes += strlen(d->blocks[i].text);
    }
    FUZZ_MUST(bytes <= CAP_BLOCK_BYTES);
    must_be_folded(d->title);
    must_be_folded(d->h1);
    must_be_folded(d->og_title);
    must_be_folded(d->site_name);
    must_be_folded(d->description);
    must_be_folded(d->breadcrumbs);
    must_be_folded(d->byline);
    for (size_t i = 0; i < d->n_links; i++)
        must_be_folded(d->links[i].text);
    const char *text = doc_main_text(d);
    FUZZ_MUST(strlen(text) <= CAP_TEXT_BYTES);
    fuzz_must_be_plain(text, strlen(text), true);
}

static char *dump(const struct call *c)
{
    json_t *o = call_to_json(c, DATE_NONE);
    FUZZ_MUST(o != NULL);
    char *text = json_dumps(o, CALL_JSON_FLAGS);
    FUZZ_MUST(text != NULL);
    json_decref(o);
    return text;
}

void fuzz_must_be_record(const struct call *c)
{
    struct err e = ERR_INIT;
    struct call *again = NULL;
    char *first = dump(c), *second;
    json_t *o = json_loads(first, 0, NULL);
    FUZZ_MUST(o != NULL);
    enum status st = call_from_json(o, &again, &e);
    if (st != ST_OK)
        fprintf(stderr, "%s\n%s\n", e.text, first);
    FUZZ_MUST(st == ST_OK);
    second = dump(again);
    if (strcmp(first, second) != 0)
        fprintf(stderr, "%s\n%s\n", first, second);
    FUZZ_MUST(strcmp(first, second) == 0);
    json_decref(o);
    call_free(again);
    free(first);
    free(second);
}

/* All that a page says, with labels before their values. */
static void gather(const struct doc *d, struct buf *all)
{
    const char *const rest[] = {d->title,  d->h1,          d->og_title,
                                d->byline, d->description, d->breadcrumbs};
    for (size_t i = 0; i < d->n_blocks; i++) {
        const struct block *b = &d->blocks[i];
        if (b->label != NULL)
            buf_printf(all, "%s\n%s: ", b->label, b->label);
        buf_printf(all, "%s\n", b->text);
    }
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
        if (rest[i] != NULL)
            buf_printf(all, "%s\n", rest[i]);
}

/* A quotation is of the page: its words one after the other, or those of a
 * value behind the label it stands under. */
static bool stands_on(const struct doc *d, const char *all, const char *words)
{
    if (strstr(all, words) != NULL)
        return true;
    for (size_t i = 0; i < d->n_blocks; i++) {
        const char *label = d->blocks[i].label;
        size_t n = label != NULL ? strlen(label) : 0;
        if (n != 0 && strncmp(words, label, n) == 0 &&
            strncmp(words + n, ": ", 2) == 0 &&
            strstr(d->blocks[i].text, words + n + 2) != NULL)
            return true;
    }
    return false;
}

static void must_stand_on(const struct call *c, const struct doc *d,
                          const char *all)
{
    for (int f = 0; f < FIELD_COUNT; f++) {
        const struct call_evidence *ev = &c->evidence[f];
        if (ev->text == NULL)
            continue;
        FUZZ_MUST(ev->confidence >= 0 && ev->confidence <= 1);
        FUZZ_MUST(strlen(ev->text) <= CAP_EVIDENCE_CHARS);
        if (d != NULL && !stands_on(d, all, ev->text)) {
            fprintf(stderr, "%s: \"%s\"\n", call_field_name(f), ev->text);
            fuzz_broken(__FILE__, __LINE__, "evidence stands on the page");
        }
    }
}

static char *reading_dump(const struct page_reading *r)
{
    struct buf b;
    buf_init(&b, SIZE_MAX);
    FUZZ_MUST(reading_append_json(&b, r, CALL_JSON_FLAGS) == ST_OK);
    return buf_steal(&b);
}

void fuzz_must_be_reading(const struct page_reading *r, const struct doc *d)
{
    struct err e = ERR_INIT;
    struct arena *mem = arena_new();
    struct page_reading *again = NULL;
    struct buf all;
    buf_init(&all, SIZE_MAX);
    buf_puts(&all, "");
    if (d != NULL)
        gather(d, &all);
    FUZZ_MUST(r->n_calls >= 1 && r->n_calls <= CAP_CALLS_PER_PAGE);
    FUZZ_MUST(r->n_notes <= CAP_NOTES_PER_PAGE);
    FUZZ_MUST(r->score >= 0 && r->score <= 1);
    for (size_t i = 0; i < r->n_calls; i++) {
        must_stand_on(r->calls[i], d, all.data);
        fuzz_must_be_record(r->calls[i]);
    }
    char *first = reading_dump(r);
    json_t *o = json_loads(first, 0, NULL);
    FUZZ_MUST(o != NULL);
    enum status st = reading_from_json(mem, o, &again, &e);
    if (st != ST_OK)
        fprintf(stderr, "%s\n", e.text);
    FUZZ_MUST(st == ST_OK);
    char *second = reading_dump(again);
    FUZZ_MUST(strcmp(first, second) == 0);
    reading_free_calls(again);
    json_decref(o);
    free(first);
    free(second);
    buf_free(&all);
    arena_free(mem);
}
