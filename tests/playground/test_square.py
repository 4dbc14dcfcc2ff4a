"""The public square takes signed posts, once each."""

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from standardwebhooks import Webhook

from bot.playground.server import Playground
from bot.playground.square import SECRET
from tests.playground.hands import Hands, Json


def post(
    playground: Playground,
    text: str = "Hello world",
    *,
    key: str = "msg_1",
    late: timedelta = timedelta(),
    secret: str = SECRET,
    body: str | None = None,
) -> httpx.Response:
    now = datetime.now(UTC) - late
    data = {"network": "bluesky", "handle": "@ourcafe", "text": text}
    body = json.dumps({"type": "post.published", "data": data}) if body is None else body
    headers = {
        "webhook-id": key,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret).sign(key, now, body),
    }
    return httpx.post(f"{playground.origin}/square/hook/x", content=body, headers=headers, trust_env=False, timeout=10)


def posts(hands: Hands) -> list[Json]:
    found: list[Json] = hands.get("square")["posts"]
    return found


def test_a_signed_post_appears_with_its_address(playground: Playground, hands: Hands) -> None:
    answer = post(playground)
    assert answer.status_code == 200
    shown = posts(hands)[0]
    assert answer.json() == {"url": shown["url"]} == {"url": f"{playground.origin}/square#{shown['id']}"}
    assert (shown["network"], shown["handle"], shown["text"], shown["webhook_id"], shown["repeats"]) == (
        "bluesky",
        "@ourcafe",
        "Hello world",
        "msg_1",
        0,
    )


def test_a_repeat_is_counted_and_gets_the_same_address(playground: Playground, hands: Hands) -> None:
    first, second = post(playground), post(playground, "other words")
    assert first.json() == second.json()
    assert [(one["text"], one["repeats"]) for one in posts(hands)] == [("Hello world", 1)]
    assert post(playground, key="msg_2").json() != first.json()
    assert len(posts(hands)) == 2


OTHER_SECRET = "whsec_" + base64.b64encode(b"somebody else's key of 32 bytes!").decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"secret": OTHER_SECRET},
        {"late": timedelta(minutes=6)},
        {"late": -timedelta(minutes=6)},
        {"body": "no json"},
        {"body": "[]"},
        {"body": "{}"},
        {"body": " " * 1_000_001},
    ],
)
def test_what_is_not_signed_freshly_is_refused(playground: Playground, hands: Hands, wrong: Json) -> None:
    assert post(playground, **wrong).status_code == 401
    assert posts(hands) == []
    assert len(hands.refusals()) == 1


def test_a_post_without_a_signature_is_refused(playground: Playground) -> None:
    assert httpx.post(f"{playground.origin}/square/hook/x", json={"text": "t"}, trust_env=False).status_code == 401


@pytest.mark.parametrize("code", [404, 410, 429, 500, 503])
def test_the_square_can_refuse(playground: Playground, hands: Hands, code: int) -> None:
    hands.do("square/behaviour", answer=code, times=1, retry_after=9)
    answer = post(playground)
    assert (answer.status_code, answer.headers["Retry-After"]) == (code, "9")
    assert posts(hands) == []
    assert post(playground).status_code == 200


def test_the_square_can_lose_its_answer_after_the_effect(playground: Playground, hands: Hands) -> None:
    hands.do("square/behaviour", answer="lost", times=1)
    with pytest.raises(httpx.RemoteProtocolError):
        post(playground)
    assert len(posts(hands)) == 1
    assert post(playground).status_code == 200
    assert posts(hands)[0]["repeats"] == 1


def test_the_square_can_answer_nonsense(playground: Playground, hands: Hands) -> None:
    hands.do("square/behaviour", answer="broken_json")
    for _ in range(2):
        answer = post(playground)
        assert answer.status_code == 200
        with pytest.raises(ValueError, match="Expecting"):
            answer.json()
    hands.do("square/behaviour", answer=200)
    assert post(playground).json()["url"]
    assert hands.do("square/behaviour", answer="dance")["ok"] is False


def test_the_square_can_be_slow(start: Callable[..., Playground]) -> None:
    playground = start()
    with Hands(playground) as hands:
        hands.do("square/behaviour", answer="slow", times=1)
        assert post(playground).elapsed > timedelta(seconds=0.2)
        assert len(posts(hands)) == 1


def test_a_post_carries_team_time(playground: Playground, hands: Hands) -> None:
    hands.do("time", text="+3 days")
    post(playground)
    assert datetime.fromisoformat(posts(hands)[0]["at"]) > datetime.now(UTC) + timedelta(days=2)
