/*
 * export_atom.c - the atom format of exporter.h: a feed (RFC 4287), an entry
 * a call. It is `updated` when its newest entry is, and an entry when its
 * record changed last: the same records give the same bytes.
 */
#include "exporter_int.h"
#include "facts.h"
#include "format.h"
#include "mark.h"
#include "markup.h"
#include "plain.h"
#include "why.h"

#include "medel/hash.h"

#include <string.h>

/* Entries are gathered: what stands before them depends on them. */
struct feed {
    struct buf entries;
    const char *updated; /* the latest of them */
};

/* --- what things are called and when they changed ------------------------ */

/* A UUID made of the words (RFC 9562, version 8), as a URN. */
static const char *urn_of(struct arena *mem, const char *words)
{
    unsigned char h[SHA256_BYTES];
    struct sha256 s;
    sha256_init(&s);
    sha256_add(&s, words, strlen(words));
    sha256_end(&s, h);
    h[6] = (unsigned char)((h[6] & 0x0F) | 0x80);
    h[8] = (unsigned char)((h[8] & 0x3F) | 0x80);
    return arena_printf(mem,
                        "urn:uuid:%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-"
                        "%02x%02x%02x%02x%02x%02x",
                        h[0], h[1], h[2], h[3], h[4], h[5], h[6], h[7], h[8],
                        h[9], h[10], h[11], h[12], h[13], h[14], h[15]);
}

static const char *start_of_day(struct arena *mem, struct date d)
{
    char iso[DATE_ISO_SIZE];
    return arena_printf(mem, "%sT00:00:00Z", date_format_iso(d, iso));
}

static bool is_moment(const char *s)
{
    int64_t at;
    return s != NULL && date_parse_rfc3339(s, &at);
}

static const char *updated_of(const struct exporter *x, const struct call *c)
{
    const char *at = facts_changed_at(c);
    return at != NULL ? at : start_of_day(x->scratch, x->o.today);
}

/* --- an entry ------------------------------------------------------------ */

static void paragraph(struct markup *m, const char *name, const char *words)
{
    if (words == NULL || words[0] == '\0')
        return;
    markup_raw(m, "<p>");
    if (name != NULL) {
        markup_text(m, name);
        markup_raw(m, ": ");
    }
    markup_text(m, words);
    markup_raw(m, "</p>\n");
}

static void content(struct markup *m, struct exporter *x,
                    const struct export_row *r)
{
    struct fact facts[FACTS_MAX];
    size_t n = facts_of(x->scratch, r->hit, x->o.today, facts);

    markup_raw(m, "<content type=\"xhtml\">"
                  "<div xmlns=\"http://www.w3.org/1999/xhtml\">\n");
    paragraph(m, NULL, why_when(x->scratch, r->call, x->o.today));
    paragraph(m, _("My status"), r->status_words);
    paragraph(m, _("Note"), r->note);
    if (export_is_judged(x)) {
        paragraph(m, NULL, _(mark_of(r->hit->gate.verdict).words));
        paragraph(m, _("To check"),
                  why_marked(x->scratch, r->hit, x->group.profile));
    }
    for (size_t i = 0; i < n; i++)
        paragraph(m, facts[i].name, facts[i].words);
    paragraph(m, NULL, r->call->summary);
    markup_raw(m, "</div></content>\n");
}

static void categories(struct markup *m, codeset themes)
{
    for (int i = 0; i < code_count(CODE_THEME); i++) {
        if (!(themes & CODE_BIT(i)))
            continue;
        markup_raw(m, "<category term=\"");
        markup_raw(m, code_name(CODE_THEME, i));
        markup_raw(m, "\" label=\"");
        markup_text(m, format_code(CODE_THEME, i));
        markup_raw(m, "\"/>\n");
    }
}

/* The title, which must not be empty for people; the client's name with it. */
static void title(struct markup *m, const struct exporter *x,
                  const struct call *c)
{
    markup_raw(m, "<title type=\"text\">");
    markup_text(m, c->title != NULL && c->title[0] != '\0' ? c->title : c->id);
    if (x->group.name != NULL) {
        markup_raw(m, " (");
        markup_text(m, x->group.name);
        markup_raw(m, ")");
    }
    markup_raw(m, "</title>\n");
}

static enum status row(struct exporter *x, const struct export_row *r,
                       struct err *e)
{
    struct feed *f = x->own;
    const struct call *c = r->call;
    struct markup m = {&f->entries, ST_OK};
    const char *group = x->group.id != NULL ? x->group.id : "";
    const char *updated = updated_of(x, c);
    (void)e;

    markup_raw(&m, "<entry>\n<id>");
    markup_raw(
        &m, urn_of(x->scratch,
                   arena_printf(x->scratch, "medel call %s %s", c->id, group)));
    markup_raw(&m, "</id>\n");
    title(&m, x, c);
    markup_element(&m, "<updated>", updated, "</updated>\n");
    if (is_moment(c->first_seen))
        markup_element(&m, "<published>", c->first_seen, "</published>\n");
    markup_element(&m, "<author><name>", plain_text(x->scratch, c->funder),
                   "</name></author>\n");
    markup_element(&m, "<link rel=\"alternate\" href=\"",
                   plain_url(x->scratch, c->url), "\"/>\n");
    categories(&m, c->themes);
    content(&m, x, r);
    markup_raw(&m, "</entry>\n");
    if (f->updated == NULL || strcmp(updated, f->updated) > 0)
        f->updated = arena_strdup(x->mem, updated);
    return m.st;
}

/* --- the feed ------------------------------------------------------------ */

static enum status begin(struct exporter *x, struct err *e)
{
    struct feed *f = arena_alloc(x->mem, sizeof *f);
    (void)e;
    buf_init(&f->entries, x->sink.out.max);
    x->own = f;
    return ST_OK;
}

static enum status end(struct exporter *x, struct err *e)
{
    struct feed *f = x->own;
    struct markup m = {&x->sink.out, ST_OK};
    const char *title_words = x->o.title != NULL ? x->o.title : "medel";
    const char *query = x->o.query != NULL ? x->o.query : "";
    (void)e;

    markup_raw(&m, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                   "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"");
    markup_raw(&m, i18n_is_swedish() ? "sv" : "en");
    markup_raw(&m, "\">\n<id>");
    markup_raw(&m,
               urn_of(x->scratch, arena_printf(x->scratch, "medel feed %s %s",
                                               title_words, query)));
    markup_raw(&m, "</id>\n");
    markup_element(&m, "<title type=\"text\">", title_words, "</title>\n");
    markup_element(&m, "<subtitle type=\"text\">",
                   plain_text(x->scratch, query), "</subtitle>\n");
    markup_element(&m, "<updated>",
                   f->updated != NULL ? f->updated
                                      : start_of_day(x->scratch, x->o.today),
                   "</updated>\n");
    markup_raw(&m,
               "<author><name>medel</name></author>\n"
               "<generator version=\"" MEDEL_VERSION "\">medel</generator>\n");
    if (m.st == ST_OK)
        m.st = buf_append(m.out, f->entries.data, f->entries.len);
    markup_raw(&m, "</feed>\n");
    return m.st;
}

static void discard(struct exporter *x)
{
    struct feed *f = x->own;
    if (f != NULL)
        buf_free(&f->entries);
}

const struct export_format export_atom = {
    .name = "atom",
    .suffix = "atom",
    .begin = begin,
    .row = row,
    .end = end,
    .free = discard,
};
