/* searchdb.c - opening the index and keeping hold of it; see searchdb.h. */
#include "searchdb.h"

#include "index_shards.h"

#include "medel/cli.h"
#include "medel/i18n.h"
#include "medel/index_parts.h"
#include "medel/index_schema.h"
#include "medel/json_quick.h"
#include "medel/paths.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define MAX_ATTEMPTS 4

static const struct searchdb_language stemmed[] = {
    {LANG_SV, "swedish", PREFIX_LANGUAGE "sv"},
    {LANG_EN, "english", PREFIX_LANGUAGE "en"},
    {LANG_NO, "norwegian", PREFIX_LANGUAGE "no"},
    {LANG_FI, "finnish", PREFIX_LANGUAGE "fi"},
    {LANG_DA, "danish", PREFIX_LANGUAGE "da"},
};

/* --- which index -----------------------------------------------------------
 */

/* Whether --data names an index rather than a folder with one. */
static bool is_index(const char *data)
{
    struct stat sb;
    return strncmp(data, "tcp:", 4) == 0 ||
           (stat(data, &sb) == 0 && S_ISREG(sb.st_mode));
}

static const char *index_path(struct arena *mem, const char *data_option,
                              const char *db_option)
{
    if (db_option != NULL)
        return db_option;
    const char *dir = paths_data_dir(mem, data_option);
    if (is_index(dir))
        return dir;
    return paths_join(mem, paths_join(mem, dir, "index"), INDEX_STUB_NAME);
}

/* --- what was left out -----------------------------------------------------
 */

bool searchdb_partial;

static struct {
    struct arena *mem; /* to the end of the program */
    const char **names;
    size_t n, cap;
} left_out;

size_t searchdb_left_out(const char *const **names)
{
    if (names != NULL)
        *names = left_out.names;
    return left_out.n;
}

static void leave_out(const char *name, const char *why)
{
    for (size_t i = 0; i < left_out.n; i++)
        if (strcmp(left_out.names[i], name) == 0)
            return;
    if (left_out.mem == NULL)
        left_out.mem = arena_new();
    left_out.names = arena_grow(left_out.mem, left_out.names, left_out.n,
                                &left_out.cap, sizeof *left_out.names);
    left_out.names[left_out.n++] = arena_strdup(left_out.mem, name);
    cli_warn(_("searched without a part of the index: %s"), why);
}

static void leave_out_absent(const struct xap_db *db)
{
    for (size_t i = 0; i < xap_absent(db); i++)
        leave_out(xap_absent_name(db, i), xap_absent_why(db, i));
}

/* --- opening ---------------------------------------------------------------
 */

static enum status read_languages(struct searchdb *db, struct err *e)
{
    uint32_t total, with_language = 0;
    enum status st = xap_doc_count(db->xap, &total, e);

    for (size_t i = 0; i < sizeof stemmed / sizeof *stemmed; i++) {
        uint32_t freq = 0;
        if (st == ST_OK)
            st = xap_term_freq(db->xap, stemmed[i].term, &freq, e);
        if (st != ST_OK)
            return st;
        if (freq > 0)
            db->languages[db->n_languages++] = stemmed[i];
        with_language += freq;
    }
    if (st == ST_OK && with_language < total)
        db->languages[db->n_languages++] =
            (struct searchdb_language){LANG_NONE, "none", NULL};
    if (db->n_languages == 0)
        db->languages[db->n_languages++] = stemmed[0];
    return st;
}

/* Shards that nobody named are as good as down. */
static enum status check_whole(struct searchdb *db,
                               const struct index_shards *all, struct err *e)
{
    struct index_lack lack;
    if (xap_absent(db->xap) != 0 || !index_shards_lack(all, db->mem, &lack))
        return ST_OK;
    if (!searchdb_partial)
        return err_set(e, ST_INVALID,
                       _("%s is shard %u/%u of an index, and these are not "
                         "named: %s; name all, or search with --partial"),
                       lack.of->name, lack.of->share.which, lack.of->share.of,
                       lack.shards);
    leave_out(lack.shards,
              arena_printf(db->mem, _("%s: not named"), lack.shards));
    return ST_OK;
}

static enum status read_metadata(struct searchdb *db, struct err *e)
{
    struct index_shards all;
    char day[DATE_ISO_SIZE];
    enum status st = index_shards_read(db->xap, db->mem, &all, e);
    if (st == ST_OK)
        st = index_shards_check(&all, e);
    if (st == ST_OK)
        st = check_whole(db, &all, e);
    if (st != ST_OK)
        return st;
    snprintf(day, sizeof day, "%.10s", all.indexed_at);
    date_parse_iso(day, &db->indexed_on);
    return read_languages(db, e);
}

