"""The bot is killed (SIGKILL) and started again between any two steps: nothing is lost, nothing is doubled."""

from collections.abc import Callable

import pytest

from tests.world.person import Person
from tests.world.teams import set_up, square_account
from tests.world.wire import WireWorld

pytestmark = pytest.mark.wire

TEXT = "Weekend!"
CLAIM_ENDS = 75.0
"""Seconds: a claim's lease of a minute, and the look after it."""


class Line:
    """The steps of the thin line; each is what a person does, or time that passes."""

    def __init__(self, world: WireWorld, creator: Person, manager: Person) -> None:
        self.world, self.creator, self.manager = world, creator, manager

    def steps(self) -> list[Callable[[], object]]:
        creator, manager = self.creator, self.manager
        return [
            lambda: creator.types(f"/draft {TEXT}"),
            lambda: creator.fills({"Day": "Fri", "Time": "16:00"}).submits(),
            lambda: manager.presses("Request changes", on=TEXT),
            lambda: manager.fills({"What should change?": "Earlier"}).submits(),
            lambda: creator.presses("Edit", on=TEXT),
            lambda: creator.fills({"Time": "15:00"}).submits(),
            lambda: manager.presses("Approve", on=TEXT),
            lambda: self.world.time("Fri 15:00"),
        ]


NAMES = ["command", "draft", "press", "reason", "edit", "edited", "approve", "out"]


@pytest.fixture
def line(world: WireWorld, creator: Person, manager: Person, team: None) -> Line:  # noqa: ARG001 - the team is set up
    return Line(world, creator, manager)


def expect_the_end(line: Line) -> None:
    """One post on the square, one card in each place, saying so."""
    world = line.world
    assert [(post.text, post.repeats) for post in world.square()] == [(TEXT, 0)]
    for person, place in (
        (line.creator, "social-team"),
        (line.creator, line.creator.dm),
        (line.manager, line.manager.dm),
    ):
        person.message(f"15:00 (Europe/Berlin) · by jonas\n{TEXT}", in_=place)
        person.sees("✅ Published", on=person.message(f"by jonas\n{TEXT}", in_=place))


@pytest.mark.parametrize("killed_after", range(len(NAMES)), ids=NAMES)
def test_killed_between_two_steps(line: Line, killed_after: int) -> None:
    for number, step in enumerate(line.steps()):
        step()
        if number == killed_after:
            line.world.settle()
            line.world.kill()
            line.world.restart()
    expect_the_end(line)
