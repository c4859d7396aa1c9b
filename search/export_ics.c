/*
 * export_ics.c - the ics format of exporter.h: a calendar (RFC 5545), by
 * libical. An event for each last day to come, with alarms, for the day on
 * which a call opens and for each meeting that tells of it.
 *
 * An event's UID is made of the call's id and the first day of the deadline or
 * meeting (deadline_ids.h): a later import moves what was moved. What is no
 * longer there is said to be cancelled. Times are in UTC, DTSTAMP is when the
 * record changed last: the same records give the same bytes.
 */
#include "deadline_ids.h"
#include "exporter_int.h"
#include "facts.h"
#include "format.h"
#include "late_ical.h"
#include "mark.h"
#include "plain.h"
#include "why.h"

#include <stdlib.h>
#include <string.h>

#define PRODID "-//medel//medel " MEDEL_VERSION "//EN"
#define DAY_SECONDS 86400
#define MORNING_SECONDS (9 * 3600) /* when a whole day's alarm goes off */

struct calendar {
    icalcomponent *all;
    size_t n_events;
};

/* One event in the making. */
struct event {
    struct exporter *x;
    const struct export_row *r;
    const char *uid, *summary;
    struct date day;
    int minute; /* of the day, -1: the whole day */
    int end;    /* likewise, -1: the event has no length */
    const struct call_meeting *meeting; /* whose it is, or NULL */
    bool cancelled;
    size_t alarms; /* how many */
};

/* --- times --------------------------------------------------------------- */

/* The moment at which it is MINUTE of DAY in Sweden. */
static int64_t moment(struct date day, int minute)
{
    int64_t local = (int64_t)date_to_days(day) * DAY_SECONDS + minute * 60;
    int hour, min;
    struct date at = date_at(local - 7200, &hour, &min);
    bool summer = date_compare(at, day) == 0 && hour * 60 + min == minute;
    return local - (summer ? 7200 : 3600);
}

static struct icaltimetype utc(int64_t unix_seconds)
{
    return icaltime_from_timet_with_zone((time_t)unix_seconds, 0,
                                         icaltimezone_get_utc_timezone());
}

static struct icaltimetype start_of(const struct event *v)
{
    struct icaltimetype t = icaltime_null_date();
    if (v->minute >= 0)
        return utc(moment(v->day, v->minute));
    t.year = v->day.year;
    t.month = v->day.month;
    t.day = v->day.day;
    return t;
}

/* When the record changed last, else the day. */
static struct icaltimetype stamp_of(const struct event *v)
{
    int64_t at = (int64_t)date_to_days(v->x->o.today) * DAY_SECONDS;
    const char *changed = facts_changed_at(v->r->call);
    if (changed != NULL)
        (void)date_parse_rfc3339(changed, &at);
    return utc(at);
}

/* That a call is gone is not among its changes. */
static int sequence_of(const struct call *c)
{
    return (int)c->n_changed + (c->withdrawn != NULL);
}

/* --- what it says -------------------------------------------------------- */

static const char *line(struct arena *mem, const char *all, const char *name,
                        const char *words)
{
    const char *text = plain_text(mem, words);
    if (text[0] == '\0')
        return all;
    return arena_printf(mem, "%s%s%s%s%s", all, all[0] != '\0' ? "\n" : "",
                        name != NULL ? name : "", name != NULL ? ": " : "",
                        text);
}

static const char *description(const struct event *v)
{
    struct arena *mem = v->x->scratch;
    const struct call *c = v->r->call;
    struct fact facts[FACTS_MAX];
    size_t n = facts_of(mem, v->r->hit, v->x->o.today, facts);
    const char *s =
        v->meeting != NULL ? line(mem, "", NULL, v->meeting->text) : "";

    s = line(mem, s, NULL, c->funder);

    s = line(mem, s, _("My status"), v->r->status_words);
    s = line(mem, s, _("Note"), v->r->note);
    if (export_is_judged(v->x)) {
        s = line(mem, s, NULL, _(mark_of(v->r->hit->gate.verdict).words));
        s = line(mem, s, _("To check"),
                 why_marked(mem, v->r->hit, v->x->group.profile));
    }
    for (size_t i = 0; i < n; i++)
        s = line(mem, s, facts[i].name, facts[i].words);
    s = line(mem, s, NULL, c->summary);
    return line(mem, s, NULL, plain_url(mem, c->url));
}

/* --- the event ----------------------------------------------------------- */

