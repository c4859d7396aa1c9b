/* rank.c - the formula of rank.h. */
#include "rank.h"

#include "gate.h"

#include <math.h>

static int count_bits(codeset s)
{
    int n = 0;
    for (; s != 0; s &= s - 1)
        n++;
    return n;
}

static double clamp(double x)
{
    return x < 0 ? 0 : x > 1 ? 1 : x;
}

double rank_themes(codeset call, codeset profile,
                   const struct weights_general *general)
{
    int n = count_bits(call);
    if (n == 0)
        return general->value;
    int shared = count_bits(call & profile);
    int open = count_bits(call & general->themes & ~profile);
    double share = (shared + general->value * open) / n;
    double many = clamp(shared / 2.0);
    /* Only about means: open to any subject, this one too. */
    if (shared == 0 && open == n)
        return general->value;
    return (share + many) / 2;
}

double rank_place(codeset call, codeset profile, const struct weights_place *w)
{
    const codeset countries = CODE_BIT(REGION_SE) | CODE_BIT(REGION_NO) |
                              CODE_BIT(REGION_FI) | CODE_BIT(REGION_DK) |
                              CODE_BIT(REGION_IS) | CODE_BIT(REGION_EU);
    codeset own_counties = call & profile & REGION_COUNTIES;

    if (call == 0)
        return w->unstated;
    if (own_counties != 0)
        return count_bits(call) - 1 <= (int)w->few_counties ? w->county
                                                            : w->counties;
    if (call & REGION_COUNTIES)
        return call & countries ? w->countries : 0;
    return count_bits(call) == 1 && !(call & CODE_BIT(REGION_EU))
               ? w->country
               : w->countries;
}

double rank_overlap(codeset a, codeset b, const struct weights_place *w)
{
    if (a == 0 || b == 0)
        return w->unstated;
    return (double)count_bits(a & b) / count_bits(a | b);
}

double rank_sum(double floor, double ceiling, double need_min, double need_max)
{
    const double unstated = 0.6, out_of_reach = 0.2;
    double value = 1;

    if (need_max < need_min)
        need_max = need_min;
    if (ceiling >= 0 && ceiling < need_max && need_max > 0)
        value = 0.5 + 0.5 * ceiling / need_max;
    else if (ceiling < 0)
        value = unstated;
    if (floor > need_max)
        value = out_of_reach;
    else if (floor > need_min && need_max > need_min)
        value *= 1 - 0.3 * (floor - need_min) / (need_max - need_min);
    return clamp(value);
}

/* Rises from 0 at rush_days to 1 at enough_days; falls to `far` by far_days. */
static double time_left(long days, const struct weights_time *w)
{
    double d = (double)days;
    if (d <= w->rush_days)
        return 0;
    if (d < w->enough_days)
        return (d - w->rush_days) / (w->enough_days - w->rush_days);
    if (d >= w->far_days)
        return w->far;
    return 1 -
           (1 - w->far) * (d - w->enough_days) / (w->far_days - w->enough_days);
}

double rank_time(const struct call *call, struct date today,
                 const struct weights_time *w)
{
    struct date next = call_next_deadline(call, today);
    double value = w->undated;
    if (call_status_on(call, today, -1) == CALL_CLOSED)
        return 0;
    if (date_is_set(next) && !call->rolling)
        value = time_left(date_to_days(next) - date_to_days(today), w);
    if (call_status_on(call, today, -1) == CALL_FORTHCOMING)
        value *= w->forthcoming;
    return clamp(value);
}

/* --- the parts of one call ----------------------------------------------- */

static const char *codes(struct arena *mem, enum code_kind kind, codeset set)
{
    const char *s = NULL;
    for (int i = 0; i < code_count(kind); i++)
        if (set & CODE_BIT(i))
            s = arena_printf(mem, "%s%s%s", s != NULL ? s : "",
                             s != NULL ? ", " : "", code_name(kind, i));
    return s;
}

static void put(struct rank_score *s, enum rank_part p, double value,
                const char *words)
{
    s->parts[p] = (struct rank_value){
        .judged = true, .value = clamp(value), .words = words};
}

static void judge_sum(struct arena *mem, const struct rank_input *in,
                      struct rank_score *s)
{
    const struct call *c = in->call;
    const struct profile *p = in->profile;
    double floor = -1, ceiling = -1;
    const char *words = NULL;

