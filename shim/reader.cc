/*
 * reader.cc - the reading half of xapian_shim.h. Everything that a function
 * hands out is copied into the caller's arena: nothing lazy is left that a
 * later commit of a writer could pull away.
 */
#include "shim.h"

#include <cstring>

using shim::guarded;
using shim::reading;

namespace shim
{

/*
 * What a document holds. Glass opens some of its files only when they are
 * needed, and takes one that the system would not open for an empty one;
 * every document of ours has data.
 */
static std::string data_of(const Xapian::Document &doc)
{
    std::string data = doc.get_data();
    if (data.empty())
        throw Xapian::DatabaseError(
            "a document is without its data: the file cannot be opened, or "
            "is damaged");
    return data;
}

} // namespace shim

void xap_close(struct xap_db *db) noexcept
{
    if (db == nullptr)
        return;
    shim::sigpipe_blocked quiet(db->remote);
    guarded(nullptr, "", [&] {
        delete db;
        return ST_OK;
    });
}

unsigned xap_generation(const struct xap_db *db) noexcept
{
    return db->generation;
}

enum status xap_doc_count(struct xap_db *db, uint32_t *ret,
                          struct err *e) noexcept
{
    return reading(db, e, "counting documents", [&] {
        *ret = db->db.get_doccount();
        return ST_OK;
    });
}

enum status xap_metadata(struct xap_db *db, struct arena *mem, const char *key,
                         const char **ret, struct err *e) noexcept
{
    return reading(db, e, "reading the index", [&] {
        std::string v = db->db.get_metadata(key);
        *ret = arena_strndup(mem, v.data(), v.size());
        return ST_OK;
    });
}

enum status xap_term_freq(struct xap_db *db, const char *term, uint32_t *ret,
                          struct err *e) noexcept
{
    return reading(db, e, "reading the index", [&] {
        *ret = db->db.get_termfreq(shim::fit_term(term));
        return ST_OK;
    });
}

enum status xap_each_term(struct xap_db *db, const char *prefix,
                          xap_term_fn *fn, void *arg, struct err *e) noexcept
{
    std::string last;
    bool stopped = false;
    return reading(db, e, "reading the index", [&] {
        auto end = db->db.allterms_end(prefix);
        auto t = db->db.allterms_begin(prefix);
        if (!last.empty() && t != end)
            t.skip_to(last);
        for (; t != end && !stopped; ++t) {
            std::string term = *t;
            if (term == last)
                continue;
            stopped = !fn(arg, term.c_str(), t.get_termfreq());
            last.swap(term);
        }
        return ST_OK;
    });
}

static constexpr size_t MAX_HIT_TERMS = 32;
static constexpr Xapian::doccount COUNTED = 1000;

static void copy_data(struct arena *mem, const Xapian::MSetIterator &it,
                      struct xap_hit *hit)
{
    std::string data = shim::data_of(it.get_document());
    hit->data = arena_strndup(mem, data.data(), data.size());
    hit->data_len = data.size();
}

static void copy_terms(struct arena *mem, const Xapian::Enquire &enquire,
                       const Xapian::MSetIterator &it, struct xap_hit *hit)
{
    hit->terms = static_cast<const char **>(
        arena_alloc(mem, MAX_HIT_TERMS * sizeof *hit->terms));
    auto end = enquire.get_matching_terms_end(it);
    for (auto t = enquire.get_matching_terms_begin(it);
         t != end && hit->n_terms < MAX_HIT_TERMS; ++t) {
        const std::string &s = *t;
        hit->terms[hit->n_terms++] = arena_strndup(mem, s.data(), s.size());
    }
}

