/* numerals.c - numbers in one word; see numerals.h. */
#include "numerals.h"

#include <string.h>

struct part {
    const char *word;
    double value;
};

/* Longer words before those that they begin with. */
static const struct part small[] = {
    {"nitton", 19},     {"nitten", 19},    {"arton", 18},    {"atten", 18},
    {"sjutton", 17},    {"sytten", 17},    {"sexton", 16},   {"seksten", 16},
    {"femton", 15},     {"femten", 15},    {"fjorton", 14},  {"fjorten", 14},
    {"tretton", 13},    {"tretten", 13},   {"tolv", 12},     {"elva", 11},
    {"elleve", 11},     {"nittio", 90},    {"nitti", 90},    {"åttio", 80},
    {"åtti", 80},       {"sjuttio", 70},   {"sytti", 70},    {"sextio", 60},
    {"seksti", 60},     {"femtio", 50},    {"femti", 50},    {"fyrtio", 40},
    {"førti", 40},      {"fyrre", 40},     {"trettio", 30},  {"tretti", 30},
    {"tredive", 30},    {"tjugo", 20},     {"tjue", 20},     {"tyve", 20},
    {"nio", 9},         {"ni", 9},         {"åtta", 8},      {"åtte", 8},
    {"otte", 8},        {"sju", 7},        {"syv", 7},       {"seks", 6},
    {"sex", 6},         {"fem", 5},        {"fyra", 4},      {"fire", 4},
    {"halvfjerds", 70}, {"halvtreds", 50}, {"halvfems", 90}, {"firs", 80},
    {"tres", 60},       {"tre", 3},        {"två", 2},       {"to", 2},
    {"ett", 1},         {"et", 1},         {"en", 1},        {"tio", 10},
    {"ti", 10},
};

static const struct part scales[] = {
    {"hundra", 100}, {"hundre", 100},  {"hundrede", 100},
    {"tusen", 1000}, {"tusind", 1000}, {"tusinde", 1000},
};

static size_t starts(const char *s, size_t len, const struct part *p)
{
    if (s[0] != p->word[0]) /* every word of a page is asked */
        return 0;
    size_t n = strlen(p->word);
    return n <= len && memcmp(s, p->word, n) == 0 ? n : 0;
}

bool numeral_value(const char *s, size_t len, double *value)
{
    double total = 0, group = 0;
    bool any = false;
    while (len > 0) {
        size_t best = 0;
        const struct part *part = NULL;
        bool scale = false;
        for (size_t i = 0; i < sizeof small / sizeof *small; i++)
            if (starts(s, len, &small[i]) > best) {
                part = &small[i];
                best = strlen(part->word);
            }
        for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
            if (starts(s, len, &scales[i]) > best) {
                part = &scales[i];
                best = strlen(part->word);
                scale = true;
            }
        if (part == NULL)
            return false;
        if (!scale) {
            group += part->value;
            /* "femogtredive": the ones stand before the tens */
            if (part->value < 10 && len > best + 2 &&
                memcmp(s + best, "og", 2) == 0)
                best += 2;
        } else if (part->value == 100) {
            group = (group == 0 ? 1 : group) * 100;
        } else {
            total += (group == 0 ? 1 : group) * 1000;
            group = 0;
        }
        s += best;
        len -= best;
        any = true;
    }
    *value = total + group;
    return any;
}
