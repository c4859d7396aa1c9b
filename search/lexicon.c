/* lexicon.c - the word lists of data/; see lexicon.h. */
#include "lexicon.h"

#include "datafile.h"

#include "medel/i18n.h"
#include "medel/paths.h"
#include "medel/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

struct word_list {
    const char **words;
    unsigned n_words;
};
struct theme_list {
    int theme;
    const char **words;
    unsigned n_words;
};
struct synonym_file {
    struct word_list *groups;
    unsigned n_groups;
};
struct theme_file {
    struct theme_list *themes;
    unsigned n_themes;
};

struct lexicon {
    struct word_list *stop; /* sorted */
    struct synonym_file *synonyms;
    struct theme_file *themes;
    struct compound_rules *compounds;
    struct query_names *names;
};

/* --- the files' shapes --------------------------------------------------- */

#define WORD_MAX 100 /* bytes of one expression */
#define LIST_MAX 5000

static const cyaml_schema_value_t word_schema = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char *, 1, WORD_MAX)};

static const cyaml_schema_field_t stop_fields[] = {
    CYAML_FIELD_SEQUENCE_COUNT("words", CYAML_FLAG_POINTER, struct word_list,
                               words, n_words, &word_schema, 0, LIST_MAX),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t stop_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct word_list, stop_fields)};

static const cyaml_schema_field_t group_fields[] = {
    CYAML_FIELD_SEQUENCE_COUNT("same", CYAML_FLAG_POINTER, struct word_list,
                               words, n_words, &word_schema, 2, LIST_MAX),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t group_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct word_list, group_fields)};
static const cyaml_schema_field_t synonym_fields[] = {
    CYAML_FIELD_SEQUENCE_COUNT("groups", CYAML_FLAG_POINTER,
                               struct synonym_file, groups, n_groups,
                               &group_schema, 0, LIST_MAX),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t synonym_schema = {CYAML_VALUE_MAPPING(
    CYAML_FLAG_POINTER, struct synonym_file, synonym_fields)};

static const cyaml_schema_field_t link_fields[] = {
    CYAML_FIELD_STRING_PTR("end", CYAML_FLAG_POINTER, struct compound_link, end,
                           1, WORD_MAX),
    CYAML_FIELD_STRING_PTR("word", CYAML_FLAG_POINTER, struct compound_link,
                           word, 0, WORD_MAX),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t link_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct compound_link, link_fields)};
