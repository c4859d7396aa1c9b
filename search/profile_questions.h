/*
 * profile_questions.h - what `medel profile new` asks, and what it makes of
 * the answers.
 *
 * An answer is kept as one line of text in the form that profile_write.c
 * understands: codes with ", " between, "200000 SEK", "2025-05-01 45000".
 */
#ifndef MEDEL_SEARCH_PROFILE_QUESTIONS_H
#define MEDEL_SEARCH_PROFILE_QUESTIONS_H

#include "medel/arena.h"
#include "medel/codes.h"
#include "medel/date.h"
#include "medel/err.h"

#include "municipalities.h"
#include "query_names.h"
#include "state_aid.h"

#include <stdbool.h>
#include <stddef.h>

enum question {
    Q_NAME, Q_ID, Q_FORM, Q_SOCIAL, Q_FOUNDED, Q_EMPLOYEES, Q_MEMBERS,
    Q_LANGUAGES,
    Q_REGIONS, Q_MUNICIPALITY,
    Q_THEMES, Q_KEYWORDS,
    Q_AUDIENCE,
    Q_DESCRIPTION, Q_NEED_MIN, Q_NEED_MAX,
    Q_SHARE, Q_AID,
    Q_COUNT
};

#define STEP_COUNT 6

/* What answers are understood by; borrowed. */
struct question_data {
    const struct query_names *names;
    const struct municipalities *places;
    const struct state_aid *aid;
    struct date today;
};

/* "need_max"; and back (Q_COUNT for none). */
const char *question_key(enum question q);
enum question question_find(const char *key);
/* From 0. */
int question_step(enum question q);
/* "where we are". In the user's language, as all that follows. */
const char *question_step_name(int step);
bool question_is_required(enum question q);
const char *question_words(enum question q);

/* The answer to keep where a first Enter says nothing ("sv" for languages),
 * or NULL. ANSWERS are those so far, NULL where there is none. */
const char *question_default(struct arena *mem, enum question q,
                             const char *const answers[Q_COUNT]);

/*
 * Understands TEXT, which is not empty. ST_INVALID says what is wrong and
 * what was perhaps meant. In MEM.
 */
enum status question_take(struct arena *mem, const struct question_data *d,
                          enum question q, const char *text,
                          const char *const answers[Q_COUNT], const char **ret,
                          struct err *e) MEDEL_NODISCARD;

/* An answer that was taken, as people read it. */
const char *question_shown(struct arena *mem, enum question q,
                           const char *answer);

/* What TAB completes with: names in the user's language, and codes. */
size_t question_completions(struct arena *mem, const struct question_data *d,
                            enum question q,
                            const char *const answers[Q_COUNT],
                            const char ***ret);

/* What "?" tells: a sentence, and line by line what there is to choose from;
 * N may be 0. */
const char *question_help(enum question q);
/* What stands above the field in the file. */
const char *question_note(enum question q);
size_t question_choices(struct arena *mem, const struct question_data *d,
                        enum question q, const char *const answers[Q_COUNT],
                        const char ***ret);

/* The codes of an answer that lists codes of KIND. */
codeset question_codes(enum code_kind kind, const char *answer);
/* The parts of an answer between commas, blanks off, none empty. */
size_t question_parts(struct arena *mem, const char *answer, const char ***ret);
/* The themes that the parts of an answer name; the rest are plain words. */
codeset question_themes(const struct question_data *d, const char *answer);

#endif
