/*
 * feed.c - lists of calls as RSS or Atom: SiteVision's portlets
 * (/4.<page>/12.<portlet>.portlet?state=rss&sv.contenttype=text/xml), a
 * WordPress's /feed/. They lead to pages, which are read as any; what makes
 * them a source of their own is that a list that is no longer one is told of.
 */
#include "parts.h"

static enum status plan(const struct adapter_source *s, struct arena *mem,
                        adapter_since_fn *since, adapter_plan_fn *add,
                        void *arg, struct err *e)
{
    (void)mem, (void)since;
    return add(arg, s->api->url, NULL, e);
}

const struct adapter feed_adapter = {.type = "feed", .plan = plan};
