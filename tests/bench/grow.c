/*
 * grow.c - makes an index of many made-up calls out of one of few real ones,
 * for speed.py:
 *
 *     grow SOURCE_INDEX DATA COUNT TODAY [SHARDS]
 *
 * Each call is put together from several of the source's that are in one
 * language: title, purpose and summary of one or another, a text of the
 * paragraphs of three, codes of any, sums and days of its own, one of some
 * hundred funders, and a made-up name, so that the index has rare words as
 * real ones have. The same arguments give the same calls. They are written by
 * the indexer's own document_build(), so that nothing but calls.db is missing.
 */
#include "../../indexer/document.h"
#include "../../indexer/generation.h"
#include "../../indexer/shards.h"

#include "medel/buf.h"
#include "medel/caps.h"
#include "medel/index_schema.h"
#include "medel/paths.h"
#include "medel/share.h"
#include "medel/xapian_shim.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FUNDERS 300
#define TEXT_PARTS 3
#define BATCH 2000
#define DAYS_EITHER_WAY 250

struct source {
    struct call *call;
    const char *text;
};

struct sources {
    struct arena *mem;
    struct source *items;
    size_t n, cap;
};

/* --- chance that is the same each time ------------------------------------ */

/* splitmix64 by Sebastiano Vigna, in the public domain. */
static uint64_t next(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static size_t below(uint64_t *state, size_t n)
{
    return (size_t)(next(state) % n);
}

static bool one_in(uint64_t *state, size_t n)
{
    return below(state, n) == 0;
}

/* --- reading the source --------------------------------------------------- */

static enum status take_source(void *arg, const char *data, size_t len,
                               struct err *e)
{
    struct sources *s = arg;
    json_t *o = json_loadb(data, len, 0, NULL);
    const char *text = json_string_value(json_object_get(o, "text"));
    struct call *c = NULL;
    enum status st = o != NULL ? call_from_json(o, &c, e)
                               : err_set(e, ST_CORRUPT, "not JSON");
    if (st == ST_OK) {
        s->items =
            arena_grow(s->mem, s->items, s->n, &s->cap, sizeof *s->items);
        s->items[s->n++] = (struct source){
            .call = c,
            .text = arena_strdup(s->mem, text != NULL ? text : ""),
        };
    }
    json_decref(o);
    return st;
}

static enum status read_sources(struct sources *s, const char *path,
                                struct err *e)
{
    struct xap_db *db = NULL;
    enum status st = xap_open(path, &db, e);
    if (st == ST_OK)
        st = xap_each(db, take_source, s, e);
    if (st == ST_OK && s->n == 0)
        st = err_set(e, ST_NOT_FOUND, "%s: no calls to start from", path);
    xap_close(db);
    return st;
}

static const struct source *any(const struct sources *s, uint64_t *chance)
{
    return &s->items[below(chance, s->n)];
}

/* A call in LANGUAGE; after some tries in vain, any. */
static const struct source *any_in(const struct sources *s, uint64_t *chance,
                                   enum language language)
{
    const struct source *got = any(s, chance);
    for (int i = 0; i < 50 && got->call->language != language; i++)
        got = any(s, chance);
    return got;
}

/* --- one call ------------------------------------------------------------- */

static const char *made_up_name(struct arena *mem, uint64_t *chance)
{
    static const char *const syllables[] = {
        "bo", "dal", "el",  "fri", "gran", "hav", "is", "ke", "lo",  "mar",
        "na", "od",  "pil", "ro",  "sten", "tu",  "ul", "vi", "ång", "ö",
    };
    const size_t n = sizeof syllables / sizeof *syllables;
    return arena_printf(mem, "%s%s%s%s", syllables[below(chance, n)],
                        syllables[below(chance, n)],
                        syllables[below(chance, n)],
                        syllables[below(chance, n)]);
}

/* About half of TEXT's paragraphs, behind what is there already. */
static void add_paragraphs(struct buf *out, const char *text, uint64_t *chance)
{
    while (*text != '\0') {
        size_t n = strcspn(text, "\n");
        if (n > 0 && one_in(chance, 2) && out->len + n + 1 < CAP_TEXT_BYTES &&
            buf_append(out, text, n) == ST_OK)
            if (buf_putc(out, '\n') != ST_OK)
                break;
        text += n + (text[n] != '\0');
    }
}

static const char *mixed_text(const struct sources *s, struct arena *mem,
                              const struct call *c, uint64_t *chance)
{
    struct buf out;
    buf_init(&out, CAP_TEXT_BYTES);
    for (int i = 0; i < TEXT_PARTS; i++)
        add_paragraphs(&out, any_in(s, chance, c->language)->text, chance);
    const char *text =
        arena_strndup(mem, out.data != NULL ? out.data : "", out.len);
    buf_free(&out);
    return text;
}

static struct date shifted(struct date d, long days)
{
    return date_is_set(d) ? date_from_days(date_to_days(d) + days) : d;
}

static void move_days(struct call *c, uint64_t *chance)
{
    long by = (long)below(chance, 2 * DAYS_EITHER_WAY) - DAYS_EITHER_WAY;
    c->opens = shifted(c->opens, by);
    for (size_t i = 0; i < c->n_deadlines; i++)
        c->deadlines[i] = shifted(c->deadlines[i], by);
}

static double resized(double sum, uint64_t *chance)
{
    static const double by[] = {0.2, 0.5, 1, 1.5, 2, 5};
    size_t i = below(chance, sizeof by / sizeof *by);
    return sum < 0 ? sum : round(sum * by[i]);
}

static void mix_codes(const struct sources *s, struct call *c, uint64_t *chance)
{
    codeset counties = REGION_COUNTIES;
    if (one_in(chance, 2))
        c->themes = any(s, chance)->call->themes;
    if (one_in(chance, 2))
        c->applicants = any(s, chance)->call->applicants;
    if (one_in(chance, 2))
        c->regions = any(s, chance)->call->regions;
    for (size_t i = 0; one_in(chance, 3) && i < 40; i++) {
        int county = (int)below(chance, (size_t)code_count(CODE_REGION));
        if (counties & CODE_BIT(county))
            c->regions = CODE_BIT(county);
    }
}

static void mix_words(const struct sources *s, struct call *c, uint64_t *chance)
{
    const struct call *other = any_in(s, chance, c->language)->call;
    const char *name = made_up_name(c->mem, chance);
    size_t funder = below(chance, FUNDERS);

    c->title = arena_printf(c->mem, "%s %s", other->title, name);
    other = any_in(s, chance, c->language)->call;
    c->purpose = other->purpose;
    other = any_in(s, chance, c->language)->call;
    c->summary = other->summary;
    c->funder_id = arena_printf(c->mem, "funder%03zu", funder);
    c->funder = arena_printf(c->mem, "Finansiär %zu", funder);
}

/* Call number I. Its strings may be the sources'. Caller frees. */
static struct call *made_up_call(const struct sources *s, size_t i,
                                 uint64_t *chance)
{
    struct call *c = call_copy(any(s, chance)->call);
    mix_words(s, c, chance);
    mix_codes(s, c, chance);
    move_days(c, chance);
    c->award_floor = resized(c->award_floor, chance);
    c->award_ceiling = resized(c->award_ceiling, chance);
    if (c->award_floor > c->award_ceiling && c->award_ceiling >= 0)
        c->award_floor = CALL_UNSTATED;
    c->total_budget = resized(c->total_budget, chance);
    c->id = arena_printf(c->mem, "%s-%06zu", c->funder_id, i);
    c->url = arena_printf(c->mem, "https://%s.example/%zu", c->funder_id, i);
    c->urls = &c->url;
    c->n_urls = 1;
    return c;
}

/* --- writing -------------------------------------------------------------- */

static enum status put(const struct sources *s, struct shards *w, size_t i,
                       struct date today, struct err *e)
{
    uint64_t chance = i;
    struct arena *mem = arena_new();
    struct call *c = made_up_call(s, i, &chance);
    struct xap_doc d = {0};
    const struct document_beside beside = {.text =
                                               mixed_text(s, mem, c, &chance)};
    enum status st = document_build(mem, c, &beside, today, &d, e);
    if (st == ST_OK)
        st = shards_put(w, c->id, &d, e);
    call_free(c);
    arena_free(mem);
    return st;
}

static enum status put_all(const struct sources *s, struct shards *w,
                           size_t count, struct date today, struct err *e)
{
    enum status st = ST_OK;
    for (size_t i = 0; i < count && st == ST_OK; i += BATCH) {
        for (size_t k = i; k < count && k < i + BATCH && st == ST_OK; k++)
            st = put(s, w, k, today, e);
        if (st == ST_OK)
            st = shards_commit(w, e);
        else
            shards_cancel(w);
    }
    return st;
}

static enum status describe(struct shards *w, size_t n, struct date today,
                            struct err *e)
{
    char day[DATE_ISO_SIZE], at[DATE_RFC3339_SIZE];
    snprintf(at, sizeof at, "%sT00:00:00Z", date_format_iso(today, day));
    enum status st = shards_set_metadata(w, true, INDEX_META_SCHEMA,
                                         INDEX_SCHEMA_VERSION, e);
    if (st == ST_OK)
        st = shards_set_metadata(w, true, INDEX_META_INDEXED_AT, at, e);
    if (st == ST_OK)
        st = shards_set_metadata(w, true, INDEX_META_STORE, "grow", e);
    if (st == ST_OK && n > 1)
        st = shards_number(w, e);
    return st == ST_OK ? shards_commit(w, e) : st;
}

static enum status write_index(const struct sources *s, const char *data,
                               size_t count, size_t n_shards, struct date today,
                               struct err *e)
{
    struct generation g;
    struct shards *w = NULL;
    enum status st = generation_new(s->mem, data, n_shards, &g, e);
    if (st == ST_OK)
        st = shards_open(&g, &w, e);
    if (st == ST_OK)
        st = put_all(s, w, count, today, e);
    if (st == ST_OK)
        st = describe(w, n_shards, today, e);
    shards_close(w);
    return st == ST_OK ? generation_switch(data, &g, e) : st;
}

int main(int argc, char **argv)
{
    struct err e = ERR_INIT;
    struct date today;
    bool given = argc == 5 || argc == 6;
    size_t count = given ? strtoul(argv[3], NULL, 10) : 0;
    size_t n_shards = argc == 6 ? strtoul(argv[5], NULL, 10) : 1;
    if (count == 0 || !date_parse_iso(argv[4], &today) || n_shards == 0 ||
        n_shards > SHARES_MAX) {
        fprintf(stderr, "usage: grow SOURCE_INDEX DATA COUNT TODAY [SHARDS]\n");
        return 2;
    }
    struct sources s = {.mem = arena_new()};
    enum status st = read_sources(&s, argv[1], &e);
    if (st == ST_OK)
        st = write_index(&s, argv[2], count, n_shards, today, &e);
    for (size_t i = 0; i < s.n; i++)
        call_free(s.items[i].call);
    arena_free(s.mem);
    if (st != ST_OK)
        fprintf(stderr, "grow: %s\n", e.text);
    return st == ST_OK ? 0 : 1;
}
