/* url_curl.c - see url_curl.h. */
#include "url_curl.h"

#include "medel/i18n.h"
#include "medel/late.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <threads.h>

static struct url_curl functions;
static once_flag once = ONCE_FLAG_INIT;
static bool loaded;

/* The function that is called NAME, to *TO, a pointer to it: C has no cast
 * between the two kinds of pointers. */
static bool find(void *library, const char *name, void *to)
{
    void *f = dlsym(library, name);
    memcpy(to, &f, sizeof f);
    return f != NULL;
}

static bool find_all(void *library)
{
    return find(library, "curl_url", &functions.url) &&
           find(library, "curl_url_cleanup", &functions.url_cleanup) &&
           find(library, "curl_url_set", &functions.url_set) &&
           find(library, "curl_url_get", &functions.url_get) &&
           find(library, "curl_free", &functions.free);
}

static void load(void)
{
    loaded = find_all(RTLD_DEFAULT);
    void *library = loaded ? NULL : late_open("medel-urls.so");
    loaded = loaded || (library != NULL && find_all(library));
}

const struct url_curl *url_curl(struct err *e)
{
    call_once(&once, load);
    if (loaded)
        return &functions;
    err_set(e, ST_IO, _("libcurl cannot be loaded"));
    return NULL;
}
