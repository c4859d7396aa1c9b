/* markdown.c - calls as Markdown; see table.h. */
#include "table.h"

#include "facts.h"
#include "format.h"
#include "md.h"
#include "why.h"

#include "medel/i18n.h"

static void one_call(struct md *m, struct arena *mem, const struct table_row *r,
                     const struct table_options *o)
{
    const struct candidate *c = r->hit;
    const struct call *call = c->call;
    const char *marked = why_marked(mem, c, o->profile);

    md_raw(m, arena_printf(mem, "%zu. **", r->nr));
    md_text(m, call->title);
    md_raw(m, "**\n");
    md_item(m, call->funder);
    md_item(m, why_when(mem, call, o->today));
    md_item(m, format_sum_range(mem, call->award_floor, call->award_ceiling,
                                call->currency));
    const char *meetings = facts_meetings(mem, call, o->today);
    if (meetings[0] != '\0')
        md_item(m, arena_printf(mem, _("information meeting: %s"), meetings));
    md_item(m, r->status);
    if (r->note != NULL && r->note[0] != '\0')
        md_item(m, arena_printf(mem, "“%s”", r->note));
    md_item(m, why_ranked(mem, c, o->profile));
    md_item_snippet(m, c->snippet);
    if (marked[0] != '\0')
        md_item(m,
                arena_printf(mem, "%s %s",
                             c->gate.verdict == VERDICT_NO ? _("cannot apply:")
                                                           : _("check this:"),
                             marked));
    if (c->prediction != NULL)
        md_item(m, prediction_words(mem, c->prediction));
    if (o->advice) {
        md_item(m, advice_funding_words(mem, &c->advice));
        md_item(m, advice_aid_words(mem, &c->advice));
    }
    md_item_address(m, call->url);
}

enum status table_markdown(struct buf *out, const struct table_row *r,
                           const struct table_options *o)
{
    struct md m = {out, ST_OK};
    struct arena *mem = arena_new();
    one_call(&m, mem, r, o);
    arena_free(mem);
    return m.st;
}
