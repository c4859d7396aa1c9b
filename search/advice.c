/* advice.c - see advice.h. */
#include "advice.h"

#include "format.h"

#include "medel/i18n.h"

#include <math.h>
#include <string.h>

#define RELEASES_TOLD 3

void advice_judge(struct arena *mem, const struct call *call, const char *text,
                  const struct profile *p, const struct state_aid *aid,
                  const struct rates *rates, struct date today,
                  struct advice *ret)
{
    double room_eur = -1;
    *ret = (struct advice){.given = true};
    aid_mention_find(mem, aid, text, today, &ret->aid);
    if (ret->aid.rule != NULL) {
        state_aid_room(mem, aid, ret->aid.rule, p, today, &ret->room);
        /* Aid that may be of another kind is told of, not reckoned with. */
        if (ret->aid.certain)
            room_eur = ret->room.left_eur;
    }
    own_funding_judge(call, p, rates, room_eur, &ret->funding);
}

/* --- for programs -------------------------------------------------------- */

static json_t *whole(double x)
{
    return x < 0 ? json_null() : json_integer((json_int_t)llround(x));
}

static json_t *aid_json(const struct advice *a)
{
    const struct aid_room *room = &a->room;
    char day[DATE_ISO_SIZE];
    if (a->aid.rule == NULL)
        return json_null();
    json_t *later = json_array();
    for (size_t i = 0; i < room->n_later; i++)
        json_array_append_new(
            later, json_pack("{s:s, s:o}", "from",
                             date_format_iso(room->later[i].day, day),
                             "left_eur", whole(room->later[i].left_eur)));
    return json_pack(
        "{s:s, s:b, s:s, s:o, s:o, s:o, s:o}", "rule", a->aid.rule->code,
        "certain", (int)a->aid.certain, "evidence", a->aid.text, "cap_eur",
        whole(a->aid.rule->cap_eur), "used_eur", whole(room->used_eur),
        "left_eur", whole(room->left_eur), "later", later);
}

static const char *bound_name(enum funding_bound b)
{
    static const char *const names[] = {"none", "rate", "ceiling", "aid_room"};
    return names[b];
}

static json_t *case_json(const struct funding_case *c)
{
    return json_pack(
        "{s:o, s:o, s:o, s:o, s:s, s:o, s:o}", "need", whole(c->need), "grant",
        whole(c->given), "own", whole(c->own), "share",
        whole(100 * c->own / c->need), "bound", bound_name(c->bound), "carried",
        whole(c->carried), "missing", whole(c->carried < 0 ? -1 : c->missing));
}

static json_t *funding_json(const struct own_funding *f)
{
    if (f->n == 0)
        return json_null();
    json_t *o = case_json(&f->cases[f->n - 1]);
    json_t *more =
        json_pack("{s:s, s:b, s:o, s:o}", "currency", "SEK", "about",
                  (int)f->converted, "largest_costs", whole(f->largest),
                  "least", f->n > 1 ? case_json(&f->cases[0]) : json_null());
    if (o == NULL || more == NULL || json_object_update(o, more) != 0) {
        json_decref(o);
        o = NULL;
    }
    json_decref(more);
    return o;
}

int advice_to_json(const struct advice *a, json_t *o)
{
    json_t *aid = aid_json(a), *funding = funding_json(&a->funding);
    int failed = json_object_set_new(o, "state_aid", aid);
    if (json_object_set_new(o, "own_funding", funding) != 0)
        failed = -1;
    return failed;
}

void advice_keep(struct arena *mem, struct advice *a)
{
    size_t bytes = a->room.n_later * sizeof *a->room.later;
    struct aid_release *later = arena_alloc(mem, bytes);
    if (bytes > 0)
        memcpy(later, a->room.later, bytes);
    a->room.later = later;
    a->aid.text = arena_strdup(mem, a->aid.text);
}

/* --- for people ---------------------------------------------------------- */

