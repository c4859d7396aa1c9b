"""Rows 11 to 31 of the hostile inputs: answers that come slowly, without end,
in pieces, packed in bombs or with headers that lie."""

import gzip
import os

import case
import rows
from rows import html, length, reply
from support import tree

PAGE = html(text="Hel och hel")
TYPE = "Content-Type: text/html"
GZIP = "Content-Encoding: gzip"
# 64 MiB of zeros in brotli's packing.
BROTLI_BOMB = bytes.fromhex(
    "cfffff7f002400e2b14072effff9ffff0f8004401c1680eefd3fffffff01900088c302d0"
    "bdffcfffff7f001200715800baf7ff")
# 256 MiB of zeros in zstd's: RFC 8878, section 3.1.1; a window of 8 MiB, and
# blocks of one byte that stands 128 KiB long.
ZSTD_BOMB = b"\x28\xb5\x2f\xfd\x00\x68" + b"".join(
    (last | 1 << 1 | 131072 << 3).to_bytes(3, "little") + b"\0"
    for last in [0] * 2047 + [1])
LONG_AGO = "Last-Modified: Thu, 01 Jan 1970 00:00:00 GMT"
TO_COME = "Last-Modified: Sat, 01 Jan 2089 00:00:00 GMT"


def chunked(*chunks):
    return b"".join(b"%x\r\n%s\r\n" % (len(c), c) for c in chunks)


def busy(retry_after):
    return reply(b"", "Retry-After: " + retry_after, length(b""),
                 status="503 Busy")


