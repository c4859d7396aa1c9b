#!/usr/bin/env python3
"""README's own words in a bare Debian 12, where nothing but make is there.

What is typed is read from README.md: the demo, a build and its installation,
the package. Then the package is used, upgraded, removed and purged as in
tests/deb.py. Takes root, debootstrap, git, a Debian mirror, and a quarter of
an hour: "make check-bare", not a part of "make check". What is tried is the
last commit. With --root DIR, a folder that debootstrap made is used, and kept.
"""

import argparse
import glob
import os
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import deb  # noqa: E402
from support import readme, tree  # noqa: E402
from support.chroot import Chroot, Failed, must  # noqa: E402

# The sections whose first blocks are typed.
DEMO, BUILD, DEBIAN = "Try it", "Build, test, install", "On Debian"
COLUMNS = 80


def clone(box, place):
    subprocess.run(["git", "clone", "--quiet", tree.TREE, box.path(place)],
                   check=True)


def same_words_in_swedish():
    for heading in (DEMO, DEBIAN):
        english, swedish = ([line for line, _ in readme.commands(
            readme.section(heading, name))]
            for name in ("README.md", "README.sv.md"))
        must("the same commands in README.sv.md: " + "; ".join(english),
             english == swedish)


def demo(box):
    """The demo, and what it says to try next."""
    for line, _ in readme.commands(readme.section(DEMO)):
        said = box.shell(line, cwd="/root/medel")
    print(said)
    must("what an enterprise can apply for", "\n 1 " in said)
    following = said.partition("Try next:")[2].replace("\\\n", "")
    lines = [line.strip() for line in following.splitlines()
             if line.strip().startswith("build/medel ")]
    must("%d commands to try next" % len(lines), len(lines) >= 4)
    for line in lines:
        must("that it answers", box.shell(line, cwd="/root/medel") != "")


def targets():
    """The targets of make that README lists."""
    block = "\n".join(readme.first_block(readme.section(BUILD)))
    return set(re.findall(r"^make(?: (\S+))?  ", block, re.M))


def files(box, folder):
    return sorted(os.path.join(at, name) for at, _, names in
                  os.walk(box.path(folder)) for name in names)


def build_and_install(box):
    """make, make install, and medel as it is found then; make uninstall."""
    before = files(box, "/usr/local")
    must("make, install and uninstall in README",
         {"", "install", "uninstall"} <= targets())
    for target in ("", "install"):
        box.shell("make " + target, cwd="/root/medel")
    said = box.run("medel")
    must("what medel says of itself", "medel update" in said)
    must("that within %d columns" % COLUMNS,
         max(map(len, said.splitlines())) <= COLUMNS)
    # There are no data yet: a warning. Anything worse ends with 1.
    print(box.run("medel", "doctor"))
    box.shell("make uninstall", cwd="/root/medel")
    must("nothing left by make uninstall", files(box, "/usr/local") == before)


def package(box):
    """Line by line, as whom README says: eva, or root."""
    place = "/home/eva/medel"
    box.run("useradd", "--create-home", "eva", codes=(0, 9))
    clone(box, place)
    box.run("chown", "-R", "eva:", place)
    for line, comment in readme.commands(readme.section(DEBIAN)):
        box.shell(line, user=None if "as root" in comment else "eva",
                  cwd=place)
    built = glob.glob(box.path(place + "/build/deb/medel_*.deb"))
    must("one package built", len(built) == 1)
    return built[0]


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--root", help="a folder that debootstrap made")
    root = options.parse_args().root
    if os.geteuid() != 0:
        sys.exit("check-bare: chroot and debootstrap take root")
    with tempfile.TemporaryDirectory() as work:
        try:
            same_words_in_swedish()
            box = Chroot(root) if root else Chroot.fresh(
                os.path.join(work, "debian"))
            box.settle()
            box.run("apt-get", "-q", "update")
            box.run("apt-get", "-q", "install", "make", "util-linux")
            clone(box, "/root/medel")
            demo(box)
            build_and_install(box)
            box.run("apt-get", "-q", "install", *deb.HELPERS)
            built = package(box)
            deb.see_installed(box)
            deb.use(box, os.path.join(work, "web"))
            deb.upgrade(box, deb.newer(built, work))
            deb.leave(box)
        except Failed as problem:
            sys.exit("check-bare: failed: %s" % problem)
    print("check-bare: passed")


if __name__ == "__main__":
    main()
