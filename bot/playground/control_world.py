"""The control API for the world itself: people, time, faults, the square."""

import asyncio
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.errors import Refused
from bot.playground import bot_health, events, interactions, team_time
from bot.playground.access import is_stranger, person_called, place
from bot.playground.bot_health import RESETTING
from bot.playground.control_places import free_id, join
from bot.playground.core import Slack
from bot.playground.faults import ANY, SHUT_KINDS
from bot.playground.shapes import user_json
from bot.playground.slack_error import Json
from bot.playground.state import BOT_USER, Person
from bot.playground.wish import Wish

PERSON_TEXTS: Final = frozenset({"title", "zone", "locale", "team_id"})
PERSON_FLAGS: Final = frozenset({"is_guest", "is_bot", "deleted", "is_admin"})


async def add_person(slack: Slack, wish: Wish) -> Json:
    """POST /control/people."""
    person = Person(free_id(slack, "U", wish.text("name")), "", "")
    _change_person(person, wish)
    channels = [place(slack.world, channel) for channel in wish.texts("channels")]
    person.updated = slack.clock.unix()
    slack.world.people[person.id] = person
    event = {"type": "team_join", "user": _user(slack, person), "event_ts": slack.clock.next_ts()}
    events.fire(slack, "team_join", event)
    for channel in channels:
        join(slack, channel, person)
    slack.changes.touch()
    return {"ok": True, "id": person.id}


async def change_person(slack: Slack, wish: Wish, user: str) -> Json:
    """POST /control/people/U...: the app hears of it by user_change."""
    person = person_called(slack.world, user)
    _change_person(person, wish)
    person.updated = slack.clock.unix()
    changed = {
        "type": "user_change",
        "user": _user(slack, person),
        "cache_ts": slack.clock.unix(),
        "event_ts": slack.clock.next_ts(),
    }
    events.fire(slack, "user_change", changed)
    slack.changes.touch()
    return {"ok": True}


def _user(slack: Slack, person: Person) -> Json:
    stranger = is_stranger(slack.world, person)
    return user_json(person, slack.clock.now(), with_locale=True, is_stranger=stranger)


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
    if kind == "refresh":
        slack.links.refresh()
        seconds = 0.0
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
    """POST /control/bot: where the bot's health answers, and Slack's requests over HTTP; only on this machine."""
    slack.health_url = bot_health.address(wish.text("health"))
    bot_health.ask_soon(slack)
    request_url = wish.maybe_text("request_url")
    if request_url is not None and slack.transport == "http":
        await interactions.confirm_address(slack, bot_health.address(request_url))
        slack.changes.touch()
    return {"ok": True}


async def set_app(slack: Slack, wish: Wish) -> Json:
    """POST /control/app {"installed": bool}: the workspace removes the app, or takes it back."""
    installed = wish.flag("installed")
    if slack.installed and not installed:
        slack.start(_part(slack))
    slack.installed = installed
    slack.changes.touch()
    return {"ok": True}


async def _part(slack: Slack) -> None:
    """Tell the app that it is removed; then its connections end."""
    revoked: Json = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [BOT_USER]}}
    told = [
        events.deliver(slack, event | {"event_ts": slack.clock.next_ts()})
        for event in (revoked, {"type": "app_uninstalled"})
        if events.is_heard(slack, event["type"])
    ]
    await asyncio.gather(*told)
    if not slack.installed:
        await slack.links.disable()


async def reset(slack: Slack, _wish: Wish) -> Json:
    """POST /control/reset: the seeded team again; with the bot and its data where they belong together."""
    if slack.resetting:
        raise RESETTING
    if slack.anew is None:
        slack.reset()
    else:
        slack.resetting = True
        slack.changes.touch()
        slack.anew()
    return {"ok": True}
