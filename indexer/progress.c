/* progress.c - see progress.h. */
#include "progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define SHOW_EVERY_MS 100

static long long now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void progress_begin(struct progress *p)
{
    *p = (struct progress){.on = isatty(STDERR_FILENO) == 1, .label = ""};
}

void progress_label(struct progress *p, const char *label)
{
    p->label = label;
}

void progress_step(void *arg, size_t done, size_t all)
{
    struct progress *p = arg;
    if (!p->on || (done < all && now_ms() - p->shown_ms < SHOW_EVERY_MS))
        return;
    p->shown_ms = now_ms();
    int n = fprintf(stderr, "\r%s %zu/%zu", p->label, done, all);
    if (n < p->width)
        fprintf(stderr, "%*s", p->width - n, "");
    if (n > p->width)
        p->width = n;
    fflush(stderr);
}

void progress_end(struct progress *p)
{
    if (p->on && p->width != 0)
        fprintf(stderr, "\r%*s\r", p->width, "");
    p->width = 0;
}
