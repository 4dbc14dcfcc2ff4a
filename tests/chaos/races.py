"""Two decisions about one post at the same moment: by two threads, or by two processes."""

import multiprocessing
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from bot import approvals, confirmations, drafting
from bot.db import Db
from bot.errors import Refused
from bot.language import in_words
from bot.models import Person
from bot.posts import Seen

HEADSTART = 0.002
"""Seconds until both begin: long enough for both to be ready, which then watch the clock instead of sleeping."""


@dataclass(frozen=True)
class Press:
    """What one person is about to do. It can travel to another process."""

    what: str
    person_id: int
    seen: Seen
    now: datetime
    delivery_id: int = 0
    form: drafting.Form | None = None


@cache
def database(url: str) -> Db:
    """Each process its own connections."""
    return Db(url)


def do(db: Db, press: Press, at: float) -> str | None:
    """Do it at this moment of the machine's steady clock; give the words of the refusal, if it was refused."""
    with db.read() as session:
        person = session.get_one(Person, press.person_id)
    while time.monotonic() < at:
        pass
    try:
        with db.begin() as session:
            if press.what == "approve":
                approvals.approve(session, person, press.seen, press.now)
            elif press.what == "request changes":
                approvals.request_changes(session, person, press.seen, "Shorter, please.", press.now)
            elif press.what == "edit" and press.form is not None:
                drafting.revise(session, person, press.seen, press.form, press.now)
            elif press.what == "leave":
                confirmations.leave(session, person, press.delivery_id, press.now)
            elif press.what == "send again":
                confirmations.send_again(session, person, press.delivery_id, press.now)
    except Refused as refused:
        return in_words(refused, "en")
    return None


def do_elsewhere(url: str, press: Press, at: float) -> str | None:
    """The same in a process of its own."""
    return do(database(url), press, at)


Racer = Callable[[Press, Press], tuple[str | None, str | None]]


@contextmanager
def threads(db: Db) -> Iterator[Racer]:
    """Two threads of one process, as listeners are."""
    with ThreadPoolExecutor(2) as pool:
        yield lambda one, other: _both(pool, lambda press, at: pool.submit(do, db, press, at), one, other)


@contextmanager
def processes(db: Db) -> Iterator[Racer]:
    """Two processes on one PostgreSQL."""
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield lambda one, other: _both(pool, lambda press, at: pool.submit(do_elsewhere, db.url, press, at), one, other)


def _both(
    _pool: Executor, start: Callable[[Press, float], "Future[str | None]"], one: Press, other: Press
) -> tuple[str | None, str | None]:
    at = time.monotonic() + HEADSTART
    first, second = start(one, at), start(other, at)
    return first.result(timeout=30), second.result(timeout=30)
