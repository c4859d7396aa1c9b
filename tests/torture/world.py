"""Where torture happens: running a program under faults.so, and looking at
what it left behind.

All programs run with the wall clock standing still, so that two runs that did
the same work give the same bytes, times of discovery included: nothing need
be normalised.
"""

import collections
import contextlib
import glob
import os
import shutil
import signal
import sqlite3
import struct
import subprocess

from support import tree

# Noon of the corpus's day, and the same a day later.
FIRST_DAY = 1795435200
NEXT_DAY = FIRST_DAY + 86400
# Seconds; the longest job takes two, by itself and unsanitized.
HANGS_AFTER = 300 if tree.sanitized() else 60

# As in faults.c.
KINDS = ("open", "read", "write", "sync", "rename", "unlink", "truncate",
         "mkdir", "stat", "lock", "close", "mmap", "malloc", "fork", "pipe",
         "socket", "connect", "recv", "send", "poll", "thread")
STACKS_MAX = 1 << 16

Fault = collections.namedtuple("Fault", "program kind n how stays")
Ended = collections.namedtuple("Ended", "code out err hit hung")


class Loss(Exception):
    """A promise was broken; the text says which."""


def work_dir(*names):
    return os.path.join(tree.build_dir(), "torture", *names)


def library():
    return os.path.join(tree.build_dir(), "tests", "faults.so")


def program(name):
    return os.path.join(tree.build_dir(), name)


def environment(home, clock):
    """What a program sees; HOME is a folder of the case's own."""
    env = tree.environment(
        HOME=home, XDG_CONFIG_HOME=os.path.join(home, "config"),
        XDG_DATA_HOME=os.path.join(home, "data"), FAULTS_CLOCK=str(clock),
        TMPDIR=home)
    env["LD_PRELOAD"] = library()
    if tree.sanitized():
        # The sanitizer would be first; a failed allocation is to be told to
        # the program, and what it does not give back at exit is no matter.
        env["ASAN_OPTIONS"] += (":verify_asan_link_order=0:detect_leaks=0"
                                ":allocator_may_return_null=1")
    return env


def read_log(path):
    """(calls of each kind, whether a fault was met, {kind: [calls at which a
    stack was seen first]})."""
    with open(path, "rb") as f:
        raw = f.read()
    n = len(KINDS)
    counts = dict(zip(KINDS, struct.unpack_from("%dI" % n, raw)))
    hit, n_first = struct.unpack_from("2I", raw, 4 * n)
    first = {kind: [] for kind in KINDS}
    for i in range(min(n_first, STACKS_MAX)):
        kind, call = struct.unpack_from("2I", raw, 4 * (n + 2) + 8 * i)
        first[KINDS[kind]].append(call)
    return counts, hit, first


def settings_of(fault, log):
    """The environment that lets FAULT happen."""
    found = {"FAULTS_PROGRAM": fault.program, "FAULTS_LOG": log}
    if fault.kind:
        found.update(FAULTS_KIND=fault.kind, FAULTS_N=str(fault.n),
                     FAULTS_HOW=str(fault.how),
                     FAULTS_STAYS="1" if fault.stays else "")
    return found


def run(command, env, *, fault=None, log=None, stdin=b"", kill_after=None):
    """Runs COMMAND to its end, or kills all of its group after so many
    seconds. Nothing it started outlives it."""
    if fault is not None:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(log)
        env = dict(env, **settings_of(fault, log))
    p = subprocess.Popen(command, stdin=subprocess.PIPE,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                         env=env, start_new_session=True)
    hung = False
    try:
        out, err = p.communicate(stdin, timeout=kill_after or HANGS_AFTER)
    except subprocess.TimeoutExpired:
        hung = kill_after is None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(p.pid, signal.SIGKILL)
        out, err = p.communicate()
    hit = 0
    if fault is not None and os.path.exists(log):
        hit = read_log(log)[1]
    return Ended(p.returncode, out.decode("utf-8", "replace"),
                 err.decode("utf-8", "replace"), hit, hung)


# --- what is left behind -------------------------------------------------------

def check_database(path):
    with contextlib.closing(sqlite3.connect(path)) as db:
        said = db.execute("PRAGMA integrity_check").fetchall()
        if said != [("ok",)]:
            raise Loss("%s is damaged: %s" % (path, said[:3]))
        broken = db.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise Loss("%s: rows without what they refer to: %s" % (
                path, broken[:3]))


def check_index(data):
    """The generation that the stub names, if there is one."""
    stub = os.path.join(data, "index", "stub")
    if not os.path.exists(stub):
        return
    with open(stub, encoding="ascii") as f:
        words = f.read().split()
    if len(words) != 2 or words[0] != "auto":
        raise Loss("%s does not name a database: %s" % (stub, words))
    done = subprocess.run(
        ["xapian-check", os.path.join(data, "index", words[1])],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, check=False)
    if done.returncode != 0:
        raise Loss("xapian-check: " + done.stdout.decode()[-400:])


def check_stores(home):
    """Everything under HOME that is a store is whole."""
    for path in glob.glob(os.path.join(home, "**", "*.db"), recursive=True):
        if os.path.getsize(path) > 0:
            check_database(path)
    check_index(os.path.join(home, "store"))


def fresh_copy(source, target):
    shutil.rmtree(target, ignore_errors=True)
    if os.path.isdir(source):
        shutil.copytree(source, target, symlinks=True)
    else:
        os.makedirs(target)
