/* state.c - embedded state as text; see state.h. */
#include "state.h"

#include "ld.h"

#include "medel/buf.h"
#include "medel/caps.h"
#include "medel/hash.h"

#include <ctype.h>
#include <jansson.h>
#include <string.h>
#include <strings.h>

#define MAIN_ENOUGH_BYTES 250u /* of main text: the page shows its own */
#define TEXT_LEAST_BYTES 120u  /* of state text worth taking */
#define SENTENCE_LEAST 30u
#define HEADING_MOST 150u
#define LABEL_MOST 40u
#define NODES_MAX 20000u
#define DEPTH_MAX 60
#define SEEN_MAX 1024u
#define STATE_MAIN 0.7 /* how surely it is main text */

struct gather {
    struct buf html;
    uint64_t seen[SEEN_MAX]; /* hashes of texts taken: state repeats itself */
    size_t n_seen, nodes;
};

static bool is_key(const char *key, const char *const *names)
{
    for (; *names != NULL; names++)
        if (strcasecmp(key, *names) == 0)
            return true;
    return false;
}

static const char *const heading_keys[] = {
    "title", "heading", "headline", "rubrik", "h1", "h2", "header", NULL};
/* What a node is, in the words of its editor: {"type": "heading", ...} */
static const char *const kind_keys[] = {
    "type",      "typ",   "_type", "nodeType", "__typename", "blockType",
    "component", "style", "tag",   "listItem", "name",       NULL};
static const char *const heading_kinds[] = {
    "heading",    "header",       "headline", "rubrik", "title",
    "subheading", "mellanrubrik", "h1",       "h2",     "h3",
    "h4",         "h5",           "h6",       NULL};
static const char *const item_kinds[] = {"list",
                                         "lista",
                                         "listitem",
                                         "list-item",
                                         "bulletlist",
                                         "bullet",
                                         "unordered-list",
                                         "ordered-list",
                                         "punktlista",
                                         "ul",
                                         "ol",
                                         "li",
                                         NULL};
/* Runs of a text with its parts set apart, in the order of the page. */
static const char *const run_keys[] = {"children", "content", "nodes", "spans",
                                       NULL};
static const char *const text_keys[] = {"text", "value", NULL};
/* Not for people. */
static const char *const dull_keys[] = {
    "id",      "_id",    "key",   "_key",      "slug",   "href",
    "url",     "src",    "path",  "lang",      "locale", "icon",
    "variant", "class",  "color", "classname", "target", "rel",
    "mode",    "format", "align", NULL};

enum kind { KIND_TEXT, KIND_HEADING, KIND_ITEM };

static bool seen_before(struct gather *g, const char *s)
{
    uint64_t h = hash_u64(s, strlen(s));
    for (size_t i = 0; i < g->n_seen; i++)
        if (g->seen[i] == h)
            return true;
    if (g->n_seen < SEEN_MAX)
        g->seen[g->n_seen++] = h;
    return false;
}

/* Appends S with the characters of markup escaped. */
static void put_escaped(struct buf *b, const char *s)
{
    enum status st = ST_OK;
    for (; *s != '\0' && st == ST_OK; s++)
        st = *s == '<'    ? buf_puts(b, "&lt;")
             : *s == '&'  ? buf_puts(b, "&amp;")
             : *s == '\n' ? buf_puts(b, "<br>")
                          : buf_putc(b, *s);
}

static void put(struct gather *g, const char *tag, const char *s)
{
    bool markup = strstr(s, "</") != NULL || strstr(s, "<br") != NULL;
    if (buf_printf(&g->html, "<%s>", tag) != ST_OK)
        return; /* full: what is there is enough */
    if (markup)
        (void)buf_puts(&g->html, s);
    else
        put_escaped(&g->html, s);
    (void)buf_printf(&g->html, "</%s>\n", tag);
}

static bool is_sentence(const char *s)
{
    size_t len = strlen(s), spaces = 0, letters = 0;
    if (len < SENTENCE_LEAST || strncmp(s, "http", 4) == 0 || s[0] == '{' ||
        s[0] == '[')
        return false;
    for (const char *p = s; *p != '\0'; p++) {
        spaces += *p == ' ';
        letters += isalpha((unsigned char)*p) || (unsigned char)*p >= 0x80;
    }
    return spaces >= 3 && letters * 2 > len;
}

static const char *member(const json_t *o, const char *const *names)
{
    const char *key;
    json_t *v;
    json_object_foreach((json_t *)o, key,
                        v) if (json_is_string(v) &&
                               is_key(key, names)) return json_string_value(v);
    return NULL;
}

static bool is_for_people(const char *key, const json_t *v)
{
    return json_is_string(v) && !is_key(key, dull_keys) &&
           !is_key(key, kind_keys);
}

/* {"label": "Sista ansökningsdag", "value": "2027-03-01"}, by whatever names:
 * an object of two short texts and no more. (A title and a sentence are a
 * heading and its text.) */
