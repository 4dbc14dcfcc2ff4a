"""What the page reads: the world, and what one person sees of it."""

from typing import Final

from bot.playground.access import is_in, person_called, sees
from bot.playground.core import Slack
from bot.playground.files import for_page
from bot.playground.shapes import reactions_json, view_json
from bot.playground.slack_error import Json
from bot.playground.state import BOT_USER, SLACKBOT, TEAM_ID, TEAM_NAME, Channel, Message, Person
from bot.playground.team_time import MOVING

MOST_SHOWN: Final = 500


def world(slack: Slack) -> Json:
    """GET /control/world."""
    people = [_person(one) for one in slack.world.people.values() if one.id not in (BOT_USER, SLACKBOT)]
    bot = slack.world.people[BOT_USER]
    return {
        "workspace": {"id": TEAM_ID, "name": TEAM_NAME},
        "bot": {
            "user_id": bot.id,
            "name": bot.real_name,
            "connected": slack.links.connected > 0,
            "installed": slack.installed,
        },
        "people": people,
        "channels": [_channel(one) for one in slack.world.channels.values() if one.dm_with is None],
        "commands": [
            {"command": one.command, "description": one.description, "usage_hint": one.usage_hint}
            for one in slack.manifest.commands.values()
        ],
        "shortcuts": list(slack.manifest.shortcuts),
        "usergroups": [
            {"id": one.id, "handle": one.handle, "name": one.name, "users": one.users}
            for one in slack.world.usergroups.values()
        ],
        "now": slack.clock.now().isoformat(),
        "offset_seconds": slack.clock.offset,
        "faults": [fault.shown() for fault in slack.faults.standing()],
        "clock": {
            "movable": not slack.moving,
            "why": str(MOVING) if slack.moving else None,
        },
    }


def _person(person: Person) -> Json:
    names = (
        "id",
        "name",
        "real_name",
        "title",
        "zone",
        "locale",
        "is_guest",
        "is_bot",
        "deleted",
        "is_admin",
        "team_id",
    )
    return {name: getattr(person, name) for name in names}


def _channel(channel: Channel) -> Json:
    return {
        "id": channel.id,
        "name": channel.name,
        "is_private": channel.is_private,
        "is_archived": channel.is_archived,
        "is_shared": channel.is_shared,
        "members": list(channel.members),
    }


def seen_by(slack: Slack, user: str, most: int = MOST_SHOWN) -> Json:
    """GET /control/view: what stands on this person's screen; the last `most` messages of each channel."""
    person = person_called(slack.world, user)
    home = slack.world.homes.get(user)
    return {
        "as": user,
        "channels": [_place(slack, one, person, most) for one in slack.world.channels.values() if is_in(person, one)],
        "modals": [
            {"id": view.id, "view": view_json(view), "errors": view.errors} for view in slack.world.modals.get(user, [])
        ],
        "home": None if home is None else view_json(home),
        "notice": slack.world.notices.get(user),
        "version": slack.changes.version,
    }


def _place(slack: Slack, channel: Channel, person: Person, most: int) -> Json:
    read = channel.read.get(person.id, "")
    visible = [one for one in channel.messages.values() if sees(person, one)]
    unread = sum(1 for one in visible if one.ts > read and not one.tombstone)
    return {
        "id": channel.id,
        "name": channel.name,
        "is_private": channel.is_private,
        "is_archived": channel.is_archived,
        "is_shared": channel.is_shared,
        "is_dm": channel.dm_with is not None,
        "with": None if channel.dm_with is None else _author(slack, BOT_USER),
        "unread": unread,
        "messages": [_message(slack, one) for one in visible[-most:]],
    }


def _message(slack: Slack, message: Message) -> Json:
    return {
        "ts": message.ts,
        "channel": message.channel,
        "user": _author(slack, message.user),
        "text": message.text,
        "blocks": message.blocks,
        "ephemeral": message.addressee is not None,
        "edited": message.shows_edited,
        "thread_ts": message.thread_ts,
        "failed": message.failed,
        "deleted": message.tombstone,
        "files": [for_page(slack, slack.world.files[one]) for one in message.files if one in slack.world.files],
        "reactions": reactions_json(message),
        "permalink": f"/archives/{message.channel}/p{message.ts.replace('.', '')}",
    }


def _author(slack: Slack, user: str) -> Json:
    person = slack.world.people[user]
    return {"id": person.id, "name": person.name, "real_name": person.real_name, "is_bot": person.is_bot}
