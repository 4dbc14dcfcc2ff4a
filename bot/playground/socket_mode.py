"""Socket Mode: up to ten connections of the app, each payload to one of them, acknowledged in time."""

import asyncio
import json
import secrets
import time
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Final, Literal

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.playground.slack_error import Json
from bot.playground.state import APP_ID

MOST_LINKS: Final = 10
TICKET_SECONDS: Final = 60.0
LIFETIME_SECONDS: Final = 3600

EnvelopeType = Literal["events_api", "slash_commands", "interactive"]


class NotAcknowledged(Exception):  # noqa: N818 - a fact of the protocol, not a fault of ours
    """The app did not answer; `reason` is Slack's word for why."""

    def __init__(self, reason: Literal["timeout", "not_connected"]) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(eq=False, slots=True)
class Link:
    """One open connection; sends are one at a time."""

    socket: WebSocket
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def send(self, message: Json) -> None:
        """Send one message; a connection that just broke is noticed by its reader."""
        async with self.turn:
            try:
                await self.socket.send_json(message)
            except (WebSocketDisconnect, RuntimeError):
                return


class Links:
    """The app's connections and the envelopes that wait for their ack."""

    def __init__(self) -> None:
        self._links: list[Link] = []
        self._tickets: dict[str, float] = {}
        self._acks: dict[str, asyncio.Future[object]] = {}
        self._next = 0

    @property
    def connected(self) -> int:
        """How many connections are open."""
        return len(self._links)

    @property
    def waiting(self) -> int:
        """How many envelopes wait for their ack."""
        return len(self._acks)

    def ticket(self) -> str:
        """Let somebody in, once and soon."""
        now = time.monotonic()
        self._tickets = {name: until for name, until in self._tickets.items() if until > now}
        name = secrets.token_urlsafe(24)
        self._tickets[name] = now + TICKET_SECONDS
        return name

    async def serve(self, socket: WebSocket) -> None:
        """Serve one connection until it ends."""
        until = self._tickets.pop(socket.query_params.get("ticket", ""), 0.0)
        if until < time.monotonic():
            await socket.close(1008)
            return
        await socket.accept()
        if len(self._links) >= MOST_LINKS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return
        link = Link(socket)
        await link.send(_hello(len(self._links) + 1))
        self._links.append(link)
        try:
            await self._read(link)
        finally:
            if link in self._links:
                self._links.remove(link)

    async def deliver(self, envelope_type: EnvelopeType, payload: Json, patience: float, **more: object) -> object:
        """Send one envelope to one connection; what the ack carried, or NotAcknowledged after `patience` seconds."""
        if not self._links:
            raise NotAcknowledged("not_connected")
        self._next = (self._next + 1) % len(self._links)
        link = self._links[self._next]
        envelope_id = str(uuid.uuid4())
        ack: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        self._acks[envelope_id] = ack
        envelope = {"envelope_id": envelope_id, "type": envelope_type, "payload": payload, **more}
        envelope.setdefault("accepts_response_payload", envelope_type != "events_api")
        try:
            async with asyncio.timeout(patience):
                await link.send(envelope)
                return await ack
        except TimeoutError:
            raise NotAcknowledged("timeout") from None
        finally:
            del self._acks[envelope_id]

    async def drop_all(self) -> None:
        """Close every connection without a word."""
        links, self._links = self._links, []
        for link in links:
            await link.socket.close(1011)

    async def _read(self, link: Link) -> None:
        async for text in _texts(link.socket):
            message = _parsed(text)
            ack = self._acks.get(str(message.get("envelope_id")))
            if ack is not None and not ack.done():
                ack.set_result(message.get("payload"))


async def _texts(socket: WebSocket) -> AsyncIterator[str]:
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return
        yield message.get("text") or ""


def _parsed(text: str) -> Json:
    """The message, or nothing at all for what is no JSON object."""
    try:
        message = json.loads(text)
    except ValueError:
        return {}
    return message if isinstance(message, dict) else {}


def _hello(number: int) -> Json:
    return {
        "type": "hello",
        "num_connections": number,
        "connection_info": {"app_id": APP_ID},
        "debug_info": {"host": "playground", "approximate_connection_time": LIFETIME_SECONDS},
    }
