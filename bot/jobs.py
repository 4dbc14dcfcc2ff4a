"""Where time enters: one function per tick. APScheduler is only a clock; the database is the schedule."""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta

from apscheduler.executors.pool import BasePoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from bot import approvals, deliveries, received
from bot.clock import Clock
from bot.dates import machine_now
from bot.db import JOB_PATIENCE, Db
from bot.errors import Refused
from bot.outbox.sender import Sender
from bot.publishing import Publisher

REST = timedelta(minutes=5)
"""How long a row that raised is left alone, so that it neither blocks the others nor fills the log."""

log = logging.getLogger(__name__)


class _Threads(BasePoolExecutor):  # type: ignore[misc] # APScheduler has no types
    """Runs ticks in threads that `Jobs` waits for by itself."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        super().__init__(pool)


class Jobs:
    """The ticks and their clock. Each tick may run in several processes: the rows decide who does what."""

    def __init__(self, db: Db, clock: Clock, publisher: Publisher, sender: Sender, tick_seconds: float) -> None:
        self._db = db
        self._clock = clock
        self._publisher = publisher
        self._sender = sender
        self._tick_seconds = tick_seconds
        self._scheduler: BackgroundScheduler | None = None
        self._scheduling = threading.Lock()
        self._guard = threading.Lock()
        self._running = 0
        self._nudged: set[str] = set()
        """Ticks that will look soon anyway: under load, one nudge stands for many."""
        self._resting: dict[tuple[str, int], datetime] = {}
        self.make_way: Callable[[], None] = lambda: None
        """Called before each tick and each row that is sent to Slack: who waits for an answer goes first."""

    def start(self) -> None:
        """Tick from now on."""
        logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a tick that is still busy is no news
        self._pool = ThreadPoolExecutor(4, thread_name_prefix="tick")
        scheduler = BackgroundScheduler(
            executors={"default": _Threads(self._pool)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
            timezone="UTC",
        )
        for tick in (self.publish, self.send, self.expire):
            scheduler.add_job(tick, "interval", seconds=self._tick_seconds, id=tick.__name__)
        scheduler.add_job(self.forget, "interval", hours=1, id="forget")
        scheduler.start()
        with self._scheduling:
            self._scheduler = scheduler

    def stop(self) -> None:
        """Let running ticks end, and start no more.

        APScheduler's own waiting holds the lock that a tick's nudge needs, so the waiting is done here.
        """
        with self._scheduling:
            scheduler, self._scheduler = self._scheduler, None
        if scheduler is not None:
            scheduler.shutdown(wait=False)
            self._pool.shutdown(wait=True)

    def nudge(self) -> None:
        """Somebody just decided something: look now instead of at the next tick."""
        with self._scheduling:
            if self._scheduler is None:
                return
            for tick in {"publish", "send"} - self._nudged:
                self._nudged.add(tick)
                self._scheduler.modify_job(tick, next_run_time=machine_now())

    def publish(self) -> int:
        """Take back what vanished workers left, then send every delivery that is due."""
        with self._at_work("publish"):
            now = self._clock.now()
            claims = {claim.delivery.id: claim for claim in self._publisher.abandoned()}
            done = self._each("take_back", claims, lambda row: self._publisher.take_back(claims[row], now))
            done += self._each("publish", self._publisher.due(now), lambda row: self._publisher.publish(row, now))
            if done:
                self.nudge()
            return done

    def send(self) -> int:
        """Send what we owe Slack, until Slack does not answer."""
        with self._at_work("send"):
            return self._each("send", self._sender.due(), self._send)

    def expire(self) -> int:
        """Close reviews whose time has come."""
        with self._at_work("expire"):
            now = self._clock.now()
            with self._db.read() as session:
                due = approvals.due_to_expire(session, now)
            return self._each("expire", due, lambda post_id: self._expire(post_id, now))

    def forget(self) -> None:
        """Drop remembered events that no redelivery can bring again."""
        with self._db.begin(JOB_PATIENCE) as session:
            received.forget(session, machine_now())

    def run_due(self) -> int:
        """Run every tick once; give how many rows were worked on."""
        return self.expire() + self.publish() + self.send()

    def is_idle(self) -> bool:
        """Say whether no tick runs and nothing is due now."""
        with self._guard:
            if self._running:
                return False
        now = self._clock.now()
        with self._db.read() as session:
            expiring = approvals.due_to_expire(session, now)
        due = [("publish", row) for row in self._publisher.due(now)]
        due += [("send", row) for row in self._sender.due()]
        due += [("expire", row) for row in expiring]
        return all(self._rests(key) for key in due)

    def next_due(self) -> datetime | None:
        """Give the next moment of team time at which something is due by itself."""
        now = self._clock.now()
        with self._db.read() as session:
            moments = (deliveries.next_due(session, now), approvals.next_expiry(session))
        return min((moment for moment in moments if moment is not None), default=None)

    def next_try(self) -> datetime | None:
        """Give the next moment of machine time at which something that is due is tried again."""
        with self._db.read() as session:
            return deliveries.next_try(session, self._clock.now(), machine_now())

    def _send(self, row_id: int) -> bool:
        self.make_way()
        return self._sender.send(row_id)

    def _expire(self, post_id: int, now: datetime) -> None:
        with self._db.begin(JOB_PATIENCE) as session:
            approvals.expire(session, post_id, now)

    def _each(self, tick: str, rows: Iterable[int], work: Callable[[int], object]) -> int:
        """Work on one row at a time; one that raises rests, the others go on. `work` gives False to stop early."""
        done = 0
        for row in rows:
            if self._rests((tick, row)):
                continue
            done += 1
            try:
                if work(row) is False:
                    break
            except Refused as refused:
                log.info("%s of row %s: %s", tick, row, refused)
            except Exception:
                log.exception("%s of row %s failed; the next try is in %s", tick, row, REST)
                self._resting[(tick, row)] = machine_now() + REST
        return done

    @contextmanager
    def _at_work(self, tick: str) -> Iterator[None]:
        with self._guard:
            self._running += 1
        try:
            self.make_way()
            self._nudged.discard(tick)  # what is decided from here on may be too late for this look
            yield
        finally:
            self._nudged.discard(tick)
            with self._guard:
                self._running -= 1

    def _rests(self, key: tuple[str, int]) -> bool:
        until = self._resting.get(key)
        return until is not None and machine_now() < until
