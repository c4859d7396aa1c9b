/* test_gate.c - every rule of the eligibility gate, a row a promise. */
#include "../../search/gate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define TODAY ((struct date){2026, 11, 23})
#define A(x) CODE_BIT(APPLICANT_##x)
#define R(x) CODE_BIT(REGION_##x)

static struct profile cooperative(void)
{
    return (struct profile){
        .form = APPLICANT_COOPERATIVE,
        .social_enterprise = true,
        .regions = R(SE_BD),
        .municipality = "Jokkmokk",
        .need_min = 150000,
        .need_max = 500000,
        .need_currency = "SEK",
        .own_share = 30,
        .languages = CODE_BIT(LANG_SV) | CODE_BIT(LANG_EN),
    };
}

static struct gate_result judged(const struct call *c, const struct profile *p)
{
    struct gate_result r;
    struct gate_day day = {TODAY, -1};
    struct rates *rates = NULL;
    struct err e = ERR_INIT;
    const char *share = getenv("MEDEL_SHARE");
    char path[4096];
    snprintf(path, sizeof path, "%s/data/rates.yaml",
             share != NULL ? share : ".");
    assert_int_equal(rates_load(path, &rates, &e), ST_OK);
    gate_judge(c, p, rates, day, &r);
    rates_free(rates);
    return r;
}

static void check(const char *what, const struct gate_result *r,
                  enum gate_rule rule, enum verdict v, enum gate_reason why,
                  bool asks)
{
    const struct gate_check *c = &r->checks[rule];
    if (c->verdict != v || c->reason != why || c->open_question != asks)
        fail_msg("%s: %s is %s (%s)%s, not %s (%s)%s", what,
                 gate_rule_name(rule), verdict_name(c->verdict),
                 gate_reason_name(c->reason), c->open_question ? "?" : "",
                 verdict_name(v), gate_reason_name(why), asks ? "?" : "");
}

/* --- form ---------------------------------------------------------------- */

