"""Xapian's own servers, for indexes on other machines and copies of them."""

import os
import socket
import subprocess
import time

HOST = "127.0.0.1"


def free_port():
    with socket.socket() as s:
        s.bind((HOST, 0))
        return s.getsockname()[1]


def wait_for(port):
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            socket.create_connection((HOST, port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("nothing listens at port %d" % port)


class Program:
    """Runs until stop(). Told to end, Xapian's servers end their whole process
    group: each has its own."""

    def __init__(self, *command):
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True)

    def running(self):
        return self.process.poll() is None

    def stop(self):
        if self.running():
            self.process.terminate()
        self.process.wait()


class Server(Program):
    """xapian-tcpsrv of the database or stub PATH."""

    def __init__(self, path):
        self.port = free_port()
        self.where = "tcp:%s:%d" % (HOST, self.port)
        super().__init__("xapian-tcpsrv", "--quiet", "--interface", HOST,
                         "--port", str(self.port), path)
        wait_for(self.port)


class Master(Program):
    """xapian-replicate-server of what is in FOLDER."""

    def __init__(self, folder):
        self.port = free_port()
        super().__init__("xapian-replicate-server", "--interface", HOST,
                         "--port", str(self.port), folder)
        wait_for(self.port)


def replicate(port, master, copy, *more):
    """The command that keeps COPY as the server's database MASTER is."""
    return ["xapian-replicate", "--host", HOST, "--port", str(port),
            "--master", master, *more, os.fspath(copy)]
