"""The EU's Funding & Tenders portal: a snapshot of all topics, and details."""

import datetime
import gzip
import json
import time

import case
from apis import JSON, ApiCase, found
from support import tree

BASE = "http://ec.test/info/funding-tenders/opportunities/"
SNAPSHOT = "/info/funding-tenders/opportunities/data/referenceData/" \
           "grantsTenders.json"
DETAILS = "/info/funding-tenders/opportunities/data/topicDetails/"


def millis(year, month, day, hour=0, minute=0):
    at = datetime.datetime(year, month, day, hour, minute,
                           tzinfo=datetime.timezone.utc)
    return int(at.timestamp()) * 1000


def topic(identifier, title="A topic", status="Open", number=31094501,
          deadlines=(), opens=millis(2026, 11, 1), programme="HORIZON",
          types=("HORIZON-RIA HORIZON Research and Innovation Actions",),
          **more):
    t = {"type": 1, "ccm2Id": sum(map(ord, identifier)),
         "identifier": identifier, "title": title,
         "status": {"id": number, "abbreviation": status,
                    "description": status},
         "frameworkProgramme": {"id": 43108390, "abbreviation": programme,
                                "description": programme},
         "programmeDivision": [], "plannedOpeningDateLong": opens,
         "deadlineDatesLong": list(deadlines),
         "actions": [{"types": list(types), "deadlineDates": list(deadlines)}],
         "tags": []}
    t.update(more)
    return t


SOCIAL = "HORIZON-CL2-2027-01-TRANSFO-01"
TOWNS = "CERV-2027-CITIZENS-TOWN-TT"
SOON = "ESF-2027-SOC-INNOV"
TOPICS = [
    # 17:00 in Brussels in winter; the number of the state says another.
    topic(SOCIAL, "Social economy and fair transitions", number=31094502,
          deadlines=[millis(2027, 3, 16, 16), millis(2027, 9, 21, 15)]),
    topic(TOWNS, "Town-Twinning", programme="CERV", number=31094503,
          deadlines=[millis(2027, 2, 4)],
          types=("CERV-LS CERV Lump Sum Grants",)),
    topic(SOON, "Social innovation", status="Forthcoming", programme="ESF",
          opens=millis(2027, 4, 1), deadlines=[millis(2027, 8, 31, 15)],
          types=("ESF-PJG ESF Project Grants",)),
    # None of ours.
    topic("HORIZON-CL4-2027-SPACE-01", deadlines=[millis(2027, 3, 1)]),
    topic("EDF-2027-DA-AIR", programme="EDF", deadlines=[millis(2027, 3, 1)]),
    topic("HORIZON-CL2-2027-01-OLD", deadlines=[millis(2026, 9, 1)]),
    topic("HORIZON-CL2-2020-01-SHUT", status="Closed"),
    topic("HORIZON-WIDERA-2027-TENDER", type=0),
    topic("HORIZON-EIC-2027-COFUND", deadlines=[millis(2027, 3, 1)],
          types=("HORIZON-COFUND HORIZON Programme Cofund Actions",)),
]


def line(action, years, least=0, most=0):
    return {"action": action, "expectedGrants": 3, "minContribution": least,
            "maxContribution": most, "deadlineModel": "single-stage",
            "budgetYearMap": {str(y): str(s) for y, s in years.items()}}


