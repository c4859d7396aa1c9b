"""What the tests of funders' data share."""

import json
import re
import subprocess
import time

import case
from support import tree
from support.pages import PageServer

JSON = {"Content-Type": "application/json; charset=utf-8"}


def found(value, status=200, **headers):
    """An answer of an API; HEADERS have underscores for hyphens."""
    named = {k.replace("_", "-"): str(v) for k, v in headers.items()}
    return status, json.dumps(value, ensure_ascii=False), {**JSON, **named}


def page(title, text):
    return ("<!doctype html><html lang=sv><head><title>%s</title></head><body>"
            "<main><h1>%s</h1>%s</main></body></html>" % (title, title, text))


class ApiCase(case.Case):
    """Crawls and indexes what self.site serves."""

    @classmethod
    def source(cls, ident, name, start, **more):
        tree.write_funder(cls.funders, ident, name, ["SE"], start, **more)

    def serve(self, site):
        self.site = site
        self.web = PageServer(site)
        self.addCleanup(self.web.__exit__)

    def crawl_and_index(self, *more, **options):
        crawl = self.crawl(self.path("data"), self.web.port, *more, **options)
        self.assertExit(self.index(self.path("data")), 0, 4)
        return crawl

    def crawl_peak(self, *more):
        """Exit status and the most memory, in KB, of a crawl. (What wait4()
        tells would be this process's memory where that is more.)"""
        process = subprocess.Popen(
            [case.program("medel-crawl"), "crawl", "--data", self.path("data"),
             "--funders", self.funders, *tree.crawl_options(self.web.port),
             "--quiet", *more], env=tree.environment())
        peak = 0
        while process.poll() is None:
            with open("/proc/%d/status" % process.pid) as f:
                m = re.search(r"VmHWM:\s+(\d+) kB", f.read())
            peak = int(m.group(1)) if m else peak
            time.sleep(0.005)
        return process.returncode, peak

    def records(self):
        return {r["reference"]: r for r in self.export(self.path("data"))}

    def paths(self, host, since=0):
        return self.web.paths(host, since)

    def assertKeeps(self, before):
        """The same records, saying the same."""
        after = self.records()
        self.assertEqual(set(before), set(after))
        for number, record in after.items():
            for field in ("deadlines", "opens", "url", "withdrawn", "title"):
                self.assertEqual(record[field], before[number][field])
