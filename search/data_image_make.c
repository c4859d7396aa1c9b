/* data_image_make.c - making an image; see data_image.h. */
#include "data_image.h"

#include "medel/arena.h"
#include "medel/hash.h"
#include "medel/own_file.h"

#include <assert.h>
#include <string.h>

struct block {
    unsigned char *bytes; /* the value */
    size_t len, cap;
    uint32_t *places;
    size_t n_places, cap_places;
};

static struct {
    struct arena *mem; /* NULL: none is made */
    struct block blocks[DATA_IMAGE_BLOCKS_MAX];
    struct data_image_entry entries[DATA_IMAGE_BLOCKS_MAX];
    size_t n;
} making;

/* --- a value as a block -------------------------------------------------- */

static void put(struct block *b, const cyaml_schema_value_t *v,
                const void *from, size_t to, size_t n);

static size_t rounded(size_t n)
{
    return (n + sizeof(uint64_t) - 1) / sizeof(uint64_t) * sizeof(uint64_t);
}

/* Room for SIZE more bytes, which are zero; its place. */
static size_t add_room(struct block *b, size_t size, bool aligned)
{
    size_t at = aligned ? rounded(b->len) : b->len;
    if (at + size > b->cap) {
        size_t cap = 2 * (at + size);
        unsigned char *bytes = arena_alloc(making.mem, cap);
        if (b->len > 0)
            memcpy(bytes, b->bytes, b->len);
        b->bytes = bytes;
        b->cap = cap;
    }
    b->len = at + size;
    return at;
}

static size_t entry_size(const cyaml_schema_value_t *sequence)
{
    const cyaml_schema_value_t *entry = sequence->sequence.entry;
    return (entry->flags & CYAML_FLAG_POINTER) != 0 ? sizeof(void *)
                                                    : entry->data_size;
}

/* How many are in the sequence of the field F of the struct at FROM. */
static size_t count_of(const cyaml_schema_field_t *f, const void *from)
{
    unsigned n = 0;
    if (f->value.type == CYAML_SEQUENCE) {
        assert(f->count_size == sizeof n);
        memcpy(&n, (const char *)from + f->count_offset, sizeof n);
    }
    return n;
}

static void put_fields(struct block *b, const cyaml_schema_field_t *f,
                       const void *from, size_t to)
{
    for (; f->key != NULL; f++) {
        size_t n = count_of(f, from);
        if (f->value.type == CYAML_SEQUENCE)
            memcpy(b->bytes + to + f->count_offset,
                   (const char *)from + f->count_offset, f->count_size);
        put(b, &f->value, (const char *)from + f->data_offset,
            to + f->data_offset, n);
    }
}

/* What is itself at FROM, not through a pointer. */
static void put_itself(struct block *b, const cyaml_schema_value_t *v,
                       const void *from, size_t to, size_t n)
{
    assert(v->type != CYAML_SEQUENCE_FIXED && v->type != CYAML_IGNORE);
    if (v->type == CYAML_MAPPING)
        put_fields(b, v->mapping.fields, from, to);
    else if (v->type == CYAML_SEQUENCE)
        for (size_t i = 0; i < n; i++)
            put(b, v->sequence.entry, (const char *)from + i * entry_size(v),
                to + i * entry_size(v), 0);
    else
        memcpy(b->bytes + to, from, v->data_size);
}

/* Puts the value at FROM into the block at TO, where there is room for what is
 * at FROM; N is how many a sequence has. */
static void put(struct block *b, const cyaml_schema_value_t *v,
                const void *from, size_t to, size_t n)
{
    if ((v->flags & CYAML_FLAG_POINTER) == 0) {
        put_itself(b, v, from, to, n);
        return;
    }
    const void *p;
    memcpy(&p, from, sizeof p);
    bool text = v->type == CYAML_STRING;
    size_t size = p == NULL                   ? 0
                  : text                      ? strlen(p) + 1
                  : v->type == CYAML_SEQUENCE ? n * entry_size(v)
                                              : v->data_size;
    if (size == 0)
        return; /* the pointer stays NULL */
    uintptr_t at = add_room(b, size, !text);
    memcpy(b->bytes + to, &at, sizeof at);
    b->places = arena_grow(making.mem, b->places, b->n_places, &b->cap_places,
                           sizeof *b->places);
    b->places[b->n_places++] = (uint32_t)to;
    if (text)
        memcpy(b->bytes + at, p, size);
    else
        put_itself(b, v, p, at, n);
}

/* --- all of them --------------------------------------------------------- */

void data_image_begin(void)
{
    arena_free(making.mem);
    making.mem = arena_new();
    making.n = 0;
}

void data_image_keep(const char *text, size_t len,
                     const cyaml_schema_value_t *schema, const void *value)
{
    if (making.mem == NULL)
        return;
    assert(making.n < DATA_IMAGE_BLOCKS_MAX);
    assert(schema->type == CYAML_MAPPING);
    struct block *b = &making.blocks[making.n];
    *b = (struct block){.bytes = NULL};
    add_room(b, schema->data_size, true);
    put_itself(b, schema, value, 0, 0);
    /* The end is a zero, whatever was last. */
    add_room(b, rounded(b->len + 1) - b->len, false);
    making.entries[making.n++] = (struct data_image_entry){
        .text = hash_bulk(text, len),
        .schema = data_image_schema_hash(schema),
        .text_len = len,
        .len = b->len,
        .n_pointers = b->n_places,
    };
}

/* The whole image, in its own memory; its length. */
static size_t join(unsigned char **ret)
{
    struct data_image_head head = {.magic = DATA_IMAGE_MAGIC, .n = making.n};
    size_t entries = making.n * sizeof *making.entries;
    size_t len = sizeof head + entries;
    for (size_t i = 0; i < making.n; i++) {
        struct data_image_entry *x = &making.entries[i];
        x->at = len;
        len += x->len + rounded(x->n_pointers * sizeof(uint32_t));
    }
    unsigned char *all = arena_alloc(making.mem, len);
    for (size_t i = 0; i < making.n; i++) {
        struct data_image_entry *x = &making.entries[i];
        const struct block *b = &making.blocks[i];
        size_t places = b->n_places * sizeof *b->places;
        memcpy(all + x->at, b->bytes, b->len);
        if (places > 0)
            memcpy(all + x->at + b->len, b->places, places);
        x->sum = hash_bulk(all + x->at, b->len + places);
    }
    head.sum = hash_bulk(making.entries, entries);
    memcpy(all, &head, sizeof head);
    memcpy(all + sizeof head, making.entries, entries);
    *ret = all;
    return len;
}

enum status data_image_write(const char *path, struct err *e)
{
    unsigned char *all;
    size_t len = join(&all);
    enum status st = own_file_put(path, (const char *)all, len, e);
    arena_free(making.mem);
    making.mem = NULL;
    return st;
}
