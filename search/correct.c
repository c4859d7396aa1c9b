/* correct.c - see correct.h. */
#include "correct.h"

#include "word_forms.h"

#include <stdlib.h>
#include <string.h>

struct change {
    size_t at, len; /* bytes of the query's text */
    const char *text;
};

struct changes {
    struct searchdb *db;
    const struct lexicon *lexicon; /* for spelling; NULL: marks alone */
    bool in_phrase;                /* there, words that say nothing count */
    struct change items[QUERY_WORDS_MAX];
    size_t n;
};

/* What WORD should be, or NULL where it is well as it is. */
static enum status better_word(struct changes *c, const char *word,
                               const char **ret, struct err *e)
{
    bool known = false;
    enum status st = word_is_known(c->db, word, &known, e);
    *ret = NULL;
    if (st != ST_OK || known)
        return st;
    st = word_marked(c->db, word, ret, e);
    if (st != ST_OK || *ret != NULL || c->lexicon == NULL)
        return st;
    st = xap_spelling(c->db->xap, c->db->mem, word, ret, e);
    if (st == ST_OK && *ret != NULL && !c->in_phrase &&
        lexicon_is_stopword(c->lexicon, *ret))
        *ret = NULL; /* it would be left out of the search */
    return st;
}

static enum status change_word(struct changes *c, const struct query_word *w,
                               struct err *e)
{
    const char *text = "";
    bool changed = false;
    for (size_t i = 0; i < w->n_parts; i++) {
        const char *better;
        enum status st = better_word(c, w->parts[i], &better, e);
        if (st != ST_OK)
            return st;
        changed = changed || better != NULL;
        text = arena_printf(c->db->mem, "%s%s%s", text, i > 0 ? "-" : "",
                            better != NULL ? better : w->parts[i]);
    }
    if (changed && c->n < QUERY_WORDS_MAX)
        c->items[c->n++] = (struct change){w->at, w->len, text};
    return ST_OK;
}

static enum status change_words(struct changes *c, const struct query_node *n,
                                struct err *e)
{
    enum status st = ST_OK;
    for (size_t i = 0; i < n->n && st == ST_OK; i++)
        st = change_words(c, n->sub[i], e);
    if (n->kind != QUERY_WORDS && n->kind != QUERY_PHRASE)
        return st;
    c->in_phrase = n->kind == QUERY_PHRASE;
    for (size_t i = 0; i < n->n_words && st == ST_OK; i++)
        st = change_word(c, &n->words[i], e);
    return st;
}

static int by_place(const void *a, const void *b)
{
    const struct change *x = a, *y = b;
    return x->at < y->at ? -1 : x->at > y->at;
}

static enum status corrected(struct searchdb *db, const struct lexicon *l,
                             const struct query *q, const char **ret,
                             struct err *e)
{
    struct changes c = {.db = db, .lexicon = l};
    enum status st = change_words(&c, q->root, e);
    const char *text = "";
    size_t at = 0;
    *ret = NULL;
    if (st != ST_OK || c.n == 0)
        return st;
    qsort(c.items, c.n, sizeof *c.items, by_place);
    for (size_t i = 0; i < c.n; i++) {
        text =
            arena_printf(db->mem, "%s%.*s%s", text, (int)(c.items[i].at - at),
                         q->text + at, c.items[i].text);
        at = c.items[i].at + c.items[i].len;
    }
    *ret = arena_printf(db->mem, "%s%s", text, q->text + at);
    return ST_OK;
}

enum status correct_marks(struct searchdb *db, const struct query *q,
                          const char **ret, struct err *e)
{
    return corrected(db, NULL, q, ret, e);
}

enum status correct_spelling(struct searchdb *db, const struct lexicon *l,
                             const struct query *q, const char **ret,
                             struct err *e)
{
    return corrected(db, l, q, ret, e);
}
