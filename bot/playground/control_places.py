"""The control API for places and groups: who joins, who leaves, what is archived, what others share."""

from typing import Final

from bot.errors import Refused
from bot.playground import events
from bot.playground.access import actor, is_in, person_called, place
from bot.playground.core import Slack
from bot.playground.shapes import group_json
from bot.playground.slack_error import Json
from bot.playground.state import TEAM_ID, Channel, Person, UserGroup
from bot.playground.wish import Wish

SOMEBODY: Final = "UMARA"
"""Who did it where the call does not say."""


async def add_channel(slack: Slack, wish: Wish) -> Json:
    """POST /control/channels."""
    name = wish.text("name").removeprefix("#")
    if any(channel.name == name and channel.dm_with is None for channel in slack.world.channels.values()):
        raise Refused("There is already a channel #%(name)s.", name=name)
    people = [person_called(slack.world, user) for user in wish.texts("members")]
    channel = Channel(free_id(slack, "C", name), name, [], is_private=wish.flag("is_private"))
    channel.is_shared = wish.flag("is_shared")
    channel.created = slack.clock.unix()
    slack.world.channels[channel.id] = channel
    for person in people:
        join(slack, channel, person)
    slack.changes.touch()
    return {"ok": True, "id": channel.id}


async def change_channel(slack: Slack, wish: Wish, channel_id: str) -> Json:
    """POST /control/channels/C...: who joins, who leaves, archived or not, shared or not."""
    channel = place(slack.world, channel_id)
    if channel.dm_with is not None:
        raise Refused("Nobody joins or leaves a direct message.")
    joining = [person_called(slack.world, user) for user in wish.texts("join")]
    leaving = [person_called(slack.world, user) for user in wish.texts("leave")]
    by = _doer(slack, wish, channel, joining)
    if joining and channel.is_archived and wish.flag("is_archived", default=True):
        raise Refused("#%(channel)s is archived: nobody can join.", channel=channel.name)
    if "is_archived" in wish.given:
        _archive(slack, channel, by, archived=wish.flag("is_archived"))
    if "is_shared" in wish.given:
        _share(slack, channel, shared=wish.flag("is_shared"))
    for person in joining:
        join(slack, channel, person, by)
    for person in leaving:
        _leave(slack, channel, person, by)
    slack.changes.touch()
    return {"ok": True}


def _doer(slack: Slack, wish: Wish, channel: Channel, joining: list[Person]) -> str:
    """Who acts: somebody who is in, or who lets themselves into a public channel. A test may leave it open."""
    if wish.maybe_text("as") is None:
        return SOMEBODY
    person = actor(slack.world, wish.text("as"))
    lets_in_self = joining == [person] and not channel.is_private and not person.is_guest
    if not is_in(person, channel) and not lets_in_self:
        raise Refused("%(name)s is not in #%(channel)s.", name=person.real_name, channel=channel.name)
    return person.id


def join(slack: Slack, channel: Channel, person: Person, by: str = SOMEBODY) -> None:
    """Let somebody in."""
    if person.id not in channel.members:
        channel.members.append(person.id)
        events.joined(slack, channel, person, None if by == person.id else by)


def _leave(slack: Slack, channel: Channel, person: Person, by: str) -> None:
    if person.id in channel.members:
        channel.members.remove(person.id)
        events.left(slack, channel, person, by)


def _archive(slack: Slack, channel: Channel, by: str, *, archived: bool) -> None:
    if channel.is_archived != archived:
        channel.is_archived = archived
        events.archived(slack, channel, by)


def _share(slack: Slack, channel: Channel, *, shared: bool) -> None:
    if channel.is_shared != shared:
        channel.is_shared = shared
        events.shared(slack, channel)


async def change_group(slack: Slack, wish: Wish, group_id: str) -> Json:
    """POST /control/usergroups/S...: who is in a user group, and whether it is in use."""
    group = slack.world.usergroups.get(group_id)
    if group is None:
        raise Refused("There is no user group with the id %(group)s.", group=group_id)
    users = [person_called(slack.world, user).id for user in wish.texts("users")]
    disabled = wish.flag("disabled", default=group.disabled)
    if "users" in wish.given and users != group.users:
        _change_members(slack, group, list(dict.fromkeys(users)))
    if disabled != group.disabled:
        group.disabled = disabled
        shown = group_json(group, slack.clock.unix(), with_users=True)
        event = {"type": "subteam_updated", "subteam": shown, "event_ts": slack.clock.next_ts()}
        events.fire(slack, "subteam_updated", event)
    slack.changes.touch()
    return {"ok": True}


def _change_members(slack: Slack, group: UserGroup, users: list[str]) -> None:
    added = [user for user in users if user not in group.users]
    removed = [user for user in group.users if user not in users]
    group.users = users
    now = slack.clock.unix()
    event = {
        "type": "subteam_members_changed",
        "subteam_id": group.id,
        "team_id": TEAM_ID,
        "date_previous_update": now,
        "date_update": now,
        "added_users": added,
        "added_users_count": len(added),
        "removed_users": removed,
        "removed_users_count": len(removed),
        "event_ts": slack.clock.next_ts(),
    }
    events.fire(slack, "subteam_members_changed", event)


def free_id(slack: Slack, prefix: str, name: str) -> str:
    """An id that reads like the name: "U" and its letters, with a number if it is taken."""
    letters = "".join(letter for letter in name.upper() if letter.isascii() and letter.isalnum())[:20] or "X"
    taken = {*slack.world.people, *slack.world.channels}
    wanted, number = f"{prefix}{letters}", 1
    while wanted in taken:
        number += 1
        wanted = f"{prefix}{letters}{number}"
    return wanted
