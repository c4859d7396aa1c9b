/* sub_title.c - see sub_title.h. */
#include "sub_title.h"

#include <string.h>

#define HEAD_WORDS 2 /* that tell enough before a name */
#define NAME_BYTES 8 /* of a name, at least */

static bool is_preposition(const struct unit *u, size_t i)
{
    return unit_in(u, i, WORDS_FOR) || unit_in(u, i, WORDS_TO) ||
           unit_in(u, i, WORDS_OF) || unit_in(u, i, WORDS_ON) ||
           unit_in(u, i, WORDS_IN);
}

/* A word of such a title, or one that joins them. */
static bool is_plain(const struct unit *u, size_t i)
{
    return unit_in(u, i, WORDS_SUB_TITLE) || unit_in(u, i, WORDS_AND) ||
           unit_in(u, i, WORDS_OR) || is_preposition(u, i);
}

/* What stands after the last mark of TITLE that may part a name from words for
 * a page of it; NULL where there is none. *MARK is where the name ends. */
static const char *tail_of(const char *title, const char **mark)
{
    static const char *const marks[] = {": ", " \xE2\x80\x93 ",
                                        " \xE2\x80\x94 ", " - ", " | "};
    const char *tail = NULL;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        for (const char *p = title; (p = strstr(p, marks[i])) != NULL; p++)
            if (tail == NULL || p > *mark) {
                *mark = p;
                tail = p + strlen(marks[i]);
            }
    return tail;
}

/* Does S have words of such titles alone, and one of LIST? */
static bool is_of(const struct reader *r, const char *s, enum wordlist list)
{
    struct unit u;
    bool any = false;
    text_unit(r->mem, r->vocab, s, &u);
    for (size_t i = 0; i < u.n; i++) {
        if (u.tokens[i].kind != TOKEN_WORD)
            continue;
        any |= unit_in(&u, i, list);
        if (!is_plain(&u, i) && !unit_in(&u, i, list))
            return false;
    }
    return any;
}

const char *sub_title_whole(const struct reader *r, const char *title)
{
    const char *mark, *tail = tail_of(title, &mark);
    if (tail == NULL || mark < title + NAME_BYTES ||
        !is_of(r, tail, WORDS_OVERVIEW))
        return title;
    return arena_strndup(r->mem, title, (size_t)(mark - title));
}

enum page_about sub_title_about(const struct reader *r, const char *title)
{
    struct unit u;
    bool who = false;
    size_t words = 0;
    if (title == NULL)
        return ABOUT_ITSELF;
    text_unit(r->mem, r->vocab, title, &u);
    size_t i = 0;
    for (; i < u.n; i++) {
        if (unit_is_punct(&u, i, ':') && words > 0)
            break;
        if (u.tokens[i].kind != TOKEN_WORD)
            continue; /* "Utlysningstext 2026/00019" */
        if (!is_plain(&u, i))
            break;
        who |= unit_in(&u, i, WORDS_WHO_TITLE);
        words += unit_in(&u, i, WORDS_SUB_TITLE);
    }
    /* "Utlysningstext 2026/00019", "Full call text: Green places" */
    if (unit_in(&u, 0, WORDS_CALL_TEXT) ||
        (i > 0 && unit_is_punct(&u, i, ':') &&
         unit_in(&u, i - 1, WORDS_CALL_TEXT)))
        return ABOUT_TEXT;
    if (i == u.n && words > 0)
        return who ? ABOUT_WHO : ABOUT_TERMS;
    /* "Villkor för Klimatlyftet", "Frågor och svar: Klimatlyftet" */
    bool parted = words == 1 && i == 2 && is_preposition(&u, 1);
    if (words >= HEAD_WORDS || parted)
        return who ? ABOUT_WHO_OF : ABOUT_TERMS_OF;
    /* "Klimatlyftet: vem kan söka" */
    const char *mark, *tail = tail_of(title, &mark);
    return tail != NULL && mark >= title + NAME_BYTES &&
                   is_of(r, tail, WORDS_WHO_TITLE)
               ? ABOUT_WHO_OF
               : ABOUT_ITSELF;
}
