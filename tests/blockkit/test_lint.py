"""What is whole has no problem; what only we refuse, Slack takes."""

import pytest

from bot.blockkit import OURS, Problem, Surface, problems
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


def test_a_rich_message_has_no_problem() -> None:
    everything = message(
        {"type": "header", "text": plain(), "block_id": "top"},
        {"type": "divider"},
        section(accessory=button(action_id="a", style="danger", confirm=CONFIRM)),
        without(section(fields=[mrkdwn(), plain()]), "text"),
        context(mrkdwn(), IMAGE),
        actions(
            button(action_id="a", value="1"),
            menu(action_id="b", placeholder=plain(), initial_option=option(value="1")),
            {"type": "overflow", "action_id": "c", "options": [{**option(), "url": "https://example.org"}]},
            {"type": "users_select", "action_id": "d", "initial_user": "U1"},
            {"type": "datetimepicker", "action_id": "e", "initial_date_time": 1_800_000_000},
            block_id="buttons",
        ),
        {**IMAGE, "title": plain()},
        rich(
            RICH_SECTION,
            {"type": "rich_text_list", "style": "bullet", "elements": [RICH_SECTION], "indent": 1},
            {"type": "rich_text_quote", "elements": RICH_SECTION["elements"]},
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "x"}], "border": 0},
        ),
        MARKDOWN,
    )
    assert problems(everything, "message") == []


def test_a_modal_with_every_input_has_no_problem() -> None:
    elements = [
        typed(multiline=True, min_length=5, max_length=5, initial_value="words"),
        {"type": "email_text_input"},
        {"type": "url_text_input", "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]}},
        {**NUMBER, "min_value": "-1.5", "initial_value": "-1.5", "max_value": "-1.5"},
        {**FILES, "max_files": 10, "filetypes": ["png"]},
        {**DATE, "initial_date": "2026-11-23"},
        {"type": "timepicker", "initial_time": "09:05", "timezone": "Europe/Berlin"},
        {"type": "datetimepicker"},
        {"type": "checkboxes", "options": [{**option(), "text": mrkdwn()}], "focus_on_load": True},
        {"type": "radio_buttons", "options": options(10), "initial_option": option(value="9")},
        menu(),
        {"type": "external_select", "min_query_length": 0},
        {"type": "conversations_select", "filter": {"include": ["public"], "exclude_bot_users": True}},
        {"type": "channels_select", "initial_channel": "C1"},
        {"type": "multi_static_select", "option_groups": [{"label": plain(), "options": options(2)}]},
        {"type": "multi_external_select", "initial_options": options(2), "max_selected_items": 2},
        {"type": "multi_users_select", "initial_users": ["U1"], "max_selected_items": 1},
        {"type": "multi_conversations_select", "initial_conversations": []},
        {"type": "multi_channels_select", "placeholder": plain()},
    ]
    view = modal(*(asking(element, optional=True, hint=plain()) for element in elements), close=plain())
    assert problems(view, "modal") == []


def test_a_home_with_a_hundred_blocks_has_no_problem() -> None:
    assert problems(home(*[section()] * 100, private_metadata="", callback_id="home"), "home") == []


def test_words_alone_are_a_message() -> None:
    assert problems({"text": "words"}, "message") == []


OUR_OWN: dict[str, tuple[Surface, Json, str]] = {
    "no words beside the blocks": ("message", {"blocks": [section()]}, "/text"),
    "empty words beside the blocks": ("message", message(section(), text=""), "/text"),
    "words that chat.update refuses": ("message", message(text="x" * 4001), "/text"),
    "mrkdwn that is parsed": ("message", message(section(text=without(mrkdwn(), "verbatim"))), "/blocks/0/text"),
    "over the budget": ("message", message(*[section(text=plain("x" * 2501))] * 4), "/blocks"),
    "here in the words": ("message", message(text="hello <!here>"), "/text"),
    "channel in mrkdwn": ("home", home(section(text=mrkdwn("<!channel|x>"))), "/blocks/0/text/text"),
    "a group in markdown": ("message", message({**MARKDOWN, "text": "<!subteam^S1>"}), "/blocks/0/text"),
    "everyone in rich text": (
        "message",
        message(rich({"type": "rich_text_section", "elements": [{"type": "broadcast", "range": "everyone"}]})),
        "/blocks/0/elements/0/elements/0/type",
    ),
    "a group in rich text": (
        "message",
        message(rich({"type": "rich_text_section", "elements": [{"type": "usergroup", "usergroup_id": "S1"}]})),
        "/blocks/0/elements/0/elements/0/type",
    ),
    "two options of one value": (
        "message",
        message(actions(menu(options=[option(), option()]))),
        "/blocks/0/elements/0",
    ),
}


@pytest.mark.parametrize(("surface", "payload", "pointer"), OUR_OWN.values(), ids=OUR_OWN)
def test_what_only_we_refuse_is_ours_and_slack_takes_it(surface: Surface, payload: Json, pointer: str) -> None:
    assert [(problem.pointer, problem.code) for problem in problems(payload, surface)] == [(pointer, OURS)]
    assert problems(payload, surface, strict=False) == []


def test_a_broadcast_in_plain_text_is_only_words() -> None:
    assert problems(message(section(text=plain("<!here>"))), "message") == []


def test_nothing_to_say_is_slacks_no_text() -> None:
    assert problems({"text": "", "blocks": []}, "message") == [Problem("", "text or blocks are needed", "no_text")]
