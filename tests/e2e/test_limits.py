"""doc/limits.md, from outside: what is just within a limit is taken, what is
beyond it gets one clear line, and the rest of the work is done."""

import gzip
import os
import shutil

import case
import rows
from support import tree

DATA = os.path.join(case.BASE, "data")
MIB = 1 << 20
PROFILE = "id: test\nname: T\nform: association\nregions: [SE-BD]\n"
SOURCE = "id: a\nname: A\nregions: [SE]\nstart: [\"http://a.localhost/\"]\n"


def padded(text, size):
    """TEXT with a comment behind it, SIZE bytes in all."""
    lines = text + "# " + "x" * 70 + "\n"
    while len(lines) + 80 < size:
        lines += ("# " + "x" * 70 + "\n") * max(
            1, (size - len(lines)) // 80 // 2)
    return lines + "#" * (size - len(lines) - 1) + "\n"


def pdf(pages):
    kids = " ".join("%d 0 R" % (3 + i) for i in range(pages))
    parts = ["<</Type/Catalog/Pages 2 0 R>>",
             "<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages)] + [
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"] * pages
    out, places = b"%PDF-1.4\n", []
    for i, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (i, part.encode())
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    out += b"".join(b"%010d 00000 n \n" % at for at in places)
    return out + (b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n"
                  % (len(parts) + 1, start))


class Questions(case.Case):
    """Within and beyond, of what is asked."""
    quick = True

    def setUp(self):
        self.env = tree.environment(XDG_DATA_HOME=self.path("home"))

    def ask(self, *arguments):
        return self.medel(arguments[0], "--data", DATA, *arguments[1:],
                          env=self.env)

    def test_each(self):
        ident = self.export(DATA)[0]["id"]
        for within, beyond, words in (
                (["search", "a" * 8192], ["search", "a" * 8193],
                 "longer than 8192 bytes"),
                (["search", *["x%d" % i for i in range(64)]],
                 ["search", *["x%d" % i for i in range(65)]],
                 "more than 64 words"),
                (["search", "(" * 31 + "a" + ")" * 31],
                 ["search", "(" * 33 + "a" + ")" * 33], "more than 32"),
                (["search", "a NEAR/100 b"], ["search", "a NEAR/101 b"],
                 "1 to 100 words"),
                (["calendar", "--months", "36"],
                 ["calendar", "--months", "37"], "1 to 36"),
                (["shortlist", "add", "--list", "n" * 100, ident],
                 ["shortlist", "add", "--list", "n" * 101, ident],
                 "1 to 100 bytes"),
                (["shortlist", "note", ident, "n" * 4000],
                 ["shortlist", "note", ident, "n" * 4001],
                 "at most 4000 bytes")):
            with self.subTest(beyond=beyond[:3]):
                self.assertExit(self.ask(*within), 0, 1)
                done = self.ask(*beyond)
                self.assertExit(done, 2)
                self.assertEqual(done.out, "")
                self.assertIn(words, done.err.splitlines()[0])
                self.assertLess(len(done.err), 500)


class Files(case.Case):
    """Of what people write, and of saved pages."""
    builds = case.BOTH
    # Instrumented, a worker may need more than its 20 seconds for the largest.
    LATE = (3,) if tree.sanitized() else ()

    def write(self, name, content):
        path = self.path(name)
        with open(path, "wb") as f:
            f.write(content if isinstance(content, bytes)
                    else content.encode())
        return path

    def test_profile(self):
        path = self.write("p.yaml", padded(PROFILE, MIB))
        self.assertEqual(os.path.getsize(path), MIB)
        self.assertExit(self.medel("search", "--data", DATA, "--profile",
                                   path), 0)
        path = self.write("p.yaml", padded(PROFILE, MIB + 1))
        self.assertComplains(self.medel("search", "--data", DATA, "--profile",
                                        path), (3,), "p.yaml",
                             "longer than the limit of 1048576 bytes")

    def test_source(self):
        os.makedirs(self.path("f"))
        for size, wrong in ((MIB, 0), (MIB + 1, 1)):
            self.write("f/a.yaml", padded(SOURCE, size))
            done = self.medel("sources", "--data", self.path("none"),
                              "--funders", self.path("f"), "--lint")
            self.assertIn("%d wrong" % wrong, done.out)
            self.assertEqual("longer than the limit" in done.out, bool(wrong))

    def test_vocabulary(self):
        share = self.path("share")
        os.makedirs(share)
        shutil.copytree(os.path.join(tree.TREE, "data"),
                        os.path.join(share, "data"))
        page = self.write("p.html", "<h1>Bidrag</h1><p>x")
        env = tree.environment(MEDEL_SHARE=share)
        self.assertExit(self.medel("extract", page, env=env), 0, 1)
        lexicon = os.path.join(share, "data", "lexicon")
        for name in sorted(os.listdir(lexicon))[:5]:
            with open(os.path.join(lexicon, name), "a") as f:
                f.write(("# " + "x" * 77 + "\n") * (2 * MIB // 80))
        self.assertComplains(self.medel("extract", page, env=env), (3,),
                             "the vocabulary is larger than 8388608 bytes")

    def test_page(self):
        for extra, code in ((0, 1), (1, 3)):
            path = self.write("p.html", b"<p>" + b"a" * (10 * MIB - 3 + extra))
            done = self.medel("extract", path)
            self.assertExit(done, code, *self.LATE)
            self.assertEqual("longer than the limit of 10485760" in done.err,
                             bool(extra))

    def test_parts_of_a_page(self):
        """What is before the limit is read."""
        head = "<title>Bidrag</title><main><h1>Bidraget</h1><p>Det du hade."
        for name, body, most in (
                ("nodes", "<b>x</b>" * 400000, 5 * MIB),
                ("blocks", "<p>ord</p>" * 30000, 21000 * 6),
                ("text", "<p>" + "många ord i rad. " * 80000, 3 * MIB)):
            with self.subTest(name=name):
                path = self.write("p.html", head + body)
                done = self.medel("clean", path)
                self.assertExit(done, 0, *self.LATE)
                if done.code == 0:
                    self.assertIn("Det du hade", done.out)
                self.assertLess(len(done.out.encode()), most)

    def test_pages_of_a_document(self):
        for pages, words in ((200, ""), (201, "201 pages, more than 200")):
            done = self.medel("extract", self.write("p.pdf", pdf(pages)))
            self.assertExit(done, 1, 3)
            self.assertIn(words, done.err)
            self.assertEqual("more than 200" in done.err, pages > 200)


class Web(rows.Rows):
    """Of what is fetched: a host for each, and one that is within all."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for host in ("sida", "packad"):
            cls.site(host, "/in.html", "/ut.html")
        cls.put("sida", "in.html", b"<p>" + b"a " * (5 * MIB - 2))
        cls.put("sida", "ut.html", b"<p>" + b"a " * (5 * MIB - 1))
        for name, size in (("in", 10 * MIB), ("ut", 10 * MIB + 1)):
            body = gzip.compress(b"<p>" + b"a" * (size - 3))
            cls.raw("packad", "/%s.html" % name, rows.reply(
                body, "Content-Type: text/html", "Content-Encoding: gzip",
                rows.length(body)))
        cls.site("karta")
        cls.put("karta", "robots.txt", "User-agent: *\nSitemap: http://karta."
                "localhost/k.xml\n" + "# x\n" * 130000 + "Disallow: /\n")
        cls.put("karta", "k.xml", "<urlset>" + "".join(
            "<url><loc>http://karta.localhost/%s</loc></url>" % (
                "sist.html" if i == 50000 else "in.html" if i == 0
                else "andra/%d?x=%d" % (i % 3, i)) for i in range(50001))
            + "</urlset>")
        for name in ("in.html", "sist.html"):
            cls.put("karta", name, rows.html(text=name))
        cls.site("stor")
        cls.put("stor", "robots.txt", "Sitemap: http://stor.localhost/k.xml\n")
        cls.put("stor", "k.xml", gzip.compress((
            "<urlset><url><loc>http://stor.localhost/in.html</loc></url>"
            + "<!-- -->" * (52 * MIB // 8) + "<url><loc>http://stor.localhost"
            "/sist.html</loc></url></urlset>").encode()))
        for name in ("in.html", "sist.html"):
            cls.put("stor", name, rows.html(text=name))
        cls.site("adress")
        cls.put("adress", "index.html", rows.html(
            "/kort?" + "a" * 2000, "/lang?" + "a" * 2100))
        with cls.serve() as web:
            cls.first = cls.rows_crawl(web.port, "--timeout", "20")
            cls.requests = web.requests()
        cls.met = cls.pages()

    def uris(self, host):
        return {r.uri for r in self.requests if r.host == host + ".localhost"}

    def test_it_ends(self):
        self.assertExit(self.first, 0, 4)

    def test_a_page(self):
        for host in ("sida", "packad"):
            with self.subTest(host=host):
                self.assertKept(self.met, host + "/in.html")
                self.assertNotKept(self.met, host + "/ut.html")
                self.assertEqual(self.met[host + "/ut.html"]["reason"],
                                 "larger than a page may be")

    def test_robots(self):
        """What stands behind the first 500 KiB does not count."""
        self.assertIn("/in.html", self.uris("karta"))

    def test_entries_of_a_sitemap(self):
        self.assertNotIn("/sist.html", self.uris("karta"))
        self.assertIn("left out 2: more links on one page than are read",
                      self.first.out)  # and the one that is too long

    def test_a_sitemap(self):
        self.assertIn("/in.html", self.uris("stor"))
        self.assertNotIn("/sist.html", self.uris("stor"))

    def test_an_address(self):
        asked = self.uris("adress")
        self.assertTrue(any(u.startswith("/kort") for u in asked), asked)
        self.assertFalse(any(u.startswith("/lang") for u in asked))
