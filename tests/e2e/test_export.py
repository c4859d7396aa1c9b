"""Lists of calls in every format, read back by others than medel."""

import csv
import datetime
import io
import json
import os
import re
import shutil
import stat
import subprocess
import unittest
import xml.etree.ElementTree as ElementTree
import zipfile

import case
from support import npm, tree
from support.sites import SiteServer

DATA = os.path.join(case.BASE, "data")
PROFILES = os.path.join(tree.sites_dir("north"), os.pardir, "profiles")
PROFILE = os.path.join(PROFILES, "n-vuollerim-aterbruk.yaml")
FORMATS = ("table", "jsonl", "json", "csv", "xlsx", "ics", "atom", "md",
           "html")
ATOM = "{http://www.w3.org/2005/Atom}"
SWEDISH = tree.environment(LC_ALL="sv_SE.UTF-8")
STOCKHOLM_WINTER = datetime.timezone(datetime.timedelta(hours=1))
STOCKHOLM_SUMMER = datetime.timezone(datetime.timedelta(hours=2))


def read(path):
    with open(path, "rb") as f:
        return f.read()


class Exported:
    """medel export, search and match into files."""

    @classmethod
    def wrote(cls, command, name, *more, data=DATA, code=0, **options):
        """The path of what COMMAND wrote as NAME."""
        path = cls.path(name)
        done = cls.medel(command, "--data", data, "--today", tree.TODAY,
                         "--output", path, *more, **options)
        if done.code != code or done.out:
            raise AssertionError("medel %s: exit status %d: %s%s" % (
                command, done.code, done.err, done.out))
        return path

    @classmethod
    def lines(cls, command, *more, data=DATA):
        return tree.read_jsonl(read(cls.wrote(
            command, command + ".jsonl", *more, data=data)).decode())


class Files(Exported, case.Case):
    quick = True

    def test_the_same_bytes_each_time(self):
        """In every format, into a file and to standard output."""
        for f in FORMATS:
            with self.subTest(f):
                one = read(self.wrote("search", "one." + f, "--format", f,
                                      "--profile", PROFILE))
                two = read(self.wrote("search", "two." + f, "--format", f,
                                      "--profile", PROFILE))
                self.assertEqual(one, two)
                self.assertTrue(one)
                if f not in ("xlsx", "table"):
                    out = self.medel("search", "--data", DATA, "--today",
                                     tree.TODAY, "--format", f, "--profile",
                                     PROFILE).out
                    self.assertEqual(out.encode(), one)

    def test_the_name_tells_the_format(self):
        self.assertEqual(read(self.wrote("export", "a.json"))[:1], b"[")
        self.assertEqual(read(self.wrote("export", "a.XLSX"))[:2], b"PK")
        done = self.medel("export", "--data", DATA, "--output",
                          self.path("a.xslx"))
        self.assertComplains(done, (2,), "a.xslx", "--format")
        self.assertFalse(os.path.exists(self.path("a.xslx")))

    def test_whole_or_not_at_all(self):
        """What fails leaves the file of yesterday, and nothing beside it."""
        folder = self.path("kept")
        os.makedirs(folder)
        path = os.path.join(folder, "calls.csv")
        with open(path, "w", encoding="utf-8") as f:
            f.write("yesterday\n")
        os.chmod(path, 0o640)
        for command in (("export", "--data", self.path("none")),
                        ("search", "--data", DATA, "--profile",
                         self.path("none.yaml")),
                        ("search", "--data", DATA, "region:norbotten")):
            self.assertExit(self.medel(*command, "--output", path), 2, 3)
            self.assertEqual(read(path), b"yesterday\n")
            self.assertEqual(os.listdir(folder), ["calls.csv"])
        done = self.medel("export", "--data", DATA, "--output", path)
        self.assertExit(done, 0)
        self.assertIn(b"\r\n", read(path))
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o640)
        self.assertEqual(os.listdir(folder), ["calls.csv"])
        done = self.medel("export", "--data", DATA, "--output",
                          os.path.join(folder, "no", "calls.csv"))
        self.assertComplains(done, (3,), "calls.csv")

    def test_nothing_found_is_a_file_too(self):
        for f in FORMATS:
            path = self.wrote("search", "none." + f, "--format", f,
                              "zzzzqqqq", code=1)
            self.assertTrue(os.path.exists(path))
        with zipfile.ZipFile(self.path("none.xlsx")) as z:
            self.assertIsNone(z.testzip())
        ElementTree.parse(self.path("none.atom"))

    def test_mistakes(self):
        for more, words in (
                (("--dialect", "excel", "--format", "md"), ("--dialect",)),
                (("--format", "xlxs"), ("xlxs", "xlsx")),
                (("--dialect", "exel", "--format", "csv"), ("excel",))):
            self.assertComplains(self.medel("search", "--data", DATA, *more),
                                 (2,), *words)
        self.assertComplains(
            self.medel("search", "--data", DATA, "--facets", "--format",
                       "ics"), (2,), "--facets", "ics")


