/* shortlist_names.c - names of statuses and lists, and the calls of entries as
 * the index has them; see shortlist.h. */
#include "shortlist.h"

#include "lookup.h"
#include "searchdb.h"

#include "medel/i18n.h"
#include "medel/term.h"
#include "medel/utf8.h"

#include <string.h>

const char *const shortlist_status_names[] = {
    "considering", "applying", "submitted", "awarded",
    "declined",    "skipped",  NULL};

const char *shortlist_status_name(enum shortlist_status s)
{
    return shortlist_status_names[s];
}

const char *shortlist_status_words(enum shortlist_status s)
{
    static const char *const words[SHORTLIST_STATUSES] = {
        [SHORTLIST_CONSIDERING] = N_("considering"),
        [SHORTLIST_APPLYING] = N_("applying"),
        [SHORTLIST_SUBMITTED] = N_("submitted"),
        [SHORTLIST_AWARDED] = N_("awarded"),
        [SHORTLIST_DECLINED] = N_("declined"),
        [SHORTLIST_SKIPPED] = N_("skipped"),
    };
    return _(words[s]);
}

int shortlist_status_find(const char *name)
{
    for (int i = 0; i < SHORTLIST_STATUSES; i++)
        if (strcmp(shortlist_status_names[i], name) == 0)
            return i;
    return -1;
}

bool shortlist_is_settled(enum shortlist_status s)
{
    return s != SHORTLIST_CONSIDERING && s != SHORTLIST_APPLYING;
}

enum status shortlist_check_name(const char *name, struct err *e)
{
    size_t len = strlen(name);
    bool ok = len > 0 && len <= SHORTLIST_NAME_BYTES && utf8_valid(name, len);
    for (const char *p = name; ok && *p != '\0'; p++)
        ok = term_control(p) == 0;
    if (!ok || name[strspn(name, " ")] == '\0')
        return err_set(e, ST_USAGE,
                       _("a list's name is 1 to %d bytes of text on one line"),
                       SHORTLIST_NAME_BYTES);
    return ST_OK;
}

static enum status look_up(struct searchdb *db, void *arg, struct err *e)
{
    struct shortlist *s = arg;
    enum status st = ST_OK;
    for (size_t i = 0; i < s->n && st == ST_OK; i++) {
        struct shortlist_entry *x = &s->items[i];
        struct err mine = ERR_INIT;
        const char *data;
        size_t len;
        call_free(x->now); /* an earlier attempt's */
        x->now = NULL;
        st = lookup_find(db, x->id, &data, &len, &mine);
        if (st == ST_OK)
            st = searchdb_read_call(data, len, &x->now, &mine);
        if (st == ST_NOT_FOUND || st == ST_CORRUPT)
            st = ST_OK;
        else if (st != ST_OK)
            err_set(e, st, "%s", mine.text);
    }
    return st;
}

enum status shortlist_look_up(struct shortlist *s, const char *data,
                              const char *db, struct err *e)
{
    return s->n > 0 ? searchdb_with(data, db, look_up, s, e) : ST_OK;
}
