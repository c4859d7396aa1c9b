/* api_key.c - the user's own keys; see api.h. */
#include "api.h"

#include "medel/i18n.h"
#include "medel/paths.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEY_MAX_BYTES 1024

/* "gdp-formas": MEDEL_KEY_GDP_FORMAS */
static const char *variable(struct arena *mem, const char *name)
{
    char *s = arena_printf(mem, "MEDEL_KEY_%s", name);
    for (char *p = s; *p != '\0'; p++)
        *p = (char)(*p == '-' ? '_' : toupper((unsigned char)*p));
    return s;
}

/* Fit for a header line. */
static enum status check(const char *key, const char *where, struct err *e)
{
    size_t n = strlen(key);
    if (n == 0 || n > KEY_MAX_BYTES)
        return err_set(e, ST_REFUSED, _("%s: no key"), where);
    for (size_t i = 0; i < n; i++)
        if (key[i] <= ' ' || key[i] > '~')
            return err_set(e, ST_REFUSED,
                           _("%s: a key has neither blanks nor special "
                             "characters"),
                           where);
    return ST_OK;
}

static enum status read_file(struct arena *mem, int fd, const char *path,
                             const char **ret, struct err *e)
{
    struct stat st;
    char text[KEY_MAX_BYTES + 2];
    if (fstat(fd, &st) != 0)
        return err_sys(e, ST_REFUSED, errno, _("cannot read %s"), path);
    if (!S_ISREG(st.st_mode) || st.st_uid != geteuid() ||
        (st.st_mode & 077) != 0)
        return err_set(e, ST_REFUSED,
                       _("%s: others may read it; chmod 600 mends that"), path);
    ssize_t n = read(fd, text, sizeof text - 1);
    if (n < 0)
        return err_sys(e, ST_REFUSED, errno, _("cannot read %s"), path);
    text[n] = '\0';
    text[strcspn(text, " \t\r\n")] = '\0';
    enum status s = check(text, path, e);
    if (s == ST_OK)
        *ret = arena_strdup(mem, text);
    explicit_bzero(text, sizeof text);
    return s;
}

enum status api_key_load(struct arena *mem, const char *name, const char **ret,
                         struct err *e)
{
    const char *var = variable(mem, name), *value = getenv(var);
    const char *path = paths_user_key(mem, name);
    if (value != NULL && *value != '\0') {
        enum status st = check(value, var, e);
        if (st == ST_OK)
            *ret = arena_strdup(mem, value);
        return st;
    }
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
        return err_set(e, ST_NOT_FOUND, _("it needs a key in $%s or %s"), var,
                       path);
    if (fd < 0)
        return err_sys(e, ST_REFUSED, errno, _("cannot read %s"), path);
    enum status st = read_file(mem, fd, path, ret, e);
    close(fd);
    return st;
}
