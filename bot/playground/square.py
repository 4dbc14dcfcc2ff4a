"""The public square: where the posts of a webhook account appear. It checks who sends, as receivers should."""

import asyncio
import base64
import time
from dataclasses import asdict
from typing import Final

from standardwebhooks import Webhook, WebhookVerificationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.playground.behaviour import REFUSALS
from bot.playground.core import Slack
from bot.playground.slack_error import Json
from bot.playground.state import SquarePost
from bot.playground.traffic import Exchange
from bot.playground.wire import LostAnswer

SECRET: Final = f"whsec_{base64.b64encode(b'allstar-playground-square-key!!!').decode()}"
MOST_POSTS: Final = 1_000
MOST_BYTES: Final = 1_000_000


async def receive(slack: Slack, request: Request) -> Response:
    """Take a signed post."""
    started = time.monotonic()
    name = request.path_params["name"]
    exchange = Exchange("to_slack", "public square", name)
    body = await request.body()
    post, refusal = _read(slack, name, body, request)
    if post is None:
        exchange.refused = refusal
        response: Response = JSONResponse({"error": refusal}, 401)
    else:
        exchange.payload = asdict(post)
        response = await _answer(slack, post, exchange)
    exchange.seconds = time.monotonic() - started
    slack.record(exchange)
    return response


def _read(slack: Slack, name: str, body: bytes, request: Request) -> tuple[SquarePost | None, str]:
    """Verify the signature and read what was posted; why not, if not."""
    if len(body) > MOST_BYTES:
        return None, "too large"
    try:
        content = Webhook(SECRET).verify(body, dict(request.headers))
    except WebhookVerificationError as error:
        return None, str(error)
    except ValueError:
        return None, "not JSON"
    data = content.get("data") if isinstance(content, dict) else None
    if not isinstance(data, dict):
        return None, "no data"
    number = slack.world.next_id("P")
    return SquarePost(
        id=number,
        at=slack.clock.now().isoformat(),
        network=str(data.get("network", "")),
        handle=str(data.get("handle") or name),
        text=str(data.get("text", "")),
        webhook_id=request.headers["webhook-id"],
        url=f"{slack.origin}/square#{number}",
    ), ""


async def _answer(slack: Slack, post: SquarePost, exchange: Exchange) -> Response:
    answer, retry_after = slack.behaviour.next()
    exchange.answer = answer
    if answer in REFUSALS:
        headers = {} if retry_after is None else {"Retry-After": f"{retry_after:g}"}
        return JSONResponse({"error": "the square refuses on purpose"}, int(answer), headers)
    kept = _keep(slack, post)
    if answer == "lost":
        return LostAnswer()
    if answer == "slow":
        await asyncio.sleep(slack.patience.slow)
    if answer == "broken_json":
        return Response('{"url": ', media_type="application/json")
    return JSONResponse({"url": kept.url})


def _keep(slack: Slack, post: SquarePost) -> SquarePost:
    """Show the post, or count it as a repeat of what is there."""
    for known in slack.world.square:
        if known.webhook_id == post.webhook_id:
            known.repeats += 1
            slack.changes.touch()
            return known
    slack.world.square.append(post)
    del slack.world.square[:-MOST_POSTS]
    slack.changes.touch()
    return post


def posts(slack: Slack) -> Json:
    """What hangs on the square, oldest first."""
    return {"posts": [asdict(post) for post in slack.world.square]}
