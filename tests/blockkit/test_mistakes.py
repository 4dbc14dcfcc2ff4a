"""Any mistake in a valid payload is caught, and any JSON gets an answer."""

import copy
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.blockkit import Surface, problems
from tests.blockkit.payloads import (
    CONFIRM,
    IMAGE,
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
    option,
    options,
    plain,
    rich,
    section,
    typed,
)

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
    *("min_length", "max_length", "url", "text", "bold"),
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
    assert problems(payload, surface)


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
