"""The files of the sources: `medel sources --lint`, one's own beside the
shipped ones, `medel sources --check`, and a crawl of all that are shipped."""

import glob
import json
import os
import re
import signal
import urllib.parse

import yaml

import case
from support import calls, screen, tree
from support.pages import PageServer

SHIPPED = os.path.join(tree.TREE, "funders")


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


class Lint(case.Case):
    quick = True

    def lint(self, *more):
        return self.medel("sources", "--lint", "--funders", self.funders,
                          *more)

    def put(self, name, text):
        write(os.path.join(self.funders, name), text)

    def test_shipped(self):
        done = self.medel("sources", "--lint",
                          env=tree.environment(HOME=self.work))
        self.assertExit(done, 0)
        n = len(glob.glob(os.path.join(SHIPPED, "*.yaml")))
        self.assertGreaterEqual(n, 150)
        self.assertEqual(done.out, "%d sources: 0 wrong, 0 lacking\n" % n)
        self.assertEqual(done.err, "")

    def test_mistakes(self):
        """Each by file and line, all in one run."""
        start = "start:\n  - http://%s.se/\n"
        self.put("a.yaml", "id: a\nname: A\nkind: agenzy\n" + start % "a")
        self.put("b.yaml", "id: b\nname: B\nregions: [SE-Q]\n" + start % "b")
        self.put("c.yaml", "id: c\nname: C\nlanguages: [svenska]\n" +
                 start % "c")
        self.put("d.yaml", "id: d\nname: D\nbugdet: 7\n" + start % "d")
        self.put("e.yaml", "id: e\nname: E\nstart:\n  - www.e.se\n")
        self.put("f.yaml", "id: g\nname: F\n" + start % "f")
        self.put("h.yaml", "id: h\nname: H\n" + start % "h")
        self.put("i.yaml", "id: i\nname: I\n" + start % "www.h")
        self.put("K.yaml", "id: K\nname: K\n" + start % "k")
        self.put("k.yaml", "id: k\nname: K\n" + start % "kk")
        self.put("j.yml", "id: j\nname: J\n" + start % "j")
        done = self.lint()
        self.assertExit(done, 3)
        self.assertEqual(done.err, "")
        for line in ("a.yaml:3: field 'kind': unknown code 'agenzy'; did you "
                     "mean 'agency'?",
                     "b.yaml:3: field 'regions[0]': unknown code 'SE-Q'",
                     "c.yaml:3: field 'languages[0]': unknown code",
                     "d.yaml:3: field 'bugdet': no such field; did you mean "
                     "'budget'?",
                     "e.yaml:4: field 'start[0]': 'www.e.se' is not a web",
                     "f.yaml:1: field 'id': 'g' must be the file's name, f",
                     "i.yaml:4: the host h.se is also in %s/h.yaml:4; say by "
                     "'allow'" % self.funders,
                     "k.yaml: the id k differs from that of %s/K.yaml in "
                     "letter case only" % self.funders,
                     "j.yml: is not read; its name must end in .yaml"):
            self.assertIn("%s/%s" % (self.funders, line), done.out)
        self.assertTrue(done.out.splitlines()[-1].startswith(
            "11 sources: 9 wrong, "), done.out)

    def test_lacking_is_not_wrong(self):
        write(self.path("lacking", "x.yaml"),
              "id: x\nname: X\nstart: [http://x.se/]\n")
        done = self.medel("sources", "--lint", "--funders",
                          self.path("lacking"))
        self.assertExit(done, 0)
        self.assertIn("x.yaml: field 'evidence': is missing", done.out)
        self.assertIn("\n1 source: 0 wrong, 7 lacking\n", done.out)

    def test_wrong_use(self):
        self.assertComplains(self.lint("vinnova"), (2,), "vinnova", "--lint")
        self.assertComplains(self.medel("sources", "--lint", "--funders",
                                        self.path("none")), (3,), "none")

    def test_swedish(self):
        done = self.medel("sources", "--lint", env=tree.environment(
            HOME=self.work, LC_ALL="sv_SE.UTF-8"))
        self.assertExit(done, 0)
        self.assertIn("källor", done.out)


