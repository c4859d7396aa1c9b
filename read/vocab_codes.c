/* vocab_codes.c - the codes of each lexicon and what they stand for. */
#include "vocab_codes.h"

#include "medel/date.h"
#include "medel/i18n.h"

#include <errno.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

static const char *const set_names[LEX_SETS] = {
    "sections",       "labels", "cues",    "applicants", "regions",
    "municipalities", "themes", "pages",   "months",     "numbers",
    "ordinals",       "money",  "amounts", "fractions",  "kinds",
    "weekdays",       "days",   "dates",   "languages",  "words",
    "weights"};

static const char *const section_names[SECTION_COUNT] = {
    "none",      "who",       "what",      "amount",     "share",
    "when",      "where",     "purpose",   "process",    "assessment",
    "reporting", "negative",  "state_aid", "background", "examples",
    "contact",   "decisions", "events",    "related",    "changes"};

static const char *const label_names[LABEL_COUNT] = {
    "none",    "deadline",  "opens",   "window",   "time",      "budget",
    "award",   "floor",     "ceiling", "rate",     "own_share", "who",
    "where",   "reference", "status",  "decision", "project",   "updated",
    "contact", "event",     "report",  "funder",   "language",  "other"};

static const char *const cue_names[CUE_COUNT] = {
    "deadline",
    "latest",
    "opens",
    "from",
    "until",
    "apply",
    "decision",
    "project",
    "report",
    "event",
    "updated",
    "superseded",
    "prolonged",
    "advice",
    "law",
    "past_round",
    "lapsed",
    "nominate",
    "ceiling",
    "floor",
    "per_project",
    "award",
    "budget",
    "granted",
    "turnover",
    "hourly",
    "state_aid",
    "advance",
    "cost_limit",
    "lump_sum",
    "partial",
    "funder_share",
    "own_share",
    "no_own_share",
    "full_cost",
    "cost_share",
    "share_other",
    "rolling",
    "not_rolling",
    "closed",
    "open",
    "forthcoming",
    "recurring",
    "eligible",
    "ineligible",
    "negation",
    "except",
    "partner",
    "place",
    "same_day",
    "example",
    "whole_call",
    "any_form",
    "over",
    "under",
    "refused",
    "total",
    "left_over",
    "part_use",
    "per_year",
    "of_grant",
    "rest",
    "ceiling_after",
    "floor_after",
    "duty",
    "bear",
    "used_for",
    "period",
    "doing",
    "begin",
    "end",
    "run",
    "past_tense",
    "may",
    "to_apply",
    "applied",
    "by",
    "handed",
    "toward",
    "applicant_word",
    "copula",
    "means",
    "neither",
    "likewise",
    "who_ask",
    "address",
    "need_not",
    "you_are",
    "with_grant",
    "elsewhere",
    "history",
    "companion",
    "handing",
    "received",
    "plain_head",
    "us",
    "raise",
    "firm_size",
    "of_budget",
    "even_match",
    "cost_kind",
    "cost_may",
    "reimbursed",
    "preposition",
    "got",
    "per_head",
    "typical",
    "no_limit",
    "at_once",
    "prize",
    "added",
    "so_much",
    "delegated",
    "preferred",
    "formerly",
    "changed",
    "raised",
    "receiver",
    "for_each",
    "person_number",
    "swedish_side",
    "anywhere",
    "established",
    "consortium",
    "all_fields",
    "general",
    "first_step",
    "last_step",
    "undivided",
    "not_for_you",
    "own_scheme",
    "namely",
    "other_call",
    "opens_today",
    "all_days",
    "site_events",
    "tells_of_call",
    "other_place",
    "no_floor",
    "last_day",
};

static const char *const page_cue_names[PAGE_CUE_COUNT] = {
    "call",  "apply",   "news",      "decision", "guide",
    "event", "listing", "programme", "project",  "procurement",
    "part",  "admin",   "report",    "archive",  "job"};

static const char *const date_names[DATE_PHRASE_COUNT] = {
    "joint",     "last_day", "year_end", "same_year", "this_year",
    "next_year", "am",       "pm",       "o_clock",   "workday"};

static const char *const weight_codes[WEIGHT_COUNT] = {
#define W(name, code) code,
    READ_WEIGHTS(W)
#undef W
};

static const char *const word_codes[WORDS_COUNT] = {
#define W(name, code) code,
    READ_WORDLISTS(W)
#undef W
};

const char *vocab_weight_code(enum weight w)
{
    return weight_codes[w];
}

const char *vocab_words_code(enum wordlist l)
{
    return word_codes[l];
}

const char *section_name(enum section s)
{
    return section_names[s];
}

const char *cue_name(enum cue c)
{
    return cue_names[c];
}

static int find(const char *const *names, int n, const char *s)
{
    for (int i = 0; i < n; i++)
        if (strcmp(names[i], s) == 0)
            return i;
    return -1;
}

int vocab_set_find(const char *name)
{
    return find(set_names, LEX_SETS, name);
}

const char *vocab_set_name(int set)
{
    return set_names[set];
}

static enum status bad_code(const struct lexicon_entry *entry, struct err *e)
{
    return err_set(e, ST_INVALID, _("not a code of the lexicon \"%s\""),
                   set_names[entry->set]);
}

