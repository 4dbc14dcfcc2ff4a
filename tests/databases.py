"""Databases for tests: a SQLite file, or a schema of its own on the PostgreSQL of TEST_DATABASE_URL."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from sqlalchemy import Connection, create_engine, delete, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlmodel import SQLModel

KINDS = ("sqlite", "postgresql")
POSTGRES_URL = os.environ.get("TEST_DATABASE_URL", "postgresql+psycopg://127.0.0.1:5432/test")
PREFIX = "allstar_test_"
COUNT_ANEW = """
    SELECT setval(oid, 1, false) FROM pg_class
    WHERE relkind = 'S' AND relnamespace = current_schema()::regnamespace
"""


@cache
def postgres_answers() -> bool:
    """Whether there is a PostgreSQL to test on."""
    try:
        with _administration():
            return True
    except OperationalError:
        return False


def absent() -> str:
    """One line that says which half of the suite does not run."""
    address = make_url(POSTGRES_URL).render_as_string()
    return f"No PostgreSQL answers at {address} (TEST_DATABASE_URL): the PostgreSQL half of the suite is skipped."


@contextmanager
def fresh_schema() -> Iterator[str]:
    """The URL of an empty schema, dropped in the end."""
    name = f"{PREFIX}{os.getpid()}_{secrets.token_hex(4)}"
    with _administration() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    url = make_url(POSTGRES_URL).update_query_dict({"options": f"-csearch_path={name}"})
    try:
        yield url.render_as_string(hide_password=False)
    finally:
        with _administration() as connection:
            connection.execute(text(f"DROP SCHEMA {name} CASCADE"))


def drop_orphans() -> None:
    """Drop schemas that a killed test run left behind."""
    with _administration() as connection:
        names = connection.execute(
            text("SELECT nspname FROM pg_namespace WHERE nspname LIKE :pattern"), {"pattern": f"{PREFIX}%"}
        ).scalars()
        for name in names.all():
            if not _is_alive(int(name.removeprefix(PREFIX).split("_")[0])):
                connection.execute(text(f"DROP SCHEMA IF EXISTS {name} CASCADE"))


def empty(connection: Connection) -> None:
    """Take every row out of a PostgreSQL schema and count ids from 1 again."""
    deletes = [str(delete(table)) for table in reversed(SQLModel.metadata.sorted_tables)]
    connection.exec_driver_sql("; ".join([*deletes, COUNT_ANEW]))


@contextmanager
def _administration() -> Iterator[Connection]:
    engine = create_engine(POSTGRES_URL, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 2})
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
