/* profile_query.c - from a profile to words that rank; see the header. */
#include "profile_query.h"

#include "compound.h"

#include <string.h>

#define DESCRIPTION_WORDS_MAX 400
#define KEYWORDS_MAX 60
#define KEYWORD_WORDS_MAX 8

/* The words of the profile in their order, for finding expressions. */
struct text {
    const char **words;
    size_t n;
    double weight;
};

struct builder {
    struct searchdb *db;
    struct bag *bag;
    const struct lexicon *lexicon;
    const struct weights_profile *weights;
    struct text texts[KEYWORDS_MAX + 1];
    size_t n_texts;
};

static bool says_something(const struct builder *b, const char *word)
{
    return strlen(word) > 1 && !lexicon_is_stopword(b->lexicon, word);
}

/* --- the profile's own words --------------------------------------------- */

static enum status add_words(struct builder *b, const struct text *t,
                             double weight, struct err *e)
{
    enum status st = ST_OK;
    for (size_t i = 0; i < t->n && st == ST_OK; i++)
        if (says_something(b, t->words[i]))
            st = bag_add_word(b->bag, t->words[i], weight, t->words[i], e);
    return st;
}

static enum status add_keyword(struct builder *b, const char *keyword,
                               struct err *e)
{
    struct text *t = &b->texts[b->n_texts++];
    t->n = lexicon_words(b->db->mem, keyword, KEYWORD_WORDS_MAX, &t->words);
    t->weight = b->weights->keywords;
    if (t->n == 1)
        return bag_add_word(b->bag, t->words[0], t->weight, keyword, e);
    enum status st =
        bag_add_expression(b->bag, b->lexicon, keyword, t->weight, keyword, e);
    if (st == ST_OK)
        st = add_words(b, t, b->weights->description, e);
    return st;
}

static enum status add_own_words(struct builder *b, const struct profile *p,
                                 struct err *e)
{
    enum status st = ST_OK;
    for (size_t i = 0; i < p->n_keywords && i < KEYWORDS_MAX && st == ST_OK;
         i++)
        st = add_keyword(b, p->keywords[i], e);
    if (st == ST_OK && p->description != NULL) {
        struct text *t = &b->texts[b->n_texts++];
        t->n = lexicon_words(b->db->mem, p->description, DESCRIPTION_WORDS_MAX,
                             &t->words);
        t->weight = b->weights->description;
        st = add_words(b, t, t->weight, e);
    }
    return st;
}

/* --- what means the same ------------------------------------------------- */

/* The weight of the heaviest text that has the expression WORDS, or 0. */
static double weight_of_expression(const struct builder *b,
                                   const char *const *words, size_t n)
{
    double weight = 0;
    for (size_t t = 0; t < b->n_texts; t++) {
        const struct text *text = &b->texts[t];
        for (size_t i = 0; i + n <= text->n; i++) {
            size_t same = 0;
            while (same < n && strcmp(text->words[i + same], words[same]) == 0)
                same++;
            if (same == n && text->weight > weight)
                weight = text->weight;
        }
    }
    return weight;
}

/* The weight with which the profile says MEMBER of a group, or 0. OWN is the
 * number of the bag's items that are the profile's own words. */
static double weight_of_member(struct builder *b, const char *member,
                               size_t own)
{
    const char **words;
    const char *source;
    double weight = 0;
    size_t n = lexicon_words(b->db->mem, member, 8, &words);
    if (n == 1 && bag_find(b->bag, words[0], own, &weight, &source))
        return weight;
    return n > 1 ? weight_of_expression(b, words, n) : 0;
}

static enum status add_synonyms(struct builder *b, struct err *e)
{
    size_t own = bag_size(b->bag);
    for (size_t g = 0; g < lexicon_group_count(b->lexicon); g++) {
        size_t n;
        const char *const *group = lexicon_group(b->lexicon, g, &n);
        double weight = 0;
        for (size_t i = 0; i < n; i++) {
            double w = weight_of_member(b, group[i], own);
            if (w > weight)
                weight = w;
        }
        for (size_t i = 0; i < n && weight > 0; i++) {
            enum status st =
                bag_add_expression(b->bag, b->lexicon, group[i],
                                   weight * b->weights->synonyms, group[i], e);
            if (st != ST_OK)
                return st;
        }
    }
    return ST_OK;
}

/* --- compounds ----------------------------------------------------------- */

/* Adds the parts of a word that no call uses as it stands. */
static enum status add_parts(struct builder *b, const char *word, double weight,
                             struct err *e)
{
    const char *parts[COMPOUND_PARTS_MAX];
    size_t n = 0;
    bool known;
    enum status st = compound_is_known(b->db, word, &known, e);
    if (st != ST_OK || known)
        return st;
    st = compound_split(b->db, b->lexicon, word, parts, &n, e);
    for (size_t i = 0; i < n && st == ST_OK; i++)
        if (says_something(b, parts[i]))
            st = bag_add_word(b->bag, parts[i], weight * b->weights->compounds,
                              word, e);
    return st;
}

static enum status add_compounds(struct builder *b, struct err *e)
{
    enum status st = ST_OK;
    for (size_t t = 0; t < b->n_texts; t++)
        for (size_t i = 0; i < b->texts[t].n && st == ST_OK; i++)
            if (says_something(b, b->texts[t].words[i]))
                st = add_parts(b, b->texts[t].words[i], b->texts[t].weight, e);
    return st;
}

/* --- themes -------------------------------------------------------------- */

static enum status add_theme_words(struct builder *b, codeset themes,
                                   struct err *e)
{
    for (int t = 0; t < code_count(CODE_THEME); t++) {
        size_t n = 0;
        const char *const *words = themes & CODE_BIT(t)
                                       ? lexicon_theme_words(b->lexicon, t, &n)
                                       : NULL;
        for (size_t i = 0; i < n; i++) {
            enum status st =
                bag_add_expression(b->bag, b->lexicon, words[i],
                                   b->weights->theme_words, words[i], e);
            if (st != ST_OK)
                return st;
        }
    }
    return ST_OK;
}

enum status profile_bag(struct searchdb *db, const struct profile *p,
                        const struct lexicon *l,
                        const struct weights_profile *w, struct bag **ret,
                        struct err *e)
{
    struct builder b = {
        .db = db, .bag = bag_new(db), .lexicon = l, .weights = w};
    enum status st = add_own_words(&b, p, e);
    if (st == ST_OK)
        st = add_synonyms(&b, e);
    if (st == ST_OK)
        st = add_compounds(&b, e);
    if (st == ST_OK)
        st = add_theme_words(&b, p->themes, e);
    if (st == ST_OK)
        *ret = b.bag;
    return st;
}
