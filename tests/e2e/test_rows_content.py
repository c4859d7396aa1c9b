"""Rows 45 to 58 of the hostile inputs: pages, lists and documents that are
made to break whoever reads them, or to keep a crawler for ever."""

import gzip
import os
import re
import resource

import case
import rows
from rows import html
from support import tree

CALL = ("vaxtkraftsverket.localhost/sokfinansiering/utlysningar/"
        "affarslyftforsocialaforetag.3012.html")
TITLE = "Affärslyft för sociala företag"
LIMIT_LINKS = 5000  # of one page
# Of addresses with one, two and more parameters.
VARIANTS = {1: 500, 2: 200, 3: 50}


def call_page():
    """A call's page without anything that says its charset or true place."""
    with open(os.path.join(tree.sites_dir("north"), CALL),
              encoding="utf-8") as f:
        text = f.read()
    text = re.sub(r"<link rel=\"canonical\"[^>]*>", "", text)
    text = re.sub(r"<meta[^>]*charset[^>]*>", "", text)
    return text.replace("vaxtkraftsverket.localhost", "nytt.localhost")


def with_head(text, extra):
    return text.replace("<head>", "<head>" + extra, 1)


def meta(charset):
    return "<meta charset=\"%s\">" % charset


class Charsets(rows.Rows):
    """Rows 48 to 50: each host has a call whose words are right only when its
    charset is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        text = call_page()
        script = "<script charset='iso-8859-1'>var charset='koi8-r';</script>"
        for host, page, header in (
                # A byte order mark beats header and meta.
                ("r48a", b"\xef\xbb\xbf" + with_head(
                    text, meta("windows-1252")).encode(), "iso-8859-1"),
                # They agree.
                ("r48b", with_head(text, meta("iso-8859-1")).encode(
                    "latin-1", "replace"), "iso-8859-1"),
                # They do not: the bytes tell.
                ("r48c", with_head(text, meta("utf-8")).encode(),
                 "iso-8859-1"),
                ("r48d", with_head(text, meta("iso-8859-1")).encode(),
                 "utf-8"),
                ("r48e", b"\xff\xfe" + with_head(
                    text, meta("utf-8")).encode("utf-16-le"), None),
                ("r49a", text.encode().replace(
                    b"</h1>", b"</h1><p>\xff\xfe \xc3( \x00 \xed\xa0\x80</p>"),
                 "utf-8"),
                ("r49b", text.encode().replace(b"Aff\xc3\xa4rslyft",
                                               b"Aff\xc3\xa4rs\x00lyft"),
                 "utf-8"),
                ("r50", with_head(text, script).encode(), None)):
            cls.site(host, "/utlysning.html")
            cls.put(host, "utlysning.html", page)
            if header:
                cls.fault(host, "/utlysning.html", "charset=" + header)
            else:
                cls.fault(host, "/utlysning.html", "type=text/html")
        with cls.serve() as web:
            cls.crawled = cls.rows_crawl(web.port)
        cls.indexed = cls.index(cls.data)
        cls.titles = {r["url"].split("/")[2].split(".")[0]: r["title"]
                      for r in cls.export(cls.data)}

    def test_row_48_charsets_disagree(self):
        """Byte order mark, header and meta where they agree, else the
        bytes."""
        self.assertExit(self.crawled, 0)
        self.assertExit(self.indexed, 0)
        for host in ("r48a", "r48b", "r48c", "r48d", "r48e"):
            with self.subTest(host=host):
                self.assertEqual(self.titles.get(host), TITLE)

    def test_row_49_bad_utf8_and_nul(self):
        """Replaced; the rest is read."""
        self.assertEqual(self.titles.get("r49a"), TITLE)
        self.assertIn("för sociala företag", self.titles.get("r49b", ""))
        self.assertHarmless(*self.titles.values())

    def test_row_50_charset_inside_a_script(self):
        """Not the page's."""
        self.assertEqual(self.titles.get("r50"), TITLE)


