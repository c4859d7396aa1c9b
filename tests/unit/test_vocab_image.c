/* test_vocab_image.c - what an image gives is what the files say, and it gives
 * nothing for other files, or when it is damaged. */
#include "read_fixture.h"

#include "../../read/vocab_image.h"

#include "medel/hash.h"

#include <string.h>

#define IMAGE_BYTES ((size_t)64 << 20)

static struct buf bundle, image; /* of the shipped files */
static struct vocab *yaml;       /* as the files say */

static int setup(void **state)
{
    const char *share = getenv("MEDEL_SHARE");
    char dir[4096];
    struct err e = ERR_INIT;
    (void)state;
    snprintf(dir, sizeof dir, "%s/data", share != NULL ? share : ".");
    buf_init(&bundle, CAP_VOCAB_BYTES);
    buf_init(&image, IMAGE_BYTES);
    if (vocab_bundle(dir, &bundle, &e) != ST_OK ||
        vocab_parse(bundle.data, bundle.len, &yaml, &e) != ST_OK ||
        vocab_image_make(yaml, bundle.data, bundle.len, &image, &e) != ST_OK) {
        fprintf(stderr, "%s\n", e.text);
        return -1;
    }
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    vocab_image_use(NULL, 0);
    vocab_free(yaml);
    buf_free(&bundle);
    buf_free(&image);
    return 0;
}

/* --- the same ------------------------------------------------------------ */

static void same_phrase(const struct phrase *a, const struct phrase *b)
{
    const struct lexicon_entry *x = a->entry, *y = b->entry;
    assert_int_equal(a->n, b->n);
    assert_int_equal(a->order, b->order);
    for (uint32_t i = 0; i < a->n; i++) {
        assert_int_equal(a->words[i].len, b->words[i].len);
        assert_int_equal(a->words[i].kind, b->words[i].kind);
        assert_memory_equal(a->words[i].s, b->words[i].s, a->words[i].len + 1);
    }
    assert_int_equal(x->set, y->set);
    assert_string_equal(x->code, y->code);
    assert_int_equal(x->index, y->index);
    assert_true(x->codes == y->codes && x->number == y->number);
    assert_memory_equal(x->currency, y->currency, sizeof x->currency);
    assert_true(x->weight == y->weight && x->weak == y->weak);
}

static void same_tables(const struct vocab *a, const struct vocab *b)
{
    for (unsigned k = 0; k < TERM_TABLES; k++) {
        const struct term_table *x = &a->terms.tables[k];
        const struct term_table *y = &b->terms.tables[k];
        assert_int_equal(x->buckets, y->buckets);
        assert_memory_equal(x->filter, y->filter,
                            TERM_FILTER_WORDS * sizeof *x->filter);
        assert_memory_equal(x->starts, y->starts,
                            (x->buckets + 1) * sizeof *x->starts);
        assert_memory_equal(x->kept, y->kept,
                            x->starts[x->buckets] * sizeof *x->kept);
    }
    for (unsigned f = 0; f < LEARNT_FILES; f++) {
        size_t n, m;
        const void *x = learnt_table(a->learnt[f], &n);
        const void *y = learnt_table(b->learnt[f], &m);
        assert_int_equal(n, m);
        assert_memory_equal(x, y, n);
    }
}

static void same(const struct vocab *a, const struct vocab *b)
{
    assert_int_equal(a->n_phrases, b->n_phrases);
    assert_true(a->n_phrases > 10000);
    for (size_t i = 0; i < a->n_phrases; i++) {
        same_phrase(&a->phrases[i], &b->phrases[i]);
        /* Terms of one entry have one, which some compare by its address. */
        if (i > 0)
            assert_int_equal(a->phrases[i].entry == a->phrases[i - 1].entry,
                             b->phrases[i].entry == b->phrases[i - 1].entry);
    }
    assert_int_equal(a->n_abbreviations, b->n_abbreviations);
    for (size_t i = 0; i < a->n_abbreviations; i++)
        assert_string_equal(a->abbreviations[i], b->abbreviations[i]);
    assert_memory_equal(a->weights, b->weights, sizeof a->weights);
    same_tables(a, b);
}