class Csv(Exported, case.Case):
    quick = True

    @classmethod
    def rows(cls, path, **how):
        text = read(path).decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline=""), **how))

    def test_values(self):
        records = self.lines("export")
        rows = self.rows(self.wrote("export", "e.csv"), strict=True)
        self.assertEqual([r["id"] for r in rows], [r["id"] for r in records])
        for row, record in zip(rows, records):
            self.assertEqual(row["deadlines"],
                             "; ".join(record["deadlines"]))
            for field in ("award_ceiling", "funding_rate", "total_budget"):
                want = record[field]
                self.assertEqual(
                    float(row[field]) if row[field] else None, want)
            self.assertEqual(row["rolling"] == "true", record["rolling"])
            self.assertEqual(row["themes"], "; ".join(record["themes"]))

    def test_excel(self):
        """Swedish Excel wants semicolons and a comma in numbers."""
        usual = self.rows(self.wrote("search", "s.csv", "--profile", PROFILE))
        for env, name, how in ((SWEDISH, "sv.csv", {"delimiter": ";"}),
                               (None, "en.csv", {})):
            path = self.wrote("search", name, "--profile", PROFILE,
                              "--dialect", "excel", env=env)
            self.assertEqual(read(path)[:3], b"\xef\xbb\xbf")
            rows = self.rows(path, strict=True, **how)
            self.assertEqual([r["id"] for r in rows],
                             [r["id"] for r in usual])
            for a, b in zip(rows, usual):
                score = a["score"]
                self.assertEqual("," in score, env is SWEDISH)
                self.assertEqual(score.replace(",", "."), b["score"])
        self.assertEqual(read(self.path("s.csv"))[:3], b"id,")

    def test_columns(self):
        """New ones come last; whose a row is, first."""
        plain = read(self.wrote("export", "e.csv")).split(b"\r\n")[0].decode()
        ranked = read(self.wrote("search", "r.csv")).split(b"\r\n")[0].decode()
        each = read(self.wrote("match", "m.csv", "--profiles",
                               PROFILES)).split(b"\r\n")[0].decode()
        for line in (plain, ranked):
            self.assertTrue(line.endswith(",meetings"))
        self.assertTrue(ranked.startswith(
            plain.removesuffix("meetings") + "score,eligibility,"))
        self.assertEqual(each, "profile," + ranked)


