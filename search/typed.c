/*
 * typed.c - what people type, parted into words and filters, and corrected;
 * see words_query.h. The query itself is made in words_query.c.
 */
#include "words_query.h"

#include "medel/cli.h"
#include "medel/i18n.h"
#include "medel/utf8.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define BLANKS " \t\n"
#define TOKENS_MAX 64
#define WORDS_IN_TOKEN_MAX 8
#define REFERENCE_CHARS_MIN 5

/* --- operators ----------------------------------------------------------- */

static bool is_operator_word(const char *s, size_t n)
{
    static const char *const names[] = {"AND", "OR", "NOT", "XOR"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == n && strncmp(s, names[i], n) == 0)
            return true;
    return (n >= 4 && strncmp(s, "NEAR", 4) == 0 && (n == 4 || s[4] == '/')) ||
           (n >= 3 && strncmp(s, "ADJ", 3) == 0 && (n == 3 || s[3] == '/'));
}

static bool has_operators(const char *s)
{
    if (strpbrk(s, "\"()*") != NULL)
        return true;
    while (*s != '\0') {
        s += strspn(s, BLANKS);
        size_t n = strcspn(s, BLANKS);
        if (is_operator_word(s, n) || (n > 1 && (*s == '+' || *s == '-')) ||
            strncmp(s, "title:", 6) == 0)
            return true;
        s += n;
    }
    return false;
}

/* --- tokens -------------------------------------------------------------- */

/* Letters and digits of S in lower case, where it has a digit and is long
 * enough for a reference number; else NULL. */
static const char *as_reference(struct arena *mem, const char *s)
{
    char *out = arena_alloc(mem, strlen(s) + 1);
    size_t n = 0;
    bool digit = false;
    for (; *s != '\0'; s++) {
        unsigned char c = (unsigned char)*s;
        if (isdigit(c))
            digit = true;
        if (isalnum(c) || c >= 0x80)
            out[n++] = (char)tolower(c);
    }
    return digit && n >= REFERENCE_CHARS_MIN ? out : NULL;
}

/* "field:value" with a field of ours; *value then points into TOKEN. */
static bool is_field_token(const char *token, const char **value)
{
    const char *colon = strchr(token, ':');
    if (colon == NULL || !filter_is_field(token, (size_t)(colon - token)))
        return false;
    *value = colon + 1;
    return true;
}

/* "regon:SE-BD" is a slip of the pen; "http://..." and "12:30" are words. */
static enum status check_field_name(struct arena *mem, const char *token,
                                    struct err *e)
{
    static const char *const names[] = {"region", "theme",    "applicant",
                                        "kind",   "language", "status",
                                        "funder", "title",    NULL};
    const char *colon = strchr(token, ':');
    if (colon == NULL || colon[1] == '\0' || colon[1] == '/')
        return ST_OK;
    const char *name = arena_strndup(mem, token, (size_t)(colon - token));
    const char *near = cli_nearest(name, names);
    if (near == NULL || strlen(name) < 3)
        return ST_OK;
    return err_set(e, ST_BAD_QUERY,
                   _("at '%.100s': there is no field '%.30s'; did you mean "
                     "'%s:'?"),
                   token, name, near);
}

static enum status take_field(struct arena *mem, const char *token,
                              const char *value, struct filter *filter,
                              struct err *e)
{
    const char *name = arena_strndup(mem, token, (size_t)(value - 1 - token));
    struct err mine = ERR_INIT;
    if (filter_add(filter, mem, name, value, &mine) == ST_OK)
        return ST_OK;
    return err_set(e, ST_BAD_QUERY, _("at '%.100s': %s"), token, mine.text);
}

static void add_token(struct arena *mem, const char *token, struct typed *t)
{
    struct typed_token *k = &t->tokens[t->n_tokens];
    k->n_words = lexicon_words(mem, token, WORDS_IN_TOKEN_MAX, &k->words);
    k->reference = as_reference(mem, token);
    if (k->n_words > 0)
        t->n_tokens++;
}

/* Words that say nothing fall, unless there are no others. */
static void drop_stopwords(const struct lexicon *l, struct typed *t)
{
    size_t kept = 0;
    bool any = false;
    for (size_t i = 0; i < t->n_tokens; i++)
        if (t->tokens[i].n_words > 1 ||
            !lexicon_is_stopword(l, t->tokens[i].words[0]))
            any = true;
    for (size_t i = 0; any && i < t->n_tokens; i++)
        if (t->tokens[i].n_words > 1 ||
            !lexicon_is_stopword(l, t->tokens[i].words[0]))
            t->tokens[kept++] = t->tokens[i];
    if (any)
        t->n_tokens = kept;
}

