"""A person changes or deletes what they wrote."""

from typing import Final

from bot.errors import Refused
from bot.playground import events
from bot.playground.core import Slack
from bot.playground.files import message_with_files, unshare
from bot.playground.state import Channel, Message, Person
from bot.playground.typed_text import as_slack_sends

TOMBSTONE: Final = "This message was deleted."


def edit(slack: Slack, person: Person, channel: Channel, message: Message, text: str) -> None:
    """Change the words; the app hears what they were."""
    _check_own(person, channel, message)
    if not text.strip() and not message.files:
        raise Refused("There is nothing to send.")
    before = message_with_files(slack, message)
    message.text = as_slack_sends(text, slack.world, in_command=False)
    message.edited_ts = slack.clock.next_ts()
    message.shows_edited = True
    slack.changes.touch()
    events.message_changed(slack, channel, message, before)


def delete(slack: Slack, person: Person, channel: Channel, message: Message) -> None:
    """Delete a message of one's own."""
    _check_own(person, channel, message)
    before = message_with_files(slack, message)
    take_away(slack, channel, message)
    events.message_deleted(slack, channel, message, before)


def take_away(slack: Slack, channel: Channel, message: Message) -> None:
    """Remove a message; a parent leaves its replies under a tombstone."""
    unshare(slack, message)
    if any(one.thread_ts == message.ts for one in channel.messages.values()):
        message.tombstone, message.text, message.blocks = True, TOMBSTONE, []
        message.files, message.reactions = [], {}
    else:
        del channel.messages[message.ts]
    slack.changes.touch()


def _check_own(person: Person, channel: Channel, message: Message) -> None:
    if message.user != person.id:
        raise Refused("That message is not yours.")
    if channel.is_archived:
        raise Refused("#%(channel)s is archived: nobody can write there.", channel=channel.name)