static void what_is_found_is_what_the_files_say(void **state)
{
    struct vocab v = {.mem = arena_new()}, *whole = NULL;
    struct err e = ERR_INIT;
    (void)state;
    vocab_image_use(image.data, image.len);
    assert_true(vocab_image_find(&v, bundle.data, bundle.len));
    same(yaml, &v);
    arena_free(v.mem);
    assert_int_equal(vocab_parse(bundle.data, bundle.len, &whole, &e), ST_OK);
    same(yaml, whole);
    /* It does come from there. */
    const char *filter = (const char *)whole->terms.tables[0].filter;
    assert_true(filter > image.data && filter < image.data + image.len);
    vocab_free(whole);
}

/* --- nothing ------------------------------------------------------------- */

/* With what is in use there is nothing for this bundle, and V stays as it is.
 */
static void finds_nothing(const char *text, size_t len)
{
    struct vocab v = {.mem = arena_new()};
    assert_false(vocab_image_find(&v, text, len));
    assert_null(v.phrases);
    assert_null(v.learnt[0]);
    arena_free(v.mem);
}

static void another_bundle_is_read_itself(void **state)
{
    static const char was[] = "terms: [", point[] = "terms: [xyzzy, ";
    struct err e = ERR_INIT;
    struct vocab *v = NULL;
    struct buf edited;
    (void)state;
    vocab_image_use(image.data, image.len);
    finds_nothing(bundle.data, bundle.len - 1);
    finds_nothing("", 0);

    /* The first file has the abbreviations. */
    const char *eol = strchr(bundle.data, '\n');
    const char *from = strstr(eol, was);
    assert_memory_equal(bundle.data, "abbreviations.yaml ", 19);
    size_t size = strtoul(bundle.data + 19, NULL, 10);
    assert_true(from != NULL && (size_t)(from - eol) < size);
    buf_init(&edited, CAP_VOCAB_BYTES);
    buf_printf(&edited, "abbreviations.yaml %zu\n",
               size + sizeof point - sizeof was);
    buf_append(&edited, eol + 1, (size_t)(from - eol - 1));
    buf_puts(&edited, point);
    from += sizeof was - 1;
    buf_append(&edited, from, (size_t)(bundle.data + bundle.len - from));
    finds_nothing(edited.data, edited.len);
    assert_int_equal(vocab_parse(edited.data, edited.len, &v, &e), ST_OK);
    assert_true(vocab_is_abbreviation(v, "xyzzy", 5));
    assert_false(vocab_is_abbreviation(yaml, "xyzzy", 5));
    vocab_free(v);
    buf_free(&edited);
}

static void without_one_files_are_read(void **state)
{
    struct vocab *v = NULL;
    struct err e = ERR_INIT;
    (void)state;
    vocab_image_use(NULL, 0);
    finds_nothing(bundle.data, bundle.len);
    assert_int_equal(vocab_parse(bundle.data, bundle.len, &v, &e), ST_OK);
    same(yaml, v);
    vocab_free(v);
}

static void damage_is_noticed(void **state)
{
    char *bad = malloc(image.len);
    (void)state;
    assert_non_null(bad);
    memcpy(bad, image.data, image.len);
    size_t head = sizeof(struct vocab_image_head) + 64;
    for (size_t i = 0; i < image.len; i += i < head ? 1 : image.len / 200) {
        bad[i] ^= 0x55;
        vocab_image_use(bad, image.len);
        finds_nothing(bundle.data, bundle.len);
        bad[i] ^= 0x55;
    }
    vocab_image_use(NULL, 0);
    free(bad);
}

static void give_sum(char *bytes, size_t len)
{
    struct vocab_image_head head;
    size_t summed = offsetof(struct vocab_image_head, text);
    if (len < sizeof head)
        return;
    memcpy(&head, bytes, sizeof head);
    head.sum = hash_bulk(bytes + summed, len - summed);
    memcpy(bytes, &head, sizeof head);
}

/* Even where the checksum is right. */
static void it_may_end_anywhere(void **state)
{
    (void)state;
    for (size_t i = 0; i < 80; i++) {
        /* A copy as long as is said: valgrind and ASan see beyond. */
        size_t len = i < 20 ? i * 8 : image.len / 61 * (i - 19) - i;
        char *cut = malloc(len + 1);
        assert_non_null(cut);
        memcpy(cut, image.data, len);
        give_sum(cut, len);
        vocab_image_use(cut, len);
        finds_nothing(bundle.data, bundle.len);
        free(cut);
    }
    vocab_image_use(NULL, 0);
}

