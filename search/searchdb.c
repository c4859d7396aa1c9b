/* searchdb.c - opening the index and keeping hold of it; see searchdb.h. */
#include "searchdb.h"

#include "medel/i18n.h"
#include "medel/index_schema.h"
#include "medel/paths.h"

#include <stdio.h>
#include <string.h>

#define MAX_ATTEMPTS 4

static const struct searchdb_language stemmed[] = {
    {LANG_SV, "swedish", PREFIX_LANGUAGE "sv"},
    {LANG_EN, "english", PREFIX_LANGUAGE "en"},
    {LANG_NO, "norwegian", PREFIX_LANGUAGE "no"},
    {LANG_FI, "finnish", PREFIX_LANGUAGE "fi"},
    {LANG_DA, "danish", PREFIX_LANGUAGE "da"},
};

static const char *index_path(struct arena *mem, const char *data_option,
                              const char *db_option)
{
    if (db_option != NULL)
        return db_option;
    const char *dir = paths_data_dir(mem, data_option);
    return paths_join(mem, paths_join(mem, dir, "index"), INDEX_STUB_NAME);
}

static enum status check_schema(struct searchdb *db, struct err *e)
{
    const char *version;
    enum status st =
        xap_metadata(db->xap, db->mem, "medel.schema", &version, e);
    if (st != ST_OK)
        return st;
    if (version[0] == '\0')
        return err_set(e, ST_CORRUPT,
                       _("%s is not an index made by medel index"), db->path);
    if (strcmp(version, INDEX_SCHEMA_VERSION) != 0)
        return err_set(e, ST_CORRUPT,
                       _("%s has the form of version %.20s and this medel "
                         "reads %s: run 'medel index --rebuild'"),
                       db->path, version, INDEX_SCHEMA_VERSION);
    return ST_OK;
}

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

static enum status read_metadata(struct searchdb *db, struct err *e)
{
    const char *at;
    char day[DATE_ISO_SIZE];
    enum status st = xap_metadata(db->xap, db->mem, "medel.indexed_at", &at, e);
    if (st != ST_OK)
        return st;
    snprintf(day, sizeof day, "%.10s", at);
    date_parse_iso(day, &db->indexed_on);
    return read_languages(db, e);
}

static enum status open_once(struct searchdb *db, struct err *e)
{
    enum status st = xap_open(db->path, &db->xap, e);
    if (st == ST_OK)
        st = check_schema(db, e);
    if (st == ST_OK)
        st = read_metadata(db, e);
    return st;
}

/* True for what a rebuild does to readers: the stub names a new folder and
 * the old one goes away, file by file. */
static bool moved_away(enum status st)
{
    return st == ST_RETRY || st == ST_IO || st == ST_CORRUPT;
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
        if (st == ST_NOT_FOUND) {
            err_clear(&mine);
            st = err_set(&mine, ST_INVALID,
                         _("there is no index at %s: run 'medel update', or "
                           "say where it is with --data"),
                         path);
        } else if (opened) {
            st = work(&db, arg, &mine);
        }
        bool told = db.told;
        xap_close(db.xap);
        arena_free(db.mem);
        bool again = opened ? moved_away(st) && !told : st == ST_RETRY;
        if (!again || attempt + 1 == MAX_ATTEMPTS) {
            if (st != ST_OK && e != NULL && e->status == ST_OK)
                *e = mine;
            break;
        }
    }
    arena_free(names);
    return st;
}

enum status searchdb_read_record(struct arena *mem, const char *data,
                                 size_t len, struct call **ret,
                                 const char **text, struct err *e)
{
    json_error_t why;
    json_t *o = json_loadb(data, len, 0, &why);
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
        err_context(e, _("a record in the index cannot be read"));
        if (e != NULL)
            e->status = ST_CORRUPT;
        return ST_CORRUPT;
    }
    return ST_OK;
}

enum status searchdb_read_call(const char *data, size_t len, struct call **ret,
                               struct err *e)
{
    return searchdb_read_record(NULL, data, len, ret, NULL, e);
}
