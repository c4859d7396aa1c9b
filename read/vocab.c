/*
 * vocab.c - parses the lexicon files and finds their terms in tokens.
 *
 * A term's first word decides where it is looked up: see term_index.h.
 */
#include "vocab_int.h"
#include "known_words.h"
#include "learnt.h"
#include "text.h"

#include "medel/arena.h"
#include "medel/caps.h"
#include "medel/i18n.h"
#include "vocab_codes.h"

#include <cyaml/cyaml.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GAP_WORDS 5u

struct vocab {
    struct arena *mem;
    struct term_index *terms;
    struct known_words *known; /* changes as pages are read */
    uint32_t n_terms;
    struct weight_value weights[WEIGHT_COUNT];
    bool weight_seen[WEIGHT_COUNT];
    bool words_seen[WORDS_COUNT];
    const char **abbreviations;
    size_t n_abbreviations, cap_abbreviations;
    unsigned sets_seen;
    struct learnt *learnt[LEARNT_FILES];
};

/* --- the files' schema --------------------------------------------------- */

struct file_entry {
    char *code;
    double *weight;
    double *reach;
    bool weak;
    char *note;
    char **terms;
    unsigned terms_count;
};
struct file_root {
    char *lexicon;
    char *note;
    struct file_entry *entries;
    unsigned entries_count;
};

static const cyaml_schema_value_t schema_term = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, 200)};

static const cyaml_schema_field_t schema_entry_fields[] = {
    CYAML_FIELD_STRING_PTR("code", CYAML_FLAG_POINTER, struct file_entry, code,
                           1, 200),
    CYAML_FIELD_FLOAT_PTR("weight", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                          struct file_entry, weight),
    CYAML_FIELD_FLOAT_PTR("reach", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                          struct file_entry, reach),
    CYAML_FIELD_BOOL("weak", CYAML_FLAG_OPTIONAL, struct file_entry, weak),
    CYAML_FIELD_STRING_PTR("note", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                           struct file_entry, note, 0, 500),
    CYAML_FIELD_SEQUENCE("terms", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                         struct file_entry, terms, &schema_term, 0,
                         CYAML_UNLIMITED),
    CYAML_FIELD_END};
static const cyaml_schema_value_t schema_entry = {CYAML_VALUE_MAPPING(
    CYAML_FLAG_DEFAULT, struct file_entry, schema_entry_fields)};
static const cyaml_schema_field_t schema_root_fields[] = {
    CYAML_FIELD_STRING_PTR("lexicon", CYAML_FLAG_POINTER, struct file_root,
                           lexicon, 1, 40),
    CYAML_FIELD_STRING_PTR("note", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                           struct file_root, note, 0, 2000),
    CYAML_FIELD_SEQUENCE("entries", CYAML_FLAG_POINTER, struct file_root,
                         entries, &schema_entry, 1, CYAML_UNLIMITED),
    CYAML_FIELD_END};
static const cyaml_schema_value_t schema_root = {CYAML_VALUE_MAPPING(
    CYAML_FLAG_POINTER, struct file_root, schema_root_fields)};

/* libcyaml tells of an error in several lines: what, then where. */
struct log_text {
    char text[512];
};

static void keep_log(cyaml_log_t level, void *arg, const char *fmt, va_list ap)
{
    (void)level;
    struct log_text *l = arg;
    size_t used = strlen(l->text);
    if (used < sizeof l->text - 1)
        vsnprintf(l->text + used, sizeof l->text - used, fmt, ap);
}

/* "FILE:LINE: what" of what libcyaml said. */
static enum status load_error(const char *name, const struct log_text *log,
                              cyaml_err_t ce, struct err *e)
{
    const char *what =
        strncmp(log->text, "Load: ", 6) == 0 ? log->text + 6 : log->text;
    const char *line = strstr(log->text, "line: ");
    unsigned long n = line != NULL ? strtoul(line + 6, NULL, 10) : 0;
    int len = (int)strcspn(what, "\n");
    if (len == 0) {
        what = cyaml_strerror(ce);
        len = (int)strlen(what);
    }
    if (n == 0)
        return err_set(e, ST_INVALID, "%s: %.*s", name, len, what);
    return err_set(e, ST_INVALID, "%s:%lu: %.*s", name, n, len, what);
}

/* The line on which the I-th entry's code stands. */
static size_t entry_line(const char *bytes, size_t len, size_t i)
{
    size_t line = 1;
    bool comment = false;
    for (size_t k = 0; k + 5 <= len; k++) {
        if (bytes[k] == '\n') {
            line++;
            comment = false;
        } else if (bytes[k] == '#') {
            comment = true;
        } else if (!comment && memcmp(bytes + k, "code:", 5) == 0 && i-- == 0) {
            return line;
        }
    }
    return line;
}

