/* vocab_bundle.c - gathers the lexicon files for the trip to the workers. */
#include "medel/vocab.h"

#include "medel/caps.h"
#include "medel/i18n.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH_DIGITS 10 /* more than CAP_VOCAB_BYTES has */

static bool ends_in(const char *s, const char *end)
{
    size_t n = strlen(s), len = strlen(end);
    return n > len && strcmp(s + n - len, end) == 0;
}

static int is_lexicon(const struct dirent *d)
{
    return d->d_name[0] != '.' &&
           (ends_in(d->d_name, ".yaml") || ends_in(d->d_name, ".txt"));
}

static enum status too_large(const char *path, enum status st, struct err *e)
{
    return err_set(e, st, _("%s: the vocabulary is larger than %u bytes"), path,
                   CAP_VOCAB_BYTES);
}

/* The length, which is known when the bytes are there, has a place of
 * LENGTH_DIGITS. */
static enum status add_file(const char *dir, const char *name, struct buf *out,
                            struct err *e)
{
    char path[4096], length[LENGTH_DIGITS + 1];
    if (snprintf(path, sizeof path, "%s/%s", dir, name) >= (int)sizeof path)
        return err_set(e, ST_LIMIT, _("%s: path too long"), dir);
    enum status st = buf_printf(out, "%s %*s\n", name, LENGTH_DIGITS, "");
    if (st != ST_OK)
        return too_large(path, st, e);
    size_t from = out->len;
    struct err why = ERR_INIT;
    st = buf_read_file(out, path, &why);
    if (st == ST_LIMIT)
        return too_large(path, st, e);
    if (st != ST_OK)
        return err_set(e, st, "%s", why.text);
    snprintf(length, sizeof length, "%*zu", LENGTH_DIGITS, out->len - from);
    memcpy(out->data + from - 1 - LENGTH_DIGITS, length, LENGTH_DIGITS);
    return ST_OK;
}

enum status vocab_bundle(const char *dir, struct buf *out, struct err *e)
{
    char lexdir[4096];
    if (snprintf(lexdir, sizeof lexdir, "%s/lexicon", dir) >=
        (int)sizeof lexdir)
        return err_set(e, ST_LIMIT, _("%s: path too long"), dir);
    struct dirent **list = NULL;
    int n = scandir(lexdir, &list, is_lexicon, alphasort);
    if (n < 0)
        return err_sys(e, ST_IO, errno, _("cannot read the vocabulary in %s"),
                       lexdir);
    enum status st = ST_OK;
    if (n == 0)
        st = err_set(e, ST_INVALID, _("no vocabulary (*.yaml) in %s"), lexdir);
    for (int i = 0; i < n; i++) {
        if (st == ST_OK)
            st = add_file(lexdir, list[i]->d_name, out, e);
        free(list[i]);
    }
    free(list);
    return st;
}
