/*
 * words.c - the fields that are words: title, summary, purpose, kind of
 * support, reference number, contact and language.
 */
#include "context.h"
#include "found.h"
#include "sub_title.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#define SUMMARY_BYTES 420u
#define PURPOSE_BYTES 3000u

/* --- language ------------------------------------------------------------ */

static enum language language_of_tag(const char *tag)
{
    static const struct {
        const char *tag;
        enum language lang;
    } tags[] = {{"sv", LANG_SV}, {"en", LANG_EN}, {"no", LANG_NO},
                {"nb", LANG_NO}, {"nn", LANG_NO}, {"da", LANG_DA},
                {"fi", LANG_FI}};
    if (tag != NULL)
        for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
            if (strncasecmp(tag, tags[i].tag, 2) == 0 &&
                !isalpha((unsigned char)tag[2]))
                return tags[i].lang;
    return LANG_NONE;
}

/* The language by its function words; the page's own tag decides where the
 * text is too short or even. */
static enum language read_language(const struct reader *r)
{
    double count[LANG_NONE + 1] = {0};
    for (size_t i = 0; i < r->text->n; i++) {
        const struct unit *u = &r->text->units[i];
        for (size_t k = 0; k < u->n_matches; k++)
            if (u->matches[k].set == LEX_LANGUAGE &&
                u->matches[k].entry->index >= 0)
                count[u->matches[k].entry->index] +=
                    u->matches[k].entry->weight;
    }
    enum language tag = language_of_tag(r->text->doc->lang);
    if (tag != LANG_NONE)
        count[tag] = count[tag] * 1.3 + 3;
    enum language best = tag != LANG_NONE ? tag : LANG_SV;
    for (int l = 0; l < LANG_NONE; l++)
        if (count[l] > count[best])
            best = (enum language)l;
    return best;
}

/* --- title --------------------------------------------------------------- */

static bool is_site_name(const struct reader *r, const char *s)
{
    const struct doc *d = r->text->doc;
    return (d->site_name != NULL && strcasecmp(d->site_name, s) == 0) ||
           (r->ctx->funder != NULL && strcasecmp(r->ctx->funder, s) == 0);
}

/* Is S most of the site's or the funder's name: "Ahlgrens Minne" of "Stiftelsen
 * Ahlgrens Minne"? */
static bool is_most_of_site_name(const struct reader *r, const char *s)
{
    const char *funder = r->ctx->funder;
    return is_site_name(r, s) ||
           (funder != NULL && 2 * strlen(s) > strlen(funder) &&
            strcasestr(funder, s) != NULL);
}

/* What parts titles from the site's name, on either side of it. */
static const char *const bars[] = {
    " | ",  " - ",        " \xE2\x80\x93 ", " \xE2\x80\x94 ",
    " :: ", " \xC2\xBB ", " \xC2\xB7 "};

/* What may stand in a title as well. */
static const char *const loose[] = {": ", " / ", " // ", " > "};

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* What follows the first of the N SEPARATORS that has a name before it, as IS
 * tells; NULL where none has. */
static const char *past_name(struct reader *r, const char *title,
                             const char *const *separators, size_t n,
                             bool (*is)(const struct reader *, const char *))
{
    for (size_t i = 0; i < n; i++) {
        const char *cut = strstr(title, separators[i]);
        if (cut != NULL && cut[strlen(separators[i])] != '\0' &&
            is(r, arena_strndup(r->mem, title, (size_t)(cut - title))))
            return cut + strlen(separators[i]);
    }
    return NULL;
}

/* "Site: Title", where the first part is the site's or the funder's name. */
static const char *without_prefix(struct reader *r, const char *title)
{
    const char *rest = past_name(r, title, bars, COUNT(bars), is_site_name);
    if (rest == NULL)
        rest = past_name(r, title, loose, COUNT(loose), is_site_name);
    return rest != NULL ? rest : title;
}

/* "Title - Site", "Title | Site": the part before the last separator, where
 * what follows is the site's name or short; "Title / Site" where it is that. */
static const char *without_site(struct reader *r, const char *title)
{
    const char *cut = NULL;
    const char *rest =
        past_name(r, title, bars, COUNT(bars), is_most_of_site_name);
    title = rest != NULL ? rest : without_prefix(r, title);
    for (size_t i = 0; i < COUNT(bars) + COUNT(loose); i++) {
        bool sure = i < COUNT(bars);
        const char *bar = sure ? bars[i] : loose[i - COUNT(bars)];
        const char *p = title, *last = NULL;
        while ((p = strstr(p, bar)) != NULL)
            last = p++;
        if (last != NULL && (cut == NULL || last < cut) &&
            (sure || is_site_name(r, last + strlen(bar))))
            cut = last;
    }
    return cut != NULL && cut != title
               ? arena_strndup(r->mem, title, (size_t)(cut - title))
               : title;
}

