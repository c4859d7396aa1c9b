"""What is measured on: made-up sites on a server, and a data folder with them.

Everything of one size is below build/bench/SIZE. The pages are made once and
kept, since the same number gives the same pages; what is measured is made anew
each time.
"""

import json
import os
import re
import shutil
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

import pages  # noqa: E402
import timing  # noqa: E402
from support import tree  # noqa: E402
from support.nginx import Nginx  # noqa: E402


def work_dir(*more):
    return os.path.join(tree.build_dir(), "bench", *more)


class Ground:
    def __init__(self, n):
        self.n = n
        self.folder = work_dir(str(n))
        self.sites = os.path.join(self.folder, "sites")
        self.funders = os.path.join(self.folder, "funders")
        self.data = os.path.join(self.folder, "data")
        os.makedirs(self.folder, exist_ok=True)
        self.made = self._pages()

    def _pages(self):
        """The sites, made where they are not there as they would be now."""
        mark = os.path.join(self.folder, "made.json")
        version = pages.version()
        if os.path.exists(mark):
            with open(mark, encoding="utf-8") as f:
                was = json.load(f)
            if was["version"] == version:
                return was["sites"]
        timing.say("making %d pages" % self.n)
        shutil.rmtree(self.folder)
        made = pages.make(self.sites, self.n)
        for ident, name, host in made:
            tree.write_funder(self.funders, ident, name, ["SE"],
                              ["http://%s/" % host], budget=2 * pages.A_SITE)
        with open(mark, "w", encoding="utf-8") as f:
            json.dump({"version": version, "sites": made}, f)
        return made

    def serve(self):
        """nginx over all sites, each under its host's name."""
        return Nginx(os.path.join(self.sites, "$host"),
                     os.path.join(self.folder, "nginx"), keepalive=100000,
                     log=False)

    def crawl(self, web, *more):
        return timing.watched(
            timing.program("medel"), "crawl", "--quiet", "--data", self.data,
            "--funders", self.funders, *tree.crawl_options(web.port), *more)

    def index(self, *more):
        return timing.watched(
            timing.program("medel"), "index", "--data", self.data,
            "--funders", self.funders, "--today", tree.TODAY, *more)

    def forget(self, *names):
        """Removes these of the data folder; all of it where none is named."""
        for path in [os.path.join(self.data, name) for name in names] or [
                self.data]:
            shutil.rmtree(path, ignore_errors=True)
            if os.path.exists(path):
                os.unlink(path)

    def forget_records(self):
        self.forget("calls.db", "calls.db-wal", "calls.db-shm", "index")

    def stub(self):
        return os.path.join(self.data, "index", "stub")

    def some_page(self):
        """The path of a call's page, and its site's id."""
        ident, _, host = self.made[len(self.made) // 2]
        folder = os.path.join(self.sites, host, "utlysningar")
        return os.path.join(folder, sorted(os.listdir(folder))[0]), ident

    def change(self, path, number):
        """Another sentence in the page; the same for the same number."""
        with open(path, encoding="utf-8") as f:
            text = f.read()
        text = re.sub(r"<p>Ändring nummer \d+.</p>\n", "", text)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text.replace(
                "</main>", "<p>Ändring nummer %d.</p>\n</main>" % number))
        # Last-Modified counts whole seconds, and changes come faster.
        later = time.time() + 2 * number
        os.utime(path, (later, later))

    def page_paths(self, most):
        """At most so many pages, in a fixed order."""
        found = []
        for _, _, host in self.made:
            for folder, inside, names in os.walk(os.path.join(self.sites,
                                                              host)):
                inside.sort()
                found += [os.path.join(folder, n) for n in sorted(names)]
            if len(found) >= most:
                break
        return found[:most]
