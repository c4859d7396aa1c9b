/* fuzz_robots.c - robots.txt: a line with the path that is asked for, then the
 * file. Patterns are also matched by the plainest of matchers. */
#include "fuzz.h"

#include "../../crawler/robots.h"

#include "medel/caps.h"

#include <stdlib.h>
#include <string.h>

#define WILD_MAX 12 /* the plain matcher's time is exponential in stars */

/* RFC 9309, section 2.2.3, by the book. */
static bool matches(const char *p, size_t n, const char *s, size_t m)
{
    if (n == 0)
        return true;
    if (n == 1 && *p == '$')
        return m == 0;
    if (*p == '*')
        return matches(p + 1, n - 1, s, m) ||
               (m != 0 && matches(p, n, s + 1, m - 1));
    return m != 0 && *p == *s && matches(p + 1, n - 1, s + 1, m - 1);
}

static void try_pattern(const char *pattern, const char *path)
{
    struct buf b;
    size_t stars = 0;
    buf_init(&b, CAP_ROBOTS_BYTES * 3);
    FUZZ_MUST(robots_pattern_escape(&b, pattern, strlen(pattern)) == ST_OK);
    for (size_t i = 0; i < b.len; i++) {
        FUZZ_MUST((unsigned char)b.data[i] < 0x80);
        stars += b.data[i] == '*';
    }
    if (stars <= 3 && b.len <= WILD_MAX * 4 && strlen(path) <= WILD_MAX * 4)
        FUZZ_MUST(robots_pattern_match(b.data, b.len, path, strlen(path)) ==
                  matches(b.data, b.len, path, strlen(path)));
    buf_free(&b);
}

static void must_agree(const char *file, size_t len, const char *url,
                       const struct robots *r)
{
    struct robots_verdict v = robots_check(r, url), w;
    const char *line;
    size_t n;
    const char *const *maps;
    FUZZ_MUST(v.line >= 0);
    FUZZ_MUST(v.line > 0 || v.allowed);
    if (v.line > 0)
        FUZZ_MUST(robots_line(file, len, v.line, &line, &n) && line >= file &&
                  line + n <= file + len);
    double delay = robots_crawl_delay(r);
    FUZZ_MUST(delay >= 0 || delay == -1);
    size_t n_maps = robots_sitemaps(r, &maps), bytes = 0;
    for (size_t i = 0; i < n_maps; i++)
        bytes += strlen(maps[i]);
    FUZZ_MUST(bytes <= len);
    FUZZ_MUST(robots_size(r) < 4096 + 64 * len);
    /* The last line need not end. */
    char *longer = malloc(len + 1);
    if (len != 0)
        memcpy(longer, file, len);
    longer[len] = '\n';
    struct robots *again = robots_parse(longer, len + 1, "medel");
    w = robots_check(again, url);
    FUZZ_MUST(v.allowed == w.allowed && v.line == w.line);
    robots_free(again);
    free(longer);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *mem = arena_new();
    const char *path = fuzz_field(mem, &bytes, &len, '\n');
    const char *url = arena_printf(mem, "https://example.org/%s", path);
    char *file = fuzz_copy(bytes, len, false);
    struct robots *r = robots_parse(file, len, "medel");
    FUZZ_MUST(r != NULL);
    must_agree(file, len, url, r);
    robots_free(r);
    r = robots_parse(file, len, "other-bot");
    (void)robots_check(r, path);
    robots_free(r);
    free(file);
    try_pattern(fuzz_field(mem, &bytes, &len, '\n'), path);
    arena_free(mem);
    return 0;
}
