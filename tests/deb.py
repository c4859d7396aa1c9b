#!/usr/bin/env python3
"""The Debian package in a fresh Debian: install, use, remove, purge.

Takes root, debootstrap and a Debian mirror, and minutes: "make check-deb",
not a part of "make check". Needs what "make deb" left in build/deb.
With --root DIR, a folder that debootstrap made is used, and kept.
"""

import argparse
import glob
import os
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from support import tree  # noqa: E402
from support.sites import SiteServer  # noqa: E402

MIRROR = "http://deb.debian.org/debian"
PROFILE = tree.profile_path("north", "n-vuollerim-aterbruk")
HELPERS = ["passwd", "util-linux"]


class Failed(Exception):
    """Something is not as the package promises."""


class Chroot:
    """Commands in ROOT, with a /proc of their own that ends with them."""

    def __init__(self, root):
        self.root = root

    def run(self, *words, user=None, env=(), codes=(0,)):
        """The output of a command, which must end with one of CODES."""
        inner = ["env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
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

    def path(self, name):
        return os.path.join(self.root, name.lstrip("/"))

    def has(self, name):
        return os.path.lexists(self.path(name))


def must(what, holds):
    """One thing that is seen."""
    if not holds:
        raise Failed(what)
    print("   seen: " + what, flush=True)


def package():
    found = glob.glob(os.path.join(tree.TREE, "build/deb/medel_*_*.deb"))
    if len(found) != 1:
        sys.exit("check-deb: one package in build/deb is needed: make deb")
    return found[0]


def install(box):
    shutil.copy(package(), box.path("/tmp/medel.deb"))
    box.run("apt-get", "-q", "update")
    box.run("apt-get", "-q", "-y", "install", "--no-install-recommends",
            "/tmp/medel.deb", *HELPERS)
    must("the user medel", "medel" in box.run("getent", "passwd", "medel"))
    must("its data folder", box.has("/var/lib/medel"))
    must("conffiles", box.has("/etc/medel/update.conf")
         and box.has("/etc/medel/funders/README"))
    must("the timer's unit",
         box.has("/lib/systemd/system/medel-update.timer"))
    must("that no timer is enabled", not box.has(
        "/etc/systemd/system/timers.target.wants/medel-update.timer"))


def use(box, work):
    """Crawls as the package's user, and searches as an ordinary one."""
    for name in tree.DEMO_SETS:
        tree.write_funders(box.path("/etc/medel/funders"), name)
    box.run("useradd", "--create-home", "eva", codes=(0, 9))
    shutil.copy(PROFILE, box.path("/home/eva/mine.yaml"))
    os.chmod(box.path("/home/eva/mine.yaml"), 0o644)
    own = ["XDG_CONFIG_HOME=/etc", "LC_ALL=C.UTF-8"]
    # Before there are data a doctor finds things to mend.
    print(box.run("medel", "doctor", user="medel", env=own, codes=(0, 1)))
    ids = sorted(os.path.splitext(n)[0] for n in
                 os.listdir(box.path("/etc/medel/funders"))
                 if n.endswith(".yaml"))
    sites = [tree.sites_dir(name) for name in tree.DEMO_SETS]
    with SiteServer(*sites, work=work) as web:
        print(box.run("medel", "update", "--today", tree.TODAY,
                      *tree.crawl_options(web.port), *ids,
                      user="medel", env=own)[-900:])
    print(box.run("medel", "doctor", user="medel", env=own, codes=(0, 1)))
    found = box.run("medel", "search", "--today", tree.TODAY, "--profile",
                    "/home/eva/mine.yaml", "--limit", "3", "--format", "table",
                    user="eva",
                    env=["HOME=/home/eva", "LC_ALL=sv_SE.UTF-8",
                         "LANG=sv_SE.UTF-8"])
    print(found)
    must("a call, told in Swedish", " dagar" in found)


def leave(box):
    os.makedirs(box.path("/home/eva/.local/share/medel"), exist_ok=True)
    box.run("apt-get", "-q", "-y", "remove", "medel")
    must("no program after remove", not box.has("/usr/bin/medel"))
    must("data after remove", box.has("/var/lib/medel/calls.db"))
    must("configuration after remove", box.has("/etc/medel/update.conf"))
    box.run("apt-get", "-q", "-y", "purge", "medel")
    must("no data after purge", not box.has("/var/lib/medel"))
    must("no configuration after purge",
         not box.has("/etc/medel/update.conf"))
    must("sources of one's own after purge",
         any(n.endswith(".yaml")
             for n in os.listdir(box.path("/etc/medel/funders"))))
    must("no user after purge",
         box.run("getent", "passwd", "medel", codes=(2,)) == "")
    must("eva's own data", box.has("/home/eva/.local/share/medel"))


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--root", help="a folder that debootstrap made")
    root = options.parse_args().root
    if os.geteuid() != 0:
        sys.exit("check-deb: chroot and debootstrap take root")
    package()
    with tempfile.TemporaryDirectory() as work:
        if not root:
            root = os.path.join(work, "debian")
            subprocess.run(["debootstrap", "--variant=minbase", "bookworm",
                            root, MIRROR], check=True)
        box = Chroot(root)
        try:
            install(box)
            use(box, os.path.join(work, "web"))
            leave(box)
        except Failed as problem:
            sys.exit("check-deb: failed: %s" % problem)
    print("check-deb: passed")


if __name__ == "__main__":
    main()
