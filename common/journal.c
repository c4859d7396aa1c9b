/* journal.c - see medel/journal.h. */
#include "medel/journal.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

/* The variable is inherited by whatever runs below the service, so it counts
 * only where FD is still the very stream that it names. */
static bool leads_to_journal(int fd)
{
    const char *stream = getenv("JOURNAL_STREAM");
    uintmax_t device, inode;
    struct stat sb;
    char *end;
    if (stream == NULL)
        return false;
    device = strtoumax(stream, &end, 10);
    if (end == stream || *end != ':')
        return false;
    stream = end + 1;
    inode = strtoumax(stream, &end, 10);
    return end != stream && *end == '\0' && fstat(fd, &sb) == 0 &&
           (uintmax_t)sb.st_dev == device && (uintmax_t)sb.st_ino == inode;
}

const char *journal_prefix(int fd, enum journal_level level)
{
    if (!leads_to_journal(fd))
        return "";
    return level == JOURNAL_ERROR ? "<3>" : "<4>";
}
