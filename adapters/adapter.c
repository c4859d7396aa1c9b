/* adapter.c - the adapters there are; see medel/adapter.h. */
#include "moment.h"
#include "parts.h"

#include "medel/date.h"

#include <string.h>
#include <strings.h>

#define REFERENCE_MAX 120

static const struct adapter *const ADAPTERS[] = {&eu_adapter, &feed_adapter,
                                                 &gdp_adapter, &vinnova_adapter,
                                                 &wordpress_adapter};
static const struct adapter_part *const PARTS[] = {
    &eu_topics,     &eu_topic,       &gdp_calls,
    &vinnova_calls, &vinnova_rounds, &wordpress_posts};

const struct adapter *adapter_at(size_t i)
{
    return i < sizeof ADAPTERS / sizeof *ADAPTERS ? ADAPTERS[i] : NULL;
}

const struct adapter *adapter_find(const char *type)
{
    for (size_t i = 0; adapter_at(i) != NULL; i++)
        if (strcmp(ADAPTERS[i]->type, type) == 0)
            return ADAPTERS[i];
    return NULL;
}

const struct adapter_part *adapter_part_at(size_t i)
{
    return i < sizeof PARTS / sizeof *PARTS ? PARTS[i] : NULL;
}

const struct adapter_part *adapter_part_find(const char *name)
{
    for (size_t i = 0; name != NULL && adapter_part_at(i) != NULL; i++)
        if (strcmp(PARTS[i]->name, name) == 0)
            return PARTS[i];
    return NULL;
}

const char *adapter_base(struct arena *mem, const struct adapter *a,
                         const struct funder_api *api)
{
    const char *base = api->url != NULL ? api->url : a->base;
    size_t n = base != NULL ? strlen(base) : 0;
    return n != 0 && base[n - 1] == '/' ? base : arena_printf(mem, "%s/", base);
}

bool part_is_reference(const char *s, bool dots)
{
    if (s == NULL)
        return false;
    size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz"
                         "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
    if (dots)
        n = strspn(s, "abcdefghijklmnopqrstuvwxyz"
                      "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");
    return s[n] == '\0' && n >= 3 && n <= REFERENCE_MAX &&
           strstr(s, "..") == NULL;
}

const char *part_address(const char *text)
{
    return text != NULL && (strncasecmp(text, "http://", 7) == 0 ||
                            strncasecmp(text, "https://", 8) == 0)
               ? text
               : NULL;
}

const char *part_bad_day(const struct adapter_item *i,
                         const char *const *fields)
{
    for (size_t f = 0; fields[f] != NULL; f++) {
        const char *text;
        for (size_t k = 0; (text = adapter_item_nth(i, fields[f], k)) != NULL;
             k++) {
            struct date day;
            int minute;
            if (*text != '\0' && strncmp(text, "0001-01-01", 10) != 0 &&
                !moment_parse(text, &day, &minute))
                return fields[f];
        }
    }
    return NULL;
}

long part_days_past(const struct adapter_item *i, const char *field,
                    int64_t now)
{
    long today = date_to_days(date_at(now, NULL, NULL)), past = -1;
    bool any = false;
    const char *text;
    for (size_t k = 0; (text = adapter_item_nth(i, field, k)) != NULL; k++) {
        struct date day;
        int minute;
        if (!moment_parse(text, &day, &minute))
            continue;
        long n = today - date_to_days(day);
        past = !any || n < past ? n : past;
        any = true;
    }
    return past;
}

const char *part_day(struct arena *mem, int64_t at, int days_before)
{
    char text[DATE_ISO_SIZE];
    long day = date_to_days(date_at(at, NULL, NULL)) - days_before;
    return arena_strdup(mem, date_format_iso(date_from_days(day), text));
}
