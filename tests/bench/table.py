"""What `make bench` found, as Markdown."""

import os
import re
import subprocess


class Row:
    """WHAT by medel and by PEER; the ratio of the two, and the GOAL that the
    ratio (or the value itself: of_value) is to reach, or with `less` not to
    pass. GOAL may be None."""

    def __init__(self, what, peer, ours, theirs, ratio, goal, less=False,
                 of_value=False):
        self.what, self.peer = what, peer
        self.ours, self.theirs, self.ratio = ours, theirs, ratio
        self.goal, self.less, self.of_value = goal, less, of_value

    def met(self):
        if self.goal is None:
            return None
        value = self.ours if self.of_value else self.ratio
        return value <= self.goal if self.less else value >= self.goal


class Growth:
    """Seconds and memory of each kind of work at one size."""

    KINDS = ("crawl", "index", "rebuild", "search", "export")

    def __init__(self, n):
        self.n, self.calls, self.kinds = n, 0, {}

    def add(self, kind, took):
        seconds = sorted(t.seconds for t in took)[len(took) // 2]
        self.kinds[kind] = (seconds, max(t.mb for t in took),
                            max(t.child_mb for t in took))


def number(x):
    if x is None:
        return ""
    return "%.0f" % x if abs(x) >= 100 else "%.3g" % x


def goal(row):
    if row.goal is None:
        return "none"
    return "%s %g" % ("≤" if row.less else "≥", row.goal)


def verdict(row):
    return {None: "", True: "yes", False: "**no**"}[row.met()]


def rows_table(rows):
    lines = ["| | ratio | goal | met | medel | peer | |",
             "| --- | ---: | ---: | --- | ---: | ---: | --- |"]
    for r in rows:
        lines.append("| %s | %s | %s | %s | %s | %s | %s |" % (
            r.what, number(r.ratio), goal(r), verdict(r), number(r.ours),
            number(r.theirs), r.peer))
    return "\n".join(lines)


def growth_table(growths):
    lines = ["| | " + " | ".join("%d pages" % g.n for g in growths) + " |",
             "| --- |" + " ---: |" * len(growths),
             "| calls in them | " + " | ".join(
                 "%d" % g.calls for g in growths) + " |"]
    for kind in Growth.KINDS:
        cells = []
        for g in growths:
            if kind not in g.kinds:
                cells.append("")
                continue
            seconds, mb, child = g.kinds[kind]
            cells.append("%s s, %.0f MB%s" % (
                number(seconds), mb,
                ", a worker %.0f MB" % child
                if kind == "index" else ""))
        lines.append("| %s | %s |" % (kind, " | ".join(cells)))
    return "\n".join(lines)


def first_line(*command):
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, check=False,
                              stdin=subprocess.DEVNULL)
    except OSError:
        return None
    return done.stdout.decode("utf-8", "replace").strip()


def versions():
    """[(program, its version or None where it is absent)]"""
    asked = (("wget2", "wget2", "--version"),
             ("httrack", "httrack", "--version"),
             ("nginx", "/usr/sbin/nginx", "-v"),
             ("omindex", "omindex", "--version"),
             ("quest", "quest", "--version"),
             ("recollq", "recollindex", "-h"),
             ("SQLite", "sqlite3", "--version"),
             ("tidy", "pkg-config", "--modversion", "tidy"))
    found = []
    for name, *command in asked:
        text = first_line(*command)
        m = re.search(r"\d+\.\d+(\.\d+)?([.-]\d+)?", text or "")
        found.append((name, m.group(0) if m else None))
    return found


def machine():
    with open("/proc/cpuinfo", encoding="utf-8") as f:
        model = re.search(r"model name\s*: (.*)", f.read())
    with open("/proc/meminfo", encoding="utf-8") as f:
        kb = int(re.search(r"MemTotal:\s*(\d+)", f.read()).group(1))
    try:
        with open("/etc/debian_version", encoding="utf-8") as f:
            debian = "Debian " + f.read().strip()
    except OSError:
        debian = "not Debian"
    return "%d cores (%s), %.0f GB, Linux %s, %s" % (
        os.cpu_count(), model.group(1).strip() if model else "model not told",
        kb / 1e6, os.uname().release.split("-")[0], debian)