DETAIL = {
    SOCIAL: {
        "TopicDetails": {
            "ccm2Id": 11, "identifier": SOCIAL,
            "title": "Social economy and fair transitions",
            "callIdentifier": "HORIZON-CL2-2027-01", "callTitle": "Culture",
            "description": "<p><b>Scope:</b> Social enterprises and civil "
            "society organisations develop circular business models. "
            "Proposals may be submitted by non-profit organisations and "
            "associations. The funding rate is 100% of the eligible costs."
            "</p>",
            "conditions": "<p>General conditions</p>", "keywords": ["work"],
            "actions": [{"status": {"id": 1, "abbreviation": "Open"},
                         "plannedOpeningDate": "2026-11-01",
                         "deadlineDates": [millis(2027, 3, 16, 16),
                                           millis(2027, 9, 21, 15)]}],
            "budgetOverviewJSONItem": {
                "budgetYearsColumns": ["2027"],
                "budgetTopicActionMap": {
                    "11": [line(SOCIAL + " - HORIZON-RIA", {2027: 9000000},
                                2000000, 3000000)],
                    "12": [line("HORIZON-CL2-2027-01-TRANSFO-010 - "
                                "HORIZON-RIA", {2027: 30000000}, 1, 2)]}}}},
    TOWNS: {
        # One budget for all of the call's topics; a list where one is due.
        "TopicDetails": [{
            "ccm2Id": 21, "identifier": TOWNS, "title": ["Town-Twinning"],
            "callIdentifier": "CERV-2027-CITIZENS-TOWN",
            "description": "<p>Municipalities meet.</p>",
            "actions": {"plannedOpeningDate": "2026-11-01",
                        "deadlineDates": "04 February 2027 17:00:00 Brussels "
                                         "time"},
            "budgetOverviewJSONItem": json.dumps({
                "budgetTopicActionMap": {
                    "21": [line("CERV-2027-CITIZENS-TOWN - CERV-LS",
                                {2027: 4000000}, 0, 30000)],
                    "22": [line("CERV-2027-CITIZENS-TOWN - CERV-LS",
                                {2027: 4000000}, 0, 60000)]}})}]},
}


class Portal:
    def __init__(self):
        self.topics = list(TOPICS)
        self.snapshot = None  # instead of the topics
        self.seconds = 0      # that details take
        self.detail = {}      # instead of those above, by identifier

    def __call__(self, host, path):
        if path == "/robots.txt":
            return 200, "User-agent: *\nDisallow: /private/\n"
        if path == SNAPSHOT:
            if self.snapshot is not None:
                return self.snapshot
            return found({"fundingData": {"GrantTenderObj": self.topics}},
                         ETag='"%d"' % len(self.topics))
        time.sleep(self.seconds)
        for identifier in list(self.detail) + list(DETAIL):
            # What is written in capitals is not found.
            if path == DETAILS + identifier.lower() + ".json":
                if identifier in self.detail:
                    return self.detail[identifier]
                return found(DETAIL[identifier])
        return 404, ""


