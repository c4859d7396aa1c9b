/* profile_answers.c - how answers are understood; see profile_questions.h. */
#include "profile_questions.h"

#include "query_range.h"

#include "medel/caps.h"
#include "medel/cli.h"
#include "medel/i18n.h"
#include "medel/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* As profile_load() has them. */
#define KEYWORD_BYTES 200
#define EMPLOYEES_MAX 1e7

/* --- parts --------------------------------------------------------------- */

/* The parts of TEXT between the bytes of SIGNS. */
static size_t split(struct arena *mem, const char *text, const char *signs,
                    const char ***ret)
{
    const char **parts = NULL;
    size_t n = 0, cap = 0;
    while (*text != '\0') {
        size_t len = strcspn(text, signs), start = strspn(text, " ");
        size_t end = len;
        while (end > start && text[end - 1] == ' ')
            end--;
        if (end > start && start < len) {
            parts = arena_grow(mem, parts, n, &cap, sizeof *parts);
            parts[n++] = arena_strndup(mem, text + start, end - start);
        }
        text += len;
        text += *text != '\0';
    }
    *ret = parts;
    return n;
}

size_t question_parts(struct arena *mem, const char *answer, const char ***ret)
{
    return split(mem, answer, ",;", ret);
}

codeset question_codes(enum code_kind kind, const char *answer)
{
    struct arena *mem = arena_new();
    const char **parts;
    codeset set = 0;
    size_t n = answer != NULL ? question_parts(mem, answer, &parts) : 0;
    for (size_t i = 0; i < n; i++) {
        int code = code_find(kind, parts[i]);
        if (code >= 0)
            set |= CODE_BIT(code);
    }
    arena_free(mem);
    return set;
}

codeset question_themes(const struct question_data *d, const char *answer)
{
    struct arena *mem = arena_new();
    const char **parts;
    codeset set = 0;
    size_t n = answer != NULL ? question_parts(mem, answer, &parts) : 0;
    for (size_t i = 0; i < n; i++)
        set |= query_names_codes(d->names, CODE_THEME, parts[i]);
    arena_free(mem);
    return set;
}

/* --- kinds of answers ---------------------------------------------------- */

static enum status no_such(struct err *e, const char *value, const char *near)
{
    if (near != NULL)
        return err_set(e, ST_INVALID,
                       _("'%.60s' is not known; did you mean '%.60s'? (? shows "
                         "all)"),
                       value, near);
    return err_set(e, ST_INVALID, _("'%.60s' is not known (? shows all)"),
                   value);
}

static const char *code_list(struct arena *mem, enum code_kind kind,
                             codeset set)
{
    const char *s = "";
    for (int i = 0; i < code_count(kind); i++)
        if (set & CODE_BIT(i))
            s = arena_printf(mem, "%s%s%s", s, s[0] != '\0' ? ", " : "",
                             code_name(kind, i));
    return s;
}

static enum status take_codes(struct arena *mem, const struct question_data *d,
                              enum code_kind kind, const char *text,
                              const char **ret, struct err *e)
{
    const char **parts;
    codeset set = 0;
    size_t n = question_parts(mem, text, &parts);
    for (size_t i = 0; i < n; i++) {
        codeset one = query_names_codes(d->names, kind, parts[i]);
        if (one == 0)
            return no_such(
                e, parts[i],
                query_names_near_code(d->names, mem, kind, parts[i]));
        set |= one;
    }
    if (set == 0)
        return err_set(e, ST_INVALID, _("that names nothing (? shows all)"));
    *ret = code_list(mem, kind, set);
    return ST_OK;
}

static enum status take_form(struct arena *mem, const struct question_data *d,
                             const char *text, const char **ret, struct err *e)
{
    const char *all;
    enum status st = take_codes(mem, d, CODE_APPLICANT, text, &all, e);
    if (st == ST_OK && strchr(all, ',') != NULL)
        return err_set(e, ST_INVALID,
                       _("that could be several: %.200s; say which one"), all);
    if (st == ST_OK)
        *ret = all;
    return st;
}

static enum status take_text(struct arena *mem, const char *text, size_t max,
                             const char **ret, struct err *e)
{
    if (strlen(text) > max)
        return err_set(e, ST_INVALID, _("that is too long: at most %zu bytes"),
                       max);
    *ret = arena_strdup(mem, text);
    return ST_OK;
}

static enum status take_id(struct arena *mem, const char *text,
                           const char **ret, struct err *e)
{
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
    if (strspn(text, allowed) != strlen(text) || text[0] == '-')
        return err_set(e, ST_INVALID,
                       _("an id has letters a to z, digits, hyphens and "
                         "underscores only, as pajala-snickeri"));
    return take_text(mem, text, CAP_ID_BYTES - 1, ret, e);
}

