/*
 * codes.h - the closed sets of codes that records, profiles and queries use,
 * as bit sets. The spelling of the codes is a contract with scripts outside.
 */
#ifndef MEDEL_CODES_H
#define MEDEL_CODES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A set of codes of one kind: bit i is the code with index i. */
typedef uint64_t codeset;

enum code_kind { CODE_APPLICANT, CODE_THEME, CODE_REGION, CODE_KIND,
                 CODE_STATUS, CODE_LANGUAGE, CODE_FUNDER };

enum applicant {
    APPLICANT_ASSOCIATION, APPLICANT_COOPERATIVE, APPLICANT_FOUNDATION,
    APPLICANT_COMPANY, APPLICANT_SOLE_TRADER, APPLICANT_PARTNERSHIP,
    APPLICANT_FAITH_COMMUNITY, APPLICANT_MUNICIPALITY, APPLICANT_REGION,
    APPLICANT_AGENCY, APPLICANT_UNIVERSITY, APPLICANT_INDIVIDUAL,
    APPLICANT_LEGAL_PERSON, APPLICANT_SOCIAL_ENTERPRISE
};

enum call_status { CALL_FORTHCOMING, CALL_OPEN, CALL_CLOSED };

enum call_kind {
    CALL_GRANT, CALL_LOAN, CALL_GUARANTEE, CALL_EQUITY, CALL_PRIZE,
    CALL_PROCUREMENT, CALL_PROGRAMME
};

/* What sort of funder a source is; nordic and eu are programmes of several
 * countries and of the Union, and funders of the other Nordic countries. */
enum funder_kind {
    FUNDER_AGENCY, FUNDER_REGION, FUNDER_COUNTY_BOARD, FUNDER_MUNICIPALITY,
    FUNDER_LEADER, FUNDER_FOUNDATION, FUNDER_BANK, FUNDER_CHURCH,
    FUNDER_NORDIC, FUNDER_EU, FUNDER_OTHER
};

/* ISO 639-1. LANG_DA and LANG_FI for pages in Danish and Finnish. */
enum language { LANG_SV, LANG_EN, LANG_NO, LANG_FI, LANG_DA, LANG_NONE };

/*
 * Regions: the 21 counties in ISO 3166-2:SE order (SE-AB ... SE-Z), then
 * SE, NO, FI, DK, EU, IS. REGION_COUNTIES is the set of all counties.
 */
enum region {
    REGION_SE_AB, REGION_SE_AC, REGION_SE_BD, REGION_SE_C, REGION_SE_D,
    REGION_SE_E, REGION_SE_F, REGION_SE_G, REGION_SE_H, REGION_SE_I,
    REGION_SE_K, REGION_SE_M, REGION_SE_N, REGION_SE_O, REGION_SE_S,
    REGION_SE_T, REGION_SE_U, REGION_SE_W, REGION_SE_X, REGION_SE_Y,
    REGION_SE_Z, REGION_SE, REGION_NO, REGION_FI, REGION_DK, REGION_EU,
    REGION_IS
};
#define REGION_COUNTIES ((codeset)((1u << 21) - 1))

#define CODE_BIT(i) ((codeset)1 << (i))

/* How many codes KIND has; codes are 0 .. count-1. */
int code_count(enum code_kind kind);
/* The code's spelling, e.g. "work_integration", "SE-BD"; never NULL for a
 * valid index. Static memory. */
const char *code_name(enum code_kind kind, int index);
/* The index of a spelling (exact, case-sensitive), or -1. */
int code_find(enum code_kind kind, const char *name);
/* The code nearest to a misspelt NAME (edit distance at most 2, letter case
 * ignored; a county's letters alone will do), or NULL. */
const char *code_suggest(enum code_kind kind, const char *name);

#endif
