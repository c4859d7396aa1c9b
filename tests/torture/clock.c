/*
 * clock.c - a wall clock that stands still, part of faults.so: what two runs
 * write is then the same where their work was.
 *
 * FAULTS_CLOCK says at which Unix second, for all programs that are started
 * with the library. Timers go by another clock and run on.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))

/* 0: the clock goes. */
static time_t standing(void)
{
    static time_t at = -1;
    if (at < 0) {
        const char *s = getenv("FAULTS_CLOCK");
        at = s != NULL ? (time_t)strtoll(s, NULL, 10) : 0;
    }
    return at;
}

EXPORT int clock_gettime(clockid_t id, struct timespec *ret)
{
    bool wall = id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE;
    if (!wall || standing() == 0)
        return (int)syscall(SYS_clock_gettime, id, ret);
    *ret = (struct timespec){.tv_sec = standing()};
    return 0;
}

EXPORT time_t time(time_t *ret)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    if (ret != NULL)
        *ret = t.tv_sec;
    return t.tv_sec;
}

EXPORT int gettimeofday(struct timeval *restrict ret, void *restrict zone)
{
    struct timespec t;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &t);
    *ret = (struct timeval){.tv_sec = t.tv_sec, .tv_usec = t.tv_nsec / 1000};
    return 0;
}
