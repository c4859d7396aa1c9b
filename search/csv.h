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
 * own_funding_missing_sek at the end. New columns come last, so that scripts
 * which count them go on working.
 *
 * The last three are the advice for a profile (advice.h): the room for de
 * minimis aid where the page speaks of such, what the enterprise would pay
 * itself of its largest need, and how much of that is more than it can carry;
 * 0 where it can, empty where nobody can say. Several values in a cell have "; "
 * between them; what no page states is an empty cell.
 *
 * Text comes from pages, and spreadsheets run cells that begin with = + - @
 * as formulas: such a cell gets an apostrophe before it. Line breaks and
 * other control characters, those of reading direction too, become spaces.
 */
#ifndef MEDEL_SEARCH_CSV_H
#define MEDEL_SEARCH_CSV_H

#include "medel/buf.h"
#include "medel/call.h"

#include "candidates.h"

#include <stdbool.h>

/* Appends one cell's text, made safe and quoted where needed. */
enum status csv_cell(struct buf *out, const char *text);
/* Appends the header line. */
enum status csv_header(struct buf *out, bool ranked);
/* Appends a call's line; HIT may be NULL where the header was not ranked. */
enum status csv_call(struct buf *out, const struct call *call,
                     const struct candidate *hit, struct date today);

#endif
