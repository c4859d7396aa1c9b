/*
 * query_fixture.h - what the tests of the query language share: the shipped
 * vocabulary, an index of a few calls, and the ids that a query finds.
 */
#ifndef MEDEL_TESTS_QUERY_FIXTURE_H
#define MEDEL_TESTS_QUERY_FIXTURE_H

#include "search_fixture.h"

#include "../../search/candidates.h"

#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#define TODAY ((struct date){2026, 11, 23})
#define HELPER __attribute__((unused)) static

static char dir[] = "/tmp/medel-query-XXXXXX";
static char path[64];
static struct lexicon *lexicon;
static struct rates *rates;
static struct weights weights;

/* A record from a line in single quotes, with what all have. */
HELPER json_t *record(const char *line)
{
    static const struct {
        const char *key, *value;
    } common[] = {
        {"url", "https://fond.example/x"},
        {"funder", "Fonden"},
        {"funder_id", "fonden"},
        {"kind", "grant"},
        {"status", "open"},
        {"language", "sv"},
        {"currency", "SEK"},
    };
    char *text = strdup(line);
    for (char *s = text; *s != '\0'; s++)
        if (*s == '\'')
            *s = '"';
    json_error_t why;
    json_t *o = json_loads(text, 0, &why);
    if (o == NULL)
        fail_msg("%s: %s", why.text, text);
    free(text);
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        if (json_object_get(o, common[i].key) == NULL)
            json_object_set_new(o, common[i].key, json_string(common[i].value));
    return o;
}

/* Loads the vocabulary and indexes CALLS; RECORDS is taken over. */
HELPER int set_up_index(json_t *records)
{
    struct err e = ERR_INIT;
    char data[4096], file[4200];
    const char *share = getenv("MEDEL_SHARE");
    if (mkdtemp(dir) == NULL)
        return 1;
    snprintf(path, sizeof path, "%s/index", dir);
    fixture_index(path, records, INDEX_SCHEMA_VERSION, TODAY);
    json_decref(records);
    snprintf(data, sizeof data, "%s/data", share != NULL ? share : ".");
    if (lexicon_load(data, &lexicon, &e) != ST_OK)
        fixture_die(&e, data);
    snprintf(file, sizeof file, "%s/rates.yaml", data);
    if (rates_load(file, &rates, &e) != ST_OK)
        fixture_die(&e, file);
    snprintf(file, sizeof file, "%s/weights.yaml", data);
    if (weights_load(file, &weights, &e) != ST_OK)
        fixture_die(&e, file);
    return 0;
}

HELPER int tear_down(void **state)
{
    char command[200];
    (void)state;
    lexicon_free(lexicon);
    rates_free(rates);
    snprintf(command, sizeof command, "rm -rf '%s'", dir);
    return system(command);
}

/* --- searching ----------------------------------------------------------- */

struct job {
    struct search_request rq;
    struct candidate_list found;
};

static enum status find(struct searchdb *db, void *arg, struct err *e)
{
    struct job *j = arg;
    candidates_free(&j->found);
    candidates_init(&j->found);
    return candidates_find(db, &j->rq, &j->found, e);
}

/* What RQ finds in INDEX with WORDS as its query; the caller frees the list. */
HELPER struct candidate_list found_in(const char *index,
                                      struct search_request rq,
                                      const char *words, struct err *e)
{
    static const struct filter none = {0};
    struct arena *mem = arena_new();
    struct query query;
    struct query_fault fault;
    struct job j = {.rq = rq};
    enum status st = ST_OK;
    j.rq.weights = &weights;
    j.rq.lexicon = lexicon;
    j.rq.rates = rates;
    if (!date_is_set(j.rq.day.today))
        j.rq.day = (struct gate_day){TODAY, -1};
    if (j.rq.filter == NULL)
        j.rq.filter = &none;
    if (words != NULL) {
        st =
            query_parse(mem, words, lexicon, j.rq.day.today, &query, &fault, e);
        j.rq.query = &query;
    }
    if (st == ST_OK)
        searchdb_with(NULL, index, find, &j, e);
    arena_free(mem);
    return j.found;
}

/* In the index of set_up_index(). */
HELPER struct candidate_list found_by(struct search_request rq,
                                      const char *words, struct err *e)
{
    return found_in(path, rq, words, e);
}

static int compare_ids(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The ids of L with blanks between, sorted unless IN_ORDER. In ROOM. */
HELPER const char *ids_of(const struct candidate_list *l, bool in_order,
                          char *room, size_t size)
{
    const char *ids[500];
    size_t n = l->n < 500 ? l->n : 500;
    for (size_t i = 0; i < n; i++)
        ids[i] = l->items[i].call->id;
    if (n > 0 && !in_order)
        qsort(ids, n, sizeof *ids, compare_ids);
    room[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        size_t used = strlen(room);
        snprintf(room + used, size - used, "%s%s", i > 0 ? " " : "", ids[i]);
    }
    return room;
}

/* WORDS find just IDS, which are sorted. */
HELPER void expect_by(struct search_request rq, const char *words,
                      const char *ids)
{
    struct err e = ERR_INIT;
    char room[4000];
    struct candidate_list l = found_by(rq, words, &e);
    if (e.status != ST_OK)
        fail_msg("'%s': %s", words != NULL ? words : "", e.text);
    if (strcmp(ids_of(&l, false, room, sizeof room), ids) != 0)
        fail_msg("'%s' finds '%s', not '%s'", words != NULL ? words : "", room,
                 ids);
    candidates_free(&l);
}

HELPER void expect(const char *words, const char *ids)
{
    expect_by((struct search_request){0}, words, ids);
}

#endif
