/*
 * reading.h - what a worker makes of one page, and its JSON form.
 *
 * read_page() is the whole of recognition and extraction; it runs in the
 * worker. The indexer gets the JSON over the pipe, checks it with
 * reading_from_json() and merges readings of a site into records.
 */
#ifndef MEDEL_READING_H
#define MEDEL_READING_H

#include "medel/buf.h"
#include "medel/call.h"
#include "medel/doc.h"

#include <stdint.h>

enum page_kind {
    PAGE_CALL,    /* describes one or several calls */
    PAGE_PART,    /* terms or how-to of a call that has its own page */
    PAGE_LISTING, /* lists calls */
    PAGE_NEWS,
    PAGE_DECISION,
    PAGE_GUIDE,
    PAGE_EVENT,
    PAGE_PROGRAMME,
    PAGE_PROJECT,
    PAGE_PROCUREMENT,
    PAGE_OTHER
};
const char *page_kind_name(enum page_kind k);

/* What its title says that a page is about: where it is no name, one of a
 * call's lesser pages. */
enum page_about {
    ABOUT_ITSELF,
    ABOUT_WHO,      /* "Vem kan söka" */
    ABOUT_TERMS,    /* "Budget och kostnader", "Frågor och svar" */
    ABOUT_WHO_OF,   /* "Vem kan söka Klimatlyftet": and of what */
    ABOUT_TERMS_OF, /* "Frågor och svar om Klimatlyftet" */
    ABOUT_TEXT      /* "Utlysningstext 2026/41": all of a call, under no name */
};

struct page_link {
    const char *url; /* absolute, normalised where the indexer did so; from
                        the worker: as written */
    const char *text;
    bool in_main;
};

/* When another page's call can be applied for, as this page tells it: a row of
 * a calendar, a line of a list. */
struct page_entry {
    const char *url;   /* where its name leads, as that of a link; or NULL */
    const char *name;  /* as the page has it; it may be but a part of it */
    struct call *call; /* owned: its days, hour, rolling and state alone */
};

/* A value that stands on the page and was not taken, for `--explain`. */
struct page_note {
    const char *field; /* JSON field name it could have been */
    const char *text;  /* the words */
    const char *why;   /* what it is instead; it has a translation */
};

struct page_reading {
    struct arena *mem;
    enum page_kind kind;
    double score;         /* of being a call, 0 to 1 */
    const char **reasons; /* codes: see indexer/sign_words.h */
    size_t n_reasons;
    double *signs;       /* what recognition weighed, for learning its */
    size_t n_signs;      /* weights; not in the JSON form */
    double *theme_signs; /* likewise, theme after theme */
    size_t n_theme_signs;
    const char *title;
    enum page_about about;
    const char *canonical, *base; /* as written, or NULL */
    const char *lang;             /* ISO 639-1 as read from the text */
    struct page_link *links;
    size_t n_links;
    const char **alternate_lang, **alternate_href; /* hreflang */
    size_t n_alternates;
    uint64_t simhash;    /* of the main text, for near-duplicates */
    char text_hash[65];  /* SHA-256 in hex of the main text */
    const char *text;    /* main text, for the index */
    struct call **calls; /* owned; several where one page has several. A
                            PART or NEWS page carries one as well: what it
                            says of its call, for merging */
    size_t n_calls;
    struct page_entry *entries; /* freed with the calls */
    size_t n_entries;
    struct page_note *notes;
    size_t n_notes;
    bool noindex;
    bool data;     /* an item of the funder's data (medel/adapter.h):
                      canonical is people's page of it */
    bool document; /* a PDF: part of a call that a page links to */
};

/* What the reader must know beside the bytes. Borrowed strings. */
struct read_context {
    const char *url;          /* NULL: unknown */
    const char *content_type; /* header value or NULL */
    const char *adapter;      /* the part whose item it is, or NULL: a page */
    const char *funder;       /* the source's name, or NULL */
    const char *funder_id;
    codeset funder_regions;
    struct date today;
    const uint64_t *sitewide; /* blocks that all pages of its site have, by */
    size_t n_sitewide;        /* hash, ascending (worker/sitewide.h) */
};

struct vocab; /* vocab.h */

/* Reads a cleaned page. MEM owns *ret except the calls, which
 * reading_free_calls() frees. */
enum status read_page(struct arena *mem, const struct vocab *v,
                      const struct read_context *ctx, const struct doc *d,
                      struct page_reading **ret, struct err *e) MEDEL_NODISCARD;
void reading_free_calls(struct page_reading *r);

/* Appends it as JSON. FLAGS and statuses are those of json_text_append(). */
enum status reading_append_json(struct buf *b, const struct page_reading *r,
                                size_t flags) MEDEL_NODISCARD;
/* Checks types and bounds; see call_from_json. In MEM, calls as above. */
enum status reading_from_json(struct arena *mem, const json_t *o,
                              struct page_reading **ret,
                              struct err *e) MEDEL_NODISCARD;

#endif