static enum status take_yes_no(const char *text, const char **ret,
                               struct err *e)
{
    /* The language's own words, and those of the two that people use here. */
    bool yes = strchr("yYjJ", text[0]) != NULL || rpmatch(text) == 1;
    bool no = strchr("nN", text[0]) != NULL || rpmatch(text) == 0;
    if (!yes && !no)
        return err_set(e, ST_INVALID, _("please say yes or no"));
    *ret = yes ? "true" : "false";
    return ST_OK;
}

static enum status take_day(struct arena *mem, const struct question_data *d,
                            const char *text, const char **ret, struct err *e)
{
    struct date day;
    bool year = strlen(text) == 4 && strspn(text, "0123456789") == 4;
    if (!date_parse_iso(year ? arena_printf(mem, "%s-01-01", text) : text,
                        &day))
        return err_set(e, ST_INVALID,
                       _("'%.60s' is no year (2019) and no day (2019-05-01)"),
                       text);
    if (date_compare(day, d->today) > 0)
        return err_set(e, ST_INVALID, _("%s is still to come"), text);
    *ret = arena_strdup(mem, text);
    return ST_OK;
}

/* Digits, perhaps with a comma or point and decimals. */
static bool parse_number(struct arena *mem, const char *text, double *ret)
{
    char *copy = arena_strdup(mem, text), *end;
    size_t whole = strspn(copy, "0123456789");
    if (whole == 0 || whole > 15)
        return false;
    if (copy[whole] == ',')
        copy[whole] = '.';
    if (strspn(copy + whole, "0123456789.") != strlen(copy + whole))
        return false;
    *ret = strtod(copy, &end);
    return *end == '\0';
}

static enum status take_count(struct arena *mem, const char *text,
                              const char **ret, struct err *e)
{
    double x;
    if (!parse_number(mem, text, &x) || x > EMPLOYEES_MAX)
        return err_set(e, ST_INVALID, _("'%.60s' is no number; write it as 9"),
                       text);
    *ret = arena_printf(mem, "%.10g", x);
    return ST_OK;
}

static enum status take_share(struct arena *mem, const char *text,
                              const char **ret, struct err *e)
{
    double low, high;
    struct err mine = ERR_INIT;
    if (range_of_shares(mem, text, &low, &high, &mine) != ST_OK || low != high)
        return err_set(e, ST_INVALID,
                       _("'%.60s' is no share; write it in per cent, as 20"),
                       text);
    *ret = arena_printf(mem, "%.6g", low);
    return ST_OK;
}

static enum status take_place(struct arena *mem, const struct question_data *d,
                              const char *text,
                              const char *const answers[Q_COUNT],
                              const char **ret, struct err *e)
{
    const char *name = municipalities_name(d->places, text);
    codeset regions = question_codes(CODE_REGION, answers[Q_REGIONS]);
    const codeset sweden = REGION_COUNTIES | CODE_BIT(REGION_SE);
    if (name != NULL) {
        *ret = arena_strdup(mem, name);
        return ST_OK;
    }
    /* Other countries' municipalities are in no list of ours. */
    if (regions != 0 && (regions & sweden) == 0)
        return take_text(mem, text, CAP_PLACE_BYTES - 1, ret, e);
    return no_such(e, text, municipalities_near(d->places, text));
}

static enum status take_words(struct arena *mem, const char *text,
                              const char **ret, struct err *e)
{
    const char **parts, *all = "";
    size_t n = question_parts(mem, text, &parts);
    for (size_t i = 0; i < n; i++) {
        if (strlen(parts[i]) > KEYWORD_BYTES)
            return err_set(e, ST_INVALID,
                           _("that is too long for a keyword: '%.60s…'"),
                           parts[i]);
        all = arena_printf(mem, "%s%s%s", all, i > 0 ? ", " : "", parts[i]);
    }
    if (n == 0)
        return err_set(e, ST_INVALID, _("that names nothing"));
    *ret = all;
    return ST_OK;
}

/* --- money --------------------------------------------------------------- */

static enum status one_sum(struct arena *mem, const struct question_data *d,
                           const char *text, double *ret, char currency[4],
                           struct err *e)
{
    double low, high;
    struct err mine = ERR_INIT;
    if (range_of_sums(mem, d->names, text, &low, &high, currency, &mine) !=
            ST_OK ||
        low != high || !(low >= 0 && low <= CAP_SUM))
        return err_set(e, ST_INVALID,
                       _("'%.60s' is no sum; write it as 150000, 150 tkr or "
                         "20000 EUR"),
                       text);
    *ret = low;
    return ST_OK;
}

