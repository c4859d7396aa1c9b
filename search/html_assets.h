/*
 * html_assets.h - the style and the script of the report, report/report.css
 * and report/report.js, which are built into the program.
 */
#ifndef MEDEL_SEARCH_HTML_ASSETS_H
#define MEDEL_SEARCH_HTML_ASSETS_H

/* NUL-terminated. */
extern const char html_style[], html_script[];

#define HTML_HASH_SIZE 45 /* with the NUL */
/* "sha256-" is what a Content-Security-Policy has before it: the digest of S
 * in base64 (RFC 4648), in OUT; returns OUT. */
char *html_hash(const char *s, char out[static HTML_HASH_SIZE]);

#endif
