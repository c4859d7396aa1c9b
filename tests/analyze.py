#!/usr/bin/env python3
"""Path-sensitive analysis of the programs' sources by clang and gcc.

What they say is to be read by a person: they know nothing of what functions
promise each other. Ends with the number of remarks; exits 0.
"""

import re
import subprocess
import sys

sys.dont_write_bytecode = True

import lint  # noqa: E402
from support import tree  # noqa: E402


def gcc(path):
    done = subprocess.run(
        ["gcc", *lint.as_compiled(), "-O1", "-fanalyzer", "-c", "-o",
         "/dev/null", path], cwd=tree.TREE, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, check=False)
    return re.findall(r"^\S+: warning: .*\[-Wanalyzer.*$",
                      done.stderr.decode("utf-8", "replace"), re.M)


def main():
    files = [lint.relative(p) for p in lint.sources(".c")
             if lint.relative(p).split("/")[0] in lint.PROGRAM_FOLDERS]
    said = lint.clang_tidy("-*,clang-analyzer-*,-clang-analyzer-security."
                           "insecureAPI.DeprecatedOrUnsafeBufferHandling")
    for found in lint.in_parallel(gcc, files):
        said += found
    print("\n".join(said))
    print("analyze: %d remarks" % len(said))
    return 0


if __name__ == "__main__":
    sys.exit(main())
