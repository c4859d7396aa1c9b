/* mcp_call.c - the tools on one call: `show`, its whole record, and
 * `eligibility`, whether an enterprise can apply for it. */
#include "mcp_world.h"

#include "advice.h"
#include "candidates.h"
#include "cycles.h"
#include "field_words.h"
#include "format.h"
#include "history.h"
#include "hit_json.h"
#include "lookup.h"
#include "output.h"
#include "why.h"

#include "medel/i18n.h"

#include <string.h>

/* How many of the profile's best calls the one is measured by. */
#define LIMIT_MEASURE 20

static void say_call(struct mcp_answer *a, const struct call *c,
                     struct date today)
{
    mcp_say(a, "\n“%s” · %s · %s\n", mcp_line(a, c->title),
            mcp_line(a, c->funder), c->id);
    mcp_say(a, "%s\n%s\n", mcp_line(a, c->url), why_when(a->mem, c, today));
}

/* --- show ---------------------------------------------------------------- */

struct showing {
    struct arena *mem;
    const char *id;
    struct date today;
    struct cycles *cycles;
    struct history history;
    struct cycle_answer cycle;
};

static enum status fetch(struct searchdb *db, void *arg, struct err *e)
{
    struct showing *s = arg;
    history_free(&s->history); /* an earlier attempt's */
    enum status st = history_find(db, s->mem, s->id, &s->history, e);
    return st == ST_OK ? cycles_ask(s->cycles, db, s->history.call, s->today,
                                    &s->cycle, e)
                       : st;
}

static void say_fields(struct mcp_answer *a, const struct call *c,
                       const json_t *record)
{
    static const char *const told[] = {"award_floor",
                                       "award_ceiling",
                                       "total_budget",
                                       "funding_rate",
                                       "applicants",
                                       "excluded",
                                       "regions",
                                       "municipalities",
                                       "themes",
                                       "operating_years_min",
                                       "operating_years_max",
                                       "employees_min",
                                       "employees_max",
                                       "members_min",
                                       "members_max",
                                       "partners_min",
                                       "partners_max",
                                       "reference",
                                       "contact"};
    mcp_say_value(a, 0, field_label("summary"), c->summary);
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        json_t *v = json_object_get(record, told[i]);
        if (!json_is_null(v) && (!json_is_array(v) || json_array_size(v) > 0))
            mcp_say_value(a, 0, field_label(told[i]),
                          field_value(a->mem, told[i], v, c->currency));
    }
}

static void say_evidence(struct mcp_answer *a, const struct call *c)
{
    mcp_say(a, "%s\n", _("The page's words for each:"));
    for (int f = 0; f < FIELD_COUNT; f++) {
        const struct call_evidence *ev = &c->evidence[f];
        if (ev->text == NULL)
            continue;
        bool elsewhere =
            ev->url != NULL && (c->url == NULL || strcmp(ev->url, c->url) != 0);
        mcp_say(a, "  %s: “%s”%s%s\n",
                field_label(call_field_name((enum call_field)f)),
                mcp_line(a, ev->text), elsewhere ? " · " : "",
                elsewhere ? mcp_line(a, ev->url) : "");
        if (ev->against != NULL)
            mcp_say(a, "    %s: “%s”\n", _("another page says otherwise"),
                    mcp_line(a, ev->against));
    }
}

static void tell_call(struct mcp_answer *a, const struct showing *s,
                      bool versions)
{
    const struct call *c = s->history.call;
    char day[DATE_ISO_SIZE];
    json_t *record = call_to_json(c, s->today);
    say_call(a, c, s->today);
    say_fields(a, c, record);
    say_evidence(a, c);
    if (s->cycle.predicted)
        mcp_say(a, "%s\n", prediction_words(a->mem, &s->cycle.prediction));
    if (record == NULL || cycles_to_json(&s->cycle, record) != 0)
        a->st = ST_NOMEM;
    if (record != NULL && versions &&
        json_object_set_new(record, "versions", history_to_json(&s->history)))
        a->st = ST_NOMEM;
    mcp_put(a, "today", json_string(date_format_iso(s->today, day)));
    mcp_put(a, "record", record);
}

enum status mcp_show(const struct mcp_world *w, const json_t *args,
                     struct mcp_answer *a, struct err *e)
{
    struct showing s = {.mem = a->mem,
                        .id = mcp_string_arg(args, "id"),
                        .today = output_day(w->today).today};
    enum status st = cycles_new(&s.cycles, e);
    if (st == ST_OK)
        st = searchdb_with(w->data, w->db, fetch, &s, e);
    if (st == ST_OK)
        tell_call(a, &s, mcp_flag_arg(args, "history"));
    history_free(&s.history);
    cycles_free(s.cycles);
    return st;
}

/* --- eligibility --------------------------------------------------------- */

