/* sign_words.c - see sign_words.h. */
#include "sign_words.h"

#include "medel/i18n.h"

#include <string.h>

/* The codes of read/signs.h without their "page.". */
static const struct {
    const char *code, *words;
} signs[] = {
    {"fact.deadline", N_("states a last day")},
    {"fact.opens", N_("states an opening day")},
    {"fact.rolling", N_("takes applications at any time")},
    {"fact.recurring", N_("comes back year by year")},
    {"fact.applicants", N_("states who may apply")},
    {"fact.award", N_("states what one can get")},
    {"fact.budget", N_("states how much there is in all")},
    {"fact.rate", N_("states what share of the costs is paid")},
    {"fact.reference", N_("has a reference number")},
    {"fact.closed", N_("says that it is closed")},
    {"fact.forthcoming", N_("says that it will open")},
    {"fact.future", N_("has a day that is still to come")},
    {"fact.answers", N_("tells when, who and how much")},
    {"section.who", N_("has a section on who may apply")},
    {"section.what", N_("has a section on what for")},
    {"section.sums", N_("has a section on sums")},
    {"section.when", N_("has a section on when")},
    {"section.process", N_("has a section on how to apply")},
    {"says.eligible", N_("speaks of who may apply")},
    {"says.apply", N_("speaks of applying")},
    {"says.ceiling", N_("speaks of the most that one can get")},
    {"says.deadline", N_("speaks of a last day")},
    {"says.granted", N_("speaks of what was granted")},
    {"says.past_round", N_("speaks of an earlier round")},
    {"says.address", N_("speaks to the reader")},
    {"says.general", N_("speaks in general terms")},
    {"shape.linked", N_("is mostly links")},
    {"shape.listing", N_("is laid out as a list")},
    {"shape.repeated", N_("repeats one pattern")},
    {"shape.short", N_("is short")},
    {"shape.long", N_("is long")},
    {"shape.granted", N_("is much about what was granted")},
    {"shape.past", N_("is much about what has been")},
    {"shape.asked", N_("has questions that applicants ask")},
    {"shape.old", N_("is old")},
    {"shape.date_line", N_("has a line with its date, as news have")},
    {"shape.named", N_("is named as a call is")},
};

/* Signs that are words of a kind of page, by their place. */
static const struct {
    const char *code, *words;
} cues[] = {
    {"call", N_("words of calls")},
    {"apply", N_("words of applying")},
    {"news", N_("words of news")},
    {"decision", N_("words of decisions")},
    {"guide", N_("words of guides")},
    {"event", N_("words of events")},
    {"listing", N_("words of lists")},
    {"programme", N_("words of programmes")},
    {"project", N_("words of projects")},
    {"procurement", N_("words of procurements")},
    {"part", N_("words of a part of a call")},
    {"admin", N_("words of a site's own pages")},
    {"report", N_("words of reports")},
    {"archive", N_("words of archives")},
    {"job", N_("words of vacancies")},
};

static const char *sign_of(const char *code)
{
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strcmp(code, signs[i].code) == 0)
            return _(signs[i].words);
    return NULL;
}

static const char *cue_of(struct arena *mem, const char *code)
{
    const char *dot = strchr(code, '.');
    if (dot == NULL)
        return NULL;
    const char *place = strcmp(dot, ".title") == 0   ? _("in headings")
                        : strcmp(dot, ".first") == 0 ? _("in the first lines")
                        : strcmp(dot, ".body") == 0  ? _("in the text")
                                                     : NULL;
    for (size_t i = 0; i < sizeof cues / sizeof *cues && place != NULL; i++)
        if (strncmp(code, cues[i].code, (size_t)(dot - code)) == 0 &&
            cues[i].code[dot - code] == '\0')
            return arena_printf(mem, "%s %s", _(cues[i].words), place);
    return NULL;
}

/* "words beslut, projektet": all of a page, the strongest of them named. */
static const char *all_words(struct arena *mem, const char *code)
{
    static const char mark[] = "words ";
    size_t len = strlen(mark);
    return strncmp(code, mark, len) != 0
               ? NULL
               : arena_printf(mem, _("words of the page: %s"), code + len);
}

const char *sign_words(struct arena *mem, const char *reason)
{
    const char *space = strchr(reason, ' ');
    if (space == NULL)
        return reason;
    const char *words = sign_of(space + 1);
    if (words == NULL)
        words = cue_of(mem, space + 1);
    if (words == NULL)
        words = all_words(mem, space + 1);
    return words == NULL ? reason
                         : arena_printf(mem, "%.*s %s", (int)(space - reason),
                                        reason, words);
}

const char *page_kind_words(enum page_kind kind)
{
    switch (kind) {
    case PAGE_CALL:
        return _("a call");
    case PAGE_PART:
        return _("a part of a call");
    case PAGE_LISTING:
        return _("a list");
    case PAGE_NEWS:
        return _("news");
    case PAGE_DECISION:
        return _("a decision");
    case PAGE_GUIDE:
        return _("a guide");
    case PAGE_EVENT:
        return _("an event");
    case PAGE_PROGRAMME:
        return _("a programme");
    case PAGE_PROJECT:
        return _("a project");
    case PAGE_PROCUREMENT:
        return _("a procurement");
    case PAGE_OTHER:
        break;
    }
    return _("something else");
}
