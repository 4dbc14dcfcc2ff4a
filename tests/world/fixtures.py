"""Fixtures for tests of both kinds: the world, and its six people by what they do."""

from collections.abc import Iterator

import pytest

from tests.world.person import Person
from tests.world.teams import set_up
from tests.world.world import World

__all__ = ["analyst", "community", "creator", "good_conduct", "intern", "manager", "paid", "team"]


@pytest.fixture
def manager(world: World) -> Person:
    """Mara, social media manager and workspace admin."""
    return world.person("Mara Lindt")


@pytest.fixture
def creator(world: World) -> Person:
    """Jonas, content creator."""
    return world.person("Jonas Weber")


@pytest.fixture
def analyst(world: World) -> Person:
    """Aiko, data analyst, in Tokyo."""
    return world.person("Aiko Tanaka")


@pytest.fixture
def community(world: World) -> Person:
    """Camille, community manager, who speaks French."""
    return world.person("Camille Laurent")


@pytest.fixture
def paid(world: World) -> Person:
    """Tom, paid media specialist, in New York."""
    return world.person("Tom Brandt")


@pytest.fixture
def intern(world: World) -> Person:
    """Noor, a guest."""
    return world.person("Noor Visser")


@pytest.fixture
def team(world: World, manager: Person) -> None:
    """The team of #social-team: two people must agree, Mara approves, @us goes out to the public square."""
    set_up(world, manager)


@pytest.fixture(autouse=True)
def good_conduct(world: World) -> Iterator[None]:
    """In the end of every test: nothing that the bot sent was refused, or was not as we want it."""
    yield
    world.settle()
    assert world.misconduct() == [], world.log()
