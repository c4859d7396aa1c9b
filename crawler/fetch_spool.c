/* fetch_spool.c - bodies that are too large for memory; see fetch_int.h. */
#include "fetch_int.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* A file that nobody else can open, and that is gone when we are. */
static int open_spool(const char *dir)
{
    char path[4096];
    dir = dir != NULL ? dir : "/tmp";
    int fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0)
        return fd;
    int n = snprintf(path, sizeof path, "%s/spool.XXXXXX", dir);
    if (n < 0 || (size_t)n >= sizeof path)
        return -1;
    fd = mkostemp(path, O_CLOEXEC);
    if (fd >= 0)
        unlink(path);
    return fd;
}

bool fetch_spool(struct transfer *t, const void *bytes, size_t n)
{
    const char *p = bytes;
    if (t->spool < 0)
        t->spool = open_spool(t->f->o.spool_dir);
    while (t->spool >= 0 && n != 0) {
        ssize_t done = write(t->spool, p, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0) {
            snprintf(t->error, sizeof t->error, "%s", strerror(errno));
            return false;
        }
        p += done;
        n -= (size_t)done;
        t->spooled += (uint64_t)done;
    }
    return t->spool >= 0;
}

void fetch_map_spool(struct transfer *t, struct fetch_result *r)
{
    r->body = "";
    r->body_len = 0;
    if (t->spool < 0 || t->spooled == 0)
        return;
    void *map = mmap(NULL, t->spooled, PROT_READ, MAP_PRIVATE, t->spool, 0);
    if (map == MAP_FAILED) {
        r->fate = FETCH_TOO_LONG;
        return;
    }
    t->map = map;
    r->body = map;
    r->body_len = t->spooled;
    r->spooled = true;
}

void fetch_end_spool(struct transfer *t)
{
    if (t->map != NULL)
        munmap(t->map, t->spooled);
    if (t->spool >= 0)
        close(t->spool);
    t->map = NULL;
    t->spool = -1;
    t->spooled = 0;
}
