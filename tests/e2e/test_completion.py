"""Completion: what `medel complete` offers, and the three shells with it."""

import os
import pty
import re
import select
import shutil
import time
import unittest

import yaml

import case
from support import tree

SCRIPTS = os.path.join(tree.TREE, "completion")


def environment(**more):
    """As tree.environment, with the built medel on the PATH."""
    env = tree.environment(**more)
    env["PATH"] = tree.build_dir() + os.pathsep + env["PATH"]
    return env


def without_home(cls):
    """Nobody's own profiles and sources, but those of the test."""
    home = cls.path("home")
    profiles = os.path.join(home, ".config", "medel", "profiles")
    sources = os.path.join(home, ".config", "medel", "funders")
    os.makedirs(profiles)
    os.makedirs(sources)
    shutil.copy(tree.profile_path("north", "n-vuollerim-aterbruk"),
                os.path.join(profiles, "vuollerim.yaml"))
    with open(os.path.join(sources, "my-own.yaml"), "w",
              encoding="utf-8") as f:
        f.write("id: my-own\nname: {sv: Vår \x1begen, en: Our own}\n"
                "start: [https://example.org/]\n")
    return home


class Offers(case.Case):
    quick = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.home = without_home(cls)

    def lines(self, *words, **env):
        done = self.medel("complete", *words,
                          env=tree.environment(HOME=self.home, **env))
        self.assertExit(done, 0)
        self.assertEqual(done.err, "")
        self.assertHarmless(done.out)
        return done.out.splitlines()

    def words(self, *words):
        return [line.split("\t")[0] for line in self.lines(*words)]

    def test_commands(self):
        listed = re.findall(r"^  (?!medel )([a-z][\w-]*)(?: +\S|$)",
                            self.medel("--help").out, re.M)
        self.assertGreater(len(listed), 15)
        self.assertEqual(self.words(""),
                         listed + ["help", "--help", "--version"])
        self.assertEqual(self.words("help", "sea"), ["search"])
        self.assertEqual(self.lines("ma"), [
            "match\tthe calls for each of several enterprises, or the "
            "enterprises for a call"])
        self.assertEqual(self.words("no-such", ""), [])

    def test_options_are_those_of_the_help(self):
        for command in self.words(""):
            if command.startswith("-") or command == "help":
                continue
            for more in ([], ["--check"]) if command == "sources" else ([],):
                helped = re.findall(
                    r"^  (?:-\w, |    )(--[\w-]+)",
                    self.medel(command, *more, "--help").out, re.M)
                self.assertEqual(self.words(command, *more, "--"), helped)

    def test_choices(self):
        self.assertEqual(self.words("search", "--format", "js"),
                         ["jsonl", "json"])
        self.assertEqual(self.words("search", "-f", "x"), ["xlsx"])
        self.assertEqual(self.words("search", "-af", "x"), ["xlsx"])
        self.assertEqual(self.words("search", "-pxf", "--facet"),
                         ["--facets"])
        self.assertEqual(self.words("search", "--sort=d"),
                         ["--sort=deadline"])

    def test_codes_are_those_of_the_data(self):
        with open(os.path.join(tree.TREE, "data", "query.yaml"),
                  encoding="utf-8") as f:
            query = yaml.safe_load(f)
        for option, key in (("region", "regions"), ("theme", "themes"),
                            ("applicant", "applicants"), ("kind", "kinds"),
                            ("status", "statuses"),
                            ("language", "languages")):
            codes = [c["code"] for c in query[key]]
            self.assertEqual(self.words("search", "--" + option, ""), codes)
            self.assertEqual(self.words("match", "--%s=" % option),
                             ["--%s=%s" % (option, c) for c in codes])

    def test_names(self):
        self.assertEqual(self.lines("search", "--region", "Norr"),
                         ["norrbotten\tSE-BD"])
        self.assertEqual(self.words("search", "--region", "västra"),
                         ["västra-götaland", "västragötaland",
                          "västra-götalandsregionen"])
        self.assertEqual(self.words("search", "--region", "SE-BD,se-a"),
                         ["SE-BD,SE-AB", "SE-BD,SE-AC"])
        self.assertIn("socialt-företag",
                      self.words("search", "--applicant", "soc"))

    def test_offered_names_are_understood(self):
        data = os.path.join(case.BASE, "data")
        for option in ("region", "theme", "applicant", "kind"):
            words = [w for letter in "abefhklmnstvö"
                     for w in self.words("search", "--" + option, letter)]
            self.assertGreater(len(words), 10)
            done = self.medel("search", "--data", data, "--" + option,
                              ",".join(words), "--limit", "1")
            self.assertExit(done, 0, 1)

    def test_fields_of_a_query(self):
        self.assertIn("tema:", self.words("search", "te"))
        self.assertEqual(self.words("search", "x", "-tema:lan")[:2],
                         ["-tema:landsbygd", "-tema:landsbygden"])
        self.assertEqual(self.words("search", "summa:1"), [])
        self.assertEqual(self.words("show", "te"), [])

    def test_sources(self):
        shipped = [n[:-5] for n in sorted(os.listdir(os.path.join(
            tree.TREE, "funders"))) if n.endswith(".yaml")]
        for words in (["crawl"], ["update"], ["sources", "--check"],
                      ["sources"], ["search", "--funder"]):
            self.assertEqual(sorted(self.words(*words, "")),
                             sorted(shipped + ["my-own"]))
        self.assertEqual(self.lines("crawl", "vinn"), ["vinnova\tVinnova"])
        self.assertTrue(self.lines("crawl", "my-")[0].startswith("my-own"))

    def test_profiles_files_folders(self):
        self.assertEqual(self.words("search", "--profile", "vu"),
                         ["vuollerim", ":files"])
        self.assertEqual(self.words("show", "-p", "v"),
                         ["vuollerim", ":files"])
        self.assertEqual(self.words("profile", "check", ""),
                         ["vuollerim", ":files"])
        self.assertEqual(self.words("profile", ""), ["new", "check", "show"])
        self.assertEqual(self.words("shortlist", "un"), ["unmute", "undo"])
        self.assertEqual(self.words("shortlist", "status", "x", "a"),
                         ["applying", "awarded"])
        self.assertEqual(self.words("shortlist", "status", "a"), [])
        self.assertEqual(self.words("search", "--data", "/"), [":dirs"])
        self.assertEqual(self.words("extract", "pa"), [":files"])
        self.assertEqual(self.words("crawl", "--warc", "pa"), [":files"])
        self.assertEqual(self.words("search", "--limit", ""), [])
        self.assertEqual(self.words("robots", "http"), [])
        self.assertEqual(self.words("search", "--", "--re"), [])

    def test_swedish(self):
        self.assertIn("--region\tbara utlysningar",
                      self.lines("search", "--regi", LC_ALL="sv_SE.UTF-8")[0])

    def test_without_data(self):
        """Nothing to offer is no error in the middle of a line."""
        for words in (["search", "--region", "n"], ["search", "tema:l"],
                      ["crawl", "v"]):
            self.assertEqual(self.lines(*words, MEDEL_SHARE="/nonexistent",
                                        XDG_CONFIG_HOME="/nonexistent"), [])


