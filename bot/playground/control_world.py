"""The control API for the world itself: people, channels, time, faults, the square."""

import asyncio
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.errors import Refused
from bot.playground import events, team_time
from bot.playground.access import person_called, place
from bot.playground.core import Slack
from bot.playground.faults import ANY, SHUT_KINDS
from bot.playground.shapes import user_json
from bot.playground.slack_error import Json
from bot.playground.state import BOT_USER, Channel, Person
from bot.playground.wish import Wish

PERSON_TEXTS: Final = frozenset({"title", "zone", "locale", "team_id"})
PERSON_FLAGS: Final = frozenset({"is_guest", "is_bot", "deleted", "is_admin"})


async def add_person(slack: Slack, wish: Wish) -> Json:
    """POST /control/people."""
    person = Person(_free_id(slack, "U", wish.text("name")), "", "")
    _change_person(person, wish)
    channels = [place(slack.world, channel) for channel in wish.texts("channels")]
    person.updated = slack.clock.unix()
    slack.world.people[person.id] = person
    user = user_json(person, slack.clock.now(), with_locale=True)
    events.fire(slack, "team_join", {"type": "team_join", "user": user, "event_ts": slack.clock.next_ts()})
    for channel in channels:
        _join(slack, channel, person)
    slack.changes.touch()
    return {"ok": True, "id": person.id}


async def change_person(slack: Slack, wish: Wish, user: str) -> Json:
    """POST /control/people/U...: the app hears of it by user_change."""
    person = person_called(slack.world, user)
    _change_person(person, wish)
    person.updated = slack.clock.unix()
    changed = {
        "type": "user_change",
        "user": user_json(person, slack.clock.now(), with_locale=True),
        "cache_ts": slack.clock.unix(),
        "event_ts": slack.clock.next_ts(),
    }
    events.fire(slack, "user_change", changed)
    slack.changes.touch()
    return {"ok": True}


def _change_person(person: Person, wish: Wish) -> None:
    """Set what the call names; nothing at all if one of it is odd."""
    texts = {name: wish.text(name) for name in PERSON_TEXTS & wish.given.keys()}
    flags = {name: wish.flag(name) for name in PERSON_FLAGS & wish.given.keys()}
    if "zone" in texts:
        _check_zone(texts["zone"])
    if "name" in wish.given:
        words = wish.text("name").split()
        if not words:
            raise Refused("%(name)s is missing.", name="name")
        texts |= {"real_name": " ".join(words), "name": words[0].lower()}
    for name, value in {**texts, **flags}.items():
        setattr(person, name, value)