/* So many days before: of a whole day at nine in the morning. */
static struct icaltriggertype trigger(const struct event *v, int days)
{
    int seconds = -days * DAY_SECONDS + (v->minute < 0 ? MORNING_SECONDS : 0);
    struct icaltriggertype t = {.time = icaltime_null_time(),
                                .duration = icaldurationtype_from_int(seconds)};
    return t;
}

static void add_alarm(icalcomponent *event, const struct event *v, int days)
{
    icalcomponent *alarm = icalcomponent_new_valarm();
    icalcomponent_add_property(alarm,
                               icalproperty_new_action(ICAL_ACTION_DISPLAY));
    icalcomponent_add_property(alarm, icalproperty_new_description(v->summary));
    icalcomponent_add_property(alarm,
                               icalproperty_new_trigger(trigger(v, days)));
    icalcomponent_add_component(event, alarm);
}

static void add_categories(icalcomponent *event, struct arena *mem,
                           codeset themes)
{
    for (int i = 0; i < code_count(CODE_THEME); i++)
        if (themes & CODE_BIT(i))
            icalcomponent_add_property(
                event, icalproperty_new_categories(
                           arena_strdup(mem, format_code(CODE_THEME, i))));
}

static void add_event(const struct event *v)
{
    static const int before[] = {14, 3, 1}; /* days; the last ALARMS of them */
    const size_t n_before = sizeof before / sizeof *before;
    struct calendar *cal = v->x->own;
    const struct call *c = v->r->call;
    icalcomponent *event = icalcomponent_new_vevent();
    bool elsewhere = v->meeting != NULL && v->meeting->url != NULL;
    const char *url =
        plain_url(v->x->scratch, elsewhere ? v->meeting->url : c->url);
    struct icaltimetype stamp = stamp_of(v);

    icalcomponent_add_property(event, icalproperty_new_uid(v->uid));
    icalcomponent_add_property(event, icalproperty_new_dtstamp(stamp));
    icalcomponent_add_property(event, icalproperty_new_lastmodified(stamp));
    icalcomponent_add_property(event,
                               icalproperty_new_sequence(sequence_of(c)));
    icalcomponent_add_property(event, icalproperty_new_dtstart(start_of(v)));
    if (v->minute >= 0 && v->end >= 0)
        icalcomponent_add_property(
            event, icalproperty_new_dtend(utc(moment(v->day, v->end))));
    icalcomponent_add_property(event, icalproperty_new_summary(v->summary));
    icalcomponent_add_property(event,
                               icalproperty_new_description(description(v)));
    if (url != NULL)
        icalcomponent_add_property(event, icalproperty_new_url(url));
    add_categories(event, v->x->scratch, c->themes);
    icalcomponent_add_property(
        event, icalproperty_new_status(v->cancelled ? ICAL_STATUS_CANCELLED
                                                    : ICAL_STATUS_CONFIRMED));
    icalcomponent_add_property(
        event, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
    for (size_t i = n_before - v->alarms; i < n_before; i++)
        add_alarm(event, v, before[i]);
    icalcomponent_add_component(cal->all, event);
    cal->n_events++;
}

/* "ID-WHAT[-CLIENT]@medel": the same call has an event for each client. */
static const char *uid_of(const struct event *v, const char *what)
{
    const char *id = v->x->group.id;
    return plain_text(v->x->scratch,
                      arena_printf(v->x->scratch, "%s-%s%s%s@medel",
                                   v->r->call->id, what, id != NULL ? "-" : "",
                                   id != NULL ? id : ""));
}

static const char *summary_of(const struct event *v, const char *what)
{
    struct arena *mem = v->x->scratch;
    const char *title = plain_text(mem, v->r->call->title);
    if (v->x->group.name == NULL)
        return arena_printf(mem, "%s: %s", what, title);
    return arena_printf(mem, "%s: %s (%s)", what, title,
                        plain_text(mem, v->x->group.name));
}

static void put_deadline(struct event *v, const struct deadline_id *k)
{
    char iso[DATE_ISO_SIZE];
    struct arena *mem = v->x->scratch;
    const char *what =
        arena_printf(mem, "deadline-%s", date_format_iso(k->origin, iso));
    if (k->nth > 1)
        what = arena_printf(mem, "%s-%u", what, k->nth);
    v->uid = uid_of(v, what);
    v->summary = summary_of(v, _("Last day"));
    v->day = k->day;
    v->minute = v->r->call->deadline_time;
    v->cancelled = k->gone || v->r->call->withdrawn != NULL;
    v->alarms = !v->cancelled && !v->r->settled ? 3 : 0;
    add_event(v);
}

static void put_opening(struct event *v)
{
    v->uid = uid_of(v, "opens");
    v->summary = summary_of(v, _("Opens"));
    v->day = v->r->call->opens;
    v->minute = -1;
    v->cancelled = v->r->call->withdrawn != NULL;
    v->alarms = 0;
    add_event(v);
}

#define HOUR 60
#define LAST_MINUTE 1439

/* The NTH meeting of the day of K; NULL: one that is no more. */
static void put_meeting(struct event *v, const struct deadline_id *k,
                        const struct call_meeting *m, unsigned nth)
{
    char iso[DATE_ISO_SIZE];
    struct arena *mem = v->x->scratch;
    const char *what =
        arena_printf(mem, "meeting-%s", date_format_iso(k->origin, iso));
    if (k->nth > 1)
        what = arena_printf(mem, "%s-%u", what, k->nth);
    if (nth > 1)
        what = arena_printf(mem, "%s-also-%u", what, nth);
    v->uid = uid_of(v, what);
    v->summary = summary_of(v, _("Information meeting"));
    v->day = k->day;
    v->meeting = m;
    v->minute = m != NULL ? m->time : -1;
    v->end = m != NULL ? m->end : -1;
    if (v->minute >= 0 && v->end < 0)
        v->end =
            v->minute + HOUR < LAST_MINUTE ? v->minute + HOUR : LAST_MINUTE;
    v->cancelled = m == NULL || v->r->call->withdrawn != NULL;
    v->alarms = !v->cancelled && !v->r->settled ? 1 : 0;
    add_event(v);
    v->meeting = NULL;
    v->end = -1;
}

static void put_meetings(struct event *v)
{
    const struct call *c = v->r->call;
    size_t n;
    const struct deadline_id *ids = meeting_ids(v->x->scratch, c, &n);
    for (size_t i = 0; i < n; i++) {
        unsigned nth = 0;
        if (date_compare(ids[i].day, v->x->o.today) < 0)
            continue;
        if (ids[i].gone)
            put_meeting(v, &ids[i], NULL, 1);
        for (size_t k = 0; !ids[i].gone && k < c->n_meetings; k++)
            if (date_compare(c->meetings[k].date, ids[i].day) == 0)
                put_meeting(v, &ids[i], &c->meetings[k], ++nth);
    }
}

/* --- the calendar -------------------------------------------------------- */

static enum status begin(struct exporter *x, struct err *e)
{
    struct calendar *cal = arena_alloc(x->mem, sizeof *cal);
    const char *title = plain_text(x->mem, x->o.title);
    enum status st = late_load(e);
    if (st != ST_OK)
        return st;
    x->own = cal;
    cal->all = icalcomponent_new_vcalendar();
    if (cal->all == NULL)
        return ST_NOMEM;
    icalcomponent_add_property(cal->all, icalproperty_new_version("2.0"));
    icalcomponent_add_property(cal->all, icalproperty_new_prodid(PRODID));
    icalcomponent_add_property(cal->all,
                               icalproperty_new_method(ICAL_METHOD_PUBLISH));
    icalproperty *name = icalproperty_new_x(title);
    icalproperty_set_x_name(name, "X-WR-CALNAME");
    icalcomponent_add_property(cal->all, name);
    return ST_OK;
}

static enum status row(struct exporter *x, const struct export_row *r,
                       struct err *e)
{
    struct event v = {.x = x, .r = r, .end = -1};
    size_t n;
    const struct deadline_id *ids = deadline_ids(x->scratch, r->call, &n);
    (void)e;
    if (date_compare(r->call->opens, x->o.today) > 0)
        put_opening(&v);
    for (size_t i = 0; i < n; i++)
        if (date_compare(ids[i].day, x->o.today) >= 0)
            put_deadline(&v, &ids[i]);
    put_meetings(&v);
    return ST_OK;
}

static enum status end(struct exporter *x, struct err *e)
{
    struct calendar *cal = x->own;
    char *text = icalcomponent_as_ical_string_r(cal->all);
    (void)e;
    if (text == NULL)
        return ST_NOMEM;
    enum status st = buf_puts(&x->sink.out, text);
    free(text);
    if (st == ST_OK && cal->n_events == 0 && x->n_rows > 0)
        cli_warn(_("none of the calls has a day to come: the calendar is "
                   "empty"));
    return st;
}

static void discard(struct exporter *x)
{
    struct calendar *cal = x->own;
    if (cal != NULL && cal->all != NULL)
        icalcomponent_free(cal->all);
}

const struct export_format export_ics = {
    .name = "ics",
    .suffix = "ics",
    .begin = begin,
    .row = row,
    .end = end,
    .free = discard,
};
