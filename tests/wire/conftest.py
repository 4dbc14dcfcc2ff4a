"""A world with `python -m bot run` as a child, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.world.fixtures import *  # noqa: F403 - fixtures are found by their names
from tests.world.wire import WireWorld


@pytest.fixture
def world(database_url: str, tmp_path: Path) -> Iterator[WireWorld]:
    world = WireWorld(tmp_path / "world", database_url)
    yield world
    world.stop()