def _check_zone(zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise Refused("There is no time zone %(zone)s.", zone=zone) from None


async def add_channel(slack: Slack, wish: Wish) -> Json:
    """POST /control/channels."""
    name = wish.text("name").removeprefix("#")
    if any(channel.name == name and channel.dm_with is None for channel in slack.world.channels.values()):
        raise Refused("There is already a channel #%(name)s.", name=name)
    people = [person_called(slack.world, user) for user in wish.texts("members")]
    channel = Channel(_free_id(slack, "C", name), name, [], is_private=wish.flag("is_private"))
    channel.created = slack.clock.unix()
    slack.world.channels[channel.id] = channel
    for person in people:
        _join(slack, channel, person)
    slack.changes.touch()
    return {"ok": True, "id": channel.id}


async def change_channel(slack: Slack, wish: Wish, channel_id: str) -> Json:
    """POST /control/channels/C...: who joins, who leaves, archived or not."""
    channel = place(slack.world, channel_id)
    if channel.dm_with is not None:
        raise Refused("Nobody joins or leaves a direct message.")
    joining = [person_called(slack.world, user) for user in wish.texts("join")]
    leaving = [person_called(slack.world, user) for user in wish.texts("leave")]
    for person in joining:
        _join(slack, channel, person)
    for person in leaving:
        _leave(slack, channel, person)
    if "is_archived" in wish.given:
        _archive(slack, channel, archived=wish.flag("is_archived"))
    slack.changes.touch()
    return {"ok": True}


def _join(slack: Slack, channel: Channel, person: Person) -> None:
    if person.id not in channel.members:
        channel.members.append(person.id)
        events.joined(slack, channel, person)


def _leave(slack: Slack, channel: Channel, person: Person) -> None:
    if person.id in channel.members:
        channel.members.remove(person.id)
        events.left(slack, channel, person)


def _archive(slack: Slack, channel: Channel, *, archived: bool) -> None:
    if channel.is_archived == archived:
        return
    channel.is_archived = archived
    kind = "channel_archive" if archived else "channel_unarchive"
    if BOT_USER in channel.members:
        event = {"type": kind, "channel": channel.id, "user": "UMARA", "event_ts": slack.clock.next_ts()}
        events.fire(slack, kind, event)


def _free_id(slack: Slack, prefix: str, name: str) -> str:
    """An id that reads like the name: "U" and its letters, with a number if it is taken."""
    letters = "".join(letter for letter in name.upper() if letter.isascii() and letter.isalnum())[:20] or "X"
    taken = {*slack.world.people, *slack.world.channels}
    wanted, number = f"{prefix}{letters}", 1
    while wanted in taken:
        number += 1
        wanted = f"{prefix}{letters}{number}"
    return wanted


async def move_time(slack: Slack, wish: Wish) -> Json:
    """POST /control/time."""
    now = slack.clock.now()
    target = team_time.target(wish.maybe_text("to"), wish.maybe_text("text"), wish.maybe_text("zone") or "UTC", now)
    reached = await team_time.move(slack, target)
    return {"ok": True, "now": reached.isoformat()}


async def add_fault(slack: Slack, wish: Wish) -> Json:
    """POST /control/faults; what shuts connections out drops those that are there, and lets nobody in for `seconds`."""
    seconds = wish.maybe_number("seconds")
    kind = wish.text("kind")
    if kind == "drop_socket":
        seconds = seconds or 0.0
    fault = slack.faults.add(
        kind,
        wish.maybe_text("method") or ANY,
        times=wish.maybe_count("times"),
        seconds=seconds,
        retry_after=wish.maybe_number("retry_after") or 1,
    )
    if fault.kind in SHUT_KINDS and fault.method == ANY:
        await slack.links.drop_all()
    if seconds:
        asyncio.get_running_loop().call_later(seconds, slack.changes.touch)
    slack.changes.touch()
    return {"ok": True, "id": fault.id}


def end_fault(slack: Slack, number: int) -> Json:
    """DELETE /control/faults/n."""
    slack.faults.end(number)
    slack.changes.touch()
    return {"ok": True}


async def clear_faults(slack: Slack, _wish: Wish) -> Json:
    """DELETE /control/faults."""
    slack.faults.clear()
    slack.changes.touch()
    return {"ok": True}


async def set_square(slack: Slack, wish: Wish) -> Json:
    """POST /control/square/behaviour."""
    answer = str(wish.given.get("answer"))
    slack.behaviour.set(answer, wish.maybe_count("times"), wish.maybe_number("retry_after"))
    return {"ok": True}


async def know_bot(slack: Slack, wish: Wish) -> Json:
    """POST /control/bot: where the bot's health answers; only on this machine."""
    slack.health_url = team_time.health_address(wish.text("health"))
    return {"ok": True}


async def set_app(slack: Slack, wish: Wish) -> Json:
    """POST /control/app {"installed": bool}: the workspace removes the app, or takes it back."""
    installed = wish.flag("installed")
    if slack.installed and not installed:
        revoked = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [BOT_USER]}}
        for event in (revoked, {"type": "app_uninstalled"}):
            events.fire(slack, str(event["type"]), event | {"event_ts": slack.clock.next_ts()})
    slack.installed = installed
    slack.changes.touch()
    return {"ok": True}


async def reset(slack: Slack, _wish: Wish) -> Json:
    """POST /control/reset: the seeded team again."""
    slack.reset()
    return {"ok": True}
