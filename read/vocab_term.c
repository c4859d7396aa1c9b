/* vocab_term.c - a term of a lexicon file, cut into its words. */
#include "text.h"
#include "vocab_build.h"

#include "medel/i18n.h"

#include <string.h>

/* The term's own punctuation is dropped by the tokeniser in the way a page's
 * is, so that "t.o.m." is three words. */
enum status vocab_term_parse(struct arena *mem, const char *term,
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
        struct token *t = text_tokenise(mem, from, flen, &nt);
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
    struct pattern_word *keep = arena_alloc(mem, n * sizeof *keep);
    memcpy(keep, words, n * sizeof *keep);
    p->words = keep;
    p->n = (uint32_t)n;
    return ST_OK;
}
