from datetime import timedelta

import pytest

from bot.dates import machine_now
from bot.db import Db
from bot.received import KEPT, forget, is_new


def arrives(db: Db, event_id: str, *, ago: timedelta = timedelta()) -> bool:
    with db.begin() as session:
        return is_new(session, event_id, "user_change", machine_now() - ago)


def test_an_event_is_new_once(db: Db) -> None:
    assert arrives(db, "Ev1")
    assert not arrives(db, "Ev1")
    assert arrives(db, "Ev2")


def test_an_event_whose_transaction_failed_is_new_again(db: Db) -> None:
    with pytest.raises(RuntimeError):
        arrives_in_vain(db, "Ev1")
    assert arrives(db, "Ev1")


def arrives_in_vain(db: Db, event_id: str) -> None:
    with db.begin() as session:
        assert is_new(session, event_id, "user_change", machine_now())
        raise RuntimeError


def test_what_no_redelivery_can_bring_again_is_forgotten_and_the_rest_kept(db: Db) -> None:
    arrives(db, "Old", ago=KEPT + timedelta(minutes=1))
    arrives(db, "Young", ago=KEPT - timedelta(minutes=1))
    with db.begin() as session:
        forget(session, machine_now())
    assert arrives(db, "Old")
    assert not arrives(db, "Young")


def test_an_event_is_remembered_longer_than_slack_tries() -> None:
    assert timedelta(hours=25) < KEPT
