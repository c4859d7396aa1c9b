"""Rows 32 to 44 and 60 of the hostile inputs: hosts that are down, redirects
that lead astray, addresses that must not be asked, certificates, names that do
not resolve, and what may befall the crawler itself."""

import contextlib
import http.server
import os
import resource
import shutil
import signal
import socket
import sqlite3
import ssl
import struct
import threading
import time
import unittest

import case
import rows
from rows import html, length, reply
from support import tree
from support.sites import SiteServer

HOPS_MAX = 10
# PAGE_STATE_... of include/medel/crawl_store.h.
REDIRECT, FAILED = 2, 4


def moved(location, status="302 Found"):
    """A redirect whose Location is just these bytes."""
    head = "HTTP/1.1 %s\r\nConnection: close\r\nContent-Length: 0\r\n" % status
    return head.encode() + b"Location: " + location + b"\r\n\r\n"


class PolicyRows(rows.Rows):
    weight = 4
    builds = case.BOTH

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_sites()
        with cls.serve() as web:
            cls.crawl_first(web)
        cls.indexed = cls.index(cls.data)
        cls.records = cls.export(cls.data)

    @classmethod
    def make_sites(cls):
        cls.site("r32", "/a.html", "/b.html")
        for path in ("/robots.txt", "/sitemap.xml"):
            cls.fault("r32", path, "status=404")
        cls.fault("r32", "/*", "status=503")
        cls.make_redirects()
        cls.make_login()
        cls.site("r41", *["/p%d.html" % i for i in range(6)])
        for i in range(6):
            body = html(text="Sida %d" % i)
            # No "Connection: close": the server just closes it.
            cls.raw("r41", "/p%d.html" % i, (
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
                "Content-Length: %d\r\n\r\n" % len(body)).encode() + body)

    @classmethod
    def make_redirects(cls):
        steps = ["/steg%d.html" % i for i in range(HOPS_MAX + 5)]
        cls.site("r33", "/a.html", "/mur.html", steps[0], "/good.html")
        cls.fault("r33", "/a.html", "redirect=/b.html")
        cls.fault("r33", "/b.html", "redirect=/a.html")
        cls.fault("r33", "/mur.html", "loop", "header=Set-Cookie:sett=1")
        for one, two in zip(steps, steps[1:]):
            cls.fault("r33", one, "redirect=" + two)
        strange = {"fil": "file:///etc/passwd", "ftp": "ftp://r34.localhost/",
                   "skript": "javascript:alert(1)", "data": "data:text/html,x",
                   "gopher": "gopher://127.0.0.1:25/x"}
        cls.site("r34", "/good.html", *["/%s.html" % n for n in strange])
        for name, target in strange.items():
            cls.raw("r34", "/%s.html" % name, moved(target.encode()))
        odd = {"tom": b"", "lucka": b"/en sida.html", "utf8": "/å.html".encode(),
               "ankare": b"#x", "kant": b"  /kant2.html\t",
               "styr": b"/x\x01y.html", "fraga": b"?s=1", "dubbel": b"//"}
        cls.site("r37", "/good.html", *["/%s.html" % n for n in odd])
        for name, target in odd.items():
            cls.raw("r37", "/%s.html" % name, moved(target))
        for name in ("en sida", "å", "kant2"):
            cls.put("r37", name + ".html", html(text="Framme: " + name))

    @classmethod
    def make_login(cls):
        """r39a redirects all to one page, r39b answers all with one page. It
        is a call's, so that it counts how often that is indexed."""
        with open(os.path.join(
                tree.sites_dir("north"), "vaxtkraftsverket.localhost",
                "sokfinansiering/utlysningar/"
                "affarslyftforsocialaforetag.3012.html"), "rb") as f:
            call = f.read().replace(b"vaxtkraftsverket", b"x")
        links = ["/sida%d.html" % i for i in range(12)]
        for host in ("r39a", "r39b"):
            cls.site(host, *links)
            for link in links:
                cls.put(host, link[1:], call)
        cls.put("r39a", "login.html", call)
        cls.fault("r39a", "/sida*", "redirect=/login.html")

    # --- the rows ------------------------------------------------------------

    def test_it_is_over_in_time_and_memory(self):
        self.assertExit(self.first, 4)
        self.assertLess(self.first.seconds, 30)
        self.assertMemory(self.peak)
        self.assertHarmless(self.first.out, self.first.err)

    def test_row_32_whole_host_503(self):
        """Asked ever more seldom, then left; the exit status is "partial"."""
        asked = self.asked(self.asked_first, "r32", "/")
        self.assertEqual(len(asked), 3)
        self.assertEqual({r.uri for r in self.asked_first
                          if r.host == "r32.localhost"},
                         {"/robots.txt", "/sitemap.xml", "/"})
        first, second = (two.began - one.began
                         for one, two in zip(asked, asked[1:]))
        self.assertGreater(first, 700)
        self.assertGreater(second, 2000)
        self.assertRegex(self.first.out + self.first.err, "r32: .*HTTP 503")

    def test_row_33_redirect_loop(self):
        """Each address once, and no end of the crawl is lost to it."""
        for path in ("/a.html", "/b.html"):
            self.assertAsked(self.asked_first, "r33", path, 1)
            self.assertEqual(self.met["r33" + path]["state"], REDIRECT)
        self.assertKept(self.met, "r33/good.html")

    def test_row_33_endless_chain(self):
        """Ten hops, and why it ended is on record."""
        steps = [r for r in self.asked_first if r.uri.startswith("/steg")]
        self.assertLessEqual(len(steps), HOPS_MAX + 1)
        self.assertEqual(len({r.uri for r in steps}), len(steps))
        last = self.met["r33/steg%d.html" % (len(steps) - 1)]
        self.assertEqual(last["state"], FAILED)
        self.assertIn("redirects", last["reason"])

    def test_row_33_cookie_wall(self):
        """Recorded as what it is; no cookie is kept."""
        self.assertAsked(self.asked_first, "r33", "/mur.html", 1)
        self.assertNotKept(self.met, "r33/mur.html")

    def test_row_34_other_schemes(self):
        """Refused: recorded, not followed."""
        for name in ("fil", "ftp", "skript", "data", "gopher"):
            self.assertAsked(self.asked_first, "r34", "/%s.html" % name, 1)
            self.assertNotKept(self.met, "r34/%s.html" % name)
        self.assertKept(self.met, "r34/good.html")

    def test_row_37_odd_locations(self):
        """Resolved where that can be done, else on record."""
        self.assertKept(self.met, "r37/en%20sida.html", "r37/%C3%A5.html",
                        "r37/kant2.html", "r37/good.html")
        self.assertNotKept(self.met, "r37/tom.html", "r37/ankare.html",
                           "r37/dubbel.html")
        for name in ("tom", "ankare", "styr", "fraga", "dubbel"):
            self.assertAsked(self.asked_first, "r37", "/%s.html" % name, 1)
        for r in self.asked_first:
            self.assertNotIn("\x01", r.uri)

    def test_row_39_all_to_one_login_page(self):
        """Asked once, indexed once at most."""
        self.assertAsked(self.asked_first, "r39a", "/login.html", 1)
        for host, least in (("r39a", 0), ("r39b", 11)):
            own = [r for r in self.records if host + "." in r["url"]]
            self.assertLessEqual(len(own), 1, host)
            copies = [r for name, r in self.met.items()
                      if name.startswith(host + "/sida") and
                      r["duplicate_of"] is not None]
            self.assertEqual(len(copies), least, host)

    def test_row_41_closed_connection(self):
        """All pages are got, each with one request."""
        for i in range(6):
            self.assertKept(self.met, "r41/p%d.html" % i)
            self.assertAsked(self.asked_first, "r41", "/p%d.html" % i, 1)


