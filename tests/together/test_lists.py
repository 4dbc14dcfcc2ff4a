"""/approve and Home: what awaits me, and what is mine."""

import pytest

from tests.world.person import HOME, Person
from tests.world.teams import drafts
from tests.world.world import World

pytestmark = pytest.mark.usefixtures("team")


def test_approve_lists_what_awaits_me_the_nearest_publication_first(
    creator: Person, manager: Person, analyst: Person
) -> None:
    drafts(creator, "On Friday", day="Fri", clock="16:00")
    drafts(creator, "On Tuesday", day="Tue", clock="10:00")
    manager.types("/approve")
    text = manager.message("2 posts await you").text
    assert text.index("On Tuesday") < text.index("On Friday")
    analyst.types("/approve").sees("Nothing awaits you. Enjoy the quiet.")
    creator.does_not_see("await you")


def test_a_post_is_approved_from_the_list_which_then_is_shorter(world: World, creator: Person, manager: Person) -> None:
    drafts(creator, "Fresh bread")
    manager.types("/approve", in_="general")
    manager.presses("Approve", on="1 post awaits you")
    manager.sees("Nothing awaits you.").does_not_see("1 post awaits")
    assert len(world.square()) == 1


def test_changes_are_requested_from_the_list(creator: Person, manager: Person) -> None:
    drafts(creator, "Fresh bread")
    manager.types("/approve").presses("Request changes", on="1 post awaits you")
    manager.fills({"What should change?": "Warmer"}).submits()
    creator.sees("mara asks for changes: Warmer")


def test_a_long_list_says_how_many_more_there_are(creator: Person, manager: Person) -> None:
    for number in range(12):
        drafts(creator, f"Post {number}")
    manager.types("/approve").sees("12 posts await you").sees("more come after these")


def test_home_greets_and_shows_what_awaits_me_and_what_is_mine(world: World, creator: Person, manager: Person) -> None:
    drafts(creator, "Fresh bread")
    creator.opens_home().sees("Good to see you, jonas", on=HOME).sees("Fresh bread", on=HOME)
    creator.sees("Nothing right now.", on=HOME)
    manager.opens_home().sees("Fresh bread", on=HOME).presses("Approve", on=HOME)
    manager.sees("Nothing right now.", on=HOME)
    creator.opens_home().sees("✅ Published", on=HOME)
    assert len(world.square()) == 1


def test_home_is_fresh_each_time_it_is_opened(creator: Person, manager: Person) -> None:
    manager.opens_home().sees("Nothing right now.", on=HOME)
    drafts(creator, "Fresh bread")
    manager.opens_home().sees("Fresh bread", on=HOME)


def test_edit_from_home(creator: Person, manager: Person) -> None:
    drafts(creator, "Fresh bred")
    creator.opens_home().presses("Edit", on=HOME).fills({"Text": "Fresh bread"}).submits()
    manager.sees("In review", on="Fresh bread")


def test_home_is_nobody_elses(creator: Person, intern: Person, community: Person) -> None:
    drafts(creator, "Fresh bread")
    intern.opens_home().does_not_see("Fresh bread", on=HOME)
    community.opens_home().does_not_see("Fresh bread", on=HOME)
