"""crawl --warc: all that was sent and received, as public tools read it."""

import gzip
import os
import shutil
import sqlite3
import subprocess
import unittest

import case
from support import tree, warc
from support.sites import SiteServer

HOST = "arkivet.localhost"
ROOT = "http://%s/" % HOST
MODULES = os.path.join(tree.TREE, "build", "npm", "node_modules")
TEXT = "".join("<p>Bidrag nummer %d till föreningar.</p>" % i
               for i in range(200))
PAGES = {
    "index.html": "<html><title>Arkivet</title>" + "".join(
        "<a href=\"/%s\">Utlysning</a>" % n for n in (
            "a.html", "copy.html", "moved", "endless.html", "cut.html",
            "slow.html", "gone.html", "bild", "no/1.html")),
    "a.html": "<html>" + TEXT + "</html>",
    "copy.html": "<html>" + TEXT + "</html>",
    "target.html": "<html>hit flyttades sidan</html>",
    "endless.html": "<html>" + TEXT,
    "cut.html": "<html>" + TEXT,
    "slow.html": "<html>" + TEXT,
    "bild": "no picture",
    "robots.txt": "User-agent: *\nDisallow: /no/\n",
}
FAULTS = (
    HOST + "/moved redirect=/target.html status=301",
    HOST + "/endless.html endless",
    HOST + "/cut.html truncate=3000",
    HOST + "/slow.html drip=150",
    HOST + "/bild type=image/png",
    HOST + "/a.html header=Set-Cookie:visitor=7;Path=/",
)


