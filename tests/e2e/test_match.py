"""medel match, medel profile check, and profiles by their id."""

import csv
import io
import json
import os
import shutil

import case
from support import tree

DATA = os.path.join(case.BASE, "data")
PROFILES = os.path.join(tree.sites_dir("north"), os.pardir, "profiles")
FORMATS = ("table", "md", "jsonl", "json", "csv")


class Profiles:
    """A folder of our own with the profiles of north."""

    quick = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clients = cls.path("clients")
        shutil.copytree(PROFILES, cls.clients)
        cls.ids = sorted(f[:-len(".yaml")] for f in os.listdir(cls.clients))

    @classmethod
    def match(cls, *more, profiles=None, **options):
        return cls.medel("match", "--data", DATA, "--today", tree.TODAY,
                         "--profiles", profiles or cls.clients, *more,
                         **options)

    @classmethod
    def hits(cls, *more, **options):
        done = cls.match("--format", "jsonl", *more, **options)
        if done.code not in (0, 1, 4):
            raise AssertionError("medel match: %d: %s" % (done.code, done.err))
        return tree.read_jsonl(done.out)

    @classmethod
    def folder(cls, name, **files):
        """A folder with some of north's profiles and FILES beside them."""
        path = cls.path(name)
        shutil.copytree(PROFILES, path)
        for file, text in files.items():
            with open(os.path.join(path, file + ".yaml"), "w",
                      encoding="utf-8") as f:
                f.write(text)
        return path


class Match(Profiles, case.Case):
    builds = case.BOTH

    def test_as_each_search(self):
        """Each enterprise's list is what it would have found itself."""
        hits = self.hits("--limit", "3")
        self.assertEqual(sorted({h["profile"] for h in hits}), self.ids)
        for name in self.ids:
            own = self.search(DATA, "--limit", "3", "--profile",
                              os.path.join(self.clients, name + ".yaml"))
            self.assertTrue(own)
            mine = [dict(h) for h in hits if h["profile"] == name]
            for h in mine:
                self.assertEqual(next(iter(h)), "profile")
                del h["profile"]
            self.assertEqual(mine, own)

    def test_formats_agree(self):
        lines = self.hits("--limit", "2")
        array = json.loads(self.match("--limit", "2", "--format",
                                      "json").out)
        self.assertEqual(array, lines)
        rows = list(csv.DictReader(io.StringIO(
            self.match("--limit", "2", "--format", "csv").out)))
        self.assertEqual([(r["profile"], r["id"]) for r in rows],
                         [(h["profile"], h["id"]) for h in lines])
        for form in ("table", "md"):
            out = self.match("--limit", "2", "--format", form).out
            self.assertHarmless(out)
            for h in lines:
                self.assertIn(h["title"][:30], out.replace("\\", ""))
        table = self.match("--limit", "2", "--format", "table").out
        for name in self.ids:
            self.assertIn(name, table)

    def test_filters_and_all(self):
        rural = self.hits("--theme", "landsbygd")
        self.assertTrue(rural)
        for h in rural:
            self.assertIn("rural", h["themes"])
        fit = self.hits("--limit", "0")
        every = self.hits("--limit", "0", "--all")
        self.assertGreater(len(every), len(fit))
        self.assertTrue(all(h["eligibility"]["verdict"] != "no" for h in fit))
        self.assertTrue(any(h["eligibility"]["verdict"] == "no"
                            for h in every))

    def test_nothing(self):
        done = self.match("--deadline-after", "2090-01-01", "--format",
                          "table")
        self.assertExit(done, 1)
        self.assertIn("--all", done.err)
        for name in self.ids:
            self.assertIn(name, done.out)
        for form, out in (("jsonl", ""), ("json", "[]\n")):
            done = self.match("--deadline-after", "2090-01-01", "--format",
                              form)
            self.assertExit(done, 1)
            self.assertEqual(done.out, out)

    def test_broken_ones(self):
        """They are named, the rest is done, and the status tells."""
        one = self.ids[0]
        with open(os.path.join(self.clients, one + ".yaml"),
                  encoding="utf-8") as f:
            twin = f.read()
        folder = self.folder("broken", bad="id: bad\n", twin=twin)
        done = self.match("--format", "jsonl", "--limit", "1",
                          profiles=folder)
        self.assertExit(done, 4)
        self.assertEqual([h["profile"] for h in tree.read_jsonl(done.out)],
                         self.ids)
        bad, double = done.err.splitlines()
        self.assertIn("bad.yaml", bad)
        for word in ("twin.yaml", "'%s'" % one, one + ".yaml"):
            self.assertIn(word, double)

    def test_only_broken_ones(self):
        folder = self.path("all-broken")
        os.makedirs(folder)
        with open(os.path.join(folder, "bad.yaml"), "w",
                  encoding="utf-8") as f:
            f.write("id: bad\n")
        done = self.match(profiles=folder)
        self.assertExit(done, 3)
        self.assertIn("bad.yaml", done.err)
        self.assertEqual(done.out, "")

    def test_mistakes(self):
        self.assertComplains(self.match("snickeri"), (2,), "snickeri")
        self.assertComplains(self.match("--theme", "rurl"), (2,), "--theme",
                             "rurl")
        self.assertComplains(self.match("--profils", "x"), (2,), "--profiles")
        self.assertComplains(self.match("--call", "x", "--theme", "rural"),
                             (2,), "--call")
        self.assertComplains(self.match(profiles=self.path("none")), (3,),
                             self.path("none"))
        self.assertComplains(
            self.medel("match", "--data", self.path("none"), "--profiles",
                       self.clients), (3,), self.path("none"))

    def test_reader_leaves(self):
        done = case.subprocess.run(
            "'%s' match --data '%s' --profiles '%s' --all --limit 0 "
            "--format jsonl | head -c 1" % (case.program("medel"), DATA,
                                            self.clients),
            shell=True, stdout=case.subprocess.PIPE,
            stderr=case.subprocess.PIPE, env=tree.environment(), check=False)
        self.assertEqual(done.stdout, b"{")
        self.assertEqual(done.stderr, b"")


