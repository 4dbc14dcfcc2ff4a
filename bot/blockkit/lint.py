"""The linter: everything that is wrong with a message or a view before it is sent."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.blockkit.limits import LIMITS
from bot.blockkit.specs import OURS, Found, Problem, below
from bot.blockkit.surfaces import MESSAGE_BLOCKS, VIEWS, Surface

BROADCAST = re.compile(r"<!(?:here|channel|everyone|subteam\^)")
PINGS_MANY = frozenset({"broadcast", "usergroup"})


def problems(payload: Mapping[str, object], surface: Surface, *, strict: bool = True) -> list[Problem]:
    """Everything wrong with `payload`: {"text", "blocks"} for a message, the whole view otherwise.

    Pointers start at the payload. `strict=False` leaves out what only we refuse (code "ours"), so
    what remains is what Slack refuses. A view's problems carry `invalid_arguments`, as Slack's do.
    """
    found = list(_message(payload) if surface == "message" else _view(payload, surface))
    return [problem for problem in found if strict or problem.code != OURS]


def _message(payload: Mapping[str, object]) -> Found:
    words, blocks = payload.get("text"), payload.get("blocks")
    if not words and not blocks:
        yield Problem("", "text or blocks are needed", "no_text")
    elif not words:
        yield Problem("/text", "screen readers and notifications need text", OURS)
    if words and not isinstance(words, str):
        yield Problem("/text", "must be a string")
    elif isinstance(words, str) and len(words) > LIMITS["message.text"]:
        yield Problem("/text", "chat.update would answer msg_too_long", OURS)
    if blocks is None:
        blocks = []
    yield from MESSAGE_BLOCKS.check(blocks, "/blocks")
    yield from _between_blocks(blocks)
    yield from _budget(blocks)
    yield from _broadcasts(payload, "")


def _view(payload: Mapping[str, object], surface: Surface) -> Found:
    for problem in (
        *VIEWS[surface].check(payload, ""),
        *_between_blocks(payload.get("blocks")),
        *_submit(payload, surface),
    ):
        yield replace(problem, code="invalid_arguments") if problem.code == "invalid_blocks" else problem
    if len(json.dumps(payload, ensure_ascii=False).encode()) > LIMITS["view.bytes"]:
        yield Problem("", f"more than {LIMITS['view.bytes']} bytes", "view_too_large")
    yield from _broadcasts(payload, "")


def _submit(view: Mapping[str, object], surface: Surface) -> Found:
    asks = any(block.get("type") == "input" for _, block in _objects(view.get("blocks"), "/blocks", deep=False))
    if surface == "modal" and asks and "submit" not in view:
        yield Problem("", "missing required field: submit (the view has an input block)")


def _between_blocks(blocks: object) -> Found:
    """block_id is unique among the blocks, action_id inside a block, focus in the whole."""
    ids = Counter[object]()
    focused = 0
    for at, block in _objects(blocks, "/blocks", deep=False):
        yield from _repeated(ids, block, "block_id", at)
        actions = Counter[object]()
        for inner, element in _objects(block, at):
            yield from _repeated(actions, element, "action_id", inner)
            focused += element.get("focus_on_load") is True
    if focused > 1:
        yield Problem("/blocks", "only one element may have focus_on_load")


def _repeated(seen: Counter[object], thing: Mapping[str, object], key: str, at: str) -> Found:
    name = thing.get(key)
    if isinstance(name, str):
        seen[name] += 1
        if seen[name] > 1:
            yield Problem(below(at, key), f"{key} {name!r} already exists")


def _budget(blocks: object) -> Found:
    """All strings under "text" together; how Slack counts is not documented."""
    texts = list(_lengths(blocks))
    markdown = [length for kind, length in texts if kind == "markdown"]
    if len(markdown) > 1 and sum(markdown) > LIMITS["markdown"]:
        yield Problem("/blocks", f"markdown blocks of more than {LIMITS['markdown']} characters in all")
    total = sum(length for _, length in texts)
    if total > LIMITS["message.total"]:
        yield Problem("/blocks", f"{total} characters of text in all", "msg_blocks_too_long")
    elif total > LIMITS["message.budget"]:
        yield Problem("/blocks", f"{total} characters of text in all, the budget is less", OURS)


def weight(blocks: object) -> int:
    """Count the characters of all text in blocks, as the budget of a message does."""
    return sum(length for _, length in _lengths(blocks))


def _lengths(blocks: object) -> Iterator[tuple[object, int]]:
    for _, thing in _objects(blocks, "/blocks"):
        if isinstance(words := thing.get("text"), str):
            yield thing.get("type"), len(words)


def _broadcasts(payload: object, at: str) -> Found:
    """Nothing we send pings a crowd; plain_text is left out, for Slack reads no tokens there."""
    for inner, thing in _objects(payload, at):
        words, kind = thing.get("text"), thing.get("type")
        if isinstance(kind, str) and kind in PINGS_MANY:
            yield Problem(below(inner, "type"), "pings many people", OURS)
        if kind != "plain_text" and isinstance(words, str) and BROADCAST.search(words):
            yield Problem(below(inner, "text"), "pings many people", OURS)


def _objects(root: object, at: str, *, deep: bool = True) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Every object under `root` with its pointer, in reading order; only a list's own ones if not `deep`."""
    waiting: list[tuple[str, object]] = [(at, root)]
    while waiting:
        here, value = waiting.pop()
        inside: list[tuple[str, object]] = []
        if isinstance(value, Mapping):
            yield here, value
            inside = [(below(here, key), child) for key, child in value.items()] if deep else []
        elif isinstance(value, list):
            inside = [(below(here, place), child) for place, child in enumerate(value)]
        waiting.extend(reversed(inside))
