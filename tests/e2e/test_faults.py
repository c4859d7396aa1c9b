"""Servers that misbehave: the crawl ends, and stores no half page."""

import os

import case
from support import tree
from support.sites import SiteServer

HOST = "vaxtkraftsverket.localhost"
LIST = HOST + "/sokfinansiering/utlysningar/"
FAULTS = (
    LIST + "affarslyft* truncate=9000",
    HOST + "/affarslyft/ truncate=9000",
    LIST + "vaxlaupp* endless",
    LIST + "lokala* loop",
    LIST + "cirkulara* bomb=2000",
    LIST + "kompetens* bad-gzip",
    LIST + "socialainno* status=503 retry-after=1",
    HOST + "/nyheter/* reset",
    HOST + "/om/* garbage",
    HOST + "/kalender/* empty",
)


class Faults(case.Case):
    weight = 4

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        tree.write_funder(cls.funders, "vkv", "Växtkraftsverket", ["SE"],
                          ["http://%s/" % HOST])
        tree.write_funder(
            cls.funders, "leader", "Leader", ["SE-AC"],
            ["http://leaderskogochalv.localhost/"])
        cls.data = cls.path("data")
        with SiteServer(tree.sites_dir("north"), work=cls.path("web"),
                        faults=FAULTS) as web:
            cls.crawled = cls.crawl(cls.data, web.port)
            cls.requests = web.requests()
            cls.indexed = cls.index(cls.data)
            cls.spoilt = cls.by_url(cls.export(cls.data))
            web.faults("* delay=0")  # all is well again
            cls.mended = cls.crawl(cls.data, web.port, "--force")
            cls.index(cls.data)
            cls.whole = cls.by_url(cls.export(cls.data))

    def test_it_ends(self):
        self.assertExit(self.crawled, 0, 4)
        self.assertExit(self.indexed, 0, 4)
        self.assertLess(self.crawled.seconds, 110)

    def test_the_other_site_is_whole(self):
        base = self.by_url(self.export(os.path.join(case.BASE, "data")))
        for url, record in base.items():
            if "leaderskogochalv" in url:
                self.assertIn(url, self.spoilt)

    def test_no_half_page(self):
        for url in self.spoilt:
            self.assertNotIn("/affarslyft", url)
            self.assertNotIn("/vaxlaupp", url)

    def test_mended(self):
        self.assertExit(self.mended, 0)
        self.assertIn("http://" + LIST + "affarslyftforsocialaforetag."
                      "3012.html", self.whole)
        self.assertIn("http://" + LIST + "lokalaservicelosningarinorra"
                      "sverige.2987.html", self.whole)

    def test_loop_is_cut(self):
        loops = [r for r in self.requests if "/lokala" in r.uri]
        self.assertLess(len(loops), 25)


class Etags(case.Case):
    """A server that lies about change costs traffic, not history."""

    def test_new_tag_same_page(self):
        tree.write_funder(self.funders, "vkv", "Växtkraftsverket", ["SE"],
                          ["http://%s/" % HOST])
        data = self.path("data")
        with SiteServer(tree.sites_dir("north"), work=self.path("web"),
                        faults=["* etag-new"]) as web:
            self.assertExit(self.crawl(data, web.port), 0)
            self.assertExit(self.index(data), 0)
            before = self.export(data)
            self.assertExit(self.crawl(data, web.port, "--force"), 0)
            self.assertExit(self.index(data), 0)
        after = self.export(data)
        self.assertEqual(self.lasting(after), self.lasting(before))
        for r in after:
            self.assertEqual(r["changed"], [])


class PrivateAddress(case.Case):
    quick = True

    def test_refused_unless_allowed(self):
        tree.write_funder(self.funders, "vkv", "Växtkraftsverket", ["SE"],
                          ["http://%s/" % HOST])
        with SiteServer(tree.sites_dir("north"),
                        work=self.path("web")) as web:
            done = self.medel("crawl", "--data", self.path("data"),
                              "--funders", self.funders, "--delay", "0",
                              "--connect-to", "::127.0.0.1:%d" % web.port)
            self.assertExit(done, 4)
            self.assertEqual(web.requests(), [])