static bool two_texts(const json_t *o, const char **label, const char **value,
                      bool *headed)
{
    const char *key;
    json_t *v;
    size_t n = 0;
    bool heads = false;
    json_object_foreach((json_t *)o, key, v)
    {
        if (json_is_object(v) || json_is_array(v))
            return false;
        if (!is_for_people(key, v))
            continue;
        const char *s = json_string_value(v);
        *(n == 0 ? label : value) = s;
        heads |= n == 0 && is_key(key, heading_keys);
        if (++n > 2)
            return false;
    }
    *headed = heads;
    return n == 2 && !(heads && is_sentence(*value));
}

/* Is the value as short as one is, and no address? */
static bool is_labelled(const char *label, const char *value)
{
    return label != NULL && value != NULL && label != value &&
           strlen(label) <= LABEL_MOST && strlen(value) <= HEADING_MOST &&
           strlen(label) >= 2 && strlen(value) >= 2 &&
           strchr(value, '<') == NULL && value[0] != '/' &&
           strncmp(value, "http", 4) != 0;
}

static void put_pair(struct gather *g, const char *label, const char *value)
{
    struct buf line;
    buf_init(&line, 1024);
    if (buf_printf(&line, "%s: %s", label, value) == ST_OK &&
        !seen_before(g, line.data))
        put(g, "p", line.data);
    buf_free(&line);
}

static bool put_labelled(struct gather *g, const json_t *o)
{
    const char *label = NULL, *value = NULL;
    bool headed;
    /* The name of a field may be its "name" or "key". */
    static const char *const names[] = {"name", "key", NULL};
    static const char *const values[] = {"value", "text", "content", NULL};
    if (!two_texts(o, &label, &value, &headed)) {
        label = member(o, names);
        value = member(o, values);
    }
    if (!is_labelled(label, value))
        return false;
    put_pair(g, label, value);
    return true;
}

static enum kind kind_of(const json_t *o, enum kind above)
{
    const char *key;
    json_t *v;
    json_object_foreach((json_t *)o, key, v)
    {
        const char *s = json_string_value(v);
        if (s == NULL || !is_key(key, kind_keys))
            continue;
        if (is_key(s, heading_kinds) || strncmp(s, "heading-", 8) == 0)
            return KIND_HEADING;
        if (is_key(s, item_kinds))
            return KIND_ITEM;
    }
    return above;
}

static void put_text(struct gather *g, const char *s, enum kind kind)
{
    size_t len = strlen(s);
    bool brief = len > 2 && len <= HEADING_MOST && strchr(s, '<') == NULL;
    if (!(brief && kind != KIND_TEXT) && !is_sentence(s))
        return;
    if (seen_before(g, s))
        return;
    put(g,
        brief && kind == KIND_HEADING ? "h2"
        : kind == KIND_ITEM           ? "li"
        : strchr(s, '<') != NULL      ? "div"
                                      : "p",
        s);
}

/* Appends what the runs in V say. False where V has other things in it. */
static bool join_runs(struct buf *b, const json_t *v, int depth)
{
    size_t i;
    json_t *item;
    if (depth > DEPTH_MAX)
        return false;
    json_array_foreach(v, i, item)
    {
        const char *s = member(item, text_keys);
        json_t *inner = NULL;
        for (const char *const *k = run_keys; *k != NULL && inner == NULL; k++)
            inner = json_object_get(item, *k);
        if (s != NULL && json_array_size(inner) == 0) {
            if (buf_puts(b, s) != ST_OK)
                return false;
        } else if (!json_is_array(inner) || !join_runs(b, inner, depth + 1)) {
            return false;
        }
    }
    return json_array_size(v) != 0;
}

/* A text that is kept in runs: {"children": [{"text": "Senast "}, {"text":
 * "15 mars", "marks": ["strong"]}]} */
static bool put_runs(struct gather *g, const json_t *o, enum kind kind)
{
    bool done = false;
    struct buf text;
    buf_init(&text, CAP_TEXT_BYTES);
    for (const char *const *k = run_keys; *k != NULL && !done; k++) {
        const json_t *runs = json_object_get(o, *k);
        const json_t *first = json_array_get(runs, 0);
        /* The runs of a list are its items. */
        if (!json_is_object(first) || member(first, text_keys) == NULL)
            continue;
        buf_reset(&text);
        done = join_runs(&text, runs, 0);
    }
    if (done && text.len != 0)
        put_text(g, text.data, kind);
    buf_free(&text);
    return done;
}

static void walk(struct gather *g, const json_t *v, const char *key,
                 enum kind kind, int depth)
{
    const char *name;
    json_t *item;
    size_t i;
    if (++g->nodes > NODES_MAX || depth > DEPTH_MAX)
        return;
    if (json_is_string(v)) {
        bool heads = key != NULL && is_key(key, heading_keys);
        put_text(g, json_string_value(v), heads ? KIND_HEADING : kind);
    } else if (json_is_object(v)) {
        enum kind is = kind_of(v, kind);
        if (put_runs(g, v, is) || put_labelled(g, v))
            return;
        json_object_foreach((json_t *)v, name, item)
        {
            if (!json_is_string(item) || is_for_people(name, item))
                walk(g, item, name, is, depth + 1);
        }
    } else {
        json_array_foreach(v, i, item)
        {
            walk(g, item, key, kind, depth + 1);
        }
    }
}

