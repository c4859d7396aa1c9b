"""An index on another machine, by xapian-tcpsrv: the same answers."""

import os
import socket
import subprocess
import time

import case
from support import tree

DATA = os.path.join(case.BASE, "data")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_for(port):
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("xapian-tcpsrv did not start")


class Remote(case.Case):
    quick = True

    def setUp(self):
        super().setUp()
        index = os.path.join(DATA, "index")
        with open(os.path.join(index, "stub"), encoding="utf-8") as f:
            folder = f.read().split()[1]
        self.port = free_port()
        # Told to end, it ends its whole process group.
        server = subprocess.Popen(
            ["xapian-tcpsrv", "--quiet", "--interface", "127.0.0.1", "--port",
             str(self.port), os.path.join(index, folder)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True)
        self.addCleanup(server.wait)
        self.addCleanup(server.terminate)
        wait_for(self.port)

    def test_the_same_answers(self):
        profile = tree.profile_path("north", "n-vuollerim-aterbruk")
        for words in (["--profile", profile],
                      ["--profile", profile, "landsbygd"],
                      ["--profile", profile, "--limit", "2", "--all"],
                      ["ungdomar", "--limit", "3"]):
            with self.subTest(words=words):
                here, there = (
                    self.medel("search", *at, "--today", tree.TODAY,
                               "--format", "jsonl", *words)
                    for at in (("--data", DATA),
                               ("--db", "tcp:127.0.0.1:%d" % self.port)))
                self.assertExit(here, 0)
                self.assertExit(there, 0)
                self.assertEqual(there.out, here.out)