class Heavy(rows.Rows):
    """Rows 45 to 47 and 58: what kills or hangs a parser."""
    weight = 4
    builds = case.BOTH

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.heavy = {
            "r45a.html": b"<html><body>" + b"<div>" * 500000 + b"x",
            "r45b.html": b"<html><body>" + b"<table><tr><td>" * 170000,
            "r46.html": b"<html><body>" + b"<font><p>x" * 5000,
            "r47.html": b"<p " + b" ".join(b"a%d=1" % i for i in
                                           range(100000)) + b">x</p>",
        }
        cls.pdfs = {
            "r58-krypterad.pdf": encrypted_pdf(),
            "r58-trasig.pdf": b"%PDF-1.7\n" + os.urandom(5000) + b"%%EOF\n",
            "r58-kort.pdf": b"%PDF-1.4\ntrailer<</Root 1 0 R>>\n%%EOF\n",
            "r58-slinga.pdf": looping_pdf(),
        }
        cls.site("tung", "/god.html", *["/" + n for n in cls.heavy],
                 *["/utlysningstext-" + n for n in cls.pdfs])
        for name, page in cls.heavy.items():
            cls.put("tung", name, page)
        for name, document in cls.pdfs.items():
            cls.put("tung", "utlysningstext-" + name, document)
        cls.put("tung", "god.html", call_page().replace(
            "<head>", "<head>" + meta("utf-8"), 1))
        with cls.serve() as web:
            cls.crawled = cls.rows_crawl(web.port)
            cls.asked = web.requests()
            cls.met = cls.pages()
        cls.indexed = cls.index(cls.data)
        cls.peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        cls.records = cls.export(cls.data)

    def assertRead(self, name):
        """It was fetched, and neither command hangs, grows or dies over it."""
        path = self.path("sites", "tung.localhost", name)
        for command in ("clean", "extract"):
            done = self.medel(command, path)
            self.assertExit(done, 0, 1, 3)
            self.assertLess(done.seconds, 40)
            self.assertLess(len(done.out), 4 << 20)
            self.assertHarmless(done.out, done.err)

    def test_the_others_are_read(self):
        self.assertExit(self.crawled, 0)
        self.assertExit(self.indexed, 0, 4)
        self.assertEqual([r["title"] for r in self.records], [TITLE])
        self.assertLess(self.indexed.seconds, 60)

    def test_a_second_run_tries_none_again(self):
        """What killed a worker is in quarantine."""
        again = self.index(self.data)
        self.assertLess(again.seconds, 5)

    def test_row_45_half_a_million_elements(self):
        """Fetched; whatever becomes of the worker, the batch goes on."""
        for name in ("r45a.html", "r45b.html"):
            self.assertKept(self.met, "tung/" + name)
            self.assertRead(name)

    def test_row_46_misnested_fonts(self):
        """The output is capped."""
        self.assertRead("r46.html")

    def test_row_47_100000_attributes(self):
        """The time is capped."""
        self.assertRead("r47.html")

    def test_row_58_documents_that_cannot_be_read(self):
        """Known by their address, no call is made of them."""
        for name in self.pdfs:
            asked = self.asked_for("/utlysningstext-" + name)
            self.assertEqual(len(asked), 1, name)
            self.assertKept(self.met, "tung/utlysningstext-" + name)
            self.assertRead("utlysningstext-" + name)

    def asked_for(self, path):
        return [r for r in self.asked if r.uri == path]


def encrypted_pdf():
    """A PDF whose password nobody knows."""
    return (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
            b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
            b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R>>endobj\n"
            b"4 0 obj<</Length 8>>stream\n\x81\x13\xf5\x22\x90\x0a\x77\x01\n"
            b"endstream endobj\n"
            b"5 0 obj<</Filter/Standard/V 1/R 2/P -4/O<" + b"5a" * 32
            + b">/U<" + b"a5" * 32 + b">>>endobj\n"
            b"trailer<</Root 1 0 R/Encrypt 5 0 R/ID[<00><00>]/Size 6>>\n"
            b"%%EOF\n")


def looping_pdf():
    """Its page tree and its reference table go in circles."""
    return (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
            b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999999>>endobj\n"
            b"xref\n0 1\n0000000000 65535 f \n"
            b"trailer<</Root 1 0 R/Size 3/Prev 9>>\nstartxref\n9\n%%EOF\n")


