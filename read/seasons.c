/* seasons.c - spring's round and autumn's; see seasons.h. */
#include "seasons.h"

enum { SPRING = 1, SUMMER = 2, AUTUMN = 4, WINTER = 8 };

static const struct {
    const char *word;
    int season;
    bool genitive; /* "höstens omgång"; "i höst" tells when, not whose */
} words[] = {
    {"vår", SPRING, false},          {"våren", SPRING, false},
    {"vårens", SPRING, true},        {"vårterminen", SPRING, false},
    {"spring", SPRING, false},       {"forår", SPRING, false},
    {"foråret", SPRING, false},      {"forårets", SPRING, true},
    {"sommaren", SUMMER, false},     {"sommarens", SUMMER, true},
    {"sommer", SUMMER, false},       {"sommeren", SUMMER, false},
    {"sommerens", SUMMER, true},     {"summer", SUMMER, false},
    {"höst", AUTUMN, false},         {"hösten", AUTUMN, false},
    {"höstens", AUTUMN, true},       {"høst", AUTUMN, false},
    {"høsten", AUTUMN, false},       {"høstens", AUTUMN, true},
    {"efterår", AUTUMN, false},      {"efteråret", AUTUMN, false},
    {"efterårets", AUTUMN, true},    {"autumn", AUTUMN, false},
    {"höstterminen", AUTUMN, false}, {"vinter", WINTER, false},
    {"vintern", WINTER, false},      {"vinterns", WINTER, true},
    {"vinteren", WINTER, false},     {"vinterens", WINTER, true},
    {"winter", WINTER, false},
};

static int seasons_of(const struct unit *u, bool genitive)
{
    int found = 0;
    for (size_t i = 0; i < u->n; i++)
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if ((words[k].genitive || !genitive) &&
                token_is(&u->tokens[i], words[k].word))
                found |= words[k].season;
    return found;
}

bool season_is_other(const struct page_text *t, const struct unit *u)
{
    int said = seasons_of(u, true);
    for (size_t i = 0; said != 0 && i < t->n; i++) {
        const struct unit *title = &t->units[i];
        if (!title->is_title && !(title->is_heading && i == 0))
            continue;
        int own = seasons_of(title, false);
        return own != 0 && (own & said) == 0;
    }
    return false;
}
