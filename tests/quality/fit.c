/*
 * fit.c - logistic regression for the scripts that learn weights: with all
 * rows, and with each part of them left out in turn.
 *
 *     fit SIGNS FEATURES PENALTY LEAST < TASK
 *
 * The first SIGNS features have a line each, "PRIOR PENALTY LOW HIGH": what
 * their weights are drawn to, how strongly, and between what they lie. Weights
 * of the others are drawn to 0 by PENALTY, and stay there where fewer than
 * LEAST rows have them. Then comes a line for each row, "PART SO TIMES I:X
 * ...": its part (0: never left out), whether it is so (0 or 1), how many such
 * rows it stands for, and the features that it has.
 *
 * Printed is "left ROW SCORE" for each row of parts from 1 on, by the weights
 * learnt without them, then "weight I W" for each weight but 0, learnt from
 * all.
 *
 * Weights are changed one at a time, by Newton's method within a trust region
 * (Genkin, Lewis and Madigan 2007, "Large-scale Bayesian logistic regression
 * for text categorization"). There is one optimum, whichever order they go in.
 */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_ROUNDS 60
#define CLOSE 0.0005 /* where no score moves more, on average, it is done */
#define LINE_BYTES (4u << 20)

struct cell {
    int row;
    float x;
};

struct feature {
    double prior, penalty, low, high;
    size_t at, n; /* its cells */
};

struct row {
    int part;
    bool so;
    double times;
};

struct task {
    struct feature *features;
    struct row *rows;
    struct cell *cells; /* by feature */
    size_t n_features, n_rows, least;
};

struct fit {
    double *weight, *reach; /* by feature: the weight; the trust region */
    double *score, *so;     /* by row: the weights' sum; its logistic */
};

static void *need(size_t n, size_t size)
{
    void *p = calloc(n > 0 ? n : 1, size);
    if (p == NULL) {
        fprintf(stderr, "fit: out of memory\n");
        exit(3);
    }
    return p;
}

static void malformed(size_t line)
{
    fprintf(stderr, "fit: line %zu is malformed\n", line);
    exit(3);
}

/* --- the task --------------------------------------------------------------
 */

/* A cell as it is read, row by row. */
struct entry {
    size_t feature;
    struct cell cell;
};

struct entries {
    struct entry *items;
    size_t n, cap;
};

static void add_entry(struct entries *all, const struct entry *x)
{
    if (all->n == all->cap) {
        all->cap = all->cap > 0 ? 2 * all->cap : 65536;
        all->items = realloc(all->items, all->cap * sizeof *all->items);
        if (all->items == NULL)
            exit(3);
    }
    all->items[all->n++] = *x;
}

static void read_row(struct task *t, struct entries *all, char *line,
                     size_t number)
{
    int part, so, used;
    double times;
    if (sscanf(line, "%d %d %lf%n", &part, &so, &times, &used) != 3)
        malformed(number);
    if ((t->n_rows & (t->n_rows - 1)) == 0) {
        t->rows = realloc(t->rows, (2 * t->n_rows + 1) * sizeof *t->rows);
        if (t->rows == NULL)
            exit(3);
    }
    for (char *s = line + used; *s == ' ';) {
        char *colon;
        size_t feature = strtoul(s + 1, &colon, 10);
        if (*colon != ':' || feature >= t->n_features)
            malformed(number);
        float x = strtof(colon + 1, &s);
        add_entry(all, &(struct entry){feature, {(int)t->n_rows, x}});
        t->features[feature].n++;
    }
    t->rows[t->n_rows++] = (struct row){part, so != 0, times};
}

/* Puts the cells together that are of one feature. */
static void sort_cells(struct task *t, const struct entries *all)
{
    size_t at = 0;
    t->cells = need(all->n, sizeof *t->cells);
    for (size_t f = 0; f < t->n_features; f++) {
        t->features[f].at = at;
        at += t->features[f].n;
        t->features[f].n = 0;
    }
    for (size_t i = 0; i < all->n; i++) {
        struct feature *f = &t->features[all->items[i].feature];
        t->cells[f->at + f->n++] = all->items[i].cell;
    }
}

static void read_task(struct task *t, size_t n_signs, double penalty)
{
    char *line = need(LINE_BYTES, 1);
    struct entries all = {NULL, 0, 0};
    t->features = need(t->n_features, sizeof *t->features);
    for (size_t f = 0; f < t->n_features; f++)
        t->features[f] =
            (struct feature){0, penalty, -HUGE_VAL, HUGE_VAL, 0, 0};
    for (size_t n = 1; fgets(line, (int)LINE_BYTES, stdin) != NULL; n++) {
        struct feature *f = &t->features[n - 1];
        if (n > n_signs)
            read_row(t, &all, line, n);
        else if (sscanf(line, "%lf %lf %lf %lf", &f->prior, &f->penalty,
                        &f->low, &f->high) != 4)
            malformed(n);
    }
    sort_cells(t, &all);
    free(all.items);
    free(line);
}

