"""Data of which there are several pages: the agencies' shared API, WordPress,
and feeds."""

import gzip
import json
import os
import re
import sqlite3
import urllib.parse

import case
from apis import JSON, ApiCase, found, page
from support import tree

GDP = "http://api.gdp.test/gdp/v1/"
KEY = "hemlig-nyckel-123"


def call(number, **more):
    c = {"diarienummer": number, "finansiarNamn": "Formas",
         "finansiarOrganisationsnummer": "2021005232",
         "titel": "Hållbara städer " + number, "titelEng": "Cities",
         "beskrivning": "Föreningar och kommuner kan söka.",
         "beskrivningEng": "", "budgetBelopp": 25000000.0,
         "budgetValuta": "SEK", "status": "Öppen",
         "oppningsdatum": "2026-11-02T00:00:00Z",
         "stangningsdatum": "2027-01-26T13:00:00Z",
         "uppdateringTidpunkt": "2026-11-01T10:00:00Z",
         "publiceringsplats": "Formas webbplats", "program": [],
         "lank": [{"lank": "http://www.formas.test/utlysningar/%s" % number,
                   "beskrivning": "Läs mer"}],
         "bidragsformer": [{"kod": "1", "namn": "Projektbidrag"}],
         "stodformer": []}
    c.update(more)
    return c


class Gdp:
    """250 records, a hundred a page; every second is another funder's."""

    def __init__(self):
        self.all = [call("2026-%05d" % i, **({} if i % 2 == 0 else {
            "finansiarNamn": "Forte",
            "finansiarOrganisationsnummer": "202100-5240"}))
            for i in range(250)]
        self.headers = True
        self.broken = None  # offset whose page is empty
        self.alone = None

    def __call__(self, host, path):
        if path in ("/robots.txt", "/sitemap.xml"):
            return 404, ""
        if host == "www.formas.test":
            if path != "/utlysningar/2026-00000":
                return 404, ""
            return 200, page("Hållbara städer", "<p>Ni kan få högst 3 "
                             "miljoner kronor.</p><p>Sista dag att söka är "
                             "den 27 januari 2027.</p>")
        where = urllib.parse.urlsplit(path)
        query = dict(urllib.parse.parse_qsl(where.query))
        at = int(query["offset"])
        some = self.all[at:at + int(query["limit"])]
        if self.alone:
            return found(self.alone)
        if at == self.broken:
            some = []
        headers = {}
        if self.headers:
            headers["x_totalrecords"] = len(self.all)
            if at + len(some) < len(self.all):
                headers["x_next"] = "http://evil.test/?offset=%d" % (
                    at + len(some))
        return found(some, **headers)