static enum status search(struct xap_db *db, struct arena *mem,
                          struct xap_query *q, size_t offset, size_t limit,
                          bool bare, struct xap_hits *ret, struct err *e)
{
    if (q == nullptr)
        return err_set(e, ST_NOMEM, "searching: out of memory");
    return reading(db, e, "searching", [&] {
        Xapian::doccount total = db->db.get_doccount();
        if (offset > total)
            offset = total;
        if (limit > total)
            limit = total;
        Xapian::Enquire enquire(db->db);
        enquire.set_query(q->q);
        /* Small sets are counted exactly: people read the number. */
        Xapian::MSet set = enquire.get_mset(
            static_cast<Xapian::doccount>(offset),
            static_cast<Xapian::doccount>(limit), bare ? 0 : COUNTED);
        struct xap_hits hits = {};
        hits.estimate = set.get_matches_estimated();
        hits.max_weight = set.get_max_possible();
        hits.items = static_cast<struct xap_hit *>(
            arena_alloc(mem, (set.size() + 1) * sizeof *hits.items));
        if (!bare)
            set.fetch();
        for (auto it = set.begin(); it != set.end(); ++it) {
            struct xap_hit *hit = &hits.items[hits.n++];
            hit->docid = *it;
            hit->weight = it.get_weight();
            if (bare)
                continue;
            copy_data(mem, it, hit);
            copy_terms(mem, enquire, it, hit);
        }
        *ret = hits;
        return ST_OK;
    });
}

enum status xap_search(struct xap_db *db, struct arena *mem,
                       struct xap_query *q, size_t offset, size_t limit,
                       struct xap_hits *ret, struct err *e) noexcept
{
    return search(db, mem, q, offset, limit, false, ret, e);
}

enum status xap_search_bare(struct xap_db *db, struct arena *mem,
                            struct xap_query *q, size_t offset, size_t limit,
                            struct xap_hits *ret, struct err *e) noexcept
{
    return search(db, mem, q, offset, limit, true, ret, e);
}

enum status xap_matching(struct xap_db *db, struct arena *mem,
                         struct xap_query *q, uint32_t **ret, size_t *n,
                         struct err *e) noexcept
{
    if (q == nullptr)
        return err_set(e, ST_NOMEM, "searching: out of memory");
    return reading(db, e, "searching", [&] {
        Xapian::Enquire enquire(db->db);
        enquire.set_query(q->q);
        enquire.set_weighting_scheme(Xapian::BoolWeight());
        enquire.set_docid_order(Xapian::Enquire::ASCENDING);
        Xapian::MSet set = enquire.get_mset(0, db->db.get_doccount());
        uint32_t *ids = static_cast<uint32_t *>(
            arena_alloc(mem, (set.size() + 1) * sizeof *ids));
        size_t used = 0;
        for (auto it = set.begin(); it != set.end(); ++it)
            ids[used++] = *it;
        *ret = ids;
        *n = used;
        return ST_OK;
    });
}

/* Words alone: no prefix (a capital), no number. */
class words_only : public Xapian::ExpandDecider
{
  public:
    bool operator()(const std::string &term) const override
    {
        unsigned char c = term.empty() ? 'A' : term[0];
        return !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9');
    }
};

enum status xap_telling_words(struct xap_db *db, struct arena *mem,
                              const char *unique, size_t max,
                              struct xap_telling **ret, size_t *n,
                              struct err *e) noexcept
{
    return reading(db, e, "reading the index", [&] {
        std::string term = shim::fit_term(unique);
        Xapian::PostingIterator p = db->db.postlist_begin(term);
        if (p == db->db.postlist_end(term))
            return err_set(e, ST_NOT_FOUND, "not in the index");
        Xapian::RSet chosen;
        chosen.add_document(*p);
        Xapian::Enquire enquire(db->db);
        enquire.set_query(Xapian::Query(term));
        /* Counts how often the document says a word, unlike the default,
         * which from one document picks the rarest. */
        enquire.set_expansion_scheme("bo1");
        words_only decider;
        Xapian::ESet set = enquire.get_eset(static_cast<Xapian::termcount>(max),
                                            chosen, 0, &decider);
        struct xap_telling *words = static_cast<struct xap_telling *>(
            arena_alloc(mem, (set.size() + 1) * sizeof *words));
        size_t used = 0;
        for (auto it = set.begin(); it != set.end(); ++it) {
            std::string word = *it;
            words[used].word = arena_strndup(mem, word.data(), word.size());
            words[used++].weight = it.get_weight();
        }
        *ret = words;
        *n = used;
        return ST_OK;
    });
}

