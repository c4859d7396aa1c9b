/* mcp_search.c - the tool `search`: ranked calls, each in brief. */
#include "mcp_world.h"

#include "candidates.h"
#include "format.h"
#include "hit_json.h"
#include "output.h"
#include "query.h"
#include "why.h"

#include "medel/i18n.h"

#include <string.h>

#define LIMIT_UNLESS_SAID 10

struct searching {
    struct search_request request;
    struct candidate_list found;
};

static enum status find(struct searchdb *db, void *arg, struct err *e)
{
    struct searching *s = arg;
    candidates_free(&s->found); /* an earlier attempt's */
    candidates_init(&s->found);
    return candidates_find(db, &s->request, &s->found, e);
}

static json_t *brief(struct arena *mem, const struct candidate *c,
                     const struct profile *profile, struct date today)
{
    static const char *const kept[] = {
        "id",          "title",         "url",       "funder",    "funder_id",
        "kind",        "status",        "opens",     "deadlines", "rolling",
        "award_floor", "award_ceiling", "currency",  "summary",   "themes",
        "regions",     "funding_rate",  "withdrawn", "language",  "score"};
    json_t *whole = hit_to_json(c, today), *o = json_object();
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        json_object_set(o, kept[i], json_object_get(whole, kept[i]));
    json_decref(whole);
    json_object_set_new(o, "why", json_string(why_ranked(mem, c, profile)));
    if (profile != NULL) {
        json_object_set_new(o, "verdict",
                            json_string(verdict_name(c->gate.verdict)));
        json_object_set_new(o, "check",
                            json_string(why_marked(mem, c, profile)));
    }
    return o;
}

static void say_hit(struct mcp_answer *a, size_t place,
                    const struct candidate *c, const struct profile *profile,
                    struct date today)
{
    const struct call *call = c->call;
    const char *sum = format_sum_range(a->mem, call->award_floor,
                                       call->award_ceiling, call->currency);
    const char *marked = profile != NULL ? why_marked(a->mem, c, profile) : "";
    mcp_say(a, "\n%zu. “%s” · %s · %s\n", place, mcp_line(a, call->title),
            mcp_line(a, call->funder), call->id);
    mcp_say(a, "   %s%s%s\n", why_when(a->mem, call, today),
            sum[0] != '\0' ? " · " : "", sum);
    mcp_say_value(a, 3,
                  c->gate.verdict == VERDICT_NO ? _("cannot apply")
                                                : _("check this"),
                  marked);
    mcp_say_value(a, 3, _("why"), why_ranked(a->mem, c, profile));
    mcp_say(a, "   %s\n", mcp_line(a, call->url));
}

static void tell(struct mcp_answer *a, const struct candidate_list *l,
                 const struct profile *profile, struct date today)
{
    json_t *calls = json_array();
    char day[DATE_ISO_SIZE];
    mcp_say(a, _("%s: %zu of %zu calls.\n"), date_format_iso(today, day), l->n,
            l->n_fit);
    for (size_t i = 0; i < l->n; i++) {
        json_array_append_new(calls,
                              brief(a->mem, &l->items[i], profile, today));
        say_hit(a, i + 1, &l->items[i], profile, today);
    }
    mcp_say_value(a, 0, _("note"), l->advice);
    mcp_say_value(a, 0, _("note"), l->note);
    mcp_say_value(a, 0, _("did you mean"), l->suggestion);
    mcp_put(a, "today", json_string(day));
    mcp_put(a, "found", json_integer((json_int_t)l->n_fit));
    mcp_put(a, "calls", calls);
    mcp_put(a, "note", mcp_text(l->advice != NULL ? l->advice : l->note));
    mcp_put(a, "suggestion", mcp_text(l->suggestion));
}

enum status mcp_search(const struct mcp_world *w, const json_t *args,
                       struct mcp_answer *a, struct err *e)
{
    struct gate_day day = output_day(w->today);
    const char *words = mcp_string_arg(args, "words");
    struct profile *profile = NULL;
    struct query query = {.text = NULL};
    struct query_fault fault;
    struct filter filter;
    bool typed = words != NULL && words[strspn(words, " \t\r\n")] != '\0';

    enum status st = mcp_profile_arg(args, &profile, e);
    if (st == ST_OK)
        st = mcp_filters_arg(args, w, a->mem, day.today, &filter, e);
    if (st == ST_OK && typed)
        st = query_parse(a->mem, words, w->known.lexicon, day.today, &query,
                         &fault, e);
    struct searching s = {
        .request = {
            .query = typed ? &query : NULL,
            .profile = profile,
            .filter = &filter,
            .day = day,
            .all = mcp_flag_arg(args, "all"),
            .limit = (size_t)mcp_number_arg(args, "limit", LIMIT_UNLESS_SAID),
            .sort = sort_find(mcp_string_arg(args, "sort")),
        }};
    knowledge_lend(&w->known, &s.request);
    if (st == ST_OK)
        st = searchdb_with(w->data, w->db, find, &s, e);
    if (st == ST_OK)
        tell(a, &s.found, profile, day.today);
    candidates_free(&s.found);
    profile_free(profile);
    return st;
}
