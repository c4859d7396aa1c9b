/* generation.c - see generation.h. */
#include "generation.h"

#include "medel/i18n.h"
#include "medel/index_schema.h"
#include "medel/paths.h"
#include "medel/share.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The number of "g7", or 0: not one of our folders. */
static unsigned long number_of(const char *name)
{
    if (name[0] != 'g' || name[1] < '1' || name[1] > '9')
        return 0;
    char *end;
    errno = 0;
    unsigned long n = strtoul(name + 1, &end, 10);
    return errno == 0 && *end == '\0' && n < ULONG_MAX ? n : 0;
}

static const char *index_dir(struct arena *mem, const char *data_dir)
{
    return paths_join(mem, data_dir, "index");
}

const char *generation_stub(struct arena *mem, const char *data_dir)
{
    return paths_join(mem, index_dir(mem, data_dir), INDEX_STUB_NAME);
}

/* What a stub of ours names: a generation and its shards, 0 being none. */
struct named {
    unsigned long number;
    size_t shards;
};

static const char *stub_text(struct arena *mem, struct named of)
{
    if (of.shards == 0)
        return arena_printf(mem, "auto g%lu\n", of.number);
    const char *text = "";
    for (size_t i = 1; i <= of.shards; i++)
        text = arena_printf(mem, "%sauto g%lu/%zu\n", text, of.number, i);
    return text;
}

#define STUB_BYTES 8192

/* The text of the file PATH, as far as a stub can be long. */
static enum status read_text(struct arena *mem, const char *path,
                             const char **ret, struct err *e)
{
    FILE *f = fopen(path, "re");
    if (f == NULL)
        return err_sys(e, errno == ENOENT ? ST_NOT_FOUND : ST_IO, errno, "%s",
                       path);
    char *text = arena_alloc(mem, STUB_BYTES);
    size_t n = fread(text, 1, STUB_BYTES - 1, f);
    fclose(f);
    text[n] = '\0';
    *ret = text;
    return ST_OK;
}

static enum status read_stub(struct arena *mem, const char *dir,
                             struct named *ret, struct err *e)
{
    const char *path = paths_join(mem, dir, INDEX_STUB_NAME);
    const char *text = "";
    enum status st = read_text(mem, path, &text, e);
    if (st != ST_OK)
        return st;
    struct named found = {0, 0};
    size_t len = strcspn(text, "/\n");
    if (strncmp(text, "auto ", 5) == 0 && text[len] != '\0')
        found.number = number_of(arena_strndup(mem, text + 5, len - 5));
    if (found.number != 0 && text[len] == '/')
        for (const char *p = text; (p = strchr(p, '\n')) != NULL; p++)
            found.shards++;
    /* Just as it was written, or not at all. */
    if (found.number == 0 || found.shards > SHARES_MAX ||
        strcmp(text, stub_text(mem, found)) != 0)
        return err_set(e, ST_CORRUPT, _("%s: does not name a database"), path);
    *ret = found;
    return ST_OK;
}

static struct generation describe(struct arena *mem, const char *dir,
                                  struct named of)
{
    size_t n = of.shards != 0 ? of.shards : 1;
    const char *top = arena_printf(mem, "%s/g%lu", dir, of.number);
    const char **paths = arena_alloc(mem, n * sizeof *paths);
    for (size_t i = 0; i < n; i++)
        paths[i] =
            of.shards != 0 ? arena_printf(mem, "%s/%zu", top, i + 1) : top;
    return (struct generation){top, paths, n};
}

enum status generation_current(struct arena *mem, const char *data_dir,
                               struct generation *ret, struct err *e)
{
    const char *dir = index_dir(mem, data_dir);
    struct named now;
    enum status st = read_stub(mem, dir, &now, e);
    if (st == ST_OK)
        *ret = describe(mem, dir, now);
    return st;
}

/* A Xapian database is a folder of plain files, and for a while of one folder
 * of parts (build.h), which are databases; a generation is one, or a folder of
 * them. */
static void remove_folder(int at, const char *name, int depth)
{
    int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    DIR *d = fd >= 0 ? fdopendir(fd) : NULL;
    if (d == NULL) {
        if (fd >= 0)
            close(fd);
        return;
    }
    for (struct dirent *f; (f = readdir(d)) != NULL;)
        if (strcmp(f->d_name, ".") != 0 && strcmp(f->d_name, "..") != 0 &&
            unlinkat(fd, f->d_name, 0) != 0 && depth > 0)
            remove_folder(fd, f->d_name, depth - 1);
    closedir(d);
    unlinkat(at, name, AT_REMOVEDIR);
}

void generation_remove(const char *path)
{
    remove_folder(AT_FDCWD, path, 2);
}

struct range {
    unsigned long low, high;
};

/* Removes the generations outside KEEP; *before is the highest below CURRENT
 * that stays, or 0. */
static enum status sweep(struct arena *mem, const char *dir, struct range keep,
                         unsigned long current, unsigned long *before,
                         struct err *e)
{
    DIR *d = opendir(dir);
    if (d == NULL)
        return err_sys(e, ST_IO, errno, "%s", dir);
    *before = 0;
    for (struct dirent *f; (f = readdir(d)) != NULL;) {
        unsigned long n = number_of(f->d_name);
        if (n == 0)
            continue;
        if (n < keep.low || n > keep.high)
            generation_remove(paths_join(mem, dir, f->d_name));
        else if (n < current && n > *before)
            *before = n;
    }
    closedir(d);
    return ST_OK;
}

