#!/usr/bin/env python3
"""What a compiler does not say about the sources.

Each rule counts as a test: "lint: N passed, N failed" at the end, exit 1
where one failed. Long files are only warned about.
"""

import concurrent.futures
import glob
import os
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from support import tree  # noqa: E402

FOLDERS = ("common", "adapters", "store", "shim", "crawler", "worker", "read", "indexer",
           "search", "front", "include", "tests/siteserver", "tests/torture",
           "tests/unit", "tests/fuzz")
LONG_FILE = 500
# Functions that forget the size of what they write, or cannot say that they
# failed.
BANNED = ("strcpy", "strcat", "sprintf", "vsprintf", "gets", "strtok",
          "atoi", "atol", "atof", "alloca", "mktemp", "tmpnam")


def sources(*suffixes):
    found = []
    for folder in FOLDERS:
        for suffix in suffixes:
            found += glob.glob(os.path.join(tree.TREE, folder, "**",
                                            "*" + suffix), recursive=True)
    return sorted(set(found))


def relative(path):
    return os.path.relpath(path, tree.TREE)


def without_comments(text):
    """Comments and strings become blanks; lines stay where they are."""
    def blank(match):
        return re.sub(r"[^\n]", " ", match.group(0))
    return re.sub(r"/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\\n])*\"", blank, text,
                  flags=re.S)


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def in_parallel(function, values):
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(function, values))


def header_flags():
    done = subprocess.run(
        ["pkg-config", "--cflags", "jansson", "sqlite3", "libmicrohttpd",
         "poppler-glib"],
        stdout=subprocess.PIPE, check=False)
    return done.stdout.decode().split()


def headers_alone():
    """Each header compiles by itself, as C; the shim's as C++ too."""
    flags = ["-fsyntax-only", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Werror",
             "-I", os.path.join(tree.TREE, "include"), *header_flags()]

    def faults(path):
        wrong = []
        text = read(path)
        inside = relative(path).startswith("shim/")
        languages = []
        if not inside:
            languages.append(("cc", "c", "c11"))
        if inside or "__cplusplus" in text:
            languages.append(("c++", "c++", "c++17"))
        for compiler, language, standard in languages:
            done = subprocess.run(
                [compiler, "-x", language, "-std=" + standard, *flags, "-I",
                 os.path.dirname(path), "-include", path, "/dev/null"],
                stderr=subprocess.PIPE, check=False)
            if done.returncode != 0:
                wrong.append("%s as %s: %s" % (
                    relative(path), language,
                    done.stderr.decode().splitlines()[0]))
        return wrong

    return [fault for wrong in in_parallel(faults, sources(".h"))
            for fault in wrong]


def banned_functions():
    wrong = []
    pattern = re.compile(r"(?<![\w.>])(%s)\s*\(" % "|".join(BANNED))
    for path in sources(".c", ".cc", ".h"):
        for n, line in enumerate(
                without_comments(read(path)).splitlines(), 1):
            m = pattern.search(line)
            if m:
                wrong.append("%s:%d: %s" % (relative(path), n, m.group(1)))
    return wrong


def typedefs_of_structs():
    wrong = []
    for path in sources(".c", ".h"):
        for m in re.finditer(r"^\s*typedef\s+(struct|union)\b",
                             without_comments(read(path)), re.M):
            wrong.append("%s: %s" % (relative(path), m.group(0).strip()))
    return wrong


def opening_comments():
    """Each file says what it is for."""
    return [relative(p) for p in sources(".c", ".cc", ".h")
            if not read(p).lstrip().startswith("/*")]


def tabs_and_ends():
    wrong = []
    for path in sources(".c", ".cc", ".h"):
        for n, line in enumerate(read(path).splitlines(), 1):
            if "\t" in line or line != line.rstrip():
                wrong.append("%s:%d: tab or blank at the end" % (
                    relative(path), n))
    return wrong


def cplusplus_only_in_the_shim():
    return [relative(p) for p in glob.glob(
        os.path.join(tree.TREE, "**", "*.cc"), recursive=True)
        if not relative(p).startswith(("shim/", "build"))]


def machine_paths():
    """Nothing that is only true on one machine."""
    wrong = []
    pattern = re.compile(r"/(?:work|root)/\w")
    for path in sources(".c", ".cc", ".h"):
        for n, line in enumerate(read(path).splitlines(), 1):
            if pattern.search(line):
                wrong.append("%s:%d: %s" % (relative(path), n, line.strip()))
    return wrong


