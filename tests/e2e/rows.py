"""Webs for the numbered rows of hostile inputs: a host or more for each row,
all crawled at once, so that each also shows that the others go on."""

import os
import resource
import sqlite3

import case
from support import tree
from support.sites import SiteServer

# Seconds for one request: connecting and the first byte get a part of it.
TIMEOUT = "3"


def html(*links, text="Om oss"):
    return ("<!DOCTYPE html><html><head><title>%s</title></head><body>"
            "<p>%s</p>%s</body></html>\n" % (text, text, "".join(
                "<a href='%s'>Mer</a>\n" % link for link in links))).encode()


def reply(body=b"", *headers, status="200 OK"):
    """A whole answer as bytes, right or wrong, for the fault raw=."""
    lines = ["HTTP/1.1 " + status, "Connection: close", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def length(body):
    return "Content-Length: %d" % len(body)


class Rows(case.Case):
    """Fills cls.rules with the server's faults as sites are made."""
    weight = 3

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules = []
        cls.data = cls.path("data")

    @classmethod
    def put(cls, host, path, content):
        path = cls.path("sites", host + ".localhost", path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(content if isinstance(content, bytes)
                    else content.encode())

    @classmethod
    def site(cls, host, *links, robots=None, scheme="http"):
        """A funder HOST whose start page has LINKS; each leads to a page
        unless something else is put there later."""
        url = "%s://%s.localhost/" % (scheme, host)
        tree.write_funder(cls.funders, host, host, ["SE"], [url])
        cls.put(host, "index.html", html(*links))
        for link in links:
            cls.put(host, link.strip("/"), html(text=host + link))
        if robots is not None:
            cls.put(host, "robots.txt", robots)

    @classmethod
    def fault(cls, host, path, *words):
        cls.rules.append(" ".join(["%s.localhost%s" % (host, path), *words]))

    @classmethod
    def raw(cls, host, path, answer, *words):
        """PATH is answered with just these bytes."""
        name = "/raw%s" % path.replace("/", "_")
        cls.put(host, name[1:], answer)
        cls.fault(host, path, "raw=" + name, *words)

    @classmethod
    def serve(cls):
        return SiteServer(cls.path("sites"), work=cls.path("web"),
                          faults=cls.rules)

    @classmethod
    def rows_crawl(cls, port, *more):
        """MORE comes first: of several --connect-to the first counts."""
        return cls.medel("crawl", "--data", cls.data, "--funders",
                         cls.funders, "--timeout", TIMEOUT, "--parallel",
                         "64", *more, *tree.crawl_options(port))

    @classmethod
    def crawl_first(cls, web):
        """How it went, what was asked for and met, and the memory it took."""
        cls.first = cls.rows_crawl(web.port)
        # The largest of all children so far, in KiB.
        cls.peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        cls.asked_first = web.requests()
        cls.met = cls.pages()

    @classmethod
    def pages(cls):
        """{"host/path": row of crawl.db}, of all that the crawl met."""
        db = sqlite3.connect(cls.path("data", "crawl.db"))
        db.row_factory = sqlite3.Row
        try:
            return {r["url"].split("://")[1].replace(".localhost", ""): r
                    for r in db.execute("SELECT * FROM page")}
        finally:
            db.close()

    # --- what is asserted ----------------------------------------------------

    @staticmethod
    def asked(requests, host, path):
        return [r for r in requests
                if (r.host, r.uri) == (host + ".localhost", path)]

    def assertAsked(self, requests, host, path, times):
        self.assertEqual(len(self.asked(requests, host, path)), times,
                         "requests for %s%s" % (host, path))

    def assertKept(self, pages, *names):
        """The bodies of these pages are in the store."""
        for name in names:
            self.assertIn(name, pages)
            self.assertGreater(pages[name]["version"], 0, name)

    def assertNotKept(self, pages, *names):
        """These pages were met, and no body of theirs was kept; why is on
        record."""
        for name in names:
            self.assertIn(name, pages)
            self.assertEqual(pages[name]["version"], 0, name)
            self.assertTrue(pages[name]["reason"], name)
