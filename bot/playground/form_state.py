"""Which elements hold a value, under which name Slack reports it, and what they hold at first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from bot.playground.slack_error import Json
from bot.playground.state import Block, Values

SLOTS: Final = {
    "plain_text_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "number_input": "value",
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "checkboxes": "selected_options",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "file_input": "files",
}
LISTS: Final = frozenset(
    slot for kind, slot in SLOTS.items() if kind.startswith("multi_") or kind in {"checkboxes", "file_input"}
)
PRESSABLE: Final = frozenset({*SLOTS, "button", "overflow"})
INITIAL: Final = {slot: slot.replace("selected", "initial") for slot in SLOTS.values()} | {"value": "initial_value"}


@dataclass(frozen=True, slots=True)
class Place:
    """An element with an action_id, and the block it stands in."""

    block: Block
    element: Block

    @property
    def block_id(self) -> str:
        """The block's id."""
        return str(self.block["block_id"])

    @property
    def action_id(self) -> str:
        """The element's id."""
        return str(self.element["action_id"])

    @property
    def kind(self) -> str:
        """The element's type."""
        return str(self.element["type"])

    @property
    def in_input(self) -> bool:
        """Whether it is a field of a form, and not something to press in the text."""
        return bool(self.block["type"] == "input")


def places(blocks: list[Block]) -> Iterator[Place]:
    """Every element that a person can use, in reading order."""
    for block in blocks:
        found = [block.get("element"), block.get("accessory"), *block.get("elements", [])]
        for element in found:
            if isinstance(element, dict) and "action_id" in element:
                yield Place(block, element)


def find_place(blocks: list[Block], block_id: str, action_id: str) -> Place | None:
    """The element with these ids."""
    for place in places(blocks):
        if (place.block_id, place.action_id) == (block_id, action_id):
            return place
    return None


def initial(element: Block) -> Any:  # noqa: ANN401 - a string, a number, an option or a list of them
    """What the element holds before anybody touches it."""
    slot = SLOTS[element["type"]]
    return element.get(INITIAL[slot], [] if slot in LISTS else None)


def state_values(blocks: list[Block], typed: Values) -> Values:
    """`state.values` as Slack sends it: what was typed, else what the element started with."""
    values: Values = {}
    for place in places(blocks):
        slot = SLOTS.get(place.kind)
        if slot is None:
            continue
        held = typed.get(place.block_id, {}).get(place.action_id)
        value = initial(place.element) if held is None else held.get(slot)
        values.setdefault(place.block_id, {})[place.action_id] = {"type": place.kind, slot: value}
    return values


def still_there(typed: Values, blocks: list[Block]) -> Values:
    """What stays filled in when a view gets new blocks: ids and type must be the same."""
    kinds = {(place.block_id, place.action_id): place.kind for place in places(blocks)}
    kept: Values = {}
    for block_id, actions in typed.items():
        for action_id, value in actions.items():
            if kinds.get((block_id, action_id)) == value["type"]:
                kept.setdefault(block_id, {})[action_id] = value
    return kept


def with_ids(blocks: list[Json], new_id: Callable[[], str]) -> list[Json]:
    """The blocks as Slack stores them: every id and every default of a text object written out."""
    stored = [filled(block) for block in blocks]
    for block in stored:
        block.setdefault("block_id", new_id())
    for block in stored:
        inside = [block.get("element"), block.get("accessory"), *block.get("elements", [])]
        for element in inside:
            if isinstance(element, dict) and element.get("type") in PRESSABLE:
                element.setdefault("action_id", new_id())
    return stored


def filled(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """A copy in which the defaults of text objects are written out."""
    if isinstance(value, list):
        return [filled(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    copy = {key: filled(inner) for key, inner in value.items()}
    if copy.get("type") == "plain_text":
        copy.setdefault("emoji", True)
    elif copy.get("type") == "mrkdwn":
        copy.setdefault("verbatim", False)
    return copy
