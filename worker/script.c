/*
 * script.c - data that pages carry in their scripts: JSON-LD, and the state
 * that client-side frameworks render the text from (Next.js, Nuxt, Apollo,
 * SiteVision's AppRegistry). Kept raw; the reader parses it with jansson.
 */
#include "mend.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#define STATE_MAX 64 /* texts kept from one page */
#define STATE_MIN 24 /* shorter ones hold nothing */

static void keep(struct arena *mem, const char ***list, size_t *n, size_t *cap,
                 const char *s, size_t len)
{
    if (*n >= STATE_MAX)
        return;
    *list = arena_grow(mem, (void *)*list, *n, cap, sizeof **list);
    (*list)[(*n)++] = arena_strndup(mem, s, len);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_ident(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '_' || c == '$';
}

/* The length of the JSON object that begins at S, or 0. */
static size_t json_object(const char *s, size_t n)
{
    size_t depth = 0;
    bool string = false;
    for (size_t i = 0; i < n; i++) {
        if (string) {
            if (s[i] == '\\')
                i++;
            else if (s[i] == '"')
                string = false;
        } else if (s[i] == '"') {
            string = true;
        } else if (s[i] == '{' || s[i] == '[') {
            depth++;
        } else if ((s[i] == '}' || s[i] == ']') && --depth == 0) {
            return i + 1;
        }
    }
    return 0;
}

/* Does the '{' at I follow `registerInitialState('id',` or an assignment to a
 * name that speaks of state? */
static bool is_state_at(const char *s, size_t i)
{
    size_t k = i;
    while (k > 0 && is_space(s[k - 1]))
        k--;
    if (k > 0 && s[k - 1] == ',') {
        size_t from = k > 160 ? k - 160 : 0;
        const char *call =
            memmem(s + from, k - from, "registerInitialState(", 21);
        return call != NULL &&
               memchr(call, '{', (size_t)(s + k - call)) == NULL;
    }
    if (k == 0 || s[k - 1] != '=')
        return false;
    k--;
    while (k > 0 && (is_space(s[k - 1]) || strchr("\"'].[", s[k - 1]) != NULL))
        k--;
    size_t to = k;
    while (k > 0 && is_ident(s[k - 1]))
        k--;
    size_t len = to - k;
    if (len >= 4 && s[k] == '_' && s[k + 1] == '_')
        return true;
    for (size_t j = k; j + 5 <= to; j++)
        if (strncasecmp(s + j, "state", 5) == 0 ||
            (j + 7 <= to && strncasecmp(s + j, "appdata", 7) == 0))
            return true;
    return false;
}

static void keep_assigned_state(struct arena *mem, struct mended *out,
                                const char *s, size_t n)
{
    size_t i = 0;
    while (i < n) {
        const char *p = memchr(s + i, '{', n - i);
        if (p == NULL)
            return;
        i = (size_t)(p - s);
        if (!is_state_at(s, i)) {
            i++;
            continue;
        }
        size_t len = json_object(s + i, n - i);
        if (len == 0)
            return;
        if (len >= STATE_MIN)
            keep(mem, &out->state, &out->n_state, &out->cap_state, s + i, len);
        i += len;
    }
}

void script_keep_attr(struct arena *mem, struct mended *out, const char *s,
                      size_t n)
{
    static const struct {
        const char *written, *is;
    } marks[] = {{"&quot;", "\""}, {"&#34;", "\""}, {"&#039;", "'"},
                 {"&#39;", "'"},   {"&lt;", "<"},   {"&gt;", ">"},
                 {"&amp;", "&"}};
    if (n < STATE_MIN || out->n_state >= STATE_MAX)
        return;
    char *json = arena_alloc(mem, n + 1);
    size_t len = 0;
    for (size_t i = 0; i < n;) {
        size_t k = 0, count = sizeof marks / sizeof *marks;
        while (s[i] == '&' && k < count &&
               (n - i < strlen(marks[k].written) ||
                memcmp(s + i, marks[k].written, strlen(marks[k].written)) != 0))
            k++;
        bool marked = s[i] == '&' && k < count;
        json[len++] = marked ? *marks[k].is : s[i];
        i += marked ? strlen(marks[k].written) : 1;
    }
    keep(mem, &out->state, &out->n_state, &out->cap_state, json, len);
}

void script_keep(struct arena *mem, struct mended *out, const char *type,
                 const char *id, const char *s, size_t n)
{
    while (n != 0 && is_space(*s)) {
        s++;
        n--;
    }
    if (type != NULL && strncasecmp(type, "application/ld+json", 19) == 0) {
        if (n != 0)
            keep(mem, &out->jsonld, &out->n_jsonld, &out->cap_jsonld, s, n);
        return;
    }
    bool json = type != NULL && strncasecmp(type, "application/json", 16) == 0;
    json = json || (id != NULL && strcmp(id, "__NEXT_DATA__") == 0);
    if (json && n >= STATE_MIN && (*s == '{' || *s == '['))
        keep(mem, &out->state, &out->n_state, &out->cap_state, s, n);
    else if (!json)
        keep_assigned_state(mem, out, s, n);
}