class OwnFolder(case.Case):
    """One's own sources beside the shipped ones."""
    quick = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        own = cls.path(".config", "medel", "funders")
        tree.write_funder(own, "min-stiftelse", "Min stiftelse", ["SE-BD"],
                          ["https://min.example.org/"])
        tree.write_funder(own, "vinnova", "Mitt Vinnova", ["SE"],
                          ["https://vinnova.example.org/"],
                          home="https://vinnova.example.org/")
        cls.env = tree.environment(HOME=cls.work)

    def sources(self, *more):
        return self.medel("sources", "--data", self.path("none"), *more,
                          env=self.env)

    def test_adds_and_overrides(self):
        listed = {s["id"]: s for s in tree.read_jsonl(
            self.sources("--json").out)}
        self.assertEqual(listed["min-stiftelse"]["regions"], ["SE-BD"])
        self.assertEqual(listed["vinnova"]["name"], "Mitt Vinnova")
        self.assertEqual(listed["vinnova"]["home"],
                         "https://vinnova.example.org/")
        self.assertEqual(listed["tillvaxtverket"]["kind"], "agency")
        self.assertEqual(listed["tillvaxtverket"]["evidence"], "seen")
        self.assertEqual(len(listed), 1 + len(glob.glob(
            os.path.join(SHIPPED, "*.yaml"))))

    def test_formats(self):
        as_list = self.sources("--format", "json", "vinnova", "mucf")
        self.assertExit(as_list, 0)
        self.assertEqual([s["id"] for s in json.loads(as_list.out)],
                         ["vinnova", "mucf"])
        self.assertEqual(self.sources("--json").out,
                         self.sources("--format", "jsonl").out)
        table = self.sources("vinnova", "mucf")
        self.assertIn("2 sources: 2 never crawled", table.out)
        self.assertComplains(self.sources("vinova"), (2,),
                             "did you mean 'vinnova'?")


PAGE = "<!DOCTYPE html><html lang=sv><title>%s</title><main>%s</main></html>"


