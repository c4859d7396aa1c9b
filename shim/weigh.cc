/*
 * weigh.cc - xap_weigh() and xap_having() of xapian_shim.h.
 *
 * Xapian's matcher goes through the documents, and asks at each one every
 * term's posting list where it stands. Here each list is gone through once,
 * and adds its share to the documents' sums. The share is that of Xapian's
 * BM25Weight with its usual parameters (see its documentation), which the unit
 * test of the shim holds this to.
 */
#include "shim.h"

#include <algorithm>
#include <cmath>

using shim::reading;

namespace
{

/* From how many postings a document on, skipping from document to document
 * is cheaper than going through the list. */
constexpr size_t SKIP_FROM = 16;

/* A term, and how many documents have it. */
struct listed {
    std::string term;
    Xapian::doccount freq = 0;

    explicit listed(const char *text) : term(shim::fit_term(text))
    {
    }
};

/* Looks up how many documents have each. In the order of the index, where many
 * of them stand in the same blocks, which are then read but once. */
void look_up(const Xapian::Database &db, std::vector<listed> &all)
{
    std::vector<listed *> order;
    order.reserve(all.size());
    for (listed &t : all)
        order.push_back(&t);
    std::sort(order.begin(), order.end(), [](const listed *a, const listed *b) {
        return a->term < b->term;
    });
    for (size_t i = 0; i < order.size(); i++)
        order[i]->freq = i > 0 && order[i]->term == order[i - 1]->term
                             ? order[i - 1]->freq
                             : db.get_termfreq(order[i]->term);
}

/* Some documents, and what posting lists say of them. */
class documents
{
  public:
    documents(Xapian::Database &index, const uint32_t *docids, size_t count)
        : db(index), ids(docids), n(count),
          place(n != 0 ? ids[n - 1] + size_t(1) : 0, NONE)
    {
        for (size_t i = 0; i < n; i++)
            place[ids[i]] = static_cast<uint32_t>(i);
    }

    /* Calls F with the place and the wdf of each that has TERM. */
    template <class F> void each(const listed &t, F &&f) const
    {
        auto p = db.postlist_begin(t.term);
        auto end = db.postlist_end(t.term);
        if (t.freq / SKIP_FROM > n) {
            for (size_t i = 0; i < n && p != end; i++) {
                p.skip_to(ids[i]);
                if (p != end && *p == ids[i])
                    f(i, p.get_wdf());
            }
            return;
        }
        for (; p != end && *p < place.size(); ++p)
            if (place[*p] != NONE)
                f(place[*p], p.get_wdf());
    }

    Xapian::Database &db;
    const uint32_t *const ids;
    const size_t n;

  private:
    static constexpr uint32_t NONE = UINT32_MAX;
    std::vector<uint32_t> place; /* of a docid among IDS */
};

constexpr double K1 = 1, B = 0.5, MIN_NORMLEN = 0.5;

class weigher
{
  public:
    weigher(const documents &which, double *ret)
        : docs(which), count(which.db.get_doccount()), sums(ret), part(docs.n),
          had(docs.n), denominator(docs.n)
    {
        double average = docs.db.get_avlength();
        for (size_t i = 0; i < docs.n; i++) {
            double length =
                average > 0 ? docs.db.get_doclength(docs.ids[i]) / average : 0;
            double normal = std::max(length, MIN_NORMLEN);
            denominator[i] = K1 * (normal * B + (1 - B));
            sums[i] = 0;
        }
    }

    /* Documents that have all of the N terms. */
    void add(const listed *terms, size_t n, double factor)
    {
        for (size_t t = 0; t < n; t++)
            if (terms[t].freq == 0)
                return;
        if (n == 1) {
            double w = weight(terms[0], factor);
            docs.each(terms[0], [&](size_t i, double wdf) {
                sums[i] += share(i, w, wdf);
            });
        } else if (n > 1) {
            add_all_of(terms, n, factor);
        }
    }

  private:
    const documents &docs;
    const double count; /* of all documents */
    double *sums;
    std::vector<double> part;  /* of an item of several terms */
    std::vector<uint32_t> had; /* how many of them */
    std::vector<double> denominator;