def entry_at(text, number):
    """The files and the string of the template's entry with this line."""
    lines = text.splitlines()
    first = last = number - 1
    while first > 0 and lines[first - 1]:
        first -= 1
    while last < len(lines) and lines[last]:
        last += 1
    entry = "\n".join(lines[first:last])
    places = re.findall(r"^#: (.*)$", entry, re.M)
    string = re.search(r'^msgid ((?:".*"\n)+)', entry, re.M)
    return "%s: %s" % (" ".join(places), "".join(
        re.findall(r'"(.*)"\n', string.group(1)))[:100] if string else "")


def in_words(line, template):
    """A line of msgcmp's; the template itself is nothing to look into."""
    m = re.match(r"medel\.pot:(\d+): this message is used", line)
    if m:
        return "not in po/sv.po: " + entry_at(template, int(m.group(1)))
    return re.sub(r"^sv\.po:", "po/sv.po:", line)


def translated(text):
    """What is wrong with a .po file's TEXT beside the template's strings."""
    with tempfile.TemporaryDirectory() as folder:
        po = os.path.join(folder, "sv.po")
        pot = os.path.join(folder, "medel.pot")
        with open(po, "w", encoding="utf-8") as f:
            f.write(text)
        wrong = []
        for command in (
                [os.path.join(tree.TREE, "scripts", "pot"), pot],
                # Format directives, plural forms, line ends, the header.
                ["msgfmt", "--check", "--output-file=/dev/null", po],
                # Missing, empty and fuzzy ones.
                ["msgcmp", po, pot]):
            done = subprocess.run(
                command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                env=dict(os.environ, LC_ALL="C.UTF-8", LANGUAGE=""),
                check=False)
            if done.returncode != 0:
                lines = done.stdout.decode("utf-8", "replace").replace(
                    folder + os.sep, "").splitlines()
                template = read(pot) if os.path.exists(pot) else ""
                wrong += [in_words(l, template) for l in lines
                          if "...but this definition" not in l]
        return wrong


def translations():
    """Every string that people read is there in Swedish."""
    path = os.path.join(tree.TREE, "po", "sv.po")
    wrong = translated(read(path))
    if wrong:
        wrong.append("run 'make po': it takes new strings into po/sv.po. "
                     "There, fill in each empty msgstr; where '#, fuzzy' "
                     "stands, the msgstr is that of another string or of "
                     "older words: put it right, and take away the mark and "
                     "the line with #|")
    return wrong


def translations_are_watched():
    """The rule before this one sees what it is there for."""
    good = read(os.path.join(tree.TREE, "po", "sv.po"))
    entry = 'msgid "cannot open %s"\nmsgstr "'
    unseen = []
    for what, old, new in (
            ("a missing string", entry, 'msgid "not there"\nmsgstr "'),
            ("an empty translation", "kan inte öppna %s", ""),
            ("a fuzzy translation", "#, c-format\n" + entry,
             "#, fuzzy, c-format\n" + entry),
            ("another directive", "kan inte öppna %s", "kan inte öppna %d")):
        if good.count(old) != 1:
            unseen.append("%s: %r is not in po/sv.po once" % (what, old))
        elif not translated(good.replace(old, new)):
            unseen.append(what)
    return unseen


# The Swedish pages have Swedish heads; mandoc knows the English ones only, and
# what may stand under each.
HEADS = {"NAMN": "NAME", "BESKRIVNING": "DESCRIPTION", "MILJÖ": "ENVIRONMENT",
         "FILER": "FILES", "AVSLUTNINGSKOD": "EXIT STATUS",
         "EXEMPEL": "EXAMPLES", "SE ÄVEN": "SEE ALSO"}
SECTIONS = ("ENVIRONMENT", "FILES", "EXIT STATUS", "EXAMPLES", "SEE ALSO")


def man_pages():
    """mandoc has nothing to say of the pages, those that they name are there,
    and each has the sections that are looked for."""
    wrong = []
    pages = sorted(glob.glob(os.path.join(tree.TREE, "man", "*.[1-8]")) +
                   glob.glob(os.path.join(tree.TREE, "man", "*", "*.[1-8]")))
    for path in pages:
        text = re.sub(r"^\.Sh (.*)$",
                      lambda m: ".Sh " + HEADS.get(m.group(1), m.group(1)),
                      read(path), flags=re.M)
        wrong += ["%s: %s" % (relative(path), said)
                  for said in page_faults(text)]
    return wrong if pages else ["there is no man page"]