class Addresses(rows.Rows):
    """Without --allow-private."""

    INNER = ("127.0.0.1", "0x7f.1", "2130706433", "[::ffff:127.0.0.1]",
             "0.0.0.0", "[::1]", "localhost")

    def crawl_outside(self, *more):
        return self.medel("crawl", "--data", self.data, "--funders",
                          self.funders, "--timeout", rows.TIMEOUT, "--delay",
                          "0", *more)

    def test_row_35_inner_addresses(self):
        """Refused, however they are written, and not asked; nor is a redirect
        to one followed where private addresses are allowed."""
        self.site("r35", *["/%d.html" % i for i in range(len(self.INNER))])
        with self.serve() as web:
            for i, host in enumerate(self.INNER):
                tree.write_funder(self.funders, "r35-%d" % i, host, ["SE"],
                                  ["http://%s:%d/hemligt" % (host, web.port)])
            tree.write_funder(self.funders, "r35-meta", "meta", ["SE"],
                              ["http://169.254.169.254/latest/meta-data/"])
            done = self.crawl_outside(*["r35-%d" % i for i in
                                        range(len(self.INNER))], "r35-meta")
            self.assertExit(done, 4)
            self.assertEqual(web.requests(), [])
            self.assertLess(done.seconds, 10)
            self.assertIn("private address", done.err)
            web.faults(*["r35.localhost/%d.html redirect=http://%s:%d/hemligt"
                         % (i, host, web.port)
                         for i, host in enumerate(self.INNER)])
            self.rows_crawl(web.port, "r35")
            asked = web.requests()
        self.assertEqual({r.host for r in asked}, {"r35.localhost"})
        # robots.txt, sitemap.xml, the start page and its links.
        self.assertEqual(len(asked), 3 + len(self.INNER))

    def test_one_start_page_of_two_funders(self):
        """It is fetched for the first of them; the crawl ends."""
        self.site("r35c", "/a.html")
        tree.write_funder(self.funders, "r35d", "d", ["SE"],
                          ["http://r35c.localhost/"])
        with self.serve() as web:
            for more in ((), ("--force",)):
                done = self.rows_crawl(web.port, *more, "r35c", "r35d")
                self.assertExit(done, 4)
                self.assertIn("r35d", done.err)
            self.assertAsked(web.requests(), "r35c", "/", 2)
        self.assertKept(self.pages(), "r35c/", "r35c/a.html")

    def test_row_36_public_then_private(self):
        """A name that leads to another address the next time: what counts is
        the one that is connected to. What was stored stays."""
        self.site("r36", "/a.html")
        with self.serve() as web:
            self.assertExit(self.rows_crawl(web.port, "r36"), 0)
            before, n = self.pages(), web.count()
            done = self.crawl_outside(
                "--force", "--connect-to",
                "r36.localhost:80:127.0.0.1:%d" % web.port, "r36")
            self.assertExit(done, 4)
            self.assertEqual(web.count(), n)
        self.assertKept(self.pages(), "r36/", "r36/a.html")
        self.assertEqual(self.pages()["r36/"]["hash"], before["r36/"]["hash"])


