/*
 * profile_write.h - answers as a profile: YAML with comments, which
 * profile_load() reads and a person can go on editing.
 */
#ifndef MEDEL_SEARCH_PROFILE_WRITE_H
#define MEDEL_SEARCH_PROFILE_WRITE_H

#include "medel/buf.h"

#include "profile_questions.h"

/* Appends the file's text. What was not answered stands there as a comment
 * that shows how to add it. The required questions are answered. */
enum status profile_write(struct buf *out, const struct question_data *d,
                          const char *const answers[Q_COUNT]);

#endif
