import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import CheckConstraint, inspect, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from bot.db import Db
from bot.errors import Refused
from bot.migrations import BACKUPS_KEPT, SCRIPTS, back_up, current, head, upgrade
from bot.migrations.__main__ import draft

REVISION = """
import os
import signal

import sqlalchemy as sa
from alembic import op

revision = "9000"
down_revision = "{before}"


def upgrade() -> None:
{body}
"""
HALF_WAY = """
    op.create_table("half", sa.Column("id", sa.Integer(), primary_key=True))
    op.execute("UPDATE workspace SET name = 'half way'")
"""
KILLED = HALF_WAY + "    os.kill(os.getpid(), signal.SIGKILL)\n"
FAILING = HALF_WAY + "    op.drop_table('nowhere')\n"
REBUILT = """
    with op.batch_alter_table("person") as person:
        person.alter_column("name", new_column_name="full_name")
"""
DANGLING = """
    op.execute("DELETE FROM workspace")
"""

A_PERSON = """
    INSERT INTO person
        (workspace_id, user_id, name, zone, locale, is_admin, is_guest, is_bot, is_deleted, is_stranger,
         working_days, works_from, works_until, weekly_hours, days_off, refreshed_at)
    VALUES
        ('T1', 'U2', 'Mara', 'UTC', 'en', false, false, false, false, false,
         '12345', '09:00', '17:00', 40, '[]', '2026-11-23 00:00:00')
"""

UPGRADE = """
import sys
from pathlib import Path
from bot.db import Db
from bot.migrations import upgrade
upgrade(Db(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
"""


@pytest.fixture
def old(database_url: str) -> Iterator[Db]:
    """A database at today's revision, with a workspace and a person in it."""
    db = Db(database_url)
    upgrade(db, Path())
    with db.engine.begin() as connection:
        connection.execute(text("INSERT INTO workspace VALUES ('T1', 'Acme', 'U1', 'B1', 0)"))
        connection.execute(text(A_PERSON))
    yield db
    db.close()


def scripts(folder: Path, body: str) -> Path:
    """Our revisions and one more."""
    copy = folder / "scripts"
    shutil.copytree(SCRIPTS, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "versions" / "9000_next.py").write_text(REVISION.format(before=head(), body=body))
    return copy


def facts(db: Db) -> tuple[str | None, bool, list[str], int]:
    with db.engine.connect() as connection:
        names = list(connection.execute(text("SELECT name FROM workspace")).scalars())
        people = connection.execute(text("SELECT count(*) FROM person")).scalar_one()
    return current(db), "half" in inspect(db.engine).get_table_names(), names, people


def test_the_revisions_make_exactly_the_tables_of_the_models(db: Db) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, SQLModel.metadata) == []
    assert current(db) == head()


def test_every_enum_is_held_by_a_check_in_the_database(db: Db) -> None:
    for table in SQLModel.metadata.sorted_tables:
        wanted = {str(c.name) for c in table.constraints if isinstance(c, CheckConstraint)}
        found = {str(check["name"]) for check in inspect(db.engine).get_check_constraints(table.name)}
        assert found == wanted, table.name


def test_a_check_allows_what_the_model_allows_and_nothing_else(db: Db) -> None:
    """The CHECK of the database and the enum of the model list the same values."""
    for table in SQLModel.metadata.sorted_tables:
        in_database = {str(c["name"]): c["sqltext"] for c in inspect(db.engine).get_check_constraints(table.name)}
        for constraint in table.constraints:
            if isinstance(constraint, CheckConstraint):
                values = constraint.sqltext.right.value
                quoted = {part.split("'")[0] for part in in_database[str(constraint.name)].split("'")[1::2]}
                assert quoted == set(values), constraint.name


def test_an_unknown_state_is_refused_by_the_database_itself(old: Db) -> None:
    with pytest.raises(IntegrityError), old.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO team (workspace_id, channel_id, name, zone, language, country, policy, created_at)"
                " VALUES ('T1', 'C1', 'Social', 'UTC', 'en', 'DE', 'nonsense', '2026-11-23 00:00:00')"
            )
        )


def test_an_upgrade_of_the_newest_tables_does_nothing(old: Db, tmp_path: Path) -> None:
    upgrade(old, tmp_path / "backups")
    assert not (tmp_path / "backups").exists()
    assert facts(old) == (head(), False, ["Acme"], 1)


def test_an_upgrade_is_whole(old: Db, tmp_path: Path) -> None:
    upgrade(old, tmp_path / "backups", scripts(tmp_path, HALF_WAY))
    assert facts(old) == ("9000", True, ["half way"], 1)


def test_an_upgrade_that_fails_changes_nothing(old: Db, tmp_path: Path) -> None:
    with pytest.raises(Exception, match="nowhere"):
        upgrade(old, tmp_path / "backups", scripts(tmp_path, FAILING))
    assert facts(old) == (head(), False, ["Acme"], 1)


