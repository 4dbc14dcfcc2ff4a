"""Two things at the same moment, of which both may go well: what they leave behind still fits together."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import select

from bot import deliveries, outbox, people, team
from bot.dates import machine_now
from bot.db import Db
from bot.deliveries import Claim
from bot.errors import Refused
from bot.lifecycle import Shown
from bot.models import DeliveryState, Outbox, OutboxState, Person, Policy, Team
from bot.networks import outcomes
from bot.networks.outcomes import Why
from bot.posts import Seen
from bot.team import Setup
from tests.chaos.races import HEADSTART
from tests.chaos.sizes import ROUNDS
from tests.stage import VAULT, WORKSPACE, Stage

Act = Callable[[], object]
AtOnce = Callable[[Act, Act], list[object]]
SOME = ROUNDS // 4


@pytest.fixture
def at_once() -> Iterator[AtOnce]:
    """Do both at the same moment; give what each gave, or its refusal."""
    with ThreadPoolExecutor(2) as pool:

        def attempt(act: Act, at: float) -> object:
            while time.monotonic() < at:
                pass
            try:
                return act()
            except Refused as refused:
                return refused

        def both(one: Act, other: Act) -> list[object]:
            at = time.monotonic() + HEADSTART
            begun = [pool.submit(attempt, act, at) for act in (one, other)]
            return [it.result(timeout=30) for it in begun]

        yield both


def refused(results: list[object]) -> list[Refused]:
    return [one for one in results if isinstance(one, Refused)]


def test_of_two_answers_to_one_question_one_counts(db: Db, at_once: AtOnce) -> None:
    stage = Stage(db)
    for _ in range(SOME):
        seen = stage.post(Shown.NEEDS_PERSON)
        delivery = stage.delivery(seen)
        results = at_once(lambda: stage.leave(delivery, stage.mara), lambda: stage.send_again(delivery, stage.aiko))  # noqa: B023 - done within the round
        (told,) = refused(results)
        assert "already settled this" in str(told)
        assert stage.states(seen)[0] in {DeliveryState.DROPPED, DeliveryState.DUE}
        stage.publish()


def test_an_answer_about_one_account_does_not_close_the_question_about_the_other(db: Db, at_once: AtOnce) -> None:
    stage = Stage(db)
    accounts = (stage.account.id, stage.add_account("@second").id)
    for _ in range(SOME):
        seen = stage.post(Shown.SCHEDULED, stage.form(accounts=accounts))
        one, other = (claimed(stage, delivery.id) for delivery in stage.deliveries(seen))
        lost = outcomes.Unknown(Why.TIMEOUT, "")
        stage.publisher._record(one, lost, stage.now)  # noqa: SLF001 - the step after the answer
        results = at_once(
            lambda: stage.leave(one.delivery, stage.mara),  # noqa: B023 - done within the round
            lambda: stage.publisher._record(other, lost, stage.now),  # noqa: B023, SLF001 - same
        )
        assert refused(results) == []
        assert stage.states(seen) == [DeliveryState.DROPPED, DeliveryState.UNKNOWN]
        assert stage.turn_of(seen) == {"Jonas", "Mara", "Aiko"}


def claimed(stage: Stage, delivery_id: int) -> Claim:
    with stage.db.begin() as session:
        claim = deliveries.claim(session, delivery_id, stage.now, machine_now())
    assert claim is not None
    return claim


def test_an_edit_and_the_sending_do_not_both_happen(db: Db, at_once: AtOnce) -> None:
    stage = Stage(db)
    for _ in range(SOME):
        seen = stage.current(stage.post(Shown.SCHEDULED))
        before = len(stage.receiver.sent)
        results = at_once(lambda: stage.revise(seen, stage.jonas), stage.publish)  # noqa: B023 - done within the round
        was_sent = len(stage.receiver.sent) > before
        assert len(refused(results)) == was_sent
        assert stage.shown(seen) is (Shown.PUBLISHED if was_sent else Shown.IN_REVIEW)


def test_two_workers_send_everything_once(db: Db, at_once: AtOnce) -> None:
    stage = Stage(db)
    for _ in range(SOME // 5):
        for _ in range(5):
            stage.post(Shown.SCHEDULED)
        at_once(stage.publish, stage.publish)
        stage.publish()
    assert set(stage.receiver.live.values()) == {1}
    assert len(stage.receiver.live) == SOME // 5 * 5


def test_two_senders_take_every_row_once(db: Db, at_once: AtOnce) -> None:
    stage = Stage(db)

    def sender() -> list[int]:
        taken = []
        with db.read() as session:
            due = outbox.due(session, machine_now())
        for row_id in due:
            with db.begin() as session:
                row = outbox.claim(session, row_id, machine_now())
            if row is not None:
                with db.begin() as session:
                    assert outbox.settle(session, row, OutboxState.SENT)
                taken.append(row_id)
        return taken

    for _ in range(SOME // 5):
        stage.draft()
        one, other = at_once(sender, sender)
        assert isinstance(one, list)
        assert isinstance(other, list)
        assert not set(one) & set(other)
        assert len(one) + len(other) == 3
    with db.read() as session:
        assert {row.state for row in session.exec(select(Outbox))} == {OutboxState.SENT}


def test_drafts_at_the_same_moment_get_numbers_of_their_own(db: Db, at_once: AtOnce) -> None:
    stage = Stage(db)
    for _ in range(SOME):
        results = at_once(stage.draft, lambda: stage.draft(by=stage.tom))
        assert refused(results) == []
        one, other = (stage.stored(seen) for seen in results if isinstance(seen, Seen))
        assert one.number != other.number


def test_two_first_set_ups_make_one_team_and_the_other_is_told(db: Db, at_once: AtOnce) -> None:
    stage = Stage(db)
    for turn in range(SOME):
        setup = Setup(f"C{turn}", f"team-{turn}", "UTC", "en", "DE", Policy.TWO_PEOPLE, (stage.mara, stage.aiko), None)

        def set_up(by: Person, form: Setup = setup) -> None:
            with db.begin() as session:
                team.set_up(session, by, form, VAULT, {}, stage.now)

        results = at_once(lambda: set_up(stage.tom), lambda: set_up(stage.jonas))
        (told,) = refused(results)
        assert "has a team already" in str(told) or "Only managers" in str(told)
        with db.read() as session:
            assert len(session.exec(select(Team).where(Team.channel_id == f"C{turn}")).all()) == 1


def test_somebody_new_who_clicks_twice_is_one_person_in_one_team(db: Db, at_once: AtOnce) -> None:
    stage = Stage(db)
    for turn in range(SOME):
        user = {"id": f"UNEW{turn}", "real_name": "New", "team_id": WORKSPACE}

        def click(user: dict[str, str] = user) -> int:
            with db.begin() as session:
                person = people.meet(session, WORKSPACE, user, machine_now())
                people.team_for(session, person, stage.team.channel_id)
            return person.id

        one, other = at_once(click, click)
        assert one == other


def test_a_worker_whose_claim_is_taken_back_in_that_moment_changes_nothing_or_wins(db: Db, at_once: AtOnce) -> None:
    stage = Stage(db)
    for _ in range(SOME):
        seen = stage.post(Shown.SCHEDULED)
        with db.begin() as session:
            long_ago = machine_now() - timedelta(hours=1)
            claim = deliveries.claim(session, stage.delivery(seen).id, stage.now, long_ago)
        assert claim is not None
        at_once(
            lambda: stage.publisher._record(claim, outcomes.Published("id", None), stage.now),  # noqa: B023, SLF001 - the step after the answer
            lambda: stage.publisher.take_back(claim, stage.now),  # noqa: B023 - done within the round
        )
        ended = stage.states(seen)[0]
        assert ended in {DeliveryState.PUBLISHED, DeliveryState.UNKNOWN}
        assert bool(stage.turn_of(seen)) is (ended is DeliveryState.UNKNOWN)
        assert len([what for what in stage.told(seen) if what.startswith("delivery")]) == 1
