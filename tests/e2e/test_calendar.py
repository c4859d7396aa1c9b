"""medel calendar: the months to come."""

import os

import case
from support import tree

DATA = os.path.join(case.BASE, "data")


class Calendar(case.Case):
    def calendar(self, *more, **env):
        return self.medel("calendar", "--data", DATA, "--today", tree.TODAY,
                          *more, env=tree.environment(**env))

    def test_every_last_day_is_in_it(self):
        done = self.calendar("--months", "36", "--format", "jsonl")
        self.assertExit(done, 0)
        rows = tree.read_jsonl(done.out)
        found = {(r["id"], r["date"]) for r in rows
                 if r["event"] == "deadline"}
        wanted = {(r["id"], d) for r in self.search(DATA, "--limit", "0")
                  for d in r["deadlines"] if d >= tree.TODAY}
        self.assertTrue(wanted)
        self.assertEqual(found, wanted)
        self.assertEqual([r["date"] for r in rows],
                         sorted(r["date"] for r in rows))

    def test_the_table(self):
        done = self.calendar("--format", "table", "--months", "2")
        self.assertExit(done, 0)
        self.assertHarmless(done.out)
        for words in ("November 2026", "December 2026", " wk  Mo",
                      "11 Fr  Projektstöd för en levande landsbygd", ">23"):
            self.assertIn(words, done.out)
        self.assertNotIn("January", done.out)
        for line in done.out.splitlines():
            self.assertLessEqual(len(line), 80)
            self.assertEqual(line, line.rstrip())

    def test_in_swedish(self):
        done = self.calendar("--format", "table", "--months", "2",
                             LC_ALL="sv_SE.UTF-8")
        for words in ("november 2026", "  v  må  ti  on  to  fr  lö  sö",
                      "sista dag att söka"):
            self.assertIn(words, done.out)

    def test_filters_and_profiles_narrow(self):
        whole = len(tree.read_jsonl(self.calendar("--format", "jsonl").out))
        profile = tree.profile_path("north", "n-vuollerim-aterbruk")
        for more in (["--profile", profile], ["--region", "SE-BD"]):
            done = self.calendar("--format", "jsonl", *more)
            self.assertExit(done, 0)
            self.assertLess(len(tree.read_jsonl(done.out)), whole)

    def test_nothing_and_wrong_words(self):
        none = self.calendar("--funder", "vaxtkraftsverket", "--months", "1",
                             "--format", "jsonl")
        self.assertExit(none, 1)
        self.assertIn("these months", none.err)
        for more, word in ((["--months", "0"], "--months"),
                           (["--months", "37"], "--months"),
                           (["landsbygd"], "landsbygd"),
                           (["--month", "3"], "--months")):
            self.assertComplains(self.calendar(*more), (2,), word)
