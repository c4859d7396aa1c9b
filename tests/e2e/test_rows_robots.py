"""Rows 1 to 10 of the hostile inputs: robots.txt that is missing, broken,
endless or absurd (RFC 9309, section 2.3.1)."""

import gzip
import os
import sqlite3

import case
import rows
from support import tree

RULES = "User-agent: *\nDisallow: /x.html\n"
LINKS = ("/a.html", "/x.html")
# A row's hosts are r and its number, with a letter where there are several.
BIG_HALF = 500 * 1024


def big_file():
    """2 MB. A rule among the first 500 KiB, one that begins there and is cut
    off (as "Disallow: /" it would forbid all), one behind."""
    head = b"User-agent: *\nDisallow: /x.html\n"
    cut = b"Disallow: /a.html\n"
    filler = (b"# " + b"x" * 97 + b"\n") * 22000
    keep = BIG_HALF - len(head) - len(b"Disallow: /")
    body = head + filler[:keep - 1] + b"\n" + cut
    return body + b"Disallow: /b.html\n" + filler[:2000000 - len(body)]


class RobotsRows(rows.Rows):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_sites()
        with cls.serve() as web:
            nowhere = ["--connect-to", "r3b.localhost:80:no.invalid:80"]
            cls.first = cls.rows_crawl(web.port, *nowhere)
            cls.asked_first = web.requests()
            cls.met = cls.pages()
            # The next night: what was well is not, and the other way round.
            n = web.count()
            web.faults("r2c.localhost/robots.txt status=503",
                       "r1b.localhost/robots.txt status=403",
                       "* delay=0")
            cls.second = cls.medel(
                "crawl", "--data", cls.data, "--funders", cls.funders,
                "--force", *tree.crawl_options(web.port), "r2a", "r2c")
            cls.asked_second = web.requests(n)
            n = web.count()
            tree.write_funder(cls.funders, "late", "late", ["SE"],
                              ["http://r2a.localhost/late.html"])
            cls.put("r2a", "late.html", rows.html())
            cls.third = cls.crawl(cls.data, web.port, "late")
            cls.asked_third = web.requests(n)
        # What the server was still waiting with is in the log by now.
        cls.asked_in_all = web.requests()

    @classmethod
    def make_sites(cls):
        for name in ("r1a", "r3b", "r5a", "r6"):
            cls.site(name, *LINKS)
        cls.site("r3c", *LINKS, scheme="https")
        cls.site("r3d", *LINKS)
        cls.put("r3d", "index.html", rows.html("https://r3d.localhost/s.html",
                                               *LINKS))
        for name in ("r1b", "r2a", "r2b", "r2c", "r3a", "r4a", "r4b"):
            cls.site(name, *LINKS, robots=RULES)
        cls.fault("r1b", "/robots.txt", "status=403")
        cls.fault("r2a", "/robots.txt", "status=500")
        cls.fault("r2b", "/robots.txt", "status=503")
        cls.fault("r3a", "/robots.txt", "delay=60000")
        cls.fault("r4a", "/robots.txt", "status=429")
        cls.fault("r4b", "/robots.txt", "status=429", "retry-after=1",
                  "times=1")
        cls.chain("r5a", 6)
        cls.site("r5b", *LINKS)
        cls.chain("r5b", 5)
        cls.fault("r6", "/robots.txt", "loop")
        cls.site("r7a", *LINKS)
        cls.site("r7b", *LINKS)
        cls.put("r7b", "rules.txt", RULES)
        cls.fault("r7a", "/robots.txt",
                  "redirect=http://r7b.localhost/rules.txt")
        cls.site("r8", *LINKS, "/b.html", "/other.html", robots=big_file())
        cls.site("r8z", *LINKS)
        noise = "".join("# %s\n" % os.urandom(50).hex() for _ in range(20000))
        packed = gzip.compress((RULES + noise).encode())
        cls.raw("r8z", "/robots.txt", rows.reply(
            packed, "Content-Encoding: gzip", rows.length(packed)))
        cls.site("r9a", *LINKS, robots="<!DOCTYPE html><html><body>"
                 "<h1>Not found</h1><p>Disallow: /</p></body></html>")
        cls.site("r9b", *LINKS, robots=b"\xef\xbb\xbf" + RULES.encode())
        cls.site("r9c", *LINKS, robots=RULES.replace("\n", "\r"))
        cls.site("r9d", *LINKS, robots=b"\0\0\n" + RULES.encode()
                 + b"Dis\0allow: /\nDisallow: /\0\n")

    @classmethod
    def chain(cls, host, n):
        """N redirects, and at their end a file that forbids /x.html."""
        cls.put(host, "to%d" % n, RULES)
        for i in range(n):
            cls.fault(host, "/to%d" % i if i else "/robots.txt",
                      "redirect=/to%d" % (i + 1))

    def assertOpen(self, host):
        """Everything was allowed."""
        self.assertKept(self.met, host + "/", host + "/a.html",
                        host + "/x.html")

    def assertRuled(self, host):
        """The rules of the file were kept to."""
        self.assertKept(self.met, host + "/", host + "/a.html")
        self.assertNotKept(self.met, host + "/x.html")
        self.assertIn("robots.txt", self.met[host + "/x.html"]["reason"])
        self.assertAsked(self.asked_first, host, "/x.html", 0)

    def assertClosed(self, host):
        """Nothing but robots.txt was asked for, that three times, and the
        funder is named as failed."""
        uris = [r.uri for r in self.asked_first
                if r.host == host + ".localhost"]
        self.assertEqual(set(uris) - {"/robots.txt"}, set())
        self.assertIn("\n  %s: " % host, self.first.out)

    def test_all_is_over_in_time(self):
        self.assertExit(self.first, 4)
        self.assertLess(self.first.seconds, 40)

    def test_row_01_missing_or_forbidden(self):
        """404 and 403: everything is allowed, and the status is kept."""
        self.assertOpen("r1a")
        self.assertOpen("r1b")
        for host in ("r1a", "r1b"):
            self.assertAsked(self.asked_first, host, "/robots.txt", 1)
        self.assertEqual(self.robots_status("r1a"), 404)
        self.assertEqual(self.robots_status("r1b"), 403)

    def robots_status(self, host):
        db = sqlite3.connect(self.path("data", "crawl.db"))
        try:
            return db.execute("SELECT http_status FROM robots WHERE origin=?",
                              ["http://%s.localhost" % host]).fetchone()[0]
        finally:
            db.close()

    def test_row_02_server_errors(self):
        """500 and 503: nothing is fetched, and it is tried again."""
        for host in ("r2a", "r2b"):
            self.assertClosed(host)
            self.assertAsked(self.asked_first, host, "/robots.txt", 3)

    def test_row_02_next_run(self):
        """What could not be had is asked for again by the next run; where
        there is a good copy, it helps over the outage."""
        self.assertExit(self.second, 0)
        self.assertAsked(self.asked_second, "r2a", "/a.html", 1)
        self.assertAsked(self.asked_second, "r2a", "/x.html", 0)
        self.assertAsked(self.asked_second, "r2c", "/robots.txt", 3)
        self.assertAsked(self.asked_second, "r2c", "/a.html", 1)
        self.assertAsked(self.asked_second, "r2c", "/x.html", 0)

    def test_row_02_kept_for_a_day(self):
        """A copy of the same day is not asked for again."""
        self.assertExit(self.third, 0)
        self.assertAsked(self.asked_third, "r2a", "/late.html", 1)
        self.assertAsked(self.asked_third, "r2a", "/robots.txt", 0)

    def test_row_03_no_answer(self):
        """Time-out, no such host, TLS failure: as 5xx."""
        for host in ("r3a", "r3b", "r3c"):
            self.assertClosed(host)
        self.assertAsked(self.asked_in_all, "r3a", "/robots.txt", 3)

    def test_row_03_another_scheme(self):
        """Where only the host's other scheme cannot be had, its pages alone
        are left."""
        self.assertOpen("r3d")
        self.assertEqual(self.met["r3d/s.html"]["version"], 0)
        self.assertNotIn("r3d: 0 page", self.first.out)
        self.assertNotIn("\n  r3d: ", self.first.out)

    def test_row_04_too_many_requests(self):
        """429: asked again after a while; then as 5xx."""
        self.assertClosed("r4a")
        asked = self.asked(self.asked_first, "r4a", "/robots.txt")
        self.assertEqual(len(asked), 3)
        for one, two in zip(asked, asked[1:]):
            self.assertGreaterEqual(two.began - one.began, 700)
        self.assertRuled("r4b")
        self.assertAsked(self.asked_first, "r4b", "/robots.txt", 2)

    def test_row_05_redirects(self):
        """Five redirects lead to rules; six are as 4xx."""
        self.assertRuled("r5b")
        self.assertOpen("r5a")
        self.assertAsked(self.asked_first, "r5a", "/to5", 1)
        self.assertAsked(self.asked_first, "r5a", "/to6", 0)

    def test_row_06_redirect_to_itself(self):
        """Given up after five redirects: as 4xx."""
        self.assertAsked(self.asked_first, "r6", "/robots.txt", 6)
        self.assertOpen("r6")

    def test_row_07_redirect_to_another_host(self):
        """The rules found there bind the host that was asked first."""
        self.assertRuled("r7a")
        self.assertOpen("r7b")

    def test_row_08_two_megabytes(self):
        """The first 500 KiB count, without the line that is cut off."""
        self.assertRuled("r8")
        self.assertKept(self.met, "r8/b.html", "r8/other.html")
        self.assertRuled("r8z")  # packed, and cut off in the middle

    def test_row_09_odd_files(self):
        """A web page is no rule; a byte order mark, CR as the only line end
        and NULs harm none."""
        self.assertOpen("r9a")
        for host in ("r9b", "r9c", "r9d"):
            self.assertRuled(host)


