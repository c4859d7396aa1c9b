/* test_run_meaning.c - what words mean together, by the shipped vocabulary and
 * an index, and that the index is asked but once. */
#include "query_fixture.h"

#include "../../search/run_meaning.h"

static const char *const calls[] = {
    "{'id':'bygd','title':'Utveckling','text':'Landsbygdsutveckling för "
    "landsbygden, med utveckling.','reference':'Dnr 2026/00331'}",
};

static int set_up(void **state)
{
    json_t *all = json_array();
    (void)state;
    json_array_append_new(all, record(calls[0]));
    return set_up_index(all);
}

static enum status ask_names(struct searchdb *db, void *arg, struct err *e)
{
    static const char *const county[] = {"norrbottens", "län"},
                             *const number[] = {"2026", "00331"},
                             *const none[] = {"bygd"};
    const struct run_names *a, *b;
    (void)arg;
    assert_int_equal(run_names(db, lexicon, county, 2, &a, e), ST_OK);
    assert_true(a->region >= 0);
    assert_string_equal(code_name(CODE_REGION, a->region), "SE-BD");
    assert_int_equal(a->n_references, 0);
    assert_int_equal(run_names(db, lexicon, county, 2, &b, e), ST_OK);
    assert_ptr_equal(a, b);
    assert_int_equal(run_names(db, lexicon, number, 2, &a, e), ST_OK);
    assert_int_equal(a->region, -1);
    assert_int_equal(a->n_references, 1);
    assert_string_equal(a->references[0], PREFIX_REFERENCE "dnr202600331");
    assert_int_equal(run_names(db, lexicon, none, 1, &a, e), ST_OK);
    assert_int_equal(a->region, -1);
    assert_int_equal(a->n_references, 0);
    return ST_OK;
}

static void names(void **state)
{
    struct err e = ERR_INIT;
    (void)state;
    assert_int_equal(searchdb_with(NULL, path, ask_names, NULL, &e), ST_OK);
}

static enum status ask_compounds(struct searchdb *db, void *arg, struct err *e)
{
    static const char *const one[] = {"landsbygdsutveckling"},
                             *const two[] = {"utveckling", "landsbygden"},
                             *const none[] = {"kultur", "teater"};
    const struct run_compounds *a, *b;
    (void)arg;
    assert_int_equal(run_compounds(db, lexicon, one, 1, &a, e), ST_OK);
    assert_int_equal(a->n_parts, 2);
    assert_string_equal(a->parts[0], "landsbygd");
    assert_string_equal(a->parts[1], "utveckling");
    assert_int_equal(a->n_joined, 1);
    assert_string_equal(a->joined[0], one[0]);
    assert_int_equal(run_compounds(db, lexicon, one, 1, &b, e), ST_OK);
    assert_ptr_equal(a, b);
    /* The other way round. */
    assert_int_equal(run_compounds(db, lexicon, two, 2, &a, e), ST_OK);
    assert_int_equal(a->n_parts, 0);
    assert_int_equal(a->n_joined, 1);
    assert_string_equal(a->joined[0], one[0]);
    assert_int_equal(run_compounds(db, lexicon, none, 2, &a, e), ST_OK);
    assert_int_equal(a->n_parts + a->n_joined, 0);
    return ST_OK;
}

static void compounds(void **state)
{
    struct err e = ERR_INIT;
    (void)state;
    assert_int_equal(searchdb_with(NULL, path, ask_compounds, NULL, &e), ST_OK);
}

/* Whether one of the groups has MEMBER. */
static bool has_member(const struct run_groups *groups, const char *member)
{
    for (size_t i = 0; i < groups->n; i++) {
        size_t n;
        const char *const *group =
            lexicon_group(lexicon, groups->groups[i], &n);
        for (size_t k = 0; k < n; k++)
            if (strcmp(group[k], member) == 0)
                return true;
    }
    return false;
}

/* Single words in any inflection of the language, expressions as they stand. */
static enum status ask_groups(struct searchdb *db, void *arg, struct err *e)
{
    (void)arg;
    for (size_t g = 0; g < lexicon_group_count(lexicon); g++) {
        size_t n;
        const char *const *group = lexicon_group(lexicon, g, &n);
        for (size_t i = 0; i < n; i++) {
            const char **words;
            const struct run_groups *a, *b;
            size_t k = lexicon_words(db->mem, group[i], RUN_WORDS_MAX, &words);
            const char *const *run = (const char *const *)words;
            assert_int_equal(run_groups(db, lexicon, "swedish", run, k, &a, e),
                             ST_OK);
            assert_true(has_member(a, group[i]));
            assert_int_equal(run_groups(db, lexicon, "english", run, k, &b, e),
                             ST_OK);
            assert_true(has_member(b, group[i]));
            assert_ptr_not_equal(a, b);
        }
    }
    const char *const none[] = {"xyzzy"};
    const struct run_groups *a;
    assert_int_equal(run_groups(db, lexicon, "swedish", none, 1, &a, e), ST_OK);
    assert_int_equal(a->n, 0);
    return ST_OK;
}

static void groups(void **state)
{
    struct err e = ERR_INIT;
    (void)state;
    assert_int_equal(searchdb_with(NULL, path, ask_groups, NULL, &e), ST_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names),
        cmocka_unit_test(compounds),
        cmocka_unit_test(groups),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
