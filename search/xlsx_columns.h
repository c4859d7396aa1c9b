/*
 * xlsx_columns.h - the columns of a sheet of calls, for export_xlsx.c.
 */
#ifndef MEDEL_SEARCH_XLSX_COLUMNS_H
#define MEDEL_SEARCH_XLSX_COLUMNS_H

#include "exporter_int.h"
#include "late_xlsx.h"
#include "sheet_name.h"

struct book {
    lxw_workbook *book; /* NULL: closed */
    lxw_worksheet *sheet;
    lxw_format *head, *date, *number, *share, *share_part, *wrap, *link;
    int fd;
    lxw_row_t links;
    struct sheet_names *names;
};

/* The cell that a column's function fills. */
struct cell {
    struct exporter *x;
    struct book *b;
    const struct export_row *r;
    lxw_row_t row;
    lxw_col_t col;
    enum status st;
};

struct xlsx_column {
    const char *name; /* N_() */
    double width;     /* of so many digits */
    enum { ALWAYS, WHERE_RANKED, WHERE_FOLLOWED } wanted;
    void (*put)(struct cell *c);
};
extern const struct xlsx_column xlsx_columns[];
extern const size_t xlsx_n_columns;

bool xlsx_is_wanted(const struct exporter *x, const struct xlsx_column *c);

/* Keeps the first failure. Of what libxlsxwriter refuses, all but a lack of
 * memory is seen to before. */
void xlsx_check(struct cell *c, lxw_error failed);

#endif
