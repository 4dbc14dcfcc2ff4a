"""Small builders of Block Kit JSON for the linter's tests."""

from typing import Any

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