static enum status open_once(struct searchdb *db, struct err *e)
{
    enum status st = searchdb_partial ? xap_open_partial(db->path, &db->xap, e)
                                      : xap_open(db->path, &db->xap, e);
    return st == ST_OK ? read_metadata(db, e) : st;
}

/* True for what a rebuild does to readers: the stub names a new folder and
 * the old one goes away, file by file. */
static bool moved_away(enum status st)
{
    return st == ST_RETRY || st == ST_IO || st == ST_CORRUPT;
}

/* A server went away meanwhile: so Xapian calls one in its errors. */
static bool is_of_server(const struct err *e)
{
    return e->status == ST_IO && strstr(e->text, "remote:tcp(") != NULL;
}

/* What can be done about an index that is not there, or a part that is not or
 * does not answer. DIR is the data folder, NULL where --db named PATH. */
static enum status advise(const char *path, const char *dir, enum status st,
                          struct err *why)
{
    struct err told = *why;
    struct arena *mem = arena_new();
    struct index_part *parts = NULL;
    size_t n = 0;
    if (index_parts(mem, path, &parts, &n, NULL) != ST_OK)
        n = 0;
    if ((st == ST_NOT_FOUND || st == ST_IO) && n > 1) {
        st = ST_INVALID;
        err_clear(why);
        err_set(why, st,
                searchdb_partial
                    ? _("no part of the index can be searched: %.300s")
                    : _("a part of the index is down: %.300s; with --partial "
                        "the others are searched"),
                told.text);
    } else if (st == ST_NOT_FOUND) {
        st = ST_INVALID;
        err_clear(why);
        if (dir == NULL)
            err_set(why, st,
                    _("there is no index at %s: --db names one that 'medel "
                      "index' made"),
                    n == 1 ? parts[0].name : path);
        else
            err_set(why, st,
                    _("there is no index in %s: run 'medel update', or say "
                      "where it is with --data"),
                    dir);
    }
    arena_free(mem);
    return st;
}

enum status searchdb_with(const char *data_option, const char *db_option,
                          searchdb_work *work, void *arg, struct err *e)
{
    struct arena *names = arena_new();
    const char *path = index_path(names, data_option, db_option);
    enum status st = ST_BUG;

    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        struct searchdb db = {.mem = arena_new(), .path = path};
        struct err mine = ERR_INIT;
        bool opened;

        st = open_once(&db, &mine);
        opened = st == ST_OK;
        if (opened)
            st = work(&db, arg, &mine);
        if (db.xap != NULL && st != ST_RETRY)
            leave_out_absent(db.xap);
        bool told = db.told;
        xap_close(db.xap);
        arena_free(db.mem);
        bool again = opened ? moved_away(st) && !told : st == ST_RETRY;
        if (!again || attempt + 1 == MAX_ATTEMPTS) {
            if (!opened || is_of_server(&mine))
                st = advise(path,
                            db_option != NULL
                                ? NULL
                                : paths_data_dir(names, data_option),
                            st, &mine);
            if (st != ST_OK && e != NULL && e->status == ST_OK)
                *e = mine;
            break;
        }
    }
    arena_free(names);
    return st;
}

enum status searchdb_read_record(struct arena *mem, const char *data,
                                 size_t len, bool quoted, struct call **ret,
                                 const char **text, struct err *e)
{
    /* The past is for history_read(). */
    const char *const but[] = {"past", quoted ? NULL : "evidence", NULL};
    json_error_t why;
    json_t *o = json_read_but(data, len, but, &why);
    if (o == NULL)
        return err_set(e, ST_CORRUPT,
                       _("a record in the index is not JSON (%.100s): run "
                         "'medel index --rebuild'"),
                       why.text);
    enum status st = call_from_json(o, ret, e);
    const char *found = json_string_value(json_object_get(o, "text"));
    if (st == ST_OK && text != NULL)
        *text = arena_strdup(mem, found != NULL ? found : "");
    json_decref(o);
    if (st != ST_OK) {
        err_context(e,
                    _("a record in the index cannot be read; run 'medel index "
                      "--rebuild'"));
        if (e != NULL)
            e->status = ST_CORRUPT;
        return ST_CORRUPT;
    }
    return ST_OK;
}

enum status searchdb_read_call(const char *data, size_t len, struct call **ret,
                               struct err *e)
{
    return searchdb_read_record(NULL, data, len, true, ret, NULL, e);
}
