/*
 * shares.c - finds shares in a unit's tokens; see sums.h.
 *
 * In per cent, in words, in coins of a larger coin, and bare numbers beside
 * one that has its sign: "stora företag 30, små 60 procent".
 */
#include "sums_int.h"

#include "medel/arena.h"

#include <math.h>
#include <string.h>

#define BARE_TOKENS 7 /* between a bare share and one with its sign */

static bool percent_word(const struct unit *u, size_t i)
{
    return unit_in(u, i, WORDS_PERCENT) || unit_is_punct(u, i, '%');
}

/* Does a word of a most end right before token I? */
static bool bounded(const struct unit *u, size_t i)
{
    for (size_t k = 0; k < u->n_matches; k++) {
        const struct match *m = &u->matches[k];
        if (m->set == LEX_CUE && m->entry->index == CUE_CEILING && m->to == i)
            return true;
    }
    return false;
}

/* "2/3 av kostnaden", "högst 2/3"; "1/3" alone is a day. */
static bool slashed(const struct unit *u, size_t i, struct share_mention *s)
{
    if (!sums_digits(u, i, 1) || !unit_is_punct(u, i + 1, '/') ||
        !sums_digits(u, i + 2, 1))
        return false;
    double part = sums_digits_value(&u->tokens[i]);
    double whole = sums_digits_value(&u->tokens[i + 2]);
    if (part == 0 || part >= whole ||
        !(unit_in(u, i + 3, WORDS_OF) || bounded(u, i)))
        return false;
    double share = round(100 * part / whole);
    *s = (struct share_mention){i, i + 3, share, share, true};
    return true;
}

static bool is_of(const struct token *t)
{
    return token_in(t, WORDS_OF) || token_in(t, WORDS_PER) ||
           token_in(t, WORDS_OUT_OF);
}

/* "80 öre av varje krona" */
static bool hundredths(const struct unit *u, size_t i, struct share_mention *s)
{
    if (!sums_digits(u, i, 2) || !unit_in(u, i + 1, WORDS_COIN) ||
        i + 2 >= u->n || !is_of(&u->tokens[i + 2]))
        return false;
    double share = sums_digits_value(&u->tokens[i]);
    *s = (struct share_mention){i, i + 2, share, share, false};
    return true;
}

/* The whole of "75 kronor av varje hundralapp", "tre av fyra kronor". */
static bool note_at(const struct unit *u, size_t i, double *value, size_t *to)
{
    if (unit_in(u, i, WORDS_HUNDRED_NOTE)) {
        *value = 100;
        *to = i + 1;
        return true;
    }
    return sums_number_at(u, i, value, to) && *value >= 2 && *value <= 100;
}

#define FEW_COINS 10 /* "tre kronor av fyra" */

/* "75 kronor av varje hundralapp", "tre av fyra kronor", "two of every three
 * euros": so many coins of so many. */
static bool coins_of(const struct unit *u, size_t i, struct share_mention *s)
{
    double part, whole;
    size_t k, to;
    if (!sums_number_at(u, i, &part, &k) || k >= u->n)
        return false;
    const struct match *coin = unit_match_at(u, LEX_MONEY, k);
    if (coin != NULL && coin->entry->number == 1)
        k = coin->to;
    if (k >= u->n || !is_of(&u->tokens[k]))
        return false;
    for (k++; unit_in(u, k, WORDS_EACH) || unit_in(u, k, WORDS_OF);)
        k++;
    if (!note_at(u, k, &whole, &to) || part <= 0 || part >= whole)
        return false;
    const struct match *after = unit_match_at(u, LEX_MONEY, to);
    if (coin == NULL && (after == NULL || after->entry->number != 1))
        return false; /* "tre av fyra sökande" */
    if (coin != NULL && after == NULL && whole != 100 && whole > FEW_COINS)
        return false; /* "50 kronor av 75 deltagare" */
    double share = round(100 * part / whole);
    *s = (struct share_mention){i, after != NULL ? after->to : to, share, share,
                                false};
    return true;
}

#define PAYS_TOKENS 6 /* "betalar ni som söker" */

/* "Av varje hundralapp betalar ni en tia", "av tio kronor står vi för sju": the
 * whole before its part. */
