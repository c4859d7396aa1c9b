/*
 * query.cc - building queries: xapian_shim.h. A query belongs to
 * the xap_db that made it and is freed with it.
 */
#include "shim.h"

#include <algorithm>
#include <cfloat>
#include <cmath>

using shim::guarded;

static const size_t USUAL_TERMS = 600; /* of a call's text, or fewer */
/* As long as a word of the term generator's may be. */
static const size_t PLAIN_BYTES_MAX = 64;

/* Takes what MAKE builds into DB's care; NULL where that throws. */
template <class F>
static struct xap_query *keep(struct xap_db *db, F &&make) noexcept
{
    struct xap_query *made = nullptr;
    guarded(nullptr, "", [&] {
        std::unique_ptr<xap_query> q(new xap_query);
        q->q = make();
        db->queries.push_back(std::move(q));
        made = db->queries.back().get();
        return ST_OK;
    });
    return made;
}

struct xap_query *xap_query_all(struct xap_db *db) noexcept
{
    /* Not Query::MatchAll: a static object shared between threads. */
    return keep(db, [] { return Xapian::Query(std::string()); });
}

struct xap_query *xap_query_term(struct xap_db *db, const char *term,
                                 unsigned wqf) noexcept
{
    return keep(db, [&] { return Xapian::Query(shim::fit_term(term), wqf); });
}

static Xapian::Query::op operator_of(enum xap_op op)
{
    switch (op) {
    case XAP_AND:
        return Xapian::Query::OP_AND;
    case XAP_OR:
        return Xapian::Query::OP_OR;
    case XAP_AND_NOT:
        return Xapian::Query::OP_AND_NOT;
    case XAP_FILTER:
        return Xapian::Query::OP_FILTER;
    case XAP_AND_MAYBE:
        return Xapian::Query::OP_AND_MAYBE;
    case XAP_SYNONYM:
        return Xapian::Query::OP_SYNONYM;
    case XAP_PHRASE:
        return Xapian::Query::OP_PHRASE;
    case XAP_MAX:
        return Xapian::Query::OP_MAX;
    }
    throw std::bad_alloc(); /* no such operator: NULL, as promised */
}

struct xap_query *xap_query_combine(struct xap_db *db, enum xap_op op,
                                    struct xap_query *const *qs,
                                    size_t n) noexcept
{
    for (size_t i = 0; i < n; i++)
        if (qs[i] == nullptr)
            return nullptr;
    return keep(db, [&] {
        Xapian::Query::op o = operator_of(op);
        if (n == 0)
            return Xapian::Query();
        if (op == XAP_AND_NOT || op == XAP_FILTER || op == XAP_AND_MAYBE) {
            Xapian::Query q = qs[0]->q;
            for (size_t i = 1; i < n; i++)
                q = Xapian::Query(o, q, qs[i]->q);
            return q;
        }
        std::vector<Xapian::Query> all;
        all.reserve(n);
        for (size_t i = 0; i < n; i++)
            all.push_back(qs[i]->q);
        return Xapian::Query(o, all.begin(), all.end());
    });
}

struct xap_query *xap_query_window(struct xap_db *db, bool ordered,
                                   struct xap_query *const *qs, size_t n,
                                   unsigned window) noexcept
{
    for (size_t i = 0; i < n; i++)
        if (qs[i] == nullptr)
            return nullptr;
    return keep(db, [&] {
        std::vector<Xapian::Query> all;
        all.reserve(n);
        for (size_t i = 0; i < n; i++)
            all.push_back(qs[i]->q);
        auto op = ordered ? Xapian::Query::OP_PHRASE : Xapian::Query::OP_NEAR;
        return Xapian::Query(op, all.begin(), all.end(), window);
    });
}

struct xap_query *xap_query_scale(struct xap_db *db, struct xap_query *q,
                                  double factor) noexcept
{
    if (q == nullptr)
        return nullptr;
    if (!(factor > 0))
        factor = 0;
    return keep(db, [&] {
        return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, q->q, factor);
    });
}

struct xap_query *xap_query_range(struct xap_db *db, unsigned slot, double from,
                                  double to) noexcept
{
    return keep(db, [&] {
        if (!(from <= to))
            return Xapian::Query();
        /* Minus infinity would serialise to "", which is also the value of
         * a document without one. */
        double low = from < -DBL_MAX ? -DBL_MAX : from;
        double high = to > DBL_MAX ? DBL_MAX : to;
        return Xapian::Query(Xapian::Query::OP_VALUE_RANGE, slot,
                             Xapian::sortable_serialise(low),
                             Xapian::sortable_serialise(high));
    });
}

