"""What the bot says of itself at its `/health`, and whether team time may be moved with it."""

import asyncio
import ssl
from contextlib import suppress
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

import httpx

from bot.errors import Refused
from bot.playground.core import Slack
from bot.playground.slack_error import Json

HERE: Final = frozenset({"127.0.0.1", "localhost"})
BREATH: Final = 0.5
"""Seconds to wait before asking, so that many looks at the world are one question."""
MOVING: Final = Refused("The time is being moved already.")
RESETTING: Final = Refused("The playground is just beginning anew.")


def address(url: str) -> str:
    """Check an address of the bot: this machine's, nobody else's."""
    parts = urlsplit(url)
    if parts.scheme != "http" or parts.hostname not in HERE:
        raise Refused("The bot must be on this machine.")
    return url


def client() -> httpx.AsyncClient:
    """Make a client for this machine alone: it does without the world's certificates, which take long to read."""
    return httpx.AsyncClient(timeout=5, trust_env=False, verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))


async def ask(slack: Slack, asking: httpx.AsyncClient) -> Json:
    """Ask the bot how it is; `Refused` if it does not answer. Without a bot there is nothing to say."""
    if slack.health_url is None:
        return {}
    try:
        health = (await asking.get(slack.health_url)).json()
    except (httpx.HTTPError, ValueError):
        raise Refused("The bot does not answer, so the time stays here for now.") from None
    health = health if isinstance(health, dict) else {}
    _hear(slack, health)
    return health


def due(health: Json) -> datetime | None:
    """Give the next moment at which the bot has something to do by itself."""
    return _moment(health, "next_due")


def tries_again(health: Json, until: datetime) -> bool:
    """Whether the bot tries something again before `until`, which is machine time."""
    moment = _moment(health, "next_try")
    return moment is not None and moment <= until


def why_time_stands(slack: Slack) -> Refused | None:
    """Say why nobody can move the time now."""
    if slack.resetting:
        return RESETTING
    if slack.moving:
        return MOVING
    return outside(slack)


def outside(slack: Slack) -> Refused | None:
    """Say that posts really leave for other machines, where nobody's time can be moved."""
    if not slack.outside_hosts:
        return None
    return Refused(
        "The time cannot be moved here: an account of this team really publishes at %(hosts)s, "
        "and its posts would go out early.",
        hosts=", ".join(slack.outside_hosts),
    )


def ask_soon(slack: Slack) -> None:
    """Ask a moment later, beside everything else: if the bot has news, open pages see that something changed."""
    if slack.health_url is not None and (slack.asking is None or slack.asking.done()):
        slack.asking = slack.start(_ask_after_a_breath(slack))


async def _ask_after_a_breath(slack: Slack) -> None:
    await asyncio.sleep(BREATH)
    with suppress(Refused):
        async with client() as asking:
            await ask(slack, asking)


def _moment(health: Json, name: str) -> datetime | None:
    moment = health.get(name)
    return datetime.fromisoformat(moment) if isinstance(moment, str) else None


def _hear(slack: Slack, health: Json) -> None:
    hosts = tuple(str(host) for host in health.get("outside_hosts") or ())
    if hosts != slack.outside_hosts:
        slack.outside_hosts = hosts
        slack.changes.touch()
