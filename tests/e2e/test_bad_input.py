"""Bad input gets one clear line and the right exit status; the rest of the
work is done, and nothing that was stored is lost."""

import os
import shutil

import case
from support import tree
from support.sites import SiteServer

GOOD = """id: test
name: Testföreningen
form: association
regions: [SE-BD]
themes: [rural]
"""


def write(path, text):
    mode = "wb" if isinstance(text, bytes) else "w"
    with open(path, mode, **({} if mode == "wb" else
                             {"encoding": "utf-8"})) as f:
        f.write(text)
    return path


class BadProfile(case.Case):
    quick = True

    def search_with(self, text, name="profile.yaml"):
        path = write(self.path(name), text)
        return self.medel("search", "--data",
                          os.path.join(case.BASE, "data"), "--today",
                          tree.TODAY, "--profile", path)

    def test_good(self):
        self.assertExit(self.search_with(GOOD), 0)

    def test_each_field_is_checked(self):
        bad = (
            # (what is wrong, the profile, a word of the message)
            ("form", GOOD.replace("association", "asociation"), "asociation"),
            ("regions", GOOD.replace("SE-BD", "SE-XX"), "SE-XX"),
            ("themes", GOOD.replace("rural", "rurall"), "rural"),
            ("key", GOOD + "own_shar: 20\n", "own_shar"),
            ("need", GOOD + "need: {min: -5}\n", "min"),
            ("need", GOOD + "need: {min: many}\n", "min"),
            ("need", GOOD + "need: {min: 9, max: 3}\n", "max"),
            ("own_share", GOOD + "own_share: 120\n", "own_share"),
            ("form missing", GOOD.replace("form: association\n", ""),
             "form"),
            ("regions missing", GOOD.replace("regions: [SE-BD]\n", ""),
             "regions"),
        )
        for what, text, word in bad:
            with self.subTest(what=what, word=word):
                done = self.search_with(text)
                self.assertComplains(done, (3,), "profile.yaml", word)

    def test_line_is_named(self):
        done = self.search_with(GOOD.replace("association", "asociation"))
        self.assertRegex(done.err, r"profile\.yaml:3\b")

    def test_no_yaml(self):
        for text in ("{", "\t\tid: x", "- a\n- b\n", "", "id: [", "\0\1\2",
                     b"\xff\xfe\x00i", "x" * 100000,
                     "a: &a [*a]\n", "%YAML 9.9\n---\nid: x\n"):
            with self.subTest(text=text[:20]):
                self.assertComplains(self.search_with(text), (3,),
                                     "profile.yaml")

    def test_yaml_bomb(self):
        lines = ["a: &a [x,x,x,x,x,x,x,x,x]"]
        for i in range(1, 10):
            lines.append("%c: &%c [%s]" % (97 + i, 97 + i, ",".join(
                ["*" + chr(96 + i)] * 9)))
        done = self.search_with(GOOD + "\n".join(lines) + "\n")
        self.assertComplains(done, (3,), "profile.yaml")
        self.assertLess(done.seconds, 5)

    def test_no_such_file(self):
        done = self.medel("search", "--data",
                          os.path.join(case.BASE, "data"),
                          "--profile", self.path("none.yaml"))
        self.assertComplains(done, (1, 3), "none.yaml")

    def test_folder(self):
        done = self.medel("search", "--data",
                          os.path.join(case.BASE, "data"),
                          "--profile", self.work)
        self.assertComplains(done, (3,))


class BadFunder(case.Case):
    quick = True

    def test_the_others_are_crawled(self):
        tree.write_funders(self.funders, "north")
        bad = {
            "aaa": "id: aaa\nname: [\n",
            "unknown-key": "id: unknown-key\nname: X\nregions: [SE]\n"
                           "start: [\"http://x.localhost/\"]\nstrat: 1\n",
            "other-id": "id: another\nname: X\nregions: [SE]\n"
                        "start: [\"http://x.localhost/\"]\n",
            "bad-url": "id: bad-url\nname: X\nregions: [SE]\n"
                       "start: [\"ftp://x.localhost/\"]\n",
            "bad-region": "id: bad-region\nname: X\nregions: [SE-Q]\n"
                          "start: [\"http://x.localhost/\"]\n",
        }
        for name, text in bad.items():
            write(os.path.join(self.funders, name + ".yaml"), text)
        with SiteServer(tree.sites_dir("north"),
                        work=self.path("web")) as web:
            done = self.crawl(self.path("data"), web.port)
            hosts = {r.host for r in web.requests() if r.status == 200}
        self.assertExit(done, 4)
        self.assertEqual(hosts, set(os.listdir(tree.sites_dir("north"))))
        for name in bad:
            lines = [l for l in done.err.splitlines()
                     if name + ".yaml" in l]
            self.assertEqual(len(lines), 1, done.err)

    def test_no_funders_at_all(self):
        os.makedirs(self.path("empty"), exist_ok=True)
        for folder in ("empty", "missing"):
            done = self.medel("crawl", "--data", self.path("d"),
                              "--funders", self.path(folder))
            self.assertNotEqual(done.code, 0)
            self.assertIn(folder, done.err)
            self.assertLess(done.code, 64)

    def test_unknown_operand(self):
        tree.write_funders(self.path("f2"), "north")
        done = self.medel("crawl", "--data", self.path("d2"), "--funders",
                          self.path("f2"), "vaxtkraftsverke")
        self.assertComplains(done, (1, 2, 3), "vaxtkraftsverke")


