/*
 * jobs.c - small fixed jobs of the crawler, for counting their instructions:
 *
 *     jobs links < PATHS     looks for the links of these pages
 *     jobs robots FILE       reads a robots.txt, and asks it a hundred times
 *
 * Each prints a number that depends on all its work.
 */
#include "../../crawler/links.h"
#include "../../crawler/robots.h"

#include "medel/caps.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define QUESTIONS 100

static char room[CAP_PAGE_BYTES];

static bool slurp(const char *path, size_t *len)
{
    FILE *f = fopen(path, "rb");
    if (f == NULL) {
        perror(path);
        return false;
    }
    *len = fread(room, 1, sizeof room, f);
    fclose(f);
    return true;
}

static int links(void)
{
    struct arena *mem = arena_new();
    char line[4096];
    size_t found = 0, len;
    bool ok = true;
    while (ok && fgets(line, sizeof line, stdin) != NULL) {
        struct page_links l;
        line[strcspn(line, "\n")] = '\0';
        ok = slurp(line, &len);
        if (!ok)
            break;
        links_scan(mem, room, len, "medel", &l);
        found += l.n;
        arena_reset(mem);
    }
    arena_free(mem);
    printf("%zu links\n", found);
    return ok ? 0 : 1;
}

static int robots(const char *path)
{
    size_t len, allowed = 0;
    if (!slurp(path, &len))
        return 1;
    struct robots *r = robots_parse(room, len, "medel");
    if (r == NULL)
        return 1;
    for (int i = 0; i < QUESTIONS; i++) {
        char url[80];
        snprintf(url, sizeof url, "https://example.org/%s/%d.html?a=%d",
                 i % 3 == 0 ? "sok" : "utlysningar", i, i % 7);
        allowed += robots_check(r, url).allowed;
    }
    robots_free(r);
    printf("%zu allowed\n", allowed);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "links") == 0)
        return links();
    if (argc == 3 && strcmp(argv[1], "robots") == 0)
        return robots(argv[2]);
    fprintf(stderr, "usage: jobs links < PATHS | jobs robots FILE\n");
    return 2;
}
