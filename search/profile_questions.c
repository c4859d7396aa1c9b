/* profile_questions.c - the questions, and what is shown of them; see
 * profile_questions.h. Answers are taken in profile_answers.c. */
#include "profile_questions.h"

#include "format.h"
#include "lexicon.h"

#include "medel/i18n.h"

#include <string.h>

static const char *const step_names[STEP_COUNT] = {
    N_("who we are"), N_("where"),        N_("what challenge"),
    N_("for whom"),   N_("what we need"), N_("what we can carry"),
};

static const struct {
    const char *key;
    int step;
    bool required;
    const char *words, *help;
    const char *note; /* in the file, where that is to say something else */
} questions[Q_COUNT] = {
    [Q_NAME] = {"name", 0, true, N_("What is the enterprise called?"),
                N_("Its name in full, as on an application.")},
    [Q_ID] = {"id", 0, true, N_("A short name for commands and files?"),
              N_("Letters, digits and hyphens, as pajala-snickeri: 'medel "
                 "search --profile pajala-snickeri' will find it.")},
    [Q_FORM] = {"form", 0, true, N_("Which legal form?"),
                N_("Calls that other forms only may apply for are left out.")},
    [Q_SOCIAL] = {"social_enterprise", 0, false,
                  N_("Is it a social enterprise? (yes or no)"),
                  N_("An enterprise whose aim is social and whose surplus "
                     "stays in it, as work-integrating ones. Some calls are "
                     "for such alone.")},
    [Q_FOUNDED] = {"founded", 0, false, N_("Since when does it exist?"),
                   N_("A year, as 2019, or a day, as 2019-05-01. Some calls "
                      "ask for an age.")},
    [Q_EMPLOYEES] = {"employees", 0, false, N_("How many employees?"),
                     N_("In full-time posts. Some calls ask for a size.")},
    [Q_MEMBERS] = {"members", 0, false, N_("How many members?"),
                   N_("Of an association or cooperative; some calls ask.")},
    [Q_LANGUAGES] = {"languages", 0, false,
                     N_("In which languages can you apply?"),
                     N_("Several with commas between, as svenska, engelska.")},
    [Q_REGIONS] = {"regions", 1, true, N_("In which counties do you work?"),
                   N_("Several with commas between, by name or code, as "
                      "Norrbotten, SE-AC.")},
    [Q_MUNICIPALITY] = {"municipality", 1, false, N_("In which municipality?"),
                        N_("Where you have your seat. Some calls are for some "
                           "municipalities only.")},
    [Q_THEMES] = {"themes", 2, false, N_("What is it about?"),
                  N_("Two to four of these, with commas between.")},
    [Q_KEYWORDS] = {"keywords", 2, false,
                    N_("Which words would a fitting call use?"),
                    N_("Your trade, your methods, with commas between, as "
                       "snickeri, återbruk, arbetsträning. They weigh most in "
                       "the ranking.")},
    [Q_AUDIENCE] = {"audience", 3, false, N_("For whom do you do it?"),
                    N_("Groups of people, with commas between, as unga, "
                       "nyanlända, långtidsarbetslösa. They become keywords "
                       "and, where there is one, a theme.")},
    [Q_DESCRIPTION] = {"description", 4, false,
                       N_("What do you want money for, in some sentences?"),
                       N_("What you do, what is lacking and what the money "
                          "would make possible, in your own words, on one "
                          "line."),
                       N_("What you do, what is lacking and what the money "
                          "would make possible, in your own words.")},
    [Q_NEED_MIN] = {"need_min", 4, false,
                    N_("The least sum that would be of use?"),
                    N_("In kronor unless you say euro: 150000, 150 tkr, 1,5 "
                       "mkr, 20000 EUR. Calls that give less are left out."),
                    N_("The least sum that is of use, and what it would all "
                       "cost: numbers without spaces.")},
    [Q_NEED_MAX] = {"need_max", 4, false, N_("And what would it all cost?"),
                    N_("The largest sum that you have use for.")},
    [Q_SHARE] = {"own_share", 5, false,
                 N_("How many per cent of the costs can you pay yourselves?"),
                 N_("In money or what else a funder counts, as 20. Calls that "
                    "ask for more are left out; 0 is an answer.")},
    [Q_AID] = {"aid_received", 5, false,
               N_("De minimis aid received in the last three years?"),
               N_("The day of each decision and the sum in euros, with "
                  "semicolons between: 2025-05-01 45000; 2026-02-10 8000. A "
                  "rule's code may follow a sum. Decisions on such aid say so "
                  "(försumbart stöd)."),
               N_("De minimis aid (försumbart stöd): the day of each decision "
                  "and the sum in euros. Aid of a special kind names its rule: "
                  "{..., rule: agriculture}.")},
};

/* --- the table ----------------------------------------------------------- */

const char *question_key(enum question q)
{
    return questions[q].key;
}

enum question question_find(const char *key)
{
    int q = 0;
    while (q < Q_COUNT && strcmp(questions[q].key, key) != 0)
        q++;
    return (enum question)q;
}

int question_step(enum question q)
{
    return questions[q].step;
}

const char *question_step_name(int step)
{
    return _(step_names[step]);
}

