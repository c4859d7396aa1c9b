/*
 * gdp.c - the API that Energimyndigheten, Formas, Forte, Vetenskapsrådet and
 * Vinnova share (CC0), asked with the user's own key.
 *
 * /utlysningar?offset=N&limit=100 are all calls, by pages: x-totalrecords says
 * how many there are, x-next where the next page is. A single record comes
 * without the list around it. Each agency also has it under an address of its
 * own, with its records alone.
 */
#include "facts.h"
#include "json.h"
#include "parts.h"
#include "texts.h"

#include "medel/buf.h"
#include "medel/caps.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define LIMIT 100
#define RECORDS_MAX 20000

static const char *const FIELDS[] = {"diarienummer",
                                     "titel",
                                     "status",
                                     "oppningsdatum",
                                     "stangningsdatum",
                                     "finansiarNamn",
                                     "finansiarOrganisationsnummer",
                                     "publiceringsplats",
                                     "lank",
                                     "lank.url",
                                     "lank.lank",
                                     NULL};
static const char *const REQUIRED[] = {"diarienummer", "titel", "oppningsdatum",
                                       "stangningsdatum", NULL};

static const char *const DAYS[] = {"oppningsdatum", "stangningsdatum", NULL};

/* --- asking --------------------------------------------------------------- */

static enum status plan(const struct adapter_source *s, struct arena *mem,
                        adapter_since_fn *since, adapter_plan_fn *add,
                        void *arg, struct err *e)
{
    (void)since;
    /* Several funders ask for one list, each for its own records: the
     * fragment, which is not sent, tells their addresses apart. */
    return add(arg,
               arena_printf(mem, "%sutlysningar?offset=0&limit=%d#%s", s->base,
                            LIMIT, s->funder->id),
               &gdp_calls, e);
}

/* The digits alone: "202100-5216" and "2021005216" are one number. */
static bool same_digits(const char *a, const char *b)
{
    for (;;) {
        while (*a != '\0' && !isdigit((unsigned char)*a))
            a++;
        while (*b != '\0' && !isdigit((unsigned char)*b))
            b++;
        if (*a != *b || *a == '\0')
            return *a == *b;
        a++;
        b++;
    }
}

/* By number or by name; a list that says neither is one funder's own. */
static bool is_ours(const struct adapter_source *s,
                    const struct adapter_item *i)
{
    const char *number = adapter_item_get(i, "finansiarOrganisationsnummer");
    const char *name = adapter_item_get(i, "finansiarNamn");
    if (number == NULL && name == NULL)
        return true;
    if (number != NULL && s->api->organisation != NULL &&
        same_digits(number, s->api->organisation))
        return true;
    return name != NULL && (strcasecmp(name, s->funder->name) == 0 ||
                            (s->funder->name_en != NULL &&
                             strcasecmp(name, s->funder->name_en) == 0));
}

static enum adapter_verdict item(const struct adapter_source *s,
                                 struct arena *mem,
                                 const struct adapter_item *i,
                                 struct adapter_found *ret)
{
    static const char *const LINKS[] = {"lank.url", "lank.lank", "lank",
                                        "publiceringsplats"};
    const char *number = adapter_item_get(i, "diarienummer");
    if (!is_ours(s, i))
        return ADAPTER_SKIP;
    ret->why = part_is_reference(number, true) ? part_bad_day(i, DAYS)
                                               : "diarienummer";
    if (ret->why != NULL)
        return ADAPTER_BAD;
    ret->url = arena_printf(mem, "%sutlysningar/%s", s->base, number);
    long past = part_days_past(i, "stangningsdatum", s->now);
    if (past > PART_OLD_DAYS)
        return ADAPTER_UPDATE;
    if (past > 0)
        return ADAPTER_KEEP; /* nobody applies any more: its page can wait */
    for (size_t k = 0; ret->page == NULL && k < 4; k++)
        ret->page =
            arena_strdup(mem, part_address(adapter_item_get(i, LINKS[k])));
    return ADAPTER_KEEP;
}

static const char *with_offset(struct arena *mem, const char *url, long offset)
{
    const char *p = strstr(url, "offset=");
    if (p == NULL)
        return NULL;
    p += strlen("offset=");
    return arena_printf(mem, "%.*s%ld%s", (int)(p - url), url, offset,
                        p + strspn(p, "0123456789"));
}

static const char *next(const struct adapter_source *s, struct arena *mem,
                        const struct adapter_answer *a, const char **why)
{
    const char *p = strstr(a->url, "offset=");
    long offset = p != NULL ? strtol(p + strlen("offset="), NULL, 10) : 0;
    long seen = offset + (long)a->items;
    long total = a->total != NULL ? strtol(a->total, NULL, 10) : -1;
    (void)s;
    if (a->items == 0 && total > seen) {
        *why = arena_printf(mem, "%ld of %ld records", seen, total);
        return NULL;
    }
    bool more = total >= 0 ? seen < total : a->items >= LIMIT;
    if (!more || a->items == 0 || seen >= RECORDS_MAX)
        return NULL;
    /* x-next may be an address or a number; what counts is that it goes on
     * where this one ends. */
    const char *given = a->next != NULL ? strstr(a->next, "offset=") : NULL;
    long to = given != NULL     ? strtol(given + strlen("offset="), NULL, 10)
              : a->next != NULL ? strtol(a->next, NULL, 10)
                                : seen;
    return with_offset(mem, a->url, to > offset && to <= seen ? to : seen);
}

