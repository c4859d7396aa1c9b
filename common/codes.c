/* codes.c - the spelling of the codes; see medel/codes.h. */
#include "medel/codes.h"

#include "edit.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define SUGGEST_DISTANCE 2

static const char *const applicants[] = {
    "association",     "cooperative",       "foundation",
    "company",         "sole_trader",       "partnership",
    "faith_community", "municipality",      "region",
    "agency",          "university",        "individual",
    "legal_person",    "social_enterprise",
};

static const char *const themes[] = {
    "work_integration", "skills",        "ageing",     "rural",
    "migrants",         "youth",         "disability", "health",
    "climate",          "circular",      "culture",    "sport",
    "equality",         "democracy",     "digital",    "business",
    "innovation",       "research",      "tourism",    "food",
    "housing",          "international",
};

static const char *const regions[] = {
    "SE-AB", "SE-AC", "SE-BD", "SE-C", "SE-D", "SE-E", "SE-F", "SE-G", "SE-H",
    "SE-I",  "SE-K",  "SE-M",  "SE-N", "SE-O", "SE-S", "SE-T", "SE-U", "SE-W",
    "SE-X",  "SE-Y",  "SE-Z",  "SE",   "NO",   "FI",   "DK",   "EU",   "IS",
};

static const char *const kinds[] = {
    "grant", "loan", "guarantee", "equity", "prize", "procurement", "programme",
};

static const char *const statuses[] = {"forthcoming", "open", "closed"};

static const char *const funders[] = {
    "agency", "region", "county_board", "municipality", "leader", "foundation",
    "bank",   "church", "nordic",       "eu",           "other",
};

static const char *const languages[] = {"sv", "en", "no", "fi", "da"};

#define COUNT(a) ((int)(sizeof(a) / sizeof((a)[0])))

static const struct {
    const char *const *names;
    int n;
} tables[] = {
    [CODE_APPLICANT] = {applicants, COUNT(applicants)},
    [CODE_THEME] = {themes, COUNT(themes)},
    [CODE_REGION] = {regions, COUNT(regions)},
    [CODE_KIND] = {kinds, COUNT(kinds)},
    [CODE_STATUS] = {statuses, COUNT(statuses)},
    [CODE_LANGUAGE] = {languages, COUNT(languages)},
    [CODE_FUNDER] = {funders, COUNT(funders)},
};

/* The enums of codes.h and the tables above must stay in step. */
static_assert(COUNT(applicants) == APPLICANT_SOCIAL_ENTERPRISE + 1, "");
static_assert(COUNT(regions) == REGION_IS + 1, "");
static_assert(COUNT(kinds) == CALL_PROGRAMME + 1, "");
static_assert(COUNT(statuses) == CALL_CLOSED + 1, "");
static_assert(COUNT(languages) == LANG_NONE, "");
static_assert(COUNT(funders) == FUNDER_OTHER + 1, "");

int code_count(enum code_kind kind)
{
    return tables[kind].n;
}

const char *code_name(enum code_kind kind, int index)
{
    assert(index >= 0 && index < tables[kind].n);
    return tables[kind].names[index];
}

int code_find(enum code_kind kind, const char *name)
{
    for (int i = 0; i < tables[kind].n; i++)
        if (strcmp(tables[kind].names[i], name) == 0)
            return i;
    return -1;
}

const char *code_suggest(enum code_kind kind, const char *name)
{
    /* A county is often written by its letters alone. */
    if (kind == CODE_REGION && name[0] != '\0' && strlen(name) <= 2) {
        char full[8];
        snprintf(full, sizeof full, "SE-%s", name);
        for (int i = 0; i < tables[kind].n; i++)
            if (edit_distance(full, regions[i], 0) == 0)
                return regions[i];
    }
    const char *best = NULL;
    int nearest = SUGGEST_DISTANCE + 1;
    for (int i = 0; i < tables[kind].n; i++) {
        const char *code = tables[kind].names[i];
        int d = edit_distance(name, code, SUGGEST_DISTANCE);
        /* Two edits of a two-letter code say nothing. */
        if (d < nearest && d < (int)strlen(code)) {
            nearest = d;
            best = code;
        }
    }
    return best;
}
