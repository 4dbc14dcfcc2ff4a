"""The control API for what people do with messages that are there: shortcuts, reactions, edits."""

from bot.errors import Refused
from bot.playground import own_messages, reacting, shortcuts
from bot.playground.access import actor, message_for, place_for
from bot.playground.core import Slack
from bot.playground.slack_error import Json, SlackError
from bot.playground.state import Channel, Message, Person
from bot.playground.wish import Wish


async def shortcut(slack: Slack, wish: Wish) -> Json:
    """POST /control/shortcut: a global one, or one on a message."""
    callback_id = wish.text("callback_id")
    if wish.maybe_text("ts") is None:
        await shortcuts.use(slack, actor(slack.world, wish.text("as")), callback_id)
    else:
        person, channel, message = _meant(slack, wish)
        await shortcuts.use_on(slack, person, callback_id, channel, message)
    return {"ok": True}


async def react(slack: Slack, wish: Wish) -> Json:
    """POST /control/react: a person reacts to a message, or takes it back."""
    person, channel, message = _meant(slack, wish)
    if channel.is_archived:
        raise Refused("#%(channel)s is archived: nobody can write there.", channel=channel.name)
    if message.addressee is not None:
        raise Refused("Nobody can react to a message that only one person sees.")
    doing = reacting.add if wish.flag("on", default=True) else reacting.remove
    try:
        doing(slack, message, person.id, wish.text("name"))
    except SlackError as error:
        raise reacting.refusal(error, wish.text("name")) from error
    return {"ok": True}


async def edit(slack: Slack, wish: Wish) -> Json:
    """POST /control/edit: a person changes a message of theirs."""
    person, channel, message = _meant(slack, wish)
    own_messages.edit(slack, person, channel, message, wish.text("text"))
    return {"ok": True}


async def delete(slack: Slack, wish: Wish) -> Json:
    """POST /control/delete: a person deletes a message of theirs."""
    person, channel, message = _meant(slack, wish)
    own_messages.delete(slack, person, channel, message)
    return {"ok": True}


def _meant(slack: Slack, wish: Wish) -> tuple[Person, Channel, Message]:
    person = actor(slack.world, wish.text("as"))
    channel = place_for(slack.world, person, wish.text("channel"))
    return person, channel, message_for(channel, person, wish.text("ts"))
