/* test_data_image.c - what is found in a data image is what YAML says, and
 * nothing is found in one that is not of these files, or damaged. */
#include "../../search/cycle_words.h"
#include "../../search/data_image.h"
#include "../../search/knowledge.h"

#include "medel/buf.h"
#include "medel/hash.h"
#include "medel/paths.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#define IMAGE_BYTES (4u << 20)

static struct arena *mem;
static char dir[] = "/tmp/medel-image-XXXXXX";
static struct buf image;      /* of the shipped files */
static struct knowledge yaml; /* as YAML says */

static const char *shipped(void)
{
    const char *share = getenv("MEDEL_SHARE");
    return paths_join(mem, share != NULL ? share : ".", "data");
}

static void load(struct knowledge *k)
{
    struct err e = ERR_INIT;
    if (knowledge_load_from(k, shipped(), true, &e) != ST_OK)
        fail_msg("%s", e.text);
}

static int setup(void **state)
{
    struct cycle_words *cycles;
    struct err e = ERR_INIT;
    (void)state;
    mem = arena_new();
    assert_non_null(mkdtemp(dir));
    const char *path = paths_join(mem, dir, "image");
    data_image_begin();
    load(&yaml);
    assert_int_equal(cycle_words_load(shipped(), &cycles, &e), ST_OK);
    cycle_words_free(cycles);
    assert_int_equal(data_image_write(path, &e), ST_OK);
    buf_init(&image, IMAGE_BYTES);
    assert_int_equal(buf_read_file(&image, path, &e), ST_OK);
    unlink(path);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    data_image_use(NULL, 0);
    knowledge_free(&yaml);
    buf_free(&image);
    rmdir(dir);
    arena_free(mem);
    return 0;
}

/* --- the same ------------------------------------------------------------ */

static void same_words(const char *const *a, size_t n, const char *const *b,
                       size_t m)
{
    assert_int_equal(n, m);
    for (size_t i = 0; i < n; i++)
        assert_string_equal(a[i], b[i]);
}

static void same_lexicon(const struct lexicon *a, const struct lexicon *b)
{
    const struct compound_rules *x = lexicon_compounds(a);
    const struct compound_rules *y = lexicon_compounds(b);
    size_t n, m;
    assert_int_equal(lexicon_group_count(a), lexicon_group_count(b));
    for (size_t i = 0; i < lexicon_group_count(a); i++) {
        const char *const *words = lexicon_group(a, i, &n);
        const char *const *others = lexicon_group(b, i, &m);
        same_words(words, n, others, m);
    }
    for (int t = 0; t < code_count(CODE_THEME); t++) {
        const char *const *words = lexicon_theme_words(a, t, &n);
        const char *const *others = lexicon_theme_words(b, t, &m);
        same_words(words, n, others, m);
    }
    same_words(x->parts, x->n_parts, y->parts, y->n_parts);
    same_words(x->whole, x->n_whole, y->whole, y->n_whole);
    same_words(x->endings, x->n_endings, y->endings, y->n_endings);
    assert_int_equal(x->n_links, y->n_links);
    for (unsigned i = 0; i < x->n_links; i++) {
        assert_string_equal(x->links[i].end, y->links[i].end);
        assert_string_equal(x->links[i].word, y->links[i].word);
    }
    assert_true(lexicon_is_stopword(b, "och"));
    assert_false(lexicon_is_stopword(b, "snickeri"));
}

static void same_names(const struct query_names *a, const struct query_names *b)
{
    static const enum code_kind kinds[] = {CODE_REGION,    CODE_THEME,
                                           CODE_APPLICANT, CODE_KIND,
                                           CODE_STATUS,    CODE_LANGUAGE};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        for (int i = 0; i < code_count(kinds[k]); i++) {
            size_t n, m;
            const char *const *names = query_names_of(a, kinds[k], i, &n);
            const char *const *others = query_names_of(b, kinds[k], i, &m);
            same_words(names, n, others, m);
        }
    assert_int_equal(query_names_field(b, "sista dag", 9), ASK_DEADLINE);
    assert_string_equal(query_names_currency(b, "kronor"), "SEK");
    assert_int_equal(query_names_codes(b, CODE_REGION, "götaland"),
                     query_names_codes(a, CODE_REGION, "götaland"));
}

static void same_aid(const struct state_aid *a, const struct state_aid *b)
{
    size_t n, m;
    const struct aid_rule *x = state_aid_rules(a, &n);
    const struct aid_rule *y = state_aid_rules(b, &m);
    assert_int_equal(n, m);
    for (size_t i = 0; i < n; i++) {
        assert_string_equal(x[i].code, y[i].code);
        assert_int_equal(x[i].years, y[i].years);
        assert_true(x[i].cap_eur == y[i].cap_eur);
        same_words(x[i].words.items, x[i].words.n, y[i].words.items,
                   y[i].words.n);
    }
}

static void same(const struct knowledge *k)
{
    double a = 0, b = 0;
    assert_memory_equal(&k->weights, &yaml.weights, sizeof k->weights);
    assert_true(rates_convert(k->rates, 100, "EUR", "SEK", &a) &&
                rates_convert(yaml.rates, 100, "EUR", "SEK", &b) && a == b);
    same_lexicon(yaml.lexicon, k->lexicon);
    same_names(lexicon_names(yaml.lexicon), lexicon_names(k->lexicon));
    same_aid(yaml.aid, k->aid);
}

