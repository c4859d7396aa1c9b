/*
 * paths.c - where things are; see medel/paths.h.
 *
 * Everything shipped is found from the running program's own place, so that
 * an installed tree can be moved and a build folder works in place.
 */
#include "medel/paths.h"

#include "medel/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH_BYTES 4096
#define SYSTEM_DATA_DIR "/var/lib/medel"

const char *paths_join(struct arena *mem, const char *dir, const char *name)
{
    size_t n = strlen(dir);
    const char *slash = n > 0 && dir[n - 1] == '/' ? "" : "/";
    return arena_printf(mem, "%s%s%s", dir, slash, name);
}

/* The value of an environment variable that is set and not empty. */
static const char *env(const char *name)
{
    const char *s = getenv(name);
    return s != NULL && s[0] != '\0' ? s : NULL;
}

static bool exists(const char *path)
{
    return access(path, F_OK) == 0;
}

/* The folder of the running program, "." where the kernel does not say. */
static const char *program_dir(struct arena *mem)
{
    char path[PATH_BYTES];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path);
    if (n <= 0 || (size_t)n == sizeof path)
        return ".";
    while (n > 1 && path[n - 1] != '/')
        n--;
    return arena_strndup(mem, path, n > 1 ? (size_t)n - 1 : 1);
}

static const char *home_dir(void)
{
    const char *home = env("HOME");
    if (home != NULL)
        return home;
    const struct passwd *pw = getpwuid(getuid());
    return pw != NULL ? pw->pw_dir : "/";
}

/* An XDG base folder; the specification ignores one that is not absolute. */
static const char *xdg_dir(struct arena *mem, const char *variable,
                           const char *under_home)
{
    const char *dir = env(variable);
    if (dir != NULL && dir[0] == '/')
        return dir;
    return paths_join(mem, home_dir(), under_home);
}

const char *paths_data_dir(struct arena *mem, const char *option)
{
    if (option != NULL)
        return option;
    const char *dir = env("MEDEL_DATA");
    if (dir != NULL)
        return dir;
    if (access(SYSTEM_DATA_DIR, R_OK | X_OK) == 0)
        return SYSTEM_DATA_DIR;
    return paths_user_data(mem);
}

const char *paths_user_data(struct arena *mem)
{
    return paths_join(mem, xdg_dir(mem, "XDG_DATA_HOME", ".local/share"),
                      "medel");
}

const char *paths_user_funders(struct arena *mem)
{
    return paths_join(mem, xdg_dir(mem, "XDG_CONFIG_HOME", ".config"),
                      "medel/funders");
}

const char *paths_user_profiles(struct arena *mem)
{
    return paths_join(mem, xdg_dir(mem, "XDG_CONFIG_HOME", ".config"),
                      "medel/profiles");
}

const char *paths_user_key(struct arena *mem, const char *name)
{
    return arena_printf(mem, "%s/medel/keys/%s",
                        xdg_dir(mem, "XDG_CONFIG_HOME", ".config"), name);
}

enum status paths_make_dir(const char *path, struct err *e)
{
    char partial[PATH_BYTES];
    size_t len = strlen(path);
    if (len == 0 || len >= sizeof partial)
        return err_set(e, ST_INVALID, _("'%.200s' is no name for a folder"),
                       path);
    memcpy(partial, path, len + 1);
    for (size_t i = 1; i <= len; i++) {
        if (partial[i] != '/' && partial[i] != '\0')
            continue;
        partial[i] = '\0';
        /* A parent that may not be written to is no error where it exists;
         * mkdir says EEXIST, EROFS or EACCES by file system. */
        if (mkdir(partial, 0755) != 0 && errno != EEXIST) {
            int sys = errno;
            struct stat st;
            if (stat(partial, &st) != 0)
                return err_sys(e, ST_IO, sys, _("cannot make the folder %s"),
                               partial);
        }
        if (i < len)
            partial[i] = '/';
    }
    struct stat st;
    if (stat(path, &st) != 0)
        return err_sys(e, ST_IO, errno, _("cannot make the folder %s"), path);
    if (!S_ISDIR(st.st_mode))
        return err_sys(e, ST_IO, ENOTDIR, "%s", path);
    return ST_OK;
}

/* True for DIR "…/build", "…/build-asan", the build folders of the Makefile. */
static bool is_build_dir(const char *dir)
{
    const char *name = strrchr(dir, '/');
    return name != NULL && strncmp(name, "/build", 6) == 0;
}

const char *paths_share(struct arena *mem, const char *name)
{
    const char *share = env("MEDEL_SHARE");
    if (share != NULL)
        return paths_join(mem, share, name);
    const char *dir = program_dir(mem);
    if (is_build_dir(dir))
        return arena_printf(mem, "%s/../%s", dir, name);
    /* From bin/, and from libexec/medel/. */
    const char *near = arena_printf(mem, "%s/../share/medel/%s", dir, name);
    if (exists(near))
        return near;
    const char *far = arena_printf(mem, "%s/../../share/medel/%s", dir, name);
    return exists(far) ? far : near;
}

const char *paths_locale(struct arena *mem)
{
    const char *dir = program_dir(mem);
    if (is_build_dir(dir))
        return paths_join(mem, dir, "locale");
    const char *far = arena_printf(mem, "%s/../../share/locale", dir);
    const char *near = arena_printf(mem, "%s/../share/locale", dir);
    return exists(near) || !exists(far) ? near : far;
}

const char *paths_program(struct arena *mem, const char *name)
{
    const char *dir = program_dir(mem);
    const char *beside = paths_join(mem, dir, name);
    if (exists(beside))
        return beside;
    const char *internal =
        arena_printf(mem, "%s/../libexec/medel/%s", dir, name);
    return exists(internal) ? internal : beside;
}

/* Leaves our process id in the lock file, for the message of the next one.
 * The lock does not depend on it, so a failure is of no consequence. */
static void leave_pid(int fd)
{
    char text[32];
    int n = snprintf(text, sizeof text, "%ld\n", (long)getpid());
    if (ftruncate(fd, 0) != 0 || pwrite(fd, text, (size_t)n, 0) != n)
        return;
}

static long pid_in(int fd)
{
    char text[32];
    ssize_t n = pread(fd, text, sizeof text - 1, 0);
    if (n <= 0)
        return 0;
    text[n] = '\0';
    return strtol(text, NULL, 10);
}

enum status paths_lock(const char *dir, const char *name, int *ret,
                       struct err *e)
{
    char path[PATH_BYTES];
    int n = snprintf(path, sizeof path, "%s/%s.lock", dir, name);
    if (n < 0 || (size_t)n >= sizeof path)
        return err_set(e, ST_INVALID, _("the folder's name is too long"));
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd < 0)
        return err_sys(e, ST_IO, errno, _("cannot lock %s"), path);
    if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
        leave_pid(fd);
        *ret = fd;
        return ST_OK;
    }
    int sys = errno;
    long pid = pid_in(fd);
    close(fd);
    if (sys != EWOULDBLOCK)
        return err_sys(e, ST_IO, sys, _("cannot lock %s"), path);
    if (pid > 0)
        return err_set(e, ST_BUSY,
                       _("another run (process %ld) holds %s; "
                         "try again when it has ended"),
                       pid, path);
    return err_set(e, ST_BUSY,
                   _("another run holds %s; try again when it has ended"),
                   path);
}
