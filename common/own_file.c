/* own_file.c - see medel/own_file.h. */
#include "medel/own_file.h"

#include "medel/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
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
    return true;
}

/* A pipe cannot be synced, and need not be. */
static bool synced(int fd)
{
    return fsync(fd) == 0 || errno == EINVAL || errno == EROFS;
}

/* The mode that any new file gets; mkstemp() makes stricter ones. */
static mode_t usual_mode(void)
{
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

/* The folder that PATH is in; false where its name is too long. */
static bool folder_of(const char *path, char ret[static PATH_BYTES])
{
    const char *slash = strrchr(path, '/');
    size_t n = slash == NULL ? 0 : slash == path ? 1 : (size_t)(slash - path);
    if (n >= PATH_BYTES)
        return false;
    memcpy(ret, n != 0 ? path : ".", n != 0 ? n : 1);
    ret[n != 0 ? n : 1] = '\0';
    return true;
}

/* The file at PATH has its name for good. The file itself is safe by now, and
 * some file systems sync no folders: that this fails is no failure. */
static void sync_name(const char *path)
{
    char folder[PATH_BYTES];
    int fd = folder_of(path, folder)
                 ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
                 : -1;
    if (fd < 0)
        return;
    (void)fsync(fd);
    close(fd);
}

/* Gives the file at TEMPORARY its name. */
static enum status settle(const char *temporary, const char *path,
                          bool overwrite, struct err *e)
{
    int failed = overwrite ? rename(temporary, path) : link(temporary, path);
    int sys = errno;
    if (failed || !overwrite)
        unlink(temporary);
    if (!failed) {
        sync_name(path);
        return ST_OK;
    }
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
    bool well = write_all(fd, bytes, len) && fsync(fd) == 0 &&
                fchmod(fd, usual_mode()) == 0;
    int sys = errno;
    well = close(fd) == 0 && well;
    if (well)
        return settle(temporary, path, overwrite, e);
    unlink(temporary);
    return err_sys(e, ST_IO, sys, _("cannot write %s"), path);
}

/* --- bit by bit ---------------------------------------------------------- */

struct own_file {
    int fd;
    mode_t mode;
    bool itself;                /* no ordinary file: written to as it is */
    char path[PATH_BYTES];      /* the name in the end */
    char temporary[PATH_BYTES]; /* the name until then; "": none */
};

/* What PATH is now: its mode, its name behind links; and whether it is no
 * ordinary file. False where nothing is there. */
static bool look_at(struct own_file *f, const char *path)
{
    struct stat sb;
    char real[PATH_BYTES];
    if (stat(path, &sb) != 0)
        return false;
    f->itself = !S_ISREG(sb.st_mode);
    f->mode = sb.st_mode & 07777;
    if (realpath(path, real) != NULL)
        memcpy(f->path, real, strlen(real) + 1);
    return true;
}

/* A file without a name, so that nothing is left of it however we end; -1
 * where the file system has none, or /proc to name it by is not there. */
static int open_nameless(const char *path)
{
    char folder[PATH_BYTES];
    if (!folder_of(path, folder) || access("/proc/self/fd", X_OK) != 0)
        return -1;
    return open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
}

/* Gives it one beside the name that it is to have. */
static bool name_it(struct own_file *f)
{
    char self[40];
    unsigned tail;
    snprintf(self, sizeof self, "/proc/self/fd/%d", f->fd);
    for (int i = 0; i < 100; i++) {
        if (getrandom(&tail, sizeof tail, 0) != (ssize_t)sizeof tail)
            return false;
        int n = snprintf(f->temporary, sizeof f->temporary, "%s.%08x", f->path,
                         tail);
        bool fits = n > 0 && (size_t)n < sizeof f->temporary;
        if (fits && linkat(AT_FDCWD, self, AT_FDCWD, f->temporary,
                           AT_SYMLINK_FOLLOW) == 0)
            return true;
        f->temporary[0] = '\0';
        if (!fits)
            errno = ENAMETOOLONG;
        if (errno != EEXIST)
            return false;
    }
    return false;
}

static int open_it(struct own_file *f)
{
    if (f->itself)
        return open(f->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    int nameless = open_nameless(f->path);
    if (nameless >= 0)
        return nameless;
    int n = snprintf(f->temporary, sizeof f->temporary, "%s.XXXXXX", f->path);
    if (n < 0 || (size_t)n >= sizeof f->temporary) {
        f->temporary[0] = '\0';
        errno = ENAMETOOLONG;
        return -1;
    }
    int fd = mkostemp(f->temporary, O_CLOEXEC);
    if (fd < 0)
        f->temporary[0] = '\0';
    return fd;
}

enum status own_file_begin(const char *path, struct own_file **ret,
                           struct err *e)
{
    if (*path == '\0')
        return err_set(e, ST_INVALID, _("the file's name is empty"));
    if (strlen(path) >= PATH_BYTES)
        return err_set(e, ST_INVALID, _("the file's name is too long"));
    struct own_file *f = calloc(1, sizeof *f);
    if (f == NULL)
        return err_set(e, ST_NOMEM, _("out of memory"));
    memcpy(f->path, path, strlen(path) + 1);
    if (!look_at(f, path))
        f->mode = usual_mode();
    f->fd = open_it(f);
    if (f->fd < 0) {
        int sys = errno;
        free(f);
        return err_sys(e, ST_IO, sys, _("cannot write %s"), path);
    }
    *ret = f;
    return ST_OK;
}

enum status own_file_add(struct own_file *f, const char *bytes, size_t len,
                         struct err *e)
{
    if (write_all(f->fd, bytes, len))
        return ST_OK;
    return err_sys(e, ST_IO, errno, _("cannot write %s"), f->path);
}

enum status own_file_keep(struct own_file *f, struct err *e)
{
    bool well = synced(f->fd) && (f->itself || fchmod(f->fd, f->mode) == 0);
    if (well && !f->itself && f->temporary[0] == '\0')
        well = name_it(f);
    int sys = errno;
    if (close(f->fd) != 0 && well) {
        well = false;
        sys = errno;
    }
    f->fd = -1;
    if (well && !f->itself && rename(f->temporary, f->path) != 0) {
        well = false;
        sys = errno;
    }
    if (well && !f->itself)
        sync_name(f->path);
    enum status st =
        well ? ST_OK : err_sys(e, ST_IO, sys, _("cannot write %s"), f->path);
    if (well)
        f->temporary[0] = '\0';
    own_file_drop(f);
    return st;
}

void own_file_drop(struct own_file *f)
{
    if (f == NULL)
        return;
    if (f->fd >= 0)
        close(f->fd);
    if (f->temporary[0] != '\0')
        unlink(f->temporary);
    free(f);
}

enum status own_file_put(const char *path, const char *bytes, size_t len,
                         struct err *e)
{
    struct own_file *f = NULL;
    enum status st = own_file_begin(path, &f, e);
    if (st != ST_OK)
        return st;
    st = own_file_add(f, bytes, len, e);
    if (st == ST_OK)
        return own_file_keep(f, e);
    own_file_drop(f);
    return st;
}

/* --- beforehand ---------------------------------------------------------- */

enum status own_file_check(const char *path, struct err *e)
{
    char folder[PATH_BYTES];
    struct stat sb;
    if (!folder_of(path, folder))
        return err_set(e, ST_INVALID, _("the file's name is too long"));
    if (*path == '\0')
        return err_set(e, ST_INVALID, _("the file's name is empty"));
    if (stat(path, &sb) == 0 && S_ISDIR(sb.st_mode))
        return err_sys(e, ST_IO, EISDIR, _("cannot write %s"), path);
    if (stat(path, &sb) == 0 && !S_ISREG(sb.st_mode))
        return access(path, W_OK) == 0
                   ? ST_OK
                   : err_sys(e, ST_IO, errno, _("cannot write %s"), path);
    if (access(folder, W_OK | X_OK) != 0)
        return err_sys(e, ST_IO, errno, _("cannot write %s"), path);
    return ST_OK;
}
