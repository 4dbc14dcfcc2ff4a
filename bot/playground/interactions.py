"""Sending what a person did to the app, and what they see when nobody answers."""

import time
from dataclasses import dataclass

from bot.errors import Refused
from bot.language import in_words, language_of
from bot.playground.core import Slack
from bot.playground.delivery import EnvelopeType, NotAcknowledged
from bot.playground.shapes import TEAM, actor_json
from bot.playground.slack_error import Json
from bot.playground.state import APP_ID, TEAM_ID, Person
from bot.playground.traffic import Exchange


@dataclass(slots=True)
class Sent:
    """An envelope that was acknowledged: what the ack carried, and the row to write down."""

    ack: object
    exchange: Exchange


async def ask_app(slack: Slack, envelope_type: EnvelopeType, name: str, payload: Json) -> Sent:
    """Send one envelope and wait for its ack; NotAcknowledged stands in the traffic as refused."""
    kind = "slash_commands" if envelope_type == "slash_commands" else str(payload["type"])
    exchange = Exchange("to_bot", kind, name, payload)
    started = time.monotonic()
    try:
        exchange.answer = await slack.deliver(envelope_type, payload)
    except NotAcknowledged as error:
        exchange.refused, exchange.answer = error.reason, error.answer
        exchange.seconds = time.monotonic() - started
        slack.record(exchange)
        raise
    exchange.seconds = time.monotonic() - started
    return Sent(exchange.answer, exchange)


async def confirm_address(slack: Slack, address: str) -> None:
    """Ask the app to confirm its address for Slack's requests; Refused, and a red row, if it does not."""
    exchange = Exchange("to_bot", "url_verification", address)
    started = time.monotonic()
    try:
        await slack.requests.confirm(address, slack.patience.ack)
    except NotAcknowledged as error:
        exchange.refused, exchange.answer = error.reason, error.answer
        raise Refused("The bot does not confirm its address for Slack's requests, so nothing reaches it.") from None
    finally:
        exchange.seconds = time.monotonic() - started
        slack.record(exchange)


def payload_of(kind: str, person: Person) -> Json:
    """What every interaction payload starts with."""
    team = TEAM if person.team_id == TEAM_ID else {"id": person.team_id, "domain": person.team_id.lower()}
    return {
        "type": kind,
        "user": actor_json(person),
        "api_app_id": APP_ID,
        "token": "playground",
        "team": team,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def in_words_for(person: Person, refused: Refused) -> str:
    """Say it in the person's language, as Slack's own windows do."""
    return in_words(refused, language_of(person.locale))


def no_answer(error: NotAcknowledged, what: str) -> Refused:
    """Say what Slack's window would show instead of silence."""
    if error.reason in ("not_connected", "connection_failed"):
        return Refused("%(what)s did not work: the app is not connected.", what=what)
    if error.reason == "http_error":
        return Refused("%(what)s did not work: the app answered with an error.", what=what)
    return Refused("%(what)s did not work: the app did not answer in time.", what=what)
