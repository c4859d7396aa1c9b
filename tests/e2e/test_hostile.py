"""A hostile page costs one page: the run goes on, the output is harmless."""

import os
import re

import case
from support import tree
from support.sites import SiteServer

HOST = "vaxtkraftsverket.localhost"
CALL = "sokfinansiering/utlysningar/affarslyftforsocialaforetag.3012.html"
EVIL = "evil.localhost"


def nested(tag, n):
    return ("<html><body>" + "<%s>" % tag * n + "x").encode()


def pages(call):
    """{name: bytes}; CALL is a real call's page."""
    found = {
        "tables.html": nested("table><tr><td", 25000),
        "divs.html": nested("div", 200000),
        "lists.html": nested("ul><li", 30000),
        "fonts.html": b"<html><body>" + b"<font><b><i><p>x" * 3000
                      + b"</font></b>" * 3000,
        "forms.html": b"<a><b><table><a><form>" * 4000,
        "attribute.html": b"<p title=\"" + b"A" * 5000000 + b"\">x</p>",
        "attributes.html": b"<p " + b" ".join(
            b"a%d=1" % i for i in range(60000)) + b">x</p>",
        "unclosed.html": b"<!--" + b"x" * 1000000,
        "entities.html": b"&amp;&#x110000;&#0;&bogus;&#99999999999;" * 20000,
        "nul.html": b"<p>Sista\0ans\0" * 10000,
        "utf16.html": "<p>Hej</p>".encode("utf-16") * 1000,
        "script.html": b"<script>" + b"{" * 200000 + b"</script><p>x</p>",
        "jsonld.html": b"<script type=\"application/ld+json\">"
                       + b"[" * 300000 + b"</script><p>x</p>",
        "numbers.html": ("<h1>Bidrag</h1><p>Sista ansökningsdag "
                         + "9" * 100000 + " januari</p><p>Högst "
                         + "9 " * 50000 + "kronor</p>").encode(),
        "text.html": ("<h1>Utlysning</h1><p>" + "sista ansökningsdag den "
                      * 40000 + "</p>").encode(),
        "longline.html": b"<p>" + b"a" * 8000000,
    }
    found["escape.html"] = call.replace(
        "Affärslyft för sociala företag",
        "Affärslyft \x1b]0;pwned\x07\x1b[31m för\x9b2J \u202e sociala "
        "<b>företag</b>").replace(HOST, EVIL).encode("utf-8")
    return found


class Hostile(case.Case):
    weight = 4
    builds = case.BOTH

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with open(os.path.join(tree.sites_dir("north"), HOST, CALL),
                  encoding="utf-8") as f:
            call = f.read()
        cls.pages = pages(call)
        root = cls.path("sites", EVIL)
        os.makedirs(root)
        for name, content in cls.pages.items():
            with open(os.path.join(root, name), "wb") as f:
                f.write(content)
        # A canonical that points elsewhere would merge the good one away.
        with open(os.path.join(root, "good.html"), "w",
                  encoding="utf-8") as f:
            f.write(re.sub(r"<link rel=\"canonical\"[^>]*>", "", call))
        with open(os.path.join(root, "index.html"), "w",
                  encoding="utf-8") as f:
            f.write("<html lang=sv><title>Alla</title><ul>" + "".join(
                "<li><a href=\"/%s\">Utlysning %s</a>" % (n, n)
                for n in [*cls.pages, "good.html"]) + "</ul>")
        tree.write_funder(cls.funders, "evil", "Elaka fonden", ["SE"],
                          ["http://%s/" % EVIL])
        cls.data = cls.path("data")
        with SiteServer(cls.path("sites"), work=cls.path("web")) as web:
            cls.crawled = cls.crawl(cls.data, web.port)
            cls.requests = web.requests()
        cls.indexed = cls.index(cls.data, timeout=280)
        cls.records = cls.export(cls.data)

    def test_all_were_fetched(self):
        self.assertExit(self.crawled, 0, 4)
        asked = {r.uri for r in self.requests}
        for name in self.pages:
            self.assertIn("/" + name, asked)

    def test_run_goes_on(self):
        self.assertExit(self.indexed, 0, 4)
        self.assertIn("http://%s/good.html" % EVIL,
                      self.by_url(self.records))

    def test_it_is_over_in_time(self):
        self.assertLess(self.indexed.seconds, 180)

    def test_a_second_run_does_not_try_again(self):
        """What killed a worker is quarantined, not met every night."""
        again = self.index(self.data)
        self.assertExit(again, 0, 4)
        self.assertLess(again.seconds, 5)

    def test_output_is_harmless(self):
        evil = [r for r in self.records if "escape.html" in r["url"]]
        for arguments in (
                ("search", "sociala"), ("search", "--format", "table",
                                        "--all"),
                ("search", "--format", "jsonl", "--all"),
                ("export", "--format", "table"),
                *[("show", r["id"]) for r in evil]):
            done = self.medel(arguments[0], "--data", self.data, "--today",
                              tree.TODAY, *arguments[1:])
            self.assertHarmless(done.out, done.err)
        self.assertHarmless(self.crawled.err, self.indexed.err,
                            self.indexed.out)

    def test_each_alone(self):
        """extract and clean live through each of them."""
        for name in self.pages:
            path = self.path("sites", EVIL, name)
            for command in ("extract", "clean"):
                with self.subTest(command=command, name=name):
                    done = self.medel(command, path)
                    self.assertExit(done, 0, 1, 3)
                    self.assertHarmless(done.out, done.err)
                    self.assertLess(done.seconds, 60)