# --- HTTPS -------------------------------------------------------------------

TLS = os.path.join(tree.TESTS, "support", "tls")
HALF = html(text="Halva sidan")[:30]


class TlsServer(http.server.ThreadingHTTPServer):
    """Speaks HTTP/1.1, and HTTP/2 as far as to break off a page. Counts what
    it was asked for."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), TlsHandler)
        self.asked = []
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(os.path.join(TLS, "server.pem"))
        context.set_alpn_protocols(["h2", "http/1.1"])
        self.socket = context.wrap_socket(self.socket, server_side=True,
                                          do_handshake_on_connect=False)

    def handle_error(self, *_):
        pass  # a handshake that the client broke off, as it should


def frame(kind, flags, stream, payload=b""):
    return struct.pack("!I", len(payload))[1:] + struct.pack(
        "!BBI", kind, flags, stream) + payload


class TlsHandler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def handle(self):
        if self.request.selected_alpn_protocol() == "h2":
            self.handle_h2()
        else:
            super().handle()

    def handle_h2(self):
        """200, half a page, GOAWAY as if nothing had been (RFC 9113)."""
        self.rfile.read(24)
        self.wfile.write(frame(4, 0, 0))
        while True:
            head = self.rfile.read(9)
            if len(head) < 9:
                return
            self.rfile.read(int.from_bytes(head[:3], "big"))
            stream = int.from_bytes(head[5:], "big") & 0x7fffffff
            if head[3] == 1:  # HEADERS
                self.server.asked.append(("h2", "?"))
                self.wfile.write(frame(1, 4, stream, b"\x88") +
                                 frame(0, 0, stream, HALF) +
                                 frame(7, 0, 0, struct.pack("!II", 0, 2)))
                return

    def do_GET(self):
        self.server.asked.append((self.headers["Host"], self.path))
        body = html("/halv.html")
        if self.path == "/" or self.path == "/halv.html":
            self.send_response(200)
        elif self.path.startswith("/fram"):
            n = int(self.path[5:].partition(".")[0])
            self.send_response(302)
            self.send_header("Location", "http://saker.localhost/fram%d.html"
                             % (n + 1))
            body = b""
        else:
            self.send_response(404)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(HALF if self.path == "/halv.html" else body)
        self.close_connection = self.path == "/halv.html"

    def log_message(self, *_):
        pass


class TlsRows(rows.Rows):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = TlsServer()
        threading.Thread(target=cls.server.serve_forever,
                         daemon=True).start()
        for name in ("saker", "annan"):
            tree.write_funder(cls.funders, name, name, ["SE"],
                              ["https://%s.localhost/" % name])
        # http and https of one host lead to each other for ever.
        tree.write_funder(cls.funders, "fram", "fram", ["SE"],
                          ["http://saker.localhost/fram0.html"])
        for i in range(40):
            cls.fault("saker", "/fram%d.html" % i,
                      "redirect=https://saker.localhost/fram%d.html" % (i + 1))
        cls.put("saker", "index.html", html())

    @classmethod
    def tearDownClass(cls):
        cls.server.shutdown()
        cls.server.server_close()

    def ask(self, data, funder, *more):
        """With a server for http beside; what was asked over https, over
        http, and the crawl."""
        self.server.asked.clear()
        with SiteServer(self.path("sites"), work=self.path(data + ".web"),
                        faults=self.rules) as web:
            to = ["--connect-to", "%s:443:127.0.0.1:%d", "--connect-to",
                  "%s:80:127.0.0.1:%d"]
            names = "" if funder == "annan" else "saker.localhost"
            to[1] %= (names, self.server.server_port)
            to[3] %= (names, web.port)
            done = self.medel("crawl", "--data", self.path(data), "--funders",
                              self.funders, "--allow-private", "--delay", "0",
                              "--timeout", self.PATIENCE, *to, *more, funder)
            return list(self.server.asked), web.requests(), done

    def states(self, data):
        with contextlib.closing(sqlite3.connect(
                self.path(data, "crawl.db"))) as db:
            return {url: (version, reason) for url, version, reason in
                    db.execute("SELECT url, version, reason FROM page")}

    CA = ("--cacert", os.path.join(TLS, "ca.pem"))
    # A handshake takes seconds where many sanitized programs run beside it.
    PATIENCE = "30"

    def test_row_38_http_and_https(self):
        """Ten hops between the two, then it is on record."""
        secure, plain, done = self.ask("d38", "fram", *self.CA)
        self.assertExit(done, 0, 4)
        hops = [path for _, path in secure if path.startswith("/fram")] + [
            r.uri for r in plain if r.uri.startswith("/fram")]
        self.assertEqual(len(hops), len(set(hops)))
        if secure and secure[0][0] == "h2":
            self.skipTest("the server here cannot redirect over HTTP/2")
        self.assertEqual(len(hops), HOPS_MAX + 1)
        self.assertEqual(
            sum("too many redirects" in (reason or "")
                for _, reason in self.states("d38").values()), 1)

    def test_row_40_bad_certificates(self):
        """Unknown authority, or another name: a failure, never bypassed, not
        even by asking over plain http."""
        for data, funder, ca in (("d40a", "saker", ()),
                                 ("d40b", "annan", self.CA)):
            secure, plain, done = self.ask(data, funder, *ca)
            self.assertExit(done, 4)
            self.assertIn("certificate", done.err + done.out)
            self.assertEqual((secure, plain), ([], []))

    def test_row_42_broken_off_over_tls(self):
        """A page that ends before it is whole is a failure; over HTTP/2 too,
        where libcurl tells it (else HTTP/2 is not spoken)."""
        secure, _, _ = self.ask("d42", "saker", *self.CA)
        states = self.states("d42")
        if ("h2", "?") in secure:
            self.assertEqual(states["https://saker.localhost/"][0], 0)
        else:
            self.assertGreater(states["https://saker.localhost/"][0], 0)
            version, reason = states["https://saker.localhost/halv.html"]
            self.assertEqual(version, 0)
            self.assertTrue(reason)


# --- the net -----------------------------------------------------------------

@contextlib.contextmanager
def black_hole(address, port=0):
    """A port that takes no connection and refuses none: its queue is full."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with contextlib.ExitStack() as stack:
        hole = stack.enter_context(socket.socket(family))
        hole.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        hole.bind((address, port))
        hole.listen(0)
        for _ in range(4):
            filler = stack.enter_context(socket.socket(family))
            filler.setblocking(False)
            filler.connect_ex(hole.getsockname())
        time.sleep(0.1)
        yield hole.getsockname()[1]


