"""chat.*: posting, changing and deleting messages as the app."""

from bot.blockkit import LIMITS
from bot.playground.access import open_dm
from bot.playground.blocks_check import checked_message
from bot.playground.core import Slack
from bot.playground.files import message_with_files
from bot.playground.methods.arguments import Arguments, app_sees, thread_of
from bot.playground.own_messages import take_away
from bot.playground.slack_error import Json, SlackError, unsupported
from bot.playground.state import BOT_USER, Block, Channel, Message


def post_message(slack: Slack, arguments: Arguments) -> Json:
    """Post a message; a user's id stands for the app's DM with them."""
    channel = _writable(slack, arguments)
    text, blocks = _content(slack, arguments, LIMITS["message.text_cut"])
    message = Message(
        slack.clock.next_ts(),
        channel.id,
        BOT_USER,
        text,
        blocks,
        metadata=arguments.metadata(),
        thread_ts=_thread(arguments, channel),
    )
    slack.add_message(message)
    shown = message_with_files(slack, message, with_metadata=True)
    return {"ok": True, "channel": channel.id, "ts": message.ts, "message": shown}


def post_ephemeral(slack: Slack, arguments: Arguments) -> Json:
    """Post what one person sees, until their next reload."""
    channel = _writable(slack, arguments)
    user = arguments.text("user")
    person = slack.world.people.get(user)
    if person is None or person.deleted or user not in channel.members:
        raise SlackError("user_not_in_channel")
    text, blocks = _content(slack, arguments, LIMITS["message.text"])
    thread_ts = _thread(arguments, channel)
    message = Message(slack.clock.next_ts(), channel.id, BOT_USER, text, blocks, thread_ts=thread_ts, addressee=user)
    slack.add_message(message)
    return {"ok": True, "message_ts": message.ts}


def update(slack: Slack, arguments: Arguments) -> Json:
    """Change an own message; text without blocks removes the blocks."""
    channel = _known(slack, arguments)
    message = _own(channel, arguments.text("ts"), "cant_update_message")
    _no_parsing(arguments)
    given = arguments.blocks()
    text = arguments.text("text") if given is None else arguments.text("text", message.text)
    if len(text) > LIMITS["message.text"]:
        raise SlackError("msg_too_long")
    blocks = checked_message(slack, text, given or [])
    metadata = arguments.metadata()
    message.text, message.blocks = text, blocks
    message.metadata = message.metadata if metadata is None else metadata
    message.edited_ts = slack.clock.next_ts()
    message.shows_edited = not blocks
    slack.changes.touch()
    shown = message_with_files(slack, message, with_metadata=True)
    return {"ok": True, "channel": channel.id, "ts": message.ts, "text": text, "message": shown}


def delete(slack: Slack, arguments: Arguments) -> Json:
    """Delete an own message; a parent leaves its replies under a tombstone."""
    channel = _known(slack, arguments)
    message = _own(channel, arguments.text("ts"), "cant_delete_message")
    take_away(slack, channel, message)
    return {"ok": True, "channel": channel.id, "ts": message.ts}


def get_permalink(slack: Slack, arguments: Arguments) -> Json:
    """The address under which people find a message."""
    channel = _known(slack, arguments)
    message = _message(channel, arguments.text("message_ts"))
    link = f"{slack.origin}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.thread_ts:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"ok": True, "channel": channel.id, "permalink": link}


def _known(slack: Slack, arguments: Arguments) -> Channel:
    channel = slack.world.channels.get(arguments.text("channel"))
    if channel is None or not app_sees(channel):
        raise SlackError("channel_not_found")
    return channel


def _writable(slack: Slack, arguments: Arguments) -> Channel:
    name = arguments.text("channel")
    channel = _dm(slack, name) if name.startswith(("U", "W")) else _known(slack, arguments)
    if channel.is_archived:
        raise SlackError("is_archived")
    if BOT_USER not in channel.members and "chat:write.public" not in arguments.manifest.scopes:
        raise SlackError("not_in_channel")
    return channel


def _dm(slack: Slack, user: str) -> Channel:
    person = slack.world.people.get(user)
    if person is None or person.deleted:
        raise SlackError("channel_not_found")
    if person.is_bot:
        raise SlackError("cannot_dm_bot")
    if not slack.manifest.messages_tab:
        raise SlackError("messages_tab_disabled")
    return open_dm(slack, person)


def _content(slack: Slack, arguments: Arguments, most: int) -> tuple[str, list[Block]]:
    _no_parsing(arguments)
    text = arguments.text("text")
    if len(text) > most:
        raise SlackError("msg_too_long")
    return text, checked_message(slack, text, arguments.blocks() or [])


def _no_parsing(arguments: Arguments) -> None:
    """Refuse what would turn names in the app's text into mentions."""
    if arguments.flag("link_names") or arguments.text("parse", "none") == "full":
        raise unsupported("link_names and parse=full")


def _thread(arguments: Arguments, channel: Channel) -> str | None:
    return thread_of(channel, arguments.maybe("thread_ts"))


def _message(channel: Channel, ts: str) -> Message:
    message = channel.messages.get(ts)
    if message is None or message.tombstone or message.addressee is not None:
        raise SlackError("message_not_found")
    return message


def _own(channel: Channel, ts: str, code: str) -> Message:
    message = _message(channel, ts)
    if message.user != BOT_USER:
        raise SlackError(code)
    return message
