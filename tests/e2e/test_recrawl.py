"""Pages over time: clocks, error pages that say 200, sites without end, sites
that break down; and what the crawl says of them."""

import datetime
import json
import os
import re
import sqlite3
import time

import case
from support import screen, tree
from support.pages import PageServer

WORDS = ("Fonden stöder föreningar och sociala företag som vill pröva nya "
         "sätt att arbeta tillsammans i sin bygd. Stödet söks av den som äger "
         "verksamheten, och styrelsen beslutar fyra gånger om året efter "
         "samråd med dem som känner orten. ")
LOST = ("Här var det tomt. Vi kan inte visa det som du bad om. Kanske har "
        "adressen ändrats, kanske har den aldrig funnits. Gå till startsidan "
        "eller hör av dig till vår växel så hjälper vi dig vidare. ")
PROBE = re.compile(r"/medel-no-such-page-[0-9a-f]{8}$")


def page(title, text, *links, name="Bidrag %s"):
    return ("<!doctype html><html lang=sv><head><title>%s</title></head><body>"
            "<h1>%s</h1><p>%s</p><ul>%s</ul></body></html>" % (
                title, title, text, "".join(
                    "<li><a href=\"%s\">%s</a>" % (
                        l, name % l if "%" in name else name)
                    for l in links)))


def call(title, day):
    months = ("januari februari mars april maj juni juli augusti september "
              "oktober november december").split()
    return page(title, WORDS + "Föreningar kan söka högst 200 000 kronor. "
                "Sista ansökningsdag är %d %s %d." % (
                    day.day, months[day.month - 1], day.year))


