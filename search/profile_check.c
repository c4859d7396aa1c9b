/* profile_check.c - see profile_check.h. */
#include "profile_check.h"

#include "format.h"

#include "medel/i18n.h"

#include <math.h>
#include <string.h>

#define NEED_SMALL 1000 /* below, thousands of kronor were meant */
#define THEMES_MANY 7
#define WORDS_MAX 20

struct checking {
    struct arena *mem;
    const struct profile *p;
    const struct profile_check_data *data;
    struct findings *ret;
};

static void add(struct checking *c, enum finding_kind kind, const char *field,
                const char *words)
{
    struct findings *f = c->ret;
    if (f->n == FINDINGS_MAX)
        return;
    f->items[f->n++] = (struct finding){kind, field, words};
    f->counts[kind]++;
}

static void missing(struct checking *c, const char *field, const char *words)
{
    add(c, FINDING_MISSING, field, words);
}

static void doubtful(struct checking *c, const char *field, const char *words)
{
    add(c, FINDING_DOUBTFUL, field, words);
}

/* The most points that a part gives in a search by profile alone. */
static int points(const struct checking *c, enum rank_part part)
{
    const double *parts = c->data->weights->parts;
    double all = 0;
    for (int i = 0; i < PART_COUNT; i++)
        if (i != PART_WORDS)
            all += parts[i];
    return all > 0 ? (int)lround(100 * parts[part] / all) : 0;
}

/* --- what is missing ----------------------------------------------------- */

static const char *up_to(struct checking *c, enum rank_part part,
                         const char *words)
{
    return arena_printf(c->mem, _("%s (up to %d of the score's 100 points)"),
                        words, points(c, part));
}

static void check_subject(struct checking *c)
{
    const struct profile *p = c->p;
    if (p->themes == 0)
        missing(c, "themes",
                up_to(c, PART_THEMES,
                      _("with it, calls on your subjects come first")));
    if (p->n_keywords == 0)
        missing(c, "keywords",
                up_to(c, PART_TEXT,
                      _("with words for what you do, as [snickeri, "
                        "återbruk], calls that use them come first; they "
                        "weigh more than the description")));
    if (p->description == NULL)
        missing(c, "description",
                up_to(c, PART_TEXT,
                      _("with some sentences on what you do and want money "
                        "for, calls in the same words are found")));
}

static void check_place(struct checking *c)
{
    const struct profile *p = c->p;
    if ((p->regions & REGION_COUNTIES) == 0 &&
        (p->regions & CODE_BIT(REGION_SE)) != 0)
        missing(c, "regions",
                up_to(c, PART_PLACE,
                      _("with the county, as SE-BD, its own calls come before "
                        "those for the whole country, and those of other "
                        "counties are left out")));
    if (p->municipality == NULL)
        missing(c, "municipality",
                _("with it, calls for some municipalities only can be "
                  "judged; now they stay to be checked"));
}

static void check_money(struct checking *c)
{
    const struct profile *p = c->p;
    if (p->need_min < 0 && p->need_max < 0)
        missing(c, "need",
                up_to(c, PART_SUM,
                      _("with {min: ..., max: ...}, calls that give too little "
                        "are left out and those of the right size rise")));
    else if (p->need_max < 0)
        missing(c, "need.max",
                up_to(c, PART_SUM,
                      _("with it, calls that cover the whole need rise above "
                        "those that cover a part")));
    else if (p->need_min < 0)
        missing(c, "need.min",
                _("with the least sum that is of use, calls that give less "
                  "are left out"));
    if (p->own_share < 0)
        missing(c, "own_share",
                _("with the per cent of the costs that you can pay, calls that "
                  "ask for more are left out; now they stay to be checked"));
}

