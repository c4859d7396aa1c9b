"""The whole chain over real HTTP: crawl, index, search, and again."""

import collections
import os

import case
from support import robots, tree
from support.sites import SiteServer

NORTH = tree.sites_dir("north")

FIELDS = {
    "id": str, "url": str, "urls": list, "title": str, "funder": str,
    "funder_id": str, "status": str, "deadlines": list, "rolling": bool,
    "applicants": list, "regions": list, "themes": list, "evidence": dict,
    "kind": str, "first_seen": str, "last_seen": str, "fetched_at": str,
    "changed": list,
}
MAYBE = ("summary", "opens", "deadline_time", "award_floor", "award_ceiling",
         "currency", "total_budget", "funding_rate", "language")


class Chain(case.Case):
    weight = 6
    quick = True
    builds = case.BOTH

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.data = cls.path("data")
        tree.write_funders(cls.funders, "north")
        with SiteServer(NORTH, work=cls.path("web")) as web:
            cls.first_run = cls.crawl(cls.data, web.port, "--per-host", 1)
            cls.first = web.requests()
            cls.first_index = cls.index(cls.data)
            cls.again_run = cls.crawl(cls.data, web.port)
            cls.again = web.requests(len(cls.first))
            seen = web.count()
            cls.force_run = cls.crawl(cls.data, web.port, "--force")
            cls.force = web.requests(seen)
        cls.second_index = cls.index(cls.data)
        cls.records = cls.export(cls.data)

    def test_exit_status(self):
        for result in (self.first_run, self.first_index, self.again_run,
                       self.force_run, self.second_index):
            self.assertExit(result, 0)

    def test_every_site_was_crawled(self):
        pages = collections.Counter(r.host for r in self.first
                                    if r.status == 200)
        for host in os.listdir(NORTH):
            self.assertGreater(pages[host], 8, host)

    def test_gold_pages_were_fetched(self):
        """Nothing can be read that was not fetched. A call is reached by one
        of its addresses at least."""
        fetched = {"http://" + r.host + r.uri for r in self.first
                   if r.status == 200}
        for g in tree.gold("north"):
            urls = set()
            for u in g["urls"]:
                urls |= {u, u.removesuffix("index.html")}
            self.assertTrue(urls & fetched, g["urls"])

    def test_no_page_twice(self):
        times = collections.Counter((r.host, r.uri) for r in self.first)
        twice = {p: n for p, n in times.items() if n > 1}
        self.assertEqual(twice, {})

    def test_robots_come_first_and_are_obeyed(self):
        for requests in (self.first, self.again, self.force):
            bad = robots.broken(requests, NORTH)
            self.assertEqual([(r.host, r.uri) for r in bad], [])
        begun = set()
        for r in self.first:
            if r.uri == "/robots.txt":
                begun.add(r.host)
            self.assertIn(r.host, begun, r.uri)

    def test_one_request_at_a_time_per_host(self):
        last = {}
        for r in sorted(self.first, key=lambda r: r.began):
            self.assertGreaterEqual(r.began, last.get(r.host, 0), r)
            last[r.host] = r.replied

    def test_user_agent(self):
        for r in self.first:
            self.assertTrue(r.agent.startswith("medel"), r.agent)
            self.assertEqual(r.method, "GET")

    def test_nothing_is_due_at_once(self):
        pages = [r.uri for r in self.again if r.status == 200
                 and not r.uri.endswith(("robots.txt", ".xml"))]
        self.assertEqual(pages, [])

    def test_force_gets_only_304(self):
        """Every page that had an answer before has not changed since."""
        asked = {(r.host, r.uri) for r in self.force}
        for r in self.first:
            if r.status == 200 and not r.uri.endswith(
                    ("/robots.txt", ".xml")):
                self.assertIn((r.host, r.uri), asked)
        fetched = {(r.host, r.uri) for r in self.first if r.status == 200}
        for r in self.force:
            if r.uri == "/robots.txt" or r.uri.endswith(".xml"):
                continue
            if (r.host, r.uri) in fetched:
                self.assertEqual(r.status, 304, r)
                self.assertNotEqual(r.none_match, "-", r)

    def test_nothing_new_is_indexed_in_no_time(self):
        quick = self.index(self.data)
        self.assertExit(quick, 0)
        self.assertLess(quick.seconds, 5 if tree.sanitized() else 1)

    def test_records_are_whole(self):
        self.assertGreater(len(self.records), 20)
        ids = [r["id"] for r in self.records]
        self.assertEqual(len(ids), len(set(ids)))
        for r in self.records:
            for field, kind in FIELDS.items():
                self.assertIsInstance(r.get(field), kind, (r["url"], field))
            for field in MAYBE:
                self.assertIn(field, r, r["url"])
            self.assertEqual(r["urls"][0], r["url"])
            self.assertEqual(r["deadlines"], sorted(r["deadlines"]))
            self.assertNotIn("score", r)

    def test_evidence_is_on_the_page(self):
        """What is quoted stands on the page (white space aside)."""
        checked = 0
        for r in self.records:
            e = r["evidence"].get("deadlines")
            if r["deadlines"]:
                self.assertIsNotNone(e, r["url"])
            for value in r["evidence"].values():
                self.assertTrue(value["text"].strip())
                self.assertGreaterEqual(value["confidence"], 0)
                self.assertLessEqual(value["confidence"], 1)
                checked += 1
        self.assertGreater(checked, 50)

    def test_ids_are_stable(self):
        """Another data folder, another order of crawling: the same ids."""
        other = self.export(os.path.join(case.BASE, "data"))
        self.assertEqual([r["id"] for r in self.lasting(other)],
                         [r["id"] for r in self.lasting(self.records)])

    def test_search_with_a_profile(self):
        for path in tree.profiles("north").values():
            hits = self.search(self.data, "--profile", path, "--limit", "20")
            self.assertTrue(hits, path)
            scores = [h["score"] for h in hits]
            self.assertEqual(scores, sorted(scores, reverse=True))
            for h in hits:
                self.assertNotEqual(h["status"], "closed")
                self.assertNotEqual(h["eligibility"]["verdict"], "no")
                self.assertTrue(h["why"])
                for check in h["eligibility"]["checks"]:
                    self.assertIn(check["verdict"], ("yes", "no", "unknown"))
            everything = self.search(self.data, "--profile", path, "--all",
                                     "--limit", "100")
            self.assertGreater(len(everything), len(hits) - 1)

    def test_search_is_repeatable(self):
        path = tree.profile_path("north", "n-vuollerim-aterbruk")
        one = self.medel("search", "--data", self.data, "--profile", path,
                         "--today", tree.TODAY)
        two = self.medel("search", "--data", self.data, "--profile", path,
                         "--today", tree.TODAY)
        self.assertEqual(one.out, two.out)

    def test_search_with_words(self):
        hits = self.search(self.data, "ungdomar")
        self.assertTrue(hits)
        self.assertEqual(self.search(self.data, "xyzzyplugh"), [])
        none = self.medel("search", "--data", self.data, "xyzzyplugh")
        self.assertExit(none, 1)

    def test_limit(self):
        self.assertEqual(len(self.search(self.data, "--limit", "3")), 3)

    def test_table_fits(self):
        for columns in (60, 80, 132):
            done = self.medel(
                "search", "--data", self.data, "--today", tree.TODAY,
                "--format", "table", "--profile",
                tree.profile_path("north", "n-vuollerim-aterbruk"),
                env=tree.environment(COLUMNS=str(columns)))
            self.assertExit(done, 0)
            for line in done.out.splitlines():
                self.assertLessEqual(len(line), columns, line)
            # `medel show` takes whole ids, so none is cut.
            hits = self.search(self.data, "--limit", "10", "--profile",
                               tree.profile_path("north",
                                                 "n-vuollerim-aterbruk"))
            for h in hits:
                self.assertRegex(done.out, r"(?m)[ ]%s( |$)" % h["id"])

    def test_rebuild_gives_the_same(self):
        data = self.base_copy("rebuild")
        before = self.export(data)
        self.assertExit(self.index(data, "--rebuild"), 0)
        self.assertEqual(self.export(data), before)
