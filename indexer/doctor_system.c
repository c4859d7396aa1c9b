/*
 * doctor_system.c - what medel finds around it: language, folders, room on
 * the disk, runs that hold a lock.
 */
#include "doctor.h"

#include "medel/i18n.h"
#include "medel/paths.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#define MB ((unsigned long long)1 << 20)
#define LITTLE_MB 1000 /* a country's pages take some hundred */
/* 'medel update' asks for it: front/room.h. */
#define TOO_LITTLE_MB 500
#define LONG_RUN_HOURS 24
#define KEYS_MODE 077 /* nobody else may read a key */

/* --- language ------------------------------------------------------------ */

static const char *environment_locale(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *s = getenv(names[i]);
        if (s != NULL && s[0] != '\0')
            return s;
    }
    return "C";
}

static bool is_plain(const char *locale)
{
    return strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0;
}

static void tell_charset(struct doctor *d, const char *asked)
{
    locale_t l = newlocale(LC_CTYPE_MASK, "", (locale_t)0);
    if (l == (locale_t)0) {
        doctor_find(d, FINDING_OK, NULL,
                    _("locale %s: this system lacks its files, and medel does "
                      "without them"),
                    asked);
        return;
    }
    const char *charset = nl_langinfo_l(CODESET, l);
    const char *advice = _("set LANG to a locale in UTF-8, as sv_SE.UTF-8 or "
                           "C.UTF-8");
    if (strcmp(charset, "UTF-8") == 0)
        doctor_find(d, FINDING_OK, NULL, _("locale %s: UTF-8"), asked);
    else if (is_plain(asked))
        doctor_find(d, FINDING_OK, NULL,
                    _("locale %s: English; LANG=sv_SE.UTF-8 gives Swedish"),
                    asked);
    else
        doctor_find(d, FINDING_WARNING, advice,
                    _("locale %s: its charset is %s, and medel writes UTF-8"),
                    asked, charset);
    freelocale(l);
}

void doctor_locale(struct doctor *d)
{
    tell_charset(d, environment_locale());
    const char *file =
        paths_join(d->mem, paths_locale(d->mem), "sv/LC_MESSAGES/medel.mo");
    if (access(file, R_OK) == 0)
        doctor_find(d, FINDING_OK, NULL, _("Swedish messages: %s"), file);
    else
        doctor_find(d, FINDING_WARNING,
                    _("install medel anew: 'make install' puts them there"),
                    _("Swedish messages: %s: %s"), file, strerror(errno));
}

/* --- folders ------------------------------------------------------------- */

static const char *owner_of(struct doctor *d, const struct stat *s)
{
    const struct passwd *pw = getpwuid(s->st_uid);
    return pw != NULL ? arena_strdup(d->mem, pw->pw_name)
                      : arena_printf(d->mem, "%lu", (unsigned long)s->st_uid);
}

/* Who may write there besides its owner, in words. */
static const char *writers(mode_t mode)
{
    if (mode & S_IWOTH)
        return _("everybody");
    return mode & S_IWGRP ? _("owner and group") : _("the owner alone");
}

/* A database that its folder's user cannot write was left by somebody else:
 * one 'sudo medel update' does that. */
static void check_file(struct doctor *d, const char *dir, const char *name,
                       bool folder_writable)
{
    const char *path = paths_join(d->mem, dir, name);
    struct stat s;
    if (stat(path, &s) != 0)
        return; /* the checks of crawl and index tell of it */
    const char *owner = owner_of(d, &s);
    if (access(path, R_OK) != 0)
        doctor_find(d, FINDING_FAULT,
                    arena_printf(d->mem, _("as %s or root: chmod a+r '%s'"),
                                 owner, path),
                    _("%s cannot be read by you; it belongs to %s"), path,
                    owner);
    else if (folder_writable && access(path, W_OK) != 0)
        doctor_find(d, FINDING_FAULT,
                    arena_printf(d->mem,
                                 _("as root: chown -R --reference='%s' "
                                   "'%s'"),
                                 dir, dir),
                    _("%s belongs to %s, and you cannot write it: did that "
                      "user run medel here?"),
                    path, owner);
}

/* The data folder. */
static void check_data(struct doctor *d)
{
    struct stat s;
    if (stat(d->data, &s) != 0) {
        bool missing = errno == ENOENT;
        doctor_find(d, missing ? FINDING_WARNING : FINDING_FAULT,
                    missing ? _("run 'medel update', which makes it; or say "
                                "where it is with --data or MEDEL_DATA")
                            : _("make it readable, or name another with --data "
                                "or MEDEL_DATA"),
                    _("data: %s: %s"), d->data, strerror(errno));
        return;
    }
    const char *owner = owner_of(d, &s);
    if (!S_ISDIR(s.st_mode) || access(d->data, R_OK | X_OK) != 0) {
        doctor_find(d, FINDING_FAULT,
                    _("name the right folder with --data or MEDEL_DATA, or "
                      "have its owner make it readable (chmod a+rx)"),
                    S_ISDIR(s.st_mode)
                        ? _("data: %s belongs to %s and cannot be read by you")
                        : _("data: %s (of %s) is no folder"),
                    d->data, owner);
        return;
    }
    bool writable = access(d->data, W_OK) == 0;
    if (writable)
        doctor_find(d, s.st_mode & S_IWOTH ? FINDING_WARNING : FINDING_OK,
                    s.st_mode & S_IWOTH
                        ? arena_printf(d->mem, "chmod o-w '%s'", d->data)
                        : NULL,
                    _("data: %s: you read and write it; it belongs to %s, and "
                      "%s may write it"),
                    d->data, owner, writers(s.st_mode));
    else
        doctor_find(d, FINDING_OK, NULL,
                    _("data: %s: you can search in it; 'medel update' is for "
                      "%s, whose folder it is"),
                    d->data, owner);
    check_file(d, d->data, "crawl.db", writable);
    check_file(d, d->data, "calls.db", writable);
}

