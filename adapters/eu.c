/*
 * eu.c - the EU's Funding & Tenders portal (no key).
 *
 * data/referenceData/grantsTenders.json is all that it ever listed, some
 * 120 MiB, read as a stream; data/eu_topics.yaml says what is kept of it. Its
 * items have the days, but neither budget nor conditions: those are in
 * data/topicDetails/{identifier in lower case}.json, one request a topic.
 *
 * Not to be trusted: numbers of states (the words are), "Open" where all
 * deadlines are past, and budgets: a topic's details list those of all topics
 * of its call, and often the whole call's under each.
 */
#include "facts.h"
#include "json.h"
#include "parts.h"
#include "texts.h"

#include "medel/buf.h"
#include "medel/caps.h"
#include "medel/topic_rules.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define SNAPSHOT "data/referenceData/grantsTenders.json"

static const char *const TOPIC_FIELDS[] = {"type",
                                           "identifier",
                                           "title",
                                           "status.abbreviation",
                                           "status.description",
                                           "frameworkProgramme.abbreviation",
                                           "plannedOpeningDateLong",
                                           "deadlineDatesLong",
                                           "actions.deadlineDates",
                                           "actions.types",
                                           "actions.types.typeOfAction",
                                           NULL};
static const char *const TOPIC_REQUIRED[] = {"type", "identifier", "title",
                                             NULL};
static const char *const DAYS[] = {"deadlineDatesLong", "actions.deadlineDates",
                                   NULL};
static const char *const DETAIL_FIELDS[] = {"identifier", "title", "actions",
                                            NULL};
static const char *const DETAIL_REQUIRED[] = {"identifier", "title", "actions",
                                              NULL};

/* --- asking --------------------------------------------------------------- */

static enum status plan(const struct adapter_source *s, struct arena *mem,
                        adapter_since_fn *since, adapter_plan_fn *add,
                        void *arg, struct err *e)
{
    (void)since;
    return add(arg, arena_printf(mem, "%s" SNAPSHOT, s->base), &eu_topics, e);
}

static const char *state_of(const struct adapter_item *i)
{
    const char *label = adapter_item_get(i, "status.abbreviation");
    return label != NULL ? label : adapter_item_get(i, "status.description");
}

/* None of its days is still to come; false where it has none. */
static bool is_past(const struct adapter_item *i, int64_t now)
{
    long top = part_days_past(i, "deadlineDatesLong", now);
    long inner = part_days_past(i, "actions.deadlineDates", now);
    if (adapter_item_get(i, "deadlineDatesLong") == NULL)
        return inner > 0;
    if (adapter_item_get(i, "actions.deadlineDates") == NULL)
        return top > 0;
    return top > 0 && inner > 0;
}

static bool has_wanted_action(const struct adapter_source *s,
                              const struct adapter_item *i)
{
    static const char *const TYPES[] = {"actions.types",
                                        "actions.types.typeOfAction"};
    bool any = false;
    const char *text;
    for (size_t f = 0; f < 2; f++)
        for (size_t k = 0; (text = adapter_item_nth(i, TYPES[f], k)) != NULL;
             k++) {
            if (topic_rules_action(s->rules, text))
                return true;
            any = true;
        }
    return !any;
}

static bool is_wanted(const struct adapter_source *s,
                      const struct adapter_item *i, const char *identifier)
{
    return topic_rules_topic(
               s->rules, identifier,
               adapter_item_get(i, "frameworkProgramme.abbreviation")) &&
           has_wanted_action(s, i);
}

static const char *detail_address(struct arena *mem, const char *base,
                                  const char *identifier)
{
    char *lower = arena_strdup(mem, identifier);
    for (char *p = lower; *p != '\0'; p++)
        *p = (char)tolower((unsigned char)*p);
    /* In upper case it would not be found. */
    return arena_printf(mem, "%sdata/topicDetails/%s.json", base, lower);
}

static enum adapter_verdict topic_item(const struct adapter_source *s,
                                       struct arena *mem,
                                       const struct adapter_item *i,
                                       struct adapter_found *ret)
{
    const char *identifier = adapter_item_get(i, "identifier");
    const char *state = state_of(i);
    if (!topic_rules_type(s->rules, adapter_item_get(i, "type")))
        return ADAPTER_SKIP;
    if (identifier == NULL || state == NULL) {
        ret->why = identifier == NULL ? "identifier" : "status.abbreviation";
        return ADAPTER_BAD;
    }
    /* Some of old have blanks and slashes; none of those is open. */
    if (!part_is_reference(identifier, true) || !is_wanted(s, i, identifier))
        return ADAPTER_SKIP;
    ret->why = part_bad_day(i, DAYS);
    if (ret->why != NULL)
        return ADAPTER_BAD;
    ret->url = arena_printf(mem, "%s" SNAPSHOT "#%s", s->base, identifier);
    if (!topic_rules_state(s->rules, state) || is_past(i, s->now))
        return ADAPTER_UPDATE;
    ret->detail = detail_address(mem, s->base, identifier);
    ret->detail_part = eu_topic.name;
    return ADAPTER_KEEP;
}

