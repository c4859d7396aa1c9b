"""Results on a terminal: the pager, colours, widths, and nothing from a page
that could steer it."""

import os
import re
import stat
import time

import case
from support import screen, tree
from support.sites import SiteServer

MEDEL = case.program("medel")
DATA = os.path.join(case.BASE, "data")


def terminal(**more):
    """The environment of someone at a terminal."""
    env = tree.environment(TERM="xterm", **more)
    for name in ("PAGER", "MEDEL_PAGER", "LESS"):
        if name not in more:
            env.pop(name, None)
    if "NO_COLOR" not in more:
        del env["NO_COLOR"]
    return env


def search(*more):
    return [MEDEL, "search", "--data", DATA, "--today", tree.TODAY, *more]


LONG = search("--limit", "0")
SHORT = search("--limit", "1")
NONE = search("no-such-word-anywhere")


class Pager(case.Case):
    # Says that it ran, and passes on what it gets.
    MARK = "=== paged ==="

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mark = cls.script("mark", "echo '%s'; cat" % cls.MARK)

    @classmethod
    def script(cls, name, body):
        path = cls.path(name)
        with open(path, "w", encoding="utf-8") as f:
            f.write("#!/bin/sh\n%s\n" % body)
        os.chmod(path, stat.S_IRWXU)
        return path

    def shown(self, command, **variables):
        return screen.show(command, terminal(**variables))

    def assertPaged(self, shown, paged=True):
        self.assertEqual(self.MARK in shown.text, paged, shown.text[:300])

    def test_long_results_only(self):
        shown = self.shown(LONG, PAGER=self.mark)
        self.assertPaged(shown)
        self.assertEqual(shown.code, 0)
        self.assertIn("calls. medel show ID", shown.text)
        self.assertPaged(self.shown(SHORT, PAGER=self.mark), False)
        self.assertPaged(self.shown(NONE, PAGER=self.mark), False)

    def test_the_screen_decides(self):
        """The same results on a screen with and without room for them."""
        command = search("--limit", "5")
        lines = len(screen.show(command, terminal(PAGER="cat"),
                                rows=100).lines)
        for rows, paged in ((lines + 1, False), (lines, True)):
            self.assertPaged(screen.show(command, terminal(PAGER=self.mark),
                                         rows=rows), paged)

    def test_long_lines_take_several(self):
        command = search("--limit", "2", "--format", "jsonl")
        self.assertPaged(self.shown(command, PAGER=self.mark))

    def test_which_pager(self):
        other = self.script("other", "echo other; cat")
        for variables, paged in (
                ({"MEDEL_PAGER": self.mark, "PAGER": other}, True),
                ({"MEDEL_PAGER": other, "PAGER": self.mark}, False),
                ({"MEDEL_PAGER": "", "PAGER": self.mark}, False),
                ({"MEDEL_PAGER": "cat", "PAGER": self.mark}, False),
                ({"PAGER": ""}, False),
                ({"PAGER": self.mark + " | cat"}, True),
                ({"PAGER": self.mark, "TERM": "dumb"}, False)):
            with self.subTest(**variables):
                env = terminal(**{k: v for k, v in variables.items()
                                  if k != "TERM"})
                env.update(variables)
                shown = screen.show(LONG, env)
                self.assertPaged(shown, paged)
                self.assertEqual(shown.code, 0)
                self.assertIn("calls. medel show ID", shown.text)

    def test_no_pager(self):
        for command in (LONG, [MEDEL, "export", "--data", DATA],
                        [MEDEL, "sources", "--data", DATA],
                        [MEDEL, "profile", "show", *tree.profiles(
                            "north").values()],
                        [MEDEL, "match", "--data", DATA, "--today", tree.TODAY,
                         "--profiles", os.path.join(tree.set_dir("north"),
                                                    "profiles")]):
            with self.subTest(command=command[1:3]):
                env = terminal(PAGER=self.mark, HOME=self.work)
                self.assertPaged(screen.show(command, env, rows=8))
                self.assertPaged(screen.show([*command, "--no-pager"], env,
                                             rows=8), False)

    def test_never_into_a_pipe_or_file(self):
        for form in ("table", "json", "csv", "md"):
            done = case.run([*LONG, "--format", form],
                            env=terminal(PAGER=self.mark))
            self.assertExit(done, 0)
            self.assertNotIn(self.MARK, done.out)

    def test_less_gets_its_options(self):
        tell = self.script("tell", "echo \"LESS=$LESS\"; cat >/dev/null")
        self.assertIn("LESS=FRX\n", self.shown(LONG, PAGER=tell).text)
        self.assertIn("LESS=iM\n", self.shown(LONG, PAGER=tell,
                                              LESS="iM").text)

    def test_leaving_early(self):
        """The rest has no reader, which is no error: not of the results, nor
        in the exit status."""
        big = search("--limit", "0", "--all", "--format", "json", "--explain")
        for pager in ("head -n 1", "true", "exit 3", "kill -9 $$"):
            with self.subTest(pager=pager):
                shown = self.shown(big, PAGER=pager)
                self.assertEqual(shown.code, 0, shown.text[-300:])
                self.assertNotIn("medel:", shown.text)

    def test_no_such_pager(self):
        shown = self.shown(LONG, PAGER="/no/such/pager")
        self.assertEqual(shown.code, 0)
        self.assertIn("/no/such/pager", shown.text)
        self.assertIn("calls. medel show ID", shown.text)

    def test_without_less(self):
        """A bare server: no pager, and no complaint."""
        shown = self.shown(LONG, PATH=self.work)
        self.assertEqual(shown.code, 0)
        self.assertNotIn("not found", shown.text)
        self.assertIn("calls. medel show ID", shown.text)

    def test_notes_come_after_it(self):
        slow = self.script("slow", "cat; sleep 0.5; echo pager-is-done")
        command = [MEDEL, "match", "--data", DATA, "--today", tree.TODAY,
                   "--profiles", os.path.join(tree.set_dir("north"),
                                              "profiles"),
                   "--call", self.a_call()]
        shown = screen.show(command, terminal(PAGER=slow), rows=3)
        text = shown.text
        self.assertIn("pager-is-done", text)
        if "cannot apply for it" in text:
            self.assertLess(text.index("pager-is-done"),
                            text.index("cannot apply for it"))

    @staticmethod
    def a_call():
        return tree.read_jsonl(case.run([*SHORT, "--format", "jsonl"]).out)[
            0]["id"]

    @staticmethod
    def interrupt(s):
        """Ctrl-C; once more where the shell lost it, which it may do just
        as it starts a command."""
        for _ in range(3):
            s.type(b"\x03")
            if s.closed(4):
                return

    @staticmethod
    def leave(s):
        """q to less, which drops what comes too soon."""
        for _ in range(10):
            s.until(lambda: False, 0.5)
            s.type(b"q")
            if s.closed(2):
                return

    def test_interrupt_is_the_pagers(self):
        """Ctrl-C while reading: the pager goes on or ends as it likes; medel
        waits for it, and ends as it would have."""
        waits = self.script(
            "waits", "trap 'echo caught; exit 0' INT; cat; echo ready; "
            "while :; do sleep 0.1; done")
        with screen.Screen(LONG, terminal(PAGER=waits)) as s:
            self.assertTrue(s.until(lambda: b"ready" in s.out))
            self.interrupt(s)
            self.assertEqual(s.end(), 0)
            self.assertIn("caught", s.text)
        dies = self.script("dies", "cat; echo ready; sleep 60")
        with screen.Screen(LONG, terminal(PAGER=dies)) as s:
            self.assertTrue(s.until(lambda: b"ready" in s.out))
            began = time.monotonic()
            self.interrupt(s)
            self.assertEqual(s.end(), 0)
            self.assertLess(time.monotonic() - began, 20)

    def test_less_itself(self):
        """With the real one: a page, Ctrl-C, then q."""
        if case.run(["sh", "-c", "command -v less"]).code != 0:
            self.skipTest("less is not installed")
        with screen.Screen(LONG, terminal()) as s:
            self.assertTrue(s.until(lambda: s.out.rstrip().endswith(b":")
                                    or b"\n:" in s.out))
            s.type(b"\x03")
            self.leave(s)
            self.assertEqual(s.end(), 0)
            # Åäö as letters, not as <C3><85>; colours as colours.
            self.assertNotIn("<C3>", s.text)
            self.assertNotIn("ESC[", s.text)

    def test_letters_in_the_c_locale(self):
        if case.run(["sh", "-c", "command -v less"]).code != 0:
            self.skipTest("less is not installed")
        with screen.Screen(LONG, terminal(LC_ALL="C")) as s:
            self.assertTrue(s.until(lambda: b"\n:" in s.out))
            self.leave(s)
            self.assertEqual(s.end(), 0)
            self.assertNotIn("<C3>", s.text)


