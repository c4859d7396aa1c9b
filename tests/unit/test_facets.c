/* test_facets.c - how many calls of each kind were found, for people and for
 * programs. */
#include "query_fixture.h"

#include "../../search/facets.h"

#include "medel/term.h"

static const char *const calls[] = {
    "{'id':'a','title':'A','regions':['SE-BD','SE-AC'],'themes':['rural'],"
    "'deadlines':['2026-12-15','2027-03-01']}",
    "{'id':'b','title':'B','regions':['SE-BD'],'themes':['rural','youth'],"
    "'deadlines':['2027-02-01'],'kind':'loan','funder_id':'other',"
    "'funder':'Stiftelsen スキー \\u001b[31m, *Norr*'}",
    "{'id':'c','title':'C','rolling':true}",
    "{'id':'d','title':'D','status':'open'}",
    "{'id':'e','title':'E','deadlines':['2026-01-01']}",
};

static int set_up(void **state)
{
    json_t *all = json_array();
    (void)state;
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        json_array_append_new(all, record(calls[i]));
    return set_up_index(all);
}

static struct facets counted(void)
{
    struct err e = ERR_INIT;
    struct facets f;
    struct candidate_list l =
        found_by((struct search_request){.all = true}, NULL, &e);
    assert_int_equal(l.n, 5);
    facets_count(&f, &l, (struct gate_day){TODAY, -1});
    candidates_free(&l);
    return f;
}

/* "SE-BD:2 SE-AC:1 -:3" */
static const char *text_of(const struct facets *f, enum facet which)
{
    const struct facet_values *v = &f->of[which];
    const char *s = "";
    for (size_t i = 0; i < v->n; i++)
        s = arena_printf(f->mem, "%s%s%s:%zu", s, i > 0 ? " " : "",
                         v->items[i].value != NULL ? v->items[i].value : "-",
                         v->items[i].count);
    return s;
}

static void test_counts(void **state)
{
    struct facets f = counted();
    (void)state;
    assert_int_equal(f.total, 5);
    assert_string_equal(text_of(&f, FACET_FUNDER), "fonden:4 other:1");
    assert_string_equal(text_of(&f, FACET_REGION), "SE-BD:2 SE-AC:1 -:3");
    assert_string_equal(text_of(&f, FACET_THEME), "rural:2 youth:1 -:3");
    assert_string_equal(text_of(&f, FACET_STATUS), "open:4 closed:1");
    assert_string_equal(text_of(&f, FACET_KIND), "grant:4 loan:1");
    assert_string_equal(text_of(&f, FACET_DEADLINE),
                        "2026-01:1 2026-12:1 2027-02:1 rolling:1 -:1");
    facets_free(&f);
}

static void test_table(void **state)
{
    struct facets f = counted();
    (void)state;
    for (int width = 0; width < 130; width += 9) {
        struct buf out;
        const struct facets_options o = {width, false};
        int limit = width < 40 ? 40 : width > 100 ? 100 : width;
        buf_init(&out, 100000);
        assert_int_equal(facets_print(&out, &f, &o), ST_OK);
        assert_null(strchr(out.data, '\033'));
        for (char *line = out.data; *line != '\0';) {
            char *end = strchr(line, '\n');
            *end = '\0';
            if (term_text_width(line) > limit)
                fail_msg("%d cells: '%s'", limit, line);
            line = end + 1;
        }
        buf_free(&out);
    }
    facets_free(&f);
}

static void test_bars(void **state)
{
    struct facets f = counted();
    struct buf out;
    const struct facets_options plain = {80, false}, coloured = {80, true};
    (void)state;
    buf_init(&out, 100000);
    assert_int_equal(facets_print(&out, &f, &plain), ST_OK);
    /* The longest bar fills the line; one of half its calls is half as long. */
    const char *most = strstr(out.data, "grant"),
               *norr = strstr(out.data, "Norrb");
    assert_non_null(most);
    assert_non_null(norr);
    size_t long_bar = strcspn(strstr(most, "█"), "\n");
    size_t half_bar = strcspn(strstr(norr, "█"), "\n");
    assert_in_range(long_bar, 2 * half_bar - 4, 2 * half_bar + 4);
    buf_reset(&out);
    assert_int_equal(facets_print(&out, &f, &coloured), ST_OK);
    assert_non_null(strstr(out.data, "\033["));
    buf_free(&out);
    facets_free(&f);
}

static void test_json(void **state)
{
    struct facets f = counted();
    struct err e = ERR_INIT;
    struct buf out;
    json_t *o = facets_json(&f);
    (void)state;
    assert_int_equal(json_integer_value(json_object_get(o, "total")), 5);
    json_t *themes =
        json_object_get(json_object_get(o, "facets"), facet_name(FACET_THEME));
    assert_int_equal(json_array_size(themes), 3);
    json_t *last = json_array_get(themes, 2);
    assert_true(json_is_null(json_object_get(last, "value")));
    assert_int_equal(json_integer_value(json_object_get(last, "count")), 3);
    json_decref(o);
    buf_init(&out, 100000);
    assert_int_equal(facets_jsonl(&out, &f, &e), ST_OK);
    const char *end = strchr(out.data, '\n');
    o = json_loadb(out.data, (size_t)(end - out.data), 0, NULL);
    assert_string_equal(json_string_value(json_object_get(o, "facet")),
                        "funder");
    assert_string_equal(json_string_value(json_object_get(o, "value")),
                        "fonden");
    assert_string_equal(json_string_value(json_object_get(o, "name")),
                        "Fonden");
    json_decref(o);
    buf_free(&out);
    facets_free(&f);
}

static void test_csv_and_markdown(void **state)
{
    struct facets f = counted();
    struct buf out;
    (void)state;
    buf_init(&out, 100000);
    assert_int_equal(facets_csv(&out, &f), ST_OK);
    assert_non_null(strstr(out.data, "facet,value,name,count\r\n"
                                     "funder,fonden,Fonden,4\r\n"));
    assert_non_null(strstr(out.data, "theme,,,3\r\n"));
    assert_null(strchr(out.data, '\033'));
    buf_reset(&out);
    assert_int_equal(facets_markdown(&out, &f), ST_OK);
    assert_non_null(strstr(out.data, "* Fonden: 4\n"));
    assert_non_null(strstr(out.data, "\\*Norr\\*"));
    assert_null(strchr(out.data, '\033'));
    buf_free(&out);
    facets_free(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_bars),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_csv_and_markdown),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
