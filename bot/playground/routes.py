"""Every address of the playground, in one list."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import nullcontext
from typing import Final

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from bot.errors import Refused
from bot.playground import (
    bot_health,
    control,
    control_messages,
    control_places,
    control_world,
    file_pages,
    pages,
    reading,
    square,
    web_api,
)
from bot.playground.answering import answer_through_url
from bot.playground.core import Slack
from bot.playground.guard import Guard
from bot.playground.slack_error import Json, SlackError
from bot.playground.socket_mode import turn_away
from bot.playground.traffic import Exchange
from bot.playground.wire import LostAnswer
from bot.playground.wish import Wish

Doing = Callable[[Slack, Wish], Awaitable[Json]]

ACTS: Final[dict[str, Doing]] = {
    "type": control.type_text,
    "press": control.press,
    "submit": control.submit,
    "close": control.close,
    "options": control.options,
    "home": control.home,
    "dm": control.direct,
    "read": control.read,
    "shortcut": control_messages.shortcut,
    "react": control_messages.react,
    "edit": control_messages.edit,
    "delete": control_messages.delete,
    "people": control_world.add_person,
    "channels": control_places.add_channel,
    "faults": control_world.add_fault,
    "square/behaviour": control_world.set_square,
    "bot": control_world.know_bot,
    "app": control_world.set_app,
    "reset": control_world.reset,
}
QUIET_SECONDS: Final = 15.0


def application(slack: Slack) -> Starlette:
    """Build the whole playground as an ASGI application."""
    server = Server(slack)
    routes = [
        Route("/", server.page),
        Route("/archives/{channel}/{message}", server.page),
        Route("/square", server.square_page),
        Route("/static/{name}", server.static),
        Route("/api/{method}", server.web_api, methods=["GET", "POST"]),
        Route("/upload/{name}", server.receive_file, methods=["POST"]),
        Route("/files/{id}", server.file),
        Route("/files/{id}/download/{name}", server.file),
        Route("/files/{id}/{name}", server.file),
        WebSocketRoute("/link/", server.link),
        Route("/response/{name}", server.response_url, methods=["POST"]),
        Route("/square/hook/{name}", server.hook, methods=["POST"]),
        Route("/control/world", server.world),
        Route("/control/view", server.view),
        Route("/control/stream", server.stream),
        Route("/control/idle", server.idle),
        Route("/control/traffic", server.traffic),
        Route("/control/square", server.square),
        Route("/control/time", server.acting(control_world.move_time, counts=False), methods=["POST"]),
        Route("/control/faults", server.acting(control_world.clear_faults), methods=["DELETE"]),
        Route("/control/faults/{number:int}", server.end_fault, methods=["DELETE"]),
        Route("/control/upload", server.upload, methods=["POST"]),
        Route("/control/people/{id}", server.change_person, methods=["POST"]),
        Route("/control/channels/{id}", server.change_channel, methods=["POST"]),
        Route("/control/usergroups/{id}", server.change_group, methods=["POST"]),
        *(Route(f"/control/{name}", server.acting(doing), methods=["POST"]) for name, doing in ACTS.items()),
    ]
    guard = Middleware(Guard, port=slack.port, token=slack.token)
    return Starlette(routes=routes, middleware=[guard])


class Server:
    """The thin edge between HTTP and one workspace."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def acting(self, doing: Doing, *, counts: bool = True) -> Callable[[Request], Awaitable[Response]]:
        """Make an endpoint of a control function; `counts` makes it pending while it runs."""

        async def endpoint(request: Request) -> Response:
            return await self._act(request, doing, counts=counts)

        return endpoint

    async def _act(self, request: Request, doing: Doing, *, counts: bool = True) -> Response:
        body = await request.body()
        try:
            wish = Wish(web_api.read_json(body) if body else {})
        except SlackError as error:
            return JSONResponse({"ok": False, "error": str(error)})
        try:
            with self._slack.under_way() if counts else nullcontext():
                return JSONResponse(await doing(self._slack, wish))
        except Refused as refused:
            return JSONResponse({"ok": False, "error": control.said(self._slack, wish, refused)})

    async def change_person(self, request: Request) -> Response:
        """POST /control/people/U..."""
        user = request.path_params["id"]
        return await self._act(request, lambda slack, wish: control_world.change_person(slack, wish, user))

    async def change_channel(self, request: Request) -> Response:
        """POST /control/channels/C..."""
        channel = request.path_params["id"]
        return await self._act(request, lambda slack, wish: control_places.change_channel(slack, wish, channel))

    async def change_group(self, request: Request) -> Response:
        """POST /control/usergroups/S..."""
        group = request.path_params["id"]
        return await self._act(request, lambda slack, wish: control_places.change_group(slack, wish, group))

    async def end_fault(self, request: Request) -> Response:
        """DELETE /control/faults/n."""
        return JSONResponse(control_world.end_fault(self._slack, request.path_params["number"]))

    async def page(self, request: Request) -> Response:
        """GET /."""
        return pages.page(self._slack, request, "page.html.j2")

    async def square_page(self, request: Request) -> Response:
        """GET /square."""
        return pages.page(self._slack, request, "square.html.j2")

    async def static(self, request: Request) -> Response:
        """GET /static/<file>."""
        return pages.static(request.path_params["name"])

    async def web_api(self, request: Request) -> Response:
        """GET or POST /api/<method>."""
        return await web_api.call(self._slack, request)

    async def receive_file(self, request: Request) -> Response:
        """POST /upload/<name>."""
        return await file_pages.receive(self._slack, request)

    async def upload(self, request: Request) -> Response:
        """POST /control/upload."""
        return await file_pages.upload(self._slack, request)

    async def file(self, request: Request) -> Response:
        """GET /files/F..."""
        return await file_pages.serve(self._slack, request)

    async def link(self, socket: WebSocket) -> None:
        """Serve one Socket Mode connection."""
        if self._slack.is_out:
            await socket.close(1013)
            return
        if self._slack.transport == "http":
            await turn_away(socket, "link_disabled")
            return
        patience = self._slack.patience
        self._slack.changes.touch()
        await self._slack.links.serve(socket, patience.connection, patience.warning)
        self._slack.changes.touch()

    async def response_url(self, request: Request) -> Response:
        """POST /response/<name>."""
        exchange = Exchange("to_slack", "response_url", "response_url")
        if self._slack.faults.strike(("outage",), "response_url"):
            return LostAnswer()
        with self._slack.under_way():
            try:
                body = await web_api.read_arguments(request)
                exchange.payload = body
                answer_through_url(self._slack, request.path_params["name"], body)
            except SlackError as error:
                exchange.refused, exchange.answer = str(error), error.answer()
                status = 404 if error.code in ("expired_url", "used_url") else 400
                self._slack.record(exchange)
                return JSONResponse(error.answer(), status)
        self._slack.record(exchange)
        return PlainTextResponse("ok")

    async def hook(self, request: Request) -> Response:
        """POST /square/hook/<name>."""
        return await square.receive(self._slack, request)

    async def world(self, _request: Request) -> Response:
        """GET /control/world."""
        bot_health.ask_soon(self._slack)
        return JSONResponse(reading.world(self._slack))

    async def view(self, request: Request) -> Response:
        """GET /control/view?as=U..."""
        try:
            return JSONResponse(reading.seen_by(self._slack, request.query_params.get("as", "")))
        except Refused as refused:
            return JSONResponse({"ok": False, "error": str(refused)}, 404)

    async def idle(self, _request: Request) -> Response:
        """GET /control/idle."""
        pending = self._slack.pending
        return JSONResponse({"idle": not pending, "pending": pending})

    async def traffic(self, request: Request) -> Response:
        """GET /control/traffic?after=n."""
        after = request.query_params.get("after", "0")
        return JSONResponse(self._slack.traffic.after(int(after) if after.isdecimal() else 0))

    async def square(self, _request: Request) -> Response:
        """GET /control/square."""
        return JSONResponse(square.posts(self._slack))

    async def stream(self, _request: Request) -> Response:
        """GET /control/stream: server-sent events, one at every change."""
        return StreamingResponse(self._events(), media_type="text/event-stream")

    async def _events(self) -> AsyncIterator[str]:
        async for version in self._slack.changes.follow(QUIET_SECONDS):
            if version is None:
                yield ": still here\n\n"
            else:
                yield f"event: changed\ndata: {json.dumps({'version': version})}\n\n"
