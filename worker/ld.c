/* ld.c - what a page's JSON-LD says in sentences; see ld.h. */
#include "ld.h"

#include <stdbool.h>
#include <string.h>

#define DEPTH_MAX 60

/* Of whom and what a page's description is beside the page itself. */
static const char *const other_types[] = {"Organization",
                                          "GovernmentOrganization",
                                          "NGO",
                                          "WebSite",
                                          "BreadcrumbList",
                                          "Person",
                                          "Place",
                                          "PostalAddress",
                                          "ImageObject",
                                          "SiteNavigationElement",
                                          "WPHeader",
                                          "WPFooter",
                                          NULL};
static const char *const other_keys[] = {
    "publisher", "author",          "creator",      "provider", "isPartOf",
    "image",     "potentialAction", "contactPoint", "address",  "breadcrumb",
    "logo",      "keywords",        "comment",      "mentions", NULL};

static bool is_one_of(const char *s, const char *const *names)
{
    for (; s != NULL && *names != NULL; names++)
        if (strcmp(s, *names) == 0)
            return true;
    return false;
}

static const char *type_of(const json_t *o)
{
    const json_t *type = json_object_get(o, "@type");
    if (json_is_array(type))
        type = json_array_get(type, 0);
    return json_string_value(type);
}

/* A heading stands above its text, wherever the object has it. */
static void put_first(json_t *o, const char *name)
{
    json_t *heading = json_incref(json_object_get(o, name));
    json_t *rest = json_copy(o);
    if (json_is_string(heading) && rest != NULL) {
        json_object_clear(o);
        (void)json_object_set(o, "heading", heading);
        (void)json_object_del(rest, name);
        (void)json_object_update(o, rest);
    }
    json_decref(rest);
    json_decref(heading);
}

static void prune_object(json_t *o)
{
    const char *type = type_of(o), *key;
    json_t *v;
    void *next;
    if (is_one_of(type, other_types)) {
        json_object_clear(o);
        return;
    }
    bool asks = type != NULL && strcmp(type, "Question") == 0;
    put_first(o, asks ? "name" : "headline");
    json_object_foreach_safe(o, next, key, v)
    {
        if (key[0] == '@' ? strcmp(key, "@graph") != 0
                          : is_one_of(key, other_keys))
            (void)json_object_del(o, key);
    }
}

static void prune(json_t *v, int depth)
{
    const char *key;
    json_t *item;
    size_t i;
    if (depth > DEPTH_MAX)
        return;
    if (json_is_object(v)) {
        prune_object(v);
        json_object_foreach(v, key, item)
        {
            prune(item, depth + 1);
        }
    } else {
        json_array_foreach(v, i, item)
        {
            prune(item, depth + 1);
        }
    }
}

json_t *ld_load(const char *raw)
{
    json_t *root = json_loads(raw, JSON_REJECT_DUPLICATES, NULL);
    prune(root, 0);
    return root;
}
