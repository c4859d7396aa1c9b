/* vocab_parse.c - the vocabulary of a bundle: as the image has it, or out of
 * the files. */
#include "known_words.h"
#include "vocab_build.h"
#include "vocab_codes.h"
#include "vocab_image.h"

#include "medel/i18n.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- files --------------------------------------------------------------- */

static enum status take_file(struct vocab_build *b, const char *name,
                             const char *bytes, size_t len, struct err *e)
{
    for (int f = 0; f < LEARNT_FILES; f++)
        if (strcmp(name, learnt_name((enum learnt_file)f)) == 0)
            return learnt_parse(b->v->mem, (enum learnt_file)f, bytes, len,
                                &b->v->learnt[f], e);
    return vocab_yaml_add(b, name, bytes, len, e);
}

/* "NAME LENGTH", a line of LEN bytes. */
static bool parse_head(const char *line, size_t len, char name[static 201],
                       size_t *size)
{
    char room[256];
    if (len >= sizeof room)
        return false;
    memcpy(room, line, len);
    room[len] = '\0';
    return sscanf(room, "%200s %zu", name, size) == 2;
}

static enum status take_files(struct vocab_build *b, const char *bundle,
                              size_t len, struct err *e)
{
    enum status st = ST_OK;
    for (const char *p = bundle, *end = bundle + len; p < end && st == ST_OK;) {
        const char *eol = memchr(p, '\n', (size_t)(end - p));
        char name[201];
        size_t size = 0;
        if (eol == NULL || !parse_head(p, (size_t)(eol - p), name, &size) ||
            size > (size_t)(end - eol - 1))
            return err_set(e, ST_INVALID,
                           _("the vocabulary bundle is cut off"));
        st = take_file(b, name, eol + 1, size, e);
        p = eol + 1 + size;
    }
    return st;
}

/* Is everything there? */
static enum status check_all(const struct vocab_build *b, struct err *e)
{
    for (int i = 0; i < LEX_SETS; i++)
        if ((b->sets_seen & 1u << i) == 0)
            return err_set(e, ST_INVALID,
                           _("the vocabulary has no lexicon \"%s\""),
                           vocab_set_name(i));
    for (int f = 0; f < LEARNT_FILES; f++)
        if (b->v->learnt[f] == NULL)
            return err_set(e, ST_INVALID,
                           _("the vocabulary has no file \"%s\""),
                           learnt_name((enum learnt_file)f));
    for (int i = 0; i < WEIGHT_COUNT; i++)
        if (!b->weight_seen[i])
            return err_set(e, ST_INVALID,
                           _("the vocabulary has no weight \"%s\""),
                           vocab_weight_code((enum weight)i));
    for (int i = 0; i < WORDS_COUNT; i++)
        if (!b->words_seen[i])
            return err_set(e, ST_INVALID,
                           _("the vocabulary has no words \"%s\""),
                           vocab_words_code((enum wordlist)i));
    return ST_OK;
}

static enum status read_files(struct vocab *v, const char *bundle, size_t len,
                              struct err *e)
{
    struct vocab_build b = {.v = v};
    enum status st = take_files(&b, bundle, len, e);
    if (st == ST_OK)
        st = check_all(&b, e);
    if (st == ST_OK)
        term_index_make(&v->terms, v->mem, v->phrases, v->n_phrases);
    return st;
}

/* --- all ----------------------------------------------------------------- */

enum status vocab_parse(const char *bundle, size_t len, struct vocab **ret,
                        struct err *e)
{
    struct vocab *v = calloc(1, sizeof *v);
    if (v == NULL)
        return err_set(e, ST_NOMEM, _("out of memory"));
    v->mem = arena_new();
    enum status st = ST_OK;
    if (!vocab_image_find(v, bundle, len))
        st = read_files(v, bundle, len, e);
    if (st != ST_OK) {
        vocab_free(v);
        return st;
    }
    v->known = known_words_new(&v->terms);
    known_words_learn(v->known, v->learnt[LEARNT_PAGES],
                      v->learnt[LEARNT_THEMES]);
    *ret = v;
    return ST_OK;
}

void vocab_free(struct vocab *v)
{
    if (v == NULL)
        return;
    known_words_free(v->known);
    arena_free(v->mem);
    free(v);
}
