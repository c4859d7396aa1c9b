"""Readers from npm that make deps puts into build/npm, for tests that let
someone else read what medel wrote. Without npm those tests are skipped."""

import json
import os
import shutil
import subprocess
import unittest

from support import tree

MODULES = os.path.join(tree.TREE, "build", "npm", "node_modules")


def needs(*packages):
    """Skips a test (or a class) where node or a package is not there."""
    there = shutil.which("node") and all(
        os.path.isdir(os.path.join(MODULES, p)) for p in packages)
    return unittest.skipUnless(
        there, "no %s: make deps had no npm" % ", ".join(packages))


def read(script, *arguments, timeout=240):
    """What the script says, as JSON. SCRIPT is a file of tests/e2e that takes
    MODULES as its first argument."""
    done = subprocess.run(
        ["node", os.path.join(tree.TESTS, "e2e", script), MODULES,
         *map(str, arguments)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False,
        timeout=timeout)
    if done.returncode != 0:
        raise AssertionError("%s: %s" % (script, done.stderr.decode()[-2000:]))
    return json.loads(done.stdout.decode())