static enum status number_code(struct lexicon_entry *entry, const char *s,
                               double min, double max, struct err *e)
{
    char *end;
    errno = 0;
    entry->number = strtod(s, &end);
    if (end == s || *end != '\0' || errno != 0 || entry->number < min ||
        entry->number > max)
        return err_set(e, ST_INVALID, _("must be a number from %g to %g"), min,
                       max);
    entry->index = (int)entry->number;
    return ST_OK;
}

/* One or more region codes with spaces between; "none" hides a name that is
 * no place ("Mora knivar"). */
static enum status region_codes(struct lexicon_entry *entry, const char *s,
                                struct err *e)
{
    if (strcmp(s, "none") == 0)
        return ST_OK;
    while (*s != '\0') {
        char code[8];
        size_t n = strcspn(s, " ");
        if (n == 0 || n >= sizeof code)
            return bad_code(entry, e);
        memcpy(code, s, n);
        code[n] = '\0';
        int i = code_find(CODE_REGION, code);
        if (i < 0)
            return bad_code(entry, e);
        entry->codes |= CODE_BIT(i);
        s += n;
        s += strspn(s, " ");
    }
    return ST_OK;
}

/* "Pajala/SE-BD". */
static enum status municipality_code(struct lexicon_entry *entry, struct err *e)
{
    const char *slash = strrchr(entry->code, '/');
    int i = slash != NULL ? code_find(CODE_REGION, slash + 1) : -1;
    if (strcmp(entry->code, "none") == 0)
        return ST_OK;
    if (i < 0)
        return err_set(e, ST_INVALID,
                       _("must be NAME/COUNTY, as in "
                         "Pajala/SE-BD"));
    entry->codes = CODE_BIT(i);
    return ST_OK;
}

/* "SEK", "EUR 1000000", or a bare multiplier "1000". */
static enum status money_code(struct lexicon_entry *entry, struct err *e)
{
    const char *s = entry->code;
    size_t n = strcspn(s, " ");
    entry->number = 1;
    if (n == 3 && s[0] >= 'A' && s[0] <= 'Z') {
        memcpy(entry->currency, s, 3);
        s += n;
        s += strspn(s, " ");
        if (*s == '\0')
            return ST_OK;
    }
    return number_code(entry, s, 1, 1e12, e);
}

/* "12-31": the month and its day. */
static enum status day_code(struct lexicon_entry *entry, struct err *e)
{
    char *end;
    long month = strtol(entry->code, &end, 10);
    long day = *end == '-' ? strtol(end + 1, &end, 10) : 0;
    if (*end != '\0' || month < 1 || month > 12 || day < 1 ||
        day > date_days_in_month(2024, (int)month))
        return err_set(e, ST_INVALID, _("must be MONTH-DAY, as in 12-31"));
    entry->number = (double)(month * 100 + day);
    entry->index = (int)entry->number;
    return ST_OK;
}

static enum status code_of(struct lexicon_entry *entry, enum code_kind kind,
                           struct err *e)
{
    if (strcmp(entry->code, "none") == 0)
        return ST_OK;
    entry->index = code_find(kind, entry->code);
    if (entry->index >= 0)
        return ST_OK;
    const char *near = code_suggest(kind, entry->code);
    return near != NULL
               ? err_set(e, ST_INVALID, _("did you mean \"%s\"?"), near)
               : bad_code(entry, e);
}

enum status vocab_code_parse(struct lexicon_entry *entry, struct err *e)
{
    entry->index = -1;
    switch (entry->set) {
    case LEX_SECTION:
        entry->index = find(section_names, SECTION_COUNT, entry->code);
        break;
    case LEX_LABEL:
        entry->index = find(label_names, LABEL_COUNT, entry->code);
        break;
    case LEX_CUE:
        entry->index = find(cue_names, CUE_COUNT, entry->code);
        break;
    case LEX_PAGE:
        entry->index = find(page_cue_names, PAGE_CUE_COUNT, entry->code);
        break;
    case LEX_WORDS:
        entry->index = find(word_codes, WORDS_COUNT, entry->code);
        break;
    case LEX_WEIGHT:
        entry->index = find(weight_codes, WEIGHT_COUNT, entry->code);
        break;
    case LEX_APPLICANT:
        return code_of(entry, CODE_APPLICANT, e);
    case LEX_THEME:
        return code_of(entry, CODE_THEME, e);
    case LEX_KIND:
        return code_of(entry, CODE_KIND, e);
    case LEX_REGION:
        return region_codes(entry, entry->code, e);
    case LEX_MUNICIPALITY:
        return municipality_code(entry, e);
    case LEX_MONTH:
        return number_code(entry, entry->code, 1, 12, e);
    case LEX_WEEKDAY:
        return number_code(entry, entry->code, 1, 7, e);
    case LEX_DAY:
        return day_code(entry, e);
    case LEX_DATE:
        entry->index = find(date_names, DATE_PHRASE_COUNT, entry->code);
        break;
    case LEX_LANGUAGE:
        return code_of(entry, CODE_LANGUAGE, e);
    case LEX_ORDINAL:
        return number_code(entry, entry->code, 1, 31, e);
    case LEX_NUMBER:
        return number_code(entry, entry->code, 0, 1e12, e);
    case LEX_FRACTION:
        return number_code(entry, entry->code, 0, 100, e);
    case LEX_AMOUNT:
    case LEX_MONEY:
        return money_code(entry, e);
    case LEX_SETS:
        break;
    }
    return entry->index >= 0 ? ST_OK : bad_code(entry, e);
}
