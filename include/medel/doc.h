/*
 * doc.h - a cleaned page: typed blocks of plain text in reading order.
 *
 * Built by clean.c from HTML in the worker; read by the modules in read/.
 * Everything lives in the arena given at creation. All text is valid UTF-8 in
 * NFC with soft hyphens, zero-width and control characters removed, no-break
 * spaces turned to spaces and runs of white space folded to one.
 */
#ifndef MEDEL_DOC_H
#define MEDEL_DOC_H

#include "medel/arena.h"
#include "medel/codes.h"
#include "medel/err.h"

#include <stdbool.h>
#include <stddef.h>

enum block_kind {
    BLOCK_HEADING,   /* level 1-6; also a short bold line that heads a text */
    BLOCK_PARAGRAPH,
    BLOCK_ITEM,      /* list item */
    BLOCK_PAIR,      /* label and value: two-cell table row, dt/dd, a cell
                        under its column head, "Label: value" line, fact box */
    BLOCK_ROW        /* table row that is not a pair: cells joined by " | " */
};

/* Where on the page a block stands; anything but MAIN is boilerplate. */
enum block_place {
    PLACE_MAIN, PLACE_NAV, PLACE_HEADER, PLACE_FOOTER, PLACE_ASIDE,
    PLACE_BANNER, PLACE_RELATED
};

struct span { /* byte offsets into a block's text */
    size_t from, to;
};

struct block {
    enum block_kind kind;
    int level;             /* of a heading */
    enum block_place place;
    double main;           /* how likely it is main text, 0 to 1 */
    const char *label;     /* of a pair, without its colon; else NULL */
    const char *text;      /* of a pair: the value. Struck text is left out */
    const char *struck;    /* text struck out in it (del, s, strike), or NULL */
    struct span *links;    /* parts of text that are link text */
    const char **hrefs;    /* resolved no further than the page wrote them */
    size_t n_links;
    const char **times;    /* <time datetime> values inside it */
    size_t n_times;
    int table;             /* rows and pairs of one table share a number, -1 */
    int row;               /* its row there, 0 the first */
    bool fact;             /* in a fact box, definition list or label table */
    bool caption;          /* of a picture */
};

struct doc_link {
    const char *href;  /* as written */
    const char *text;
    enum block_place place;
};

struct doc_alternate {
    const char *lang, *href;
};

struct doc {
    struct arena *mem;
    struct block *blocks;
    size_t n_blocks, cap_blocks;
    const char *title;       /* <title> */
    const char *h1;          /* the first h1 in the main text, or NULL */
    const char *og_title, *site_name, *description;
    const char *canonical;   /* as written, or NULL */
    const char *base;        /* <base href>, or NULL */
    const char *lang;        /* html lang or meta, lower case, or NULL */
    const char *published, *modified; /* as written in metadata, or NULL */
    const char *byline;      /* the line below its title that gives the day it
                                was published, or NULL; no main text */
    const char **jsonld;     /* raw texts */
    size_t n_jsonld;
    const char **state;      /* raw texts of embedded JSON state */
    size_t n_state;
    struct doc_link *links;
    size_t n_links, cap_links;
    struct doc_alternate *alternates;
    size_t n_alternates, cap_alternates;
    const char *breadcrumbs; /* "Start > Utlysningar > X", or NULL */
    const char *charset;     /* what the bytes were taken for */
    bool noindex;            /* meta robots */
    bool document;           /* a PDF, no page of the site */
};

/*
 * Cleans one HTML page. CONTENT_TYPE is the header's value or NULL; the
 * charset order is BOM, header, meta, detection (uchardet), windows-1252.
 * Result in *ret, owned by MEM. ST_INVALID where the bytes are not HTML or
 * text, ST_LIMIT where they are more than CAP_PAGE_BYTES. Of a page with more
 * elements or blocks than caps.h allows the tail is left unread.
 *
 * Only ever called in a worker: tidy 5.6.0 overflows its stack, exits on
 * memory shortage and changes the locale.
 */
enum status clean_html(struct arena *mem, const char *bytes, size_t len,
                       const char *content_type, struct doc **ret,
                       struct err *e) MEDEL_NODISCARD;

/* The main text as plain paragraphs ("# " before headings, "- " before
 * items, "Label: value" for pairs), for people (`medel clean`) and the
 * index. A table with heads is written as one: its heads, then a line a row,
 * cells parted by " | ". In MEM of the doc. */
const char *doc_main_text(const struct doc *d);

#endif
