/* room.h - is there room on the disk for what an update may write? */
#ifndef MEDEL_FRONT_ROOM_H
#define MEDEL_FRONT_ROOM_H

#include "medel/err.h"

#include <stdint.h>

#define ROOM_LEAST_MB 500 /* for a night's pages and records, unless said */

struct room {
    int64_t free_bytes;   /* that we may use */
    int64_t needed_bytes; /* the least, and the index once more: one that is
                             built anew stands beside the old one */
};

/* Measures the room on the disk of the folder DATA, LEAST_MB being the least
 * that is asked for; 0 asks for none, and the index is not counted either. */
enum status room_measure(const char *data, int least_mb, struct room *ret,
                         struct err *e) MEDEL_NODISCARD;
/* ST_IO, with the way out, where there is too little. */
enum status room_check(const char *data, const struct room *r,
                       struct err *e) MEDEL_NODISCARD;

#endif