/* --- learning --------------------------------------------------------------
 */

static double logistic(double x)
{
    return 1 / (1 + exp(-x));
}

/* How steep the logistic curve is at most, within WIDE of SCORE. */
static double steepest(double score, double wide)
{
    double x = fabs(score) - wide;
    return x <= 0 ? 0.25 : 1 / (2 + exp(x) + exp(-x));
}

/* The best step of the weight of feature F, within its trust region. */
static double step_of(const struct task *t, const struct fit *x, size_t i,
                      int left)
{
    const struct feature *f = &t->features[i];
    double slope = f->penalty * (x->weight[i] - f->prior);
    double bend = f->penalty;
    for (size_t k = f->at; k < f->at + f->n; k++) {
        const struct cell *c = &t->cells[k];
        const struct row *r = &t->rows[c->row];
        if (r->part == left)
            continue;
        double by = r->times * (double)c->x;
        slope += by * (x->so[c->row] - r->so);
        bend += by * (double)c->x *
                steepest(x->score[c->row], x->reach[i] * fabs((double)c->x));
    }
    double step = bend > 0 ? -slope / bend : 0;
    step = fmax(-x->reach[i], fmin(x->reach[i], step));
    return fmax(f->low, fmin(f->high, x->weight[i] + step)) - x->weight[i];
}

/* Returns by how much it moved the scores. */
static double move(const struct task *t, struct fit *x, size_t i, double step)
{
    const struct feature *f = &t->features[i];
    double moved = 0;
    x->weight[i] += step;
    x->reach[i] = fmax(2 * fabs(step), x->reach[i] / 2);
    for (size_t k = f->at; step != 0 && k < f->at + f->n; k++) {
        const struct cell *c = &t->cells[k];
        x->score[c->row] += step * (double)c->x;
        x->so[c->row] = logistic(x->score[c->row]);
        moved += fabs(step * (double)c->x);
    }
    return moved;
}

/* Of rows that are learnt from. */
static bool is_rare(const struct task *t, const struct feature *f, int left)
{
    size_t n = 0;
    for (size_t k = f->at; k < f->at + f->n && n < t->least; k++)
        n += t->rows[t->cells[k].row].part != left;
    return n < t->least;
}

static void begin(const struct task *t, struct fit *x)
{
    for (size_t i = 0; i < t->n_rows; i++)
        x->score[i] = 0;
    for (size_t f = 0; f < t->n_features; f++) {
        x->reach[f] = 1;
        x->weight[f] = 0;
        move(t, x, f, t->features[f].prior);
        x->reach[f] = 1;
    }
}

/* Learns from all rows but those of part LEFT. */
static void learn(const struct task *t, struct fit *x, size_t n_signs, int left)
{
    begin(t, x);
    bool *rare = need(t->n_features, sizeof *rare);
    for (size_t f = n_signs; f < t->n_features; f++)
        rare[f] = is_rare(t, &t->features[f], left);
    for (int round = 0; round < MAX_ROUNDS; round++) {
        double moved = 0;
        for (size_t f = 0; f < t->n_features; f++)
            if (!rare[f])
                moved += move(t, x, f, step_of(t, x, f, left));
        if (moved < CLOSE * (double)t->n_rows)
            break;
    }
    free(rare);
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        fprintf(stderr, "usage: fit SIGNS FEATURES PENALTY LEAST < TASK\n");
        return 2;
    }
    size_t n_signs = strtoul(argv[1], NULL, 10);
    struct task t = {.n_features = strtoul(argv[2], NULL, 10),
                     .least = strtoul(argv[4], NULL, 10)};
    read_task(&t, n_signs, strtod(argv[3], NULL));
    struct fit x = {
        need(t.n_features, sizeof(double)), need(t.n_features, sizeof(double)),
        need(t.n_rows, sizeof(double)), need(t.n_rows, sizeof(double))};
    int parts = 0;
    for (size_t i = 0; i < t.n_rows; i++)
        parts = t.rows[i].part > parts ? t.rows[i].part : parts;
    for (int part = 1; part <= parts; part++) {
        learn(&t, &x, n_signs, part);
        for (size_t i = 0; i < t.n_rows; i++)
            if (t.rows[i].part == part)
                printf("left %zu %.4f\n", i, x.score[i]);
    }
    learn(&t, &x, n_signs, -1);
    for (size_t f = 0; f < t.n_features; f++)
        if (x.weight[f] != 0)
            printf("weight %zu %.5f\n", f, x.weight[f]);
    return 0;
}
