/*
 * siteserver.h - the promises between the parts of the test web server.
 *
 * siteserver serves folders of files as web sites, one folder a host name,
 * over real HTTP, and misbehaves on demand. It is a test tool: it listens on
 * loopback only and is not installed.
 *
 *   main.c     options, life and death of the process
 *   serve.c    one request: from its address to the reply
 *   body.c     bodies that are not simply a file
 *   content.c  files: names to bytes, entity tags, a cache
 *   fault.c    rules that make a page misbehave
 *   log.c      the access log
 *   httpdate.c dates as HTTP writes them
 */
#ifndef SITESERVER_H
#define SITESERVER_H

#include <microhttpd.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

/* --- content.c ----------------------------------------------------------- */

/* A file's bytes as served. Counted references; immutable once made. */
struct content {
    unsigned char *data;
    size_t len;
    unsigned char *gzip; /* NULL where packing does not pay */
    size_t gzip_len;
    char etag[48];      /* strong, with its quotes; of the plain bytes */
    char gzip_etag[48]; /* of the packed bytes: another representation */
    const char *type;   /* static: media type without a charset */
    time_t modified;
};

enum lookup {
    LOOKUP_FILE,
    LOOKUP_FOLDER, /* a folder's name without its last slash */
    LOOKUP_NONE,
    LOOKUP_BAD /* the path itself is malformed */
};

/* Opens the roots, in the order in which they are asked. False and a message
 * on stderr where one cannot be opened. */
bool content_open_roots(const char *const *dirs, size_t n);
void content_close_roots(void);
/*
 * Finds HOST's file for the raw (percent-encoded) PATH. A path that ends in
 * "/" means its index.html. Symbolic links are never followed and ".." is
 * malformed, so that nothing outside ROOT/HOST can be reached. On LOOKUP_FILE
 * *ret is a reference for content_release().
 */
enum lookup content_find(const char *host, const char *path,
                         struct content **ret);
void content_release(struct content *c);

/* --- fault.c ------------------------------------------------------------- */

enum fault_body {
    FAULT_BODY_NONE, /* the page's own */
    FAULT_TRUNCATE,  /* the length is promised, fewer bytes are sent */
    FAULT_ENDLESS,   /* chunks for ever */
    FAULT_DRIP,      /* a byte at a time */
    FAULT_EMPTY,     /* 200 and nothing */
    FAULT_GARBAGE,   /* bytes that are no page, called text/html */
    FAULT_BAD_GZIP,  /* garbage that claims to be packed */
    FAULT_BOMB,      /* packed zeros, size MiB when unpacked */
    FAULT_RESET,     /* the connection closes without a reply */
    FAULT_TRAP,      /* ever new pages, see fault.c */
    FAULT_RAW        /* a file's bytes are all that is sent, head included */
};

struct fault {
    char *pattern; /* for fnmatch on HOST/PATH?QUERY */
    enum fault_body body;
    long size; /* of truncate (bytes), drip (ms), bomb (MiB) */
    long delay_ms;
    unsigned status; /* 0: as it comes */
    char *location;  /* redirect target; "" means the page itself */
    char *charset;   /* declared in the header, right or wrong */
    char *type;      /* media type instead of the file's */
    char *retry_after;
    char *header_name, *header_value;
    char *raw;       /* path of the file for FAULT_RAW, on the same host */
    bool etag_new, no_validators;
    bool stale; /* "not modified", whatever the client has */
    long times; /* how many requests it applies to; -1: all */
    long after; /* how many pass unharmed before */
    long seen;  /* matching requests so far, under the lock */
};

struct fault_set;

/* Adds the rules of --fault; false and a message where SPEC is no rule. */
bool fault_add(const char *spec);
/* The control file: read again whenever it has changed. */
void fault_control(const char *path);
/* The first rule that applies to HOST and URI (raw, with query) or NULL. It
 * stays valid until fault_done(*set). */
const struct fault *fault_find(const char *host, const char *uri,
                               struct fault_set **set);
void fault_done(struct fault_set *set);
void fault_free_all(void);

/* --- log.c --------------------------------------------------------------- */

struct log_entry {
    int64_t began_ms, replied_ms; /* since 1970 */
    const char *method, *host, *uri;
    unsigned status; /* 0: closed without a reply */
    const char *user_agent, *if_none_match, *if_modified_since; /* or NULL */
};

bool log_open(const char *path);
void log_write(const struct log_entry *e);
void log_close(void);

/* --- body.c -------------------------------------------------------------- */

/* All return NULL when out of memory. */
struct MHD_Response *body_text(const char *text);
/* A file, plain or packed. Takes over the reference C, also on failure. */
struct MHD_Response *body_content(struct content *c, bool gzip);
/* FAULT_TRUNCATE and FAULT_DRIP: a file cut short, or a byte at a time. Takes
 * over the reference C, also on failure. */
struct MHD_Response *body_part(struct content *c, const struct fault *f);
/* FAULT_ENDLESS: chunks for ever. */
struct MHD_Response *body_endless(void);
/* The same noise each time, so that a failing test can be repeated. */
struct MHD_Response *body_garbage(void);
/* MIB mebibytes of zeros, packed. */
struct MHD_Response *body_bomb(long mib);
/* The page at URI of a trap: the same URI has the same page. */
struct MHD_Response *body_trap(const char *uri);

/* --- httpdate.c ---------------------------------------------------------- */

#define HTTP_DATE_SIZE 30
/* "Sun, 06 Nov 1994 08:49:37 GMT". */
void http_date_format(time_t t, char out[HTTP_DATE_SIZE]);
/* Only that form (RFC 9110's IMF-fixdate); false for any other. */
bool http_date_parse(const char *s, time_t *ret);

/* --- serve.c ------------------------------------------------------------- */

/* Callbacks for libmicrohttpd. */
void *serve_begin(void *cls, const char *uri, struct MHD_Connection *con);
enum MHD_Result serve_request(void *cls, struct MHD_Connection *con,
                              const char *url, const char *method,
                              const char *version, const char *upload,
                              size_t *upload_size, void **request);
void serve_end(void *cls, struct MHD_Connection *con, void **request,
               enum MHD_RequestTerminationCode why);
/* Waits; false at once when the server is going down. */
bool serve_pause(long ms);
/* Wakes every reply that is waiting: the server is going down. */
void serve_stop(void);

#endif
