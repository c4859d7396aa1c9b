"""The unit files for systemd: are they in order, is the service shut in, and
does an update work under the system calls that it leaves?"""

import ctypes
import errno
import os
import platform
import re
import shutil
import socket
import struct
import subprocess
import sys

import case
from support import tree
from support.sites import SiteServer

ANALYZE = shutil.which("systemd-analyze")
# Of 10; what is left is the net, and that it runs in the host's own tree.
MOST_EXPOSED = 2.0


def install(root, prefix):
    return case.run(["make", "-C", tree.TREE, "--no-print-directory",
                     "B=" + os.path.relpath(tree.build_dir(), tree.TREE),
                     "install", "DESTDIR=" + root, "PREFIX=" + prefix],
                    timeout=280)


class Units(case.Case):
    builds = case.PLAIN

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # No DESTDIR: the service names a program that is there.
        cls.prefix = cls.path("opt")
        done = install("", cls.prefix)
        assert done.code == 0, done.err
        cls.folder = os.path.join(cls.prefix, "lib/systemd/system")
        cls.service = os.path.join(cls.folder, "medel-update.service")
        with open(cls.service, encoding="utf-8") as f:
            cls.text = f.read()

    def analyze(self, *words):
        if ANALYZE is None:
            self.skipTest("systemd-analyze is not there")
        return case.run([ANALYZE, *words], env=dict(
            tree.environment(), SYSTEMD_COLORS="0", SYSTEMD_PAGER=""))

    def test_verify(self):
        done = self.analyze("verify", "--man=no", self.service,
                            os.path.join(self.folder, "medel-update.timer"))
        self.assertExit(done, 0)
        for line in done.err.splitlines():
            self.assertNotIn("medel", line)

    def test_verify_sees_mistakes(self):
        os.makedirs(self.path("bad"))
        bad = self.path("bad", "medel-update.service")
        with open(bad, "w", encoding="utf-8") as f:
            f.write(self.text.replace("ProtectSystem", "ProtectSytem"))
        self.assertIn("ProtectSytem",
                      self.analyze("verify", "--man=no", bad).err)

    def test_security(self):
        done = self.analyze("security", "--offline=yes", "--no-pager",
                            self.service)
        self.assertExit(done, 0)
        found = re.search(r"exposure level for medel-update.service: ([\d.]+)",
                          done.out)
        self.assertIsNotNone(found, done.out)
        self.assertLessEqual(float(found.group(1)), MOST_EXPOSED, done.out)

    def test_calendar(self):
        with open(os.path.join(self.folder, "medel-update.timer"),
                  encoding="utf-8") as f:
            when = re.search(r"^OnCalendar=(.*)$", f.read(), re.M).group(1)
        self.assertExit(self.analyze("calendar", when), 0)

    def cron_line(self):
        """The command in the line for cron."""
        with open(os.path.join(self.prefix, "share/medel/medel.cron"),
                  encoding="utf-8") as f:
            cron = f.read()
        self.assertNotRegex(cron, "@[A-Z]+@")
        self.assertIn("\nXDG_CONFIG_HOME=%s/etc\n" % self.prefix, cron)
        line = [l for l in cron.splitlines() if "update" in l
                and not l.startswith("#")][0].split(None, 6)
        self.assertEqual(line[5], "medel")
        # cron makes a line's end of this, and cuts long lines.
        self.assertNotIn("%", line[6])
        self.assertLess(len(line[6]), 900)
        return line[6]

    def test_program_and_options(self):
        """What the service and cron start is there, and takes the options."""
        self.assertNotRegex(self.text, "@[A-Z]+@")
        service = re.search(r"^ExecStart=(.*)$", self.text, re.M).group(1)
        cron = self.cron_line()
        start = cron.index(self.prefix + "/bin/medel")
        for words in (service.split(), cron[start:].split(" $")[0].split()):
            self.assertEqual(os.path.commonpath([words[0], self.prefix]),
                             self.prefix)
            self.assertExit(case.run(words + ["--help"]), 0)

    def test_settings(self):
        """Both take their options from where "make install" put them."""
        conf = os.path.join(self.prefix, "etc/medel/update.conf")
        self.assertIn("\nEnvironmentFile=-%s\n" % conf, self.text)
        self.assertIn(" XDG_CONFIG_HOME=%s/etc " % self.prefix, self.text)
        shown = self.path("shown")
        with open(shown, "w", encoding="utf-8") as f:
            f.write('#!/bin/sh\nprintf "%s|" "$HTTP_NOTE" "$@"\n')
        os.chmod(shown, 0o755)
        line = self.cron_line().replace(self.prefix + "/bin/medel", shown)
        self.assertTrue(line.endswith(" >/dev/null"))
        line = line[:-len(" >/dev/null")]

        def options(text):
            with open(conf, "w", encoding="utf-8") as f:
                f.write(text)
            done = case.run(["/bin/sh", "-c", line], cwd="/")
            self.assertExit(done, 0)
            self.assertEqual(done.err, "")
            note, *words = done.out.rstrip("|").split("|")
            self.assertEqual(words[0], "update")
            return note, words[5:]

        with open(conf, encoding="utf-8") as f:
            shipped = f.read()
        self.assertEqual(options(shipped), ("", []))
        self.assertEqual(
            options("# more\nMEDEL_UPDATE_OPTIONS=--delay 5 *\n"),
            ("", ["--delay", "5", "*"]))
        self.assertEqual(
            options("HTTP_NOTE='a $(false) b'\n"
                    'MEDEL_UPDATE_OPTIONS="--delay 5"\n'),
            ("a $(false) b", ["--delay", "5"]))
        os.unlink(conf)
        done = case.run(["/bin/sh", "-c", line], cwd="/")
        self.assertEqual((done.code, done.err), (0, ""))

    def test_nothing_is_enabled(self):
        for root, folders, _ in os.walk(self.prefix):
            for name in folders:
                self.assertFalse(name.endswith((".wants", ".requires")), root)


