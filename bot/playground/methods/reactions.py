"""reactions.*: the app's own reactions, and everybody's on one message."""

from bot.playground import reacting
from bot.playground.core import Slack
from bot.playground.files import message_with_files
from bot.playground.methods.arguments import Arguments, app_sees
from bot.playground.slack_error import Json, SlackError
from bot.playground.state import BOT_USER, Channel, Message


def add(slack: Slack, arguments: Arguments) -> Json:
    """React to a message."""
    channel, message = _message(slack, arguments)
    if BOT_USER not in channel.members:
        raise SlackError("not_in_channel")
    if channel.is_archived:
        raise SlackError("is_archived")
    reacting.add(slack, message, BOT_USER, arguments.text("name"))
    return {"ok": True}


def remove(slack: Slack, arguments: Arguments) -> Json:
    """Take an own reaction back."""
    _, message = _message(slack, arguments)
    reacting.remove(slack, message, BOT_USER, arguments.text("name"))
    return {"ok": True}


def get(slack: Slack, arguments: Arguments) -> Json:
    """A message with its reactions."""
    channel, message = _message(slack, arguments)
    if BOT_USER not in channel.members:
        raise SlackError("not_in_channel")
    shown = message_with_files(slack, message)
    return {"ok": True, "type": "message", "channel": channel.id, "message": shown}


def _message(slack: Slack, arguments: Arguments) -> tuple[Channel, Message]:
    channel = slack.world.channels.get(arguments.text("channel"))
    if channel is None or not app_sees(channel):
        raise SlackError("channel_not_found")
    message = channel.messages.get(arguments.text("timestamp"))
    if message is None or message.tombstone or message.addressee is not None:
        raise SlackError("message_not_found")
    return channel, message
