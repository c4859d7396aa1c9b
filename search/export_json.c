/*
 * export_json.c - the json and jsonl formats of exporter.h: the record as
 * call.h has it; ranked, with what hit_json.h adds; first whose it is, last
 * `list_status` and `note`.
 */
#include "exporter_int.h"
#include "hit_json.h"
#include "output.h"

/* 0, or -1 when out of memory. */
static int set_text(json_t *o, const char *key, const char *s)
{
    json_t *v = s != NULL ? json_string(s) : json_null();
    return json_object_set_new(o, key, v);
}

/* Whose the row is, then OWN's members; OWN is taken. */
static json_t *behind_group(const struct exporter *x, json_t *own)
{
    json_t *o = json_object();
    if (o == NULL || set_text(o, x->o.group_field, x->group.id) != 0 ||
        json_object_update(o, own) != 0) {
        json_decref(o);
        o = NULL;
    }
    json_decref(own);
    return o;
}

static json_t *object_of(const struct exporter *x, const struct export_row *r)
{
    json_t *o = x->o.ranked && x->has_hit ? hit_to_json(r->hit, x->o.today)
                                          : call_to_json(r->call, x->o.today);
    if (o != NULL && x->o.group_field != NULL)
        o = behind_group(x, o);
    if (o == NULL || !x->o.followed ||
        (set_text(o, "list_status", r->status) == 0 &&
         set_text(o, "note", r->note) == 0))
        return o;
    json_decref(o);
    return NULL;
}

static enum status put_line(struct exporter *x, const struct export_row *r,
                            struct err *e)
{
    enum status st = output_json(&x->sink.out, object_of(x, r), e);
    return st == ST_OK ? buf_putc(&x->sink.out, '\n') : st;
}

static enum status put_element(struct exporter *x, const struct export_row *r,
                               struct err *e)
{
    enum status st = x->n_rows > 1 ? buf_puts(&x->sink.out, ",\n ") : ST_OK;
    return st == ST_OK ? output_json(&x->sink.out, object_of(x, r), e) : st;
}

static enum status begin_array(struct exporter *x, struct err *e)
{
    (void)e;
    return buf_putc(&x->sink.out, '[');
}

static enum status end_array(struct exporter *x, struct err *e)
{
    (void)e;
    return buf_puts(&x->sink.out, "]\n");
}

const struct export_format export_jsonl = {
    .name = "jsonl",
    .suffix = "jsonl",
    .row = put_line,
};

const struct export_format export_json = {
    .name = "json",
    .suffix = "json",
    .begin = begin_array,
    .row = put_element,
    .end = end_array,
};
