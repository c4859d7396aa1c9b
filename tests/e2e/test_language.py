"""Swedish and English by locale; data are the same in any."""

import os
import re
import subprocess

import case
from support import tree

COMMANDS = ("search", "show", "match", "changes", "shortlist", "digest",
            "calendar", "export", "profile", "update", "crawl", "index",
            "sources", "extract", "clean", "robots")
# What only a Swedish, and only an English, message says.
SWEDISH = "okänt kommando ”serch”; menade du ”search”?"
ENGLISH = "unknown command 'serch'; did you mean 'search'?"


def speaking(**variables):
    """The usual environment with these variables and no other of language."""
    env = tree.environment()
    del env["LC_ALL"]
    return dict(env, **variables)


class Choice(case.Case):
    """Which variable chooses, and on a machine without the locale."""
    quick = True

    def says(self, **variables):
        return self.medel("serch", env=speaking(**variables)).err

    def test_swedish(self):
        for variables in (
                {"LC_ALL": "sv_SE.UTF-8"},
                {"LC_ALL": "sv_SE"},
                {"LC_ALL": "sv"},
                {"LC_ALL": "sv_FI.UTF-8@euro"},
                {"LANG": "sv_SE.UTF-8"},
                {"LC_MESSAGES": "sv_SE.UTF-8", "LANG": "en_US.UTF-8"},
                {"LANG": "C.UTF-8", "LANGUAGE": "sv"},
                {"LANG": "C.UTF-8", "LANGUAGE": "nb:sv_SE:en"},
                {"LANG": "en_US.UTF-8", "LANGUAGE": "sv:en"},
                {"LANG": "sv_SE.UTF-8", "LC_CTYPE": "C"},
                {"LANG": "sv_SE.UTF-8", "LC_ALL": "", "LANGUAGE": ""}):
            with self.subTest(**variables):
                self.assertIn(SWEDISH, self.says(**variables))

    def test_english(self):
        for variables in (
                {}, {"LANG": "C"}, {"LC_ALL": "POSIX"},
                {"LC_ALL": "C.UTF-8"}, {"LANG": "en_GB.UTF-8"},
                {"LANG": "de_DE.UTF-8"}, {"LANG": "not a locale/../x"},
                {"LANG": "sv_SE.UTF-8", "LC_ALL": "C"},
                {"LANG": "sv_SE.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"},
                {"LANG": "sv_SE.UTF-8", "LANGUAGE": "en"},
                {"LANG": "sv_SE.UTF-8", "LANGUAGE": "en_GB:en:sv"},
                {"LC_ALL": "C", "LANGUAGE": "sv"},
                {"LANG": "svenska" + "a" * 500}):
            with self.subTest(**variables):
                self.assertIn(ENGLISH, self.says(**variables))

    def test_with_the_locale_installed(self):
        """As on a desktop: the C library itself knows Swedish."""
        place = self.path("locales")
        os.makedirs(place)
        made = subprocess.run(
            ["localedef", "-i", "sv_SE", "-f", "ISO-8859-1",
             os.path.join(place, "sv_SE")], stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, check=False)
        if made.returncode != 0:
            self.skipTest("localedef cannot make sv_SE: %s" %
                          made.stdout.decode("utf-8", "replace")[:200])
        env = speaking(LC_ALL="sv_SE", LOCPATH=place)
        # UTF-8 goes out although that locale's own charset is another.
        self.assertIn(SWEDISH, self.medel("serch", env=env).err)
        search = self.medel("search", "--data", os.path.join(case.BASE, "data"),
                            "--format", "table", "--today", tree.TODAY,
                            "kompetensförsörjning", "landsbygd", "ELLER",
                            "landsbygd", env=env)
        self.assertExit(search, 0)
        self.assertIn("000\u00a0kr", search.out)

    def test_every_program(self):
        env = speaking(LANG="sv_SE.UTF-8")
        for name in ("medel", "medel-crawl", "medel-index", "medel-search"):
            with self.subTest(name):
                done = case.run([case.program(name), "--help"], env=env)
                self.assertExit(done, 0)
                self.assertIn("Användning: medel", done.out)

    def test_system_errors_do_not_break_it(self):
        done = self.medel("clean", self.path("none.html"),
                          env=speaking(LANG="sv_SE.UTF-8"))
        self.assertExit(done, 3)
        self.assertIn("kan inte öppna", done.err)