static enum adapter_verdict detail_item(const struct adapter_source *s,
                                        struct arena *mem,
                                        const struct adapter_item *i,
                                        struct adapter_found *ret)
{
    const char *identifier = adapter_item_get(i, "identifier");
    if (!part_is_reference(identifier, true)) {
        ret->why = "identifier";
        return ADAPTER_BAD;
    }
    ret->url = detail_address(mem, s->base, identifier);
    return ADAPTER_KEEP;
}

/* --- reading -------------------------------------------------------------- */

/* "…/opportunities/" of an address below it. */
static const char *page_of(struct arena *mem, const struct read_context *ctx,
                           const char *identifier)
{
    const char *data = ctx->url != NULL ? strstr(ctx->url, "/data/") : NULL;
    if (data == NULL)
        return NULL;
    return arena_printf(mem,
                        "%.*s/portal/screen/opportunities/topic-details/%s",
                        (int)(data - ctx->url), ctx->url, identifier);
}

static void state_days(struct arena *mem, const json_t *o, struct call *facts)
{
    static const char LONG[] = "deadlineDatesLong", INNER[] = "deadlineDates";
    if (!facts_opens(facts, "plannedOpeningDateLong",
                     json_text(mem, o, "plannedOpeningDateLong")))
        for (size_t a = 0; a < json_count(o, "actions"); a++)
            if (facts_opens(facts, "actions.plannedOpeningDate",
                            json_text(mem, json_nth(o, "actions", a),
                                      "plannedOpeningDate")))
                break;
    for (size_t k = 0; k < json_count(o, LONG); k++)
        facts_deadline(facts, LONG, json_value_text(mem, json_nth(o, LONG, k)));
    for (size_t a = 0; a < json_count(o, "actions"); a++) {
        const json_t *action = json_nth(o, "actions", a);
        for (size_t k = 0; k < json_count(action, INNER); k++)
            facts_deadline(facts, "actions.deadlineDates",
                           json_value_text(mem, json_nth(action, INNER, k)));
    }
}

static void state_status(struct arena *mem, const json_t *o, struct call *facts)
{
    const json_t *status = json_one(o, "status");
    if (status == NULL)
        status = json_one(json_one(o, "actions"), "status");
    const char *label = json_text(mem, status, "abbreviation");
    if (label == NULL)
        label = json_text(mem, status, "description");
    if (label == NULL)
        label = json_value_text(mem, status);
    if (label != NULL && strcasecmp(label, "Closed") == 0)
        facts_closed(facts, "status", label);
    else if (label != NULL && strcasecmp(label, "Forthcoming") == 0)
        facts_forthcoming(facts, "status", label);
}

/* A line is the topic's own where it names it: "HORIZON-CL2-2027-01-X -
 * HORIZON-RIA". One that names the call is the whole call's money. */
static bool is_own_line(const char *action, const char *identifier)
{
    size_t n = strlen(identifier);
    return action != NULL && strncasecmp(action, identifier, n) == 0 &&
           !isalnum((unsigned char)action[n]) &&
           (action[n] != '-' || !isalnum((unsigned char)action[n + 1]));
}

struct budget {
    double total, least, most;
    size_t lines;
};

static void add_line(const json_t *line, struct budget *b)
{
    const char *year;
    json_t *sum;
    const json_t *years = json_object_get(line, "budgetYearMap");
    json_object_foreach((json_t *)years, year, sum)
    {
        double n = json_amount(years, year);
        if (n > 0)
            b->total += n;
    }
    double least = json_amount(line, "minContribution");
    double most = json_amount(line, "maxContribution");
    if (least > 0 && (b->least <= 0 || least < b->least))
        b->least = least;
    if (most > b->most)
        b->most = most;
    b->lines++;
}

/* The lines of the topic among those of its call. */
static struct budget find_budget(struct arena *mem, const json_t *map,
                                 const char *identifier, const char *number)
{
    struct budget own = {0}, only = {0};
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)map, key, value)
    {
        for (size_t i = 0; i < json_count(map, key); i++) {
            const json_t *line = json_nth(map, key, i);
            if (is_own_line(json_text(mem, line, "action"), identifier))
                add_line(line, &own);
            else if (json_object_size(map) == 1 ||
                     (number != NULL && strcmp(key, number) == 0))
                add_line(line, &only);
        }
    }
    if (own.lines != 0)
        return own;
    /* Under the topic's own number, but named after the call: what one grant
     * may be is the topic's; the sum is only where it has no sisters. */
    if (json_object_size(map) != 1)
        only.total = 0;
    return only;
}

