"""The commands as the design has them: output, formats, exit status."""

import os
import re
import shutil
import sys

import case
from support import tree

NORTH = tree.sites_dir("north")
DATA = os.path.join(case.BASE, "data")
PAGE = os.path.join(
    NORTH, "vaxtkraftsverket.localhost", "sokfinansiering", "utlysningar",
    "affarslyftforsocialaforetag.3012.html")
URL = ("http://vaxtkraftsverket.localhost/sokfinansiering/utlysningar/"
       "affarslyftforsocialaforetag.3012.html")
NO_CALL = os.path.join(NORTH, "vaxtkraftsverket.localhost", "om",
                       "kakor.html")
COMMANDS = ("crawl", "index", "update", "search", "show", "export",
            "extract", "clean", "robots", "sources", "match", "profile",
            "changes", "shortlist",
            "digest", "calendar", "doctor")


class Help(case.Case):
    quick = True

    def test_alone(self):
        done = self.medel()
        self.assertExit(done, 0, 2)
        for command in ("crawl", "index", "search"):
            self.assertIn(command, done.out + done.err)

    def test_first_steps(self):
        """Three commands to try, each of which exists."""
        out = self.medel().out
        steps = re.findall(r"^  medel (\w+)", out, re.M)
        self.assertEqual(steps, ["update", "search", "profile"])
        self.assertIn("medel doctor", out)

    def test_help(self):
        done = self.medel("--help")
        self.assertExit(done, 0)
        self.assertEqual(done.err, "")
        for command in COMMANDS:
            self.assertRegex(done.out, r"\b%s\b" % command)

    def test_help_of_each_command(self):
        for command in COMMANDS:
            with self.subTest(command=command):
                done = self.medel(command, "--help")
                self.assertExit(done, 0)
                self.assertEqual(done.err, "")
                self.assertIn("medel " + command, done.out)
                self.assertIn("--help", done.out)
                examples = done.out.partition("Examples:\n")[2]
                self.assertIn("  medel " + command, examples)
                for line in done.out.splitlines():
                    self.assertLessEqual(len(line), 80, line)

    def test_help_is_the_same_from_the_program(self):
        for program, command in (("medel-crawl", "crawl"),
                                 ("medel-index", "index"),
                                 ("medel-search", "search")):
            done = case.run([case.program(program), command, "--help"])
            self.assertExit(done, 0)
            self.assertEqual(done.out, self.medel(command, "--help").out)

    def test_version(self):
        done = self.medel("--version")
        self.assertExit(done, 0)
        self.assertRegex(done.out, r"^medel \d+\.\d+")

    def test_mistyped_command(self):
        for typed, meant in (("serch", "search"), ("indx", "index"),
                             ("exprot", "export")):
            self.assertComplains(self.medel(typed), (2,), typed, meant)

    def test_mistyped_option(self):
        for command, typed, meant in (
                ("search", "--profil", "--profile"),
                ("search", "--limt", "--limit"),
                ("crawl", "--fundrs", "--funders"),
                ("index", "--rebuil", "--rebuild")):
            done = self.medel(command, typed)
            self.assertComplains(done, (2,), typed, meant)

    def test_bad_values(self):
        for arguments in (("search", "--limit", "many"),
                          ("search", "--limit", "-1"),
                          ("search", "--today", "2026-02-30"),
                          ("search", "--today", "today"),
                          ("search", "--format", "xlsxx"),
                          ("crawl", "--delay", "soon"),
                          ("search", "--profile"),
                          ("show",), ("extract",), ("robots",)):
            with self.subTest(arguments=arguments):
                done = self.medel(*arguments)
                self.assertExit(done, 2)
                self.assertEqual(done.out, "")
                self.assertTrue(done.err.startswith("medel"), done.err)

    def test_full_disk(self):
        """A failed write to stdout is an error, not a short answer."""
        with open("/dev/full", "wb") as full:
            done = case.subprocess.run(
                [case.program("medel"), "export", "--data", DATA,
                 "--format", "jsonl"], stdout=full,
                stderr=case.subprocess.PIPE, env=tree.environment(),
                check=False)
        self.assertNotEqual(done.returncode, 0)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)


