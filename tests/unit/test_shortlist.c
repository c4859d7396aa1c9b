/* test_shortlist.c - the user's lists, and what was told: own.db. */
#include "../../search/own_db.h"
#include "../../search/shortlist.h"
#include "../../search/told.h"

#include "medel/db.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char dir[64];
static sqlite3 *db;
static struct arena *mem;

#define OK(call)                                                               \
    do {                                                                       \
        struct err e = ERR_INIT;                                               \
        if ((call) != ST_OK)                                                   \
            fail_msg("%s", e.text);                                            \
    } while (0)

static int setup(void **state)
{
    (void)state;
    snprintf(dir, sizeof dir, "/tmp/medel-own-XXXXXX");
    if (mkdtemp(dir) == NULL)
        return -1;
    setenv("XDG_DATA_HOME", dir, 1);
    mem = arena_new();
    OK(own_db_open(&db, &e));
    return 0;
}

static int teardown(void **state)
{
    char command[100];
    (void)state;
    db_close(db);
    arena_free(mem);
    snprintf(command, sizeof command, "rm -rf '%s'", dir);
    return system(command);
}

static void add(sqlite3 *to, const char *list, const char *id, const char *note)
{
    struct call *c = call_new();
    bool added;
    c->id = arena_strdup(c->mem, id);
    c->title = arena_printf(c->mem, "Titel %s", id);
    OK(shortlist_add(to, list, c, note, NULL, &added, &e));
    call_free(c);
}

/* "list/id:status:note:muted ...", of LIST or all. */
static const char *entries(const char *list)
{
    struct shortlist s;
    const char *all = "";
    OK(shortlist_read(db, list, &s, &e));
    for (size_t i = 0; i < s.n; i++) {
        const struct shortlist_entry *x = &s.items[i];
        assert_string_equal(x->copy->id, x->id);
        all = arena_printf(mem, "%s%s%s/%s:%s:%s%s", all, i > 0 ? " " : "",
                           x->list, x->id, shortlist_status_name(x->status),
                           x->note != NULL ? x->note : "",
                           x->muted ? ":muted" : "");
    }
    shortlist_free(&s);
    return all;
}

static void undo(const char *list, const char *what)
{
    struct shortlist_step step;
    OK(shortlist_undo(db, mem, list, &step, &e));
    assert_string_equal(step.what, what);
}

static void test_life_of_an_entry(void **state)
{
    (void)state;
    assert_string_equal(entries(NULL), "");
    add(db, "a", "x", NULL);
    assert_string_equal(entries("a"), "a/x:considering:");
    OK(shortlist_set_status(db, "a", "x", SHORTLIST_APPLYING, NULL, &e));
    OK(shortlist_set_note(db, "a", "x", "fråga Eva", &e));
    OK(shortlist_set_muted(db, "a", "x", true, &e));
    assert_string_equal(entries("a"), "a/x:applying:fråga Eva:muted");
    /* Added again it stays what it was. */
    add(db, "a", "x", NULL);
    assert_string_equal(entries("a"), "a/x:applying:fråga Eva:muted");
    OK(shortlist_remove(db, "a", "x", &e));
    assert_string_equal(entries(NULL), "");
}

static void test_undo_goes_all_the_way(void **state)
{
    (void)state;
    add(db, "a", "x", "ett");
    OK(shortlist_set_status(db, "a", "x", SHORTLIST_AWARDED, "två", &e));
    OK(shortlist_set_note(db, "a", "x", "", &e));
    OK(shortlist_remove(db, "a", "x", &e));
    undo(NULL, "remove");
    assert_string_equal(entries(NULL), "a/x:awarded:");
    undo(NULL, "note");
    assert_string_equal(entries(NULL), "a/x:awarded:två");
    undo(NULL, "status");
    assert_string_equal(entries(NULL), "a/x:considering:ett");
    undo(NULL, "add");
    assert_string_equal(entries(NULL), "");
    struct err e = ERR_INIT;
    struct shortlist_step step;
    assert_int_equal(shortlist_undo(db, mem, NULL, &step, &e), ST_NOT_FOUND);
}

static void test_undo_of_one_list(void **state)
{
    (void)state;
    add(db, "a", "x", NULL);
    add(db, "b", "x", NULL);
    undo("a", "add");
    assert_string_equal(entries(NULL), "b/x:considering:");
}

/* A step that fails leaves nothing to take back. */
static void test_no_such_entry(void **state)
{
    (void)state;
    struct err e = ERR_INIT;
    struct shortlist_step step;
    assert_int_equal(
        shortlist_set_status(db, "a", "x", SHORTLIST_APPLYING, NULL, &e),
        ST_NOT_FOUND);
    assert_non_null(strstr(e.text, "'x'"));
    assert_int_equal(shortlist_undo(db, mem, NULL, &step, NULL), ST_NOT_FOUND);
}

