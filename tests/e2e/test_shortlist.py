"""The user's own lists: through nights, rebuilds, and two terminals."""

import concurrent.futures
import os
import shutil

import nights
from support import tree
from support.sites import SiteServer


class Shortlist(nights.Night):
    weight = 4

    @classmethod
    def shortlist(cls, *words):
        return cls.ask("shortlist", *words)

    @classmethod
    def listed(cls, *more):
        done = cls.shortlist("list", "--format", "jsonl", *more)
        return {r["id"]: r for r in tree.read_jsonl(done.out)}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with SiteServer(cls.path("sites"), work=cls.path("web")) as web:
            cls.night(web)
            calls = {r["url"].split(".localhost/")[1]: r["id"]
                     for r in cls.export(cls.data)}
            cls.lift, cls.service = calls[nights.LIFT], calls[nights.SERVICE]
            cls.added = cls.shortlist("add", cls.lift, cls.service, "--list",
                                      "vuollerim", "--note", "fråga Eva")
            cls.shortlist("status", cls.lift, "applying", "--list",
                          "vuollerim")
            cls.at_first = cls.listed()
            for name in nights.LIFTS[:2]:
                cls.edit(name, ("15 januari 2027", "29 januari 2027"))
            cls.hide(nights.SERVICE)
            cls.night(web)
            rebuilt = cls.index(cls.data, "--rebuild")
            assert rebuilt.code == 0, rebuilt.err
            cls.later = cls.listed()
            cls.table = cls.shortlist("list", "--format", "table")
        shutil.rmtree(os.path.join(cls.data, "index"))
        cls.without_index = cls.shortlist("list", "--format", "jsonl")

    def test_added(self):
        self.assertExit(self.added, 0)
        self.assertIn("Affärslyft", self.added.out)
        self.assertEqual(self.at_first[self.lift]["list_status"], "applying")
        self.assertEqual(self.at_first[self.service]["list_status"],
                         "considering")
        for entry in self.at_first.values():
            self.assertEqual((entry["list"], entry["note"]),
                             ("vuollerim", "fråga Eva"))
            self.assertEqual(entry["since_added"], [])

    def test_what_changed_since(self):
        entry = self.later[self.lift]
        self.assertEqual(entry["deadlines"], ["2027-01-29"])
        self.assertEqual(entry["since_added"],
                         [{"field": "deadlines", "old": ["2027-01-15"],
                           "new": ["2027-01-29"]}])
        self.assertIn("2027-01-15 → 2027-01-29", self.table.out)

    def test_a_call_that_went_stays(self):
        entry = self.later[self.service]
        self.assertIsNotNone(entry["withdrawn"])
        self.assertIn("gone since", self.table.out)

    def test_the_copies_do_without_an_index(self):
        self.assertExit(self.without_index, 0)
        self.assertIn("as it was when it was added", self.without_index.err)
        entries = {r["id"]: r for r in tree.read_jsonl(self.without_index.out)}
        self.assertEqual(entries[self.lift]["deadlines"], ["2027-01-15"])
        self.assertFalse(entries[self.lift]["listed"])

    def test_the_table_fits(self):
        self.assertHarmless(self.table.out)
        for line in self.table.out.splitlines():
            self.assertLessEqual(len(line), 80)


class TwoTerminals(nights.Night):
    def test_nothing_is_lost(self):
        type(self).data = self.base_copy("filled")
        ids = [r["id"] for r in self.export(self.data)][:16]

        def work(n):
            done = [self.ask("shortlist", "add", ids[n], "--note", str(n)),
                    self.ask("shortlist", "status", ids[n], "submitted")]
            return [d for d in done if d.code != 0]
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            failed = [f for fs in pool.map(work, range(len(ids))) for f in fs]
        self.assertEqual(failed, [])
        listed = tree.read_jsonl(self.ask("shortlist", "list", "--format",
                                          "jsonl").out)
        self.assertEqual(sorted((r["id"], r["note"], r["list_status"])
                                for r in listed),
                         sorted((ids[n], str(n), "submitted")
                                for n in range(len(ids))))
        # Every step can be taken back, one at a time.
        for _ in range(2 * len(ids)):
            self.assertExit(self.ask("shortlist", "undo"), 0)
        self.assertExit(self.ask("shortlist", "undo"), 1)
        self.assertExit(self.ask("shortlist", "list"), 1)


class Mistakes(nights.Night):
    def test_words(self):
        type(self).data = self.base_copy("filled")
        for words, codes, named in (
                ([], (2,), "shortlist list"),
                (["lst"], (2,), "list"),
                (["add"], (2,), "add ID"),
                (["add", "no-such-call"], (1,), "no-such-call"),
                (["status", "x", "won"], (2,), "won"),
                (["status", "x", "aplying"], (2,), "applying"),
                (["remove", "x"], (1,), "'x'"),
                (["list", "--list", "a\nb"], (2,), "name"),
                (["undo"], (1,), "take back"),
                (["list"], (1,), "add ID")):
            self.assertComplains(self.ask("shortlist", *words), codes, named)

    def test_a_home_that_cannot_be_written(self):
        type(self).data = self.base_copy("filled2")
        with open(self.path("file"), "w", encoding="utf-8"):
            pass
        done = self.ask("shortlist", "add", "x", env=tree.environment(
            XDG_DATA_HOME=self.path("file")))
        self.assertComplains(done, (3,), "file")