static void state_sum(struct arena *mem, struct call *facts, enum call_field f,
                      double *to, const char *name, double value)
{
    if (value > 0)
        facts_sum(facts, f, to, value, "EUR",
                  arena_printf(mem, "%s: %.0f EUR", name, value));
}

static void state_budget(struct arena *mem, const json_t *o,
                         const char *identifier, struct call *facts)
{
    const json_t *overview = json_one(o, "budgetOverviewJSONItem");
    json_t *inner = NULL; /* JSON inside of JSON, at times */
    if (json_is_string(overview))
        overview = inner = json_loads(json_string_value(overview), 0, NULL);
    const json_t *map = json_one(overview, "budgetTopicActionMap");
    if (json_is_object(map)) {
        struct budget b =
            find_budget(mem, map, identifier, json_text(mem, o, "ccm2Id"));
        state_sum(mem, facts, FIELD_AWARD_FLOOR, &facts->award_floor,
                  "minContribution", b.least);
        state_sum(mem, facts, FIELD_AWARD_CEILING, &facts->award_ceiling,
                  "maxContribution", b.most);
        state_sum(mem, facts, FIELD_TOTAL_BUDGET, &facts->total_budget,
                  "budgetYearMap", b.total);
    }
    json_decref(inner);
}

static void add_words(struct arena *mem, struct buf *html, const json_t *o,
                      const char *label, const char *list)
{
    const char *all = NULL;
    for (size_t i = 0; i < json_count(o, list); i++) {
        const char *word = json_value_text(mem, json_nth(o, list, i));
        if (word != NULL)
            all = all != NULL ? arena_printf(mem, "%s, %s", all, word) : word;
    }
    texts_pair(html, label, all);
}

static const char *tell(struct arena *mem, const json_t *o, const char *title)
{
    struct buf html;
    buf_init(&html, CAP_PAGE_BYTES);
    texts_begin(&html, "en", title);
    texts_pair(&html, "Call", json_text(mem, o, "callTitle"));
    texts_add(&html, json_text(mem, o, "description"));
    texts_add(&html, json_text(mem, o, "destinationDetails"));
    const char *conditions = json_text(mem, o, "conditions");
    if (conditions != NULL)
        texts_heading(&html, "Conditions");
    texts_add(&html, conditions);
    add_words(mem, &html, o, "Keywords", "keywords");
    add_words(mem, &html, o, "Tags", "tags");
    texts_end(&html);
    const char *text = arena_strndup(mem, html.data, html.len);
    buf_free(&html);
    return text;
}

static enum status read_object(struct arena *mem,
                               const struct read_context *ctx, const json_t *o,
                               struct adapter_record *ret, struct err *e)
{
    const char *identifier = json_text(mem, o, "identifier");
    const char *title = json_text(mem, o, "title");
    if (identifier == NULL || title == NULL)
        return err_set(e, ST_INVALID, "no identifier or no title");
    struct call *facts = facts_new(mem);
    facts_title(facts, "title", title);
    facts_reference(facts, "identifier", identifier);
    state_days(mem, o, facts);
    state_status(mem, o, facts);
    state_budget(mem, o, identifier, facts);
    *ret = (struct adapter_record){.facts = facts,
                                   .kind = PAGE_CALL,
                                   .page = page_of(mem, ctx, identifier),
                                   .html = tell(mem, o, title)};
    return ST_OK;
}

/* Both kinds of item are of one shape, as far as they go. */
static enum status read_topic(struct arena *mem, const struct read_context *ctx,
                              const char *json, size_t len,
                              struct adapter_record *ret, struct err *e)
{
    json_t *o;
    enum status st = json_item(json, len, &o, e);
    if (st != ST_OK)
        return st;
    st = read_object(mem, ctx, o, ret, e);
    json_decref(o);
    return st;
}

const struct adapter_part eu_topics = {
    .name = "eu.topics",
    .type = "eu-funding",
    .split = {"fundingData.GrantTenderObj", TOPIC_FIELDS},
    .required = TOPIC_REQUIRED,
    .some = DAYS,
    .never_empty = true,
    .conditional = true,
    .large = true,
    .absence = ADAPTER_GONE,
    .item = topic_item,
    .read = read_topic,
};

const struct adapter_part eu_topic = {
    .name = "eu.topic",
    .type = "eu-funding",
    .split = {"TopicDetails", DETAIL_FIELDS},
    .required = DETAIL_REQUIRED,
    .detail = true,
    .never_empty = true,
    .conditional = true,
    .item = detail_item,
    .read = read_topic,
};

const struct adapter eu_adapter = {
    .type = "eu-funding",
    .base = "https://ec.europa.eu/info/funding-tenders/opportunities/",
    .plan = plan,
};
