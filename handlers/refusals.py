"""How somebody learns that something was refused, or went wrong."""

import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.client import RemoteDisconnected
from typing import Any
from urllib.error import URLError

from slack_bolt import BoltContext, BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.webhook import WebhookClient

from bot.errors import Refused, RefusedForm
from bot.language import SOURCE, in_words, language_of
from bot.rendering import render
from handlers.context import Body

TIMEOUT = 10
"""Seconds."""
Later = Callable[..., object]
"""Runs a function with its arguments after the acknowledgement."""

log = logging.getLogger(__name__)


def tell(error: Exception, body: Body, context: BoltContext, client: WebClient, later: Later) -> BoltResponse:
    """Tell the person in their language; under the field where there is one. Anything unexpected is logged whole."""
    person = context.get("person")
    language = language_of(person.locale) if person else SOURCE
    refusals = _refusals(error)
    if "event" in body:
        return BoltResponse(status=500)  # not acknowledged: Slack brings it again
    if body.get("type") == "view_submission":
        return _tell_in_form(refusals, language)
    words = "\n".join(in_words(refusal, language) for refusal in refusals)
    if "command" in body and context.ack.response is None:
        return _answer({"response_type": "ephemeral", **render("refusals/line", language, words=words)})
    later(_tell_beside, words, body, client, language)
    return BoltResponse(status=200)


def _refusals(error: Exception) -> tuple[Refused, ...]:
    if isinstance(error, RefusedForm):
        return error.refusals
    if isinstance(error, Refused):
        return (error,)
    if _is_trouble_of_slack(error):
        log.warning("Slack did not do what a listener asked: %s", type(error).__name__)
        return (Refused("Slack did not answer me. If nothing has happened, please try again in a moment."),)
    log.error("a listener failed", exc_info=error)
    return (Refused("Something went wrong on my side and I have noted it. Please try again in a moment."),)


def _is_trouble_of_slack(error: Exception) -> bool:
    """Whether Slack was out of reach, stumbled, or had too much to do: no fault of ours, and perhaps it is done."""
    if isinstance(error, SlackApiError):
        status: int = error.response.status_code
        return status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return isinstance(error, (SlackClientError, URLError, RemoteDisconnected, TimeoutError))


def _tell_in_form(refusals: tuple[Refused, ...], language: str) -> BoltResponse:
    """Answer a submission: errors under their fields, or a sheet over the form; what was typed stays."""
    fields: dict[str, str] = {}
    for refusal in refusals:
        if refusal.field:
            said = in_words(refusal, language)
            fields[refusal.field] = f"{fields[refusal.field]}\n{said}" if refusal.field in fields else said
    if fields:
        return _answer({"response_action": "errors", "errors": fields})
    words = "\n".join(in_words(refusal, language) for refusal in refusals)
    return _answer({"response_action": "push", "view": render("refusals/sheet", language, words=words)})


def _tell_beside(words: str, body: Body, client: WebClient, language: str) -> None:
    """Tell beside what was pressed: a line only they see, or a sheet where there is no line to answer on."""
    try:
        if body.get("response_url"):
            message = render("refusals/line", language, words=words)
            line = WebhookClient(body["response_url"], timeout=TIMEOUT, retry_handlers=[])
            line.send(**message, response_type="ephemeral", replace_original=False)
        elif body.get("trigger_id"):
            client.views_open(trigger_id=body["trigger_id"], view=render("refusals/sheet", language, words=words))
    except (SlackApiError, SlackClientError, OSError) as trouble:
        log.warning("could not tell a refusal: %s", type(trouble).__name__)


def _answer(payload: Mapping[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=dict(payload))
