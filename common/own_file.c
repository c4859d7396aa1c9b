/* own_file.c - see medel/own_file.h. */
#include "medel/own_file.h"

#include "medel/i18n.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH_BYTES 4096

static bool write_all(int fd, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t n = write(fd, bytes, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        bytes += n;
        len -= (size_t)n;
    }
    return fsync(fd) == 0;
}

/* The mode that any new file gets; mkstemp() makes stricter ones. */
static mode_t usual_mode(void)
{
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

/* Gives the file at TEMPORARY its name. */
static enum status settle(const char *temporary, const char *path,
                          bool overwrite, struct err *e)
{
    int failed = overwrite ? rename(temporary, path) : link(temporary, path);
    int sys = errno;
    if (failed || !overwrite)
        unlink(temporary);
    if (!failed)
        return ST_OK;
    if (sys == EEXIST)
        return err_set(e, ST_REFUSED, _("%s is there already"), path);
    return err_sys(e, ST_IO, sys, _("cannot write %s"), path);
}

enum status own_file_write(const char *path, const char *bytes, size_t len,
                           bool overwrite, struct err *e)
{
    char temporary[PATH_BYTES];
    int n = snprintf(temporary, sizeof temporary, "%s.XXXXXX", path);
    if (n < 0 || (size_t)n >= sizeof temporary)
        return err_set(e, ST_INVALID, _("the file's name is too long"));
    int fd = mkstemp(temporary);
    if (fd < 0)
        return err_sys(e, ST_IO, errno, _("cannot write %s"), path);
    bool well = write_all(fd, bytes, len) && fchmod(fd, usual_mode()) == 0;
    int sys = errno;
    well = close(fd) == 0 && well;
    if (well)
        return settle(temporary, path, overwrite, e);
    unlink(temporary);
    return err_sys(e, ST_IO, sys, _("cannot write %s"), path);
}

enum status own_file_check(const char *path, struct err *e)
{
    char folder[PATH_BYTES];
    struct stat sb;
    const char *slash = strrchr(path, '/');
    size_t n = slash == NULL ? 0 : slash == path ? 1 : (size_t)(slash - path);
    if (n >= sizeof folder)
        return err_set(e, ST_INVALID, _("the file's name is too long"));
    memcpy(folder, n != 0 ? path : ".", n != 0 ? n : 1);
    folder[n != 0 ? n : 1] = '\0';
    if (*path == '\0')
        return err_set(e, ST_INVALID, _("the file's name is empty"));
    if (stat(path, &sb) == 0 && S_ISDIR(sb.st_mode))
        return err_sys(e, ST_IO, EISDIR, _("cannot write %s"), path);
    if (access(folder, W_OK | X_OK) != 0)
        return err_sys(e, ST_IO, errno, _("cannot write %s"), path);
    return ST_OK;
}
