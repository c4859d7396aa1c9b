/*
 * cycle.c - see cycle.h.
 *
 * A call's year has slots: days about which a round of it ends ("spring",
 * "autumn"). Last days that lie near each other in the year, in different
 * years, are one slot's rounds; a day that the page names is a slot as well.
 * Each slot foretells its own next day, and the first of those is the
 * prediction.
 *
 * How sure: two rounds may be chance (0.6), three are a habit (0.75), four or
 * more a rule (0.85); a day in the page's own words is worth 0.75 alone and
 * adds to rounds. Rounds that were due and did not come take away 40 per cent
 * each, a page that is gone 30.
 */
#include "cycle.h"

#include "format.h"

#include "medel/i18n.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SLOT_DAYS 21 /* rounds of one slot: so near in the year */
#define YEAR_DAYS 365
#define COMMON_YEAR 2026
#define ROUNDS_MAX 200
#define SLOTS_MAX 60
#define PAD_FEW 7 /* days either way, where two rounds are known */
#define PAD_MORE 3
#define PAD_FLAG 14 /* where one is, and that it comes back */
#define LEAST_CONFIDENCE 0.2

struct slot {
    struct cycle_round rounds[ROUNDS_MAX]; /* ascending, one a year */
    size_t n;
    const struct cycle_day *said; /* or NULL */
};

struct cycle {
    struct arena *mem;
    const struct cycle_known *k;
    struct date today;
    struct cycle_round *rounds; /* ascending */
    size_t n_rounds;
    struct slot *slots;
    size_t n_slots;
};

/* From 0, leap days aside. */
static int day_of_year(struct date d)
{
    return (int)(date_to_days(date_in_year(d, COMMON_YEAR)) -
                 date_to_days((struct date){COMMON_YEAR, 1, 1}));
}

/* Days between two days of the year, the short way round. */
static int apart(int a, int b)
{
    int d = abs(a - b) % YEAR_DAYS;
    return d > YEAR_DAYS / 2 ? YEAR_DAYS - d : d;
}

static int said_day(const struct cycle_day *s)
{
    return day_of_year((struct date){COMMON_YEAR, (int8_t)s->month,
                                     (int8_t)(s->day > 0 ? s->day : 15)});
}

static int by_last_day(const void *a, const void *b)
{
    const struct cycle_round *x = a, *y = b;
    return date_compare(x->last_day, y->last_day);
}

/* --- slots --------------------------------------------------------------- */

static int middle(const struct slot *s)
{
    if (s->n == 0)
        return said_day(s->said);
    return day_of_year(s->rounds[s->n - 1].last_day);
}

/* Into the nearest slot; of two rounds in one year, the later one is the one
 * that was moved to. */
static void place(struct cycle *c, const struct cycle_round *r)
{
    int day = day_of_year(r->last_day), best = SLOT_DAYS + 1;
    struct slot *slot = NULL;
    for (size_t i = 0; i < c->n_slots; i++) {
        int d = apart(day, middle(&c->slots[i]));
        if (d < best) {
            best = d;
            slot = &c->slots[i];
        }
    }
    if (slot == NULL) {
        if (c->n_slots == SLOTS_MAX)
            return;
        slot = &c->slots[c->n_slots++];
    }
    /* New Year lies within a slot, not between two of its years. */
    if (slot->n > 0 &&
        date_to_days(r->last_day) -
                date_to_days(slot->rounds[slot->n - 1].last_day) <
            YEAR_DAYS / 2)
        slot->n--;
    if (slot->n < ROUNDS_MAX)
        slot->rounds[slot->n++] = *r;
}

static void make_slots(struct cycle *c)
{
    const struct cycle_known *k = c->k;
    c->slots = arena_alloc(c->mem, SLOTS_MAX * sizeof *c->slots);
    c->rounds = arena_alloc(c->mem, (k->n_rounds + 1) * sizeof *c->rounds);
    for (size_t i = 0; i < k->n_rounds; i++)
        c->rounds[c->n_rounds++] = k->rounds[i];
    if (c->n_rounds > 1)
        qsort(c->rounds, c->n_rounds, sizeof *c->rounds, by_last_day);
    for (size_t i = 0; i < k->n_said && c->n_slots < SLOTS_MAX; i++)
        if (!k->said[i].opens)
            c->slots[c->n_slots++] = (struct slot){.said = &k->said[i]};
    for (size_t i = 0; i < c->n_rounds; i++)
        place(c, &c->rounds[i]);
}

