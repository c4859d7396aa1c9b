/* code_query.c - see code_query.h. */
#include "code_query.h"

#include <ctype.h>
#include <string.h>

static const char *code_term(struct searchdb *db, const char *prefix,
                             enum code_kind kind, int code)
{
    char *term = arena_printf(db->mem, "%s%s", prefix, code_name(kind, code));
    for (char *s = term + strlen(prefix); *s != '\0'; s++)
        *s = (char)tolower((unsigned char)*s);
    return term;
}

size_t code_terms(struct searchdb *db, const char *prefix, enum code_kind kind,
                  codeset set, const char *ret[static CODE_TERMS_MAX])
{
    size_t n = 0;
    for (int i = 0; i < code_count(kind); i++)
        if (set & CODE_BIT(i))
            ret[n++] = code_term(db, prefix, kind, i);
    return n;
}

struct xap_query *code_query(struct searchdb *db, const char *prefix,
                             enum code_kind kind, int code)
{
    return xap_query_term(db->xap, code_term(db, prefix, kind, code), 1);
}

struct xap_query *code_query_any(struct searchdb *db, const char *prefix,
                                 enum code_kind kind, codeset set)
{
    struct xap_query *terms[CODE_TERMS_MAX];
    size_t n = 0;
    for (int i = 0; i < code_count(kind); i++)
        if (set & CODE_BIT(i))
            terms[n++] = code_query(db, prefix, kind, i);
    return xap_query_combine(db->xap, XAP_OR, terms, n);
}
