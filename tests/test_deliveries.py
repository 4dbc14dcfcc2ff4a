from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import update

from bot import deliveries
from bot.dates import machine_now
from bot.db import Db
from bot.deliveries import LEASE, REPEAT_WINDOW, Claim, backoff
from bot.errors import Refused
from bot.lifecycle import DELIVERY_LIFE, DeliveryAction, Shown
from bot.models import Delivery, DeliveryState, Post
from bot.networks import outcomes
from bot.networks.outcomes import Outcome, Why
from bot.posts import Seen
from tests.stage import Stage

MACHINE = machine_now()
OUTCOMES: Sequence[tuple[Outcome, DeliveryState]] = [
    (outcomes.Published("id", "https://x.example/1"), DeliveryState.PUBLISHED),
    (outcomes.Refused(Why.REJECTED, "HTTP 400"), DeliveryState.REFUSED),
    (outcomes.Unknown(Why.TIMEOUT, ""), DeliveryState.UNKNOWN),
    (outcomes.RetryAt(MACHINE + timedelta(minutes=1)), DeliveryState.DUE),
    (outcomes.Waiting({"step": 2}, MACHINE + timedelta(minutes=1)), DeliveryState.WAITING),
]


def claimed(stage: Stage, seen: Seen, machine: datetime = MACHINE) -> Claim:
    with stage.db.begin() as session:
        claim = deliveries.claim(session, stage.delivery(seen).id, stage.now, machine)
    assert claim is not None
    return claim


def record(stage: Stage, claim: Claim, outcome: Outcome, machine: datetime = MACHINE) -> DeliveryAction | None:
    with stage.db.begin() as session:
        return deliveries.record(session, claim, outcome, stage.now, machine)


def due(stage: Stage, machine: datetime = MACHINE) -> list[int]:
    with stage.db.read() as session:
        return deliveries.due(session, stage.now, machine)


def test_every_action_does_what_its_row_says_and_nothing_from_elsewhere(db: Db) -> None:
    stage = Stage(db)
    seen = stage.post(Shown.SCHEDULED)
    for action, (origins, target) in DELIVERY_LIFE.items():
        for state in DeliveryState:
            with db.begin() as session:
                session.execute(update(Delivery).values(state=state))
                moved = deliveries.move(session, stage.delivery(seen).id, action, stage.now)
            assert moved is (state in origins)
            assert stage.delivery(seen).state is (target if moved else state)


@pytest.mark.parametrize(("outcome", "state"), OUTCOMES, ids=lambda it: getattr(it, "value", ""))
def test_what_became_of_a_claim_is_recorded(db: Db, outcome: Outcome, state: DeliveryState) -> None:
    stage = Stage(db)
    seen = stage.post(Shown.SCHEDULED)
    assert record(stage, claimed(stage, seen), outcome) is not None
    assert stage.delivery(seen).state is state
    assert stage.delivery(seen).lease_until is None


@pytest.mark.parametrize(("outcome", "_state"), OUTCOMES, ids=lambda it: getattr(it, "value", ""))
def test_a_worker_that_comes_back_late_changes_nothing(db: Db, outcome: Outcome, _state: DeliveryState) -> None:
    stage = Stage(db)
    seen = stage.post(Shown.SCHEDULED)
    frozen_worker = claimed(stage, seen)
    record(stage, frozen_worker, outcomes.Unknown(Why.CRASHED, ""))
    stage.send_again(stage.delivery(seen), stage.mara)
    claimed(stage, seen)
    before, told = stage.delivery(seen).model_dump(), stage.told(seen)

    assert record(stage, frozen_worker, outcome) is None

    assert stage.delivery(seen).model_dump() == before
    assert stage.told(seen) == told


def test_a_record_made_twice_counts_once(db: Db) -> None:
    stage = Stage(db)
    seen = stage.post(Shown.SCHEDULED)
    claim = claimed(stage, seen)
    assert record(stage, claim, OUTCOMES[0][0]) is DeliveryAction.PUBLISH
    assert record(stage, claim, OUTCOMES[1][0]) is None
    assert stage.delivery(seen).state is DeliveryState.PUBLISHED


