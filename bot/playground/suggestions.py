"""A person types into a select whose choices come from the app."""

from bot.errors import Refused
from bot.playground.access import actor, message_for, place_for, view_for
from bot.playground.blocks_check import checked_options
from bot.playground.core import Slack
from bot.playground.files import message_with_files
from bot.playground.form_state import Place, find_place
from bot.playground.interactions import Sent, ask_app, no_answer, payload_of
from bot.playground.shapes import name_in_payload, view_json
from bot.playground.slack_error import Json, SlackError
from bot.playground.socket_mode import NotAcknowledged
from bot.playground.state import Block, Person


async def suggest(slack: Slack, user: str, where: Json, target: tuple[str, str], query: str) -> Json:
    """Ask the app for options; `where` names a view_id, or a channel and ts."""
    person = actor(slack.world, user)
    context, blocks = _suggest_context(slack, person, where)
    place = find_place(blocks, *target)
    if place is None or "external" not in place.kind:
        raise Refused("The app does not fill that field.")
    payload = {
        **payload_of("block_suggestion", person),
        **context,
        "action_id": place.action_id,
        "block_id": place.block_id,
        "value": query,
    }
    try:
        sent = await ask_app(slack, "interactive", place.action_id, payload)
    except NotAcknowledged as error:
        raise no_answer(error, place.action_id) from None
    return _options(slack, place, sent)


def _suggest_context(slack: Slack, person: Person, where: Json) -> tuple[Json, list[Block]]:
    if where.get("view_id"):
        view = view_for(slack.world, person, where["view_id"])
        context = {"container": {"type": "view", "view_id": view.id}, "view": view_json(view)}
        return context, view.body["blocks"]
    channel = place_for(slack.world, person, str(where.get("channel")))
    message = message_for(channel, person, str(where.get("ts")))
    context = {
        "container": {"type": "message", "message_ts": message.ts, "channel_id": channel.id},
        "channel": {"id": channel.id, "name": name_in_payload(channel)},
        "message": message_with_files(slack, message, with_metadata=True),
    }
    return context, message.blocks


def _options(slack: Slack, place: Place, sent: Sent) -> Json:
    try:
        return checked_options(sent.ack)
    except SlackError as error:
        sent.exchange.refused = str(error)
        raise Refused("The app's answer for %(what)s was not valid.", what=place.action_id) from error
    finally:
        slack.record(sent.exchange)
