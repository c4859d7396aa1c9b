/*
 * digest.h - news for one enterprise, to be read in the morning: as text, as a
 * page in HTML, as an e-mail with both.
 */
#ifndef MEDEL_SEARCH_DIGEST_H
#define MEDEL_SEARCH_DIGEST_H

#include "medel/buf.h"
#include "medel/date.h"
#include "medel/err.h"
#include "medel/profile.h"

#include "news.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct digest {
    const struct news *news;
    const struct profile *profile;
    struct date today;
};

/* "3 new, 1 changed, 2 close soon", for people. In MEM. */
const char *digest_counts(struct arena *mem, const struct digest *d);
/* "Funding for NAME: 3 new, 2 close soon". In MEM. */
const char *digest_subject(struct arena *mem, const struct digest *d);

/* Appends it as text of lines of WIDTH cells at most, but for addresses. */
enum status digest_text(struct buf *out, const struct digest *d, int width,
                        bool colour);
/* Appends one HTML page that needs nothing else: no script, nothing fetched;
 * text of pages stays text. */
enum status digest_html(struct buf *out, const struct digest *d);

struct digest_mail {
    const char *from; /* as struct mime_message has them */
    const char *const *to;
    size_t n_to;
    int64_t date;
};
/* Appends an e-mail with both. */
enum status digest_eml(struct buf *out, const struct digest *d,
                       const struct digest_mail *m,
                       struct err *e) MEDEL_NODISCARD;

#endif