/* --- phrases ------------------------------------------------------------- */

/*
 * Cuts a term into pattern words. The term's own punctuation is dropped by
 * the tokeniser in the way a page's is, so that "t.o.m." is three words.
 */
static enum status parse_term(struct vocab *v, const char *term,
                              struct phrase *p, struct err *e)
{
    struct pattern_word words[16];
    size_t n = 0;
    const char *s = term;
    while (*s != '\0') {
        size_t len = strcspn(s, " ");
        if (len == 0) {
            s++;
            continue;
        }
        if (len == 2 && s[0] == '.' && s[1] == '.') {
            if (n == 0 || n == 16)
                return err_set(e, ST_INVALID,
                               _("term \"%s\": \"..\" must "
                                 "stand between words"),
                               term);
            words[n++] = (struct pattern_word){"", 0, PATTERN_GAP};
            s += len;
            continue;
        }
        bool open_start = s[0] == '*', open_end = s[len - 1] == '*';
        const char *from = s + (open_start ? 1 : 0);
        size_t flen = len - (open_start ? 1 : 0) - (open_end && len > 1);
        size_t nt;
        struct token *t = text_tokenise(v->mem, from, flen, &nt);
        size_t first = n;
        for (size_t i = 0; i < nt; i++) {
            if (t[i].kind == TOKEN_PUNCT)
                continue;
            if (n == 16)
                return err_set(e, ST_INVALID,
                               _("term \"%s\" has too many "
                                 "words"),
                               term);
            words[n++] =
                (struct pattern_word){t[i].norm, t[i].len, PATTERN_EXACT};
        }
        if (n == first) { /* a lone mark, as the "&" of "x & y" */
            s += len;
            continue;
        }
        if (open_start && open_end)
            words[n - 1].kind = PATTERN_CONTAINS;
        else if (open_end)
            words[n - 1].kind = PATTERN_PREFIX;
        if (open_start && !open_end)
            words[first].kind = PATTERN_SUFFIX;
        /* The endings of participles are short. */
        bool ending = open_start && !open_end;
        unsigned least = ending && p->entry->set == LEX_WORDS ? 2 : 3;
        if (first == 0 && (n == 1 || words[0].kind == PATTERN_CONTAINS) &&
            (open_start || open_end) && words[0].len < least)
            return err_set(e, ST_INVALID,
                           _("term \"%s\": at least %u letters before or "
                             "after *"),
                           term, least);
        s += len;
    }
    if (n == 0 || words[n - 1].kind == PATTERN_GAP)
        return err_set(e, ST_INVALID, _("term \"%s\" must end in a word"),
                       term);
    struct pattern_word *keep = arena_alloc(v->mem, n * sizeof *keep);
    memcpy(keep, words, n * sizeof *keep);
    p->words = keep;
    p->n = (uint32_t)n;
    return ST_OK;
}

static enum status add_term(struct vocab *v, const struct lexicon_entry *entry,
                            const char *term, struct err *e)
{
    struct phrase *p = arena_alloc(v->mem, sizeof *p);
    p->entry = entry;
    enum status st = parse_term(v, term, p, e);
    if (st != ST_OK)
        return st;
    if (entry->set == LEX_WORDS && p->n != 1)
        return err_set(e, ST_INVALID, _("term \"%s\" must be one word"), term);
    p->order = v->n_terms++;
    term_index_add(v->terms, p);
    return ST_OK;
}

static enum status add_weight(struct vocab *v, const struct file_entry *f,
                              const struct lexicon_entry *entry, struct err *e)
{
    if (f->weight == NULL || f->terms_count != 0)
        return err_set(e, ST_INVALID, _("must have a weight, and no terms"));
    if (v->weight_seen[entry->index])
        return err_set(e, ST_INVALID, _("stands twice"));
    v->weight_seen[entry->index] = true;
    v->weights[entry->index] =
        (struct weight_value){*f->weight, f->reach != NULL ? *f->reach : 0};
    return ST_OK;
}

static enum status add_entry(struct vocab *v, enum lexicon_set set,
                             const struct file_entry *f, struct err *e)
{
    struct lexicon_entry *entry = arena_alloc(v->mem, sizeof *entry);
    entry->set = set;
    entry->code = arena_strdup(v->mem, f->code);
    entry->weight = f->weight != NULL ? *f->weight : 1.0;
    entry->weak = f->weak;
    enum status st = vocab_code_parse(entry, e);
    if (st == ST_OK && set == LEX_WEIGHT)
        return add_weight(v, f, entry, e);
    if (st == ST_OK && set == LEX_WORDS)
        v->words_seen[entry->index] = true;
    if (st == ST_OK && f->terms_count == 0)
        return err_set(e, ST_INVALID, _("has no terms"));
    for (unsigned i = 0; st == ST_OK && i < f->terms_count; i++)
        st = add_term(v, entry, f->terms[i], e);
    return st;
}

