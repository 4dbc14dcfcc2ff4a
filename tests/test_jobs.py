"""Ticks, run by hand; and once by their own clock."""

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from slack_sdk import WebClient

from bot.db import Db
from bot.jobs import Jobs
from bot.lifecycle import Shown
from bot.models import Delivery, Way
from bot.networks import Frozen, Progress, Secret, Variant
from bot.networks.outcomes import Outcome
from bot.outbox.sender import Sender
from bot.publishing import Publisher
from tests.receivers import Receiver, loses
from tests.stage import VAULT, Stage


class StageClock:
    """Team time is the stage's."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def now(self) -> datetime:
        return self._stage.now


class Silent(Sender):
    """Slack is not part of these tests: rows are neither due nor sent."""

    def due(self) -> list[int]:
        return []


def jobs_of(stage: Stage, tick_seconds: float = 1.0) -> Jobs:
    sender = Silent(stage.db, WebClient("xoxb-none"), {})
    return Jobs(stage.db, StageClock(stage), stage.publisher, sender, tick_seconds)


def test_one_round_expires_publishes_and_is_idle_then(db: Db) -> None:
    stage = Stage(db)
    out = stage.post(Shown.SCHEDULED)
    late = stage.draft(stage.form(due_at=stage.now + timedelta(hours=1)))
    jobs = jobs_of(stage)
    stage.later(hours=1)
    assert not jobs.is_idle()
    assert jobs.run_due() == 2
    assert (stage.shown(out), stage.shown(late)) == (Shown.PUBLISHED, Shown.EXPIRED)
    assert jobs.is_idle()
    assert jobs.run_due() == 0


def test_the_next_moment_is_the_earliest_post_or_expiry(db: Db) -> None:
    stage = Stage(db)
    jobs = jobs_of(stage)
    assert jobs.next_due() is None
    approved = stage.draft(stage.form(due_at=stage.now + timedelta(hours=3)))
    stage.approve(approved, stage.mara)
    assert jobs.next_due() == stage.now + timedelta(hours=3)
    stage.draft(stage.form(due_at=stage.now + timedelta(hours=2)))
    assert jobs.next_due() == stage.now + timedelta(hours=2)


def test_what_a_vanished_worker_left_is_taken_back(db: Db) -> None:
    stage = Stage(db)
    seen = stage.post(Shown.SCHEDULED)
    with db.begin() as session:
        delivery = session.get_one(Delivery, stage.delivery(seen).id)
        delivery.state, delivery.fence = type(delivery.state).CLAIMED, 1
        delivery.lease_until = stage.now - timedelta(days=365)
    assert jobs_of(stage).publish() == 1
    assert stage.shown(seen) is Shown.NEEDS_PERSON
    assert stage.receiver.sent == []


class Breaking(Receiver):
    """An adapter with a bug, for posts that say so."""

    def freeze(self, variant: Variant, key: str, at: datetime) -> Frozen:
        if variant.text == "break":
            raise RuntimeError
        return super().freeze(variant, key, at)


def test_one_row_that_breaks_rests_and_the_others_go_on(db: Db, caplog: pytest.LogCaptureFixture) -> None:
    stage = Stage(db)
    broken = stage.post(Shown.SCHEDULED, stage.form("break"))
    fine = stage.post(Shown.SCHEDULED, stage.form("fine"))
    stage.publisher = Publisher(db, {Way.WEBHOOK: Breaking()}, VAULT)
    jobs = jobs_of(stage)
    assert jobs.publish() == 2
    assert stage.shown(fine) is Shown.PUBLISHED
    assert stage.shown(broken) is Shown.SCHEDULED
    assert "RuntimeError" in caplog.text
    assert jobs.publish() == 0
    assert jobs.is_idle()


def test_a_rule_that_says_no_is_no_failure(db: Db, caplog: pytest.LogCaptureFixture) -> None:
    """Somebody decided in the moment between looking and acting."""
    stage = Stage(db)
    seen = stage.draft(stage.form(due_at=stage.now + timedelta(hours=1)))
    stage.later(hours=1)

    class JustThen(StageClock):
        def now(self) -> datetime:
            if stage.shown(seen) is Shown.IN_REVIEW:
                stage.request_changes(seen, stage.mara)
            return super().now()

    jobs = Jobs(db, JustThen(stage), stage.publisher, Silent(db, WebClient("xoxb-none"), {}), 1.0)
    jobs.expire()
    assert stage.shown(seen) is Shown.CHANGES_REQUESTED
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


def test_after_lost_answers_the_round_ends(db: Db) -> None:
    stage = Stage(db)
    for _ in range(3):
        stage.post(Shown.SCHEDULED)
    stage.receiver.answers = [loses] * 3
    assert jobs_of(stage).run_due() == 3
    assert jobs_of(stage).run_due() == 0


def test_its_own_clock_ticks_until_it_is_stopped(db: Db) -> None:
    stage = Stage(db)
    arrived = threading.Event()
    stage.publisher = Publisher(db, {Way.WEBHOOK: Announcing(arrived.set)}, VAULT)
    seen = stage.post(Shown.SCHEDULED)
    jobs = jobs_of(stage, tick_seconds=0.05)
    jobs.start()
    assert arrived.wait(10)
    jobs.stop()
    assert stage.shown(seen) is Shown.PUBLISHED
    assert jobs.is_idle()
    stage.post(Shown.SCHEDULED)
    jobs.nudge()
    assert not jobs.is_idle()


def test_a_nudge_looks_now_instead_of_at_the_next_tick(db: Db) -> None:
    stage = Stage(db)
    arrived = threading.Event()
    stage.publisher = Publisher(db, {Way.WEBHOOK: Announcing(arrived.set)}, VAULT)
    stage.post(Shown.SCHEDULED)
    jobs = jobs_of(stage, tick_seconds=3600)
    jobs.start()
    jobs.nudge()
    assert arrived.wait(10)
    jobs.stop()


def test_one_nudge_stands_for_many_and_the_next_is_heard_again(db: Db) -> None:
    stage = Stage(db)
    arrived = threading.Semaphore(0)
    stage.publisher = Publisher(db, {Way.WEBHOOK: Announcing(arrived.release)}, VAULT)
    jobs = jobs_of(stage, tick_seconds=3600)
    jobs.start()
    for _ in range(3):
        stage.post(Shown.SCHEDULED)
        deadline = time.monotonic() + 10
        while not arrived.acquire(timeout=0.05):
            assert time.monotonic() < deadline
            for _ in range(10):
                jobs.nudge()
    jobs.stop()


class Announcing(Receiver):
    """A receiver that says when something has arrived."""

    def __init__(self, announce: Callable[[], None]) -> None:
        super().__init__()
        self._announce = announce

    def send(self, frozen: Frozen, secret: Secret, progress: Progress) -> Outcome:
        self._announce()
        return super().send(frozen, secret, progress)
