/*
 * funder_hosts.c - hosts of more than one source; see medel/funder.h.
 *
 * A host that two sources crawl in whole is fetched twice, and its calls have
 * two owners. Many share one all the same: the county boards have parts of one
 * site, foundations use one platform. Then each says by `allow` which part is
 * its own, and the parts must not overlap: no pattern of the one may be a
 * longer form of one of the other's, but where the other denies that.
 */
#include "funder_file.h"

#include "medel/i18n.h"
#include "medel/url.h"

#include <stdlib.h>
#include <string.h>

struct use {
    const char *host; /* without "www." */
    const struct funder *funder;
    size_t line;
};

struct uses {
    struct arena *mem;
    struct use *items;
    size_t n, cap;
};

static int by_host(const void *a, const void *b)
{
    const struct use *x = a, *y = b;
    int order = strcmp(x->host, y->host);
    if (order == 0)
        order = strcmp(x->funder->id, y->funder->id);
    return order != 0 ? order : (x->line > y->line) - (x->line < y->line);
}

static void add(struct uses *u, const char *host, const struct funder *f,
                size_t line)
{
    if (strncmp(host, "www.", 4) == 0)
        host += 4;
    u->items = arena_grow(u->mem, u->items, u->n, &u->cap, sizeof *u->items);
    u->items[u->n++] = (struct use){host, f, line};
}

static void collect(struct uses *u, const struct funder *f)
{
    for (size_t k = 0; k < f->n_start; k++) {
        struct url_parts parts;
        if (url_split(u->mem, f->start[k], &parts, NULL) == ST_OK)
            add(u, funder_place(u->mem, parts.host, parts.port), f,
                f->start_lines[k]);
    }
    for (size_t k = 0; k < f->n_hosts; k++)
        add(u, f->hosts[k], f, f->host_lines[k]);
}

/* What every address that PATTERN matches begins with. */
static size_t fixed_part(const char *pattern)
{
    return strcspn(pattern, "*$");
}

static bool begins_with(const char *a, size_t n, const char *b, size_t n_b)
{
    return n_b <= n && memcmp(a, b, n_b) == 0;
}

/* F's `deny` keeps it out of PART, in spite of an `allow` of N_ALLOW bytes. */
static bool denies(const struct funder *f, const char *part, size_t n,
                   size_t n_allow)
{
    for (size_t i = 0; i < f->n_deny; i++) {
        const char *d = f->deny[i];
        size_t n_d = strlen(d);
        if (fixed_part(d) == n_d && n_d >= n_allow &&
            begins_with(part, n, d, n_d))
            return true;
    }
    return false;
}

/* A's patterns let in what B's `allow` says is B's. */
static bool reaches_into(const struct funder *a, const struct funder *b)
{
    for (size_t k = 0; k < b->n_allow; k++) {
        const char *part = b->allow[k];
        size_t n = fixed_part(part);
        for (size_t i = 0; i < a->n_allow; i++) {
            size_t n_a = fixed_part(a->allow[i]);
            if (begins_with(part, n, a->allow[i], n_a) &&
                !denies(a, part, n, strlen(a->allow[i])))
                return true;
        }
    }
    return false;
}

static bool is_divided(const struct funder *a, const struct funder *b)
{
    return a->n_allow != 0 && b->n_allow != 0 && !reaches_into(a, b) &&
           !reaches_into(b, a);
}

size_t funder_report_shared(struct funder_list *l, funder_bad_fn *bad,
                            void *arg)
{
    struct uses u = {.mem = l->mem};
    size_t n = 0;
    for (size_t i = 0; i < l->n; i++)
        collect(&u, &l->items[i]);
    if (u.n != 0)
        qsort(u.items, u.n, sizeof *u.items, by_host);
    for (size_t i = 1; i < u.n; i++) {
        const struct use *second = &u.items[i];
        /* Each pair once, by the first line that has the host. */
        if (strcmp(second[-1].host, second->host) == 0 &&
            second[-1].funder == second->funder)
            continue;
        const struct funder *last = NULL;
        for (size_t k = i; k-- > 0;) {
            const struct use *first = &u.items[k];
            if (strcmp(first->host, second->host) != 0)
                break;
            if (first->funder == last ||
                is_divided(first->funder, second->funder))
                continue;
            last = first->funder;
            n++;
            if (bad != NULL)
                bad(arg, arena_printf(
                             l->mem,
                             _("%s:%zu: the host %s is also in %s:%zu; say "
                               "by 'allow' which part belongs to each"),
                             second->funder->file, second->line, second->host,
                             first->funder->file, first->line));
        }
    }
    return n;
}
