"""Every element of Block Kit filled in by hand: what arrives at the app is what Slack would send."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.stand import MARA, Stand, message
from tests.playground.kit import actions, button, field, modal, option, plain, section

pytestmark = pytest.mark.browser
Json = dict[str, Any]

SIZES = [{**option("small"), "description": plain("for one")}, {**option("large"), "description": plain("for many")}]
CITIES = [
    {"label": plain("Spain"), "options": [option("madrid")]},
    {"label": plain("Italy"), "options": [option("roma")]},
]
CHOICES: Json = {"options": [option("red"), option("blue"), option("green")]}
CHRISTMAS = 1798101000
"""24 December 2026, 9:30 in Berlin."""


def chosen(value: str) -> Json:
    return {"text": {**plain(value.title()), "emoji": True}, "value": value}


def described(index: int) -> Json:
    about = {**plain(("for one", "for many")[index]), "emoji": True}
    return {**chosen(("small", "large")[index]), "description": about}


def write(control: Locator, text: str) -> None:
    control.fill(text)
    control.press("Tab")


def pick(control: Locator, *names: str, search: str = "") -> None:
    page = control.page
    for name in names:
        control.click()
        if search:
            control.press_sequentially(search)
        page.get_by_role("option", name=name).click()


ELEMENTS: dict[str, tuple[Json, tuple[str, ...], Json]] = {
    "plain_text_input": ({"max_length": 20}, ("two *words*",), {"value": "two *words*"}),
    "email_text_input": ({}, ("mara@example.com",), {"value": "mara@example.com"}),
    "url_text_input": ({}, ("https://example.com/a",), {"value": "https://example.com/a"}),
    "number_input": ({"is_decimal_allowed": True}, ("4.5",), {"value": "4.5"}),
    "datepicker": ({}, ("2026-12-24",), {"selected_date": "2026-12-24"}),
    "timepicker": ({}, ("09:30",), {"selected_time": "09:30"}),
    "datetimepicker": ({}, ("2026-12-24T09:30",), {"selected_date_time": CHRISTMAS}),
    "static_select": ({"option_groups": CITIES}, ("Roma",), {"selected_option": chosen("roma")}),
    "multi_static_select": (CHOICES, ("Red", "Green"), {"selected_options": [chosen("red"), chosen("green")]}),
    "external_select": ({"min_query_length": 1}, ("Berlin",), {"selected_option": chosen("berlin")}),
    "multi_external_select": (
        {"min_query_length": 1},
        ("Berlin", "Bern"),
        {"selected_options": [chosen("berlin"), chosen("bern")]},
    ),
    "users_select": ({}, ("Jonas Weber",), {"selected_user": "UJONAS"}),
    "multi_users_select": ({}, ("Jonas Weber", "Mara Lindt"), {"selected_users": ["UJONAS", "UMARA"]}),
    "conversations_select": ({}, ("#general",), {"selected_conversation": "CGENERAL"}),
    "multi_conversations_select": ({}, ("#sales", "#general"), {"selected_conversations": ["CSALES", "CGENERAL"]}),
    "channels_select": ({}, ("#social-team",), {"selected_channel": "CSOCIAL"}),
    "multi_channels_select": ({}, ("#sales",), {"selected_channels": ["CSALES"]}),
    "checkboxes": ({"options": SIZES}, ("Small", "Large"), {"selected_options": [described(0), described(1)]}),
    "radio_buttons": ({"options": SIZES}, ("Large",), {"selected_option": described(1)}),
}
"""By type: what its field is made with, what a person enters, and what Slack reports of it."""


def fill(control: Locator, kind: str, entered: tuple[str, ...]) -> None:
    if kind in ("checkboxes", "radio_buttons"):
        for name in entered:
            control.get_by_label(name).check()
    elif kind == "static_select":
        control.select_option(entered[0])
    elif kind.endswith("_select"):
        pick(control, *entered, search="ber" if "external" in kind else "")
    else:
        write(control, entered[0])


def offer(envelope: Json) -> Json | None:
    """What the app answers: cities to choose from."""
    if envelope["payload"].get("type") != "block_suggestion":
        return None
    return {"options": [option("berlin"), option("bern")]}


def test_every_field_of_a_form_arrives_as_slack_sends_it(stand: Stand) -> None:
    page = stand.window()
    fields = [field(kind, kind, **given) for kind, (given, _, _) in ELEMENTS.items()]
    stand.shows(MARA, modal(*fields))
    stand.app.answers = offer
    form = page.get_by_role("dialog", name="Form")
    for kind, (_, entered, _) in ELEMENTS.items():
        fill(form.get_by_label(kind, exact=True), kind, entered)
    form.get_by_role("button", name="Send").click()
    expect(form).to_have_count(0)
    values = stand.hears("view_submission")["view"]["state"]["values"]
    assert values == {kind: {"it": {"type": kind, **told}} for kind, (_, _, told) in ELEMENTS.items()}
    assert stand.hands.refusals() == []


def test_every_element_of_a_message_is_told_at_once(stand: Stand) -> None:
    page = stand.window()
    kinds = [kind for kind in ELEMENTS if not kind.endswith("_input")]
    stand.app.answers = offer
    for kind in kinds:
        given, entered, told = ELEMENTS[kind]
        element = {"type": kind, "action_id": "it", **given}
        loose = kind == "datetimepicker"  # which Slack does not let stand beside a text
        blocks = [section(kind), actions(element)] if loose else [section(kind, accessory=element)]
        stand.posts(*blocks, text=kind)
        choice = message(page, kind).last.get_by_label("Date and time" if loose else kind, exact=True)
        fill(choice, kind, entered[:1] if kind in ("checkboxes", "radio_buttons") or "multi" in kind else entered)
        payload = stand.hears("block_actions")
        action = payload["actions"][0]
        slot, whole = next(iter(told.items()))
        assert (action["type"], action["action_id"]) == (kind, "it")
        assert action[slot] == (whole[:1] if isinstance(whole, list) else whole)
        assert payload["container"]["type"] == "message"
        assert payload["state"]["values"][action["block_id"]]["it"][slot] == action[slot]


def test_buttons_ask_first_where_the_app_wants_it_and_overflow_menus_tell_the_choice(stand: Stand) -> None:
    page = stand.window()
    question = {"title": plain("Sure?"), "text": plain("Really go"), "confirm": plain("Go on"), "deny": plain("Stay")}
    more = {"type": "overflow", "action_id": "more", "options": [option("edit"), option("drop")]}
    stand.posts(section("A card"), actions(button(value="7", confirm=question, style="danger"), more))
    card = message(page, "A card")
    card.get_by_role("button", name="Go").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Stay").click()
    card.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Drop").click()
    assert stand.hears("block_actions")["actions"][0]["selected_option"] == chosen("drop")
    card.get_by_role("button", name="Go").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Go on").click()
    assert stand.hears("block_actions")["actions"][0]["value"] == "7"


def test_a_field_that_dispatches_is_told_while_the_form_is_open(stand: Stand) -> None:
    page = stand.window()
    asking = {**field("name", min_length=2), "dispatch_action": True}
    stand.shows(MARA, modal(asking, field("note", optional=True, focus_on_load=True)))
    form = page.get_by_role("dialog", name="Form")
    expect(form.get_by_label("note")).to_be_focused()
    write_and_enter(form, "name", "Ada")
    action = stand.hears("block_actions")
    assert (action["actions"][0]["value"], action["container"]["type"]) == ("Ada", "view")
    expect(form).to_be_visible()


def write_and_enter(form: Locator, name: str, text: str) -> None:
    form.get_by_label(name).fill(text)
    form.get_by_label(name).press("Enter")


def test_what_slack_would_not_send_is_said_under_its_field(stand: Stand) -> None:
    page = stand.window()
    wrong = {
        "email_text_input": ("nobody", "Please enter an e-mail address."),
        "url_text_input": ("example", "Please enter a web address that starts with https://."),
        "number_input": ("7", "Please enter 5 or less."),
        "plain_text_input": ("a", "Please write at least 2 characters."),
    }
    limits: dict[str, Json] = {
        "number_input": {"is_decimal_allowed": False, "max_value": "5"},
        "plain_text_input": {"min_length": 2},
    }
    stand.shows(MARA, modal(*(field(kind, kind, **limits.get(kind, {})) for kind in wrong), field("needed")))
    form = page.get_by_role("dialog", name="Form")
    for kind, (text, _) in wrong.items():
        write(form.get_by_label(kind), text)
    form.get_by_role("button", name="Send").click()
    for kind, (_, sentence) in wrong.items():
        expect_wrong(form.get_by_label(kind), sentence)
    expect_wrong(form.get_by_label("needed"), "Please fill this in: it is required.")
    expect(form.get_by_label("email_text_input")).to_be_focused()


def expect_wrong(control: Locator, sentence: str) -> None:
    expect(control).to_have_attribute("aria-invalid", "true")
    expect(control).to_have_accessible_description(re.compile(f"^{re.escape(sentence)}"))


def test_an_app_whose_home_has_fields_hears_of_them(stand: Stand) -> None:
    page: Page = stand.window(place="home")
    asking = {**field("color", "static_select", **CHOICES), "dispatch_action": True}
    stand.web.views_publish(user_id=MARA, view={"type": "home", "blocks": [section("Home"), asking]})
    page.get_by_test_id("home").get_by_label("color").select_option("Blue")
    payload = stand.hears("block_actions")
    assert payload["actions"][0]["selected_option"] == chosen("blue")
    assert (payload["container"]["type"], payload["view"]["type"]) == ("view", "home")
