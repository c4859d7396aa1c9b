/* test_bylines.c - what is a byline and what a deadline. */
#include "../../worker/bylines.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static const struct {
    const char *line;
    enum byline is;
} cases[] = {
    {"Publicerad 14 oktober 2026 · Lästid 3 min", BYLINE_SAID},
    {"Posted on November 1, 2026 by Mia", BYLINE_SAID},
    {"by Ann Berg - Apr 16, 2026 8:02 pm UTC", BYLINE_SAID},
    {"Av Karin Ek", BYLINE_SAID},
    {"Uppdaterad 2026-10-01 kl. 14:30", BYLINE_SAID},
    {"5 oktober, 2026", BYLINE_DATE},
    {"Thursday 3 May 2026, 9:30pm", BYLINE_DATE},
    {"Text: Lovisa Grön", BYLINE_CREDIT},
    {"Foto: Eva Lund", BYLINE_CREDIT},
    {"Senast den 15 mars 2027", BYLINE_NONE},
    {"Stänger 12 februari 2027", BYLINE_NONE},
    {"Från 1 januari 2027", BYLINE_NONE},
    {"Apply by 26 March 2027", BYLINE_NONE},
    {"By 26 March 2027", BYLINE_NONE},
    {"Av alla sökande fick 40 stöd", BYLINE_NONE},
    {"50 000 kronor", BYLINE_NONE},
    {"12", BYLINE_NONE},
    {"Published", BYLINE_NONE},
    {"Text om stödet", BYLINE_NONE},
    {"", BYLINE_NONE},
};

static void test_lines(void **state)
{
    (void)state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum byline is = byline_of(cases[i].line, strlen(cases[i].line));
        if (is != cases[i].is) {
            fprintf(stderr, "%s: %d, should be %d\n", cases[i].line, (int)is,
                    (int)cases[i].is);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_lines)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
