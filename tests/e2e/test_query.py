"""The query language from outside: options and fields, faults on stderr,
facets, orders, calls like another."""

import json
import os
import shutil

import case
from support import tree

DATA = os.path.join(case.BASE, "data")


class Query(case.Case):
    quick = True
    builds = case.BOTH

    def ids(self, *words):
        return [r["id"] for r in self.search(DATA, "--limit", "0", *words)]

    def run_search(self, *words, **options):
        return self.medel("search", "--data", DATA, "--today", tree.TODAY,
                          *words, **options)

    # --- the word lists -------------------------------------------------------

    def test_an_edit_of_the_word_lists_counts_at_once(self):
        """Programs have the lists in them, parsed, for the very same bytes."""
        share = self.path("share")
        shutil.copytree(os.path.join(tree.TREE, "data"),
                        os.path.join(share, "data"))
        synonyms = os.path.join(share, "data", "synonyms.yaml")
        with open(synonyms, encoding="utf-8") as f:
            text = f.read()

        def found(**options):
            return self.run_search("--limit", "0", "kvadrillerbidrag",
                                   env=tree.environment(MEDEL_SHARE=share),
                                   **options)

        def write(more):
            with open(synonyms, "w", encoding="utf-8") as f:
                f.write(text + more)

        self.assertEqual(
            self.run_search("--limit", "0", "--format", "jsonl", "landsbygd",
                            env=tree.environment(MEDEL_SHARE=share)).out,
            self.run_search("--limit", "0", "--format", "jsonl",
                            "landsbygd").out)
        self.assertExit(found(), 1)
        write("  - same: [kvadrillerbidrag, landsbygd]\n")
        self.assertExit(found(), 0)
        write("  - same: [kvadrillerbidrag]\n")
        done = found()
        self.assertExit(done, 3)
        self.assertIn("%s:%d: " % (synonyms, text.count("\n") + 1), done.err)
        write("")
        self.assertExit(found(), 1)

    # --- fields and options --------------------------------------------------

    def test_option_and_field_are_the_same(self):
        for field, option, value in (
                ("region", "--region", "SE-BD"),
                ("län", "--region", "norrbotten"),
                ("tema", "--theme", "landsbygd"),
                ("status", "--status", "öppen"),
                ("sökande", "--applicant", "ideell förening"),
                ("finansiär", "--funder", "vaxtkraftsverket"),
                ("deadline", "--deadline", "3m"),
                ("deadline", "--deadline-before", "2027-01-31"),
                ("sum", "--sum", "100tkr.."),
                ("sum", "--max-sum", "50tkr"),
                ("rate", "--rate", "..70")):
            with self.subTest(field=field, value=value):
                typed = {"--deadline-before": ".." + value,
                         "--max-sum": ".." + value}.get(option, value)
                by_field = self.ids('%s:"%s"' % (field, typed))
                self.assertTrue(by_field)
                self.assertLess(len(by_field), len(self.ids()))
                self.assertEqual(sorted(by_field),
                                 sorted(self.ids(option, value)))

    def test_records_fit(self):
        for r in self.search(DATA, "--limit", "0", "region:norrbotten"):
            self.assertIn("SE-BD", r["regions"])
        for r in self.search(DATA, "--limit", "0", "-region:SE-BD"):
            self.assertNotIn("SE-BD", r["regions"])
        for r in self.search(DATA, "--limit", "0",
                             "deadline:2027-01-01..2027-01-31"):
            self.assertTrue([d for d in r["deadlines"]
                             if d.startswith("2027-01")], r["deadlines"])

    def test_a_word_with_a_sign_is_no_option(self):
        self.assertEqual(self.ids("-region:SE-BD"),
                         self.ids("NOT region:SE-BD"))
        self.assertEqual(self.ids("landsbygd", "-tema:landsbygd"),
                         self.ids("landsbygd -tema:landsbygd"))

    # --- faults --------------------------------------------------------------

    def test_fault(self):
        query = "landsbygd región:x AND"
        done = self.run_search(query)
        self.assertExit(done, 2)
        self.assertEqual(done.out, "")
        says, text, carets = done.err.splitlines()
        self.assertTrue(says.startswith("medel: "), says)
        self.assertEqual(text.strip(), query)
        at = carets.index("^")
        self.assertEqual(text[at:at + carets.count("^")], "región:x")

    def test_fault_needs_no_index(self):
        done = self.medel("search", "--data", self.path("none"), "(a")
        self.assertExit(done, 2)

    def test_bad_option_values(self):
        for arguments, word in (
                (("--region", "norbotten"), "norrbotten"),
                (("--deadline", "snart"), "2026-12-01"),
                (("--sum", "mycket"), "100tkr"),
                (("--sort", "datum"), "deadline"),
                (("--deadline-after", "2027-02-01", "--deadline-before",
                  "2027-01-01"), "--deadline-before")):
            with self.subTest(arguments=arguments):
                self.assertComplains(self.run_search(*arguments), (2,), word)

    def test_any_bytes(self):
        for text in (b"\xff\xfe", b"k\xf6k", b"\x1b[31m(", b"a\x01b \"",
                     "スキー AND".encode(), b"(" * 3000, b"a " * 4000):
            done = case.run([os.fsencode(case.program("medel")), b"search",
                             b"--data", os.fsencode(DATA), b"--", text])
            self.assertExit(done, 1, 2)
            self.assertHarmless(done.err)

    def test_unknown_funder(self):
        done = self.run_search("funder:vaxtkraftsverkt")
        self.assertExit(done, 1)
        self.assertIn("'vaxtkraftsverket'", done.err)

    def test_accents(self):
        self.assertTrue(self.ids("vasterbotten"))
        done = self.run_search("vasterbotten")
        self.assertIn("västerbotten", done.err)

    def test_suggestions_find_something(self):
        done = self.run_search("landsbyggd")
        self.assertExit(done, 1)
        words = done.err.rsplit(": ", 1)[1].strip().rstrip("?")
        self.assertTrue(self.ids(words), done.err)

    # --- orders, facets, likeness --------------------------------------------

    def test_sort(self):
        def next_day(r):
            return min((d for d in r["deadlines"] if d >= tree.TODAY),
                       default="9999")
        days = [next_day(r) for r in self.search(
            DATA, "--limit", "0", "--sort", "deadline")]
        self.assertEqual(days, sorted(days))
        first = self.search(DATA, "--sort", "deadline", "--limit", "1")
        self.assertEqual(next_day(first[0]), days[0])
        self.assertEqual(sorted(self.ids("--sort", "sum")),
                         sorted(self.ids("--sort", "new")))

    def test_facets(self):
        done = self.run_search("--facets", "--format", "json")
        self.assertExit(done, 0)
        facets = json.loads(done.out)
        records = self.search(DATA, "--limit", "0")
        self.assertEqual(facets["total"], len(records))
        themes = {v["value"]: v["count"] for v in facets["facets"]["theme"]}
        for theme, count in themes.items():
            self.assertEqual(count, len([
                r for r in records
                if (theme in r["themes"] if theme else not r["themes"])]))
        # Whatever the limit.
        self.assertEqual(done.out, self.run_search(
            "--facets", "--format", "json", "--limit", "1").out)
        lines = tree.read_jsonl(self.run_search(
            "--facets", "--format", "jsonl").out)
        self.assertEqual(sum(v["count"] for v in lines
                             if v["facet"] == "status"), len(records))

    def test_facets_as_a_chart(self):
        env = tree.environment(COLUMNS="60")
        done = self.run_search("--facets", "--format", "table", env=env)
        self.assertExit(done, 0)
        self.assertIn("█", done.out)
        for line in done.out.splitlines():
            self.assertLessEqual(len(line), 60, line)
        self.assertHarmless(done.out)

    def test_facets_of_nothing(self):
        done = self.run_search("--facets", "--format", "json", "xyzzyx")
        self.assertExit(done, 1)
        self.assertEqual(json.loads(done.out)["total"], 0)

    def test_like(self):
        wanted = self.ids("landsbygd")[0]
        like = self.ids("--like", wanted)
        self.assertTrue(like)
        self.assertNotIn(wanted, like)
        self.assertLess(len(like), len(self.ids()))
        for r in self.search(DATA, "--like", wanted, "region:SE-AC"):
            self.assertIn("SE-AC", r["regions"])
        profile = os.path.join(os.path.dirname(tree.sites_dir("north")),
                               "profiles", "n-vuollerim-aterbruk.yaml")
        for r in self.search(DATA, "--like", wanted, "--profile", profile):
            self.assertNotEqual(r["eligibility"]["verdict"], "no")

    def test_like_unknown(self):
        done = self.run_search("--like", "vaxtkraftsverket-xyz")
        self.assertComplains(done, (1,), "vaxtkraftsverket-xyz")
