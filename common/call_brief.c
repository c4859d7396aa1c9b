/*
 * call_brief.c - see medel/call_brief.h.
 *
 * Numbers are little-endian and of fixed width, strings and lists have their
 * length in front. One function walks the fields for both ways, so that what
 * is written and what is read cannot differ in their order.
 */
#include "medel/call_brief.h"

#include "medel/caps.h"

#include <math.h>
#include <string.h>

#define FORM 1 /* of the bytes; the first of them */

/* Out: bytes are added to OUT. In: they are taken from AT on. */
struct pipe {
    struct arena *mem;
    bool writing;
    char *out;
    size_t n, cap;
    const unsigned char *at, *end;
    bool bad; /* too short, or a value that no record has */
};

/* --- numbers and strings -------------------------------------------------- */

static void put_byte(struct pipe *p, unsigned byte)
{
    p->out = arena_grow(p->mem, p->out, p->n, &p->cap, 1);
    p->out[p->n++] = (char)(unsigned char)byte;
}

static inline uint64_t take(struct pipe *p, int bytes)
{
    uint64_t got = 0;
    if (p->end - p->at < bytes) {
        p->bad = true;
        p->at = p->end;
        return 0;
    }
    for (int i = 0; i < bytes; i++)
        got |= (uint64_t)p->at[i] << (8 * i);
    p->at += bytes;
    return got;
}

/* The low BYTES of an unsigned number. */
static inline uint64_t number(struct pipe *p, uint64_t x, int bytes)
{
    if (!p->writing)
        return take(p, bytes);
    for (int i = 0; i < bytes; i++)
        put_byte(p, (unsigned)(x >> (8 * i) & 0xff));
    return x;
}

/* A number that is at most MOST. */
static uint64_t bounded(struct pipe *p, uint64_t x, int bytes, uint64_t most)
{
    uint64_t got = number(p, x, bytes);
    if (got <= most)
        return got;
    p->bad = true;
    return 0;
}

static void flag(struct pipe *p, bool *x)
{
    *x = bounded(p, *x, 1, 1) != 0;
}

static void set(struct pipe *p, codeset *x)
{
    *x = number(p, *x, (int)sizeof *x);
}

static void real(struct pipe *p, double *x)
{
    uint64_t bits;
    memcpy(&bits, x, sizeof bits);
    bits = number(p, bits, (int)sizeof bits);
    memcpy(x, &bits, sizeof bits);
    if (!isfinite(*x))
        p->bad = true;
}

/* Unset dates are as day 0 of a count that begins at 1. */
static void day(struct pipe *p, struct date *d)
{
    const int64_t shift = 1000000;
    int64_t days = date_is_set(*d) ? date_to_days(*d) + shift : 0;
    days = (int64_t)bounded(p, (uint64_t)days, 4, 2 * (uint64_t)shift);
    *d = days != 0 ? date_from_days((long)(days - shift)) : DATE_NONE;
}

/* NULL and "" are told apart: the length is one more. */
static void string(struct pipe *p, const char **s, size_t most)
{
    size_t n = *s != NULL ? strlen(*s) + 1 : 0;
    n = bounded(p, n, 2, most + 1);
    if (p->writing) {
        for (size_t i = 0; i + 1 < n; i++)
            put_byte(p, (unsigned char)(*s)[i]);
        return;
    }
    *s = NULL;
    if (n > 0 && n - 1 > (size_t)(p->end - p->at))
        p->bad = true;
    if (n == 0 || p->bad)
        return;
    *s = arena_strndup(p->mem, (const char *)p->at, n - 1);
    p->at += n - 1;
}

static void strings(struct pipe *p, const char ***list, size_t *n, size_t most,
                    size_t bytes)
{
    *n = bounded(p, *n, 2, most);
    if (!p->writing)
        *list = arena_alloc(p->mem, *n * sizeof **list);
    for (size_t i = 0; i < *n && !p->bad; i++) {
        string(p, &(*list)[i], bytes);
        p->bad = p->bad || (*list)[i] == NULL;
    }
}

