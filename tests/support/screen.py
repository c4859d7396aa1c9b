"""A terminal for the programs under test: what they write to it, as bytes,
and keys typed on it."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
import unicodedata

# The colours of medel's own (search/paint.c).
COLOUR = re.compile(r"\x1b\[(?:0|1|2|31|32|33)m")


class Screen:
    """Runs COMMAND on a terminal of its own, from the start."""

    def __init__(self, command, env, rows=24, columns=80):
        self.out = b""
        self.code = None
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            # The size must be there before the program asks for it.
            fcntl.ioctl(1, termios.TIOCSWINSZ,
                        struct.pack("HHHH", rows, columns, 0, 0))
            try:
                os.execvpe(command[0], command, env)
            finally:
                os._exit(127)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.code is None:
            os.killpg(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.fd)

    def read(self, seconds):
        """Reads what comes within SECONDS; False at the end."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return True
        try:
            got = os.read(self.fd, 1 << 16)
        except OSError:  # the other side was closed
            got = b""
        self.out += got
        return got != b""

    def until(self, condition, seconds=20):
        end = time.monotonic() + seconds
        while not condition() and time.monotonic() < end:
            if not self.read(0.1):
                break
        return condition()

    def closed(self, seconds):
        """Has the program let go of the terminal within SECONDS?"""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if not self.read(0.1):
                return True
        return False

    def type(self, keys):
        os.write(self.fd, keys)

    def end(self, seconds=30):
        """To its end; the exit status (negative: a signal)."""
        deadline = time.monotonic() + seconds
        while self.read(0.5):
            if time.monotonic() > deadline:
                raise AssertionError("still running: %r" % self.out[-500:])
        self.code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.code

    @property
    def text(self):
        """What was written; the terminal made "\\r\\n" of each line's end."""
        return self.out.decode("utf-8", "replace").replace("\r\n", "\n")

    @property
    def lines(self):
        """The lines without our own colours."""
        return COLOUR.sub("", self.text).splitlines()


def show(command, env, **size):
    """A Screen on which COMMAND has run to its end."""
    with Screen(command, env, **size) as screen:
        screen.end()
    return screen


def cells(line):
    """How many columns LINE takes."""
    width = 0
    for c in line:
        if unicodedata.category(c) in ("Mn", "Me", "Cf"):
            continue
        width += 2 if unicodedata.east_asian_width(c) in "WF" else 1
    return width