class CrawlDelay(rows.Rows):

    DELAY = 0.3
    # The host, what its robots.txt says, and the least wait that follows.
    ASKED = (("r10a", "86400", 4), ("r10b", "0.1", DELAY),
             ("r10c", "-1", DELAY), ("r10d", "abc", DELAY), ("r10e", "1", 1))

    def test_row_10_crawl_delay(self):
        """A day: the host is asked very slowly, and not left out; a tenth of
        a second, less than nothing, no number: our own delay."""
        for host, delay, _ in self.ASKED:
            self.site(host, "/a.html", "/b.html",
                      robots="User-agent: *\nCrawl-delay: %s\n" % delay)
        quick = {h + ".localhost" for h, _, least in self.ASKED if least < 4}
        with self.serve() as web:
            crawl = case.Process(
                "crawl", "--data", self.data, "--funders", self.funders,
                "--parallel", "64", *tree.crawl_options(web.port),
                "--delay", self.DELAY)
            try:
                done = case.wait_until(
                    lambda: sum(r.uri in ("/a.html", "/b.html")
                                and r.host in quick
                                for r in web.requests()) == 2 * len(quick),
                    seconds=40, step=0.1)
                self.assertTrue(done)
                self.assertTrue(crawl.running())
            finally:
                crawl.kill()
            requests = web.requests()
        for host, delay, least in self.ASKED:
            with self.subTest(delay=delay):
                own = sorted((r for r in requests
                              if r.host == host + ".localhost"),
                             key=lambda r: r.began)
                self.assertGreaterEqual(len(own), 1)
                for one, two in zip(own, own[1:]):
                    waited = (two.began - one.replied) / 1000
                    self.assertGreater(waited, least - 0.05)
                    if least < 1:
                        self.assertLess(waited, 3)


