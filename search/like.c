/* like.c - see like.h. */
#include "like.h"

#include "profile_query.h"

#include "medel/index_schema.h"

#include <string.h>

#define NAME_WORDS_MAX 20
#define TEXT_WORDS_MAX 200
#define TELLING_MAX 200 /* looked at; the weights say how many are kept */

/* The funder's own name tells its calls from others', but not what they are
 * about. */
static bool is_of_name(const char *word, const char *const *name, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strncmp(word, name[i], strlen(name[i])) == 0)
            return true;
    return false;
}

/* TEXT without figures, which calls share by chance. */
static const char *without_figures(struct arena *mem, const char *text)
{
    const char **words, *ret = "";
    size_t n = lexicon_words(mem, text, TEXT_WORDS_MAX, &words);
    for (size_t i = 0; i < n; i++)
        if (words[i][0] < '0' || words[i][0] > '9')
            ret = arena_printf(mem, "%s%s ", ret, words[i]);
    return ret;
}

static enum status add_telling(struct bag *bag, struct searchdb *db,
                               const struct call *call, const struct lexicon *l,
                               const struct weights_like *w, struct err *e)
{
    struct xap_telling *words;
    const char **name;
    size_t n, kept = 0;
    size_t n_name = lexicon_words(db->mem, call->funder ? call->funder : "",
                                  NAME_WORDS_MAX, &name);
    enum status st = xap_telling_words(
        db->xap, db->mem, arena_printf(db->mem, "%s%s", PREFIX_ID, call->id),
        TELLING_MAX, &words, &n, e);
    for (size_t i = 0; st == ST_OK && i < n && kept < w->words; i++) {
        if (strlen(words[i].word) < 3 ||
            lexicon_is_stopword(l, words[i].word) ||
            is_of_name(words[i].word, (const char *const *)name, n_name))
            continue;
        double weight = words[i].weight / words[0].weight * w->telling;
        st = bag_add_word(bag, words[i].word, weight, words[i].word, e);
        kept++;
    }
    return st;
}

enum status like_bag(struct searchdb *db, const struct call *call,
                     const struct lexicon *l, const struct weights *w,
                     struct bag **ret, struct err *e)
{
    const char *aims = call->purpose != NULL ? call->purpose : call->summary;
    /* What a call says of itself, as if an enterprise had said it. */
    const struct profile itself = {
        .themes = call->themes,
        .description = without_figures(
            db->mem, arena_printf(db->mem, "%s %s",
                                  call->title != NULL ? call->title : "",
                                  aims != NULL ? aims : "")),
    };
    struct bag *bag = NULL;
    enum status st = profile_bag(db, &itself, l, &w->profile, &bag, e);
    if (st == ST_OK)
        st = add_telling(bag, db, call, l, &w->like, e);
    if (st == ST_OK)
        *ret = bag;
    return st;
}
