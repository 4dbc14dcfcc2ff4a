"""What the tables themselves refuse, whoever writes to them."""

import pytest
from sqlalchemy import Enum, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from bot.db import Db
from bot.lifecycle import Shown
from bot.models import Account, Campaign, Delivery, Membership, Outbox, Post, Revision, Role
from tests.stage import NOW, Stage

CHOICES = [
    (table.name, column.name)
    for table in SQLModel.metadata.sorted_tables
    for column in table.columns
    if isinstance(column.type, Enum)
]


def test_every_choice_refuses_what_is_not_in_its_list(db: Db) -> None:
    stage = Stage(db)
    stage.post(Shown.NEEDS_PERSON)
    with db.begin() as session:
        session.get_one(Membership, (stage.team.id, stage.mara.id)).role = Role.SOCIAL_MEDIA_MANAGER
    for table, column in CHOICES:
        with db.read() as session:
            assert session.connection().execute(text(f"SELECT count(*) FROM {table}")).scalar_one() > 0  # noqa: S608 - our names
        with pytest.raises(IntegrityError), db.begin() as session:
            session.connection().execute(text(f"UPDATE {table} SET {column} = 'nonsense'"))  # noqa: S608 - same


def test_states_are_among_the_choices() -> None:
    assert {("post", "state"), ("delivery", "state"), ("outbox", "state"), ("assignment", "state")} <= set(CHOICES)


def test_two_posts_never_share_a_number(db: Db) -> None:
    stage = Stage(db)
    twin = stage.stored(stage.draft()).model_dump(exclude={"id"})
    with pytest.raises(IntegrityError), db.begin() as session:
        session.add(Post(**twin))


def test_a_version_goes_to_an_account_once(db: Db) -> None:
    stage = Stage(db)
    delivery = stage.delivery(stage.post(Shown.SCHEDULED)).model_dump(exclude={"id"})
    with pytest.raises(IntegrityError), db.begin() as session:
        session.add(Delivery(**{**delivery, "key": "msg_other"}))


def test_two_deliveries_never_share_a_key(db: Db) -> None:
    stage = Stage(db)
    one = stage.delivery(stage.post(Shown.SCHEDULED))
    other = stage.delivery(stage.post(Shown.SCHEDULED))
    with pytest.raises(IntegrityError), db.begin() as session:
        session.get_one(Delivery, other.id).key = one.key


def test_what_others_point_at_cannot_go_away(db: Db) -> None:
    stage = Stage(db)
    stage.post(Shown.SCHEDULED)
    for kind in (Account, Revision, Post):
        with pytest.raises(IntegrityError), db.begin() as session:
            session.delete(session.get_one(kind, 1))


def test_a_time_without_a_zone_never_reaches_the_database(db: Db) -> None:
    stage = Stage(db)
    with pytest.raises(Exception, match="naive datetime"), db.begin() as session:
        session.add(Campaign(team_id=stage.team.id, name="Winter", created_at=NOW.replace(tzinfo=None)))


def test_a_key_of_the_outbox_is_there_once(db: Db) -> None:
    stage = Stage(db)
    stage.draft()
    with db.read() as session:
        row = session.get_one(Outbox, 1).model_dump(exclude={"id", "card_id"})
    with pytest.raises(IntegrityError), db.begin() as session:
        session.add(Outbox(**row))
