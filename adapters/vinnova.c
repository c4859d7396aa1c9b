/*
 * vinnova.c - Vinnova's open data, data.vinnova.se (CC0, no key).
 *
 * /api/ansokningsomgangar/{day} are the rounds that changed since a day, what
 * can be applied for; /api/utlysningar/{day} the calls they are rounds of,
 * which have texts but no days. A number (up to 20, with commas) in place of
 * the day asks for just those. A day long ago takes the server a minute, 2015
 * more than it can.
 */
#include "facts.h"
#include "json.h"
#include "parts.h"
#include "texts.h"

#include "medel/buf.h"
#include "medel/caps.h"

#include <string.h>
#include <strings.h>

#define FIRST_DAYS (2 * 365) /* back, the first time */
#define OVERLAP_DAYS 3       /* changes that were late in the telling */

/* --- asking --------------------------------------------------------------- */

static const char *const ROUND_FIELDS[] = {
    "Diarienummer",    "DiarienummerUtlysning",
    "Titel",           "Oppningsdatum",
    "Stangningsdatum", "Publik",
    "Webbsida",        "LankLista.URL",
    "LankLista.Lank",  NULL};
static const char *const ROUND_REQUIRED[] = {"Diarienummer",  "Titel",
                                             "Oppningsdatum", "Stangningsdatum",
                                             "Publik",        NULL};
static const char *const DAYS[] = {"Oppningsdatum", "Stangningsdatum", NULL};
static const char *const CALL_FIELDS[] = {"Diarienummer",
                                          "Titel",
                                          "Publik",
                                          "Webbsida",
                                          "LankLista.URL",
                                          "LankLista.Lank",
                                          "AnsokningsomgangDnrLista",
                                          NULL};
static const char *const CALL_REQUIRED[] = {"Diarienummer", "Titel", NULL};

static enum status plan(const struct adapter_source *s, struct arena *mem,
                        adapter_since_fn *since, adapter_plan_fn *add,
                        void *arg, struct err *e)
{
    const struct {
        const struct adapter_part *part;
        const char *place;
    } lists[] = {{&vinnova_calls, "utlysningar"},
                 {&vinnova_rounds, "ansokningsomgangar"}};
    enum status st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < 2; i++) {
        int64_t last = since(arg, lists[i].part->name);
        const char *day = last != 0 ? part_day(mem, last, OVERLAP_DAYS)
                                    : part_day(mem, s->now, FIRST_DAYS);
        st =
            add(arg, arena_printf(mem, "%s%s/%s", s->base, lists[i].place, day),
                lists[i].part, e);
    }
    return st;
}

/* The site's page: what is called so, or a link to one of its calls. */
static const char *find_page(const struct adapter_item *i)
{
    static const char *const LINKS[] = {"LankLista.URL", "LankLista.Lank"};
    const char *page = part_address(adapter_item_get(i, "Webbsida"));
    for (size_t k = 0; page == NULL && k < 2; k++) {
        const char *link;
        for (size_t n = 0;
             page == NULL && (link = adapter_item_nth(i, LINKS[k], n)) != NULL;
             n++)
            if (strstr(link, "/e/") != NULL)
                page = part_address(link);
    }
    return page;
}

static enum adapter_verdict look(const struct adapter_source *s,
                                 struct arena *mem, const char *place,
                                 const struct adapter_item *i,
                                 struct adapter_found *ret)
{
    const char *number = adapter_item_get(i, "Diarienummer");
    const char *open = adapter_item_get(i, "Publik");
    if (!part_is_reference(number, false)) {
        ret->why = "Diarienummer";
        return ADAPTER_BAD;
    }
    ret->url = arena_printf(mem, "%s%s/%s", s->base, place, number);
    if (open != NULL && strcmp(open, "1") != 0 && strcasecmp(open, "true") != 0)
        return ADAPTER_DROP;
    ret->page = arena_strdup(mem, find_page(i));
    return ADAPTER_KEEP;
}

