/* word_signs.c - words as signs; see word_signs.h. */
#include "word_signs.h"

#include "medel/utf8.h"

#include <string.h>

#define NEAR_WORDS 5u
#define FAR_WORDS 12u
#define FAR_STRENGTH 0.5
#define HEAD_STRENGTH 0.7
#define HEAD_WORDS 12u
#define PART_LETTERS 5u /* a word's beginning and end */
#define NEAREST 3u
#define SIGN_BYTES 64 /* longer ones are cut */
#define DIGITS 12     /* of an int, with its sign */

/* Text is put together by hand: there are a hundred signs to a value. */
struct sign {
    char text[SIGN_BYTES];
    size_t len;
};

static void put(struct sign *x, const char *s, size_t len)
{
    if (len > sizeof x->text - x->len)
        len = sizeof x->text - x->len;
    memcpy(x->text + x->len, s, len);
    x->len += len;
}

void sign_tell_word(const struct sign_ear *ear, double strength,
                    const char *mark, const char *word, size_t len)
{
    struct sign x = {.len = 0};
    put(&x, mark, strlen(mark));
    put(&x, word, len);
    ear->fn(ear->arg, x.text, x.len, strength);
}

void sign_tell(const struct sign_ear *ear, const char *mark, const char *text)
{
    sign_tell_word(ear, 1, mark, text, strlen(text));
}

void sign_tell_number(const struct sign_ear *ear, const char *mark,
                      const char *name, int n)
{
    char digits[DIGITS];
    size_t i = DIGITS;
    unsigned left = n < 0 ? 0u - (unsigned)n : (unsigned)n;
    do
        digits[--i] = (char)('0' + left % 10);
    while ((left /= 10) > 0);
    if (n < 0)
        digits[--i] = '-';
    struct sign x = {.len = 0};
    put(&x, mark, strlen(mark));
    put(&x, name, strlen(name));
    put(&x, digits + i, DIGITS - i);
    ear->fn(ear->arg, x.text, x.len, 1);
}

/* The bytes of the first N letters of S, LEN bytes; LEN where it has fewer. */
static size_t letters(const char *s, size_t len, size_t n)
{
    size_t i = 0;
    while (i < len && n-- > 0)
        do
            i++;
        while (i < len && ((unsigned char)s[i] & 0xC0) == 0x80);
    return i;
}

void signs_of_word(const struct sign_ear *ear, double strength,
                   const char *mark, const char *s, size_t len)
{
    sign_tell_word(ear, strength, mark, s, len);
    size_t n = utf8_count(s, len);
    if (n <= PART_LETTERS)
        return;
    size_t head = letters(s, len, PART_LETTERS);
    size_t tail = letters(s, len, n - PART_LETTERS);
    struct sign x = {.len = 0};
    put(&x, mark, strlen(mark));
    put(&x, s, head);
    put(&x, "*", 1);
    ear->fn(ear->arg, x.text, x.len, strength);
    x.len = strlen(mark);
    put(&x, "*", 1);
    put(&x, s + tail, len - tail);
    ear->fn(ear->arg, x.text, x.len, strength);
}

/* A word as it is told, and where the next one is. */
struct told {
    const char *text;
    size_t len, next;
};

static struct told word_at(const struct unit *u, const struct sign_mask *masks,
                           size_t n, size_t i, bool before)
{
    const struct token *t = &u->tokens[i];
    for (size_t k = 0; k < n; k++)
        if (i >= masks[k].from && i < masks[k].to)
            return (struct told){masks[k].name, strlen(masks[k].name),
                                 before ? masks[k].from : masks[k].to};
    bool number = t->kind == TOKEN_NUMBER;
    return (struct told){number ? "0" : t->norm, number ? 1 : t->len,
                         before ? i : i + 1};
}

static void tell_two(const struct sign_ear *ear, const char *mark,
                     const struct told *a, const struct told *b)
{
    struct sign x = {.len = 0};
    put(&x, mark, 1);
    put(&x, a->text, a->len);
    put(&x, "_", 1);
    put(&x, b->text, b->len);
    ear->fn(ear->arg, x.text, x.len, 1);
}

/* The words before or after token AT, the nearest first. */
static void tell_side(const struct sign_ear *ear, const struct unit *u,
                      size_t at, const struct sign_mask *masks, size_t n,
                      bool before)
{
    static const char *const nearest[2][NEAREST] = {{">1", ">2", ">3"},
                                                    {"<1", "<2", "<3"}};
    const char *mark = before ? "<" : ">";
    struct told last = {NULL, 0, 0};
    for (size_t k = 0; k < FAR_WORDS; k++) {
        if (before ? at == 0 : at >= u->n)
            return;
        struct told word = word_at(u, masks, n, before ? at - 1 : at, before);
        signs_of_word(ear, k < NEAR_WORDS ? 1 : FAR_STRENGTH, mark, word.text,
                      word.len);
        if (k < NEAREST)
            signs_of_word(ear, 1, nearest[before][k], word.text, word.len);
        if (k > 0 && k < NEAR_WORDS)
            tell_two(ear, mark, before ? &word : &last, before ? &last : &word);
        last = word;
        at = word.next;
    }
}

void signs_around(const struct sign_ear *ear, const struct unit *u, size_t from,
                  size_t to, const struct sign_mask *masks, size_t n)
{
    tell_side(ear, u, from, masks, n, true);
    tell_side(ear, u, to, masks, n, false);
}

void signs_of_cues(const struct sign_ear *ear, const struct unit *u,
                   const char *mark, size_t from, size_t to)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *x = &u->matches[k];
        if (x->set == LEX_CUE && x->from >= from && x->to <= to)
            sign_tell(ear, mark, x->entry->code);
    }
}

void signs_of_words(const struct sign_ear *ear, const struct unit *u,
                    const char *mark)
{
    for (size_t i = 0; i < u->n && i < HEAD_WORDS; i++)
        if (u->tokens[i].kind == TOKEN_WORD)
            signs_of_word(ear, HEAD_STRENGTH, mark, u->tokens[i].norm,
                          u->tokens[i].len);
}
