"""One process at a time on one SQLite file: two would tick, send and migrate against each other."""

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from bot.db import sqlite_path
from bot.errors import Refused


@contextmanager
def only_process(database_url: str) -> Iterator[None]:
    """Hold the SQLite file's lock for the life of the process; PostgreSQL serves many and needs none.

    The system lets go of the lock when the process ends, however it ends.
    """
    path = sqlite_path(database_url)
    if path is None:
        yield
        return
    lock = FileLock(path.with_suffix(".lock"))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        raise Refused(
            "Another Allstar is using %(path)s: stop that one first, or give this one its own DATA_DIR.", path=path
        ) from None
    except OSError as error:
        raise Refused(
            "Allstar cannot write to %(folder)s (%(why)s): let it, or set DATA_DIR to another directory.",
            folder=path.parent,
            why=error.strerror,
        ) from error
    try:
        yield
    finally:
        lock.release()
