/* fuzz_escape.c - text from anywhere made fit for a terminal, a cell, Markdown,
 * HTML, one line of a file, an address. */
#include "fuzz.h"

#include "../../search/csv.h"
#include "../../search/markup.h"
#include "../../search/plain.h"

#include "medel/markdown.h"
#include "medel/term.h"
#include "medel/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define ROOM ((size_t)16 << 20)

static void try_terminal(struct buf *b, const char *s, int width)
{
    for (int keep = 0; keep < 2; keep++) {
        buf_reset(b);
        FUZZ_MUST(term_safe(b, s, keep != 0) == ST_OK);
        for (size_t i = 0; i < b->len; i++)
            FUZZ_MUST(term_control(b->data + i) == 0 ||
                      (keep != 0 && strchr("\n\t", b->data[i]) != NULL));
        FUZZ_MUST(utf8_valid(b->data, b->len));
    }
    buf_reset(b);
    FUZZ_MUST(term_fit(b, s, width, true) == ST_OK);
    fuzz_must_be_plain(b->data, b->len, false);
    FUZZ_MUST(term_text_width(b->data) == width);
    buf_reset(b);
    FUZZ_MUST(term_wrap(b, s, width, width / 3) == ST_OK);
    fuzz_must_be_plain(b->data, b->len, true);
    FUZZ_MUST(term_text_width(s) >= 0);
}

static void try_markup(struct buf *b, const char *s)
{
    struct markup m = {.out = b, .st = ST_OK};
    buf_reset(b);
    markup_text(&m, s);
    FUZZ_MUST(m.st == ST_OK);
    fuzz_must_be_plain(b->data, b->len, false);
    FUZZ_MUST(strpbrk(b->data, "<>\"'") == NULL);
    buf_reset(b);
    FUZZ_MUST(markdown_text(b, s) == ST_OK);
    fuzz_must_be_plain(b->data, b->len, true);
    for (size_t i = 0; i < b->len; i++)
        FUZZ_MUST(strchr("<[`", b->data[i]) == NULL ||
                  (i > 0 && b->data[i - 1] == '\\'));
}

/* A cell is one cell, in which no spreadsheet sees a formula. */
static void try_cell(struct buf *b, const char *s, const struct csv_dialect *d)
{
    buf_reset(b);
    FUZZ_MUST(csv_cell(b, d, s) == ST_OK);
    fuzz_must_be_plain(b->data, b->len, false);
    const char *p = b->data, *end = b->data + b->len;
    if (b->len != 0 && *p == '"') {
        FUZZ_MUST(b->len >= 2 && end[-1] == '"');
        for (p++, end--; p < end; p++)
            if (*p == '"')
                FUZZ_MUST(++p < end && *p == '"');
        p = b->data + 1;
    } else {
        FUZZ_MUST(strchr(p, '"') == NULL && strchr(p, d->separator) == NULL);
    }
    p += strspn(p, " \"'");
    FUZZ_MUST(strchr("=+-@", *p) == NULL || *p == '\0' ||
              memchr(b->data, '\'', (size_t)(p - b->data)) != NULL);
}

static void try_plain(struct arena *mem, const char *s, size_t most)
{
    const char *line = plain_text(mem, s);
    fuzz_must_be_plain(line, strlen(line), false);
    FUZZ_MUST(strcmp(plain_text(mem, line), line) == 0);
    FUZZ_MUST(strstr(line, "  ") == NULL && *line != ' ');
    const char *cut = plain_clip(mem, s, most);
    fuzz_must_be_plain(cut, strlen(cut), false);
    FUZZ_MUST(strlen(cut) <= most + strlen("…"));
    const char *url = plain_url(mem, s);
    if (url != NULL) {
        FUZZ_MUST(strncasecmp(url, "http", 4) == 0);
        for (const char *p = url; *p != '\0'; p++)
            FUZZ_MUST(*p > ' ' && *p < 0x7F &&
                      strchr("<>\"\\^`{|}", *p) == NULL);
    }
    FUZZ_MUST(utf8_clip(s, strlen(s), most) <= most);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *mem = arena_new();
    int width = 2 + fuzz_take(&bytes, &len);
    char *s = fuzz_copy(bytes, len, true);
    struct buf b;
    buf_init(&b, ROOM);
    try_terminal(&b, s, width);
    try_markup(&b, s);
    const struct csv_dialect excel = csv_excel();
    /* Cells are given what comes out of records: UTF-8. */
    try_cell(&b, fuzz_utf8(mem, s), &csv_rfc4180);
    try_cell(&b, fuzz_utf8(mem, s), &excel);
    try_plain(mem, s, (size_t)width);
    buf_free(&b);
    free(s);
    arena_free(mem);
    return 0;
}
