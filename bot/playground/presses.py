"""A person uses a button, select or picker: in a message, in a modal, on Home."""

from dataclasses import dataclass
from typing import Final

from bot.errors import Refused
from bot.playground.access import actor, message_for, place_for, view_for
from bot.playground.core import Slack
from bot.playground.files import file_json, message_with_files, own_file
from bot.playground.form_state import SLOTS, Place, find_place, state_values
from bot.playground.form_values import held, options
from bot.playground.interactions import ask_app, in_words_for, no_answer, payload_of
from bot.playground.shapes import name_in_payload, view_json
from bot.playground.slack_error import Json
from bot.playground.socket_mode import NotAcknowledged
from bot.playground.state import Block, Channel, Message, Person, Values, View

BUTTON_KEYS: Final[frozenset[str]] = frozenset({"text", "value", "style", "url", "confirm"})
CHOICE_KEYS: Final[frozenset[str]] = frozenset({"placeholder", "confirm"})
CONFIRM_KEYS: Final[frozenset[str]] = frozenset({"confirm"})


@dataclass(frozen=True, slots=True)
class Target:
    """Where the element stands; `given` is what the person chose, `values` the rest of the form."""

    block_id: str
    action_id: str
    given: Json
    values: Values
    force: bool = False


async def press_in_message(slack: Slack, user: str, channel_id: str, ts: str, target: Target) -> None:
    """Use an element of a message; Refused if the person cannot, or if the app does not answer."""
    person = actor(slack.world, user, force=target.force)
    channel = place_for(slack.world, person, channel_id, force=target.force)
    message = message_for(channel, person, ts, force=target.force)
    place = _found(message.blocks, target)
    values = read_values(slack, message.blocks, target.values)
    action = _action(slack, place, target, values)
    payload = {
        **payload_of("block_actions", person),
        **_message_context(slack, person, channel, message),
        "state": {"values": state_values(message.blocks, values)},
        "trigger_id": slack.passes.trigger(person.id, channel.id),
        "actions": [action],
    }
    await _send(slack, person, place, payload)


async def press_in_view(slack: Slack, user: str, view_id: str, target: Target) -> None:
    """Use an element of a modal or of Home; the same refusals."""
    person = actor(slack.world, user, force=target.force)
    view = view_for(slack.world, person, view_id, force=target.force)
    blocks: list[Block] = view.body["blocks"]
    place = _found(blocks, target)
    remember(slack, view, target.values)
    values = dict(view.typed)
    action = _action(slack, place, target, values)
    view.typed = values
    payload = {
        **payload_of("block_actions", person),
        "container": {"type": "view", "view_id": view.id},
        "view": view_json(view),
        "trigger_id": slack.passes.trigger(person.id, view.came_from, in_modal=view.body["type"] == "modal"),
        "actions": [action],
    }
    await _send(slack, person, place, payload)


def read_values(slack: Slack, blocks: list[Block], values: Values) -> Values:
    """Check what the page says is filled in; Refused for a field that is not there or cannot hold it."""
    checked: Values = {}
    for block_id, actions in values.items():
        for action_id, given in actions.items():
            place = find_place(blocks, block_id, action_id)
            if place is None or place.kind not in SLOTS:
                raise Refused("There is no field %(name)s here.", field=block_id, name=block_id)
            checked.setdefault(block_id, {})[action_id] = held(place, given, slack.world)
    return checked


def remember(slack: Slack, view: View, values: Values) -> None:
    """Keep what is filled in so far."""
    for block_id, actions in read_values(slack, view.body["blocks"], values).items():
        for value in actions.values():
            if value["type"] == "file_input":
                value["files"] = [file_json(slack, own_file(slack, view.user, one)) for one in value["files"]]
        view.typed = {**view.typed, block_id: {**view.typed.get(block_id, {}), **actions}}


def _found(blocks: list[Block], target: Target) -> Place:
    place = find_place(blocks, target.block_id, target.action_id)
    if place is None:
        raise Refused("There is nothing to press there: the message or window has changed.")
    return place


def _action(slack: Slack, place: Place, target: Target, values: Values) -> Json:
    """The entry in `actions`; what it chose joins `values`."""
    action: Json = {
        "type": place.kind,
        "action_id": place.action_id,
        "block_id": place.block_id,
        "action_ts": slack.clock.next_ts(),
    }
    if place.kind == "button":
        kept = BUTTON_KEYS
    elif place.kind == "overflow":
        kept = CONFIRM_KEYS
        action["selected_option"] = _overflow_option(place, target.given)
    else:
        kept = CHOICE_KEYS
        value = held(place, target.given, slack.world)
        action[SLOTS[place.kind]] = value[SLOTS[place.kind]]
        values[place.block_id] = {**values.get(place.block_id, {}), place.action_id: value}
    return action | {key: place.element[key] for key in kept if key in place.element}


def _overflow_option(place: Place, given: Json) -> Json:
    chosen = given.get("selected_option")
    name = chosen.get("value") if isinstance(chosen, dict) else chosen
    for option in options(place.element):
        if option.get("value") == name:
            return {key: option[key] for key in ("text", "value") if key in option}
    raise Refused("That is not among the choices.")


def _message_context(slack: Slack, person: Person, channel: Channel, message: Message) -> Json:
    ephemeral = message.addressee is not None
    answer = slack.passes.answer(person.id, channel.id, message.ts)
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": ephemeral,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    context: Json = {
        "container": container,
        "channel": {"id": channel.id, "name": name_in_payload(channel)},
        "response_url": f"{slack.origin}/response/{answer}",
    }
    return context if ephemeral else context | {"message": message_with_files(slack, message, with_metadata=True)}


async def _send(slack: Slack, person: Person, place: Place, payload: Json) -> None:
    slack.world.notices.pop(person.id, None)
    try:
        sent = await ask_app(slack, "interactive", place.action_id, payload)
    except NotAcknowledged as error:
        label = place.element.get("text", {}).get("text") or place.action_id
        refused = no_answer(error, f"“{label}”")
        slack.tell(person.id, in_words_for(person, refused))
        raise refused from None
    if sent.ack:
        sent.exchange.refused = "block_actions take no answer in their acknowledgement: Slack ignores it"
    slack.record(sent.exchange)
