/* test_sums.c - sums of money and shares in running text. */
#include "read_fixture.h"

#include "../../read/sums.h"

#include <string.h>

static void sums_of(const char *text, char *out, size_t size)
{
    struct arena *mem = arena_new();
    struct unit u;
    text_unit(mem, fixture_vocab, text, &u);
    size_t n;
    struct sum_mention *s = sums_find(mem, &u, &n);
    out[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        size_t used = strlen(out);
        snprintf(out + used, size - used, "%s%.0f", i > 0 ? " " : "", s[i].low);
        if (s[i].range) {
            used = strlen(out);
            snprintf(out + used, size - used, "-%.0f", s[i].high);
        }
        used = strlen(out);
        snprintf(out + used, size - used, "%s", s[i].currency);
    }
    arena_free(mem);
}

static void shares_of(const char *text, char *out, size_t size)
{
    struct arena *mem = arena_new();
    struct unit u;
    text_unit(mem, fixture_vocab, text, &u);
    size_t n;
    struct share_mention *s = shares_find(mem, &u, &n);
    out[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        size_t used = strlen(out);
        snprintf(out + used, size - used, "%s%g-%g", i > 0 ? " " : "", s[i].low,
                 s[i].high);
    }
    arena_free(mem);
}

struct row {
    const char *text, *want;
};

static void run(void (*fn)(const char *, char *, size_t),
                const struct row *rows, size_t n)
{
    char got[512];
    for (size_t i = 0; i < n; i++) {
        fn(rows[i].text, got, sizeof got);
        if (strcmp(got, rows[i].want) != 0)
            print_message("in: %s\n", rows[i].text);
        assert_string_equal(got, rows[i].want);
    }
}

static void test_sums(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"upp till 700 000 kronor", "700000SEK"},
        {"Upp till 1 miljon kr", "1000000XKR"},
        {"1,5 miljoner kronor", "1500000SEK"},
        {"200 000 – 900 000 kr", "200000-900000XKR"},
        {"mellan 100 000 och 300 000 kronor", "100000-300000SEK"},
        {"minst en miljon kronor", "1000000SEK"},
        {"en halv miljon kronor", "500000SEK"},
        {"ett prisbasbelopp", "59200SEK"},
        {"Cirka 27 miljoner", "27000000"},
        {"37 MSEK", "37000000SEK"},
        {"mindst 50.000 kr. og højst 1 mio. kr.", "50000XKR 1000000XKR"},
        {"300.000 DKK", "300000DKK"},
        {"EUR 200 000 to EUR 700 000", "200000-700000EUR"},
        {"€60,000.00", "60000EUR"},
        {"3,1 MEUR", "3100000EUR"},
        {"100 000kr", "100000XKR"},
        {"9,000 000 kr", "9000000XKR"},
        {"20 000–50 000 kr", "20000-50000XKR"},
        {"1–2 miljoner kronor", "1000000-2000000SEK"},
        {"50.000 – 250.000 kr", "50000-250000XKR"},
        {"25 000:- till varje förening", "25000SEK"},
        {"sex miljoner kronor", "6000000SEK"},
        {"300 tkr", "300000SEK"},
        {"Fem miljoner kronor ska gå till", "5000000SEK"},
        {"220 kronor per timme", "220SEK"},
        {"143 ansökningar och 12 deltagare", ""},
        {"2,1 miljoner kr", "2100000XKR"},
        {"fyrtiotusen kronor", "40000SEK"},
        {"tvåhundrafemtiotusen kronor", "250000SEK"},
        {"opptil kr 60 000", "60000XKR"},
        {"kr. 60.000", "60000XKR"},
        {"500 kr 2 gånger", "500XKR"},
        {"50.000 kr. til 500.000 kr.", "50000-500000XKR"},
        {"SEK 6m for vouchers", "6000000SEK"},
        {"63.000,- i tilskudd", "63000XKR"},
        {"från 40 000 kronor upp till 200 000", "40000-200000SEK"},
        {"lägst 1 och högst 5 miljoner kronor", "1000000-5000000SEK"},
    };
    run(sums_of, rows, sizeof rows / sizeof *rows);
}

static void test_shares(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"högst 80 procent av", "80-80"},
        {"Stödnivån är 65–90 % av", "65-90"},
        {"40–100 procent", "40-100"},
        {"Stödbeloppet uppgår till 80%", "80-80"},
        {"max hälften av kostnaderna", "50-50"},
        {"højst 75 pct.", "75-75"},
        {"tio procent skulle komma från egna intäkter", "10-10"},
        {"67,5 procent", "67.5-67.5"},
        {"between 50% and 70% of the costs", "50-70"},
        {"120 procent", ""},
        {"2/3 av kostnaden", "67-67"},
        {"senast 1/3 2027", ""},
        {"80 öre av varje krona", "80-80"},
        {"to tredjedele af udgifterne", "67-67"},
    };
    run(shares_of, rows, sizeof rows / sizeof *rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sums),
        cmocka_unit_test(test_shares),
    };
    return cmocka_run_group_tests(tests, fixture_load, fixture_free);
}
