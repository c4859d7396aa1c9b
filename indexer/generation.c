/* generation.c - see generation.h. */
#include "generation.h"

#include "medel/i18n.h"
#include "medel/index_schema.h"
#include "medel/paths.h"

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

/* The number that the stub names. */
static enum status read_stub(struct arena *mem, const char *dir,
                             unsigned long *ret, struct err *e)
{
    const char *path = paths_join(mem, dir, INDEX_STUB_NAME);
    FILE *f = fopen(path, "re");
    if (f == NULL)
        return err_sys(e, errno == ENOENT ? ST_NOT_FOUND : ST_IO, errno, "%s",
                       path);
    char line[64] = "";
    size_t n = fread(line, 1, sizeof line - 1, f);
    fclose(f);
    line[n] = '\0';
    char *end = strchr(line, '\n');
    if (end != NULL)
        *end = '\0';
    unsigned long number =
        strncmp(line, "auto ", 5) == 0 ? number_of(line + 5) : 0;
    if (number == 0)
        return err_set(e, ST_CORRUPT, _("%s: does not name a database"), path);
    *ret = number;
    return ST_OK;
}

enum status generation_current(struct arena *mem, const char *data_dir,
                               const char **ret, struct err *e)
{
    const char *dir = index_dir(mem, data_dir);
    unsigned long n;
    enum status st = read_stub(mem, dir, &n, e);
    if (st == ST_OK)
        *ret = arena_printf(mem, "%s/g%lu", dir, n);
    return st;
}

/* A Xapian database is a folder of plain files. */
static void remove_folder(int at, const char *name)
{
    int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *d = fd >= 0 ? fdopendir(fd) : NULL;
    if (d == NULL) {
        if (fd >= 0)
            close(fd);
        return;
    }
    for (struct dirent *f; (f = readdir(d)) != NULL;)
        if (strcmp(f->d_name, ".") != 0 && strcmp(f->d_name, "..") != 0)
            unlinkat(fd, f->d_name, 0);
    closedir(d);
    unlinkat(at, name, AT_REMOVEDIR);
}

static void remove_database(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        remove_folder(fd, "packed"); /* of a killed xap_pack() */
        close(fd);
    }
    remove_folder(AT_FDCWD, path);
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
            remove_database(paths_join(mem, dir, f->d_name));
        else if (n < current && n > *before)
            *before = n;
    }
    closedir(d);
    return ST_OK;
}

enum status generation_new(struct arena *mem, const char *data_dir,
                           const char **ret, struct err *e)
{
    const char *dir = index_dir(mem, data_dir);
    enum status st = paths_make_dir(dir, e);
    if (st != ST_OK)
        return st;
    unsigned long current = 0, before = 0;
    struct err why = ERR_INIT;
    struct range keep = {0, ULONG_MAX};
    /* Without a readable stub no folder can be trusted to be unused: count
     * on from the highest. */
    if (read_stub(mem, dir, &current, &why) == ST_OK)
        keep.high = current;
    st = sweep(mem, dir, keep, ULONG_MAX, &before, e);
    if (st == ST_OK)
        *ret = arena_printf(mem, "%s/g%lu", dir,
                            (before > current ? before : current) + 1);
    return st;
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

static enum status write_stub(struct arena *mem, const char *dir,
                              unsigned long number, struct err *e)
{
    const char *fresh = paths_join(mem, dir, INDEX_STUB_NAME ".new");
    const char *path = paths_join(mem, dir, INDEX_STUB_NAME);
    int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0)
        return err_sys(e, ST_IO, errno, "%s", fresh);
    const char *line = arena_printf(mem, "auto g%lu\n", number);
    ssize_t n = write(fd, line, strlen(line));
    if (n != (ssize_t)strlen(line)) {
        int why = n < 0 ? errno : ENOSPC;
        close(fd);
        return err_sys(e, ST_IO, why, "%s", fresh);
    }
    enum status st = sync_fd(fd, fresh, e);
    if (st == ST_OK && rename(fresh, path) != 0)
        st = err_sys(e, ST_IO, errno, "%s", path);
    return st == ST_OK ? sync_dir(dir, e) : st;
}

enum status generation_switch(const char *data_dir, const char *new_path,
                              struct err *e)
{
    struct arena *mem = arena_new();
    const char *dir = index_dir(mem, data_dir);
    const char *slash = strrchr(new_path, '/');
    unsigned long number = number_of(slash != NULL ? slash + 1 : new_path);
    unsigned long before = 0;
    enum status st = ST_OK;
    if (number == 0)
        st = err_set(e, ST_BUG, "%s: not a generation", new_path);
    if (st == ST_OK)
        st = sync_dir(new_path, e);
    if (st == ST_OK)
        st = write_stub(mem, dir, number, e);
    struct range all = {0, ULONG_MAX};
    if (st == ST_OK)
        st = sweep(mem, dir, all, number, &before, e);
    struct range last_two = {before, number};
    if (st == ST_OK)
        st = sweep(mem, dir, last_two, number, &before, e);
    arena_free(mem);
    return st;
}
