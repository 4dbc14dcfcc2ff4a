"""The panels: people and places, trouble, beginning anew. The bot is not needed here, so only the playground runs."""

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.playground.server import Playground
from tests.playground.hands import Hands

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def opened(page: Page, alone: Playground) -> None:
    page.goto(f"{alone.url}#UMARA/CSOCIAL")
    expect(page.get_by_role("heading", name="social-team")).to_be_visible()


def choose(page: Page, name: str) -> Locator:
    page.get_by_test_id("workspace-menu").click()
    page.get_by_role("menuitem", name=name).click()
    return page.locator("dialog[open]").last


def row(panel: Locator, name: str) -> Locator:
    return panel.get_by_role("listitem").filter(has_text=name)


def members(hands: Hands, channel: str = "CSOCIAL") -> list[str]:
    found: list[str] = next(one["members"] for one in hands.get("world")["channels"] if one["id"] == channel)
    return found


def test_people_leave_a_channel_and_are_invited_back(page: Page, hands: Hands) -> None:
    page.get_by_test_id("place-members").click()
    panel = page.get_by_role("dialog", name="People here")
    panel.get_by_role("button", name="Remove: Jonas Weber").click()
    expect(row(panel, "Jonas Weber")).to_have_count(0)
    assert "UJONAS" not in members(hands)
    panel.get_by_label("Who").select_option("Jonas Weber")
    panel.get_by_role("button", name="Invite").click()
    expect(row(panel, "Jonas Weber")).to_be_visible()
    assert "UJONAS" in members(hands)
    panel.get_by_role("button", name="Leave: Mara Lindt").click()
    expect(panel).to_have_count(0)
    assert "UMARA" not in members(hands)


def test_the_app_leaves_only_after_a_question(page: Page, hands: Hands) -> None:
    page.get_by_test_id("place-members").click()
    panel = page.get_by_role("dialog", name="People here")
    panel.get_by_role("button", name="Remove: Allstar").click()
    question = page.get_by_role("alertdialog", name="Remove Allstar from this channel?")
    question.get_by_role("button", name="Cancel").click()
    expect(row(panel, "Allstar")).to_be_visible()
    assert "UALLSTAR" in members(hands)
    panel.get_by_role("button", name="Remove: Allstar").click()
    question.get_by_role("button", name="Remove").click()
    expect(row(panel, "Allstar")).to_have_count(0)
    assert "UALLSTAR" not in members(hands)


def test_a_channel_is_archived_and_brought_back(page: Page, hands: Hands) -> None:
    page.get_by_test_id("place-members").click()
    panel = page.get_by_role("dialog", name="People here")
    panel.get_by_role("button", name="Archive this channel").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Archive this channel").click()
    expect(panel.get_by_role("button", name="Bring this channel back")).to_be_visible()
    expect(panel.get_by_role("button", name="Invite")).to_be_hidden()
    assert [one["id"] for one in hands.get("world")["channels"] if one["is_archived"]] == ["CSOCIAL"]
    panel.get_by_role("button", name="Bring this channel back").click()
    expect(panel.get_by_role("button", name="Archive this channel")).to_be_visible()


def test_a_private_channel_is_made_and_others_do_not_see_it(page: Page, hands: Hands) -> None:
    panel = choose(page, "Channels")
    panel.get_by_label("Name").fill("#The Secret Plan")
    panel.get_by_label("Private").check()
    panel.get_by_role("button", name="Make it").click()
    expect(page.get_by_role("heading", name="the-secret-plan")).to_be_visible()
    made = next(one for one in hands.get("world")["channels"] if one["name"] == "the-secret-plan")
    assert (made["is_private"], made["members"]) == (True, ["UMARA", "UALLSTAR"])
    assert made["id"] not in [one["id"] for one in hands.view("UJONAS")["channels"]]


def test_what_is_wrong_with_a_channel_is_said_in_the_panel(page: Page) -> None:
    panel = choose(page, "Channels")
    panel.get_by_label("Name").fill("general")
    panel.get_by_role("button", name="Make it").click()
    expect(panel.get_by_role("alert")).to_contain_text("There is already a channel #general.")
    expect(panel.get_by_label("Name")).to_be_focused()


def test_a_public_channel_is_joined(page: Page, hands: Hands) -> None:
    hands.do("channels", name="later", members=[])
    panel = choose(page, "Channels")
    panel.get_by_role("button", name="Join: #later").click()
    expect(page.get_by_role("heading", name="later")).to_be_visible()
    expect(page.get_by_role("navigation").get_by_role("link", name="later")).to_have_attribute("aria-current", "page")


