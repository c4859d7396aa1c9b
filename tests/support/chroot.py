"""A fresh Debian 12 in a folder, and commands in it. Takes root."""

import os
import subprocess

PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
MIRROR = "http://deb.debian.org/debian"


class Failed(Exception):
    """Something is not as it was promised."""


def must(what, holds):
    """One thing that is seen."""
    if not holds:
        raise Failed(what)
    print("   seen: " + what, flush=True)


class Chroot:
    """Commands in ROOT, with a /proc of their own that ends with them."""

    def __init__(self, root):
        self.root = root

    @classmethod
    def fresh(cls, root):
        """A minimal Debian 12 in ROOT, which must not be there yet."""
        subprocess.run(["debootstrap", "--variant=minbase", "bookworm", root,
                        MIRROR], check=True)
        return cls(root)

    def settle(self):
        """Stands in for the person who says yes to apt-get; and a disk that
        forgets what was written in a failure of the power will do here."""
        self.write("/etc/apt/apt.conf.d/90yes", 'APT::Get::Assume-Yes "1";\n')
        self.write("/etc/dpkg/dpkg.cfg.d/quick", "force-unsafe-io\n")
        return self

    def run(self, *words, user=None, env=(), cwd="/", codes=(0,)):
        """The output of a command, which must end with one of CODES."""
        inner = ["env", "-i", "-C", cwd, PATH,
                 "HOME=" + ("/home/" + user if user else "/root"),
                 "DEBIAN_FRONTEND=noninteractive", *env, *words]
        if user:
            inner = ["runuser", "-u", user, "--", *inner]
        print("$ " + (user + ": " if user else "") + " ".join(words),
              flush=True)
        done = subprocess.run(
            ["unshare", "--mount", "--pid", "--fork", "--kill-child",
             "--mount-proc=" + os.path.join(self.root, "proc"),
             "chroot", self.root, *inner],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, check=False)
        text = done.stdout.decode("utf-8", "replace")
        if done.returncode not in codes:
            raise Failed("%s ended with %d:\n%s"
                         % (" ".join(words), done.returncode, text))
        return text

    def shell(self, line, **how):
        """The same of a line as a person types it."""
        return self.run("sh", "-c", line, **how)

    def path(self, name):
        return os.path.join(self.root, name.lstrip("/"))

    def has(self, name):
        return os.path.lexists(self.path(name))

    def read(self, name):
        with open(self.path(name), "rb") as f:
            return f.read()

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as f:
            f.write(text)
