"""medel profile new and show, and the advice on money in search and show."""

import os
import pty
import select
import signal
import time

import case
from support import tree

import yaml

DATA = os.path.join(case.BASE, "data")
WHO = ["Snickeriet i Pajala", "", "kooperativ", "ja", "2019", "9", "", "sv, en"]
WHERE = ["Norrbotten", "Pajala"]
WHAT = ["landsbygd, cirkulär ekonomi", "snickeri, återbruk"]
FOR_WHOM = ["unga"]
NEED = ["Vi bygger möbler.", "150 tkr", "0,5 mkr"]
CARRY = ["20 %", "2025-05-01 45000"]
ALL = WHO + WHERE + WHAT + FOR_WHOM + NEED + CARRY


class Guide:
    quick = True

    @classmethod
    def environment(cls, name="config"):
        return tree.environment(XDG_CONFIG_HOME=cls.path(name))

    @classmethod
    def guide(cls, lines, *arguments, **options):
        """The guide, answered by LINES from a pipe."""
        text = "".join(line + "\n" for line in lines)
        options.setdefault("env", cls.environment())
        return cls.medel("profile", "new", "--today", tree.TODAY, *arguments,
                         data=text.encode(), **options)

    def read(self, path):
        with open(path, encoding="utf-8") as f:
            return yaml.safe_load(f)


class New(Guide, case.Case):
    def test_whole(self):
        path = self.path("whole.yaml")
        done = self.guide(ALL, path)
        self.assertExit(done, 0)
        self.assertEqual(done.err, "")
        for step in range(1, 7):
            self.assertIn("Step %d of 6" % step, done.out)
        self.assertIn("medel search --profile " + path, done.out)
        self.assertIn("255,000", done.out)  # room for aid, by the check
        made = self.read(path)
        self.assertEqual(made["form"], "cooperative")
        self.assertEqual(made["regions"], ["SE-BD"])
        self.assertEqual(made["themes"], ["rural", "youth", "circular"])
        self.assertEqual(made["keywords"], ["snickeri", "återbruk", "unga"])
        self.assertEqual(made["need"], {"min": 150000, "max": 500000,
                                        "currency": "SEK"})
        self.assertEqual(os.listdir(self.work).count(".whole.yaml.draft"), 0)

    def test_own_folder(self):
        env = self.environment("fresh")
        done = self.guide(ALL, env=env)
        self.assertExit(done, 0)
        self.assertTrue(os.path.exists(self.path(
            "fresh", "medel", "profiles", "snickeriet-i-pajala.yaml")))
        self.assertIn("--profile snickeriet-i-pajala", done.out)
        found = self.medel("search", "--data", DATA, "--today", tree.TODAY,
                           "--profile", "snickeriet-i-pajala", env=env)
        self.assertExit(found, 0)

    def test_only_what_is_needed(self):
        path = self.path("least.yaml")
        lines = ["Vi", "vi", "", "förening"] + [""] * 5 + ["SE"] + [""] * 9
        self.assertExit(self.guide(lines, path), 0)
        self.assertEqual(self.read(path), {
            "id": "vi", "name": "Vi", "form": "association",
            "languages": ["sv"], "regions": ["SE"]})

    def test_broken_off_anywhere(self):
        """However far it came, going on leads to the same file."""
        self.assertExit(self.guide(ALL, self.path("all.yaml")), 0)
        whole = self.read(self.path("all.yaml"))
        for n in range(1, len(ALL)):
            path = self.path("part%d.yaml" % n)
            done = self.guide(ALL[:n], path)
            self.assertExit(done, 1)
            self.assertIn("medel profile new --resume " + path, done.err)
            self.assertFalse(os.path.exists(path))
            # Running it again offers the same as the option.
            again = (self.guide(ALL[n:], path, "--resume") if n % 2 else
                     self.guide([""] + ALL[n:], path))
            self.assertExit(again, 0)
            self.assertEqual(self.read(path), whole)

    def test_draft_refused(self):
        path = self.path("anew.yaml")
        self.guide(["Gammalt", "gammalt"], path)
        self.assertExit(self.guide(["nej"] + ALL, path), 0)
        self.assertEqual(self.read(path)["name"], "Snickeriet i Pajala")

    def test_nothing_to_resume(self):
        done = self.guide(ALL, self.path("none.yaml"), "--resume")
        self.assertComplains(done, (1,), "none.yaml")

    def test_back_and_away(self):
        """< goes back, - takes away, Enter keeps."""
        path = self.path("back.yaml")
        lines = (["Fel namn", "<", "Rätt namn", ""] + WHO[2:] +
                 ["Norrbotten", "Pajala", "<", "-"] + WHAT + FOR_WHOM + NEED +
                 ["<", "", "20", ""])
        self.assertExit(self.guide(lines, path), 0)
        made = self.read(path)
        self.assertEqual(made["name"], "Rätt namn")
        self.assertNotIn("municipality", made)
        self.assertEqual(made["need"]["max"], 500000)

    def test_mistakes(self):
        path = self.path("mistakes.yaml")
        lines = (["", "Vi", "vi", "kooperatvi"] + WHO[2:] + ["Norrboten"] +
                 WHERE + ["?"] + WHAT + FOR_WHOM + NEED[:2] + ["100"] +
                 NEED[2:] + CARRY)
        done = self.guide(lines, path)
        self.assertExit(done, 0)
        for words in ("This one is needed", "'kooperativ'", "'norrbotten'",
                      "less than the least sum", "circular"):
            self.assertIn(words, done.out)

    def test_never_writes_over(self):
        path = self.path("there.yaml")
        with open(path, "w", encoding="utf-8") as f:
            f.write("mine\n")
        done = self.guide(ALL + ["", ""], path)
        self.assertExit(done, 1)
        with open(path, encoding="utf-8") as f:
            self.assertEqual(f.read(), "mine\n")
        other = self.path("other.yaml")
        self.assertExit(self.guide(["no", other], path, "--resume"), 0)
        with open(path, encoding="utf-8") as f:
            self.assertEqual(f.read(), "mine\n")
        self.assertEqual(self.read(other)["form"], "cooperative")
        self.assertExit(self.guide(ALL + ["yes"], path), 0)
        self.assertEqual(self.read(path)["form"], "cooperative")

    def test_cannot_be_written(self):
        done = self.guide(ALL, self.path("no-such-folder", "a.yaml"))
        self.assertExit(done, 3)
        self.assertIn("no-such-folder", done.err)

    def test_usage(self):
        self.assertComplains(self.medel("profile", "nwe"), (2,), "new")
        self.assertComplains(self.medel("profile", "new", "--resum"), (2,),
                             "--resume")
        self.assertComplains(self.medel("profile", "new", "a", "b"), (2,), "b")


