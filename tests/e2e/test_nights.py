"""Nights in which calls appear, move their deadline, vanish and return, and
what those are told who ask each morning."""

import email
import email.policy
import subprocess

import case
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



class Followed(nights.Night):
    """What a digest tells of calls that cannot be applied for."""

    def test_listed_ones_and_those_that_could(self):
        cheques = nights.FOLDER + "cirkularacheckar.2940.html"
        digest = ("digest", "--profile", nights.PROFILE, "--closing", "0")
        with SiteServer(self.path("sites"), work=self.path("web")) as web:
            self.night(web)
            first = self.ask(*digest)
            self.assertExit(first, 0)
            self.assertNotIn("Cirkulära checkar", first.out)
            ids = {r["url"].split(".localhost/")[1]: r["id"]
                   for r in self.export(self.data)}
            self.assertExit(self.ask("shortlist", "add", ids[cheques],
                                     "--list", "n-vuollerim-aterbruk"), 0)
            self.edit(cheques, ("3 februari", "10 februari"))
            self.edit(nights.SERVICE, ("75 procent", "50 procent"))
            self.night(web)
        told = self.ask(*digest)
        self.assertExit(told, 0)
        words = " ".join(told.out.split())
        self.assertIn("Cirkulära checkar", words)
        # Who put it on a list knows of it: its change is the news.
        self.assertRegex(words, "last day: .*2027-02-03.* → .*2027-02-10")
        self.assertIn("75 % → 50 %", words.replace("\u00a0", " "))
        self.assertEqual(words.count("cannot apply: pays at most 50"), 2)


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


class Digest(nights.Night):
    """medel digest, each morning."""
    weight = 5

    @classmethod
    def digest(cls, *more, **options):
        return cls.ask("digest", "--profile", nights.PROFILE, *more,
                       **options)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        none = ("--closing", "0")
        with SiteServer(cls.path("sites"), work=cls.path("web")) as web:
            link = cls.unlink(nights.SERVICE)
            cls.night(web)
            cls.looked = cls.digest(*none, "--dry-run")
            with open("/dev/full", "w", encoding="utf-8") as full:
                cls.lost = subprocess.run(
                    [case.program("medel"), "digest", "--data", cls.data,
                     "--profile", nights.PROFILE, "--today", tree.TODAY,
                     *none], stdout=full, stderr=subprocess.PIPE,
                    env=cls.env, check=False)
            cls.first = cls.digest(*none)
            cls.again = cls.digest(*none)
            link()
            for name in nights.LIFTS[:2]:
                cls.edit(name, ("15 januari 2027", "29 januari 2027"))
            cls.night(web)
            cls.mail_looked = cls.digest(*none, "--dry-run", "--format", "eml",
                                         "--to", "Åsa <asa@example.org>",
                                         "--to", "eva@example.org")
            cls.html = cls.digest(*none, "--dry-run", "--format", "html")
            ids = {r["url"].split(".localhost/")[1]: r["id"]
                   for r in cls.export(cls.data)}
            muted = cls.ask("shortlist", "mute", ids[nights.SERVICE])
            assert muted.code == 0, muted.err
            cls.second = cls.digest(*none)
            cls.hide(nights.SERVICE)
            cls.night(web)
            cls.third = cls.digest(*none)
        cls.soon = cls.digest(today="2027-01-20")
        cls.soon_again = cls.digest(today="2027-01-21")
        cls.whole = cls.digest(*none, "--since", "2026-11-01")

    def test_a_look_is_not_remembered(self):
        self.assertExit(self.looked, 0)
        self.assertEqual(self.looked.out, self.first.out)

    def test_what_could_not_be_written_was_not_told(self):
        self.assertEqual(self.lost.returncode, 3)
        self.assertExit(self.first, 0)
        self.assertIn("Affärslyft för sociala företag", self.first.out)

    def test_nothing_new(self):
        self.assertExit(self.again, 1)
        self.assertEqual(self.again.out, "")
        self.assertIn("nothing new", self.again.err)

    def test_muted_calls_are_left_out(self):
        self.assertExit(self.second, 0)
        self.assertIn("2027-01-15 → 2027-01-29", self.second.out)
        self.assertNotIn("Lokala servicelösningar", self.second.out)
        # Nor that it went.
        self.assertExit(self.third, 1)

    def test_closing_is_told_once(self):
        self.assertExit(self.soon, 0)
        self.assertIn("Closes soon", self.soon.out)
        self.assertEqual(self.soon.out.count("Affärslyft för sociala"), 1)
        self.assertExit(self.soon_again, 1)

    def test_since_a_day_tells_it_whatever_was_told(self):
        self.assertExit(self.whole, 0)
        self.assertIn("Affärslyft för sociala företag", self.whole.out)

    def test_the_mail_is_one(self):
        self.assertExit(self.mail_looked, 0)
        mail = email.message_from_string(self.mail_looked.out,
                                         policy=email.policy.default)
        self.assertEqual(mail.defects, [])
        self.assertEqual([a.addr_spec for a in mail["to"].addresses],
                         ["asa@example.org", "eva@example.org"])
        self.assertEqual(mail["to"].addresses[0].display_name, "Åsa")
        self.assertIn("Byggåterbruket i Vuollerim", mail["subject"])
        self.assertEqual(mail["date"].datetime.date().isoformat(), tree.TODAY)
        self.assertTrue(mail["message-id"])
        self.assertEqual(mail.get_content_type(), "multipart/alternative")
        parts = list(mail.iter_parts())
        self.assertEqual([p.get_content_type() for p in parts],
                         ["text/plain", "text/html"])
        for part in parts:
            self.assertEqual(part.defects, [])
            self.assertIn("Lokala servicelösningar", part.get_content())
        self.assertEqual(parts[1].get_content().strip(),
                         self.html.out.strip())
        for line in self.mail_looked.out.split("\n"):
            self.assertLessEqual(len(line), 78)
            self.assertTrue(line.isascii(), line)

    def test_wrong_usage(self):
        for more, word in (
                (["--format", "eml"], "--to"),
                (["--to", "eva@example.org"], "--format eml"),
                (["--format", "eml", "--to", "a@b.se\nBcc: c@d.se"], "a@b.se"),
                (["landsbygd"], "landsbygd")):
            self.assertComplains(self.digest(*more), (2,), word)
        self.assertComplains(self.ask("digest"), (2,), "--profile")
