/*
 * who_clauses.c - where one saying ends and the next begins: "men", a
 * semicolon, a pair of dashes, a bracket that speaks for itself.
 */
#include "who.h"

/* "aktörer i civilsamhället; såsom föreningar": the row goes on. */
static bool gives_examples(const struct unit *u, size_t i)
{
    return unit_in(u, i, WORDS_SUCH_AS) || unit_in(u, i + 1, WORDS_EXAMPLE);
}

/* Does a new clause begin at token I? */
static bool begins_clause(const struct unit *u, size_t i)
{
    const struct token *t = &u->tokens[i];
    if (token_in(t, WORDS_BUT) || token_in(t, WORDS_CONTRAST))
        return true;
    if (i == 0)
        return false;
    const struct token *before = &u->tokens[i - 1];
    if (before->kind == TOKEN_PUNCT &&
        ((before->norm[0] == ';' && !gives_examples(u, i)) ||
         before->norm[0] == ':' || before->norm[0] == '?' ||
         before->norm[0] == '!'))
        return true;
    if (unit_is_punct(u, i - 1, '.') && unit_is_capital(u, i))
        return true; /* "kan söka.Summa" */
    if (who_is_dash(u, i))
        return true;
    /* "inte för privatpersoner utan för kommuner" */
    if (token_in(t, WORDS_RATHER) && context_says(u, CUE_TOWARD, i + 1, i + 2))
        return true;
    if (unit_is_punct(u, i - 1, ',') &&
        (token_in(t, WORDS_RATHER) || token_in(t, WORDS_NOT) ||
         token_in(t, WORDS_SO_THEN)))
        return true;
    /* ", och det kan inte heller X"; "och inte heller X" */
    return ((token_in(t, WORDS_NOT) && unit_in(u, i + 1, WORDS_NOR)) ||
            (token_in(t, WORDS_NOR) && unit_in(u, i + 1, WORDS_NOT))) &&
           unit_find_in(u, LEX_CUE, CUE_MAY, i >= 2 ? i - 2 : 0, i) == NULL;
}

/* "(ej enskild firma)", "(kommunen söker)" say something of their own. */
static bool speaks_for_itself(const struct unit *u, size_t from, size_t to)
{
    return to > from &&
           (context_says(u, CUE_NEGATION, from, from + 1) ||
            (unit_is_punct(u, to - 2, ':') && unit_in(u, to - 1, WORDS_NO)) ||
            context_says(u, CUE_EXCEPT, from, to) ||
            context_says(u, CUE_TO_APPLY, from, to) ||
            context_says(u, CUE_MAY, from, to) ||
            context_says(u, CUE_PARTNER, from, to) ||
            context_says(u, CUE_APPLICANT_WORD, from, to));
}

static void cut_brackets(const struct unit *u, uint16_t *clause, uint16_t *n)
{
    for (size_t i = 0; i < u->n; i++) {
        if (!unit_is_punct(u, i, '('))
            continue;
        size_t end = i + 1;
        while (end < u->n && !unit_is_punct(u, end, ')'))
            end++;
        if (end < u->n && speaks_for_itself(u, i + 1, end)) {
            for (size_t k = i; k <= end; k++)
                clause[k] = *n;
            ++*n;
        }
        i = end;
    }
}

bool who_names_in(const struct unit *u, size_t from, size_t to)
{
    const struct match *m, *end = unit_matches_of(u, LEX_APPLICANT, &m);
    for (; m < end; m++)
        if (m->entry->index >= 0 && m->from >= from && m->to <= to)
            return true;
    return false;
}

/* "Till privatpersoner, företag och kommuner lämnas inget bidrag": is the saying
 * E but the preposition that the clause from FROM on begins with? */
static bool is_fronted(const struct unit *u, const struct who_event *e,
                       size_t from)
{
    return e->from == from && e->to == from + 1 &&
           context_says(u, CUE_TOWARD, e->from, e->to);
}

/* "Föreningar kan söka, kommuner är välkomna som partner": a comma (or "and")
 * between two whole sayings. */
static void cut_splices(const struct unit *u, uint16_t *clause, uint16_t *n)
{
    struct who_events ev;
    bool known = false;
    const struct match *name, *last = unit_matches_of(u, LEX_APPLICANT, &name);
    if (last - name < 2)
        return; /* each of the two sayings is of a name */
    for (size_t i = 1; i + 1 < u->n; i++) {
        if (!unit_is_punct(u, i, ',') && !unit_in(u, i, WORDS_AND))
            continue;
        uint16_t id = clause[i];
        size_t from = i, to = i;
        while (from > 0 && clause[from - 1] == id)
            from--;
        while (to < u->n && clause[to] == id)
            to++;
        if (!known)
            who_events_of(u, clause, &ev);
        known = true;
        const struct who_event *before = NULL, *after = NULL;
        for (size_t k = 0; k < ev.n; k++) {
            if (ev.items[k].from >= from && ev.items[k].to <= i)
                before = &ev.items[k];
            if (ev.items[k].from > i && ev.items[k].to <= to && after == NULL)
                after = &ev.items[k];
        }
        if (before == NULL || after == NULL || after->side == WHO_AFTER ||
            is_fronted(u, before, from) ||
            !who_names_in(u, from, i) || !who_names_in(u, i, after->from) ||
            before->said == after->said ||
            context_says(u, CUE_EXCEPT, before->from, before->to))
            continue;
        for (size_t k = i; k < to; k++)
            clause[k] = *n;
        ++*n;
        known = false; /* they hang on the clauses */
    }
}

static const uint16_t *find_clauses(struct arena *mem, const struct unit *u)
{
    uint16_t *clause = arena_alloc(mem, (u->n + 1) * sizeof *clause);
    uint16_t at = 0, n = 1;
    size_t dash = SIZE_MAX; /* one that opens "- a, b or c -" */
    uint16_t before = 0;
    bool bracket = false; /* a colon in it ends no clause */
    for (size_t i = 0; i < u->n; i++) {
        if (unit_is_punct(u, i, '(') || unit_is_punct(u, i, ')'))
            bracket = unit_is_punct(u, i, '(');
        if (i > 0 && begins_clause(u, i) &&
            !(bracket && unit_is_punct(u, i - 1, ':'))) {
            if (!who_is_dash(u, i)) {
                at = n++;
                dash = SIZE_MAX;
            } else if (dash == SIZE_MAX) {
                dash = i;
                before = at;
                at = n++;
            } else {
                at = before; /* the sentence goes on */
                dash = SIZE_MAX;
            }
        }
        clause[i] = at;
    }
    clause[u->n] = UINT16_MAX;
    cut_brackets(u, clause, &n);
    cut_splices(u, clause, &n);
    return clause;
}

const uint16_t *who_clauses(struct arena *mem, const struct unit *u)
{
    if (u->n == 0)
        return find_clauses(mem, u);
    if (u->memo->of[MEMO_CLAUSES] == NULL)
        u->memo->of[MEMO_CLAUSES] = find_clauses(mem, u);
    return u->memo->of[MEMO_CLAUSES];
}
