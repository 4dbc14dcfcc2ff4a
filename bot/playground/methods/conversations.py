"""conversations.*: the places, who is in them, what was said."""

from decimal import Decimal, InvalidOperation
from typing import Final

from bot.playground import events
from bot.playground.access import open_dm
from bot.playground.core import Slack
from bot.playground.files import message_with_files
from bot.playground.methods.arguments import Arguments, app_sees, kind_of, need_scope_for
from bot.playground.shapes import channel_json
from bot.playground.slack_error import Json, SlackError, unsupported
from bot.playground.state import BOT_USER, Channel

TYPES: Final = {"public_channel": "channels", "private_channel": "groups", "im": "im"}


def info(slack: Slack, arguments: Arguments) -> Json:
    """One conversation."""
    channel = _place(slack, arguments)
    members = len(_present(slack, channel)) if arguments.flag("include_num_members") else None
    return {"ok": True, "channel": channel_json(channel, members)}


def list_(slack: Slack, arguments: Arguments) -> Json:
    """The conversations of the wanted types that the app may know of."""
    wanted = [name.strip() for name in arguments.text("types", "public_channel").split(",")]
    for name in wanted:
        if name == "mpim":
            raise unsupported("group DMs")
        if name not in TYPES:
            raise SlackError("invalid_types")
        need_scope_for(arguments, TYPES[name])
    kinds = {TYPES[name] for name in wanted}
    found = [
        channel_json(channel, len(_present(slack, channel)))
        for channel in slack.world.channels.values()
        if kind_of(channel) in kinds
        and app_sees(channel)
        and not (channel.is_archived and arguments.flag("exclude_archived"))
    ]
    page, cursor = arguments.page(found)
    return {"ok": True, "channels": page, "response_metadata": {"next_cursor": cursor}}


def members(slack: Slack, arguments: Arguments) -> Json:
    """Who is in a conversation."""
    page, cursor = arguments.page(_present(slack, _place(slack, arguments)))
    return {"ok": True, "members": page, "response_metadata": {"next_cursor": cursor}}


def history(slack: Slack, arguments: Arguments) -> Json:
    """What was said, newest first, without replies in threads and without ephemeral lines."""
    channel = _place(slack, arguments)
    if BOT_USER not in channel.members:
        raise SlackError("not_in_channel")
    with_metadata = arguments.flag("include_all_metadata")
    found = [
        message
        for message in reversed(channel.messages.values())
        if message.thread_ts is None and message.addressee is None and _between(arguments, message.ts)
    ]
    page, cursor = arguments.page(found)
    messages = [message_with_files(slack, message, with_metadata=with_metadata) for message in page]
    answer: Json = {"ok": True, "messages": messages, "has_more": bool(cursor), "pin_count": 0}
    return answer | {"response_metadata": {"next_cursor": cursor}} if cursor else answer


def replies(slack: Slack, arguments: Arguments) -> Json:
    """A thread: its first message, then the answers, oldest first."""
    channel = _place(slack, arguments)
    if BOT_USER not in channel.members:
        raise SlackError("not_in_channel")
    named = channel.messages.get(arguments.text("ts"))
    if named is None or named.addressee is not None:
        raise SlackError("thread_not_found")
    parent = channel.messages.get(named.thread_ts) if named.thread_ts else named
    first = (parent or named).ts
    found = [
        message
        for message in channel.messages.values()
        if message.thread_ts == first and message.addressee is None and _between(arguments, message.ts)
    ]
    with_metadata = arguments.flag("include_all_metadata")
    page, cursor = arguments.page([parent, *found] if parent else found)
    messages = [message_with_files(slack, message, with_metadata=with_metadata) for message in page]
    answer: Json = {"ok": True, "messages": messages, "has_more": bool(cursor)}
    return answer | {"response_metadata": {"next_cursor": cursor}} if cursor else answer


def join(slack: Slack, arguments: Arguments) -> Json:
    """Let the app into a public channel."""
    channel = slack.world.channels.get(arguments.text("channel"))
    if channel is None or not app_sees(channel):
        raise SlackError("channel_not_found")
    if channel.is_private:
        raise SlackError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise SlackError("is_archived")
    answer: Json = {"ok": True}
    if BOT_USER in channel.members:
        answer |= {"warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}}
    else:
        channel.members.append(BOT_USER)
        events.joined(slack, channel, slack.world.people[BOT_USER])
        slack.changes.touch()
    return answer | {"channel": channel_json(channel)}


def open_(slack: Slack, arguments: Arguments) -> Json:
    """Open the DM with one person."""
    if arguments.text("channel"):
        channel = slack.world.channels.get(arguments.text("channel"))
        if channel is None or channel.dm_with is None:
            raise SlackError("channel_not_found")
        return _opened(channel, arguments, already=True)
    users = [user.strip() for user in arguments.text("users").split(",") if user.strip()]
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > 1:
        raise unsupported("group DMs")
    person = slack.world.people.get(users[0])
    if person is None:
        raise SlackError("user_not_found")
    if person.is_bot:
        raise SlackError("cannot_dm_bot")
    if person.deleted:
        raise SlackError("user_disabled")
    already = slack.world.dm_of(person.id) is not None
    return _opened(open_dm(slack, person), arguments, already=already)


def _opened(channel: Channel, arguments: Arguments, *, already: bool) -> Json:
    answer: Json = {"ok": True}
    if already:
        answer |= {"no_op": True, "already_open": True}
    return answer | {"channel": channel_json(channel) if arguments.flag("return_im") else {"id": channel.id}}


def _place(slack: Slack, arguments: Arguments) -> Channel:
    channel = slack.world.channels.get(arguments.text("channel"))
    if channel is None or not app_sees(channel):
        raise SlackError("channel_not_found")
    need_scope_for(arguments, kind_of(channel))
    return channel


def _present(slack: Slack, channel: Channel) -> list[str]:
    return [user for user in channel.members if not slack.world.people[user].deleted]


def _between(arguments: Arguments, ts: str) -> bool:
    moment = Decimal(ts)
    oldest, latest = (_moment(arguments, name) for name in ("oldest", "latest"))
    if arguments.flag("inclusive"):
        return (oldest is None or moment >= oldest) and (latest is None or moment <= latest)
    return (oldest is None or moment > oldest) and (latest is None or moment < latest)


def _moment(arguments: Arguments, name: str) -> Decimal | None:
    text = arguments.text(name)
    if not text or text == "now":
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        raise SlackError(f"invalid_ts_{name}") from None
