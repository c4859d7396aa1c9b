"""Several requests to one host at once: how many, and when only one."""

import collections
import os
import sqlite3

import case
from support import tree
from support.sites import SiteServer
from test_polite import DELAY, write_site

MOST = 3
ANSWER = 0.06  # seconds that a page takes
# The server notes when it has replied a moment after the answer is there.
SLACK = 8
# A crawler that other work keeps from the processor learns of a failure later.
NOTICED = 30


def at_once(requests):
    """How many were under way when each began, itself included."""
    return [sum(r.began <= new.began < r.replied - SLACK or r is new
                for r in requests) for new in requests]


class Ground(case.Case):
    """A site of 40 pages, and what its server saw of a crawl."""
    pages = ["%d.html" % i for i in range(40)]

    def seen(self, *options, robots=None, faults=(), delay="0"):
        """The requests, in order; all pages are there."""
        host = "rask.localhost"
        write_site(self.path("sites"), host, self.pages)
        if robots:
            with open(self.path("sites", host, "robots.txt"), "w",
                      encoding="utf-8") as f:
                f.write(robots)
        tree.write_funder(self.funders, "rask", "Rask", ["SE"],
                          ["http://%s/" % host])
        with SiteServer(self.path("sites"), work=self.path("web"), faults=[
                *faults, "* delay=%d" % (1000 * ANSWER)]) as web:
            done = self.crawl(self.path("data"), web.port, "--delay", delay,
                              *options)
            requests = sorted(web.requests(), key=lambda r: r.began)
        self.assertExit(done, 0)
        good = collections.Counter(r.uri for r in requests if r.status == 200
                                   and not r.uri.endswith((".txt", ".xml")))
        self.assertEqual(set(good), {"/", *("/" + p for p in self.pages)})
        if not faults:
            self.assertEqual(set(good.values()), {1})
        return requests


class Quick(Ground):
    def test_several(self):
        requests = self.seen("--per-host", MOST)
        self.assertEqual(requests[0].uri, "/robots.txt")
        self.assertGreaterEqual(requests[1].began,
                                requests[0].replied - SLACK)
        self.assertEqual(max(at_once(requests)), MOST)
        # Not now and then: it is what the crawl gains by.
        busy = sum(r.replied - r.began for r in requests)
        self.assertGreater(busy / (requests[-1].replied - requests[0].began),
                           MOST / 2)


class One(Ground):
    def test_one_where_told(self):
        self.assertEqual(max(at_once(self.seen("--per-host", 1))), 1)


class FoundOut(Ground):
    """Unless told: one at first, then what the host bears, up to five."""
    pages = ["%d.html" % i for i in range(100)]

    def test_more_and_more(self):
        n = at_once(self.seen())
        first = [n.index(i) for i in range(1, max(n) + 1)]
        self.assertEqual(len(first), 5)
        self.assertEqual(first, sorted(first))
        for a, b in zip(first[1:], first[2:]):
            self.assertGreater(b - a, 5, n)


class NotFoundOut(Ground):
    pages = ["%d.html" % i for i in range(30)]

    def test_one_with_a_delay(self):
        for options in ({"delay": "0.05"}, {"robots": "User-agent: *\n"
                                            "Crawl-delay: 0.05\n"}):
            with self.subTest(options):
                self.setUpClass()
                self.assertEqual(max(at_once(self.seen(**options))), 1)

    def test_one_where_answers_take_long(self):
        self.assertEqual(max(at_once(self.seen(faults=[
            "*.html delay=300"]))), 1)


class FoundOutAnew(Ground):
    pages = ["%d.html" % i for i in range(150)]

    def test_one_behind_a_failure(self):
        """And not all at once when it is well again."""
        requests = self.seen(faults=["*/9.html status=503 times=1"])
        n = at_once(requests)
        failed = next(r for r in requests if r.status == 503)
        first = next(i for i, r in enumerate(requests)
                     if r.began > failed.replied + NOTICED)
        self.assertEqual(max(n[first:first + 25]), 1)
        self.assertGreater(max(n[-20:]), 2)


class GlobalCap(Ground):
    def test_parallel_counts_all(self):
        self.assertEqual(max(at_once(self.seen(
            "--per-host", 16, "--parallel", 2))), 2)


class Delay(Ground):
    pages = ["%d.html" % i for i in range(8)]

    def test_one_with_a_delay(self):
        requests = self.seen("--per-host", MOST, delay=DELAY)
        for a, b in zip(requests, requests[1:]):
            self.assertGreaterEqual(b.began - a.replied, 1000 * DELAY - 15)


class CrawlDelay(Ground):
    pages = ["%d.html" % i for i in range(8)]

    def test_one_with_a_crawl_delay(self):
        requests = self.seen("--per-host", MOST, robots="User-agent: *\n"
                             "Crawl-delay: 0.15\n")
        for a, b in zip(requests, requests[1:]):
            self.assertGreaterEqual(b.began - a.replied, 150 - 15)


class Slow(Ground):
    pages = ["%d.html" % i for i in range(20)]

    def test_one_where_answers_take_long(self):
        """Not so long that the delay widens."""
        n = at_once(self.seen("--per-host", MOST,
                              faults=["*.html delay=400"]))
        # Until that is known, and under way by then.
        known = 8
        self.assertGreater(max(n[:known]), 1)
        self.assertEqual(max(n[known + MOST:]), 1, n)


