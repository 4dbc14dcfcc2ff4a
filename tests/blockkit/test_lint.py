"""The linter refuses what Slack refuses, where it stands; the table is the handbook's 41 payloads and more."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blockkit import LIMITS, OURS, Problem, Surface, problems

Json = dict[str, Any]


def plain(text: str = "words") -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "words") -> Json:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def option(text: str = "words", value: str = "value") -> Json:
    return {"text": plain(text), "value": value}


def button(**keys: object) -> Json:
    return {"type": "button", "text": plain(), **keys}


def section(**keys: object) -> Json:
    return {"type": "section", "text": mrkdwn(), **keys}


def actions(*elements: Json, **keys: object) -> Json:
    return {"type": "actions", "elements": list(elements), **keys}


def context(*elements: Json) -> Json:
    return {"type": "context", "elements": list(elements)}


def options(count: int) -> list[Json]:
    return [option(value=str(n)) for n in range(count)]


def menu(**keys: object) -> Json:
    return {"type": "static_select", "options": options(2), **keys}


def asking(element: Json, **keys: object) -> Json:
    return {"type": "input", "label": plain(), "element": element, **keys}


def typed(**keys: object) -> Json:
    return {"type": "plain_text_input", "action_id": "words", **keys}


def modal(*blocks: Json, **keys: object) -> Json:
    return {"type": "modal", "title": plain(), "submit": plain(), "blocks": list(blocks), **keys}


def home(*blocks: Json, **keys: object) -> Json:
    return {"type": "home", "blocks": list(blocks), **keys}


def message(*blocks: Json, text: str = "in words") -> Json:
    return {"text": text, "blocks": list(blocks)}


def without(thing: Json, key: str) -> Json:
    return {name: value for name, value in thing.items() if name != key}


CONFIRM = {"title": plain(), "text": plain(), "confirm": plain(), "deny": plain()}
IMAGE = {"type": "image", "image_url": "https://example.org/x.png", "alt_text": "x"}
MARKDOWN = {"type": "markdown", "text": "words"}
FILES = {"type": "file_input", "action_id": "files"}
DATE = {"type": "datepicker"}
NUMBER = {"type": "number_input", "is_decimal_allowed": False}
RICH_SECTION = {
    "type": "rich_text_section",
    "elements": [
        {"type": "text", "text": "x", "style": {"bold": True}},
        {"type": "link", "url": "https://example.org", "text": "x"},
        {"type": "user", "user_id": "U1"},
        {"type": "emoji", "name": "tada"},
    ],
}


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


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
        typed(multiline=True, min_length=1, max_length=10, initial_value="words"),
        {"type": "email_text_input"},
        {"type": "url_text_input", "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]}},
        {**NUMBER, "min_value": "1", "initial_value": "2", "max_value": "3"},
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
        modal(asking({**NUMBER, "initial_value": "many"})),
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


def test_too_much_text_in_all_is_slacks_own_code() -> None:
    long = message(*[section(text=plain("x" * 2700))] * 5)
    assert [problem.code for problem in problems(long, "message", strict=False)] == ["msg_blocks_too_long"]


def test_a_view_over_250_kilobytes_is_too_large() -> None:
    big = modal(*[section(text=plain("x" * 3000))] * 90)
    assert [problem.code for problem in problems(big, "modal", strict=False)] == ["view_too_large"]


@pytest.mark.parametrize("character", ["x", "é", "日", "🎉"])
def test_lengths_count_code_points(character: str) -> None:
    assert problems(message(section(text=plain(character * 3000))), "message") == []
    assert problems(message(section(text=plain(character * 3001))), "message") != []


def test_limits_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        LIMITS["text"] = 1  # type: ignore[index] # that it is refused is the test


VALID: dict[Surface, Json] = {
    "message": message(
        section(block_id="a", accessory=button(action_id="a", value="1", confirm=CONFIRM)),
        actions(button(action_id="a"), menu(action_id="b", initial_option=option(value="1")), block_id="b"),
        context(IMAGE),
        rich(RICH_SECTION),
    ),
    "modal": modal(
        asking(typed(min_length=1, max_length=9), block_id="a"),
        asking({"type": "radio_buttons", "options": options(3)}, block_id="b", hint=plain()),
        close=plain(),
    ),
    "home": home({"type": "header", "text": plain()}, actions(button(action_id="a", url="https://example.org"))),
}
# Free to leave out, so that leaving it out is no mistake.
OPTIONAL = {
    *("block_id", "action_id", "value", "confirm", "accessory", "initial_option", "close", "hint", "style"),
    *("min_length", "max_length", "url", "text"),
}

FREE = {("message", ("text",)), ("message", ("blocks",))}  # one of them is enough


def places(thing: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inside = thing.items() if isinstance(thing, dict) else enumerate(thing) if isinstance(thing, list) else ()
    return [path, *(place for key, child in inside for place in places(child, (*path, key)))]


def at(thing: Any, path: tuple[str | int, ...]) -> Any:
    for key in path:
        thing = thing[key]
    return thing


@st.composite
def mutations(draw: st.DrawFn) -> tuple[Surface, Json]:
    """A valid payload with one mistake in it."""
    surface = draw(st.sampled_from(sorted(VALID)))
    payload = copy.deepcopy(VALID[surface])
    path = draw(st.sampled_from([path for path in places(payload) if path and (surface, path) not in FREE]))
    parent, key = at(payload, path[:-1]), path[-1]
    value = parent[key]
    ways = ["null", "wrong type"]
    if isinstance(value, dict):
        ways += ["stranger"] + (["other type"] if "type" in value else [])
    if isinstance(value, str):
        ways += ["long"]
    if isinstance(key, str) and key not in OPTIONAL:
        ways += ["missing"]
    match draw(st.sampled_from(ways)):
        case "null":
            parent[key] = None
        case "wrong type":
            parent[key] = ["x"] if isinstance(value, str | int) else 1.5
        case "stranger":
            value["stranger"] = 1
        case "other type":
            value["type"] = "stranger"
        case "long":
            parent[key] = "x" * 13_201
        case "missing":
            del parent[key]
    return surface, payload


@given(mutations())
def test_any_mistake_in_a_valid_payload_is_caught(mutation: tuple[Surface, Json]) -> None:
    surface, payload = mutation
    assert problems(payload, surface, strict=False) or payload == VALID[surface]


def test_the_payloads_to_be_broken_are_whole() -> None:
    assert {surface: problems(payload, surface) for surface, payload in VALID.items()} == {
        "message": [],
        "modal": [],
        "home": [],
    }


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "text", "blocks", "elements", "element", "options", "block_id", "action_id"])
            | st.text(max_size=3),
            inner | st.sampled_from(["section", "actions", "plain_text", "static_select", "modal"]),
            max_size=6,
        )
    ),
    max_leaves=30,
)


@given(st.dictionaries(st.sampled_from(["type", "text", "blocks", "title"]), JSON), st.sampled_from(sorted(VALID)))
def test_any_json_gets_an_answer_whose_pointers_lead_somewhere(payload: Json, surface: Surface) -> None:
    before = json.dumps(payload)
    for problem in problems(payload, surface):
        path = [step.replace("~1", "/").replace("~0", "~") for step in problem.pointer.split("/")[1:]]
        here: Any = payload
        for step in path[:-1]:
            here = here[int(step)] if isinstance(here, list) else here[step]
    assert json.dumps(payload) == before
