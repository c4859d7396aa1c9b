"""Vinnova's open data: rounds, the calls they belong to, and their pages."""

import json
import os
import re
import shutil
import time

import case
from apis import JSON, ApiCase, found, page
from support import tree

API = "http://data.vinnova.test/api/"


def round_(number, **more):
    """A round as the API has it, all keys there."""
    r = {"Diarienummer": number, "DiarienummerUtlysning": "2026-00100",
         "Titel": "Social innovation hösten", "TitelEngelska": None,
         "Beskrivning": "För dig som vill pröva en lösning.",
         "BeskrivningEngelska": None,
         "Oppningsdatum": "2026-11-03T00:00:00",
         "Stangningsdatum": "2027-01-19T14:00:00",
         "UppskattatBeslutsdatum": "2027-04-30T00:00:00",
         "TidigastProjektstart": "2027-05-15T00:00:00", "Publik": 1,
         "Webbsida": None, "Extern": None, "DokumentLista": [],
         "LankLista": [], "WebTextLista": [], "KontaktLista": []}
    r.update(more)
    return r


ROUNDS = [
    round_("2026-00101",
           Webbsida="http://www.vinnova.test/e/social-innovation/host/",
           KontaktLista=[{"Namn": "Ada Ek", "Epost": "ada@vinnova.test",
                          "Telefon": "08-1", "Roll": "Handläggare"}],
           DokumentLista=[{"Titel": "Utlysningstext",
                           "fileURL": API + "file/abc-1",
                           "DokumentID": "abc-1"}],
           WebTextLista=[
               {"Lang": "en", "Text": "<p>In English.</p>"},
               {"Lang": "sv", "Text":
                "<h2>Vem kan söka?</h2><p>Föreningar, kooperativ och "
                "stiftelser kan söka.</p>"}]),
    # One page for two rounds; a zone; a list where one value is due.
    round_("2026-00102", Titel=["Hållbar mat, första omgången"],
           DiarienummerUtlysning="2026-00110",
           Webbsida="http://www.vinnova.test/e/hallbar-mat/",
           Oppningsdatum="2026-11-01T23:00:00Z",
           Stangningsdatum="2026-12-15T13:00:00.000Z"),
    round_("2026-00103", Titel="Hållbar mat, andra omgången",
           DiarienummerUtlysning="2026-00110",
           LankLista=[{"URL": "http://www.vinnova.test/e/hallbar-mat/",
                       "Beskrivning": "Sidan"}],
           Oppningsdatum="2027-02-01", Stangningsdatum="2027-03-16"),
    round_("2026-00104", Titel="Hemlig", Publik=0),
    round_("2026-00105", Titel="Utan sida", Stangningsdatum=None),
]
CALLS = {
    "2026-00100": {
        "Diarienummer": "2026-00100", "Titel": "Social innovation",
        "DiarienummerProgram": "2020-1", "Publik": 1,
        "Publiceringsdatum": "2026-10-01T00:00:00",
        "Beskrivning": "Ni kan få högst 500 000 kronor, och upp till 80 "
                       "procent av kostnaderna.",
        "AnsokningsomgangDnrLista": [
            {"DiarienummerAnsokningsomgang": "2026-00101"}]},
    "2026-00110": {
        "Diarienummer": "2026-00110", "Titel": "Hållbar mat", "Publik": 1,
        "Beskrivning": "<p>Kommuner och ekonomiska föreningar kan söka.</p>",
        "AnsokningsomgangDnrLista": ["2026-00102", "2026-00103"]},
}


