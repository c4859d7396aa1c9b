/* why.c - reasons in the user's language; see why.h. */
#include "why.h"

#include "format.h"

#include "medel/i18n.h"

#include <stdlib.h>
#include <string.h>

#define BETWEEN " · "

static const char *add(struct arena *mem, const char *all, const char *more,
                       const char *between)
{
    if (more == NULL || more[0] == '\0')
        return all;
    return all[0] == '\0' ? more
                          : arena_printf(mem, "%s%s%s", all, between, more);
}

/* --- ranked -------------------------------------------------------------- */

static const char *place_words(struct arena *mem, const struct call *c,
                               const struct profile *p)
{
    codeset own = c->regions & p->regions & REGION_COUNTIES;
    if (c->regions == 0)
        return NULL;
    if (own != 0 && c->regions == own)
        return arena_printf(mem, _("for %s"),
                            format_codes(mem, CODE_REGION, own));
    if (own != 0)
        return arena_printf(mem, _("for %s and others"),
                            format_codes(mem, CODE_REGION, own));
    return arena_printf(mem, _("for %s"),
                        format_codes(mem, CODE_REGION, c->regions));
}

const char *why_ranked(struct arena *mem, const struct candidate *c,
                       const struct profile *profile)
{
    const struct rank_value *parts = c->rank.parts;
    const char *s = "";
    if (profile == NULL)
        return parts[PART_TEXT].words == NULL
                   ? s
                   : arena_printf(mem, _("matches %s"), parts[PART_TEXT].words);
    s = add(mem, s,
            format_codes(mem, CODE_THEME, c->call->themes & profile->themes),
            BETWEEN);
    s = add(mem, s, place_words(mem, c->call, profile), BETWEEN);
    if (parts[PART_SOCIAL].judged && parts[PART_SOCIAL].value > 0)
        s = add(mem, s, _("names social enterprises"), BETWEEN);
    if (parts[PART_TEXT].words != NULL)
        s = add(mem, s,
                arena_printf(mem, _("matches %s"), parts[PART_TEXT].words),
                BETWEEN);
    return s;
}

/* --- marked -------------------------------------------------------------- */

const char *why_check(struct arena *mem, const struct call *call,
                      const struct profile *profile, const struct gate_check *k)
{
    const char *words = gate_reason_words(mem, call, profile, k);
    if (k->evidence == NULL)
        return words;
    return arena_printf(mem, _("%s: “%s”"), words, k->evidence);
}

const char *why_marked(struct arena *mem, const struct candidate *c,
                       const struct profile *profile)
{
    const char *s = "";
    bool barred = c->gate.verdict == VERDICT_NO;
    for (int i = 0; i < RULE_COUNT; i++) {
        const struct gate_check *k = &c->gate.checks[i];
        if (barred ? k->verdict != VERDICT_NO : !k->open_question)
            continue;
        s = add(mem, s,
                barred ? why_check(mem, c->call, profile, k)
                       : gate_reason_words(mem, c->call, profile, k),
                "; ");
    }
    return s;
}

/* --- when ---------------------------------------------------------------- */

const char *why_when(struct arena *mem, const struct call *call,
                     struct date today)
{
    char day[DATE_ISO_SIZE];
    enum call_status status = call_status_on(call, today, -1);
    struct date next = call_next_deadline(call, today);

    if (call->withdrawn != NULL && call->successor != NULL)
        return arena_printf(mem, _("replaced %.10s"), call->withdrawn);
    if (call->withdrawn != NULL)
        return arena_printf(mem, _("gone since %.10s"), call->withdrawn);
    if (status == CALL_CLOSED && call->n_deadlines > 0 &&
        date_compare(call->deadlines[call->n_deadlines - 1], today) < 0)
        return arena_printf(
            mem, _("closed %s"),
            date_format_iso(call->deadlines[call->n_deadlines - 1], day));
    if (status == CALL_CLOSED)
        return _("closed");
    if (status == CALL_FORTHCOMING && date_is_set(call->opens))
        return arena_printf(mem, _("opens %s"),
                            date_format_iso(call->opens, day));
    if (date_is_set(next))
        return arena_printf(mem, "%s, %s", date_format_iso(next, day),
                            format_days(mem, next, today));
    if (call->rolling)
        return _("rolling");
    return _("no date stated");
}

const char *why_part(enum rank_part p)
{
    static const char *const names[PART_COUNT] = {
        [PART_WORDS] = N_("your words"),
        [PART_TEXT] = N_("words in common"),
        [PART_THEMES] = N_("themes"),
        [PART_PLACE] = N_("place"),
        [PART_FORM] = N_("who may apply"),
        [PART_SUM] = N_("sum"),
        [PART_SOCIAL] = N_("social enterprise"),
        [PART_TIME] = N_("time left"),
        [PART_KIND] = N_("kind"),
        [PART_LANGUAGE] = N_("language"),
    };
    return _(names[p]);
}

/* "rural, skills" by the names of the codes. */
static const char *named_codes(struct arena *mem, enum code_kind kind,
                               const char *codes)
{
    const char *s = "";
    while (*codes != '\0') {
        size_t n = strcspn(codes, ",");
        const char *code = arena_strndup(mem, codes, n);
        int index = code_find(kind, code);
        s = add(mem, s, index >= 0 ? format_code(kind, index) : code, ", ");
        codes += n;
        codes += strspn(codes, ", ");
    }
    return s;
}

/* "500000 SEK" as people write it. */
static const char *written_sum(struct arena *mem, const char *words)
{
    char *rest;
    double amount = strtod(words, &rest);
    if (rest == words)
        return words;
    return format_sum(mem, amount, rest + strspn(rest, " "));
}

const char *why_part_words(struct arena *mem, enum rank_part p,
                           const char *words)
{
    if (words == NULL)
        return NULL;
    switch (p) {
    case PART_THEMES:
        return named_codes(mem, CODE_THEME, words);
    case PART_PLACE:
        return named_codes(mem, CODE_REGION, words);
    case PART_FORM:
        return named_codes(mem, CODE_APPLICANT, words);
    case PART_KIND:
        return named_codes(mem, CODE_KIND, words);
    case PART_LANGUAGE:
        return named_codes(mem, CODE_LANGUAGE, words);
    case PART_SUM:
        return written_sum(mem, words);
    case PART_SOCIAL:
        return NULL; /* the points say whether it is named */
    case PART_TIME:
        return strcmp(words, "rolling") == 0 ? _("rolling") : words;
    default:
        return words;
    }
}