static bool part_after(const struct unit *u, size_t i, struct share_mention *s)
{
    double whole, part;
    size_t k = i + 1, to;
    bool each = unit_in(u, k, WORDS_EACH);
    k += each;
    if (!note_at(u, k, &whole, &to))
        return false;
    const struct match *coin = unit_match_at(u, LEX_MONEY, to);
    if (coin != NULL && coin->entry->number == 1)
        to = coin->to;
    else if (whole != 100 || !unit_in(u, k, WORDS_HUNDRED_NOTE))
        return false;
    for (k = to; k < to + PAYS_TOKENS && k < u->n; k++) {
        size_t end;
        const struct match *note = unit_match_at(u, LEX_AMOUNT, k);
        if (u->tokens[k].kind == TOKEN_PUNCT)
            return false;
        if (note != NULL) {
            part = note->entry->number;
            end = note->to;
        } else if (!sums_number_at(u, k, &part, &end) || part < 1) {
            continue;
        } else {
            const struct match *c = unit_match_at(u, LEX_MONEY, end);
            if (c != NULL && c->entry->number == 1)
                end = c->to;
            else if (end < u->n && u->tokens[end].kind == TOKEN_WORD)
                continue; /* "av tio kronor betalar en förening" */
        }
        if (part >= whole)
            return false;
        double share = round(100 * part / whole);
        *s = (struct share_mention){k, end, share, share, false};
        return true;
    }
    return false;
}

static bool share_at(const struct unit *u, size_t i, struct share_mention *s)
{
    if (i < u->n && unit_in(u, i, WORDS_OF))
        return part_after(u, i, s);
    if (i >= u->n ||
        (!sums_may_begin(u, i) && !unit_begins(u, LEX_FRACTION, i)))
        return false; /* what most words are */
    if (slashed(u, i, s) || hundredths(u, i, s) || coins_of(u, i, s))
        return true;
    const struct match *f = unit_match_at(u, LEX_FRACTION, i);
    if (f != NULL &&
        (unit_in(u, f->to, WORDS_PARTNER) || unit_in(u, f->to, WORDS_AS_MUCH)))
        return false; /* "a third partner", "hälften så mycket" */
    if (f != NULL) {
        *s = (struct share_mention){i, f->to, f->entry->number,
                                    f->entry->number, true};
        return true;
    }
    double low, high;
    size_t k;
    if (!sums_number_at(u, i, &low, &k))
        return false;
    high = low;
    size_t j = sums_joint(u, i, percent_word(u, k) ? k + 1 : k), to;
    double v;
    if (j > k && sums_number_at(u, j, &v, &to) && percent_word(u, to) &&
        v > low) {
        *s = (struct share_mention){i, to + 1, low, v, false};
        return v <= 100;
    }
    if (unit_in(u, k, WORDS_PER))
        k++;
    if (!percent_word(u, k))
        return false;
    *s = (struct share_mention){i, k + 1, low, high, false};
    return high <= 100;
}

#define LABEL_SHARE_LEAST 10

/* The number at token I, where other words say that it is of per cent. */
static bool share_of_number(const struct unit *u, size_t i,
                            struct share_mention *s)
{
    double v = sums_digits_value(&u->tokens[i]);
    *s = (struct share_mention){i, i + 1, v, v, false};
    return v >= LABEL_SHARE_LEAST && v <= 100;
}

/* "Stödprocent: 67": the label says what the number counts. */
static bool labelled(const struct unit *u, size_t i, struct share_mention *s)
{
    if (u->label != LABEL_RATE || i != 0 || u->n != 1 ||
        u->tokens[0].kind != TOKEN_NUMBER)
        return false;
    return share_of_number(u, 0, s);
}

/* "hälften (50 %)", "50 procent (hälften)": a share said twice is one. */
static void say_again(const struct unit *u, struct share_mention *s)
{
    struct share_mention again;
    if (!unit_is_punct(u, s->to, '(') || !share_at(u, s->to + 1, &again) ||
        again.high != s->high || again.low != s->low ||
        !unit_is_punct(u, again.to, ')'))
        return;
    s->to = again.to + 1;
    s->word = s->word && again.word;
}

/* Does the sentence pause before token I? */
static bool pauses(const struct unit *u, size_t i)
{
    return i >= u->n || unit_is_punct(u, i, ',') || unit_is_punct(u, i, '.') ||
           unit_is_punct(u, i, ';') || unit_is_punct(u, i, ')') ||
           unit_in(u, i, WORDS_AND) || unit_in(u, i, WORDS_OR);
}

#define IS_TOKENS 3 /* "Stödprocenten är högst 40" */

