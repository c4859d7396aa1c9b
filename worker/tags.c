/* tags.c - the elements of HTML, old and new; see tags.h. */
#include "tags.h"

#include <stdbool.h>
#include <string.h>

#define NEST (TAG_BLOCK | TAG_NEST)

static const struct tag_row {
    const char *name;
    unsigned classes;
} rows[] = {
    {"a", TAG_INLINE},
    {"abbr", TAG_INLINE},
    {"acronym", TAG_INLINE},
    {"address", NEST},
    {"area", TAG_VOID | TAG_DROP},
    {"article", NEST},
    {"aside", NEST},
    {"audio", TAG_SKIP},
    {"b", TAG_INLINE},
    {"base", TAG_VOID},
    {"bdi", TAG_INLINE},
    {"bdo", TAG_INLINE},
    {"big", TAG_INLINE},
    {"blockquote", NEST},
    {"body", TAG_BLOCK | TAG_ONCE},
    {"br", TAG_VOID},
    {"button", TAG_INLINE | TAG_SCOPE},
    {"canvas", TAG_SKIP},
    {"caption", TAG_BLOCK | TAG_SCOPE},
    {"center", NEST},
    {"cite", TAG_INLINE},
    {"code", TAG_INLINE},
    {"col", TAG_VOID | TAG_DROP},
    {"colgroup", TAG_DROP},
    {"data", TAG_DROP},
    {"datalist", TAG_SKIP},
    {"dd", TAG_BLOCK},
    {"del", TAG_INLINE},
    {"details", NEST},
    {"dfn", TAG_INLINE},
    {"dialog", NEST},
    {"dir", NEST},
    {"div", NEST},
    {"dl", NEST},
    {"dt", TAG_BLOCK | TAG_SCOPE},
    {"em", TAG_INLINE},
    {"embed", TAG_VOID | TAG_DROP},
    {"fieldset", NEST},
    {"figcaption", TAG_BLOCK},
    {"figure", NEST},
    {"font", TAG_INLINE},
    {"footer", NEST},
    {"form", NEST},
    {"frame", TAG_VOID | TAG_DROP},
    {"h1", TAG_BLOCK | TAG_SCOPE},
    {"h2", TAG_BLOCK | TAG_SCOPE},
    {"h3", TAG_BLOCK | TAG_SCOPE},
    {"h4", TAG_BLOCK | TAG_SCOPE},
    {"h5", TAG_BLOCK | TAG_SCOPE},
    {"h6", TAG_BLOCK | TAG_SCOPE},
    {"head", TAG_ONCE},
    {"header", NEST},
    {"hgroup", NEST},
    {"hr", TAG_BLOCK | TAG_VOID},
    {"html", TAG_ONCE},
    {"i", TAG_INLINE},
    {"iframe", TAG_SKIP},
    {"img", TAG_VOID},
    {"input", TAG_VOID | TAG_DROP},
    {"ins", TAG_INLINE},
    {"kbd", TAG_INLINE},
    {"label", TAG_INLINE | TAG_SCOPE},
    {"legend", TAG_BLOCK | TAG_SCOPE},
    {"li", TAG_BLOCK},
    {"link", TAG_VOID},
    {"main", NEST},
    {"map", TAG_SKIP},
    {"mark", TAG_INLINE},
    {"menu", NEST},
    {"meta", TAG_VOID},
    {"meter", TAG_SKIP},
    {"nav", NEST},
    {"nobr", TAG_INLINE},
    {"noembed", TAG_SKIP},
    {"noscript", NEST},
    {"object", TAG_SKIP},
    {"ol", NEST},
    {"optgroup", TAG_DROP},
    {"option", TAG_DROP},
    {"output", TAG_INLINE},
    {"p", TAG_BLOCK},
    {"param", TAG_VOID | TAG_DROP},
    {"pre", TAG_BLOCK},
    {"progress", TAG_SKIP},
    {"q", TAG_INLINE},
    {"s", TAG_INLINE},
    {"samp", TAG_INLINE},
    {"script", TAG_SKIP},
    {"search", NEST},
    {"section", NEST},
    {"select", TAG_SKIP},
    {"small", TAG_INLINE},
    {"source", TAG_VOID | TAG_DROP},
    {"span", TAG_INLINE},
    {"strike", TAG_INLINE},
    {"strong", TAG_INLINE},
    {"style", TAG_SKIP},
    {"sub", TAG_INLINE},
    {"summary", TAG_BLOCK | TAG_SCOPE},
    {"sup", TAG_INLINE},
    {"svg", TAG_SKIP},
    {"table", TAG_BLOCK | TAG_TABLE},
    {"tbody", TAG_BLOCK | TAG_ROW},
    {"td", TAG_BLOCK | TAG_CELL},
    {"template", TAG_SKIP},
    {"textarea", TAG_SKIP},
    {"tfoot", TAG_BLOCK | TAG_ROW},
    {"th", TAG_BLOCK | TAG_CELL},
    {"thead", TAG_BLOCK | TAG_ROW},
    {"time", TAG_INLINE | TAG_SCOPE},
    {"title", 0},
    {"tr", TAG_BLOCK | TAG_ROW},
    {"track", TAG_VOID | TAG_DROP},
    {"tt", TAG_INLINE},
    {"u", TAG_INLINE},
    {"ul", NEST},
    {"var", TAG_INLINE},
    {"video", TAG_SKIP},
    {"wbr", TAG_VOID | TAG_DROP},
    {"xmp", TAG_SKIP},
};

/* Each name is looked for by its first two letters, its last and its length,
 * in a table that is filled at the first question. */
#define SLOTS 1024u
#define ROWS (sizeof rows / sizeof *rows)

static unsigned char slots[SLOTS]; /* row + 1, or 0 */
_Static_assert(ROWS < 255, "a row's number fits into a byte");

static unsigned slot_of(const char *name, size_t n)
{
    unsigned h = (unsigned char)name[0] * 31u +
                 (unsigned char)name[n > 1] * 7u +
                 (unsigned char)name[n - 1] * 113u + (unsigned)n * 37u;
    return h % SLOTS;
}

static void fill(void)
{
    for (size_t i = 0; i < ROWS; i++) {
        unsigned at = slot_of(rows[i].name, strlen(rows[i].name));
        while (slots[at] != 0)
            at = (at + 1) % SLOTS;
        slots[at] = (unsigned char)(i + 1);
    }
}

static const struct tag_row *find(const char *name)
{
    static bool filled;
    size_t n = strlen(name);
    if (n == 0)
        return NULL;
    if (!filled)
        fill();
    filled = true;
    for (unsigned at = slot_of(name, n); slots[at] != 0; at = (at + 1) % SLOTS)
        if (strcmp(rows[slots[at] - 1].name, name) == 0)
            return &rows[slots[at] - 1];
    return NULL;
}

unsigned tag_classes(const char *name)
{
    const struct tag_row *r = find(name);
    return r != NULL ? r->classes : 0;
}

const char *tag_intern(const char *name)
{
    const struct tag_row *r = find(name);
    return r != NULL ? r->name : NULL;
}
