"""Who people are: learnt once, kept fresh by events, and never more than they may."""

import pytest

from tests.world.person import HOME, Person
from tests.world.teams import drafts
from tests.world.together import TogetherWorld
from tests.world.world import World

pytestmark = pytest.mark.usefixtures("team")

NOT_OPEN = "Allstar works for full members of this workspace only, so this is not open to you."


def test_a_guest_can_do_nothing(world: World, creator: Person, intern: Person) -> None:
    drafts(creator, "Fresh bread")
    for command in ("/draft Mine", "/approve", "/allstar setup", "/allstar help"):
        intern.types(command).sees(NOT_OPEN)
    for label in ("Approve", "Request changes", "Edit"):
        intern.presses(label, on="Fresh bread").sees(NOT_OPEN)
    assert intern.looks().modals == ()
    intern.opens_home().does_not_see("Fresh bread", on=HOME)
    assert world.square() == []


def test_somebody_who_was_deactivated_can_do_nothing(world: World, creator: Person, manager: Person) -> None:
    drafts(creator, "Fresh bread")
    world.refused_on_purpose = True  # nobody can write to them any more, the bot finds out by trying
    world.changes(manager, deleted=True)
    manager.presses("Approve", on="Fresh bread", force=True)
    assert world.square() == []
    creator.sees("In review", on="Fresh bread")


def test_somebody_of_another_workspace_can_do_nothing(world: World, creator: Person) -> None:
    drafts(creator, "Fresh bread")
    stranger = world.add_person("Stella Stranger", team_id="TELSEWHERE")
    stranger.types("/draft Mine")
    stranger.presses("Approve", on="Fresh bread")
    stranger.presses("Edit", on="Fresh bread")
    assert stranger.looks().modals == ()
    assert world.square() == []
    assert not creator.messages("Mine")


def test_a_bot_can_do_nothing(world: World, creator: Person) -> None:
    drafts(creator, "Fresh bread")
    robot = world.add_person("Robbie Robot", is_bot=True)
    robot.presses("Approve", on="Fresh bread", force=True)
    assert world.square() == []


def test_an_approver_who_became_a_guest_no_longer_approves(world: World, creator: Person, manager: Person) -> None:
    drafts(creator, "Fresh bread")
    world.changes(manager, is_guest=True)
    manager.presses("Approve", on="Fresh bread").sees(NOT_OPEN)
    assert world.square() == []


def test_a_new_name_is_known_at_once(world: World, creator: Person, manager: Person) -> None:
    drafts(creator, "Fresh bread")
    world.changes(creator, name="johanna")
    drafts(creator, "More bread")
    manager.sees("by johanna", on="More bread")


def test_an_event_that_comes_twice_is_acted_on_once(world: World, creator: Person, manager: Person) -> None:
    drafts(creator, "Fresh bread")
    world.fault("redeliver", method="user_change")
    world.changes(creator, name="johanna")
    world.settle()
    events = [row for row in world.traffic() if row["name"] == "user_change"]
    assert len(events) == 2
    assert {row["payload"]["event_id"] for row in events} == {events[0]["payload"]["event_id"]}
    assert world.remembered("user_change") == 1
    manager.sees("Fresh bread")


def test_an_event_that_comes_again_hours_later_changes_nothing(
    world: TogetherWorld, creator: Person, manager: Person
) -> None:
    drafts(creator, "Fresh bread")
    world.changes(creator, name="johanna")
    world.settle()
    (first,) = [row for row in world.traffic() if row["name"] == "user_change"]
    world.changes(creator, name="joan")
    world.settle()
    world.brings_again(first)
    drafts(creator, "More bread")
    manager.sees("by joan\n", on="More bread")


def test_home_opened_twice_by_one_event_is_shown(world: World, creator: Person) -> None:
    world.fault("redeliver", method="app_home_opened")
    creator.opens_home().sees("Good to see you, jonas", on=HOME)


def test_a_colleague_drafts_in_the_channel_without_being_added(analyst: Person, manager: Person) -> None:
    drafts(analyst, "By the analyst")
    manager.sees("by aiko", on="By the analyst")