# What is typed, word by word as bash takes it apart, and what stands there.
TYPED = (
    (["ma"], ["match"]),
    (["search", "--predi"], ["--predicted"]),
    (["search", "--region", "norr"], ["norrbotten"]),
    (["search", "--region", "=", "norr"], ["norrbotten"]),
    (["search", "--region=norr"], ["--region=norrbotten"]),
    (["search", "--sort", "="], ["relevance", "deadline", "sum", "new"]),
    (["search", "tema", ":", "tur"], ["turism"]),
    (["search", "x", "tema", ":", "tur"], ["turism"]),
    (["sources", "--check", "vinnov"], ["vinnova"]),
    (["profile", ""], ["new", "check", "show"]),
    (["search", "--output", "one"], ["one two.txt"]),
    (["search", "--output", "=", "one"], ["one two.txt"]),
    (["search", "--data", "fol"], ["folder"]),
    (["show", "x"], []),
)


class Bash(case.Case):
    quick = True

    def test_replies(self):
        folder = self.path("here")
        os.makedirs(os.path.join(folder, "folder"))
        open(os.path.join(folder, "one two.txt"), "w").close()
        for words, replies in TYPED:
            with self.subTest(words=words):
                done = case.run(
                    ["bash", "--norc", "-c",
                     'script=$1; shift; source "$script"; COMP_WORDS=("$@")\n'
                     "COMP_CWORD=$(($# - 1)); _medel medel\n"
                     "((${#COMPREPLY[@]})) && "
                     'printf "%s\\n" "${COMPREPLY[@]}"; true',
                     "bash", os.path.join(SCRIPTS, "medel.bash"), "medel",
                     *words], env=environment(), cwd=folder)
                self.assertExit(done, 0)
                self.assertEqual((done.out.splitlines(), done.err),
                                 (replies, ""))


