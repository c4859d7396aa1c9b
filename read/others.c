/* others.c - offices that are not the funder; see others.h. */
#include "others.h"

#include "context.h"

#include <string.h>

#define STEM_BYTES 4 /* of a name, at least */

static bool holds(const char *text, const char *name)
{
    return text != NULL && strcasestr(text, name) != NULL;
}

/* Is the name of token I another's than the funder's, and another than those
 * that the page has in its titles? */
static bool is_foreign(const struct reader *r, const struct unit *u, size_t i)
{
    static const char *const endings[] = {"s", "en", "et"}; /* "Boverkets" */
    const struct doc *d = r->text->doc;
    const char *name = u->tokens[i].norm;
    size_t len = u->tokens[i].len;
    for (size_t k = 0; k < sizeof endings / sizeof *endings; k++) {
        size_t n = strlen(endings[k]);
        if (len > n + STEM_BYTES && strncmp(name + len - n, endings[k], n) == 0)
            len -= n;
    }
    name = arena_strndup(r->mem, name, len);
    return !holds(r->ctx->funder, name) && !holds(r->call->title, name) &&
           !holds(d->title, name) && !holds(d->site_name, name) &&
           !holds(d->breadcrumbs, name) && !holds(r->ctx->url, name);
}

bool others_office_at(const struct reader *r, const struct unit *u, size_t i)
{
    if (i >= u->n || !unit_is_capital(u, i) ||
        !(unit_in(u, i, WORDS_OFFICE) || unit_in(u, i, WORDS_OFFICE_ENDING)))
        return false;
    return is_foreign(r, u, i);
}

/* "Europeiska socialfonden": a capital stands on it, or on the word before. */
static bool is_capital_name(const struct unit *u, size_t i)
{
    return unit_is_capital(u, i) || (i > 0 && unit_is_capital(u, i - 1));
}

bool others_named_at(const struct reader *r, const struct unit *u, size_t i)
{
    return r->ctx->funder != NULL && i < u->n && is_capital_name(u, i) &&
           unit_in(u, i, WORDS_OFFICE_NAME) && is_foreign(r, u, i);
}

bool others_name_ends_at(const struct reader *r, const struct unit *u, size_t i)
{
    if (r->ctx->funder == NULL || i < 1 || i >= u->n || !unit_is_capital(u, i))
        return false;
    /* "Projekt i Dalarna" is a place, "Film i Dalarna" need not be. */
    bool of_place = context_says(u, CUE_PREPOSITION, i - 1, i);
    return is_foreign(r, u, i) &&
           (!of_place || (i > 2 && unit_is_capital(u, i - 2)));
}

bool others_told_by(const struct reader *r, const struct unit *u, size_t to)
{
    for (size_t i = 2; i < to; i++)
        if (unit_in(u, i, WORDS_WHO) && unit_is_punct(u, i - 1, ',') &&
            others_name_ends_at(r, u, i - 2))
            return true;
    return false;
}