class Vinnova:
    """The agency's two hosts; a few switches change what the API says."""

    def __init__(self):
        self.rounds = list(ROUNDS)
        self.answer = None  # instead of the rounds
        self.robots = 404, ""
        self.seconds = 0

    def __call__(self, host, path):
        if path == "/robots.txt" and host == "data.vinnova.test":
            return self.robots
        if path in ("/robots.txt", "/sitemap.xml"):
            return 404, ""
        if host == "www.vinnova.test":
            return self.site(path)
        kind, _, wanted = path[len("/api/"):].partition("/")
        if kind == "ansokningsomgangar":
            time.sleep(self.seconds)
            return self.answer or found(self.rounds)
        if kind == "utlysningar" and re.fullmatch(r"\d{4}-\d\d-\d\d", wanted):
            return found([])  # none has changed
        if kind == "utlysningar":
            return found([CALLS[n] for n in wanted.split(",") if n in CALLS])
        return 404, ""

    @staticmethod
    def site(path):
        if path == "/":
            return 200, page("Vinnova", "<p>Sverige växer.</p>")
        if path == "/e/social-innovation/host/":
            # Its days are filled in by a script.
            return 200, page("Social innovation hösten",
                             "<p>Viktiga datum</p><p>Budget: totalt 30 "
                             "miljoner kronor att dela på. Projekten ska "
                             "genomföras i Norrbotten.</p>"
                             "<p>Diarienummer: 2026-00101</p>")
        if path == "/e/hallbar-mat/":
            return 200, page("Hållbar mat", "<p>Två omgångar.</p>"
                             "<p>Varje projekt kan få högst 1 000 000 kronor."
                             "</p>")
        return 404, ""