class NetRows(rows.Rows):
    builds = case.BOTH

    def test_row_43_ipv6_black_hole(self):
        """Connecting over IPv6 is given up soon, IPv4 is used."""
        self.site("r43", "/a.html")
        with self.serve() as web:
            try:
                hole = black_hole("::1", web.port)
                hole.__enter__()
            except OSError as e:
                raise unittest.SkipTest("no IPv6 here: %s" % e)
            try:
                # curl takes *.localhost for both loopback addresses.
                done = self.medel(
                    "crawl", "--data", self.data, "--funders", self.funders,
                    "--allow-private", "--delay", "0", "--timeout",
                    rows.TIMEOUT, "--connect-to",
                    "r43.localhost:80:r43.localhost:%d" % web.port, "r43")
            finally:
                hole.__exit__(None, None, None)
        self.assertExit(done, 0)
        self.assertLess(done.seconds, 8)
        self.assertKept(self.pages(), "r43/", "r43/a.html")

    def test_row_43_black_hole_only(self):
        """Connecting has a cap; another host does not wait for it."""
        self.site("r43b")
        self.site("r43c", "/a.html")
        with self.serve() as web, black_hole("127.0.0.1") as port:
            done = self.rows_crawl(
                web.port, "--connect-to",
                "r43b.localhost:80:127.0.0.1:%d" % port, "r43b", "r43c")
            asked = web.requests()
        self.assertExit(done, 4)
        self.assertLess(done.seconds, 20)
        self.assertEqual(len([r for r in asked if r.uri == "/a.html"]), 1)
        self.assertLess(asked[-1].began - asked[0].began, 1500)

    def test_row_44_name_that_fails(self):
        """Not asked for each page anew: after some tries the host is left
        alone, what is stored stays."""
        links = ["/%d.html" % i for i in range(40)]
        self.site("r44", *links)
        with self.serve() as web:
            self.assertExit(self.rows_crawl(web.port, "r44"), 0)
            # A label that is too long fails without a resolver.
            done = self.rows_crawl(
                web.port, "--force", "--connect-to",
                "r44.localhost:80:%s.localhost.:80" % ("x" * 64), "r44")
        self.assertExit(done, 4)
        self.assertLess(done.seconds, 15)
        self.assertRegex(done.err + done.out, "r44: .*(no such host|resolve)")
        pages = self.pages()
        self.assertKept(pages, *["r44" + link for link in links])
        tried = [p for p in pages.values()
                 if p["url"].startswith("http://r44.") and p["failures"]]
        self.assertLessEqual(len(tried), 3)