class EuTest(ApiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.source("eu-portal", "European Commission", [],
                   api={"kind": "eu-funding", "url": BASE})

    def setUp(self):
        self.serve(Portal())

    def test_portal(self):
        """From the first crawl to a portal that is no longer what it was."""
        self.first_crawl()
        self.next_nights()
        self.broken_answers()

    def first_crawl(self):
        done = self.crawl_and_index()
        self.assertExit(done, 0)
        asked = self.paths("ec.test")
        self.assertEqual(sorted(asked), sorted(
            [SNAPSHOT] + [DETAILS + i.lower() + ".json"
                          for i in (SOCIAL, TOWNS, SOON)]))
        records = self.records()
        self.assertEqual(sorted(records), sorted([SOCIAL, TOWNS, SOON]))
        self.one_topic(records[SOCIAL])
        towns, soon = records[TOWNS], records[SOON]
        # The call's budget is not the topic's; what one grant may be is.
        self.assertIsNone(towns["total_budget"])
        self.assertEqual(towns["award_ceiling"], 30000)
        self.assertEqual(towns["deadlines"], ["2027-02-04"])
        self.assertEqual(towns["deadline_time"], "17:00")
        # Without details the snapshot's item has to do.
        self.assertEqual(soon["status"], "forthcoming")
        self.assertEqual(soon["opens"], "2027-04-01")
        self.assertEqual(soon["deadlines"], ["2027-08-31"])
        self.assertEqual(soon["deadline_time"], "17:00")  # 15:00 UTC, summer
        self.assertEqual(soon["evidence"]["deadlines"]["url"], BASE +
                         "data/referenceData/grantsTenders.json#" + SOON)

    def one_topic(self, r):
        self.assertEqual(r["url"],
                         BASE + "portal/screen/opportunities/topic-details/" +
                         SOCIAL)
        self.assertEqual(r["urls"], [r["url"]])
        self.assertEqual(r["title"], "Social economy and fair transitions")
        self.assertEqual(r["status"], "open")
        self.assertEqual(r["opens"], "2026-11-01")
        self.assertEqual(r["deadlines"], ["2027-03-16", "2027-09-21"])
        self.assertEqual(r["deadline_time"], "17:00")
        self.assertEqual(r["language"], "en")
        self.assertEqual(
            (r["award_floor"], r["award_ceiling"], r["total_budget"],
             r["currency"]), (2000000, 3000000, 9000000, "EUR"))
        self.assertIn("association", r["applicants"])
        self.assertEqual(r["evidence"]["total_budget"]["text"],
                         "budgetYearMap: 9000000 EUR")
        self.assertEqual(r["evidence"]["total_budget"]["url"],
                         BASE + "data/topicDetails/" + SOCIAL.lower() +
                         ".json")

    def next_nights(self):
        """A topic closes early, one moves its day, one is gone."""
        shut = dict(TOPICS[1], status={"abbreviation": "Closed"})
        moved = dict(TOPICS[0], deadlineDatesLong=[millis(2027, 4, 20, 15)],
                     actions=[])
        self.site.topics = [moved, shut, *TOPICS[3:]]
        late = json.loads(json.dumps(DETAIL[SOCIAL]))
        late["TopicDetails"]["actions"][0]["deadlineDates"] = [
            millis(2027, 4, 20, 15)]
        self.site.detail[SOCIAL] = found(late)
        before = self.records()
        self.assertExit(self.crawl_and_index("--force"), 0)
        records = self.records()
        self.assertEqual(records[SOCIAL]["deadlines"], ["2027-04-20"])
        self.assertEqual(records[SOCIAL]["id"], before[SOCIAL]["id"])
        self.assertIsNotNone(records[SOON]["withdrawn"])
        self.site.topics = [moved, *TOPICS[1:]]
        self.assertExit(self.crawl_and_index("--force"), 0)
        self.assertIsNone(self.records()[SOON]["withdrawn"])
        # Nothing has changed: no item is gone for that.
        self.site.snapshot = 304, ""
        since = len(self.web.asked)
        before = self.records()
        self.assertExit(self.crawl_and_index("--force"), 0)
        self.assertKeeps(before)
        asked = [a.headers.get("If-None-Match")
                 for a in self.web.asked[since:] if a.path == SNAPSHOT]
        self.assertEqual(asked, ['"%d"' % len(self.site.topics)])
        self.assertIsNone(self.records()[SOON]["withdrawn"])
        self.site.snapshot = None

    def broken_answers(self):
        before = self.records()
        whole = json.dumps({"fundingData": {"GrantTenderObj":
                                            self.site.topics}})
        renamed = [{("topicId" if k == "identifier" else k): v
                    for k, v in t.items()} for t in TOPICS]
        place = "eu-portal: API " + BASE + "data/referenceData"
        for answer, words in (
                ((200, whole[:-40], JSON), "not all of it"),
                (found({"fundingData": {"Grants": TOPICS}}),
                 "no 'fundingData.GrantTenderObj'"),
                (found({"fundingData": {"GrantTenderObj": []}}),
                 "nothing in it"),
                (found({"fundingData": {"GrantTenderObj": renamed}}),
                 "9 of 9 items have no 'identifier'"),
                (found({"fundingData": {"GrantTenderObj": [
                    {k: v for k, v in t.items() if k not in (
                        "deadlineDatesLong", "actions")}
                    for t in 3 * TOPICS]}}),
                 "no item has 'deadlineDatesLong'"),
                (found({"message": "down"}, 500), "HTTP 500"),
                (found({"message": "down"}, 503), "HTTP 503")):
            with self.subTest(words):
                self.site.snapshot = answer
                done = self.crawl_and_index("--force")
                self.assertExit(done, 4)
                self.assertIn(words, done.err)
                if "503" not in words:
                    self.assertIn(place, done.err)
                self.assertKeeps(before)
        self.site.snapshot = None
        # Details of another topic, or of another shape.
        for answer in (found(DETAIL[TOWNS]), found({"topic": {}}),
                       found({"TopicDetails": {"id": SOCIAL}})):
            self.site.detail[SOCIAL] = answer
            done = self.crawl_and_index("--force")
            self.assertExit(done, 4)
            self.assertIn("eu-portal: API " + BASE + "data/topicDetails/",
                          done.err)
            self.assertKeeps(before)


class SnapshotTest(ApiCase):
    """As large as the real one, in little memory."""
    weight = 5
    builds = case.BOTH

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.source("eu-portal", "European Commission", [],
                   api={"kind": "eu-funding", "url": BASE})

    def test_memory(self):
        filler = topic("HORIZON-CL4-2020-X", status="Closed",
                       text="lång text " * 1150)
        one = json.dumps(filler, ensure_ascii=False).encode()
        body = b",".join([json.dumps(TOPICS[0]).encode()] +
                         [one.replace(b"2020-X", b"2020-%d" % i)
                          for i in range(10000)] +
                         [json.dumps(TOPICS[2]).encode()])
        body = b'{"fundingData":{"GrantTenderObj":[' + body + b"]}}"
        self.assertGreater(len(body), 120 << 20)
        site = Portal()
        self.serve(site)
        for packed in (False, True):
            with self.subTest(packed=packed):
                site.snapshot = (200, body, JSON) if not packed else (
                    200, gzip.compress(body, 1),
                    {**JSON, "Content-Encoding": "gzip"})
                code, peak = self.crawl_peak("--force")
                self.assertEqual(code, 0)
                self.assertMemory(peak, 40)
                self.assertExit(self.index(self.path("data")), 0)
                self.assertEqual(sorted(self.records()),
                                 sorted([SOCIAL, SOON]))


class KilledTest(ApiCase):
    """Killed again and again, a crawl of data ends where any does."""
    builds = case.BOTH

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.source("eu-portal", "European Commission", [],
                   api={"kind": "eu-funding", "url": BASE})

    def test_killed(self):
        site = Portal()
        names = ["HORIZON-CL2-2027-01-KILL-%03d" % i for i in range(80)]
        site.topics = [topic(n, "Topic " + n, deadlines=[millis(2027, 5, 4, 15)])
                       for n in names]
        for n in names:
            site.detail[n] = found({"TopicDetails": {
                "identifier": n, "title": "Topic " + n, "actions": [],
                "description": "<p>Associations may apply.</p>"}})
        site.seconds = 0.004
        self.serve(site)
        whole, broken = self.path("whole"), self.path("broken")
        self.assertExit(self.crawl(whole, self.web.port), 0)
        self.index(whole)
        kills = 0
        for i in range(12):
            p = case.Process("crawl", "--data", broken, "--funders",
                             self.funders,
                             *tree.crawl_options(self.web.port))
            time.sleep(0.02 + 0.03 * (i % 5))
            kills += p.running()
            p.kill()
        self.assertGreater(kills, 3)
        self.assertExit(self.crawl(broken, self.web.port), 0)
        self.assertExit(self.index(broken), 0)
        self.assertEqual(len(self.export(whole)), 80)
        self.assertEqual(self.lasting(self.export(whole)),
                         self.lasting(self.export(broken)))


if __name__ == "__main__":
    case.unittest.main()
