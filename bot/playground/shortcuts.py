"""A person uses a shortcut of the app: from anywhere, or on a message."""

from bot.errors import Refused
from bot.playground.core import Slack
from bot.playground.files import message_with_files
from bot.playground.interactions import ask_app, in_words_for, no_answer, payload_of
from bot.playground.shapes import name_in_payload
from bot.playground.slack_error import Json
from bot.playground.socket_mode import NotAcknowledged
from bot.playground.state import Channel, Message, Person


async def use(slack: Slack, person: Person, callback_id: str) -> None:
    """Use a global shortcut; the app does not learn where the person is."""
    declared = _declared(slack, "global", callback_id)
    payload = {
        **payload_of("shortcut", person),
        "callback_id": callback_id,
        "trigger_id": slack.passes.trigger(person.id),
        "action_ts": slack.clock.next_ts(),
    }
    await _send(slack, person, declared, payload)


async def use_on(slack: Slack, person: Person, callback_id: str, channel: Channel, message: Message) -> None:
    """Use a message shortcut; it works where the app is no member too."""
    declared = _declared(slack, "message", callback_id)
    if message.addressee is not None:
        raise Refused("Shortcuts do not work on messages that only one person sees.")
    answer = slack.passes.answer(person.id, channel.id, message.ts)
    payload = {
        **payload_of("message_action", person),
        "callback_id": callback_id,
        "trigger_id": slack.passes.trigger(person.id, channel.id),
        "action_ts": slack.clock.next_ts(),
        "channel": {"id": channel.id, "name": name_in_payload(channel)},
        "message_ts": message.ts,
        "message": message_with_files(slack, message),
        "response_url": f"{slack.origin}/response/{answer}",
    }
    await _send(slack, person, declared, payload)


def _declared(slack: Slack, kind: str, callback_id: str) -> Json:
    for one in slack.manifest.shortcuts:
        if (one.get("type"), one.get("callback_id")) == (kind, callback_id):
            return one
    raise Refused("The app has no shortcut %(name)s here.", name=callback_id)


async def _send(slack: Slack, person: Person, declared: Json, payload: Json) -> None:
    """Unlike other interactions these do not name the app."""
    name = str(declared.get("name"))
    slack.world.notices.pop(person.id, None)
    sending = {key: value for key, value in payload.items() if key != "api_app_id"}
    try:
        sent = await ask_app(slack, "interactive", str(payload["callback_id"]), sending)
    except NotAcknowledged as error:
        refused = no_answer(error, f"“{name}”")
        slack.tell(person.id, in_words_for(person, refused))
        raise refused from None
    if sent.ack:
        sent.exchange.refused = "shortcuts take no answer in their acknowledgement: Slack ignores it"
    slack.record(sent.exchange)
