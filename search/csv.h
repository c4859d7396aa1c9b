/*
 * csv.h - calls as comma-separated values after RFC 4180: UTF-8, CRLF, a
 * header line, quotes where needed.
 *
 * The columns, in this order: id, title, funder, funder_id, kind, status,
 * opens, next_deadline, deadlines, deadline_time, rolling, award_floor,
 * award_ceiling, currency, total_budget, funding_rate, applicants, excluded,
 * regions, municipalities, municipalities_out, themes, language, reference,
 * contact, url, first_seen, last_seen, withdrawn, summary; with a search also
 * score, eligibility, state_aid_left_eur, own_funding_sek and
 * own_funding_missing_sek after them; of a list of the user's own list_status
 * and note; at the end meetings, "2026-12-09 10:00-11:00" each. Before them all stands whose a row is, where there are
 * several: profile or list. New columns come last, so that scripts which count
 * them go on working.
 *
 * The three after eligibility are the advice for a profile (advice.h): the room
 * for de minimis aid where the page speaks of such, what the enterprise would
 * pay itself of its largest need, and how much of that is more than it can
 * carry; 0 where it can, empty where nobody can say. Several values in a cell
 * have "; " between them; what no page states is an empty cell.
 *
 * The dialect for Excel begins with a byte order mark, and where medel speaks
 * Swedish it has semicolons between the cells and a comma in numbers, as Excel
 * there expects.
 *
 * Text comes from pages, and spreadsheets run cells that begin with = + - @
 * as formulas: such a cell gets an apostrophe before it, also where blanks or
 * quotation marks stand first, and within a cell after what a reader set to
 * the other separator would take for the end of a cell. Line breaks and
 * other control characters, those of reading direction too, become spaces.
 */
#ifndef MEDEL_SEARCH_CSV_H
#define MEDEL_SEARCH_CSV_H

#include "medel/buf.h"
#include "medel/call.h"

#include "candidates.h"

#include <stdbool.h>

struct csv_dialect {
    char separator, other; /* the other one that readers may be set to */
    char decimal;
    bool mark; /* a byte order mark comes first */
};
extern const struct csv_dialect csv_rfc4180;
/* For Excel, in the user's language. */
struct csv_dialect csv_excel(void);

/* Appends one cell's text, made safe and quoted where needed. */
enum status csv_cell(struct buf *out, const struct csv_dialect *d,
                     const char *text);

/* What a table of calls has beside their own columns. */
struct csv_columns {
    struct csv_dialect dialect;
    const char *group; /* "profile", "list" or NULL */
    bool ranked, followed;
};
struct csv_row {
    const char *group; /* whose it is */
    const struct call *call;
    const struct candidate *hit; /* where ranked; NULL: empty cells */
    const char *status, *note;   /* where followed; may be NULL */
};
/* Appends the header line, a call's line. */
enum status csv_header(struct buf *out, const struct csv_columns *c);
enum status csv_call(struct buf *out, const struct csv_columns *c,
                     const struct csv_row *row, struct date today);

#endif