/* --- what a slot foretells ----------------------------------------------- */

/* Years between the slot's rounds; 0 where that cannot be said. */
static int period_of(const struct cycle *c, const struct slot *s)
{
    bool even = s->n > 1;
    int least = 0;
    if (s->said != NULL)
        return s->said->years == YEARS_ALL ? 1 : 2;
    for (size_t i = 1; i < s->n; i++) {
        int years =
            (int)lround((double)(date_to_days(s->rounds[i].last_day) -
                                 date_to_days(s->rounds[i - 1].last_day)) /
                        365.25);
        even = even && years % 2 == 0;
        if (least == 0 || years < least)
            least = years;
    }
    if (s->n == 1)
        return c->k->recurring ? 1 : 0;
    if (least == 1)
        return 1;
    return even && least == 2 && s->n > 2 ? 2 : 0;
}

/* The first and last day of the year, counted from the newest round's, that
 * the slot's rounds ended on. */
static void spread_of(const struct slot *s, int *before, int *after)
{
    int newest = middle(s);
    *before = *after = 0;
    for (size_t i = 0; i < s->n; i++) {
        int d = day_of_year(s->rounds[i].last_day) - newest;
        if (d > YEAR_DAYS / 2)
            d -= YEAR_DAYS;
        if (d < -YEAR_DAYS / 2)
            d += YEAR_DAYS;
        if (d < *before)
            *before = d;
        if (d > *after)
            *after = d;
    }
}

static struct date moved(struct date d, long days)
{
    return date_from_days(date_to_days(d) + days);
}

/* The slot's day in YEAR, as a range. */
static void range_in(const struct slot *s, int year, struct date *from,
                     struct date *to)
{
    if (s->said != NULL) {
        struct date day = {(int16_t)year, (int8_t)s->said->month,
                           (int8_t)s->said->day};
        int last = date_days_in_month(year, day.month);
        if (day.day > last)
            day.day = (int8_t)last;
        *from = *to = day;
        if (s->said->day == 0) {
            from->day = 1;
            to->day = (int8_t)last;
        }
        return;
    }
    int before, after;
    int pad = s->n == 1 ? PAD_FLAG : s->n == 2 ? PAD_FEW : PAD_MORE;
    struct date day = date_in_year(s->rounds[s->n - 1].last_day, year);
    spread_of(s, &before, &after);
    *from = moved(day, before - pad);
    *to = moved(day, after + pad);
}

static double sureness(const struct cycle *c, const struct slot *s)
{
    static const double by_rounds[] = {0, 0.5, 0.6, 0.75, 0.85};
    double sure = by_rounds[s->n < 4 ? s->n : 4];
    if (s->said != NULL) {
        double said = s->said->day > 0 ? 0.75 : 0.6;
        sure = s->n == 0 ? said : fmin(0.95, fmax(said, sure) + 0.1);
    }
    return c->k->gone ? sure * 0.7 : sure;
}

/* The year of the slot's first round to be: for one that has had rounds, a
 * period after the last. */
static int first_year(const struct cycle *c, const struct slot *s, int period)
{
    int year =
        s->n > 0 ? s->rounds[s->n - 1].last_day.year + period : c->today.year;
    if (s->said != NULL && s->said->years == YEARS_ODD && year % 2 == 0)
        year++;
    if (s->said != NULL && s->said->years == YEARS_EVEN && year % 2 != 0)
        year++;
    return year;
}

static bool foretell(const struct cycle *c, const struct slot *s,
                     struct prediction *ret)
{
    int period = period_of(c, s);
    /* Every other year, but nobody says which. */
    if (period == 0 || (s->n == 0 && s->said->years == YEARS_OTHER))
        return false;
    double sure = sureness(c, s);
    struct date known =
        c->n_rounds > 0 ? c->rounds[c->n_rounds - 1].last_day : DATE_NONE;
    struct prediction p = {.period_years = period};
    for (int year = first_year(c, s, period);; year += period) {
        range_in(s, year, &p.from, &p.to);
        if (date_compare(p.to, c->today) > 0 && date_compare(p.to, known) > 0)
            break;
        if (s->n > 0)
            sure *= 0.6; /* it was due and did not come */
        if (year > c->today.year + 10 || sure < LEAST_CONFIDENCE)
            return false;
    }
    if (sure < LEAST_CONFIDENCE)
        return false;
    if (date_compare(p.from, c->today) < 0)
        p.from = c->today;
    p.confidence = round(sure * 100) / 100;
    p.rounds = s->n;
    p.words = s->said != NULL ? s->said->words : NULL;
    p.based_on = arena_alloc(c->mem, (s->n + 1) * sizeof *p.based_on);
    for (size_t i = 0; i < s->n; i++)
        p.based_on[i] = s->rounds[i].last_day;
    *ret = p;
    return true;
}

