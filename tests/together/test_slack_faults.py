"""Every fault that the playground knows, once: the bot recovers, nothing is lost, and what doubles is named."""

from itertools import pairwise

import pytest

from bot.playground.core import Patience
from tests.world.person import HOME, Person
from tests.world.teams import drafts
from tests.world.world import World

pytestmark = pytest.mark.usefixtures("team")

SOON = 20.0
TEXT = "Fresh bread"
NO_ANSWER = "Slack did not answer me. If nothing has happened, please try again in a moment."


def cards_say(world: World, manager: Person, words: str) -> None:
    """Expect the post's card once in the channel and once in the manager's DM, both with these words."""
    world.settle_fully(SOON)
    for place in ("social-team", manager.dm):
        assert words in manager.message(TEXT, in_=place).text


def test_a_rate_limit_is_waited_for_as_long_as_slack_asks(world: World, creator: Person, manager: Person) -> None:
    world.fault("ratelimited", method="chat.postMessage", times=1, retry_after=2)
    drafts(creator, TEXT)
    world.settle()
    assert creator.messages(TEXT, in_="social-team") == []
    cards_say(world, manager, "In review")
    tries = [row["answer"].get("error", "ok") for row in world.calls("chat.postMessage")]
    assert sorted(tries) == ["ok", "ok", "ok", "ratelimited"], "one try too early would have been refused again"


def test_after_500s_no_card_is_missing_and_none_is_there_twice(world: World, creator: Person, manager: Person) -> None:
    drafts(creator, TEXT)
    world.settle()
    world.fault("500", times=3)
    manager.presses("Approve", on=TEXT)
    cards_say(world, manager, "✅ Published")
    assert [(post.text, post.repeats) for post in world.square()] == [(TEXT, 0)]


def test_slow_answers_to_cards_hold_up_neither_people_nor_posts(world: World, creator: Person, manager: Person) -> None:
    drafts(creator, TEXT)
    world.settle()
    world.playground.slack.patience = Patience(slow=1.0)
    world.fault("slow", method="chat.update", times=1)
    manager.presses("Approve", on=TEXT)
    cards_say(world, manager, "✅ Published")
    assert [(post.text, post.repeats) for post in world.square()] == [(TEXT, 0)]
    pressed = [row for row in world.traffic() if row["kind"] == "block_actions"]
    assert [row["refused"] for row in pressed] == [None]


def test_a_lost_answer_to_an_update_leads_to_the_same_update_again_and_to_no_new_card(
    world: World, creator: Person, manager: Person
) -> None:
    drafts(creator, TEXT)
    world.settle()
    world.fault("lost", method="chat.update", times=2)
    manager.presses("Approve", on=TEXT)
    cards_say(world, manager, "✅ Published")
    assert [row["refused"] for row in world.calls("chat.postMessage") if row["refused"]] == []


def test_a_lost_answer_to_a_form_leaves_one_form_that_works(world: World, creator: Person, manager: Person) -> None:
    world.fault("lost", method="views.open", times=1)
    creator.types("/draft").sees(NO_ANSWER)
    assert len(creator.looks().modals) == 1
    creator.fills({"Text": TEXT}).submits()
    cards_say(world, manager, "In review")


def test_a_form_that_did_not_open_is_opened_by_trying_again(world: World, creator: Person, manager: Person) -> None:
    world.fault("500", method="views.open", times=1)
    creator.types("/draft").sees(NO_ANSWER)
    assert creator.looks().modals == ()
    drafts(creator, TEXT)
    cards_say(world, manager, "In review")


def test_a_lost_answer_to_home_leaves_home_as_it_should_be(world: World, creator: Person) -> None:
    drafts(creator, TEXT)
    world.fault("lost", method="views.publish", times=1)
    creator.opens_home().sees(TEXT, on=HOME)
    creator.opens_home().sees(TEXT, on=HOME)


def test_every_event_that_comes_twice_counts_once(world: World, creator: Person, manager: Person) -> None:
    world.fault("redeliver")
    world.changes(creator, name="johanna")
    creator.opens_home()
    drafts(creator, TEXT)
    cards_say(world, manager, "by johanna")
    came = [row["payload"]["event_id"] for row in world.traffic() if row["kind"] == "events_api"]
    assert len(came) > len(set(came)), "what doubles is the delivery"
    assert world.remembered("user_change") == 1


def test_of_two_changes_that_come_in_the_opposite_order_the_later_one_counts(
    world: World, creator: Person, manager: Person
) -> None:
    drafts(creator, TEXT)
    world.fault("reorder", method="user_change", times=2)
    world.changes(manager, is_guest=False)
    world.clock_jumps("+1 minute")
    world.changes(manager, is_guest=True)
    world.settle()
    came = [row["payload"]["event"]["user"]["updated"] for row in world.traffic() if row["name"] == "user_change"]
    assert all(earlier > later for earlier, later in pairwise(came)), came
    assert world.remembered("user_change") == 2
    manager.presses("Approve", on=TEXT).sees("for full members of this workspace only")
    assert world.square() == []


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)  # the time goes into connecting again
def test_an_outage_delays_cards_and_events_and_loses_none(world: World, creator: Person, manager: Person) -> None:
    drafts(creator, TEXT, day="Fri", clock="16:00")
    manager.presses("Approve", on=TEXT)
    world.time("Fri 15:59")
    world.playground.slack.patience = Patience(redeliver=(0.0, 9.0, 7.0))
    world.outage(seconds=4)
    world.changes(creator, name="johanna")
    creator.types("/draft More").sees("/draft did not work: the app is not connected")
    world.time("Fri 16:00")
    assert [(post.text, post.repeats) for post in world.square_now()] == [(TEXT, 0)]
    assert world.control.get("world")["faults"], "it left during the outage"
    manager.does_not_see("✅ Published", on=TEXT)
    world.waits_for_slack()
    world.until("the event came", lambda: world.is_calm() and world.remembered("user_change") == 1)
    cards_say(world, manager, "✅ Published")
    drafts(creator, "More")
    manager.sees("by johanna", on="More")
    assert [(post.text, post.repeats) for post in world.square()] == [(TEXT, 0)]
