"""People, channels, messages and views in the JSON that Slack gives the app."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.playground.form_state import state_values
from bot.playground.slack_error import Json
from bot.playground.state import (
    APP_ID,
    BOT_ID,
    BOT_USER,
    SLACKBOT,
    TEAM_DOMAIN,
    TEAM_ID,
    Channel,
    Message,
    Person,
    UserGroup,
    View,
)

TEAM: Json = {"id": TEAM_ID, "domain": TEAM_DOMAIN}


def user_json(person: Person, now: datetime, *, with_locale: bool) -> Json:
    """A user object; the offset is that of the person's zone at `now`."""
    local = now.astimezone(ZoneInfo(person.zone))
    offset = local.utcoffset()
    user: Json = {
        "id": person.id,
        "team_id": person.team_id,
        "name": person.name,
        "deleted": person.deleted,
        "profile": _profile(person),
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": person.updated,
    }
    if person.deleted:
        return user
    user |= {
        "color": "4bbe2e",
        "real_name": person.real_name,
        "tz": person.zone,
        "tz_label": local.tzname(),
        "tz_offset": 0 if offset is None else int(offset.total_seconds()),
        "is_admin": person.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.is_guest,
        "is_ultra_restricted": False,
        "is_email_confirmed": True,
        "who_can_share_contact_card": "EVERYONE",
    }
    if person.team_id != TEAM_ID:
        user["is_stranger"] = False
    if with_locale:
        user["locale"] = person.locale
    return user


def _profile(person: Person) -> Json:
    first, _, last = person.real_name.partition(" ")
    profile: Json = {
        "title": person.title,
        "phone": "",
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.name,
        "display_name_normalized": person.name,
        "status_text": "",
        "status_emoji": "",
        "status_expiration": 0,
        "first_name": first,
        "last_name": last,
        "team": person.team_id,
    }
    if person.id == BOT_USER:
        profile |= {"bot_id": BOT_ID, "api_app_id": APP_ID, "always_active": True}
    return profile


def channel_json(channel: Channel, members: int | None = None) -> Json:
    """A conversation object as the app sees it; `members` is given where Slack counts them."""
    common: Json = {
        "id": channel.id,
        "created": channel.created,
        "is_archived": channel.is_archived,
        "is_org_shared": False,
        "context_team_id": TEAM_ID,
        "updated": channel.created * 1000,
    }
    if channel.dm_with is not None:
        return common | {"is_im": True, "user": channel.dm_with, "is_user_deleted": False, "priority": 0}
    shown = common | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_im": False,
        "is_mpim": False,
        "is_private": channel.is_private,
        "is_general": channel.id == "CGENERAL",
        "is_member": BOT_USER in channel.members,
        "is_shared": False,
        "is_ext_shared": False,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "unlinked": 0,
        "creator": channel.members[0] if channel.members else SLACKBOT,
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "previous_names": [],
    }
    return shown if members is None else shown | {"num_members": members}


def message_json(message: Message, channel: Channel, *, with_metadata: bool = False) -> Json:
    """A message as history and interactions show it."""
    shown: Json = {"type": "message", "user": message.user, "text": message.text, "ts": message.ts, "team": TEAM_ID}
    if message.tombstone:
        return shown | {"subtype": "tombstone", "user": SLACKBOT, "hidden": True}
    if message.user == BOT_USER:
        shown |= {"bot_id": BOT_ID, "app_id": APP_ID, "bot_profile": _bot_profile()}
    if message.blocks:
        shown["blocks"] = message.blocks
    if message.reactions:
        shown["reactions"] = reactions_json(message)
    if message.edited_ts:
        shown["edited"] = {"user": BOT_ID if message.user == BOT_USER else message.user, "ts": message.edited_ts}
    if with_metadata and message.metadata is not None:
        shown["metadata"] = message.metadata
    return shown | _thread(message, channel)


def reactions_json(message: Message) -> list[Json]:
    """Who reacted with what."""
    return [{"name": name, "users": list(who), "count": len(who)} for name, who in message.reactions.items()]


def _bot_profile() -> Json:
    return {"id": BOT_ID, "app_id": APP_ID, "name": "Allstar", "deleted": False, "updated": 0, "team_id": TEAM_ID}


def _thread(message: Message, channel: Channel) -> Json:
    if message.thread_ts:
        parent = channel.messages.get(message.thread_ts)
        return {"thread_ts": message.thread_ts, "parent_user_id": parent.user if parent else SLACKBOT}
    replies = [one for one in channel.messages.values() if one.thread_ts == message.ts and not one.addressee]
    if not replies:
        return {}
    users = list(dict.fromkeys(one.user for one in replies))
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users": users,
        "reply_users_count": len(users),
        "latest_reply": replies[-1].ts,
        "is_locked": False,
    }


def view_json(view: View) -> Json:
    """A view object with what is filled in."""
    body = view.body
    shown: Json = {
        "id": view.id,
        "team_id": TEAM_ID,
        "type": body["type"],
        "blocks": body["blocks"],
        "private_metadata": body.get("private_metadata", ""),
        "callback_id": body.get("callback_id", ""),
        "external_id": body.get("external_id", ""),
        "state": {"values": state_values(body["blocks"], view.typed)},
        "hash": view.hash,
        "title": body.get("title", {"type": "plain_text", "text": "View Title", "emoji": True}),
        "clear_on_close": body.get("clear_on_close", False),
        "notify_on_close": body.get("notify_on_close", False),
        "close": body.get("close"),
        "submit": body.get("submit"),
        "previous_view_id": view.previous_id,
        "root_view_id": view.root_id,
        "app_id": APP_ID,
        "app_installed_team_id": TEAM_ID,
        "bot_id": BOT_ID,
    }
    if "submit_disabled" in body:
        shown["submit_disabled"] = body["submit_disabled"]
    return shown


def group_json(group: UserGroup, now: int, *, with_users: bool) -> Json:
    """A user group object."""
    shown: Json = {
        "id": group.id,
        "team_id": TEAM_ID,
        "is_usergroup": True,
        "is_subteam": True,
        "name": group.name,
        "description": "",
        "handle": group.handle,
        "is_external": False,
        "date_create": now,
        "date_update": now,
        "date_delete": now if group.disabled else 0,
        "auto_provision": False,
        "created_by": SLACKBOT,
        "updated_by": SLACKBOT,
        "prefs": {"channels": [], "groups": []},
        "user_count": len(group.users),
        "channel_count": 0,
    }
    return shown | {"users": list(group.users)} if with_users else shown


def name_in_payload(channel: Channel) -> str:
    """How interactions name a place: DMs and private channels stay nameless."""
    if channel.dm_with is not None:
        return "directmessage"
    return "privategroup" if channel.is_private else channel.name


def actor_json(person: Person) -> Json:
    """The user of an interaction payload."""
    return {"id": person.id, "username": person.name, "name": person.name, "team_id": person.team_id}