    /* Positive for terms of more than half the documents too. */
    double weight(const listed &term, double factor) const
    {
        double tf = term.freq;
        double w = (count - tf + 0.5) / (tf + 0.5);
        if (w < 2)
            w = w * 0.5 + 1;
        return std::log(w) * factor * (K1 + 1);
    }

    double share(size_t i, double weight, double wdf) const
    {
        return weight * (wdf / (denominator[i] + wdf));
    }

    void add_all_of(const listed *terms, size_t n, double factor)
    {
        std::fill(part.begin(), part.end(), 0);
        std::fill(had.begin(), had.end(), 0);
        for (uint32_t t = 0; t < n; t++) {
            double w = weight(terms[t], factor);
            docs.each(terms[t], [&](size_t i, double wdf) {
                if (had[i] == t) {
                    had[i]++;
                    part[i] += share(i, w, wdf);
                }
            });
        }
        for (size_t i = 0; i < docs.n; i++)
            if (had[i] == n)
                sums[i] += part[i];
    }
};

/*
 * The same by way of Xapian's matcher: from another machine one answer comes
 * sooner than hundreds of posting lists, each of which has to be asked for.
 */
Xapian::Query as_query(const struct xap_weighted *items, size_t n_items)
{
    std::vector<Xapian::Query> all;
    for (size_t i = 0; i < n_items; i++) {
        std::vector<Xapian::Query> terms;
        for (size_t t = 0; t < items[i].n_terms; t++)
            terms.emplace_back(shim::fit_term(items[i].terms[t]));
        Xapian::Query both(Xapian::Query::OP_AND, terms.begin(), terms.end());
        all.emplace_back(Xapian::Query::OP_SCALE_WEIGHT, both, items[i].factor);
    }
    return Xapian::Query(Xapian::Query::OP_OR, all.begin(), all.end());
}

/* Calls F with the place and the weight of each of IDS that Q matches. */
template <class F>
void each_match(const Xapian::Database &db, const Xapian::Query &q,
                const uint32_t *ids, size_t n, F &&f)
{
    Xapian::Enquire enquire(db);
    enquire.set_query(q);
    Xapian::MSet set = enquire.get_mset(0, db.get_doccount());
    for (auto it = set.begin(); it != set.end(); ++it) {
        const uint32_t *at = std::lower_bound(ids, ids + n, *it);
        if (at != ids + n && *at == *it)
            f(static_cast<size_t>(at - ids), it.get_weight());
    }
}

} // namespace

enum status xap_weigh(struct xap_db *db, const uint32_t *ids, size_t n,
                      const struct xap_weighted *items, size_t n_items,
                      double *ret, struct err *e) noexcept
{
    return reading(db, e, "searching", [&] {
        if (db->remote) {
            std::fill(ret, ret + n, 0);
            each_match(db->db, as_query(items, n_items), ids, n,
                       [&](size_t i, double weight) { ret[i] = weight; });
            return ST_OK;
        }
        documents docs(db->db, ids, n);
        weigher w(docs, ret);
        std::vector<listed> terms;
        for (size_t i = 0; i < n_items; i++)
            for (size_t t = 0; t < items[i].n_terms; t++)
                terms.emplace_back(items[i].terms[t]);
        look_up(db->db, terms);
        const listed *of_item = terms.data();
        for (size_t i = 0; i < n_items; i++) {
            w.add(of_item, items[i].n_terms, items[i].factor);
            of_item += items[i].n_terms;
        }
        return ST_OK;
    });
}

enum status xap_having(struct xap_db *db, const uint32_t *ids, size_t n,
                       const char *const *terms, size_t n_terms, bool *ret,
                       struct err *e) noexcept
{
    return reading(db, e, "searching", [&] {
        std::fill(ret, ret + n, false);
        if (db->remote) {
            std::vector<Xapian::Query> any;
            for (size_t t = 0; t < n_terms; t++)
                any.emplace_back(shim::fit_term(terms[t]));
            each_match(
                db->db,
                Xapian::Query(Xapian::Query::OP_OR, any.begin(), any.end()),
                ids, n, [&](size_t i, double) { ret[i] = true; });
            return ST_OK;
        }
        documents docs(db->db, ids, n);
        std::vector<listed> all(terms, terms + n_terms);
        look_up(db->db, all);
        for (const listed &t : all)
            docs.each(t, [&](size_t i, Xapian::termcount) { ret[i] = true; });
        return ST_OK;
    });
}
