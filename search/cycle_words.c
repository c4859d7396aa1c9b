/* cycle_words.c - see cycle_words.h. */
#include "cycle_words.h"

#include "datafile.h"
#include "lexicon.h"

#include "medel/caps.h"
#include "medel/date.h"
#include "medel/i18n.h"
#include "medel/paths.h"

#include <stdlib.h>
#include <string.h>

#define WORD_BYTES 100
#define LIST_MAX 500
#define SENTENCE_WORDS 120
#define SENTENCE_BYTES CAP_EVIDENCE_CHARS
#define NEAR 4 /* words between an opening's word and its day */
#define DAYS_MAX 40

/* --- the words ----------------------------------------------------------- */

struct word_list {
    const char **items;
    unsigned n;
};

struct file {
    struct word_list yearly, other_years, odd_years, even_years, applying,
        not_applying, opening;
};

static const cyaml_schema_value_t word_schema = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, WORD_BYTES)};

#define LIST(name)                                                             \
    CYAML_FIELD_SEQUENCE_COUNT(#name, CYAML_FLAG_POINTER, struct file,         \
                               name.items, name.n, &word_schema, 1, LIST_MAX)

static const cyaml_schema_field_t file_fields[] = {
    LIST(yearly),   LIST(other_years),  LIST(odd_years), LIST(even_years),
    LIST(applying), LIST(not_applying), LIST(opening),   CYAML_FIELD_END,
};
static const cyaml_schema_value_t file_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct file, file_fields)};

struct month {
    const char *code;
    const char **terms;
    unsigned n_terms;
};
struct months {
    const char *lexicon;
    struct month *entries;
    unsigned n_entries;
};
static const cyaml_schema_field_t month_fields[] = {
    CYAML_FIELD_STRING_PTR("code", CYAML_FLAG_POINTER, struct month, code, 1,
                           2),
    CYAML_FIELD_SEQUENCE_COUNT("terms", CYAML_FLAG_POINTER, struct month, terms,
                               n_terms, &word_schema, 1, LIST_MAX),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t month_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct month, month_fields)};
static const cyaml_schema_field_t months_fields[] = {
    CYAML_FIELD_STRING_PTR("lexicon", CYAML_FLAG_POINTER, struct months,
                           lexicon, 1, WORD_BYTES),
    CYAML_FIELD_SEQUENCE_COUNT("entries", CYAML_FLAG_POINTER, struct months,
                               entries, n_entries, &month_schema, 12, 12),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t months_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct months, months_fields)};

struct cycle_words {
    struct file *file;
    struct months *months;
};

static int month_number(const struct month *m)
{
    long n = strtol(m->code, NULL, 10);
    return n >= 1 && n <= 12 ? (int)n : 0;
}

enum status cycle_words_load(const char *dir, struct cycle_words **ret,
                             struct err *e)
{
    struct arena *mem = arena_new();
    const char *months = paths_join(mem, dir, "lexicon/months.yaml");
    struct cycle_words *w = calloc(1, sizeof *w);
    enum status st =
        w != NULL ? ST_OK : err_set(e, ST_NOMEM, _("out of memory"));
    if (st == ST_OK)
        st = datafile_load(paths_join(mem, dir, "cycles.yaml"), &file_schema,
                           NULL, (void **)&w->file, e);
    if (st == ST_OK)
        st =
            datafile_load(months, &months_schema, NULL, (void **)&w->months, e);
    for (unsigned i = 0; st == ST_OK && i < w->months->n_entries; i++)
        if (month_number(&w->months->entries[i]) == 0)
            st = datafile_bad_word(months, w->months->entries[i].code,
                                   N_("must be a month's number"), e);
    arena_free(mem);
    if (st == ST_OK)
        *ret = w;
    else
        cycle_words_free(w);
    return st;
}

void cycle_words_free(struct cycle_words *w)
{
    if (w == NULL)
        return;
    datafile_free(&file_schema, w->file);
    datafile_free(&months_schema, w->months);
    free(w);
}

/* --- a sentence ---------------------------------------------------------- */

struct sentence {
    const char *text; /* as on the page, clipped */
    const char **words;
    size_t n;
};

/* PATTERN is a word, with "*" at its end the beginning of one, with "*" at
 * both ends any part. */
static bool is_word(const char *word, const char *pattern, size_t len)
{
    if (len > 2 && pattern[0] == '*')
        return memmem(word, strlen(word), pattern + 1, len - 2) != NULL;
    if (len > 1 && pattern[len - 1] == '*')
        return strncmp(word, pattern, len - 1) == 0;
    return strlen(word) == len && memcmp(word, pattern, len) == 0;
}

/* How many words EXPRESSION takes from word I on; 0 where it is not there. */
static size_t matches(const struct sentence *s, size_t i,
                      const char *expression)
{
    size_t used = 0;
    for (const char *p = expression; *p != '\0';) {
        size_t len = strcspn(p, " ");
        if (i + used >= s->n || !is_word(s->words[i + used], p, len))
            return 0;
        used++;
        p += len;
        p += strspn(p, " ");
    }
    return used;
}

static bool has_at(const struct sentence *s, size_t i,
                   const struct word_list *l)
{
    for (unsigned k = 0; k < l->n; k++)
        if (matches(s, i, l->items[k]) > 0)
            return true;
    return false;
}

static bool has(const struct sentence *s, const struct word_list *l)
{
    for (size_t i = 0; i < s->n; i++)
        if (has_at(s, i, l))
            return true;
    return false;
}