static enum adapter_verdict round_item(const struct adapter_source *s,
                                       struct arena *mem,
                                       const struct adapter_item *i,
                                       struct adapter_found *ret)
{
    const char *parent = adapter_item_get(i, "DiarienummerUtlysning");
    long past = part_days_past(i, "Stangningsdatum", s->now);
    enum adapter_verdict v = look(s, mem, "ansokningsomgangar", i, ret);
    if (v == ADAPTER_KEEP && (ret->why = part_bad_day(i, DAYS)) != NULL)
        return ADAPTER_BAD;
    if (v == ADAPTER_KEEP && past > PART_OLD_DAYS)
        return ADAPTER_UPDATE;
    if (past > 0) {
        ret->page = NULL; /* nobody applies any more */
    } else if (part_is_reference(parent, false)) {
        ret->parent = arena_strdup(mem, parent);
        ret->parent_part = vinnova_calls.name;
    }
    return v;
}

static enum adapter_verdict call_item(const struct adapter_source *s,
                                      struct arena *mem,
                                      const struct adapter_item *i,
                                      struct adapter_found *ret)
{
    return look(s, mem, "utlysningar", i, ret);
}

static const char *batch(const struct adapter_source *s, struct arena *mem,
                         const char *const *references, size_t n)
{
    const char *list = references[0];
    for (size_t i = 1; i < n; i++)
        list = arena_printf(mem, "%s,%s", list, references[i]);
    return arena_printf(mem, "%sutlysningar/%s", s->base, list);
}

/* --- reading -------------------------------------------------------------- */

static bool is_swedish(struct arena *mem, const json_t *text)
{
    const char *lang = json_text(mem, text, "Lang");
    return lang == NULL || strncasecmp(lang, "sv", 2) == 0 ||
           strncasecmp(lang, "sw", 2) == 0;
}

/* The longer texts, in one language. */
static void add_web_texts(struct arena *mem, const json_t *o, bool swedish,
                          struct buf *html)
{
    for (size_t i = 0; i < json_count(o, "WebTextLista"); i++) {
        const json_t *t = json_nth(o, "WebTextLista", i);
        texts_add(html, json_text(mem, t, swedish ? "TextSv" : "TextEn"));
        if (is_swedish(mem, t) == swedish)
            texts_add(html, json_text(mem, t, "Text"));
    }
}

static const char *contact_of(struct arena *mem, const json_t *o)
{
    const json_t *c = json_one(o, "KontaktLista");
    const char *const parts[] = {json_text(mem, c, "Namn"),
                                 json_text(mem, c, "Epost"),
                                 json_text(mem, c, "Telefon")};
    const char *all = NULL;
    for (size_t i = 0; i < 3; i++)
        if (parts[i] != NULL)
            all = all != NULL ? arena_printf(mem, "%s, %s", all, parts[i])
                              : parts[i];
    return all;
}

static void add_documents(struct arena *mem, const char *base, const json_t *o,
                          struct call *facts)
{
    for (size_t i = 0; i < json_count(o, "DokumentLista"); i++) {
        const json_t *d = json_nth(o, "DokumentLista", i);
        const char *url = part_address(json_text(mem, d, "fileURL"));
        const char *id = json_text(mem, d, "DokumentID");
        const char *api = strstr(base, "/ansokningsomgangar/");
        if (url == NULL && api != NULL && part_is_reference(id, true))
            url =
                arena_printf(mem, "%.*s/file/%s", (int)(api - base), base, id);
        facts_document(facts, url);
    }
}

static const char *page_of(struct arena *mem, const json_t *o)
{
    const char *page = part_address(json_text(mem, o, "Webbsida"));
    for (size_t i = 0; page == NULL && i < json_count(o, "LankLista"); i++) {
        const json_t *l = json_nth(o, "LankLista", i);
        const char *link = json_text(mem, l, "URL");
        if (link == NULL)
            link = json_text(mem, l, "Lank");
        if (link != NULL && strstr(link, "/e/") != NULL)
            page = part_address(link);
    }
    return page;
}

static void relate(struct arena *mem, struct adapter_record *r,
                   const char *place, const char *number, size_t *cap)
{
    if (!part_is_reference(number, false))
        return;
    r->related =
        arena_grow(mem, r->related, r->n_related, cap, sizeof *r->related);
    r->related[r->n_related++] = arena_printf(mem, "../%s/%s", place, number);
}