static void test_form(void **state)
{
    const codeset all_forms = A(ASSOCIATION) | A(COOPERATIVE) | A(FOUNDATION);
    const struct {
        const char *what;
        codeset applicants, excluded;
        enum applicant form;
        bool social;
        enum verdict v;
        enum gate_reason why;
        bool asks;
    } rows[] = {
        {"listed", all_forms, 0, APPLICANT_COOPERATIVE, false, VERDICT_YES,
         GATE_FORM_LISTED, false},
        {"not listed", all_forms, 0, APPLICANT_COMPANY, false, VERDICT_NO,
         GATE_FORM_NOT_LISTED, false},
        {"unstated", 0, 0, APPLICANT_COMPANY, false, VERDICT_UNKNOWN,
         GATE_FORM_SILENT, true},
        {"any legal person: company", A(LEGAL_PERSON), 0, APPLICANT_COMPANY,
         false, VERDICT_YES, GATE_ANY_LEGAL_PERSON, false},
        {"any legal person: association", A(LEGAL_PERSON), 0,
         APPLICANT_ASSOCIATION, false, VERDICT_YES, GATE_ANY_LEGAL_PERSON,
         false},
        {"any legal person: municipality", A(LEGAL_PERSON), 0,
         APPLICANT_MUNICIPALITY, false, VERDICT_YES, GATE_ANY_LEGAL_PERSON,
         false},
        {"any legal person: individual", A(LEGAL_PERSON), 0,
         APPLICANT_INDIVIDUAL, false, VERDICT_NO, GATE_FORM_NOT_LISTED, false},
        {"any legal person: sole trader", A(LEGAL_PERSON), 0,
         APPLICANT_SOLE_TRADER, false, VERDICT_NO, GATE_FORM_NOT_LISTED, false},
        {"sole trader listed beside", A(LEGAL_PERSON) | A(SOLE_TRADER), 0,
         APPLICANT_SOLE_TRADER, false, VERDICT_YES, GATE_FORM_LISTED, false},
        {"social enterprises alone, is one", A(SOCIAL_ENTERPRISE), 0,
         APPLICANT_COMPANY, true, VERDICT_YES, GATE_SOCIAL_ENTERPRISE, false},
        {"social enterprises alone, is none", A(SOCIAL_ENTERPRISE), 0,
         APPLICANT_COMPANY, false, VERDICT_NO, GATE_ONLY_SOCIAL_ENTERPRISES,
         false},
        {"social enterprises beside forms, form listed",
         all_forms | A(SOCIAL_ENTERPRISE), 0, APPLICANT_COOPERATIVE, false,
         VERDICT_YES, GATE_FORM_LISTED, false},
        {"social enterprises beside forms do not open the door",
         all_forms | A(SOCIAL_ENTERPRISE), 0, APPLICANT_COMPANY, true,
         VERDICT_NO, GATE_FORM_NOT_LISTED, false},
        {"form social enterprise, named beside",
         all_forms | A(SOCIAL_ENTERPRISE), 0, APPLICANT_SOCIAL_ENTERPRISE,
         false, VERDICT_YES, GATE_SOCIAL_ENTERPRISE, false},
        {"excluded", 0, A(COMPANY), APPLICANT_COMPANY, false, VERDICT_NO,
         GATE_FORM_EXCLUDED, false},
        {"excluded though listed", A(COMPANY), A(COMPANY), APPLICANT_COMPANY,
         false, VERDICT_NO, GATE_FORM_EXCLUDED, false},
        {"another form excluded", 0, A(INDIVIDUAL), APPLICANT_COMPANY, false,
         VERDICT_UNKNOWN, GATE_FORM_SILENT, true},
        {"all legal persons excluded", A(INDIVIDUAL), A(LEGAL_PERSON),
         APPLICANT_COMPANY, false, VERDICT_NO, GATE_FORM_EXCLUDED, false},
        {"legal persons excluded, individual", A(INDIVIDUAL), A(LEGAL_PERSON),
         APPLICANT_INDIVIDUAL, false, VERDICT_YES, GATE_FORM_LISTED, false},
        {"social enterprises excluded, is one", A(COMPANY),
         A(SOCIAL_ENTERPRISE), APPLICANT_COMPANY, true, VERDICT_NO,
         GATE_FORM_EXCLUDED, false},
        {"social enterprises excluded, is none", A(COMPANY),
         A(SOCIAL_ENTERPRISE), APPLICANT_COMPANY, false, VERDICT_YES,
         GATE_FORM_LISTED, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct call *c = call_new();
        struct profile p = cooperative();
        c->applicants = rows[i].applicants;
        c->excluded = rows[i].excluded;
        p.form = rows[i].form;
        p.social_enterprise = rows[i].social;
        struct gate_result r = judged(c, &p);
        check(rows[i].what, &r, RULE_FORM, rows[i].v, rows[i].why,
              rows[i].asks);
        call_free(c);
    }
}

/* --- place --------------------------------------------------------------- */

static void test_place(void **state)
{
    const struct {
        const char *what;
        codeset call, own;
        const char *in[3], *out[3];
        const char *municipality;
        enum verdict v;
        enum gate_reason why;
        bool asks;
    } rows[] = {
        {"own county",
         R(SE_BD),
         R(SE_BD),
         {0},
         {0},
         NULL,
         VERDICT_YES,
         GATE_PLACE_LISTED,
         false},
        {"own among counties",
         R(SE_BD) | R(SE_AC),
         R(SE_AC),
         {0},
         {0},
         NULL,
         VERDICT_YES,
         GATE_PLACE_LISTED,
         false},
        {"another county",
         R(SE_AC),
         R(SE_BD),
         {0},
         {0},
         NULL,
         VERDICT_NO,
         GATE_OTHER_PLACE,
         false},
        {"Sweden, a county",
         R(SE),
         R(SE_BD),
         {0},
         {0},
         NULL,
         VERDICT_YES,
         GATE_WHOLE_COUNTRY,
         false},
        {"Sweden, Sweden",
         R(SE),
         R(SE),
         {0},
         {0},
         NULL,
         VERDICT_YES,
         GATE_PLACE_LISTED,
         false},
        {"a county, a nationwide enterprise",
         R(SE_BD),
         R(SE),
         {0},
         {0},
         NULL,
         VERDICT_NO,
         GATE_OTHER_PLACE,
         false},
        {"Nordic with Sweden",
         R(SE) | R(NO) | R(FI),
         R(SE_BD),
         {0},
         {0},
         NULL,
         VERDICT_YES,
         GATE_WHOLE_COUNTRY,
         false},
        {"Nordic without Sweden",
         R(NO) | R(DK),
         R(SE_BD),
         {0},
         {0},
         NULL,
         VERDICT_NO,
         GATE_OTHER_PLACE,
         false},
        {"Denmark and a county, that county",
         R(DK) | R(SE_M),
         R(SE_M),
         {0},
         {0},
         NULL,
         VERDICT_YES,
         GATE_PLACE_LISTED,
         false},
        {"Denmark and a county, another",
         R(DK) | R(SE_M),
         R(SE_G),
         {0},
         {0},
         NULL,
         VERDICT_NO,
         GATE_OTHER_PLACE,
         false},
        {"EU, Swedish",
         R(EU),
         R(SE_BD),
         {0},
         {0},
         NULL,
         VERDICT_YES,
         GATE_EUROPE,
         false},
        {"EU, Finnish",
         R(EU),
         R(FI),
         {0},
         {0},
         NULL,
         VERDICT_YES,
         GATE_EUROPE,
         false},
        {"EU, Norwegian",
         R(EU),
         R(NO),
         {0},
         {0},
         NULL,
         VERDICT_UNKNOWN,
         GATE_EUROPE_UNSURE,
         true},
        {"Sweden, Norwegian",
         R(SE),
         R(NO),
         {0},
         {0},
         NULL,
         VERDICT_NO,
         GATE_OTHER_PLACE,
         false},
        {"unstated",
         0,
         R(SE_BD),
         {0},
         {0},
         "Jokkmokk",
         VERDICT_UNKNOWN,
         GATE_PLACE_SILENT,
         true},
        {"municipality in the list",
         R(SE_BD),
         R(SE_BD),
         {"Jokkmokk"},
         {0},
         "Jokkmokk",
         VERDICT_YES,
         GATE_MUNICIPALITY_LISTED,
         false},
        {"municipality not in the list",
         R(SE_BD),
         R(SE_BD),
         {"Pajala", "Kiruna"},
         {0},
         "Jokkmokk",
         VERDICT_NO,
         GATE_MUNICIPALITY_NOT_LISTED,
         false},
        {"a list, none in the profile",
         R(SE_BD),
         R(SE_BD),
         {"Pajala"},
         {0},
         NULL,
         VERDICT_UNKNOWN,
         GATE_MUNICIPALITY_ASKED,
         true},
        {"a list, another county",
         R(SE_AC),
         R(SE_BD),
         {"Vindeln"},
         {0},
         "Jokkmokk",
         VERDICT_NO,
         GATE_OTHER_PLACE,
         false},
        {"shut out",
         R(SE_BD),
         R(SE_BD),
         {0},
         {"Luleå", "Jokkmokk"},
         "Jokkmokk",
         VERDICT_NO,
         GATE_MUNICIPALITY_SHUT_OUT,
         false},
        {"others shut out",
         R(SE_BD),
         R(SE_BD),
         {0},
         {"Luleå"},
         "Jokkmokk",
         VERDICT_YES,
         GATE_PLACE_LISTED,
         false},
        {"some shut out, none in the profile",
         R(SE_BD),
         R(SE_BD),
         {0},
         {"Luleå"},
         NULL,
         VERDICT_UNKNOWN,
         GATE_MUNICIPALITY_ASKED,
         true},
        {"shut out of the whole country",
         R(SE),
         R(SE_AB),
         {0},
         {"Stockholm"},
         "Stockholm",
         VERDICT_NO,
         GATE_MUNICIPALITY_SHUT_OUT,
         false},
        {"unstated region, shut out",
         0,
         R(SE_BD),
         {0},
         {"Luleå"},
         "Luleå",
         VERDICT_NO,
         GATE_MUNICIPALITY_SHUT_OUT,
         false},
        {"case and the word kommun",
         R(SE_BD),
         R(SE_BD),
         {"JOKKMOKKS KOMMUN"},
         {0},
         "Jokkmokk",
         VERDICT_YES,
         GATE_MUNICIPALITY_LISTED,
         false},
        {"å as two characters",
         R(SE_BD),
         R(SE_BD),
         {"Lulea\u030a"},
         {0},
         "Luleå",
         VERDICT_YES,
         GATE_MUNICIPALITY_LISTED,
         false},
        {"a and å differ",
         R(SE_AB),
         R(SE_AB),
         {"Habo"},
         {0},
         "Håbo",
         VERDICT_NO,
         GATE_MUNICIPALITY_NOT_LISTED,
         false},
        {"an s of its own stays",
         R(SE_O),
         R(SE_O),
         {"Borå"},
         {0},
         "Borås",
         VERDICT_NO,
         GATE_MUNICIPALITY_NOT_LISTED,
         false},
        {"kommun in the profile",
         R(SE_O),
         R(SE_O),
         {"Borås"},
         {0},
         "Borås kommun",
         VERDICT_YES,
         GATE_MUNICIPALITY_LISTED,
         false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct call *c = call_new();
        struct profile p = cooperative();
        const char *in[3], *out[3];
        memcpy(in, rows[i].in, sizeof in);
        memcpy(out, rows[i].out, sizeof out);
        c->regions = rows[i].call;
        c->evidence[FIELD_REGIONS].text = "den plats som sidan nämner";
        c->municipalities = in;
        c->municipalities_out = out;
        while (c->n_municipalities < 3 && in[c->n_municipalities] != NULL)
            c->n_municipalities++;
        while (c->n_municipalities_out < 3 &&
               out[c->n_municipalities_out] != NULL)
            c->n_municipalities_out++;
        p.regions = rows[i].own;
        p.municipality = rows[i].municipality;
        struct gate_result r = judged(c, &p);
        check(rows[i].what, &r, RULE_PLACE, rows[i].v, rows[i].why,
              rows[i].asks);
        call_free(c);
    }
}

/* A page that names no place: its funder's area is told as such, so that
 * nobody looks for the words on the page. */
static void test_funders_area(void **state)
{
    static const struct {
        codeset call, own;
        enum verdict v;
        enum gate_reason why;
    } rows[] = {
        {R(SE_BD), R(SE_BD), VERDICT_YES, GATE_FUNDERS_AREA},
        {R(SE), R(SE_BD), VERDICT_YES, GATE_FUNDERS_AREA},
        {R(SE_AC), R(SE_BD), VERDICT_NO, GATE_FUNDER_ELSEWHERE},
        {0, R(SE_BD), VERDICT_UNKNOWN, GATE_PLACE_SILENT},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct call *c = call_new();
        struct profile p = cooperative();
        c->regions = rows[i].call;
        p.regions = rows[i].own;
        struct gate_result r = judged(c, &p);
        check("funder", &r, RULE_PLACE, rows[i].v, rows[i].why,
              rows[i].call == 0);
        assert_null(r.checks[RULE_PLACE].evidence);
        c->evidence[FIELD_MUNICIPALITIES].text = "en ort";
        r = judged(c, &p);
        assert_true(r.checks[RULE_PLACE].reason != GATE_FUNDERS_AREA);
        assert_true(r.checks[RULE_PLACE].reason != GATE_FUNDER_ELSEWHERE);
        call_free(c);
    }
}

/* --- sum and share ------------------------------------------------------- */

static void test_sum(void **state)
{
    const struct {
        const char *what;
        double floor, ceiling;
        const char *currency;
        double need;
        const char *need_currency;
        enum verdict v;
        enum gate_reason why;
        bool asks;
    } rows[] = {
        {"enough", -1, 500000, "SEK", 150000, "SEK", VERDICT_YES,
         GATE_SUM_ENOUGH, false},
        {"just enough", -1, 150000, "SEK", 150000, "SEK", VERDICT_YES,
         GATE_SUM_ENOUGH, false},
        {"too small", -1, 149999, "SEK", 150000, "SEK", VERDICT_NO,
         GATE_SUM_TOO_SMALL, false},
        {"no currency counts as kronor", -1, 100000, "", 150000, "SEK",
         VERDICT_NO, GATE_SUM_TOO_SMALL, false},
        {"unstated is no obstacle", -1, -1, "", 150000, "SEK", VERDICT_UNKNOWN,
         GATE_SUM_SILENT, false},
        {"no need stated", -1, 5000, "SEK", -1, "SEK", VERDICT_UNKNOWN,
         GATE_NEED_SILENT, false},
        {"a floor above the need does not bar", 1000000, 6000000, "SEK", 150000,
         "SEK", VERDICT_YES, GATE_SUM_ENOUGH, false},
        {"euro, clearly enough", -1, 60000, "EUR", 150000, "SEK", VERDICT_YES,
         GATE_SUM_ENOUGH, false},
        {"euro, clearly too small", -1, 8000, "EUR", 150000, "SEK", VERDICT_NO,
         GATE_SUM_TOO_SMALL, false},
        {"euro, too close to tell", -1, 13000, "EUR", 150000, "SEK",
         VERDICT_UNKNOWN, GATE_SUM_NEAR, true},
        {"a currency without a rate", -1, 8000, "XYZ", 150000, "SEK",
         VERDICT_UNKNOWN, GATE_SUM_NEAR, true},
        {"need in euro, call in kronor", -1, 50000, "SEK", 40000, "EUR",
         VERDICT_NO, GATE_SUM_TOO_SMALL, false},
        {"both in euro", -1, 39999, "EUR", 40000, "EUR", VERDICT_NO,
         GATE_SUM_TOO_SMALL, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct call *c = call_new();
        struct profile p = cooperative();
        c->award_floor = rows[i].floor;
        c->award_ceiling = rows[i].ceiling;
        snprintf(c->currency, sizeof c->currency, "%s", rows[i].currency);
        p.need_min = rows[i].need;
        snprintf(p.need_currency, sizeof p.need_currency, "%s",
                 rows[i].need_currency);
        struct gate_result r = judged(c, &p);
        check(rows[i].what, &r, RULE_SUM, rows[i].v, rows[i].why, rows[i].asks);
        call_free(c);
    }
}

static void test_share(void **state)
{
    const struct {
        const char *what;
        double rate, own;
        enum verdict v;
        enum gate_reason why;
        bool asks;
    } rows[] = {
        {"carried", 80, 30, VERDICT_YES, GATE_SHARE_CARRIED, false},
        {"just carried", 70, 30, VERDICT_YES, GATE_SHARE_CARRIED, false},
        {"a third of the costs", 66.67, 33.33, VERDICT_YES, GATE_SHARE_CARRIED,
         false},
        {"too large", 60, 30, VERDICT_NO, GATE_SHARE_TOO_LARGE, false},
        {"just too large", 69.5, 30, VERDICT_NO, GATE_SHARE_TOO_LARGE, false},
        {"unstated is no obstacle", -1, 30, VERDICT_UNKNOWN, GATE_RATE_SILENT,
         false},
        {"all paid, own share unknown", 100, -1, VERDICT_YES,
         GATE_SHARE_CARRIED, false},
        {"all paid, none carried", 100, 0, VERDICT_YES, GATE_SHARE_CARRIED,
         false},
        {"own share unknown", 70, -1, VERDICT_UNKNOWN, GATE_SHARE_ASKED, true},
        {"none carried", 90, 0, VERDICT_NO, GATE_SHARE_TOO_LARGE, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct call *c = call_new();
        struct profile p = cooperative();
        c->funding_rate = rows[i].rate;
        p.own_share = rows[i].own;
        struct gate_result r = judged(c, &p);
        check(rows[i].what, &r, RULE_SHARE, rows[i].v, rows[i].why,
              rows[i].asks);
        call_free(c);
    }
}

/* --- language and status ------------------------------------------------- */

static void test_language(void **state)
{
    const struct {
        enum language call;
        codeset own;
        enum verdict v;
        enum gate_reason why;
        bool asks;
    } rows[] = {
        {LANG_SV, CODE_BIT(LANG_SV), VERDICT_YES, GATE_LANGUAGE_KNOWN, false},
        {LANG_EN, CODE_BIT(LANG_SV), VERDICT_UNKNOWN, GATE_LANGUAGE_OTHER,
         true},
        {LANG_EN, 0, VERDICT_UNKNOWN, GATE_LANGUAGE_SILENT, false},
        {LANG_NONE, CODE_BIT(LANG_SV), VERDICT_UNKNOWN, GATE_LANGUAGE_SILENT,
         false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct call *c = call_new();
        struct profile p = cooperative();
        c->language = rows[i].call;
        p.languages = rows[i].own;
        struct gate_result r = judged(c, &p);
        check("language", &r, RULE_LANGUAGE, rows[i].v, rows[i].why,
              rows[i].asks);
        call_free(c);
    }
}

/* What is asked of age, size and company, against what the profile says. */
static void test_demands(void **state)
{
    const struct {
        enum demand d;
        struct demand_range asked;
        const char *founded; /* NULL: not said */
        double people;       /* employees and members; -1 not said */
        enum verdict v;
        enum gate_reason why;
    } rows[] = {
        {DEMAND_OPERATING_YEARS,
         {-1, -1},
         NULL,
         -1,
         VERDICT_UNKNOWN,
         GATE_DEMAND_SILENT},
        {DEMAND_OPERATING_YEARS,
         {2, -1},
         NULL,
         -1,
         VERDICT_UNKNOWN,
         GATE_DEMAND_ASKED},
        {DEMAND_OPERATING_YEARS,
         {2, -1},
         "2019-05-01",
         -1,
         VERDICT_YES,
         GATE_DEMAND_MET},
        {DEMAND_OPERATING_YEARS,
         {2, -1},
         "2025-11-01",
         -1,
         VERDICT_NO,
         GATE_DEMAND_TOO_LITTLE},
        {DEMAND_OPERATING_YEARS,
         {-1, 3},
         "2019-05-01",
         -1,
         VERDICT_NO,
         GATE_DEMAND_TOO_MUCH},
        {DEMAND_OPERATING_YEARS,
         {-1, 3},
         "2025-11-01",
         -1,
         VERDICT_YES,
         GATE_DEMAND_MET},
        /* a year alone leaves a year open, either way */
        {DEMAND_OPERATING_YEARS,
         {2, -1},
         "2024",
         -1,
         VERDICT_UNKNOWN,
         GATE_DEMAND_NEAR},
        {DEMAND_OPERATING_YEARS,
         {2, -1},
         "2026",
         -1,
         VERDICT_NO,
         GATE_DEMAND_TOO_LITTLE},
        {DEMAND_OPERATING_YEARS,
         {2, -1},
         "2022",
         -1,
         VERDICT_YES,
         GATE_DEMAND_MET},
        {DEMAND_OPERATING_YEARS,
         {-1, 3},
         "2023",
         -1,
         VERDICT_UNKNOWN,
         GATE_DEMAND_NEAR},
        /* founded after today */
        {DEMAND_OPERATING_YEARS,
         {1, -1},
         "2027",
         -1,
         VERDICT_NO,
         GATE_DEMAND_TOO_LITTLE},
        {DEMAND_EMPLOYEES, {1, 49}, NULL, 9, VERDICT_YES, GATE_DEMAND_MET},
        {DEMAND_EMPLOYEES, {1, 49}, NULL, 49, VERDICT_YES, GATE_DEMAND_MET},
        {DEMAND_EMPLOYEES, {1, 49}, NULL, 50, VERDICT_NO, GATE_DEMAND_TOO_MUCH},
        {DEMAND_EMPLOYEES,
         {1, 49},
         NULL,
         0,
         VERDICT_NO,
         GATE_DEMAND_TOO_LITTLE},
        {DEMAND_EMPLOYEES,
         {1, 49},
         NULL,
         -1,
         VERDICT_UNKNOWN,
         GATE_DEMAND_ASKED},
        {DEMAND_MEMBERS,
         {20, -1},
         NULL,
         19,
         VERDICT_NO,
         GATE_DEMAND_TOO_LITTLE},
        {DEMAND_MEMBERS, {20, -1}, NULL, 20, VERDICT_YES, GATE_DEMAND_MET},
        {DEMAND_PARTNERS,
         {3, -1},
         "2019-05-01",
         9,
         VERDICT_UNKNOWN,
         GATE_DEMAND_ASKED},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct call *c = call_new();
        struct profile p = cooperative();
        const char *f = rows[i].founded;
        p.employees = p.members = rows[i].people;
        p.founded = DATE_NONE;
        p.founded_year_only = f != NULL && strlen(f) == 4;
        if (p.founded_year_only)
            p.founded = (struct date){(int)strtol(f, NULL, 10), 1, 1};
        else if (f != NULL)
            assert_true(date_parse_iso(f, &p.founded));
        c->demands[rows[i].d] = rows[i].asked;
        call_set_evidence(c, call_demand_field(rows[i].d), "ska ha", 6, NULL,
                          0.8);
        struct gate_result r = judged(c, &p);
        char what[32];
        snprintf(what, sizeof what, "demand, row %zu", i);
        check(what, &r, (enum gate_rule)(RULE_OPERATING_YEARS + rows[i].d),
              rows[i].v, rows[i].why,
              rows[i].why == GATE_DEMAND_ASKED ||
                  rows[i].why == GATE_DEMAND_NEAR);
        if (rows[i].why != GATE_DEMAND_SILENT)
            assert_string_equal(
                r.checks[RULE_OPERATING_YEARS + rows[i].d].evidence, "ska ha");
        call_free(c);
    }
}

static void test_status(void **state)
{
    const struct date none = DATE_NONE;
    const struct {
        const char *what;
        enum call_status stored;
        bool closed_stated, rolling;
        struct date opens, deadline;
        const char *withdrawn, *words;
        enum verdict v;
        enum gate_reason why;
        bool asks;
    } rows[] = {
        {"open",
         CALL_OPEN,
         false,
         false,
         {2026, 11, 2},
         {2027, 1, 15},
         NULL,
         NULL,
         VERDICT_YES,
         GATE_OPEN,
         false},
        {"last day today",
         CALL_OPEN,
         false,
         false,
         none,
         {2026, 11, 23},
         NULL,
         NULL,
         VERDICT_YES,
         GATE_OPEN,
         false},
        {"last day yesterday",
         CALL_OPEN,
         false,
         false,
         none,
         {2026, 11, 22},
         NULL,
         NULL,
         VERDICT_NO,
         GATE_CLOSED,
         false},
        {"opens later",
         CALL_OPEN,
         false,
         false,
         {2027, 1, 11},
         {2027, 3, 1},
         NULL,
         NULL,
         VERDICT_YES,
         GATE_FORTHCOMING,
         false},
        {"has opened since",
         CALL_FORTHCOMING,
         false,
         false,
         {2026, 11, 20},
         {2027, 3, 1},
         NULL,
         NULL,
         VERDICT_YES,
         GATE_OPEN,
         false},
        {"closed in words",
         CALL_CLOSED,
         true,
         false,
         none,
         {2027, 3, 1},
         NULL,
         NULL,
         VERDICT_NO,
         GATE_CLOSED,
         false},
        {"closed, no dates", CALL_CLOSED, false, false, none, none, NULL, NULL,
         VERDICT_NO, GATE_CLOSED, false},
        {"rolling", CALL_OPEN, false, true, none, none, NULL, NULL, VERDICT_YES,
         GATE_OPEN, false},
        {"open in words", CALL_OPEN, false, false, none, none, NULL,
         "Ansökan är öppen", VERDICT_YES, GATE_OPEN, false},
        {"nothing said", CALL_OPEN, false, false, none, none, NULL, NULL,
         VERDICT_UNKNOWN, GATE_STATUS_SILENT, true},
        {"withdrawn",
         CALL_OPEN,
         false,
         false,
         {2026, 11, 2},
         {2027, 1, 15},
         "2026-11-20T04:00:00Z",
         NULL,
         VERDICT_NO,
         GATE_WITHDRAWN,
         false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct call *c = call_new();
        struct profile p = cooperative();
        struct date deadline = rows[i].deadline;
        c->status = rows[i].stored;
        c->closed_stated = rows[i].closed_stated;
        c->rolling = rows[i].rolling;
        c->opens = rows[i].opens;
        c->deadlines = &deadline;
        c->n_deadlines = date_is_set(deadline);
        c->withdrawn = rows[i].withdrawn;
        if (rows[i].words != NULL)
            call_set_evidence(c, FIELD_STATUS, rows[i].words,
                              strlen(rows[i].words), NULL, 0.9);
        struct gate_result r = judged(c, &p);
        check(rows[i].what, &r, RULE_STATUS, rows[i].v, rows[i].why,
              rows[i].asks);
        call_free(c);
    }
}

static void test_time_of_the_last_day(void **state)
{
    struct call *c = call_new();
    struct profile p = cooperative();
    struct date deadline = TODAY;
    struct gate_result r;
    (void)state;
    c->deadlines = &deadline;
    c->n_deadlines = 1;
    c->deadline_time = 14 * 60;
    gate_judge(c, &p, NULL, (struct gate_day){TODAY, 13 * 60 + 59}, &r);
    check("before", &r, RULE_STATUS, VERDICT_YES, GATE_OPEN, false);
    gate_judge(c, &p, NULL, (struct gate_day){TODAY, 14 * 60 + 1}, &r);
    check("after", &r, RULE_STATUS, VERDICT_NO, GATE_CLOSED, false);
    gate_judge(c, &p, NULL, (struct gate_day){TODAY, -1}, &r);
    check("not asked", &r, RULE_STATUS, VERDICT_YES, GATE_OPEN, false);
    call_free(c);
}

/* --- the whole ----------------------------------------------------------- */

/* A call that suits in every rule. */
static struct call *suiting(struct date *deadline)
{
    struct call *c = call_new();
    *deadline = (struct date){2027, 1, 15};
    c->deadlines = deadline;
    c->n_deadlines = 1;
    c->applicants = A(COOPERATIVE);
    c->regions = R(SE_BD);
    c->award_ceiling = 400000;
    c->funding_rate = 80;
    c->language = LANG_SV;
    return c;
}

static void test_overall(void **state)
{
    struct date day;
    struct profile p = cooperative();
    struct call *c = suiting(&day);
    struct gate_result r = judged(c, &p);
    (void)state;
    assert_int_equal(r.verdict, VERDICT_YES);

    c->award_ceiling = c->funding_rate = CALL_UNSTATED;
    r = judged(c, &p);
    assert_int_equal(r.verdict, VERDICT_YES); /* silence that bars nothing */

    c->applicants = 0;
    r = judged(c, &p);
    assert_int_equal(r.verdict, VERDICT_UNKNOWN); /* silence on who */

    c->regions = R(SE_AC);
    r = judged(c, &p);
    assert_int_equal(r.verdict, VERDICT_NO); /* no is stronger */

    c->regions = 0;
    c->applicants = A(COOPERATIVE);
    r = judged(c, &p);
    assert_int_equal(r.verdict, VERDICT_UNKNOWN); /* silence on where */
    call_free(c);
}

static void test_without_profile(void **state)
{
    struct date day;
    struct call *c = suiting(&day);
    struct gate_result r = judged(c, NULL);
    (void)state;
    assert_int_equal(r.verdict, VERDICT_UNKNOWN);
    for (int i = RULE_FORM; i < RULE_COUNT; i++)
        assert_false(r.checks[i].open_question);
    day = (struct date){2026, 1, 1};
    r = judged(c, NULL);
    assert_int_equal(r.verdict, VERDICT_NO);
    call_free(c);
}

static void test_evidence(void **state)
{
    struct date day;
    struct profile p = cooperative();
    struct call *c = suiting(&day);
    const char *who = "Endast ideella föreningar kan söka";
    const char *where = "i Norrbotten";
    (void)state;
    c->applicants = A(ASSOCIATION);
    call_set_evidence(c, FIELD_APPLICANTS, who, strlen(who), NULL, 0.9);
    call_set_evidence(c, FIELD_REGIONS, where, strlen(where), NULL, 0.9);
    struct gate_result r = judged(c, &p);
    assert_string_equal(r.checks[RULE_FORM].evidence, who);
    assert_string_equal(r.checks[RULE_PLACE].evidence, where);
    assert_null(r.checks[RULE_SUM].evidence);
    call_free(c);
}

/* Every reason has a name of its own and words. */
static void test_reasons(void **state)
{
    struct arena *mem = arena_new();
    struct profile p = cooperative();
    struct date day;
    struct call *c = suiting(&day);
    (void)state;
    c->withdrawn = "2026-11-20T04:00:00Z";
    c->demands[DEMAND_OPERATING_YEARS].least = 2;
    for (int i = 0; i < GATE_REASON_COUNT; i++) {
        struct gate_check k = {.reason = (enum gate_reason)i,
                               .rule = RULE_OPERATING_YEARS};
        assert_non_null(gate_reason_name(k.reason));
        const char *words = gate_reason_words(mem, c, &p, &k);
        assert_non_null(words);
        assert_true(words[0] != '\0');
        for (int j = 0; j < i; j++)
            assert_string_not_equal(gate_reason_name(k.reason),
                                    gate_reason_name((enum gate_reason)j));
    }
    call_free(c);
    arena_free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_form),
        cmocka_unit_test(test_place),
        cmocka_unit_test(test_funders_area),
        cmocka_unit_test(test_sum),
        cmocka_unit_test(test_share),
        cmocka_unit_test(test_language),
        cmocka_unit_test(test_demands),
        cmocka_unit_test(test_status),
        cmocka_unit_test(test_time_of_the_last_day),
        cmocka_unit_test(test_overall),
        cmocka_unit_test(test_without_profile),
        cmocka_unit_test(test_evidence),
        cmocka_unit_test(test_reasons),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
