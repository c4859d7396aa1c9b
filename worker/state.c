/* state.c - embedded state as text; see state.h. */
#include "state.h"

#include "medel/buf.h"
#include "medel/caps.h"
#include "medel/hash.h"

#include <ctype.h>
#include <jansson.h>
#include <string.h>
#include <strings.h>

#define MAIN_ENOUGH_BYTES 250u /* of main text: the page shows its own */
#define TEXT_LEAST_BYTES 300u  /* of state text worth taking */
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
static const char *const label_keys[] = {"label", "name", "rubrik", "key",
                                         "title", "term", NULL};
static const char *const value_keys[] = {"value", "text", "content",
                                         "varde", "body", NULL};

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
        st = *s == '<'   ? buf_puts(b, "&lt;")
             : *s == '&' ? buf_puts(b, "&amp;")
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

/* {"label": "Sista ansökningsdag", "value": "2027-03-01"} */
static bool put_labelled(struct gather *g, const json_t *o)
{
    const char *label = member(o, label_keys), *value = member(o, value_keys);
    if (label == NULL || value == NULL || label == value ||
        strlen(label) > LABEL_MOST || strlen(value) > HEADING_MOST ||
        strlen(label) < 2 || strlen(value) < 2 || strchr(value, '<') != NULL)
        return false;
    struct buf line;
    buf_init(&line, 1024);
    if (buf_printf(&line, "%s: %s", label, value) == ST_OK &&
        !seen_before(g, line.data))
        put(g, "p", line.data);
    buf_free(&line);
    return true;
}

static void walk(struct gather *g, const json_t *v, const char *key, int depth)
{
    if (++g->nodes > NODES_MAX || depth > DEPTH_MAX)
        return;
    if (json_is_string(v)) {
        const char *s = json_string_value(v);
        size_t len = strlen(s);
        if (key != NULL && is_key(key, heading_keys) && len > 2 &&
            len <= HEADING_MOST) {
            if (!seen_before(g, s))
                put(g, "h2", s);
        } else if (is_sentence(s) && !seen_before(g, s)) {
            put(g, strchr(s, '<') != NULL ? "div" : "p", s);
        }
        return;
    }
    const char *name;
    json_t *item;
    size_t i;
    if (json_is_object(v) && !put_labelled(g, v)) {
        json_object_foreach((json_t *)v, name, item)
            walk(g, item, name, depth + 1);
    }
    json_array_foreach(v, i, item)
    {
        walk(g, item, key, depth + 1);
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

static void append_blocks(struct doc *d, const struct doc *from)
{
    for (size_t i = 0; i < from->n_blocks; i++) {
        d->blocks = arena_grow(d->mem, d->blocks, d->n_blocks, &d->cap_blocks,
                               sizeof *d->blocks);
        struct block *b = &d->blocks[d->n_blocks++];
        *b = from->blocks[i];
        b->place = PLACE_MAIN;
        b->main = STATE_MAIN;
        if (b->table >= 0)
            b->table = -1; /* its number belongs to the other page */
    }
}

enum status state_read(struct doc *d, struct err *e)
{
    if (d->n_state == 0 || main_bytes(d) >= MAIN_ENOUGH_BYTES)
        return ST_OK;
    struct gather *g = arena_alloc(d->mem, sizeof *g);
    buf_init(&g->html, CAP_TEXT_BYTES);
    for (size_t i = 0; i < d->n_state; i++) {
        json_t *root = json_loads(d->state[i], JSON_REJECT_DUPLICATES, NULL);
        walk(g, root, NULL, 0);
        json_decref(root);
    }
    enum status st = ST_OK;
    if (g->html.len >= TEXT_LEAST_BYTES) {
        struct doc *shown = NULL;
        /* It holds no script, so that this goes one level deep. */
        st = clean_html(d->mem, g->html.data, g->html.len,
                        "text/html; charset=utf-8", &shown, e);
        if (st == ST_OK)
            append_blocks(d, shown);
    }
    buf_free(&g->html);
    return st;
}
