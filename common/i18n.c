/* i18n.c - the language of messages; see medel/i18n.h. */
#include "medel/i18n.h"

#include <locale.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DOMAIN "medel"
#define NAME_BYTES 64

/* Whether messages are, since i18n_begin(): asked of gettext once, for it is
 * asked for every figure. */
enum { UNKNOWN = -1 };
static int is_swedish = UNKNOWN;

static const char *set_and_filled(const char *name)
{
    const char *s = getenv(name);
    return s != NULL && s[0] != '\0' ? s : NULL;
}

/* The locale that the environment asks for, in the order of POSIX. */
static const char *asked_for(void)
{
    const char *s = set_and_filled("LC_ALL");
    if (s == NULL)
        s = set_and_filled("LC_MESSAGES");
    return s != NULL ? s : set_and_filled("LANG");
}

/*
 * For a locale that this machine lacks. gettext translates nothing in the C
 * locale, but in C.UTF-8, which glibc always has, it goes by LANGUAGE.
 */
static void do_without_locale(void)
{
    const char *locale = asked_for();
    char language[NAME_BYTES];
    if (locale == NULL || setlocale(LC_MESSAGES, "C.UTF-8") == NULL ||
        set_and_filled("LANGUAGE") != NULL)
        return;
    /* "sv_SE.UTF-8@euro" is the language sv_SE. */
    snprintf(language, sizeof language, "%.*s", (int)strcspn(locale, ".@"),
             locale);
    setenv("LANGUAGE", language, 1);
}

/* English first in LANGUAGE ("en_GB:en:sv"): our messages are written in it, so
 * that there is no catalogue, and gettext would go on to the next language. */
static bool english_first(void)
{
    const char *languages = set_and_filled("LANGUAGE");
    return languages != NULL && strncmp(languages, "en", 2) == 0 &&
           (languages[2] == '\0' || strchr("_:@.", languages[2]) != NULL);
}

void i18n_begin(const char *dir)
{
    /* What is read and written is UTF-8 whatever the locale's own charset. */
    if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
        setlocale(LC_CTYPE, "");
    if (english_first())
        setlocale(LC_MESSAGES, "C");
    else if (setlocale(LC_MESSAGES, "") == NULL)
        do_without_locale();
    is_swedish = UNKNOWN;
    bindtextdomain(DOMAIN, dir);
    bind_textdomain_codeset(DOMAIN, "UTF-8");
    textdomain(DOMAIN);
}

bool i18n_is_swedish(void)
{
    if (is_swedish == UNKNOWN)
        /* TRANSLATORS: the code of your language, as "sv". */
        is_swedish = strcmp(_("code of the language"), "sv") == 0;
    return is_swedish == true;
}
