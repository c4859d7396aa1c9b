#!/usr/bin/env python3
"""Shows medel at work: crawl, index and search over real HTTP.

Serves the sample funders' sites on loopback, crawls and indexes them into a
fresh build/demo, and prints what one enterprise can apply for.
"""

import os
import re
import shutil
import subprocess
import sys
import textwrap
import threading
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from support import tree  # noqa: E402
from support.sites import SiteServer  # noqa: E402

PROFILE = os.path.relpath(
    tree.profile_path("north", "n-vuollerim-aterbruk"), tree.TREE)
BUILD = os.path.relpath(tree.build_dir(), tree.TREE)
WORK = os.path.join(BUILD, "demo")
DATA = os.path.join(WORK, "data")
FUNDERS = os.path.join(WORK, "funders")
MEDEL = os.path.join(BUILD, "medel")
COLUMNS = 80


def heading(text):
    print("\n== %s" % text, flush=True)


def command_line(*arguments):
    """What can be typed, folded for a screen; an option keeps its value."""
    whole = re.sub(r"(--\S+) (?!-)", "\\1\0", " ".join((MEDEL, *arguments)))
    return " \\\n".join(textwrap.wrap(
        whole, COLUMNS - 5, subsequent_indent="    ", break_long_words=False,
        break_on_hyphens=False)).replace("\0", " ")


class Progress:
    """Says how many pages were fetched: in place on a terminal, else a line
    every few seconds. What is said meanwhile goes through say()."""

    def __init__(self, web):
        self.web = web
        self.live = sys.stdout.isatty()
        self.lock = threading.Lock()
        self.over = threading.Event()
        self.began = time.monotonic()
        self.thread = threading.Thread(target=self._watch, daemon=True)

    def _line(self):
        return "   %4d requests answered, %2.0f s" % (
            self.web.count(), time.monotonic() - self.began)

    def _put(self, text):
        """On a terminal the last line is the progress: it is wiped first."""
        with self.lock:
            sys.stdout.write(("\r\x1b[K" if self.live else "") + text)
            sys.stdout.flush()

    def _watch(self):
        while not self.over.wait(0.2 if self.live else 5):
            self._put(self._line() + ("" if self.live else "\n"))

    def say(self, line):
        self._put(line if line.endswith("\n") else line + "\n")

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()
        self._put(self._line() + "\n")


def fail(code):
    sys.exit("demo: that ended with exit status %d" % code)


def medel(*arguments):
    """Runs medel as its user would; ends the demo where it fails."""
    print("$ " + command_line(*arguments), flush=True)
    done = subprocess.run([MEDEL, *arguments], stdin=subprocess.DEVNULL,
                          check=False)
    if done.returncode != 0:
        fail(done.returncode)


def medel_with(progress, *arguments):
    """The same, with its lines above the line of PROGRESS."""
    progress.say("$ " + command_line(*arguments))
    with subprocess.Popen([MEDEL, *arguments], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, encoding="utf-8",
                          errors="replace") as process:
        for line in process.stdout:
            progress.say(line)
    if process.returncode != 0:
        fail(process.returncode)


def first_id():
    """The id of a call that the enterprise can apply for."""
    done = subprocess.run(
        [MEDEL, "search", "--data", DATA, "--profile", PROFILE, "--today",
         tree.TODAY, "--limit", "1", "--format", "jsonl"],
        stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, check=True)
    return tree.read_jsonl(done.stdout.decode("utf-8"))[0]["id"]


def next_commands():
    at = "--data %s" % DATA
    today = "--today %s" % tree.TODAY
    return (
        ("search with words",
         command_line("search", at, today, "landsbygd service")),
        ("words and a profile, with all that it cannot apply for",
         command_line("search", at, today, "--all", "--profile", PROFILE,
                      "ungdomar")),
        ("one call, with the words that each value was read from",
         command_line("show", at, today, first_id())),
        ("every call, one JSON object a line",
         command_line("export", at, today, "--format", "jsonl")),
        ("the sources, and how they are",
         command_line("sources", at, "--funders", FUNDERS)),
    )


def main():
    os.chdir(tree.TREE)
    began = time.monotonic()
    shutil.rmtree(WORK, ignore_errors=True)
    os.makedirs(WORK)
    for name in tree.DEMO_SETS:
        tree.write_funders(FUNDERS, name)
    sites = [tree.sites_dir(name) for name in tree.DEMO_SETS]
    with SiteServer(*sites, work=os.path.join(WORK, "web")) as web:
        heading("Crawling %d sample funders' sites, served on 127.0.0.1:%d"
                % (len(os.listdir(FUNDERS)), web.port))
        with Progress(web) as progress:
            medel_with(progress, "crawl", "--data", DATA, "--funders",
                       FUNDERS, *tree.crawl_options(web.port))
    heading("Reading the pages, finding the calls, indexing them")
    medel("index", "--data", DATA, "--today", tree.TODAY)
    heading("What Byggåterbruket i Vuollerim can apply for on %s"
            % tree.TODAY)
    medel("search", "--data", DATA, "--today", tree.TODAY,
          "--profile", PROFILE, "--limit", "10", "--format", "table")
    heading("That took %.0f seconds. Try next:"
            % (time.monotonic() - began))
    for what, line in next_commands():
        print(textwrap.indent("# %s\n%s" % (what, line), "   "))
    print("\n   The profile: copy it and write your own.\n   %s" % PROFILE)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("\ndemo: interrupted; \"make demo\" begins anew")