class Links(rows.Rows):
    """Rows 51 to 57."""
    weight = 3
    builds = case.BOTH

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_links()
        cls.make_lists()
        with cls.serve() as web:
            cls.crawled = cls.rows_crawl(web.port)
            cls.peak = resource.getrusage(
                resource.RUSAGE_CHILDREN).ru_maxrss
            cls.asked_first = web.requests()
            cls.met = cls.pages()

    @classmethod
    def make_links(cls):
        bases = {"a": "http://evil.localhost/", "b": "javascript:0",
                 "c": "file:///etc/", "d": "http://[", "e": "//evil.localhost",
                 "f": "/under/"}
        cls.site("r51", *["/%s.html" % b for b in bases])
        for name, base in bases.items():
            cls.put("r51", name + ".html", (
                "<html><head><base href='%s'></head><body>"
                "<a href='mal-%s.html'>Mer</a></body></html>" % (base, name)))
        cls.put("evil", "mal-a.html", html())
        cls.put("r51", "under/mal-f.html", html())
        cls.site("r52")
        cls.put("r52", "index.html", "<html><body>" + "".join(
            "<a href='/l%d.html'>x</a>" % i for i in range(100000))
            + "</body></html>")
        tree.write_funder(cls.funders, "r52", "r52", ["SE"],
                          ["http://r52.localhost/"], budget=300)
        cls.site("r53", "/ok.html")
        cls.put("r53", "index.html", html(
            "/ok.html", "/" + "x" * 100000, "/a/b/a/b/a/b/a/b/",
            "/a/a/a/a", "/2/2/2/2/", "/aa" * 4, "/lista/" * 30, "?" + "&".join(
                "p%d=1" % i for i in range(50))))
        cls.site("r54", "/kalender.html", "/good.html")
        cls.fault("r54", "/kalender.html*", "trap")
        cls.site("r55", *["/%s.html" % n for n in "abcdef"])
        for name, target in (("a", "http://evil.localhost/a.html"),
                             ("b", "/c.html"), ("c", "/b.html"),
                             ("d", "/d.html"), ("e", "javascript:0"),
                             ("f", "http://127.0.0.1/")):
            cls.put("r55", name + ".html", (
                "<html><head><link rel=canonical href='%s'><title>%s</title>"
                "</head><body><p>Sida %s</p></body></html>" % (
                    target, name, name)))
        cls.site("r56", "/a.html", "/b.html")
        for name, target in (("a", "0"), ("b", "1; url=/b.html")):
            cls.put("r56", name + ".html", (
                "<html><head><meta http-equiv=refresh content='%s'></head>"
                "<body><p>%s</p></body></html>" % (target, name)))

    @classmethod
    def make_lists(cls):
        def urlset(*urls):
            return ("<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/"
                    "0.9'>%s</urlset>" % "".join(
                        "<url><loc>%s</loc></url>" % u for u in urls))

        def index(*urls):
            return "<sitemapindex>%s</sitemapindex>" % "".join(
                "<sitemap><loc>%s</loc></sitemap>" % u for u in urls)

        own = "http://r57.localhost/"
        names = ["slinga1.xml", "slinga2.xml", "bomb.xml", "packad.xml.gz",
                 "opackad.xml.gz", "andra.xml", "djup0.xml", "trasig.xml"]
        cls.site("r57", robots="User-agent: *\nAllow: /\n" + "".join(
            "Sitemap: %s%s\n" % (own, n) for n in names)
            + "Sitemap: http://evil.localhost/sitemap.xml\n"
            + "Sitemap: file:///etc/passwd\n")
        cls.put("r57", "slinga1.xml", index(own + "slinga2.xml",
                                            own + "slinga1.xml"))
        cls.put("r57", "slinga2.xml", index(own + "slinga1.xml"))
        entities = "".join("<!ENTITY e%d '%s'>" % (
            i, ("&e%d;" % (i - 1)) * 10 if i else "x" * 100)
            for i in range(10))
        cls.put("r57", "bomb.xml", "<!DOCTYPE urlset [%s]>" % entities
                + urlset("&e9;"))
        cls.put("r57", "packad.xml.gz", gzip.compress(
            urlset(own + "packad.html").encode()))
        cls.put("r57", "opackad.xml.gz", urlset(own + "opackad.html"))
        cls.put("r57", "andra.xml", urlset(
            "http://evil.localhost/ur.html", "http://169.254.169.254/",
            "file:///etc/passwd", own + "egen.html"))
        cls.put("r57", "trasig.xml", urlset(own + "fore.html")[:-9]
                + "<url><loc>" + own)
        for i in range(20):
            cls.put("r57", "djup%d.xml" % i, index(own + "djup%d.xml" %
                                                   (i + 1)))
        for name in ("packad", "opackad", "egen", "fore"):
            cls.put("r57", name + ".html", html(text=name))
        cls.put("evil", "sitemap.xml", urlset(own + "fel.html"))
        cls.put("evil", "ur.html", html())

    def uris(self, host):
        return [r.uri for r in self.asked_first
                if r.host == host + ".localhost"]

    # --- the rows ------------------------------------------------------------

    def test_it_is_over_in_time_and_memory(self):
        self.assertExit(self.crawled, 0, 4)
        self.assertLess(self.crawled.seconds, 40)
        self.assertMemory(self.peak)
        self.assertHarmless(self.crawled.out, self.crawled.err)

    def test_no_other_host_is_asked(self):
        own = re.compile(r"r5\d\.localhost")
        for r in self.asked_first:
            self.assertRegex(r.host, own)

    def test_row_51_hostile_base(self):
        """Links are resolved by it, then judged; what is no address is no
        base."""
        asked = self.uris("r51")
        self.assertIn("/under/mal-f.html", asked)
        self.assertNotIn("/mal-a.html", asked)
        self.assertNotIn("/mal-e.html", asked)
        self.assertEqual(len(asked), len(set(asked)))

    def test_row_52_100000_links(self):
        """As many as a page may have; how many were left out is told."""
        known = [n for n in self.met if n.startswith("r52/")]
        self.assertLessEqual(len(known), LIMIT_LINKS + 10)
        self.assertGreater(len(known), 1000)
        self.assertRegex(self.crawled.out, r"left out \d+: .*links on one page")

    def test_row_53_long_and_circling_addresses(self):
        """Dropped before they are asked for, and counted."""
        self.assertEqual(sorted(self.uris("r53")), [
            "/", "/ok.html", "/robots.txt", "/sitemap.xml"])
        self.assertRegex(self.crawled.out, r"left out \d+: .*circles")

    def test_row_54_endless_calendar(self):
        """So many of each shape; sessions are no addresses of their own."""
        asked = [u for u in self.uris("r54") if u.startswith("/kalender")]
        self.assertIn("/good.html", self.uris("r54"))
        self.assertEqual(len(asked), len(set(asked)))
        for n, limit in VARIANTS.items():
            same = [u for u in asked if u.count("=") == n]
            self.assertLessEqual(len(same), limit)
        self.assertEqual([u for u in asked if "PHPSESSID" in u], [])
        self.assertGreater(len(asked), 20)
        self.assertRegex(self.crawled.out, r"left out \d+: .*one address with")

    def test_row_55_canonical_that_leads_astray(self):
        """A hint: each page is kept as itself, asked once."""
        for name in "abcdef":
            self.assertKept(self.met, "r55/%s.html" % name)
            self.assertAsked(self.asked_first, "r55", "/%s.html" % name, 1)

    def test_row_56_refresh_to_itself(self):
        """Ignored."""
        for name in "ab":
            self.assertKept(self.met, "r56/%s.html" % name)
            self.assertAsked(self.asked_first, "r56", "/%s.html" % name, 1)

    def test_row_57_sitemaps(self):
        """Each is asked once, not too deep; own addresses are taken, from
        packed ones and from those that only claim to be too."""
        asked = self.uris("r57")
        self.assertEqual(len(asked), len(set(asked)))
        for page in ("/packad.html", "/opackad.html", "/egen.html",
                     "/fore.html"):
            self.assertIn(page, asked)
        self.assertIn("/bomb.xml", asked)
        deep = [u for u in asked if u.startswith("/djup")]
        self.assertTrue(2 <= len(deep) <= 6, deep)
        self.assertNotIn("/fel.html", asked)
