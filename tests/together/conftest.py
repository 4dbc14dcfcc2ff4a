"""A world with the bot in the test's process, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.db import Db
from tests.world.fixtures import *  # noqa: F403 - fixtures are found by their names
from tests.world.together import TogetherWorld


@pytest.fixture
def world(db: Db, tmp_path: Path) -> Iterator[TogetherWorld]:
    world = TogetherWorld(tmp_path / "world", db)
    yield world
    world.stop()