class Warc(case.Case):
    # Long enough for 10 MiB on a busy machine, far too short for slow.html.
    PATIENCE = "10"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        root = cls.path("sites", HOST)
        os.makedirs(root)
        for name, text in PAGES.items():
            with open(os.path.join(root, name), "w", encoding="utf-8") as f:
                f.write(text)
        tree.write_funder(cls.funders, "arkivet", "Arkivet", ["SE"], [ROOT])
        cls.file = cls.path("night.warc.gz")
        cls.data = cls.path("data")
        with SiteServer(cls.path("sites"), work=cls.path("web"),
                        faults=FAULTS) as web:
            cls.port = web.port
            cls.first = cls.archive(web)
            cls.requests = web.requests()
            cls.records = warc.read(cls.file)
            shutil.copy(cls.file, cls.path("first.warc.gz"))
            web.faults(*(HOST + "/%s* status=404" % n
                         for n in ("endless", "cut", "slow", "bild")))
            cls.second = cls.archive(web, "--force")
            cls.all = warc.read(cls.file)

    @classmethod
    def archive(cls, web, *more):
        return cls.crawl(cls.data, web.port, "--timeout", cls.PATIENCE,
                         "--warc", cls.file, *more)

    def one(self, kind, path, records=None):
        found = [r for r in records or self.records
                 if r.type == kind and r.url == ROOT + path]
        self.assertTrue(found, kind + " " + path)
        return found[0]

    def test_every_answer_is_there(self):
        """Each request that the server answered: robots.txt, redirects and
        what was broken off too, in the order in which they came."""
        self.assertExit(self.first, 0, 4)
        asked = sorted("http://%s%s" % (r.host, r.uri) for r in self.requests)
        for kinds in (("response", "revisit"), ("request",)):
            self.assertEqual(
                sorted(r.url for r in self.records if r.type in kinds), asked)
        self.assertIn(ROOT + "robots.txt", asked)
        self.assertNotIn(ROOT + "no/1.html", asked)

    def test_response(self):
        page = self.one("response", "a.html")
        self.assertEqual(page.status, 200)
        self.assertTrue(page.head.startswith(b"HTTP/1.1 200 OK\r\n"))
        self.assertEqual(page.header("Content-Encoding"), "gzip")
        self.assertEqual(gzip.decompress(page.body).decode(), PAGES["a.html"])
        self.assertEqual(int(page.header("Content-Length")), len(page.body))
        self.assertEqual(page.fields["WARC-IP-Address"], "127.0.0.1")
        robots = self.one("response", "robots.txt")
        self.assertEqual(robots.body.decode(), PAGES["robots.txt"])
        moved = self.one("response", "moved")
        self.assertEqual((moved.status, moved.header("Location")),
                         (301, "/target.html"))

    def test_request(self):
        sent = self.one("request", "a.html")
        self.assertTrue(sent.head.startswith(b"GET /a.html HTTP/1.1\r\n"))
        self.assertEqual(sent.header("Host"), HOST)
        self.assertIn("medel/", sent.header("User-Agent"))
        info = self.records[0].block.decode()
        self.assertIn("http-header-user-agent: %s\r\n"
                      % sent.header("User-Agent"), info)

    def test_no_cookie_is_sent_back(self):
        self.assertEqual(self.one("response", "a.html").header("Set-Cookie"),
                         "visitor=7;Path=/")
        for r in self.all:
            if r.type == "request":
                self.assertIsNone(r.header("Cookie"), r.url)

    def test_copy_is_a_revisit(self):
        both = [r for r in self.records
                if r.url in (ROOT + "a.html", ROOT + "copy.html")
                and r.type != "request"]
        self.assertEqual([r.type for r in both], ["response", "revisit"])
        self.assertEqual(both[1].fields["WARC-Refers-To"], both[0].id)
        self.assertEqual(both[1].status, 200)

    def test_gunzipped_it_is_one_warc(self):
        with gzip.open(self.file) as f:
            whole = f.read()
        self.assertEqual(whole.count(b"WARC/1.1\r\nWARC-Type: "),
                         len(self.all))

    def test_truncated(self):
        for path, why in (("endless.html", "length"),
                          ("cut.html", "disconnect"), ("slow.html", "time"),
                          ("bild", "unspecified")):
            with self.subTest(path=path):
                page = self.one("response", path)
                self.assertEqual(page.fields.get("WARC-Truncated"), why)
                self.assertNotIn("WARC-Payload-Digest", page.fields)
        self.assertEqual(len(self.one("response", "cut.html").body), 3000)
        self.assertGreater(len(self.one("response", "endless.html").body),
                           10 << 20)

    def test_second_run_is_added(self):
        """A run begins with its own warcinfo; what did not change since is a
        revisit of what the first one kept."""
        self.assertExit(self.second, 0, 4)
        new = self.all[len(self.records):]
        self.assertEqual([r.id for r in self.all[:len(self.records)]],
                         [r.id for r in self.records])
        self.assertEqual([i for i, r in enumerate(new)
                          if r.type == "warcinfo"], [0])
        page = self.one("revisit", "a.html", new)
        self.assertEqual(page.status, 304)
        self.assertEqual(page.fields["WARC-Refers-To"],
                         self.one("response", "a.html").id)
        self.assertEqual(self.one("request", "a.html", new).header(
            "If-None-Match"), self.one("response", "a.html").header("ETag"))

    def test_half_a_record_is_cut_off(self):
        """After a kill the file may end anywhere; the next run takes the rest
        of a record away and adds whole ones."""
        with open(self.path("first.warc.gz"), "rb") as f:
            whole = f.read()
        starts = [r.offset for r in self.records]
        for at in (5, 15, starts[1] - 1, starts[2] + 1, starts[4] + 40):
            with self.subTest(at=at):
                path = self.path("half-%d.warc.gz" % at)
                with open(path, "wb") as f:
                    f.write(whole[:at])
                done = self.medel("crawl", "--data", self.path("data-half"),
                                  "--funders", self.funders, "--warc", path,
                                  "--delay", 0, "--connect-to",
                                  "::127.0.0.1:1", "--quiet")
                self.assertExit(done, 4)  # nobody listens there
                kept = [r.id for r in warc.read(path)]
                whole_ones = sum(start <= at for start in starts) - 1
                self.assertEqual(kept[:-1],  # the last is the new warcinfo
                                 [r.id for r in self.records[:whole_ones]])

    def test_other_files_are_left_alone(self):
        for name, content in (
                ("plain", b"dear diary\n" * 20), ("some.gz",
                                                  gzip.compress(b"diary")),
                ("old.warc", b"WARC/1.1\r\nWARC-Type: warcinfo\r\n"),
                ("bad.warc.gz", gzip.compress(b"WARC/1.1\r\n") + b"x" * 99)):
            with self.subTest(name=name):
                path = self.path(name)
                with open(path, "wb") as f:
                    f.write(content)
                done = self.medel("crawl", "--data", self.path("data-other"),
                                  "--funders", self.funders, "--warc", path)
                self.assertComplains(done, (3,), path)
                with open(path, "rb") as f:
                    self.assertEqual(f.read(), content)
        done = self.medel("crawl", "--data", self.path("data-other"),
                          "--funders", self.funders, "--warc",
                          self.path("no", "folder.warc.gz"))
        self.assertComplains(done, (3,), "folder.warc.gz")

    @unittest.skipUnless(shutil.which("node") and os.path.isdir(
        os.path.join(MODULES, "warcio")), "no warcio: make deps had no npm")
    def test_public_reader(self):
        """The npm package warcio sees the same records."""
        done = subprocess.run(
            ["node", os.path.join(os.path.dirname(__file__),
                                  "warc_reader.mjs"), MODULES, self.file],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False,
            timeout=case.STEP_SECONDS)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        seen = tree.read_jsonl(done.stdout.decode())
        self.assertEqual([(r["type"], r["url"]) for r in seen],
                         [(r.type, r.url) for r in self.all])
        lengths = {(r["type"], r["url"]): r["length"] for r in seen}
        for name in ("a.html", "robots.txt", "target.html"):
            self.assertEqual(lengths["response", ROOT + name],
                             len(PAGES[name].encode()), name)


class KilledWarc(case.Case):
    builds = case.BOTH

    def test_nothing_is_lost(self):
        """kill -9 again and again: at the end the file is read whole, and has
        every page that the store has."""
        tree.write_funders(self.funders, "north")
        data, file = self.path("data"), self.path("night.warc.gz")
        with SiteServer(tree.sites_dir("north"), work=self.path("web"),
                        faults=["* delay=5"]) as web:
            command = ["crawl", "--data", data, "--funders", self.funders,
                       "--warc", file, *tree.crawl_options(web.port)]
            for moment in (2, 25, 60, 90):
                crawl = case.Process(*command)
                case.wait_until(lambda: web.count() >= moment
                                or not crawl.running())
                crawl.kill()
            # The nightly job takes the option too.
            self.assertExit(self.medel("update", *command[1:]), 0)
        kept = {r.url for r in warc.read(file)
                if r.type in ("response", "revisit") and r.status == 200}
        db = sqlite3.connect(os.path.join(data, "crawl.db"))
        stored = {url for (url,) in db.execute(
            "SELECT url FROM page WHERE version > 0")}
        db.close()
        self.assertGreater(len(stored), 50)
        self.assertLessEqual(stored, kept)