/* Whether TEXT is one word, of small letters of Latin-1, which Xapian's term
 * generator takes as it is: most that is asked for is. (Longer words it leaves
 * out.) */
static bool is_plain_word(const char *text)
{
    size_t n = 0;
    while (n <= PLAIN_BYTES_MAX && text[n] != '\0') {
        auto c = static_cast<unsigned char>(text[n]);
        auto next = static_cast<unsigned char>(text[n + 1]);
        if (c >= 'a' && c <= 'z')
            n++;
        else if (c == 0xC3 && next >= 0x9F && next <= 0xBF && next != 0xB7)
            n += 2; /* from sharp s on; the other is the sign of division */
        else
            return false;
    }
    return n > 0 && n <= PLAIN_BYTES_MAX;
}

/* Its one term, or none. */
static void plain_term(struct arena *mem, const char *word,
                       const Xapian::Stem &stem, const char **terms, size_t *n)
{
    std::string term = stem.is_none() ? std::string(word) : stem(word);
    *n = 0;
    if (term.empty())
        return;
    if (!stem.is_none())
        term.insert(0, 1, 'Z');
    terms[(*n)++] = arena_strndup(mem, term.data(), term.size());
}

enum status xap_terms_of(struct xap_db *db, struct arena *mem, const char *text,
                         const char *stemmer, const char ***ret, size_t *n,
                         struct err *e) noexcept
{
    return guarded(e, "splitting text into terms", [&] {
        const Xapian::Stem &stem = shim::stemmer_of(db, stemmer);
        if (is_plain_word(text)) {
            *ret = static_cast<const char **>(arena_alloc(mem, sizeof **ret));
            plain_term(mem, text, stem, *ret, n);
            return ST_OK;
        }
        Xapian::Document doc;
        Xapian::TermGenerator tg;
        tg.set_document(doc);
        tg.set_stemmer(stem);
        tg.set_stemming_strategy(stem.is_none()
                                     ? Xapian::TermGenerator::STEM_NONE
                                     : Xapian::TermGenerator::STEM_ALL_Z);
        tg.index_text_without_positions(text);
        size_t count = doc.termlist_count(), used = 0;
        const char **terms = static_cast<const char **>(
            arena_alloc(mem, (count + 1) * sizeof *terms));
        for (auto t = doc.termlist_begin();
             t != doc.termlist_end() && used < count; ++t) {
            const std::string &s = *t;
            terms[used++] = arena_strndup(mem, s.data(), s.size());
        }
        *ret = terms;
        *n = used;
        return ST_OK;
    });
}

/* Terms without a prefix do not begin with a capital, but for the Z of a stem;
 * the indexer leaves words that begin with a figure unstemmed. */
static void take_term(std::string term, const Xapian::Stem &stem,
                      std::vector<std::string> &terms)
{
    auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    bool stemmed = term.size() > 1 && term[0] == 'Z' && !is_capital(term[1]);
    if (stem.is_none()) {
        if (!is_capital(term[0]))
            terms.push_back(std::move(term));
    } else if (stemmed) {
        terms.push_back(std::move(term));
    } else if (term[0] >= '0' && term[0] <= '9') {
        terms.push_back("Z" + stem(term));
    }
}

enum status xap_terms_in(struct xap_db *db, struct arena *mem, uint32_t docid,
                         const char *stemmer, const char ***ret, size_t *n,
                         struct err *e) noexcept
{
    return shim::reading(db, e, "reading the index", [&] {
        const Xapian::Stem &stem = shim::stemmer_of(db, stemmer);
        std::vector<std::string> terms;
        auto end = db->db.termlist_end(docid);
        terms.reserve(USUAL_TERMS);
        for (auto t = db->db.termlist_begin(docid); t != end; ++t) {
            std::string term = *t;
            /* Stems end before the words as they stand begin. */
            if (!stem.is_none() && term[0] > 'Z')
                break;
            take_term(std::move(term), stem, terms);
        }
        if (!std::is_sorted(terms.begin(), terms.end()))
            std::sort(terms.begin(), terms.end());
        const char **all = static_cast<const char **>(
            arena_alloc(mem, (terms.size() + 1) * sizeof *all));
        for (size_t i = 0; i < terms.size(); i++)
            all[i] = arena_strndup(mem, terms[i].data(), terms[i].size());
        *ret = all;
        *n = terms.size();
        return ST_OK;
    });
}
