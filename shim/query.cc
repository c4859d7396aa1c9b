/*
 * query.cc - building and parsing queries: xapian_shim.h. A query belongs to
 * the xap_db that made it and is freed with it.
 */
#include "shim.h"

#include <cfloat>
#include <cmath>

using shim::guarded;

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

/* A boolean field's value as codes are spelled in the index: region:se-bd
 * and region:SE-BD are the same. The writing as it stands is tried as well,
 * for ids that have capitals. */
class code_field : public Xapian::FieldProcessor
{
  public:
    explicit code_field(const char *p) : prefix(p)
    {
    }

    Xapian::Query operator()(const std::string &value) override
    {
        std::string lower;
        for (Xapian::Utf8Iterator i(value); i != Xapian::Utf8Iterator(); ++i)
            Xapian::Unicode::append_utf8(lower, Xapian::Unicode::tolower(*i));
        Xapian::Query q(shim::fit_term((prefix + lower).c_str()));
        if (lower == value)
            return q;
        return Xapian::Query(
            Xapian::Query::OP_OR, q,
            Xapian::Query(shim::fit_term((prefix + value).c_str())));
    }

  private:
    std::string prefix;
};

static bool is_operator(const std::string &s)
{
    return s == "AND" || s == "OR" || s == "NOT" || s == "XOR" ||
           s.compare(0, 4, "NEAR") == 0 || s.compare(0, 3, "ADJ") == 0;
}

static bool ends_word(unsigned c)
{
    return c <= ' ' || c == '(' || c == ')' || c == '"' || c == ':';
}

/* True where the text so far ends in "NAME:" of a boolean field. */
static bool after_code_field(const std::string &out,
                             const struct xap_field *fields, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        std::string lead = fields[i].name;
        lead += ':';
        if (fields[i].boolean && out.size() >= lead.size() &&
            out.compare(out.size() - lead.size(), lead.size(), lead) == 0)
            return true;
    }
    return false;
}

/*
 * QueryParser takes a capital for a proper name and does not stem the word.
 * People begin what they type with a capital, and so do headings: all but
 * operators and codes (see code_field) becomes lower case.
 */
static std::string lower_words(const char *words,
                               const struct xap_field *fields, size_t n)
{
    std::string out, word;
    Xapian::Utf8Iterator i(words), end;
    for (;; ++i) {
        if (i != end && !ends_word(*i)) {
            Xapian::Unicode::append_utf8(word, *i);
            continue;
        }
        bool keep_case = is_operator(word) || after_code_field(out, fields, n);
        for (Xapian::Utf8Iterator j(word); j != end; ++j)
            Xapian::Unicode::append_utf8(
                out, keep_case ? *j : Xapian::Unicode::tolower(*j));
        word.clear();
        if (i == end)
            return out;
        Xapian::Unicode::append_utf8(out, *i);
    }
}

/* Longer queries are no one's words; the parser's time grows with them. */
static constexpr size_t MAX_QUERY_BYTES = 16384;

enum status xap_parse(struct xap_db *db, const char *words, const char *stemmer,
                      enum xap_op default_op, const char *default_prefix,
                      const struct xap_field *fields, size_t n_fields,
                      struct xap_query **ret, struct err *e) noexcept
{
    using Xapian::QueryParser;
    if (std::string::traits_type::length(words) > MAX_QUERY_BYTES)
        return err_set(e, ST_BAD_QUERY,
                       "the search words are longer than %zu bytes",
                       MAX_QUERY_BYTES);
    return shim::reading(db, e, "search words", [&] {
        QueryParser qp;
        qp.set_database(db->db);
        qp.set_stemmer(shim::stemmer(stemmer));
        qp.set_stemming_strategy(QueryParser::STEM_SOME);
        qp.set_default_op(operator_of(default_op));
        qp.set_max_expansion(200, Xapian::Query::WILDCARD_LIMIT_MOST_FREQUENT);
        for (size_t i = 0; i < n_fields; i++) {
            const struct xap_field *f = &fields[i];
            if (f->boolean)
                qp.add_boolean_prefix(f->name,
                                      (new code_field(f->prefix))->release());
            else
                qp.add_prefix(f->name, f->prefix);
        }
        Xapian::Query q = qp.parse_query(
            lower_words(words, fields, n_fields),
            QueryParser::FLAG_DEFAULT | QueryParser::FLAG_WILDCARD |
                QueryParser::FLAG_PURE_NOT,
            default_prefix != nullptr ? default_prefix : "");
        struct xap_query *kept = keep(db, [&] { return q; });
        if (kept == nullptr)
            throw std::bad_alloc();
        *ret = kept;
        return ST_OK;
    });
}

enum status xap_terms_of(struct xap_db *db, struct arena *mem, const char *text,
                         const char *stemmer, const char ***ret, size_t *n,
                         struct err *e) noexcept
{
    (void)db; /* terms do not depend on it in 1.4 */
    return guarded(e, "splitting text into terms", [&] {
        Xapian::Stem stem = shim::stemmer(stemmer);
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