# --- the crawler's own mishaps -----------------------------------------------

class Mishaps(rows.Rows):
    weight = 2
    LINKS = ["/%d.html" % i for i in range(60)]

    def start(self, port, data, *more):
        return case.Process("crawl", "--data", data, "--funders", self.funders,
                            *more, *tree.crawl_options(port))

    def crawl_into(self, data, port, *more, **options):
        return self.medel("crawl", "--data", data, "--funders", self.funders,
                          *more, *tree.crawl_options(port), **options)

    @staticmethod
    def count(data):
        with contextlib.closing(sqlite3.connect(
                os.path.join(data, "crawl.db"))) as db:
            return db.execute("SELECT count(*) FROM page WHERE version > 0"
                              ).fetchone()[0]

    def test_row_60_kill_9(self):
        """The next run goes on where it was: nothing lost, nothing twice but
        the page in flight."""
        self.site("r60", *self.LINKS)
        data = self.path("killed")
        with SiteServer(self.path("sites"), work=data + ".web",
                        faults=["* delay=10"]) as web:
            for moment in (5, 25, 45):
                crawl = self.start(web.port, data, "--per-host", 1)
                case.wait_until(lambda: web.count() >= moment, step=0.002)
                crawl.kill()
                asked = {r.uri for r in web.requests()} & set(self.LINKS)
                # The front page, and all but up to three that were in flight.
                self.assertGreaterEqual(self.count(data), 1 + len(asked) - 3)
            self.assertExit(self.crawl_into(data, web.port), 0)
            asked = [r.uri for r in web.requests() if r.uri in self.LINKS]
        self.assertEqual(self.count(data), 1 + len(self.LINKS))
        self.assertLessEqual(len(asked) - len(set(asked)), 3)

    def test_row_60_full_disk(self):
        """One clear line that names the file; with room again it goes on."""
        self.site("r60", *self.LINKS)
        for link in self.LINKS:
            self.put("r60", link[1:], html(text=os.urandom(20000).hex()))
        data = self.path("full")

        def little_room():
            # Files cannot grow beyond this; the signal would kill.
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (600000, 600000))

        with SiteServer(self.path("sites"), work=data + ".web") as web:
            with Little(little_room):
                done = self.crawl_into(data, web.port)
            self.assertComplains(done, (3,), "crawl.db")
            self.assertLess(self.count(data), len(self.LINKS))
            self.assertExit(self.crawl_into(data, web.port), 0)
        self.assertEqual(self.count(data), 1 + len(self.LINKS))

    def test_row_60_clock_that_jumped(self):
        """What a clock that was years ahead wrote does not put pages off."""
        self.site("r60", *self.LINKS[:5])
        data = self.path("jumped")
        with SiteServer(self.path("sites"), work=data + ".web") as web:
            self.assertExit(self.crawl_into(data, web.port), 0)
            n = web.count()
            with contextlib.closing(sqlite3.connect(
                    os.path.join(data, "crawl.db"))) as db:
                ahead = int(time.time()) + 10 * 365 * 86400
                db.execute("UPDATE page SET checked_at = ?1, due_at = ?1,"
                           " last_fetched = ?1", (ahead,))
                db.execute("UPDATE robots SET fetched_at = ?1", (ahead,))
                db.execute("UPDATE host SET not_before = ?1", (ahead,))
                db.execute("UPDATE crawl SET started_at = ?1, ended_at = ?1",
                           (ahead,))
                db.execute("UPDATE funder SET last_crawl = ?1", (ahead,))
                db.commit()
            self.assertExit(self.crawl_into(data, web.port), 0)
            asked = {r.uri for r in web.requests(n)}
        self.assertLessEqual({"/", *self.LINKS[:5]}, asked)

    def test_row_60_second_instance(self):
        """Exit status 75, and the first is not disturbed."""
        self.site("r60", *self.LINKS)
        data = self.path("two")
        with SiteServer(self.path("sites"), work=data + ".web",
                        faults=["* delay=20"]) as web:
            first = self.start(web.port, data)
            self.assertTrue(case.wait_until(lambda: web.count() > 2))
            second = self.crawl_into(data, web.port)
            code, err = first.wait()
        self.assertComplains(second, (75,), data)
        self.assertEqual(code, 0, err)
        self.assertEqual(self.count(data), 1 + len(self.LINKS))


class Little:
    """Children that are started meanwhile begin by calling BEFORE."""

    def __init__(self, before):
        self.before = before

    def __enter__(self):
        self.run = case.subprocess.run

        def run(*a, **k):
            return self.run(*a, preexec_fn=self.before, **k)

        case.subprocess.run = run

    def __exit__(self, *_):
        case.subprocess.run = self.run
