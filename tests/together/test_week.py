"""Team time: a week that is moved in one step leaves the same rows as seven days moved one by one."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from bot.db import Db
from tests import databases
from tests.world.person import Person
from tests.world.teams import set_up, square_account
from tests.world.together import TogetherWorld

MACHINE_TIME = frozenset({"try_at", "lease_until", "tried_at", "made_at", "sent_at", "received_at", "refreshed_at"})
SLACKS_OWN = frozenset({"ts", "shown_hash", "event_id", "secret"})
"""Made by Slack's clock, by chance, or of an address with another port."""
BY_CHANCE = re.compile(r"\b\d{10}\.\d+|msg_[0-9a-f]{32}|127\.0\.0\.1:\d+|(?<=#)P\w+")
SECONDS = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d)\d:\d\d(\.\d+)?")
"""What happens at the same moment of the team may be seconds apart, and nothing here is due within ten minutes."""
OTHER_SECRET = "whsec_bm90LXRoZS1zcXVhcmVzLXNlY3JldC1hdC1hbGw="
STATES = ("published", "unknown", "refused", "due", "expired")

Worlds = Callable[[], AbstractContextManager[TogetherWorld]]


@pytest.fixture(autouse=True)
def good_conduct() -> None:
    """Each world here sees to its own."""


@pytest.fixture
def worlds(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Worlds:
    """Make a world with an empty database, as often as wanted."""

    @contextmanager
    def new_world() -> Iterator[TogetherWorld]:
        number = sum(1 for _ in tmp_path.glob("world*"))
        with _empty(database_kind, request, tmp_path / f"{number}.db") as db:
            world = TogetherWorld(tmp_path / f"world{number}", db)
            try:
                yield world
                world.settle()
                assert world.misconduct() == [], world.log()
            finally:
                world.stop()

    return new_world


@contextmanager
def _empty(kind: str, request: pytest.FixtureRequest, file: Path) -> Iterator[Db]:
    if kind == "sqlite":
        db = Db(f"sqlite:///{shutil.copy(request.getfixturevalue('migrated_file'), file)}")
        yield db
        db.close()
    else:
        schema: Db = request.getfixturevalue("migrated_schema")
        with schema.engine.begin() as connection:
            databases.empty(connection)
        yield schema


def at_work(world: TogetherWorld) -> None:
    """Leave something of every kind to come: out at the second try, partly out, expiring, sent back, far away."""
    manager, creator = world.person("Mara"), world.person("Jonas")
    set_up(world, manager, ignores_repeats=True)
    for handle, wrong in (
        ("@them", {"Signing secret": OTHER_SECRET}),
        ("@away", {"Webhook address": f"{world.playground.origin}/square/hook/away/"}),
    ):
        manager.types("/allstar setup").fills(square_account(world, handle) | wrong).submits().closes()
    world.answers("lost", times=1)
    world.refused_on_purpose = True  # the square refuses what is signed with another secret
    for text, day, clock in (
        ("Lost at first", "Tue", "10:00"),
        ("Half", "Wed", "11:00"),
        ("Never answered", "Thu", "12:00"),
        ("Sent back", "Fri", "09:00"),
        ("Fine", "Fri", "16:00"),
    ):
        drafts_for(creator, text, day, clock, both=text == "Half")
    creator.types("/draft Far away").fills({"Day": world.today().replace(year=world.today().year + 1)})
    creator.fills({"Accounts": ["Bluesky @us"], "Time": "09:00"}).submits()
    for text in ("Lost at first", "Half", "Fine", "Far away"):
        manager.presses("Approve", on=text)
    manager.presses("Request changes", on="Sent back").fills({"What should change?": "All"}).submits()
    world.settle_fully()


def drafts_for(creator: Person, text: str, day: str, clock: str, *, both: bool) -> None:
    accounts = ["Bluesky @us", "Bluesky @them", "Bluesky @away"] if both else ["Bluesky @us"]
    creator.types("/draft").fills({"Text": text, "Day": day, "Time": clock, "Accounts": accounts}).submits()


def rows_of(world: TogetherWorld) -> list[str]:
    """Give every row of every table, without what is the machine's or chance."""
    found = []
    with world.rows() as session:
        for table in SQLModel.metadata.sorted_tables:
            columns = [one for one in table.columns if one.name not in MACHINE_TIME | SLACKS_OWN]
            for row in session.execute(select(*columns).order_by(*table.primary_key.columns)):
                values = {column.name: steady(value) for column, value in zip(columns, row, strict=True)}
                found.append(f"{table.name} {values}")
    return found


def steady(value: object) -> str:
    text = value.isoformat() if isinstance(value, datetime) else json.dumps(value, sort_keys=True, default=str)
    return SECONDS.sub(r"\1", BY_CHANCE.sub("…", text))


def seen_by(world: TogetherWorld, name: str) -> list[str]:
    return [BY_CHANCE.sub("…", message.text) for message in world.person(name).looks().messages]


def test_a_week_in_one_step_and_seven_days_one_by_one_leave_the_same_rows(worlds: Worlds) -> None:
    with worlds() as world:
        at_work(world)
        before = rows_of(world)
        world.time("+7 days")
        world.settle_fully()
        at_once, screen, square = (
            rows_of(world),
            seen_by(world, "Mara"),
            [(post.text, post.repeats) for post in world.square()],
        )
    with worlds() as world:
        at_work(world)
        assert rows_of(world) == before
        for _ in range(7):
            world.time("+1 day")
        world.settle_fully()
        assert rows_of(world) == at_once
        assert seen_by(world, "Mara") == screen
    assert at_once != before
    assert square == [("Lost at first", 1), ("Half", 0), ("Fine", 0)]
    assert all(any(f'"{state}"' in row for row in at_once) for state in STATES)