/* A heading that only names a section ("Vem kan söka?") heads no page. */
static bool is_section_name(struct reader *r, const char *s)
{
    struct unit u;
    text_unit(r->mem, r->vocab, s, &u);
    size_t words = 0;
    for (size_t i = 0; i < u.n; i++)
        words += u.tokens[i].kind == TOKEN_WORD; /* "1. Bakgrund" */
    for (size_t k = 0; k < u.n_matches && words > 0; k++)
        if (u.matches[k].set == LEX_SECTION &&
            u.matches[k].to - u.matches[k].from >= words)
            return true;
    return false;
}

/* "Vad är det?", "Frågor och svar" */
static bool is_of_section(enum page_about about)
{
    return about == ABOUT_WHO || about == ABOUT_TERMS;
}

static const char *read_title(struct reader *r)
{
    const struct doc *d = r->text->doc;
    if (d->h1 != NULL && d->h1[0] != '\0' && !is_site_name(r, d->h1))
        return d->h1;
    const char *from_title = d->title != NULL && d->title[0] != '\0'
                                 ? without_site(r, d->title)
                                 : NULL;
    const char *first = NULL;
    for (size_t i = 0; i < d->n_blocks && first == NULL; i++) {
        const struct block *b = &d->blocks[i];
        if (b->kind == BLOCK_HEADING && b->main >= 0.5 &&
            !is_site_name(r, b->text) && !is_section_name(r, b->text) &&
            !is_of_section(sub_title_about(r, b->text)))
            first = b->text;
        else if (b->kind == BLOCK_PARAGRAPH && b->main >= 0.5 &&
                 strlen(b->text) > 120)
            break; /* running text has begun: no heading above it */
    }
    if (first != NULL)
        return first;
    if (d->og_title != NULL && d->og_title[0] != '\0')
        return without_site(r, d->og_title);
    return from_title != NULL ? from_title : "";
}

/* "Digital hjälp i Högsby": the page's own title heads no section on help. */
static void unhead(struct page_text *pt, size_t title)
{
    enum section of_title = pt->units[title].section;
    for (size_t i = title; i < pt->n; i++)
        if ((i == title || pt->units[i].under == title + 1) &&
            pt->units[i].section == of_title)
            pt->units[i].section = SECTION_NONE;
}

static void mark_title(struct reader *r, const char *title)
{
    struct page_text *pt = r->text;
    for (size_t i = 0; i < pt->n; i++) {
        struct unit *u = &pt->units[i];
        if (u->is_heading && (strcmp(u->text, title) == 0 ||
                              strcmp(u->text, r->call->title) == 0)) {
            u->is_title = true;
            unhead(pt, i);
            struct source s = {u, 0, 0, 1};
            found_evidence(r, FIELD_TITLE, &s, 0.95);
            return;
        }
    }
    call_set_evidence(r->call, FIELD_TITLE, title, strlen(title), NULL, 0.8);
}

/* --- summary and purpose ------------------------------------------------- */

static bool is_stamp(const struct unit *u)
{
    return context_unit(u, CUE_UPDATED) > 0 || u->n < 5;
}

static void append(struct buf *b, const struct unit *u)
{
    const char *s;
    size_t len;
    unit_quote(u, 0, 0, &s, &len);
    if (b->len > 0 && buf_putc(b, ' ') != ST_OK)
        return;
    if (buf_append(b, s, len) != ST_OK)
        return; /* full: what fits is enough */
}

static void read_summary(struct reader *r)
{
    struct buf b;
    buf_init(&b, SUMMARY_BYTES);
    int sentences = 0;
    for (size_t i = 0; i < r->text->n && sentences < 3; i++) {
        const struct unit *u = &r->text->units[i];
        if (u->block == NULL || u->block->kind != BLOCK_PARAGRAPH ||
            is_stamp(u) || u->to - u->from < 30)
            continue;
        if (sentences > 0 && u->section != SECTION_NONE &&
            u->section != SECTION_PURPOSE)
            break;
        size_t before = b.len;
        append(&b, u);
        if (b.len == before)
            break;
        sentences++;
        if (sentences == 1) {
            struct source s = {u, 0, 0, 1};
            found_evidence(r, FIELD_SUMMARY, &s, 0.8);
        }
    }
    if (b.len > 0)
        r->call->summary = arena_strndup(r->call->mem, b.data, b.len);
    else if (r->text->doc->description != NULL)
        r->call->summary =
            arena_strdup(r->call->mem, r->text->doc->description);
    buf_free(&b);
}