def page_faults(text):
    # mandoc takes a letter outside ASCII for eight bytes of a line.
    done = subprocess.run(
        ["mandoc", "-T", "lint"],
        input=re.sub(r"[^\x00-\x7f]", "x", text).encode("ascii"),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    # mandoc looks for pages among the installed ones.
    wrong = [l for l in done.stdout.decode("utf-8", "replace").splitlines()
             if "referenced manual not found" not in l
             and "outdated mandoc.db" not in l]
    for name, section in re.findall(r"^\.Xr (medel\S*) (\d)", text, re.M):
        if not os.path.exists(os.path.join(tree.TREE, "man", "%s.%s" % (
                name, section))):
            wrong.append("no page %s(%s)" % (name, section))
    return wrong + ["no section " + s for s in SECTIONS
                    if ".Sh %s\n" % s not in text]


def man_pages_are_watched():
    """The rule before this one sees what it is there for."""
    good = read(os.path.join(tree.TREE, "man", "medel-show.1"))
    return [what for what, old, new in (
        ("an unknown macro", ".Sh FILES", ".Xx FILES"),
        ("a list without an end", ".El\n.Sh FILES", ".Sh FILES"),
        ("a missing page", ".Xr medel-search 1", ".Xr medel-serch 1"),
        ("a missing section", ".Sh EXAMPLES", ".Sh NOTES"))
        if not page_faults(good.replace(old, new))
        or page_faults(good)]


def coverage():
    """COVERAGE.md says what funders/ holds."""
    done = subprocess.run(
        [sys.executable, os.path.join(tree.TREE, "scripts", "coverage"),
         "--check"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        check=False)
    return done.stdout.decode("utf-8", "replace").splitlines() if (
        done.returncode) else []


def licences():
    """doc/licence.md has a line for every library that is linked."""
    deps = read(os.path.join(tree.TREE, "scripts", "deps"))
    names = [line.split()[0] for line in
             deps.split("libraries='\n", 1)[1].split("'", 1)[0].splitlines()]
    text = read(os.path.join(tree.TREE, "doc", "licence.md"))
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    return ["doc/licence.md: no line for %s" % name for name in names
            if not any(re.search(r"(?<![\w-])%s(?![\w-])" % re.escape(name),
                                 row.split("|")[1]) for row in rows)]


def links_lead_somewhere():
    """Links between our documents lead to files that are there."""
    wrong = []
    for path in (glob.glob(os.path.join(tree.TREE, "*.md")) +
                 glob.glob(os.path.join(tree.TREE, "doc", "*.md"))):
        for target in re.findall(r"\]\(([^)\s]+)\)", read(path)):
            name = target.split("#")[0]
            if name and "://" not in name and not os.path.exists(
                    os.path.join(os.path.dirname(path), name)):
                wrong.append("%s: there is no %s" % (relative(path), name))
    return wrong


PROGRAM_FOLDERS = FOLDERS[:FOLDERS.index("include")]
CHECKED_PACKAGES = (
    "libcurl", "xapian-core", "tidy", "sqlite3", "libzstd", "jansson",
    "libcyaml", "uchardet", "expat", "libutf8proc", "poppler-glib", "libedit",
    "yajl", "libical", "xlsxwriter")


def as_compiled():
    flags = subprocess.run(["pkg-config", "--cflags", *CHECKED_PACKAGES],
                           stdout=subprocess.PIPE, check=True).stdout.decode()
    return ["-std=c11", "-D_GNU_SOURCE", "-DMEDEL_VERSION=\"x\"", "-Iinclude",
            *flags.split()]


def clang_tidy(checks=None):
    """With .clang-tidy's checks, or others."""
    flags = as_compiled()
    files = [p for p in sources(".c")
             if relative(p).split("/")[0] in PROGRAM_FOLDERS]

    def said(some):
        done = subprocess.run(
            ["clang-tidy", "--quiet", *(["--checks=" + checks] if checks
                                        else []), *some, "--", *flags],
            cwd=tree.TREE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            check=False)
        lines = done.stdout.decode("utf-8", "replace").splitlines()
        found = [l.replace(tree.TREE + os.sep, "") for l in lines
                 if re.search(r": (?:error|warning): ", l)]
        return found or (["clang-tidy: exit status %d: %s" % (
            done.returncode, done.stderr.decode("utf-8", "replace")[-500:])]
            if done.returncode else [])
    return [line for found in in_parallel(said, [
        files[i:i + 12] for i in range(0, len(files), 12)]) for line in found]


def cppcheck():
    done = subprocess.run(
        ["cppcheck", "-j%d" % (os.cpu_count() or 1), "--quiet", "--std=c11",
         "--enable=warning,portability,performance", "-Iinclude",
         "-D_GNU_SOURCE", "-DMEDEL_VERSION=\"x\"", "--error-exitcode=1",
         "--suppressions-list=.cppcheck-suppressions",
         "--template={file}:{line}: {id}: {message}", *PROGRAM_FOLDERS],
        cwd=tree.TREE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        check=False)
    return done.stdout.decode("utf-8", "replace").splitlines() if (
        done.returncode) else []


def static_checks_are_watched():
    """The two rules before this one see what they are there for."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "a.c")
        with open(path, "w", encoding="utf-8") as f:
            f.write("#include <string.h>\nint f(const char *s);\n"
                    "int f(const char *s)\n{\n    int a[2] = {0};\n"
                    "    if (strcmp(s, \"x\"))\n        return a[2];\n"
                    "    return 0;\n}\n")
        unseen = []
        for command, word in (
                (["clang-tidy", "--quiet", "--config-file=" + os.path.join(
                    tree.TREE, ".clang-tidy"), path, "--"],
                 "bugprone-suspicious-string-compare"),
                (["cppcheck", "--quiet", path], "out of bounds")):
            done = subprocess.run(command, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, check=False)
            if word not in done.stdout.decode("utf-8", "replace"):
                unseen.append("%s: %s" % (command[0], word))
        return unseen


UNITS = {"KiB": 1 << 10, "MiB": 1 << 20}


def limits():
    """doc/limits.md has every limit of caps.h, and each as it is in the
    code."""
    told = {}
    for number, unit, name in re.findall(
            r"^\|[^|]+\| ([0-9.e]+) ?(\w*) \| `(\w+)` \|",
            read(os.path.join(tree.TREE, "doc", "limits.md")), re.M):
        told[name] = float(number) * UNITS.get(unit, 1)
    coded = {}
    for path in sources(".h"):
        for name, value, shift in re.findall(
                r"^#define (\w+) \(?([0-9.e]+)u?(?: << (\d+)\))?\s*(?:/\*|$)",
                read(path), re.M):
            coded[name] = float(value) * (1 << int(shift or 0))
    caps = re.findall(r"^#define (CAP_\w+) ", read(os.path.join(
        tree.TREE, "include", "medel", "caps.h")), re.M)
    return ["doc/limits.md: no line for %s" % name
            for name in caps if name not in told] + [
        "doc/limits.md: %s is %r in the code" % (name, coded.get(name))
        for name, value in told.items() if coded.get(name) != value]


def sections(text):
    """Its headings of the second level, those in code left out."""
    return re.findall(r"^## (.+)$", text, re.M)


def readme_in_two_languages():
    """README.sv.md has README.md's sections, in the same order: under each of
    its headings the English one stands in a comment."""
    english = sections(read(os.path.join(tree.TREE, "README.md")))
    text = read(os.path.join(tree.TREE, "README.sv.md"))
    twins = re.findall(r"^## .+\n<!-- (.+) -->$", text, re.M)
    wrong = ["README.sv.md: no section for '%s'" % name
             for name in english if name not in twins]
    wrong += ["README.sv.md: README.md has no section '%s'" % name
              for name in twins if name not in english]
    if not wrong and twins != english:
        wrong.append("README.sv.md: its sections are in another order")
    if len(sections(text)) != len(twins):
        wrong.append("README.sv.md: a heading without its English one below")
    return wrong


def long_files():
    for path in sources(".c", ".cc", ".h"):
        n = len(read(path).splitlines())
        if n > LONG_FILE:
            print("  note: %s has %d lines" % (relative(path), n))


RULES = (headers_alone, banned_functions, typedefs_of_structs,
         opening_comments, tabs_and_ends, cplusplus_only_in_the_shim,
         machine_paths, translations, translations_are_watched, coverage,
         man_pages, man_pages_are_watched, licences, limits, links_lead_somewhere,
         readme_in_two_languages, clang_tidy, cppcheck,
         static_checks_are_watched)


def main():
    failed = 0
    for rule in RULES:
        wrong = rule()
        print("  %-4s %s" % ("FAIL" if wrong else "ok",
                             rule.__name__.replace("_", " ")))
        for line in wrong:
            print("       " + line)
        failed += bool(wrong)
    long_files()
    print("lint: %d passed, %d failed" % (len(RULES) - failed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
