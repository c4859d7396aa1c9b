"""medel update: the nightly job's lock, reports, room and thinning."""

import json
import os
import re
import shutil
import sqlite3

import case
from support import tree
from support.sites import SiteServer

HOST = "leaderskogochalv.localhost"
SAMPLE = re.compile(r'^([a-z_]+)(?:\{([a-z]+)="((?:[^"\\\n]|\\["\\n])*)"\})?'
                    r' (-?[0-9][0-9.e+-]*)$')


def metrics(path):
    """{(name, label's value): number}; every line must be in order, and each
    name be told of once, before its samples."""
    found, told, current = {}, set(), None
    with open(path, encoding="utf-8") as f:
        text = f.read()
    assert text.endswith("\n"), text
    for line in text.splitlines():
        if line.startswith("# HELP "):
            current = line.split(" ", 3)[2]
            assert current not in told, line
            told.add(current)
        elif line.startswith("# TYPE "):
            assert line == "# TYPE %s gauge" % current, line
        else:
            m = SAMPLE.match(line)
            assert m and m.group(1) == current, line
            key = (m.group(1), m.group(3))
            assert key not in found, line
            found[key] = float(m.group(4))
    return found


class Night(case.Case):
    """Grows one funder's site in its own data."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        tree.write_funder(cls.funders, "leader", "Leader", ["SE-AC"],
                          ["http://%s/" % HOST])

    @classmethod
    def update(cls, data, port, *more, **options):
        return cls.medel("update", "--data", data, "--funders", cls.funders,
                         "--today", tree.TODAY, *tree.crawl_options(port),
                         *more, **options)


class Contact(Night):
    """Whoever crawls tells the servers where to ask about it."""

    def agents(self, name, *more, **options):
        """What the servers were told, request by request."""
        data = self.path(name)
        with SiteServer(tree.sites_dir("north"), work=data + ".web") as web:
            self.assertExit(self.update(data, web.port, *more, **options), 0)
            return {r.agent for r in web.requests()}

    def test_by_option(self):
        (agent,) = self.agents("option", "--contact", "https://a.test/us")
        self.assertRegex(agent, r"^medel/[0-9.]+ \(\+https://a\.test/us\)$")

    def test_by_environment(self):
        env = dict(tree.environment(), MEDEL_CONTACT="us@a.test")
        (agent,) = self.agents("environment", env=env)
        self.assertRegex(agent, r"^medel/[0-9.]+ \(\+us@a\.test\)$")


class Reports(Night):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        tree.write_funder(cls.funders, "none", "Ingen", ["SE"],
                          ["http://nowhere.localhost/"])
        cls.report, cls.prom = cls.path("r.json"), cls.path("m.prom")
        with SiteServer(tree.sites_dir("north"), work=cls.path("web")) as web:
            cls.done = cls.update(cls.path("data"), web.port, "--report",
                                  cls.report, "--metrics", cls.prom)
        with open(cls.report, encoding="utf-8") as f:
            cls.told = json.load(f)
        cls.figures = metrics(cls.prom)

    def test_report(self):
        self.assertExit(self.done, 4)
        told = self.told
        self.assertEqual((told["format"], told["outcome"],
                          told["exit_status"]), (1, "partial", 4))
        self.assertLessEqual(told["started_at"], told["ended_at"])
        self.assertGreater(told["disk"]["free_bytes"],
                           told["disk"]["needed_bytes"])
        self.assertEqual(list(told["steps"]), ["crawl", "index", "thin"])
        crawl, index, thin = (told["steps"][s] for s in told["steps"])
        self.assertEqual([s["exit_status"] for s in (crawl, index, thin)],
                         [4, 0, 0])
        self.assertEqual({f["id"]: f["health"]
                          for f in crawl["report"]["funders"]},
                         {"leader": "ok", "none": "failed"})
        calls = len(self.export(self.path("data")))
        self.assertGreater(calls, 0)
        self.assertEqual(index["report"]["calls"]["live"], calls)
        self.assertEqual(index["report"]["calls"]["new"], calls)
        self.assertEqual(index["report"]["pages"]["read"],
                         crawl["report"]["totals"]["pages"])
        self.assertEqual(thin["report"],
                         {"pages": 0, "bodies": 0, "bytes": 0})

    def test_metrics(self):
        n, told = self.figures, self.told
        self.assertEqual(n["medel_update_exit_status", None], 4)
        self.assertEqual(n["medel_update_success", None], 1)
        self.assertEqual(n["medel_funders", "ok"], 1)
        self.assertEqual(n["medel_funders", "failed"], 1)
        self.assertEqual(n["medel_funder_failed", "none"], 1)
        self.assertEqual(n["medel_funder_failed", "leader"], 0)
        crawl = told["steps"]["crawl"]["report"]
        self.assertEqual(n["medel_crawl_requests", None],
                         crawl["totals"]["requests"])
        self.assertEqual(n["medel_crawl_pages", "new"],
                         crawl["totals"]["new"])
        self.assertEqual(n["medel_calls", "live"],
                         told["steps"]["index"]["report"]["calls"]["live"])
        for step in told["steps"]:
            self.assertIn(("medel_update_step_seconds", step), n)
        self.assertGreater(n["medel_update_end_time_seconds", None], 1.6e9)

    def test_lines(self):
        """A line a funder, and nothing that only a terminal understands."""
        self.assertHarmless(self.done.out, self.done.err)
        self.assertNotIn("\r", self.done.out + self.done.err)
        self.assertEqual(len(re.findall(r"^leader: ", self.done.out, re.M)), 1)
        self.assertEqual(len(re.findall(r"^medel: none: ", self.done.err,
                                        re.M)), 1)

    def test_nothing_is_left_about(self):
        for name in os.listdir(self.work):
            self.assertNotRegex(name, r"\.(json|prom)\..")

    def test_what_is_there_stays_what_it_is(self):
        """A link stays a link, a file keeps its mode, a device is no file."""
        target, link = self.path("target"), self.path("link")
        with open(target, "w", encoding="utf-8") as f:
            f.write("older\n")
        os.chmod(target, 0o640)
        os.symlink(target, link)
        done = self.medel("update", "--data", self.path("room"), "--room",
                          "2000000000", "--report", "/dev/stdout",
                          "--metrics", link)
        self.assertExit(done, 3)
        self.assertEqual(json.loads(done.out)["outcome"], "no_room")
        self.assertTrue(os.path.islink(link))
        self.assertEqual(os.stat(target).st_mode & 0o777, 0o640)
        self.assertEqual(metrics(target)["medel_update_success", None], 0)

    def test_where_it_cannot_be_written(self):
        for option in ("--report", "--metrics"):
            done = self.medel("update", "--data", self.path("other"),
                              "--funders", self.funders, option,
                              self.path("no", "such", "f"))
            self.assertComplains(done, (3,), "no/such/f")
            self.assertFalse(os.path.exists(self.path("other")))


class Overlap(Night):
    def test_the_second_leaves(self):
        data = self.path("data")
        report = self.path("r.json")
        with SiteServer(tree.sites_dir("north"), work=self.path("web"),
                        faults=["* delay=150"]) as web:
            first = case.Process(
                "update", "--data", data, "--funders", self.funders,
                "--today", tree.TODAY, *tree.crawl_options(web.port))
            self.assertTrue(case.wait_until(lambda: web.count() > 1))
            asked = web.count()
            second = self.update(data, web.port, "--report", report)
            self.assertComplains(second, (75,), "another run", "update.lock")
            self.assertTrue(first.running())
            web.faults("* delay=0")
            code, err = first.wait()
            self.assertEqual(code, 0, err)
            self.assertGreater(web.count(), asked)
            third = self.update(data, web.port, "--report", report)
        self.assertExit(third, 0)
        self.assertTrue(self.export(data))


class Room(Night):
    def test_too_little(self):
        report, prom = self.path("r.json"), self.path("m.prom")
        with SiteServer(tree.sites_dir("north"),
                        work=self.path("web")) as web:
            done = self.update(self.path("data"), web.port, "--room",
                               "2000000000", "--report", report, "--metrics",
                               prom)
            self.assertComplains(done, (3,), self.path("data"), "MB are free",
                                 "make room")
            self.assertEqual(web.requests(), [])
        with open(report, encoding="utf-8") as f:
            told = json.load(f)
        self.assertEqual((told["outcome"], told["exit_status"]),
                         ("no_room", 3))
        self.assertEqual(told["steps"],
                         {"crawl": None, "index": None, "thin": None})
        n = metrics(prom)
        self.assertEqual(n["medel_update_exit_status", None], 3)
        self.assertGreater(n["medel_disk_needed_bytes", None],
                           n["medel_disk_free_bytes", None])
        self.assertNotIn(("medel_crawl_requests", None), n)

    def test_swedish(self):
        done = self.medel("update", "--data", self.path("sv"), "--room",
                          "2000000000",
                          env=tree.environment(LC_ALL="sv_SE.UTF-8"))
        self.assertComplains(done, (3,), "MB är lediga", "--room")


class Thinned(Night):
    """A year of nights in which every page changed, then one update."""

    NIGHTS = 365

    def age(self, data):
        """Gives each page a former body for each night; how many pages."""
        db = sqlite3.connect(os.path.join(data, "crawl.db"))
        pages = db.execute("SELECT page.id, page.version, zstd, url FROM page"
                           " JOIN body ON body.page = page.id AND"
                           " body.version = page.version").fetchall()
        for ident, version, zstd, _ in pages:
            self.assertEqual(version, 1)
            at = db.execute("SELECT fetched_at FROM body WHERE page = ?",
                            (ident,)).fetchone()[0]
            db.execute("UPDATE body SET version = ? WHERE page = ?",
                       (self.NIGHTS, ident))
            db.execute("UPDATE page SET version = ? WHERE id = ?",
                       (self.NIGHTS, ident))
            db.executemany(
                "INSERT INTO body (page, version, fetched_at, length, zstd)"
                " VALUES (?, ?, ?, 1, ?)",
                [(ident, n, at - (self.NIGHTS - n) * 86400, b"old")
                 for n in range(1, self.NIGHTS)])
        db.commit()
        db.close()
        return [url for *_, url in pages]

    @staticmethod
    def bodies(data):
        db = sqlite3.connect(os.path.join(data, "crawl.db"))
        found = dict(db.execute("SELECT url, count(*) FROM body JOIN page ON"
                                " page.id = body.page GROUP BY page.id"))
        present = db.execute("SELECT count(*) FROM body JOIN page ON page.id ="
                             " body.page AND page.version = body.version"
                             ).fetchone()[0]
        db.close()
        return found, present

    def anew(self, data, name):
        """Its records and index made of crawl.db alone."""
        copy = self.path(name)
        os.makedirs(copy)
        for f in os.listdir(data):
            if f.startswith("crawl.db"):
                shutil.copy(os.path.join(data, f), copy)
        self.assertExit(self.index(copy), 0)
        return self.lasting(self.export(copy))

    def test_thinning(self):
        data = self.path("data")
        with SiteServer(tree.sites_dir("north"),
                        work=self.path("web")) as web:
            self.assertExit(self.update(data, web.port), 0)
            pages = self.age(data)
            before, anew = self.export(data), self.anew(data, "before")
            # What the indexer has not read in its last version stays whole.
            self.assertExit(self.update(data, web.port), 0)
            self.assertEqual(set(self.bodies(data)[0].values()),
                             {self.NIGHTS})
            self.read_all(data)
            report = self.path("r.json")
            done = self.update(data, web.port, "--report", report)
            self.assertExit(done, 0)
        self.assertIn("former versions", done.out)
        kept, present = self.bodies(data)
        self.assertEqual(set(kept), set(pages))
        self.assertEqual(present, len(pages))
        needed = {u for r in before for u in
                  [r["url"], *r["urls"], *(e["url"] for e in
                                           r["evidence"].values())]}
        thinned = 0
        for url, n in kept.items():
            if url in needed:
                self.assertEqual(n, self.NIGHTS, url)
            elif n < self.NIGHTS:
                thinned += 1
                # Five, and a year has twelve months or touches thirteen.
                self.assertIn(n, (16, 17, 18), url)
        self.assertGreater(thinned, 3)
        with open(report, encoding="utf-8") as f:
            thin = json.load(f)["steps"]["thin"]["report"]
        self.assertEqual(thin["pages"], thinned)
        self.assertEqual(thin["bodies"], sum(self.NIGHTS - n
                                             for n in kept.values()))
        self.assertEqual(self.export(data), before)
        self.assertExit(self.index(data, "--rebuild"), 0)
        self.assertEqual(self.export(data), before)
        self.assertEqual(self.anew(data, "after"), anew)

    @staticmethod
    def read_all(data):
        """As if the indexer had read each page in its last version."""
        db = sqlite3.connect(os.path.join(data, "calls.db"))
        db.execute("UPDATE page SET version = %d, tried_version = %d" % (
            (Thinned.NIGHTS,) * 2))
        db.execute("UPDATE reading SET version = %d" % Thinned.NIGHTS)
        db.commit()
        db.close()
