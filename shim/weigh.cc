/*
 * weigh.cc - xap_weigh() of xapian_shim.h.
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

constexpr double K1 = 1, B = 0.5, MIN_NORMLEN = 0.5;

/* From how many postings a document on, skipping from document to document
 * is cheaper than going through the list. */
constexpr size_t SKIP_FROM = 16;

class weigher
{
  public:
    weigher(Xapian::Database &index, const uint32_t *docids, size_t count,
            double *ret)
        : db(index), ids(docids), n(count), sums(ret), part(n), had(n),
          denominator(n),
          place(n != 0 ? ids[n - 1] + size_t(1) : 0, NONE)
    {
        double average = db.get_avlength();
        for (size_t i = 0; i < n; i++) {
            double length = average > 0 ? db.get_doclength(ids[i]) / average : 0;
            double normal = std::max(length, MIN_NORMLEN);
            denominator[i] = K1 * (normal * B + (1 - B));
            place[ids[i]] = static_cast<uint32_t>(i);
            sums[i] = 0;
        }
    }

    void add(const struct xap_weighted &item)
    {
        std::vector<std::string> terms;
        for (size_t t = 0; t < item.n_terms; t++) {
            terms.push_back(shim::fit_term(item.terms[t]));
            if (!db.term_exists(terms.back()))
                return;
        }
        if (terms.size() == 1) {
            double w = weight(terms[0], item.factor);
            each(terms[0], [&](size_t i, double wdf) {
                sums[i] += share(i, w, wdf);
            });
        } else if (!terms.empty()) {
            add_all_of(terms, item.factor);
        }
    }

  private:
    static constexpr uint32_t NONE = UINT32_MAX;
    Xapian::Database &db;
    const uint32_t *ids;
    size_t n;
    double *sums;
    std::vector<double> part;  /* of an item of several terms */
    std::vector<uint32_t> had; /* how many of them */
    std::vector<double> denominator;
    std::vector<uint32_t> place; /* of a docid among IDS */

    /* Positive for terms of more than half the documents too. */
    double weight(const std::string &term, double factor)
    {
        double tf = db.get_termfreq(term);
        double w = (db.get_doccount() - tf + 0.5) / (tf + 0.5);
        if (w < 2)
            w = w * 0.5 + 1;
        return std::log(w) * factor * (K1 + 1);
    }

    double share(size_t i, double weight, double wdf) const
    {
        return weight * (wdf / (denominator[i] + wdf));
    }

    /* Calls F with the place and the wdf of each of IDS that has TERM. */
    template <class F> void each(const std::string &term, F &&f)
    {
        auto p = db.postlist_begin(term);
        auto end = db.postlist_end(term);
        if (db.get_termfreq(term) / SKIP_FROM > n) {
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

    void add_all_of(const std::vector<std::string> &terms, double factor)
    {
        std::fill(part.begin(), part.end(), 0);
        std::fill(had.begin(), had.end(), 0);
        for (uint32_t t = 0; t < terms.size(); t++) {
            double w = weight(terms[t], factor);
            each(terms[t], [&](size_t i, double wdf) {
                if (had[i] == t) {
                    had[i]++;
                    part[i] += share(i, w, wdf);
                }
            });
        }
        for (size_t i = 0; i < n; i++)
            if (had[i] == terms.size())
                sums[i] += part[i];
    }
};

} // namespace

enum status xap_weigh(struct xap_db *db, const uint32_t *ids, size_t n,
                      const struct xap_weighted *items, size_t n_items,
                      double *ret, struct err *e) noexcept
{
    return reading(db, e, "searching", [&] {
        weigher w(db->db, ids, n, ret);
        for (size_t i = 0; i < n_items; i++)
            w.add(items[i]);
        return ST_OK;
    });
}