static void add_abbreviations(struct vocab *v, const struct file_entry *f)
{
    for (unsigned i = 0; i < f->terms_count; i++) {
        v->abbreviations =
            arena_grow(v->mem, v->abbreviations, v->n_abbreviations,
                       &v->cap_abbreviations, sizeof *v->abbreviations);
        v->abbreviations[v->n_abbreviations++] =
            arena_strdup(v->mem, f->terms[i]);
    }
}

/* A file's name and bytes, and what libcyaml made of them. */
struct file {
    const char *name;
    const char *bytes;
    size_t len;
    struct file_root *root;
};

static enum status add_file(struct vocab *v, const struct file *f,
                            struct err *e)
{
    const struct file_root *r = f->root;
    bool abbreviations = strcmp(r->lexicon, "abbreviations") == 0;
    int set = vocab_set_find(r->lexicon);
    if (set < 0 && !abbreviations)
        return err_set(e, ST_INVALID, _("%s: unknown lexicon \"%s\""), f->name,
                       r->lexicon);
    for (unsigned i = 0; i < r->entries_count; i++) {
        if (abbreviations) {
            add_abbreviations(v, &r->entries[i]);
            continue;
        }
        enum status st = add_entry(v, (enum lexicon_set)set, &r->entries[i], e);
        if (st != ST_OK)
            return err_context(e, _("%s:%zu: code \"%s\""), f->name,
                               entry_line(f->bytes, f->len, i),
                               r->entries[i].code);
    }
    if (set >= 0)
        v->sets_seen |= 1u << set;
    return ST_OK;
}

static enum status parse_file(struct vocab *v, const char *name,
                              const char *bytes, size_t len, struct err *e)
{
    struct log_text log = {""};
    cyaml_config_t config = {.log_fn = keep_log,
                             .log_ctx = &log,
                             .log_level = CYAML_LOG_ERROR,
                             .mem_fn = cyaml_mem,
                             .flags = CYAML_CFG_NO_ALIAS};
    struct file f = {name, bytes, len, NULL};
    cyaml_err_t ce =
        cyaml_load_data((const uint8_t *)bytes, len, &config, &schema_root,
                        (cyaml_data_t **)&f.root, NULL);
    enum status st;
    if (ce != CYAML_OK)
        st = load_error(name, &log, ce, e);
    else if (f.root == NULL) /* libcyaml takes an empty file for a success */
        st = err_set(e, ST_INVALID, _("%s: the file is empty"), name);
    else
        st = add_file(v, &f, e);
    cyaml_free(&config, &schema_root, f.root, 0);
    return st;
}

static enum status take_file(struct vocab *v, const char *name,
                             const char *bytes, size_t len, struct err *e)
{
    for (int f = 0; f < LEARNT_FILES; f++)
        if (strcmp(name, learnt_name((enum learnt_file)f)) == 0)
            return learnt_parse(v->mem, (enum learnt_file)f, bytes, len,
                                &v->learnt[f], e);
    return parse_file(v, name, bytes, len, e);
}

enum status vocab_parse(const char *bundle, size_t len, struct vocab **ret,
                        struct err *e)
{
    struct vocab *v = calloc(1, sizeof *v);
    if (v == NULL)
        return err_set(e, ST_NOMEM, _("out of memory"));
    v->mem = arena_new();
    v->terms = term_index_new(v->mem);
    v->known = known_words_new(v->terms);
    enum status st = ST_OK;
    for (const char *p = bundle, *end = bundle + len; p < end && st == ST_OK;) {
        const char *eol = memchr(p, '\n', (size_t)(end - p));
        char name[256];
        size_t size = 0;
        if (eol == NULL || eol - p >= (long)sizeof name ||
            sscanf(p, "%200s %zu", name, &size) != 2 ||
            size > (size_t)(end - eol - 1)) {
            st = err_set(e, ST_INVALID, _("the vocabulary bundle is cut off"));
            break;
        }
        st = take_file(v, name, eol + 1, size, e);
        p = eol + 1 + size;
    }
    if (st == ST_OK && v->sets_seen != (1u << LEX_SETS) - 1) {
        for (int i = 0; i < LEX_SETS; i++)
            if ((v->sets_seen & 1u << i) == 0)
                st = err_set(e, ST_INVALID,
                             _("the vocabulary has no lexicon "
                               "\"%s\""),
                             vocab_set_name(i));
    }
    for (int f = 0; f < LEARNT_FILES && st == ST_OK; f++)
        if (v->learnt[f] == NULL)
            st = err_set(e, ST_INVALID, _("the vocabulary has no file \"%s\""),
                         learnt_name((enum learnt_file)f));
    for (int i = 0; i < WEIGHT_COUNT && st == ST_OK; i++)
        if (!v->weight_seen[i])
            st =
                err_set(e, ST_INVALID, _("the vocabulary has no weight \"%s\""),
                        vocab_weight_code((enum weight)i));
    for (int i = 0; i < WORDS_COUNT && st == ST_OK; i++)
        if (!v->words_seen[i])
            st = err_set(e, ST_INVALID, _("the vocabulary has no words \"%s\""),
                         vocab_words_code((enum wordlist)i));
    if (st != ST_OK) {
        vocab_free(v);
        return st;
    }
    known_words_learn(v->known, v->learnt[LEARNT_PAGES]);
    *ret = v;
    return ST_OK;
}

