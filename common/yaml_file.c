/* yaml_file.c - the first pass over a YAML file; see yaml_file.h. The second
 * is yaml_schema.c. */
#include "yaml_file.h"
#include "yaml_file_int.h"

#include "medel/caps.h"
#include "medel/i18n.h"
#include "medel/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <yaml.h>

#define MAX_NODES 5000u
#define MAX_DEPTH 16u
#define MAX_KEY_BYTES 100u

struct node {
    const char *path;
    size_t line; /* from 1 */
    enum yaml_kind kind;
};

/* A container whose end has not come yet. */
struct level {
    const char *path;
    enum yaml_kind kind;
    size_t n;        /* items of a sequence so far */
    const char *key; /* of a mapping: the path whose value comes next */
};

struct scan {
    struct yaml_file *f;
    struct level levels[MAX_DEPTH];
    size_t depth;
    struct err *e;
};

/* --- errors -------------------------------------------------------------- */

static const char *file_name(const struct yaml_file *f)
{
    return strcmp(f->name, "-") == 0 ? _("standard input") : f->name;
}

static const struct node *find(const struct yaml_file *f, const char *path)
{
    for (size_t i = 0; i < f->n_nodes; i++)
        if (strcmp(f->nodes[i].path, path) == 0)
            return &f->nodes[i];
    return NULL;
}

enum status yaml_file_fault(const struct yaml_file *f, size_t line,
                            struct err *e, const char *text)
{
    if (line == 0)
        return err_set(e, ST_INVALID, "%s: %s", file_name(f), text);
    return err_set(e, ST_INVALID, "%s:%zu: %s", file_name(f), line, text);
}

enum status yaml_file_bad(const struct yaml_file *f, const char *path,
                          struct err *e, const char *fmt, ...)
{
    char what[ERR_TEXT_MAX], text[ERR_TEXT_MAX];
    const struct node *node = find(f, path);
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(what, sizeof what, fmt, ap);
    va_end(ap);
    snprintf(text, sizeof text, _("field '%.150s': %.330s"), path, what);
    return yaml_file_fault(f, node != NULL ? node->line : 0, e, text);
}

static enum status fault_at(struct scan *s, const yaml_mark_t *mark,
                            const char *text)
{
    return yaml_file_fault(s->f, mark->line + 1, s->e, text);
}

/* --- the events ---------------------------------------------------------- */

static enum status add_node(struct scan *s, const char *path,
                            enum yaml_kind kind, const yaml_mark_t *mark)
{
    struct yaml_file *f = s->f;
    char text[MAX_KEY_BYTES + 100];
    if (f->n_nodes >= MAX_NODES)
        return fault_at(s, mark, _("more values than a file may hold"));
    if (find(f, path) != NULL) {
        snprintf(text, sizeof text, _("field '%.*s' is given twice"),
                 (int)MAX_KEY_BYTES, path);
        return fault_at(s, mark, text);
    }
    f->nodes = arena_grow(f->mem, f->nodes, f->n_nodes, &f->cap_nodes,
                          sizeof *f->nodes);
    f->nodes[f->n_nodes++] = (struct node){path, mark->line + 1, kind};
    return ST_OK;
}

/* A value begins: gives it its path, which is "" for the whole document. */
static enum status take_value(struct scan *s, enum yaml_kind kind,
                              const yaml_event_t *ev, const char **path)
{
    const yaml_mark_t *mark = &ev->start_mark;
    *path = "";
    if (s->depth == 0) {
        if (kind != YAML_MAPPING)
            return fault_at(s, mark,
                            _("the file must be lines of 'field: value'"));
        return ST_OK;
    }
    struct level *l = &s->levels[s->depth - 1];
    if (l->kind == YAML_SEQUENCE) {
        *path = arena_printf(s->f->mem, "%s[%zu]", l->path, l->n++);
    } else {
        *path = l->key;
        l->key = NULL;
    }
    return add_node(s, *path, kind, mark);
}

static enum status take_container(struct scan *s, enum yaml_kind kind,
                                  const yaml_event_t *ev)
{
    const char *path;
    if (s->depth == MAX_DEPTH)
        return fault_at(s, &ev->start_mark, _("nested too deep"));
    if (s->depth > 0 && s->levels[s->depth - 1].kind == YAML_MAPPING &&
        s->levels[s->depth - 1].key == NULL)
        return fault_at(s, &ev->start_mark,
                        _("a field's name must be a plain word"));
    enum status st = take_value(s, kind, ev, &path);
    if (st == ST_OK)
        s->levels[s->depth++] = (struct level){path, kind, 0, NULL};
    return st;
}

static enum status take_scalar(struct scan *s, const yaml_event_t *ev)
{
    struct level *l = s->depth > 0 ? &s->levels[s->depth - 1] : NULL;
    const char *path;
    if (l == NULL || l->kind == YAML_SEQUENCE || l->key != NULL)
        return take_value(s, YAML_SCALAR, ev, &path);
    const char *key = (const char *)ev->data.scalar.value;
    size_t len = ev->data.scalar.length;
    if (len == 0 || len > MAX_KEY_BYTES || strlen(key) != len)
        return fault_at(s, &ev->start_mark,
                        _("a field's name must be a plain word"));
    l->key = arena_printf(s->f->mem, "%s%s%s", l->path,
                          l->path[0] != '\0' ? "." : "", key);
    return ST_OK;
}

static bool is_anchored(const yaml_event_t *ev)
{
    switch (ev->type) {
    case YAML_ALIAS_EVENT:
        return true;
    case YAML_SCALAR_EVENT:
        return ev->data.scalar.anchor != NULL;
    case YAML_SEQUENCE_START_EVENT:
        return ev->data.sequence_start.anchor != NULL;
    case YAML_MAPPING_START_EVENT:
        return ev->data.mapping_start.anchor != NULL;
    default:
        return false;
    }
}