class Fields(case.Case):
    """The query's fields in errors."""
    quick = True

    def says(self, query, language):
        done = self.medel("search", "--data", self.path("none"), query,
                          env=speaking(LANG=language))
        self.assertExit(done, 2)
        return done.err.splitlines()[0]

    def test_their_words_are_their_names(self):
        """A field is called in an error as it can be called in a query."""
        for field in ("funder", "region", "theme", "applicant", "status",
                      "kind", "language", "title", "deadline", "opens",
                      "seen", "sum", "budget", "rate"):
            with self.subTest(field):
                swedish = self.says(field + ":", "sv_SE.UTF-8")
                word = re.match(r"medel: (\S+) behöver", swedish).group(1)
                self.assertEqual(self.says(word + ":", "sv_SE.UTF-8"),
                                 swedish)
                self.assertTrue(self.says(word + ":", "C.UTF-8").startswith(
                    "medel: %s needs" % field))

    def test_unknown_values(self):
        self.assertIn("för tema; menade du ”landsbygd”?",
                      self.says("tema:landsbyg", "sv_SE.UTF-8"))
        said = self.says("sökande:xyzzy", "sv_SE.UTF-8")
        self.assertIn("för sökande, utan: föreningar, ", said)
        self.assertIn("universitet och högskolor", said)
        self.assertIn("there is no theme 'landsbyg'",
                      self.says("tema:landsbyg", "C.UTF-8"))


class Help(case.Case):
    """The help of each command, whole, in Swedish."""
    quick = True

    # English that stays: names of commands, options, formats and codes.
    ENGLISH_WORDS = re.compile(
        r"\b([Tt]he|and|[Ww]ith|which|from|[Tt]his|that|calls?|shows|"
        r"all|said|without|[Ee]very|already|unless|only|found)\b")

    def test_no_english_is_left(self):
        env = speaking(LANG="sv_SE.UTF-8")
        for command in COMMANDS:
            with self.subTest(command):
                done = self.medel(command, "--help", env=env)
                self.assertExit(done, 0)
                self.assertIn("visa den här hjälpen", done.out)
                for line in done.out.splitlines():
                    # Options and examples name things that stay English.
                    text = re.sub(r"--[a-z-]+|\bmedel [a-z]+\b|\w+\.\w+|"
                                  r"^  medel .*|`\w+`", "", line)
                    self.assertIsNone(self.ENGLISH_WORDS.search(text), line)

    def test_it_fits_80_columns(self):
        for language in ("sv_SE.UTF-8", "C"):
            for command in COMMANDS:
                done = self.medel(command, "--help",
                                  env=speaking(LANG=language))
                for line in done.out.splitlines():
                    if not line.startswith("  medel "):
                        self.assertLessEqual(len(line), 80, line)

    def test_the_same_options(self):
        for command in COMMANDS:
            options = [re.findall(r"--[a-z][a-z-]+", self.medel(
                command, "--help", env=speaking(LANG=language)).out)
                for language in ("sv_SE.UTF-8", "C")]
            self.assertEqual(set(options[0]), set(options[1]))


