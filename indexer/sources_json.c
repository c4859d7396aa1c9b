/* sources_json.c - `medel sources` for programs; see sources_list.h. */
#include "sources_list.h"

#include "medel/date.h"
#include "medel/term.h"

#include <stdlib.h>
#include <string.h>

static json_t *text_or_null(const char *s)
{
    json_t *text = s != NULL ? json_string(s) : NULL;
    return text != NULL ? text : json_null();
}

static json_t *regions_json(codeset regions)
{
    json_t *list = json_array();
    for (int i = 0; i < code_count(CODE_REGION); i++)
        if ((regions & CODE_BIT(i)) != 0)
            json_array_append_new(list, json_string(code_name(CODE_REGION, i)));
    return list;
}

/* What the source's file says of itself. */
static void put_file(json_t *o, const struct funder *f)
{
    char day[DATE_ISO_SIZE];
    json_object_set_new(o, "kind", text_or_null(f != NULL ? f->kind : NULL));
    json_object_set_new(o, "home", text_or_null(f != NULL ? f->home : NULL));
    json_object_set_new(o, "evidence",
                        text_or_null(f != NULL ? f->evidence : NULL));
    json_object_set_new(o, "checked",
                        f != NULL && date_is_set(f->checked)
                            ? json_string(date_format_iso(f->checked, day))
                            : json_null());
}

enum status source_put_json(struct buf *out, const struct source *s)
{
    const struct crawl_funder *f = s->funder;
    char at[DATE_RFC3339_SIZE];
    json_t *o = json_pack(
        "{s:s s:s s:o s:o s:I s:I s:I s:I s:I s:I s:I s:O s:s s:o}", "id",
        f->id, "name", f->name, "last_crawl",
        f->last_crawl != 0 ? json_string(date_rfc3339(f->last_crawl, at))
                           : json_null(),
        "age_days", s->age_days >= 0 ? json_integer(s->age_days) : json_null(),
        "pages", (json_int_t)s->counts.pages, "calls",
        (json_int_t)s->counts.live, "withdrawn",
        (json_int_t)s->counts.withdrawn, "quarantined",
        (json_int_t)s->counts.quarantined, "alive", (json_int_t)s->alive,
        "changed", (json_int_t)f->changed, "failed", (json_int_t)f->failed,
        "errors", s->errors, "health", source_health_word(source_health(s)),
        "problem", f->problem != NULL ? json_string(f->problem) : json_null());
    if (o != NULL) {
        json_object_set_new(o, "regions", regions_json(f->regions));
        put_file(o, s->file);
    }
    char *text = o != NULL ? json_dumps(o, JSON_COMPACT) : NULL;
    enum status st =
        text != NULL ? term_safe_json(out, text, strlen(text)) : ST_NOMEM;
    free(text);
    json_decref(o);
    return st;
}