static void test_names(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "  ", "a\nb", "\033[2J", "\xff"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(shortlist_check_name(bad[i], NULL), ST_USAGE);
    assert_int_equal(shortlist_check_name("Kund: Åsa & co", NULL), ST_OK);
    char longest[SHORTLIST_NAME_BYTES + 2];
    memset(longest, 'a', sizeof longest);
    longest[SHORTLIST_NAME_BYTES + 1] = '\0';
    assert_int_equal(shortlist_check_name(longest, NULL), ST_USAGE);
    for (int i = 0; i < SHORTLIST_STATUSES; i++)
        assert_int_equal(shortlist_status_find(shortlist_status_names[i]), i);
    assert_int_equal(shortlist_status_find("won"), -1);
}

/* Processes that change the same lists at once lose nothing. */
static void test_many_at_once(void **state)
{
    (void)state;
    enum { PROCESSES = 6, ADDS = 15 };
    pid_t children[PROCESSES];
    add(db, "shared", "common", NULL);
    for (int p = 0; p < PROCESSES; p++) {
        children[p] = fork();
        assert_true(children[p] >= 0);
        if (children[p] != 0)
            continue;
        struct err e = ERR_INIT;
        sqlite3 *own = NULL;
        enum status st = own_db_open(&own, &e);
        for (int i = 0; i < ADDS && st == ST_OK; i++) {
            struct call *c = call_new();
            bool added;
            c->id = arena_printf(c->mem, "%d-%d", p, i);
            st = shortlist_add(own, "shared", c, NULL, NULL, &added, &e);
            call_free(c);
            if (st == ST_OK)
                st = shortlist_set_status(own, "shared", "common",
                                          (enum shortlist_status)(i % 6), NULL,
                                          &e);
        }
        db_close(own);
        if (st != ST_OK)
            fprintf(stderr, "%s\n", e.text);
        _exit(st == ST_OK ? 0 : 1);
    }
    for (int p = 0; p < PROCESSES; p++) {
        int status = -1;
        assert_true(waitpid(children[p], &status, 0) == children[p]);
        assert_int_equal(status, 0);
    }
    struct shortlist s;
    OK(shortlist_read(db, "shared", &s, &e));
    assert_int_equal(s.n, 1 + PROCESSES * ADDS);
    shortlist_free(&s);
    /* Each of them is a step that can be taken back. */
    for (int i = 0; i < 2 * PROCESSES * ADDS; i++) {
        struct shortlist_step step;
        OK(shortlist_undo(db, mem, NULL, &step, &e));
    }
    assert_string_equal(entries(NULL), "shared/common:considering:");
}

/* --- what was told ---------------------------------------------------------
 */

static struct date day(const char *iso)
{
    struct date d = DATE_NONE;
    assert_true(date_parse_iso(iso, &d));
    return d;
}

static struct told *told_of(const char *audience, const char *today)
{
    struct told *t = NULL;
    OK(told_read(db, audience, day(today), 7, &t, &e));
    return t;
}

static void test_told(void **state)
{
    (void)state;
    struct told *t = told_of("digest a", "2026-11-23");
    assert_int_equal(date_compare(told_since(t), day("2026-11-16")), 0);
    assert_false(told_is(t, "x", "new"));
    told_add(t, "x", "new");
    told_add(t, "x", "new");
    told_add(t, "x", "closing 2026-12-01");
    told_free(t); /* not kept: not told */
    t = told_of("digest a", "2026-11-23");
    assert_false(told_is(t, "x", "new"));
    told_add(t, "x", "new");
    OK(told_keep(t, db, &e));
    told_free(t);
    t = told_of("digest a", "2026-11-24");
    assert_true(told_is(t, "x", "new"));
    assert_false(told_is(t, "x", "closing 2026-12-01"));
    assert_false(told_is(t, "y", "new"));
    /* From where it began, not from the last time. */
    assert_int_equal(date_compare(told_since(t), day("2026-11-16")), 0);
    told_free(t);
    t = told_of("digest b", "2026-11-24");
    assert_false(told_is(t, "x", "new"));
    told_free(t);
}

static void test_a_look_makes_no_file(void **state)
{
    (void)state;
    char elsewhere[100];
    snprintf(elsewhere, sizeof elsewhere, "%s/elsewhere", dir);
    setenv("XDG_DATA_HOME", elsewhere, 1);
    sqlite3 *none = db;
    OK(own_db_look(&none, &e));
    assert_null(none);
    assert_int_not_equal(access(elsewhere, F_OK), 0);
    setenv("XDG_DATA_HOME", dir, 1);
    OK(own_db_look(&none, &e));
    assert_non_null(none);
    db_close(none);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        TEST(test_life_of_an_entry),
        TEST(test_undo_goes_all_the_way),
        TEST(test_undo_of_one_list),
        TEST(test_no_such_entry),
        TEST(test_names),
        TEST(test_many_at_once),
        TEST(test_told),
        TEST(test_a_look_makes_no_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
