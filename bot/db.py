"""Engine and sessions for SQLite and PostgreSQL, and the one column type for time.

SQLite starts no transaction for a SELECT by default, which lets two approvers both win; so
every writer here begins IMMEDIATE and waits its turn in the order it asked.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import DateTime, Engine, Insert, TypeDecorator, Update, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Dialect, make_url
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, SQLModel

from bot.errors import Refused

HANDLER_PATIENCE = 2.5
JOB_PATIENCE = 10.0
OWED = "owed"
LOCK_NOT_AVAILABLE = "55P03"
"""PostgreSQL's code (appendix A of its manual)."""


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware on the way in, aware and in UTC on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse what has no zone: it would be a guess."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"a naive datetime reached the database: {value!r}"
            raise ValueError(message)
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Give every value its zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Turns:
    """A lock that serves threads in the order they asked; `threading.Lock` does not."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._taken = False

    @contextmanager
    def turn(self, patience: float) -> Iterator[None]:
        """Hold the lock; `Refused` after `patience` seconds of waiting."""
        mine = threading.Event()
        with self._guard:
            if self._taken:
                self._waiting.append(mine)
            else:
                self._taken = True
                mine.set()
        if not mine.wait(patience) and not self._leave(mine):
            raise busy()
        try:
            yield
        finally:
            self._pass_on()

    def _leave(self, mine: threading.Event) -> bool:
        """Stop waiting; True if the turn came in that very moment."""
        with self._guard:
            if mine.is_set():
                return True
            self._waiting.remove(mine)
            return False

    def _pass_on(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False


class Db:
    """Sessions on one database. `begin` writes, `read` only reads; neither is held over a network call."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = create_db_engine(url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._writer = self.engine.execution_options(allstar_begin="BEGIN IMMEDIATE")
        self._turns = Turns()
        self.when_owed: Callable[[], None] = lambda: None
        """Called after a transaction that left something to be sent (`owe`)."""

    @contextmanager
    def begin(self, patience: float = HANDLER_PATIENCE) -> Iterator[Session]:
        """One short writing transaction: committed at the end, rolled back on an exception."""
        with self._begin(patience) as session:
            yield session
        if session.info.get(OWED):
            self.when_owed()

    @contextmanager
    def _begin(self, patience: float) -> Iterator[Session]:
        if not self.is_sqlite:
            with _patiently(), Session(self.engine, expire_on_commit=False) as session, session.begin():
                session.execute(text(f"SET LOCAL lock_timeout = {int(patience * 1000)}"))
                yield session
            return
        with (
            self._turns.turn(patience),
            Session(self._writer, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """One consistent look; what is changed in it is not kept."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def owe(session: Session) -> None:
    """Say that this transaction leaves something to be sent as soon as it is committed."""
    session.info[OWED] = True


def busy() -> Refused:
    """Say that others were served first for too long."""
    return Refused("Allstar is very busy right now. Nothing was changed: please try again.")


@contextmanager
def _patiently() -> Iterator[None]:
    """Tell who waited too long for a row of PostgreSQL's what SQLite's waiting writers are told."""
    try:
        yield
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) == LOCK_NOT_AVAILABLE:
            raise busy() from error
        raise


def run(session: Session, statement: Insert | Update, values: Mapping[str, Any]) -> int:
    """Run an insert or update that was built once, and give how many rows it changed.

    It goes past the unit of work, which no press has time for; objects in the session stay as they were.
    """
    session.flush()
    return session.connection().execute(statement, values).rowcount


def add_if_absent(session: Session, row: SQLModel) -> bool:
    """Insert a row unless its unique columns are taken; False if they were, even by a moment."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    values = row.model_dump(exclude={"id"})
    table = row.__table__  # type: ignore[attr-defined] # SQLModel's tables have one
    statement = insert(table).values(values).on_conflict_do_nothing().returning(*table.primary_key)
    return session.execute(statement).first() is not None


def sqlite_path(url: str) -> Path | None:
    """The file behind a SQLite URL, or None for another database."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return None
    return Path(parsed.database)


def create_db_engine(url: str) -> Engine:
    """The engine for `url`, with everything set that our promises need."""
    path = sqlite_path(url)
    if path is None:
        return create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=20)
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, pool_size=10, max_overflow=20)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own object
    connection.isolation_level = None  # we send BEGIN ourselves
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={int(JOB_PATIENCE * 1000)}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("allstar_begin", "BEGIN"))