def numbers():
    """{system call: number} of this machine."""
    done = subprocess.run(["cc", "-E", "-dM", "-include", "sys/syscall.h",
                           "-x", "c", "/dev/null"], stdout=subprocess.PIPE,
                          check=True)
    return {name: int(n) for name, n in re.findall(
        r"^#define __NR_(\w+) (\d+)$", done.stdout.decode(), re.M)}


def members(name):
    """The calls in a set of systemd's."""
    if not name.startswith("@"):
        return {name}
    out = subprocess.run([ANALYZE, "syscall-filter", name], check=True,
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                         env=dict(os.environ, SYSTEMD_COLORS="0",
                                  SYSTEMD_PAGER="")).stdout.decode()
    found = set()
    for line in out.splitlines()[1:]:
        word = line.strip()
        if word and not word.startswith("#"):
            found |= members(word)
    return found


def allowed(text):
    """The calls that a unit's SystemCallFilter= lines leave, in turn."""
    left = set()
    for line in re.findall(r"^SystemCallFilter=(.*)$", text, re.M):
        calls = set().union(*map(members, line.lstrip("~").split()))
        left = left - calls if line.startswith("~") else left | calls
    # systemd adds what starting a program takes.
    return left | members("@default") | {"execve"}


class SockFprog(ctypes.Structure):
    _fields_ = [("len", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


def families(text):
    return [getattr(socket, name) for name in re.search(
        r"^RestrictAddressFamilies=(.*)$", text, re.M).group(1).split()]


# Of struct sock_filter: load a word, and, jump if equal, if a bit is set, end.
LOAD, AND, EQUAL, BITS, END = 0x20, 0x54, 0x15, 0x45, 0x06
ALLOW, REFUSE = (END, 0, 0, 0x7fff0000), (END, 0, 0, 0x00050000 | errno.EPERM)
NUMBER, FIRST, THIRD = 0, 16, 32  # in struct seccomp_data
WRITE, EXEC = 2, 4


def one_call(number, *code):
    """What is asked of this call alone; the code ends in a verdict."""
    return [(EQUAL, 0, len(code), number), *code]


def shut_in(text):
    """A function that leaves the process what this unit does (seccomp(2)):
    its system calls, its kinds of sockets, no memory to write and run."""
    nr, kinds = numbers(), families(text)
    code = [
        (LOAD, 0, 0, NUMBER),
        *one_call(nr["mmap"], (LOAD, 0, 0, THIRD), (AND, 0, 0, WRITE | EXEC),
                  (EQUAL, 0, 1, WRITE | EXEC), REFUSE, ALLOW),
        *one_call(nr["mprotect"], (LOAD, 0, 0, THIRD), (BITS, 0, 1, EXEC),
                  REFUSE, ALLOW),
        *one_call(nr["socket"], (LOAD, 0, 0, FIRST),
                  *((EQUAL, len(kinds) - i, 0, int(kind))
                    for i, kind in enumerate(kinds)), REFUSE, ALLOW)]
    for name in sorted(allowed(text)):
        if name in nr:
            code += one_call(nr[name], ALLOW)
    code.append(REFUSE)
    program = ctypes.create_string_buffer(
        b"".join(struct.pack("=HBBI", *c) for c in code))
    head = SockFprog(len(code), ctypes.addressof(program))
    libc = ctypes.CDLL(None, use_errno=True)

    def enter():
        if libc.prctl(38, 1, 0, 0, 0) or libc.prctl(
                22, 2, ctypes.byref(head), 0, 0):
            raise OSError(ctypes.get_errno(), "prctl")
    enter.keep = (program, head)
    return enter


class Filtered(case.Case):
    """An update, with the service's system calls."""
    weight = 3
    builds = case.PLAIN

    def update(self, data, port, enter):
        command = [case.program("medel"), "update", "--data", data,
                   "--funders", self.funders, "--today", tree.TODAY,
                   "--report", self.path("report.json"), "--force",
                   *tree.crawl_options(port)]
        done = subprocess.run(command, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, env=tree.environment(),
                              preexec_fn=enter, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stderr.decode()

    def test_update(self):
        if ANALYZE is None:
            self.skipTest("systemd-analyze is not there")
        if platform.machine() != "x86_64" or tree.sanitized():
            self.skipTest("made for x86_64 as it is shipped")
        with open(os.path.join(tree.TREE, "systemd/medel-update.service.in"),
                  encoding="utf-8") as f:
            enter = shut_in(f.read())
        tree.write_funder(self.funders, "leader", "Leader", ["SE-AC"],
                          ["http://leaderskogochalv.localhost/"])
        # To oneself: allowed to all, but not in the service.
        chown = ["chown", str(os.geteuid()), self.work]
        self.assertExit(case.run(chown), 0)
        for command in (chown, [sys.executable, "-c", "import socket;"
                                "socket.socket(socket.AF_PACKET)"],
                        [sys.executable, "-c", "import mmap;"
                         "mmap.mmap(-1, 4096, prot=7)"]):
            refused = subprocess.run(command, preexec_fn=enter, check=False,
                                     stderr=subprocess.PIPE)
            self.assertEqual(refused.returncode, 1)
            self.assertIn(b"not permitted", refused.stderr)
        with SiteServer(tree.sites_dir("north"),
                        work=self.path("web")) as web:
            free = self.update(self.path("free"), web.port, None)
            shut = self.update(self.path("shut"), web.port, enter)
        # The workers' own sandbox is what it is without the service's.
        self.assertEqual(shut, free)
        records = self.export(self.path("shut"))
        self.assertTrue(records)
        self.assertEqual(self.lasting(records),
                         self.lasting(self.export(self.path("free"))))
