"""The Web API: who calls, may they, with what; then the method; and what goes wrong on purpose."""

import asyncio
import json
import time
from typing import Final
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.playground.core import Slack
from bot.playground.faults import API_KINDS, Fault
from bot.playground.methods import ANSWERING
from bot.playground.methods.arguments import Arguments, need_scope
from bot.playground.slack_error import Json, SlackError, unsupported
from bot.playground.supported import METHODS
from bot.playground.traffic import Exchange
from bot.playground.wire import LostAnswer

BOT_TOKEN: Final = "xoxb-playground"  # noqa: S105 - everybody may know it: it opens nothing but this playground
APP_TOKEN: Final = "xapp-playground"  # noqa: S105 - same
EVERYWHERE: Final = frozenset({"token", "team_id"})


async def call(slack: Slack, request: Request) -> Response:
    """Answer one Web API call."""
    with slack.under_way():
        started = time.monotonic()
        name = request.path_params["method"]
        exchange = Exchange("to_slack", "web_api", name)
        fault = slack.faults.strike(API_KINDS, name)
        response = await _answer(slack, request, exchange, fault)
        exchange.seconds = time.monotonic() - started
        slack.record(exchange)
        return response


async def _answer(slack: Slack, request: Request, exchange: Exchange, fault: Fault | None) -> Response:
    if fault is not None and fault.kind in ("500", "ratelimited", "outage"):
        return await _fail(request, exchange, fault)
    headers = {"x-oauth-scopes": ",".join(sorted(slack.manifest.scopes)), "x-accepted-oauth-scopes": ""}
    try:
        given = await read_arguments(request)
        exchange.payload = given
        body = _call(slack, exchange.name, given, request.headers.get("authorization", ""))
    except SlackError as error:
        body, exchange.refused = error.answer(), str(error)
    exchange.answer = body
    if fault is not None and fault.kind == "slow":
        await asyncio.sleep(slack.patience.slow)
    if fault is not None and fault.kind == "lost":
        exchange.answer = "lost on purpose"
        return LostAnswer()
    return JSONResponse(body, headers=headers)


async def _fail(request: Request, exchange: Exchange, fault: Fault) -> Response:
    await request.body()
    if fault.kind == "500":
        exchange.answer = "500 on purpose"
        return Response("the playground fails on purpose", 500)
    if fault.kind == "outage":
        exchange.answer = "no answer: an outage on purpose"
        return LostAnswer()
    exchange.answer = {"ok": False, "error": "ratelimited"}
    return JSONResponse(exchange.answer, 429, {"Retry-After": f"{fault.retry_after:g}"})


def _call(slack: Slack, name: str, given: Json, authorization: str) -> Json:
    method = METHODS.get(name)
    if method is None:
        raise SlackError("unknown_method", req_method=name)
    _check_token(given, authorization, app_token=method.app_token)
    if not slack.installed:
        raise SlackError("account_inactive")
    arguments = Arguments(given, name, slack.manifest)
    if method.scope is not None:
        need_scope(arguments, method.scope)
    for field in sorted(method.required - given.keys()):
        raise SlackError("invalid_arguments", f"[ERROR] missing required field: {field}")
    for field in sorted(given.keys() - method.required - method.optional - EVERYWHERE):
        raise unsupported(f"the argument {field} of {name}")
    return ANSWERING[name](slack, arguments)


def _check_token(given: Json, authorization: str, *, app_token: bool) -> None:
    scheme, _, token = authorization.partition(" ")
    token = token.strip() if scheme.lower() == "bearer" else str(given.get("token", ""))
    if not token:
        raise SlackError("not_authed")
    if token not in (BOT_TOKEN, APP_TOKEN):
        raise SlackError("invalid_auth")
    if token != (APP_TOKEN if app_token else BOT_TOKEN):
        raise SlackError("not_allowed_token_type")


async def read_arguments(request: Request) -> Json:
    """The arguments from the address and the body, whichever way they came."""
    given: Json = dict(request.query_params)
    body = await request.body()
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if not body:
        return given
    if kind == "application/json":
        return given | read_json(body)
    if kind == "application/x-www-form-urlencoded":
        return given | dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    raise SlackError("invalid_post_type" if kind else "missing_post_type")


def read_json(body: bytes) -> Json:
    """A body that must be a JSON object."""
    try:
        content = json.loads(body)
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(content, dict):
        raise SlackError("json_not_object")
    return {key: value for key, value in content.items() if value is not None}