/* --- when it opens ------------------------------------------------------- */

/* As long before the last day as it did in the newest round that tells, or on
 * the day that the page names. */
static void foretell_opening(const struct cycle *c, struct prediction *p)
{
    for (size_t i = 0; i < c->k->n_said; i++) {
        const struct cycle_day *s = &c->k->said[i];
        if (!s->opens)
            continue;
        const struct slot day = {.said = s};
        range_in(&day, p->to.year, &p->opens_from, &p->opens_to);
        if (date_compare(p->opens_from, p->to) >= 0)
            range_in(&day, p->to.year - 1, &p->opens_from, &p->opens_to);
        return;
    }
    for (size_t i = c->n_rounds; i-- > 0;) {
        const struct cycle_round *r = &c->rounds[i];
        long lead = date_to_days(r->last_day) - date_to_days(r->opens);
        if (!date_is_set(r->opens) || lead <= 0 || lead >= YEAR_DAYS)
            continue;
        p->opens_from = moved(p->from, -lead);
        p->opens_to = moved(p->to, -lead);
        return;
    }
}

bool cycle_predict(struct arena *mem, const struct cycle_known *k,
                   struct date today, struct prediction *ret)
{
    struct cycle c = {.mem = mem, .k = k, .today = today};
    bool found = false;
    struct prediction best = {.rounds = 0};
    make_slots(&c);
    for (size_t i = 0; i < c.n_slots; i++) {
        struct prediction p;
        if (!foretell(&c, &c.slots[i], &p))
            continue;
        if (!found || date_compare(p.to, best.to) < 0)
            best = p;
        found = true;
    }
    if (found) {
        foretell_opening(&c, &best);
        *ret = best;
    }
    return found;
}

/* --- told ---------------------------------------------------------------- */

static json_t *day_json(struct date d)
{
    char iso[DATE_ISO_SIZE];
    return date_is_set(d) ? json_string(date_format_iso(d, iso)) : json_null();
}

json_t *prediction_to_json(const struct prediction *p)
{
    json_t *based_on = json_array();
    json_t *words = p->words != NULL ? json_string(p->words) : NULL;
    for (size_t i = 0; i < p->rounds; i++)
        json_array_append_new(based_on, day_json(p->based_on[i]));
    return json_pack(
        "{s:o, s:o, s:o, s:o, s:I, s:o, s:i, s:f, s:o}", "deadline_from",
        day_json(p->from), "deadline_to", day_json(p->to), "opens_from",
        day_json(p->opens_from), "opens_to", day_json(p->opens_to), "rounds",
        (json_int_t)p->rounds, "based_on", based_on, "period_years",
        p->period_years, "confidence", p->confidence, "words",
        words != NULL ? words : json_null());
}

/* "2027-09-08" or "2027-09-08 to 2027-09-22". */
static const char *range_words(struct arena *mem, struct date from,
                               struct date to)
{
    char a[DATE_ISO_SIZE], b[DATE_ISO_SIZE];
    date_format_iso(from, a);
    date_format_iso(to, b);
    return date_compare(from, to) == 0 ? arena_strdup(mem, a)
                                       : arena_printf(mem, _("%s to %s"), a, b);
}

const char *prediction_words(struct arena *mem, const struct prediction *p)
{
    const char *basis =
        p->rounds == 0
            ? _("from the page's words")
            : arena_printf(
                  mem, ngettext("from %zu round", "from %zu rounds", p->rounds),
                  p->rounds);
    const char *opens =
        date_is_set(p->opens_from)
            ? arena_printf(mem, _(", opens %s"),
                           range_words(mem, p->opens_from, p->opens_to))
            : "";
    return arena_printf(mem,
                        _("a prediction: last day %s%s (%s, confidence %s)"),
                        range_words(mem, p->from, p->to), opens, basis,
                        format_percent(mem, round(p->confidence * 100)));
}
