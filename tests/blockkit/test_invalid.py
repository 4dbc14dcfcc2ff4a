"""What Slack refuses, as the handbook's 41 payloads and more; each has one mistake."""

import pytest

from bot.blockkit import Surface, problems
from tests.blockkit.payloads import (
    CONFIRM,
    DATE,
    FILES,
    IMAGE,
    MARKDOWN,
    NUMBER,
    RICH_SECTION,
    Json,
    actions,
    asking,
    button,
    context,
    home,
    menu,
    message,
    modal,
    mrkdwn,
    option,
    options,
    plain,
    rich,
    section,
    typed,
    without,
)

INVALID: dict[str, tuple[Surface, Json, str]] = {
    # the handbook's 41
    "section of 3001": ("message", message(section(text=mrkdwn("x" * 3001))), "/blocks/0/text/text"),
    "header of 151": ("message", message({"type": "header", "text": plain("x" * 151)}), "/blocks/0/text/text"),
    "button of 76": ("message", message(actions(button(text=plain("x" * 76)))), "/blocks/0/elements/0/text/text"),
    "confirm text of 301": (
        "message",
        message(actions(button(confirm={**CONFIRM, "text": plain("x" * 301)}))),
        "/blocks/0/elements/0/confirm/text/text",
    ),
    "label of 2001": ("modal", modal(asking(typed(), label=plain("x" * 2001))), "/blocks/0/label/text"),
    "button value of 2001": ("message", message(actions(button(value="x" * 2001))), "/blocks/0/elements/0/value"),
    "action_id of 256": (
        "message",
        message(actions(button(action_id="x" * 256))),
        "/blocks/0/elements/0/action_id",
    ),
    "block_id of 256": ("message", message(section(block_id="x" * 256)), "/blocks/0/block_id"),
    "private_metadata of 3001": ("modal", modal(private_metadata="x" * 3001), "/private_metadata"),
    "title of 25": ("modal", modal(title=plain("x" * 25)), "/title/text"),
    "26 buttons": ("message", message(actions(*[button()] * 26)), "/blocks/0/elements"),
    "101 options": ("message", message(actions(menu(options=options(101)))), "/blocks/0/elements/0/options"),
    "11 in a context": ("message", message(context(*[mrkdwn()] * 11)), "/blocks/0/elements"),
    "101 blocks in a modal": ("modal", modal(*[section()] * 101), "/blocks"),
    "markdown of 12001": ("message", message({**MARKDOWN, "text": "x" * 12_001}), "/blocks/0/text"),
    "bad date": (
        "modal",
        modal(asking({**DATE, "initial_date": "23.11.2026"})),
        "/blocks/0/element/initial_date",
    ),
    "section without text and fields": ("message", message({"type": "section"}), "/blocks/0"),
    "empty section text": ("message", message(section(text=mrkdwn(""))), "/blocks/0/text/text"),
    "option text of 76": (
        "message",
        message(actions(menu(options=[option("x" * 76)]))),
        "/blocks/0/elements/0/options/0/text/text",
    ),
    "option value of 151": (
        "message",
        message(actions(menu(options=[option(value="x" * 151)]))),
        "/blocks/0/elements/0/options/0/value",
    ),
    "max_length of 3001": ("modal", modal(asking(typed(max_length=3001))), "/blocks/0/element/max_length"),
    "11 files": ("modal", modal(asking({**FILES, "max_files": 11})), "/blocks/0/element/max_files"),
    "modal without title": ("modal", without(modal(), "title"), ""),
    "initial option not offered": (
        "message",
        message(actions(menu(initial_option=option(value="other")))),
        "/blocks/0/elements/0/initial_option",
    ),
    "markdown in a modal": ("modal", modal(MARKDOWN), "/blocks/0/type"),
    "51 blocks": ("message", message(*[section()] * 51), "/blocks"),
    "input without submit": ("modal", without(modal(asking(typed())), "submit"), ""),
    "field of 2001": (
        "message",
        message(section(fields=[mrkdwn("x" * 2001)])),
        "/blocks/0/fields/0/text",
    ),
    "table of 101 rows": (
        "message",
        message({"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]] * 101}),
        "/blocks/0/type",
    ),
    "11 fields": ("message", message(section(fields=[mrkdwn()] * 11)), "/blocks/0/fields"),
    "overflow of 6": (
        "message",
        message(actions({"type": "overflow", "options": options(6)})),
        "/blocks/0/elements/0/options",
    ),
    "select without options": (
        "message",
        message(actions({"type": "static_select"})),
        "/blocks/0/elements/0",
    ),
    "image without alt_text": ("message", message(without(IMAGE, "alt_text")), "/blocks/0"),
    "header in mrkdwn": ("message", message({"type": "header", "text": mrkdwn()}), "/blocks/0/text/type"),
    "file_input in actions": ("message", message(actions(FILES)), "/blocks/0/elements/0/type"),
    "action_id twice": (
        "message",
        message(actions(button(action_id="a"), button(action_id="a"))),
        "/blocks/0/elements/1/action_id",
    ),
    "block_id twice": (
        "message",
        message(section(block_id="a"), section(block_id="a")),
        "/blocks/1/block_id",
    ),
    "empty actions": ("message", message(actions()), "/blocks/0/elements"),
    "unknown key": ("message", message(actions(button(disabled=True))), "/blocks/0/elements/0/disabled"),
    "unknown block": ("message", message({"type": "carrousel"}), "/blocks/0/type"),
    "card body of 201": (
        "message",
        message({"type": "card", "body": mrkdwn("x" * 201)}),
        "/blocks/0/type",
    ),
    # and more
    "file_input in a message": ("message", message(asking(FILES)), "/blocks/0/element/type"),
    "file_input on Home": ("home", home(asking(FILES)), "/blocks/0/element/type"),
    "file_input that dispatches": ("modal", modal(asking(FILES, dispatch_action=True)), "/blocks/0/element/type"),
    "e-mail in a message": ("message", message(asking({"type": "email_text_input"})), "/blocks/0/element/type"),
    "moment on Home": ("home", home(actions({"type": "datetimepicker"})), "/blocks/0/elements/0/type"),
    "text input in actions": ("message", message(actions(typed())), "/blocks/0/elements/0/type"),
    "button in an input": ("modal", modal(asking(button())), "/blocks/0/element/type"),
    "image in actions": ("message", message(actions(IMAGE)), "/blocks/0/elements/0/type"),
    "101 blocks on Home": ("home", home(*[section()] * 101), "/blocks"),
    "markdown on Home": ("home", home(MARKDOWN), "/blocks/0/type"),
    "title on Home": ("home", home(title=plain()), "/title"),
    "modal as Home": ("home", {"type": "modal", "blocks": []}, "/type"),
    "mrkdwn in a modal's title": ("modal", modal(title=mrkdwn()), "/title/type"),
    "mrkdwn in a menu's option": (
        "message",
        message(actions(menu(options=[{**option(), "text": mrkdwn()}]))),
        "/blocks/0/elements/0/options/0/text/type",
    ),
    "link in a menu's option": (
        "message",
        message(actions(menu(options=[{**option(), "url": "https://example.org"}]))),
        "/blocks/0/elements/0/options/0/url",
    ),
    "options and groups": (
        "message",
        message(actions(menu(option_groups=[{"label": plain(), "options": options(1)}]))),
        "/blocks/0/elements/0",
    ),
    "two addresses": ("message", message({**IMAGE, "slack_file": {"id": "F1"}}), "/blocks/0"),
    "file without id": (
        "message",
        message({"type": "image", "alt_text": "x", "slack_file": {}}),
        "/blocks/0/slack_file",
    ),
    "more chosen than allowed": (
        "modal",
        modal(asking({"type": "multi_users_select", "initial_users": ["U1", "U2"], "max_selected_items": 1})),
        "/blocks/0/element/initial_users",
    ),
    "one of the initial options not offered": (
        "modal",
        modal(
            asking(
                {
                    "type": "checkboxes",
                    "options": options(2),
                    "initial_options": [option(value="1"), option(value="other")],
                }
            )
        ),
        "/blocks/0/element/initial_options/1",
    ),
    "moment in an input on Home": ("home", home(asking({"type": "datetimepicker"})), "/blocks/0/element/type"),
    "min above max": (
        "modal",
        modal(asking(typed(min_length=3, max_length=2))),
        "/blocks/0/element/min_length",
    ),
    "initial too long": (
        "modal",
        modal(asking(typed(max_length=2, initial_value="xxx"))),
        "/blocks/0/element/initial_value",
    ),
    "initial too short": (
        "modal",
        modal(asking(typed(min_length=4, initial_value="xxx"))),
        "/blocks/0/element/initial_value",
    ),
    "number below its least": (
        "modal",
        modal(asking({**NUMBER, "min_value": "2", "initial_value": "1"})),
        "/blocks/0/element/min_value",
    ),
    "number that is none": (
        "modal",
        modal(asking({**NUMBER, "initial_value": "12 many"})),
        "/blocks/0/element/initial_value",
    ),
    "time of 24:00": (
        "modal",
        modal(asking({"type": "timepicker", "initial_time": "24:00"})),
        "/blocks/0/element/initial_time",
    ),
    "moment in milliseconds": (
        "modal",
        modal(asking({"type": "datetimepicker", "initial_date_time": 1_800_000_000_000})),
        "/blocks/0/element/initial_date_time",
    ),
    "true as a number": ("modal", modal(asking(typed(max_length=True))), "/blocks/0/element/max_length"),
    "word as a flag": ("modal", modal(asking(typed(multiline="yes"))), "/blocks/0/element/multiline"),
    "strange style": ("message", message(actions(button(style="loud"))), "/blocks/0/elements/0/style"),
    "focus twice": (
        "modal",
        modal(asking(typed(focus_on_load=True)), asking(typed(focus_on_load=True))),
        "/blocks",
    ),
    "empty rich text": (
        "message",
        message(rich({"type": "rich_text_section", "elements": [{"type": "text", "text": ""}]})),
        "/blocks/0/elements/0/elements/0/text",
    ),
    "list in a list": (
        "message",
        message(rich({"type": "rich_text_list", "style": "bullet", "elements": [rich(RICH_SECTION)]})),
        "/blocks/0/elements/0/elements/0/type",
    ),
    "text that is a string": ("message", message(section(text="words")), "/blocks/0/text"),
    "blocks that are an object": ("message", {"text": "words", "blocks": {}}, "/blocks"),
    "a block that is a string": ("message", {"text": "words", "blocks": ["words"]}, "/blocks/0"),
    "text that is a number": ("message", {"text": 1}, "/text"),
    "key with a slash": ("message", message(section(**{"a/b~c": 1})), "/blocks/0/a~1b~0c"),
}


@pytest.mark.parametrize(("surface", "payload", "pointer"), INVALID.values(), ids=INVALID)
def test_what_slack_refuses_is_found_where_it_stands(surface: Surface, payload: Json, pointer: str) -> None:
    code = "invalid_blocks" if surface == "message" else "invalid_arguments"
    assert (pointer, code) in [(problem.pointer, problem.code) for problem in problems(payload, surface, strict=False)]


@pytest.mark.parametrize(("surface", "payload", "pointer"), INVALID.values(), ids=INVALID)
def test_one_mistake_is_one_problem(surface: Surface, payload: Json, pointer: str) -> None:
    assert {problem.pointer for problem in problems(payload, surface, strict=False)} == {pointer}
