/*
 * log.c - the access log: one line a request, read by the tests.
 *
 * Fields are separated by tabs: began, replied (milliseconds since 1970),
 * method, host, path with query, status, user agent, If-None-Match,
 * If-Modified-Since. "-" stands for an absent field. Control characters,
 * tabs and backslashes are written as \xNN, so that a line is always a line.
 *
 * A line is written before the reply is sent: a client that has its answer
 * can count on the log having it too.
 */
#include "siteserver.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define LINE_MAX_BYTES 16384u

static int log_fd = -1;

bool log_open(const char *path)
{
    log_fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (log_fd < 0)
        fprintf(stderr, "siteserver: %s: %s\n", path, strerror(errno));
    return log_fd >= 0;
}

void log_close(void)
{
    if (log_fd >= 0)
        close(log_fd);
    log_fd = -1;
}

/* Appends S to LINE at *AT; what does not fit is left out. */
static void put(char *line, size_t *at, const char *s)
{
    static const char hex[] = "0123456789abcdef";

    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;

        if (*at + 8 > LINE_MAX_BYTES)
            return;
        if (c < 0x20 || c == 0x7f || c == '\\') {
            line[(*at)++] = '\\';
            line[(*at)++] = 'x';
            line[(*at)++] = hex[c >> 4];
            line[(*at)++] = hex[c & 15];
        } else {
            line[(*at)++] = (char)c;
        }
    }
}

void log_write(const struct log_entry *e)
{
    const char *fields[] = {
        e->method,
        e->host,
        e->uri,
        NULL,
        e->user_agent,
        e->if_none_match,
        e->if_modified_since,
    };
    char line[LINE_MAX_BYTES], status[16];
    size_t at, i;

    if (log_fd < 0)
        return;
    snprintf(status, sizeof status, "%u", e->status);
    fields[3] = status;
    at = (size_t)snprintf(line, sizeof line, "%" PRId64 "\t%" PRId64,
                          e->began_ms, e->replied_ms);
    for (i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        line[at++] = '\t';
        put(line, &at, fields[i] && fields[i][0] ? fields[i] : "-");
        /* put() leaves room for the tabs that follow a cut field. */
        if (at + 16 > LINE_MAX_BYTES)
            at = LINE_MAX_BYTES - 16;
    }
    line[at++] = '\n';
    /* One write, so that lines of parallel requests never mix. */
    if (write(log_fd, line, at) < 0)
        fprintf(stderr, "siteserver: log: %s\n", strerror(errno));
}
