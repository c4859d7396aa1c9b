/* html_assets.c - see html_assets.h. */
#include "html_assets.h"

#include "medel/hash.h"

#include <string.h>

/* The assembler finds the files from the top of the tree, where make runs. */
#define EMBED(symbol, file)                                                    \
    __asm__(".pushsection .rodata\n"                                           \
            ".globl " #symbol "\n" #symbol ":\n"                               \
            ".incbin \"" file "\"\n"                                           \
            ".byte 0\n"                                                        \
            ".popsection\n")

EMBED(html_style, "search/report/report.css");
EMBED(html_script, "search/report/report.js");

char *html_hash(const char *s, char out[static HTML_HASH_SIZE])
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "abcdefghijklmnopqrstuvwxyz0123456789+/";
    /* A byte of zeroes makes 32 into eleven groups of three. */
    unsigned char h[SHA256_BYTES + 1] = {0};
    struct sha256 digest;
    char *o = out;
    sha256_init(&digest);
    sha256_add(&digest, s, strlen(s));
    sha256_end(&digest, h);
    for (size_t i = 0; i < sizeof h; i += 3) {
        unsigned v = (unsigned)h[i] << 16 | (unsigned)h[i + 1] << 8 | h[i + 2];
        for (int shift = 18; shift >= 0; shift -= 6)
            *o++ = letters[v >> shift & 63];
    }
    o[-1] = '=';
    *o = '\0';
    return out;
}