class Trouble(Ground):
    pages = ["%d.html" % i for i in range(60)]

    def seen_with(self, fault):
        """How many were under way at once: in 15 requests behind the
        failure, and in the last 20."""
        requests = self.seen("--per-host", MOST, faults=[
            "*/9.html %s times=1" % fault])
        n = at_once(requests)
        failed = next(r for r in requests if r.uri == "/9.html")
        first = next(i for i, r in enumerate(requests)
                     if r.began > failed.replied + NOTICED)
        return max(n[first:first + 15]), max(n[-20:])

    def test_one_behind_a_failure(self):
        for fault in ("status=503", "status=429", "truncate=60"):
            with self.subTest(fault):
                self.setUpClass()
                self.assertEqual(self.seen_with(fault), (1, MOST))


class Outage(Ground):
    """All that is under way meets an outage: it is one."""

    def test_host_is_not_given_up(self):
        requests = self.seen("--per-host", 16, faults=[
            "*.html status=503 times=16"])
        failed = [r for r in requests if r.status != 200]
        self.assertGreater(len(failed), 5)


class OneServer(case.Case):
    """Hosts at one address have so many requests between them, and one that
    wants a delay has none beside its own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hosts = ["%s.localhost" % n for n in ("ett", "tva", "lugn")]
        for host in cls.hosts:
            write_site(cls.path("sites"), host, [
                "%d.html" % i for i in range(4 if host.startswith("lugn")
                                             else 25)])
        with open(cls.path("sites", "lugn.localhost", "robots.txt"), "w",
                  encoding="utf-8") as f:
            f.write("User-agent: *\nCrawl-delay: 0.2\n")
        with SiteServer(cls.path("sites"), work=cls.path("web"), faults=[
                "* delay=%d" % (1000 * ANSWER)]) as web:
            for host in cls.hosts:
                tree.write_funder(cls.funders, host.partition(".")[0], host,
                                  ["SE"], ["http://%s:%d/" % (host, web.port)])
            cls.done = cls.medel(
                "crawl", "--data", cls.path("data"), "--funders", cls.funders,
                "--allow-private", "--delay", "0", "--per-host", MOST)
            cls.requests = sorted(web.requests(), key=lambda r: r.began)

    def test_all_is_there(self):
        self.assertExit(self.done, 0)
        self.assertEqual(sum(r.uri.endswith(("/", ".html")) for r in
                             self.requests), 26 + 26 + 5)

    def test_they_count_together(self):
        self.assertEqual(max(at_once(self.requests)), MOST)

    def test_a_delay_is_one_hosts(self):
        """The others are asked through several meanwhile."""
        last = max(i for i, r in enumerate(self.requests)
                   if r.host == "lugn.localhost")
        self.assertEqual(max(at_once(self.requests[:last])), MOST)

    def test_in_turn(self):
        """None waits until another is done."""
        order = [r.host for r in self.requests]
        for host in self.hosts[:2]:
            self.assertLess(order.index(host), len(order) / 4, order)

    def test_a_delay_is_kept(self):
        calm = [i for i, r in enumerate(self.requests)
                if r.host == "lugn.localhost" and r.uri != "/robots.txt"]
        n = at_once(self.requests)
        for i in calm[1:]:
            self.assertEqual(n[i], 1)
            after = self.requests[i + 1:i + 2]
            for r in after:
                self.assertGreaterEqual(
                    r.began, self.requests[i].replied - SLACK)


class Killed(case.Case):
    """kill -9 costs what was under way, and no page."""
    builds = case.BOTH
    weight = 3
    PAGES = 400

    def test_killed(self):
        self.kill(12, 20, "--per-host", 5)

    def test_killed_unasked(self):
        """When five are under way since that is what the host bears."""
        self.setUpClass()
        self.kill(7, 50)

    def kill(self, kills, requests, *options):
        host = "rask.localhost"
        pages = ["%d.html" % i for i in range(self.PAGES)]
        write_site(self.path("sites"), host, pages)
        tree.write_funder(self.funders, "rask", "Rask", ["SE"],
                          ["http://%s/" % host])
        data, most = self.path("data"), 5
        with SiteServer(self.path("sites"), work=self.path("web"),
                        faults=["* delay=3"]) as web:
            command = ["crawl", "--data", data, "--funders", self.funders,
                       *options, *tree.crawl_options(web.port)]
            for _ in range(kills):
                before = web.count()
                crawl = case.Process(*command)
                case.wait_until(lambda: web.count() > before + requests
                                or not crawl.running(), step=0.001)
                crawl.kill()
            self.assertExit(self.medel(*command), 0)
            times = collections.Counter(r.uri for r in web.requests()
                                        if not r.uri.startswith("/robots"))
        self.assertEqual({uri for uri in times if uri.endswith(".html")},
                         {"/" + p for p in pages})
        again = sum(n - 1 for n in times.values())
        self.assertLessEqual(again, most * kills)
        with sqlite3.connect(os.path.join(data, "crawl.db")) as db:
            (n,) = db.execute("SELECT count(DISTINCT page) FROM body").fetchone()
        self.assertEqual(n, self.PAGES + 1)
