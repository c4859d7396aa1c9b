/* data_image.c - looking values up in the image; see data_image.h. */
#include "data_image.h"

#include "medel/buf.h"
#include "medel/hash.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#define SCHEMA_BYTES (1u << 20) /* of a schema, spelt out */

static struct {
    const unsigned char *bytes; /* NULL: none */
    size_t len;
    const struct data_image_entry *entries;
    size_t n;
} image;

/* A value that was given out. */
struct value {
    struct value *next;
    alignas(max_align_t) unsigned char bytes[];
};
static struct value *given;

/* --- the schema ---------------------------------------------------------- */

static void spell_value(struct buf *b, const cyaml_schema_value_t *v);

static void spell_number(struct buf *b, int64_t n)
{
    (void)buf_append(b, &n, sizeof n);
}

static void spell_text(struct buf *b, const char *s)
{
    (void)buf_append(b, s, strlen(s) + 1);
}

static void spell_fields(struct buf *b, const cyaml_schema_field_t *f)
{
    for (; f->key != NULL; f++) {
        spell_text(b, f->key);
        spell_number(b, f->data_offset);
        spell_number(b, f->count_offset);
        spell_number(b, f->count_size);
        spell_value(b, &f->value);
    }
    spell_text(b, "");
}

static void spell_value(struct buf *b, const cyaml_schema_value_t *v)
{
    spell_number(b, v->type);
    spell_number(b, v->flags);
    spell_number(b, v->data_size);
    if (v->type == CYAML_MAPPING)
        spell_fields(b, v->mapping.fields);
    if (v->type == CYAML_STRING) {
        spell_number(b, v->string.min);
        spell_number(b, v->string.max);
    }
    if (v->type == CYAML_SEQUENCE) {
        spell_number(b, v->sequence.min);
        spell_number(b, v->sequence.max);
        spell_value(b, v->sequence.entry);
    }
    if (v->type == CYAML_ENUM || v->type == CYAML_FLAGS) {
        for (uint32_t i = 0; i < v->enumeration.count; i++) {
            spell_text(b, v->enumeration.strings[i].str);
            spell_number(b, v->enumeration.strings[i].val);
        }
        spell_text(b, "");
    }
}

uint64_t data_image_schema_hash(const cyaml_schema_value_t *schema)
{
    struct buf b;
    buf_init(&b, SCHEMA_BYTES);
    spell_value(&b, schema);
    uint64_t hash = hash_bulk(b.data, b.len);
    buf_free(&b);
    return hash;
}

/* --- finding ------------------------------------------------------------- */

void data_image_use(const void *bytes, size_t len)
{
    struct data_image_head head;
    image.bytes = NULL;
    image.n = 0;
    if (bytes == NULL || len < sizeof head)
        return;
    memcpy(&head, bytes, sizeof head);
    size_t entries = (size_t)head.n * sizeof *image.entries;
    if (head.magic != DATA_IMAGE_MAGIC || head.n > DATA_IMAGE_BLOCKS_MAX ||
        len < sizeof head + entries)
        return;
    const unsigned char *first = (const unsigned char *)bytes + sizeof head;
    if (hash_bulk(first, entries) != head.sum)
        return;
    image.bytes = bytes;
    image.len = len;
    image.entries = (const void *)first;
    image.n = (size_t)head.n;
}

/* The block's place is in the image, and what is there is what was written. */
static bool is_whole(const struct data_image_entry *x)
{
    if (x->at % sizeof(uint64_t) != 0 || x->len % sizeof(uint64_t) != 0 ||
        x->len == 0 || x->at > image.len || x->len > image.len - x->at ||
        x->n_pointers > (image.len - x->at - x->len) / sizeof(uint32_t))
        return false;
    const unsigned char *block = image.bytes + x->at;
    /* Whatever string a pointer leads to ends within the value. */
    return block[x->len - 1] == '\0' &&
           hash_bulk(block, x->len + x->n_pointers * sizeof(uint32_t)) ==
               x->sum;
}

/* Turns the distances of X into pointers into BYTES, which is a copy of it. */
static bool turn(const struct data_image_entry *x, unsigned char *bytes)
{
    const unsigned char *places = image.bytes + x->at + x->len;
    for (uint64_t i = 0; i < x->n_pointers; i++) {
        uint32_t place;
        uintptr_t to;
        memcpy(&place, places + i * sizeof place, sizeof place);
        if (place % sizeof to != 0 || place > x->len - sizeof to)
            return false;
        memcpy(&to, bytes + place, sizeof to);
        if (to >= x->len)
            return false;
        unsigned char *p = bytes + to;
        memcpy(bytes + place, &p, sizeof p);
    }
    return true;
}

static void *give(const struct data_image_entry *x)
{
    struct value *v = malloc(sizeof *v + x->len);
    if (v == NULL)
        return NULL;
    memcpy(v->bytes, image.bytes + x->at, x->len);
    if (!turn(x, v->bytes)) {
        free(v);
        return NULL;
    }
    v->next = given;
    given = v;
    return v->bytes;
}

void *data_image_find(const char *text, size_t len,
                      const cyaml_schema_value_t *schema)
{
    if (image.n == 0)
        return NULL;
    uint64_t text_hash = hash_bulk(text, len);
    uint64_t schema_hash = data_image_schema_hash(schema);
    for (size_t i = 0; i < image.n; i++) {
        const struct data_image_entry *x = &image.entries[i];
        if (x->text_len == len && x->text == text_hash &&
            x->schema == schema_hash && is_whole(x))
            return give(x);
    }
    return NULL;
}

bool data_image_free(void *value)
{
    for (struct value **at = &given; *at != NULL; at = &(*at)->next)
        if ((*at)->bytes == value) {
            struct value *v = *at;
            *at = v->next;
            free(v);
            return true;
        }
    return false;
}
