from datetime import timedelta

import pytest

from bot import deliveries
from bot.dates import machine_now
from bot.db import Db
from bot.lifecycle import Shown
from bot.models import Account, Delivery, DeliveryState
from bot.networks import Frozen, Progress, Secret
from bot.networks.outcomes import Outcome, Why
from bot.posts import Seen
from tests.receivers import Receiver, is_slow, loses, publishes, puts_off, refuses
from tests.stage import VAULT, Stage


def test_what_is_approved_goes_out_as_it_was_seen(db: Db) -> None:
    stage = Stage(db)
    seen = stage.post(Shown.PUBLISHED, stage.form("Hello, world"))
    (message,) = stage.receiver.sent
    assert (message["text"], message["handle"]) == ("Hello, world", "@allstar")
    delivery = stage.delivery(seen)
    assert delivery.key == message["key"]
    assert delivery.url == f"https://social.example/{delivery.key}"
    assert stage.told(seen) == ["drafted", "approved", "delivery_publish"]


def test_nothing_goes_out_before_its_time_and_everything_after(db: Db) -> None:
    stage = Stage(db)
    seen = stage.draft(stage.form(due_at=stage.now + timedelta(hours=1)))
    stage.approve(seen, stage.mara)
    stage.publish()
    assert stage.receiver.sent == []
    stage.later(days=3)
    stage.publish()
    assert stage.shown(seen) is Shown.PUBLISHED


@pytest.mark.parametrize("shown", [Shown.IN_REVIEW, Shown.CHANGES_REQUESTED, Shown.EXPIRED])
def test_what_nobody_approved_never_goes_out(db: Db, shown: Shown) -> None:
    stage = Stage(db)
    stage.post(shown)
    stage.later(days=3)
    stage.publish()
    assert stage.receiver.sent == []


def test_an_edited_post_goes_out_once_in_its_last_version(db: Db) -> None:
    stage = Stage(db)
    stage.post(Shown.SCHEDULED, stage.form("First", due_at=stage.now + timedelta(hours=1)))
    seen = stage.post(Shown.SCHEDULED, stage.form("Typo", due_at=stage.now + timedelta(hours=1)))
    edited = stage.revise(stage.current(seen), stage.jonas, stage.form("Correct"))
    stage.approve(edited, stage.mara)
    stage.later(hours=1)
    stage.publish()
    assert [message["text"] for message in stage.receiver.sent] == ["Correct", "First"]


def test_a_retry_sends_the_same_bytes_under_the_same_key(db: Db) -> None:
    stage = Stage(db)
    seen = stage.post(Shown.SCHEDULED)
    stage.publish(puts_off)
    stage.later(minutes=5)
    stage.publish(publishes)
    first, second = stage.receiver.sent
    assert first == second
    assert stage.shown(seen) is Shown.PUBLISHED
    assert stage.delivery(seen).tries == 2


def test_what_takes_several_steps_is_looked_at_again(db: Db) -> None:
    stage = Stage(db)
    seen = stage.post(Shown.SCHEDULED)
    stage.publish(is_slow)
    assert stage.states(seen) == [DeliveryState.WAITING]
    assert stage.delivery(seen).progress == {"step": 1}
    stage.publish(publishes)
    assert stage.shown(seen) is Shown.PUBLISHED


@pytest.mark.parametrize(("answer", "shown"), [(loses, Shown.NEEDS_PERSON), (refuses, Shown.FAILED)])
def test_what_was_lost_or_refused_is_not_sent_again_by_itself(db: Db, answer: object, shown: Shown) -> None:
    stage = Stage(db)
    seen = stage.post(Shown.SCHEDULED)
    stage.publish(answer)  # type: ignore[arg-type] # one of the receiver's answers
    stage.later(days=2)
    stage.publish()
    assert len(stage.receiver.sent) == 1
    assert stage.shown(seen) is shown
    assert stage.turn_of(seen) == {"Jonas", "Mara", "Aiko"}