const char *advice_room_words(struct arena *mem, const struct aid_room *room)
{
    char day[DATE_ISO_SIZE];
    const char *s = arena_printf(mem, _("%s left of %s"),
                                 format_sum(mem, room->left_eur, "EUR"),
                                 format_sum(mem, room->rule->cap_eur, "EUR"));
    size_t told = room->n_later < RELEASES_TOLD ? room->n_later : RELEASES_TOLD;
    for (size_t i = 0; i < told; i++)
        s = arena_printf(mem, _("%s; %s from %s"), s,
                         format_sum(mem, room->later[i].left_eur, "EUR"),
                         date_format_iso(room->later[i].day, day));
    if (room->unlisted)
        s = arena_printf(mem,
                         _("%s, if you got none: the profile lists no aid"), s);
    if (room->coming_eur > 0)
        s = arena_printf(mem, _("%s; %s dated later is not counted yet"), s,
                         format_sum(mem, room->coming_eur, "EUR"));
    return s;
}

const char *advice_room_line(struct arena *mem, const struct aid_room *room)
{
    return arena_printf(mem, "%s, %s: %s", room->rule->name,
                        room->rule->regulation, advice_room_words(mem, room));
}

const char *advice_aid_words(struct arena *mem, const struct advice *a)
{
    if (!a->given || a->aid.rule == NULL)
        return NULL;
    const char *room = advice_room_words(mem, &a->room);
    if (!a->aid.certain)
        return arena_printf(mem, _("state aid: “%s”. If it is %s: %s"),
                            a->aid.text, a->aid.rule->name, room);
    return arena_printf(mem, _("%s: %s. The page: “%s”"), a->aid.rule->name,
                        room, a->aid.text);
}

/* "60,000–200,000 SEK" of two cases, "60,000 SEK" of one. */
static const char *range(struct arena *mem, double a, double b)
{
    double low = fmin(a, b), high = fmax(a, b);
    if (low < 1 && high < 1)
        return format_sum(mem, 0, "SEK");
    if (low < 1)
        return arena_printf(mem, _("0 to %s"), format_sum(mem, high, "SEK"));
    return format_sum_range(mem, round(low), round(high), "SEK");
}

static const char *bound_words(struct arena *mem, const struct own_funding *f,
                               enum funding_bound b)
{
    switch (b) {
    case BOUND_RATE:
        return arena_printf(mem, _("it pays at most %s"),
                            format_percent(mem, f->limits.rate));
    case BOUND_CEILING:
        return arena_printf(mem, _("it gives at most %s"),
                            format_sum(mem, f->limits.ceiling, "SEK"));
    case BOUND_ROOM:
        return arena_printf(mem, _("room for %s of such aid"),
                            format_sum(mem, f->limits.room, "SEK"));
    default:
        return _("it may pay all");
    }
}

/* Whether the enterprise can pay its part: of all, of some, of none. */
static const char *carried_words(struct arena *mem, const struct own_funding *f)
{
    const struct funding_case *a = &f->cases[0], *b = &f->cases[f->n - 1];
    const char *s;
    if (a->carried < 0)
        return _("what you can carry the profile does not say");
    s = arena_printf(mem, _("you carry %s"),
                     range(mem, a->carried, b->carried));
    if (a->missing <= 0 && b->missing <= 0)
        return arena_printf(mem, _("%s: enough"), s);
    if (a->missing > 0)
        s = arena_printf(mem, _("%s: %s too little"), s,
                         range(mem, a->missing, b->missing));
    else
        s = arena_printf(mem,
                         _("%s: enough for the least, %s too little for "
                           "the largest"),
                         s, range(mem, b->missing, b->missing));
    if (f->largest > 0)
        s = arena_printf(mem,
                         _("%s; you can carry your part of costs up to "
                           "%s"),
                         s, format_sum(mem, floor(f->largest), "SEK"));
    return s;
}

const char *advice_funding_words(struct arena *mem, const struct advice *a)
{
    const struct own_funding *f = &a->funding;
    if (!a->given || f->n == 0)
        return NULL;
    const struct funding_case *low = &f->cases[0], *high = &f->cases[f->n - 1];
    const char *own = range(mem, low->own, high->own);
    const char *need = range(mem, low->need, high->need);
    return arena_printf(mem, _("own funding: %s%s of costs of %s (%s); %s"),
                        f->converted ? _("about ") : "", own, need,
                        bound_words(mem, f, high->bound),
                        carried_words(mem, f));
}
