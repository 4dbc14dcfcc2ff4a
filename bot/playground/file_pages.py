"""The addresses of files: the app uploads and downloads, people upload, the page shows."""

import hmac
from http import HTTPStatus
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response

from bot.errors import Refused
from bot.playground.access import actor
from bot.playground.control import said
from bot.playground.core import Slack
from bot.playground.file_kinds import IMAGES
from bot.playground.files import MOST_BYTES_A_FILE, add, app_has, describe, new_file
from bot.playground.multipart import first_part
from bot.playground.slack_error import Json
from bot.playground.state import File
from bot.playground.traffic import Exchange
from bot.playground.web_api import BOT_TOKEN
from bot.playground.wish import Wish

SAFE: Final = {"content-security-policy": "sandbox; default-src 'none'"}
AROUND: Final = 10_000
"""Bytes that a form may put around the file."""


async def receive(slack: Slack, request: Request) -> Response:
    """POST /upload/<name>: the bytes of a file that the app announced, as they are or in a form."""
    name = request.path_params["name"]
    with slack.under_way():
        announced = slack.files.expected(name)
        exchange = Exchange("to_slack", "upload", announced.id if announced else "upload")
        content = None if announced is None else await _read(request, announced.size + AROUND)
        file = slack.files.expected(name)  # the address may have been used while the bytes came
        if file is None:
            exchange.refused = "no upload is expected here"
        elif content is None or len(part := first_part(content, request.headers.get("content-type", ""))) != file.size:
            exchange.refused = f"{file.size} bytes were announced"
        else:
            describe(file, part)
            slack.files.receive(name, part)
            exchange.payload = {"bytes": len(part)}
        slack.record(exchange)
    if exchange.refused:
        return PlainTextResponse(exchange.refused, HTTPStatus.BAD_REQUEST)
    return PlainTextResponse(f"OK - {announced.size if announced else 0}")


async def upload(slack: Slack, request: Request) -> Response:
    """POST /control/upload?as=U...&name=...: a person's file; only they have it until they use it."""
    wish = Wish(dict(request.query_params))
    with slack.under_way():
        try:
            return JSONResponse({"ok": True, "file": await _uploaded(slack, wish, request)})
        except Refused as refused:
            return JSONResponse({"ok": False, "error": said(slack, wish, refused)})


async def _uploaded(slack: Slack, wish: Wish, request: Request) -> Json:
    person = actor(slack.world, wish.text("as"))
    content = await _read(request, MOST_BYTES_A_FILE)
    if content is None:
        raise Refused("The file is too large: %(most)s MB at most.", most=MOST_BYTES_A_FILE // 1_000_000)
    if not content:
        raise Refused("The file is empty.")
    file = new_file(slack, person.id, wish.text("name"), len(content))
    describe(file, content)
    slack.files.write(file.id, content)
    add(slack, file)
    return {key: getattr(file, key) for key in ("id", "name", "title", "mimetype", "size")}


async def _read(request: Request, most: int) -> bytes | None:
    """The body, or None as soon as it is longer than `most`."""
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > most:
            return None
    return bytes(content)


async def serve(slack: Slack, request: Request) -> Response:
    """GET /files/<id>...: the bytes, for the page and for the app."""
    file = slack.world.files.get(request.path_params["id"])
    is_app = _is(request, BOT_TOKEN)
    if not (is_app or _is(request, slack.token)):
        return JSONResponse({"ok": False, "error": "wrong token"}, HTTPStatus.FORBIDDEN)
    if file is None or (is_app and not _app_may(slack, file)) or not slack.files.path(file.id).exists():
        return JSONResponse({"ok": False, "error": "file_not_found"}, HTTPStatus.NOT_FOUND)
    shown = file.mimetype in IMAGES and "download" not in request.path_params
    kind = file.mimetype if file.mimetype in IMAGES else "application/octet-stream"
    where = "inline" if shown else f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
    return FileResponse(slack.files.path(file.id), media_type=kind, headers={**SAFE, "content-disposition": where})


def _app_may(slack: Slack, file: File) -> bool:
    return "files:read" in slack.manifest.scopes and app_has(slack, file)


def _is(request: Request, token: str) -> bool:
    """Whether this token came: the app's in a header, the page's also in the address."""
    given = request.headers.get("authorization", "").removeprefix("Bearer ") or request.query_params.get("token", "")
    return hmac.compare_digest(given.encode(), token.encode())
