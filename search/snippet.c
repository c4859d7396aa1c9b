/* snippet.c - see snippet.h. */
#include "snippet.h"

#include "medel/buf.h"
#include "medel/i18n.h"
#include "medel/term.h"
#include "medel/utf8.h"

#include <string.h>

#define SNIPPET_BYTES 150     /* about two lines of a terminal */
#define TEXT_BYTES_MAX 100000 /* of a long page the beginning will do */
#define SAFE_BYTES_MAX                                                         \
    (3 * TEXT_BYTES_MAX) /* when controls are made visible                     \
                          */

static const char REPLACEMENT[] = "\xEF\xBF\xBD";

/* Past the signs of headings and lists at the beginning of a line. */
static const char *line_text(const char *s)
{
    s += strspn(s, " \t#");
    return (*s == '-' || *s == '*') && s[1] == ' ' ? s + 2 : s;
}

/* Writes the line [S, END) to TO with single blanks; returns the end of it. */
static char *put_line(char *to, const char *s, const char *end)
{
    const char *const begin = to;
    for (s = line_text(s); s < end; s++) {
        if ((unsigned char)*s > ' ' && *s != REPLACEMENT[0]) /* mostly */
            *to++ = *s;
        else if (*s == REPLACEMENT[0] && strncmp(s, REPLACEMENT, 3) == 0)
            s += 2; /* stands for bytes that say nothing */
        else if (*s != ' ' && *s != '\t')
            *to++ = *s;
        else if (to > begin && to[-1] != ' ')
            *to++ = ' ';
    }
    while (to > begin && to[-1] == ' ')
        to--;
    return to;
}

/* Between two lines; the first ends at TO. */
static char *put_between(char *to)
{
    return stpcpy(to, strchr(".!?:", to[-1]) != NULL ? " " : " · ");
}

/* The lines of SAFE as sentences or parted by dots, in RET. */
static enum status join_lines(struct buf *ret, const struct buf *safe)
{
    size_t most = safe->len + 1;
    for (const char *s = safe->data; (s = strchr(s, '\n')) != NULL; s++)
        most += strlen(" · ");
    enum status st = buf_reserve(ret, most);
    char *to = ret->data;
    for (const char *s = safe->data; st == ST_OK && *s != '\0';) {
        const char *end = strchrnul(s, '\n');
        char *begin = to > ret->data ? put_between(to) : to;
        char *upto = put_line(begin, s, end);
        if (upto > begin)
            to = upto;
        s = *end != '\0' ? end + 1 : end;
    }
    if (st == ST_OK) {
        *to = '\0';
        ret->len = (size_t)(to - ret->data);
    }
    return st;
}

/* TEXT without controls, in RET. ROOM is for what comes between. */
static enum status clean(struct buf *ret, struct buf *room, struct arena *mem,
                         const char *text)
{
    size_t len = strlen(text);
    buf_reset(room);
    buf_reset(ret);
    if (len > TEXT_BYTES_MAX)
        text = arena_strndup(mem, text, utf8_clip(text, len, TEXT_BYTES_MAX));
    enum status st = buf_reserve(room, strlen(text));
    if (st == ST_OK)
        st = term_safe(room, text, true);
    return st == ST_OK ? join_lines(ret, room) : st;
}

enum status snippet_of(struct searchdb *db, struct arena *mem,
                       struct xap_query *q, const char *stemmer,
                       const char *const *texts, size_t n, const char **ret,
                       struct err *e)
{
    static const char on[] = {SNIPPET_ON, '\0'}, off[] = {SNIPPET_OFF, '\0'};
    struct buf text, room;
    enum status st = ST_OK;
    *ret = NULL;
    buf_init(&text, 4 * SAFE_BYTES_MAX + 1);
    buf_init(&room, SAFE_BYTES_MAX + 1);
    for (size_t i = 0; i < n && *ret == NULL && st == ST_OK; i++) {
        const char *found = "";
        if (texts[i] == NULL || texts[i][0] == '\0')
            continue;
        if (clean(&text, &room, mem, texts[i]) != ST_OK) {
            st = err_set(e, ST_NOMEM, _("searching: out of memory"));
            break;
        }
        st = xap_snippet(db->xap, mem, q, text.data, SNIPPET_BYTES, stemmer, on,
                         off, &found, e);
        if (st == ST_OK && strchr(found, SNIPPET_ON) != NULL)
            *ret = found;
    }
    buf_free(&text);
    buf_free(&room);
    return st;
}
