"""Signed HTTP: each payload is a request to the app, and the acknowledgement is its answer."""

import asyncio
import hashlib
import hmac
import json
import secrets
import time
from typing import Final
from urllib.parse import urlencode

import httpx

from bot.playground.delivery import FIRST, Again, EnvelopeType, NotAcknowledged
from bot.playground.slack_error import Json

SIGNING_SECRET: Final = "playground-signing-secret"  # noqa: S105 - everybody may know it: it guards nothing but this playground's bot
JSON_KIND: Final = "application/json"
FORM_KIND: Final = "application/x-www-form-urlencoded"
OK: Final = 200


class Requests:
    """The app's request URL, and what waits for an answer from there."""

    late: Final = "http_timeout"

    def __init__(self) -> None:
        self._address: str | None = None
        self._waiting = 0
        self._client: httpx.AsyncClient | None = None

    @property
    def is_connected(self) -> bool:
        """Whether the app has confirmed its address."""
        return self._address is not None

    @property
    def waiting(self) -> int:
        """How many requests have no answer yet."""
        return self._waiting

    async def confirm(self, address: str, patience: float) -> None:
        """Send to `address` from now on, if it answers with the challenge; NotAcknowledged, and to nobody, if not."""
        self._address = None
        challenge = secrets.token_urlsafe(32)
        asked = {"token": "playground", "challenge": challenge, "type": "url_verification"}
        answer = await self._post(address, json.dumps(asked), JSON_KIND, patience, FIRST)
        if answer.status_code != OK or challenge not in (answer.text.strip(), _parsed(answer.text).get("challenge")):
            raise NotAcknowledged("http_error", _shown(answer))
        self._address = address

    async def deliver(
        self, envelope_type: EnvelopeType, payload: Json, patience: float, again: Again = FIRST
    ) -> object:
        """Send one request; what the answer's body says, or NotAcknowledged."""
        if self._address is None:
            raise NotAcknowledged("not_connected")
        body, kind = _written(envelope_type, payload)
        answer = await self._post(self._address, body, kind, patience, again)
        good = answer.is_success if envelope_type == "events_api" else answer.status_code == OK
        if not good:
            stop = answer.headers.get("x-slack-no-retry") == "1"
            raise NotAcknowledged("http_error", _shown(answer), for_good=stop)
        return None if envelope_type == "events_api" else _read(envelope_type, answer)

    async def close(self) -> None:
        """Let go of what is open."""
        if self._client is not None:
            await self._client.aclose()

    async def _post(self, address: str, body: str, kind: str, patience: float, again: Again) -> httpx.Response:
        if self._client is None:
            limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)
            self._client = httpx.AsyncClient(timeout=None, trust_env=False, limits=limits)  # noqa: S113 - asyncio holds the time
        self._waiting += 1
        try:
            async with asyncio.timeout(patience):
                return await self._client.post(address, content=body, headers=_headers(body, kind, again))
        except TimeoutError:
            raise NotAcknowledged(self.late) from None
        except httpx.HTTPError:
            raise NotAcknowledged("connection_failed") from None
        finally:
            self._waiting -= 1


def _headers(body: str, kind: str, again: Again) -> dict[str, str]:
    timestamp = str(int(time.time()))
    signed = hmac.new(SIGNING_SECRET.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256).hexdigest()
    headers = {
        "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "content-type": kind,
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": f"v0={signed}",
    }
    if again.attempt:
        headers |= {"x-slack-retry-num": str(again.attempt), "x-slack-retry-reason": again.reason}
    return headers


def _written(envelope_type: EnvelopeType, payload: Json) -> tuple[str, str]:
    """The body and its kind, as Slack sends each."""
    if envelope_type == "events_api":
        return json.dumps(payload), JSON_KIND
    if envelope_type == "interactive":
        return urlencode({"payload": json.dumps(payload)}), FORM_KIND
    return urlencode(payload), FORM_KIND


def _read(envelope_type: EnvelopeType, answer: httpx.Response) -> object:
    """What an acknowledgement says: nothing, JSON, or text, which for a command is a message."""
    if not answer.text:
        return None
    if answer.headers.get("content-type", "").startswith(JSON_KIND):
        return _parsed(answer.text) or answer.text
    return {"text": answer.text} if envelope_type == "slash_commands" else answer.text


def _parsed(text: str) -> Json:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _shown(answer: httpx.Response) -> Json:
    return {"status": answer.status_code, "body": answer.text[:1_000]}
