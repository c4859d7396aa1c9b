/* cycles.c - see cycles.h. */
#include "cycles.h"

#include "lexicon.h"

#include "medel/i18n.h"
#include "medel/index_schema.h"
#include "medel/paths.h"

#include <stdlib.h>
#include <string.h>

#define TITLE_WORDS 60
#define ROUNDS_MAX 400

struct member {
    struct history history;
    const char *key;
};

struct funder {
    const char *id;
    struct member *members;
    size_t n;
};

struct cycles {
    struct arena *mem;
    struct cycle_words *words;
    struct funder *funders;
    size_t n, cap;
};

enum status cycles_new(struct cycles **ret, struct err *e)
{
    struct arena *mem = arena_new();
    struct cycles *c = arena_alloc(mem, sizeof *c);
    *c = (struct cycles){.mem = mem};
    enum status st = cycle_words_load(paths_share(mem, "data"), &c->words, e);
    if (st == ST_OK)
        *ret = c;
    else
        cycles_free(c);
    return st;
}

void cycles_free(struct cycles *c)
{
    if (c == NULL)
        return;
    for (size_t i = 0; i < c->n; i++)
        for (size_t k = 0; k < c->funders[i].n; k++)
            history_free(&c->funders[i].members[k].history);
    cycle_words_free(c->words);
    arena_free(c->mem);
}

/* --- which calls are rounds of one --------------------------------------- */

static bool is_year(const char *word)
{
    return strlen(word) == 4 && strspn(word, "0123456789") == 4 &&
           (strncmp(word, "19", 2) == 0 || strncmp(word, "20", 2) == 0 ||
            strncmp(word, "21", 2) == 0);
}

/* The "26" of "2025/26". */
static bool is_half_year(const char *const *words, size_t i)
{
    return i > 0 && is_year(words[i - 1]) && strlen(words[i]) == 2 &&
           strspn(words[i], "0123456789") == 2;
}

const char *cycles_key(struct arena *mem, const char *title)
{
    const char **words;
    const char *key = "";
    size_t n =
        lexicon_words(mem, title != NULL ? title : "", TITLE_WORDS, &words);
    for (size_t i = 0; i < n; i++)
        if (!is_year(words[i]) && !is_half_year(words, i))
            key = arena_printf(mem, "%s%s%s", key, key[0] != '\0' ? " " : "",
                               words[i]);
    return key;
}

static bool is_same(const struct member *m, const char *key,
                    const struct call *call)
{
    const struct call *c = m->history.call;
    if (strcmp(c->id, call->id) == 0)
        return true;
    return key[0] != '\0' && strcmp(m->key, key) == 0 &&
           c->kind == call->kind && c->regions == call->regions;
}

/* --- rounds -------------------------------------------------------------- */

static bool has_day(const struct call *c, struct date d)
{
    for (size_t i = 0; i < c->n_deadlines; i++)
        if (date_compare(c->deadlines[i], d) == 0)
            return true;
    return false;
}

static void add_round(struct cycle_round *rounds, size_t *n,
                      const struct call *c, size_t i)
{
    struct cycle_round r = {.last_day = c->deadlines[i]};
    if (i == 0 && date_compare(c->opens, r.last_day) < 0)
        r.opens = c->opens;
    for (size_t k = 0; k < *n; k++)
        if (date_compare(rounds[k].last_day, r.last_day) == 0)
            return;
    if (*n < ROUNDS_MAX)
        rounds[(*n)++] = r;
}

size_t cycles_rounds(struct arena *mem, const struct history *h,
                     struct cycle_round **ret)
{
    struct cycle_round *rounds = arena_alloc(mem, ROUNDS_MAX * sizeof *rounds);
    size_t n = 0;
    for (size_t i = 0; i < h->call->n_deadlines; i++)
        add_round(rounds, &n, h->call, i);
    for (size_t v = h->n; v-- > 0;) {
        const struct call *c = h->versions[v].call;
        struct date until = date_at(h->versions[v].until, NULL, NULL);
        for (size_t i = 0; i < c->n_deadlines; i++)
            if (date_compare(c->deadlines[i], until) <= 0 ||
                has_day(history_next(h, v), c->deadlines[i]))
                add_round(rounds, &n, c, i);
    }
    *ret = rounds;
    return n;
}

/* --- a funder's calls ---------------------------------------------------- */

