"""What a person can do with a message and beside the field they write in."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.stand import JONAS, MARA, Stand, choose, message
from tests.playground.kit import actions, button, section

pytestmark = pytest.mark.browser


def test_a_reaction_is_chosen_by_name_joined_by_others_and_taken_back(stand: Stand) -> None:
    ts = stand.says(JONAS, "Cake at three")
    mara, jonas = stand.window(MARA), stand.window(JONAS)
    message(mara, "Cake").hover()
    message(mara, "Cake").get_by_role("button", name="Add a reaction").click()
    mara.get_by_role("combobox", name="Find an emoji").press_sequentially("birthday")
    mara.keyboard.press("Enter")
    added = stand.hears_event("reaction_added")
    assert (added["reaction"], added["user"], added["item"]["ts"]) == ("birthday", MARA, ts)
    theirs = message(jonas, "Cake").get_by_role("button", name="Mara Lindt reacted with :birthday:")
    expect(theirs).to_have_attribute("aria-pressed", "false")
    theirs.click()
    both = message(mara, "Cake").get_by_role("button", name="You, Jonas Weber reacted with :birthday:")
    expect(both).to_have_text("🎂2")
    expect(both).to_have_attribute("aria-pressed", "true")
    both.click()
    assert stand.hears_event("reaction_removed")["user"] == MARA
    expect(message(mara, "Cake").get_by_role("button", name="Jonas Weber reacted")).to_have_text("🎂1")


def test_shortcuts_start_from_a_message_and_beside_the_field(stand: Stand) -> None:
    ts = stand.says(JONAS, "Worth keeping")
    page = stand.window()
    choose(page, message(page, "Worth keeping"), "Keep it")
    on_message = stand.hears("message_action")
    assert (on_message["callback_id"], on_message["message"]["ts"]) == ("keep", ts)
    page.get_by_role("button", name="Shortcuts").click()
    page.get_by_role("menuitem", name=re.compile("Start it")).click()
    everywhere = stand.hears("shortcut")
    assert (everywhere["callback_id"], everywhere["user"]["id"]) == ("start", MARA)
    assert stand.hands.refusals() == []


def test_own_messages_are_edited_where_they_stand_and_deleted(stand: Stand) -> None:
    stand.says(MARA, "Hello @jonas <soon>")
    page = stand.window()
    choose(page, message(page, "Hello"), "Edit the message")
    field = page.get_by_role("textbox", name="Edit the message")
    expect(field).to_have_value("Hello @jonas <soon>")
    field.fill("Hello @jonas, *now*")
    field.press("Enter")
    changed = stand.hears_event("message")
    while changed.get("subtype") != "message_changed":
        changed = stand.hears_event("message")
    assert changed["message"]["text"] == "Hello <@UJONAS>, *now*"
    expect(message(page, "Hello @Jonas Weber, now")).to_contain_text("(edited)")
    choose(page, message(page, "Hello"), "Delete the message")
    page.get_by_role("alertdialog").get_by_role("button", name="Delete the message").click()
    expect(message(page, "Hello")).to_have_count(0)


def test_the_messages_of_others_offer_neither_edit_nor_delete(stand: Stand) -> None:
    stand.says(JONAS, "Not yours")
    page = stand.window()
    message(page, "Not yours").hover()
    message(page, "Not yours").get_by_role("button", name="More actions").click()
    expect(page.get_by_role("menuitem", name="Copy the link")).to_be_visible()
    expect(page.get_by_role("menuitem", name=re.compile("Edit|Delete"))).to_have_count(0)


def test_an_emoji_is_completed_while_one_writes(stand: Stand) -> None:
    page = stand.window()
    field = page.get_by_role("textbox", name="Message #social-team")
    field.press_sequentially("Done :rocke")
    field.press("Enter")
    expect(field).to_have_value("Done 🚀 ")
    field.press("Enter")
    assert stand.hears_event("message")["text"] == "Done :rocket:"


def test_a_card_can_be_used_in_its_thread_too(stand: Stand) -> None:
    stand.posts(section("A card"), actions(button()))
    page = stand.window()
    choose(page, message(page, "A card"), "Reply in the thread")
    page.get_by_role("region", name="Thread").get_by_role("button", name="Go").click()
    assert stand.hears("block_actions")["container"]["type"] == "message"