class PageRules(rows.Rows):
    """What pages and headers ask of robots, beside robots.txt."""

    LIST = "sokfinansiering/utlysningar/"
    CALL = os.path.join(tree.sites_dir("north"), "vaxtkraftsverket.localhost",
                        LIST)
    DOCUMENTS = ("/utlysningstext.pdf", "/riktlinjer-utlysning.pdf")

    def test_noindex_and_nofollow(self):
        """noindex by meta tag and header, for all and for us, keeps a call
        out; for others it does not. nofollow keeps links from being
        followed."""
        # Calls have a number in their name, lists have none.
        names = sorted(n for n in os.listdir(self.CALL) if n.count(".") == 2)
        calls = []
        for name in names[:5]:
            with open(os.path.join(self.CALL, name), "rb") as f:
                calls.append(f.read())
        pages = ["/%d.html" % i for i in range(5)]
        self.site("p", *pages, "/quiet.html", "/header.html",
                  *self.DOCUMENTS)
        for name in self.DOCUMENTS:
            self.put("p", name[1:], b"%PDF-1.4\n" + name.encode()
                     + b"\n%%EOF\n")
        self.fault("p", self.DOCUMENTS[0], "header=X-Robots-Tag:noindex")
        self.put("p", "quiet.html", "<html><head><META NAME=Medel "
                 "CONTENT=NoFollow></head><body><a href=/from-quiet.html>x</a>"
                 "</body></html>")
        self.put("p", "header.html", rows.html("/from-header.html"))
        self.put("p", "index.html", rows.html(*pages, "/quiet.html",
                                              "/header.html", *self.DOCUMENTS)
                 + b"<a rel='NoFollow noopener' href=/from-link.html>x</a>")
        for name in ("from-quiet", "from-header", "from-link"):
            self.put("p", name + ".html", rows.html(text=name))
        calls[1] = calls[1].replace(
            b"<head>", b"<head><meta content='all, NOINDEX' name=ROBOTS>", 1)
        for page, call in zip(pages, calls):
            self.put("p", page[1:], call)
        self.fault("p", pages[2], "header=x-robots-tag:None")
        self.fault("p", pages[3], "header=X-Robots-Tag:medel:noindex")
        self.fault("p", pages[4], "header=X-Robots-Tag:otherbot:noindex")
        self.fault("p", "/header.html", "header=X-Robots-Tag:nofollow")
        with self.serve() as web:
            self.assertExit(self.rows_crawl(web.port), 0)
            requests = web.requests()
        self.assertExit(self.index(self.data), 0)
        urls = set(self.by_url(self.export(self.data)))
        for i, page in enumerate(pages):
            with self.subTest(page=i):
                self.assertAsked(requests, "p", page, 1)
                self.assertEqual("http://p.localhost" + page in urls,
                                 i in (0, 4))
        for name in ("quiet", "header", "link"):
            self.assertAsked(requests, "p", "/from-%s.html" % name, 0)
        met = self.pages()
        self.assertEqual([met["p" + name]["noindex"]
                          for name in self.DOCUMENTS], [1, 0])


