/* facts.c - see facts.h. */
#include "facts.h"

#include "moment.h"

#include "medel/caps.h"

#include <ctype.h>
#include <string.h>

/* Stated by the funder's own system; it may still be mistyped there. */
#define SURE 0.98

static void words(struct call *c, enum call_field f, const char *name,
                  const char *text)
{
    const char *both = arena_printf(c->mem, "%s: %s", name, text);
    call_set_evidence(c, f, both, strlen(both), NULL, SURE);
}

struct call *facts_new(struct arena *mem)
{
    struct call *c = arena_alloc(mem, sizeof *c);
    call_init(c, mem);
    return c;
}

void facts_title(struct call *c, const char *name, const char *text)
{
    if (text == NULL)
        return;
    c->title = arena_strdup(c->mem, text);
    words(c, FIELD_TITLE, name, text);
}

void facts_reference(struct call *c, const char *name, const char *text)
{
    if (text == NULL)
        return;
    c->reference = arena_strdup(c->mem, text);
    words(c, FIELD_REFERENCE, name, text);
}

void facts_contact(struct call *c, const char *name, const char *text)
{
    if (text == NULL)
        return;
    c->contact = arena_strdup(c->mem, text);
    words(c, FIELD_CONTACT, name, text);
}

bool facts_opens(struct call *c, const char *name, const char *text)
{
    int minute;
    if (!moment_parse(text, &c->opens, &minute))
        return false;
    words(c, FIELD_OPENS, name, text);
    return true;
}

/* In order; false where it is there. */
static bool insert(struct call *c, struct date day)
{
    size_t i = 0;
    while (i < c->n_deadlines && date_compare(c->deadlines[i], day) < 0)
        i++;
    if (i < c->n_deadlines && date_compare(c->deadlines[i], day) == 0)
        return false;
    struct date *list =
        arena_alloc(c->mem, (c->n_deadlines + 1) * sizeof *list);
    if (i != 0)
        memcpy(list, c->deadlines, i * sizeof *list);
    list[i] = day;
    if (i < c->n_deadlines)
        memcpy(list + i + 1, c->deadlines + i,
               (c->n_deadlines - i) * sizeof *list);
    c->deadlines = list;
    c->n_deadlines++;
    return true;
}

bool facts_deadline(struct call *c, const char *name, const char *text)
{
    struct date day;
    int minute;
    if (c->n_deadlines >= CAP_CALL_DEADLINES ||
        !moment_parse(text, &day, &minute))
        return false;
    const char *before = c->evidence[FIELD_DEADLINES].text;
    if (insert(c, day)) {
        const char *all = before != NULL
                              ? arena_printf(c->mem, "%s, %s", before, text)
                              : arena_printf(c->mem, "%s: %s", name, text);
        call_set_evidence(c, FIELD_DEADLINES, all, strlen(all), NULL, SURE);
    }
    if (minute >= 0 && c->deadline_time < 0) {
        c->deadline_time = minute;
        words(c, FIELD_DEADLINE_TIME, name, text);
    }
    return true;
}

void facts_sum(struct call *c, enum call_field f, double *to, double value,
               const char *currency, const char *said)
{
    char code[4] = "";
    if (value <= 0 || value > CAP_SUM || currency == NULL ||
        strlen(currency) != 3)
        return;
    for (size_t i = 0; i < 3; i++) {
        if (!isalpha((unsigned char)currency[i]))
            return;
        code[i] = (char)toupper((unsigned char)currency[i]);
    }
    *to = value;
    call_set_evidence(c, f, said, strlen(said), NULL, SURE);
    if (c->currency[0] != '\0')
        return;
    memcpy(c->currency, code, sizeof c->currency);
    call_set_evidence(c, FIELD_CURRENCY, said, strlen(said), NULL, SURE);
}

void facts_closed(struct call *c, const char *name, const char *text)
{
    c->closed_stated = true;
    c->status = CALL_CLOSED;
    words(c, FIELD_STATUS, name, text);
}

void facts_forthcoming(struct call *c, const char *name, const char *text)
{
    c->status = CALL_FORTHCOMING;
    words(c, FIELD_STATUS, name, text);
}

void facts_document(struct call *c, const char *url)
{
    if (url == NULL || c->n_documents >= CAP_CALL_DOCUMENTS)
        return;
    const char **list =
        arena_alloc(c->mem, (c->n_documents + 1) * sizeof *list);
    if (c->n_documents != 0)
        memcpy(list, c->documents, c->n_documents * sizeof *list);
    list[c->n_documents++] = arena_strdup(c->mem, url);
    c->documents = list;
}
