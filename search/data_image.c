/* data_image.c - looking values up in the image; see data_image.h. */
#include "data_image.h"

#include "medel/hash.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

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

/* The sum of what was added. Of each schema of a few dozen numbers and words a
 * search makes it anew: it is to be quick, and no two schemas that were ever
 * built are to have the same. */
static uint64_t add_number(uint64_t sum, int64_t n)
{
    sum = (sum ^ (uint64_t)n) * UINT64_C(0x9E3779B97F4A7C15);
    return sum ^ sum >> 32;
}

static uint64_t add_text(uint64_t sum, const char *s)
{
    size_t n = strlen(s);
    for (; n >= sizeof sum; n -= sizeof sum, s += sizeof sum) {
        uint64_t eight;
        memcpy(&eight, s, sizeof eight);
        sum = add_number(sum, (int64_t)eight);
    }
    uint64_t rest = 0;
    memcpy(&rest, s, n);
    return add_number(add_number(sum, (int64_t)rest), (int64_t)n);
}

static uint64_t add_value(uint64_t sum, const cyaml_schema_value_t *v);

static uint64_t add_fields(uint64_t sum, const cyaml_schema_field_t *f)
{
    for (; f->key != NULL; f++) {
        sum = add_text(sum, f->key);
        sum = add_number(sum, f->data_offset);
        sum = add_number(sum, f->count_offset);
        sum = add_number(sum, f->count_size);
        sum = add_value(sum, &f->value);
    }
    return add_text(sum, "");
}

static uint64_t add_value(uint64_t sum, const cyaml_schema_value_t *v)
{
    sum = add_number(sum, v->type);
    sum = add_number(sum, v->flags);
    sum = add_number(sum, v->data_size);
    if (v->type == CYAML_MAPPING)
        sum = add_fields(sum, v->mapping.fields);
    if (v->type == CYAML_STRING) {
        sum = add_number(sum, v->string.min);
        sum = add_number(sum, v->string.max);
    }
    if (v->type == CYAML_SEQUENCE) {
        sum = add_number(sum, v->sequence.min);
        sum = add_number(sum, v->sequence.max);
        sum = add_value(sum, v->sequence.entry);
    }
    if (v->type == CYAML_ENUM || v->type == CYAML_FLAGS) {
        for (uint32_t i = 0; i < v->enumeration.count; i++) {
            sum = add_text(sum, v->enumeration.strings[i].str);
            sum = add_number(sum, v->enumeration.strings[i].val);
        }
        sum = add_text(sum, "");
    }
    return sum;
}

uint64_t data_image_schema_hash(const cyaml_schema_value_t *schema)
{
    return add_value(UINT64_C(0xCBF29CE484222325), schema);
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
