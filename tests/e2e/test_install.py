"""make install, what is installed at work, make uninstall; make deps."""

import os
import shutil

import case
from support import tree
from support.sites import SiteServer


def make(*arguments, env=None):
    return case.run(["make", "-C", tree.TREE, "--no-print-directory",
                     "B=" + os.path.relpath(tree.build_dir(), tree.TREE),
                     *arguments], env=env, timeout=280)


def files_under(folder):
    return sorted(os.path.relpath(os.path.join(root, name), folder)
                  for root, _, names in os.walk(folder) for name in names)


class Install(case.Case):
    weight = 2
    builds = case.PLAIN

    def setUp(self):
        self.root = self.path("root")
        self.where = ["DESTDIR=" + self.root, "PREFIX=/opt/m"]
        self.assertExit(make("install", *self.where), 0)

    def tearDown(self):
        shutil.rmtree(self.root, ignore_errors=True)

    def test_layout(self):
        files = files_under(os.path.join(self.root, "opt/m"))
        for name in ("medel", "medel-crawl", "medel-index", "medel-search"):
            self.assertIn("bin/" + name, files)
        for name in ("medel-worker", "medel-formats.so", "medel-urls.so",
                     "medel-pdf.so"):
            self.assertIn("libexec/medel/" + name, files)
        for folder in ("data", "funders"):
            for name in files_under(os.path.join(tree.TREE, folder)):
                self.assertIn("share/medel/%s/%s" % (folder, name), files)

    def test_pages_and_completion(self):
        files = files_under(os.path.join(self.root, "opt/m/share"))
        pages = files_under(os.path.join(tree.TREE, "man"))
        self.assertGreater(len(pages), 20)
        for name in pages:
            folder, base = os.path.split(name)
            self.assertIn(os.path.join("man", folder, "man" + base[-1], base),
                          files)
        for name in ("bash-completion/completions/medel",
                     "zsh/site-functions/_medel",
                     "fish/vendor_completions.d/medel.fish"):
            self.assertIn(name, files)
        with open(os.path.join(self.root, "opt/m/share/man/man5",
                               "medel-funders.5"), encoding="utf-8") as f:
            self.assertIn("/opt/m/share/medel/funders", f.read())

    def test_codes_are_offered_from_there(self):
        done = case.run(
            [os.path.join(self.root, "opt/m/bin/medel"), "complete", "search",
             "--region", "norrb"], cwd="/")
        self.assertEqual(done.out, "norrbotten\tSE-BD\n")

    def test_it_speaks_swedish_from_there(self):
        """With the tree's own translations out of reach."""
        for name in ("medel", "medel-search", "medel-index", "medel-crawl"):
            done = case.run(
                [os.path.join(self.root, "opt/m/bin", name), "--help"],
                cwd="/", env=tree.environment(LC_ALL="sv_SE.UTF-8"))
            self.assertExit(done, 0)
            self.assertIn("Användning: medel", done.out)
        self.assertIn("share/locale/sv/LC_MESSAGES/medel.mo",
                      files_under(os.path.join(self.root, "opt/m")))

    def test_it_works_from_there(self):
        """The whole chain with the installed programs; the tree's own are
        not needed."""
        medel = os.path.join(self.root, "opt/m/bin/medel")
        data = self.path("data")
        tree.write_funder(self.funders, "leader", "Leader", ["SE-AC"],
                          ["http://leaderskogochalv.localhost/"])
        with SiteServer(tree.sites_dir("north"),
                        work=self.path("web")) as web:
            self.assertExit(case.run(
                [medel, "crawl", "--data", data, "--funders", self.funders,
                 *tree.crawl_options(web.port)], cwd="/"), 0)
        self.assertExit(case.run([medel, "index", "--data", data, "--today",
                                  tree.TODAY], cwd="/"), 0)
        hits = case.run([medel, "search", "--data", data, "--today",
                         tree.TODAY, "--format", "jsonl"], cwd="/")
        self.assertExit(hits, 0)
        self.assertTrue(tree.read_jsonl(hits.out))
        sources = case.run([medel, "sources", "--data", data], cwd="/",
                           env=tree.environment(HOME=self.work))
        self.assertIn("tillvaxtverket", sources.out)

    def test_uninstall_leaves_nothing(self):
        self.assertTrue(os.path.isfile(
            os.path.join(self.root, "opt/m/etc/medel/update.conf")))
        kept = os.path.join(self.root, "opt/m/bin/other")
        with open(kept, "w", encoding="utf-8") as f:
            f.write("of another program\n")
        self.assertExit(make("uninstall", *self.where), 0)
        self.assertEqual(files_under(self.root), ["opt/m/bin/other"])
        self.assertFalse(os.path.exists(
            os.path.join(self.root, "opt/m/share/medel")))
        self.assertFalse(os.path.exists(
            os.path.join(self.root, "opt/m/libexec/medel")))
        self.assertFalse(os.path.exists(
            os.path.join(self.root, "opt/m/etc/medel")))
        # Once more does no harm.
        self.assertExit(make("uninstall", *self.where), 0)

    def test_settings_are_the_machines_own(self):
        """What was changed outlives another install, and uninstall."""
        conf = os.path.join(self.root, "opt/m/etc/medel/update.conf")
        with open(conf, "a", encoding="utf-8") as f:
            f.write("MEDEL_UPDATE_OPTIONS=--delay 5\n")
        with open(conf, encoding="utf-8") as f:
            changed = f.read()
        self.assertExit(make("install", *self.where), 0)
        with open(conf, encoding="utf-8") as f:
            self.assertEqual(f.read(), changed)
        done = make("uninstall", *self.where)
        self.assertExit(done, 0)
        self.assertEqual(done.err, "")
        self.assertEqual(files_under(self.root),
                         ["opt/m/etc/medel/update.conf"])

    def test_where_settings_go(self):
        for words, place in (
                (["PREFIX=/usr"], "/etc"),
                (["PREFIX=/usr/local"], "/usr/local/etc"),
                (["PREFIX=/usr", "sysconfdir=/opt/etc"], "/opt/etc"),
                (["SYSCONFDIR=/srv/etc"], "/srv/etc")):
            done = make("-n", "install", "DESTDIR=/d", *words)
            self.assertExit(done, 0)
            self.assertIn("'/d%s/medel/funders'" % place, done.out)


