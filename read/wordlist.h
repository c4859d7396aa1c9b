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
    W(BECAUSE, "because")                                                      \
    W(PROVIDED, "provided")                                                    \
    W(WHILE, "while")                                                          \
    W(HOWEVER, "however")                                                      \
    W(SO, "so")                                                                \
    W(THEREFORE, "therefore")                                                  \
    W(WHEREOF, "whereof")                                                      \
    W(RESPECTIVELY, "respectively")                                            \
    W(NEVER, "never")                                                          \
    W(OTHERWISE, "otherwise")                                                  \
    W(JUST_AS, "just_as")                                                      \
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
    W(ON, "on")                                                                \
    W(REGARDING, "regarding")                                                  \
    W(DURING, "during")                                                        \
    W(DAY_WORD, "day_word")                                                    \
    W(DAY_NAME, "day_name")                                                    \
    W(WEEKLY, "weekly")                                                        \
    W(DATE_FILLER, "date_filler")                                              \
    W(APPOSED, "apposed")                                                      \
    W(DATE_NOUN, "date_noun")                                                  \
    W(TIME_UNIT, "time_unit")                                                  \
    W(NUMBERED, "numbered")                                                    \
    W(ORDINAL_ENDING, "ordinal_ending")                                        \
    W(WHOLE, "whole")                                                          \
    W(SPRING, "spring")                                                        \
    W(SUMMER, "summer")                                                        \
    W(AUTUMN, "autumn")                                                        \
    W(WINTER, "winter")                                                        \
    W(OF_SEASON, "of_season")                                                  \
    W(LATEST, "latest")                                                        \
    W(UNTIL, "until")                                                          \
    W(SINCE, "since")                                                          \
    W(NEXT, "next")                                                            \
    W(FIRST, "first")                                                          \
    W(LATER, "later")                                                          \
    W(EARLIER, "earlier")                                                      \
    W(FORMERLY, "formerly")                                                    \
    W(ORIGINALLY, "originally")                                                \
    W(UNTIL_THEN, "until_then")                                                \
    W(AT_THAT, "at_that")                                                      \
    W(WHEN, "when")                                                            \
    W(CLOCK, "clock")                                                          \
    W(AT_HOUR, "at_hour")                                                      \
    W(CLOCK_STEM, "clock_stem")                                                \
    W(ZONE, "zone")                                                            \
    W(NOON, "noon")                                                            \
    W(MIDNIGHT, "midnight")                                                    \
    W(LUNCH, "lunch")                                                          \
    W(OF_DAY, "of_day")                                                        \
    W(END, "end")                                                              \
    W(HALF, "half")                                                            \
    W(AFTERNOON, "afternoon")                                                  \
    W(MEASURE, "measure")                                                      \
    W(NO_QUANTITY, "no_quantity")                                              \
    W(PARTICIPLE, "participle")                                                \
    W(PARTICIPLE_ENDING, "participle_ending")                                  \
    W(SENT, "sent")                                                            \
    W(MEET, "meet")                                                            \
    W(READ, "read")                                                            \
    W(PUBLISHED, "published")                                                  \
    W(EVERYTHING, "everything")                                                \
    W(OTHER, "other")                                                          \
    W(OTHERS, "others")                                                        \
    W(OFFICE, "office")                                                        \
    W(OFFICE_ENDING, "office_ending")                                          \
    W(OWN_OFFICE, "own_office")                                                \
    W(OUR, "our")                                                              \
    W(RECEPTION, "reception")                                                  \
    W(OPEN, "open")                                                            \
    W(OPENS, "opens")                                                          \
    W(SHUT, "shut")                                                            \
    W(CONTINUOUS, "continuous")                                                \
    W(TOO_LATE, "too_late")                                                    \
    W(STILL, "still")                                                          \
    W(IN_CASE, "in_case")                                                      \
    W(SAME, "same")                                                            \
    W(PART, "part")                                                            \
    W(KNOWN, "known")                                                          \
    W(GETS, "gets")                                                            \
    W(SIZED, "sized")                                                          \
    W(FIXED_GRANT, "fixed_grant")                                              \
    W(AMOUNTS_TO, "amounts_to")                                                \
    W(LIMITS, "limits")                                                        \
    W(PERCENT, "percent")                                                      \
    W(COIN, "coin")                                                            \
    W(HUNDRED_NOTE, "hundred_note")                                            \
    W(OUT_OF, "out_of")                                                        \
    W(UP, "up")                                                                \
    W(WHO, "who")                                                              \
    W(EACH, "each")                                                            \
    W(ARTICLE, "article")                                                      \
    W(IT, "it")                                                                \
    W(THAT, "that")                                                            \
    W(WHICH, "which")                                                          \
    W(AS, "as")                                                                \
    W(IS, "is")                                                                \
    W(BE, "be")                                                                \
    W(WAS, "was")                                                              \
    W(BECOME, "become")                                                        \
    W(BECOMES, "becomes")                                                      \
    W(HAVE, "have")                                                            \
    W(HOLDS, "holds")

enum wordlist {
#define W(name, code) WORDS_##name,
    READ_WORDLISTS(W)
#undef W
        WORDS_COUNT
};

/* Numbers of 64 bits that hold a bit for each list. */
#define WORDLIST_PARTS ((WORDS_COUNT + 63) / 64)

#endif
