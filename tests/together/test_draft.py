"""/draft: from the form to a card in review."""

from datetime import timedelta

import pytest

from tests.world.person import Person
from tests.world.teams import ACCOUNT, drafts, set_up, square_account
from tests.world.world import World

pytestmark = pytest.mark.usefixtures("team")

TOO_LONG = "A sentence that goes on. " * 20


def test_a_draft_becomes_a_card_in_the_channel_and_in_the_approvers_dm(creator: Person, manager: Person) -> None:
    drafts(creator, "Good morning, Berlin!", note="Too cheerful?")
    for card in (
        creator.message("Good morning, Berlin!", in_="social-team"),
        manager.message("Good morning, Berlin!", in_=manager.dm),
    ):
        assert "#1 · 🟡 In review" in card.text
        assert "as soon as it is approved · by jonas" in card.text
        assert "Bluesky @us · 21 of 300" in card.text
        assert "Note to reviewers: Too cheerful?" in card.text
        assert "Waits for mara." in card.text
        assert [button.label for button in card.buttons] == ["Approve", "Request changes", "Edit"]
    assert not creator.messages("Good morning, Berlin!", in_=creator.dm)


def test_the_text_after_the_command_is_in_the_form(creator: Person) -> None:
    creator.types("/draft We open at 9 & close at 5 🎉 with @mara in #general, see https://example.com/?a=1&b=2")
    text = creator.holds("Text")["value"]
    assert text == "We open at 9 & close at 5 🎉 with @mara in #general, see https://example.com/?a=1&b=2"


def test_the_only_account_is_chosen_already(creator: Person, manager: Person) -> None:
    creator.types("/draft Just so").submits()
    manager.sees("Just so", on="In review")


def test_of_several_accounts_none_is_chosen_for_you(world: World, manager: Person, creator: Person) -> None:
    manager.types("/allstar setup").fills(square_account(world, "@them")).submits().closes()
    creator.types("/draft Where to?")
    assert creator.holds("Accounts")["selected_options"] == []


def test_a_post_has_a_time_in_the_teams_zone(world: World, paid: Person, creator: Person) -> None:
    paid.types("/draft").sees("Time in Europe/Berlin")
    drafts(creator, "Weekend!", day="Fri", clock="16:00")
    friday = world.today() + timedelta(days=4)
    creator.sees(f"Fri {friday.day} {friday:%b %Y}, 16:00 (Europe/Berlin)", on="Weekend!")


@pytest.mark.parametrize(
    ("fields", "label", "words"),
    [
        ({"Text": TOO_LONG}, "Text", "Bluesky counts 500 characters in this text and allows 300"),
        ({"Text": "\u2060"}, "Text", "There is nothing to read in this text yet."),
        ({"Text": "x", "Day": "Mon", "Time": "08:00"}, "Time", "This time has passed."),
        ({"Text": "x", "Time": "08:00"}, "Day", "Please choose the day as well"),
        ({"Text": "x", "Day": "Fri"}, "Time", "Please choose the time as well"),
    ],
)
def test_a_mistake_is_told_under_its_field(creator: Person, fields: dict[str, str], label: str, words: str) -> None:
    creator.types("/draft").fills(fields).submits().sees_error(words, under=label)


def test_every_mistake_is_told_at_once_and_nothing_typed_is_lost(creator: Person, manager: Person) -> None:
    creator.types("/draft").fills(
        {"Text": TOO_LONG, "Day": "Mon", "Time": "08:00", "Note": "Please be quick"}
    ).submits()
    creator.sees_error("shorten it by 200", under="Text").sees_error("This time has passed", under="Time")
    creator.sees("A sentence that goes on.").sees("08:00").sees("Please be quick")
    assert not manager.messages("Please be quick")
    creator.fills({"Text": "Short", "Time": "16:00"}).submits()
    manager.sees("Short", on="Please be quick")
    assert creator.looks().modals == ()


def test_slack_itself_asks_for_what_is_required(creator: Person) -> None:
    creator.types("/draft").submits()
    assert "text" in creator.looks().modals[-1].errors


def test_each_network_counts_by_its_own_rules(world: World, manager: Person, creator: Person) -> None:
    other = square_account(world, "@x") | {"Network": "X"}
    manager.types("/allstar setup").fills(other).submits().closes()
    creator.types("/draft").fills({"Text": "日本 👩‍👩‍👧", "Accounts": [ACCOUNT, "X @x"]}).submits()
    creator.sees("Bluesky @us · 4 of 300", on="日本").sees("X @x · 7 of 280", on="日本")


def test_somebody_who_drafts_elsewhere_is_told_where_the_card_went(creator: Person, manager: Person) -> None:
    creator.types("/draft From afar", in_=creator.dm)
    creator.sees("You are in no team yet")
    drafts(creator, "From near")
    creator.types("/draft From afar", in_=creator.dm).submits()
    creator.sees("Post #2 is in review. Its card is in #social-team.")
    manager.sees("From afar", on="In review")


def test_somebody_of_two_teams_is_asked_to_say_which(world: World, manager: Person) -> None:
    manager.types("/allstar setup", in_="general").fills(square_account(world, "@general")).submits().closes()
    manager.types("/draft Which one?", in_="sales").sees("You are in several teams: #general, #social-team.")


def test_a_team_without_an_account_says_what_to_do(manager: Person) -> None:
    manager.types("/allstar setup", in_="general").submits().closes()
    manager.types("/draft Where to?", in_="general").sees("general has no account to publish to yet.")


def test_where_nobody_could_approve_the_author_is_told_before_anything_is_lost(world: World, manager: Person) -> None:
    drafts(manager, "All mine")
    manager.sees("Nobody in social-team could approve this").sees("All mine")
    manager.closes().sees("All mine").closes()
    set_up(world, manager, approvers=("Mara Lindt", "Camille Laurent"))
    drafts(manager, "All mine")
    manager.sees("Waits for camille.", on="All mine")


def test_a_long_text_is_refused_whole_and_never_cut(creator: Person) -> None:
    creator.types(f"/draft {'word ' * 700}end")
    assert creator.looks().modals == ()
    creator.sees("3000")


def test_posts_are_numbered_one_after_the_other(creator: Person) -> None:
    for number in (1, 2, 3):
        drafts(creator, f"Number {number}")
        creator.sees(f"#{number} ·", on=f"Number {number}")