/* "Stödprocenten är 40": the noun says what the number counts. */
static bool called_per_cent(const struct unit *u, size_t i,
                            struct share_mention *s)
{
    if (u->tokens[i].kind != TOKEN_NUMBER || !pauses(u, i + 1))
        return false;
    size_t is = i;
    while (is > 0 && i - is < IS_TOKENS && !unit_in(u, is, WORDS_IS))
        is--;
    if (is == 0 || is == i || !unit_in(u, is, WORDS_IS) ||
        !unit_in(u, is - 1, WORDS_SHARE_NOUN))
        return false;
    return share_of_number(u, i, s);
}

/* "stora företag 30, små 60": a round number that closes its phrase. */
static bool bare_share(const struct unit *u, size_t i, struct share_mention *s)
{
    if (i == 0 || u->tokens[i - 1].kind != TOKEN_WORD ||
        u->tokens[i].kind != TOKEN_NUMBER || u->tokens[i].len < 2 ||
        u->tokens[i].len > 3 || !pauses(u, i + 1) || unit_is_punct(u, i, '.') ||
        unit_in(u, i - 1, WORDS_NO_QUANTITY) ||
        (i + 2 < u->n && unit_is_punct(u, i + 1, ',') &&
         u->tokens[i + 2].kind == TOKEN_NUMBER && !u->tokens[i + 2].space))
        return false;
    double v = sums_digits_value(&u->tokens[i]);
    if (v < 10 || v > 100 || fmod(v, 5) != 0)
        return false;
    *s = (struct share_mention){i, i + 1, v, v, false};
    return true;
}

static bool is_joint(const struct unit *u, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (u->tokens[i].kind == TOKEN_NUMBER)
            return false;
    return to - from <= BARE_TOKENS;
}

/* The bare numbers that are shares because a share stands near them, each
 * helping the next. SHARES stay in reading order. */
static size_t join_bare(const struct unit *u, struct share_mention *list,
                        size_t n, const struct share_mention *bare,
                        size_t n_bare)
{
    bool more = n > 0;
    while (more) {
        more = false;
        for (size_t b = 0; b < n_bare; b++) {
            size_t at = 0;
            while (at < n && list[at].from < bare[b].from)
                at++;
            bool held = at < n && list[at].from == bare[b].from;
            bool before = at > 0 && list[at - 1].to <= bare[b].from &&
                          is_joint(u, list[at - 1].to, bare[b].from);
            bool after = at < n && is_joint(u, bare[b].to, list[at].from);
            if (held || (!before && !after) ||
                (at > 0 && list[at - 1].to > bare[b].from))
                continue;
            memmove(&list[at + 1], &list[at], (n - at) * sizeof *list);
            list[at] = bare[b];
            n++;
            more = true;
        }
    }
    return n;
}

/* "the other half of the pair", "den andra hälften står ni för": what is left
 * of a whole whose share is said elsewhere, if at all. */
static bool is_other_half(const struct unit *u, size_t i)
{
    return i > 0 && u->tokens[i].kind == TOKEN_WORD &&
           unit_in(u, i - 1, WORDS_OTHER);
}

static void *find(struct arena *mem, const struct unit *u, size_t *n)
{
    struct share_mention *list = NULL, *bare = NULL, s;
    size_t count = 0, cap = 0, n_bare = 0, cap_bare = 0;
    for (size_t i = 0; i < u->n;) {
        if (is_other_half(u, i)) {
            i++;
            continue;
        }
        if (share_at(u, i, &s) || labelled(u, i, &s) ||
            called_per_cent(u, i, &s)) {
            say_again(u, &s);
            list = arena_grow(mem, list, count, &cap, sizeof *list);
            list[count++] = s;
            i = s.to;
            continue;
        }
        if (bare_share(u, i, &s)) {
            bare = arena_grow(mem, bare, n_bare, &cap_bare, sizeof *bare);
            bare[n_bare++] = s;
        }
        i++;
    }
    if (count > 0 && n_bare > 0) {
        struct share_mention *all =
            arena_alloc(mem, (count + n_bare) * sizeof *all);
        memcpy(all, list, count * sizeof *all);
        list = all;
        count = join_bare(u, list, count, bare, n_bare);
    }
    *n = count;
    return list;
}

struct share_mention *shares_find(struct arena *mem, const struct unit *u,
                                  size_t *n)
{
    return unit_recall(mem, u, MEMO_SHARES, find, sizeof(struct share_mention),
                       n);
}