class RobotsCommand(case.Case):
    quick = True

    def ask(self, text, url, *more):
        os.makedirs(self.work, exist_ok=True)
        with open(self.path("robots.txt"), "wb") as f:
            f.write(text)
        done = self.medel("robots", "--file", self.path("robots.txt"), *more,
                          url)
        return done.code, done.out

    def test_deciding_line(self):
        """The verdict, and the line that the crawler would go by too."""
        text = b"\xef\xbb\xbfuser agent: medel\rDissallow /x\r\nallow: /x/y\n"
        for url, code, out in (
                ("http://a.se/x", 1, "disallowed\nline 2: Dissallow /x\n"),
                ("http://a.se/x/y", 0, "allowed\nline 3: allow: /x/y\n"),
                ("http://a.se/z", 0, "allowed\nno rule matches\n"),
                ("http://a.se/robots.txt", 0, "allowed\nno rule matches\n")):
            self.assertEqual(self.ask(text, url), (code, out))
        code, out = self.ask(text, "http://a.se/x", "--user-agent",
                             "Medel/1.0 (+http://a.se)")
        self.assertEqual(code, 1)
        code, out = self.ask(text, "http://a.se/x", "--user-agent", "other")
        self.assertEqual((code, out), (0, "allowed\nno rule matches\n"))
