"""The jobs that are tortured, and what has to hold after each.

A job is one command on a folder that an undisturbed run has prepared. A case
is the job with one fault or kill in it, on a copy of that folder. After it

* the program has ended, by a documented exit status (or the kill), and told
  in one message of ours what went wrong, where something did;
* every store is whole, and a reader sees what was there before, or after;
* where the exit status says done, all of it is done;
* the same command again, undisturbed, ends well, and what is exported then is
  what an undisturbed run exports, byte for byte.
"""

import json
import os
import re
import shutil
import time

import world
from support import tree
from support.sites import SiteServer
from world import Loss

import yaml

HOST = "leaderskogochalv.localhost"
PROFILE = tree.profile_path("north", "n-vuollerim-aterbruk")
GUIDE = b"Vi\nvi\n\nf\xc3\xb6rening\n" + b"\n" * 5 + b"SE\n" + b"\n" * 9
QUESTIONS = b"".join(
    json.dumps(dict(q, jsonrpc="2.0")).encode() + b"\n" for q in (
        {"id": 1, "method": "initialize", "params": {
            "protocolVersion": "2025-06-18", "capabilities": {},
            "clientInfo": {"name": "torture", "version": "1"}}},
        {"method": "notifications/initialized"},
        {"id": 2, "method": "tools/call", "params": {
            "name": "search", "arguments": {"words": "bygd"}}}))
CRASHED = 128  # and above, or negative: ended by a signal


class Job:
    """BEFORE: the prepared folder it begins with. WORDS: its command line.
    PROGRAM: the one that is tortured. AGAIN: the command line that finishes
    the work. CODES: exit statuses that are in order."""

    def __init__(self, name, program, before, words, *, again=None,
                 codes=(3, 4), after=(), clock=world.FIRST_DAY, stdin=b"",
                 state=None, tortured=None, memory=True):
        self.name, self.program, self.before = name, program, before
        self.words, self.again = words, again or words
        self.codes, self.after = codes, after
        self.clock, self.stdin = clock, stdin
        self.state = state or Job.export
        self.tortured = tortured or program
        # libxlsxwriter and libical crash where memory runs out. The file is
        # not there then, which is all that can be promised.
        self.memory = memory

    def export(self, ground, home):
        """What a reader sees: every record."""
        done = ground.medel(home, "medel-search", self.clock, "export",
                            "--format", "jsonl")
        if done.code != 0:
            raise Loss("medel export: %d: %s" % (done.code, done.err.strip()))
        return done.out


def lists(job, ground, home):
    done = ground.medel(home, "medel-search", job.clock, "shortlist", "list",
                        "--format", "jsonl", "--all")
    if done.code not in (0, 1):
        raise Loss("shortlist list: %d: %s" % (done.code, done.err.strip()))
    return done.out


def news(job, ground, home):
    """What a digest would tell now."""
    done = ground.medel(home, "medel-search", job.clock, "digest",
                        "--profile", PROFILE, "--dry-run")
    if done.code not in (0, 1):
        raise Loss("digest: %d: %s" % (done.code, done.err.strip()))
    return done.out


def file_of(name):
    def read(_job, _ground, home):
        path = os.path.join(home, name)
        if not os.path.exists(path):
            return ""
        with open(path, "rb") as f:
            return f.read().decode("latin-1")
    return read


def printed(job, ground, home):
    done = ground.run(job, home)
    if done.code != 0:
        raise Loss("%s: %d: %s" % (job.name, done.code, done.err.strip()))
    return done.out


