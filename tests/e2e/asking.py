"""For the tests of indexes in several databases: dividing one, and asking it."""

import os

import case
from support import tree


def stub_of(data, number=None):
    name = "stub" if number is None else "stub.%d" % number
    return os.path.join(data, "index", name)


class Asking(case.Case):
    @classmethod
    def ask(cls, command, where, *more, **options):
        return cls.medel(command, "--db", where, "--today", tree.TODAY,
                         *more, **options)

    @classmethod
    def divide(cls, name, shards, *more):
        data = cls.base_copy(name)
        done = cls.index(data, "--shards", shards, *more)
        assert done.code == 0, done.err
        return data

    @classmethod
    def write_stub(cls, name, *lines):
        path = cls.path(name)
        with open(path, "w", encoding="utf-8") as f:
            f.write("".join(line + "\n" for line in lines))
        return path