/* --- the fields ----------------------------------------------------------- */

static void words_there(struct pipe *p, struct call *c)
{
    uint64_t there = 0;
    for (int i = 0; i < FIELD_COUNT; i++)
        if (c->evidence[i].text != NULL && c->evidence[i].text[0] != '\0')
            there |= (uint64_t)1 << i;
    there = number(p, there, 8);
    for (int i = 0; i < FIELD_COUNT && !p->writing; i++)
        if (there >> i & 1)
            c->evidence[i].text = "…";
}

static void dates(struct pipe *p, struct call *c)
{
    day(p, &c->opens);
    c->n_deadlines = bounded(p, c->n_deadlines, 2, CAP_CALL_DEADLINES);
    if (!p->writing)
        c->deadlines =
            arena_alloc(p->mem, c->n_deadlines * sizeof *c->deadlines);
    for (size_t i = 0; i < c->n_deadlines && !p->bad; i++)
        day(p, &c->deadlines[i]);
    c->deadline_time =
        (int)bounded(p, (uint64_t)c->deadline_time + 1, 2, 24 * 60) - 1;
    flag(p, &c->rolling);
    flag(p, &c->recurring);
}

static void money(struct pipe *p, struct call *c)
{
    real(p, &c->award_floor);
    real(p, &c->award_ceiling);
    real(p, &c->total_budget);
    real(p, &c->funding_rate);
    for (size_t i = 0; i + 1 < sizeof c->currency; i++)
        c->currency[i] = (char)number(p, (unsigned char)c->currency[i], 1);
}

static void who_and_where(struct pipe *p, struct call *c)
{
    set(p, &c->applicants);
    set(p, &c->excluded);
    set(p, &c->regions);
    set(p, &c->themes);
    for (int d = 0; d < DEMAND_COUNT; d++) {
        real(p, &c->demands[d].least);
        real(p, &c->demands[d].most);
    }
    strings(p, &c->municipalities, &c->n_municipalities, CAP_CALL_PLACES,
            CAP_PLACE_BYTES);
    strings(p, &c->municipalities_out, &c->n_municipalities_out,
            CAP_CALL_PLACES, CAP_PLACE_BYTES);
}

static void state(struct pipe *p, struct call *c)
{
    c->kind = (enum call_kind)bounded(p, c->kind, 1,
                                      (uint64_t)code_count(CODE_KIND) - 1);
    c->status = (enum call_status)bounded(
        p, c->status, 1, (uint64_t)code_count(CODE_STATUS) - 1);
    c->language = (enum language)bounded(p, c->language, 1, LANG_NONE);
    flag(p, &c->closed_stated);
}

/* All of C; writing, it is left as it was. */
static void walk(struct pipe *p, struct call *c)
{
    bounded(p, FORM, 1, FORM);
    string(p, &c->id, CAP_ID_BYTES);
    string(p, &c->first_seen, CAP_NAME_BYTES);
    string(p, &c->withdrawn, CAP_NAME_BYTES);
    state(p, c);
    dates(p, c);
    money(p, c);
    who_and_where(p, c);
    words_there(p, c);
}

const char *call_brief_pack(struct arena *mem, const struct call *c,
                            size_t *len)
{
    struct pipe p = {.mem = mem, .writing = true};
    struct call copy = *c;
    walk(&p, &copy);
    *len = p.n;
    return p.out;
}

enum status call_brief_unpack(struct arena *mem, const char *data, size_t len,
                              struct call **ret, struct err *e)
{
    struct pipe p = {.mem = mem,
                     .at = (const unsigned char *)data,
                     .end = (const unsigned char *)data + len};
    struct call *c = arena_alloc(mem, sizeof *c);
    call_init(c, mem);
    walk(&p, c);
    if (p.bad || p.at != p.end || c->id == NULL)
        return err_set(e, ST_CORRUPT, "a call's brief cannot be read");
    *ret = c;
    return ST_OK;
}
