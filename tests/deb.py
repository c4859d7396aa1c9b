#!/usr/bin/env python3
"""The Debian package in a fresh Debian: install, use, upgrade, remove, purge.

Takes root, debootstrap and a Debian mirror, and minutes: "make check-deb",
not a part of "make check". Needs what "make deb" left in build/deb.
With --root DIR, a folder that debootstrap made is used, and kept.
"""

import argparse
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from support import readme, tree  # noqa: E402
from support.chroot import Chroot, Failed, must  # noqa: E402
from support.sites import SiteServer  # noqa: E402

PROFILE = tree.profile_path("north", "n-vuollerim-aterbruk")
# What an installed Debian has, and debootstrap's smallest has not.
HELPERS = ["passwd", "util-linux", "sudo"]
CONF = "/etc/medel/update.conf"
SWEDISH = ["LANG=sv_SE.UTF-8"]
WORDS = readme.section("On Debian")


def package():
    found = glob.glob(os.path.join(tree.TREE, "build/deb/medel_*_*.deb"))
    if len(found) != 1:
        sys.exit("check-deb: one package in build/deb is needed: make deb")
    return found[0]


def see_installed(box):
    must("the user medel", "medel" in box.run("getent", "passwd", "medel"))
    must("its data folder", box.has("/var/lib/medel"))
    must("conffiles", box.has(CONF) and box.has("/etc/medel/funders/README"))
    shown = box.run("dpkg-query", "-W", "-f", "${Conffiles}", "medel")
    must("that dpkg knows them", CONF in shown
         and "/etc/medel/funders/README" in shown)
    must("the timer's unit",
         box.has("/lib/systemd/system/medel-update.timer"))
    must("that no timer is enabled", not box.has(
        "/etc/systemd/system/timers.target.wants/medel-update.timer"))


def search(box):
    """What eva sees, to whom Swedish is spoken without any locale file."""
    return box.run("medel", "search", "--today", tree.TODAY, "--profile",
                   "/home/eva/mine.yaml", "--limit", "3", "--format", "table",
                   user="eva", env=SWEDISH)


def use(box, work):
    """Crawls as the package's user, and searches as an ordinary one."""
    for name in tree.DEMO_SETS:
        tree.write_funders(box.path("/etc/medel/funders"), name)
    box.run("useradd", "--create-home", "eva", codes=(0, 9))
    shutil.copy(PROFILE, box.path("/home/eva/mine.yaml"))
    os.chmod(box.path("/home/eva/mine.yaml"), 0o644)
    ids = sorted(os.path.splitext(n)[0] for n in
                 os.listdir(box.path("/etc/medel/funders"))
                 if n.endswith(".yaml"))
    doctor = next(line for line, _ in
                  readme.commands(readme.section("On this machine"))
                  if line.startswith("sudo "))
    # Before there are data a doctor may find things to mend, but no fault in
    # how it is installed.
    print(box.run("medel", "doctor", user="eva", env=SWEDISH, codes=(0, 1)))
    sites = [tree.sites_dir(name) for name in tree.DEMO_SETS]
    with SiteServer(*sites, work=work) as web:
        print(box.shell(" ".join([
            readme.span(WORDS, "medel", "update"), "--today", tree.TODAY,
            *tree.crawl_options(web.port), *ids]))[-900:])
    print(box.shell(doctor, env=["LC_ALL=C.UTF-8"]))
    found = search(box)
    print(found)
    must("a call, told in Swedish", " dagar" in found)


def newer(old, work):
    """Packs OLD anew as the next version, in which a setting is explained
    otherwise."""
    folder = os.path.join(work, "newer")
    new = os.path.join(work, "newer.deb")
    subprocess.run(["dpkg-deb", "-R", old, folder], check=True)
    control = os.path.join(folder, "DEBIAN/control")
    with open(control, encoding="utf-8") as f:
        text = f.read()
    with open(control, "w", encoding="utf-8") as f:
        f.write(re.sub(r"^(Version: .*)$", r"\1+next", text, flags=re.M))
    with open(folder + CONF, "a", encoding="utf-8") as f:
        f.write("# A line that the next version brings.\n")
    subprocess.run(["dpkg-deb", "--root-owner-group", "-b", folder, new],
                   check=True, stdout=subprocess.DEVNULL)
    return new


def upgrade(box, new):
    """To the package NEW: data, settings and answers stay."""
    box.write(CONF, "MEDEL_UPDATE_OPTIONS=--delay 5\n")
    before = search(box)
    data = box.read("/var/lib/medel/calls.db")
    user = box.run("getent", "passwd", "medel")
    version = ["dpkg-query", "-W", "-f", "${Version}", "medel"]
    old = box.run(*version)
    shutil.copy(new, box.path("/tmp/newer.deb"))
    # The answer that dpkg offers first to whoever is asked.
    box.run("apt-get", "-q", "install", "-o",
            "Dpkg::Options::=--force-confold", "/tmp/newer.deb")
    must("another version after %s" % old, box.run(*version) != old)
    must("the changed conffile after an upgrade",
         box.read(CONF) == b"MEDEL_UPDATE_OPTIONS=--delay 5\n")
    must("the same data after an upgrade",
         box.read("/var/lib/medel/calls.db") == data)
    must("the same user after an upgrade",
         box.run("getent", "passwd", "medel") == user)
    must("the same answer after an upgrade", search(box) == before)


def leave(box):
    os.makedirs(box.path("/home/eva/.local/share/medel"), exist_ok=True)
    box.shell(readme.span(WORDS, "apt-get", "remove"))
    must("no program after remove", not box.has("/usr/bin/medel"))
    must("data after remove", box.has("/var/lib/medel/calls.db"))
    must("configuration after remove", box.has(CONF))
    box.shell(readme.span(WORDS, "apt-get", "purge"))
    must("no data after purge", not box.has("/var/lib/medel"))
    must("no configuration after purge", not box.has(CONF))
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
        try:
            box = Chroot(root) if root else Chroot.fresh(
                os.path.join(work, "debian"))
            box.settle()
            shutil.copy(package(), box.path("/tmp/medel.deb"))
            box.run("apt-get", "-q", "update")
            box.run("apt-get", "-q", "install", "/tmp/medel.deb", *HELPERS)
            see_installed(box)
            use(box, os.path.join(work, "web"))
            upgrade(box, newer(package(), work))
            leave(box)
        except Failed as problem:
            sys.exit("check-deb: failed: %s" % problem)
    print("check-deb: passed")


if __name__ == "__main__":
    main()
