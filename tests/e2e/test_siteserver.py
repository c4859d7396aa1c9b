"""The test web server itself: what it promises to the other tests."""

import http.client
import os

import case
from support import tree
from support.sites import SiteServer

HOST = "vaxtkraftsverket.localhost"


class SiteServerTest(case.Case):
    quick = True

    def setUp(self):
        self.web = SiteServer(tree.sites_dir("north"),
                              tree.sites_dir("south"))

    def tearDown(self):
        self.assertEqual(self.web.stop(), 0)

    def get(self, path, host=HOST, method="GET", **headers):
        """(status, headers, body); header names with _ for -."""
        con = http.client.HTTPConnection("127.0.0.1", self.web.port,
                                         timeout=20)
        con.putrequest(method, path, skip_host=True,
                       skip_accept_encoding=True)
        con.putheader("Host", host)
        for name, value in headers.items():
            con.putheader(name.replace("_", "-"), value)
        con.endheaders()
        try:
            answer = con.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            con.close()

    def test_pages(self):
        status, headers, body = self.get("/affarslyft/")
        with open(os.path.join(tree.sites_dir("north"), HOST, "affarslyft",
                               "index.html"), "rb") as f:
            self.assertEqual(body, f.read())
        self.assertEqual(status, 200)
        self.assertEqual(headers["Content-Type"], "text/html")
        self.assertEqual(self.get("/robots.txt")[1]["Content-Type"],
                         "text/plain")
        self.assertEqual(self.get("/sitemap.xml")[1]["Content-Type"],
                         "application/xml")
        status, _, body = self.get("/affarslyft/", method="HEAD")
        self.assertEqual((status, body), (200, b""))
        # The second root, a port in Host, another case.
        self.assertEqual(self.get("/", host="BROVAKTEN.localhost:80")[0], 200)

    def test_folder_without_slash(self):
        status, headers, _ = self.get("/affarslyft?a=1")
        self.assertEqual((status, headers["Location"]),
                         (301, "/affarslyft/?a=1"))

    def test_conditional(self):
        _, first, _ = self.get("/affarslyft/")
        tag, date = first["ETag"], first["Last-Modified"]
        self.assertEqual(self.get("/affarslyft/", If_None_Match=tag)[0], 304)
        self.assertEqual(
            self.get("/affarslyft/", If_Modified_Since=date)[0], 304)
        self.assertEqual(
            self.get("/affarslyft/", If_None_Match='"x", ' + tag)[0], 304)
        # RFC 9110, 13.1.3: the date is not looked at beside a tag.
        self.assertEqual(self.get("/affarslyft/", If_None_Match='"x"',
                                  If_Modified_Since=date)[0], 200)
        self.assertEqual(
            self.get("/affarslyft/", If_Modified_Since="yesterday")[0], 200)
        _, packed, _ = self.get("/affarslyft/", Accept_Encoding="br, gzip")
        self.assertEqual(packed["Content-Encoding"], "gzip")
        self.assertNotEqual(packed["ETag"], tag)
        _, plain, _ = self.get("/affarslyft/", Accept_Encoding="gzip;q=0")
        self.assertEqual(plain["ETag"], tag)

    def test_nothing_outside(self):
        for path in ("/../brovakten.localhost/index.html",
                     "/%2e%2e/%2e%2e/gold.jsonl", "/..%2fgold.jsonl",
                     "/affarslyft/../../x", "/%00", "/%zz", "/a%2"):
            self.assertEqual(self.get(path)[0], 400, path)
        for path in ("//etc/passwd", "/etc/passwd", "/affarslyft//"):
            self.assertEqual(self.get(path)[0], 404, path)
        for host in ("..", "../../north", "", "a/b", "."):
            self.assertEqual(self.get("/gold.jsonl", host=host)[0], 400, host)

    def test_faults(self):
        self.web.faults(
            "%s/a status=503 retry-after=9" % HOST,
            "%s/robots.txt truncate=10" % HOST,
            "%s/loop loop" % HOST,
            "%s/once status=500 times=1" % HOST,
            "%s/affarslyft/ etag-new charset=utf-16" % HOST,
            "%s/reset reset" % HOST,
            "%s/bomb bomb=3" % HOST,
            "%s/nyheter/* stale" % HOST,
            "%s/raw raw=/robots.txt" % HOST)
        status, headers, _ = self.get("/a")
        self.assertEqual((status, headers["Retry-After"]), (503, "9"))
        with self.assertRaises(http.client.IncompleteRead):
            self.get("/robots.txt")
        self.assertEqual(self.get("/loop")[1]["Location"], "/loop")
        self.assertEqual(self.get("/once")[0], 500)
        self.assertEqual(self.get("/once")[0], 404)
        _, one, _ = self.get("/affarslyft/")
        status, two, _ = self.get("/affarslyft/", If_None_Match=one["ETag"])
        self.assertEqual(status, 200)
        self.assertNotEqual(one["ETag"], two["ETag"])
        self.assertEqual(one["Content-Type"], "text/html; charset=utf-16")
        with self.assertRaises((http.client.RemoteDisconnected,
                                ConnectionResetError)):
            self.get("/reset")
        self.assertLess(len(self.get("/bomb")[2]), 10000)
        page = "/nyheter/20261102affarslyftoppnar.html"
        self.assertEqual(self.get(page)[0], 200)
        self.assertEqual(self.get(page, If_None_Match='"x"')[0], 304)
        with self.assertRaises(http.client.BadStatusLine) as raw:
            self.get("/raw")
        self.assertIn("User-agent", str(raw.exception))
        self.web.faults()
        self.assertEqual(self.get("/a")[0], 404)

    def test_log(self):
        self.get("/affarslyft/?x=%C3%A5", User_Agent="t/1",
                 If_None_Match='"\t"')
        r = self.web.requests()[-1]
        self.assertEqual(
            (r.method, r.host, r.uri, r.status, r.agent, r.none_match),
            ("GET", HOST, "/affarslyft/?x=%C3%A5", 200, "t/1", '"\\x09"'))
