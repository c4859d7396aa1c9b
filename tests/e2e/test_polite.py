"""How hard a server is pressed, as it sees it itself."""

import os

import case
from support import tree
from support.sites import SiteServer

DELAY = 0.15
# Beside what the delay asks for, in ms: the log's clock is the wall's.
SLACK = 15


def write_site(root, host, links):
    os.makedirs(os.path.join(root, host))
    for name in ["index.html", *links]:
        with open(os.path.join(root, host, name), "w",
                  encoding="utf-8") as f:
            f.write("<html><title>%s %s</title>" % (host, name) + "".join(
                "<a href=\"/%s\">Utlysning</a>" % n for n in links))


class OneServer(case.Case):
    """Three funders' sites at one address are one server."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hosts = ["%s.localhost" % n for n in ("ett", "tva", "tre")]
        for host in cls.hosts:
            write_site(cls.path("sites"), host,
                       ["%d.html" % i for i in range(4)])
        with SiteServer(cls.path("sites"), work=cls.path("web"),
                        faults=["tva* delay=60"]) as web:
            for host in cls.hosts:
                tree.write_funder(cls.funders, host.partition(".")[0], host,
                                  ["SE"], ["http://%s:%d/" % (host,
                                                              web.port)])
            # No --connect-to: these names are this machine's.
            cls.done = cls.medel(
                "crawl", "--data", cls.path("data"), "--funders", cls.funders,
                "--allow-private", "--delay", DELAY)
            cls.requests = sorted(web.requests(), key=lambda r: r.began)

    def test_all_is_there(self):
        self.assertExit(self.done, 0)
        pages = [r for r in self.requests if r.uri.endswith(("/", ".html"))]
        self.assertEqual(len(pages), 3 * 5)

    def test_one_request_at_a_time(self):
        for a, b in zip(self.requests, self.requests[1:]):
            self.assertGreaterEqual(b.began - a.replied,
                                    1000 * DELAY - SLACK, (a, b))

    def test_in_turn(self):
        """None waits until another is done."""
        order = [r.host for r in self.requests]
        for host in self.hosts:
            last = max(i for i, h in enumerate(order) if h == host)
            for i in range(last - 3):
                self.assertIn(host, order[i:i + 4], order)


class Failures(case.Case):
    """A failure is no reason to ask a server sooner than it wants."""

    def test_crawl_delay_holds(self):
        write_site(self.path("sites"), "trasig.localhost", ["0.html"])
        with open(self.path("sites", "trasig.localhost", "robots.txt"), "w",
                  encoding="utf-8") as f:
            f.write("User-agent: *\nCrawl-delay: 2\n")
        tree.write_funder(self.funders, "trasig", "Trasig", ["SE"],
                          ["http://trasig.localhost/"])
        with SiteServer(self.path("sites"), work=self.path("web"),
                        faults=["*/0.html status=503 times=1"]) as web:
            self.assertExit(self.crawl(self.path("data"), web.port), 0)
            requests = sorted(web.requests(), key=lambda r: r.began)
        self.assertIn(503, [r.status for r in requests])
        for a, b in zip(requests, requests[1:]):
            self.assertGreaterEqual(b.began - a.replied, 2000 - SLACK, (a, b))


class SlowAnswers(case.Case):
    """A server that takes its time is given as much again."""

    def test_delay_widens(self):
        write_site(self.path("sites"), "sen.localhost",
                   ["%d.html" % i for i in range(3)])
        tree.write_funder(self.funders, "sen", "Sen", ["SE"],
                          ["http://sen.localhost/"])
        with SiteServer(self.path("sites"), work=self.path("web"),
                        faults=["*.html delay=700"]) as web:
            self.assertExit(self.crawl(self.path("data"), web.port), 0)
            requests = sorted(web.requests(), key=lambda r: r.began)
        slow = [i for i, r in enumerate(requests) if r.uri.endswith(".html")]
        self.assertEqual(len(slow), 3)
        for a, b in zip(requests, requests[1:]):
            if a.uri.endswith(".html"):
                self.assertGreaterEqual(b.began - a.replied, 650)
            elif b.uri.endswith(".html"):
                self.assertLess(b.began - a.replied, 500)
