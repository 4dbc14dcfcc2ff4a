"""Review: who may decide, what a decision does, and who is told."""

import pytest

from tests.world.person import HOME, Person
from tests.world.teams import drafts, set_up
from tests.world.world import World

pytestmark = pytest.mark.usefixtures("team")


def test_approve_publishes_and_every_copy_of_the_card_says_so(
    world: World, creator: Person, manager: Person, analyst: Person
) -> None:
    drafts(creator, "Fresh bread")
    manager.presses("Approve", on="Fresh bread")
    for person in (creator, manager, analyst):
        person.sees("#1 · ✅ Published", on="Fresh bread").sees("Approved by mara", on="Fresh bread")
        person.does_not_see("In review", on="Fresh bread")
    assert manager.message("Fresh bread", in_=manager.dm).buttons == ()
    (post,) = world.square()
    assert (post.text, post.handle, post.network, post.repeats) == ("Fresh bread", "@us", "bluesky", 0)


def test_the_card_links_to_the_post(world: World, creator: Person, manager: Person) -> None:
    drafts(creator, "Fresh bread")
    manager.presses("Approve", on="Fresh bread").sees("Bluesky @us: published, ").sees("· see it")
    (post,) = world.square()
    assert post.url in str(creator.message("Fresh bread").raw["blocks"])


def test_an_approved_post_waits_for_its_time(world: World, creator: Person, manager: Person) -> None:
    drafts(creator, "Weekend!", day="Fri", clock="16:00")
    manager.presses("Approve", on="Weekend!").sees("Approved and scheduled", on="Weekend!")
    world.time("Fri 15:59")
    assert world.square() == []
    world.time("Fri 16:00")
    (post,) = world.square()
    assert post.at.astimezone(world.now().tzinfo).strftime("%a %H:%M") == "Fri 16:00"
    creator.sees("✅ Published", on="Weekend!")


def test_request_changes_takes_a_reason_to_the_author(creator: Person, manager: Person, analyst: Person) -> None:
    drafts(creator, "Hurry up!!!")
    manager.presses("Request changes", on="Hurry up!!!").fills({"What should change?": "Less shouting"}).submits()
    for person in (creator, manager, analyst):
        person.sees("✏️ Changes requested", on="Hurry up!!!").sees("mara asks for changes: Less shouting")
    creator.sees("Waits for jonas.", on="Hurry up!!!")
    assert "Less shouting" in creator.message("Hurry up!!!", in_=creator.dm).text
    labels = [button.label for button in creator.message("Hurry up!!!", in_="social-team").buttons]
    assert labels == ["Edit"]


def test_a_reason_of_nothing_but_blanks_is_asked_for_again(creator: Person, manager: Person) -> None:
    drafts(creator, "Hurry up!!!")
    manager.presses("Request changes", on="Hurry up!!!").fills({"What should change?": "\u2060 \u200b"}).submits()
    manager.sees_error("Please say what should change", under="What should change?")
    creator.sees("In review", on="Hurry up!!!")


def test_an_edit_after_changes_is_reviewed_anew(world: World, creator: Person, manager: Person) -> None:
    drafts(creator, "Hurry up!!!", day="Fri", clock="16:00", note="From the shop")
    manager.presses("Request changes", on="Hurry up!!!").fills({"What should change?": "Less shouting"}).submits()
    creator.presses("Edit", on="Hurry up!!!")
    creator.sees("Edit post #1").sees("Hurry up!!!").sees("16:00").sees("From the shop")
    creator.fills({"Text": "Take your time."}).submits()
    manager.sees("In review", on="Take your time.").does_not_see("asks for changes", on="Take your time.")
    manager.presses("Approve", on="Take your time.")
    world.time("Fri 16:00")
    assert [post.text for post in world.square()] == ["Take your time."]


def test_an_edit_of_a_scheduled_post_sends_it_back_to_review(world: World, creator: Person, manager: Person) -> None:
    drafts(creator, "Weekend!", day="Fri", clock="16:00")
    manager.presses("Approve", on="Weekend!")
    creator.presses("Edit", on="Weekend!").fills({"Text": "Long weekend!"}).submits()
    manager.sees("In review", on="Long weekend!")
    world.time("Fri 16:00")
    assert world.square() == []


def test_an_edit_is_open_to_author_and_approvers_only(creator: Person, manager: Person, paid: Person) -> None:
    drafts(creator, "Fresh bread")
    paid.presses("Edit", on="Fresh bread").sees("Only approvers of social-team can do this.")
    manager.presses("Edit", on="Fresh bread").sees("Edit post #1")


def test_an_author_may_confirm_the_edit_of_an_approver_and_the_approver_may_not(
    world: World, creator: Person, manager: Person
) -> None:
    drafts(creator, "Fresh bred")
    manager.presses("Edit", on="Fresh bred").fills({"Text": "Fresh bread"}).submits()
    creator.sees("This version was written by mara.", on="Fresh bread").sees("Waits for jonas.", on="Fresh bread")
    manager.presses("Approve", on="Fresh bread").sees("this version is yours: somebody else has to approve it")
    creator.presses("Approve", on="Fresh bread").sees("✅ Published", on="Fresh bread")
    assert len(world.square()) == 1


