/*
 * wordlist.h - closed classes of words, by name: the conjunctions,
 * prepositions, pronouns and common verbs on which the reader's grammar rests.
 * The words stand in data/lexicon/words.yaml; a token knows the lists that it
 * is in (token_in, text.h).
 */
#ifndef READ_WORDLIST_H
#define READ_WORDLIST_H

#define READ_WORDLISTS(W)                                                      \
    W(AND, "and")                                                              \
    W(OR, "or")                                                                \
    W(BUT, "but")                                                              \
    W(IF, "if")                                                                \
    W(THEN, "then")                                                            \
    W(NOW, "now")                                                              \
    W(ALSO, "also")                                                            \
    W(ONLY, "only")                                                            \
    W(NOT, "not")                                                              \
    W(YES, "yes")                                                              \
    W(NO, "no")                                                                \
    W(OF, "of")                                                                \
    W(WITH, "with")                                                            \
    W(IN, "in")                                                                \
    W(FROM, "from")                                                            \
    W(TO, "to")                                                                \
    W(FOR, "for")                                                              \
    W(THROUGH, "through")                                                      \
    W(BETWEEN, "between")                                                      \
    W(BEFORE, "before")                                                        \
    W(AFTER, "after")                                                          \
    W(PER, "per")                                                              \
    W(WHO, "who")                                                              \
    W(EACH, "each")                                                            \
    W(ARTICLE, "article")                                                      \
    W(AS, "as")                                                                \
    W(IS, "is")                                                                \
    W(BE, "be")

enum wordlist {
#define W(name, code) WORDS_##name,
    READ_WORDLISTS(W)
#undef W
        WORDS_COUNT
};

/* Numbers of 64 bits that hold a bit for each list. */
#define WORDLIST_PARTS ((WORDS_COUNT + 63) / 64)

#endif
