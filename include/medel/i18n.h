/*
 * i18n.h - messages that people read go through _() so that gettext can give
 * them in Swedish. Machine-readable output never does.
 */
#ifndef MEDEL_I18N_H
#define MEDEL_I18N_H

#include <libintl.h>

#define _(s) gettext(s)
#define N_(s) (s)

#endif
