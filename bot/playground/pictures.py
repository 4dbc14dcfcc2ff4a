"""Pictures in blocks that are files: there, looked at, and of a kind that Slack shows."""

import re
from collections.abc import Iterator
from typing import Final

from bot.playground.core import Slack
from bot.playground.files import app_has, is_picture
from bot.playground.slack_error import Json, SlackError
from bot.playground.state import File

FILE_ID: Final = re.compile(r"/files/(F\w+)(?:/|$)")


def check_pictures(slack: Slack, blocks: list[Json], root: str, code: str) -> None:
    """Refuse a picture that cannot be shown (yet), with the pointer to it; the others stay as long as any file."""
    shown = []
    for pointer, named in _slack_files(blocks, root):
        file = _named(slack, named)
        if file is None or not app_has(slack, file) or not is_picture(slack, file):
            raise SlackError(code, f"[ERROR] invalid slack file [json-pointer:{pointer}]")
        shown.append(file)
    for file in shown:
        file.in_blocks = True


def _slack_files(value: object, at: str) -> Iterator[tuple[str, Json]]:
    """Every `slack_file` with its pointer, in reading order."""
    if isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _slack_files(inner, f"{at}/{place}")
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key == "slack_file" and isinstance(inner, dict):
                yield f"{at}/{key}", inner
            else:
                yield from _slack_files(inner, f"{at}/{key}")


def _named(slack: Slack, named: Json) -> File | None:
    """The file behind an id, or behind one of its addresses."""
    if "id" in named:
        return slack.world.files.get(named["id"])
    address = str(named["url"])
    found = FILE_ID.match(address.removeprefix(slack.origin)) if address.startswith(slack.origin) else None
    return slack.world.files.get(found[1]) if found else None
