"""Moving team time: forward only, from one due moment to the next, so that everything happens in order."""

import asyncio
import time
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

import httpx

from bot.errors import Refused
from bot.playground import when
from bot.playground.core import Slack
from bot.playground.slack_error import Json

LOOK_EVERY: Final = 0.05
MOVING: Final = Refused("The time is being moved already.")
HERE: Final = frozenset({"127.0.0.1", "localhost"})


def target(to: str | None, text: str | None, zone: str, now: datetime) -> datetime:
    """Read where the time shall go: `to` is ISO 8601 with an offset, `text` is what people write."""
    if text is not None:
        return when.moment(text, zone, now)
    try:
        moment = datetime.fromisoformat(to or "")
    except ValueError:
        raise Refused("I cannot read “%(text)s” as a moment.", text=to) from None
    if moment.tzinfo is None:
        raise Refused("I cannot read “%(text)s” as a moment.", text=to)
    return moment.astimezone(UTC)


def own_address(url: str) -> str:
    """Check an address of the bot: this machine's, nobody else's."""
    parts = urlsplit(url)
    if parts.scheme != "http" or parts.hostname not in HERE:
        raise Refused("The bot must be on this machine.")
    return url


async def move(slack: Slack, target: datetime) -> datetime:
    """Go to `target`, stopping at each moment at which the bot has something to do."""
    if slack.moving:
        raise MOVING
    if target <= slack.clock.now():
        raise Refused("Time only goes forward here. To start anew, reset the playground.")
    slack.moving = True
    try:
        async with httpx.AsyncClient(timeout=5, trust_env=False) as client:
            await _walk(slack, target, client)
    finally:
        slack.moving = False
        slack.changes.touch()
    return slack.clock.now()


async def _walk(slack: Slack, target: datetime, client: httpx.AsyncClient) -> None:
    while True:
        due = await _settle(slack, client)
        last = due is None or due > target
        slack.clock.move_to(target if last or due is None else due)
        slack.changes.touch()
        if last:
            await _settle(slack, client)
            return


async def _settle(slack: Slack, client: httpx.AsyncClient) -> datetime | None:
    """Wait until nothing is under way or due; the next moment at which something will be."""
    until = time.monotonic() + slack.patience.bot
    while time.monotonic() < until:
        if not slack.pending:
            health = await _health(slack, client)
            due = _due(health)
            if health.get("idle", True) and not slack.pending and (due is None or due > slack.clock.now()):
                return due
        await asyncio.sleep(LOOK_EVERY)
    raise Refused("The bot did not finish what is due, so the time stays here for now.")


async def _health(slack: Slack, client: httpx.AsyncClient) -> Json:
    if slack.health_url is None:
        return {}
    try:
        health = (await client.get(slack.health_url)).json()
    except (httpx.HTTPError, ValueError):
        raise Refused("The bot does not answer, so the time stays here for now.") from None
    return health if isinstance(health, dict) else {}


def _due(health: Json) -> datetime | None:
    due = health.get("next_due")
    return datetime.fromisoformat(due) if isinstance(due, str) else None