def test_a_guest_comes_is_made_a_member_and_goes(page: Page, hands: Hands) -> None:
    panel = choose(page, "People")
    panel.get_by_label("Name").fill("Ida Holm")
    panel.get_by_label("Comes as").select_option("Guest")
    panel.get_by_role("button", name="Add", exact=True).click()
    ida = row(panel, "Ida Holm")
    expect(ida).to_contain_text("guest")
    assert "UIDAHOLM" in members(hands)
    more = panel.get_by_role("button", name="What to do with Ida Holm")
    more.click()
    page.get_by_role("menuitem", name="Make a full member").click()
    expect(ida).not_to_contain_text("guest")
    more.click()
    page.get_by_role("menuitem", name="Deactivate").click()
    page.get_by_role("alertdialog", name="Deactivate Ida Holm?").get_by_role("button", name="Deactivate").click()
    expect(ida).to_contain_text("deactivated")
    more.click()
    page.get_by_role("menuitem", name="Bring back").click()
    expect(ida).not_to_contain_text("deactivated")


def test_trouble_is_made_seen_and_ended(page: Page, hands: Hands) -> None:
    panel = choose(page, "Make trouble")
    panel.get_by_label("What goes wrong").select_option("Slack answers with an error")
    panel.get_by_label("Which call of the bot").select_option("chat.update")
    panel.get_by_label("How often").fill("7")
    panel.get_by_role("button", name="Make it so").click()
    expect(panel.get_by_role("region", name="On now")).to_contain_text("chat.update · more times: 7")
    fault = hands.get("world")["faults"][0]
    assert (fault["kind"], fault["method"], fault["times"]) == ("500", "chat.update", 7)
    panel.get_by_label("What goes wrong").select_option("Slack is down")
    expect(panel.get_by_label("How often")).to_be_hidden()
    panel.get_by_role("button", name="Make it so").click()
    expect(panel.get_by_role("region", name="On now").get_by_role("listitem")).to_have_count(2)
    panel.get_by_role("button", name="End “Slack answers with an error”").click()
    expect(panel.get_by_role("region", name="On now").get_by_role("listitem")).to_have_count(1)
    page.keyboard.press("Escape")
    strip = page.get_by_test_id("trouble")
    expect(strip).to_contain_text("Slack is down")
    strip.get_by_role("button", name="All well again").click()
    expect(strip).to_be_hidden()
    assert hands.get("world")["faults"] == []


def test_an_outage_ends_on_the_page_when_its_time_is_over(page: Page, hands: Hands) -> None:
    hands.do("faults", kind="outage", seconds=1)
    expect(page.get_by_test_id("trouble")).to_contain_text("Slack is down")
    expect(page.get_by_test_id("trouble")).to_be_hidden()


def test_beginning_anew_asks_first_and_then_shows_the_fresh_team(page: Page, hands: Hands) -> None:
    hands.types("UMARA", "Gone soon")
    hands.do("people", name="Ida Holm", channels=["CSOCIAL"])
    expect(page.get_by_role("log")).to_contain_text("Gone soon")
    question = choose(page, "Begin anew")
    expect(question.get_by_role("button", name="Cancel")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("log")).to_contain_text("Gone soon")
    choose(page, "Begin anew").get_by_role("button", name="Begin anew").click()
    expect(page.get_by_role("log")).to_contain_text("Nobody has written here yet")
    assert "UIDAHOLM" not in [one["id"] for one in hands.get("world")["people"]]


def test_who_acted_as_somebody_that_a_reset_took_away_is_somebody_else(page: Page, hands: Hands) -> None:
    hands.do("people", name="Ida Holm", channels=["CSOCIAL"])
    page.get_by_test_id("person-switch").click()
    page.get_by_role("menuitemradio", name="Ida Holm").click()
    expect(page.get_by_test_id("person-switch")).to_contain_text("Ida Holm")
    hands.do("reset")
    expect(page.get_by_test_id("person-switch")).to_contain_text("Mara Lindt")


def test_a_panel_closes_by_escape_and_gives_the_focus_back(page: Page) -> None:
    expect(page.get_by_role("textbox", name="#social-team")).to_be_focused()  # the page has settled
    opener = page.get_by_test_id("place-members")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="People here")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(opener).to_be_focused()
    page.get_by_test_id("workspace-menu").focus()
    for key in ("Enter", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_role("heading", name="Channels").last).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("workspace-menu")).to_be_focused()


def test_why_the_time_stands_still_is_said_where_the_time_is(page: Page, alone: Playground) -> None:
    expect(page.get_by_role("button", name="Move the time")).to_be_visible()
    alone.slack.moving = True
    page.reload()
    expect(page.get_by_test_id("team-time")).to_contain_text("The time is being moved already.")
    expect(page.get_by_role("button", name="Move the time")).to_be_hidden()
    alone.slack.moving = False
