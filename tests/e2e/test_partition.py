"""A crawl divided among machines, whose stores are merged: the same calls, to
the byte, as of an undivided crawl."""

import datetime
import hashlib
import os
import shutil
import sqlite3
import time

import case
import nights
from support import tree
from support.sites import SiteServer

PARTS = 2
# Of one moment each, as if both crawls had asked for every page in it.
AT_ONE_TIME = (
    "UPDATE page SET found_at = 1790000000",
    "UPDATE page SET %s" % ", ".join(
        "%s = iif(%s > 0, 1790000000, 0)" % (c, c)
        for c in ("first_fetched", "last_fetched", "changed_at",
                  "checked_at")),
    "UPDATE body SET fetched_at = 1790000000",
    "UPDATE funder SET last_crawl = 1790000000 WHERE last_crawl > 0",
)


def sql(data, *statements):
    """The rows of the last statement."""
    db = sqlite3.connect(os.path.join(data, "crawl.db"))
    try:
        rows = [db.execute(s).fetchall() for s in statements]
        db.commit()
        return rows[-1]
    finally:
        db.close()


def digest(data):
    """Of all that a store holds."""
    db = sqlite3.connect(os.path.join(data, "crawl.db"))
    try:
        text = "\n".join(db.iterdump())
    finally:
        db.close()
    return hashlib.sha256(text.encode()).hexdigest()


class Divided(case.Case):
    """north, crawled whole and in two parts, once."""
    weight = 4

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        tree.write_funders(cls.funders, "north")
        cls.whole = cls.path("whole")
        cls.parts = [cls.path("part%d" % (i + 1)) for i in range(PARTS)]
        with SiteServer(tree.sites_dir("north"), work=cls.path("web")) as web:
            cls.crawled = [cls.crawl(cls.whole, web.port)] + [
                cls.crawl(data, web.port, "--partition",
                          "%d/%d" % (i + 1, PARTS))
                for i, data in enumerate(cls.parts)]
        cls.merged = cls.path("merged")
        cls.first = cls.merge(cls.merged, *cls.parts)

    @classmethod
    def merge(cls, dest, *sources, **options):
        return cls.medel("merge", "--data", dest, *sources, **options)

    def funders_of(self, data):
        return {row[0] for row in sql(data, "SELECT id FROM funder")}

    def test_each_funder_is_crawled_once(self):
        for done in self.crawled:
            self.assertExit(done, 0)
        of = [self.funders_of(data) for data in self.parts]
        self.assertTrue(all(of), "north's funders are all in one part")
        self.assertEqual(of[0] & of[1], set())
        self.assertEqual(of[0] | of[1], self.funders_of(self.whole))

    def test_the_export_is_the_same_to_the_byte(self):
        self.assertExit(self.first, 0)
        told = []
        for data in (self.whole, self.merged):
            copy = data + "-at-one-time"
            shutil.copytree(data, copy)
            sql(copy, *AT_ONE_TIME)
            self.assertExit(self.index(copy), 0)
            for form in ("jsonl", "csv"):
                done = self.medel("export", "--data", copy, "--format", form,
                                  "--today", tree.TODAY)
                self.assertExit(done, 0)
                told.append(done.out)
        self.assertGreater(len(told[0].splitlines()), 20)
        self.assertEqual(told[2:], told[:2])

    def test_the_order_of_the_parts_does_not_matter(self):
        other = self.path("other-way-round")
        self.assertExit(self.merge(other, *reversed(self.parts)), 0)
        rows = ("SELECT url, funder, state, target, version, hash, depth"
                " FROM page ORDER BY url")
        self.assertEqual(sql(other, rows), sql(self.merged, rows))

    def test_merging_again_changes_nothing(self):
        before = digest(self.merged)
        for sources in (self.parts, self.parts[:1], reversed(self.parts)):
            again = self.merge(self.merged, *sources)
            self.assertExit(again, 0)
            self.assertIn("0 funders", again.out)
            self.assertEqual(again.err, "")
        self.assertEqual(digest(self.merged), before)
        whole = sql(self.merged, "PRAGMA integrity_check",
                    "PRAGMA foreign_key_check")
        self.assertEqual(whole, [])

    def test_a_killed_merge_is_gone_on_with(self):
        dest = self.path("killed")
        began = time.monotonic()
        self.assertExit(self.merge(self.path("timed"), *self.parts), 0)
        span = time.monotonic() - began
        for i in range(12):
            p = case.Process("merge", "--data", dest, *self.parts)
            time.sleep(span * (i + 1) / 14)
            p.kill()
        self.assertExit(self.merge(dest, *self.parts), 0)
        for table in ("SELECT count(*) FROM body",
                      "SELECT url, funder, state, version, hash FROM page"
                      " ORDER BY url",
                      "SELECT funder, started_at FROM crawl ORDER BY 1, 2",
                      "SELECT count(*), sum(n) FROM tally"):
            self.assertEqual(sql(dest, table), sql(self.merged, table), table)

    def test_what_was_merged_is_crawled_on(self):
        data = self.path("crawled-on")
        self.assertExit(self.merge(data, *self.parts), 0)
        bodies = sql(data, "SELECT count(*) FROM body")
        with SiteServer(tree.sites_dir("north"),
                        work=self.path("web-on")) as web:
            self.assertExit(self.crawl(data, web.port, "--force"), 0)
        self.assertEqual(sql(data, "SELECT count(*) FROM body"), bodies)

    def test_what_was_seen_earlier_and_came_later(self):
        """The second machine's night ended long before the first one's, and
        was merged after that had been indexed."""
        data, night = self.path("later"), 1800000000
        self.assertExit(self.merge(data, *self.parts), 0)
        self.assertExit(self.index(data), 0)
        for i, part in enumerate(self.parts):
            copy = self.path("later-%d" % i)
            shutil.copytree(part, copy)
            at = night + 5000 * (1 - i)
            sql(copy, "UPDATE page SET last_fetched = %d, checked_at = %d"
                " WHERE version > 0" % (at, at),
                "UPDATE funder SET last_crawl = %d" % at)
            self.assertIn(" 0 new pages, 0 changed",
                          self.merge(data, copy).out)
            self.assertExit(self.index(data), 0)
        seen = {self.export_time(c["last_seen"]) for c in self.export(data)}
        self.assertEqual(seen, {night, night + 5000})

    @staticmethod
    def export_time(text):
        return int(datetime.datetime.fromisoformat(
            text.replace("Z", "+00:00")).timestamp())

    def test_sources_know_of_it(self):
        done = self.medel("sources", "--data", self.merged, "--funders",
                          self.funders, "--format", "jsonl")
        self.assertExit(done, 0, 4)
        for source in tree.read_jsonl(done.out):
            self.assertIsNotNone(source["last_crawl"], source["id"])