class VinnovaTest(ApiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.source("vinnova", "Vinnova", ["http://www.vinnova.test/"],
                   api={"kind": "vinnova", "url": API})

    def setUp(self):
        self.serve(Vinnova())

    def test_vinnova(self):
        """From the first crawl to an API that is no longer what it was."""
        self.first_crawl()
        self.what_changes()
        self.broken_answers()

    def first_crawl(self):
        done = self.crawl_and_index()
        self.assertExit(done, 0)
        self.assertIn("from an API", done.out)
        asked = self.paths("data.vinnova.test")
        self.assertEqual(len([p for p in asked if "somgangar" in p]), 1)
        self.assertRegex(" ".join(asked), r"ansokningsomgangar/2024-\d\d-\d\d")
        # Calls that did not change are asked for by number, in one request.
        self.assertIn("/api/utlysningar/2026-00100,2026-00110", asked)
        records = self.records()
        self.assertEqual(sorted(k for k in records if k),
                         ["2026-00101", "2026-00102", "2026-00103",
                          "2026-00105"])
        # Whatever calls.db knows can be read from crawl.db again.
        again = self.path("again")
        os.makedirs(again)
        shutil.copy(self.path("data", "crawl.db"), again)
        self.assertExit(self.index(again), 0)
        self.assertEqual(self.lasting(self.export(again)),
                         self.lasting(records.values()))
        self.one_round(records["2026-00101"])
        self.shared_page(records["2026-00102"], records["2026-00103"])
        self.assertEqual(records["2026-00105"]["deadlines"], [])
        self.assertEqual(records["2026-00105"]["url"],
                         API + "ansokningsomgangar/2026-00105")

    def one_round(self, r):
        self.assertEqual(r["url"],
                         "http://www.vinnova.test/e/social-innovation/host/")
        self.assertEqual(r["urls"], [r["url"]])
        self.assertEqual(r["title"], "Social innovation hösten")
        self.assertEqual(r["opens"], "2026-11-03")
        self.assertEqual(r["deadlines"], ["2027-01-19"])
        self.assertEqual(r["deadline_time"], "14:00")
        self.assertEqual(r["contact"], "Ada Ek, ada@vinnova.test, 08-1")
        self.assertEqual(r["documents"], [API + "file/abc-1"])
        # Said by the round's text, by its call, and by people's page.
        self.assertIn("association", r["applicants"])
        self.assertEqual(r["award_ceiling"], 500000)
        self.assertEqual(r["funding_rate"], 80)
        self.assertEqual(r["total_budget"], 30000000)
        e = r["evidence"]
        self.assertEqual(e["deadlines"]["text"],
                         "Stangningsdatum: 2027-01-19T14:00:00")
        self.assertEqual(e["deadlines"]["url"],
                         API + "ansokningsomgangar/2026-00101")
        self.assertGreater(e["deadlines"]["confidence"], 0.9)
        self.assertEqual(e["award_ceiling"]["url"],
                         API + "utlysningar/2026-00100")
        self.assertEqual(e["total_budget"]["url"], r["url"])

    def shared_page(self, first, second):
        """Rounds of one page keep their own days and addresses."""
        self.assertEqual(first["title"], "Hållbar mat, första omgången")
        self.assertEqual(first["opens"], "2026-11-02")  # 23:00 UTC
        self.assertEqual(first["deadlines"], ["2026-12-15"])
        self.assertEqual(first["deadline_time"], "14:00")  # 13:00 UTC
        self.assertEqual(second["opens"], "2027-02-01")
        self.assertIsNone(second["deadline_time"])
        self.assertEqual(second["status"], "forthcoming")
        for r in (first, second):
            self.assertEqual(r["url"].split("#")[0],
                             "http://www.vinnova.test/e/hallbar-mat/")
            self.assertIn("municipality", r["applicants"])
            self.assertEqual(r["award_ceiling"], 1000000)
        self.assertNotEqual(first["url"], second["url"])

    def test_extract(self):
        """One saved item, read as it is when it came."""
        with open(self.path("item.json"), "w", encoding="utf-8") as f:
            json.dump(ROUNDS[0], f)
        done = self.medel("extract", "--today", "2026-11-23", "--item",
                          "vinnova.rounds", "--url",
                          API + "ansokningsomgangar/2026-00101",
                          self.path("item.json"))
        self.assertExit(done, 0)
        record = json.loads(done.out)
        self.assertEqual(record["deadlines"], ["2027-01-19"])
        self.assertIn("cooperative", record["applicants"])
        self.assertComplains(
            self.medel("extract", "--item", "vinova", self.path("item.json")),
            (3,), "vinova")

    def what_changes(self):
        """The next night: one moved its day, one was taken back."""
        before = self.records()
        self.site.rounds = [
            round_("2026-00101", Stangningsdatum="2027-02-02T14:00:00",
                   Webbsida="http://www.vinnova.test/e/social-innovation/"
                            "host/"),
            round_("2026-00105", Titel="Utan sida", Publik=0)]
        asked = len(self.web.asked)
        done = self.crawl_and_index("--force")
        self.assertExit(done, 0)
        records = self.records()
        moved = records["2026-00101"]
        self.assertEqual(moved["deadlines"], ["2027-02-02"])
        self.assertEqual(moved["id"], before["2026-00101"]["id"])
        self.assertIn("deadlines", [c["field"] for c in moved["changed"]])
        self.assertIsNotNone(records["2026-00105"]["withdrawn"])
        # What the answer does not name has not changed.
        self.assertIsNone(records["2026-00102"]["withdrawn"])
        # Its call is known: it is not asked for again.
        self.assertNotIn("/api/utlysningar/2026-00100",
                         self.paths("data.vinnova.test", asked))

    def broken_answers(self):
        """Each is told by name with exit status 4; no record is lost."""
        renamed = [{("Stangning" if k == "Stangningsdatum" else k): v
                    for k, v in r.items()} for r in ROUNDS]
        whole = json.dumps(ROUNDS)  # as it was before: not even that is taken
        before = self.records()
        for answer, words in (
                (found({"error": "timeout"}, 500), "HTTP 500"),
                (found(renamed), "5 of 5 items have no 'Stangningsdatum'"),
                (found([dict(r, Stangningsdatum="19/1 -27") for r in ROUNDS]),
                 "have no 'Stangningsdatum' that can be read"),
                (found({"data": ROUNDS}), "have no 'Diarienummer'"),
                (found(["a", "b"]), "of another kind"),
                ((200, whole[:len(whole) // 2], JSON), "no JSON"),
                ((200, page("Underhåll", "<p>Strax åter</p>")), "no JSON"),
                ((200, "", JSON), "no JSON"),
                (found(None, 404), "HTTP 404")):
            with self.subTest(words):
                self.site.answer = answer
                done = self.crawl_and_index("--force")
                self.assertExit(done, 4)
                self.assertIn("vinnova: API " + API + "ansokningsomgangar",
                              done.err)
                self.assertIn(words, done.err)
                self.assertEqual(set(before), set(self.records()))
                for number, record in self.records().items():
                    self.assertEqual(record["deadlines"],
                                     before[number]["deadlines"])
        listed = self.medel("sources", "--data", self.path("data"),
                            "--funders", self.funders)
        self.assertIn("API " + API, listed.out)
        self.site.answer = None
        self.assertExit(self.crawl_and_index("--force"), 0)


class ManyRoundsTest(ApiCase):
    """The calls of many rounds are asked for twenty at a time; what closed
    is not looked further into."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.source("vinnova", "Vinnova", ["http://www.vinnova.test/"],
                   api=[{"kind": "vinnova", "url": API}])

    def test_batches(self):
        site = Vinnova()
        site.rounds = [
            round_("2026-1%04d" % i, DiarienummerUtlysning="2026-2%04d" % i)
            for i in range(45)] + [
            round_("2026-30001", DiarienummerUtlysning="2026-30002",
                   Webbsida="http://www.vinnova.test/e/slut/",
                   Stangningsdatum="2026-10-01T14:00:00"),
            round_("2024-30001", Stangningsdatum="2024-10-01T14:00:00")]
        self.serve(site)
        self.assertExit(self.crawl_and_index(), 0)
        lists = [p.rpartition("/")[2].split(",")
                 for p in self.paths("data.vinnova.test")
                 if p.startswith("/api/utlysningar/2026-2")]
        self.assertEqual(sorted(map(len, lists)), [5, 20, 20])
        self.assertEqual(sorted(sum(lists, [])),
                         ["2026-2%04d" % i for i in range(45)])
        self.assertNotIn("/e/slut/", self.paths("www.vinnova.test"))
        records = self.records()
        self.assertEqual(len(records), 46)
        self.assertEqual(records["2026-30001"]["status"], "closed")

    def test_slow(self):
        """A server that puts together what has changed is waited for longer
        than one that has a page."""
        data = self.path("slow")
        self.serve(Vinnova())
        self.site.seconds = 3
        self.assertExit(self.crawl(data, self.web.port, "--timeout", "3"), 0)

    def test_dropped(self):
        """An API that the source has no more; its robots.txt says no."""
        data = self.path("dropped")
        self.serve(Vinnova())
        done = self.crawl(data, self.web.port)
        self.assertExit(done, 0)
        self.index(data)
        self.assertEqual(len(self.export(data)), 4)
        time.sleep(1.1)  # its copy of robots.txt is of another second
        self.site.robots = 200, "User-agent: *\nDisallow: /api/\n"
        done = self.crawl(data, self.web.port, "--force")
        self.assertExit(done, 4)
        self.assertIn("API " + API, done.err)
        self.assertIn("robots.txt, line 2", done.err)
        other = self.path("others")
        tree.write_funder(other, "vinnova", "Vinnova", ["SE"],
                          ["http://www.vinnova.test/"])
        done = self.medel("crawl", "--data", data, "--funders", other,
                          *tree.crawl_options(self.web.port), "--force")
        self.assertExit(done, 0, 4)  # so many fewer are worth a word
        self.index(data)
        self.assertTrue(all(r["withdrawn"] for r in self.export(data)
                            if r["reference"]))


if __name__ == "__main__":
    case.unittest.main()
