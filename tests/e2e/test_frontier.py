"""A crawl that knows very many addresses; see tests/bench/frontier.py."""

import os
import sys

import case
from support import tree


class ManyAddresses(case.Case):
    def test_memory_and_kill(self):
        """A tenth of what `make bench` takes: little memory, and none of the
        pages but the one in flight is fetched twice after kill -9."""
        done = case.run([sys.executable, os.path.join(
            tree.TESTS, "bench", "frontier.py"), "--urls", "100000",
            "--pages", "300", "--work", self.path("site")],
            env=tree.environment(MEDEL_BUILD=tree.build_dir()))
        self.assertEqual(done.code, 0, done.out + done.err)
        self.assertIn("100000 addresses", done.out)
