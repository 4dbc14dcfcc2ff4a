"""Slack asks the bot to connect anew, as it does every hour: no press is lost, and none is doubled."""

import pytest

from tests.world.person import Person
from tests.world.teams import drafts
from tests.world.world import World

pytestmark = pytest.mark.usefixtures("team")

TEXTS = ("One", "Two", "Three", "Four")


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_press_in_the_middle_of_a_refresh_counts_once(world: World, creator: Person, manager: Person) -> None:
    for text in TEXTS:
        drafts(creator, text)
    for text in TEXTS:
        world.fault("refresh")
        manager.presses("Approve", on=text)
    world.settle()
    assert sorted((post.text, post.repeats) for post in world.square()) == sorted((text, 0) for text in TEXTS)
    assert "did not work" not in str(world.control.get("view", **{"as": manager.id})["notice"])
    assert world.control.get("world")["bot"]["connected"] is True
