/* fuzz_url.c - addresses as pages write them: the first line is the base. */
#include "fuzz.h"

#include "../../search/plain.h"

#include "medel/caps.h"
#include "medel/url.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static void must_be_normal(struct arena *mem, const char *url)
{
    struct err e = ERR_INIT;
    struct url_parts parts;
    const char *again = NULL;
    FUZZ_MUST(strlen(url) <= CAP_URL_BYTES);
    FUZZ_MUST(strncmp(url, "http://", 7) == 0 ||
              strncmp(url, "https://", 8) == 0);
    for (const char *p = url; *p != '\0'; p++)
        FUZZ_MUST(*p > ' ' && *p < 0x7F && *p != '#');
    FUZZ_MUST(url_normalise(mem, NULL, url, &again, &e) == ST_OK);
    FUZZ_MUST(strcmp(url, again) == 0);
    FUZZ_MUST(url_normalise(mem, "https://other.example/x?y", url, &again,
                            &e) == ST_OK);
    FUZZ_MUST(strcmp(url, again) == 0);
    FUZZ_MUST(url_split(mem, url, &parts, &e) == ST_OK);
    FUZZ_MUST(parts.path[0] == '/');
    FUZZ_MUST(parts.port > 0 && parts.port < 65536);
    FUZZ_MUST(parts.host[0] != '\0');
    for (const char *p = parts.host; *p != '\0'; p++)
        FUZZ_MUST(!isupper((unsigned char)*p));
    FUZZ_MUST(url_same_site(parts.host, parts.host));
    const char *plain = plain_url(mem, url);
    FUZZ_MUST(plain != NULL);
    FUZZ_MUST(strpbrk(plain, "<>\"{}|\\^` ") == NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *mem = arena_new();
    struct err e = ERR_INIT;
    const char *base_text = fuzz_field(mem, &bytes, &len, '\n');
    char *ref = fuzz_copy(bytes, len, true);
    const char *base = NULL, *url = NULL;
    struct url_parts parts;
    if (url_normalise(mem, NULL, base_text, &base, &e) == ST_OK)
        must_be_normal(mem, base);
    else
        FUZZ_MUST(e.status != ST_OK && base == NULL);
    err_clear(&e);
    if (url_normalise(mem, base, ref, &url, &e) == ST_OK)
        must_be_normal(mem, url);
    /* Any text may be asked for its parts. */
    enum status ignored = url_split(mem, ref, &parts, NULL);
    (void)ignored;
    free(ref);
    arena_free(mem);
    return 0;
}
