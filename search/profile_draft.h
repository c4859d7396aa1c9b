/*
 * profile_draft.h - a profile that is not finished: the answers so far, in a
 * file that is saved after each of them.
 */
#ifndef MEDEL_SEARCH_PROFILE_DRAFT_H
#define MEDEL_SEARCH_PROFILE_DRAFT_H

#include "medel/arena.h"
#include "medel/err.h"

#include "profile_questions.h"

struct profile_draft {
    struct arena *mem;            /* of the answers */
    const char *answers[Q_COUNT]; /* NULL: none */
    enum question next;           /* to be asked; Q_COUNT: all were */
};

/* The draft's file for the profile FILE, hidden beside it; in MEM. */
const char *profile_draft_path(struct arena *mem, const char *file);

/* Fills an empty draft that has its memory. ST_NOT_FOUND where there is no
 * file, ST_INVALID where it is none of ours. */
enum status profile_draft_load(const char *path, struct profile_draft *d,
                               struct err *e) MEDEL_NODISCARD;
enum status profile_draft_save(const char *path, const struct profile_draft *d,
                               struct err *e) MEDEL_NODISCARD;

#endif
