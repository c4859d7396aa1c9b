/*
 * hash.h - digests of bytes and of text.
 */
#ifndef MEDEL_HASH_H
#define MEDEL_HASH_H

#include "medel/arena.h"

#include <stddef.h>
#include <stdint.h>

/* SHA-256 (FIPS 180-4). */
#define SHA256_BYTES 32
#define SHA256_HEX_SIZE 65 /* with the NUL */

struct sha256 {
    uint32_t h[8];
    uint64_t bytes;
    unsigned char block[64];
};
void sha256_init(struct sha256 *s);
void sha256_add(struct sha256 *s, const void *p, size_t n);
void sha256_end(struct sha256 *s, unsigned char out[static SHA256_BYTES]);
/* The digest of N bytes as lower-case hex in OUT; returns OUT. */
char *sha256_hex(const void *p, size_t n, char out[static SHA256_HEX_SIZE]);

/* A good 64-bit hash for tables and shingles; not against adversaries. */
uint64_t hash_u64(const void *p, size_t n);
/* The same of bytes that come in pieces: HASH_U64_BEGIN, what hash_u64_add()
 * made of it and each piece, and hash_u64_end() of that. */
#define HASH_U64_BEGIN 0xcbf29ce484222325u
uint64_t hash_u64_add(uint64_t h, const void *p, size_t n);
uint64_t hash_u64_end(uint64_t h);
/* Another, of many bytes: several times as fast. The same on every machine. */
uint64_t hash_bulk(const void *p, size_t n);

/* That, too, in pieces. */
#define HASH_BULK_LANES 4
#define HASH_BULK_BLOCK (HASH_BULK_LANES * sizeof(uint64_t))
struct hash_bulk {
    uint64_t lanes[HASH_BULK_LANES];
    uint64_t n; /* bytes */
    unsigned char rest[HASH_BULK_BLOCK]; /* the last n % HASH_BULK_BLOCK */
};
void hash_bulk_begin(struct hash_bulk *h);
void hash_bulk_add(struct hash_bulk *h, const void *p, size_t n);
uint64_t hash_bulk_end(const struct hash_bulk *h);

/*
 * The 64-bit simhash of the words of UTF-8 text (Charikar 2002; Manku, Jain
 * and Das Sarma 2007): texts that differ in few words differ in few bits.
 * Words are runs of letters and digits, case folded; a word counts by the
 * logarithm of how often it occurs, so that "och" does not decide. 0 where
 * there is no word. At 3 bits or less two pages are the same but for a date,
 * a counter or an address; between pages of one template, tell calls apart
 * by their fields too.
 */
uint64_t hash_simhash(const char *text, size_t len);

/* The same of a text that comes in pieces, none of which ends within a word,
 * and hash_bulk() of all its bytes on the way. */
struct simhash {
    struct hash_bulk all; /* see simhash_all() */
    struct simhash_words *words;
};

/* The arena is borrowed until the end. */
void simhash_init(struct simhash *s, struct arena *mem);
void simhash_add(struct simhash *s, const char *text, size_t len);
uint64_t simhash_end(const struct simhash *s);
uint64_t simhash_all(const struct simhash *s);

/* How many bits differ. */
int hash_distance(uint64_t a, uint64_t b);

/* For qsort() and bsearch() of 64-bit hashes. */
int hash_order(const void *a, const void *b);

#endif
