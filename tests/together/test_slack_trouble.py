"""When Slack stumbles: nothing is lost, nothing is doubled, and publishing never waits for it."""

import pytest

from tests.world.person import HOME, Person
from tests.world.teams import drafts
from tests.world.world import World

pytestmark = pytest.mark.usefixtures("team")

SOON = 15.0


def test_a_lost_answer_to_a_card_makes_no_second_card(world: World, creator: Person, manager: Person) -> None:
    world.fault("lost", method="chat.postMessage", times=2)
    drafts(creator, "Fresh bread")
    creator.sees("Fresh bread", within=SOON)
    world.settle_fully(SOON)
    assert len(creator.messages("Fresh bread", in_="social-team")) == 1
    assert len(manager.messages("Fresh bread", in_=manager.dm)) == 1
    manager.presses("Approve", on="Fresh bread").sees("✅ Published", on="Fresh bread")


@pytest.mark.parametrize("kind", ["500", "ratelimited"])
def test_cards_come_once_when_slack_is_back(world: World, creator: Person, manager: Person, kind: str) -> None:
    world.fault(kind, method="chat.postMessage", times=3, retry_after=1)
    drafts(creator, "Fresh bread")
    world.settle_fully(SOON)
    assert len(creator.messages("Fresh bread", in_="social-team")) == 1
    assert len(manager.messages("Fresh bread", in_=manager.dm)) == 1


def test_a_post_goes_out_at_its_time_while_slack_is_down(world: World, creator: Person, manager: Person) -> None:
    drafts(creator, "Weekend!", day="Fri", clock="16:00")
    manager.presses("Approve", on="Weekend!")
    world.fault("500")
    world.time("Fri 16:00")
    assert [post.text for post in world.square()] == ["Weekend!"]
    manager.does_not_see("✅ Published", on="Weekend!")
    world.recovers()
    manager.sees("✅ Published", on="Weekend!", within=SOON)


def test_ten_changes_while_slack_is_down_are_one_update(world: World, creator: Person) -> None:
    drafts(creator, "Version 0")
    world.fault("500", method="chat.update")
    for number in range(1, 11):
        creator.opens_home().presses("Edit", on=HOME).fills({"Text": f"Version {number}"}).submits()
    failed = len(world.calls("chat.update"))
    world.recovers()
    creator.sees("Version 10", on="In review", within=70)
    copies = 2
    assert len(world.calls("chat.update")) - failed <= copies


def test_a_dropped_connection_is_made_again(world: World, creator: Person, manager: Person) -> None:
    drafts(creator, "Fresh bread")
    world.fault("drop_socket")
    world.until("the bot is connected again", lambda: bool(world.control.get("world")["bot"]["connected"]))
    manager.presses("Approve", on="Fresh bread").sees("✅ Published", on="Fresh bread")


def test_a_channel_that_shut_the_bot_out_is_told_to_the_manager_and_cards_follow(
    world: World, creator: Person, manager: Person
) -> None:
    drafts(creator, "Fresh bread")
    world.refused_on_purpose = True
    world.control.post("channels/CSOCIAL", is_archived=True)
    manager.opens_home().presses("Approve", on=HOME)
    manager.sees("I cannot post in #social-team, so cards wait.")
    assert [post.text for post in world.square()] == ["Fresh bread"]


def test_a_bot_that_was_removed_from_a_public_channel_comes_back(
    world: World, creator: Person, manager: Person
) -> None:
    drafts(creator, "Fresh bread")
    world.refused_on_purpose = True
    world.control.post("channels/CSOCIAL", leave=["UALLSTAR"])
    drafts(creator, "More bread")
    assert len(manager.messages("More bread", in_="social-team")) == 1