class Call(Profiles, case.Case):
    """Turned round: who is this call for?"""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        every = cls.hits("--limit", "0", "--all")
        cls.verdicts = {(h["id"], h["profile"]): h["eligibility"]["verdict"]
                        for h in every}
        cls.calls = sorted({h["id"] for h in every})
        # One that some may apply for and some not, and that closes.
        closes = {h["id"] for h in every
                  if h["deadlines"] and not h["rolling"]}
        cls.mixed = next(c for c in cls.calls if c in closes and len(
            {cls.verdicts[c, p] == "no" for p in cls.ids}) == 2)

    def test_who_may(self):
        """Verdicts are those of each enterprise's own search, for every
        call; scores too where it can apply."""
        scores = {(h["id"], h["profile"]): h["score"]
                  for h in self.hits("--limit", "0")}
        for call in self.calls:
            hits = self.hits("--call", call)
            may = {p for p in self.ids if self.verdicts[call, p] != "no"}
            with self.subTest(call=call):
                self.assertEqual({h["profile"] for h in hits}, may)
                self.assertEqual({h["id"] for h in hits} - {call}, set())
                for h in hits:
                    self.assertAlmostEqual(
                        h["score"], scores[call, h["profile"]], delta=0.02)
                self.assertEqual([h["score"] for h in hits], sorted(
                    (h["score"] for h in hits), reverse=True))

    def test_all_says_why(self):
        done = self.match("--call", self.mixed, "--format", "jsonl", "--all")
        self.assertExit(done, 0)
        hits = tree.read_jsonl(done.out)
        self.assertEqual(sorted(h["profile"] for h in hits), self.ids)
        barred = [h["eligibility"]["verdict"] == "no" for h in hits]
        self.assertEqual(barred, sorted(barred))
        for h in hits:
            if h["eligibility"]["verdict"] == "no":
                self.assertTrue(any(c["verdict"] == "no" for c in
                                    h["eligibility"]["checks"]))

    def test_for_people(self):
        for form in ("table", "md"):
            few = self.match("--call", self.mixed, "--format", form)
            self.assertExit(few, 0)
            self.assertIn("--all", few.err)
            self.assertNotIn("✗", few.out)
            self.assertIn("“", few.out)
            every = self.match("--call", self.mixed, "--format", form,
                               "--all")
            self.assertIn("✗", every.out)
            self.assertHarmless(few.out, every.out)
        for line in self.match("--call", self.mixed, "--format",
                               "table").out.splitlines():
            self.assertLessEqual(len(line), 80, line)

    def test_limit(self):
        hits = self.hits("--call", self.mixed, "--all")
        self.assertEqual(self.hits("--call", self.mixed, "--all", "--limit",
                                   "1"), hits[:1])

    def test_nobody(self):
        done = self.match("--call", self.mixed, "--today", "2090-01-01",
                          "--format", "table")
        self.assertExit(done, 1)
        self.assertIn("--all", done.err)
        self.assertIn("None of the enterprises", done.out)

    def test_no_such_call(self):
        self.assertComplains(self.match("--call", self.mixed + "x"), (1,),
                             self.mixed)


