"""Reactions to messages, by people and by the app, under Slack's rules."""

import re
from typing import Final

import emoji

from bot.errors import Refused
from bot.playground import events
from bot.playground.core import Slack
from bot.playground.slack_error import SlackError
from bot.playground.state import Message
from bot.playground.typed_text import shortcodes

MOST_EMOJI: Final = 50
MOST_OF_A_PERSON: Final = 23
NAME: Final = re.compile(r"(?P<base>[a-z0-9_+'-]+)(?P<tone>::skin-tone-[2-6])?")
FLAG: Final = re.compile(r"flag-[a-z]{2}")


def add(slack: Slack, message: Message, user: str, name: str) -> None:
    """Add somebody's reaction; SlackError where Slack would refuse it."""
    known = _known(name)
    who = message.reactions.get(known, [])
    if user in who:
        raise SlackError("already_reacted")
    if not who and len(message.reactions) >= MOST_EMOJI:
        raise SlackError("too_many_emoji")
    if sum(user in one for one in message.reactions.values()) >= MOST_OF_A_PERSON:
        raise SlackError("too_many_reactions")
    message.reactions[known] = [*who, user]
    slack.changes.touch()
    events.reacted(slack, "reaction_added", message, user, known)


def remove(slack: Slack, message: Message, user: str, name: str) -> None:
    """Take somebody's reaction back."""
    known = _known(name)
    who = message.reactions.get(known, [])
    if user not in who:
        raise SlackError("no_reaction")
    if who == [user]:
        del message.reactions[known]
    else:
        message.reactions[known] = [one for one in who if one != user]
    slack.changes.touch()
    events.reacted(slack, "reaction_removed", message, user, known)


def refusal(error: SlackError, name: str) -> Refused:
    """Say to a person what Slack's window would."""
    if error.code == "invalid_name":
        return Refused("There is no emoji :%(name)s:.", name=name)
    if error.code == "already_reacted":
        return Refused("You have reacted with :%(name)s: already.", name=name)
    if error.code == "no_reaction":
        return Refused("You have not reacted with :%(name)s:.", name=name)
    return Refused("There are too many reactions on this message.")


def _known(name: str) -> str:
    """The name under which an emoji is stored: one of several; SlackError if there is none of that name."""
    found = NAME.fullmatch(name)
    if found is None:
        raise SlackError("invalid_name")
    base, tone = found["base"], found["tone"] or ""
    if FLAG.fullmatch(base):
        return base + tone
    sign = emoji.emojize(f":{base}:", language="alias")
    if sign == f":{base}:":
        raise SlackError("invalid_name")
    return shortcodes(sign).strip(":") + tone
