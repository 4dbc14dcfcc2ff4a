"""A world with the bot in the test's process, on both databases."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.db import Db
from tests.world.fixtures import *  # noqa: F403 - fixtures are found by their names
from tests.world.together import TogetherWorld


@pytest.fixture(scope="session")
def endings() -> Iterator[list[threading.Thread]]:
    """Worlds that are ending: a Socket Mode client takes its time, and the next test need not wait for it."""
    threads: list[threading.Thread] = []
    yield threads
    for thread in threads:
        thread.join()


@pytest.fixture
def world(db: Db, tmp_path: Path, endings: list[threading.Thread]) -> Iterator[TogetherWorld]:
    world = TogetherWorld(tmp_path / "world", db)
    yield world
    ending = threading.Thread(target=world.stop)
    ending.start()
    endings.append(ending)