const struct weight_value *vocab_weights(const struct vocab *v)
{
    return v->weights;
}

const struct learnt *vocab_learnt(const struct vocab *v, enum learnt_file f)
{
    return v->learnt[f];
}

void vocab_free(struct vocab *v)
{
    if (v == NULL)
        return;
    known_words_free(v->known);
    arena_free(v->mem);
    free(v);
}

/* --- matching ------------------------------------------------------------ */

static bool word_matches(const struct pattern_word *w, const struct token *t)
{
    if (t->len < w->len)
        return false;
    switch (w->kind) {
    case PATTERN_EXACT:
        return t->len == w->len && memcmp(t->norm, w->s, w->len) == 0;
    case PATTERN_PREFIX:
        return memcmp(t->norm, w->s, w->len) == 0;
    case PATTERN_SUFFIX:
        return memcmp(t->norm + t->len - w->len, w->s, w->len) == 0;
    case PATTERN_CONTAINS:
        return memmem(t->norm, t->len, w->s, w->len) != NULL;
    case PATTERN_GAP:
        break;
    }
    return false;
}

/* Tokens that words W[0..n) take from token I on, the first of which is known
 * to fit where KNOWN, or 0. */
static size_t phrase_length(const struct pattern_word *w, size_t nw,
                            const struct token *t, size_t n, size_t i,
                            bool known)
{
    size_t start = i;
    i += known;
    for (size_t k = known; k < nw; k++) {
        if (w[k].kind == PATTERN_GAP) {
            size_t words = 0;
            for (size_t j = i; j < n && words <= GAP_WORDS; j++) {
                size_t rest =
                    phrase_length(w + k + 1, nw - k - 1, t, n, j, false);
                if (rest != 0)
                    return j + rest - start;
                words += t[j].kind != TOKEN_PUNCT;
            }
            return 0;
        }
        while (k > 0 && i < n && t[i].kind == TOKEN_PUNCT)
            i++;
        if (i == n || !word_matches(&w[k], &t[i]))
            return 0;
        i++;
    }
    return i - start;
}

struct look {
    const struct token *t;
    size_t n, i;
    vocab_found_fn *fn;
    void *arg;
};

static void try_term(void *arg, const struct phrase *p)
{
    const struct look *x = arg;
    size_t len = phrase_length(p->words, p->n, x->t, x->n, x->i, true);
    if (len != 0)
        x->fn(x->arg, p, len);
}

const struct known_word *vocab_word(const struct vocab *v, const char *norm,
                                    size_t len)
{
    return known_words_get(v->known, norm, len);
}

void vocab_begin_page(const struct vocab *v)
{
    known_words_tidy(v->known);
}

/* The next token behind I that is no mark, or N. */
static size_t next_word(const struct token *t, size_t n, size_t i)
{
    do
        i++;
    while (i < n && t[i].kind == TOKEN_PUNCT);
    return i;
}

void vocab_match(const struct token *t, size_t n, size_t i, uint64_t signs,
                 vocab_found_fn *fn, void *arg)
{
    struct look x = {t, n, i, fn, arg};
    size_t next = next_word(t, n, i);
    size_t third = next < n ? next_word(t, n, next) : n;
    struct word_place place = {next < n ? t[next].known : NULL,
                               third < n ? t[third].known : NULL, signs};
    known_word_openings(t[i].known, &place, try_term, &x);
}

bool vocab_is_abbreviation(const struct vocab *v, const char *s, size_t len)
{
    for (size_t i = 0; i < v->n_abbreviations; i++)
        if (strlen(v->abbreviations[i]) == len &&
            memcmp(v->abbreviations[i], s, len) == 0)
            return true;
    return false;
}
