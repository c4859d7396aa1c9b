"""Runs tests/siteserver and reads its log."""

import collections
import os
import subprocess
import tempfile
import time

from . import tree

Request = collections.namedtuple(
    "Request", "began replied method host uri status agent none_match since")


def read_log(path):
    """The requests in an access log (see siteserver/log.c)."""
    found = []
    with open(path, encoding="utf-8", errors="replace") as f:
        for line in f:
            if not line.endswith("\n"):
                break  # still being written
            p = line.rstrip("\n").split("\t")
            found.append(Request(int(p[0]), int(p[1]), p[2], p[3], p[4],
                                 int(p[5]), p[6], p[7], p[8]))
    return found


class SiteServer:
    """A web server over folders of sites, until stop() or the test's end.

    It ends when its standard input does, so it cannot outlive the test.
    """

    def __init__(self, *roots, faults=(), work=None):
        self._own = None if work else tempfile.TemporaryDirectory()
        self.work = work or self._own.name
        os.makedirs(self.work, exist_ok=True)
        self.log_path = os.path.join(self.work, "access.log")
        self.control_path = os.path.join(self.work, "faults")
        port_file = os.path.join(self.work, "port")
        for path in (self.log_path, self.control_path, port_file):
            if os.path.exists(path):
                os.unlink(path)
        command = [os.path.join(tree.build_dir(), "tests", "siteserver"),
                   "--port-file", port_file, "--log", self.log_path,
                   "--control", self.control_path, "--until-eof"]
        for root in roots:
            command += ["--root", root]
        for fault in faults:
            command += ["--fault", fault]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE)
        self.port = self._wait_for_port(port_file)

    def _wait_for_port(self, path):
        end = time.monotonic() + 20
        while time.monotonic() < end:
            if os.path.exists(path):
                with open(path) as f:
                    return int(f.read())
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        self.stop()
        raise RuntimeError("siteserver did not start")

    def faults(self, *rules):
        """Replaces the rules at once; none: pages behave."""
        new = self.control_path + ".new"
        with open(new, "w") as f:
            f.write("".join(rule + "\n" for rule in rules))
        os.rename(new, self.control_path)

    def requests(self, since=0):
        """What was asked for, from request number SINCE on."""
        return read_log(self.log_path)[since:]

    def count(self):
        """How many requests so far, cheaply enough to poll."""
        try:
            with open(self.log_path, "rb") as f:
                return f.read().count(b"\n")
        except FileNotFoundError:
            return 0

    def stop(self):
        """Ends the server; its exit status."""
        if self.process.poll() is None:
            self.process.terminate()
        self.process.stdin.close()
        status = self.process.wait(timeout=20)
        if self._own:
            self._own.cleanup()
            self._own = None
        return status

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
