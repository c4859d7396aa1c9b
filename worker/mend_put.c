/* mend_put.c - what the mender writes: names, attributes, custom elements; see
 * mend_int.h. */
#include "mend_int.h"
#include "tags.h"

#include "medel/utf8.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#define ATTR_NAME_MAX 32 /* no wanted name is longer */
#define ATTR_MAX 64      /* attributes looked at in one tag */
#define ATTR_BYTES 8192  /* of one attribute's value */

static uint32_t hash_more(uint32_t h, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)s[i]) * 16777619u;
    return h;
}

#define HASH_OF_NOTHING 2166136261u

uint32_t mend_hash(const char *s, size_t n)
{
    return hash_more(HASH_OF_NOTHING, s, n);
}

void mend_put(struct mend *m, const char *s, size_t n)
{
    if (m->status == ST_OK)
        m->status = buf_append(&m->out->html, s, n);
}

void mend_puts(struct mend *m, const char *s)
{
    mend_put(m, s, strlen(s));
}

/* --- attributes ---------------------------------------------------------- */

static bool attr_wanted(const struct lex_attr *a)
{
    static const char *const names[] = {
        "class",         "id",
        "role",          "href",
        "hidden",        "style",
        "aria-label",    "aria-level",
        "aria-hidden",   "datetime",
        "lang",          "content",
        "name",          "property",
        "http-equiv",    "rel",
        "hreflang",      "colspan",
        "rowspan",       "size",
        "border",        "title",
        "itemprop",      "type",
        "open",          "aria-expanded",
        "aria-controls", "xml:lang",
        "data-toggle",   "data-bs-toggle",
        "data-el",       "scope",
        "alt",           "aria-labelledby",
        "data-label",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (lex_attr_is(a, names[i]))
            return true;
    return false;
}

void mend_put_value(struct mend *m, const char *s, size_t n)
{
    n = utf8_clip(s, n, ATTR_BYTES);
    size_t from = 0;
    for (size_t i = 0; i < n; i++) {
        const char *esc = s[i] == '"'   ? "&quot;"
                          : s[i] == '<' ? "&lt;"
                          : s[i] == '>' ? "&gt;"
                                        : NULL;
        if (esc == NULL)
            continue;
        mend_put(m, s + from, i - from);
        mend_puts(m, esc);
        from = i + 1;
    }
    mend_put(m, s + from, n - from);
}

/* A space, the name of a wanted attribute, which is short, and its "=". */
static void put_attr_name(struct mend *m, const struct lex_attr *a)
{
    char name[ATTR_NAME_MAX + 3];
    size_t n = 0;
    name[n++] = ' ';
    for (size_t k = 0; k < a->name_len && k < ATTR_NAME_MAX; k++) {
        char c = a->name[k];
        name[n++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    name[n++] = '=';
    name[n++] = '"';
    mend_put(m, name, n);
}

static void put_attr_value(struct mend *m, const struct lex_attr *a,
                           uint32_t *h)
{
    *h = hash_more(*h, a->value, a->value_len);
    if (m->status != ST_OK || a->value_len > ATTR_BYTES ||
        !aside_put_value(&m->out->aside, &m->out->html, a->value, a->value_len,
                         &m->status))
        mend_put_value(m, a->value, a->value_len);
}

/* Writes the wanted attributes; the return value is their hash. */
static uint32_t mend_put_attrs(struct mend *m, const struct lex_token *t)
{
    struct lex_attr a;
    size_t pos = t->attrs;
    uint32_t h = HASH_OF_NOTHING;
    bool any = false;
    for (int i = 0; i < ATTR_MAX && lex_attr(&m->lex, t, &pos, &a); i++) {
        if (a.value_len > 1 && a.value[0] == '{')
            script_keep_attr(m->mem, m->out, a.value, a.value_len);
        if (!attr_wanted(&a) ||
            (a.value_len > 5 && strncasecmp(a.value, "data:", 5) == 0))
            continue;
        size_t from = m->out->html.len;
        put_attr_name(m, &a);
        size_t to = m->out->html.len;
        if (m->status == ST_OK)
            h = hash_more(h, m->out->html.data + from, to - from);
        if (a.value != NULL)
            put_attr_value(m, &a, &h);
        mend_puts(m, "\"");
        any = true;
    }
    return any ? h : 0;
}

bool mend_attr_find(const struct mend *m, const struct lex_token *t,
                    const char *name, struct lex_attr *a)
{
    size_t pos = t->attrs;
    for (int i = 0; i < ATTR_MAX && lex_attr(&m->lex, t, &pos, a); i++)
        if (lex_attr_is(a, name))
            return true;
    return false;
}

const char *mend_attr_value(const struct mend *m, const struct lex_token *t,
                            const char *name)
{
    struct lex_attr a;
    if (!mend_attr_find(m, t, name, &a) || a.value == NULL || a.value_len > 256)
        return NULL;
    return arena_strndup(m->mem, a.value, a.value_len);
}

/* --- custom elements ----------------------------------------------------- */

static struct custom *custom_find(struct mend *m, const char *name, bool add)
{
    uint32_t h = mend_hash(name, strlen(name));
    for (size_t i = 0; i < m->n_custom; i++)
        if (m->custom[i].name == h)
            return &m->custom[i];
    if (!add || m->n_custom == CUSTOM_MAX)
        return NULL;
    m->custom[m->n_custom] = (struct custom){.name = h};
    return &m->custom[m->n_custom++];
}

/* <x-list> that holds <x-row> after <x-row> is a block, and so is <x-row> that
 * holds <span slot="term"> and <span slot="text">, though no element within is
 * one. */
static void note_within(struct custom *c, const struct lex *l,
                        const struct lex_token *t)
{
    struct lex_attr a;
    size_t pos = t->attrs;
    if (strchr(t->name, '-') != NULL) {
        uint32_t h = mend_hash(t->name, strlen(t->name));
        c->holds_blocks |= c->row == h;
        c->row = h;
    }
    while (lex_attr(l, t, &pos, &a))
        if (lex_attr_is(&a, "slot")) {
            c->holds_blocks |= ++c->slots >= 2;
            return;
        }
}

/* Is there a tag with a hyphen in its name? Most pages have none. */
static bool may_have_custom(const char *s, size_t n)
{
    const char *end = s + n;
    while ((s = memchr(s, '<', (size_t)(end - s))) != NULL) {
        s++;
        s += s < end && *s == '/';
        if (s < end && !isalpha((unsigned char)*s))
            continue; /* a comment */
        for (; s < end && *s != '>' && *s != '/' && *s != '<' &&
               !isspace((unsigned char)*s);
             s++)
            if (*s == '-')
                return true;
    }
    return false;
}

void mend_scan_custom(struct mend *m, const char *s, size_t n)
{
    if (!may_have_custom(s, n))
        return;
    struct lex l;
    struct lex_token t;
    struct custom *open[64];
    size_t n_open = 0;
    lex_init(&l, s, n);
    while (lex_next(&l, &t)) {
        if (t.kind != LEX_OPEN && t.kind != LEX_CLOSE)
            continue;
        if (t.kind == LEX_OPEN && n_open > 0)
            note_within(open[n_open - 1], &l, &t);
        if (strchr(t.name, '-') == NULL) {
            if ((tag_classes(t.name) & TAG_BLOCK) != 0)
                for (size_t i = 0; i < n_open; i++)
                    open[i]->holds_blocks = true;
            continue;
        }
        struct custom *c = custom_find(m, t.name, true);
        if (c == NULL)
            continue;
        if (t.kind == LEX_CLOSE) {
            for (size_t i = n_open; i > 0; i--)
                if (open[i - 1] == c) {
                    n_open = i - 1;
                    break;
                }
        } else if (n_open < sizeof open / sizeof *open) {
            c->row = 0;
            c->slots = 0;
            open[n_open++] = c;
        }
    }
}

void mend_put_open(struct mend *m, const char *out, const struct lex_token *t,
                   uint32_t *attrs)
{
    mend_puts(m, "<");
    mend_puts(m, out);
    uint32_t h = mend_put_attrs(m, t);
    if (strcmp(out, t->name) != 0) {
        mend_puts(m, " data-el=\"");
        mend_put_value(m, t->name, strlen(t->name));
        mend_puts(m, "\"");
    }
    mend_puts(m, ">");
    if (attrs != NULL)
        *attrs = h;
}

bool mend_is_container(struct mend *m, const char *name, unsigned c)
{
    if (c != 0 || strchr(name, '-') == NULL)
        return (c & TAG_NEST) != 0;
    const struct custom *known = custom_find(m, name, false);
    return known == NULL || known->holds_blocks;
}