def test_only_one_of_two_workers_gets_a_delivery(db: Db) -> None:
    stage = Stage(db)
    seen = stage.post(Shown.SCHEDULED)
    claimed(stage, seen)
    with db.begin() as session:
        assert deliveries.claim(session, stage.delivery(seen).id, stage.now, MACHINE) is None
    assert stage.delivery(seen).fence == 1


def test_a_claim_is_abandoned_only_after_its_lease(db: Db) -> None:
    stage = Stage(db)
    seen = stage.post(Shown.SCHEDULED)
    claim = claimed(stage, seen)
    with db.read() as session:
        assert deliveries.abandoned(session, MACHINE + LEASE) == []
        (abandoned,) = deliveries.abandoned(session, MACHINE + LEASE + timedelta(seconds=1))
    assert (abandoned.delivery.id, abandoned.fence) == (claim.delivery.id, claim.fence)


def test_a_delivery_is_due_at_its_time_and_a_retry_at_its_own(db: Db) -> None:
    stage = Stage(db)
    seen = stage.draft(stage.form(due_at=stage.now + timedelta(hours=1)))
    stage.approve(seen, stage.mara)
    with db.read() as session:
        assert deliveries.next_due(session, stage.now) == stage.now + timedelta(hours=1)
    assert due(stage) == []
    stage.later(hours=1)
    assert due(stage) == [stage.delivery(seen).id]
    again = MACHINE + timedelta(minutes=1)
    record(stage, claimed(stage, seen), outcomes.RetryAt(again))
    assert due(stage, again - timedelta(seconds=1)) == []
    assert due(stage, again) == [stage.delivery(seen).id]


def test_the_longest_due_goes_first(db: Db) -> None:
    stage = Stage(db)
    later = stage.draft(stage.form(due_at=stage.now + timedelta(hours=2)))
    sooner = stage.draft(stage.form(due_at=stage.now + timedelta(hours=1)))
    for seen in (later, sooner):
        stage.approve(seen, stage.mara)
    stage.later(hours=3)
    assert due(stage) == [stage.delivery(sooner).id, stage.delivery(later).id]


def test_the_uncertain_is_repeated_under_the_same_key_where_repeats_are_ignored(db: Db) -> None:
    stage = Stage(db)
    stage.account = stage.add_account("@patient", ignores_repeats=True)
    seen = stage.post(Shown.SCHEDULED)
    key = stage.delivery(seen).key
    claim = claimed(stage, seen)
    assert record(stage, claim, outcomes.Unknown(Why.TIMEOUT, "")) is DeliveryAction.RETRY
    assert stage.delivery(seen).try_at == MACHINE + timedelta(seconds=2)
    again = claimed(stage, seen, MACHINE + REPEAT_WINDOW)
    assert again.delivery.key == key
    assert record(stage, again, outcomes.Unknown(Why.TIMEOUT, ""), MACHINE + REPEAT_WINDOW) is DeliveryAction.LOSE


def test_the_uncertain_is_never_repeated_by_itself_elsewhere(db: Db) -> None:
    stage = Stage(db)
    seen = stage.post(Shown.SCHEDULED)
    assert record(stage, claimed(stage, seen), outcomes.Unknown(Why.TIMEOUT, "")) is DeliveryAction.LOSE
    assert due(stage, MACHINE + REPEAT_WINDOW) == []