static const cyaml_schema_field_t compound_fields[] = {
    CYAML_FIELD_SEQUENCE_COUNT("links", CYAML_FLAG_POINTER,
                               struct compound_rules, links, n_links,
                               &link_schema, 0, 20),
    CYAML_FIELD_SEQUENCE_COUNT("endings", CYAML_FLAG_POINTER,
                               struct compound_rules, endings, n_endings,
                               &word_schema, 0, 40),
    CYAML_FIELD_SEQUENCE_COUNT("parts", CYAML_FLAG_POINTER,
                               struct compound_rules, parts, n_parts,
                               &word_schema, 0, LIST_MAX),
    CYAML_FIELD_SEQUENCE_COUNT("whole", CYAML_FLAG_POINTER,
                               struct compound_rules, whole, n_whole,
                               &word_schema, 0, LIST_MAX),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t compound_schema = {CYAML_VALUE_MAPPING(
    CYAML_FLAG_POINTER, struct compound_rules, compound_fields)};

/* The schema of theme_words.yaml; the names of the themes come at run time. */
struct theme_schema {
    cyaml_strval_t codes[DATAFILE_CODES_MAX];
    cyaml_schema_field_t list_fields[3];
    cyaml_schema_value_t list;
    cyaml_schema_field_t file_fields[2];
    cyaml_schema_value_t file;
};

static void theme_schema_init(struct theme_schema *s)
{
    int n = datafile_codes(CODE_THEME, false, s->codes);
    s->list_fields[0] = (cyaml_schema_field_t)CYAML_FIELD_ENUM(
        "theme", CYAML_FLAG_STRICT, struct theme_list, theme, s->codes, n);
    s->list_fields[1] = (cyaml_schema_field_t)CYAML_FIELD_SEQUENCE_COUNT(
        "words", CYAML_FLAG_POINTER, struct theme_list, words, n_words,
        &word_schema, 0, LIST_MAX);
    s->list_fields[2] = (cyaml_schema_field_t)CYAML_FIELD_END;
    s->list = (cyaml_schema_value_t){CYAML_VALUE_MAPPING(
        CYAML_FLAG_DEFAULT, struct theme_list, s->list_fields)};
    s->file_fields[0] = (cyaml_schema_field_t)CYAML_FIELD_SEQUENCE_COUNT(
        "themes", CYAML_FLAG_POINTER, struct theme_file, themes, n_themes,
        &s->list, 0, LIST_MAX);
    s->file_fields[1] = (cyaml_schema_field_t)CYAML_FIELD_END;
    s->file = (cyaml_schema_value_t){CYAML_VALUE_MAPPING(
        CYAML_FLAG_POINTER, struct theme_file, s->file_fields)};
}

/* --- loading ------------------------------------------------------------- */

static int compare_words(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void sort_words(const char **words, size_t n)
{
    if (n > 0)
        qsort(words, n, sizeof *words, compare_words);
}

static bool among(const char *word, const char *const *words, size_t n)
{
    return n > 0 &&
           bsearch(&word, words, n, sizeof *words, compare_words) != NULL;
}

static enum status sort_stop(const char *path, void *value, struct err *e)
{
    struct word_list *stop = value;
    (void)path, (void)e;
    sort_words(stop->words, stop->n_words);
    return ST_OK;
}

static enum status sort_compounds(const char *path, void *value, struct err *e)
{
    struct compound_rules *compounds = value;
    (void)path, (void)e;
    sort_words(compounds->parts, compounds->n_parts);
    sort_words(compounds->whole, compounds->n_whole);
    return ST_OK;
}

static enum status load_files(struct lexicon *l, struct arena *mem,
                              const char *dir, struct err *e)
{
    struct theme_schema themes;
    theme_schema_init(&themes);
    enum status st =
        datafile_load(paths_join(mem, dir, "stopwords.yaml"), &stop_schema,
                      sort_stop, (void **)&l->stop, e);
    if (st == ST_OK)
        st = datafile_load(paths_join(mem, dir, "synonyms.yaml"),
                           &synonym_schema, NULL, (void **)&l->synonyms, e);
    if (st == ST_OK)
        st = datafile_load(paths_join(mem, dir, "theme_words.yaml"),
                           &themes.file, NULL, (void **)&l->themes, e);
    if (st == ST_OK)
        st = datafile_load(paths_join(mem, dir, "compounds.yaml"),
                           &compound_schema, sort_compounds,
                           (void **)&l->compounds, e);
    if (st == ST_OK)
        st = query_names_load(paths_join(mem, dir, "query.yaml"), &l->names, e);
    return st;
}

enum status lexicon_load(const char *dir, struct lexicon **ret, struct err *e)
{
    struct lexicon *l = calloc(1, sizeof *l);
    if (l == NULL)
        return err_set(e, ST_NOMEM, _("out of memory"));
    struct arena *mem = arena_new();
    enum status st = load_files(l, mem, dir, e);
    arena_free(mem);
    if (st == ST_OK)
        *ret = l;
    else
        lexicon_free(l);
    return st;
}

void lexicon_free(struct lexicon *l)
{
    if (l == NULL)
        return;
    struct theme_schema themes;
    theme_schema_init(&themes);
    datafile_free(&stop_schema, l->stop);
    datafile_free(&synonym_schema, l->synonyms);
    datafile_free(&themes.file, l->themes);
    datafile_free(&compound_schema, l->compounds);
    query_names_free(l->names);
    free(l);
}

/* --- asking -------------------------------------------------------------- */

bool lexicon_is_stopword(const struct lexicon *l, const char *word)
{
    return among(word, l->stop->words, l->stop->n_words);
}

const struct query_names *lexicon_names(const struct lexicon *l)
{
    return l->names;
}

const struct compound_rules *lexicon_compounds(const struct lexicon *l)
{
    return l->compounds;
}

bool lexicon_is_part(const struct lexicon *l, const char *word)
{
    return among(word, l->compounds->parts, l->compounds->n_parts);
}

bool lexicon_is_whole(const struct lexicon *l, const char *word)
{
    return among(word, l->compounds->whole, l->compounds->n_whole);
}

const char *const *lexicon_theme_words(const struct lexicon *l, int theme,
                                       size_t *n)
{
    for (unsigned i = 0; i < l->themes->n_themes; i++) {
        const struct theme_list *t = &l->themes->themes[i];
        if (t->theme == theme) {
            *n = t->n_words;
            return t->words;
        }
    }
    *n = 0;
    return NULL;
}

size_t lexicon_group_count(const struct lexicon *l)
{
    return l->synonyms->n_groups;
}

const char *const *lexicon_group(const struct lexicon *l, size_t i, size_t *n)
{
    *n = l->synonyms->groups[i].n_words;
    return l->synonyms->groups[i].words;
}

/* TEXT in lower case where all of it is plain; else NULL. */
static const char *fold_plain(struct arena *mem, const char *text)
{
    size_t n = 0;
    for (; text[n] != '\0'; n++) {
        unsigned char c = (unsigned char)text[n];
        if (c < 0x80)
            continue;
        unsigned char second = (unsigned char)text[n + 1];
        if (c != LEXICON_LATIN_1 || (second & 0xC0) != 0x80 || second == 0x9F)
            return NULL;
        n++;
    }
    char *folded = arena_strndup(mem, text, n);
    char before = '\0';
    for (size_t i = 0; i < n; i++) {
        folded[i] = lexicon_lower(before, text[i]);
        before = text[i];
    }
    return folded;
}

const char *lexicon_fold(struct arena *mem, const char *text)
{
    const char *plain = fold_plain(mem, text);
    if (plain != NULL)
        return plain;
    utf8proc_uint8_t *folded = NULL;
    utf8proc_ssize_t len =
        utf8proc_map((const utf8proc_uint8_t *)text, 0, &folded,
                     UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPOSE |
                         UTF8PROC_CASEFOLD);
    const char *ret =
        len > 0 ? arena_strndup(mem, (const char *)folded, (size_t)len) : "";
    free(folded);
    return ret;
}

size_t lexicon_words(struct arena *mem, const char *text, size_t max,
                     const char ***ret)
{
    const char *folded = lexicon_fold(mem, text), *start = NULL;
    const char **words = NULL;
    size_t n = 0, cap = 0;
    for (const char *s = folded; n < max;) {
        utf8proc_int32_t c = 0;
        utf8proc_ssize_t step = 1;
        if (*s != '\0')
            step = utf8proc_iterate((const utf8proc_uint8_t *)s, -1, &c);
        if (step < 1)
            break;
        bool in_word = *s != '\0' && utf8_in_word(c);
        if (in_word && start == NULL)
            start = s;
        if (!in_word && start != NULL) {
            words = arena_grow(mem, words, n, &cap, sizeof *words);
            words[n++] = arena_strndup(mem, start, (size_t)(s - start));
            start = NULL;
        }
        if (*s == '\0')
            break;
        s += step;
    }
    *ret = words;
    return n;
}
