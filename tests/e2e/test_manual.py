"""The man pages say what the programs say: options, commands, fields."""

import glob
import os
import re

import case
from support import tree

MAN = os.path.join(tree.TREE, "man")
# The same option, under another table of the same command.
MORE = {"sources": (["sources", "--check"],)}


def page(*names):
    with open(os.path.join(MAN, *names), encoding="utf-8") as f:
        return f.read()


def options_in_page(text):
    """{"--limit": "-n"} of a page's lists; None for one without a letter."""
    found = {}
    for item in re.findall(r"^\.It (Fl .*)$", text, re.M):
        name = re.search(r"Fl Fl ([\w-]+)", item)
        letter = re.match(r"Fl (\w)(?: |$)", item)
        found["--" + name.group(1)] = "-" + letter.group(1) if letter else None
    return found


def options_in_help(text):
    return {name: letter or None for letter, name in re.findall(
        r"^  (?:(-\w), |    )(--[\w-]+)", text, re.M)}


def commands_in_help(text):
    return re.findall(r"^  (?!medel )([a-z][\w-]*)(?: +\S|$)", text, re.M)


class Pages(case.Case):
    quick = True

    @classmethod
    def commands(cls):
        return commands_in_help(cls.medel("--help").out)

    def options(self, command):
        found = {}
        for words in ([command], *MORE.get(command, ())):
            done = self.medel(*words, "--help")
            self.assertExit(done, 0)
            found.update(options_in_help(done.out))
        return found

    def test_options(self):
        """Every option of a command is in its page, and no other."""
        compared = 0
        for command in self.commands():
            for language in ("", "sv"):
                names = (language, "medel-%s.1" % command)
                if not os.path.exists(os.path.join(MAN, *names)):
                    continue
                with self.subTest(page=names):
                    self.assertEqual(options_in_page(page(*names)),
                                     self.options(command))
                    compared += 1
        self.assertGreater(compared, 15)

    def test_every_command_has_a_page(self):
        """One that has none is told of, and no fault."""
        lacking = [c for c in self.commands() if not os.path.exists(
            os.path.join(MAN, "medel-%s.1" % c))]
        if lacking:
            self.skipTest("no page of medel " + ", ".join(lacking))

    def test_the_comparison_sees_a_difference(self):
        text = page("medel-search.1")
        ours = self.options("search")
        self.assertGreater(len(ours), 25)
        for old, new in ((".It Fl Fl like Ar ID", ".It Fl Fl lik Ar ID"),
                         (".It Fl n Ar N , Fl Fl limit", ".It Fl Fl limit"),
                         (".It Fl Fl facets\n", ".It facets\n")):
            self.assertIn(old, text)
            self.assertNotEqual(options_in_page(text.replace(old, new)), ours)

    def test_commands(self):
        """medel(1) has every command that has a page, in both languages; no
        page is of a command that is no more."""
        commands = self.commands()
        pages = [os.path.basename(p)[len("medel-"):-2] for p in glob.glob(
            os.path.join(MAN, "medel-*.1"))]
        self.assertLessEqual(set(pages), set(commands))
        for names in (("medel.1",), ("sv", "medel.1")):
            listed = re.findall(r"^\.It Cm (\S+)$", page(*names), re.M)
            self.assertLessEqual(set(pages), set(listed), names)
            self.assertLessEqual(set(listed), set(commands), names)

    def test_codes_of_a_profile(self):
        with open(os.path.join(tree.TREE, "data", "query.yaml"),
                  encoding="utf-8") as f:
            query = f.read()
        codes = set(re.findall(r'code: "?([\w-]+)', re.search(
            r"^regions:.*^kinds:", query, re.M | re.S).group(0)))
        self.assertGreater(len(codes), 50)
        for names in (("medel-profile.5",), ("sv", "medel-profile.5")):
            listed = re.findall(r"^\.It Cm (.*)$", page(*names), re.M)
            words = {w.strip() for line in listed for w in line.split(",")}
            self.assertEqual(codes - words, set(), names)

    def test_profile_is_one(self):
        """The example of the page is taken by the program."""
        for names in (("medel-profile.5",), ("sv", "medel-profile.5")):
            text = re.search(r"^\.Bd -literal.*?\n(id:.*?)^\.Ed", page(*names),
                             re.M | re.S).group(1)
            path = self.path("example.yaml")
            with open(path, "w", encoding="utf-8") as f:
                f.write(text)
            done = self.medel("profile", "show", path, "--today", tree.TODAY)
            self.assertExit(done, 0)
            self.assertIn("Byggåterbruket", done.out)

    def test_source_is_one(self):
        text = re.search(r"^\.Bd -literal.*?\n(id:.*?)^\.Ed",
                         page("medel-funders.5"), re.M | re.S).group(1)
        folder = self.path("sources")
        os.makedirs(folder)
        with open(os.path.join(folder, "vaxtkraftsverket.yaml"), "w",
                  encoding="utf-8") as f:
            f.write(text)
        done = self.medel("sources", "--lint", "--funders", folder)
        self.assertExit(done, 0)
        self.assertIn("0 wrong", done.out)


class Fields(case.Case):
    def test_record(self):
        """medel-record(5) has every field of a record and of an answer."""
        fields = set()
        for command in (["export"], ["search", "--profile",
                        tree.profile_path("north", "n-vuollerim-aterbruk")]):
            done = self.medel(*command, "--data", os.path.join(
                case.BASE, "data"), "--format", "jsonl", "--today", tree.TODAY)
            self.assertExit(done, 0)
            for record in tree.read_jsonl(done.out):
                fields |= set(record)
        listed = {w.strip() for line in re.findall(
            r"^\.It Cm (.*)$", page("medel-record.5"), re.M)
            for w in line.split(",")}
        self.assertGreater(len(fields), 40)
        self.assertEqual(fields - listed, set())
