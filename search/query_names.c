/* query_names.c - looking names up; see query_names.h. */
#include "query_names_file.h"

#include "medel/cli.h"
#include "medel/i18n.h"
#include "medel/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

static const char *const field_names[ASK_NONE] = {
    "funder", "region",   "theme", "applicant", "status", "kind",   "language",
    "title",  "deadline", "opens", "seen",      "sum",    "budget", "rate",
};

/* For people: each of them is also one of the field's names in that language's
 * queries. */
static const char *const field_words[ASK_NONE] = {
    N_("funder"), N_("region"),   N_("theme"),  N_("applicant"), N_("status"),
    N_("kind"),   N_("language"), N_("title"),  N_("deadline"),  N_("opens"),
    N_("seen"),   N_("sum"),      N_("budget"), N_("rate"),
};

/* --- names --------------------------------------------------------------- */

static bool in_name(utf8proc_int32_t c)
{
    /* "€" and "$" name currencies */
    return utf8_in_word(c) || utf8proc_category(c) == UTF8PROC_CATEGORY_SC;
}

static char *mapped(struct arena *mem, const char *text, size_t len, int how)
{
    utf8proc_uint8_t *out = NULL;
    utf8proc_ssize_t n =
        utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)len,
                     &out, (utf8proc_option_t)how);
    char *ret = n >= 0 ? arena_strndup(mem, (const char *)out, (size_t)n)
                       : arena_strdup(mem, "");
    free(out);
    return ret;
}