static size_t main_bytes(const struct doc *d)
{
    size_t n = 0;
    for (size_t i = 0; i < d->n_blocks; i++)
        if (d->blocks[i].main >= 0.5)
            n += strlen(d->blocks[i].text);
    return n;
}

/* --- facts beside a text -------------------------------------------------- */

/* What else a page's state holds: what to choose from, other pages. */
static const char *const other_keys[] = {
    "options",      "filters",     "filter",     "facets",     "choices",
    "sorting",      "menu",        "nav",        "navigation", "links",
    "related",      "relaterat",   "relaterade", "relatert",   "globals",
    "translations", "i18n",        "labels",     "messages",   "footer",
    "header",       "breadcrumbs", NULL};

static bool shows(const struct doc *d, const char *value)
{
    for (size_t i = 0; i < d->n_blocks; i++)
        if (d->blocks[i].text != NULL && strstr(d->blocks[i].text, value))
            return true;
    return false;
}

/* Is V a fact box: a list of labels with their values, of which some are
 * written for people ("22 oktober 2026", no "closed")? */
static bool is_fact_box(const json_t *v)
{
    size_t i;
    json_t *o;
    bool spaced = false;
    json_array_foreach(v, i, o)
    {
        const char *label = NULL, *value = NULL;
        bool headed = false;
        if (!json_is_object(o) || !two_texts(o, &label, &value, &headed) ||
            headed || !is_labelled(label, value))
            return false;
        spaced |= strchr(value, ' ') != NULL;
    }
    return i >= 2 && spaced;
}

/* Puts the fact boxes in V, but what D shows. */
static void put_facts(struct gather *g, const struct doc *d, const json_t *v,
                      int depth)
{
    const char *name;
    json_t *item;
    size_t i;
    if (++g->nodes > NODES_MAX || depth > DEPTH_MAX)
        return;
    if (json_is_object(v)) {
        json_object_foreach((json_t *)v, name, item)
        {
            if (!is_key(name, other_keys))
                put_facts(g, d, item, depth + 1);
        }
        return;
    }
    bool box = json_is_array(v) && is_fact_box(v);
    json_array_foreach(v, i, item)
    {
        const char *label = NULL, *value = NULL;
        bool headed;
        if (!box)
            put_facts(g, d, item, depth + 1);
        else if (two_texts(item, &label, &value, &headed) && !shows(d, value))
            put_pair(g, label, value);
    }
}

/* --- into the page -------------------------------------------------------- */

/* Facts stand under the title, other text after all. */
static size_t place_of_facts(const struct doc *d)
{
    for (size_t i = 0; i < d->n_blocks; i++)
        if (d->blocks[i].kind == BLOCK_HEADING && d->blocks[i].main >= 0.5)
            return i + 1;
    return d->n_blocks;
}

static void insert_blocks(struct doc *d, size_t at, const struct doc *from)
{
    for (size_t i = 0; i < from->n_blocks; i++) {
        d->blocks = arena_grow(d->mem, d->blocks, d->n_blocks, &d->cap_blocks,
                               sizeof *d->blocks);
        memmove(&d->blocks[at + 1], &d->blocks[at],
                (d->n_blocks - at) * sizeof *d->blocks);
        d->n_blocks++;
        struct block *b = &d->blocks[at++];
        *b = from->blocks[i];
        b->place = PLACE_MAIN;
        b->main = STATE_MAIN;
        if (b->table >= 0)
            b->table = -1; /* its number belongs to the other page */
    }
}

enum status state_read(struct doc *d, struct err *e)
{
    if (d->n_state == 0 && d->n_jsonld == 0)
        return ST_OK;
    bool shown_text = main_bytes(d) >= MAIN_ENOUGH_BYTES;
    if (shown_text && d->n_state == 0)
        return ST_OK;
    struct gather *g = arena_alloc(d->mem, sizeof *g);
    buf_init(&g->html, CAP_TEXT_BYTES);
    for (size_t i = 0; i < d->n_state; i++) {
        json_t *root = json_loads(d->state[i], JSON_REJECT_DUPLICATES, NULL);
        if (shown_text)
            put_facts(g, d, root, 0);
        else
            walk(g, root, NULL, KIND_TEXT, 0);
        json_decref(root);
    }
    for (size_t i = 0; i < d->n_jsonld && !shown_text; i++) {
        json_t *root = ld_load(d->jsonld[i]);
        walk(g, root, NULL, KIND_TEXT, 0);
        json_decref(root);
    }
    enum status st = ST_OK;
    if (g->html.len >= (shown_text ? 1 : TEXT_LEAST_BYTES)) {
        struct doc *shown = NULL;
        /* It holds no script, so that this goes one level deep. */
        st = clean_html(d->mem, g->html.data, g->html.len,
                        "text/html; charset=utf-8", &shown, e);
        if (st == ST_OK)
            insert_blocks(d, shown_text ? place_of_facts(d) : d->n_blocks,
                          shown);
    }
    buf_free(&g->html);
    return st;
}
