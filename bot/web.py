"""The HTTP side of the bot, on this machine only: `/health`, and Slack's requests where they come over HTTP.

A reverse proxy in front of it passes `/slack/events` on, and nothing else.
"""

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot import __version__
from bot.clock import Clock
from bot.errors import Refused

HOST = "127.0.0.1"
STOP_PATIENCE = 5.0
"""Seconds to wait for answers that are on their way when the server stops."""
SLACK_PATH = "/slack/events"
LARGEST_BODY = 2_000_000
"""Bytes: the largest view that Slack allows, as a form, and room to spare."""
BODY_SECONDS = 10.0

Requests = Callable[[bytes, Mapping[str, str]], Awaitable[Response]]
"""Who answers Slack's requests: the body and the headers in, the answer out."""


@dataclass(frozen=True)
class Status:
    """How the bot is doing. `idle`: nothing runs and nothing is due now.

    `next_due` is team time, `next_try` machine time: when something that is due is tried again.
    `outside_hosts` are those that posts leave for beyond this machine: while there is one, team time cannot be moved.
    """

    ready: bool
    connected: bool
    idle: bool
    next_due: datetime | None
    next_try: datetime | None = None
    outside_hosts: tuple[str, ...] = ()


class Server:
    """A running HTTP server; `port` is where it listens."""

    def __init__(self, app: Starlette, listener: socket.socket) -> None:
        self.port: int = listener.getsockname()[1]
        self._server = uvicorn.Server(
            uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=2)
        )
        self._thread = threading.Thread(target=self._server.run, args=([listener],), name="web", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Answer what was asked, then close the port."""
        self._server.should_exit = True
        self._thread.join(STOP_PATIENCE)


def serve(port: int, status: Callable[[], Status], clock: Clock, slack: Requests | None = None) -> Server:
    """Answer `/health`, and Slack if `slack` does; port 0 takes any free one. `Refused` if the port is taken."""

    def health(_request: Request) -> JSONResponse:
        now = clock.now()
        current = status()
        return JSONResponse(
            {
                "ready": current.ready,
                "connected": current.connected,
                "idle": current.idle,
                "next_due": current.next_due.isoformat() if current.next_due else None,
                "next_try": current.next_try.isoformat() if current.next_try else None,
                "outside_hosts": current.outside_hosts,
                "now": now.isoformat(),
                "version": __version__,
            }
        )

    # Slack's requests come under the public name of the machine in front of us: their guard is the signature.
    guard = Middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"])
    routes = [Route("/health", health, middleware=[guard])]
    if slack is not None:
        routes.append(Route(SLACK_PATH, _bounded(slack), methods=["POST"]))
    return Server(Starlette(routes=routes), _listen(port))


def _bounded(slack: Requests) -> Callable[[Request], Awaitable[Response]]:
    """Read no more than Slack would send, and no longer."""

    async def endpoint(request: Request) -> Response:
        body = bytearray()
        try:
            async with asyncio.timeout(BODY_SECONDS):
                async for part in request.stream():
                    body += part
                    if len(body) > LARGEST_BODY:
                        return Response(status_code=413, headers={"connection": "close"})
        except (TimeoutError, ClientDisconnect):
            return Response(status_code=408, headers={"connection": "close"})
        return await slack(bytes(body), request.headers)

    return endpoint


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen()
    except OSError:
        listener.close()
        raise Refused(
            "Port %(port)s of this machine is taken: stop the program that uses it, or set PORT to a free one.",
            port=port,
        ) from None
    return listener
