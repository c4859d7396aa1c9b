/* test_funder.c - sources: folders that override, files that are wrong. */
#include "medel/funder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char top[64], first[80], second[80];

static int set_up(void **state)
{
    (void)state;
    snprintf(top, sizeof top, "/tmp/medel-funder-XXXXXX");
    if (mkdtemp(top) == NULL)
        return -1;
    snprintf(first, sizeof first, "%s/1", top);
    snprintf(second, sizeof second, "%s/2", top);
    return mkdir(first, 0755) | mkdir(second, 0755);
}

static int tear_down(void **state)
{
    (void)state;
    char command[100];
    snprintf(command, sizeof command, "rm -rf '%s'", top);
    return system(command);
}

static void put(const char *dir, const char *name, const char *text)
{
    char path[300];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static void drop(const char *dir, const char *name)
{
    char path[300];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    assert_int_equal(unlink(path), 0);
}

static char told[20000];

static void tell(void *arg, const char *text)
{
    (void)arg;
    size_t n = strlen(told);
    snprintf(told + n, sizeof told - n, "%s\n", text);
}

static size_t load(struct funder_list *l)
{
    const char *const dirs[] = {first, second};
    struct err e = ERR_INIT;
    size_t n_bad = 99;
    told[0] = '\0';
    if (funder_list_load(dirs, 2, l, &n_bad, tell, NULL, &e) != ST_OK)
        fail_msg("%s", e.text);
    return n_bad;
}

static void test_whole(void **state)
{
    (void)state;
    put(first, "vaxtkraft.yaml",
        "id: vaxtkraft\n"
        "name: {sv: Växtkraftsverket, en: Growth Agency}\n"
        "kind: agency\n"
        "regions: [SE-BD, SE-AC]\n"
        "languages: [sv, en]\n"
        "start:\n"
        "  - HTTPS://Example.org:443/utlysningar/#x\n"
        "  - https://example.org/stöd\n"
        "hosts: [e-tjanst.Example.org, \"127.0.0.1:8080\", åre.se]\n"
        "allow: [/utlysningar/, \"*.html$\"]\n"
        "deny:\n  - /en/\n"
        "budget: 500\n"
        "api:\n"
        "  - {kind: gdp, key: gdp-x, organisation: 202100-5216}\n"
        "  - kind: wordpress\n"
        "    url: HTTPS://example.org/wp-json/wp/v2\n"
        "    parts: [posts, call]\n"
        "notes:\nhome: https://example.org/\n"
        "evidence: seen\nchecked: 2026-11-01\n");
    put(first, "enkel.yaml",
        "id: enkel\nname: Enkel & Co\nregions: []\n"
        "language: sv\nstart: [http://enkel.se]\n");
    put(first, "README.md", "not a source");
    put(first, ".hidden.yaml", "nor this");
    put(first, "x.yaml~", "nor this");
    struct funder_list l;
    assert_int_equal(load(&l), 0);
    assert_string_equal(told, "");
    assert_int_equal(l.n, 2);
    assert_string_equal(l.items[0].id, "enkel");
    assert_string_equal(l.items[0].name, "Enkel & Co");
    assert_null(l.items[0].name_en);
    assert_int_equal(l.items[0].regions, 0);
    assert_int_equal(l.items[0].n_languages, 1);
    assert_int_equal(l.items[0].budget, 0);
    const struct funder *f = funder_find(&l, "vaxtkraft");
    assert_non_null(f);
    assert_string_equal(f->name, "Växtkraftsverket");
    assert_string_equal(f->name_en, "Growth Agency");
    assert_string_equal(f->kind, "agency");
    assert_int_equal(f->regions,
                     CODE_BIT(REGION_SE_BD) | CODE_BIT(REGION_SE_AC));
    assert_int_equal(f->n_languages, 2);
    assert_int_equal(f->n_start, 2);
    assert_string_equal(f->start[0], "https://example.org/utlysningar/");
    assert_string_equal(f->start[1], "https://example.org/st%C3%B6d");
    assert_int_equal(f->n_hosts, 3);
    assert_string_equal(f->hosts[0], "e-tjanst.example.org");
    assert_string_equal(f->hosts[1], "127.0.0.1:8080");
    assert_string_equal(f->hosts[2], "xn--re-xia.se");
    assert_int_equal(f->n_allow, 2);
    assert_string_equal(f->allow[1], "*.html$");
    assert_int_equal(f->n_deny, 1);
    assert_int_equal(f->budget, 500);
    assert_string_equal(f->home, "https://example.org/");
    assert_string_equal(f->evidence, "seen");
    assert_int_equal(date_compare(f->checked, (struct date){2026, 11, 1}), 0);
    assert_null(f->notes);
    assert_int_equal(f->start_lines[1], 8);
    assert_int_equal(f->host_lines[0], 9);
    assert_int_equal(f->n_api, 2);
    assert_string_equal(f->api[0].kind, "gdp");
    assert_string_equal(f->api[0].key, "gdp-x");
    assert_string_equal(f->api[0].organisation, "202100-5216");
    assert_null(f->api[0].url);
    assert_int_equal(f->api[0].n_parts, 0);
    assert_string_equal(f->api[1].url, "https://example.org/wp-json/wp/v2");
    assert_int_equal(f->api[1].n_parts, 2);
    assert_string_equal(f->api[1].parts[1], "call");
    assert_non_null(strstr(f->file, "/1/vaxtkraft.yaml"));
    assert_null(funder_find(&l, "vaxtkraf"));
    assert_null(funder_find(&l, ""));
    funder_list_free(&l);

    /* The user's own overrides by id and adds. */
    put(second, "enkel.yaml",
        "id: enkel\nname: {en: Simple}\nstart: [http://enkel.se/b]\n");
    put(second, "annan.yaml",
        "id: annan\nname: Annan\nstart: [http://annan.se]\n");
    assert_int_equal(load(&l), 0);
    assert_string_equal(told, "");
    assert_int_equal(l.n, 3);
    assert_string_equal(l.items[0].id, "annan");
    assert_string_equal(funder_find(&l, "enkel")->name, "Simple");
    assert_string_equal(funder_find(&l, "enkel")->start[0],
                        "http://enkel.se/b");
    funder_list_free(&l);
    drop(second, "enkel.yaml");
    drop(second, "annan.yaml");
    drop(first, "enkel.yaml");
    drop(first, "vaxtkraft.yaml");
}

#define BASE "id: x\nname: X\nregions: [SE]\n"
#define START "start: [\"http://x.se/\"]\n"

static void test_mistakes(void **state)
{
    (void)state;
    static const struct {
        const char *text, *says;
    } cases[] = {
        {"", "x.yaml: the file is empty"},
        {"id: x\nname: [\n", "x.yaml:3: this is not YAML"},
        {BASE "strat: []\n" START,
         ":4: field 'strat': no such field; did you mean 'start'?"},
        {"id: y\nname: X\n" START,
         ":1: field 'id': 'y' must be the file's name, x"},
        {"id: ../x\nname: X\n" START, ":1: field 'id': '../x' may have"},
        {"name: X\n" START, "field 'id': is missing"},
        {"id: x\n" START, "field 'name': is missing"},
        {"id: x\nname: {}\n" START, ":2: field 'name': is missing"},
        {"id: x\nname: {se: X}\n" START,
         ":2: field 'name.se': no such field; did you mean 'sv'?"},
        {"id: x\nname: [X]\n" START, ":2: field 'name': must be one value"},
        {BASE "start: [\"ftp://x.se/\"]\n",
         ":4: field 'start[0]': 'ftp://x.se/' is not a web address"},
        {BASE "start:\n  - http://x.se/\n  - x.se/y\n",
         ":6: field 'start[1]': 'x.se/y' is not a web address"},
        {BASE, "field 'start': must name at least one address"},
        {BASE "start: []\n", ":4: field 'start': must name at least one"},
        {BASE "start: http://x.se/\n", ":4: field 'start': must be a list"},
        {"id: x\nname: X\nregions: [SE-Q]\n" START,
         ":3: field 'regions[0]': unknown code 'SE-Q'; did you mean"},
        {BASE START "hosts: [\"http://x.se/\"]\n",
         ":5: field 'hosts[0]': 'http://x.se/' is no host name"},
        {BASE START "hosts: [a b]\n", "'a b' is no host name"},
        {BASE START "hosts: [u@h]\n", "'u@h' is no host name"},
        {BASE START "allow: [utlysningar]\n",
         ":5: field 'allow[0]': 'utlysningar' must begin with / or *"},
        {BASE START "deny: [\"http://x.se/a\"]\n", "field 'deny[0]'"},
        {BASE START "api: vinnova\n", ":5: field 'api': must be"},
        {BASE START "api: {url: \"http://x.se/\"}\n",
         "field 'api.kind': is missing"},
        {BASE START "api: {kind: vinova}\n",
         ":5: field 'api.kind': there is no kind of API 'vinova'; did you "
         "mean 'vinnova'?"},
        {BASE START "api:\n  - {kind: gdp}\n  - {kind: soap}\n",
         ":7: field 'api[1].kind': there is no kind of API 'soap'"},
        {BASE START "api: {kind: feed}\n", "field 'api.url': is missing"},
        {BASE START "api: {kind: gdp, url: \"ftp://x.se/\"}\n",
         ":5: field 'api.url': 'ftp://x.se/' is not a web address"},
        {BASE START "api: {kind: gdp, key: ../x}\n",
         ":5: field 'api.key': '../x' may have"},
        {BASE START "api: {kind: gdp, keys: x}\n",
         "field 'api.keys': no such field; did you mean 'key'?"},
        {BASE START "budget: many\n", ":5: field 'budget': 'many' is not"},
        {BASE START "budget: 1.5\n", "must be a whole number of pages"},
        {BASE START "budget: 99999999\n", "is more than 1000000"},
        {BASE START "languages: [svenska]\n",
         ":5: field 'languages[0]': unknown code 'svenska'; there are: sv, en"},
        {BASE START "language: SV\n",
         ":5: field 'language': unknown code 'SV'; did you mean 'sv'?"},
        {BASE START "kind: agenci\n",
         ":5: field 'kind': unknown code 'agenci'; did you mean 'agency'?"},
        {BASE START "kind: bankomat\n", "there are: agency, region,"},
        {BASE START "home: x.se\n", ":5: field 'home': 'x.se' is not a web"},
        {BASE START "evidence: guessed\n",
         ":5: field 'evidence': 'guessed' must be seen or inferred"},
        {BASE START "checked: 2026-02-30\n",
         ":5: field 'checked': '2026-02-30' is no date"},
        {BASE START "notes: &a x\n", ":5: anchors and aliases"},
        {BASE START "name: Y\n", ":5: field 'name' is given twice"},
    };
    put(second, "good.yaml", "id: good\nname: G\nstart: [http://g.se]\n");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct funder_list l;
        put(first, "x.yaml", cases[i].text);
        assert_int_equal(load(&l), 1);
        if (strstr(told, cases[i].says) == NULL ||
            strstr(told, "/1/x.yaml") == NULL)
            fail_msg("case %zu: '%s' does not say '%s'", i, told,
                     cases[i].says);
        assert_int_equal(l.n, 1);
        assert_string_equal(l.items[0].id, "good");
        funder_list_free(&l);
    }
    /* An API needs no start; the two other ways to write a language. */
    put(first, "x.yaml",
        BASE "api: {kind: vinnova}\nlanguages: sv\n"
             "language: [no, fi]\n");
    struct funder_list l;
    assert_int_equal(load(&l), 0);
    assert_int_equal(funder_find(&l, "x")->n_languages, 3);
    assert_int_equal(funder_find(&l, "x")->n_api, 1);
    funder_list_free(&l);

    /* No file at all, and one that nobody ever writes to. */
    drop(first, "x.yaml");
    char path[300];
    snprintf(path, sizeof path, "%s/x.yaml", first);
    assert_int_equal(mkdir(path, 0755), 0);
    assert_int_equal(load(&l), 1);
    assert_non_null(strstr(told, "is not a file"));
    funder_list_free(&l);
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(mkfifo(path, 0644), 0);
    assert_int_equal(load(&l), 1);
    funder_list_free(&l);
    drop(first, "x.yaml");
    assert_int_equal(symlink("nowhere", path), 0);
    assert_int_equal(load(&l), 1);
    funder_list_free(&l);
    drop(first, "x.yaml");
    drop(second, "good.yaml");
}

