/* heard.c - what signs say by learnt weights; see heard.h. */
#include "heard.h"

#include <math.h>

static void hear(void *arg, const char *sign, size_t len, double strength)
{
    struct heard *h = arg;
    learnt_hear(h->learnt, sign, len, strength, h->said);
}

struct sign_ear heard_ear(struct heard *h)
{
    return (struct sign_ear){hear, h};
}

double heard_likely(double said)
{
    return 1 / (1 + exp(-said));
}
