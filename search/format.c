/* format.c - figures and codes as people read them; see format.h. */
#include "format.h"

#include "medel/date.h"
#include "medel/i18n.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define NBSP "\u00a0"

static const char *const applicant_names[] = {
    N_("associations"),      N_("cooperatives"),       N_("foundations"),
    N_("companies"),         N_("sole traders"),       N_("partnerships"),
    N_("faith communities"), N_("municipalities"),     N_("regions"),
    N_("agencies"),          N_("universities"),       N_("individuals"),
    N_("legal persons"),     N_("social enterprises"),
};

/* Proper names; the order is that of enum region. */
static const char *const region_names[] = {
    "Stockholm",   "Västerbotten",    "Norrbotten",
    "Uppsala",     "Södermanland",    "Östergötland",
    "Jönköping",   "Kronoberg",       "Kalmar",
    "Gotland",     "Blekinge",        "Skåne",
    "Halland",     "Västra Götaland", "Värmland",
    "Örebro",      "Västmanland",     "Dalarna",
    "Gävleborg",   "Västernorrland",  "Jämtland Härjedalen",
    N_("Sweden"),  N_("Norway"),      N_("Finland"),
    N_("Denmark"), N_("the EU"),      N_("Iceland"),
};

static const char *const theme_names[] = {
    N_("work integration"), N_("skills"),
    N_("ageing"),           N_("rural"),
    N_("migrants"),         N_("youth"),
    N_("disability"),       N_("health"),
    N_("climate"),          N_("circular economy"),
    N_("culture"),          N_("sport"),
    N_("equality"),         N_("democracy"),
    N_("digital"),          N_("business"),
    N_("innovation"),       N_("research"),
    N_("tourism"),          N_("food"),
    N_("housing"),          N_("international"),
};

static const char *const kind_names[] = {
    N_("grant"), N_("loan"),        N_("guarantee"), N_("equity"),
    N_("prize"), N_("procurement"), N_("programme"),
};

static const char *const status_names[] = {
    N_("forthcoming"),
    N_("open"),
    N_("closed"),
};

static const char *const language_names[] = {
    N_("Swedish"), N_("English"), N_("Norwegian"), N_("Finnish"), N_("Danish"),
};

/* Digits in groups of three: 1234567 -> "1 234 567". */
static const char *grouped(struct arena *mem, double amount, bool swedish)
{
    const char *separator = swedish ? NBSP : ",";
    size_t sep_len = strlen(separator);
    char digits[32], out[96];
    size_t o = 0;
    /* Pages do not state such sums; a made-up record might. */
    if (!(fabs(amount) < 1e15))
        return arena_printf(mem, "%g", amount);
    int n = snprintf(digits, sizeof digits, "%.0f", amount);
    for (int i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0 && digits[i - 1] != '-') {
            memcpy(out + o, separator, sep_len);
            o += sep_len;
        }
        out[o++] = digits[i];
    }
    return arena_strndup(mem, out, o);
}

static const char *currency_word(const char *currency, bool swedish)
{
    if (currency[0] == '\0' || strcmp(currency, "SEK") == 0)
        return swedish ? "kr" : "SEK";
    if (swedish && strcmp(currency, "EUR") == 0)
        return "euro";
    return currency;
}

static const char *with_currency(struct arena *mem, const char *figures,
                                 const char *currency)
{
    return arena_printf(mem, "%s" NBSP "%s", figures,
                        currency_word(currency, i18n_is_swedish()));
}

const char *format_sum(struct arena *mem, double amount, const char *currency)
{
    return with_currency(mem, grouped(mem, amount, i18n_is_swedish()),
                         currency);
}

const char *format_sum_range(struct arena *mem, double floor, double ceiling,
                             const char *currency)
{
    bool swedish = i18n_is_swedish();

    if (floor <= 0 && ceiling < 0)
        return "";
    if (floor <= 0)
        return arena_printf(mem, _("up to %s"),
                            format_sum(mem, ceiling, currency));
    if (ceiling < 0)
        return arena_printf(mem, _("from %s"),
                            format_sum(mem, floor, currency));
    if (floor == ceiling)
        return format_sum(mem, floor, currency);
    return with_currency(mem,
                         arena_printf(mem, "%s–%s",
                                      grouped(mem, floor, swedish),
                                      grouped(mem, ceiling, swedish)),
                         currency);
}

const char *format_number(struct arena *mem, double x, int decimals)
{
    char *s = decimals < 0 ? arena_printf(mem, "%.4g", x)
                           : arena_printf(mem, "%.*f", decimals, x);
    char *point = strchr(s, '.');
    if (point != NULL && i18n_is_swedish())
        *point = ',';
    return s;
}

const char *format_percent(struct arena *mem, double share)
{
    return arena_printf(mem, "%s" NBSP "%%", format_number(mem, share, -1));
}

const char *format_code(enum code_kind kind, int index)
{
#define TABLE(t)                                                               \
    {                                                                          \
        t, sizeof(t) / sizeof *(t)                                             \
    }
    static const struct {
        const char *const *names;
        size_t n;
    } tables[] = {
        [CODE_APPLICANT] = TABLE(applicant_names),
        [CODE_THEME] = TABLE(theme_names),
        [CODE_REGION] = TABLE(region_names),
        [CODE_KIND] = TABLE(kind_names),
        [CODE_STATUS] = TABLE(status_names),
        [CODE_LANGUAGE] = TABLE(language_names),
    };
#undef TABLE
    if ((size_t)index >= tables[kind].n)
        return code_name(kind, index);
    return _(tables[kind].names[index]);
}

const char *format_codes(struct arena *mem, enum code_kind kind, codeset set)
{
    const char *s = "";
    for (int i = 0; i < code_count(kind); i++)
        if (set & CODE_BIT(i))
            s = arena_printf(mem, "%s%s%s", s, s[0] ? ", " : "",
                             format_code(kind, i));
    return s;
}

const char *format_days(struct arena *mem, struct date day, struct date today)
{
    long n = date_to_days(day) - date_to_days(today);
    if (n == 0)
        return _("today");
    if (n == 1)
        return _("tomorrow");
    if (n > 0)
        return arena_printf(
            mem, ngettext("in %ld day", "in %ld days", (unsigned long)n), n);
    return arena_printf(
        mem, ngettext("%ld day ago", "%ld days ago", (unsigned long)-n), -n);
}

const char *format_time(struct arena *mem, int minutes)
{
    return arena_printf(mem, "%02d:%02d", minutes / 60 % 100, minutes % 60);
}
