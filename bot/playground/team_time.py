"""Moving team time: forward only, from one due moment to the next, so that everything happens in order."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Final

import httpx

from bot.errors import Refused
from bot.playground import bot_health, when
from bot.playground.bot_health import MOVING, RESETTING
from bot.playground.core import Slack

LOOK_EVERY: Final = 0.05
RETRYING: Final = timedelta(seconds=10)
"""What is tried again within this time of the machine belongs to the moment at which it was due."""


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


async def move(slack: Slack, target: datetime) -> datetime:
    """Go to `target`, stopping at each moment at which the bot has something to do."""
    if slack.resetting or slack.moving:
        raise RESETTING if slack.resetting else MOVING
    if target <= slack.clock.now():
        raise Refused("Time only goes forward here. To start anew, reset the playground.")
    slack.moving = True
    try:
        async with bot_health.client() as asking:
            await _walk(slack, target, asking)
    finally:
        slack.moving = False
        slack.changes.touch()
    return slack.clock.now()


async def _walk(slack: Slack, target: datetime, asking: httpx.AsyncClient) -> None:
    while True:
        due = await _settle(slack, asking)
        last = due is None or due > target
        slack.clock.move_to(target if last or due is None else due)
        slack.changes.touch()
        if last:
            await _settle(slack, asking)
            return


async def _settle(slack: Slack, asking: httpx.AsyncClient) -> datetime | None:
    """Wait until nothing is under way or due; the next moment at which something will be."""
    until, retrying = time.monotonic() + slack.patience.bot, datetime.now(UTC) + RETRYING
    while time.monotonic() < until:
        if not slack.pending:
            health = await bot_health.ask(slack, asking)
            far_away = bot_health.outside(slack)
            if far_away is not None:
                raise far_away
            due = bot_health.due(health)
            calm = health.get("idle", True) and not slack.pending and not bot_health.tries_again(health, retrying)
            if calm and (due is None or due > slack.clock.now()):
                return due
        await asyncio.sleep(LOOK_EVERY)
    raise Refused("The bot did not finish what is due, so the time stays here for now.")
