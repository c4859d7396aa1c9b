/*
 * writer.cc - the writing half of xapian_shim.h.
 *
 * All changes are made inside a transaction, and only xap_writer_commit()
 * makes them last. WritableDatabase's destructor would commit whatever is
 * pending and swallow the errors, also after a batch that failed half way;
 * discard() therefore always leaves it with nothing to commit, and a database
 * that cannot even discard is leaked rather than destroyed: the lock goes
 * with the process, and readers keep the last commit.
 */
#include "shim.h"

struct xap_writer {
    Xapian::WritableDatabase db;
    shim::document_maker maker;
    bool in_transaction = false;
    bool failed = false; /* a change of this transaction threw half way */
    bool stuck = false;  /* pending changes could not be thrown away */
};

using shim::guarded;

static enum status discard(struct xap_writer *w, struct err *e) noexcept
{
    enum status st = guarded(e, "dropping changes to the index", [&] {
        /* After a failed commit the transaction is over while its changes
         * may still be pending: a new one takes them in. */
        if (!w->in_transaction)
            w->db.begin_transaction(false);
        w->in_transaction = true;
        w->db.cancel_transaction();
        w->in_transaction = false;
        return ST_OK;
    });
    w->stuck = st != ST_OK;
    w->failed = false;
    return st;
}

enum status xap_writer_open(const char *path, struct xap_writer **ret,
                            struct err *e) noexcept
{
    return guarded(e, path, [&] {
        std::unique_ptr<xap_writer> w(new xap_writer);
        w->db = Xapian::WritableDatabase(path, Xapian::DB_CREATE_OR_OPEN);
        *ret = w.release();
        return ST_OK;
    });
}

enum status xap_writer_begin(struct xap_writer *w, struct err *e) noexcept
{
    if (w->in_transaction || w->stuck)
        return err_set(e, ST_BUG, "index: transaction inside another");
    return guarded(e, "index", [&] {
        w->db.begin_transaction(true);
        w->in_transaction = true;
        return ST_OK;
    });
}

enum status xap_writer_commit(struct xap_writer *w, struct err *e) noexcept
{
    if (!w->in_transaction)
        return err_set(e, ST_BUG, "index: commit outside a transaction");
    if (w->failed) {
        discard(w, nullptr);
        return err_set(e, ST_BUG, "index: an incomplete batch was dropped");
    }
    enum status st = guarded(e, "committing to the index", [&] {
        w->in_transaction = false; /* so it is, even if this throws */
        w->db.commit_transaction();
        return ST_OK;
    });
    if (st != ST_OK)
        discard(w, nullptr);
    return st;
}

void xap_writer_cancel(struct xap_writer *w) noexcept
{
    if (w->in_transaction)
        discard(w, nullptr);
}

void xap_writer_close(struct xap_writer *w) noexcept
{
    if (w == nullptr)
        return;
    if (w->in_transaction)
        discard(w, nullptr);
    if (w->stuck)
        return;
    guarded(nullptr, "", [&] {
        w->db.close();
        return ST_OK;
    });
    delete w;
}

/* Changes the database inside the transaction; what fails half way must
 * never be committed. */
template <class F>
static enum status changing(struct xap_writer *w, struct err *e,
                            F &&body) noexcept
{
    if (!w->in_transaction)
        return err_set(e, ST_BUG, "index: change outside a transaction");
    enum status st = guarded(e, "writing to the index", body);
    /* That a document is not there was found before anything changed. */
    if (st != ST_OK && st != ST_NOT_FOUND)
        w->failed = true;
    return st;
}

/* DOCID 0: the next. */
static enum status put(struct xap_writer *w, const struct xap_doc *d,
                       Xapian::docid docid, struct err *e) noexcept
{
    Xapian::Document doc;
    /* Nothing is changed yet: a document that cannot be built costs itself
     * only. */
    enum status st = guarded(e, d->unique, [&] {
        doc = w->maker.make(d);
        return ST_OK;
    });
    if (st != ST_OK)
        return st;
    return changing(w, e, [&] {
        std::string unique = shim::fit_term(d->unique);
        if (docid == 0 || w->db.term_exists(unique))
            w->db.replace_document(unique, doc);
        else
            w->db.replace_document(docid, doc);
        return ST_OK;
    });
}

enum status xap_writer_put(struct xap_writer *w, const struct xap_doc *d,
                           struct err *e) noexcept
{
    return put(w, d, 0, e);
}

enum status xap_writer_put_as(struct xap_writer *w, const struct xap_doc *d,
                              uint32_t docid, struct err *e) noexcept
{
    return put(w, d, docid, e);
}

enum status xap_writer_last(struct xap_writer *w, uint32_t *ret,
                            struct err *e) noexcept
{
    return guarded(e, "reading the index", [&] {
        *ret = w->db.get_lastdocid();
        return ST_OK;
    });
}

enum status xap_writer_set_data(struct xap_writer *w, const char *unique,
                                const char *data, size_t len,
                                struct err *e) noexcept
{
    return changing(w, e, [&] {
        std::string term = shim::fit_term(unique);
        Xapian::PostingIterator p = w->db.postlist_begin(term);
        if (p == w->db.postlist_end(term))
            return err_set(e, ST_NOT_FOUND, "not in the index");
        /* A document taken from the database and put back under its own
         * number is written only where it was modified. */
        Xapian::docid did = *p;
        Xapian::Document doc = w->db.get_document(did);
        doc.set_data(std::string(data, len));
        w->db.replace_document(did, doc);
        return ST_OK;
    });
}

enum status xap_writer_delete(struct xap_writer *w, const char *unique,
                              struct err *e) noexcept
{
    return changing(w, e, [&] {
        w->db.delete_document(shim::fit_term(unique));
        return ST_OK;
    });
}

enum status xap_writer_set_metadata(struct xap_writer *w, const char *key,
                                    const char *value, struct err *e) noexcept
{
    return changing(w, e, [&] {
        w->db.set_metadata(key, value);
        return ST_OK;
    });
}
