"""Bring a database to the newest tables: all or nothing, one process at a time, never without a copy.

On SQLite Alembic rebuilds a table to change it, and with foreign keys on that deletes the rows
that point at it: they are switched off before BEGIN and checked before COMMIT.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.script.revision import ResolutionError
from alembic.util import CommandError
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.db import Db, sqlite_path
from bot.errors import Refused

SCRIPTS = Path(__file__).parent
BACKUPS_KEPT = 10
LOCK_SPACE = 0x416C6C53
"""First half of the PostgreSQL advisory lock's key; the schema's name gives the second."""


def head(scripts: Path = SCRIPTS) -> str:
    """The revision that this code needs."""
    newest = ScriptDirectory.from_config(config_for(scripts)).get_current_head()
    if newest is None:
        message = f"no revision in {scripts}"
        raise LookupError(message)
    return newest


def current(db: Db) -> str | None:
    """The revision that the database has; None for an empty one. `Refused` if it cannot be reached."""
    try:
        with db.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    except (DBAPIError, sqlite3.Error) as error:
        raise Refused(
            "The database cannot be used: check that it runs and that DATABASE_URL is right (%(why)s).",
            why=_reason(error),
        ) from error


def upgrade(db: Db, backup_dir: Path, scripts: Path = SCRIPTS) -> None:
    """Bring `db` to `head` in one transaction; a SQLite file that holds something is copied before.

    `Refused` if the database was written by a newer Allstar or somebody else is using its tables.
    """
    has, needs = current(db), head(scripts)
    if has == needs:
        return
    _check_known(has, scripts)
    path = sqlite_path(db.url)
    if path is not None and has is not None:
        back_up(path, backup_dir, has)
    try:
        with _alone(db) as connection:
            config = config_for(scripts)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except OperationalError as error:
        raise Refused(
            "The tables could not be brought up to date, and nothing was changed: stop whatever else uses the"
            " database and start again (%(why)s).",
            why=_reason(error),
        ) from error


def back_up(path: Path, backup_dir: Path, label: str) -> Path:
    """Copy the SQLite file at `path` as one consistent whole; the last ten copies are kept."""
    backup_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    copy = backup_dir / f"{path.stem}-{stamp}-{label}.db"
    unfinished = copy.with_suffix(".part")
    unfinished.touch(mode=0o600)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(unfinished)) as target:
        source.backup(target)
    unfinished.rename(copy)
    for old in sorted(backup_dir.glob(f"{path.stem}-*.db"))[:-BACKUPS_KEPT]:
        old.unlink()
    return copy


def config_for(scripts: Path) -> Config:
    """Alembic's settings; the connection goes into `attributes`."""
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    return config


def _reason(error: Exception) -> str:
    original = getattr(error, "orig", None) or error
    return str(original).strip().splitlines()[0]


def _check_known(has: str | None, scripts: Path) -> None:
    if has is None:
        return
    try:
        ScriptDirectory.from_config(config_for(scripts)).get_revision(has)
    except (CommandError, ResolutionError):
        raise Refused(
            "The database was written by a newer Allstar (its tables are at %(has)s): start that version, or go"
            " back to a backup.",
            has=has,
        ) from None


@contextmanager
def _alone(db: Db) -> Iterator[Connection]:
    """One writing transaction that no other migrating process shares."""
    with db.engine.connect() as plain:
        connection = plain.execution_options(allstar_begin="BEGIN IMMEDIATE")
        if db.is_sqlite:
            connection.detach()  # a connection without foreign keys must not go back to the pool
            connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
        with connection.begin():
            if not db.is_sqlite:
                _take_postgresql_lock(connection)
            yield connection
            if db.is_sqlite:
                _check_foreign_keys(connection)


def _take_postgresql_lock(connection: Connection) -> None:
    connection.execute(text("SET LOCAL lock_timeout = '60s'"))
    connection.execute(text("SELECT pg_advisory_xact_lock(:space, hashtext(current_schema()))"), {"space": LOCK_SPACE})
    connection.execute(text("SET LOCAL lock_timeout = '5s'"))


def _check_foreign_keys(connection: Connection) -> None:
    broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    if broken:
        message = f"rows point at nothing after the upgrade, so it was undone: {broken[:5]}"
        raise ValueError(message)