INDEX = ("index", "--jobs", "1")
# One request at a time, so that answers come in the same order each time.
CRAWL = ("crawl", "--force", "--per-host", "1", "@web")
JOBS = (
    Job("crawl", "medel-crawl", "empty", CRAWL, after=(INDEX,)),
    Job("recrawl", "medel-crawl", "indexed", CRAWL, after=(INDEX,),
        clock=world.NEXT_DAY),
    Job("index", "medel-index", "crawled", INDEX),
    Job("reindex", "medel-index", "recrawled", INDEX, clock=world.NEXT_DAY),
    Job("rebuild", "medel-index", "indexed", ("index", "--rebuild", "--jobs",
                                              "1")),
    Job("worker", "medel-index", "crawled", INDEX,
        again=(*INDEX, "--retry"), tortured="medel-worker"),
    Job("thin", "medel-crawl", "reindexed", ("thin",), clock=world.NEXT_DAY),
    Job("update", "medel", "indexed",
        ("update", "--force", "--report", "@home/report.json", "--metrics",
         "@home/metrics.prom", "--jobs", "1", "@web"), clock=world.NEXT_DAY),
    Job("export", "medel-search", "indexed",
        ("export", "--format", "jsonl", "--output", "@home/calls.jsonl"),
        state=file_of("calls.jsonl")),
    Job("workbook", "medel-search", "indexed",
        ("export", "--output", "@home/calls.xlsx"),
        state=file_of("calls.xlsx"), memory=False),
    Job("events", "medel-search", "indexed",
        ("export", "--output", "@home/calls.ics"),
        state=file_of("calls.ics"), memory=False),
    Job("match", "medel-search", "indexed",
        ("match", "--profiles", os.path.dirname(PROFILE), "--all",
         "--format", "jsonl"), state=printed),
    Job("mcp", "medel-search", "indexed", ("serve-mcp",), stdin=QUESTIONS,
        state=printed),
    Job("search", "medel-search", "indexed",
        ("search", "--profile", PROFILE, "--all", "--format", "jsonl"),
        state=printed),
    Job("shortlist", "medel-search", "listed",
        ("shortlist", "status", "@call", "applying", "--note", "Åsa ringer"),
        state=lists),
    Job("digest", "medel-search", "listed", ("digest", "--profile", PROFILE),
        codes=(3, 75), state=news),
    Job("profile", "medel-search", "indexed",
        ("profile", "new", "@home/vi.yaml"), codes=(1, 3), stdin=GUIDE,
        state=file_of("vi.yaml")),
)


