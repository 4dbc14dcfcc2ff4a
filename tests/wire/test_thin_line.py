"""The thin line over the wire: from /draft to the public square, by a bot in a process of its own."""

import pytest

from tests.world.person import Person
from tests.world.teams import ONE_PERSON, drafts, set_up
from tests.world.wire import WireWorld

pytestmark = pytest.mark.wire


def test_from_draft_to_the_public_square(world: WireWorld, creator: Person, manager: Person) -> None:
    set_up(world, manager)
    drafts(creator, "Weekend!", day="Fri", clock="16:00")
    manager.presses("Approve", on="Weekend!").sees("Approved and scheduled", on="Weekend!")
    world.time("Fri 15:59")
    assert world.square() == []
    world.time("Fri 16:00")
    (post,) = world.square()
    assert (post.text, post.handle, post.network, post.repeats) == ("Weekend!", "@us", "bluesky", 0)
    creator.sees("✅ Published", on="Weekend!").sees("see it", on="Weekend!")


def test_request_changes_edit_approve(world: WireWorld, creator: Person, manager: Person) -> None:
    set_up(world, manager)
    drafts(creator, "Hurry up!!!")
    manager.presses("Request changes", on="Hurry up!!!").fills({"What should change?": "Less shouting"}).submits()
    creator.sees("mara asks for changes: Less shouting", on="Hurry up!!!")
    creator.presses("Edit", on="Hurry up!!!").fills({"Text": "Take your time."}).submits()
    manager.presses("Approve", on="Take your time.").sees("✅ Published", on="Take your time.")
    assert [post.text for post in world.square()] == ["Take your time."]


def test_one_person_team(world: WireWorld, manager: Person) -> None:
    set_up(world, manager, policy=ONE_PERSON)
    drafts(manager, "Just me", day="Fri", clock="16:00")
    manager.presses("Schedule", on="Just me").sees("Approved and scheduled", on="Just me")
    world.time("Fri 16:00")
    manager.sees("✅ Published", on="Just me").sees("In this team one person decides alone.", on="Just me")
    assert [post.text for post in world.square()] == ["Just me"]


def test_who_may_not_approve(world: WireWorld, creator: Person, manager: Person, intern: Person) -> None:
    set_up(world, manager, approvers=("Mara Lindt", "Tom Brandt"))
    gone, robot = world.person("Tom"), world.add_person("Robbie Robot", is_bot=True)
    stranger = world.add_person("Stella Stranger", team_id="TELSEWHERE")
    drafts(creator, "Fresh bread")
    creator.presses("Approve", on="Fresh bread").sees("this version is yours: somebody else has to approve it")
    intern.presses("Approve", on="Fresh bread").sees("Allstar works for full members of this workspace only")
    world.refused_on_purpose = True  # nobody can write to somebody who is gone
    world.changes(gone, deleted=True)
    for nobody in (gone, robot):
        nobody.presses("Approve", on="Fresh bread", force=True)
    stranger.presses("Approve", on="Fresh bread")
    creator.sees("🟡 In review", on="Fresh bread")
    assert world.square() == []


def test_the_bot_stops_when_it_is_asked_to_and_goes_on_where_it_was(
    world: WireWorld, creator: Person, manager: Person
) -> None:
    set_up(world, manager)
    drafts(creator, "Weekend!", day="Fri", clock="16:00")
    assert world.ends() == 0
    world.restart()
    manager.presses("Approve", on="Weekend!")
    world.time("Fri 16:00")
    assert [post.text for post in world.square()] == ["Weekend!"]
