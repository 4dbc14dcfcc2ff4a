from sqlmodel import select

from bot.db import Db
from bot.models import Workspace


def add_workspace(db: Db) -> None:
    with db.begin() as session:
        session.add(Workspace(workspace_id="T1", name="Acme", bot_user_id="U1", bot_id="B1"))


def test_a_test_finds_every_table_empty(db: Db) -> None:
    with db.read() as session:
        assert session.exec(select(Workspace)).all() == []
    add_workspace(db)


def test_and_so_does_the_next_one(db: Db) -> None:
    test_a_test_finds_every_table_empty(db)
