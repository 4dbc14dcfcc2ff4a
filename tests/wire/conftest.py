"""A world with `python -m bot run` as a child, over Socket Mode on both databases unless a test says otherwise."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.playground.delivery import Transport
from tests.world.fixtures import *  # noqa: F403 - fixtures are found by their names
from tests.world.wire import WireWorld


@pytest.fixture
def transport() -> Transport:
    return "socket_mode"


@pytest.fixture
def world(database_url: str, tmp_path: Path, transport: Transport) -> Iterator[WireWorld]:
    world = WireWorld(tmp_path / "world", database_url, transport)
    yield world
    world.stop()
