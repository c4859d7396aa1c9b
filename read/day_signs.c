/* day_signs.c - signs of what a day is, and what they say; see day_signs.h. */
#include "day_signs.h"

#include "heard.h"
#include "role_cases.h"

#include <stdio.h>

static struct sign_mask *mask_days(const struct scene *s)
{
    struct sign_mask *masks = arena_alloc(s->r->mem, s->n * sizeof *masks);
    for (size_t i = 0; i < s->n; i++)
        masks[i] = (struct sign_mask){(uint32_t)s->list[i].from,
                                      (uint32_t)s->list[i].to, "DAY"};
    return masks;
}

/* The words of U, which may be NULL, after MARK; its cues after CUES. */
static void tell_unit(const struct sign_ear *ear, const struct unit *u,
                      const char *mark, const char *cues)
{
    if (u == NULL)
        return;
    signs_of_words(ear, u, mark);
    signs_of_cues(ear, u, cues, 0, u->n);
}

/* Does nothing but the days and their hour stand in the unit? */
static bool is_bare(const struct scene *s, const struct day_said *d)
{
    struct clause c = clause_of(s, d->row);
    size_t a = c.a;
    if (a > 0 && s->list[d->row.first].weekday != 0)
        a--; /* "Mån 16 nov" */
    return clause_is_bare(s->u, 0, a) && clause_is_bare(s->u, c.b, s->u->n);
}

/* Does a line above the days say what they are, and not just the title? */
static bool is_told_of(const struct scene *s)
{
    const struct unit *head = text_heading(s->r->text, s->u);
    return s->label != NULL || s->intro != NULL || s->before != NULL ||
           (head != NULL && !head->is_title);
}

static void tell_shape(const struct sign_ear *ear, const struct scene *s,
                       const struct day_said *d)
{
    const struct date_mention *m = &s->list[d->row.first];
    const struct unit *u = s->u;
    sign_tell(ear, "#", "all");
    sign_tell_number(ear, "#", "label", (int)u->label);
    sign_tell_number(ear, "#", "section", (int)u->section);
    sign_tell_number(ear, "#", "block", (int)u->block->kind);
    sign_tell_number(ear, "#", "days", s->n < 4 ? (int)s->n : 4);
    if (u->is_heading)
        sign_tell(ear, "#", "heading");
    if (is_bare(s, d))
        sign_tell(ear, "#", is_told_of(s) ? "bare" : "lone");
    struct time_mention start, end;
    if (m->time >= 0) /* a last day has an hour, a meeting two */
        sign_tell(ear, "#",
                  times_span(u, m->time_from, &start, &end) ? "hours" : "hour");
    if (m->has_year)
        sign_tell(ear, "#", "year");
    if (m->weekday != 0)
        sign_tell(ear, "#", "weekday");
    if (d->row.first > 0)
        sign_tell(ear, "#", "later");
}

static void tell_rules(const struct sign_ear *ear, const struct day_said *d)
{
    sign_tell(ear, "!",
              d->role == ROLE_DEADLINE ? "deadline"
              : d->role == ROLE_OPENS  ? "opens"
                                       : "other");
    for (int k = 0; k < ROLE_COUNT; k++) {
        char text[16];
        if (d->score[k] <= 0)
            continue;
        int len = snprintf(text, sizeof text, "!%d", k);
        ear->fn(ear->arg, text, (size_t)len, d->score[k]);
    }
}

void day_signs(const struct scene *s, const struct day_said *d,
               const struct sign_ear *ear)
{
    const struct unit *u = s->u;
    struct clause c = clause_of(s, d->row);
    signs_around(ear, u, s->list[d->row.first].from, s->list[d->row.last].to,
                 mask_days(s), s->n);
    signs_of_cues(ear, u, "<@", c.from, c.a);
    signs_of_cues(ear, u, ">@", c.b, c.to);
    if (!case_names_whom(s, &c))
        tell_unit(ear, s->label, "=", "=@");
    tell_unit(ear, s->intro, "_", "_@");
    tell_unit(ear, s->before, "-", "-@");
    tell_unit(ear, text_heading(s->r->text, u), "^", "^@");
    tell_shape(ear, s, d);
    tell_rules(ear, d);
}

/* A day that has come, alone under the title, is when the page was written. */
static bool is_stamp(const struct scene *s, const struct day_said *d)
{
    return date_compare(s->list[d->row.first].date, s->r->ctx->today) <= 0 &&
           is_bare(s, d) && !is_told_of(s);
}

bool day_is_fixed(const struct scene *s, const struct day_said *d, bool yearly)
{
    if (is_stamp(s, d))
        return false;
    for (size_t i = d->row.first; i <= d->row.last; i++)
        if (!s->list[i].has_day || (yearly && s->list[i].yearless))
            return false;
    return true;
}

/* --- what they say -------------------------------------------------------- */

/* How likely it must be that a day is what the rules do not say, and that it is
 * not what they say, which is seldom wrong. */
#define SURE 0.6
#define SURE_NOT 0.8
#define SCORE_MOST 2 /* of what the words alone say: no label says it */

#define HEADING_WORDS 5 /* "Sista dag för ansökan" */

/* "Ansökan ska vara registrerad senast den 1 december" under a short heading
 * that says outright that last days follow. */
static bool is_plain(const struct scene *s, const struct day_said *d)
{
    const struct unit *head = text_heading(s->r->text, s->u);
    struct clause c = clause_of(s, d->row);
    return head != NULL && !head->is_title && head->n <= HEADING_WORDS &&
           context_unit(head, CUE_DEADLINE) >= 1 &&
           context_says(s->u, CUE_APPLY, c.from, c.a) &&
           context_says(s->u, CUE_LATEST, c.from, c.a);
}

struct day_heard day_hear(const struct scene *s, const struct day_said *d)
{
    struct heard h = {vocab_learnt(s->r->vocab, LEARNT_DAYS), {0}};
    const struct sign_ear ear = heard_ear(&h);
    day_signs(s, d, &ear);
    double closes = heard_likely(h.said[LEARNT_DEADLINE]);
    double opens = heard_likely(h.said[LEARNT_OPENS]);
    double most = closes > opens ? closes : opens;
    struct day_heard heard = {d->role, 0, closes < 1 - SURE_NOT};
    if (most > SURE) {
        heard.role = closes > opens ? ROLE_DEADLINE : ROLE_OPENS;
        heard.score = SCORE_MOST * most;
    } else if (closes + opens < 1 - SURE_NOT &&
               ((d->role == ROLE_DEADLINE && !is_plain(s, d)) ||
                d->role == ROLE_OPENS)) {
        heard.role = ROLE_ADVICE;
        heard.score = d->score[ROLE_ADVICE];
    }
    return heard;
}