struct judging {
    const char *id;
    struct search_request request;
    struct candidate_list found;
};

static enum status judge(struct searchdb *db, void *arg, struct err *e)
{
    struct judging *j = arg;
    struct call *call = NULL;
    candidates_free(&j->found); /* an earlier attempt's */
    candidates_init(&j->found);
    enum status st = lookup_call(db, j->id, &call, e);
    if (st != ST_OK)
        return st;
    j->request.only = call->id;
    st = candidates_find(db, &j->request, &j->found, e);
    j->request.only = NULL;
    call_free(call);
    if (st == ST_OK && j->found.n == 0)
        return err_set(e, ST_RETRY, _("the index changed during the search"));
    return st;
}

static const char *verdict_words(enum verdict v)
{
    switch (v) {
    case VERDICT_YES:
        return _("can apply");
    case VERDICT_NO:
        return _("cannot apply");
    default:
        return _("may be able to apply: check what is marked ?");
    }
}

/* The checks with their words; what is silent and hinders nobody is in the
 * data alone. */
static json_t *tell_checks(struct mcp_answer *a, const struct candidate *c,
                           const struct profile *p)
{
    json_t *checks = json_array();
    for (int i = 0; i < RULE_COUNT; i++) {
        const struct gate_check *k = &c->gate.checks[i];
        const char *words = gate_reason_words(a->mem, c->call, p, k);
        const char *mark = k->verdict == VERDICT_NO    ? "✗"
                           : k->verdict == VERDICT_YES ? "✓"
                                                       : "?";
        json_array_append_new(
            checks, json_pack("{s:s, s:s, s:s, s:o, s:b, s:o}", "rule",
                              gate_rule_name(k->rule), "verdict",
                              verdict_name(k->verdict), "reason",
                              gate_reason_name(k->reason), "words",
                              mcp_text(words), "check", (int)k->open_question,
                              "evidence", mcp_text(k->evidence)));
        if (k->verdict != VERDICT_UNKNOWN || k->open_question)
            mcp_say(a, "%s %s: %s\n", mark, gate_rule_name(k->rule),
                    mcp_line(a, why_check(a->mem, c->call, p, k)));
    }
    return checks;
}

static void tell_verdict(struct mcp_answer *a, const struct candidate *c,
                         const struct profile *p, struct date today)
{
    const char *verdict = verdict_words(c->gate.verdict);
    const char *aid = advice_aid_words(a->mem, &c->advice);
    const char *funding = advice_funding_words(a->mem, &c->advice);
    json_t *notes = json_array(), *whole = hit_to_json(c, today);
    char day[DATE_ISO_SIZE];
    say_call(a, c->call, today);
    mcp_say(a, "%s: %s\n", mcp_line(a, p->name), verdict);
    mcp_put(a, "today", json_string(date_format_iso(today, day)));
    mcp_put(a, "id", mcp_text(c->call->id));
    mcp_put(a, "title", mcp_text(c->call->title));
    mcp_put(a, "url", mcp_text(c->call->url));
    mcp_put(a, "profile", mcp_text(p->id));
    mcp_put(a, "verdict", json_string(verdict_name(c->gate.verdict)));
    mcp_put(a, "words", json_string(verdict));
    mcp_put(a, "checks", tell_checks(a, c, p));
    if (aid != NULL)
        json_array_append_new(notes, json_string(aid));
    if (funding != NULL)
        json_array_append_new(notes, json_string(funding));
    if (aid != NULL)
        mcp_say(a, "%s\n", mcp_line(a, aid));
    if (funding != NULL)
        mcp_say(a, "%s\n", mcp_line(a, funding));
    mcp_put(a, "notes", notes);
    mcp_put(a, "score", json_incref(json_object_get(whole, "score")));
    mcp_put(a, "state_aid", json_incref(json_object_get(whole, "state_aid")));
    mcp_put(a, "own_funding",
            json_incref(json_object_get(whole, "own_funding")));
    json_decref(whole);
}

enum status mcp_eligibility(const struct mcp_world *w, const json_t *args,
                            struct mcp_answer *a, struct err *e)
{
    const struct filter everything = {.n = 0};
    struct gate_day day = output_day(w->today);
    struct profile *profile = NULL;
    enum status st = mcp_profile_arg(args, &profile, e);
    struct judging j = {
        .id = mcp_string_arg(args, "id"),
        .request = {.profile = profile,
                    .filter = &everything,
                    .day = day,
                    .limit = LIMIT_MEASURE},
    };
    knowledge_lend(&w->known, &j.request);
    if (st == ST_OK)
        st = searchdb_with(w->data, w->db, judge, &j, e);
    if (st == ST_OK)
        tell_verdict(a, &j.found.items[0], profile, day.today);
    candidates_free(&j.found);
    profile_free(profile);
    return st;
}