class Check(case.Case):
    """medel sources --check, on sites with one fault each."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calls = list(calls.pages("north"))[:3]
        cls.web = PageServer(cls.page)
        for name in ("bra", "flyttad", "inom", "sparr", "borta", "tom",
                     "nyheter", "stum", "elak"):
            tree.write_funder(cls.funders, name, name.title(), ["SE"],
                              ["http://%s.test/bidrag/" % name],
                              deny=["/bidrag/hemligt/"])
        cls.temporary = cls.path("tmp")
        os.makedirs(cls.temporary)

    @classmethod
    def tearDownClass(cls):
        cls.web.server.shutdown()
        cls.web.server.server_close()

    @classmethod
    def page(cls, host, path):
        name = host.rsplit(".", 1)[0]
        if path == "/robots.txt":
            if name == "sparr":
                return 200, "User-agent: *\nDisallow: /bidrag/\n"
            return (500 if name == "stum" else 404), ""
        if name == "borta":
            return 404, "Sidan finns inte"
        if name == "flyttad":
            return 301, "", {"Location": "http://ny.test" + path}
        if name == "inom" and path == "/bidrag/":
            return 301, "", {"Location": "/stod/"}
        if path in ("/bidrag/", "/stod/"):
            return 200, cls.start(name)
        m = re.match(r"/bidrag/(\d+)/$", path)
        if m and name == "nyheter":
            return 200, PAGE % ("Nyhet %s" % m[1],
                                "<h1>Nyhet %s</h1><p>Vi hade %s gäster på "
                                "festen i går.</p>" % (m[1], m[1]))
        if m and int(m[1]) < len(cls.calls):
            html = cls.calls[int(m[1])]
            if name == "elak":
                html = re.sub(r"(<h1[^>]*>)[^<]*", r"\1Bidrag [x](javascript:"
                              "a) | &#27;[31m &lt;b&gt;", html)
            return 200, html
        return 404, "Sidan finns inte"

    @classmethod
    def start(cls, name):
        if name == "tom":
            return PAGE % ("Bidrag", "<div id=app></div>")
        links = [("/bidrag/%d/" % i, "Utlysning %d" % i)
                 for i in range(len(cls.calls))]
        return calls.listing("Bidrag", links + [
            ("/bidrag/hemligt/1/", "Utlysning"),
            ("http://annan.test/", "Annan")])

    def check(self, *more, **env):
        return self.medel("sources", "--check", "--funders", self.funders,
                          *tree.crawl_options(self.web.port), "--today",
                          tree.TODAY, *more, env=tree.environment(
                              HOME=self.work, TMPDIR=self.temporary, **env))

    def test_verdicts(self):
        before = len(self.web.asked)
        done = self.check("--format", "json")
        self.assertExit(done, 4)
        told = {s["id"]: s for s in json.loads(done.out)}
        self.assertEqual(
            {name: s["verdict"] for name, s in told.items()},
            {"bra": "ok", "inom": "ok", "elak": "ok", "flyttad": "moved",
             "sparr": "failed", "borta": "failed", "stum": "failed",
             "tom": "no links", "nyheter": "no calls"})
        self.assertEqual(told["bra"]["start"][0]["status"], 200)
        self.assertEqual(told["bra"]["start"][0]["robots"], "allows")
        self.assertEqual(told["bra"]["calls"], 3)
        self.assertEqual(told["bra"]["links"], 3)
        self.assertEqual(len(told["bra"]["titles"]), 3)
        self.assertEqual(told["inom"]["start"][0]["leads_to"],
                         "http://inom.test/stod/")
        self.assertFalse(told["inom"]["start"][0]["moved"])
        self.assertEqual(told["flyttad"]["start"][0]["leads_to"],
                         "http://ny.test/bidrag/")
        self.assertTrue(told["flyttad"]["start"][0]["moved"])
        self.assertEqual(told["sparr"]["start"][0]["robots"], "forbids")
        self.assertEqual(told["stum"]["start"][0]["robots"], "unknown")
        self.assertEqual(told["borta"]["start"][0]["status"], 404)
        asked = self.web.asked[before:]
        self.assertFalse([a for a in asked if "hemligt" in a.path
                          or a.host in ("ny.test", "annan.test")
                          or a.path.endswith(".xml")])
        self.assertFalse([a for a in asked if a.path != "/robots.txt"
                          and a.host == "sparr.test"])
        self.assertEqual(os.listdir(self.temporary), [])
        self.assertFalse(os.path.exists(self.path(".local")))

    def test_few_pages(self):
        before = len(self.web.asked)
        done = self.check("--pages", "2", "--format", "json", "bra")
        self.assertExit(done, 0)
        self.assertEqual(json.loads(done.out)[0]["pages"], 2)
        self.assertEqual(len(self.web.paths("bra.test", before)), 2)

    def test_for_people(self):
        done = self.check("bra", "flyttad", "sparr")
        self.assertExit(done, 4)
        for words in ("bra: ok", "3 links, 4 pages read, 3 calls",
                      "HTTP 301, robots.txt allows it, leads to "
                      "http://ny.test/bidrag/", "put the new address in",
                      "robots.txt forbids it",
                      "3 sources: 1 ok, 1 moved, 1 failed"):
            self.assertIn(words, done.out)
        self.assertNotIn("start page http", done.out)

    def test_markdown(self):
        """To be pasted: nothing of a page becomes markup."""
        done = self.check("--format", "md", "elak", "borta")
        self.assertExit(done, 4)
        self.assertTrue(done.out.startswith("2 sources: 1 ok, 1 failed\n\n"))
        self.assertIn("- **borta**: failed", done.out)
        self.assertIn("\\[x\\](javascript", done.out)
        self.assertIn("&lt;b\\>", done.out)
        self.assertHarmless(done.out)

    def test_terminal(self):
        shown = screen.show(
            [case.program("medel"), "sources", "--check", "--no-pager",
             "--funders", self.funders,
             *tree.crawl_options(self.web.port), "--today", tree.TODAY],
            tree.environment(HOME=self.work, TMPDIR=self.temporary,
                             TERM="xterm"), columns=60)
        # What moves while the pages are fetched, and goes away.
        report = re.split(r"\r|\x1b\[K", shown.text)[-1]
        self.assertIn("bra: ok", report)
        for line in report.splitlines():
            # What goes to stderr is for logs as well, and not broken.
            if "http" not in line and not line.startswith("medel: "):
                self.assertLessEqual(screen.cells(line), 60, line)
        self.assertHarmless(report)

    def test_swedish(self):
        done = self.check("flyttad", "tom", LC_ALL="sv_SE.UTF-8")
        self.assertExit(done, 4)
        self.assertIn("flyttad: flyttad", done.out)
        self.assertIn("inga länkar", done.out)

    def test_wrong_use(self):
        self.assertComplains(self.check("brå"), (2,), "brå")
        self.assertComplains(self.check("--pages", "0"), (2,), "--pages")
        self.assertComplains(self.check("--formt", "md"), (2,), "--format")
        self.assertComplains(
            self.medel("sources", "--check", "--funders", self.path("none"),
                       env=tree.environment(TMPDIR=self.temporary)),
            (3,), "none")
        self.assertComplains(
            self.medel("sources", "--check", env=tree.environment(
                TMPDIR=self.path("nowhere"))), (3,), "nowhere")
        self.assertEqual(os.listdir(self.temporary), [])

    def test_interrupt(self):
        """The folder goes away then too."""
        environment = os.environ.get("TMPDIR")
        os.environ["TMPDIR"] = self.path("broken-off")
        os.makedirs(os.environ["TMPDIR"])
        try:
            process = case.Process(
                "sources", "--check", "--funders", self.funders,
                *tree.crawl_options(self.web.port), "--delay", "5", "bra")
        finally:
            if environment is None:
                del os.environ["TMPDIR"]
            else:
                os.environ["TMPDIR"] = environment
        folder = self.path("broken-off")
        self.assertTrue(case.wait_until(lambda: os.listdir(folder)))
        process.signal(signal.SIGINT)
        code, err = process.wait()
        self.assertEqual(code, 130, err)
        self.assertEqual(os.listdir(folder), [])


class Web:
    """A web with a small site behind the start pages of each source: a
    listing of calls, which lie where the source's patterns let them."""

    CALLS = 3
    BROKEN = {"forte": "does not answer", "raa": "forbids its start page",
              "vgr": "has no start page", "almi": "leads elsewhere"}

    def __init__(self, sources, texts):
        self.found = {}     # (host, address): answer
        self.forbidden = []  # (host, address) that no source takes in
        self.robots = {}
        for source in sources:
            self.build(source, [next(texts) for _ in range(self.CALLS)])

    def build(self, source, texts):
        ident = source["id"]
        allow, deny = source.get("allow", []), source.get("deny", [])
        inside = (allow[0] if allow else "/").replace("*", "").rstrip("$/")
        links = []
        for url in source["start"]:
            u = urllib.parse.urlsplit(url)
            address = u.path + ("?" + u.query if u.query else "")
            for i, text in enumerate(texts):
                path = "%s/utlysning-%s-%d/" % (inside, ident, i)
                links.append((path, "Utlysning %d" % i))
                self.found[u.hostname, path] = 200, text
            outside = [d.replace("*", "/x").rstrip("$") for d in deny]
            outside += ["/helt-annat-%s/" % ident] if inside else []
            links += [(path, "Utlysning") for path in outside]
            self.forbidden += [(u.hostname, path) for path in outside]
            self.found[u.hostname, address] = 200, calls.listing(
                source["id"], links)
            if ident == "vgr":
                del self.found[u.hostname, address]
            elif ident == "almi":
                self.found[u.hostname, address] = 301, "", {
                    "Location": "http://ny.almi.test/"}
            elif ident == "raa":
                self.robots[u.hostname] = "User-agent: *\nDisallow: /\n"
            elif ident == "forte":
                self.robots[u.hostname] = None

    def __call__(self, host, path):
        if self.robots.get(host, "") is None:
            return 503, "Stängt"
        if host == "data.vinnova.se" and path.startswith("/api/"):
            return 200, "[]"
        if path.endswith("/referenceData/grantsTenders.json"):
            return 200, json.dumps({"fundingData": {"GrantTenderObj": [
                {"type": 0, "identifier": "A", "title": "A tender"}]}})
        if path == "/robots.txt" and host in self.robots:
            return 200, self.robots[host]
        return self.found.get((host, path), (404, "Sidan finns inte"))