static enum status read_members(struct cycles *c, struct searchdb *db,
                                struct funder *f, struct err *e)
{
    uint32_t *ids;
    size_t n;
    struct xap_query *q = xap_query_term(
        db->xap, arena_printf(db->mem, PREFIX_FUNDER "%s", f->id), 1);
    if (q == NULL)
        return err_set(e, ST_NOMEM, _("out of memory"));
    enum status st = xap_matching(db->xap, db->mem, q, &ids, &n, e);
    if (st != ST_OK)
        return st;
    f->members = arena_alloc(c->mem, (n + 1) * sizeof *f->members);
    for (size_t i = 0; i < n && st == ST_OK; i++) {
        struct xap_bytes data;
        struct err mine = ERR_INIT;
        struct member *m = &f->members[f->n];
        st = xap_data(db->xap, db->mem, ids[i], &data, &mine);
        if (st == ST_OK)
            st = history_read(c->mem, data.data, data.len, &m->history, &mine);
        if (st == ST_OK) {
            m->key = cycles_key(c->mem, m->history.call->title);
            f->n++;
        } else if (st == ST_CORRUPT || st == ST_NOT_FOUND) {
            st = ST_OK; /* told of where it is asked for itself */
        } else {
            err_set(e, st, "%s", mine.text);
        }
    }
    return st;
}

static enum status find_funder(struct cycles *c, struct searchdb *db,
                               const char *id, struct funder **ret,
                               struct err *e)
{
    for (size_t i = 0; i < c->n; i++)
        if (strcmp(c->funders[i].id, id) == 0) {
            *ret = &c->funders[i];
            return ST_OK;
        }
    c->funders =
        arena_grow(c->mem, c->funders, c->n, &c->cap, sizeof *c->funders);
    struct funder *f = &c->funders[c->n++];
    *f = (struct funder){.id = arena_strdup(c->mem, id)};
    *ret = f;
    return read_members(c, db, f, e);
}

/* --- the answer ---------------------------------------------------------- */

/* The newest last day, or DATE_NONE. */
static struct date newest(const struct call *c)
{
    return c->n_deadlines > 0 ? c->deadlines[c->n_deadlines - 1] : DATE_NONE;
}

static void gather(struct cycles *c, const struct funder *f,
                   const struct call *call, struct cycle_known *k,
                   struct cycle_answer *ret)
{
    const char *key = cycles_key(c->mem, call->title);
    struct cycle_round *rounds =
        arena_alloc(c->mem, ROUNDS_MAX * sizeof *rounds);
    struct cycle_day *said = NULL;
    struct date later = newest(call);
    for (size_t i = 0; i < f->n; i++) {
        const struct member *m = &f->members[i];
        struct cycle_round *own;
        if (!is_same(m, key, call))
            continue;
        bool itself = strcmp(m->history.call->id, call->id) == 0;
        size_t n = cycles_rounds(c->mem, &m->history, &own);
        for (size_t r = 0; r < n && k->n_rounds < ROUNDS_MAX; r++)
            rounds[k->n_rounds++] = own[r];
        /* The reader says whether it is the rounds that come back. */
        if (itself && call->recurring)
            k->n_said =
                cycle_words_find(c->words, c->mem, m->history.text, &said);
        struct date last = newest(m->history.call);
        if (!itself && date_compare(last, later) > 0) {
            later = last;
            ret->later = arena_strdup(c->mem, m->history.call->id);
        }
    }
    k->rounds = rounds;
    k->said = said;
}

enum status cycles_ask(struct cycles *c, struct searchdb *db,
                       const struct call *call, struct date today,
                       struct cycle_answer *ret, struct err *e)
{
    struct funder *f = NULL;
    struct cycle_known k = {.recurring = call->recurring,
                            .gone = call->withdrawn != NULL};
    *ret = (struct cycle_answer){.predicted = false};
    if (call->funder_id == NULL)
        return ST_OK;
    enum status st = find_funder(c, db, call->funder_id, &f, e);
    if (st != ST_OK)
        return st;
    gather(c, f, call, &k, ret);
    ret->predicted = cycle_predict(c->mem, &k, today, &ret->prediction);
    return ST_OK;
}

int cycles_to_json(const struct cycle_answer *a, json_t *o)
{
    if (a->later != NULL &&
        json_object_set_new(o, "later_round", json_string(a->later)) != 0)
        return -1;
    return a->predicted
               ? json_object_set_new(o, "prediction",
                                     prediction_to_json(&a->prediction))
               : 0;
}