/* --- reading -------------------------------------------------------------- */

/* Names of a list of codes: strings, or objects with a name each. */
static void add_names(struct arena *mem, struct buf *html, const char *label,
                      const json_t *o, const char *list)
{
    static const char *const NAMES[] = {"namn", "benamning", "titel", "kod"};
    const char *all = NULL;
    for (size_t i = 0; i < json_count(o, list); i++) {
        const json_t *v = json_nth(o, list, i);
        const char *name = json_value_text(mem, v);
        for (size_t k = 0; name == NULL && k < 4; k++)
            name = json_text(mem, v, NAMES[k]);
        if (name != NULL)
            all = all != NULL ? arena_printf(mem, "%s, %s", all, name) : name;
    }
    texts_pair(html, label, all);
}

static const char *page_of(struct arena *mem, const json_t *o)
{
    const char *url = NULL;
    for (size_t i = 0; url == NULL && i < json_count(o, "lank"); i++) {
        const json_t *l = json_nth(o, "lank", i);
        url = part_address(json_text(mem, l, "url"));
        if (url == NULL)
            url = part_address(json_text(mem, l, "lank"));
        if (url == NULL)
            url = part_address(json_value_text(mem, l));
    }
    return url != NULL ? url
                       : part_address(json_text(mem, o, "publiceringsplats"));
}

static const char *tell(struct arena *mem, const json_t *o, const char *title,
                        bool swedish)
{
    struct buf html;
    buf_init(&html, CAP_PAGE_BYTES);
    texts_begin(&html, swedish ? "sv" : "en", title);
    texts_add(&html,
              json_text(mem, o, swedish ? "beskrivning" : "beskrivningEng"));
    add_names(mem, &html, "Bidragsform", o, "bidragsformer");
    add_names(mem, &html, "Stödform", o, "stodformer");
    texts_end(&html);
    const char *text = arena_strndup(mem, html.data, html.len);
    buf_free(&html);
    return text;
}

static void state_budget(struct arena *mem, const json_t *o, struct call *facts)
{
    double sum = json_amount(o, "budgetBelopp");
    const char *currency = json_text(mem, o, "budgetValuta");
    const char *said = json_text(mem, o, "budgetBelopp");
    if (said != NULL && currency != NULL)
        facts_sum(facts, FIELD_TOTAL_BUDGET, &facts->total_budget, sum,
                  currency,
                  arena_printf(mem, "budgetBelopp: %s %s", said, currency));
}

/* "Stängd", "Avslutad", "Closed"; what is open the days tell. */
static void state_status(struct arena *mem, const json_t *o, struct call *facts)
{
    static const char *const ENDS[] = {"stängd", "stangd", "avslut", "closed"};
    const char *status = json_text(mem, o, "status");
    for (size_t i = 0; status != NULL && i < 4; i++)
        if (strncasecmp(status, ENDS[i], strlen(ENDS[i])) == 0)
            facts_closed(facts, "status", status);
}

static enum status read_call(struct arena *mem, const struct read_context *ctx,
                             const char *json, size_t len,
                             struct adapter_record *ret, struct err *e)
{
    json_t *o;
    (void)ctx;
    enum status st = json_item(json, len, &o, e);
    if (st != ST_OK)
        return st;
    const char *title = json_text(mem, o, "titel");
    bool swedish = title != NULL;
    if (!swedish)
        title = json_text(mem, o, "titelEng");
    const char *number = json_text(mem, o, "diarienummer");
    if (title == NULL || number == NULL) {
        st = err_set(e, ST_INVALID, "no titel or no diarienummer");
    } else {
        struct call *facts = facts_new(mem);
        facts_title(facts, swedish ? "titel" : "titelEng", title);
        facts_reference(facts, "diarienummer", number);
        facts_opens(facts, "oppningsdatum", json_text(mem, o, "oppningsdatum"));
        facts_deadline(facts, "stangningsdatum",
                       json_text(mem, o, "stangningsdatum"));
        state_budget(mem, o, facts);
        state_status(mem, o, facts);
        *ret = (struct adapter_record){.facts = facts,
                                       .kind = PAGE_CALL,
                                       .page = page_of(mem, o),
                                       .html = tell(mem, o, title, swedish)};
    }
    json_decref(o);
    return st;
}

const struct adapter_part gdp_calls = {
    .name = "gdp.calls",
    .type = "gdp",
    .split = {"", FIELDS},
    .required = REQUIRED,
    .keyed = true,
    .absence = ADAPTER_GONE,
    .item = item,
    .next = next,
    .read = read_call,
};

const struct adapter gdp_adapter = {
    .type = "gdp",
    .base = "https://api.vinnova.se/gdp/v1/",
    .key = "gdp",
    .plan = plan,
};