static void load_and_compare(void)
{
    struct knowledge k;
    load(&k);
    same(&k);
    knowledge_free(&k);
}

/* --- finding ------------------------------------------------------------- */

/* A file of its own, so that the test has its schema. */
struct rates_file {
    struct {
        double eur, nok, dkk, isk, gbp, usd;
    } sek;
};
#define RATE(key, member)                                                      \
    CYAML_FIELD_FLOAT(key, CYAML_FLAG_DEFAULT, struct rates_file, sek.member)
static const cyaml_schema_field_t rate_fields[] = {
    RATE("EUR", eur), RATE("NOK", nok), RATE("DKK", dkk), RATE("ISK", isk),
    RATE("GBP", gbp), RATE("USD", usd), CYAML_FIELD_END,
};
static const cyaml_schema_field_t file_fields[] = {
    CYAML_FIELD_MAPPING("sek", CYAML_FLAG_DEFAULT, struct rates_file, sek,
                        rate_fields),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t file_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct rates_file, file_fields)};

static void test_found(void **state)
{
    struct buf text;
    struct err e = ERR_INIT;
    (void)state;
    data_image_use(image.data, image.len);
    load_and_compare();

    buf_init(&text, IMAGE_BYTES);
    assert_int_equal(
        buf_read_file(&text, paths_join(mem, shipped(), "rates.yaml"), &e),
        ST_OK);
    void *value = data_image_find(text.data, text.len, &file_schema);
    assert_non_null(value);
    assert_true(((struct rates_file *)value)->sek.eur > 5);
    assert_true(data_image_free(value));
    assert_false(data_image_free(value));
    /* Another file, though it differs by a letter. */
    text.data[2] ^= 1;
    assert_null(data_image_find(text.data, text.len, &file_schema));
    text.data[2] ^= 1;
    assert_null(data_image_find(text.data, text.len - 1, &file_schema));
    /* Another program: its fields are called, or lie, otherwise. */
    cyaml_schema_field_t fields[sizeof rate_fields / sizeof *rate_fields];
    memcpy(fields, rate_fields, sizeof fields);
    fields[0].data_offset = fields[1].data_offset;
    cyaml_schema_field_t file[] = {file_fields[0], file_fields[1]};
    file[0].value.mapping.fields = fields;
    cyaml_schema_value_t schema = file_schema;
    schema.mapping.fields = file;
    assert_null(data_image_find(text.data, text.len, &schema));
    data_image_use(NULL, 0);
    assert_null(data_image_find(text.data, text.len, &file_schema));
    buf_free(&text);
}

/* --- damage -------------------------------------------------------------- */

static size_t head_bytes(void)
{
    struct data_image_head head;
    memcpy(&head, image.data, sizeof head);
    assert_true(head.n >= 9);
    return sizeof head + head.n * sizeof(struct data_image_entry);
}

static void test_damaged(void **state)
{
    unsigned char *bad = malloc(image.len);
    (void)state;
    assert_non_null(bad);
    for (size_t i = 0; i < image.len;
         i += i < head_bytes() ? 7 : image.len / 60) {
        memcpy(bad, image.data, image.len);
        bad[i] ^= 0x55;
        data_image_use(bad, image.len);
        load_and_compare();
    }
    data_image_use(NULL, 0);
    free(bad);
}

static void test_cut_short(void **state)
{
    (void)state;
    for (size_t i = 0; i <= 40; i++) {
        /* A copy as long as is said: valgrind and ASan see beyond. */
        size_t len = i < 20 ? i * 40 : image.len / 20 * (i - 20);
        void *cut = malloc(len + 1);
        assert_non_null(cut);
        memcpy(cut, image.data, len < image.len ? len : image.len);
        data_image_use(cut, len < image.len ? len : image.len);
        load_and_compare();
        data_image_use(NULL, 0);
        free(cut);
    }
}

/* The checksums are right, and a pointer leads out of its block, or its place
 * is beyond it. */
static void test_pointers(void **state)
{
    struct data_image_head head;
    char *bad = malloc(image.len);
    (void)state;
    assert_non_null(bad);
    memcpy(&head, image.data, sizeof head);
    for (int what = 0; what < 3; what++) {
        memcpy(bad, image.data, image.len);
        struct data_image_entry *all = (void *)(bad + sizeof head);
        for (size_t i = 0; i < head.n; i++) {
            struct data_image_entry *x = &all[i];
            uint32_t place = (uint32_t)x->len - 4;
            uintptr_t to = x->len;
            if (x->n_pointers == 0)
                continue;
            char *places = bad + x->at + x->len;
            if (what == 0)
                memcpy(places, &place, sizeof place);
            memcpy(&place, places, sizeof place);
            if (what == 1)
                memcpy(bad + x->at + place, &to, sizeof to);
            if (what == 2)
                x->n_pointers = UINT32_MAX;
            else
                x->sum = hash_bulk(bad + x->at,
                                   x->len + x->n_pointers * sizeof place);
        }
        head.sum = hash_bulk(all, head.n * sizeof *all);
        memcpy(bad, &head, sizeof head);
        data_image_use(bad, image.len);
        load_and_compare();
    }
    data_image_use(NULL, 0);
    free(bad);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_found),
        cmocka_unit_test(test_damaged),
        cmocka_unit_test(test_cut_short),
        cmocka_unit_test(test_pointers),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
