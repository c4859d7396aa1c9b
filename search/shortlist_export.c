/* shortlist_export.c - see shortlist_export.h. */
#include "shortlist_export.h"

#include "one_hit.h"
#include "output.h"
#include "searchdb.h"

#include "medel/paths.h"

#include <string.h>
#include <unistd.h>

struct lister {
    struct arena *mem;
    const struct shortlist *s;
    const struct shortlist_export *how;
    struct exporter *x;
    struct one_hit *judge; /* of the list's client, or NULL */
};

/* --- the client ---------------------------------------------------------- */

/* Whether the user has a profile of this id; a list may have any name. */
static bool is_client(struct arena *mem, const char *list)
{
    const char *file = arena_printf(mem, "%s.yaml", list);
    return strchr(list, '/') == NULL &&
           access(paths_join(mem, paths_user_profiles(mem), file), R_OK) == 0;
}

static void find_judge(struct lister *l, const char *list)
{
    struct err e = ERR_INIT;
    l->judge = NULL;
    if (is_client(l->mem, list) &&
        one_hit_new(list, output_day(l->how->today), &l->judge, &e) != ST_OK) {
        l->judge = NULL;
        cli_warn("%s", e.text);
    }
}

struct asked {
    struct one_hit *judge;
    const char *id;
    const struct candidate *hit;
};

static enum status ask(struct searchdb *db, void *arg, struct err *e)
{
    struct asked *a = arg;
    return one_hit_find(a->judge, db, a->id, &a->hit, e);
}

/* What the call is to the client; NULL where nobody can say. */
static const struct candidate *judged(const struct lister *l,
                                      const struct shortlist_entry *entry)
{
    struct asked a = {l->judge, entry->id, NULL};
    struct err ignored = ERR_INIT;
    if (l->judge == NULL || entry->now == NULL ||
        searchdb_with(l->how->data, l->how->db, ask, &a, &ignored) != ST_OK)
        return NULL;
    return a.hit;
}

/* --- the lists ----------------------------------------------------------- */

static enum status put_entry(struct lister *l,
                             const struct shortlist_entry *entry, struct err *e)
{
    const struct candidate *hit = judged(l, entry);
    const struct export_row row = {
        .call = hit != NULL          ? hit->call
                : entry->now != NULL ? entry->now
                                     : entry->copy,
        .hit = hit,
        .status = shortlist_status_name(entry->status),
        .status_words = shortlist_status_words(entry->status),
        .settled = shortlist_is_settled(entry->status),
        .note = entry->note,
    };
    return exporter_row(l->x, &row, e);
}

/* The entries from FIRST on that are on one list; *end is where they end. */
static enum status put_list(struct lister *l, size_t first, size_t *end,
                            struct err *e)
{
    const char *list = l->s->items[first].list;
    size_t last = first;
    while (last < l->s->n && strcmp(l->s->items[last].list, list) == 0)
        last++;
    find_judge(l, list);
    const struct profile *client =
        l->judge != NULL ? one_hit_profile(l->judge) : NULL;
    const struct export_group group = {
        .id = list,
        .name = client != NULL ? client->name : list,
        .profile = client,
        .n = last - first,
        .n_fit = last - first,
    };
    enum status st = exporter_group(l->x, &group, e);
    for (size_t i = first; i < last && st == ST_OK; i++)
        st = put_entry(l, &l->s->items[i], e);
    if (st == ST_OK)
        st = exporter_group_end(l->x, e);
    one_hit_free(l->judge);
    *end = last;
    return st;
}

static bool any_client(const struct lister *l)
{
    for (size_t i = 0; i < l->s->n; i++)
        if (is_client(l->mem, l->s->items[i].list))
            return true;
    return false;
}

/* With the list's name where there is but one. */
static const char *title_of(const struct lister *l)
{
    const struct shortlist *s = l->s;
    if (s->n == 0 || strcmp(s->items[0].list, s->items[s->n - 1].list) != 0)
        return _("Shortlist");
    return arena_printf(l->mem, _("Shortlist: %s"), s->items[0].list);
}

enum status shortlist_export(const struct shortlist *s,
                             const struct shortlist_export *how, struct err *e)
{
    struct lister l = {.mem = arena_new(), .s = s, .how = how};
    const struct export_options o = {
        .format = how->format,
        .output = how->choice->output,
        .dialect = how->choice->dialect,
        .title = title_of(&l),
        .today = output_day(how->today).today,
        .ranked = any_client(&l),
        .group_field = "list",
        .followed = true,
        .advice = true,
    };
    enum status st = exporter_open(&o, &l.x, e);
    for (size_t i = 0; i < s->n && st == ST_OK;)
        st = put_list(&l, i, &i, e);
    if (st == ST_OK)
        st = exporter_close(l.x, e);
    exporter_free(l.x);
    arena_free(l.mem);
    return st;
}
