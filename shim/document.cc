/*
 * document.cc - a struct xap_doc as one of Xapian's documents: see shim.h.
 */
#include "shim.h"

#include <cmath>

namespace shim
{

Xapian::Stem stemmer(const char *name)
{
    if (name == nullptr || name[0] == '\0')
        name = "none";
    return Xapian::Stem(name);
}

Xapian::Document document_maker::make(const struct xap_doc *d)
{
    Xapian::Document doc;
    terms.begin_document();
    for (size_t i = 0; i < d->n_texts; i++)
        terms.add(doc, d->texts[i]);
    for (size_t i = 0; i < d->n_terms; i++)
        doc.add_boolean_term(fit_term(d->terms[i]));
    doc.add_boolean_term(fit_term(d->unique));
    for (size_t i = 0; i < d->n_values; i++) {
        const struct xap_value *v = &d->values[i];
        if (!v->is_number)
            doc.add_value(v->slot, std::string(v->string, v->string_len));
        else if (std::isfinite(v->number))
            doc.add_value(v->slot, Xapian::sortable_serialise(v->number));
    }
    doc.set_data(std::string(d->data, d->data_len));
    return doc;
}

bool is_word(const std::string &term)
{
    if (term.size() < 3 || term.size() > 48 ||
        (term[0] >= 'A' && term[0] <= 'Z'))
        return false;
    for (char c : term)
        if ((c >= '0' && c <= '9') || c == '_')
            return false;
    return true;
}

} // namespace shim
