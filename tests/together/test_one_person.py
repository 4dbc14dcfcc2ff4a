"""A team in which one person decides alone."""

import pytest

from tests.world.person import Person
from tests.world.teams import ONE_PERSON, drafts, set_up
from tests.world.world import World


@pytest.fixture(autouse=True)
def one_person_team(world: World, manager: Person) -> None:
    set_up(world, manager, policy=ONE_PERSON)


def test_an_approver_sees_a_preview_and_schedules_their_own_post(world: World, manager: Person) -> None:
    drafts(manager, "Just me", day="Fri", clock="16:00")
    manager.sees("In this team one person decides alone.", on="Just me")
    manager.presses("Schedule", on="Just me").sees("Approved and scheduled", on="Just me")
    world.time("Fri 16:00")
    assert [post.text for post in world.square()] == ["Just me"]
    manager.sees("In this team one person decides alone.", on="✅ Published")


def test_there_is_one_card_and_none_in_a_dm(manager: Person) -> None:
    drafts(manager, "Just me")
    assert len(manager.messages("Just me")) == 1
    assert not manager.messages("Just me", in_=manager.dm)


def test_the_word_on_the_button_is_schedule(manager: Person) -> None:
    drafts(manager, "Just me")
    assert [button.label for button in manager.message("Just me").buttons] == ["Schedule", "Request changes", "Edit"]


def test_a_colleague_who_is_no_approver_drafts_and_cannot_schedule(
    world: World, creator: Person, manager: Person
) -> None:
    drafts(creator, "By me")
    creator.presses("Schedule", on="By me").sees("Only approvers of social-team can do this.")
    manager.presses("Schedule", on="By me").sees("✅ Published")
    assert len(world.square()) == 1


def test_changing_to_two_people_asks_for_a_second(world: World, manager: Person) -> None:
    drafts(manager, "Just me")
    set_up(world, manager, approvers=("Mara Lindt", "Camille Laurent"))
    manager.does_not_see("one person decides alone", on="Just me")
    manager.presses("Approve", on="Just me").sees("somebody else has to approve it")