class Ground:
    """The sites, the prepared folders, and what undisturbed runs export."""

    def __init__(self):
        shutil.rmtree(world.work_dir(), ignore_errors=True)
        self.sites = world.work_dir("sites")
        shutil.copytree(os.path.join(tree.sites_dir("north"), HOST),
                        os.path.join(self.sites, HOST))
        self.funders = world.work_dir("funders")
        tree.write_funder(self.funders, "leader", "Leader", ["SE-AC"],
                          ["http://%s/" % HOST])
        self.call = None
        self.before, self.done = {}, {}
        self.said, self.seconds = {}, {}

    def __enter__(self):
        self.web = SiteServer(self.sites, work=world.work_dir("web"))
        # A server of the site as it is a day later.
        later = world.work_dir("sites-later")
        shutil.copytree(self.sites, later)
        self.change(os.path.join(later, HOST))
        self.web_later = SiteServer(later, work=world.work_dir("web-later"))
        self.prepare()
        return self

    def __exit__(self, *_):
        self.web.stop()
        self.web_later.stop()

    @staticmethod
    def change(site):
        """A deadline is moved, and a call is new."""
        old = os.path.join(site, "utlysning-tillsammans-pa-aldre-dar",
                           "index.html")
        with open(old, encoding="utf-8") as f:
            text = f.read()
        with open(old, "w", encoding="utf-8") as f:
            f.write(re.sub(r"(\d+) (december|januari|februari) (202[67])",
                           r"11 mars 2027", text))
        new = os.path.join(site, "utlysning-tillsammans-i-skogen")
        os.makedirs(new)
        with open(os.path.join(new, "index.html"), "w",
                  encoding="utf-8") as f:
            f.write(text.replace("äldre dar", "skogens dar"))
        front = os.path.join(site, "index.html")
        with open(front, encoding="utf-8") as f:
            text = f.read()
        with open(front, "w", encoding="utf-8") as f:
            f.write(text.replace("</body>", '<a href="/utlysning-tillsammans-'
                                 'i-skogen/">Utlysning</a></body>'))

    # --- running -----------------------------------------------------------

    def words(self, home, clock, words):
        store = os.path.join(home, "store")
        web = self.web if clock == world.FIRST_DAY else self.web_later
        out = [words[0]]
        if words[0] != "profile":
            out += ["--data", store]
        if words[0] not in ("crawl", "thin"):
            out += ["--today", tree.TODAY if clock == world.FIRST_DAY
                    else "2026-11-24"]
        for w in words[1:]:
            if w == "@web":
                out += ["--funders", self.funders,
                        *tree.crawl_options(web.port)]
            elif w == "@call":
                out.append(self.call)
            else:
                out.append(w.replace("@home", home))
        return out

    def medel(self, home, program, clock, *words, stdin=b"", **options):
        return world.run(
            [world.program(program), *self.words(home, clock, words)],
            world.environment(home, clock), stdin=stdin, **options)

    def run(self, job, home, again=False, **options):
        return self.medel(home, job.program, job.clock,
                          *(job.again if again else job.words),
                          stdin=job.stdin, **options)

    # --- undisturbed runs ----------------------------------------------------

    def step(self, home, clock, program, *words):
        done = self.medel(home, program, clock, *words)
        if done.code != 0:
            raise RuntimeError("%s: %d: %s" % (" ".join(words), done.code,
                                               done.err))
        return done

    def base(self, name, source=None):
        home = world.work_dir("base", name)
        world.fresh_copy(world.work_dir("base", source) if source else "",
                         home)
        return home

    def prepare(self):
        first, later = world.FIRST_DAY, world.NEXT_DAY
        self.base("empty")
        home = self.base("crawled")
        self.step(home, first, "medel-crawl", *CRAWL)
        home = self.base("indexed", "crawled")
        self.step(home, first, "medel-index", *INDEX)
        exported = self.step(home, first, "medel-search", "export",
                             "--format", "jsonl")
        self.call = tree.read_jsonl(exported.out)[0]["id"]
        home = self.base("listed", "indexed")
        self.step(home, first, "medel-search", "shortlist", "add", self.call)
        home = self.base("recrawled", "indexed")
        self.step(home, later, "medel-crawl", *CRAWL)
        home = self.base("reindexed", "recrawled")
        self.step(home, later, "medel-index", *INDEX)
        for job in JOBS:
            self.reference(job)

    def reference(self, job):
        """What is seen before the job and after it, undisturbed."""
        home = world.work_dir("reference", job.name)
        world.fresh_copy(world.work_dir("base", job.before), home)
        self.before[job.name] = (self.see(job, home) if job.before in
                                 ("indexed", "listed", "recrawled",
                                  "reindexed") else None)
        began = time.monotonic()
        done = self.run(job, home)
        self.seconds[job.name] = time.monotonic() - began
        if done.code != 0:
            raise RuntimeError("%s: %d: %s" % (job.name, done.code, done.err))
        self.said[job.name] = done.out
        self.done[job.name] = self.finish(job, home)

    def see(self, job, home):
        return job.state(job, self, home)

    def finish(self, job, home):
        """What is seen once the steps after the job are done."""
        for words in job.after:
            self.step(home, job.clock, "medel-index", *words)
        return self.see(job, home)

    # --- what has to hold ------------------------------------------------------

    def judge(self, job, home, ended, killed):
        """After a disturbed run. Raises Loss."""
        if ended.hung:
            raise Loss("still running after %d s" % world.HANGS_AFTER)
        if not killed:
            self.judge_end(job, ended)
        world.check_stores(home)
        before, done = self.before[job.name], self.done[job.name]
        if before is not None and not job.after and job.tortured == job.program:
            seen = self.see(job, home)
            if seen not in (before, done):
                raise Loss("a reader sees neither what was nor what is to "
                           "be:\n" + seen[:300])
        if ended.code == 0 and not killed and not quarantined(job, ended):
            seen = self.finish(job, home)
            if seen != done:
                raise Loss("exit status 0, and not all is done: " + differ(
                    done, seen))
        if ended.code == 0 and not killed and job.state in (printed, news):
            self.judge_words(job, ended)
        self.run_again(job, home)
        seen = self.finish(job, home)
        if quarantined(job, ended):
            # That a record was made without the page, and then with it, is
            # part of its history.
            seen, done = without_history(seen), without_history(done)
        if seen != done:
            raise Loss("after the next run it is not the same: " + differ(
                done, seen))
        world.check_stores(home)

    def judge_words(self, job, ended):
        """What was printed as if all were well."""
        if job.name == "mcp" and ('"isError":true' in ended.out or
                                  '"error":' in ended.out):
            return  # told in the protocol's own way
        if ended.out != self.said[job.name]:
            raise Loss("exit status 0, and it says something else: " + differ(
                self.said[job.name], ended.out))

    def run_again(self, job, home):
        """The next, undisturbed run, which finishes the work."""
        if job.name == "profile":
            # A guide that was broken off has its answers in a draft, which
            # is whole; and a profile that is there is not written again.
            draft = os.path.join(home, ".vi.yaml.draft")
            if os.path.exists(draft):
                with open(draft, encoding="utf-8") as f:
                    yaml.safe_load(f)
                os.unlink(draft)
            if os.path.exists(os.path.join(home, "vi.yaml")):
                return
        again = self.run(job, home, again=True)
        if again.code != 0 and not (job.name == "digest" and again.code == 1):
            raise Loss("the next run: exit status %d: %s" % (
                again.code, again.err.strip()[-600:]))

    @staticmethod
    def judge_end(job, ended):
        lines = [l for l in ended.err.splitlines() if l.strip()]
        if ended.code < 0 or ended.code >= CRASHED or ended.code == 99:
            raise Loss("it crashed: exit status %d: %s" % (
                ended.code, ended.err[-1500:]))
        if ended.code != 0 and ended.code not in job.codes:
            raise Loss("exit status %d: %s" % (ended.code, ended.err[-400:]))
        if ended.code != 0 and not lines:
            raise Loss("exit status %d without a word" % ended.code)
        for line in lines:
            # What a library says at its end in a worker is not ours, nor
            # what libxlsxwriter says beside.
            if job.tortured == "medel-worker" or line.startswith("[ERROR]"):
                continue
            if not re.match(r"(medel(-[a-z]+)?|leader): \S", line):
                raise Loss("not a message of ours: " + line[:300])


def quarantined(job, ended):
    """A worker that fails costs its page, which is told; the run goes on."""
    return (job.tortured == "medel-worker" and
            "quarantined: " in ended.out and HOST in ended.out)


def without_history(exported):
    """An id is of history too: a call that is first seen by its terms alone
    keeps the id that it had then, when its own page is read."""
    records = sorted(tree.read_jsonl(exported), key=lambda r: r["url"])
    return "".join(json.dumps(dict(r, changed=[], id=None),
                              ensure_ascii=False) + "\n" for r in records)


def differ(want, got):
    """Where two exports part."""
    if got is None or want is None:
        return "%r, %r" % (want, got)
    a, b = want.splitlines(), got.splitlines()
    for x, y in zip(a, b):
        if x != y:
            at = next((i for i, (c, d) in enumerate(zip(x, y)) if c != d),
                      min(len(x), len(y)))
            return "%r where %r was expected" % (
                y[max(0, at - 60):at + 60], x[max(0, at - 60):at + 60])
    return "%d lines where %d were expected" % (len(b), len(a))