class BadSource(case.Case):
    """A site that cannot be reached is reported; the others are done."""

    def test_one_site_is_down(self):
        tree.write_funders(self.funders, "north")
        tree.write_funder(self.funders, "down", "Nere", ["SE"],
                          ["http://down.localhost/"])
        down = "vaxtkraftsverket.localhost"
        with SiteServer(tree.sites_dir("north"), work=self.path("web"),
                        faults=["down.localhost/* reset",
                                down + "/* status=503"]) as web:
            done = self.crawl(self.path("data"), web.port)
            hosts = {r.host for r in web.requests() if r.status == 200}
        self.assertExit(done, 4)
        self.assertIn("down", done.err)
        self.assertEqual(hosts, set(os.listdir(
            tree.sites_dir("north"))) - {down})
        self.assertExit(self.index(self.path("data")), 0)
        self.assertGreater(len(self.export(self.path("data"))), 15)

    def test_down_later_loses_nothing(self):
        data = self.base_copy("later")
        before = self.lasting(self.export(data))
        tree.write_funders(self.path("f"), "north")
        with SiteServer(tree.sites_dir("north"), work=self.path("web2"),
                        faults=["*.localhost/[!r]* status=500"]) as web:
            done = self.medel("crawl", "--data", data, "--funders",
                              self.path("f"), "--force",
                              *tree.crawl_options(web.port))
        self.assertExit(done, 4)
        self.assertExit(self.index(data), 0)
        self.assertEqual(self.lasting(self.export(data)), before)


class BadData(case.Case):
    quick = True

    COMMANDS = (("search", "x"), ("search",), ("export",), ("show", "abc"),
                ("index",), ("sources",))

    def test_no_data(self):
        for command in self.COMMANDS:
            with self.subTest(command=command):
                missing = self.path("missing")
                done = self.medel(*command[:1], "--data", missing,
                                  *command[1:])
                if command[0] == "sources":
                    self.assertLess(done.code, 4)
                    continue
                self.assertComplains(done, (1, 3), missing)
                self.assertFalse(os.path.exists(missing))

    def test_garbage_for_databases(self):
        garbage = b"this is not a database, it is a sentence. " * 400
        for name, command in (("crawl.db", ("index",)),
                              ("calls.db", ("index",))):
            with self.subTest(name=name):
                data = self.base_copy(name)
                for extra in ("-wal", "-shm"):
                    if os.path.exists(os.path.join(data, name + extra)):
                        os.unlink(os.path.join(data, name + extra))
                write(os.path.join(data, name), garbage)
                done = self.medel(*command[:1], "--data", data,
                                  *command[1:])
                self.assertComplains(done, (3,), name)
                with open(os.path.join(data, name), "rb") as f:
                    self.assertEqual(f.read(), garbage, "it was touched")

    def test_garbage_for_the_index(self):
        data = self.base_copy("index")
        for root, _, files in os.walk(os.path.join(data, "index")):
            for name in files:
                write(os.path.join(root, name), b"\0rubbish")
        done = self.medel("search", "--data", data, "ungdomar")
        self.assertComplains(done, (3,), data)
        # The truth is in calls.db: the index can be made anew.
        self.assertExit(self.index(data, "--rebuild"), 0)
        self.assertEqual(
            self.lasting(self.export(data)),
            self.lasting(self.export(os.path.join(case.BASE, "data"))))

    def test_cut_off_database(self):
        data = self.base_copy("cut")
        path = os.path.join(data, "calls.db")
        os.truncate(path, os.path.getsize(path) // 2)
        done = self.index(data, "--rebuild")
        self.assertExit(done, 3)
        self.assertIn("calls.db", done.err)

    def test_data_is_a_file(self):
        path = write(self.path("file"), "x")
        for command in (("search", "x"), ("index",)):
            self.assertComplains(
                self.medel(command[0], "--data", path, *command[1:]),
                (1, 3), path)


class BadPage(case.Case):
    """`medel extract` and `clean` on files that are no pages."""
    quick = True

    def test_no_such_file(self):
        for command in ("extract", "clean"):
            done = self.medel(command, self.path("none.html"))
            self.assertComplains(done, (1, 3), "none.html")

    def test_no_page(self):
        files = {"empty.html": b"", "zero.html": b"\0" * 5000,
                 "noise.html": bytes((i * 7919 >> 3) & 255
                                     for i in range(20000)),
                 "png.html": b"\x89PNG\r\n\x1a\n" + b"\0" * 500}
        for name, content in files.items():
            with self.subTest(name=name):
                path = write(self.path(name), content)
                done = self.medel("extract", path)
                self.assertExit(done, 1, 3)
                self.assertEqual(tree.read_jsonl(done.out), [])
                self.assertHarmless(self.medel("clean", path).out)

    def test_folder(self):
        self.assertComplains(self.medel("extract", self.work), (3,))

    def test_too_big(self):
        path = self.path("big.html")
        with open(path, "wb") as f:
            f.write(b"<html><body>")
            for _ in range(40):
                f.write(b"<p>Sista ans\xc3\xb6kningsdag</p>" * 20000)
        done = self.medel("extract", path)
        self.assertComplains(done, (3,), "big.html")
        shutil.os.unlink(path)
