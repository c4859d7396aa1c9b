"""make demo, as a newcomer sees it."""

import os
import sys

import case
from support import robots, tree
from support.sites import read_log


class Demo(case.Case):
    weight = 10
    builds = case.PLAIN

    def test_demo(self):
        done = case.run(
            [sys.executable, os.path.join(tree.TESTS, "demo.py")],
            env=tree.environment(MEDEL_BUILD=tree.build_dir()))
        self.assertExit(done, 0)
        if not tree.sanitized():
            self.assertLess(done.seconds, 60)
        self.assertIn("Byggåterbruket", done.out)
        self.assertEqual([line for line in done.out.splitlines()
                          if len(line) > 80 and "http:" not in line], [])
        commands = [line.strip() for line in
                    done.out.replace("\\\n", "").splitlines()
                    if line.startswith("   ") and "medel " in line
                    and "#" not in line]
        self.assertGreater(len(commands), 3)
        for line in commands:
            with self.subTest(line=line):
                again = case.run(["sh", "-c", line], cwd=tree.TREE)
                self.assertExit(again, 0)
                self.assertTrue(again.out.strip())
        # Progress is shown while it works.
        self.assertIn("requests answered", done.out)
        self.robots(read_log(os.path.join(tree.build_dir(), "demo", "web",
                                          "access.log")))

    def robots(self, requests):
        """All twelve sites: what they forbid and how fast they allow."""
        bad = robots.broken(requests, *map(tree.sites_dir, tree.DEMO_SETS))
        self.assertEqual([(r.host, r.uri) for r in bad], [])
        slow = [r.began for r in requests if r.uri != "/robots.txt"
                and r.host == "www.sodravattern.localhost"]
        for one, two in zip(slow, slow[1:]):
            self.assertGreaterEqual(two - one, 950, "Crawl-delay: 1")
