"""How Slack's payloads reach Bolt's app: over Socket Mode, or as signed requests over HTTP."""

import asyncio
import json
import logging
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol
from urllib.parse import parse_qsl

from slack_bolt import App, BoltRequest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.signature import SignatureVerifier
from starlette.responses import JSONResponse, Response

DISPATCHERS = 8
"""Threads that wait for a listener's acknowledgement; each looks every 10 ms, so many of them slow everybody down."""
LONGEST_CHECK = 1_000
"""Bytes of a form that only asks whether our certificate is good."""
RETRY_HEADERS = ("x-slack-retry-num", "x-slack-retry-reason")

log = logging.getLogger(__name__)


class Transport(Protocol):
    """One of the two ways in."""

    @property
    def is_open(self) -> bool:
        """Whether payloads come in now."""

    def open(self) -> None:
        """Let payloads in. Raises what slack_sdk raises if Slack cannot be reached; then nothing is left running."""

    def close(self) -> None:
        """Let nothing more in, and wait for what is at the door."""


class SocketMode:
    """A connection that we open ourselves, so that nothing of ours need be reachable."""

    def __init__(self, app: App, app_token: str) -> None:
        self._app = app
        self._app_token = app_token
        self._handler: SocketModeHandler | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is a connection; while Slack refreshes it, there is none for a moment."""
        return self._handler is not None and bool(self._handler.client.is_connected())

    def open(self) -> None:
        """Connect."""
        handler = SocketModeHandler(self._app, self._app_token, concurrency=DISPATCHERS)
        try:
            handler.connect()  # type: ignore[no-untyped-call] # Bolt's adapter has no types
        except BaseException:
            handler.close()  # type: ignore[no-untyped-call] # same
            raise
        self._handler = handler

    def close(self) -> None:
        """Disconnect first: the SDK's reader, if it begins anew while it is told to end, would never end."""
        if self._handler is None:
            return
        self._handler.client.auto_reconnect_enabled = False
        self._handler.disconnect()  # type: ignore[no-untyped-call] # Bolt's adapter has no types
        self._handler.close()  # type: ignore[no-untyped-call] # same


class SignedHttp:
    """Requests that Slack makes to us. The signature is the only guard, so nothing is read before it is checked."""

    def __init__(self, app: App, signing_secret: str) -> None:
        self._app = app
        self._verifier = SignatureVerifier(signing_secret)
        self._threads = ThreadPoolExecutor(DISPATCHERS, thread_name_prefix="dispatch")
        self._is_open = False

    @property
    def is_open(self) -> bool:
        """Whether requests are served; that Slack finds us is known only to Slack."""
        return self._is_open

    def open(self) -> None:
        """Serve from now on."""
        self._is_open = True

    def close(self) -> None:
        """Serve no more; what Slack sends meanwhile it sends again later."""
        self._is_open = False
        self._threads.shutdown(wait=True)

    async def answer(self, body: bytes, headers: Mapping[str, str]) -> Response:
        """Answer one request."""
        if _is_ssl_check(body):
            return Response()
        if not self._is_slacks(body, headers):
            log.warning("refused a request that does not carry Slack's signature")
            return Response(status_code=401)
        payload = _payload(body)
        if payload is None:
            return Response(status_code=400)
        if payload.get("type") == "url_verification":
            return JSONResponse({"challenge": payload.get("challenge")})
        return await self._served(payload, {name: headers[name] for name in RETRY_HEADERS if name in headers})

    async def _served(self, payload: dict[str, Any], retry: dict[str, str]) -> Response:
        """Not by Bolt's own adapter for Starlette: it would hold up the loop until the listener acknowledges."""
        if not self._is_open:
            return Response(status_code=503)
        try:
            dispatched = asyncio.get_running_loop().run_in_executor(self._threads, self._dispatch, payload, retry)
        except RuntimeError:  # closed in between
            return Response(status_code=503)
        return await dispatched

    def _is_slacks(self, body: bytes, headers: Mapping[str, str]) -> bool:
        """Whether the signature is Slack's and no older than five minutes, by the machine's clock."""
        timestamp, signature = (headers.get(f"x-slack-{name}") for name in ("request-timestamp", "signature"))
        try:
            return self._verifier.is_valid(body, timestamp, signature)
        except (ValueError, TypeError, OverflowError):  # no number, not ASCII, not UTF-8, beyond every date
            return False

    def _dispatch(self, payload: dict[str, Any], retry: dict[str, str]) -> Response:
        """Let Bolt work. It is told Socket Mode, for as text it would lose a command that says "payload"."""
        answer = self._app.dispatch(BoltRequest(body=payload, headers={**retry}, mode="socket_mode"))
        kind = answer.headers.get("content-type", ["text/plain"])[0]
        return Response(answer.body, answer.status, {"content-type": kind})


def _is_ssl_check(body: bytes) -> bool:
    """Slack looks at the certificate now and then, and need not sign that."""
    return len(body) < LONGEST_CHECK and ("ssl_check", "1") in parse_qsl(body.decode(errors="replace"))


def _payload(body: bytes) -> dict[str, Any] | None:
    """An event as JSON, an interaction as JSON in a form, a command as a form; None if it is none of them."""
    text = body.decode()
    if text.startswith("{"):
        return _object(text)
    form = dict(parse_qsl(text, keep_blank_values=True))
    if "command" in form:
        return form
    return _object(form.get("payload", ""))


def _object(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