class Looks(case.Case):
    """Colours and widths."""
    profile = sorted(tree.profiles("north").values())[0]

    def test_colours(self):
        for variables, coloured in (
                ({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""},
                                                         True)):
            shown = screen.show(SHORT, terminal(PAGER="cat", **variables))
            self.assertEqual("\x1b[" in shown.text, coloured, variables)
        env = terminal(PAGER="cat")
        for term in ("dumb", None):
            env.pop("TERM", None)
            if term is not None:
                env["TERM"] = term
            self.assertNotIn("\x1b", screen.show(SHORT, env).text)
        self.assertNotIn("\x1b", case.run([*SHORT, "--format", "table"],
                                          env=terminal()).out)

    def test_lines_fit(self):
        north = os.path.join(tree.set_dir("north"), "profiles")
        for language in ("C.UTF-8", "sv_SE.UTF-8"):
            for columns in (40, 60, 80, 100, 132):
                for command in (
                        LONG,
                        search("--all", "föreningar", "OR", "bidrag*"),
                        search("--profile", self.profile, "--explain",
                               "--all"),
                        search("--facets"),
                        [MEDEL, "match", "--data", DATA, "--today", tree.TODAY,
                         "--profiles", north, "--limit", "2"],
                        [MEDEL, "profile", "check", north],
                        [MEDEL, "profile", "show", self.profile]):
                    shown = screen.show(
                        command, terminal(PAGER="cat", LC_ALL=language),
                        columns=columns)
                    for line in shown.lines:
                        # An id, an address or a path is never cut.
                        if len(line.split()) > 1:
                            self.assertLessEqual(screen.cells(line), columns,
                                                 line)

    def test_sources_fit(self):
        shown = screen.show([MEDEL, "sources", "--data", DATA],
                            terminal(PAGER="cat", HOME=self.work,
                                     LC_ALL="sv_SE.UTF-8"))
        self.assertGreater(len(shown.lines), 5)
        *rows, total = shown.lines
        self.assertRegex(total, r"^\d+ källor: ")
        self.assertLessEqual(screen.cells(total), 80)
        ends = set()
        for line in rows:
            self.assertLessEqual(screen.cells(line), 80, line)
            ends.add(re.match(r".* (?:\d+|fel)  (?=\S)", line).end())
        self.assertEqual(len(ends), 1, "columns under their heads")

    def test_hits(self):
        """The words asked for are bold where they stand, on a terminal with
        colours and in Markdown only, and programs get no snippet."""
        words = search("landsbygd utveckling", "--all")
        shown = screen.show(words, terminal(PAGER="cat"))
        self.assertIn("\x1b[1mlandsbygdsutveckling\x1b[0m", shown.text)
        plain = screen.show(words, terminal(PAGER="cat", NO_COLOR="1"))
        self.assertIn("landsbygdsutveckling", plain.text)
        self.assertNotIn("\x1b", plain.text)
        for form, mark in (("md", "**landsbygdsutveckling**"),
                           ("table", " landsbygdsutveckling")):
            done = case.run([*words, "--format", form])
            self.assertIn(mark, done.out)
            self.assertNotIn("\x1b", done.out)
        done = case.run([*words, "--format", "jsonl"])
        self.assertNotIn("\\u0002", done.out)
        self.assertNotIn('"snippet"', done.out)

    def test_days_left(self):
        shown = screen.show(LONG, terminal(PAGER="cat"))
        self.assertRegex(shown.text, r"2027-01-15, in 53 days")
        last = screen.show(
            [MEDEL, "search", "--data", DATA, "--today", "2027-01-15",
             "--limit", "0"],
            terminal(PAGER="cat"))
        self.assertRegex(last.text, r"2027-01-15, today")
        before = screen.show(
            [MEDEL, "search", "--data", DATA, "--today", "2027-01-14",
             "--limit", "0"],
            terminal(PAGER="cat", LC_ALL="sv_SE.UTF-8"))
        self.assertRegex(before.text, r"2027-01-15, i morgon")