enum status xap_fetch(struct xap_db *db, struct arena *mem, const char *unique,
                      const char **data, size_t *len, struct err *e) noexcept
{
    return reading(db, e, "reading the index", [&] {
        std::string term = shim::fit_term(unique);
        Xapian::PostingIterator p = db->db.postlist_begin(term);
        if (p == db->db.postlist_end(term))
            return err_set(e, ST_NOT_FOUND, "not in the index");
        std::string v = shim::data_of(db->db.get_document(*p));
        *data = arena_strndup(mem, v.data(), v.size());
        *len = v.size();
        return ST_OK;
    });
}

/* Of a server, a stream of values is one question a docid, also of those that
 * no document has. */
static enum status values_one_by_one(const Xapian::Database &db,
                                     struct arena *mem, unsigned slot,
                                     const uint32_t *ids, size_t n,
                                     struct xap_bytes *ret)
{
    for (size_t i = 0; i < n; i++) {
        ret[i] = {nullptr, 0};
        try {
            std::string s = db.get_document(ids[i]).get_value(slot);
            ret[i] = {arena_strndup(mem, s.data(), s.size()), s.size()};
        } catch (const Xapian::DocNotFoundError &) {
        }
    }
    return ST_OK;
}

enum status xap_values(struct xap_db *db, struct arena *mem, unsigned slot,
                       const uint32_t *ids, size_t n, struct xap_bytes *ret,
                       struct err *e) noexcept
{
    return reading(db, e, "reading the index", [&] {
        if (db->remote)
            return values_one_by_one(db->db, mem, slot, ids, n, ret);
        Xapian::ValueIterator v = db->db.valuestream_begin(slot);
        auto end = db->db.valuestream_end(slot);
        for (size_t i = 0; i < n; i++) {
            ret[i] = {nullptr, 0};
            if (v != end)
                v.skip_to(ids[i]);
            if (v == end || v.get_docid() != ids[i])
                continue;
            std::string s = *v;
            ret[i] = {arena_strndup(mem, s.data(), s.size()), s.size()};
        }
        return ST_OK;
    });
}

enum status xap_data(struct xap_db *db, struct arena *mem, uint32_t docid,
                     struct xap_bytes *ret, struct err *e) noexcept
{
    return reading(db, e, "reading the index", [&] {
        std::string s = shim::data_of(db->db.get_document(docid));
        *ret = {arena_strndup(mem, s.data(), s.size()), s.size()};
        return ST_OK;
    });
}

/*
 * Copies up to ROOM documents after docid *LAST. A writer may commit between
 * two batches: docids stay, so reading goes on behind the last one.
 */
static enum status next_batch(struct xap_db *db, Xapian::docid *last,
                              std::vector<std::string> *batch, size_t room,
                              struct err *e)
{
    for (int attempt = 0;; attempt++) {
        struct err mine = ERR_INIT;
        batch->clear();
        enum status st = guarded(&mine, "reading the index", [&] {
            Xapian::docid at = *last;
            auto p = db->db.postlist_begin(std::string());
            auto end = db->db.postlist_end(std::string());
            if (p != end && at != 0)
                p.skip_to(at + 1);
            for (; p != end && batch->size() < room; ++p) {
                at = *p;
                batch->push_back(shim::data_of(db->db.get_document(at)));
            }
            *last = at;
            return ST_OK;
        });
        if (st == ST_RETRY && attempt < shim::MAX_REOPEN) {
            /* The same database, not what the path names by now: docids of
             * another one would mean other documents. */
            err_clear(&mine);
            st = guarded(&mine, "reopening the index", [&] {
                db->db.reopen();
                db->generation++;
                return ST_OK;
            });
            if (st == ST_OK)
                continue;
        }
        if (st != ST_OK && e != nullptr && e->status == ST_OK)
            *e = mine;
        return st;
    }
}

enum status xap_each(struct xap_db *db, xap_each_fn *fn, void *arg,
                     struct err *e) noexcept
{
    shim::sigpipe_blocked quiet(db->remote);
    return guarded(e, "reading the index", [&] {
        std::vector<std::string> batch;
        Xapian::docid last = 0;
        enum status st;
        do {
            st = next_batch(db, &last, &batch, 256, e);
            for (size_t i = 0; st == ST_OK && i < batch.size(); i++)
                st = fn(arg, batch[i].data(), batch[i].size(), e);
        } while (st == ST_OK && !batch.empty());
        return st;
    });
}