class Site:
    """What the hosts show; a few switches change it between crawls."""

    def __init__(self):
        self.visitors = 0
        self.broken = False
        self.slow = 0
        today = datetime.date.today()
        self.near = today + datetime.timedelta(days=6)
        self.far = today + datetime.timedelta(days=90)

    def __call__(self, host, path):
        if path in ("/robots.txt", "/sitemap.xml"):
            return 404, ""
        return getattr(self, host.split(".")[0])(path)

    def clock(self, path):
        """The same page at five addresses, each time with the time."""
        self.visitors += 1
        time.sleep(self.slow)
        now = time.time()
        stamp = "Klockan är %s. %.6f. %s" % (
            time.strftime("%H:%M:%S"), now,
            datetime.datetime.now().isoformat())
        if path == "/":
            return 200, page("Klockor", stamp, *["/a%d" % i for i in range(5)])
        return 200, page("Bidrag", WORDS + stamp)

    def soft(self, path):
        """No address is unknown, and no title tells."""
        if path == "/":
            return 200, page("Fonden", WORDS, "/stod-1", "/stod-2", "/gammal-1",
                             "/gammal-2")
        if path == "/stod-1" or (path == "/stod-2" and not self.broken):
            return 200, page("Bidrag " + path[-1], WORDS + "Del " + path[-1])
        return 200, page("Fonden", LOST, "/")

    def says(self, path):
        if path == "/":
            return 200, page("Fonden", WORDS, "/stod", "/borta")
        if path == "/stod":
            return 200, page("Bidrag", WORDS)
        return 200, page("404 – Sidan hittades inte", WORDS)

    def honest(self, path):
        if path == "/":
            return 200, page("Fonden", WORDS, "/410", "/404", "/kvar")
        if path == "/kvar" or not self.broken:
            return 200, page("Bidrag", WORDS + path)
        return int(path[1:]), page("Nej", "Nej")

    def trap(self, path):
        """A calendar without end, sessions in the path, facets."""
        n = sum(map(ord, path))
        if path == "/":
            return 200, page("Kalender", WORDS, "/kalender/2026/11",
                             "/s/1234567/start", "/f?a=1&b=2", "/q/1/",
                             "/" + "x" * 3000, "/aa/bb/aa/bb/aa/bb/")
        if path.startswith("/kalender/"):
            _, _, year, month = path.split("/")
            k = int(year) * 12 + int(month)
            return 200, page("Kalender", WORDS + "Inget händer just då.", *[
                "/kalender/%d/%d" % ((k + d) // 12, (k + d) % 12 + 1)
                for d in range(0, 40)], name="Annan månad")
        if path.startswith("/s/"):
            return 200, page("Start", WORDS + "Välkommen.", *[
                "/s/%d/start" % (1234567 + 10 * n + i) for i in range(9)],
                             name="Hem")
        if path.startswith("/f?"):
            return 200, page("Urval", WORDS + "Urval %d" % n, *[
                "/f?a=%d&b=%d" % (n + i, n * i) for i in range(40)])
        return 200, page("Q " + path, "Q " + path, path + "q%d/" % n)

    def fewer(self, path):
        """A rebuilt site: its old addresses lead to the front page."""
        if path == "/":
            return 200, page("Fonden", WORDS, *[
                "/bidrag-%d" % i for i in range(12)] * (not self.broken))
        if path.startswith("/bidrag-") and not self.broken:
            return 200, page("Bidrag " + path, WORDS + "Nummer " + path)
        return 302, "", {"Location": "/"}

    def moved(self, path):
        """Another one: they lead to one page of their own."""
        if path == "/":
            return 200, page("Fonden", WORDS, *[
                "/stod-%d" % i for i in range(12)] * (not self.broken))
        if path.startswith("/stod-") and not self.broken:
            return 200, page("Bidrag " + path, WORDS + "Nummer " + path)
        if path == "/arkiv":
            return 200, page("Arkiv", WORDS + "Allt gammalt finns här.")
        return 302, "", {"Location": "/arkiv"}

    def dated(self, path):
        if path == "/":
            return 200, page("Fonden", WORDS, "/alla")
        if path == "/alla":
            return 200, page("Alla bidrag", WORDS, "/utlysning-snart",
                             "/utlysning-sen")
        if path == "/utlysning-snart":
            return 200, call("Utlysning: bygdens lokaler", self.near)
        if path == "/utlysning-sen":
            return 200, call("Utlysning: unga ledare", self.far)
        return 404, ""


HOSTS = ("clock", "soft", "says", "honest", "trap", "fewer", "moved", "dated")


class Recrawl(case.Case):
    weight = 6
    INTERVAL = ("SELECT interval / 3600, (SELECT count(*) FROM body WHERE page ="
                " page.id) FROM page WHERE url LIKE '%/utlysning-sen'")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        site = Site()
        cls.data = cls.path("data")
        for host in HOSTS:
            tree.write_funder(cls.funders, host, host, ["SE"],
                              ["http://%s.localhost/" % host])
        with PageServer(site) as web:
            cls.web = web
            cls.runs, cls.reports, cls.marks = [], [], []

            def crawl(*more):
                cls.marks.append(len(web.asked))
                path = cls.path("report-%d.json" % len(cls.runs))
                cls.runs.append(cls.crawl(cls.data, web.port, "--report", path,
                                          *more))
                with open(path, encoding="utf-8") as f:
                    report = json.load(f)
                cls.reports.append(report)
                return {f["id"]: f for f in report["funders"]}

            cls.first = crawl()
            cls.indexed = cls.medel("index", "--data", cls.data)
            cls.groups = cls.sql(
                "SELECT ifnull(near_of, id), count(*) FROM page WHERE funder ="
                " 'clock' AND url LIKE '%/a_' GROUP BY 1")
            site.broken = True
            cls.second = crawl("--force")
            cls.sources = {s["id"]: s for s in tree.read_jsonl(cls.medel(
                "sources", "--data", cls.data, "--funders", cls.funders,
                "--json").out)}
            cls.table = cls.medel("sources", "--data", cls.data, "--funders",
                                  cls.funders).out
            # A day goes by, and nothing is due but what a rule makes so.
            cls.sql("UPDATE page SET checked_at = checked_at - 86400,"
                    " due_at = checked_at + 864000")
            crawl("dated")
            crawl("--force", "clock")
            cls.interval = [cls.sql(cls.INTERVAL)]
            site.far += datetime.timedelta(days=7)
            cls.moved_on = crawl("--force", "dated")
            cls.interval.append(cls.sql(cls.INTERVAL))
            site.slow = 0.3
            cls.screen = screen.show(
                [case.program("medel"), "crawl", "--data", cls.data,
                 "--funders", cls.funders, *tree.crawl_options(web.port),
                 "--force", "clock"], tree.environment(TERM="xterm"))

    @classmethod
    def sql(cls, text):
        db = sqlite3.connect(os.path.join(cls.data, "crawl.db"))
        with db:
            rows = db.execute(text).fetchall()
        db.close()
        return rows

    def asked(self, host, run):
        """The addresses that one of the crawls asked HOST for."""
        end = (self.marks + [None])[run + 1]
        return [a.path for a in self.web.asked[self.marks[run]:end]
                if a.host == host + ".localhost"
                and not a.path.endswith((".txt", ".xml"))]

    def states(self, funder):
        return dict(self.sql("SELECT replace(url, 'http://%s.localhost', ''),"
                             " state FROM page WHERE funder = '%s' AND kind = 0"
                             % (funder, funder)))

    # --- clocks --------------------------------------------------------------

    def test_row_59_pages_with_a_clock_are_one_group(self):
        """All are on record as looking like the first of them."""
        self.assertEqual([n for _, n in self.groups], [5])
        self.assertEqual(self.first["clock"]["alike"], 4)

    def test_a_clock_is_no_change(self):
        self.assertEqual(self.second["clock"]["changed"], 0)
        self.assertEqual(self.second["clock"]["unchanged"], 6)
        intervals = self.sql("SELECT min(interval), max(interval) FROM page"
                             " WHERE funder = 'clock' AND kind = 0 AND depth = 1")
        self.assertEqual(intervals, [(72000, 72000)])

    def test_a_clock_does_not_fill_the_disk(self):
        bodies = self.sql("SELECT count(*), max(n) FROM (SELECT count(*) AS n"
                          " FROM body JOIN page ON body.page = page.id WHERE"
                          " funder = 'clock' GROUP BY page)")
        self.assertEqual(bodies, [(6, 2)])

    # --- pages that are not there --------------------------------------------

    def test_error_page_of_all_addresses(self):
        """What a host shows for an address that cannot exist is no page."""
        probes = [p for run in (0, 1) for p in self.asked("soft", run)
                  if PROBE.match(p)]
        self.assertEqual(len(probes), 1)
        states = self.states("soft")
        self.assertEqual(states["/gammal-1"], 3)
        self.assertEqual(states["/gammal-2"], 3)
        self.assertEqual(states["/stod-1"], 1)
        self.assertEqual(self.first["soft"]["pages"], 3)
        self.assertEqual(self.first["soft"]["soft_404"], 2)

    def test_page_became_an_error_page(self):
        """Asked twice to be sure; its history stays."""
        self.assertEqual(self.asked("soft", 1).count("/stod-2"), 2)
        self.assertEqual(self.states("soft")["/stod-2"], 3)
        self.assertEqual(self.second["soft"]["gone"], 1)
        kept = self.sql("SELECT count(*) FROM body JOIN page ON body.page ="
                        " page.id WHERE url LIKE '%soft%/stod-2'")
        self.assertEqual(kept, [(1,)])

    def test_page_that_says_so(self):
        self.assertEqual(self.states("says")["/borta"], 3)
        self.assertEqual(self.states("says")["/stod"], 1)
        self.assertEqual(self.first["says"]["soft_404"], 1)
        self.assertEqual(self.asked("says", 0).count("/borta"), 1)

    def test_gone_is_confirmed_once(self):
        for path in ("/404", "/410"):
            self.assertEqual(self.asked("honest", 1).count(path), 2)
            self.assertEqual(self.states("honest")[path], 3)
        self.assertEqual(self.second["honest"]["gone"], 2)
        self.assertEqual(self.second["honest"]["soft_404"], 0)
        self.assertEqual(self.second["honest"]["health"], "ok")

    # --- sites without end ---------------------------------------------------

    def test_traps_end(self):
        asked = self.asked("trap", 0)
        self.assertLess(len(asked), 400)
        self.assertEqual(len(asked), len(set(asked)))
        for kind in ("/kalender/", "/s/"):
            n = sum(p.startswith(kind) for p in asked)
            # Up to four more are under way when one shows what it is.
            self.assertLessEqual(n, 30 + 4, kind)
        cut = {c["reason"]: c for c in self.first["trap"]["cut"]}
        for reason in ("alike", "variants", "long", "repeats", "depth"):
            self.assertIn(reason, cut)
            self.assertGreater(cut[reason]["n"], 0)
        self.assertRegex(cut["alike"]["example"],
                         r"^http://trap.localhost/(kalender/|s/|f.)")

    def test_summary_says_what_was_cut(self):
        for line in (r"left out \d+: .*look alike; such as http://trap\.",
                     r"left out \d+: .*other parameters; such as .*/f\?a="):
            self.assertRegex(self.runs[0].out, line)

    # --- health --------------------------------------------------------------

    def test_exit_status(self):
        self.assertExit(self.runs[0], 0)
        self.assertExit(self.runs[1], 4)
        self.assertEqual([r["outcome"] for r in self.reports[:2]],
                         ["ok", "partial"])

    def test_far_less_than_before_is_a_failure(self):
        f = self.second["fewer"]
        self.assertEqual(f["health"], "failed")
        self.assertEqual((f["alive"], f["alive_before"]), (1, 13))
        self.assertIn("12 pages gone", f["problem"])
        self.assertIn("fewer: ", self.runs[1].err)
        f = self.second["moved"]
        self.assertEqual((f["alive"], f["alive_before"]), (2, 13))
        self.assertEqual(f["gone"], 0)
        self.assertIn("2 pages left, of 13", f["problem"])
        self.assertEqual(self.sources["fewer"]["health"], "failed")
        self.assertEqual(self.sources["fewer"]["alive"], 1)
        self.assertRegex(self.table, r"fewer .*failed.*12 pages gone")
        healthy = {f["id"] for f in self.reports[1]["funders"]
                   if f["health"] == "ok"}
        self.assertEqual(healthy, set(HOSTS) - {"fewer", "moved"})

    def test_report_adds_up(self):
        for report in self.reports:
            for key in ("pages", "new", "changed", "gone", "requests"):
                self.assertEqual(report["totals"][key],
                                 sum(f[key] for f in report["funders"]))
            self.assertRegex(report["started_at"], r"^\d{4}-\d\d-\d\dT")
            self.assertLessEqual(report["started_at"], report["ended_at"])
        self.assertEqual(self.first["dated"]["calls"], None)
        self.assertEqual(self.second["dated"]["calls"], 2)

    def test_a_line_a_funder(self):
        lines = [l.split(":")[0] for l in self.runs[0].out.splitlines()]
        self.assertEqual(sorted(l for l in lines if l in HOSTS),
                         sorted(HOSTS))

    def test_progress_on_a_terminal(self):
        self.assertEqual(self.screen.code, 0)
        self.assertRegex(self.screen.text,
                         r"0 of 1 funder.*, \d pages, \d to go, \d\.\d "
                         r"pages/s, \d+ s left")
        self.assertNotIn("pages/s", self.runs[0].out + self.runs[0].err)

    def test_report_that_cannot_be_written(self):
        """Told before the crawl, not after it."""
        before = len(self.web.asked)
        for path in (self.path("none", "r.json"), self.work):
            done = self.crawl(self.data, self.web.port, "--report", path)
            self.assertComplains(done, (3,), path)
        self.assertEqual(len(self.web.asked), before)

    # --- when ----------------------------------------------------------------

    def test_interval_follows_changes(self):
        """Looked at twice without a change, then with one: its deadline
        moved, and nothing else."""
        self.assertEqual(self.interval, [[(30, 1)], [(20, 2)]])
        self.assertEqual(self.moved_on["dated"]["changed"], 1)

    def test_near_deadline_every_night(self):
        self.assertExit(self.indexed, 0)
        self.assertEqual(sorted(self.asked("dated", 2)),
                         ["/", "/utlysning-snart"])