static void check_rest(struct checking *c)
{
    const struct profile *p = c->p;
    if (p->languages == 0)
        missing(c, "languages",
                up_to(c, PART_LANGUAGE,
                      _("with those that you can apply in, as [sv, en], calls "
                        "in others are marked")));
    if (!p->social_enterprise)
        add(c, FINDING_ADD, "social_enterprise",
            up_to(c, PART_SOCIAL,
                  _("true where it is one: calls that name social enterprises "
                    "come first, and those for such alone stay in")));
    if (p->n_aid == 0)
        add(c, FINDING_ADD, "aid_received",
            _("with the de minimis aid of the last three years, as [{date: "
              "2025-05-01, sum_eur: 45000}], you see how much room is left "
              "for more"));
    if (!date_is_set(p->founded))
        add(c, FINDING_ADD, "founded",
            _("some calls ask how old the organisation is"));
    if (p->employees < 0)
        add(c, FINDING_ADD, "employees",
            _("some calls ask how large the organisation is"));
    if (p->members < 0 &&
        (p->form == APPLICANT_ASSOCIATION || p->form == APPLICANT_COOPERATIVE))
        add(c, FINDING_ADD, "members",
            _("some calls ask how many members there are"));
}

/* --- what is doubtful ---------------------------------------------------- */

static void doubt_place(struct checking *c)
{
    const struct profile *p = c->p;
    const struct municipalities *all = c->data->municipalities;
    const codeset sweden = REGION_COUNTIES | CODE_BIT(REGION_SE);
    if (p->municipality == NULL || (p->regions & sweden) == 0)
        return;
    int county = municipalities_county(all, p->municipality);
    const char *near =
        county < 0 ? municipalities_near(all, p->municipality) : NULL;
    if (near != NULL)
        doubtful(c, "municipality",
                 arena_printf(c->mem,
                              _("Sweden has no municipality '%.60s'; is '%s' "
                                "meant?"),
                              p->municipality, near));
    else if (county < 0)
        doubtful(c, "municipality",
                 arena_printf(c->mem, _("Sweden has no municipality '%.60s'"),
                              p->municipality));
    else if ((p->regions & REGION_COUNTIES) != 0 &&
             (p->regions & CODE_BIT(county)) == 0)
        doubtful(c, "municipality",
                 arena_printf(c->mem,
                              _("%.60s lies in %s (%s), which regions does "
                                "not name"),
                              p->municipality, format_code(CODE_REGION, county),
                              code_name(CODE_REGION, county)));
}

static void doubt_money(struct checking *c)
{
    const struct profile *p = c->p;
    double largest = fmax(p->need_min, p->need_max);
    if (largest >= 0 && largest < NEED_SMALL)
        doubtful(c, "need",
                 arena_printf(c->mem,
                              _("%s in all is little: sums are written in "
                                "full, 200000 and not 200"),
                              format_sum(c->mem, largest, p->need_currency)));
    if (p->own_share > 0 && p->own_share < 1)
        doubtful(c, "own_share",
                 arena_printf(c->mem,
                              _("%g is less than one per cent; is %g meant?"),
                              p->own_share, p->own_share * 100));
    if (p->own_share == 100)
        doubtful(c, "own_share",
                 _("100 per cent says that you can pay for all of it "
                   "yourselves"));
}

static size_t count(codeset set)
{
    size_t n = 0;
    for (; set != 0; set &= set - 1)
        n++;
    return n;
}

static void doubt_themes(struct checking *c)
{
    codeset themes = c->p->themes;
    codeset general = c->data->weights->general.themes;
    if (count(themes) > THEMES_MANY)
        doubtful(c, "themes",
                 arena_printf(c->mem,
                              _("%zu are many: nearly every call has some of "
                                "them; keep those that the need is about"),
                              count(themes)));
    if (themes != 0 && (themes & ~general) == 0)
        doubtful(c, "themes",
                 arena_printf(c->mem,
                              _("%s fits most calls; add what you work with"),
                              format_codes(c->mem, CODE_THEME, themes)));
}

/* Whether all its words are such as say nothing ("och", "för"). */
static bool says_nothing(struct checking *c, const char *keyword)
{
    const char **words;
    size_t n = lexicon_words(c->mem, keyword, WORDS_MAX, &words);
    for (size_t i = 0; i < n; i++)
        if (!lexicon_is_stopword(c->data->lexicon, words[i]))
            return false;
    return true;
}