enum status generation_new(struct arena *mem, const char *data_dir, size_t n,
                           struct generation *ret, struct err *e)
{
    const char *dir = index_dir(mem, data_dir);
    enum status st = paths_make_dir(dir, e);
    if (st != ST_OK)
        return st;
    struct named current = {0, 0};
    unsigned long before = 0;
    struct err why = ERR_INIT;
    struct range keep = {0, ULONG_MAX};
    /* Without a readable stub no folder can be trusted to be unused: count
     * on from the highest. */
    if (read_stub(mem, dir, &current, &why) == ST_OK)
        keep.high = current.number;
    st = sweep(mem, dir, keep, ULONG_MAX, &before, e);
    if (st != ST_OK)
        return st;
    struct named fresh = {
        (before > current.number ? before : current.number) + 1, n > 1 ? n : 0};
    *ret = describe(mem, dir, fresh);
    return fresh.shards != 0 ? paths_make_dir(ret->dir, e) : ST_OK;
}

static enum status sync_fd(int fd, const char *path, struct err *e)
{
    int bad = fsync(fd) != 0 ? errno : 0;
    if (close(fd) != 0 && bad == 0)
        bad = errno;
    return bad == 0 ? ST_OK : err_sys(e, ST_IO, bad, "%s", path);
}

static enum status sync_dir(const char *path, struct err *e)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return err_sys(e, ST_IO, errno, "%s", path);
    return sync_fd(fd, path, e);
}

/* Writes TEXT as DIR/NAME, whole or not at all. */
static enum status write_file(struct arena *mem, const char *dir,
                              const char *name, const char *text, struct err *e)
{
    const char *path = paths_join(mem, dir, name);
    const char *fresh = arena_printf(mem, "%s.new", path);
    int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0)
        return err_sys(e, ST_IO, errno, "%s", fresh);
    ssize_t n = write(fd, text, strlen(text));
    if (n != (ssize_t)strlen(text)) {
        int why = n < 0 ? errno : ENOSPC;
        close(fd);
        return err_sys(e, ST_IO, why, "%s", fresh);
    }
    enum status st = sync_fd(fd, fresh, e);
    if (st == ST_OK && rename(fresh, path) != 0)
        st = err_sys(e, ST_IO, errno, "%s", path);
    return st == ST_OK ? sync_dir(dir, e) : st;
}

/* The number of "stub.3", or 0. */
static size_t shard_of(const char *name)
{
    size_t len = strlen(INDEX_STUB_NAME ".");
    if (strncmp(name, INDEX_STUB_NAME ".", len) != 0 || name[len] < '1' ||
        name[len] > '9')
        return 0;
    char *end;
    unsigned long n = strtoul(name + len, &end, 10);
    return *end == '\0' ? n : 0;
}

/* The shards' own stubs: those of NOW, and no others. */
static enum status write_shard_stubs(struct arena *mem, const char *dir,
                                     struct named now, struct err *e)
{
    enum status st = ST_OK;
    for (size_t i = 1; st == ST_OK && i <= now.shards; i++) {
        const char *name = arena_printf(mem, INDEX_STUB_NAME ".%zu", i);
        const char *text = arena_printf(mem, "auto g%lu/%zu\n", now.number, i);
        const char *there = "";
        struct err none = ERR_INIT;
        if (read_text(mem, paths_join(mem, dir, name), &there, &none) !=
                ST_OK ||
            strcmp(there, text) != 0)
            st = write_file(mem, dir, name, text, e);
    }
    DIR *d = opendir(dir);
    if (d == NULL)
        return st == ST_OK ? err_sys(e, ST_IO, errno, "%s", dir) : st;
    for (struct dirent *f; (f = readdir(d)) != NULL;)
        if (shard_of(f->d_name) > now.shards)
            unlinkat(dirfd(d), f->d_name, 0);
    closedir(d);
    return st;
}

enum status generation_mend(const char *data_dir, struct err *e)
{
    struct arena *mem = arena_new();
    const char *dir = index_dir(mem, data_dir);
    struct named now;
    enum status st = read_stub(mem, dir, &now, e);
    if (st == ST_OK)
        st = write_shard_stubs(mem, dir, now, e);
    arena_free(mem);
    return st;
}

static enum status sync_databases(const struct generation *g, struct err *e)
{
    enum status st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < g->n; i++)
        st = sync_dir(g->paths[i], e);
    return st == ST_OK && g->n > 1 ? sync_dir(g->dir, e) : st;
}

enum status generation_switch(const char *data_dir,
                              const struct generation *new_one, struct err *e)
{
    struct arena *mem = arena_new();
    const char *dir = index_dir(mem, data_dir);
    const char *slash = strrchr(new_one->dir, '/');
    struct named now = {number_of(slash != NULL ? slash + 1 : new_one->dir),
                        new_one->n > 1 ? new_one->n : 0};
    unsigned long before = 0;
    enum status st = ST_OK;
    if (now.number == 0)
        st = err_set(e, ST_BUG, "%s: not a generation", new_one->dir);
    if (st == ST_OK)
        st = sync_databases(new_one, e);
    if (st == ST_OK)
        st = write_file(mem, dir, INDEX_STUB_NAME, stub_text(mem, now), e);
    if (st == ST_OK)
        st = write_shard_stubs(mem, dir, now, e);
    struct range all = {0, ULONG_MAX};
    if (st == ST_OK)
        st = sweep(mem, dir, all, now.number, &before, e);
    struct range last_two = {before, now.number};
    if (st == ST_OK)
        st = sweep(mem, dir, last_two, now.number, &before, e);
    arena_free(mem);
    return st;
}
