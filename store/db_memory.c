/* db_memory.c - see db_memory.h. All pieces are the C library's, so that any
 * thread may free any. */
#include "db_memory.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

#define STEP 64
#define CLASSES 16  /* pieces of 64 bytes to 1024 */
#define KEPT_MAX 24 /* of each */

struct spare {
    struct spare *next;
};

static sqlite3_mem_methods system_memory;
static pthread_t owner;
static struct {
    struct spare *first;
    int n;
} kept[CLASSES];

static bool is_owner(void)
{
    return pthread_equal(pthread_self(), owner) != 0;
}

static void *take(int n)
{
    if (n <= 0 || n > STEP * CLASSES || !is_owner())
        return system_memory.xMalloc(n);
    int class = (n - 1) / STEP;
    struct spare *s = kept[class].first;
    if (s == NULL)
        return system_memory.xMalloc((class + 1) * STEP);
    kept[class].first = s->next;
    kept[class].n--;
    return s;
}

static void give(void *p)
{
    /* What it has room for: a piece that was not taken here may be larger than
     * its class. */
    int n = p != NULL ? system_memory.xSize(p) : 0, class = n / STEP - 1;
    if (class < 0 || class >= CLASSES || kept[class].n >= KEPT_MAX ||
        !is_owner()) {
        system_memory.xFree(p);
        return;
    }
    struct spare *s = p;
    s->next = kept[class].first;
    kept[class].first = s;
    kept[class].n++;
}

/* A sanitizer is to see who uses what is gone. */
#if defined(__has_feature) /* Clang's */
#if __has_feature(address_sanitizer)
#define KEEPS 0
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) /* GCC's */
#define KEEPS 0
#endif
#ifndef KEEPS
#define KEEPS 1
#endif

static void set_up(void)
{
    if (!KEEPS ||
        sqlite3_config(SQLITE_CONFIG_GETMALLOC, &system_memory) != SQLITE_OK)
        return;
    sqlite3_mem_methods ours = system_memory;
    ours.xMalloc = take;
    ours.xFree = give;
    owner = pthread_self();
    sqlite3_config(SQLITE_CONFIG_MALLOC, &ours);
}

void db_memory_keep(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, set_up);
}