static int number(const char *word)
{
    char *end;
    long n = strtol(word, &end, 10);
    return end != word && *end == '\0' && n >= 0 && n < 10000 ? (int)n : -1;
}

static int month_at(const struct cycle_words *w, const struct sentence *s,
                    size_t i)
{
    for (unsigned m = 0; i < s->n && m < w->months->n_entries; m++) {
        const struct month *month = &w->months->entries[m];
        for (unsigned k = 0; k < month->n_terms; k++)
            if (strcmp(s->words[i], month->terms[k]) == 0)
                return month_number(month);
    }
    return 0;
}

static bool is_year(const struct sentence *s, size_t i)
{
    return i < s->n && number(s->words[i]) >= 1990 &&
           number(s->words[i]) < 2200;
}

/* --- its days ------------------------------------------------------------ */

struct days {
    struct arena *mem;
    struct cycle_day *items;
    size_t n, cap;
};

static bool is_opening(const struct cycle_words *w, const struct sentence *s,
                       size_t at)
{
    for (size_t k = 1; k <= NEAR && k <= at; k++) {
        size_t i = at - k;
        if (k > 1 && month_at(w, s, i) > 0)
            return false; /* said of the day before */
        if (has_at(s, i, &w->file->opening))
            return true;
    }
    return false;
}

static void add(struct days *d, const struct cycle_day *day)
{
    if (d->n >= DAYS_MAX)
        return;
    d->items = arena_grow(d->mem, d->items, d->n, &d->cap, sizeof *d->items);
    d->items[d->n++] = *day;
}

static bool is_day(int n)
{
    return n >= 1 && n <= 31;
}

/* "15", "15:e" and "den 1 och 15" before a month; the word at which it began
 * in *from. Fills DAYS from the last one back. */
static size_t days_before(const struct sentence *s, size_t month,
                          int days[static 4], size_t *from)
{
    size_t n = 0, i = month;
    while (i > 0 && n < 4) {
        size_t at = i - 1;
        if (strlen(s->words[at]) <= 2 && at > 0 &&
            !is_day(number(s->words[at])))
            at--; /* the ending of "1:a", "15th" */
        if (!is_day(number(s->words[at])))
            break;
        days[n++] = number(s->words[at]);
        *from = i = at;
        if (i < 2 || (strcmp(s->words[i - 1], "och") != 0 &&
                      strcmp(s->words[i - 1], "and") != 0))
            break;
        i--;
    }
    return n;
}

/* The days of the month at word I. */
static void take_month(const struct cycle_words *w, const struct sentence *s,
                       size_t i, int month, enum cycle_years years,
                       struct days *d)
{
    int days[4];
    size_t from = i;
    size_t n = days_before(s, i, days, &from);
    size_t past = i + 1;
    if (n == 0 && past < s->n && is_day(number(s->words[past])))
        days[n++] = number(s->words[past++]); /* "March 15" */
    if (is_year(s, past))
        return;
    struct cycle_day day = {.month = month,
                            .opens = is_opening(w, s, from),
                            .years = years,
                            .words = s->text};
    /* "mar" and "may" are words too. */
    if (n == 0 && strlen(s->words[i]) > 3)
        add(d, &day);
    for (size_t k = n; k-- > 0;) {
        day.day = days[k];
        if (day.day <= date_days_in_month(2024, month))
            add(d, &day);
    }
}

static bool years_of(const struct cycle_words *w, const struct sentence *s,
                     enum cycle_years *ret)
{
    if (has(s, &w->file->odd_years))
        *ret = YEARS_ODD;
    else if (has(s, &w->file->even_years))
        *ret = YEARS_EVEN;
    else if (has(s, &w->file->other_years))
        *ret = YEARS_OTHER;
    else if (has(s, &w->file->yearly))
        *ret = YEARS_ALL;
    else
        return false;
    return true;
}

static void take_sentence(const struct cycle_words *w, const struct sentence *s,
                          struct days *d)
{
    enum cycle_years years;
    if (!years_of(w, s, &years) || !has(s, &w->file->applying) ||
        has(s, &w->file->not_applying))
        return;
    for (size_t i = 0; i < s->n; i++) {
        int month = month_at(w, s, i);
        if (month > 0)
            take_month(w, s, i, month, years, d);
    }
}

/* --- sentences ----------------------------------------------------------- */

/* Where the sentence at P ends: at a line's end, or a full stop before a
 * space and what does not go on in small letters or figures. */
static size_t sentence_bytes(const char *p)
{
    for (size_t i = 0; p[i] != '\0'; i++) {
        if (p[i] == '\n')
            return i;
        if ((p[i] == '.' || p[i] == '!' || p[i] == '?') && p[i + 1] == ' ' &&
            !(p[i + 2] >= 'a' && p[i + 2] <= 'z') &&
            !(p[i + 2] >= '0' && p[i + 2] <= '9'))
            return i + 1;
    }
    return strlen(p);
}

size_t cycle_words_find(const struct cycle_words *w, struct arena *mem,
                        const char *text, struct cycle_day **ret)
{
    struct days d = {.mem = mem};
    while (*text != '\0') {
        size_t len = sentence_bytes(text);
        if (len > 8 && len <= SENTENCE_BYTES) {
            struct sentence s = {.text = arena_strndup(mem, text, len)};
            s.text += strspn(s.text, " ");
            s.n = lexicon_words(mem, s.text, SENTENCE_WORDS, &s.words);
            take_sentence(w, &s, &d);
        }
        text += len;
        text += strspn(text, "\n ");
    }
    *ret = d.items;
    return d.n;
}
