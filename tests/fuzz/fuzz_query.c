/* fuzz_query.c - the query language. */
#include "fuzz.h"

#include "../../search/query.h"

#include "medel/utf8.h"

#include <stdlib.h>
#include <string.h>

struct count {
    size_t words, conditions;
};

static void must_be_tree(const struct query_node *n, int depth, struct count *c)
{
    FUZZ_MUST(n != NULL && n->kind <= QUERY_CONDITION);
    /* A bracket is one level of the language and a few of the tree. */
    FUZZ_MUST(depth <= 8 * QUERY_DEPTH_MAX);
    FUZZ_MUST(n->distance <= QUERY_NEAR_MAX);
    for (size_t i = 0; i < n->n_words; i++) {
        FUZZ_MUST(n->words[i].n_parts >= 1);
        for (size_t k = 0; k < n->words[i].n_parts; k++)
            FUZZ_MUST(
                utf8_valid(n->words[i].parts[k], strlen(n->words[i].parts[k])));
    }
    c->words += n->n_words;
    c->conditions += n->kind == QUERY_CONDITION;
    for (size_t i = 0; i < n->n; i++)
        must_be_tree(n->sub[i], depth + 1, c);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static struct lexicon *lexicon;
    struct arena *mem = arena_new();
    struct err e = ERR_INIT;
    struct query q = {0};
    struct query_fault fault = {0, 0};
    char *text = fuzz_copy(bytes, len, true);
    if (lexicon == NULL)
        FUZZ_NEED(lexicon_load(fuzz_data("."), &lexicon, &e) == ST_OK);
    enum status st =
        query_parse(mem, text, lexicon, FUZZ_TODAY, &q, &fault, &e);
    if (st == ST_OK) {
        struct count c = {0, 0};
        if (q.root != NULL)
            must_be_tree(q.root, 0, &c);
        FUZZ_MUST(c.words <= QUERY_WORDS_MAX);
        FUZZ_MUST(c.conditions <= QUERY_CONDITIONS_MAX);
    } else {
        FUZZ_MUST(st == e.status && e.text[0] != '\0');
        FUZZ_MUST(fault.at <= fault.end && fault.end <= strlen(text));
        for (int width = 20; width <= 80; width += 60) {
            const char *picture = query_fault_picture(mem, text, fault, width);
            fuzz_must_be_plain(picture, strlen(picture), true);
        }
    }
    free(text);
    arena_free(mem);
    return 0;
}
