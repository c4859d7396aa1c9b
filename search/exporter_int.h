/*
 * exporter_int.h - what a format is: a handful of functions, each in a file of
 * its own. exporter.c calls them in order: begin, then for each group group,
 * rows, group_end; then end. Any but `row` may be NULL. What they write goes
 * into x->sink.out; what must wait for the rest is kept in x->own.
 */
#ifndef MEDEL_SEARCH_EXPORTER_INT_H
#define MEDEL_SEARCH_EXPORTER_INT_H

#include "exporter.h"

struct export_format {
    const char *name, *suffix; /* of file names; NULL: none tells of it */
    bool binary;               /* not for a terminal */
    enum status (*begin)(struct exporter *x, struct err *e);
    enum status (*group)(struct exporter *x, struct err *e);
    enum status (*row)(struct exporter *x, const struct export_row *r,
                       struct err *e);
    enum status (*group_end)(struct exporter *x, struct err *e);
    enum status (*end)(struct exporter *x, struct err *e);
    void (*free)(struct exporter *x); /* of x->own, at any time */
};

struct exporter {
    const struct export_format *format;
    struct export_options o;
    struct sink sink;
    struct export_group group; /* the one at work */
    size_t n_groups, n_rows;   /* begun so far, with the one at work */
    size_t group_row;          /* the row's number in its group, from 1 */
    bool has_hit;              /* the row came with one */
    struct arena *mem;         /* as long as the exporter */
    struct arena *scratch;     /* emptied before each row */
    int width;                 /* of the lines of text; 0: not asked yet */
    bool colour;               /* of text */
    void *own;                 /* the format's */
};

extern const struct export_format export_table, export_jsonl, export_json,
    export_csv, export_xlsx, export_ics, export_atom, export_md, export_html;

/* In each row `hit` is set: for a call without one it is a hit that knows of
 * the status alone. Whether its verdict says anything about an enterprise: */
static inline bool export_is_judged(const struct exporter *x)
{
    return x->has_hit && x->group.profile != NULL;
}

#endif