    if (p->need_min < 0 && p->need_max < 0)
        return;
    if (c->award_floor >= 0)
        rates_convert(in->rates, c->award_floor, c->currency, p->need_currency,
                      &floor);
    if (c->award_ceiling >= 0) {
        rates_convert(in->rates, c->award_ceiling, c->currency,
                      p->need_currency, &ceiling);
        words = arena_printf(mem, "%.0f %s", c->award_ceiling,
                             c->currency[0] ? c->currency : "SEK");
    }
    put(s, PART_SUM,
        rank_sum(floor, ceiling, p->need_min < 0 ? 0 : p->need_min,
                 p->need_max < 0 ? p->need_min : p->need_max),
        words);
}

/* What a page may call an enterprise of this form. */
static codeset forms_of(const struct profile *p)
{
    codeset forms = CODE_BIT(p->form) | CODE_BIT(APPLICANT_LEGAL_PERSON);
    if (p->social_enterprise)
        forms |= CODE_BIT(APPLICANT_SOCIAL_ENTERPRISE);
    return forms;
}

static void judge_profile(struct arena *mem, const struct rank_input *in,
                          struct rank_score *s)
{
    const struct call *c = in->call;
    const struct profile *p = in->profile;
    const struct weights *w = in->weights;
    codeset social = CODE_BIT(APPLICANT_SOCIAL_ENTERPRISE);

    put(s, PART_TEXT, in->text, NULL); /* told by whoever asked the index */
    put(s, PART_PLACE, rank_place(c->regions, p->regions, &w->place),
        codes(mem, CODE_REGION, c->regions));
    put(s, PART_FORM, c->applicants != 0 ? 1 : 0,
        codes(mem, CODE_APPLICANT, c->applicants & forms_of(p)));
    if (p->themes != 0)
        put(s, PART_THEMES, rank_themes(c->themes, p->themes, &w->general),
            codes(mem, CODE_THEME, c->themes & p->themes));
    judge_sum(mem, in, s);
    if (p->social_enterprise || p->form == APPLICANT_SOCIAL_ENTERPRISE)
        put(s, PART_SOCIAL, c->applicants & social ? 1 : 0,
            codes(mem, CODE_APPLICANT, c->applicants & social));
    if (p->languages != 0 && c->language != LANG_NONE)
        put(s, PART_LANGUAGE, p->languages & CODE_BIT(c->language) ? 1 : 0,
            code_name(CODE_LANGUAGE, (int)c->language));
    else if (p->languages != 0)
        put(s, PART_LANGUAGE, 0.5, NULL);
}

static void judge_like(struct arena *mem, const struct rank_input *in,
                       struct rank_score *s)
{
    const struct call *c = in->call, *like = in->like;
    const struct weights *w = in->weights;
    put(s, PART_TEXT, in->text, NULL); /* told by whoever asked the index */
    put(s, PART_PLACE, rank_overlap(c->regions, like->regions, &w->place),
        codes(mem, CODE_REGION, c->regions & like->regions));
    if (like->themes != 0)
        put(s, PART_THEMES, rank_themes(c->themes, like->themes, &w->general),
            codes(mem, CODE_THEME, c->themes & like->themes));
}

static const char *time_words(struct arena *mem, const struct call *c,
                              struct date today)
{
    char day[DATE_ISO_SIZE];
    struct date next = call_next_deadline(c, today);
    if (!date_is_set(next))
        return c->rolling ? "rolling" : NULL;
    return arena_strdup(mem, date_format_iso(next, day));
}

static void weigh(const struct weights *w, struct rank_score *s)
{
    double total = 0;
    for (int i = 0; i < PART_COUNT; i++)
        if (s->parts[i].judged)
            total += w->parts[i];
    s->score = 0;
    for (int i = 0; i < PART_COUNT; i++) {
        struct rank_value *v = &s->parts[i];
        if (!v->judged || total <= 0)
            continue;
        v->of = 100 * w->parts[i] / total;
        v->points = v->of * v->value;
        s->score += v->points;
    }
}

void rank_judge(struct arena *mem, const struct rank_input *in,
                struct rank_score *ret)
{
    const struct weights *w = in->weights;
    *ret = (struct rank_score){0};
    if (in->has_words)
        put(ret, PART_WORDS, in->words, in->typed);
    if (in->profile != NULL)
        judge_profile(mem, in, ret);
    if (in->like != NULL)
        judge_like(mem, in, ret);
    put(ret, PART_TIME, rank_time(in->call, in->today, &w->time),
        time_words(mem, in->call, in->today));
    put(ret, PART_KIND, w->kinds[in->call->kind],
        code_name(CODE_KIND, (int)in->call->kind));
    weigh(w, ret);
}
