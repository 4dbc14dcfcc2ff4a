"""The bot is killed (SIGKILL) and started again: nothing is lost, nothing is doubled."""

from collections.abc import Callable

import pytest

from tests.world.person import Person
from tests.world.teams import drafts
from tests.world.wire import EITHER_WAY, WireWorld

pytestmark = [pytest.mark.wire, pytest.mark.usefixtures("team")]

TEXT = "Weekend!"
CLAIM_ENDS = 90.0
"""Seconds: longer than the lease of whatever was under way when the bot was killed."""


def the_thin_line(world: WireWorld, creator: Person, manager: Person) -> list[Callable[[], object]]:
    """Give its steps: what people do, and time that passes."""
    return [
        lambda: creator.types(f"/draft {TEXT}"),
        lambda: creator.fills({"Day": "Fri", "Time": "16:00"}).submits(),
        lambda: manager.presses("Request changes", on=TEXT),
        lambda: manager.fills({"What should change?": "Earlier"}).submits(),
        lambda: creator.presses("Edit", on=TEXT),
        lambda: creator.fills({"Time": "15:00"}).submits(),
        lambda: manager.presses("Approve", on=TEXT),
        lambda: world.time("Fri 15:00"),
    ]


@EITHER_WAY
def test_killed_between_any_two_steps(world: WireWorld, creator: Person, manager: Person) -> None:
    for step in the_thin_line(world, creator, manager):
        step()
        world.settle()
        world.kill()
        world.restart()
    assert [(post.text, post.repeats) for post in world.square()] == [(TEXT, 0)]
    for person, place in ((creator, "social-team"), (creator, creator.dm), (manager, manager.dm)):
        card = person.message(f"15:00 (Europe/Berlin) · by jonas\n{TEXT}", in_=place)
        assert "✅ Published" in card.text


@EITHER_WAY
def test_what_people_do_while_the_bot_is_down_fails_visibly_and_works_afterwards(
    world: WireWorld, creator: Person, manager: Person
) -> None:
    drafts(creator, TEXT)
    world.settle()
    world.refused_on_purpose = True  # what people do while nobody answers
    world.kill()
    manager.presses("Approve", on=TEXT).sees("did not work: the app is not connected")
    creator.types("/draft More").sees("/draft did not work: the app is not connected")
    world.restart()
    manager.presses("Approve", on=TEXT).sees("✅ Published", on=TEXT)
    assert len(world.square()) == 1


def test_a_post_whose_time_came_while_the_bot_was_down_goes_out_late_and_once(
    world: WireWorld, creator: Person, manager: Person
) -> None:
    drafts(creator, TEXT, day="Fri", clock="16:00")
    manager.presses("Approve", on=TEXT)
    world.time("Fri 15:59")
    world.kill()
    world.clock_jumps("Fri 16:05")
    world.restart()
    manager.sees("✅ Published", on=TEXT)
    assert [(post.text, post.repeats) for post in world.square()] == [(TEXT, 0)]


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_killed_in_the_middle_of_sending(world: WireWorld, creator: Person, manager: Person) -> None:
    """A post is with the receiver and a card with Slack when the bot dies; neither answer was heard."""
    drafts(creator, TEXT)
    creator.types("/draft").fills({"Text": "More"})
    world.answers("slow", times=1)
    world.fault("slow", method="chat.postMessage", times=1)
    manager.presses("Approve", on=TEXT)
    world.until("the post is with the receiver", lambda: bool(world.square_now()))
    creator.submits(at_once=True)
    world.until("a card is with Slack", lambda: not world.control.get("world")["faults"])
    world.kill()
    world.restart()
    manager.sees("🔴 Needs a person", on=TEXT, within=CLAIM_ENDS)
    manager.sees("Allstar was interrupted while sending it.", on=TEXT)
    world.settle_fully(CLAIM_ENDS)
    assert [(post.text, post.repeats) for post in world.square()] == [(TEXT, 0)]
    assert len(creator.messages("by jonas\nMore", in_="social-team")) == 1
    assert len(manager.messages("by jonas\nMore", in_=manager.dm)) == 1