class Typist:
    """A shell in a terminal of its own."""

    def __init__(self, notes, *command):
        self.notes = notes
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], command,
                       environment(TERM="dumb", PS1="> ", LC_ALL="C.UTF-8"))

    def wait(self, seconds=30):
        """Until the notes are written; what the shell shows goes away."""
        end = time.monotonic() + seconds
        while not os.path.exists(self.notes) and time.monotonic() < end:
            if select.select([self.fd], [], [], 0.1)[0]:
                os.read(self.fd, 65536)
        with open(self.notes, encoding="utf-8") as f:
            text = f.read()
        os.remove(self.notes)
        return text

    def type(self, text):
        os.write(self.fd, text.encode())

    def run(self, line):
        self.type("%s; : >'%s'\n" % (line, self.notes))
        self.wait()

    def complete(self, line):
        """What the line has become after TAB. Back at its beginning (^A) it
        becomes the operands of printf."""
        self.type(line + "\t")
        self.type("\x01printf '%%s ' \x05 >'%s.new'; mv '%s.new' '%s'\n" % (
            self.notes, self.notes, self.notes))
        return self.wait().rstrip()

    def end(self):
        os.close(self.fd)
        os.waitpid(self.pid, 0)


class Terminals(case.Case):
    """TAB in an interactive shell."""

    def complete(self, typist):
        for typed, whole in (
                ("medel searc", "medel search"),
                ("medel search --predi", "medel search --predicted"),
                ("medel search --region norr",
                 "medel search --region norrbotten"),
                ("medel search --region=norr",
                 "medel search --region=norrbotten"),
                ("medel search tema:tur", "medel search tema:turism"),
                ("medel crawl vinnov", "medel crawl vinnova")):
            self.assertEqual(typist.complete(typed), whole)
        typist.end()

    def test_bash(self):
        typist = Typist(self.path("bash"), "bash", "--norc", "--noprofile", "-i")
        typist.run("source '%s'" % os.path.join(SCRIPTS, "medel.bash"))
        self.complete(typist)

    @unittest.skipUnless(shutil.which("zsh"), "zsh is not installed")
    def test_zsh(self):
        folder = self.path("functions")
        os.makedirs(folder)
        shutil.copy(os.path.join(SCRIPTS, "medel.zsh"),
                    os.path.join(folder, "_medel"))
        typist = Typist(self.path("zsh"), "zsh", "-f", "-i")
        typist.run("bindkey -e; fpath=('%s' $fpath); autoload -U compinit; "
                   "compinit -u -D" % folder)
        self.complete(typist)


class Fish(case.Case):
    quick = True

    @unittest.skipUnless(shutil.which("fish"), "fish is not installed")
    def test_offers(self):
        open(self.path("one two.txt"), "w").close()
        for line, offers in (
                ("medel searc", ["search"]),
                ("medel search --predi", ["--predicted"]),
                ("medel search --region norr", ["norrbotten"]),
                ("medel search --region=norr", ["--region=norrbotten"]),
                ("medel search tema:tur", ["tema:turism"]),
                ("medel sources --check vinnov", ["vinnova"]),
                ("medel search --output one", ["one two.txt"]),
                ("medel search --output=one", ["--output=one two.txt"])):
            with self.subTest(line=line):
                done = case.run(
                    ["fish", "--no-config", "-c",
                     "source $argv[1]; complete -C $argv[2]",
                     os.path.join(SCRIPTS, "medel.fish"), line],
                    env=environment(HOME=self.work), cwd=self.work)
                self.assertEqual(
                    [l.split("\t")[0] for l in done.out.splitlines()], offers,
                    done.err)