/* The rounds of a call are numbers, or objects that have one. */
static void relate_rounds(struct arena *mem, const json_t *o,
                          struct adapter_record *r, size_t *cap)
{
    static const char LIST[] = "AnsokningsomgangDnrLista";
    for (size_t i = 0; i < json_count(o, LIST); i++) {
        const json_t *item = json_nth(o, LIST, i);
        const char *number = json_value_text(mem, item);
        if (number == NULL)
            number = json_text(mem, item, "DiarienummerAnsokningsomgang");
        relate(mem, r, "ansokningsomgangar", number, cap);
    }
}

static void tell(struct arena *mem, const json_t *o, const char *title,
                 bool swedish, struct adapter_record *r)
{
    struct buf html;
    buf_init(&html, CAP_PAGE_BYTES);
    texts_begin(&html, swedish ? "sv" : "en", title);
    texts_add(
        &html,
        json_text(mem, o, swedish ? "Beskrivning" : "BeskrivningEngelska"));
    add_web_texts(mem, o, swedish, &html);
    texts_end(&html);
    r->html = arena_strndup(mem, html.data, html.len);
    buf_free(&html);
}

static enum status read_item(struct arena *mem, const struct read_context *ctx,
                             const char *json, size_t len, bool is_round,
                             struct adapter_record *ret, struct err *e)
{
    json_t *o;
    enum status st = json_item(json, len, &o, e);
    if (st != ST_OK)
        return st;
    struct adapter_record r = {.kind = is_round ? PAGE_CALL : PAGE_PART};
    const char *title = json_text(mem, o, "Titel");
    bool swedish = title != NULL;
    if (!swedish)
        title = json_text(mem, o, "TitelEngelska");
    const char *number = json_text(mem, o, "Diarienummer");
    if (title == NULL || number == NULL) {
        st = err_set(e, ST_INVALID, "no Titel or no Diarienummer");
    } else {
        size_t cap = 0;
        r.facts = facts_new(mem);
        facts_title(r.facts, swedish ? "Titel" : "TitelEngelska", title);
        facts_reference(r.facts, "Diarienummer", number);
        facts_opens(r.facts, "Oppningsdatum",
                    json_text(mem, o, "Oppningsdatum"));
        facts_deadline(r.facts, "Stangningsdatum",
                       json_text(mem, o, "Stangningsdatum"));
        facts_contact(r.facts, "KontaktLista", contact_of(mem, o));
        add_documents(mem, ctx->url != NULL ? ctx->url : "", o, r.facts);
        r.page = page_of(mem, o);
        relate(mem, &r, "utlysningar",
               json_text(mem, o, "DiarienummerUtlysning"), &cap);
        relate_rounds(mem, o, &r, &cap);
        tell(mem, o, title, swedish, &r);
        *ret = r;
    }
    json_decref(o);
    return st;
}

static enum status read_round(struct arena *mem, const struct read_context *ctx,
                              const char *json, size_t len,
                              struct adapter_record *ret, struct err *e)
{
    return read_item(mem, ctx, json, len, true, ret, e);
}

static enum status read_call(struct arena *mem, const struct read_context *ctx,
                             const char *json, size_t len,
                             struct adapter_record *ret, struct err *e)
{
    return read_item(mem, ctx, json, len, false, ret, e);
}

/* --- the parts ------------------------------------------------------------ */

const struct adapter_part vinnova_rounds = {
    .name = "vinnova.rounds",
    .type = "vinnova",
    .split = {"", ROUND_FIELDS},
    .required = ROUND_REQUIRED,
    .item = round_item,
    .read = read_round,
};

const struct adapter_part vinnova_calls = {
    .name = "vinnova.calls",
    .type = "vinnova",
    .split = {"", CALL_FIELDS},
    .required = CALL_REQUIRED,
    .item = call_item,
    .batch = batch,
    .read = read_call,
};

const struct adapter vinnova_adapter = {
    .type = "vinnova",
    .base = "https://data.vinnova.se/api/",
    .plan = plan,
};
