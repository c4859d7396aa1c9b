/* sheet_name.c - see sheet_name.h. */
#include "sheet_name.h"

#include "plain.h"

#include "medel/i18n.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define NAME_UNITS 31 /* UTF-16 units, as Excel counts */

struct sheet_names {
    struct arena *mem;
    const char **items; /* case folded */
    size_t n, cap;
};

struct sheet_names *sheet_names_new(struct arena *mem)
{
    struct sheet_names *names = arena_alloc(mem, sizeof *names);
    names->mem = mem;
    return names;
}

/* The longest beginning of S that has at most MAX units. */
static size_t clip_units(const char *s, size_t max)
{
    size_t at = 0, units = 0;
    while (s[at] != '\0') {
        utf8proc_int32_t c;
        utf8proc_ssize_t used =
            utf8proc_iterate((const utf8proc_uint8_t *)s + at, -1, &c);
        units += c > 0xFFFF ? 2 : 1;
        if (used <= 0 || units > max)
            break;
        at += (size_t)used;
    }
    return at;
}

static const char *folded(struct arena *mem, const char *s)
{
    utf8proc_uint8_t *out = NULL;
    utf8proc_ssize_t n =
        utf8proc_map((const utf8proc_uint8_t *)s, 0, &out,
                     UTF8PROC_NULLTERM | UTF8PROC_CASEFOLD | UTF8PROC_STABLE);
    const char *copy = n >= 0 ? arena_strdup(mem, (char *)out) : s;
    free(out);
    return copy;
}

static bool is_given(const struct sheet_names *names, const char *key)
{
    for (size_t i = 0; i < names->n; i++)
        if (strcmp(names->items[i], key) == 0)
            return true;
    return false;
}

static bool is_edge(char c)
{
    return c == '\'' || c == ' ';
}

/* WANTED without what a name must not have, room left for a suffix. */
static const char *cleaned(struct arena *mem, const char *wanted, size_t room)
{
    char *s = arena_strdup(mem, plain_text(mem, wanted));
    for (char *c = s; *c != '\0'; c++)
        if (strchr("[]:*?/\\", *c) != NULL)
            *c = '-';
    while (is_edge(*s))
        s++;
    s[clip_units(s, NAME_UNITS - room)] = '\0';
    for (size_t n = strlen(s); n > 0 && is_edge(s[n - 1]); n--)
        s[n - 1] = '\0';
    return *s != '\0' ? s : _("Calls");
}

const char *sheet_name(struct sheet_names *names, struct arena *mem,
                       const char *wanted)
{
    const char *name = cleaned(mem, wanted, 0);
    const char *key = folded(names->mem, name);
    /* Excel keeps this name, in all its languages, for itself. */
    bool taken = strcmp(key, "history") == 0 || is_given(names, key);
    for (unsigned i = 2; taken; i++) {
        const char *suffix = arena_printf(mem, " (%u)", i);
        name = arena_printf(mem, "%s%s", cleaned(mem, wanted, strlen(suffix)),
                            suffix);
        key = folded(names->mem, name);
        taken = is_given(names, key);
    }
    names->items = arena_grow(names->mem, names->items, names->n, &names->cap,
                              sizeof *names->items);
    names->items[names->n++] = key;
    return name;
}
