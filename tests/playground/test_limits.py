"""Every limit of the table over the wire, through slack_sdk: what reaches it is taken, one more is refused."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.blockkit import LIMITS
from tests.blockkit.payloads import MARKDOWN, message
from tests.blockkit.test_limits import ELSEWHERE, EXACT, SUMS, filled
from tests.playground.hands import Hands, Json
from tests.playground.kit import modal, section
from tests.playground.socket_app import SocketApp

CODES = {"message": "invalid_blocks", "modal": "invalid_arguments", "home": "invalid_arguments"}
OURS_ON_POSTING = "message.text"
"""Slack posts more and refuses to update it: see below."""
BLOCKS = sorted(set(EXACT) - {OURS_ON_POSTING})

Show = Callable[[str, Json], Any]


@pytest.fixture
def show(web: WebClient, hands: Hands, app: SocketApp) -> Show:
    """Bring a payload to its surface, as the app would."""

    def bring(surface: str, payload: Json) -> Any:
        if surface == "message":
            return web.chat_postMessage(channel="CSOCIAL", **payload)
        if surface == "home":
            return web.views_publish(user_id="UMARA", view=payload)
        hands.types("UMARA", "/do")
        return web.views_open(trigger_id=app.payload()["trigger_id"], view=payload)

    return bring


def refused(show: Show, surface: str, payload: Json) -> tuple[str, list[str]]:
    """The error code, and what Slack says beside it."""
    with pytest.raises(SlackApiError) as caught:
        show(surface, payload)
    answer = caught.value.response
    return answer["error"], answer.get("response_metadata", {}).get("messages", [])


@pytest.mark.parametrize("name", BLOCKS)
def test_a_limit_may_be_reached_and_one_more_is_refused_with_its_place(show: Show, name: str) -> None:
    surface, build = EXACT[name]
    assert show(surface, build(LIMITS[name]))["ok"]
    code, lines = refused(show, surface, build(LIMITS[name] + 1))
    assert code == CODES[surface]
    assert "[json-pointer:/" in lines[0]


def test_a_text_may_be_longer_when_it_is_posted_than_when_it_is_changed(web: WebClient, show: Show) -> None:
    most = LIMITS["message.text"]
    posted = show("message", {"text": "x" * (most + 1)})
    place = {"channel": posted["channel"], "ts": posted["ts"]}
    assert posted["message"]["text"] == "x" * (most + 1)
    assert web.chat_update(**place, text="x" * most)["ok"]
    code, _ = refused(lambda _surface, payload: web.chat_update(**place, **payload), "", {"text": "x" * (most + 1)})
    assert code == "msg_too_long"


def test_what_is_longer_than_slack_keeps_is_refused(show: Show) -> None:
    most = LIMITS["message.text_cut"]
    assert show("message", {"text": "x" * most})["ok"]
    assert refused(show, "message", {"text": "x" * (most + 1)})[0] == "msg_too_long"


def test_all_texts_of_a_message_share_a_limit(show: Show) -> None:
    most = LIMITS["message.total"]
    assert show("message", filled(LIMITS["message.budget"] + 1))["ok"], "only we stop there"
    assert show("message", filled(most))["ok"]
    assert refused(show, "message", filled(most + 1))[0] == "msg_blocks_too_long"


def test_all_markdown_blocks_share_a_limit(show: Show) -> None:
    half = "x" * (LIMITS["markdown"] // 2)
    assert show("message", message({**MARKDOWN, "text": half}, {**MARKDOWN, "text": half}))["ok"]
    code, _ = refused(show, "message", message({**MARKDOWN, "text": half}, {**MARKDOWN, "text": f"{half}x"}))
    assert code == "invalid_blocks"


def test_a_view_has_a_weight(show: Show) -> None:
    heavy = modal(*[section("é" * 2_999) for _ in range(43)])
    assert refused(show, "modal", heavy)[0] == "view_too_large"


def test_every_limit_is_tried_over_the_wire_or_where_people_wait() -> None:
    here = {"message.text", "message.text_cut", *SUMS, *BLOCKS}
    assert set(LIMITS) == here | (ELSEWHERE - here)
    assert ELSEWHERE - here == {"view.stack", "trigger_id.seconds", "response_url.uses", "response_url.minutes"}
