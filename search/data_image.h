/*
 * data_image.h - the YAML files of data/ that every search needs, parsed and
 * checked when medel is built: they took a third of a search of a few words.
 *
 * The image is a part of the programs that search (search/image/). It has a
 * block for each file: the value that datafile_load() made of it, C structs,
 * arrays and strings as they lie in memory, but for the pointers, which are
 * distances from the block's begin. A block is found by what it was made of,
 * the bytes of the file and the schema that they were read by, and never by
 * the file's name or time. So the files are what counts: who edits one has
 * it read as YAML, from the next command on, until medel is built again.
 *
 *   head     magic, number of blocks, checksum of their entries
 *   entries  one for each block: see struct data_image_entry
 *   blocks   the value, then the places of its pointers
 *
 * All is in the byte order and at the sizes of the machine that it was built
 * for, each part at a multiple of 8. What does not add up, by a checksum or
 * by a place beyond the block, is as good as not there.
 */
#ifndef MEDEL_SEARCH_DATA_IMAGE_H
#define MEDEL_SEARCH_DATA_IMAGE_H

#include "medel/err.h"

#include <cyaml/cyaml.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DATA_IMAGE_MAGIC 0x6d6564656c696d67u /* "medelimg", big end first */
#define DATA_IMAGE_BLOCKS_MAX 32

struct data_image_head {
    uint64_t magic;
    uint64_t n;
    uint64_t sum; /* hash_bulk() of the entries */
};
struct data_image_entry {
    uint64_t text, schema; /* hashes of what it was made of */
    uint64_t text_len;     /* bytes of the file */
    uint64_t at, len;      /* the value: its place in the image, its bytes */
    uint64_t n_pointers;   /* behind it: a uint32_t for each one's place */
    uint64_t sum;          /* hash_bulk() of value and places */
};

/* The image IMAGE, which is borrowed and stays; NULL for none, as at first. */
void data_image_use(const void *image, size_t len);

/* The value that SCHEMA makes of TEXT, allocated; NULL where the image has
 * none. Give it back with data_image_free(). */
void *data_image_find(const char *text, size_t len,
                      const cyaml_schema_value_t *schema);
/* False where VALUE is none that data_image_find() gave; else it is freed. */
bool data_image_free(void *value);

/* --- making one: data_image_make.c --------------------------------------- */

/* From here on data_image_keep(), which does nothing else, keeps a copy of
 * each VALUE that SCHEMA made of TEXT. */
void data_image_begin(void);
void data_image_keep(const char *text, size_t len,
                     const cyaml_schema_value_t *schema, const void *value);
/* Writes what was kept to PATH, and ends it. */
enum status data_image_write(const char *path, struct err *e) MEDEL_NODISCARD;

/* What SCHEMA says: of the file's form, and of the structs in memory. */
uint64_t data_image_schema_hash(const cyaml_schema_value_t *schema);

#endif
