/*
 * fuzz_shortlist.c - the user's own lists: name, note, id of a profile's list,
 * with form feeds between, and a record as it lies in the file, which somebody
 * may have damaged.
 */
#include "fuzz.h"

#include "../../search/own_db.h"
#include "../../search/shortlist.h"

#include "medel/db.h"
#include "medel/utf8.h"

#include <stdlib.h>
#include <string.h>

static sqlite3 *own(void)
{
    static sqlite3 *db;
    struct err e = ERR_INIT;
    if (db == NULL) {
        FUZZ_NEED(setenv("XDG_DATA_HOME", fuzz_folder(), 1) == 0);
        FUZZ_NEED(own_db_open(&db, &e) == ST_OK);
        FUZZ_NEED(sqlite3_exec(db, "PRAGMA synchronous=OFF", NULL, NULL,
                               NULL) == SQLITE_OK);
    }
    return db;
}

static void forget_all(sqlite3 *db)
{
    FUZZ_NEED(sqlite3_exec(db, "DELETE FROM entry; DELETE FROM step", NULL,
                           NULL, NULL) == SQLITE_OK);
}

static void must_be_list(sqlite3 *db, const char *name, const char *note)
{
    struct err e = ERR_INIT;
    struct shortlist s;
    FUZZ_MUST(shortlist_read(db, name, &s, &e) == ST_OK);
    FUZZ_MUST(s.n == 1);
    FUZZ_MUST(strcmp(s.items[0].list, name) == 0);
    FUZZ_MUST(strcmp(s.items[0].id, "fonden-aaaa") == 0);
    FUZZ_MUST(s.items[0].copy != NULL);
    FUZZ_MUST(s.items[0].note == NULL || strcmp(s.items[0].note, note) == 0);
    shortlist_free(&s);
}

static void try_words(sqlite3 *db, struct arena *mem, const char *name,
                      const char *note)
{
    struct err e = ERR_INIT;
    bool added = false;
    struct shortlist_step step;
    struct call *c = call_new();
    c->id = "fonden-aaaa";
    c->title = "Bidrag";
    if (shortlist_check_name(name, &e) == ST_OK) {
        fuzz_must_be_plain(name, strlen(name), false);
        FUZZ_MUST(strlen(name) <= SHORTLIST_NAME_BYTES && *name != '\0');
        if (shortlist_add(db, name, c, note, NULL, &added, &e) == ST_OK) {
            FUZZ_MUST(added);
            must_be_list(db, name, note);
            FUZZ_MUST(shortlist_undo(db, mem, name, &step, &e) == ST_OK);
            FUZZ_MUST(strcmp(step.what, "add") == 0);
        }
    }
    call_free(c);
}

static void try_copy(sqlite3 *db, const char *json, size_t len)
{
    struct err e = ERR_INIT;
    struct shortlist s;
    sqlite3_stmt *q = NULL;
    FUZZ_NEED(sqlite3_prepare_v2(
                  db,
                  "INSERT INTO entry VALUES ('default', 'fonden-aaaa', "
                  "'applying', NULL, 0, 1, 1, ?)",
                  -1, &q, NULL) == SQLITE_OK);
    sqlite3_bind_text(q, 1, json, (int)len, SQLITE_STATIC);
    FUZZ_NEED(sqlite3_step(q) == SQLITE_DONE);
    sqlite3_finalize(q);
    if (shortlist_read(db, NULL, &s, &e) == ST_OK) {
        FUZZ_MUST(s.n == 1 && s.items[0].copy != NULL);
        fuzz_must_be_record(s.items[0].copy);
        shortlist_free(&s);
    } else {
        FUZZ_MUST(e.text[0] != '\0');
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *mem = arena_new();
    sqlite3 *db = own();
    const char *name = fuzz_field(mem, &bytes, &len, '\f');
    const char *note = fuzz_field(mem, &bytes, &len, '\f');
    char *copy = fuzz_copy(bytes, len, true);
    try_words(db, mem, name, note);
    forget_all(db);
    try_copy(db, copy, len);
    forget_all(db);
    free(copy);
    arena_free(mem);
    return 0;
}
