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
    W(BE, "be")                                                                \
    W(BY, "by")                                                                \
    W(AT, "at")                                                                \
    W(AMONG, "among")                                                          \
    W(GOVERNS, "governs")                                                      \
    W(WITHIN, "within")                                                        \
    W(CONTENT, "content")                                                      \
    W(INFINITIVE, "infinitive")                                                \
    W(WHERE, "where")                                                          \
    W(WHICH_ONES, "which_ones")                                                \
    W(SUBCLAUSE, "subclause")                                                  \
    W(CONTRAST, "contrast")                                                    \
    W(RATHER, "rather")                                                        \
    W(NOR, "nor")                                                              \
    W(SO_THEN, "so_then")                                                      \
    W(EITHER, "either")                                                        \
    W(BOTH, "both")                                                            \
    W(BESIDES, "besides")                                                      \
    W(ADDITION, "addition")                                                    \
    W(LIKEWISE, "likewise")                                                    \
    W(AS_WELL, "as_well")                                                      \
    W(EXAMPLE, "example")                                                      \
    W(SUCH_AS, "such_as")                                                      \
    W(LEAST, "least")                                                          \
    W(WE, "we")                                                                \
    W(YOU_ONE, "you_one")                                                      \
    W(YOU_ALL, "you_all")                                                      \
    W(YOU_ASKED, "you_asked")                                                  \
    W(IT_THIS, "it_this")                                                      \
    W(THEM, "them")                                                            \
    W(THE_ONE, "the_one")                                                      \
    W(EVER, "ever")                                                            \
    W(ONESELF, "oneself")                                                      \
    W(SELF, "self")                                                            \
    W(SOME, "some")                                                            \
    W(NOBODY, "nobody")                                                        \
    W(OTHER_PARTY, "other_party")                                              \
    W(MUST, "must")                                                            \
    W(IS_RUN, "is_run")                                                        \
    W(RUN, "run")                                                              \
    W(ORGANISED, "organised")                                                  \
    W(FORMED, "formed")                                                        \
    W(FORM, "form")                                                            \
    W(APPLIES, "applies")                                                      \
    W(APPLYING, "applying")                                                    \
    W(ENROLS, "enrols")                                                        \
    W(HOW_APPLIED, "how_applied")                                              \
    W(NO_SUBJECT, "no_subject")                                                \
    W(OTHER_SUBJECT, "other_subject")                                          \
    W(OPEN_END, "open_end")                                                    \
    W(TELLS, "tells")                                                          \
    W(NARROWS, "narrows")                                                      \
    W(HAND_IN, "hand_in")                                                      \
    W(HEARD, "heard")                                                          \
    W(FORM_WHOLE, "form_whole")                                                \
    W(FUNDER_ITSELF, "funder_itself")                                          \
    W(ABOUT_THINGS, "about_things")                                            \
    W(OF_COURSE, "of_course")                                                  \
    W(SADLY, "sadly")                                                          \
    W(STIPEND, "stipend")                                                      \
    W(ECONOMY, "economy")                                                      \
    W(AGED, "aged")                                                            \
    W(TURNED, "turned")                                                        \
    W(YEARS, "years")                                                          \
    W(AFTER_AGE, "after_age")                                                  \
    W(COUNTY, "county")                                                        \
    W(MUNICIPALITY, "municipality")                                            \
    W(PLACE_ROW, "place_row")                                                  \
    W(AREA_KIND, "area_kind")                                                  \
    W(PLACE_PREPOSITION, "place_preposition")                                  \
    W(THOSE, "those")                                                          \
    W(AREAS, "areas")                                                          \
    W(SEAT, "seat")                                                            \
    W(INSTITUTION, "institution")                                              \
    W(LOCAL_TIME, "local_time")                                                \
    W(PARTNER, "partner")                                                      \
    W(PARTNERS, "partners")                                                    \
    W(REFERENCE_NUMBER, "reference_number")

enum wordlist {
#define W(name, code) WORDS_##name,
    READ_WORDLISTS(W)
#undef W
        WORDS_COUNT
};

/* Numbers of 64 bits that hold a bit for each list. */
#define WORDLIST_PARTS ((WORDS_COUNT + 63) / 64)

#endif
