"""Nights in which calls appear, move their deadline, vanish and return, and
what those are told who ask each morning."""

import nights
from support import tree
from support.sites import SiteServer


class Changes(nights.Night):
    """medel changes, each morning and of the whole time."""
    weight = 6

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        last = ("--since", "last", "--closing", "0")
        with SiteServer(cls.path("sites"), work=cls.path("web")) as web:
            link = cls.unlink(nights.SERVICE)
            cls.night(web)
            cls.first = cls.changes(*last)
            cls.again = cls.changes(*last)
            link()
            for name in nights.LIFTS[:2]:
                cls.edit(name, ("15 januari 2027", "29 januari 2027"))
            cls.night(web)
            cls.second = cls.changes(*last)
            cls.hide(nights.SERVICE)
            for name in nights.LIFTS:
                cls.edit(name, ("600 000", "650 000"))
            # Other clothes, and another word of no weight.
            cls.edit(nights.AGEING, ("</body>", "<!-- 3 --><script>1</script></body>"),
                     ("<p", "<p data-night=\"3\""))
            cls.night(web)
            cls.third = cls.changes(*last)
            cls.put_back(nights.SERVICE)
            for name in nights.LIFTS:
                cls.edit(name, ("650 000", "600 000"))
            cls.night(web)
            cls.fourth = cls.changes(*last)
            cls.fifth = cls.ask("changes", *last)
            cls.whole = cls.changes("--since", "2026-11-01", "--closing", "0")
            cls.table = cls.ask("changes", "--since", "2026-11-01",
                                "--format", "table", "--all")

    def test_the_first_time_all_is_new(self):
        code, events = self.first
        self.assertEqual(code, 0)
        self.assertEqual({e["event"] for e in events}, {"new"})
        self.assertNotIn("lokalaservicelosningarinorrasverige",
                         [u for _, u, _ in self.told(events)])
        # What has closed is no news to anybody.
        self.assertNotIn("kompetenslyftforbesoksnaringen",
                         [u for _, u, _ in self.told(events)])

    def test_nothing_is_told_twice(self):
        self.assertEqual(self.again, (1, []))
        self.assertEqual(self.fifth.code, 1)
        self.assertIn("nothing new since last time", self.fifth.err)
        self.assertEqual(self.fifth.out, "")

    def test_a_call_appears_and_a_deadline_moves(self):
        code, events = self.second
        self.assertEqual(code, 0)
        self.assertEqual(self.told(events), [
            ("deadline", "affarslyftforsocialaforetag", "deadlines"),
            ("new", "lokalaservicelosningarinorrasverige", None)])
        moved = [e for e in events if e["event"] == "deadline"][0]
        self.assertEqual((moved["old"], moved["new"]),
                         (["2027-01-15"], ["2027-01-29"]))
        self.assertIn("15 januari", moved["evidence"]["old"]["text"])
        self.assertIn("29 januari", moved["evidence"]["new"]["text"])
        self.assertRegex(moved["at"], r"^\d{4}-\d\d-\d\dT")

    def test_a_call_vanishes_and_a_sum_changes(self):
        _, events = self.third
        self.assertEqual(self.told(events), [
            ("sum", "affarslyftforsocialaforetag", "award_ceiling"),
            ("withdrawn", "lokalaservicelosningarinorrasverige",
             "withdrawn")])

    def test_a_call_returns(self):
        _, events = self.fourth
        self.assertEqual(self.told(events), [
            ("back", "lokalaservicelosningarinorrasverige", "withdrawn"),
            ("sum", "affarslyftforsocialaforetag", "award_ceiling")])

    def test_new_calls_have_no_other_news(self):
        _, events = self.whole
        self.assertEqual({e["event"] for e in events}, {"new"})

    def test_the_table_is_for_people(self):
        self.assertExit(self.table, 0)
        self.assertHarmless(self.table.out)
        self.assertIn("Affärslyft för sociala företag", self.table.out)
        for line in self.table.out.splitlines():
            self.assertLessEqual(len(line), 80)


class ChangesOptions(nights.Night):
    def test_wrong_words(self):
        for more, word in ((["--since", "yesterdayish"], "--since"),
                           (["landsbygd"], "landsbygd"),
                           (["--sinse", "7d"], "--since")):
            done = self.ask("changes", *more)
            self.assertComplains(done, (2,), word)

    def test_no_index(self):
        self.assertComplains(self.ask("changes"), (3, 1), "medel")



class Predicted(nights.Night):
    """A call that has closed twice is foretold to come again."""

    def test_next_round(self):
        rounds = nights.FOLDER + "kompetenslyftforbesoksnaringen.2871.html"
        self.edit(rounds, ("2026", "2025"))
        with SiteServer(self.path("sites"), work=self.path("web")) as web:
            self.night(web)
            none = self.ask("search", "--predicted", "--format", "jsonl")
            self.edit(rounds, ("2025", "2026"))
            self.night(web)
        self.assertExit(none, 1)
        done = self.ask("search", "--predicted", "--format", "jsonl")
        self.assertExit(done, 0)
        found = tree.read_jsonl(done.out)
        self.assertEqual([f["title"] for f in found],
                         ["Kompetenslyft för besöksnäringen"])
        foretold = found[0]["prediction"]
        self.assertEqual(foretold["based_on"], ["2025-09-30", "2026-09-30"])
        self.assertEqual((foretold["rounds"], foretold["period_years"]),
                         (2, 1))
        self.assertLess(foretold["deadline_from"], "2027-09-30")
        self.assertGreater(foretold["deadline_to"], "2027-09-30")
        # What the page states stays what it states.
        self.assertEqual(found[0]["deadlines"], ["2026-09-30"])
        self.assertEqual(found[0]["status"], "closed")
        for command in (["search", "--predicted", "--format", "table"],
                        ["show", found[0]["id"]]):
            shown = self.ask(*command)
            self.assertExit(shown, 0)
            self.assertIn("prediction: last day", " ".join(
                shown.out.split()))
