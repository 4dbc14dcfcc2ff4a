"""The door: only this machine's own names, only the page's own origin, and the token where people act."""

import hmac
from collections.abc import Mapping
from typing import Final

from starlette.datastructures import Headers, QueryParams
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OWN_NAMES: Final = ("127.0.0.1", "localhost")
SLACK_SIDE: Final = ("/api/", "/files/", "/link/", "/response/", "/square/hook/", "/static/", "/upload/")
"""Their own endpoints look at who asks, or everybody may."""
PAGES: Final = ("/", "/square")
TOKEN_IN_ADDRESS: Final = (*PAGES, "/control/stream")
ARCHIVES: Final = "/archives/"
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS: Final[Mapping[str, str]] = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
}


class Guard:
    """ASGI middleware; the socket's handshake passes it too."""

    def __init__(self, app: ASGIApp, port: int, token: str) -> None:
        self._app = app
        self._token = token
        self._hosts = frozenset(f"{name}:{port}" for name in OWN_NAMES)
        self._origins = frozenset(f"http://{host}" for host in self._hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let in or answer 403."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        reason = self._objection(scope)
        if reason is None:
            await self._app(scope, receive, _with_headers(send))
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": reason})
        else:
            await JSONResponse({"ok": False, "error": reason}, 403)(scope, receive, _with_headers(send))

    def _objection(self, scope: Scope) -> str | None:
        headers, path = Headers(scope=scope), scope["path"]
        host = headers.get("host", "")
        # slack_sdk's own Socket Mode client names the host without its port.
        if host not in self._hosts and not (scope["type"] == "websocket" and host in OWN_NAMES):
            return "wrong host"
        if headers.get("origin") not in (None, *self._origins) or not _is_own_doing(headers, path):
            return "wrong origin"
        if path.startswith(SLACK_SIDE) or self._has_token(scope, headers):
            return None
        return "wrong token"

    def _has_token(self, scope: Scope, headers: Headers) -> bool:
        given = headers.get("authorization", "").removeprefix("Bearer ")
        path = scope["path"]
        if not given and (path in TOKEN_IN_ADDRESS or path.startswith(ARCHIVES)) and scope.get("method") == "GET":
            given = QueryParams(scope["query_string"]).get("token", "")
        return hmac.compare_digest(given.encode(), self._token.encode())


def _is_own_doing(headers: Headers, path: str) -> bool:
    """Whether the page itself asks: an image on a stranger's page asks without an Origin.

    A link from elsewhere may open the page, for it carries the token.
    """
    if path in PAGES and headers.get("sec-fetch-mode") == "navigate":
        return True
    return headers.get("sec-fetch-site") in (None, "same-origin", "none")


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [
                *message["headers"],
                *((name.encode(), value.encode()) for name, value in HEADERS.items()),
            ]
        await send(message)

    return sending