class Check(Profiles, case.Case):
    def test_whole_folder(self):
        done = self.medel("profile", "check", self.clients)
        self.assertExit(done, 0)
        self.assertEqual(done.err, "")
        for name in self.ids:
            self.assertIn(name + ".yaml", done.out)

    def test_missing_and_doubtful(self):
        path = self.path("bare.yaml")
        with open(path, "w", encoding="utf-8") as f:
            f.write("id: bare\nname: Vi\nform: company\nregions: [SE-BD]\n"
                    "municipality: Umeå\nneed: {min: 100000}\n")
        done = self.medel("profile", "check", path)
        self.assertExit(done, 1)
        self.assertEqual(done.err, "")
        missing, doubtful = done.out.split("doubtful\n")
        for field in ("themes", "keywords", "description", "need.max",
                      "own_share", "languages"):
            self.assertIn("    %s: " % field, missing)
        self.assertIn("municipality: Umeå", doubtful)
        self.assertIn("SE-AC", doubtful)

    def test_broken(self):
        folder = self.folder("check", bad="id: bad\nname: x\nform: companyy\n"
                             "regions: [SE]\n")
        done = self.medel("profile", "check", folder)
        self.assertExit(done, 3)
        self.assertRegex(done.err, r"bad\.yaml:3: .*company")
        for name in self.ids:
            self.assertIn(name + ".yaml", done.out)

    def test_standard_input(self):
        with open(os.path.join(self.clients, self.ids[0] + ".yaml"),
                  "rb") as f:
            done = self.medel("profile", "check", "-", data=f.read())
        self.assertExit(done, 0)

    def test_mistakes(self):
        self.assertComplains(self.medel("profile"), (2,), "check")
        self.assertComplains(self.medel("profile", "chek", "x"), (2,),
                             "'check'")
        self.assertComplains(self.medel("profile", "check",
                                        self.path("empty")), (3,), "empty")


class ById(Profiles, case.Case):
    """The user's own folder, by $XDG_CONFIG_HOME."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        shutil.copytree(PROFILES, cls.path("config", "medel", "profiles"))
        cls.env = tree.environment(XDG_CONFIG_HOME=cls.path("config"))

    def search_as(self, name):
        return self.medel("search", "--data", DATA, "--today", tree.TODAY,
                          "--profile", name, env=self.env, cwd=self.work)

    def test_search(self):
        name = self.ids[0]
        by_id = self.search_as(name)
        self.assertExit(by_id, 0)
        self.assertEqual(by_id.out, self.search_as(
            os.path.join(self.clients, name + ".yaml")).out)

    def test_mistyped(self):
        name = self.ids[0]
        self.assertComplains(self.search_as(name[:-1]), (3,), name[:-1],
                             "'%s'" % name)

    def test_default_folder(self):
        done = self.medel("match", "--data", DATA, "--today", tree.TODAY,
                          "--limit", "1", env=self.env)
        self.assertExit(done, 0)
        self.assertEqual([h["profile"] for h in tree.read_jsonl(done.out)],
                         self.ids)
        self.assertExit(self.medel("profile", "check", env=self.env), 0)
        self.assertExit(self.medel("profile", "check", self.ids[0],
                                   env=self.env, cwd=self.work), 0)
