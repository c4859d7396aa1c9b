/* fuzz_mail.c - e-mails: from, to and subject, a line each, and the text. No
 * header of its own comes out of any of them, and the text is still itself. */
#include "fuzz.h"

#include "../../search/mime.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define LINE_MAX 78
#define ADDRESS_LINE_MAX 270

/* Lines of S that are headers; all of S is short lines of ASCII. */
static size_t headers(const char *s)
{
    size_t n = 0;
    bool body = false;
    while (*s != '\0') {
        size_t len = strcspn(s, "\n");
        body = body || len == 0;
        bool address = !body && memchr(s, '@', len) != NULL;
        FUZZ_MUST(len <= (address ? ADDRESS_LINE_MAX : LINE_MAX));
        FUZZ_MUST(s[len] == '\n');
        for (size_t i = 0; i < len; i++)
            FUZZ_MUST((s[i] >= ' ' && s[i] < 0x7F) || (body && s[i] == '\t'));
        if (!body && *s != ' ') {
            size_t name = strspn(s, "abcdefghijklmnopqrstuvwxyz-"
                                    "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
            FUZZ_MUST(name > 0 && s[name] == ':');
            n++;
        }
        s += len + 1;
    }
    return n;
}

static void try_message(const char *from, const char *to, const char *subject,
                        const char *text)
{
    struct err e = ERR_INIT;
    struct mime_message m = {.from = from,
                             .to = &to,
                             .n_to = 1,
                             .subject = subject,
                             .id = "a.1",
                             .language = "sv",
                             .date = 1795478400,
                             .text = text,
                             .html = "<p>x\n"};
    struct buf out, plain;
    buf_init(&out, 1u << 20);
    buf_init(&plain, 1u << 20);
    if (mime_write(&out, &m, &e) == ST_OK) {
        FUZZ_MUST(mime_check_address(from, &e) == ST_OK);
        FUZZ_MUST(mime_check_address(to, &e) == ST_OK);
        size_t n = headers(out.data);
        m.subject = m.text = "x";
        FUZZ_MUST(mime_write(&plain, &m, &e) == ST_OK);
        FUZZ_MUST(n == headers(plain.data));
    } else {
        FUZZ_MUST(e.status == ST_INVALID && out.len == 0);
    }
    buf_free(&out);
    buf_free(&plain);
}

static int hex(char c)
{
    return isdigit((unsigned char)c) ? c - '0' : c - 'A' + 10;
}

/* Undone, it is the text; a line end may have been added. */
static void try_quoted(const char *text)
{
    struct buf out;
    size_t n = 0, len = strlen(text);
    buf_init(&out, 1u << 20);
    FUZZ_MUST(mime_quoted(&out, text) == ST_OK);
    for (size_t i = 0; i < out.len; i++)
        FUZZ_MUST(strchr("\n\t", out.data[i]) != NULL ||
                  (out.data[i] >= ' ' && out.data[i] < 0x7F));
    for (size_t i = 0; i < out.len; i++) {
        char c = out.data[i];
        if (c == '=' && out.data[i + 1] == '\n') {
            i++;
            continue;
        }
        if (c == '=') {
            FUZZ_MUST(i + 2 < out.len);
            c = (char)(16 * hex(out.data[i + 1]) + hex(out.data[i + 2]));
            i += 2;
        }
        FUZZ_MUST(n < len ? c == text[n] : n == len && c == '\n');
        n++;
    }
    FUZZ_MUST(n >= len);
    buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *mem = arena_new();
    const char *from = fuzz_utf8(mem, fuzz_field(mem, &bytes, &len, '\n'));
    const char *to = fuzz_utf8(mem, fuzz_field(mem, &bytes, &len, '\n'));
    const char *subject = fuzz_utf8(mem, fuzz_field(mem, &bytes, &len, '\f'));
    char *raw = fuzz_copy(bytes, len, true);
    const char *text = fuzz_utf8(mem, raw);
    try_message(from, to, subject, text);
    try_message("a@b.se", "Å \"b\" <a.b@c.se>", subject, text);
    try_quoted(text);
    free(raw);
    arena_free(mem);
    return 0;
}