class Extract(case.Case):
    quick = True
    builds = case.BOTH

    def test_a_call(self):
        done = self.medel("extract", PAGE, "--url", URL, "--today",
                          tree.TODAY)
        self.assertExit(done, 0)
        record, = tree.read_jsonl(done.out)
        self.assertEqual(record["title"], "Affärslyft för sociala företag")
        self.assertEqual(record["url"], URL)
        self.assertEqual(record["deadlines"], ["2027-01-15"])
        self.assertIn("15 januari 2027",
                      record["evidence"]["deadlines"]["text"])

    def test_standard_input(self):
        with open(PAGE, "rb") as f:
            done = self.medel("extract", "-", "--today", tree.TODAY,
                              data=f.read())
        self.assertExit(done, 0)
        self.assertEqual(len(tree.read_jsonl(done.out)), 1)

    def test_no_call(self):
        done = self.medel("extract", NO_CALL, "--today", tree.TODAY)
        self.assertExit(done, 1)
        self.assertEqual(done.out, "")

    def test_latin1(self):
        done = self.medel("extract", os.path.join(
            NORTH, "sparbanksstiftelsenangermanalven.localhost",
            "allmanna_bidrag.html"), "--today", tree.TODAY)
        self.assertExit(done, 0)
        self.assertEqual(tree.read_jsonl(done.out)[0]["title"],
                         "Allmänna bidrag")

    def test_clean(self):
        done = self.medel("clean", PAGE)
        self.assertExit(done, 0)
        self.assertIn("Affärslyft för sociala företag", done.out)
        self.assertIn("15 januari 2027", done.out)
        for junk in ("AppRegistry", "<p", "Kakor", "cookie"):
            self.assertNotIn(junk, done.out)

    def test_other_locale(self):
        """libtidy meddles with the locale; numbers are C's all the same."""
        env = tree.environment(LC_ALL="sv_SE.UTF-8", LANG="sv_SE.UTF-8")
        one = self.medel("extract", PAGE, "--today", tree.TODAY, env=env)
        two = self.medel("extract", PAGE, "--today", tree.TODAY)
        self.assertEqual(one.out, two.out)

    def test_an_edit_of_the_vocabulary_counts_at_once(self):
        """The worker has it in it, parsed, for the very same bytes. (Such a
        weight decides, whatever the other words of the page say.)"""
        share = self.path("share")
        shutil.copytree(os.path.join(tree.TREE, "data"),
                        os.path.join(share, "data"))
        own = os.path.join(share, "data", "lexicon", "zz-own.yaml")
        shipped = self.medel("extract", PAGE, "--today", tree.TODAY)

        def extract():
            return self.medel("extract", PAGE, "--today", tree.TODAY,
                              env=tree.environment(MEDEL_SHARE=share))

        def write(terms):
            with open(own, "w", encoding="utf-8") as f:
                f.write("lexicon: themes\nentries:\n"
                        "  - {code: ageing, weight: 3, terms: [%s]}\n" % terms)

        self.assertEqual(extract().out, shipped.out)
        write("affärslyft*")
        done = extract()
        self.assertExit(done, 0)
        self.assertIn("ageing", tree.read_jsonl(done.out)[0]["themes"])
        self.assertNotIn("ageing", tree.read_jsonl(shipped.out)[0]["themes"])
        write('"ab*"')
        done = extract()
        self.assertExit(done, 3)
        self.assertIn("zz-own.yaml:3: ", done.err)
        os.unlink(own)
        self.assertEqual(extract().out, shipped.out)

    def test_a_damaged_vocabulary_in_the_worker(self):
        """What the worker has in it is passed over, and the files are read."""
        folder = self.copies("damaged", "medel-worker")
        worker = os.path.join(folder, "medel-worker")
        with open(worker, "rb") as f:
            code = bytearray(f.read())
        magic = b"medelvoc"[::-1 if sys.byteorder == "little" else 1]
        # Code, which compares with it, stands before data.
        code[code.rindex(magic) + 100000] ^= 0x55
        with open(worker, "wb") as f:
            f.write(code)
        done = self.extract_by(folder)
        self.assertExit(done, 0)
        self.assertEqual(done.out, self.medel("extract", PAGE, "--today",
                                              tree.TODAY).out)

    def test_libcurl_is_loaded_when_it_is_needed(self):
        """Plain addresses do without it."""
        folder = self.copies("curl", "medel-worker")
        self.assertExit(self.extract_by(folder, "--url", URL), 0)
        odd = "http://EXEMPEL.se/å/../ä"
        done = self.extract_by(folder, "--url", odd)
        self.assertExit(done, 2)
        self.assertEqual(len(done.err.splitlines()), 1, done.err)
        self.assertIn("libcurl cannot be loaded", done.err)
        folder = self.copies("curl", "medel-urls.so")
        done = self.extract_by(folder, "--url", odd)
        self.assertExit(done, 0)
        self.assertEqual(tree.read_jsonl(done.out)[0]["url"],
                         "http://exempel.se/%C3%A4")

    def copies(self, folder, *names):
        """The programs in a folder of their own."""
        folder = self.path(folder)
        os.makedirs(folder, exist_ok=True)
        for name in ("medel", "medel-index", *names):
            shutil.copy(case.program(name), folder)
        return folder

    @staticmethod
    def extract_by(folder, *more):
        return case.run([os.path.join(folder, "medel"), "extract", PAGE,
                         "--today", tree.TODAY, *more],
                        env=tree.environment(MEDEL_SHARE=tree.TREE))


