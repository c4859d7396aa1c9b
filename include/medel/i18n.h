/*
 * i18n.h - messages that people read go through _() so that gettext can give
 * them in Swedish. Machine-readable output never does.
 *
 * Every string so marked needs its line in po/sv.po: 'make po' adds the new
 * ones there, 'make lint' fails while one is not translated.
 */
#ifndef MEDEL_I18N_H
#define MEDEL_I18N_H

#include <libintl.h>
#include <stdbool.h>

#define _(s) gettext(s)
#define N_(s) (s)

/*
 * Begins to speak the language of LC_ALL, LC_MESSAGES or LANG (LANGUAGE goes
 * before them, as in all of gettext), in UTF-8, with the translations below
 * DIR. Only messages and the sort of characters follow the environment:
 * numbers, sorting and dates are those of the C locale in any language. A
 * server that lacks the locale asked for, but not its translation, speaks
 * the language all the same.
 */
void i18n_begin(const char *dir);

/* True where messages are Swedish: then figures are written as Swedes do. */
bool i18n_is_swedish(void);

#endif
