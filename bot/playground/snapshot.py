"""What survives a restart: one JSON file, replaced in one step, written soon after a change and at the end."""

import asyncio
import dataclasses
import json
import time
from pathlib import Path
from typing import Any, Final

from bot.errors import Refused
from bot.playground.clock import write_atomically
from bot.playground.core import Slack
from bot.playground.slack_error import Json
from bot.playground.state import Channel, Message, Person, SquarePost, UserGroup, View, World

FILE: Final = "slack.json"
FORMAT: Final = 1
SHARE: Final = 20.0
"""Writing takes at most one part in so many of the time."""


def save(slack: Slack) -> None:
    """Write everything that survives."""
    world = slack.world
    kept = {
        "format": FORMAT,
        "people": world.people,
        "channels": world.channels,
        "usergroups": world.usergroups,
        "homes": world.homes,
        "square": world.square,
        "counter": world.counter,
        "last_ts": slack.clock.last_ts,
    }
    write_atomically(slack.data_dir / FILE, json.dumps(kept, default=_plain, ensure_ascii=False))


def _plain(value: Any) -> Json:  # noqa: ANN401 - what json does not know
    return {
        field.name: getattr(value, field.name)
        for field in dataclasses.fields(value)
        if not (field.name == "messages" and isinstance(value, Channel))
    } | _lasting_messages(value)


def _lasting_messages(value: object) -> Json:
    """A channel's messages without the ephemeral ones: those do not survive a reload of Slack either."""
    if not isinstance(value, Channel):
        return {}
    return {"messages": {ts: one for ts, one in value.messages.items() if one.addressee is None}}


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
    channels = {name: _channel(one) for name, one in kept["channels"].items()}
    return World(
        people={name: Person(**one) for name, one in kept["people"].items()},
        channels=channels,
        usergroups={name: UserGroup(**one) for name, one in kept["usergroups"].items()},
        homes={name: View(**one) for name, one in kept["homes"].items()},
        square=[SquarePost(**one) for one in kept["square"]],
        counter=kept["counter"],
        last_ts=kept["last_ts"],
    )


def _channel(kept: Json) -> Channel:
    messages = {ts: Message(**one) for ts, one in kept.pop("messages").items()}
    return Channel(**kept, messages=messages)


async def keep_saving(slack: Slack) -> None:
    """Save soon after each change, seldom enough to leave the loop to the others."""
    async for version in slack.changes.follow(3600.0):
        if version is None:
            continue
        await asyncio.sleep(slack.patience.save)
        started = time.monotonic()
        save(slack)
        await asyncio.sleep((time.monotonic() - started) * SHARE)