class TransportRows(rows.Rows):
    """A host for each row. /bad.html is what the row is about; /good.html
    shows that the host's other pages do not suffer."""
    weight = 4
    builds = case.BOTH

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_sites()
        with cls.serve() as web:
            cls.crawl_first(web)
            n = web.count()
            web.faults(*(rule.replace(" times=1", " times=0")
                         for rule in cls.rules),
                       "r25.localhost/bad.html empty")
            cls.second = cls.rows_crawl(
                web.port, "--force", "r25", "r29", "r30a", "r30b", "r31e")
            cls.asked_second = web.requests(n)
            cls.met_again = cls.pages()
        cls.asked_in_all = web.requests()

    @classmethod
    def bad(cls, host, answer=None, *words):
        """A site whose /bad.html is ANSWER, or suffers from WORDS."""
        cls.site(host, "/bad.html", "/good.html")
        if answer is not None:
            cls.raw(host, "/bad.html", answer, *words)
        elif words:
            cls.fault(host, "/bad.html", *words)

    @classmethod
    def make_sites(cls):
        half = PAGE[:40]
        cls.bad("r11", None, "delay=60000")
        cls.bad("r13", None, "endless")
        cls.bad("r14a", reply(half, TYPE, length(PAGE)))
        cls.bad("r14b", reply(half, TYPE, length(PAGE)), "times=1")
        cls.bad("r15a", reply(PAGE, TYPE, length(half)))
        cls.bad("r15b", reply(PAGE, TYPE, length(half), length(PAGE)))
        cls.bad("r16", reply(chunked(PAGE), TYPE,
                             "Transfer-Encoding: chunked"))
        cls.bad("r17", reply(b"0x1z\r\n" + PAGE + b"\r\n0\r\n\r\n", TYPE,
                             "Transfer-Encoding: chunked"))
        cls.bad("r18a", None, "bomb=64")
        cls.bad("r18b", reply(BROTLI_BOMB, TYPE, "Content-Encoding: br",
                              length(BROTLI_BOMB)))
        cls.bad("r18c", reply(ZSTD_BOMB, TYPE, "Content-Encoding: zstd",
                              length(ZSTD_BOMB)))
        cls.make_packings()
        many = ["X-Filler-%d: %s" % (i, "x" * 3200) for i in range(100)]
        cls.bad("r22a", reply(PAGE, TYPE, length(PAGE), *many))
        cls.bad("r22b", reply(PAGE, TYPE, length(PAGE),
                              "X-Filler: " + "x" * 320000))
        cls.make_types()
        cls.bad("r24a", PAGE)
        cls.bad("r24b", os.urandom(20) * 200 + b"\r\n\r\n")
        cls.bad("r24c", b"SSH-2.0-OpenSSH_9.2\r\n")
        cls.bad("r25")
        cls.bad("r26", reply(half, TYPE, length(half), "Content-Range: "
                             "bytes 0-39/%d" % len(PAGE),
                             status="206 Partial Content"))
        cls.bad("r27", reply(b"", 'ETag: "never"',
                             status="304 Not Modified"), "times=1")
        cls.bad("r29", None, "etag-new")
        cls.bad("r30a", reply(PAGE, TYPE, length(PAGE), LONG_AGO))
        cls.bad("r30b", reply(PAGE, TYPE, length(PAGE), TO_COME))
        for letter, wait in zip("abcd", ("-5", "1e12", "1000000000000",
                                         "Mon, 01 Jan 1990 00:00:00 GMT")):
            cls.bad("r31" + letter, busy(wait))
        cls.bad("r31e", busy("4000"))
        cls.bad("r31f", busy("om en stund"))

    @classmethod
    def make_packings(cls):
        packed = gzip.compress(PAGE)
        cut, junk = packed[:-20], packed + b"\0\0junk" * 9
        cls.bad("r19a", reply(cut, TYPE, GZIP, length(cut)))
        cls.bad("r19b", reply(junk, TYPE, GZIP, length(junk)))
        cls.bad("r20a", reply(PAGE, TYPE, GZIP, length(PAGE)), "times=1")
        cls.bad("r20b", reply(PAGE, TYPE, GZIP, length(PAGE)))
        for _ in range(5):
            packed = gzip.compress(packed)
        cls.bad("r21", reply(packed, TYPE, "Content-Encoding: "
                             + ", ".join(["gzip"] * 6), length(packed)))

    @classmethod
    def make_types(cls):
        picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(200)
        packed = gzip.compress(PAGE)
        cls.bad("r23a", reply(PAGE, length(PAGE)))
        cls.bad("r23b", reply(PAGE, "Content-Type: text/plain",
                              length(PAGE)))
        cls.bad("r23c", reply(PAGE, "Content-Type: image/png", length(PAGE)))
        cls.bad("r23d", reply(packed, "Content-Type: application/json", GZIP,
                              length(packed)))
        cls.bad("r23e", reply(picture, length(picture)))
        cls.bad("r23f", reply(picture, TYPE, length(picture)))

    # --- what is asserted ----------------------------------------------------

    def assertFails(self, *hosts, times=None):
        """The page is not kept, the host's others are."""
        for host in hosts:
            with self.subTest(host=host):
                self.assertKept(self.met, host + "/", host + "/good.html")
                self.assertNotKept(self.met, host + "/bad.html")
                if times is not None:
                    self.assertAsked(self.asked_first, host, "/bad.html",
                                     times)

    def assertGood(self, *hosts, times=1):
        for host in hosts:
            with self.subTest(host=host):
                self.assertKept(self.met, host + "/", host + "/good.html",
                                host + "/bad.html")
                self.assertAsked(self.asked_first, host, "/bad.html", times)

    def test_it_is_over_in_time_and_memory(self):
        self.assertExit(self.first, 0, 4)
        self.assertLess(self.first.seconds, 40)
        self.assertMemory(self.peak)
        self.assertHarmless(self.first.out, self.first.err)

    def test_row_11_silence(self):
        """A time-out; the other hosts were done long before."""
        self.assertFails("r11")
        silent = self.asked(self.asked_in_all, "r11", "/bad.html")
        self.assertEqual(len(silent), 3)
        other = [r for r in self.asked_first
                 if r.host in ("r19b.localhost", "r23a.localhost")]
        self.assertLess(max(r.replied for r in other),
                        max(r.began for r in silent))

    def test_row_13_endless_body(self):
        """Broken off at the cap, counted as cut, never kept as a page."""
        self.assertFails("r13", times=1)
        self.assertRegex(self.first.out, r"left out \d+: .*large")

    def test_row_14_length_too_long(self):
        """A failure, tried again; whole at the second try it is kept."""
        self.assertFails("r14a", times=3)
        self.assertGood("r14b", times=2)

    def test_row_15_length_too_short_or_two(self):
        """A failure: nobody knows where the page ends."""
        self.assertFails("r15a", "r15b", times=3)

    def test_row_16_last_chunk_missing(self):
        """A failure."""
        self.assertFails("r16", times=3)

    def test_row_17_bad_chunk_size(self):
        """A failure."""
        self.assertFails("r17", times=3)

    def test_row_18_bombs(self):
        """Unpacking stops at the cap (see also the peak of memory)."""
        bombs = ["r18a", "r18b", "r18c"]
        self.assertFails(*bombs, times=1)
        for host in bombs:
            self.assertEqual(self.met[host + "/bad.html"]["reason"],
                             "larger than a page may be", host)

    def test_row_19_gzip_cut_off_or_with_more(self):
        """Cut off: a failure. Junk behind its end: not looked at."""
        self.assertFails("r19a", times=3)
        self.assertGood("r19b")

    def test_row_20_gzip_that_is_none(self):
        """Asked for once more without packing; taken as it is where the
        header still says gzip."""
        self.assertGood("r20a", "r20b", times=2)

    def test_row_21_six_packings(self):
        """Refused."""
        self.assertFails("r21")

    def test_row_22_headers_of_300_kb(self):
        """Refused, in many lines or in one."""
        self.assertFails("r22a", "r22b", times=1)

    def test_row_23_type_missing_or_false(self):
        """The bytes decide; what is no page is left."""
        self.assertGood("r23a", "r23b", "r23c", "r23d")
        self.assertFails("r23e", "r23f", times=1)

    def test_row_24_no_http(self):
        """HTTP/0.9, noise, another protocol: a failure."""
        self.assertFails("r24a", "r24b", "r24c")

    def test_row_25_empty_page(self):
        """The copy from before stays; the failure is counted."""
        before = self.met["r25/bad.html"]
        after = self.met_again["r25/bad.html"]
        self.assertAsked(self.asked_second, "r25", "/bad.html", 3)
        self.assertEqual(before["version"], 1)
        self.assertEqual((after["version"], after["hash"]),
                         (1, before["hash"]))
        self.assertEqual(after["failures"], 1)

    def test_row_26_part_that_nobody_asked_for(self):
        """206 is no whole page."""
        self.assertFails("r26")

    def test_row_27_not_modified_without_a_copy(self):
        """Asked for again, plainly."""
        self.assertGood("r27", times=2)
        for r in self.asked(self.asked_first, "r27", "/bad.html"):
            self.assertEqual((r.none_match, r.since), ("-", "-"))

    def test_row_29_ever_new_tag(self):
        """The content decides: no new version."""
        again = self.asked(self.asked_second, "r29", "/bad.html")
        self.assertEqual([r.status for r in again], [200])
        self.assertEqual(self.met_again["r29/bad.html"]["version"], 1)

    def test_row_30_dates_that_cannot_be(self):
        """1970 and the future are not sent back."""
        for host in ("r30a", "r30b"):
            again = self.asked(self.asked_second, host, "/bad.html")
            self.assertEqual([r.since for r in again], ["-"])

    def test_row_31_absurd_waits(self):
        """Less than nothing, past, past belief, no sense: our own back-off,
        and the host's other pages are got."""
        for letter in "abcdf":
            host = "r31" + letter
            self.assertFails(host, times=3)
            own = self.asked(self.asked_first, host, "/bad.html")
            for one, two in zip(own, own[1:]):
                self.assertGreaterEqual(two.began - one.began, 700)

    def test_row_31_long_wait(self):
        """A wait of an hour holds in the next run too, also when forced."""
        self.assertAsked(self.asked_first, "r31e", "/bad.html", 1)
        self.assertEqual([r for r in self.asked_second
                          if r.host == "r31e.localhost"], [])
        for crawl in (self.first, self.second):
            self.assertExit(crawl, 4)
            self.assertRegex(crawl.out, "r31e: .*asks to be left alone until")