class Robots(case.Case):
    quick = True
    builds = case.BOTH

    RULES = ("User-agent: *\nDisallow: /arkiv/\nAllow: /arkiv/oppet\n"
             "Disallow: /*.pdf$\n\nUser-agent: Medel\nDisallow: /hemligt\n"
             "Crawl-delay: 2\n")

    def ask(self, agent, url):
        path = self.path("robots.txt")
        with open(path, "w", encoding="utf-8") as f:
            f.write(self.RULES)
        return self.medel("robots", "--file", path, "--user-agent", agent,
                          url)

    def test_verdicts(self):
        for agent, path, allowed, line in (
                ("other", "/", True, None),
                ("other", "/arkiv/x", False, "Disallow: /arkiv/"),
                ("other", "/arkiv/oppet/1", True, "Allow: /arkiv/oppet"),
                ("other", "/a.pdf", False, "Disallow: /*.pdf$"),
                ("other", "/a.pdf?x", True, None),
                ("medel", "/arkiv/x", True, None),
                ("medel", "/hemligt", False, "Disallow: /hemligt")):
            with self.subTest(agent=agent, path=path):
                done = self.ask(agent, "http://x.example" + path)
                self.assertExit(done, 0 if allowed else 1)
                self.assertRegex(
                    done.out, r"^allowed\b" if allowed else r"^disallowed\b")
                if line:
                    self.assertIn(line, done.out)

    def test_no_file(self):
        done = self.medel("robots", "--file", self.path("none"),
                          "--user-agent", "medel", "http://x.example/")
        self.assertExit(done, 1, 3)
        self.assertIn("none", done.err)


class Show(case.Case):
    quick = True
    builds = case.BOTH

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.record = cls.by_url(cls.export(DATA))[URL]

    def show(self, *more):
        return self.medel("show", self.record["id"], "--data", DATA,
                          "--today", tree.TODAY, *more)

    def test_table(self):
        done = self.show()
        self.assertExit(done, 0)
        for word in (self.record["title"], URL, "2027",
                     self.record["funder"]):
            self.assertIn(word, done.out)
        self.assertIn("15 januari 2027", " ".join(done.out.split()))
        self.assertHarmless(done.out)

    def test_json(self):
        done = self.show("--format", "jsonl")
        self.assertExit(done, 0)
        self.assertEqual(tree.read_jsonl(done.out), [self.record])

    def test_unknown(self):
        done = self.medel("show", "no-such-id", "--data", DATA)
        self.assertComplains(done, (1,), "no-such-id")


class NothingThere(case.Case):
    """What to do where there is no data, no profile, no index of this
    version: in the message itself."""
    quick = True
    builds = case.BOTH

    def advised(self, *arguments, advice, codes=(3,)):
        with self.subTest(command=arguments):
            done = self.medel(*arguments,
                              env=tree.environment(HOME=self.work))
            self.assertComplains(done, codes, *advice)

    def test_no_data(self):
        data = ("--data", self.path("none"))
        for command in (("search", "skog"), ("show", "x"), ("export",),
                        ("changes",), ("calendar",),
                        ("shortlist", "add", "x")):
            self.advised(*command, *data, advice=("medel update", "--data"))
        self.advised("index", *data, advice=("medel crawl", "--data"))
        for command in ("crawl", "sources"):
            self.advised(command, "nobody", *data, advice=("medel sources",),
                         codes=(2,))

    def test_no_profile(self):
        new = ("medel profile new",)
        for name in ("nobody", "nobody.yaml", self.path("nobody.yaml")):
            self.advised("search", "--profile", name, "--data", DATA,
                         advice=new + (name,))
            self.advised("profile", "show", name, advice=new + (name,))
        self.advised("digest", "--profile", "nobody", "--data", DATA,
                     advice=new)
        self.advised("digest", "--data", DATA, advice=new, codes=(2,))
        self.advised("match", "--data", DATA, advice=new + ("--profiles",))
        self.advised("profile", "check", advice=new)

    def test_index_of_another_version(self):
        data = self.base_copy()
        with open(os.path.join(data, "index", "stub"), encoding="utf-8") as f:
            folder = os.path.join(data, "index", f.read().split()[-1])
        set_to = case.run(["xapian-metadata", "set", folder, "medel.schema",
                           "2"])
        self.assertExit(set_to, 0)
        self.advised("search", "skog", "--data", data,
                     advice=("medel index --rebuild",))
        self.assertExit(self.medel("doctor", "--data", data), 1)
        self.assertExit(self.index(data), 0)
        self.assertExit(self.medel("doctor", "--data", data), 0)