static bool stands_before(struct checking *c, size_t i)
{
    const struct profile *p = c->p;
    const char *key = lexicon_fold(c->mem, p->keywords[i]);
    for (size_t k = 0; k < i; k++)
        if (strcmp(lexicon_fold(c->mem, p->keywords[k]), key) == 0)
            return true;
    return false;
}

static void doubt_keywords(struct checking *c)
{
    const struct profile *p = c->p;
    for (size_t i = 0; i < p->n_keywords; i++) {
        const char *word = p->keywords[i];
        if (says_nothing(c, word))
            doubtful(c, "keywords",
                     arena_printf(c->mem, _("'%.60s' says nothing by itself"),
                                  word));
        else if (stands_before(c, i))
            doubtful(
                c, "keywords",
                arena_printf(c->mem, _("'%.60s' stands there twice"), word));
    }
}

static void doubt_days(struct checking *c)
{
    const struct profile *p = c->p;
    if (date_is_set(p->founded) && date_compare(p->founded, c->data->today) > 0)
        doubtful(c, "founded", _("is still to come"));
    for (size_t i = 0; i < p->n_aid; i++)
        if (date_compare(p->aid[i].date, c->data->today) > 0)
            doubtful(c, "aid_received",
                     arena_printf(c->mem,
                                  _("the day of entry %zu is still to "
                                    "come"),
                                  i + 1));
}

/* Whether aid of that DAY, under the rule CODE, counts against any cap. */
static bool still_counts(const struct state_aid *s, const char *code,
                         struct date day, struct date today)
{
    size_t n;
    const struct aid_rule *rules = state_aid_rules(s, &n);
    for (size_t i = 0; i < n; i++)
        if (state_aid_find(s, rules[i].code, today) == &rules[i] &&
            (code == NULL || strcmp(code, rules[i].code) == 0) &&
            date_compare(state_aid_free_from(&rules[i], day), today) > 0)
            return true;
    return false;
}

static const char *all_rules(struct checking *c)
{
    size_t n;
    const struct aid_rule *rules = state_aid_rules(c->data->aid, &n);
    const char *s = "";
    for (size_t i = 0; i < n; i++)
        if (state_aid_find(c->data->aid, rules[i].code, c->data->today) ==
            &rules[i])
            s = arena_printf(c->mem, "%s%s%s", s, s[0] != '\0' ? ", " : "",
                             rules[i].code);
    return s;
}

static void doubt_aid(struct checking *c)
{
    const struct profile *p = c->p;
    const struct state_aid *s = c->data->aid;
    char day[DATE_ISO_SIZE];
    for (size_t i = 0; s != NULL && i < p->n_aid; i++) {
        const char *rule = p->aid[i].rule;
        if (rule != NULL && !state_aid_knows(s, rule))
            doubtful(c, "aid_received",
                     arena_printf(c->mem,
                                  _("there is no rule '%.60s', but: %s; the "
                                    "aid counts as usual de minimis aid"),
                                  rule, all_rules(c)));
        else if (!still_counts(s, rule, p->aid[i].date, c->data->today))
            doubtful(c, "aid_received",
                     arena_printf(c->mem,
                                  _("that of %s is so old that it no longer "
                                    "counts; it can be taken out"),
                                  date_format_iso(p->aid[i].date, day)));
    }
}

/* --- the whole ----------------------------------------------------------- */

void profile_check(struct arena *mem, const struct profile *p,
                   const struct profile_check_data *data, struct findings *ret)
{
    struct checking c = {mem, p, data, ret};
    *ret = (struct findings){.n = 0};
    check_subject(&c);
    check_place(&c);
    check_money(&c);
    check_rest(&c);
    doubt_place(&c);
    doubt_money(&c);
    doubt_themes(&c);
    doubt_keywords(&c);
    doubt_days(&c);
    doubt_aid(&c);
}