/* The bytes of a part; where its length stands, to AT. */
static char *part_of(char *bytes, enum vocab_image_part part, size_t *at)
{
    *at = sizeof(struct vocab_image_head);
    for (unsigned i = 0;; i++) {
        uint64_t len;
        memcpy(&len, bytes + *at, sizeof len);
        if (i == (unsigned)part)
            return bytes + *at + sizeof len;
        *at += sizeof len + (len + 7) / 8 * 8;
    }
}

/* A number that leads astray, put into a part; the checksum is right. */
static void what_leads_astray_is_noticed(void **state)
{
    static const struct {
        enum vocab_image_part part;
        size_t place, size;
        uint64_t value;
    } rows[] = {
        {VOCAB_ENTRIES, offsetof(struct lexicon_entry, code), 8, 1u << 30},
        {VOCAB_ENTRIES, offsetof(struct lexicon_entry, set), 4, LEX_SETS},
        {VOCAB_WORDS, offsetof(struct pattern_word, s), 8, UINT64_MAX},
        {VOCAB_WORDS, offsetof(struct pattern_word, len), 4, UINT32_MAX},
        {VOCAB_WORDS, offsetof(struct pattern_word, kind), 4, 99},
        {VOCAB_PHRASES, offsetof(struct phrase, entry), 8, 1u << 30},
        {VOCAB_PHRASES, offsetof(struct phrase, words), 8, 1u << 30},
        {VOCAB_PHRASES, offsetof(struct phrase, n), 4, 0},
        {VOCAB_PHRASES, offsetof(struct phrase, n), 4, UINT32_MAX},
        {VOCAB_ABBREVIATIONS, 0, 8, 1u << 30},
        {VOCAB_TABLES + 1, 0, 4, 1},
        {VOCAB_TABLES + 1, 40, 4, UINT32_MAX},
        {VOCAB_TABLES + 2, offsetof(struct term_kept, phrase), 4, 1u << 30},
        /* Lengths, which stand before a part. */
        {VOCAB_STRINGS, 0, 0, 0},
        {VOCAB_STRINGS, 0, 0, UINT64_MAX},
        {VOCAB_STRINGS, 0, 0, UINT64_MAX - 7},
        {VOCAB_WORDS, 0, 0, 24},
        {VOCAB_TABLES, 0, 0, 8},
        {VOCAB_LEARNT, 0, 0, 0},
        {VOCAB_LEARNT, 0, 0, 72},
    };
    char *bad = malloc(image.len);
    (void)state;
    assert_non_null(bad);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t at;
        memcpy(bad, image.data, image.len);
        char *part = part_of(bad, rows[i].part, &at);
        if (rows[i].size != 0)
            memcpy(part + rows[i].place, &rows[i].value, rows[i].size);
        else
            memcpy(bad + at, &rows[i].value, sizeof rows[i].value);
        give_sum(bad, image.len);
        vocab_image_use(bad, image.len);
        finds_nothing(bundle.data, bundle.len);
    }
    vocab_image_use(NULL, 0);
    free(bad);
}

/* A table without an empty place would be searched for ever. */
static void full_tables_are_refused(void **state)
{
    struct arena *mem = arena_new();
    unsigned char *full;
    size_t len;
    (void)state;
    (void)learnt_table(yaml->learnt[0], &len);
    full = malloc(len);
    assert_non_null(full);
    memset(full, 1, len);
    assert_null(learnt_take(mem, LEARNT_SUMS, full, len));
    memset(full, 0, len);
    assert_non_null(learnt_take(mem, LEARNT_SUMS, full, len));
    assert_null(learnt_take(mem, LEARNT_SUMS, full, len - 1));
    assert_null(learnt_take(mem, LEARNT_SUMS, full, len / 4 * 3));
    free(full);
    arena_free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_found_is_what_the_files_say),
        cmocka_unit_test(another_bundle_is_read_itself),
        cmocka_unit_test(without_one_files_are_read),
        cmocka_unit_test(damage_is_noticed),
        cmocka_unit_test(it_may_end_anywhere),
        cmocka_unit_test(what_leads_astray_is_noticed),
        cmocka_unit_test(full_tables_are_refused),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
