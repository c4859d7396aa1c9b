/* hit_json.c - ranked calls for programs; see hit_json.h. */
#include "hit_json.h"

#include <math.h>

static json_t *text_or_null(const char *s)
{
    json_t *v = s != NULL ? json_string(s) : NULL;
    return v != NULL ? v : json_null();
}

static json_t *number(double x, double unit)
{
    double rounded = round(x / unit) * unit;
    return json_real(rounded);
}

static json_t *why_of(const struct rank_score *s)
{
    json_t *why = json_array();
    for (int i = 0; i < PART_COUNT; i++) {
        const struct rank_value *v = &s->parts[i];
        if (v->judged)
            json_array_append_new(why,
                                  json_pack("{s:s, s:o, s:o, s:o}", "part",
                                            rank_part_name((enum rank_part)i),
                                            "points", number(v->points, 0.01),
                                            "of", number(v->of, 0.01), "words",
                                            text_or_null(v->words)));
    }
    return why;
}

static json_t *eligibility_of(const struct gate_result *g)
{
    json_t *checks = json_array();
    for (int i = 0; i < RULE_COUNT; i++) {
        const struct gate_check *c = &g->checks[i];
        json_array_append_new(checks,
                              json_pack("{s:s, s:s, s:s, s:b, s:o}", "rule",
                                        gate_rule_name(c->rule), "verdict",
                                        verdict_name(c->verdict), "reason",
                                        gate_reason_name(c->reason), "check",
                                        (int)c->open_question, "evidence",
                                        text_or_null(c->evidence)));
    }
    return json_pack("{s:s, s:o}", "verdict", verdict_name(g->verdict),
                     "checks", checks);
}

json_t *hit_to_json(const struct candidate *c, struct date today)
{
    json_t *o = call_to_json(c->call, today);
    if (o == NULL)
        return NULL;
    if (json_object_set_new(o, "score", number(c->rank.score, 0.01)) != 0 ||
        json_object_set_new(o, "why", why_of(&c->rank)) != 0 ||
        json_object_set_new(o, "eligibility", eligibility_of(&c->gate)) != 0 ||
        (c->prediction != NULL &&
         json_object_set_new(o, "prediction",
                             prediction_to_json(c->prediction)) != 0) ||
        advice_to_json(&c->advice, o) != 0) {
        json_decref(o);
        return NULL;
    }
    return o;
}
