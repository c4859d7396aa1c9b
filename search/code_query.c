/* code_query.c - see code_query.h. */
#include "code_query.h"

#include <ctype.h>
#include <string.h>

struct xap_query *code_query(struct searchdb *db, const char *prefix,
                             enum code_kind kind, int code)
{
    char *term = arena_printf(db->mem, "%s%s", prefix, code_name(kind, code));
    for (char *s = term + strlen(prefix); *s != '\0'; s++)
        *s = (char)tolower((unsigned char)*s);
    return xap_query_term(db->xap, term, 1);
}

struct xap_query *code_query_any(struct searchdb *db, const char *prefix,
                                 enum code_kind kind, codeset set)
{
    struct xap_query *terms[64]; /* bits of a codeset */
    size_t n = 0;
    for (int i = 0; i < code_count(kind); i++)
        if (set & CODE_BIT(i))
            terms[n++] = code_query(db, prefix, kind, i);
    return xap_query_combine(db->xap, XAP_OR, terms, n);
}