class Terminal(Guide, case.Case):
    """The guide on a terminal of its own."""

    def converse(self, path, steps, ending=None):
        """(output, exit status) after writing STEPS, one prompt each."""
        pid, fd = pty.fork()
        if pid == 0:
            env = dict(self.environment(), TERM="xterm", COLUMNS="80")
            os.execve(case.program("medel"),
                      ["medel", "profile", "new", path], env)
        out = b""
        steps = list(steps)
        prompts = 0
        until = time.monotonic() + 60
        while time.monotonic() < until:
            if not select.select([fd], [], [], 0.1)[0]:
                continue
            try:
                more = os.read(fd, 65536)
            except OSError:
                break
            if not more:
                break
            out += more
            if out.count(b"> ") > prompts and out.rstrip(b" ").endswith(b">"):
                prompts = out.count(b"> ")
                if steps:
                    os.write(fd, steps.pop(0).encode())
                elif ending is not None:
                    os.kill(pid, ending)
                    ending = None
        os.close(fd)
        _, status = os.waitpid(pid, 0)
        return out.decode("utf-8", "replace"), os.waitstatus_to_exitcode(status)

    def test_interrupted(self):
        for name, number in (("int", signal.SIGINT), ("hup", signal.SIGHUP),
                             ("term", signal.SIGTERM)):
            with self.subTest(signal=name):
                path = self.path(name + ".yaml")
                out, code = self.converse(path, ["Åkeriet\n", "\n"], number)
                self.assertEqual(code, 1, out)
                self.assertIn("medel profile new --resume " + path, out)
                again = self.guide([""], path, "--resume")
                self.assertIn("Which legal form", again.out)

    def test_completion(self):
        path = self.path("tab.yaml")
        self.converse(path, ["Å\n", "\n", "coop\t\n", "\n", "\n", "\n", "\n",
                             "\n", "Västra g\t\n", "Uddev\t\n",
                             "rural, circ\t\n"], signal.SIGTERM)
        with open(self.path(".tab.yaml.draft"), encoding="utf-8") as f:
            draft = yaml.safe_load(f)["answers"]
        self.assertEqual(draft["form"], "cooperative")
        self.assertEqual(draft["regions"], "SE-O")
        self.assertEqual(draft["municipality"], "Uddevalla")
        self.assertEqual(draft["themes"], "rural, circular")