static void read_purpose(struct reader *r)
{
    struct buf b;
    buf_init(&b, PURPOSE_BYTES);
    for (size_t i = 0; i < r->text->n; i++) {
        const struct unit *u = &r->text->units[i];
        bool aims = u->section == SECTION_PURPOSE ||
                    u->section == SECTION_WHAT || u->section == SECTION_WHO;
        if ((aims || u->lead) && !u->is_title && !is_stamp(u))
            append(&b, u);
    }
    if (b.len > 0)
        r->call->purpose = arena_strndup(r->call->mem, b.data, b.len);
    buf_free(&b);
}

/* --- kind, reference, contact -------------------------------------------- */

static void read_kind(struct reader *r)
{
    double score[16] = {0};
    struct source first[16];
    memset(first, 0, sizeof first);
    for (size_t i = 0; i < r->text->n; i++) {
        const struct unit *u = &r->text->units[i];
        double w = u->is_title ? 5 : u->lead || u->is_heading ? 1.5 : 0.4;
        for (size_t k = 0; k < u->n_matches; k++) {
            const struct match *m = &u->matches[k];
            if (m->set != LEX_KIND || m->entry->index < 0)
                continue;
            int t = m->entry->index;
            score[t] += w * m->entry->weight;
            if (first[t].unit == NULL)
                first[t] = (struct source){u, m->from, m->to, w};
        }
    }
    int best = CALL_GRANT;
    for (int t = 0; t < code_count(CODE_KIND); t++)
        if (score[t] > score[best])
            best = t;
    /* Another kind than the common one must be said clearly. */
    if (best != CALL_GRANT && score[best] < 4)
        best = CALL_GRANT;
    r->call->kind = (enum call_kind)best;
    if (first[best].unit != NULL)
        found_evidence(r, FIELD_KIND, &first[best], 0.8);
}

static bool is_reference_char(char c)
{
    return isalnum((unsigned char)c) ||
           (c != '\0' && strchr("/-.:_", c) != NULL);
}

/* The first run of letters, digits and marks that holds two digits. */
static size_t reference_at(const char *s, const char **from)
{
    for (; *s != '\0'; s++) {
        if (!isalnum((unsigned char)*s))
            continue;
        size_t n = 0, digits = 0;
        while (is_reference_char(s[n])) {
            digits += isdigit((unsigned char)s[n]) != 0;
            n++;
        }
        while (n > 0 && !isalnum((unsigned char)s[n - 1]))
            n--;
        if (digits >= 2 && n >= 4 && n <= 40) {
            *from = s;
            return n;
        }
        s += n > 0 ? n - 1 : 0;
        if (*s == '\0')
            break;
    }
    return 0;
}

static void read_reference(struct reader *r)
{
    for (size_t i = 0; i < r->text->n; i++) {
        const struct unit *u = &r->text->units[i];
        const char *at = NULL;
        if (u->label == LABEL_REFERENCE) {
            at = u->text + u->from;
        } else if (u->n < 40) {
            for (size_t k = 0; k < u->n && at == NULL; k++)
                if (unit_in(u, k, WORDS_REFERENCE_NUMBER))
                    at = u->text + u->from + u->tokens[k].to;
        }
        const char *from;
        size_t n = at != NULL ? reference_at(at, &from) : 0;
        if (n == 0)
            continue;
        r->call->reference = arena_strndup(r->call->mem, from, n);
        struct source s = {u, 0, 0, 1};
        found_evidence(r, FIELD_REFERENCE, &s, 0.9);
        return;
    }
}

static void read_contact(struct reader *r)
{
    for (size_t i = 0; i < r->text->n; i++) {
        const struct unit *u = &r->text->units[i];
        const char *s;
        size_t len;
        unit_quote(u, 0, 0, &s, &len);
        const char *at = memchr(s, '@', len);
        if (at == NULL)
            continue;
        const char *from = at, *to = at + 1;
        while (from > s && (is_reference_char(from[-1]) || from[-1] == '+') &&
               from[-1] != '/' && from[-1] != ':')
            from--;
        while (to < s + len && is_reference_char(*to) && *to != '/' &&
               *to != ':')
            to++;
        while (to > at && to[-1] == '.')
            to--;
        if (from == at || to < at + 4)
            continue;
        r->call->contact =
            arena_strndup(r->call->mem, from, (size_t)(to - from));
        struct source src = {u, 0, 0, 1};
        found_evidence(r, FIELD_CONTACT, &src, 0.8);
        return;
    }
}

void read_words(struct reader *r)
{
    struct call *c = r->call;
    c->language = read_language(r);
    const char *title = without_prefix(r, read_title(r));
    c->title = arena_strdup(c->mem, sub_title_whole(r, title));
    mark_title(r, title);
    read_summary(r);
    read_purpose(r);
    read_kind(r);
    read_reference(r);
    read_contact(r);
    if (r->ctx->funder != NULL)
        c->funder = arena_strdup(c->mem, r->ctx->funder);
    if (r->ctx->funder_id != NULL)
        c->funder_id = arena_strdup(c->mem, r->ctx->funder_id);
}
