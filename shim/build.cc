/*
 * build.cc - a database made in parts: see xapian_shim.h.
 *
 * Xapian sorts what is written to it in trees of strings and numbers. While
 * those of a part fit into the processor's cache, a document costs half of what
 * it does in a large one; a part is therefore small, and written once.
 *
 * The compactor reads parts side by side in the order of their keys and fills
 * the blocks of the whole.
 */
#include "shim.h"

#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using shim::guarded;

struct xap_builder {
    shim::document_maker maker;
    Xapian::WritableDatabase part;
};

enum status xap_builder_new(struct xap_builder **ret, struct err *e) noexcept
{
    return guarded(e, "index", [&] {
        *ret = new xap_builder;
        return ST_OK;
    });
}

void xap_builder_free(struct xap_builder *b) noexcept
{
    delete b;
}

/* Nobody reads a part before it was joined, and after a power cut nobody ever
 * will. */
static Xapian::WritableDatabase make_part(const char *path)
{
    return Xapian::WritableDatabase(path,
                                    Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
}

enum status xap_builder_begin(struct xap_builder *b, const char *path,
                              struct err *e) noexcept
{
    return guarded(e, path, [&] {
        b->part = make_part(path);
        /* What is pending when this fails is thrown away. */
        b->part.begin_transaction(false);
        return ST_OK;
    });
}

enum status xap_builder_add(struct xap_builder *b, const struct xap_doc *d,
                            uint32_t docid, struct err *e) noexcept
{
    return guarded(e, d->unique, [&] {
        b->part.replace_document(docid, b->maker.make(d));
        return ST_OK;
    });
}

enum status xap_builder_end(struct xap_builder *b, struct err *e) noexcept
{
    return guarded(e, "index", [&] {
        b->part.commit_transaction();
        b->part.commit();
        b->part.close();
        return ST_OK;
    });
}

/* A part that was written before and cannot be opened is the system's doing. */
template <class F>
static enum status from_parts(struct err *e, const char *path,
                              F &&body) noexcept
{
    enum status st = guarded(e, path, body);
    if (st != ST_NOT_FOUND)
        return st;
    if (e != nullptr)
        e->status = ST_IO;
    return ST_IO;
}

/* --- joining -------------------------------------------------------------- */

/* The names in a folder of files. Not by std::filesystem, which ends the
 * program where memory is out. */
static std::vector<std::string> names_in(const std::string &folder)
{
    std::vector<std::string> names;
    DIR *d = opendir(folder.c_str());
    if (d == nullptr)
        return names;
    try {
        while (struct dirent *f = readdir(d))
            if (f->d_type != DT_DIR && f->d_name[0] != '.')
                names.emplace_back(f->d_name);
    } catch (...) {
        closedir(d);
        throw;
    }
    closedir(d);
    return names;
}

static enum status sync_file(const std::string &path, struct err *e)
{
    int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return err_sys(e, ST_IO, errno, "%s", path.c_str());
    int bad = fsync(fd) != 0 ? errno : 0;
    close(fd);
    return bad == 0 ? ST_OK : err_sys(e, ST_IO, bad, "%s", path.c_str());
}

static enum status sync_files(const std::string &folder, struct err *e)
{
    enum status st = ST_OK;
    for (const std::string &name : names_in(folder))
        if (st == ST_OK)
            st = sync_file(folder + "/" + name, e);
    return st;
}

/* Is HAS true of any document of DB? */
template <class F> static bool any_document(const Xapian::Database &db, F &&has)
{
    auto end = db.postlist_end(std::string());
    for (auto p = db.postlist_begin(std::string()); p != end; ++p)
        if (has(*p))
            return true;
    return false;
}

static bool has_positions(const Xapian::Database &db, Xapian::docid docid)
{
    auto end = db.termlist_end(docid);
    for (auto t = db.termlist_begin(docid); t != end; ++t)
        if (t.positionlist_count() > 0)
            return true;
    return false;
}

/*
 * Glass takes a file that the system would not open for an empty one: the
 * compactor would leave it out, and documents would be without their data. It
 * makes these files when there is something to write in them.
 */
static bool is_whole(const Xapian::Database &db, const std::string &folder)
{
    auto is_there = [&](const char *table) {
        struct stat st;
        return lstat((folder + "/" + table + ".glass").c_str(), &st) == 0;
    };
    auto has_terms = [&](Xapian::docid d) {
        return db.termlist_begin(d) != db.termlist_end(d);
    };
    auto has_data = [&](Xapian::docid d) {
        return !db.get_document(d).get_data().empty();
    };
    return (db.get_doccount() == 0 || any_document(db, has_terms)) &&
           (!is_there("docdata") || any_document(db, has_data)) &&
           (!is_there("position") || any_document(db, [&](Xapian::docid d) {
               return has_positions(db, d);
           }));
}

enum status xap_join(const char *const *parts, size_t n, const char *path,
                     struct err *e) noexcept
{
    return from_parts(e, path, [&] {
        Xapian::Database all;
        for (size_t i = 0; i < n; i++) {
            Xapian::Database one(parts[i]);
            if (!is_whole(one, parts[i]))
                return err_set(e, ST_IO, "%s: a file cannot be opened",
                               parts[i]);
            all.add_database(one);
        }
        /* Numbers are given: equal calls go by them, over shards too. */
        all.compact(path, Xapian::DBCOMPACT_NO_RENUMBER);
        all.close();
        return sync_files(path, e);
    });
}
