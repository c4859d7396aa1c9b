/* own_funding.c - see own_funding.h. */
#include "own_funding.h"

#include "format.h"

#include "medel/i18n.h"

#include <math.h>
#include <string.h>

/* A sum of the call in the profile's currency; false where it has none. */
static bool in_own_currency(const struct call *call, double sum,
                            const struct profile *p, const struct rates *rates,
                            double *ret)
{
    return sum >= 0 &&
           rates_convert(rates, sum, call->currency, p->need_currency, ret);
}

bool own_funding_of(const struct call *call, const struct profile *profile,
                    const struct rates *rates, struct own_funding *ret)
{
    double need =
        profile->need_max >= 0 ? profile->need_max : profile->need_min;
    double ceiling, floor;
    bool has_ceiling =
        in_own_currency(call, call->award_ceiling, profile, rates, &ceiling);
    bool has_floor =
        in_own_currency(call, call->award_floor, profile, rates, &floor);
    if (need <= 0 || (!has_ceiling && call->funding_rate < 0))
        return false;
    double grant = need;
    if (call->funding_rate >= 0)
        grant = need * call->funding_rate / 100;
    if (has_ceiling && ceiling < grant)
        grant = ceiling;
    if (has_floor && grant < floor)
        return false;
    *ret = (struct own_funding){
        .need = need,
        .grant = grant,
        .own = need - grant,
        .share = 100 * (need - grant) / need,
        .is_rounded = (has_ceiling || has_floor) && call->currency[0] != '\0' &&
                      strcmp(call->currency, profile->need_currency) != 0,
        .currency = profile->need_currency,
    };
    return true;
}

const char *own_funding_words(struct arena *mem, const struct own_funding *f)
{
    return arena_printf(mem,
                        f->is_rounded ? _("own funding: about %s of %s (%s)")
                                      : _("own funding: %s of %s (%s)"),
                        format_sum(mem, round(f->own), f->currency),
                        format_sum(mem, f->need, f->currency),
                        format_percent(mem, round(f->share)));
}