class Advice(Guide, case.Case):
    """Own funding and room for aid, where a profile is compared."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.profile = cls.path("our.yaml")
        with open(cls.profile, "w", encoding="utf-8") as f:
            f.write("id: our\nname: Vi\nform: cooperative\n"
                    "social_enterprise: true\nregions: [SE-BD]\n"
                    "themes: [business]\nlanguages: [sv, en]\n"
                    "need: {min: 150000, max: 500000}\nown_share: 35\n"
                    "aid_received:\n"
                    "  - {date: 2023-11-23, sum_eur: 70000}\n"
                    "  - {date: 2025-05-01, sum_eur: 290000}\n")

    def hits(self, *more):
        return self.search(DATA, "--profile", self.profile, "--limit", "0",
                           *more)

    def test_own_funding(self):
        told = 0
        for hit in self.hits():
            own = hit["own_funding"]
            if own is None:
                continue
            told += 1
            self.assertEqual(own["grant"] + own["own"], own["need"])
            self.assertEqual(own["need"], 500000)
            self.assertEqual(own["carried"], 175000)
            if own["bound"] == "rate":
                self.assertEqual(own["grant"],
                                 own["need"] * hit["funding_rate"] / 100)
        self.assertGreater(told, 3)

    def test_state_aid(self):
        told = [h for h in self.hits() if h["state_aid"] is not None]
        self.assertTrue(told)
        for hit in told:
            aid = hit["state_aid"]
            self.assertEqual(aid["rule"], "general")
            self.assertEqual(aid["left_eur"], 10000)
            self.assertEqual(aid["later"], [{"from": "2028-05-01",
                                             "left_eur": 300000}])
            self.assertRegex(aid["evidence"].lower(),
                             "minimis|försumbart|mindre betydelse|state aid|"
                             "statsstöd")
            # 10,000 euros are less than any of these calls gives.
            if aid["certain"] and hit["own_funding"]:
                self.assertEqual(hit["own_funding"]["bound"], "aid_room")
                self.assertTrue(hit["own_funding"]["about"])

    def test_no_profile(self):
        for hit in self.search(DATA, "bidrag"):
            self.assertIsNone(hit["own_funding"])
            self.assertIsNone(hit["state_aid"])

    def test_show(self):
        hit = next(h for h in self.hits() if h["state_aid"] is not None)
        common = ("show", hit["id"], "--data", DATA, "--today", tree.TODAY,
                  "--profile", self.profile)
        done = self.medel(*common)
        self.assertExit(done, 0)
        self.assertIn("10,000", done.out)
        self.assertIn("own funding", done.out)
        done = self.medel(*common, "--format", "json")
        self.assertExit(done, 0)
        # The score is the one in the enterprise's own list.
        self.assertEqual(tree.read_jsonl(done.out), [hit])
        self.assertComplains(
            self.medel("show", hit["id"], "--data", DATA, "--profile",
                       self.path("none.yaml")), (3,), "none.yaml")

    def test_explain(self):
        plain = self.medel("search", "--data", DATA, "--today", tree.TODAY,
                           "--profile", self.profile, "--format", "table")
        told = self.medel("search", "--data", DATA, "--today", tree.TODAY,
                          "--profile", self.profile, "--format", "table",
                          "--explain")
        self.assertNotIn("own funding", plain.out)
        self.assertIn("own funding", told.out)
        self.assertIn("10,000", plain.out)  # the room, below the list

    def test_profile_show(self):
        done = self.medel("profile", "show", self.profile, "--today",
                          tree.TODAY)
        self.assertExit(done, 0)
        for words in ("Norrbotten", "150,000–500,000", "10,000",
                      "2028-05-01", "2023/2831"):
            self.assertIn(words, done.out)
        for line in done.out.splitlines():
            self.assertLessEqual(len(line), 80)
        broken = self.medel("profile", "show", self.path("none.yaml"),
                            self.profile, "--today", tree.TODAY)
        self.assertExit(broken, 3)
        self.assertIn("none.yaml", broken.err)
        self.assertIn("Norrbotten", broken.out)
        self.assertComplains(self.medel("profile", "show"), (2,), "show")

    def test_profile_check(self):
        done = self.medel("profile", "check", self.profile, "--today",
                          tree.TODAY)
        self.assertExit(done, 1)
        self.assertIn("2023-11-23", done.out)  # three years ago to the day
        self.assertIn("10,000", done.out)
