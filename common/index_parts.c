/* index_parts.c - see medel/index_parts.h. */
#include "medel/index_parts.h"

#include "medel/i18n.h"
#include "medel/index_schema.h"
#include "medel/paths.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEPTH_MAX 8
#define STUB_BYTES (64u << 10)
#define FIRST_BYTES (1u << 10)

struct gathering {
    struct arena *mem;
    struct index_part *items;
    size_t n;
    int depth; /* stub files within stub files */
};

static enum status add(struct gathering *g, struct index_part part,
                       struct err *e)
{
    if (g->n == INDEX_PARTS_MAX)
        return err_set(e, ST_LIMIT, _("%s: an index of more than %d databases"),
                       part.name, INDEX_PARTS_MAX);
    g->items[g->n++] = part;
    return ST_OK;
}

/* WHERE is HOST:PORT. */
static enum status add_remote(struct gathering *g, const char *where,
                              struct err *e)
{
    const char *colon = strrchr(where, ':');
    size_t n = colon != NULL ? (size_t)(colon - where) : 0;
    char *rest = NULL;
    unsigned long port = 0;
    if (n > 0 && colon[1] >= '0' && colon[1] <= '9')
        port = strtoul(colon + 1, &rest, 10);
    if (n == 0 || port == 0 || port > 65535 || *rest != '\0')
        return err_set(e, ST_INVALID,
                       _("tcp:%.200s: not an address of the form "
                         "tcp:HOST:PORT"),
                       where);
    const char *host = n > 2 && where[0] == '[' && where[n - 1] == ']'
                           ? arena_strndup(g->mem, where + 1, n - 2)
                           : arena_strndup(g->mem, where, n);
    struct index_part part = {.name = arena_printf(g->mem, "tcp:%s", where),
                              .host = host,
                              .port = (unsigned)port};
    return add(g, part, e);
}

static enum status add_named(struct gathering *g, const char *where,
                             struct err *e);

/* --- stub files ------------------------------------------------------------
 */

/* PATH as it is named in the stub file FILE. */
static const char *beside(struct arena *mem, const char *file, const char *path)
{
    const char *slash = strrchr(file, '/');
    if (path[0] == '/' || slash == NULL)
        return path;
    return arena_printf(mem, "%.*s/%s", (int)(slash - file), file, path);
}

static bool begins(const char *line, const char *word)
{
    return strncmp(line, word, strlen(word)) == 0;
}

static enum status add_line(struct gathering *g, const char *file,
                            size_t number, const char *line, struct err *e)
{
    if (line[0] == '\0' || line[0] == '#')
        return ST_OK;
    if (begins(line, "remote :"))
        return err_set(e, ST_CORRUPT,
                       _("%s, line %zu: medel runs no programs that a stub "
                         "file names; 'remote HOST:PORT' is possible"),
                       file, number);
    if (begins(line, "remote "))
        return add_remote(g, line + strlen("remote "), e);
    const char *path = begins(line, "auto ")    ? line + strlen("auto ")
                       : begins(line, "glass ") ? line + strlen("glass ")
                                                : "";
    if (path[0] == '\0')
        return err_set(e, ST_CORRUPT,
                       _("%s, line %zu: 'auto PATH' or 'remote HOST:PORT' is "
                         "needed"),
                       file, number);
    return add_named(g, beside(g->mem, file, path), e);
}

/* Piece by piece, for most have one line and the memory of a large one would
 * have to be made zero. */
static char *read_text(struct arena *mem, FILE *f, size_t *len)
{
    size_t cap = FIRST_BYTES;
    char *text = arena_alloc(mem, cap + 1);
    size_t n = fread(text, 1, cap, f);
    while (n == cap && n < STUB_BYTES) {
        char *more = arena_alloc(mem, 2 * cap + 1);
        memcpy(more, text, n);
        text = more;
        n += fread(text + n, 1, cap, f);
        cap *= 2;
    }
    text[n] = '\0';
    *len = n;
    return text;
}

static enum status read_stub(struct arena *mem, const char *file, char **ret,
                             struct err *e)
{
    FILE *f = fopen(file, "re");
    size_t n;
    if (f == NULL)
        return err_sys(e, errno == ENOENT ? ST_NOT_FOUND : ST_IO, errno, "%s",
                       file);
    char *text = read_text(mem, f, &n);
    int bad = ferror(f) ? errno : 0;
    fclose(f);
    if (bad != 0)
        return err_sys(e, ST_IO, bad, "%s", file);
    if (n == STUB_BYTES || strlen(text) != n)
        return err_set(e, ST_CORRUPT, _("%s: not a stub file of Xapian's"),
                       file);
    *ret = text;
    return ST_OK;
}

static enum status add_stub(struct gathering *g, const char *file,
                            struct err *e)
{
    char *text = NULL;
    size_t before = g->n, number = 0;
    if (g->depth == DEPTH_MAX)
        return err_set(e, ST_CORRUPT,
                       _("%s: stub files name each other in a ring"), file);
    enum status st = read_stub(g->mem, file, &text, e);
    g->depth++;
    for (char *line = text; st == ST_OK && line != NULL && *line != '\0';) {
        char *end = strchr(line, '\n');
        if (end != NULL)
            *end++ = '\0';
        size_t len = strlen(line);
        while (len > 0 && strchr(" \t\r", line[len - 1]) != NULL)
            line[--len] = '\0';
        st = add_line(g, file, ++number, line, e);
        line = end;
    }
    g->depth--;
    if (st == ST_OK && g->n == before)
        st = err_set(e, ST_CORRUPT, _("%s: names no database"), file);
    return st;
}

/* --- all ways --------------------------------------------------------------
 */

static enum status add_named(struct gathering *g, const char *where,
                             struct err *e)
{
    if (begins(where, "tcp:"))
        return add_remote(g, where + 4, e);
    struct stat sb;
    if (stat(where, &sb) == 0 && S_ISREG(sb.st_mode))
        return add_stub(g, where, e);
    const char *stub = paths_join(g->mem, where, INDEX_STUB_NAME);
    if (stat(stub, &sb) == 0 && S_ISREG(sb.st_mode))
        return add_stub(g, stub, e);
    return add(g, (struct index_part){.name = where, .path = where}, e);
}

/* A list as a whole is a path where there is a file of that name. */
static enum status add_list(struct gathering *g, const char *where,
                            struct err *e)
{
    const char *comma = strchr(where, ',');
    if (comma == NULL || access(where, F_OK) == 0)
        return add_named(g, where, e);
    enum status st = ST_OK;
    for (const char *s = where; st == ST_OK && s != NULL;
         s = comma != NULL ? comma + 1 : NULL) {
        comma = strchr(s, ',');
        size_t n = comma != NULL ? (size_t)(comma - s) : strlen(s);
        if (n == 0)
            return err_set(e, ST_INVALID,
                           _("%.200s: a list of indexes with an empty place"),
                           where);
        st = add_named(g, arena_strndup(g->mem, s, n), e);
    }
    return st;
}

enum status index_parts(struct arena *mem, const char *where,
                        struct index_part **ret, size_t *n, struct err *e)
{
    struct gathering g = {
        .mem = mem,
        .items = arena_alloc(mem, INDEX_PARTS_MAX * sizeof *g.items)};
    enum status st = add_list(&g, where, e);
    if (st == ST_OK) {
        *ret = g.items;
        *n = g.n;
    }
    return st;
}
