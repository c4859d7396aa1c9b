/* room.c - see room.h. */
#include "room.h"

#include "medel/arena.h"
#include "medel/i18n.h"
#include "medel/paths.h"

#include <errno.h>
#include <ftw.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#define MB ((int64_t)1 << 20)
#define OPEN_FOLDERS 16

static int64_t counted; /* nftw() hands nothing through */

static int count_one(const char *path, const struct stat *st, int type,
                     struct FTW *at)
{
    (void)path;
    (void)at;
    if (type == FTW_F)
        counted += (int64_t)st->st_blocks * 512;
    return 0;
}

/* A file that goes away meanwhile counts as none. */
static int64_t index_bytes(const char *data)
{
    struct arena *mem = arena_new();
    counted = 0;
    (void)nftw(paths_join(mem, data, "index"), count_one, OPEN_FOLDERS,
               FTW_PHYS);
    arena_free(mem);
    return counted;
}

enum status room_measure(const char *data, int least_mb, struct room *ret,
                         struct err *e)
{
    struct statvfs v;
    if (statvfs(data, &v) != 0)
        return err_sys(e, ST_IO, errno, "%s", data);
    ret->free_bytes = (int64_t)v.f_bavail * (int64_t)v.f_frsize;
    ret->needed_bytes = least_mb > 0 ? least_mb * MB + index_bytes(data) : 0;
    return ST_OK;
}

enum status room_check(const char *data, const struct room *r, struct err *e)
{
    if (r->free_bytes >= r->needed_bytes)
        return ST_OK;
    return err_set(e, ST_IO,
                   _("%s: %lld MB are free on this disk, and an update asks "
                     "for %lld MB; make room, or ask for less with --room"),
                   data, (long long)(r->free_bytes / MB),
                   (long long)((r->needed_bytes + MB - 1) / MB));
}
