/* snippet.c - see snippet.h. */
#include "snippet.h"

#include "medel/buf.h"
#include "medel/i18n.h"
#include "medel/term.h"
#include "medel/utf8.h"

#include <string.h>

#define SNIPPET_BYTES 150     /* about two lines of a terminal */
#define TEXT_BYTES_MAX 100000 /* of a long page the beginning will do */

static const char REPLACEMENT[] = "\xEF\xBF\xBD";

/* Past the signs of headings and lists at the beginning of a line. */
static const char *line_text(const char *s)
{
    s += strspn(s, " \t#");
    return (*s == '-' || *s == '*') && s[1] == ' ' ? s + 2 : s;
}

/* Appends the line [S, END) with single blanks. */
static void take_line(char *ret, size_t *used, const char *s, const char *end)
{
    size_t begin = *used;
    for (s = line_text(s); s < end; s++) {
        if (*s == REPLACEMENT[0] && strncmp(s, REPLACEMENT, 3) == 0)
            s += 2; /* stands for bytes that say nothing */
        else if (*s != ' ' && *s != '\t')
            ret[(*used)++] = *s;
        else if (*used > begin && ret[*used - 1] != ' ')
            ret[(*used)++] = ' ';
    }
    while (*used > begin && ret[*used - 1] == ' ')
        --*used;
}

/* TEXT without controls, its lines as sentences or parted by dots. NULL when
 * out of memory. */
static const char *cleaned(struct arena *mem, const char *text)
{
    struct buf safe;
    size_t len = utf8_clip(text, strlen(text), TEXT_BYTES_MAX), used = 0;
    buf_init(&safe, 3 * TEXT_BYTES_MAX + 1);
    enum status st = term_safe(&safe, arena_strndup(mem, text, len), true);
    char *ret = arena_alloc(mem, 4 * safe.len + 1);
    for (const char *s = safe.data; st == ST_OK && *s != '\0';) {
        const char *end = s + strcspn(s, "\n");
        size_t before = used;
        if (used > 0) {
            const char *dot = strchr(".!?:", ret[used - 1]) ? " " : " · ";
            memcpy(ret + used, dot, strlen(dot));
            used += strlen(dot);
        }
        size_t begin = used;
        take_line(ret, &used, s, end);
        if (used == begin)
            used = before;
        s = *end != '\0' ? end + 1 : end;
    }
    ret[used] = '\0';
    buf_free(&safe);
    return st == ST_OK ? ret : NULL;
}

enum status snippet_of(struct searchdb *db, struct arena *mem,
                       struct xap_query *q, const char *stemmer,
                       const char *const *texts, size_t n, const char **ret,
                       struct err *e)
{
    static const char on[] = {SNIPPET_ON, '\0'}, off[] = {SNIPPET_OFF, '\0'};
    enum status st = ST_OK;
    *ret = NULL;
    for (size_t i = 0; i < n && *ret == NULL && st == ST_OK; i++) {
        const char *found = "", *clean;
        if (texts[i] == NULL || texts[i][0] == '\0')
            continue;
        clean = cleaned(mem, texts[i]);
        if (clean == NULL)
            return err_set(e, ST_NOMEM, _("searching: out of memory"));
        st = xap_snippet(db->xap, mem, q, clean, SNIPPET_BYTES, stemmer, on,
                         off, &found, e);
        if (st == ST_OK && strchr(found, SNIPPET_ON) != NULL)
            *ret = found;
    }
    return st;
}