/* A folder of the user's own, which need not be there. */
static void check_own(struct doctor *d, const char *dir, const char *what,
                      bool to_write)
{
    struct stat s;
    if (stat(dir, &s) != 0 && errno == ENOENT) {
        doctor_find(d, FINDING_OK, NULL, _("%s: none yet (%s)"), what, dir);
        return;
    }
    int need = R_OK | X_OK | (to_write ? W_OK : 0);
    if (access(dir, need) == 0 && S_ISDIR(s.st_mode))
        doctor_find(d, FINDING_OK, NULL, "%s: %s", what, dir);
    else
        doctor_find(d, FINDING_FAULT,
                    arena_printf(d->mem,
                                 _("make it a folder of yours: as root, "
                                   "chown -R \"$USER\" '%s'"),
                                 dir),
                    to_write ? _("%s: you cannot read and write %s")
                             : _("%s: you cannot read %s"),
                    what, dir);
}

static void check_keys(struct doctor *d)
{
    const char *dir = paths_user_key(d->mem, ".");
    DIR *list = opendir(dir);
    const struct dirent *entry;
    while (list != NULL && (entry = readdir(list)) != NULL) {
        const char *path = paths_user_key(d->mem, entry->d_name);
        struct stat s;
        if (entry->d_name[0] == '.' || stat(path, &s) != 0 ||
            (s.st_mode & KEYS_MODE) == 0)
            continue;
        doctor_find(d, FINDING_FAULT,
                    arena_printf(d->mem, "chmod 600 '%s'", path),
                    _("key: others may read %s, so it is not used"), path);
    }
    if (list != NULL)
        closedir(list);
}

void doctor_folders(struct doctor *d)
{
    check_data(d);
    check_own(d, paths_user_data(d->mem), _("your lists"), true);
    check_own(d, paths_user_profiles(d->mem), _("your profiles"), false);
    check_own(d, paths_user_funders(d->mem), _("your own sources"), false);
    check_keys(d);
}

/* --- room ---------------------------------------------------------------- */

/* The folder, or the nearest above it that is there. */
static const char *nearest_folder(struct doctor *d, const char *path)
{
    char *copy = arena_strdup(d->mem, path);
    struct stat s;
    while (stat(copy, &s) != 0) {
        char *slash = strrchr(copy, '/');
        if (slash == NULL)
            return ".";
        if (slash == copy)
            return "/";
        *slash = '\0';
    }
    return copy;
}

void doctor_disk(struct doctor *d)
{
    struct statvfs v;
    const char *dir = nearest_folder(d, d->data);
    if (statvfs(dir, &v) != 0) {
        doctor_find(d, FINDING_WARNING, NULL, "%s: %s", dir, strerror(errno));
        return;
    }
    unsigned long long mb = (unsigned long long)v.f_bavail *
                            (v.f_frsize != 0 ? v.f_frsize : 1) / MB;
    bool no_files = v.f_files != 0 && v.f_favail == 0;
    enum finding_level level = mb < TOO_LITTLE_MB || no_files ? FINDING_FAULT
                               : mb < LITTLE_MB               ? FINDING_WARNING
                                                              : FINDING_OK;
    const char *advice =
        level == FINDING_OK
            ? NULL
            : _("make room, or move the data folder (MEDEL_DATA); a crawl of "
                "all sources takes some hundred MB, and nothing stored is "
                "lost where the disk is full");
    if (no_files)
        doctor_find(d, level, advice, _("%s: no new file can be made there"),
                    dir);
    else
        doctor_find(d, level, advice, _("%s: %llu MB free"), dir, mb);
}

/* --- runs ---------------------------------------------------------------- */

/* True while another process holds DATA/NAME.lock; the file stays as it is. */
static bool held(const char *path, long *pid, time_t *since)
{
    char text[32];
    struct stat s;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0)
        return false;
    bool busy = flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    ssize_t n = busy ? read(fd, text, sizeof text - 1) : 0;
    text[n > 0 ? n : 0] = '\0';
    *pid = strtol(text, NULL, 10);
    *since = fstat(fd, &s) == 0 ? s.st_mtime : 0;
    close(fd);
    return busy;
}

static bool tell_lock(struct doctor *d, const char *name)
{
    const char *path =
        paths_join(d->mem, d->data, arena_printf(d->mem, "%s.lock", name));
    long pid;
    time_t since;
    if (!held(path, &pid, &since))
        return false;
    long hours = (long)((time(NULL) - since) / 3600);
    if (hours >= LONG_RUN_HOURS)
        doctor_find(d, FINDING_WARNING,
                    arena_printf(d->mem,
                                 _("look whether it gets on (ps %ld); it can "
                                   "be stopped (kill %ld) and loses nothing"),
                                 pid, pid),
                    _("'medel %s' (process %ld) has been running for %ld "
                      "hours"),
                    name, pid, hours);
    else
        doctor_find(d, FINDING_OK, NULL,
                    _("'medel %s' is running (process %ld); searches go on "
                      "meanwhile"),
                    name, pid);
    return true;
}

void doctor_locks(struct doctor *d)
{
    bool update = tell_lock(d, "update"), crawl = tell_lock(d, "crawl");
    d->indexing = tell_lock(d, "index");
    if (!update && !crawl && !d->indexing)
        doctor_find(d, FINDING_OK, NULL, _("none"));
}