class GdpTest(ApiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.source("formas", "Formas", [], hosts=["www.formas.test"],
                   api=[{"kind": "gdp", "url": GDP}])
        cls.source("forte", "Forskningsrådet", [],
                   api={"kind": "gdp", "url": GDP,
                        "organisation": "202100-5240"})

    def setUp(self):
        self.serve(Gdp())
        self.home = self.path("home")

    def env(self, **more):
        return tree.environment(XDG_CONFIG_HOME=self.home, **more)

    def test_gdp(self):
        self.without_a_key()
        self.whole_list()
        self.fewer_than_announced()
        self.without_headers()

    def without_a_key(self):
        """Left out, with a word on what to do; no failure."""
        done = self.crawl(self.path("nokey"), self.web.port, env=self.env())
        self.assertExit(done, 0, 4)
        self.assertIn("its API 'gdp' is left out: it needs a key in "
                      "$MEDEL_KEY_GDP or " + self.home + "/medel/keys/gdp",
                      done.err)
        self.assertEqual(self.paths("api.gdp.test"), [])
        # A key that others can read is not used.
        os.makedirs(self.home + "/medel/keys")
        name = self.home + "/medel/keys/gdp"
        with open(name, "w") as f:
            f.write(KEY + "\n")
        os.chmod(name, 0o644)
        done = self.crawl(self.path("nokey"), self.web.port, env=self.env())
        self.assertExit(done, 4)
        self.assertIn("chmod 600", done.err)
        self.assertEqual(self.paths("api.gdp.test"), [])
        os.chmod(name, 0o600)

    def whole_list(self):
        warc = self.path("night.warc.gz")
        done = self.crawl(self.path("data"), self.web.port, "--warc", warc,
                          "--report", self.path("report.json"),
                          env=self.env())
        self.assertExit(done, 0)
        self.assertExit(self.index(self.path("data")), 0)
        asked = [a for a in self.web.asked if a.host == "api.gdp.test"
                 and "offset" in a.path]
        self.assertEqual(sorted(a.path for a in asked), sorted(
            2 * ["/gdp/v1/utlysningar?offset=%d&limit=100" % n
                 for n in (0, 100, 200)]))
        for a in self.web.asked:
            given = a.headers.get("Authorization")
            if a.host == "api.gdp.test" and "offset" in a.path:
                self.assertEqual(given, KEY)
            else:
                self.assertIsNone(given)
        self.assertEqual(self.paths("evil.test"), [])
        self.nowhere_written(warc, done)
        records = self.records()
        self.assertEqual(len(records), 250)
        r = records["2026-00000"]
        self.assertEqual(r["funder_id"], "formas")
        self.assertEqual(records["2026-00001"]["funder_id"], "forte")
        self.assertEqual(r["url"],
                         "http://www.formas.test/utlysningar/2026-00000")
        self.assertEqual(r["deadlines"], ["2027-01-26"])
        self.assertEqual(r["deadline_time"], "14:00")
        # The page says another day; what it adds is taken.
        self.assertIn("27 januari",
                      json.dumps(r["evidence"]["deadlines"]["against"]))
        self.assertEqual(r["award_ceiling"], 3000000)
        self.assertEqual(r["total_budget"], 25000000)
        self.assertEqual(r["opens"], "2026-11-02")

    def nowhere_written(self, warc, done):
        for text in (done.out, done.err):
            self.assertNotIn(KEY, text)
        with gzip.open(warc, "rb") as f:
            archived = f.read()
        self.assertIn(b"Authorization: xxx", archived)
        self.assertNotIn(KEY.encode(), archived)
        for folder, _, names in os.walk(self.path("data")):
            for name in names:
                with open(os.path.join(folder, name), "rb") as f:
                    self.assertNotIn(KEY.encode(), f.read())

    def again(self):
        done = self.crawl(self.path("data"), self.web.port, "--force",
                          env=self.env(MEDEL_KEY_GDP=KEY))
        self.assertExit(self.index(self.path("data")), 0, 4)
        return done

    def fewer_than_announced(self):
        before = self.records()
        self.site.broken = 100
        done = self.again()
        self.assertExit(done, 4)
        self.assertIn("formas: API " + GDP, done.err)
        self.assertIn("100 of 250 records", done.err)
        self.assertKeeps(before)
        self.site.broken = None

    def without_headers(self):
        """A whole list that lacks a record: that one is gone."""
        self.site.headers = False
        self.site.all = self.site.all[:-2]
        self.assertExit(self.again(), 0)
        records = self.records()
        self.assertIsNotNone(records["2026-00248"]["withdrawn"])
        self.assertIsNone(records["2026-00246"]["withdrawn"])
        # Where some cannot be read, what is missing may be one of them.
        whole = self.site.all
        self.site.all = [call("")] + whole[3:]
        self.assertExit(self.again(), 0)
        self.assertIsNone(self.records()["2026-00002"]["withdrawn"])
        self.site.all = whole
        # One alone comes without the list around it.
        self.site.alone = call("2026-00000", stangningsdatum="2027-02-09")
        self.assertExit(self.again(), 0, 4)
        self.assertEqual(self.records()["2026-00000"]["deadlines"],
                         ["2027-02-09"])


WORDS = ("Stiftelsen stöder föreningar och sociala företag som vill pröva nya "
         "sätt att arbeta tillsammans i sin bygd. Stödet söks av den som äger "
         "verksamheten. ") * 2


class Site:
    """A foundation's site, made with WordPress."""

    def __init__(self):
        self.posts = {1: self.post(1, "Bidrag till bygden",
                                   "<p>%s</p><p>Föreningar kan få högst 80 "
                                   "000 kronor. Sista ansökningsdag är den 1 "
                                   "mars 2027.</p><p><a href='/mer/'>Mer om "
                                   "bidraget</a></p>" % WORDS),
                      2: self.post(2, "Byggd av temat", "<p>[fält]</p>"),
                      3: self.post(3, "Utkast", WORDS, status="draft")}
        for i in range(4, 130):
            self.posts[i] = self.post(i, "Nyhet %d" % i, "<p>%s</p>" % WORDS)
        self.gone = ()
        self.answer = None
        self.headers = True

    @staticmethod
    def post(n, title, html, **more):
        return {"id": n, "link": "http://www.stiftelse.test/post-%d/" % n,
                "date": "2026-10-01T10:00:00",
                "modified_gmt": "2026-10-01T08:00:00", "type": "post",
                "status": "publish", "title": {"rendered": title},
                "content": {"rendered": html, "protected": False}, **more}

    def __call__(self, host, path):
        where = urllib.parse.urlsplit(path)
        if path == "/robots.txt":
            return 200, "User-agent: *\nDisallow: /post-8/\n"
        if host == "feed.test":
            return self.feed(path)
        if path == "/":
            return 200, page("Stiftelsen", "<a href='/post-1/'>Bidrag</a>")
        if where.path.startswith("/wp-json/wp/v2/"):
            return self.api(where)
        m = re.fullmatch(r"/post-(\d+)/", path)
        if m and int(m.group(1)) in self.posts and \
                int(m.group(1)) not in self.gone:
            return 200, page("Sida " + m.group(1), "<p>%s</p>" % WORDS)
        return 404, ""

    def api(self, where):
        query = dict(urllib.parse.parse_qsl(where.query))
        if self.answer:
            return self.answer
        kept = [p for n, p in self.posts.items() if n not in self.gone] \
            if where.path.endswith("/posts") else []
        at = (int(query["page"]) - 1) * int(query["per_page"])
        if at != 0 and at >= len(kept):
            return found({"code": "rest_post_invalid_page_number",
                          "message": "...", "data": {"status": 400}}, 400)
        total = -(-len(kept) // int(query["per_page"]))
        return found(kept[at:at + int(query["per_page"])],
                     **({"X_WP_TotalPages": total} if self.headers else {}))

    def feed(self, path):
        if self.answer:
            return self.answer
        if path.startswith("/4.1/12.2.portlet"):
            return 200, ("<?xml version='1.0'?><rss version='2.0'><channel>"
                         "<item><title>Bygdemedel</title><link>"
                         "http://feed.test/bygd.html</link></item></channel>"
                         "</rss>"), {"Content-Type": "text/xml"}
        if path == "/bygd.html":
            return 200, page("Bygdemedel", "<p>%s Föreningar kan söka högst "
                             "50 000 kronor senast den 2 februari 2027.</p>"
                             % WORDS)
        return 404, ""


class WordPressTest(ApiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.source("stiftelse", "Stiftelsen", ["http://www.stiftelse.test/"],
                   deny=["/post-9/"],
                   api={"kind": "wordpress",
                        "url": "http://www.stiftelse.test/wp-json/wp/v2"})

    def test_posts(self):
        self.serve(Site())
        self.assertExit(self.crawl_and_index(), 0)
        asked = [p for p in self.paths("www.stiftelse.test")]
        self.assertEqual(len([p for p in asked if "/posts?" in p]), 2)
        # A page that came with the list is not fetched; one whose text is
        # elsewhere is, and so is what a post links to.
        self.assertNotIn("/post-1/", asked)
        self.assertIn("/post-2/", asked)
        self.assertIn("/mer/", asked)
        self.assertNotIn("/post-3/", asked)
        # Neither its robots.txt nor the source permits these.
        with sqlite3.connect(self.path("data", "crawl.db")) as db:
            stored = {u for u, in db.execute(
                "SELECT url FROM page WHERE version > 0")}
        for n in (8, 9):
            self.assertNotIn("http://www.stiftelse.test/post-%d/" % n, stored)
        self.assertIn("http://www.stiftelse.test/post-10/", stored)
        r = {r["url"]: r for r in self.export(self.path("data"))}
        call_ = r["http://www.stiftelse.test/post-1/"]
        self.assertEqual(call_["title"], "Bidrag till bygden")
        self.assertEqual(call_["deadlines"], ["2027-03-01"])
        self.assertEqual(call_["award_ceiling"], 80000)
        self.gone_and_broken(call_)

    def gone_and_broken(self, before):
        """What left the list is asked for as a page, and that one tells."""
        self.site.headers = False  # page 2 of 2 has fewer: no third
        self.site.posts[1]["content"]["rendered"] += "<p>Ändrad.</p>"
        self.site.gone = (7,)
        since = len(self.web.asked)
        self.assertExit(self.crawl_and_index("--force"), 0)
        self.assertExit(self.crawl_and_index("--force"), 0)
        self.assertIn("/post-7/", self.paths("www.stiftelse.test", since))
        self.assertNotIn("/post-1/", self.paths("www.stiftelse.test", since))
        for answer, words in (
                (found({"code": "rest_no_route"}, 404), "HTTP 404"),
                (found({"code": "rest_forbidden"}), "have no 'id'"),
                ((200, page("Logga in", "<p>Hej</p>")), "no JSON")):
            self.site.answer = answer
            done = self.crawl_and_index("--force")
            self.assertExit(done, 4)
            self.assertIn("stiftelse: API http://www.stiftelse.test/wp-json",
                          done.err)
            self.assertIn(words, done.err)
            after = {r["url"]: r for r in self.export(self.path("data"))}
            self.assertEqual(after[before["url"]]["deadlines"],
                             before["deadlines"])


class FeedTest(ApiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.source("kommun", "Kommunen", [], hosts=["feed.test"],
                   api={"kind": "feed",
                        "url": "http://feed.test/4.1/12.2.portlet?state=rss"
                               "&sv.contenttype=text/xml;charset=UTF-8"})

    def test_feed(self):
        self.serve(Site())
        self.assertExit(self.crawl_and_index(), 0)
        records = self.export(self.path("data"))
        self.assertEqual([r["url"] for r in records],
                         ["http://feed.test/bygd.html"])
        other = self.path("others")
        tree.write_funder(other, "kommun", "Kommunen", ["SE"], [],
                          api={"kind": "feed", "url": "http://feed.test/4.1"})
        done = self.medel("crawl", "--data", self.path("other"), "--funders",
                          other, *tree.crawl_options(self.web.port))
        self.assertExit(done, 4)
        self.assertIn("outside the funder's scope", done.err)
        for answer, words in (((200, page("Lista", "<p>Hej</p>")), "API http"),
                              ((404, ""), "HTTP 404")):
            self.site.answer = answer
            done = self.crawl_and_index("--force")
            self.assertExit(done, 4)
            self.assertIn("kommun: API http://feed.test/4.1/", done.err)
            self.assertIn(words, done.err)


if __name__ == "__main__":
    case.unittest.main()
