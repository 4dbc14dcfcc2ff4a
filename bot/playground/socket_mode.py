"""Socket Mode: up to ten connections of the app, each payload to one of them, acknowledged in time."""

import asyncio
import contextlib
import json
import secrets
import time
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Final, Literal

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.playground.delivery import FIRST, Again, EnvelopeType, NotAcknowledged
from bot.playground.slack_error import Json
from bot.playground.state import APP_ID

MOST_LINKS: Final = 10
TICKET_SECONDS: Final = 60.0
DEBUG_LIFETIME: Final = 360.0
"""Seconds of a connection that was opened with `debug_reconnects=true`."""

Reason = Literal["warning", "refresh_requested", "link_disabled", "too_many_websockets"]


@dataclass(eq=False, slots=True)
class Link:
    """One open connection; sends are one at a time. One that is leaving gets nothing if another one is there."""

    socket: WebSocket
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    refresh: asyncio.Event = field(default_factory=asyncio.Event)
    is_leaving: bool = False

    async def send(self, message: Json) -> None:
        """Send one message; a connection that just broke is noticed by its reader."""
        async with self.turn:
            try:
                await self.socket.send_json(message)
            except (WebSocketDisconnect, RuntimeError):
                return


class Links:
    """The app's connections and the envelopes that wait for their ack."""

    late: Final = "timeout"

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
    def is_connected(self) -> bool:
        """Whether anybody is there."""
        return bool(self._links)

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

    async def serve(self, socket: WebSocket, lifetime: float, warning: float) -> None:
        """Serve one connection until it ends; `warning` seconds before its time is over, it is told so."""
        until = self._tickets.pop(socket.query_params.get("ticket", ""), 0.0)
        if until < time.monotonic():
            await socket.close(1008)
            return
        if len(self._staying()) >= MOST_LINKS:
            await turn_away(socket, "too_many_websockets")
            return
        if socket.query_params.get("debug_reconnects") == "true":
            lifetime = min(lifetime, DEBUG_LIFETIME)
        await socket.accept()
        link = Link(socket)
        await link.send(_hello(len(self._links) + 1, lifetime))
        self._links.append(link)
        ageing = asyncio.create_task(self._grow_old(link, lifetime, warning))
        try:
            await self._read(link)
        finally:
            ageing.cancel()
            self._forget(link)

    async def deliver(
        self, envelope_type: EnvelopeType, payload: Json, patience: float, again: Again = FIRST
    ) -> object:
        """Send one envelope to one connection; what the ack carried, or NotAcknowledged after `patience` seconds."""
        links = self._staying() or self._links
        if not links:
            raise NotAcknowledged("not_connected")
        self._next = (self._next + 1) % len(links)
        link = links[self._next]
        envelope_id = str(uuid.uuid4())
        ack: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        self._acks[envelope_id] = ack
        try:
            async with asyncio.timeout(patience):
                await link.send(_envelope(envelope_id, envelope_type, payload, again))
                return await ack
        except TimeoutError:
            raise NotAcknowledged(self.late) from None
        finally:
            del self._acks[envelope_id]

    def refresh(self) -> None:
        """Let every connection's time be over now."""
        for link in self._links:
            link.refresh.set()

    async def disable(self) -> None:
        """Tell every connection that there will be no more, and close it."""
        for link in list(self._links):
            await self._end(link, "link_disabled")

    async def drop_all(self) -> None:
        """Close every connection without a word."""
        links, self._links = self._links, []
        for link in links:
            await link.socket.close(1011)

    def _staying(self) -> list[Link]:
        return [link for link in self._links if not link.is_leaving]

    def _forget(self, link: Link) -> None:
        if link in self._links:
            self._links.remove(link)

    async def _grow_old(self, link: Link, lifetime: float, warning: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(lifetime - warning):
                await link.refresh.wait()
        link.is_leaving = True
        await link.send(_disconnect("warning"))
        await asyncio.sleep(warning)
        await self._end(link, "refresh_requested")

    async def _end(self, link: Link, reason: Reason) -> None:
        """Say why, and close; the app may have been faster."""
        self._forget(link)
        await link.send(_disconnect(reason))
        with contextlib.suppress(RuntimeError, WebSocketDisconnect):
            await link.socket.close()

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


async def turn_away(socket: WebSocket, reason: Reason) -> None:
    """Let somebody in only to say why they cannot stay."""
    await socket.accept()
    await socket.send_json(_disconnect(reason))
    await socket.close()


def _envelope(envelope_id: str, envelope_type: EnvelopeType, payload: Json, again: Again) -> Json:
    envelope = {"envelope_id": envelope_id, "type": envelope_type, "payload": payload}
    if envelope_type != "events_api":
        return envelope | {"accepts_response_payload": True}
    retry = {"retry_attempt": again.attempt, "retry_reason": again.reason}
    return envelope | {"accepts_response_payload": False, **retry}


def _disconnect(reason: Reason) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "playground"}}


def _hello(number: int, lifetime: float) -> Json:
    return {
        "type": "hello",
        "num_connections": number,
        "connection_info": {"app_id": APP_ID},
        "debug_info": {"host": "playground", "approximate_connection_time": round(lifetime)},
    }
