/* digest.c - a digest as text and as an e-mail; see digest.h. */
#include "digest.h"

#include "mime.h"
#include "news_print.h"
#include "output.h"
#include "paint.h"

#include "medel/i18n.h"

#include <ctype.h>
#include <string.h>

#define MAIL_WIDTH 72

static size_t count(const struct digest *d, enum event_kind first,
                    enum event_kind last)
{
    size_t n = 0;
    for (size_t i = 0; i < d->news->n; i++) {
        enum event_kind k = d->news->items[i].events[0].kind;
        n += k >= first && k <= last;
    }
    return n;
}

static const char *joined(struct arena *mem, const char *all, const char *one)
{
    return all[0] != '\0' ? arena_printf(mem, "%s, %s", all, one) : one;
}

const char *digest_counts(struct arena *mem, const struct digest *d)
{
    const char *s = "";
    size_t fresh = count(d, EVENT_NEW, EVENT_BACK);
    size_t opened = count(d, EVENT_OPENED, EVENT_OPENED);
    size_t changed = count(d, EVENT_DEADLINE, EVENT_MEETING);
    size_t soon = count(d, EVENT_CLOSING, EVENT_CLOSING);
    size_t gone = count(d, EVENT_CLOSED, EVENT_WITHDRAWN);
    if (fresh > 0)
        s = joined(
            mem, s,
            arena_printf(mem, ngettext("%zu new", "%zu new", fresh), fresh));
    if (opened > 0)
        s = joined(mem, s,
                   arena_printf(mem,
                                ngettext("%zu opened", "%zu opened", opened),
                                opened));
    if (changed > 0)
        s = joined(mem, s,
                   arena_printf(mem,
                                ngettext("%zu changed", "%zu changed", changed),
                                changed));
    if (soon > 0)
        s = joined(mem, s,
                   arena_printf(
                       mem, ngettext("%zu closes soon", "%zu close soon", soon),
                       soon));
    if (gone > 0)
        s = joined(
            mem, s,
            arena_printf(mem, ngettext("%zu gone", "%zu gone", gone), gone));
    return s;
}

const char *digest_subject(struct arena *mem, const struct digest *d)
{
    return arena_printf(mem, _("Funding for %s: %s"), d->profile->name,
                        digest_counts(mem, d));
}

enum status digest_text(struct buf *out, const struct digest *d, int width,
                        bool colour)
{
    const struct news_look look = {
        .width = width,
        .colour = colour,
        .today = d->today,
        .profile = d->profile,
        .addresses = true,
    };
    struct arena *mem = arena_new();
    struct page p = page_begin(out, width, colour);
    page_wrap(&p, 0, digest_subject(mem, d), PAINT_BOLD);
    page_line_end(&p);
    arena_free(mem);
    return p.st == ST_OK ? news_print(out, d->news, &look) : p.st;
}

/* The profile's id and the day, as the first half of a message's id. */
static const char *message_id(struct arena *mem, const struct digest *d)
{
    char day[DATE_ISO_SIZE];
    char *s = arena_printf(mem, "medel.%s.%s", date_format_iso(d->today, day),
                           d->profile->id);
    for (char *p = s; *p != '\0'; p++)
        if (!isalnum((unsigned char)*p) && *p != '.' && *p != '-')
            *p = '-';
    return s;
}

static enum status write_mail(struct buf *out, const struct digest *d,
                              const struct digest_mail *m, const char *text,
                              const char *html, struct err *e)
{
    struct arena *mem = arena_new();
    const struct mime_message message = {
        .from = m->from,
        .to = m->to,
        .n_to = m->n_to,
        .subject = digest_subject(mem, d),
        .id = message_id(mem, d),
        .language = i18n_is_swedish() ? "sv" : "en",
        .date = m->date,
        .text = text,
        .html = html,
    };
    enum status st = mime_write(out, &message, e);
    arena_free(mem);
    return st;
}

enum status digest_eml(struct buf *out, const struct digest *d,
                       const struct digest_mail *m, struct err *e)
{
    struct buf text, html;
    buf_init(&text, OUTPUT_BYTES_MAX);
    buf_init(&html, OUTPUT_BYTES_MAX);
    enum status st = digest_text(&text, d, MAIL_WIDTH, false);
    if (st == ST_OK)
        st = digest_html(&html, d);
    if (st == ST_OK)
        st = write_mail(out, d, m, text.data, html.data, e);
    buf_free(&text);
    buf_free(&html);
    return st;
}
