/*
 * paths.h - where medel finds its parts and keeps its data.
 */
#ifndef MEDEL_PATHS_H
#define MEDEL_PATHS_H

#include "medel/arena.h"
#include "medel/err.h"

/*
 * The data folder: OPTION (--data) if given, else $MEDEL_DATA, else
 * /var/lib/medel where that exists and is readable, else
 * $XDG_DATA_HOME/medel (~/.local/share/medel). Creates nothing.
 */
const char *paths_data_dir(struct arena *mem, const char *option);
/* Makes a folder and its parents, mode 0755. */
enum status paths_make_dir(const char *path, struct err *e);
/* DIR/NAME. */
const char *paths_join(struct arena *mem, const char *dir, const char *name);

/*
 * The shipped read-only files: $MEDEL_SHARE if set, else found from the
 * running program's place: EXE/../share/medel as installed, or the source
 * tree above build/. NAME is "data" or "funders".
 */
const char *paths_share(struct arena *mem, const char *name);
/* What the user keeps, wherever the data folder is: $XDG_DATA_HOME/medel. */
const char *paths_user_data(struct arena *mem);
/* The user's own sources: $XDG_CONFIG_HOME/medel/funders. */
const char *paths_user_funders(struct arena *mem);
/* The user's own key NAME for an API: $XDG_CONFIG_HOME/medel/keys/NAME. */
const char *paths_user_key(struct arena *mem, const char *name);
/* The user's own enterprises: $XDG_CONFIG_HOME/medel/profiles. */
const char *paths_user_profiles(struct arena *mem);
/* Where the translations are: EXE/../share/locale, or build/locale. */
const char *paths_locale(struct arena *mem);
/* A sibling program such as "medel-worker": the running program's folder, or
 * ../libexec/medel beside it. */
const char *paths_program(struct arena *mem, const char *name);

/*
 * One run at a time: an exclusive lock on DIR/NAME.lock that dies with the
 * process. ST_BUSY where another run holds it. The descriptor in *ret is
 * closed by the caller (or by exit). */
enum status paths_lock(const char *dir, const char *name, int *ret,
                       struct err *e) MEDEL_NODISCARD;

#endif
