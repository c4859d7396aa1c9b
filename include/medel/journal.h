/*
 * journal.h - messages that systemd's journal sorts by importance: a line
 * that begins with "<4>" is a warning (sd-daemon(3)).
 */
#ifndef MEDEL_JOURNAL_H
#define MEDEL_JOURNAL_H

/* As in syslog(3). */
enum journal_level { JOURNAL_ERROR = 3, JOURNAL_WARNING = 4 };

/* What a line to FD begins with: "<N>" where FD leads to the journal, as
 * $JOURNAL_STREAM says (systemd.exec(5)), else "". Static. */
const char *journal_prefix(int fd, enum journal_level level);

#endif
