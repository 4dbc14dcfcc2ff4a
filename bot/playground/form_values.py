"""What people may put into an element, checked as Slack's own window does before anything is sent."""

import re
from collections.abc import Callable, Iterator
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from bot.blockkit import LIMITS
from bot.errors import Refused
from bot.playground.file_kinds import ending
from bot.playground.form_state import LISTS, SLOTS, Place, filled, places
from bot.playground.slack_error import Json
from bot.playground.state import Block, Values, World

EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
WEB: Final = re.compile(r"https?://[^\s]+", re.IGNORECASE)
UNIX_DIGITS: Final = 10
OPTION: Final = ("text", "value", "description")
MOST_FILES: Final = LIMITS["file_input.max_files"]
MOST_BYTES_A_FILE: Final = 10_000_000


def held(place: Place, given: Json, world: World) -> Json:
    """Give the state value object for what a person entered; `Refused` where the element cannot hold it."""
    slot = SLOTS[place.kind]
    value = given.get(slot)
    if slot in LISTS:
        value = [_one(place, inner, world) for inner in value or []]
        most = MOST_FILES if place.kind == "file_input" else None
        most = place.element.get("max_files", place.element.get("max_selected_items", most))
        if most is not None and len(value) > most:
            raise Refused("Choose at most %(most)s.", field=place.block_id, most=most)
    elif value is not None and value != "":
        value = _one(place, value, world)
    else:
        value = None
    return {"type": place.kind, slot: value}


def _one(place: Place, value: Any, world: World) -> Any:  # noqa: ANN401 - what the element's type holds
    return READERS[SLOTS[place.kind].removesuffix("s")](place, value, world)


def _words(place: Place, value: object, _world: World) -> str:
    if not isinstance(value, str):
        raise _odd(place)
    return value


def _option(place: Place, value: object, _world: World) -> Json:
    name = value.get("value") if isinstance(value, dict) else value
    if "external" in place.kind:
        if isinstance(value, dict) and isinstance(name, str) and isinstance(value.get("text"), dict):
            return Json(filled({key: value[key] for key in OPTION if key in value}))
        raise _odd(place)
    for option in options(place.element):
        if option["value"] == name:
            return {key: option[key] for key in OPTION if key in option}
    raise Refused("That is not among the choices.", field=place.block_id)


def options(element: Block) -> Iterator[Json]:
    """Every choice of an element, also those in groups."""
    yield from element.get("options", [])
    for group in element.get("option_groups", []):
        yield from group["options"]


def _user(place: Place, value: object, world: World) -> str:
    if not isinstance(value, str) or value not in world.people:
        raise _odd(place)
    return value


def _channel(place: Place, value: object, world: World) -> str:
    if not isinstance(value, str) or value not in world.channels:
        raise _odd(place)
    if place.kind.endswith("channels_select") and world.channels[value].is_private:
        raise _odd(place)
    return value


def _file(place: Place, value: object, world: World) -> str:
    """Give a file's id; the page may send back the whole file object that it got."""
    name = value.get("id") if isinstance(value, dict) else value
    file = world.files.get(name) if isinstance(name, str) else None
    if file is None:
        raise _odd(place)
    wanted = place.element.get("filetypes")
    if wanted and not {file.filetype, ending(file.name)} & {one.lower() for one in wanted}:
        raise Refused("%(name)s is not of a kind that is taken here.", field=place.block_id, name=file.name)
    if file.size > MOST_BYTES_A_FILE:
        raise Refused("%(name)s is larger than 10 MB.", field=place.block_id, name=file.name)
    return file.id


def _date(place: Place, value: object, _world: World) -> str:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise _odd(place) from None


def _time(place: Place, value: object, _world: World) -> str:
    try:
        return time.fromisoformat(str(value)).strftime("%H:%M")
    except ValueError:
        raise _odd(place) from None


def _moment(place: Place, value: object, _world: World) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or len(str(value)) != UNIX_DIGITS:
        raise _odd(place)
    return value


def _odd(place: Place) -> Refused:
    return Refused("%(kind)s cannot hold that.", field=place.block_id, kind=place.kind)


READERS: Final[dict[str, Callable[[Place, object, World], object]]] = {
    "value": _words,
    "selected_option": _option,
    "selected_user": _user,
    "selected_conversation": _channel,
    "selected_channel": _channel,
    "selected_date": _date,
    "selected_time": _time,
    "selected_date_time": _moment,
    "file": _file,
}


def missing_and_wrong(blocks: list[Block], values: Values) -> dict[str, Refused]:
    """Give the errors under the fields of a form that Slack's window would not send, by block_id."""
    found: dict[str, Refused] = {}
    for place in places(blocks):
        if not place.in_input:
            continue
        value = values[place.block_id][place.action_id][SLOTS[place.kind]]
        refused = _missing(place, value) or _wrong(place.element, value)
        if refused is not None:
            found[place.block_id] = refused
    return found


def _missing(place: Place, value: object) -> Refused | None:
    empty = value is None or value == [] or (isinstance(value, str) and not value.strip())
    if empty and not place.block.get("optional"):
        return Refused("Please fill this in: it is required.")
    return None


def _wrong(element: Block, value: object) -> Refused | None:
    if not isinstance(value, str) or element["type"] not in CHECKS:
        return None
    return CHECKS[element["type"]](element, value)


def _length(element: Block, value: str) -> Refused | None:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if len(value) < least:
        return Refused("Please write at least %(least)s characters.", least=least)
    if len(value) > most:
        return Refused("Please write at most %(most)s characters.", most=most)
    return None


def _number(element: Block, value: str) -> Refused | None:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return Refused("Please enter a number.")
    if not number.is_finite() or (not element.get("is_decimal_allowed") and number != number.to_integral_value()):
        return Refused("Please enter a whole number.")
    least, most = element.get("min_value"), element.get("max_value")
    if least is not None and number < Decimal(least):
        return Refused("Please enter %(least)s or more.", least=least)
    if most is not None and number > Decimal(most):
        return Refused("Please enter %(most)s or less.", most=most)
    return None


def _email(_element: Block, value: str) -> Refused | None:
    return None if EMAIL.fullmatch(value) else Refused("Please enter an e-mail address.")


def _web(_element: Block, value: str) -> Refused | None:
    return None if WEB.fullmatch(value) else Refused("Please enter a web address that starts with https://.")


CHECKS: Final[dict[str, Callable[[Block, str], Refused | None]]] = {
    "plain_text_input": _length,
    "number_input": _number,
    "email_text_input": _email,
    "url_text_input": _web,
}
