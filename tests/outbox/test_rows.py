from datetime import timedelta

import pytest

from bot import outbox
from bot.dates import machine_now
from bot.db import Db
from bot.models import Outbox, OutboxState, Subject
from bot.outbox import LEASE
from tests.stage import CHANNEL, WORKSPACE, Stage

POST = 7
SECOND = timedelta(seconds=1)


@pytest.fixture
def row_id(db: Db) -> int:
    """A card that the team's channel is owed."""
    Stage(db)
    show(db)
    (row,) = due(db)
    return row


def show(db: Db) -> bool:
    with db.begin() as session:
        return outbox.show(session, WORKSPACE, Subject.POST, POST, CHANNEL, None)


def change(db: Db) -> None:
    with db.begin() as session:
        outbox.changed(session, Subject.POST, POST)


def due(db: Db, *, later: timedelta = timedelta()) -> list[int]:
    with db.read() as session:
        return outbox.due(session, machine_now() + later)


def claim(db: Db, row_id: int, *, later: timedelta = timedelta()) -> Outbox | None:
    with db.begin() as session:
        return outbox.claim(session, row_id, machine_now() + later)


def mine(db: Db, row_id: int) -> Outbox:
    row = claim(db, row_id)
    assert row is not None
    return row


def settle(db: Db, row: Outbox, state: OutboxState = OutboxState.SENT, **values: object) -> bool:
    with db.begin() as session:
        return outbox.settle(session, row, state, **values)


def stored(db: Db, row_id: int) -> Outbox:
    with db.read() as session:
        return session.get_one(Outbox, row_id)


def test_ten_changes_are_one_row_to_send(db: Db, row_id: int) -> None:
    settle(db, mine(db, row_id))
    assert due(db) == []
    for _ in range(10):
        change(db)
    assert due(db) == [row_id]
    settle(db, mine(db, row_id))
    assert due(db) == []


def test_a_copy_is_made_once_and_shown_again_after_that(db: Db, row_id: int) -> None:
    settle(db, mine(db, row_id))
    assert not show(db)
    assert due(db) == [row_id]


def test_a_change_during_the_sending_is_sent_as_well(db: Db, row_id: int) -> None:
    row = mine(db, row_id)
    change(db)
    assert due(db) == []
    assert settle(db, row)
    assert due(db) == [row_id]
    assert settle(db, mine(db, row_id))
    assert due(db) == []


def test_a_change_does_not_hurry_a_row_that_waits_for_slack(db: Db, row_id: int) -> None:
    settle(db, mine(db, row_id), OutboxState.DUE, try_at=machine_now() + timedelta(minutes=5))
    change(db)
    assert due(db) == []
    assert due(db, later=timedelta(minutes=6)) == [row_id]
    assert stored(db, row_id).tries == 1


def test_only_one_sender_has_a_row(db: Db, row_id: int) -> None:
    mine(db, row_id)
    assert claim(db, row_id) is None
    assert claim(db, row_id, later=LEASE - SECOND) is None


def test_a_row_that_was_found_due_and_sent_meanwhile_is_not_sent_again(db: Db, row_id: int) -> None:
    assert due(db) == [row_id]
    settle(db, mine(db, row_id))
    assert claim(db, row_id) is None
    assert stored(db, row_id).state is OutboxState.SENT


def test_a_row_whose_sender_vanished_is_due_after_its_lease_and_uncertain(db: Db, row_id: int) -> None:
    assert not mine(db, row_id).is_unsure
    assert due(db, later=LEASE - SECOND) == []
    assert due(db, later=LEASE + SECOND) == [row_id]
    again = claim(db, row_id, later=LEASE + SECOND)
    assert again is not None
    assert again.is_unsure


@pytest.mark.parametrize("state", [OutboxState.SENT, OutboxState.DUE, OutboxState.DROPPED])
def test_a_sender_that_comes_back_late_changes_nothing(db: Db, row_id: int, state: OutboxState) -> None:
    late = mine(db, row_id)
    assert claim(db, row_id, later=LEASE + SECOND) is not None
    before = stored(db, row_id).model_dump()
    assert not settle(db, late, state, error="late")
    assert stored(db, row_id).model_dump() == before


def test_what_was_settled_is_not_settled_again(db: Db, row_id: int) -> None:
    row = mine(db, row_id)
    assert settle(db, row)
    assert not settle(db, row, OutboxState.DROPPED)


def test_a_notice_is_said_once_however_often_it_is_decided(db: Db) -> None:
    Stage(db)
    for words in ("first", "second"):
        with db.begin() as session:
            outbox.say(session, WORKSPACE, "welcome:1", CHANNEL, {"text": words, "blocks": []})
    (row_id,) = due(db)
    assert stored(db, row_id).message == {"text": "first", "blocks": []}
    settle(db, mine(db, row_id))
    with db.begin() as session:
        outbox.say(session, WORKSPACE, "welcome:1", CHANNEL, {"text": "third", "blocks": []})
    assert due(db) == []


def test_what_was_not_committed_is_not_owed(db: Db) -> None:
    Stage(db)
    with pytest.raises(RuntimeError):
        show_in_vain(db)
    assert due(db) == []


def show_in_vain(db: Db) -> None:
    with db.begin() as session:
        outbox.show(session, WORKSPACE, Subject.POST, POST, CHANNEL, None)
        raise RuntimeError


def test_the_oldest_goes_first(db: Db) -> None:
    stage = Stage(db)
    for person in (stage.tom, stage.mara, stage.jonas):
        with db.begin() as session:
            outbox.show(session, WORKSPACE, Subject.POST, POST, person.user_id, person)
    assert [stored(db, row).address for row in due(db)] == ["UTOM", "UMARA", "UJONAS"]


def test_a_change_reaches_every_copy_of_this_card_and_no_other(db: Db, row_id: int) -> None:
    with db.begin() as session:
        outbox.show(session, WORKSPACE, Subject.POST, POST, "UMARA", None)
        outbox.show(session, WORKSPACE, Subject.POST, POST + 1, "UMARA", None)
    for one in due(db):
        settle(db, mine(db, one))
    change(db)
    assert [stored(db, one).address for one in due(db)] == [CHANNEL, "UMARA"]
    assert due(db)[0] == row_id