class LowSpeed(rows.Rows):

    WHOLE = 10  # seconds for one request

    def test_row_12_a_byte_a_second(self):
        """Broken off for its low speed before its whole time is over: the
        second try begins sooner than that."""
        self.site("r12", "/bad.html")
        self.fault("r12", "/bad.html", "drip=1000")
        with self.serve() as web:
            crawl = case.Process(
                "crawl", "--data", self.data, "--funders", self.funders,
                "--timeout", self.WHOLE, *tree.crawl_options(web.port))
            try:
                case.wait_until(
                    lambda: len(self.asked(web.requests(), "r12",
                                           "/bad.html")) == 2,
                    seconds=2 * self.WHOLE, step=0.1)
            finally:
                crawl.kill()
            one, two = self.asked(web.requests(), "r12", "/bad.html")
        self.assertLess(two.began - one.began, 1000 * self.WHOLE)
        self.assertEqual(self.pages()["r12/bad.html"]["version"], 0)


class NeverModified(rows.Rows):

    ROUNDS = 25

    def test_row_28_not_modified_for_ever(self):
        """Every so often the page is fetched in full nevertheless."""
        self.site("r28", "/a.html")
        self.fault("r28", "/a.html", "stale")
        with self.serve() as web:
            self.assertExit(self.rows_crawl(web.port), 0)
            self.put("r28", "a.html", html(text="Ny utlysning"))
            for _ in range(self.ROUNDS):
                self.assertExit(self.rows_crawl(web.port, "--force"), 0)
                if self.pages()["r28/a.html"]["version"] == 2:
                    break
            asked = self.asked(web.requests(), "r28", "/a.html")
        self.assertEqual(self.pages()["r28/a.html"]["version"], 2)
        self.assertEqual([r.status for r in asked],
                         [200] + [304] * (len(asked) - 2) + [200])
        self.assertGreater(len(asked), 5)