bool question_is_required(enum question q)
{
    return questions[q].required;
}

const char *question_words(enum question q)
{
    return _(questions[q].words);
}

const char *question_help(enum question q)
{
    return _(questions[q].help);
}

const char *question_note(enum question q)
{
    return questions[q].note != NULL ? _(questions[q].note) : question_help(q);
}

/* "Snickeriet i Pajala ek. för." is "snickeriet-i-pajala-ek-for". */
static const char *id_of_name(struct arena *mem, const char *name)
{
    const char *bare =
        query_names_bare(mem, query_names_key(mem, name, strlen(name)));
    char *id = arena_strdup(mem, bare);
    size_t n = 0;
    for (const char *s = bare; *s != '\0' && n < 40; s++) {
        if (strchr("abcdefghijklmnopqrstuvwxyz0123456789", *s) != NULL)
            id[n++] = *s;
        else if (*s == ' ' && n > 0 && id[n - 1] != '-')
            id[n++] = '-';
    }
    while (n > 0 && id[n - 1] == '-')
        n--;
    id[n] = '\0';
    return n > 0 ? id : "our";
}

const char *question_default(struct arena *mem, enum question q,
                             const char *const answers[Q_COUNT])
{
    if (q == Q_ID && answers[Q_NAME] != NULL)
        return id_of_name(mem, answers[Q_NAME]);
    return q == Q_LANGUAGES ? code_name(CODE_LANGUAGE, LANG_SV) : NULL;
}

/* --- answers as people read them ----------------------------------------- */

static bool has_codes(enum question q, enum code_kind *kind)
{
    switch (q) {
    case Q_FORM:
        *kind = CODE_APPLICANT;
        return true;
    case Q_REGIONS:
        *kind = CODE_REGION;
        return true;
    case Q_THEMES:
        *kind = CODE_THEME;
        return true;
    case Q_LANGUAGES:
        *kind = CODE_LANGUAGE;
        return true;
    default:
        return false;
    }
}

const char *question_shown(struct arena *mem, enum question q,
                           const char *answer)
{
    enum code_kind kind;
    if (has_codes(q, &kind))
        return format_codes(mem, kind, question_codes(kind, answer));
    if (q == Q_SOCIAL)
        return strcmp(answer, "true") == 0 ? _("yes") : _("no");
    return answer;
}

/* --- what there is to choose from ---------------------------------------- */

/* The counties named so far; 0 where none is. */
static codeset counties(const char *const answers[Q_COUNT])
{
    if (answers[Q_REGIONS] == NULL)
        return 0;
    return question_codes(CODE_REGION, answers[Q_REGIONS]) & REGION_COUNTIES;
}

/* In any letter case. */
static bool has_word(struct arena *mem, const char *const *words, size_t n,
                     const char *word)
{
    const char *key = lexicon_fold(mem, word);
    for (size_t i = 0; i < n; i++)
        if (strcmp(lexicon_fold(mem, words[i]), key) == 0)
            return true;
    return false;
}

size_t question_completions(struct arena *mem, const struct question_data *d,
                            enum question q, const char *const answers[Q_COUNT],
                            const char ***ret)
{
    enum code_kind kind;
    const char **words = NULL;
    size_t n = 0, cap = 0;
    if (q == Q_MUNICIPALITY)
        return municipalities_in(d->places, mem, counties(answers), ret);
    if (!has_codes(q, &kind))
        return 0;
    for (int i = 0; i < code_count(kind); i++) {
        size_t n_names;
        const char *const *names = query_names_of(d->names, kind, i, &n_names);
        const char *three[] = {format_code(kind, i),
                               n_names > 0 ? names[0] : code_name(kind, i),
                               code_name(kind, i)};
        for (size_t k = 0; k < 3; k++) {
            if (has_word(mem, words, n, three[k]))
                continue;
            words = arena_grow(mem, words, n, &cap, sizeof *words);
            words[n++] = three[k];
        }
    }
    *ret = words;
    return n;
}

/* "work_integration  work integration; arbetsintegration, ...". */
static const char *choice(struct arena *mem, const struct question_data *d,
                          enum code_kind kind, int code)
{
    size_t n;
    const char *const *names = query_names_of(d->names, kind, code, &n);
    const char *s = arena_printf(mem, "%s (%s", format_code(kind, code),
                                 code_name(kind, code));
    if (n > 0 && strcmp(names[0], code_name(kind, code)) != 0)
        s = arena_printf(mem, "%s, %s", s, names[0]);
    return arena_printf(mem, "%s)", s);
}

size_t question_choices(struct arena *mem, const struct question_data *d,
                        enum question q, const char *const answers[Q_COUNT],
                        const char ***ret)
{
    enum code_kind kind;
    if (q == Q_MUNICIPALITY && counties(answers) != 0)
        return municipalities_in(d->places, mem, counties(answers), ret);
    if (!has_codes(q, &kind))
        return 0;
    size_t n = (size_t)code_count(kind);
    const char **lines = arena_alloc(mem, n * sizeof *lines);
    for (size_t i = 0; i < n; i++)
        lines[i] = choice(mem, d, kind, (int)i);
    *ret = lines;
    return n;
}
