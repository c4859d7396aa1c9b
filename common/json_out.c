/* json_out.c - see medel/json_out.h. */
#include "medel/json_out.h"

#include "json_text_int.h"
#include "medel/json_text.h"

#include <string.h>

struct json_out json_out_text(struct buf *text, size_t flags)
{
    return (struct json_out){.text = text, .text_flags = flags};
}

struct json_out json_out_tree(void)
{
    return (struct json_out){.text = NULL};
}

json_t *json_out_take(struct json_out *o)
{
    if (o->st == ST_OK)
        return o->root;
    json_decref(o->root);
    return NULL;
}

/* --- a tree --------------------------------------------------------------- */

/* Takes over V, which is NULL where there was no memory for it. */
static void place(struct json_out *o, const char *key, json_t *v)
{
    json_t *in = o->depth > 0 ? o->open[o->depth - 1].tree : NULL;
    if (o->st != ST_OK || v == NULL) {
        json_decref(v);
        o->st = o->st != ST_OK ? o->st : ST_NOMEM;
    } else if (in == NULL) {
        o->root = v;
    } else {
        int failed = key != NULL ? json_object_set_new(in, key, v)
                                 : json_array_append_new(in, v);
        o->st = failed ? ST_NOMEM : ST_OK;
    }
}

/* --- text ----------------------------------------------------------------- */

/* What stands before a value. True where it may be told. */
static bool lead(struct json_out *o, const char *key)
{
    if (o->st == ST_OK && o->follows)
        o->st = buf_putc(o->text, ',');
    if (o->st == ST_OK && key != NULL)
        o->st = json_text_key(o->text, key);
    o->follows = true;
    return o->st == ST_OK;
}

static void put(struct json_out *o, const char *key, const char *text, size_t n)
{
    if (lead(o, key))
        o->st = buf_append(o->text, text, n);
}

/* --- either --------------------------------------------------------------- */

static void begin(struct json_out *o, const char *key, char c, char end)
{
    json_t *tree = NULL;
    if (o->depth == JSON_OUT_DEPTH)
        o->st = ST_BUG;
    if (o->text != NULL) {
        put(o, key, &c, 1);
        o->follows = false;
    } else {
        tree = c == '[' ? json_array() : json_object();
        place(o, key, tree);
    }
    if (o->st == ST_OK) {
        o->open[o->depth].tree = tree;
        o->open[o->depth++].end = end;
    }
}

void json_out_object(struct json_out *o, const char *key)
{
    begin(o, key, '{', '}');
}

void json_out_array(struct json_out *o, const char *key)
{
    begin(o, key, '[', ']');
}

void json_out_end(struct json_out *o)
{
    if (o->st != ST_OK)
        return;
    o->depth--;
    if (o->text != NULL)
        o->st = buf_putc(o->text, o->open[o->depth].end);
    o->follows = true;
}

void json_out_null(struct json_out *o, const char *key)
{
    if (o->text != NULL)
        put(o, key, "null", 4);
    else
        place(o, key, json_null());
}

void json_out_bool(struct json_out *o, const char *key, bool x)
{
    if (o->text != NULL)
        put(o, key, x ? "true" : "false", x ? 4 : 5);
    else
        place(o, key, json_boolean(x));
}

void json_out_integer(struct json_out *o, const char *key, json_int_t x)
{
    if (o->text == NULL)
        place(o, key, json_integer(x));
    else if (lead(o, key))
        o->st = json_text_integer(o->text, x);
}

void json_out_real(struct json_out *o, const char *key, double x)
{
    if (o->text == NULL)
        place(o, key, json_real(x));
    else if (lead(o, key))
        o->st = json_text_real(o->text, x, o->text_flags);
}

void json_out_string(struct json_out *o, const char *key, const char *s,
                     size_t n)
{
    if (o->text == NULL)
        place(o, key, json_stringn_nocheck(s, n));
    else if (lead(o, key))
        o->st = json_text_string(o->text, s, n);
}

void json_out_name(struct json_out *o, const char *key, const char *s)
{
    json_out_string(o, key, s, strlen(s));
}

void json_out_value(struct json_out *o, const char *key, json_t *v)
{
    if (o->text == NULL)
        place(o, key, json_incref(v));
    else if (lead(o, key))
        o->st = json_text_append(o->text, v, o->text_flags);
}