class Deps(case.Case):
    quick = True
    builds = case.PLAIN

    def stub_path(self, *names):
        """A PATH with these programs only."""
        folder = self.path("bin-" + "-".join(names))
        os.makedirs(folder)
        for name in names:
            os.symlink(shutil.which(name), os.path.join(folder, name))
        return folder

    def test_silent_where_all_is_there(self):
        self.assertExit(make("deps"), 0)  # npm may be tried, once
        done = make("deps")
        self.assertExit(done, 0)
        self.assertEqual((done.out, done.err), ("", ""))

    def test_bare_system_without_apt(self):
        path = self.stub_path("sh", "id", "cat", "make")
        done = case.run([shutil.which("make"), "-C", tree.TREE, "deps"],
                        env={"PATH": path})
        self.assertExit(done, 2)
        for name in ("pkg-config", "libcurl", "xapian-core", "tidy",
                     "cmocka", "cc", "python3", "msgfmt"):
            self.assertIn(name, done.err)
        self.assertNotIn("not found", done.err)

    def test_bare_build_says_what_to_do(self):
        path = self.stub_path("sh", "make")
        done = case.run([shutil.which("make"), "-C", tree.TREE],
                        env={"PATH": path})
        self.assertExit(done, 2)
        self.assertIn("make deps", done.err)

    def test_help(self):
        done = make("help")
        self.assertExit(done, 0)
        for target in ("demo", "check", "eval", "install"):
            self.assertIn("make " + target, done.out)


class Shipped(case.Case):
    """The sources in funders/."""
    quick = True
    builds = case.PLAIN

    def test_they_are_read(self):
        done = self.medel("sources", "--data", self.path("none"),
                          env=tree.environment(HOME=self.work))
        self.assertNotIn(".yaml", done.err, done.err)
