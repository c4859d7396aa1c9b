"""kill -9 at any moment loses nothing and repeats nothing."""

import collections
import signal
import time

import case
from support import tree
from support.sites import SiteServer

NORTH = tree.sites_dir("north")
BASE_DATA = case.os.path.join(case.BASE, "data")


class KilledCrawl(case.Case):
    weight = 5
    builds = case.BOTH

    def kill_and_resume(self, *moments):
        """Kills the crawl when so many requests are in the log, each time
        anew; then lets it end. Returns the requests of all runs."""
        data = self.path("data-%s" % "-".join(map(str, moments)))
        tree.write_funders(self.funders, "north")
        command = ["crawl", "--data", data, "--funders", self.funders,
                   "--per-host", 1]
        # Pages take a while, so that the moment can be hit.
        with SiteServer(NORTH, faults=["* delay=15"],
                        work=data + ".web") as web:
            command += tree.crawl_options(web.port)
            kills = 0
            for moment in moments:
                crawl = case.Process(*command)
                case.wait_until(lambda: web.count() >= moment
                                or not crawl.running())
                kills += crawl.running()
                crawl.kill()
            self.assertEqual(kills, len(moments), "it ended too soon")
            self.assertExit(self.medel(*command), 0)
            requests = web.requests()
        self.assertExit(self.index(data), 0)
        self.assertEqual(self.lasting(self.export(data)),
                         self.lasting(self.export(BASE_DATA)))
        return requests, kills

    def assertNotRepeated(self, requests, kills):
        """At most the page in flight at each host is fetched again."""
        times = collections.Counter(
            (r.host, r.uri) for r in requests if r.status == 200
            and r.uri != "/robots.txt" and not r.uri.endswith(".xml"))
        again = collections.Counter()
        for (host, _), n in times.items():
            again[host] += n - 1
        for host, n in again.items():
            self.assertLessEqual(n, kills, host)

    def test_early(self):
        self.assertNotRepeated(*self.kill_and_resume(3))

    def test_middle(self):
        self.assertNotRepeated(*self.kill_and_resume(60))

    def test_again_and_again(self):
        self.assertNotRepeated(*self.kill_and_resume(8, 20, 45, 90))


class KilledIndex(case.Case):
    weight = 3
    builds = case.BOTH

    def test_index(self):
        tree.write_funders(self.funders, "north")
        crawled = self.path("crawled")
        with SiteServer(NORTH, work=self.path("web")) as web:
            self.assertExit(self.crawl(crawled, web.port), 0)
        began = time.monotonic()
        whole = self.path("whole")
        case.shutil.copytree(crawled, whole)
        self.assertExit(self.index(whole), 0)
        took = time.monotonic() - began
        for part in (0.1, 0.35, 0.6, 0.85):
            data = self.path("data-%d" % (part * 100))
            case.shutil.copytree(crawled, data)
            index = case.Process("index", "--data", data, "--today",
                                 tree.TODAY)
            time.sleep(took * part)
            index.kill()
            self.assertExit(self.index(data), 0)
            self.assertEqual(self.lasting(self.export(data)),
                             self.lasting(self.export(whole)))
            hits = self.search(data, "--limit", "100")
            self.assertEqual(len(hits),
                             len(self.search(whole, "--limit", "100")))

    def test_rebuild(self):
        data = self.base_copy()
        before = self.export(data)
        for pause in (0.02, 0.1, 0.3):
            rebuild = case.Process("index", "--data", data, "--rebuild",
                                   "--today", tree.TODAY)
            time.sleep(pause)
            rebuild.kill()
            # Readers have the old index or the new one, never none.
            self.assertEqual(self.export(data), before)
        self.assertExit(self.index(data, "--rebuild"), 0)
        self.assertEqual(self.export(data), before)


class OneAtATime(case.Case):
    builds = case.BOTH

    def test_two_crawls(self):
        tree.write_funders(self.funders, "north")
        data = self.path("data")
        with SiteServer(NORTH, faults=["* delay=100"],
                        work=self.path("web")) as web:
            first = case.Process("crawl", "--data", data, "--funders",
                                 self.funders, *tree.crawl_options(web.port))
            self.assertTrue(case.wait_until(lambda: web.count() > 2))
            second = self.crawl(data, web.port)
            first.kill()
            self.assertComplains(second, (75,), data)
            # A dead holder holds nothing.
            web.faults("* delay=0")
            self.assertExit(self.crawl(data, web.port), 0)

    def test_two_indexers(self):
        tree.write_funders(self.funders, "north")
        data = self.path("data2")
        with SiteServer(NORTH, work=self.path("web2")) as web:
            self.assertExit(self.crawl(data, web.port), 0)
        first = case.Process("index", "--data", data, "--today", tree.TODAY)
        # The holder writes its number into the file once it has the lock.
        lock = case.os.path.join(data, "index.lock")
        case.wait_until(lambda: case.os.path.exists(lock) and
                        case.os.path.getsize(lock) > 0, 10, 0.001)
        first.signal(signal.SIGSTOP)
        if not first.running():
            self.skipTest("the first ended before it could be stopped")
        second = self.index(data)
        first.signal(signal.SIGCONT)
        code, err = first.wait()
        self.assertEqual(code, 0, err)
        self.assertComplains(second, (75,), data)