class Calendar(Exported, case.Case):
    quick = True

    @staticmethod
    def moments(record):
        """Days and moments that a calendar of the record has to have."""
        time = record["deadline_time"]
        for day in record["deadlines"]:
            if day < tree.TODAY:
                continue
            if time is None:
                yield day
                continue
            local = datetime.datetime.fromisoformat("%sT%s" % (day, time))
            summer = "-03-28" < day[4:] < "-10-25"
            zone = STOCKHOLM_SUMMER if summer else STOCKHOLM_WINTER
            yield local.replace(tzinfo=zone).astimezone(
                datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:00.000Z")

    @npm.needs("ical.js")
    def test_second_library(self):
        records = {r["id"]: r for r in self.lines("export")}
        seen = npm.read("calendar_reader.mjs", self.wrote("export", "e.ics"))
        self.assertEqual(seen["version"], "2.0")
        uids = [e["uid"] for e in seen["events"]]
        self.assertEqual(len(uids), len(set(uids)))
        by_id = {}
        for e in seen["events"]:
            by_id.setdefault(re.match(r"(.*?)-(deadline|opens|meeting)",
                                      e["uid"]).group(1), []).append(e)
        n = met = 0
        for ident, record in records.items():
            events = [e for e in by_id.get(ident, [])
                      if "-deadline-" in e["uid"]]
            self.assertEqual(sorted(e["day"] or e["moment"] for e in events),
                             sorted(self.moments(record)), ident)
            n += len(events)
            for e in events:
                self.assertIn(" ".join(record["title"].split()), e["summary"])
                self.assertEqual(e["url"], record["url"])
                self.assertIn("\n", e["description"])
                self.assertEqual(len(e["alarms"]), 3)
                self.assertTrue(all(a < 0 for a in e["alarms"]))
            opens = [e for e in by_id.get(ident, []) if "-opens" in e["uid"]]
            coming = record["opens"] and record["opens"] > tree.TODAY
            self.assertEqual([e["day"] for e in opens],
                             [record["opens"]] if coming else [])
            held = [e for e in by_id.get(ident, []) if "-meeting-" in e["uid"]]
            self.assertEqual(sorted((e["day"] or e["moment"], e["end"])
                                    for e in held),
                             sorted(self.meetings(record)), ident)
            for e in held:
                self.assertEqual(len(e["alarms"]), 1)
            met += len(held)
        self.assertGreater(n, 10)
        self.assertGreater(met, 0)

    @classmethod
    def meetings(cls, record):
        """Start and end of each to come; an hour where no end is stated."""
        for m in record["meetings"]:
            if m["date"] < tree.TODAY:
                continue
            if m["time"] is None:
                yield m["date"], None
                continue
            start, end = (next(cls.moments({"deadlines": [m["date"]],
                                            "deadline_time": t}))
                          for t in (m["time"], m["end"] or "%02d%s" % (
                              int(m["time"][:2]) + 1, m["time"][2:])))
            yield start, end

    def test_clients(self):
        """Each client has an event of its own, with its name."""
        text = read(self.wrote("match", "m.ics", "--profiles", PROFILES,
                               "--limit", "3")).decode()
        unfolded = text.replace("\r\n ", "")
        uids = re.findall(r"^UID:(.*)\r$", unfolded, re.M)
        self.assertEqual(len(uids), len(set(uids)))
        self.assertTrue(all(re.search(r"-n-[a-z-]+@medel$", u) for u in uids))
        self.assertIn("ek. för.)", unfolded)
        for line in text.split("\r\n"):
            self.assertLessEqual(len(line.encode()), 75)
        self.assertNotIn("\n", text.replace("\r\n", ""))


class Moved(Exported, case.Case):
    """A deadline that moves is the same event; a call that goes away is
    cancelled."""
    HOST = "vaxtkraftsverket.localhost"
    CALL = "sokfinansiering/utlysningar/affarslyftforsocialaforetag.3012.html"

    @npm.needs("ical.js")
    def test_it(self):
        tree.write_funder(self.funders, "vaxtkraftsverket",
                          "Växtkraftsverket", ["SE"],
                          ["http://%s/" % self.HOST])
        site = self.copy_site(self.HOST)
        data = self.path("data")
        pages = [os.path.join(site, self.CALL),
                 os.path.join(site, "affarslyft", "index.html")]

        def events(web, name):
            for _ in range(2):
                self.assertExit(self.crawl(data, web.port, "--force"), 0)
            self.assertExit(self.index(data), 0)
            seen = npm.read("calendar_reader.mjs",
                            self.wrote("export", name, data=data))
            return {e["uid"]: e for e in seen["events"]
                    if "Affärslyft" in e["summary"]
                    and "-deadline-" in e["uid"]}

        with SiteServer(self.path("sites"), work=self.path("web")) as web:
            before = events(web, "before.ics")
            for path in pages:
                case.edit(path, ("15 januari 2027", "29 januari 2027"))
            after = events(web, "after.ics")
            for path in pages:
                os.rename(path, path + ".gone")
            gone = events(web, "gone.ics")
        self.assertEqual(len(before), 1)
        self.assertEqual(list(after), list(before))
        uid = list(before)[0]
        when = [(e[uid]["day"] or e[uid]["moment"])[:10]
                for e in (before, after, gone)]
        self.assertEqual(when, ["2027-01-15", "2027-01-29", "2027-01-29"])
        self.assertGreater(after[uid]["sequence"], before[uid]["sequence"])
        self.assertGreater(gone[uid]["sequence"], after[uid]["sequence"])
        self.assertGreaterEqual(after[uid]["stamp"], before[uid]["stamp"])
        self.assertEqual([e[uid]["status"] for e in (before, after, gone)],
                         ["CONFIRMED", "CONFIRMED", "CANCELLED"])
        self.assertEqual(gone[uid]["alarms"], [])


class Workbook(Exported, case.Case):
    quick = True

    @npm.needs("exceljs")
    def test_second_reader(self):
        records = self.lines("export")
        book = npm.read("workbook_reader.mjs", self.wrote("export", "e.xlsx"))
        self.assertEqual(book["created"][:10], tree.TODAY)
        sheet = book["sheets"][0]
        self.assertEqual((sheet["view"]["state"], sheet["view"]["ySplit"],
                          sheet["view"]["xSplit"]), ("frozen", 1, 1))
        head, rows = sheet["rows"][0], sheet["rows"][1:]
        self.assertTrue(sheet["filter"])
        self.assertEqual(len(rows), len(records))
        at = {name: i for i, name in enumerate(head)}
        for row, record in zip(rows, records):
            title = " ".join(record["title"].split())
            self.assertEqual(row[at["Call"]],
                             {"text": title, "link": record["url"]})
            self.assertEqual(row[at["Id"]], record["id"])
            self.assertEqual(row[at["Sum to"]], record["award_ceiling"])
            rate = record["funding_rate"]
            self.assertEqual(row[at["Share of costs"]],
                             rate / 100 if rate is not None else None)
            days = [d for d in record["deadlines"] if d >= tree.TODAY]
            self.assertEqual(row[at["Last day"]],
                             {"date": days[0]} if days else None)
            self.assertFalse(any(isinstance(c, dict) and "formula" in c
                                 for c in row))

    @npm.needs("exceljs")
    def test_a_sheet_a_client(self):
        book = npm.read("workbook_reader.mjs", self.wrote(
            "match", "m.xlsx", "--profiles", PROFILES, "--limit", "2",
            env=SWEDISH))
        hits = self.lines("match", "--profiles", PROFILES, "--limit", "2")
        self.assertEqual(len(book["sheets"]), len(os.listdir(PROFILES)))
        ids = []
        for sheet in book["sheets"]:
            self.assertLessEqual(len(sheet["name"]), 31)
            at = {name: i for i, name in enumerate(sheet["rows"][0])}
            self.assertIn("Sista ansökningsdag", at)
            ids += [row[at["Id"]] for row in sheet["rows"][1:]]
        self.assertEqual(ids, [h["id"] for h in hits])

    def test_the_archive(self):
        """Nothing in it says when it was made."""
        with zipfile.ZipFile(self.wrote("export", "z.xlsx")) as z:
            self.assertIsNone(z.testzip())
            self.assertEqual({i.date_time for i in z.infolist()},
                             {(1980, 1, 1, 0, 0, 0)})
            sheet = z.read("xl/worksheets/sheet1.xml").decode()
        self.assertNotIn("<f>", sheet)


class Feed(Exported, case.Case):
    quick = True
    MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")

    def one(self, element, name):
        found = element.findall(ATOM + name)
        self.assertEqual(len(found), 1, name)
        return found[0]

    def check(self, path):
        """RFC 4287, section 4: what must be there, once, in its form."""
        feed = ElementTree.parse(path).getroot()
        self.assertEqual(feed.tag, ATOM + "feed")
        entries = feed.findall(ATOM + "entry")
        for element in (feed, *entries):
            self.assertRegex(self.one(element, "id").text,
                             r"^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-"
                             r"[0-9a-f]{12}$")
            self.assertTrue(self.one(element, "title").text.strip())
            self.assertRegex(self.one(element, "updated").text, self.MOMENT)
            for author in element.findall(ATOM + "author"):
                self.assertTrue(self.one(author, "name").text.strip())
        ids = [self.one(e, "id").text for e in (feed, *entries)]
        self.assertEqual(len(ids), len(set(ids)))
        self.assertTrue(feed.findall(ATOM + "author"))
        known = {ATOM + n for n in (
            "id", "title", "updated", "published", "author", "link",
            "category", "content", "subtitle", "generator", "entry")}
        for e in (feed, *entries):
            self.assertLessEqual({c.tag for c in e}, known)
        for e in entries:
            self.assertLessEqual(self.one(e, "updated").text,
                                 self.one(feed, "updated").text)
            self.assertTrue(e.findall(ATOM + "link")
                            or e.findall(ATOM + "content"))
            content = self.one(e, "content")
            self.assertEqual(content.get("type"), "xhtml")
            self.assertEqual([c.tag for c in content],
                             ["{http://www.w3.org/1999/xhtml}div"])
        return entries

    def validated(self, path):
        """What xmllint says of it by the schema of RFC 4287; '' where it is
        valid."""
        done = subprocess.run(
            ["xmllint", "--noout", "--relaxng",
             os.path.join(os.path.dirname(__file__), "atom.rng"), path],
            stderr=subprocess.PIPE, text=True, check=False)
        return "" if done.returncode == 0 else done.stderr

    def test_a_validator_takes_it(self):
        path = self.wrote("export", "v.atom")
        self.assertEqual(self.validated(path), "")
        with open(path, encoding="utf-8") as f:
            text = f.read()
        for lost in (r"<id>[^<]*</id>", r"<updated>[^<]*</updated>",
                     r"<author>.*?</author>"):
            with open(self.path("bad.atom"), "w", encoding="utf-8") as f:
                f.write(re.sub(lost, "", text, count=1, flags=re.S))
            self.assertIn("fails to validate",
                          self.validated(self.path("bad.atom")), lost)

    def test_it_is_atom(self):
        records = self.lines("export")
        entries = self.check(self.wrote("export", "e.atom"))
        self.assertEqual(
            [e.find(ATOM + "title").text for e in entries],
            [" ".join(r["title"].split()) for r in records])
        for e, r in zip(entries, records):
            self.assertEqual(e.find(ATOM + "link").get("href"), r["url"])
            self.assertEqual({c.get("term") for c in
                              e.findall(ATOM + "category")},
                             set(r["themes"]))

    def test_clients_have_entries_of_their_own(self):
        self.assertTrue(self.check(self.wrote(
            "match", "m.atom", "--profiles", PROFILES, env=SWEDISH)))


class Lists(Exported, case.Case):
    """The user's own lists; one is a client's."""
    quick = True
    CLIENT = "n-vuollerim-aterbruk"
    NOTE = "=ring Eva <b>nu</b>"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        profiles = cls.path("config", "medel", "profiles")
        os.makedirs(profiles)
        shutil.copy(PROFILE, profiles)
        cls.env = tree.environment(XDG_CONFIG_HOME=cls.path("config"),
                                   XDG_DATA_HOME=cls.path("home"))
        cls.hits = {h["id"]: h for h in cls.lines(
            "search", "--profile", PROFILE, "--limit", "4")}
        for name in (cls.CLIENT, "annat"):
            for ident in cls.hits:
                cls.medel("shortlist", "add", ident, "--list", name, "--note",
                          cls.NOTE, "--data", DATA, env=cls.env)
        cls.sent = next(i for i, h in cls.hits.items() if h["deadlines"])
        cls.medel("shortlist", "status", cls.sent, "submitted", "--list",
                  cls.CLIENT, env=cls.env)

    @classmethod
    def listed(cls, name, *more, **options):
        """The file that shortlist list wrote."""
        path = cls.path(name)
        done = cls.medel("shortlist", "list", "--data", DATA, "--today",
                         tree.TODAY, "--output", path, *more,
                         env=options.pop("env", cls.env), **options)
        if done.code != 0 or done.out:
            raise AssertionError("%d: %s" % (done.code, done.err))
        return path

    def test_every_format(self):
        for f in FORMATS:
            with self.subTest(f):
                self.assertTrue(read(self.listed("all." + f, "--format", f)))
        self.assertEqual(
            {r["id"] for r in json.loads(read(self.path("all.json")))},
            set(self.hits))

    def test_rows(self):
        rows = Csv.rows(self.listed("rows.csv"), strict=True)
        self.assertEqual(len(rows), 2 * len(self.hits))
        for row in rows:
            mine = row["list"] == self.CLIENT
            hit = self.hits[row["id"]]
            self.assertEqual(row["note"], "'" + self.NOTE)
            self.assertEqual(row["list_status"], "submitted" if mine and
                             row["id"] == self.sent else "considering")
            self.assertEqual(row["eligibility"],
                             hit["eligibility"]["verdict"] if mine else "")
            self.assertEqual(row["score"], "%.2f" % hit["score"]
                             if mine else "")

    def test_what_is_sent_in_rings_no_more(self):
        text = read(self.listed("mine.ics", "--list", self.CLIENT)).decode()
        events = text.replace("\r\n ", "").split("BEGIN:VEVENT")[1:]
        for event in events:
            sent = "UID:" + self.sent in event
            self.assertEqual("BEGIN:VALARM" in event,
                             not sent and "-deadline-" in event)
        self.assertTrue([e for e in events if "UID:" + self.sent in e])

    def test_report(self):
        text = read(self.listed("mine.html")).decode()
        self.assertNotIn("<b>nu", text)
        self.assertEqual(text.count('class="mine"'), 2 * len(self.hits))
        self.assertEqual(
            len(re.findall(r'class="badge (?:yes|unknown|no)"', text)),
            len(self.hits))


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@npm.needs("playwright-core", "axe-core")
@unittest.skipUnless(CHROMIUM, "no chromium")
class Report(Exported, case.Case):
    """The report in a browser."""
    weight = 3

    def opened(self, path, scheme, words):
        return npm.read("report_reader.mjs", CHROMIUM, path, scheme,
                        path + ".pdf", words)

    def check(self, seen, pdf):
        self.assertEqual(seen["violations"], [])
        self.assertEqual(seen["messages"], [])
        self.assertEqual(seen["dialogs"], 0)
        self.assertFalse(seen["inline"])
        self.assertGreaterEqual(seen["refused"], 2)
        self.assertEqual([r for r in seen["requests"]
                          if not r.startswith("file:")
                          and "evil.example/x.png" not in r], [])
        self.assertLessEqual(seen["overflow"], 0)
        self.assertEqual(seen["skipped"], "#calls")
        self.assertEqual(read(pdf)[:5], b"%PDF-")

    def test_search(self):
        """Light and dark, Swedish and English: filtered, sorted, printed."""
        hits = self.lines("search", "--profile", PROFILE, "--all", "--limit",
                          "30")
        titles = [" ".join(h["title"].split()) for h in hits]
        papers = set()
        for scheme, env, lang, sum_word in (
                ("light", SWEDISH, "sv", "Summa"),
                ("dark", None, "en", "Sum")):
            path = self.wrote("search", scheme + ".html", "--profile",
                              PROFILE, "--all", "--limit", "30", env=env)
            words = titles[3][:12].upper()
            seen = self.opened(path, scheme, words)
            self.check(seen, path + ".pdf")
            papers.add(seen["paper"])
            self.assertEqual(seen["lang"], lang)
            self.assertEqual([c["title"] for c in seen["all"]], titles)
            self.assertEqual([c["verdict"] for c in seen["all"]],
                             [h["eligibility"]["verdict"] for h in hits])
            self.assertTrue(any(sum_word in c["text"] for c in seen["all"]))
            self.sorts(seen)
            self.assertIn(titles[3], [c["title"] for c in seen["found"]])
            self.assertLess(len(seen["found"]), len(hits))
            self.assertLessEqual(seen["foundRows"], len(seen["found"]))
            self.assertLess(seen["foundRows"], seen["rows"])
            self.assertIn(str(len(seen["found"])), seen["count"])
        self.assertEqual(len(papers), 2)

    def sorts(self, seen):
        n = len(seen["all"])
        self.assertEqual([c["title"] for c in seen["yes"]],
                         [c["title"] for c in seen["all"]
                          if c["verdict"] == "yes"])
        days = [c["deadline"] or "9999" for c in seen["deadline"]]
        self.assertEqual((days, len(days)), (sorted(days), n))
        sums = [-1 if c["sum"] is None else c["sum"] for c in seen["sum"]]
        self.assertEqual(sums, sorted(sums, reverse=True))
        self.assertEqual(len(seen["title"]), n)
        self.assertEqual(seen["again"], seen["all"])

    def test_clients(self):
        path = self.wrote("match", "m.html", "--profiles", PROFILES,
                          "--limit", "3", env=SWEDISH)
        seen = self.opened(path, "dark", "zzzz")
        self.check(seen, path + ".pdf")
        self.assertEqual(seen["found"], [])
        self.assertEqual(seen["foundRows"], 0)
        # A call of several clients has one row and a card for each.
        self.assertLess(seen["rows"], len(seen["all"]))

    def test_without_a_profile(self):
        path = self.wrote("search", "e.html", "--all", "--limit", "25")
        seen = self.opened(path, "light", "landsbygd")
        self.check(seen, path + ".pdf")
        self.assertEqual({c["verdict"] for c in seen["all"]}, {""})
        self.assertTrue(seen["found"])


class HostileText(Exported, case.Case):
    """A page whose title is markup, a formula and a calendar at once."""

    HOST = "evil.localhost"
    TITLE = ("=HYPERLINK(\"http://evil.example\") <script>alert(1)</script>"
             "<img src=x onerror=alert(2)> sociala företag ;=1+1 ]]>")
    PAGES = {
        "a.html": ("affarslyftforsocialaforetag.3012.html",
                   "Affärslyft för sociala företag"),
        "b.html": ("lokalaservicelosningarinorrasverige.2987.html",
                   "Lokala servicelösningar i norra Sverige"),
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        root = cls.path("sites", cls.HOST)
        os.makedirs(root)
        title = "".join("&#%d;" % ord(c) for c in cls.TITLE)
        for name, (page, call) in cls.PAGES.items():
            with open(os.path.join(tree.sites_dir("north"), Moved.HOST,
                                   "sokfinansiering", "utlysningar", page),
                      encoding="utf-8") as f:
                text = re.sub(r"<link rel=\"canonical\"[^>]*>", "", f.read())
            with open(os.path.join(root, name), "w", encoding="utf-8") as f:
                f.write(text.replace(call, title))
        with open(os.path.join(root, "index.html"), "w",
                  encoding="utf-8") as f:
            f.write("<html lang=sv><title>Alla</title><ul><li><a href=/a."
                    "html>Utlysning ett</a><li><a href=/b.html>Utlysning "
                    "två</a></ul>")
        tree.write_funder(cls.funders, "evil", "=<b>Elaka</b> fonden",
                          ["SE"], ["http://evil.localhost/"])
        cls.data = cls.path("data")
        with SiteServer(cls.path("sites"), work=cls.path("web")) as web:
            cls.crawl(cls.data, web.port)
        cls.index(cls.data)
        cls.records = cls.lines("export", data=cls.data)

    def test_it_was_read(self):
        self.assertTrue(any("<script>" in r["title"] for r in self.records),
                        self.records)

    def test_no_cell_runs(self):
        for more, separator in (((), ","), (("--dialect", "excel"), ";")):
            path = self.wrote("export", "h.csv", *more, data=self.data,
                              env=SWEDISH)
            text = read(path).decode("utf-8-sig")
            # Read as it was meant, and by who takes the other separator.
            for delimiter in (",", ";"):
                for row in csv.reader(io.StringIO(text, newline=""),
                                      delimiter=delimiter):
                    for cell in row:
                        # An apostrophe is what makes it text.
                        self.assertNotRegex(cell, r"^[\s\"]*[=+@]")
            self.assertIn(separator, text)

    @npm.needs("exceljs")
    def test_no_formula(self):
        book = npm.read("workbook_reader.mjs", self.wrote(
            "export", "h.xlsx", data=self.data))
        cells = [c for row in book["sheets"][0]["rows"] for c in row]
        self.assertFalse([c for c in cells
                          if isinstance(c, dict) and "formula" in c])
        self.assertTrue([c for c in cells if isinstance(c, dict)
                         and "=HYPERLINK" in c.get("text", "")])

    def test_no_markup(self):
        for f in ("html", "atom", "md"):
            text = read(self.wrote("export", "h." + f,
                                   data=self.data)).decode()
            self.assertHarmless(text)
            self.assertNotIn("<script>alert", text)
            self.assertNotIn("<img", text)
            self.assertNotIn("<b>Elaka", text)
        for e in ElementTree.parse(self.path("h.atom")).getroot().findall(
                ATOM + "entry"):
            self.assertIn("<script>", e.find(ATOM + "title").text)

    @npm.needs("playwright-core", "axe-core")
    @unittest.skipUnless(CHROMIUM, "no chromium")
    def test_in_a_browser(self):
        path = self.wrote("export", "h2.html", data=self.data)
        seen = npm.read("report_reader.mjs", CHROMIUM, path, "light",
                        self.path("h2.pdf"), "<script>ALERT(1)</script>")
        self.assertEqual((seen["dialogs"], seen["messages"]), (0, []))
        self.assertEqual(seen["violations"], [])
        hostile = [r for r in self.records if "<script>" in r["title"]]
        self.assertEqual(len(seen["found"]), len(hostile))
        self.assertEqual({c["title"] for c in seen["found"]},
                         {" ".join(r["title"].split()) for r in hostile})

    def test_words_that_were_asked_for(self):
        text = read(self.wrote("search", "q.html", "--all", "sociala", "OR",
                               "\"<script>alert(3)</script>\"",
                               data=self.data)).decode()
        self.assertNotIn("<script>alert", text)
        self.assertIn("&lt;script&gt;alert(3)", text)


if __name__ == "__main__":
    unittest.main()