class Output(case.Case):
    """What people read changes with the language, what programs read does
    not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.data = os.path.join(case.BASE, "data")
        cls.profiles = os.path.join(tree.set_dir("north"), "profiles")
        cls.profile = sorted(tree.profiles("north").values())[0]

    def both(self, *arguments):
        """(English, Swedish) results of a command."""
        return [self.medel(*arguments, env=speaking(LANG=language))
                for language in ("C.UTF-8", "sv_SE.UTF-8")]

    def command(self, name, *more):
        return (name, "--data", self.data, "--today", tree.TODAY, *more)

    def test_data_are_the_same(self):
        for arguments in (
                *[self.command("search", "--profile", self.profile, "--all",
                               "--explain", "--limit", "0", "--format", f)
                  for f in ("json", "jsonl", "csv")],
                *[self.command("match", "--profiles", self.profiles,
                               "--format", f) for f in ("json", "csv")],
                *[self.command("search", "--facets", "--format", f)
                  for f in ("json", "jsonl", "csv")],
                *[self.command("export", "--format", f)
                  for f in ("json", "jsonl", "csv")],
                *[self.command("search", "--sort", f)
                  for f in ("sum", "deadline", "new")],
                ("sources", "--data", self.data, "--json")):
            with self.subTest(arguments=arguments):
                english, swedish = self.both(*arguments)
                self.assertExit(english, 0)
                self.assertEqual(english.code, swedish.code)
                self.assertEqual(english.out, swedish.out)

    def test_people_read_their_language(self):
        for arguments, english_word, swedish_word in (
                (self.command("search", "--profile", self.profile, "--format",
                              "table", "--explain", "--all"),
                 "in 53 days", "om 53 dagar"),
                (self.command("search", "--facets", "--format", "table"),
                 "Last day to apply", "Sista ansökningsdag"),
                (self.command("match", "--profiles", self.profiles,
                              "--format", "md"), "matches", "matchar"),
                (self.command("export", "--format", "table"), "up to",
                 "upp till"),
                (("sources", "--data", self.data), "Crawled", "Hämtad"),
                (("profile", "show", self.profile), "can carry",
                 "kan bära")):
            with self.subTest(arguments=arguments):
                english, swedish = self.both(*arguments)
                self.assertExit(english, 0)
                self.assertExit(swedish, 0)
                self.assertIn(english_word, english.out)
                self.assertNotIn(english_word, swedish.out)
                self.assertIn(swedish_word, swedish.out)
                self.assertNotIn(swedish_word, english.out)

    def test_figures(self):
        _, swedish = self.both(*self.command(
            "search", "--profile", self.profile, "--format", "table",
            "--explain", "--limit", "3"))
        self.assertRegex(swedish.out, r"poäng \d+,\d\d av 100")
        self.assertRegex(swedish.out, r"\d\u00a0000\u00a0kr")
        self.assertNotRegex(swedish.out, r"\d,000|SEK|SE-[A-Z]{1,2}\b")

    def test_plural(self):
        for words, english_word, swedish_word in (
                (("teater", "ELLER", "landsbygd"), r"^\d+ calls\.",
                 r"^\d+ utlysningar\."),
                (("--limit", "0", "id-that-is-not"), r"no open", r"inga ")):
            english, swedish = self.both(*self.command(
                "search", "--format", "table", *words))
            self.assertEqual(english.code, swedish.code)
            self.assertRegex(re.sub(r"^medel: ", "", english.out + english.err,
                                    flags=re.M), re.compile(english_word, re.M))
            self.assertRegex(re.sub(r"^medel: ", "", swedish.out + swedish.err,
                                    flags=re.M), re.compile(swedish_word, re.M))

    def test_exit_status_is_the_same(self):
        for arguments in (
                ("search", "--nonsense"), ("show",), ("profile", "chek"),
                ("search", "--data", self.path("none"), "x"),
                ("show", "--data", self.data, "nothing-there"),
                ("search", "--data", self.data, "regon:SE-BD"),
                ("search", "--data", self.data, "(kultur")):
            with self.subTest(arguments=arguments):
                english, swedish = self.both(*arguments)
                self.assertNotEqual(english.code, 0)
                self.assertEqual(english.code, swedish.code)
                self.assertNotEqual(english.err, swedish.err)
                self.assertEqual(len(english.err.splitlines()),
                                 len(swedish.err.splitlines()))
