"""/allstar setup: the team of a channel."""

import re

import pytest

from tests.world.person import Person
from tests.world.teams import drafts, set_up, square_account
from tests.world.world import World


def test_the_first_set_up_is_open_to_any_full_member(world: World, paid: Person, creator: Person) -> None:
    set_up(world, paid, approvers=("Tom Brandt",))
    creator.sees("tom made this the channel of a social media team.")
    creator.sees("Times here are in Europe/Berlin.")
    drafts(creator, "Our first post")
    creator.sees("Our first post")


def test_a_guest_cannot_set_up(intern: Person) -> None:
    intern.types("/allstar setup")
    intern.sees("Allstar works for full members of this workspace only")
    assert intern.looks().modals == ()


@pytest.mark.usefixtures("team")
def test_later_only_managers_and_workspace_admins_change_the_team(
    world: World, creator: Person, manager: Person
) -> None:
    creator.types("/allstar setup").sees("Only managers of social-team and workspace admins can do this.")
    admin = world.add_person("Ada Admin", is_admin=True)
    admin.types("/allstar setup").sees("The team of #social-team")
    manager.types("/allstar setup").sees("The team of #social-team")


def test_whoever_set_the_team_up_manages_it(world: World, paid: Person) -> None:
    set_up(world, paid)
    paid.types("/allstar setup").sees("The team of #social-team")


def test_the_form_proposes_what_is_known(manager: Person, community: Person) -> None:
    manager.types("/allstar setup")
    assert manager.holds("Channel")["selected_conversation"] == "CSOCIAL"
    assert manager.holds("Time zone")["selected_option"]["value"] == "Europe/Berlin"
    assert manager.holds("Country")["selected_option"]["text"]["text"] == "Germany"
    assert manager.holds("Approvers")["selected_users"] == ["UMARA"]
    community.types("/allstar setup")
    assert community.holds("Pays")["selected_option"]["text"]["text"] == "France"


@pytest.mark.usefixtures("team")
def test_the_form_of_a_team_shows_what_holds_now(manager: Person) -> None:
    manager.types("/allstar setup").fills({"Who must agree": "One person", "Country": "Austria"}).submits().closes()
    manager.types("/allstar setup").sees("One person: an approver decides alone")
    assert manager.holds("Country")["selected_option"]["value"] == "AT"


def test_a_form_with_mistakes_says_so_under_the_fields_and_keeps_what_was_typed(world: World, manager: Person) -> None:
    account = square_account(world, "@us") | {
        "Webhook address": "https://10.0.0.1/hook",
        "Signing secret": "whsec_short",
    }
    manager.types("/allstar setup").fills({"Approvers": ["Noor Visser"], **account}).submits()
    manager.sees_error("noor is a guest", under="Approvers")
    manager.sees_error("whsec_", under="Signing secret")
    assert manager.looks().modals[-1].errors["url"]
    manager.sees("@us").sees("https://10.0.0.1/hook")
    manager.fills({"Approvers": ["Mara Lindt"], **square_account(world, "@us")}).submits()
    manager.sees("is ready")


def test_an_account_without_address_is_asked_for_it(manager: Person) -> None:
    manager.types("/allstar setup").fills({"Account name": "@us"}).submits()
    manager.sees_error("Please give the address that posts are sent to.", under="Webhook address")


def test_a_generated_secret_is_shown_once(world: World, manager: Person, creator: Person) -> None:
    account = square_account(world, "@us") | {"Signing secret": None}
    manager.types("/allstar setup").fills(account).submits()
    manager.sees("Copy it to the receiver now, it is not shown again")
    secret = re.search(r"whsec_\S+", manager.looks().modals[-1].text)
    assert secret
    creator.does_not_see(secret[0])
    manager.closes().does_not_see(secret[0])
    manager.types("/allstar setup").does_not_see(secret[0])


def test_a_secret_that_was_given_is_not_shown_again(world: World, manager: Person) -> None:
    set_up(world, manager)
    manager.types("/allstar setup").does_not_see("whsec_YWxs")


def test_a_second_account_is_added_and_both_can_be_chosen(world: World, manager: Person, creator: Person) -> None:
    set_up(world, manager)
    manager.types("/allstar setup").sees("Add another account").fills(square_account(world, "@them")).submits().closes()
    creator.types("/draft").fills({"Text": "Twice", "Accounts": ["Bluesky @us", "Bluesky @them"]}).submits()
    manager.presses("Approve", on="Twice").sees("Published")
    assert sorted(post.handle for post in world.square()) == ["@them", "@us"]


def test_the_bot_joins_a_public_channel_it_is_not_in(manager: Person) -> None:
    manager.types("/allstar setup", in_="general").submits()
    manager.sees("is ready").closes().sees("made this the channel of a social media team")
    assert manager.messages("made this the channel", in_="general")


def test_a_private_channel_without_the_bot_is_refused_under_its_field(world: World, manager: Person) -> None:
    world.channel("war-room", manager, is_private=True)
    world.refused_on_purpose = True
    manager.types("/allstar setup").fills({"Channel": "#war-room"}).submits()
    manager.sees_error("Invite me there with /invite @Allstar", under="Channel")


def test_zone_and_country_are_found_by_what_is_typed(manager: Person) -> None:
    manager.types("/allstar setup").fills({"Time zone": "new york", "Country": "united states"}).submits()
    manager.sees("is ready").closes().types("/allstar setup").sees("America/New_York").sees("United States")


def test_help_tells_what_can_be_typed(creator: Person, manager: Person) -> None:
    creator.types("/allstar help").sees("What you can type").sees("/allstar setup")
    manager.does_not_see("What you can type")
    manager.types("/allstar").sees("What you can type")


def test_an_unknown_word_gets_the_nearest_match_and_a_usage_line(creator: Person) -> None:
    creator.types("/allstar setpu")
    creator.sees("I do not know “setpu”. Did you mean /allstar setup? Usage: /allstar setup | help")


def test_setting_up_again_asks_new_approvers_about_what_is_in_review(
    world: World, manager: Person, creator: Person, community: Person
) -> None:
    set_up(world, manager)
    drafts(creator, "Who approves this?")
    assert not community.messages("Who approves this?", in_=community.dm)
    manager.types("/allstar setup").fills({"Approvers": ["Camille Laurent"]}).submits().closes()
    community.message("Who approves this?", in_=community.dm)
    manager.presses("Approve", on="Who approves this?").sees("Only approvers of social-team can do this.")


def test_an_account_that_is_given_again_gets_its_new_address(world: World, manager: Person, creator: Person) -> None:
    set_up(world, manager)
    world.answers(410)
    drafts(creator, "Is anybody there?")
    manager.presses("Approve", on="Is anybody there?").sees("Give the new one with /allstar setup")
    world.answers(200)
    set_up(world, manager)
    creator.types("/draft")
    assert len(creator.holds("Accounts")["selected_options"]) == 1
    manager.presses("Send again").sees("Published", on="Is anybody there?")
