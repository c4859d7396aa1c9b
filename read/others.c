/* others.c - offices that are not the funder; see others.h. */
#include "others.h"

#include <string.h>

bool others_office_at(const struct reader *r, const struct unit *u, size_t i)
{
    if (i >= u->n || !unit_is_capital(u, i) ||
        !(unit_in(u, i, WORDS_OFFICE) || unit_in(u, i, WORDS_OFFICE_ENDING)))
        return false;
    const char *funder = r->ctx->funder, *name = u->tokens[i].norm;
    size_t len = u->tokens[i].len;
    if (len > 0 && name[len - 1] == 's')
        name = arena_strndup(r->mem, name, len - 1); /* "Boverkets" */
    return funder == NULL || strcasestr(funder, name) == NULL;
}
