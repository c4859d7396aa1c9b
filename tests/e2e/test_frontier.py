"""What the crawl still has to fetch: very many addresses, and kill -9."""

import collections
import os
import random
import sqlite3
import sys
import time
import unittest

import case
from support import tree
from support.sites import SiteServer


@unittest.skipIf(tree.sanitized(), "a sanitizer's memory is not medel's")
class ManyAddresses(case.Case):
    builds = case.PLAIN

    def test_memory_and_kill(self):
        """tests/bench/frontier.py with a tenth of its addresses: little memory, and none of the
        pages but the one in flight is fetched twice after kill -9."""
        done = case.run([sys.executable, os.path.join(
            tree.TESTS, "bench", "frontier.py"), "--urls", "100000",
            "--pages", "300", "--work", self.path("site")],
            env=tree.environment(MEDEL_BUILD=tree.build_dir()))
        self.assertEqual(done.code, 0, done.out + done.err)
        self.assertIn("100000 addresses", done.out)


class KilledTwoHundredTimes(case.Case):
    """kill -9 at 200 random moments of one crawl."""
    weight = 4
    builds = case.PLAIN
    KILLS, HOSTS, PAGES = 200, 3, 500

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.data = cls.path("data")
        for i in range(cls.HOSTS):
            cls.write_site("sajt%d.localhost" % i)
        cls.lost, cls.stored = [], set()
        moments = random.Random(5)
        with SiteServer(cls.path("sites"), work=cls.path("web"),
                        faults=["* delay=10"]) as web:
            command = ["crawl", "--data", cls.data, "--funders", cls.funders,
                       *tree.crawl_options(web.port)]
            for _ in range(cls.KILLS):
                before = web.count()
                crawl = case.Process(*command)
                case.wait_until(lambda: web.count() > before
                                or not crawl.running(), step=0.002)
                time.sleep(moments.uniform(0, 0.025))
                crawl.kill()
                now = cls.pages_stored()
                cls.lost += cls.stored - now
                cls.stored |= now
            cls.at_kill = len(cls.stored)
            cls.last = cls.medel(*command)
            cls.requests = web.requests()
        cls.stored = cls.pages_stored()

    @classmethod
    def write_site(cls, host):
        """Each page leads to ten more."""
        root = cls.path("sites", host)
        os.makedirs(root)
        for k in range(cls.PAGES):
            name = "index.html" if k == 0 else "%d.html" % k
            with open(os.path.join(root, name), "w", encoding="utf-8") as f:
                f.write("<html><title>%s %d</title>" % (host, k) + "".join(
                    "<a href=\"/%d.html\">Sida</a>" % n
                    for n in range(10 * k + 1, 10 * k + 11)
                    if n < cls.PAGES))
        tree.write_funder(cls.funders, host.partition(".")[0], host, ["SE"],
                          ["http://%s/" % host])

    @classmethod
    def pages_stored(cls):
        path = os.path.join(cls.data, "crawl.db")
        if not os.path.exists(path):
            return set()
        db = sqlite3.connect(path)
        try:
            return {url for (url,) in db.execute(
                "SELECT p.url FROM page p JOIN body b ON b.page = p.id"
                " AND b.version = p.version")}
        except sqlite3.OperationalError:
            return set()  # no tables yet
        finally:
            db.close()

    def test_no_page_is_lost(self):
        self.assertExit(self.last, 0)
        self.assertEqual(self.lost, [])
        self.assertEqual(len(self.stored), self.HOSTS * self.PAGES)
        # Neither killed too early to tell anything, nor when all was done.
        self.assertGreater(self.at_kill, 100)
        self.assertLess(self.at_kill, self.HOSTS * self.PAGES)

    def test_none_is_fetched_twice(self):
        """But what was under way at a host when it was killed."""
        times = collections.Counter((r.host, r.uri) for r in self.requests)
        again = collections.Counter()
        for (host, _), n in times.items():
            again[host] += n - 1
        for host, n in again.items():
            self.assertLessEqual(n, self.KILLS, host)