static enum status take_need(struct arena *mem, const struct question_data *d,
                             enum question q, const char *text,
                             const char *const answers[Q_COUNT],
                             const char **ret, struct err *e)
{
    double sum;
    char currency[4], *least_currency;
    enum status st = one_sum(mem, d, text, &sum, currency, e);
    const char *least = q == Q_NEED_MAX ? answers[Q_NEED_MIN] : NULL;
    if (st != ST_OK)
        return st;
    if (least != NULL) {
        double min = strtod(least, &least_currency);
        if (strcmp(least_currency + 1, currency) != 0)
            return err_set(e, ST_INVALID,
                           _("the least sum was in %s; say this one in the "
                             "same currency"),
                           least_currency + 1);
        if (sum < min)
            return err_set(e, ST_INVALID,
                           _("that is less than the least sum, %s"), least);
    }
    *ret = arena_printf(mem, "%.15g %s", sum, currency);
    return ST_OK;
}

/* "2025-05-01 45 000 agriculture": the rule may be left out. */
static enum status one_aid(struct arena *mem, const struct question_data *d,
                           const char *text, const char **ret, struct err *e)
{
    struct date day;
    double sum;
    char currency[4];
    const char *space = strchr(text, ' ');
    if (space == NULL ||
        !date_parse_iso(arena_strndup(mem, text, (size_t)(space - text)), &day))
        return err_set(e, ST_INVALID,
                       _("'%.60s' is no day and sum; write it as 2025-05-01 "
                         "45000"),
                       text);
    const char *rest = space + strspn(space, " ");
    const char *last = strrchr(rest, ' '), *rule = "";
    if (last != NULL && state_aid_knows(d->aid, last + 1)) {
        rule = last + 1;
        rest = arena_strndup(mem, rest, (size_t)(last - rest));
    }
    if (strspn(rest, "0123456789 .,") == strlen(rest))
        rest = arena_printf(mem, "%s EUR", rest);
    enum status st = one_sum(mem, d, rest, &sum, currency, e);
    if (st != ST_OK)
        return st;
    if (strcmp(currency, "EUR") != 0)
        return err_set(e, ST_INVALID,
                       _("say the aid in euros, as the decision does"));
    *ret = arena_printf(mem, "%.10s %.15g%s%s", text, sum,
                        rule[0] != '\0' ? " " : "", rule);
    return ST_OK;
}

static enum status take_aid(struct arena *mem, const struct question_data *d,
                            const char *text, const char **ret, struct err *e)
{
    const char **parts, *all = "";
    size_t n = split(mem, text, ";", &parts);
    for (size_t i = 0; i < n; i++) {
        const char *one = "";
        enum status st = one_aid(mem, d, parts[i], &one, e);
        if (st != ST_OK)
            return st;
        all = arena_printf(mem, "%s%s%s", all, i > 0 ? "; " : "", one);
    }
    *ret = n > 0 ? all : NULL;
    return n > 0 ? ST_OK : err_set(e, ST_INVALID, _("that names nothing"));
}

/* --- any of them --------------------------------------------------------- */

enum status question_take(struct arena *mem, const struct question_data *d,
                          enum question q, const char *text,
                          const char *const answers[Q_COUNT], const char **ret,
                          struct err *e)
{
    if (!utf8_valid(text, strlen(text)))
        return err_set(e, ST_INVALID,
                       _("that is not UTF-8; set the terminal to it"));
    for (const char *s = text; *s != '\0'; s++)
        if ((unsigned char)*s < ' ' || *s == 0x7f)
            return err_set(e, ST_INVALID, _("control characters are in that"));
    switch (q) {
    case Q_NAME:
        return take_text(mem, text, CAP_NAME_BYTES - 1, ret, e);
    case Q_ID:
        return take_id(mem, text, ret, e);
    case Q_FORM:
        return take_form(mem, d, text, ret, e);
    case Q_SOCIAL:
        return take_yes_no(text, ret, e);
    case Q_FOUNDED:
        return take_day(mem, d, text, ret, e);
    case Q_EMPLOYEES:
    case Q_MEMBERS:
        return take_count(mem, text, ret, e);
    case Q_LANGUAGES:
        return take_codes(mem, d, CODE_LANGUAGE, text, ret, e);
    case Q_REGIONS:
        return take_codes(mem, d, CODE_REGION, text, ret, e);
    case Q_MUNICIPALITY:
        return take_place(mem, d, text, answers, ret, e);
    case Q_THEMES:
        return take_codes(mem, d, CODE_THEME, text, ret, e);
    case Q_KEYWORDS:
    case Q_AUDIENCE:
        return take_words(mem, text, ret, e);
    case Q_DESCRIPTION:
        return take_text(mem, text, CAP_PROSE_BYTES - 1, ret, e);
    case Q_NEED_MIN:
    case Q_NEED_MAX:
        return take_need(mem, d, q, text, answers, ret, e);
    case Q_SHARE:
        return take_share(mem, text, ret, e);
    case Q_AID:
        return take_aid(mem, d, text, ret, e);
    case Q_COUNT:
        break;
    }
    return err_set(e, ST_BUG, "no such question");
}
