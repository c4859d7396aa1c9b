"""Each way in which a site can name its pages: one page for each, that
nothing else leads to."""

import gzip
import os

import case
from support import tree
from support.sites import SiteServer

HOST = "fonden.localhost"
MEDIA = "media.fonden.localhost"
OTHER = "andrafonden.localhost"
BARE = "karta.localhost"  # names no sitemap and has one
ROOT = "http://%s" % HOST
HEADER_LINKS = ("Link:</via/header-next>;rel=next,"
                "</header.rss>;rel=\"alternate\";type=\"application/rss+xml\"")

INDEX = """<html><head><title>Fonden</title>
<link rel="alternate" type="application/rss+xml" href="/news.rss">
<link rel="alternate" type="application/atom+xml" href="/news.atom">
<link rel="alternate" hreflang="en" href="/via/language">
<link rel="next" href="/via/head-next">
<link rel="canonical" href="/via/canonical">
</head><body>
<a href="/via/anchor">Sida</a>
<map><area href="/via/area" alt="Karta"></map>
<iframe src="/via/iframe"></iframe>
<a rel="next" href="/via/anchor-next">2</a>
<a href="/lista/2">N&auml;sta sida</a>
<a href="/via/redirect">Flyttad</a>
<a href="/via/refresh">Vidare</a>
<a href="/other.rss">Nyheter som RSS</a>
<a href="/folder/based">Relativ</a>
<a href="/text.pdf">Utlysningstext</a>
<a href="/arsredovisning.pdf">Om oss</a>
<a href="http://{media}/files/riktlinjer.pdf">Riktlinjer f&ouml;r utlysningen</a>
<a href="http://{media}/files/karta.pdf">Hitta hit</a>
<a href="http://{media}/page">Utlysning p&aring; en annan dator</a>
<a href="http://{media}/hop">Utlysningstext</a>
<a href="http://{other}/utlysning.pdf">Utlysningstext hos andra</a>
</body></html>""".format(media=MEDIA, other=OTHER)

RSS = ("<rss version=\"2.0\"><channel><item><title>Bidrag</title><link>%s%s"
       "</link></item></channel></rss>")
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom">
<link rel="self" href="{root}/news.atom"/>
<link rel="next" href="{root}/news-2.atom"/>
<entry><title>Bidrag</title><link href="{root}/via/atom"/></entry></feed>"""
ATOM_2 = """<feed xmlns="http://www.w3.org/2005/Atom"><entry>
<title>Bidrag</title><link rel="alternate" href="{root}/via/atom-next"/>
</entry></feed>"""


def urlset(*paths):
    return ("<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/"
            "schemas/sitemap/0.9\">" + "".join(
                "<url><loc>%s%s</loc></url>" % (ROOT, p) for p in paths)
            + "</urlset>")


def index_of(*names):
    return "<sitemapindex>" + "".join(
        "<sitemap><loc>%s/%s</loc></sitemap>" % (ROOT, n)
        for n in names) + "</sitemapindex>"


FILES = {
    "index.html": INDEX,
    "robots.txt": "User-agent: *\nDisallow: /private\n"
                  "Sitemap: %s/deep/map.xml\nsitemap: /maps.xml\n" % ROOT,
    "deep/map.xml": urlset("/via/robots-sitemap"),
    "maps.xml": index_of("map-1.xml", "map-2.xml.gz", "map-3.txt",
                         "map-4.xml"),
    "map-1.xml": urlset("/via/sitemap-index"),
    "map-2.xml.gz": gzip.compress(urlset("/via/sitemap-gzip").encode()),
    "map-3.txt": "%s/via/sitemap-text\n" % ROOT,
    "map-4.xml": index_of("map-5.xml"),
    "map-5.xml": urlset("/via/sitemap-nested"),
    "news.rss": RSS % (ROOT, "/via/rss"),
    "header.rss": RSS % (ROOT, "/via/header-feed"),
    "other.rss": RSS % (ROOT, "/via/linked-feed"),
    "news.atom": ATOM.format(root=ROOT),
    "news-2.atom": ATOM_2.format(root=ROOT),
    "lista/2": "<html><a href=\"/lista/3\">N\u00e4sta</a></html>",
    "lista/3": "<html><a href=\"/via/pagination\">Sida</a></html>",
    "via/refresh": "<html><meta http-equiv=\"refresh\" "
                   "content=\"0; url=/via/refreshed\"></html>",
    "folder/based": "<html><base href=\"/via/\"><a href=\"base\">x</a></html>",
}
FOUND = ["anchor", "area", "iframe", "anchor-next", "head-next", "header-next",
         "header-feed", "language", "canonical", "refresh", "refreshed",
         "redirect", "redirected", "rss", "atom", "atom-next", "linked-feed",
         "pagination", "base", "robots-sitemap", "sitemap-index",
         "sitemap-gzip", "sitemap-text", "sitemap-nested"]


class Discovery(case.Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.put(HOST, FILES)
        for name in FOUND:
            if "via/" + name not in FILES:
                cls.put(HOST, {"via/" + name: "<html>%s</html>" % name})
        pdf = "%PDF-1.4\n%%EOF\n"
        cls.put(HOST, {"text.pdf": pdf, "arsredovisning.pdf": pdf})
        cls.put(MEDIA, {"files/riktlinjer.pdf": pdf, "files/karta.pdf": pdf,
                        "private/hop.pdf": pdf, "page": "<html>nej</html>",
                        "robots.txt": "User-agent: *\nDisallow: /private\n"
                                      "Sitemap: http://%s/map.xml\n" % MEDIA})
        cls.put(OTHER, {"utlysning.pdf": pdf})
        cls.put(BARE, {"index.html": "<html>bar</html>",
                       "via/guess": "<html>g</html>",
                       "sitemap.xml": urlset("/via/guess").replace(HOST,
                                                                   BARE)})
        tree.write_funder(cls.funders, "fonden", "Fonden", ["SE"],
                          [ROOT + "/"])
        tree.write_funder(cls.funders, "bare", "Bara", ["SE"],
                          ["http://%s/" % BARE])
        with SiteServer(cls.path("sites"), work=cls.path("web"), faults=[
                HOST + "/ header=" + HEADER_LINKS,
                HOST + "/via/redirect redirect=/via/redirected",
                "*/lista/* type=text/html", "*/via/* type=text/html",
                "*/folder/* type=text/html"]) as web:
            cls.done = cls.crawl(cls.path("data"), web.port)
            cls.asked = {(r.host, r.uri) for r in web.requests()}

    @classmethod
    def put(cls, host, files):
        for name, content in files.items():
            path = cls.path("sites", host, *name.split("/"))
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as f:
                f.write(content if isinstance(content, bytes)
                        else content.encode())

    def test_each_way(self):
        self.assertExit(self.done, 0)
        for name in FOUND:
            with self.subTest(name):
                self.assertIn((HOST, "/via/" + name), self.asked)

    def test_sitemap_that_nothing_names(self):
        self.assertIn((BARE, "/via/guess"), self.asked)
        self.assertNotIn((HOST, "/sitemap.xml"), self.asked)

    def test_documents(self):
        """Those whose link speaks of a call, also on the funder's other
        hosts; of these nothing else, and of others' not even those."""
        self.assertIn((HOST, "/text.pdf"), self.asked)
        self.assertNotIn((HOST, "/arsredovisning.pdf"), self.asked)
        self.assertEqual({uri for host, uri in self.asked if host == MEDIA},
                         {"/robots.txt", "/files/riktlinjer.pdf"})
        self.assertNotIn(OTHER, {host for host, _ in self.asked})
