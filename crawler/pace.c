/* pace.c - see pace.h. */
#include "pace.h"

#include "policy.h"

#define LAST_WEIGHS 4 /* a quarter */
#define QUICK_MAX (PACE_STEP * (PACE_FOUND_MAX - 1)) /* more tell nothing */

static bool is_trouble(const struct fetch_result *r)
{
    switch (r->fate) {
    case FETCH_ANSWERED:
        return r->status == 408 || r->status == 425 || r->status == 429 ||
               r->status >= 500;
    case FETCH_TIMED_OUT:
    case FETCH_NO_HOST:
    case FETCH_NO_CONNECTION:
    case FETCH_TLS:
    case FETCH_CUT_OFF:
    case FETCH_BAD_REPLY:
        return true;
    default:
        return false; /* it was us who broke off */
    }
}

void pace_take(struct pace *p, const struct fetch_result *r)
{
    bool widens = policy_delay_ms(0, 0, r->seconds) > 0;
    if (!p->known)
        p->answer_s = r->seconds;
    p->known = true;
    p->answer_s += (r->seconds - p->answer_s) / LAST_WEIGHS;
    if (is_trouble(r) || widens || p->answer_s > PACE_SLOW_S) {
        p->calm_in = PACE_CALM;
        p->quick = 0;
    } else if (p->calm_in > 0) {
        p->calm_in--;
    } else if (p->answer_s <= PACE_QUICK_S && p->quick < QUICK_MAX) {
        p->quick++;
    }
}

void pace_join(struct pace *p, const struct pace *from)
{
    if (!p->known) {
        *p = *from;
    } else if (from->known) {
        p->calm_in = from->calm_in > p->calm_in ? from->calm_in : p->calm_in;
        p->quick = from->quick < p->quick ? from->quick : p->quick;
    }
}

int pace_at_once(const struct pace *p, int most)
{
    if (!p->known || p->calm_in != 0)
        return 1;
    return most != PER_HOST_FOUND ? most : 1 + p->quick / PACE_STEP;
}