static void test_shared_hosts(void **state)
{
    (void)state;
    struct funder_list l;
    put(first, "a.yaml",
        "id: a\nname: A\nstart: [http://www.x.se/1, http://www.x.se/2]\n");
    put(first, "b.yaml",
        "id: b\nname: B\nstart: [http://b.se/]\n"
        "hosts: [x.se]\n");
    assert_int_equal(load(&l), 0);
    assert_non_null(strstr(told, "b.yaml:4: the host x.se is also in "));
    assert_non_null(strstr(told, "a.yaml:3; say by 'allow'"));
    assert_null(strstr(strchr(told, '\n') + 1, "host")); /* said once */
    assert_int_equal(l.n, 2);
    assert_int_equal(l.n_shared, 1);
    funder_list_free(&l);
    put(first, "a.yaml",
        "id: a\nname: A\nstart: [http://www.x.se/1]\nallow: [/1]\n");
    put(first, "b.yaml",
        "id: b\nname: B\nstart: [http://x.se/2]\nallow: [/2]\n");
    assert_int_equal(load(&l), 0);
    assert_string_equal(told, "");
    assert_int_equal(l.n_shared, 0);
    funder_list_free(&l);
    /* Parts that overlap are no parts, but for what one of them denies. */
    static const struct {
        const char *a, *b;
        size_t shared;
    } cases[] = {
        {"allow: [/]", "allow: [/2]", 1},
        {"allow: [/x/]", "allow: [/x/]", 1},
        {"allow: [\"*/x/\"]", "allow: [/2]", 1},
        {"allow: [/1/, /2/y/]", "allow: [/2/]", 1},
        {"allow: [/1]", "hosts: []", 1},
        {"allow: [/1/]", "allow: [/2/, /3/]", 0},
        {"allow: [/]\ndeny: [/2/]", "allow: [/2/]", 0},
        {"allow: [/]\ndeny: [/2/]", "allow: [/2/, /3/]", 1},
        {"allow: [/]\ndeny: [\"/2/*.pdf\"]", "allow: [/2/]", 1},
        {"allow: [/1/]", "allow: [\"/2/*.html\"]", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[300];
        snprintf(text, sizeof text,
                 "id: a\nname: A\nstart: [http://x.se/1]\n%s\n", cases[i].a);
        put(first, "a.yaml", text);
        snprintf(text, sizeof text,
                 "id: b\nname: B\nstart: [http://x.se/2]\n%s\n", cases[i].b);
        put(first, "b.yaml", text);
        assert_int_equal(load(&l), 0);
        if (l.n_shared != cases[i].shared)
            fail_msg("case %zu: %zu shared: %s", i, l.n_shared, told);
        funder_list_free(&l);
    }
    /* Three with one host: each pair that has not divided it. */
    put(first, "a.yaml", "id: a\nname: A\nstart: [http://x.se/1]\n");
    put(first, "b.yaml", "id: b\nname: B\nstart: [http://x.se/2]\n");
    put(first, "c.yaml", "id: c\nname: C\nstart: [http://x.se/3]\n");
    assert_int_equal(load(&l), 0);
    assert_int_equal(l.n_shared, 3);
    funder_list_free(&l);
    drop(first, "a.yaml");
    drop(first, "b.yaml");
    drop(first, "c.yaml");
}

static void test_ids(void **state)
{
    (void)state;
    struct funder_list l;
    put(first, "Vinnova.yaml", "id: Vinnova\nname: V\nstart: [http://v.se]\n");
    put(second, "vinnova.yaml", "id: vinnova\nname: V\nstart: [http://w.se]\n");
    put(second, "x.yml", "id: x\nname: X\nstart: [http://x.se]\n");
    assert_int_equal(load(&l), 2);
    assert_int_equal(l.n, 1);
    assert_non_null(strstr(told, "/2/vinnova.yaml: the id vinnova differs"));
    assert_non_null(strstr(told, "/2/x.yml: is not read; its name must"));
    funder_list_free(&l);
    drop(first, "Vinnova.yaml");
    drop(second, "vinnova.yaml");
    drop(second, "x.yml");
}

static void test_lint(void **state)
{
    (void)state;
    static const char *const fields[] = {
        "kind: bank\n",        "regions: []\n",         "languages: [sv]\n",
        "home: http://x.se\n", "checked: 2026-11-01\n", "evidence: seen\n",
        "notes: nothing\n"};
    enum { N = sizeof fields / sizeof fields[0] };
    struct funder_list l;
    char text[500];
    for (int missing = -1; missing < N; missing++) {
        snprintf(text, sizeof text, "%s",
                 "id: x\nname: X\nstart: [http://x.se]\n");
        for (int i = 0; i < N; i++)
            if (i != missing)
                snprintf(text + strlen(text), sizeof text - strlen(text), "%s",
                         fields[i]);
        put(first, "x.yaml", text);
        assert_int_equal(load(&l), 0);
        assert_int_equal(funder_list_lint(&l, tell, NULL), missing >= 0);
        if (missing >= 0) {
            char says[60];
            snprintf(says, sizeof says, "/1/x.yaml: field '%.*s': is missing;",
                     (int)strcspn(fields[missing], ":"), fields[missing]);
            assert_non_null(strstr(told, says));
        }
        assert_int_equal(funder_list_lint(&l, NULL, NULL), missing >= 0);
        funder_list_free(&l);
    }
    drop(first, "x.yaml");
}

static void test_folders(void **state)
{
    (void)state;
    struct err e = ERR_INIT;
    struct funder_list l = {.n = 7};
    size_t n_bad = 0;
    const char *none[] = {"/nonexistent/a", "/nonexistent/b"};
    assert_int_equal(funder_list_load(none, 2, &l, &n_bad, tell, NULL, &e),
                     ST_NOT_FOUND);
    assert_non_null(strstr(e.text, "/nonexistent/a"));
    assert_int_equal(l.n, 7);
    err_clear(&e);
    none[1] = first; /* one of the two is enough */
    assert_int_equal(funder_list_load(none, 2, &l, &n_bad, NULL, NULL, &e),
                     ST_OK);
    assert_int_equal(l.n, 0);
    funder_list_free(&l);
    funder_list_free(NULL);
    put(first, "file", "");
    char path[300];
    snprintf(path, sizeof path, "%s/file", first);
    none[0] = path;
    assert_int_equal(funder_list_load(none, 1, &l, &n_bad, NULL, NULL, &e),
                     ST_IO);
    drop(first, "file");
}

/* What is shipped is right, and no two sources share a host unsaid. */
static void test_shipped(void **state)
{
    (void)state;
    const char *share = getenv("MEDEL_SHARE");
    if (share == NULL)
        skip();
    char dir[300];
    snprintf(dir, sizeof dir, "%s/funders", share);
    const char *const dirs[] = {dir};
    struct funder_list l;
    struct err e = ERR_INIT;
    size_t n_bad = 0;
    told[0] = '\0';
    assert_int_equal(funder_list_load(dirs, 1, &l, &n_bad, tell, NULL, &e),
                     ST_OK);
    assert_int_equal(funder_list_lint(&l, tell, NULL), 0);
    assert_string_equal(told, "");
    assert_int_equal(n_bad, 0);
    assert_true(l.n >= 150);
    funder_list_free(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole),        cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_shared_hosts), cmocka_unit_test(test_folders),
        cmocka_unit_test(test_ids),          cmocka_unit_test(test_lint),
        cmocka_unit_test(test_shipped),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
