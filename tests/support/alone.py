"""One run at a time in a folder that each run fills anew."""

import contextlib
import fcntl

BUSY = 75  # EX_TEMPFAIL, as medel's own


@contextlib.contextmanager
def alone(folder):
    """False where another run has FOLDER. The lock lies beside it, and is
    gone with the process that holds it, however that ends."""
    with open(folder + ".lock", "w", encoding="ascii") as f:
        try:
            fcntl.flock(f, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
