"""What Slack refuses about blocks and views, in Slack's words."""

import json
import secrets
from typing import Literal

from bot.blockkit import LIMITS, Problem, problems
from bot.playground.core import Slack
from bot.playground.form_state import filled, with_ids
from bot.playground.pictures import check_pictures
from bot.playground.slack_error import Json, SlackError, unsupported
from bot.playground.state import Block
from bot.playground.supported import BLOCKS, ELEMENTS


def checked_message(slack: Slack, text: str, blocks: list[Json]) -> list[Block]:
    """Give the blocks as Slack stores them; SlackError says where they are wrong."""
    if not text and not blocks:
        raise SlackError("no_text")
    _refuse(problems({"text": text, "blocks": blocks}, "message", strict=False))
    _refuse_unsupported(blocks)
    check_pictures(slack, blocks, "/blocks", "invalid_blocks")
    return with_ids(blocks, _new_id)


def checked_view(slack: Slack, view: Json, kind: Literal["modal", "home"]) -> Json:
    """Give the view as Slack stores it; SlackError says where it is wrong."""
    if view.get("type") != kind:
        raise SlackError("invalid_arguments", f"[ERROR] must be a {kind} view [json-pointer:/view/type]")
    if len(json.dumps(view, ensure_ascii=False).encode()) > LIMITS["view.bytes"]:
        raise SlackError("view_too_large")
    _refuse(problems(view, kind, strict=False), "/view")
    _refuse_unsupported(view["blocks"])
    check_pictures(slack, view["blocks"], "/view/blocks", "invalid_arguments")
    return {**filled(view), "blocks": with_ids(view["blocks"], _new_id)}


def checked_options(answer: object) -> Json:
    """Give what the app offers for a select, by the rules for a static one; groups or options, at most 100."""
    if not isinstance(answer, dict) or len({"options", "option_groups"} & answer.keys()) != 1:
        raise SlackError("invalid_arguments", "[ERROR] one of options and option_groups is needed")
    offered = {key: answer[key] for key in ("options", "option_groups") if key in answer}
    if not all(offered.values()):
        return offered
    select = {"type": "static_select", "action_id": "a", **offered}
    _refuse(problems({"text": "t", "blocks": [{"type": "actions", "elements": [select]}]}, "message", strict=False))
    return offered


def _refuse(found: list[Problem], root: str = "") -> None:
    if found:
        lines = (f"[ERROR] {one.message} [json-pointer:{root}{one.pointer}]" for one in found)
        raise SlackError(found[0].code, *lines)


def _refuse_unsupported(blocks: list[Json]) -> None:
    for block in blocks:
        if block["type"] not in BLOCKS:
            raise unsupported(f"blocks of type {block['type']}")
        if block["type"] in {"rich_text", "context"}:
            continue
        inside = [block.get("element"), block.get("accessory"), *block.get("elements", [])]
        for element in inside:
            if element is not None and element["type"] not in ELEMENTS:
                raise unsupported(f"elements of type {element['type']}")


def _new_id() -> str:
    return secrets.token_urlsafe(4)
