/* policy.c - see policy.h. */
#include "policy.h"

#include "medel/date.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int64_t longest_interval(const struct page_row *p)
{
    if (p->kind != KIND_PAGE || p->depth == 0)
        return START_INTERVAL;
    if (p->depth == 1 || p->children >= LISTING_CHILDREN)
        return NIGHTLY;
    return p->rank <= CALL_RANK ? CALL_INTERVAL_MAX : INTERVAL_MAX;
}

int64_t policy_interval(const struct page_row *p, bool changed)
{
    int64_t last = p->interval, max = longest_interval(p);
    int64_t next = changed ? last / 2 : last + last / 2;
    if (next < NIGHTLY)
        next = NIGHTLY;
    return next < max ? next : max;
}

int64_t policy_failed_interval(int n)
{
    int64_t next = NIGHTLY;
    while (n-- > 1 && next < FAILED_INTERVAL_MAX)
        next *= 2;
    return next < FAILED_INTERVAL_MAX ? next : FAILED_INTERVAL_MAX;
}

int64_t policy_backoff_ms(int n, double delay_s)
{
    double ms = 1000 * (delay_s > 1 ? delay_s : 1);
    while (n-- > 1 && ms < 60000)
        ms *= 3;
    if (ms > 60000)
        ms = 60000;
    return (int64_t)(ms * (0.75 + 0.5 * (double)rand() / RAND_MAX));
}

int64_t policy_delay_ms(double own_s, double crawl_delay_s, double answer_s)
{
    double s = own_s;
    if (crawl_delay_s > CRAWL_DELAY_MAX_S)
        crawl_delay_s = CRAWL_DELAY_MAX_S;
    if (crawl_delay_s > s)
        s = crawl_delay_s;
    /* A server that takes its time has enough to do: it gets as much again. */
    if (answer_s > 0.5 && answer_s > s)
        s = answer_s < CRAWL_DELAY_MAX_S ? answer_s : CRAWL_DELAY_MAX_S;
    return (int64_t)(1000 * s);
}

int64_t policy_retry_after(const char *header, int64_t now)
{
    if (header == NULL)
        return -1;
    size_t digits = strspn(header, "0123456789");
    int64_t seconds;
    if (digits != 0 && header[digits] == '\0') {
        seconds = digits < 10 ? strtoll(header, NULL, 10) : INT64_MAX;
    } else {
        time_t t = curl_getdate(header, NULL);
        if (t == -1 || (int64_t)t <= now)
            return -1;
        seconds = (int64_t)t - now;
    }
    if (seconds > WAIT_BELIEVED_S)
        return -1;
    return seconds < WAIT_MAX_S ? seconds : WAIT_MAX_S;
}

/* The form that servers are to send, RFC 9110, section 5.6.7: "Sun, 06 Nov 1994
 * 08:49:37 GMT". (curl_getdate() takes that and all others, in fifty times as
 * long.) */
static bool read_usual_date(const char *s, int64_t *ret)
{
    static const char MONTHS[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    char text[DATE_RFC3339_SIZE];
    if (strlen(s) != 29 || s[3] != ',' || s[4] != ' ' || s[7] != ' ' ||
        s[11] != ' ' || s[16] != ' ' || strcmp(s + 25, " GMT") != 0)
        return false;
    int month = 0;
    while (month < 12 && memcmp(MONTHS + 3 * (size_t)month, s + 8, 3) != 0)
        month++;
    /* No month 13. */
    snprintf(text, sizeof text, "%.4s-%02d-%.2sT%.8sZ", s + 12, month + 1,
             s + 5, s + 17);
    return date_parse_rfc3339(text, ret);
}

bool policy_date_is_sane(const char *header, int64_t now)
{
    const int64_t web_began = 662688000; /* 1991 */
    if (header == NULL)
        return false;
    int64_t t;
    if (!read_usual_date(header, &t))
        t = (int64_t)curl_getdate(header, NULL);
    return t > web_began && t <= now + DAY;
}
