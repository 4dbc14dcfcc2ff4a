"""What survives a restart: one JSON file, replaced in one step, written soon after a change and at the end."""

import asyncio
import dataclasses
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from bot.errors import Refused
from bot.playground.clock import write_atomically
from bot.playground.core import Slack
from bot.playground.slack_error import Json
from bot.playground.state import Channel, File, Message, Person, SquarePost, UserGroup, View, World

FILE: Final = "slack.json"
FORMAT: Final = 1
BREATH: Final = 0.002
SHARE: Final = 20.0
"""Writing takes at most one part in so many of the time."""


def save(slack: Slack) -> None:
    """Write everything that survives."""
    write_atomically(slack.data_dir / FILE, "".join(_parts(slack)))


async def save_gently(slack: Slack) -> None:
    """Write it a little at a time, so that nobody waits; what changes meanwhile is written next time."""
    parts, since = [], time.monotonic()
    for part in _parts(slack):
        parts.append(part)
        if time.monotonic() - since > BREATH:
            await asyncio.sleep(0)
            since = time.monotonic()
    write_atomically(slack.data_dir / FILE, "".join(parts))


def _parts(slack: Slack) -> Iterator[str]:
    """The file, piece by piece; no piece is large."""
    world = slack.world
    yield f'{{"format": {FORMAT}, "counter": {world.counter}, "last_ts": {slack.clock.last_ts}'
    for name in ("people", "usergroups", "homes", "square", "files"):
        yield f', "{name}": {_json(getattr(world, name))}'
    yield ', "channels": ['
    for number, channel in enumerate(list(world.channels.values())):
        yield ", " if number else ""
        yield from _channel_parts(channel)
    yield "]}"


def _channel_parts(channel: Channel) -> Iterator[str]:
    """A channel without its ephemeral messages: those do not survive a reload of Slack either."""
    yield f'{{"channel": {_json(dataclasses.replace(channel, messages={}))}, "messages": ['
    lasting = [message for message in channel.messages.values() if message.addressee is None]
    for number, message in enumerate(lasting):
        yield f"{', ' if number else ''}{_json(message)}"
    yield "]}"


def _json(value: object) -> str:
    return json.dumps(value, default=_fields, ensure_ascii=False)


def _fields(value: Any) -> Json:  # noqa: ANN401 - a dataclass of state.py
    return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}


def load(folder: Path) -> World | None:
    """Read what was kept, or None at the first start; Refused if it cannot be understood."""
    file = folder / FILE
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        return _world(kept)
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, KeyError) as error:
        raise Refused(
            "%(file)s cannot be read: move it away, and the playground starts with a new team.", file=file
        ) from error


def _world(kept: Json) -> World:
    if kept["format"] != FORMAT:
        raise ValueError(kept["format"])
    channels = [_channel(one) for one in kept["channels"]]
    return World(
        people={name: Person(**one) for name, one in kept["people"].items()},
        channels={channel.id: channel for channel in channels},
        usergroups={name: UserGroup(**one) for name, one in kept["usergroups"].items()},
        homes={name: View(**one) for name, one in kept["homes"].items()},
        square=[SquarePost(**one) for one in kept["square"]],
        files={name: File(**one) for name, one in kept.get("files", {}).items()},
        counter=kept["counter"],
        last_ts=kept["last_ts"],
    )


def _channel(kept: Json) -> Channel:
    messages = [Message(**one) for one in kept["messages"]]
    return Channel(**{**kept["channel"], "messages": {message.ts: message for message in messages}})


async def keep_saving(slack: Slack) -> None:
    """Save soon after each change, seldom enough to leave the loop to the others."""
    async for version in slack.changes.follow(3600.0):
        if version is None:
            continue
        await asyncio.sleep(slack.patience.save)
        started = time.monotonic()
        await save_gently(slack)
        await asyncio.sleep((time.monotonic() - started) * SHARE)
