/*
 * hash.h - digests of bytes and of text.
 */
#ifndef MEDEL_HASH_H
#define MEDEL_HASH_H

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
/* Another, of many bytes: several times as fast. The same on every machine. */
uint64_t hash_bulk(const void *p, size_t n);

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

/* How many bits differ. */
int hash_distance(uint64_t a, uint64_t b);

/* For qsort() and bsearch() of 64-bit hashes. */
int hash_order(const void *a, const void *b);

#endif