/* One piece of plain text: a filter, or a word. */
static enum status take_token(struct arena *mem, const char *token,
                              struct filter *filter, struct typed *t,
                              bool *narrows, struct err *e)
{
    const char *value;
    if (is_field_token(token, &value)) {
        *narrows = true;
        return take_field(mem, token, value, filter, e);
    }
    enum status st = check_field_name(mem, token, e);
    if (st == ST_OK)
        add_token(mem, token, t);
    return st;
}

/* The words among operators; what they mean is for Xapian to say, but they
 * are what the calls are ranked by. */
static void take_operand(struct arena *mem, const char *token, size_t n,
                         struct typed *t)
{
    const char *value, *word = arena_strndup(mem, token, n);
    word += strspn(word, "+-(\"");
    if (is_operator_word(word, strlen(word)) || is_field_token(word, &value))
        return;
    if (strncmp(word, "title:", 6) == 0)
        word += 6;
    add_token(mem, word, t);
}

enum status typed_parse(struct arena *mem, const char *words,
                        const struct lexicon *l, struct filter *filter,
                        struct typed *ret, struct err *e)
{
    struct typed t = {.text = arena_strdup(mem, words),
                      .has_operators = has_operators(words)};
    bool narrows = false;

    if (!utf8_valid(words, strlen(words)))
        return err_set(e, ST_BAD_QUERY, _("the words are not in UTF-8"));
    t.tokens = arena_alloc(mem, TOKENS_MAX * sizeof *t.tokens);
    for (const char *s = words + strspn(words, BLANKS); *s != '\0';
         s += strspn(s, BLANKS)) {
        size_t n = strcspn(s, BLANKS);
        enum status st = ST_OK;
        if (t.n_tokens == TOKENS_MAX)
            return err_set(e, ST_BAD_QUERY,
                           _("more than %d words: leave some out"), TOKENS_MAX);
        if (t.has_operators)
            take_operand(mem, s, n, &t);
        else
            st = take_token(mem, arena_strndup(mem, s, n), filter, &t, &narrows,
                            e);
        if (st != ST_OK)
            return st;
        s += n;
    }
    if (t.n_tokens == 0 && !narrows && !t.has_operators)
        return err_set(e, ST_BAD_QUERY, _("'%.100s' has no word to search for"),
                       words);
    drop_stopwords(l, &t);
    *ret = t;
    return ST_OK;
}

bool typed_asks(const struct typed *t)
{
    return t->has_operators || t->n_tokens > 0;
}

/* --- correcting ---------------------------------------------------------- */

/* Some call has the word as it stands or in an inflection. */
static enum status is_known(struct searchdb *db, const char *word, bool *ret,
                            struct err *e)
{
    uint32_t freq = 0;
    enum status st = xap_term_freq(db->xap, word, &freq, e);
    for (size_t l = 0; l < db->n_languages && st == ST_OK && freq == 0; l++) {
        const char **terms;
        size_t n;
        st = xap_terms_of(db->xap, db->mem, word, db->languages[l].stemmer,
                          &terms, &n, e);
        if (st == ST_OK && n == 1)
            st = xap_term_freq(db->xap, terms[0], &freq, e);
    }
    *ret = freq > 0;
    return st;
}

/* S without accents, in MEM; S itself where it is not UTF-8. */
static const char *without_marks(struct arena *mem, const char *s)
{
    utf8proc_uint8_t *out = NULL;
    utf8proc_ssize_t n =
        utf8proc_map((const utf8proc_uint8_t *)s, 0, &out,
                     UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_DECOMPOSE |
                         UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD);
    if (n < 0)
        return s;
    const char *ret = arena_strndup(mem, (const char *)out, (size_t)n);
    free(out);
    return ret;
}

enum status typed_correct(struct searchdb *db, const struct typed *t,
                          const char **ret, bool *same_letters, struct err *e)
{
    const char *text = "";
    bool changed = false, same = true;

    *ret = NULL;
    for (size_t i = 0; i < t->n_tokens; i++) {
        for (size_t w = 0; w < t->tokens[i].n_words; w++) {
            const char *word = t->tokens[i].words[w], *better = NULL;
            bool known;
            enum status st = is_known(db, word, &known, e);
            if (st == ST_OK && !known)
                st = xap_spelling(db->xap, db->mem, word, &better, e);
            if (st != ST_OK)
                return st;
            if (better != NULL) {
                changed = true;
                same = same && strcmp(without_marks(db->mem, word),
                                      without_marks(db->mem, better)) == 0;
                word = better;
            }
            text = arena_printf(db->mem, "%s%s%s", text,
                                text[0] != '\0' ? " " : "", word);
        }
    }
    if (changed) {
        *ret = text;
        *same_letters = same;
    }
    return ST_OK;
}
