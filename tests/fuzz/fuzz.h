/*
 * fuzz.h - what the fuzz targets share.
 *
 * A target is one file, fuzz_NAME.c: bytes from outside go in, and what the
 * parser promises of its output is asserted with FUZZ_MUST. It may leave
 * nothing behind, for it runs millions of times in one process. libFuzzer calls
 * it (make fuzz); so does replay.c, with the inputs that are kept (make check).
 */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include "medel/arena.h"
#include "medel/call.h"
#include "medel/doc.h"
#include "medel/vocab.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct page_reading; /* medel/reading.h */

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerInitialize(int *argc, char ***argv);

#define FUZZ_TODAY ((struct date){2026, 11, 23})

/* A promise: where it does not hold, the process aborts and says where. */
#define FUZZ_MUST(what)                                                        \
    ((what) ? (void)0 : fuzz_broken(__FILE__, __LINE__, #what))
_Noreturn void fuzz_broken(const char *file, int line, const char *what);
/* The same of set-up that has nothing to do with the input. */
#define FUZZ_NEED(what) FUZZ_MUST(what)

/* The file NAME of data/; static until the next call. */
const char *fuzz_data(const char *name);
/* The shipped vocabulary, parsed once. */
const struct vocab *fuzz_vocab(void);

/* --- inputs --------------------------------------------------------------- */

/* The first byte, which chooses something; 0 where there is none. */
uint8_t fuzz_take(const uint8_t **bytes, size_t *len);
/* The bytes before the next SEPARATOR, which goes too; all where there is none.
 * In MEM, up to their first NUL. */
const char *fuzz_field(struct arena *mem, const uint8_t **bytes, size_t *len,
                       char separator);
/* LEN bytes in memory of their own size, so that one read past them is seen. A
 * NUL follows where Z. Free with free(). */
char *fuzz_copy(const uint8_t *bytes, size_t len, bool z);
/* The same as valid UTF-8 (U+FFFD for what is none), as JSON gives it. */
const char *fuzz_utf8(struct arena *mem, const char *s);
/* A file of these bytes that only lives in memory; its path goes into PATH.
 * Close it with close(). */
#define FUZZ_PATH_SIZE 40
int fuzz_file(const void *bytes, size_t len, char path[static FUZZ_PATH_SIZE]);
/* A folder for files that need a name, in memory where the system has such a
 * place; it goes when the process ends. */
const char *fuzz_folder(void);
/*
 * A cleaned page of the text, as clean.c would give it. A line is a block:
 *
 *   # Title, ## Section    - item    Label :: value    anything else: paragraph
 */
struct doc *fuzz_doc(struct arena *mem, const uint8_t *bytes, size_t len);

/* --- outputs -------------------------------------------------------------- */

/* Valid UTF-8 without anything that could steer a terminal. Lines: with ends
 * of lines. */
void fuzz_must_be_plain(const char *s, size_t len, bool lines);
/* What medel/doc.h promises of a cleaned page. */
void fuzz_must_be_doc(const struct doc *d);
/* What medel/reading.h promises: within bounds, and the same after a trip as
 * JSON. D, if not NULL, is the page that all of its evidence must stand on. */
void fuzz_must_be_reading(const struct page_reading *r, const struct doc *d);
/* That C is the same after a trip as JSON. */
void fuzz_must_be_record(const struct call *c);

#endif