class Export(case.Case):
    quick = True
    builds = case.BOTH

    def test_jsonl(self):
        done = self.medel("export", "--data", DATA, "--format", "jsonl",
                          "--today", tree.TODAY)
        self.assertExit(done, 0)
        records = tree.read_jsonl(done.out)
        self.assertEqual(len(records), len(done.out.splitlines()))
        # The same bytes each time.
        self.assertEqual(done.out, self.medel(
            "export", "--data", DATA, "--format", "jsonl", "--today",
            tree.TODAY).out)

    def test_closed_on_a_later_day(self):
        later = self.medel("export", "--data", DATA, "--format", "jsonl",
                           "--today", "2029-01-01")
        by_url = self.by_url(tree.read_jsonl(later.out))
        self.assertEqual(by_url[URL]["status"], "closed")

    def test_formats_of_the_help_work(self):
        """Every format that --help names gives something."""
        for command in (("export",), ("search", "ungdomar")):
            text = self.medel(command[0], "--help").out
            line = re.search(r"--format\b.*(?:\n {10,}.*)*", text).group(0)
            formats = [f for f in ("table", "jsonl", "json", "csv", "xlsx",
                                   "ics", "atom", "md", "html")
                       if re.search(r"\b%s\b" % f, line)]
            self.assertIn("jsonl", formats)
            self.assertIn("table", formats)
            for f in formats:
                with self.subTest(command=command, format=f):
                    done = self.medel(*command[:1], "--data", DATA,
                                      "--today", tree.TODAY, "--format", f,
                                      *command[1:])
                    self.assertExit(done, 0)
                    self.assertTrue(done.out.strip())

    def test_data_from_the_environment(self):
        done = self.medel("export", "--format", "jsonl", "--today",
                          tree.TODAY, env=tree.environment(MEDEL_DATA=DATA))
        self.assertExit(done, 0)
        self.assertEqual(len(tree.read_jsonl(done.out)),
                         len(self.export(DATA)))


class Sources(case.Case):
    quick = True
    builds = case.BOTH

    def test_after_a_crawl(self):
        done = self.medel("sources", "--data", DATA, "--funders",
                          os.path.join(case.BASE, "funders"))
        self.assertExit(done, 0)
        for name in os.listdir(os.path.join(case.BASE, "funders")):
            self.assertIn(name[:-5], done.out)

    def test_shipped(self):
        """The sources that medel ships are there without being named."""
        done = self.medel("sources", "--data", self.path("none"),
                          env=tree.environment(HOME=self.work))
        for name in ("tillvaxtverket", "vinnova", "region-norrbotten"):
            self.assertIn(name, done.out)


class Update(case.Case):
    builds = case.BOTH

    def test_update(self):
        from support.sites import SiteServer
        tree.write_funders(self.funders, "north")
        data = self.path("data")
        with SiteServer(NORTH, work=self.path("web")) as web:
            done = self.medel("update", "--data", data, "--funders",
                              self.funders, "--today", tree.TODAY,
                              *tree.crawl_options(web.port))
            self.assertExit(done, 0)
            self.assertTrue((done.out + done.err).strip())
            web.faults("vaxtkraftsverket.localhost/* status=500")
            again = self.medel("update", "--data", data, "--funders",
                               self.funders, "--force", "--today",
                               tree.TODAY, *tree.crawl_options(web.port))
            self.assertExit(again, 4)
            self.assertIn("vaxtkraftsverket", again.out + again.err)
        base = self.export(DATA)
        self.assertEqual(self.lasting(self.export(data)), self.lasting(base))
