/*
 * exporter.h - one way out for lists of calls, in every format: what search,
 * match, export and shortlists show.
 *
 *   exporter_open(); for each client or list: exporter_group(), for each of
 *   its calls exporter_row(), exporter_group_end(); exporter_close();
 *   exporter_free().
 *
 * The formats (doc/export.md has their fields and codes):
 *
 *   table  for a terminal         xlsx  a workbook, a sheet a group
 *   jsonl  an object a line       ics   an event a deadline (RFC 5545)
 *   json   one array of them      atom  a feed (RFC 4287)
 *   csv    RFC 4180               md    Markdown
 *                                 html  a report in one file
 *
 * The same rows and the same day give the same bytes. jsonl, json and csv are
 * the same in every language; the others speak the user's. Text of a page
 * stays text in all of them: no control character, no markup, no formula.
 */
#ifndef MEDEL_SEARCH_EXPORTER_H
#define MEDEL_SEARCH_EXPORTER_H

#include "medel/call.h"
#include "medel/cli.h"
#include "medel/err.h"
#include "medel/i18n.h"
#include "medel/profile.h"

#include "candidates.h"
#include "sink.h"
#include "state_aid.h"

#include <stdbool.h>
#include <stddef.h>

/* The names of the formats, ending with NULL; of the dialects of csv. */
extern const char *const exporter_formats[];
extern const char *const exporter_dialects[];

/* What the user chose; EXPORT_OPTIONS() fills it. */
struct export_choice {
    const char *format, *output, *dialect; /* NULL: not given */
};

/*
 * The format's name: the one chosen, else what the output file's name ends
 * in, else "table" on a terminal and "jsonl" elsewhere. ST_USAGE where the
 * file's name tells of none, where a format that is no text would go to a
 * terminal, and for a dialect of anything but csv.
 */
enum status export_choose(const struct export_choice *c, const char **ret,
                          struct err *e) MEDEL_NODISCARD;

struct export_options {
    const char *format;  /* as export_choose() gave it */
    const char *output;  /* a file, or NULL for standard output */
    const char *dialect; /* "excel" or NULL */
    const char *title;   /* of the whole, for people */
    const char *query;   /* the words that were asked for, or NULL */
    struct date today;
    bool ranked;             /* the rows have a hit: score, verdict, advice */
    const char *group_field; /* "profile" or "list": what a group is, and the
                                field that names it in each row; NULL where
                                there is one group without a name */
    bool followed;           /* the rows have a status and a note of the user */
    bool explain, advice;    /* table and md: shares of the score, own money */
};

/* A client or a list, before its rows. All is borrowed until its end. */
struct export_group {
    const char *id, *name;         /* NULL where groups have no name */
    const struct profile *profile; /* whom the verdicts are about, or NULL */
    const struct aid_room *aid;    /* its room for de minimis aid, or NULL */
    size_t n;                      /* rows that will come */
    size_t n_fit;                  /* there would be without a limit */
};

/* A call in it; borrowed for the time of exporter_row(). */
struct export_row {
    const struct call *call;
    const struct candidate *hit; /* of CALL, for the group's profile; or NULL */
    const char *status;          /* the user's: a code; or NULL */
    const char *status_words;    /* the same for people, in their language */
    bool settled;     /* sent in, or dropped: nothing to be reminded of */
    const char *note; /* or NULL */
};

struct exporter;

/* OPTIONS is copied, its strings borrowed. Free with exporter_free(). */
enum status exporter_open(const struct export_options *options,
                          struct exporter **ret, struct err *e) MEDEL_NODISCARD;
enum status exporter_group(struct exporter *x, const struct export_group *g,
                           struct err *e) MEDEL_NODISCARD;
enum status exporter_row(struct exporter *x, const struct export_row *r,
                         struct err *e) MEDEL_NODISCARD;
enum status exporter_group_end(struct exporter *x,
                               struct err *e) MEDEL_NODISCARD;
/* All is written; before that an output file is not there. */
enum status exporter_close(struct exporter *x, struct err *e) MEDEL_NODISCARD;
void exporter_free(struct exporter *x);

/* Whole lists of candidates, as one group. */
enum status exporter_hits(struct exporter *x, const struct export_group *g,
                          const struct candidate_list *l,
                          struct err *e) MEDEL_NODISCARD;

/* Whether FORMAT shows where the words asked for stand in a call. */
bool export_shows_snippets(const char *format);
/* Whether it shows the evidence of a call's fields. */
bool export_shows_evidence(const char *format);

/* The rows of a table of struct cli_option for C, of static storage. */
#define EXPORT_OPTIONS(c)                                                      \
    {"format",                                                                 \
     'f',                                                                      \
     CLI_CHOICE,                                                               \
     &(c).format,                                                              \
     "F",                                                                      \
     N_("unless said, what the output file's name ends in; a table on a "      \
        "terminal, else jsonl"),                                               \
     exporter_formats},                                                        \
        {"output",                                                             \
         'o',                                                                  \
         CLI_STRING,                                                           \
         &(c).output,                                                          \
         "FILE",                                                               \
         N_("write into this file, which is there whole or not at all"),       \
         NULL},                                                                \
    {                                                                          \
        "dialect", 0, CLI_CHOICE, &(c).dialect, "D",                           \
            N_("of csv: 'excel' begins with a byte order mark and, in "        \
               "Swedish, has ; between the cells and a comma in numbers"),     \
            exporter_dialects                                                  \
    }

#endif
