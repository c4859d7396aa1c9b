/* funder_lint.c - what a source lacks; see funder_list_lint(). */
#include "medel/funder.h"

#include "medel/i18n.h"

#include <string.h>

struct linting {
    const struct funder_list *list;
    funder_bad_fn *note;
    void *arg;
    size_t n;
};

static void lacks(struct linting *l, const struct funder *f, const char *field,
                  const char *why)
{
    l->n++;
    if (l->note != NULL)
        l->note(l->arg,
                arena_printf(l->list->mem, _("%s: field '%s': is missing; %s"),
                             f->file, field, why));
}

static void look_at(struct linting *l, const struct funder *f)
{
    if (f->kind == NULL)
        lacks(l, f, "kind", _("say what sort of funder it is"));
    if (!f->has_regions)
        lacks(l, f, "regions",
              _("say where its money goes, or [] where that is not known"));
    if (f->n_languages == 0)
        lacks(l, f, "languages", _("say in what languages its pages are"));
    if (f->home == NULL)
        lacks(l, f, "home", _("give the address of a page for people"));
    if (f->evidence == NULL)
        lacks(l, f, "evidence",
              _("say whether the start pages were seen or are inferred"));
    if (!date_is_set(f->checked))
        lacks(l, f, "checked", _("say when that was last looked into"));
    if (f->notes == NULL)
        lacks(l, f, "notes", _("say what is known of the source's pages"));
}

size_t funder_list_lint(const struct funder_list *list, funder_bad_fn *note,
                        void *arg)
{
    struct linting l = {list, note, arg, 0};
    for (size_t i = 0; i < list->n; i++)
        look_at(&l, &list->items[i]);
    return l.n;
}