@pytest.mark.parametrize(
    ("first", "state"),
    [
        (outcomes.RetryAt(MACHINE), DeliveryState.REFUSED),
        (outcomes.Unknown(Why.TIMEOUT, ""), DeliveryState.UNKNOWN),
    ],
    ids=["turned_away", "in_doubt"],
)
def test_after_a_day_of_trying_a_person_is_asked(db: Db, first: Outcome, state: DeliveryState) -> None:
    stage = Stage(db)
    stage.account = stage.add_account("@busy", ignores_repeats=True)
    seen = stage.post(Shown.SCHEDULED)
    record(stage, claimed(stage, seen), first)
    end = MACHINE + REPEAT_WINDOW
    record(stage, claimed(stage, seen, end), outcomes.RetryAt(end), end)
    assert (stage.delivery(seen).state, stage.delivery(seen).why) == (state, Why.GAVE_UP)


def test_a_refusal_after_an_uncertain_try_is_no_proof_that_nothing_is_out(db: Db) -> None:
    """The first try may be live; "not published" would invite people to send it twice."""
    stage = Stage(db)
    stage.account = stage.add_account("@patient", ignores_repeats=True)
    seen = stage.post(Shown.SCHEDULED)
    record(stage, claimed(stage, seen), outcomes.Unknown(Why.LOST_ANSWER, ""))
    record(stage, claimed(stage, seen), outcomes.RetryAt(MACHINE))
    record(stage, claimed(stage, seen), outcomes.Refused(Why.REJECTED, "HTTP 409: seen before"))
    delivery = stage.delivery(seen)
    assert (delivery.state, delivery.why, delivery.detail) == ("unknown", Why.LOST_ANSWER, "HTTP 409: seen before")
    stage.send_again(delivery, stage.mara)
    record(stage, claimed(stage, seen), outcomes.Refused(Why.REJECTED, "HTTP 400"))
    assert stage.delivery(seen).state is DeliveryState.REFUSED


@given(st.integers(0, 5000))
def test_waiting_grows_up_to_a_quarter_of_an_hour(tries: int) -> None:
    assert backoff(tries) <= backoff(tries + 1) <= timedelta(minutes=15)


@pytest.mark.parametrize("shown", [Shown.LEAVING, Shown.PUBLISHED, Shown.PARTLY_PUBLISHED, Shown.NEEDS_PERSON])
def test_what_is_out_or_on_its_way_cannot_be_withdrawn(db: Db, shown: Shown) -> None:
    stage = Stage(db)
    second = stage.add_account("@second")
    seen = stage.post(shown, stage.form(accounts=(stage.account.id, second.id)))
    before = stage.states(seen)
    with pytest.raises(Refused, match="too late to change post #1"), db.begin() as session:
        deliveries.withdraw(session, session.get_one(Post, seen.post_id), stage.now)
    assert stage.states(seen) == before


@pytest.mark.parametrize("shown", [Shown.SCHEDULED, Shown.FAILED, Shown.LEFT])
def test_what_has_not_left_is_withdrawn(db: Db, shown: Shown) -> None:
    stage = Stage(db)
    seen = stage.post(shown)
    with db.begin() as session:
        deliveries.withdraw(session, session.get_one(Post, seen.post_id), stage.now)
    assert stage.states(seen) == [DeliveryState.DROPPED]
    assert due(stage) == []


def test_a_frozen_message_is_stored_for_the_holder_of_the_claim_only(db: Db) -> None:
    stage = Stage(db)
    seen = stage.post(Shown.SCHEDULED)
    claim = claimed(stage, seen)
    with db.begin() as session:
        deliveries.freeze(session, claim, {"body": "mine"})
        late = Claim(claim.delivery, claim.post, claim.revision, claim.account, claim.fence - 1)
        deliveries.freeze(session, late, {"body": "late"})
    assert stage.delivery(seen).payload == {"body": "mine"}


def test_history_keeps_what_happened_and_not_every_retry(db: Db) -> None:
    stage = Stage(db)
    seen = stage.post(Shown.SCHEDULED)
    record(stage, claimed(stage, seen), outcomes.RetryAt(MACHINE))
    assert stage.told(seen) == ["drafted", "approved"]
    record(stage, claimed(stage, seen), outcomes.Published("id", None))
    assert stage.told(seen) == ["drafted", "approved", "delivery_publish"]