def test_one_account_out_and_one_refused_is_told_as_such(db: Db) -> None:
    stage = Stage(db)
    second = stage.add_account("@second")
    seen = stage.post(Shown.SCHEDULED, stage.form(accounts=(stage.account.id, second.id)))
    stage.publish(publishes, refuses)
    assert stage.shown(seen) is Shown.PARTLY_PUBLISHED
    assert stage.turn_of(seen) == {"Jonas", "Mara", "Aiko"}


def vanish(stage: Stage, seen: Seen) -> None:
    """A worker claims a delivery, its machine goes, and the lease runs out."""
    long_ago = machine_now() - deliveries.LEASE - timedelta(seconds=1)
    with stage.db.begin() as session:
        assert deliveries.claim(session, stage.delivery(seen).id, stage.now, long_ago) is not None


def test_a_worker_that_vanished_leaves_a_question_and_no_second_post(db: Db) -> None:
    stage = Stage(db)
    seen = stage.post(Shown.SCHEDULED)
    vanish(stage, seen)
    assert stage.publisher.due(stage.now) == []
    for claim in stage.publisher.abandoned():
        stage.publisher.take_back(claim, stage.now)
    assert (stage.delivery(seen).state, stage.delivery(seen).why) == (DeliveryState.UNKNOWN, Why.CRASHED)
    assert stage.turn_of(seen) == {"Jonas", "Mara", "Aiko"}
    stage.publish()
    assert stage.receiver.sent == []


def test_where_repeats_are_ignored_a_vanished_worker_s_post_is_sent_again_under_its_key(db: Db) -> None:
    stage = Stage(db)
    stage.account = stage.add_account("@patient", ignores_repeats=True)
    seen = stage.post(Shown.SCHEDULED)
    key = stage.delivery(seen).key
    vanish(stage, seen)
    for claim in stage.publisher.abandoned():
        stage.publisher.take_back(claim, stage.now)
    assert stage.delivery(seen).state is DeliveryState.DUE
    with db.begin() as session:
        session.get_one(Delivery, stage.delivery(seen).id).try_at = None
    stage.publish(publishes)
    assert list(stage.receiver.live) == [key]


def test_an_answer_that_comes_after_the_claim_was_taken_back_changes_nothing(db: Db) -> None:
    stage = Stage(db)
    seen = stage.post(Shown.SCHEDULED)

    class Frozen_(Receiver):  # noqa: N801 - a receiver whose answer takes longer than the lease
        def send(self, frozen: Frozen, secret: Secret, progress: Progress) -> Outcome:
            with db.begin() as session:
                session.get_one(Delivery, stage.delivery(seen).id).lease_until = machine_now() - timedelta(seconds=1)
            for claim in stage.publisher.abandoned():
                stage.publisher.take_back(claim, stage.now)
            return super().send(frozen, secret, progress)

    stage.publisher = type(stage.publisher)(db, {stage.account.way: Frozen_()}, VAULT)
    stage.publish()
    assert (stage.delivery(seen).state, stage.delivery(seen).why) == (DeliveryState.UNKNOWN, Why.CRASHED)


def test_a_secret_that_cannot_be_opened_sends_nothing_and_is_told(db: Db) -> None:
    stage = Stage(db)
    seen = stage.post(Shown.SCHEDULED)
    with db.begin() as session:
        session.get_one(Account, stage.account.id).secret = VAULT.seal("account:999", "{}")
    stage.publish()
    assert stage.receiver.sent == []
    assert (stage.delivery(seen).state, stage.delivery(seen).why) == (
        DeliveryState.REFUSED,
        Why.UNREADABLE_SECRET,
    )


def test_a_delivery_that_somebody_else_has_is_left_to_them(db: Db) -> None:
    stage = Stage(db)
    seen = stage.post(Shown.SCHEDULED)
    with db.begin() as session:
        deliveries.claim(session, stage.delivery(seen).id, stage.now, machine_now())
    stage.publisher.publish(stage.delivery(seen).id, stage.now)
    assert stage.receiver.sent == []
