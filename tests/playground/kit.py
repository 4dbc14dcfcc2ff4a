"""Block Kit for these tests."""

from typing import Any

Json = dict[str, Any]


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0"
"""As much of a picture as is looked at."""


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def section(text: str = "Hello", **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(action_id: str = "go", **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain("Go"), **more}


def actions(*elements: Json, block_id: str = "row") -> Json:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def field(block_id: str, kind: str = "plain_text_input", *, optional: bool = False, **element: Any) -> Json:
    inside = {"type": kind, "action_id": "it", **element}
    return {"type": "input", "block_id": block_id, "label": plain(block_id), "optional": optional, "element": inside}


def modal(*blocks: Json, callback_id: str = "form", **more: Any) -> Json:
    body = {"type": "modal", "callback_id": callback_id, "title": plain("Form"), "submit": plain("Send")}
    return {**body, "blocks": list(blocks) or [field("words")], **more}


def home(*blocks: Json) -> Json:
    return {"type": "home", "blocks": list(blocks) or [section("Home")]}


def option(value: str) -> Json:
    return {"text": plain(value.title()), "value": value}


def typed(block_id: str, **value: Any) -> Json:
    """What a person filled in."""
    return {block_id: {"it": value}}