def test_nobody_approves_their_own_words(world: World, creator: Person, manager: Person) -> None:
    set_up(world, manager, approvers=("Mara Lindt", "Camille Laurent"))
    drafts(manager, "I, me, mine")
    manager.presses("Approve", on="I, me, mine").sees("Two people must agree in social-team, and this version is yours")
    drafts(creator, "Not an approver")
    creator.presses("Approve", on="Not an approver").sees("this version is yours")
    assert world.square() == []


def test_a_colleague_without_the_right_is_told_who_can(creator: Person, analyst: Person, world: World) -> None:
    drafts(creator, "Fresh bread")
    analyst.presses("Approve", on="Fresh bread").sees("Only approvers of social-team can do this.")
    analyst.presses("Request changes", on="Fresh bread")
    assert analyst.looks().modals == ()
    assert world.square() == []


def test_a_stale_card_does_nothing_and_tells_who_changed_the_post(
    world: World, creator: Person, manager: Person
) -> None:
    drafts(creator, "First thought")
    world.fault("500", method="chat.update")
    creator.presses("Edit", on="First thought").fills({"Text": "Second thought"}).submits()
    manager.presses("Approve", on="First thought")
    manager.sees("this card shows an earlier version of post #1. jonas changed it on Mon")
    assert world.square() == []
    world.recovers()
    world.settle_fully()
    manager.sees("In review", on="Second thought").does_not_see("First thought")


def test_home_and_list_may_be_stale_too(world: World, creator: Person, manager: Person) -> None:
    drafts(creator, "First thought")
    manager.opens_home().types("/approve")
    creator.presses("Edit", on="First thought").fills({"Text": "Second thought"}).submits()
    manager.presses("Approve", on=HOME).sees("this card shows an earlier version of post #1")
    manager.closes().presses("Approve", on="awaits you").sees("this card shows an earlier version of post #1")
    assert world.square() == []


def test_the_second_of_two_presses_is_told_who_was_first(world: World, creator: Person, manager: Person) -> None:
    set_up(world, manager, approvers=("Mara Lindt", "Tom Brandt"))
    other = world.person("Tom")
    drafts(creator, "Fresh bread", day="Fri", clock="16:00")
    other.opens_home()
    manager.presses("Approve", on="Fresh bread")
    other.presses("Approve", on=HOME).sees("mara already approved post #1 on Mon").closes()
    other.presses("Request changes", on=HOME).sees("mara already approved post #1 on Mon")


def test_a_reason_that_comes_too_late_is_told_and_kept(world: World, creator: Person, manager: Person) -> None:
    set_up(world, manager, approvers=("Mara Lindt", "Tom Brandt"))
    other = world.person("Tom")
    drafts(creator, "Fresh bread", day="Fri", clock="16:00")
    other.presses("Request changes", on="Fresh bread").fills({"What should change?": "Smell is missing"})
    manager.presses("Approve", on="Fresh bread")
    other.submits().sees("mara already approved post #1").closes().sees("Smell is missing")


def test_a_post_whose_time_passed_expires_and_goes_back_to_its_author(
    world: World, creator: Person, manager: Person
) -> None:
    drafts(creator, "Lunch!", day="Mon", clock="12:00")
    world.time("Mon 12:00")
    creator.sees("⌛ Expired", on="Lunch!").sees("Waits for jonas.", on="Lunch!")
    assert [button.label for button in manager.message("Lunch!", in_=manager.dm).buttons] == ["Edit"]
    assert "Expired" in creator.message("Lunch!", in_=creator.dm).text
    assert world.square() == []
    creator.presses("Edit", on="Lunch!").fills({"Time": "13:00"}).submits()
    manager.presses("Approve", on="Lunch!")
    world.time("Mon 13:00")
    assert [post.text for post in world.square()] == ["Lunch!"]


def test_copies_of_the_card_are_updated_in_place(creator: Person, manager: Person) -> None:
    drafts(creator, "One card", day="Fri", clock="16:00")
    channel, dm = manager.message("One card", in_="social-team"), manager.message("One card", in_=manager.dm)
    manager.presses("Approve", on="One card")
    creator.presses("Edit", on="One card").fills({"Text": "One card, edited"}).submits()
    for before, place in ((channel, "social-team"), (dm, manager.dm)):
        after = manager.message("One card", in_=place)
        assert (after.ts, after.text != before.text) == (before.ts, True)
        assert "One card, edited" in after.text


def test_a_new_channel_for_the_eyes_of_approvers_only_never_shows_a_dm_to_others(
    creator: Person, manager: Person, analyst: Person
) -> None:
    drafts(creator, "Between us")
    assert manager.messages("Between us", in_=manager.dm)
    assert len(analyst.messages("Between us")) == 1
    assert len(creator.messages("Between us")) == 1


def test_what_only_one_person_was_told_no_other_sees(creator: Person, manager: Person, paid: Person) -> None:
    drafts(creator, "Fresh bread")
    paid.presses("Approve", on="Fresh bread").sees("Only approvers of social-team")
    for other in (creator, manager):
        other.does_not_see("Only approvers of social-team")
