"""Every test that asks for `db` or `database_url` runs on SQLite and on PostgreSQL."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bot.db import Db
from bot.migrations import upgrade
from tests import databases

settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")
"""A busy machine is no defect of what is tested."""


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    if databases.postgres_answers():
        databases.drop_orphans()
    elif os.environ.get("CI") == "true":
        raise pytest.UsageError(f"{databases.absent()} CI runs both halves.")


SLOWEST_FIRST = ("tests/wire", "tests/browser", "tests/chaos", "tests/together", "")
"""So that at the end nobody waits for the last one."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: next(n for n, where in enumerate(SLOWEST_FIRST) if item.nodeid.startswith(where)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not databases.postgres_answers():
        terminalreporter.write_line(databases.absent(), yellow=True, bold=True)


@pytest.fixture(params=databases.KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    """`sqlite` or `postgresql`; whatever depends on it runs on both."""
    if request.param == "postgresql" and not databases.postgres_answers():
        pytest.skip(databases.absent())
    return str(request.param)


@pytest.fixture
def database_url(database_kind: str, tmp_path: Path) -> Iterator[str]:
    """An empty database without tables, for programs that migrate by themselves."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path}/allstar.db"
    else:
        with databases.fresh_schema() as url:
            yield url


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables and no rows, to be copied."""
    folder = tmp_path_factory.mktemp("migrated")
    db = Db(f"sqlite:///{folder}/allstar.db")
    upgrade(db, folder)
    db.close()
    return folder / "allstar.db"


@pytest.fixture(scope="session")
def migrated_schema() -> Iterator[Db]:
    """This worker's PostgreSQL schema with all tables."""
    with ExitStack() as stack:
        db = Db(stack.enter_context(databases.fresh_schema()))
        stack.callback(db.close)
        upgrade(db, Path())
        yield db


@pytest.fixture
def db(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Db]:
    """An empty database with all tables."""
    if database_kind == "sqlite":
        path = shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "allstar.db")
        database = Db(f"sqlite:///{path}")
        yield database
        database.close()
    else:
        database = request.getfixturevalue("migrated_schema")
        with database.engine.begin() as connection:
            databases.empty(connection)
        yield database
