"""Below HTTP: closing a connection without an answer, as a broken network does."""

import asyncio
from typing import Any, cast
from weakref import WeakValueDictionary

from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

_OPEN: WeakValueDictionary[Any, asyncio.Transport] = WeakValueDictionary()


class Connection(H11Protocol):
    """uvicorn's connection, remembered by its two ends so that an answer can close it."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember the transport for as long as it lives."""
        super().connection_made(cast("asyncio.Transport", transport))
        ends = tuple(transport.get_extra_info("sockname")), tuple(transport.get_extra_info("peername"))
        _OPEN[ends] = cast("asyncio.Transport", transport)


class LostAnswer(Response):
    """Closes the connection instead of answering."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - nothing is sent
        """Close, and stay until the server has seen it."""
        transport = _OPEN.get((tuple(scope["server"]), tuple(scope["client"])))
        if transport is not None:
            transport.close()
        while (await receive())["type"] != "http.disconnect":
            continue