static enum status take_event(struct scan *s, const yaml_event_t *ev)
{
    /* Aliases let a kilobyte stand for a gigabyte ("billion laughs"). */
    if (is_anchored(ev))
        return fault_at(s, &ev->start_mark,
                        _("anchors and aliases (& and *) may not be used; "
                          "put text that begins with them in quotes"));
    switch (ev->type) {
    case YAML_DOCUMENT_START_EVENT:
        if (s->f->documents++ > 0)
            return fault_at(s, &ev->start_mark,
                            _("a second document begins; give it a file of "
                              "its own"));
        return ST_OK;
    case YAML_SCALAR_EVENT:
        return take_scalar(s, ev);
    case YAML_SEQUENCE_START_EVENT:
        return take_container(s, YAML_SEQUENCE, ev);
    case YAML_MAPPING_START_EVENT:
        return take_container(s, YAML_MAPPING, ev);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        s->depth--;
        return ST_OK;
    default:
        return ST_OK;
    }
}

/* The line of the byte at OFFSET. */
static size_t line_of(const struct yaml_file *f, size_t offset)
{
    size_t line = 1;
    for (size_t i = 0; i < offset && i < f->len; i++)
        line += f->text[i] == '\n';
    return line;
}

static bool line_has_leading_tab(const struct yaml_file *f, size_t line)
{
    const char *s = f->text;
    for (; line > 1 && s != NULL; line--) {
        s = strchr(s, '\n');
        s = s != NULL ? s + 1 : NULL;
    }
    return s != NULL && s[strspn(s, " ")] == '\t';
}

static enum status form_fault(const struct yaml_file *f, const yaml_parser_t *p,
                              struct err *e)
{
    char text[300];
    size_t line = p->problem_mark.line + 1;
    if (p->error == YAML_MEMORY_ERROR)
        return err_set(e, ST_NOMEM, _("out of memory"));
    if (p->error == YAML_READER_ERROR)
        line = line_of(f, p->problem_offset);
    if (line_has_leading_tab(f, line))
        return yaml_file_fault(
            f, line, e, _("begins with a tab; YAML is indented with spaces"));
    snprintf(text, sizeof text, _("this is not YAML: %.200s"),
             p->problem != NULL ? p->problem : "?");
    return yaml_file_fault(f, line, e, text);
}

static enum status scan_events(struct yaml_file *f, struct err *e)
{
    struct scan s = {.f = f, .e = e};
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        return err_set(e, ST_NOMEM, _("out of memory"));
    yaml_parser_set_input_string(&parser, (const unsigned char *)f->text,
                                 f->len);
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    enum status st = ST_OK;
    bool done = false;
    while (!done && st == ST_OK) {
        yaml_event_t ev;
        if (!yaml_parser_parse(&parser, &ev)) {
            st = form_fault(f, &parser, e);
            break;
        }
        done = ev.type == YAML_STREAM_END_EVENT;
        st = take_event(&s, &ev);
        yaml_event_delete(&ev);
    }
    yaml_parser_delete(&parser);
    if (st == ST_OK && f->documents == 0)
        return yaml_file_fault(f, 0, e, _("the file is empty"));
    return st;
}

/* --- the interface ------------------------------------------------------- */

static enum status check_text(const struct yaml_file *f, struct err *e)
{
    if (strlen(f->text) != f->len)
        return yaml_file_fault(f, line_of(f, strlen(f->text)), e,
                               _("holds a NUL byte; this is no text file"));
    if (utf8_valid(f->text, f->len))
        return ST_OK;
    size_t good = 0;
    for (size_t n = 0; n < f->len; n = good) {
        const char *nl = strchr(f->text + n, '\n');
        size_t end = nl != NULL ? (size_t)(nl - f->text) + 1 : f->len;
        if (!utf8_valid(f->text + n, end - n))
            break;
        good = end;
    }
    return yaml_file_fault(f, line_of(f, good), e,
                           _("is not UTF-8; save the file with that "
                             "encoding"));
}

enum status yaml_file_text(struct arena *mem, const char *name,
                           const char *text, size_t len, struct yaml_file **ret,
                           struct err *e)
{
    static const char bom[] = "\xEF\xBB\xBF";
    size_t skip = len >= 3 && memcmp(text, bom, 3) == 0 ? 3 : 0;
    struct yaml_file *f = arena_alloc(mem, sizeof *f);
    f->mem = mem;
    f->name = arena_strdup(mem, name);
    f->len = len - skip;
    f->text = arena_strndup(mem, text + skip, f->len);
    enum status st = check_text(f, e);
    if (st == ST_OK)
        st = scan_events(f, e);
    if (st == ST_OK)
        *ret = f;
    return st;
}

enum status yaml_file_read(struct arena *mem, const char *path,
                           struct yaml_file **ret, struct err *e)
{
    struct buf b;
    buf_init(&b, CAP_YAML_BYTES);
    enum status st = buf_read_file(&b, path, e);
    if (st == ST_OK)
        st = yaml_file_text(mem, path, b.data, b.len, ret, e);
    buf_free(&b);
    return st;
}

enum yaml_kind yaml_file_kind(const struct yaml_file *f, const char *path)
{
    const struct node *node = find(f, path);
    return node != NULL ? node->kind : YAML_ABSENT;
}

size_t yaml_file_line(const struct yaml_file *f, const char *path)
{
    const struct node *node = find(f, path);
    return node != NULL ? node->line : 0;
}