class AllShipped(case.Case):
    """One night's run over every source that is shipped, of which a few are
    broken on purpose."""
    weight = 8

    def test_health(self):
        sources = []
        for path in sorted(glob.glob(os.path.join(SHIPPED, "*.yaml"))):
            # The test's server has no certificates for the whole world.
            with open(path, encoding="utf-8") as f:
                text = f.read().replace("https://", "http://")
            for kind, base in (
                    ("vinnova", "data.vinnova.se/api/"),
                    ("eu-funding", "ec.europa.eu/info/funding-tenders/"
                                   "opportunities/")):
                text = text.replace("{kind: %s}" % kind,
                                    "{kind: %s, url: \"http://%s\"}" % (
                                        kind, base))
            write(os.path.join(self.funders, os.path.basename(path)), text)
            # Text alone: NO is Norway, not false.
            sources.append(yaml.load(text, Loader=yaml.BaseLoader))
        self.assertGreaterEqual(len(sources), 150)
        with_pages = [s for s in sources if s.get("start")]
        web = Web(with_pages, calls.pages(*tree.LEARNT_SETS))
        names = {s["id"] for s in with_pages}
        data, report = self.path("data"), self.path("report.json")
        with PageServer(web) as server:
            done = self.crawl(data, server.port, "--report", report,
                              *sorted(names))
            asked = {(a.host, a.path) for a in server.asked}
        self.assertExit(done, 4)
        with open(report, encoding="utf-8") as f:
            told = json.load(f)
        self.assertEqual(told["outcome"], "partial")
        self.assertEqual({f["id"] for f in told["funders"]}, names)
        self.assertEqual({f["id"] for f in told["funders"]
                          if f["health"] != "ok"}, set(Web.BROKEN))
        self.assertEqual(asked & set(web.forbidden), set())
        self.assertNotIn("ny.almi.test", {host for host, _ in asked})
        self.assertExit(self.index(data), 0)
        self.look_at_health(data, names)

    def look_at_health(self, data, names):
        done = self.medel("sources", "--data", data, "--funders",
                          self.funders, "--json")
        self.assertExit(done, 0)
        told = {s["id"]: s for s in tree.read_jsonl(done.out)
                if s["id"] in names}
        self.assertEqual(set(told), names)
        for ident, source in told.items():
            with self.subTest(source=ident):
                broken = ident in Web.BROKEN
                self.assertEqual(source["health"],
                                 "failed" if broken else "ok")
                self.assertEqual(source["problem"] is not None, broken)
                if not broken:
                    self.assertGreaterEqual(source["pages"], Web.CALLS + 1)
                    self.assertGreaterEqual(source["calls"], 1)
                    self.assertEqual(source["age_days"], 0)
        table = self.medel("sources", "--data", data, "--funders",
                           self.funders, *sorted(names))
        self.assertIn("%d sources: %d ok, %d failed\n" % (
            len(names), len(names) - len(Web.BROKEN), len(Web.BROKEN)),
            table.out)