class Refused(case.Case):
    """What merge and --partition do not take."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        tree.write_funders(cls.funders, "north")
        cls.data = cls.base_copy()

    def merge(self, dest, *sources):
        return self.medel("merge", "--data", self.path(dest), *sources)

    def test_sources_that_are_none(self):
        os.makedirs(self.path("empty"), exist_ok=True)
        self.assertComplains(self.merge("a"), [2])
        self.assertComplains(self.merge("a", self.path("nowhere")), [3],
                             "nowhere")
        self.assertComplains(self.merge("a", self.data, self.path("empty")),
                             [3], "empty")
        self.assertComplains(self.merge("data", self.data), [3], "itself")
        self.assertComplains(self.merge("a", self.data, self.data), [3],
                             "twice")
        self.assertFalse(os.path.exists(self.path("a", "crawl.db")))

    def test_another_program_s_file(self):
        os.makedirs(self.path("foreign"))
        sqlite3.connect(self.path("foreign", "crawl.db")).execute(
            "CREATE TABLE theirs (x)").connection.close()
        self.assertComplains(self.merge("b", self.path("foreign")), [3],
                             "foreign")

    def test_looked_at_by_turns(self):
        """Two machines that crawl the same funder: neither is the newer."""
        other = self.path("by-turns")
        shutil.copytree(self.data, other)
        funder, = sql(other, "SELECT funder FROM page WHERE version > 0"
                      " ORDER BY id LIMIT 1")[0]
        for data, half in ((self.data, 0), (other, 1)):
            sql(data, "UPDATE page SET checked_at = checked_at + 100 WHERE"
                " funder = '%s' AND id %% 2 = %d" % (funder, half))
        before = digest(self.data)
        done = self.merge("c", self.data, other)
        self.assertComplains(done, [3], funder, "by-turns")
        self.assertEqual(sql(self.path("c"), "SELECT count(*) FROM page"),
                         [(0,)])
        self.assertComplains(self.merge("data", other), [3], funder)
        self.assertEqual(digest(self.data), before)

    def test_an_older_copy_is_left(self):
        old = self.path("older")
        shutil.copytree(self.data, old)
        newer = self.path("newer")
        shutil.copytree(self.data, newer)
        sql(newer, "UPDATE page SET checked_at = checked_at + 1000"
            " WHERE checked_at > 0",
            "UPDATE funder SET last_crawl = last_crawl + 1000")
        self.assertExit(self.merge("newer", old), 0)
        done = self.merge("newer", old)
        self.assertExit(done, 0)
        self.assertIn("older", done.err)
        self.assertIn("0 funders", done.out)

    def test_a_crawl_holds_the_lock(self):
        import fcntl
        os.makedirs(self.path("held"))
        with open(self.path("held", "crawl.lock"), "w",
                  encoding="utf-8") as f:
            fcntl.flock(f, fcntl.LOCK_EX)
            self.assertComplains(self.merge("held", self.data), [75])

    def test_parts(self):
        for bad in ("0/2", "3/2", "2", "a/b", "1/65", "1/2/3", ""):
            done = self.medel("crawl", "--data", self.path("d"), "--funders",
                              self.funders, "--partition", bad)
            self.assertComplains(done, [2], "--partition")
        self.assertFalse(os.path.exists(self.path("d")))


class Shared(case.Case):
    """Two funders that publish on one site, crawled by two machines."""
    weight = 2

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        home = "http://%s/" % nights.HOST
        tree.write_funder(cls.funders, "ett", "Ett", ["SE"], [home])
        tree.write_funder(cls.funders, "tva", "Två", ["SE"],
                          [home + nights.LIFT])
        cls.parts = [cls.path("ett"), cls.path("tva")]
        with SiteServer(tree.sites_dir("north"), work=cls.path("web")) as web:
            for name, part in zip(("ett", "tva"), cls.parts):
                done = cls.crawl(part, web.port, name)
                assert done.code == 0, done.err

    def test_a_page_has_one_funder_whatever_the_order(self):
        rows = "SELECT url, funder, version, hash FROM page ORDER BY url"
        found = []
        for name, sources in (("a", self.parts), ("b", self.parts[::-1])):
            data = self.path(name)
            done = self.medel("merge", "--data", data, *sources)
            self.assertExit(done, 0)
            self.assertIn("another funder found too", done.out)
            found.append(sql(data, rows))
            for _ in range(2):
                again = self.medel("merge", "--data", data, *sources)
                self.assertIn("0 funders", again.out)
        self.assertEqual(found[0], found[1])
        owners = {url: funder for url, funder, _, _ in found[0]}
        self.assertEqual(owners["http://%s/" % nights.HOST], "ett")
        self.assertEqual(owners["http://%s/%s" % (nights.HOST, nights.LIFT)],
                         "tva")


class Nightly(nights.Night):
    """Merged night after night, the index goes on from what it knows; and a
    funder moves from one machine to another."""
    weight = 5

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.one, cls.two = cls.path("one"), cls.path("two")
        cls.told = []
        with SiteServer(cls.path("sites"), work=cls.path("web")) as web:
            cls.night_at(web, cls.one)
            cls.edit(nights.LIFT, ("15 januari 2027", "29 januari 2027"))
            cls.hide(nights.SERVICE)
            cls.night_at(web, cls.one)
            # From here on the other machine crawls it, which knows nothing.
            cls.put_back(nights.SERVICE)
            cls.hide(nights.AGEING)
            cls.edit(nights.LIFT, ("29 januari 2027", "30 januari 2027"))
            time.sleep(1.1)
            cls.night_at(web, cls.two)
            cls.quiet = cls.night_at(web, cls.two)

    @classmethod
    def night_at(cls, web, machine):
        for _ in range(2):
            done = cls.crawl(machine, web.port, "--force")
            assert done.code == 0, done.err
        # The store that has it no more is named all the same.
        merged = cls.medel("merge", "--data", cls.data, *(
            m for m in (cls.one, cls.two) if os.path.exists(m)))
        assert merged.code == 0, merged.err
        done = cls.index(cls.data)
        assert done.code == 0, done.err
        cls.told.append({os.path.basename(r["url"]): r
                         for r in cls.export(cls.data)})
        return done

    def call(self, night, name):
        return self.told[night].get(os.path.basename(name))

    def test_a_change_comes_through(self):
        self.assertIn("2027-01-15", self.call(0, nights.LIFT)["deadlines"])
        moved = self.call(1, nights.LIFT)
        self.assertEqual(moved["deadlines"], ["2027-01-29"])
        self.assertEqual(moved["id"], self.call(0, nights.LIFT)["id"])
        self.assertEqual([c["field"] for c in moved["changed"]][:1],
                         ["deadlines"])

    def test_a_page_that_is_gone_is_withdrawn(self):
        self.assertIsNone(self.call(0, nights.SERVICE)["withdrawn"])
        self.assertIsNotNone(self.call(1, nights.SERVICE)["withdrawn"])

    def test_another_machine_goes_on_with_the_same_calls(self):
        for name in (nights.LIFT, nights.SERVICE):
            self.assertEqual(self.call(2, name)["id"],
                             self.call(0, name)["id"])
        self.assertIsNone(self.call(2, nights.SERVICE)["withdrawn"])
        self.assertEqual(self.call(2, nights.LIFT)["deadlines"],
                         ["2027-01-30"])

    def test_what_the_other_machine_never_found_is_gone(self):
        self.assertIsNotNone(self.call(2, nights.AGEING)["withdrawn"])

    def test_a_night_without_news_reads_nothing(self):
        self.assertIn(" 0 read", self.quiet.out)

    def test_pages_are_seen_alive(self):
        seen = [self.call(n, nights.LIFT)["last_seen"] for n in range(4)]
        self.assertEqual(seen, sorted(seen))
        self.assertLess(seen[0], seen[3])
