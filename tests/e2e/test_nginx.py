"""A real web server: packing, connections kept, pages not modified, moved,
refused and in error, as nginx does them."""

import os
import sqlite3

import case
from support import tree
from support.nginx import Nginx

PAGES = 30
PLACES = """
        error_page 404 /fel/404.html;
        error_page 500 502 503 504 /fel/50x.html;
        location = /sluten.html { return 403; }
        location = /sjuk.html { return 500; }
        location = /flyttad.html { return 301 /ny.html; }
        location /hemlig/ { internal; }
        location = /plan.html { gzip off; }
"""


def html(title, *links):
    return ("<!DOCTYPE html><html lang=sv><head><meta charset=utf-8><title>%s"
            "</title></head><body><h1>%s</h1><p>%s</p>%s</body></html>" % (
                title, title, (title + " och mer därom. ") * 40, "".join(
                    "<a href='%s'>Mer</a>\n" % link for link in links)))


class RealServer(case.Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.root = cls.path("site")
        cls.data = cls.path("data")
        pages = ["/sida%d.html" % i for i in range(PAGES)]
        cls.put("index.html", html("Start", *pages, "/katalog", "/saknas.html",
                                   "/sluten.html", "/sjuk.html", "/plan.html",
                                   "/flyttad.html", "/hemlig/a.html"))
        for name in (*pages, "/katalog/index.html", "/ny.html", "/plan.html",
                     "/hemlig/a.html", "/fel/404.html", "/fel/50x.html"):
            cls.put(name[1:], html(name))
        tree.write_funder(cls.funders, "riktig", "Riktig", ["SE"],
                          ["http://riktig.localhost/"])
        with Nginx(cls.root, cls.path("nginx"), PLACES) as web:
            cls.first = cls.crawl(cls.data, web.port, "--per-host", 1)
            cls.asked = web.requests()
            cls.met = cls.pages()
            cls.put("sida3.html", html("Helt ny sida"))
            cls.second = cls.crawl(cls.data, web.port, "--force")
            cls.asked_again = web.requests(len(cls.asked))
            cls.met_again = cls.pages()

    def stop_with_journal(self, web, data, *more):
        """Kills crawls of a server that is as quick as it gets, until one
        leaves answers that are not in the store yet. Returns how many."""
        journal = os.path.join(data, "crawl.journal")
        for kills in range(1, 200):
            crawl = case.Process("crawl", "--data", data, "--funders",
                                 self.path("many"),
                                 *tree.crawl_options(web.port), *more)
            case.wait_until(
                lambda: (os.path.exists(journal) and
                         os.path.getsize(journal) > 0)
                or not crawl.running(), step=0.0003)
            over = not crawl.running()
            crawl.kill()
            self.assertFalse(over, "no journal was seen")
            if os.path.getsize(journal) > 0:
                return kills
        self.fail("no journal was left")

    def test_journal(self):
        """What a killed crawl had been answered is stored by the next one of
        the same funder, and asked for once, whoever is crawled between."""
        for per_host in (1, 5):
            with self.subTest(per_host):
                self.check_journal(per_host)

    def check_journal(self, per_host):
        data = self.path("pair-data-%d" % per_host)
        root = self.path("pair-%d" % per_host)
        for host in ("ena", "andra"):
            names = ["/%s%d.html" % (host, i) for i in range(400)]
            folder = "../" + os.path.basename(root)
            self.put("%s/%s/index.html" % (folder, host), html(host, *names))
            for name in names:
                self.put("%s/%s%s" % (folder, host, name), html(name))
            tree.write_funder(self.path("many"), host, host, ["SE"],
                              ["http://%s.localhost/" % host], budget=1000)
        more = "location / { root %s/$host; }" % root
        for host in ("ena", "andra"):
            os.rename(os.path.join(root, host),
                      os.path.join(root, host + ".localhost"))
        with Nginx(root, root + "-nginx", more) as web:
            kills = self.stop_with_journal(web, data, "--per-host", per_host,
                                           "ena")
            for funder in ("andra", "ena"):
                self.assertExit(self.medel(
                    "crawl", "--data", data, "--funders", self.path("many"),
                    "--per-host", per_host, *tree.crawl_options(web.port),
                    funder), 0)
            asked = [(r.host, r.uri) for r in web.requests()
                     if r.uri.endswith(".html")]
        self.assertLessEqual(len(asked) - len(set(asked)), per_host * kills)
        self.assertEqual(len(set(asked)), 800)
        with sqlite3.connect(os.path.join(data, "crawl.db")) as db:
            n = db.execute("SELECT count(*) FROM page JOIN body ON page ="
                           " page.id WHERE page.version > 0").fetchone()[0]
        self.assertEqual(n, 802)
        self.assertFalse(os.path.exists(os.path.join(data, "crawl.journal")))

    @classmethod
    def put(cls, name, text):
        path = os.path.join(cls.root, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)

    @classmethod
    def pages(cls):
        db = sqlite3.connect(cls.path("data", "crawl.db"))
        try:
            return {url.partition(".localhost")[2]: (version, status)
                    for url, version, status in db.execute(
                        "SELECT url, version, http_status FROM page")}
        finally:
            db.close()

    def status(self, requests, uri):
        return [r.status for r in requests if r.uri == uri]

    def test_all_is_stored(self):
        self.assertExit(self.first, 0)
        for name in ("/", "/katalog/", "/ny.html", "/plan.html",
                     *["/sida%d.html" % i for i in range(PAGES)]):
            self.assertEqual(self.met[name][0], 1, name)

    def test_packed(self):
        pages = [r for r in self.asked if r.status == 200
                 and r.uri.startswith("/sida")]
        self.assertEqual({r.encoding for r in pages}, {"gzip"})

    def test_one_connection(self):
        """A new one only where the server has closed it: with its 500s."""
        pages = [r.connection for r in self.asked if r.status == 200]
        self.assertLess(len(set(pages)), 4)
        self.assertGreater(max(pages.count(c) for c in set(pages)), PAGES)

    def test_not_modified(self):
        """304 without a body; what did change comes whole."""
        self.assertExit(self.second, 0)
        for i in range(PAGES):
            (again,) = [r for r in self.asked_again
                        if r.uri == "/sida%d.html" % i]
            self.assertNotEqual(again.none_match, "-")
            self.assertEqual(again.status, 200 if i == 3 else 304)
            self.assertEqual(again.sent > 0, i == 3)
            self.assertEqual(self.met_again[again.uri][0], 2 if i == 3 else 1)

    def test_no_ranges(self):
        """Pages are asked for whole."""
        self.assertEqual({r.range for r in self.asked + self.asked_again},
                         {"-"})

    def test_error_pages(self):
        """They are no pages of the site, whatever they look like."""
        for name, status, times in (("/saknas.html", 404, 1),
                                    ("/sluten.html", 403, 1),
                                    ("/hemlig/a.html", 404, 1),
                                    ("/sjuk.html", 500, 3)):
            self.assertEqual(self.status(self.asked, name), [status] * times)
            self.assertEqual(self.met[name], (0, status))
        self.assertNotIn("/fel/404.html", self.met)

    def test_moved(self):
        self.assertEqual(self.status(self.asked, "/flyttad.html"), [301])
        self.assertEqual(self.status(self.asked, "/katalog"), [301])
        self.assertEqual(self.status(self.asked, "/katalog/"), [200])
