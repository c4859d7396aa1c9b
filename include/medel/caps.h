/*
 * caps.h - every limit on what the outside can make medel do, in one place.
 * (limits.h would shadow the system's header.)
 */
#ifndef MEDEL_CAPS_H
#define MEDEL_CAPS_H

#define CAP_PAGE_BYTES (10u << 20)      /* one page after decompression */
#define CAP_WIRE_BYTES (10u << 20)      /* one page as sent */
#define CAP_ROBOTS_BYTES (500u << 10)   /* RFC 9309, section 2.5 */
#define CAP_SITEMAP_BYTES (50u << 20)   /* sitemaps.org protocol */
#define CAP_SITEMAP_URLS 50000u
#define CAP_SNAPSHOT_BYTES (512u << 20) /* all that a funder publishes, in one */
#define CAP_ITEM_BYTES (4u << 20)       /* one item of it */
#define CAP_TOKEN_BYTES (8u << 20)      /* one text in it, or its blanks */
#define CAP_ITEM_VALUES 500u            /* that the crawler looks at */
#define CAP_URL_BYTES 2048u
#define CAP_LINKS_PER_PAGE 5000u
#define CAP_REPLY_BYTES (4u << 20)      /* one reply of a worker */
#define CAP_TEXT_BYTES (1u << 20)       /* a page's main text */
#define CAP_PAGE_NODES 600000u          /* elements and texts of one page */
#define CAP_PAGE_BLOCKS 20000u          /* blocks of a cleaned page */
#define CAP_BLOCK_BYTES (4u << 20)      /* text of all of them */
#define CAP_PDF_PAGES 200u              /* of one call document */
#define CAP_SITE_BLOCKS 1000u           /* of a page, compared over a site */
#define CAP_CALLS_PER_PAGE 50u
#define CAP_ENTRIES_PER_PAGE 60u        /* of other pages' calls, by name */
#define CAP_NOTES_PER_PAGE 200u            /* values seen and not taken */
#define CAP_VALUES_PER_PAGE 2000u          /* dates weighed, and sums */
#define CAP_EVIDENCE_CHARS 400u         /* one quotation */
#define CAP_YAML_BYTES (1u << 20)       /* a profile or a source */
#define CAP_VOCAB_BYTES (8u << 20)      /* all vocabulary files together */
#define CAP_RECORD_BYTES (2u << 20)     /* one record as JSON */

/* Parts of a record; call_to_json cuts to these, call_from_json insists. */
#define CAP_ID_BYTES 128u
#define CAP_CALL_DOCUMENTS 50u
#define CAP_NAME_BYTES 1000u            /* title, funder, reference, contact */
#define CAP_PROSE_BYTES 20000u          /* summary, purpose */
#define CAP_CALL_URLS 200u
#define CAP_CALL_DEADLINES 100u
#define CAP_CALL_MEETINGS 8u            /* to tell of it; the first are kept */
#define CAP_CALL_PLACES 320u            /* Sweden has 290 municipalities */
#define CAP_PLACE_BYTES 100u            /* the name of one */
#define CAP_PAST_BYTES (1u << 20)       /* former versions in the index */
#define CAP_CALL_CHANGES 500u           /* the newest are kept */
#define CAP_SUM 1e13                    /* no call hands out more */
#define CAP_DEMAND 1e6                  /* years, employees, members */

#endif
