/*
 * word_signs.h - the words round a value as signs (learnt.h) from which what it
 * is can be learnt.
 *
 *     <word  >word    before and after it, fainter from the sixth on
 *     <1word >1word   right there; 2, 3 farther off
 *     <a_b   >a_b     two in a row
 *     <@cue  >@cue    what the vocabulary says of the words
 *     =word  =@cue    of its label or the few words over it
 *     ^word           of the heading
 *     _word           of the line that leads in a list
 *     -word  +word    of the sentence before and after
 *     ~word  ~@cue    anywhere in the sentence
 *     #...            the form, size, place of the value itself
 *     !...            what the rules take it for
 *
 * A word longer than five letters is also told by its beginning and its end
 * ("<högst*", "<*lopp"). Numbers are "0".
 */
#ifndef READ_WORD_SIGNS_H
#define READ_WORD_SIGNS_H

#include "text.h"

/* Told of each sign, LEN bytes; a word that stands twice is told twice. */
typedef void sign_fn(void *arg, const char *sign, size_t len, double strength);

/* Who is told. */
struct sign_ear {
    sign_fn *fn;
    void *arg;
};

/* Tokens [from, to) that are told as one word, NAME. */
struct sign_mask {
    uint32_t from, to;
    const char *name;
};

/* The words of U on both sides of tokens [from, to), where the N MASKS stand in
 * for their tokens. */
void signs_around(const struct sign_ear *ear, const struct unit *u, size_t from,
                  size_t to, const struct sign_mask *masks, size_t n);
/* The cues of U within tokens [from, to), after MARK. */
void signs_of_cues(const struct sign_ear *ear, const struct unit *u,
                   const char *mark, size_t from, size_t to);
/* The first words of U, after MARK. */
void signs_of_words(const struct sign_ear *ear, const struct unit *u,
                    const char *mark);
/* The word S, LEN bytes, its beginning and its end, each after MARK. */
void signs_of_word(const struct sign_ear *ear, double strength,
                   const char *mark, const char *s, size_t len);
/* MARK and TEXT. */
void sign_tell(const struct sign_ear *ear, const char *mark, const char *text);
/* The same of LEN bytes of TEXT, STRENGTH times. */
void sign_tell_word(const struct sign_ear *ear, double strength,
                    const char *mark, const char *text, size_t len);

/* MARK, NAME and the number N. */
void sign_tell_number(const struct sign_ear *ear, const char *mark,
                      const char *name, int n);

#endif
