/* sub_title.c - see sub_title.h. */
#include "sub_title.h"

#define HEAD_WORDS 2 /* that tell enough before a name */

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
        if (u.tokens[i].kind != TOKEN_WORD)
            continue; /* "Utlysningstext 2026/00019" */
        if (!is_plain(&u, i))
            break;
        who |= unit_in(&u, i, WORDS_WHO_TITLE);
        words += unit_in(&u, i, WORDS_SUB_TITLE);
    }
    if (unit_in(&u, 0, WORDS_CALL_TEXT))
        return ABOUT_TEXT;
    if (i == u.n && words > 0)
        return who ? ABOUT_WHO : ABOUT_TERMS;
    /* "Villkor för Klimatlyftet", "Frågor och svar: Klimatlyftet" */
    bool parted = words == 1 && i == 2 && is_preposition(&u, 1);
    if (words >= HEAD_WORDS || parted)
        return who ? ABOUT_WHO_OF : ABOUT_TERMS_OF;
    return ABOUT_ITSELF;
}