def test_an_upgrade_that_is_killed_changes_nothing_and_can_be_done_again(old: Db, tmp_path: Path) -> None:
    killed = scripts(tmp_path / "killed", KILLED)
    command = [sys.executable, "-c", UPGRADE, old.url, str(tmp_path / "backups"), str(killed)]
    assert subprocess.run(command, check=False).returncode == -9
    assert facts(old) == (head(), False, ["Acme"], 1)
    upgrade(old, tmp_path / "backups", scripts(tmp_path / "whole", HALF_WAY))
    assert facts(old) == ("9000", True, ["half way"], 1)


def test_a_rebuilt_table_keeps_the_rows_that_point_at_it(old: Db, tmp_path: Path) -> None:
    with old.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO card (workspace_id, subject, subject_id, address, person_id)"
                " VALUES ('T1', 'post', 1, 'C1', 1)"
            )
        )
    upgrade(old, tmp_path / "backups", scripts(tmp_path, REBUILT))
    with old.engine.connect() as connection:
        assert connection.execute(text("SELECT full_name FROM person")).scalars().all() == ["Mara"]
        assert connection.execute(text("SELECT count(*) FROM card WHERE person_id = 1")).scalar_one() == 1


def test_an_upgrade_that_leaves_rows_pointing_at_nothing_is_undone(old: Db, tmp_path: Path) -> None:
    with pytest.raises((ValueError, IntegrityError)):
        upgrade(old, tmp_path / "backups", scripts(tmp_path, DANGLING))
    assert facts(old) == (head(), False, ["Acme"], 1)


def test_foreign_keys_hold_again_after_an_upgrade(old: Db, tmp_path: Path) -> None:
    upgrade(old, tmp_path / "backups", scripts(tmp_path, HALF_WAY))
    with pytest.raises(IntegrityError), old.engine.begin() as connection:
        connection.execute(text("DELETE FROM workspace"))


def test_tables_of_a_newer_allstar_are_left_alone(old: Db, tmp_path: Path) -> None:
    upgrade(old, tmp_path / "backups", scripts(tmp_path, HALF_WAY))
    with pytest.raises(Refused, match="written by a newer Allstar \\(its tables are at 9000\\)"):
        upgrade(old, tmp_path / "backups")


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)  # SQLite has one process, see bot.single
def test_several_processes_that_upgrade_at_once_do_it_once(database_url: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", UPGRADE, database_url, str(tmp_path), str(SCRIPTS)]
    processes = [subprocess.Popen(command) for _ in range(4)]
    assert [process.wait(90) for process in processes] == [0, 0, 0, 0]
    db = Db(database_url)
    assert current(db) == head()
    db.close()


def test_a_sqlite_file_is_copied_before_its_tables_change(tmp_path: Path, migrated_file: Path) -> None:
    path = Path(shutil.copy(migrated_file, tmp_path / "allstar.db"))
    db = Db(f"sqlite:///{path}")
    with db.engine.begin() as connection:
        connection.execute(text("INSERT INTO workspace VALUES ('T1', 'Acme', 'U1', 'B1', 0)"))
    upgrade(db, tmp_path / "backups", scripts(tmp_path, HALF_WAY))
    db.close()
    (copy,) = (tmp_path / "backups").iterdir()
    with closing(sqlite3.connect(copy)) as before:
        assert before.execute("SELECT name FROM workspace").fetchall() == [("Acme",)]
        assert before.execute("SELECT version_num FROM alembic_version").fetchall() == [(head(),)]
        assert before.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert copy.stat().st_mode & 0o077 == 0


def test_a_new_file_needs_no_copy(tmp_path: Path) -> None:
    db = Db(f"sqlite:///{tmp_path}/allstar.db")
    upgrade(db, tmp_path / "backups")
    db.close()
    assert not (tmp_path / "backups").exists()


def test_the_last_ten_copies_are_kept(tmp_path: Path, migrated_file: Path) -> None:
    copies = [back_up(migrated_file, tmp_path / "backups", "0001") for _ in range(BACKUPS_KEPT + 3)]
    assert sorted((tmp_path / "backups").iterdir()) == copies[-BACKUPS_KEPT:]


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_tables_that_somebody_holds_stop_the_upgrade_with_a_sentence(old: Db, tmp_path: Path) -> None:
    with old.engine.begin() as holder:
        holder.execute(text("LOCK TABLE workspace"))
        with pytest.raises(Refused, match="nothing was changed: stop whatever else uses the database"):
            upgrade(old, tmp_path / "backups", scripts(tmp_path, HALF_WAY))
    assert facts(old) == (head(), False, ["Acme"], 1)


def test_a_draft_of_the_next_revision_holds_what_the_models_say_and_the_tables_do_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "scripts"
    shutil.copytree(SCRIPTS, copy, ignore=shutil.ignore_patterns("__pycache__"))
    first = next((copy / "versions").glob("0001_*.py"))
    first.write_text("".join(line for line in first.read_text().splitlines(keepends=True) if "lease_until" not in line))
    draft("lease deliveries", copy)
    capsys.readouterr()
    (drafted,) = (copy / "versions").glob("*_lease_deliveries.py")
    assert 'add_column(sa.Column("lease_until", sa.DateTime(timezone=True)' in drafted.read_text().replace("'", '"')
    db = Db(f"sqlite:///{tmp_path}/allstar.db")
    upgrade(db, tmp_path, copy)
    assert current(db) == drafted.name[:4] > head()
    db.close()
