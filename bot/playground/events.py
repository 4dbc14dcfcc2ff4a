"""Events of the Events API: sent if the manifest subscribes to them, again if nobody acknowledges."""

import asyncio
import time
from typing import Final

from bot.playground.core import Slack
from bot.playground.files import files_json, message_with_files
from bot.playground.slack_error import Json
from bot.playground.socket_mode import NotAcknowledged
from bot.playground.state import APP_ID, BOT_USER, TEAM_ID, Channel, Message, Person
from bot.playground.supported import EVENTS
from bot.playground.traffic import Exchange

MESSAGE_KINDS: Final = {"channel": "message.channels", "group": "message.groups", "im": "message.im"}


def channel_type(channel: Channel) -> str:
    """Slack's word for the kind of a conversation in events."""
    if channel.dm_with is not None:
        return "im"
    return "group" if channel.is_private else "channel"


def fire(slack: Slack, subscription: str, event: Json) -> None:
    """Send an event without waiting, if the app subscribes to it."""
    if subscription in slack.manifest.events and subscription in EVENTS:
        slack.start(deliver(slack, event))


async def deliver(slack: Slack, event: Json) -> None:
    """Send an event, and again at Slack's intervals until it is acknowledged."""
    payload = _callback(slack, event)
    reason = await _first_attempt(slack, payload)
    if reason is None and slack.faults.strike(("redeliver",), event["type"]):
        reason = await _attempt(slack, payload, 1, "timeout")
    for number, pause in enumerate(slack.patience.redeliver, start=1):
        if reason is None:
            return
        await asyncio.sleep(pause)
        reason = await _attempt(slack, payload, number, reason)


async def _first_attempt(slack: Slack, payload: Json) -> str | None:
    fault = slack.faults.strike(("reorder",), payload["event"]["type"])
    if fault is None:
        return await _attempt(slack, payload)
    with slack.under_way():
        async with slack.overtaking.turn(is_last=fault.times == 0):
            return await _attempt(slack, payload)


async def _attempt(slack: Slack, payload: Json, number: int = 0, reason: str = "") -> str | None:
    """Send once; why it failed, or None if it was acknowledged."""
    again = {"retry_attempt": number, "retry_reason": reason}
    event = payload["event"]
    started = time.monotonic()
    exchange = Exchange("to_bot", "events_api", event["type"], payload if not number else {**payload, **again})
    try:
        exchange.answer = await slack.links.deliver("events_api", payload, slack.patience.ack, **again)
    except NotAcknowledged as error:
        exchange.refused = error.reason
    exchange.seconds = time.monotonic() - started
    slack.record(exchange)
    return exchange.refused


def _callback(slack: Slack, event: Json) -> Json:
    now = slack.clock.unix()
    event_id = slack.world.next_id("Ev")
    authorization = {
        "enterprise_id": None,
        "team_id": TEAM_ID,
        "user_id": BOT_USER,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": "playground",
        "team_id": TEAM_ID,
        "context_team_id": TEAM_ID,
        "context_enterprise_id": None,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": now,
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
        "event_context": f"4-{event_id}",
    }


def message_posted(slack: Slack, message: Message, channel: Channel) -> None:
    """Tell the app about a person's message where it is a member, and again where it is mentioned."""
    if BOT_USER not in channel.members:
        return
    person = slack.world.people[message.user]
    event: Json = {
        "type": "message",
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "event_ts": message.ts,
        "channel": channel.id,
        "channel_type": channel_type(channel),
        "team": person.team_id,
    }
    if message.thread_ts:
        event["thread_ts"] = message.thread_ts
    if message.files:
        files = files_json(slack, message.files)
        event |= {"subtype": "file_share", "files": files, "upload": False, "display_as_bot": False}
    fire(slack, MESSAGE_KINDS[channel_type(channel)], event)
    if f"<@{BOT_USER}>" in message.text and channel.dm_with is None:
        mention = {key: value for key, value in event.items() if key != "channel_type"}
        fire(slack, "app_mention", mention | {"type": "app_mention"})


def message_changed(slack: Slack, channel: Channel, message: Message, before: Json) -> None:
    """Tell the app how a message was and how it is, where it is a member."""
    changed = {"message": message_with_files(slack, message), "previous_message": before}
    _about_message(slack, channel, "message_changed", changed)


def message_deleted(slack: Slack, channel: Channel, message: Message, before: Json) -> None:
    """Tell the app what went, where it is a member."""
    _about_message(slack, channel, "message_deleted", {"deleted_ts": message.ts, "previous_message": before})


def _about_message(slack: Slack, channel: Channel, subtype: str, what: Json) -> None:
    if BOT_USER not in channel.members:
        return
    ts = slack.clock.next_ts()
    event = {
        "type": "message",
        "subtype": subtype,
        "hidden": True,
        "channel": channel.id,
        "channel_type": channel_type(channel),
        "ts": ts,
        "event_ts": ts,
        **what,
    }
    fire(slack, MESSAGE_KINDS[channel_type(channel)], event)


def files_shared(slack: Slack, message: Message) -> None:
    """Tell the app about the files of a message where it is a member."""
    channel = slack.world.channels[message.channel]
    for file_id in message.files if BOT_USER in channel.members else ():
        event = {
            "type": "file_shared",
            "file_id": file_id,
            "user_id": message.user,
            "file": {"id": file_id},
            "channel_id": channel.id,
            "event_ts": slack.clock.next_ts(),
        }
        fire(slack, "file_shared", event)


def reacted(slack: Slack, kind: str, message: Message, user: str, name: str) -> None:
    """Tell the app about a reaction where it is a member."""
    if BOT_USER not in slack.world.channels[message.channel].members:
        return
    event = {
        "type": kind,
        "user": user,
        "reaction": name,
        "item_user": message.user,
        "item": {"type": "message", "channel": message.channel, "ts": message.ts},
        "event_ts": slack.clock.next_ts(),
    }
    fire(slack, kind, event)


def joined(slack: Slack, channel: Channel, person: Person, inviter: str | None = None) -> None:
    """Somebody joined; the app hears of it where it is a member."""
    event = _membership(slack, "member_joined_channel", channel, person)
    if inviter:
        event["inviter"] = inviter
    if BOT_USER in channel.members:
        fire(slack, "member_joined_channel", event)


def left(slack: Slack, channel: Channel, person: Person) -> None:
    """Somebody left; the app hears of it where it is a member, or was."""
    if BOT_USER in channel.members or person.id == BOT_USER:
        fire(slack, "member_left_channel", _membership(slack, "member_left_channel", channel, person))


def _membership(slack: Slack, kind: str, channel: Channel, person: Person) -> Json:
    return {
        "type": kind,
        "user": person.id,
        "channel": channel.id,
        "channel_type": "G" if channel.is_private else "C",
        "team": person.team_id,
        "event_ts": slack.clock.next_ts(),
    }
