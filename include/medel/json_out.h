/*
 * json_out.h - JSON told value by value, in order: as text at once, or as
 * jansson's tree.
 *
 * What is only to be sent needs no tree, which takes several times as long as
 * its text: every member is a piece of memory, and has a place in a table.
 *
 * KEY names the value in the object that is open, and is NULL in an array and
 * for the outermost. What fails is kept in ST; what is told after it is lost.
 */
#ifndef MEDEL_JSON_OUT_H
#define MEDEL_JSON_OUT_H

#include "medel/buf.h"

#include <jansson.h>
#include <stdbool.h>

#define JSON_OUT_DEPTH 8u

struct json_out {
    struct buf *text;  /* borrowed; NULL: a tree is made */
    size_t text_flags; /* as of json_text_append() */
    bool follows;      /* a value of the same object or array came before */
    enum status st;    /* ST_LIMIT: the text is longer than it may be */
    json_t *root;      /* the tree */
    size_t depth;      /* objects and arrays that are open: */
    struct {
        json_t *tree; /* borrowed */
        char end;
    } open[JSON_OUT_DEPTH];
};

/* Appends to TEXT; JSON_COMPACT is among the FLAGS. */
struct json_out json_out_text(struct buf *text, size_t flags);
struct json_out json_out_tree(void);
/* The tree, which is the caller's; NULL where something failed. */
json_t *json_out_take(struct json_out *o) MEDEL_NODISCARD;

void json_out_object(struct json_out *o, const char *key);
void json_out_array(struct json_out *o, const char *key);
/* Closes what was opened last. */
void json_out_end(struct json_out *o);

void json_out_null(struct json_out *o, const char *key);
void json_out_bool(struct json_out *o, const char *key, bool x);
void json_out_integer(struct json_out *o, const char *key, json_int_t x);
void json_out_real(struct json_out *o, const char *key, double x);
/* N bytes of valid UTF-8. */
void json_out_string(struct json_out *o, const char *key, const char *s,
                     size_t n);
/* The same of a string that ends in a NUL. */
void json_out_name(struct json_out *o, const char *key, const char *s);
/* V is borrowed. */
void json_out_value(struct json_out *o, const char *key, json_t *v);

#endif
