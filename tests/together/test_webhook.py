"""What the receiver answers, and what becomes of the post."""

import pytest

from tests.world.person import Person
from tests.world.teams import drafts, set_up
from tests.world.world import World

TEXT = "Fresh bread"


@pytest.fixture(autouse=True)
def in_review(team: None, creator: Person) -> None:  # noqa: ARG001 - the team comes first
    drafts(creator, TEXT)


def test_404_is_not_published_and_can_be_sent_again(world: World, creator: Person, manager: Person) -> None:
    world.answers(404, times=1)
    manager.presses("Approve", on=TEXT).sees("🔴 Not published", on=TEXT).sees("HTTP 404", on=TEXT)
    manager.sees("Nobody receives posts at this address any more.", on=TEXT)
    assert "Not published" in creator.message(TEXT, in_=creator.dm).text
    creator.presses("Send again", on=TEXT).sees("✅ Published", on=TEXT)
    assert [post.text for post in world.square()] == [TEXT]


def test_a_refused_post_can_be_edited_instead(world: World, creator: Person, manager: Person) -> None:
    world.answers(404, times=1)
    manager.presses("Approve", on=TEXT).sees("🔴 Not published", on=TEXT)
    creator.presses("Edit", on=TEXT).fills({"Text": "Stale bread"}).submits()
    manager.presses("Approve", on="Stale bread").sees("✅ Published", on="Stale bread")
    assert [post.text for post in world.square()] == ["Stale bread"]


def test_429_is_tried_again_by_itself(world: World, manager: Person) -> None:
    world.answers(429, times=1, retry_after=1)
    manager.presses("Approve", on=TEXT).sees("✅ Published", on=TEXT, within=15)
    assert [(post.text, post.repeats) for post in world.square()] == [(TEXT, 0)]


def test_503_with_retry_after_is_tried_again_by_itself(world: World, manager: Person) -> None:
    world.answers(503, times=2, retry_after=1)
    manager.presses("Approve", on=TEXT).sees("✅ Published", on=TEXT, within=15)
    assert [(post.text, post.repeats) for post in world.square()] == [(TEXT, 0)]


def test_503_without_retry_after_asks_a_person(world: World, manager: Person) -> None:
    world.answers(503, times=1)
    manager.presses("Approve", on=TEXT).sees("🔴 Needs a person", on=TEXT)


def test_500_asks_author_and_approvers_and_sends_nothing_by_itself(
    world: World, creator: Person, manager: Person, analyst: Person
) -> None:
    world.answers(500, times=1)
    manager.presses("Approve", on=TEXT).sees("🔴 Needs a person", on=TEXT).sees("Please look whether it is out.")
    for person in (creator, manager):
        card = person.message(TEXT, in_=person.dm)
        assert [button.label for button in card.buttons] == ["It is live", "Send again", "Leave it"]
    assert not analyst.messages(TEXT, in_=analyst.dm)
    world.time("+2 hour")
    assert world.square() == []


def test_it_is_live_notes_the_link(world: World, creator: Person, manager: Person, analyst: Person) -> None:
    world.answers(500, times=1)
    manager.presses("Approve", on=TEXT)
    creator.presses("It is live", on=TEXT).sees("You saw the post on @us.")
    creator.fills({"Link to the post": "https://example.com/1"}).submits()
    analyst.sees("✅ Published", on=TEXT).sees("see it", on=TEXT).does_not_see("Send again")
    assert "https://example.com/1" in str(analyst.message(TEXT).raw["blocks"])
    assert world.square() == []


def test_it_is_live_needs_no_link(world: World, creator: Person, manager: Person) -> None:
    world.answers(500, times=1)
    manager.presses("Approve", on=TEXT)
    creator.presses("It is live", on=TEXT).submits().sees("✅ Published", on=TEXT)


def test_send_again_is_a_new_message_to_the_receiver(world: World, creator: Person, manager: Person) -> None:
    world.answers("lost", times=1)
    manager.presses("Approve", on=TEXT).sees("🔴 Needs a person", on=TEXT)
    creator.presses("Send again", on=TEXT).sees("✅ Published", on=TEXT)
    first, second = world.square()
    assert first.webhook_id != second.webhook_id


def test_leave_it_closes_the_question(world: World, creator: Person, manager: Person) -> None:
    world.answers(500, times=1)
    manager.presses("Approve", on=TEXT)
    manager.presses("Leave it", on=TEXT).sees("⚪ Closed by hand", on=TEXT).does_not_see("Send again")
    creator.sees("left as it is", on=TEXT)
    assert world.square() == []


def test_a_lost_answer_is_told_and_nothing_is_sent_twice(world: World, manager: Person) -> None:
    world.answers("lost", times=1)
    manager.presses("Approve", on=TEXT).sees("the connection broke before an answer came", on=TEXT)
    world.time("+1 day")
    assert [(post.text, post.repeats) for post in world.square()] == [(TEXT, 0)]


def test_a_receiver_that_ignores_repeats_gets_the_same_message_again(world: World, manager: Person) -> None:
    set_up(world, manager, ignores_repeats=True)
    world.answers("lost", times=1)
    manager.presses("Approve", on=TEXT).sees("✅ Published", on=TEXT, within=20)
    assert [(post.text, post.repeats) for post in world.square()] == [(TEXT, 1)]


def test_an_answer_without_a_link_is_published_all_the_same(world: World, manager: Person) -> None:
    world.answers("broken_json", times=1)
    manager.presses("Approve", on=TEXT).sees("✅ Published", on=TEXT).does_not_see("see it", on=TEXT)


def test_only_author_and_approvers_settle_what_is_uncertain(
    world: World, manager: Person, paid: Person, intern: Person
) -> None:
    world.answers(500, times=1)
    manager.presses("Approve", on=TEXT)
    for label in ("It is live", "Send again", "Leave it"):
        paid.presses(label, on=TEXT).sees("Only approvers of social-team can do this.")
        intern.presses(label, on=TEXT).sees("Allstar works for full members of this workspace only")
        assert paid.looks().modals == intern.looks().modals == ()
    manager.sees("🔴 Needs a person", on=TEXT)


def test_what_somebody_settled_is_told_to_whoever_comes_second(world: World, creator: Person, manager: Person) -> None:
    world.answers(500, times=1)
    manager.presses("Approve", on=TEXT).presses("It is live", on=TEXT)
    creator.presses("Leave it", on=TEXT)
    manager.submits().sees("jonas already settled this for post #1 on Mon")


def test_an_uncertain_post_cannot_be_edited_or_approved_again(world: World, manager: Person) -> None:
    world.answers(500, times=1)
    manager.presses("Approve", on=TEXT)
    labels = {button.label for message in manager.messages(TEXT) for button in message.buttons}
    assert labels == {"It is live", "Send again", "Leave it"}