class Hostile(case.Case):
    """A page that says all that it can to the terminal of who reads it."""

    HOST = "vaxtkraftsverket.localhost"
    CALL = "sokfinansiering/utlysningar/affarslyftforsocialaforetag.3012.html"
    TITLE = ("Affärslyft \x1b]0;pwned\x07\x1b[31mröd\x1b[2J för\u009b2J "
             "\u202eleksyns\u202c \u2066isolerad\u2069 \u200fhöger \x7f\x08"
             "\u0085 社会的企業 a\u0308\u030a\u0323 sociala företag")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with open(os.path.join(tree.sites_dir("north"), cls.HOST, cls.CALL),
                  encoding="utf-8") as f:
            page = f.read()
        root = cls.path("sites", "evil.localhost")
        os.makedirs(root)
        page = re.sub(r"<link rel=\"canonical\"[^>]*>", "", page)
        entities = "".join(
            "&#%d;" % ord(c) if ord(c) > 127 or ord(c) < 32 else c
            for c in cls.TITLE)
        for name, title in (("raw.html", cls.TITLE),
                            ("entities.html", entities)):
            with open(os.path.join(root, name), "w", encoding="utf-8") as f:
                f.write(page.replace("Affärslyft för sociala företag", title))
        with open(os.path.join(root, "index.html"), "w",
                  encoding="utf-8") as f:
            f.write("<html lang=sv><title>Alla</title><ul><li><a href=/raw."
                    "html>Utlysning \x1b[2J ett</a><li><a href=/entities.html>"
                    "Utlysning två</a></ul>")
        tree.write_funder(cls.funders, "evil", "Elaka \x1b[2J\u202e fonden",
                          ["SE"], ["http://evil.localhost/"])
        cls.data = cls.path("data")
        with SiteServer(cls.path("sites"), work=cls.path("web")) as web:
            cls.crawled = cls.crawl(cls.data, web.port)
        cls.indexed = cls.index(cls.data)
        cls.records = cls.export(cls.data)

    def test_it_was_read(self):
        self.assertTrue(any("社会的企業" in r["title"] for r in self.records),
                        self.records)

    def test_nothing_reaches_the_terminal(self):
        on = ("--data", self.data, "--today", tree.TODAY)
        raw = self.path("sites", "evil.localhost", "raw.html")
        commands = [
            *[("search", *on, "--all", "--format", f)
              for f in ("table", "md", "csv", "json", "jsonl")],
            ("search", *on, "--facets"), ("search", *on, "\x1b[2Jsociala"),
            *[("show", *on, r["id"], "--format", f) for r in self.records
              for f in ("table", "json")],
            ("export", *on, "--format", "table"), ("export", *on),
            ("sources", "--data", self.data, "--funders", self.funders),
            ("extract", raw), ("extract", raw, "--explain"), ("clean", raw),
            ("crawl", "--data", self.data, "--funders", self.funders,
             "\x1b[2J"), ("show", *on, "\x1b[2J\u202e")]
        for command in commands:
            with self.subTest(command=command):
                shown = screen.show([MEDEL, *command], terminal(PAGER="cat"))
                self.assertHarmless(*shown.lines)

    def test_wide_and_combining_letters_keep_the_columns(self):
        table = screen.show(
            [MEDEL, "search", "--data", self.data, "--today", tree.TODAY,
             "--all"], terminal(PAGER="cat"))
        rows = [l for l in table.lines if re.search(r"in \d+ days$", l)]
        self.assertTrue(rows, table.text)
        for line in rows:
            self.assertEqual(screen.cells(line), 80, line)