const char *query_names_key(struct arena *mem, const char *text, size_t len)
{
    char *s = mapped(mem, text, len,
                     UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
    size_t n = strlen(s), out = 0;
    bool gap = false;
    for (size_t at = 0; at < n;) {
        utf8proc_int32_t c;
        utf8proc_ssize_t step = utf8proc_iterate(
            (const utf8proc_uint8_t *)s + at, (utf8proc_ssize_t)(n - at), &c);
        if (step < 1)
            break;
        if (in_name(c)) {
            if (gap && out > 0)
                s[out++] = ' ';
            gap = false;
            memmove(s + out, s + at, (size_t)step);
            out += (size_t)step;
        } else {
            gap = true;
        }
        at += (size_t)step;
    }
    s[out] = '\0';
    return s;
}

const char *query_names_bare(struct arena *mem, const char *key)
{
    return mapped(mem, key, strlen(key),
                  UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK);
}

static bool is_dropped(const struct query_names *v, const char *word, size_t n)
{
    for (unsigned i = 0; i < v->dropped.n; i++)
        if (strlen(v->dropped.items[i]) == n &&
            memcmp(v->dropped.items[i], word, n) == 0)
            return true;
    return false;
}

/* KEY without the words that say nothing; KEY where no other would be left. */
static const char *without_dropped(const struct query_names *v,
                                   struct arena *mem, const char *key)
{
    const char *kept = "";
    for (const char *s = key; *s != '\0';) {
        size_t n = strcspn(s, " ");
        if (!is_dropped(v, s, n))
            kept = arena_printf(mem, "%s%s%.*s", kept, kept[0] ? " " : "",
                                (int)n, s);
        s += n + (s[n] == ' ');
    }
    return kept[0] != '\0' ? kept : key;
}

/* --- operators and fields ------------------------------------------------ */

static bool has_bytes(const struct names *names, const char *s, size_t n)
{
    for (unsigned i = 0; i < names->n; i++)
        if (strlen(names->items[i]) == n && memcmp(names->items[i], s, n) == 0)
            return true;
    return false;
}

enum query_operator query_names_operator(const struct query_names *v,
                                         const char *s, size_t n)
{
    for (int op = 0; op < OPERATOR_NONE; op++)
        if (has_bytes(&v->operators.words[op], s, n))
            return (enum query_operator)op;
    return OPERATOR_NONE;
}

const char *query_field_name(enum query_field f)
{
    return field_names[f];
}

const char *query_field_words(enum query_field f)
{
    return _(field_words[f]);
}

/* NAME without marks, where KEY may be that; else just another text that KEY
 * does not begin with. Only letters beyond ASCII have marks, and few names
 * begin as KEY does up to the first of them. */
static const char *bare_for(struct arena *mem, const char *name,
                            const char *key)
{
    for (size_t i = 0; name[i] != '\0'; i++) {
        if ((unsigned char)name[i] >= 0x80)
            return query_names_bare(mem, name);
        if (name[i] != key[i])
            break;
    }
    return name;
}

static enum query_field field_of(const struct query_names *v, struct arena *mem,
                                 const char *key, bool bare)
{
    for (unsigned i = 0; i < v->n_fields; i++) {
        const struct names *names = &v->fields[i].names;
        for (unsigned k = 0; k < names->n; k++) {
            const char *name = names->items[k];
            if (bare)
                name = bare_for(mem, name, key);
            if (strcmp(name, key) == 0)
                return (enum query_field)v->fields[i].field;
        }
    }
    return ASK_NONE;
}

enum query_field query_names_field(const struct query_names *v,
                                   const char *name, size_t n)
{
    struct arena *mem = arena_new();
    const char *key = query_names_key(mem, name, n);
    enum query_field f = field_of(v, mem, key, false);
    if (f == ASK_NONE)
        f = field_of(v, mem, key, true);
    arena_free(mem);
    return f;
}

/* Names among which the nearest to a mistyped one is sought. */
struct choice {
    struct arena *mem;
    const char **items;
    size_t n, cap;
};

static void choice_put(struct choice *c, const char *name)
{
    c->items = arena_grow(c->mem, c->items, c->n, &c->cap, sizeof *c->items);
    c->items[c->n++] = name;
}

static void choice_add(struct choice *c, const struct names *names)
{
    for (unsigned i = 0; i < names->n; i++)
        choice_put(c, names->items[i]);
}

static const char *choice_nearest(struct choice *c, const char *name)
{
    choice_put(c, NULL);
    const char *near = cli_nearest(name, c->items);
    return near != NULL ? arena_strdup(c->mem, near) : NULL;
}

const char *query_names_near_field(const struct query_names *v,
                                   struct arena *mem, const char *name)
{
    struct choice all = {.mem = mem};
    for (unsigned i = 0; i < v->n_fields; i++)
        choice_add(&all, &v->fields[i].names);
    return choice_nearest(&all, name);
}

bool query_field_codes(enum query_field f, enum code_kind *kind)
{
    static const struct {
        enum query_field field;
        enum code_kind kind;
    } coded[] = {
        {ASK_REGION, CODE_REGION},       {ASK_THEME, CODE_THEME},
        {ASK_APPLICANT, CODE_APPLICANT}, {ASK_STATUS, CODE_STATUS},
        {ASK_KIND, CODE_KIND},           {ASK_LANGUAGE, CODE_LANGUAGE},
    };
    for (size_t i = 0; i < sizeof coded / sizeof *coded; i++)
        if (coded[i].field == f) {
            *kind = coded[i].kind;
            return true;
        }
    return false;
}

/* --- codes --------------------------------------------------------------- */

/* NAME, or NAME with a genitive's s. */
static bool says(const char *key, const char *name)
{
    for (; *name != '\0'; name++, key++)
        if (*key != *name)
            return false;
    return key[0] == '\0' || (key[0] == 's' && key[1] == '\0');
}

static bool any_says(struct arena *mem, const struct names *names,
                     const char *key, bool bare)
{
    for (unsigned i = 0; i < names->n; i++)
        if (says(key,
                 bare ? bare_for(mem, names->items[i], key) : names->items[i]))
            return true;
    return false;
}

static codeset named(const struct code_entries *l, struct arena *mem,
                     const char *key, bool bare, bool also)
{
    codeset set = 0;
    for (unsigned i = 0; i < l->n; i++)
        if (any_says(mem, &l->items[i].names, key, bare) ||
            (also && any_says(mem, &l->items[i].also, key, bare)))
            set |= CODE_BIT(l->items[i].code);
    return set;
}

static codeset codes_of_key(const struct query_names *v, struct arena *mem,
                            enum code_kind kind, const char *key, bool also)
{
    const struct code_entries *l = &v->codes[kind];
    const char *core = without_dropped(v, mem, key);
    const char *tries[] = {key, core};
    const size_t n = strcmp(key, core) == 0 ? 1 : 2;
    codeset set = 0;
    for (int bare = 0; bare < 2; bare++)
        for (size_t i = 0; i < n && set == 0; i++)
            set = named(l, mem, tries[i], bare, also);
    return set;
}

codeset query_names_codes(const struct query_names *v, enum code_kind kind,
                          const char *value)
{
    for (int i = 0; i < code_count(kind); i++)
        if (strcasecmp(code_name(kind, i), value) == 0)
            return CODE_BIT(i);
    struct arena *mem = arena_new();
    const char *key = query_names_key(mem, value, strlen(value));
    codeset set = 0;
    for (int i = 0; i < code_count(kind) && set == 0; i++) {
        const char *code = code_name(kind, i);
        if (strcmp(query_names_key(mem, code, strlen(code)), key) == 0)
            set = CODE_BIT(i);
    }
    if (set == 0 && key[0] != '\0')
        set = codes_of_key(v, mem, kind, key, true);
    arena_free(mem);
    return set;
}

const char *const *query_names_of(const struct query_names *v,
                                  enum code_kind kind, int index, size_t *n)
{
    const struct code_entries *l = &v->codes[kind];
    for (unsigned i = 0; i < l->n; i++)
        if (l->items[i].code == index) {
            *n = l->items[i].names.n;
            return l->items[i].names.items;
        }
    *n = 0;
    return NULL;
}

const char *query_names_near_code(const struct query_names *v,
                                  struct arena *mem, enum code_kind kind,
                                  const char *value)
{
    const struct code_entries *l = &v->codes[kind];
    const char *key = query_names_key(mem, value, strlen(value));
    struct choice all = {.mem = mem};
    const char *code = code_suggest(kind, value);
    if (code != NULL)
        return code;
    for (unsigned k = 0; k < l->n; k++)
        choice_add(&all, &l->items[k].names);
    return choice_nearest(&all, key);
}

int query_names_region(const struct query_names *v, struct arena *mem,
                       const char *const *words, size_t n)
{
    const char *key = "";
    for (size_t i = 0; i < n; i++)
        key = arena_printf(mem, "%s%s%s", key, i > 0 ? " " : "", words[i]);
    codeset set = n > 0 ? codes_of_key(v, mem, CODE_REGION, key, false) : 0;
    for (int i = 0; i < code_count(CODE_REGION); i++)
        if (set == CODE_BIT(i))
            return i;
    return -1;
}

/* --- lists --------------------------------------------------------------- */

bool query_names_has(const struct query_names *v, enum query_list list,
                     const char *key)
{
    return has_bytes(&v->lists[list], key, strlen(key));
}

const char *query_names_currency(const struct query_names *v, const char *key)
{
    for (unsigned i = 0; i < v->n_currencies; i++)
        if (has_bytes(&v->currencies[i].names, key, strlen(key)))
            return v->currencies[i].code;
    return NULL;
}
