"""Slack's requests over HTTP: signed, answered in their body, repeated as Slack repeats them."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from slack_sdk import WebClient
from websockets.sync.client import connect

from bot.playground.core import Patience
from bot.playground.server import Playground
from bot.playground.web_api import APP_TOKEN
from tests.playground.conftest import client_of
from tests.playground.hands import Hands
from tests.playground.http_app import Answer, Came, HttpApp, as_json
from tests.playground.kit import actions, button, modal, option, section, typed

Json = dict[str, Any]


@pytest.fixture
def playground(start: Callable[..., Playground]) -> Playground:
    return start(transport="http", patience=Patience(redeliver=(0.0, 0.05, 0.05)))


@pytest.fixture
def app(playground: Playground) -> Iterator[HttpApp]:
    with HttpApp(playground) as app:
        yield app


def opens_a_modal(hands: Hands, web: WebClient, app: HttpApp) -> str:
    """Mara has the form on her screen; its id."""
    hands.types("UMARA", "/do")
    web.views_open(trigger_id=app.next().form["trigger_id"], view=modal())
    return str(hands.top("UMARA")["id"])


def test_the_address_is_asked_to_confirm_itself(app: HttpApp, hands: Hands) -> None:
    assert app.confirmed == {"ok": True}
    assert hands.get("world")["bot"]["connected"] is True
    assert hands.get("world")["bot"]["transport"] == "http"
    app.challenge = lambda challenge: as_json({"challenge": challenge})
    assert app.introduce() == {"ok": True}
    assert hands.refusals() == []


@pytest.mark.parametrize("wrong", [Answer("something else"), Answer(status=401), Answer(status=503)])
def test_an_address_that_does_not_confirm_itself_gets_nothing(app: HttpApp, hands: Hands, wrong: Answer) -> None:
    app.challenge = lambda _: wrong
    assert app.introduce()["ok"] is False
    assert hands.refusals() == ["http_error"]
    assert hands.types("UMARA", "/do")["error"] == "/do did not work: the app is not connected."
    assert app.nothing_came()


@pytest.mark.parametrize("url", ["http://example.com/", "https://127.0.0.1/", "http://127.0.0.1@evil.example/", "x"])
def test_requests_go_to_this_machine_only(hands: Hands, url: str) -> None:
    answer = hands.do("bot", health="http://127.0.0.1:1/health", request_url=url)
    assert answer == {"ok": False, "error": "The bot must be on this machine."}


def test_a_command_is_a_form_and_its_answer_is_the_body(app: HttpApp, hands: Hands) -> None:
    app.answers = lambda _: as_json({"text": "in JSON"})
    assert hands.types("UMARA", "/do this & that")["ok"]
    came = app.next()
    assert came.headers["content-type"] == "application/x-www-form-urlencoded"
    assert (came.form["command"], came.form["text"], came.form["user_id"]) == ("/do", "this &amp; that", "UMARA")
    app.answers = lambda _: Answer("in words")
    assert hands.types("UMARA", "/do")["ok"]
    assert hands.texts("UMARA") == ["in JSON", "in words"]


def test_an_event_is_json_and_one_answer_is_enough(app: HttpApp, hands: Hands) -> None:
    hands.types("UMARA", "good morning")
    came = app.next()
    assert came.headers["content-type"] == "application/json"
    assert "x-slack-retry-num" not in came.headers
    assert came.headers["user-agent"].startswith("Slackbot")
    assert (came.payload["type"], came.payload["event"]["text"]) == ("event_callback", "good morning")
    assert app.nothing_came()


def test_a_press_is_json_in_a_form(app: HttpApp, hands: Hands, playground: Playground) -> None:
    blocks = [section(), actions(button())]
    ts = client_of(playground).chat_postMessage(channel="CSOCIAL", text="Hello", blocks=blocks)["ts"]
    assert hands.do("press", who="UMARA", channel="CSOCIAL", ts=ts, block_id="row", action_id="go")["ok"]
    came = app.next()
    assert came.headers["content-type"] == "application/x-www-form-urlencoded"
    assert (came.payload["type"], came.payload["actions"][0]["action_id"]) == ("block_actions", "go")


@pytest.mark.parametrize(
    ("answer", "errors", "modals"),
    [
        (Answer(), {}, 0),
        (as_json({"response_action": "errors", "errors": {"words": "No."}}), {"words": "No."}, 1),
        (as_json({"response_action": "push", "view": modal()}), {}, 2),
        (as_json({"response_action": "clear"}), {}, 0),
    ],
)
def test_a_submission_is_answered_in_the_body(
    app: HttpApp, hands: Hands, playground: Playground, answer: Answer, errors: Json, modals: int
) -> None:
    view_id = opens_a_modal(hands, client_of(playground), app)
    app.answers = lambda _: answer
    submitted = hands.do("submit", who="UMARA", view_id=view_id, values=typed("words", value="Hello"))
    assert submitted.get("errors") == errors
    assert len(hands.view("UMARA")["modals"]) == modals
    assert app.next().payload["type"] == "view_submission"


def test_text_is_no_answer_to_a_submission(app: HttpApp, hands: Hands, playground: Playground) -> None:
    view_id = opens_a_modal(hands, client_of(playground), app)
    app.answers = lambda _: Answer("ok")
    assert hands.do("submit", who="UMARA", view_id=view_id, values=typed("words", value="Hello"))["ok"] is False
    assert "must be an object" in hands.refusals()[0]


def test_choices_come_in_the_body(app: HttpApp, hands: Hands, playground: Playground) -> None:
    chooser = {"type": "external_select", "action_id": "pick", "min_query_length": 0}
    blocks = [actions(chooser)]
    ts = client_of(playground).chat_postMessage(channel="CSOCIAL", text="Choose", blocks=blocks)["ts"]
    app.answers = lambda _: as_json({"options": [option("tea")]})
    asked = {"who": "UMARA", "channel": "CSOCIAL", "ts": ts, "block_id": "row", "action_id": "pick", "query": "t"}
    assert hands.do("options", **asked)["options"] == [option("tea")]
    assert app.next().payload["value"] == "t"


@pytest.mark.parametrize("status", [201, 302, 401, 404, 500])
def test_anything_but_200_is_slacks_visible_failure(app: HttpApp, hands: Hands, status: int) -> None:
    app.answers = lambda _: Answer("oops", status)
    assert hands.types("UMARA", "/do")["error"] == "/do did not work: the app answered with an error."
    assert hands.refusals() == ["http_error"]
    assert hands.get("traffic")[0]["answer"] == {"status": status, "body": "oops"}


def test_an_answer_has_three_seconds_and_an_app_that_is_gone_fails_at_once(app: HttpApp, hands: Hands) -> None:
    gone = threading.Event()
    app.answers = lambda _: Answer(str(gone.wait(5)))
    started = time.monotonic()
    assert hands.types("UMARA", "/do")["error"] == "/do did not work: the app did not answer in time."
    assert 2.9 < time.monotonic() - started < 4.5
    gone.set()
    app.close()
    started = time.monotonic()
    assert hands.types("UMARA", "/do")["error"] == "/do did not work: the app is not connected."
    assert time.monotonic() - started < 2
    assert hands.refusals() == ["connection_failed", "http_timeout"]


def test_an_event_that_fails_comes_again_three_times_and_says_why(app: HttpApp, hands: Hands) -> None:
    app.answers = lambda _: Answer(status=500)
    hands.types("UMARA", "hello")
    came = [app.next() for _ in range(4)]
    assert [one.headers["x-slack-retry-num"] for one in came] == [None, "1", "2", "3"]
    assert [one.headers["x-slack-retry-reason"] for one in came] == [None, *["http_error"] * 3]
    assert len({one.payload["event_id"] for one in came}) == 1


def test_an_app_can_ask_not_to_be_sent_an_event_again(app: HttpApp, hands: Hands) -> None:
    app.answers = lambda _: Answer(status=500, headers={"x-slack-no-retry": "1"})
    hands.types("UMARA", "one")
    assert app.next().payload["event"]["text"] == "one"
    app.answers = lambda _: Answer()
    hands.types("UMARA", "two")
    assert app.next().payload["event"]["text"] == "two"


def test_an_event_can_be_delivered_twice_on_purpose(app: HttpApp, hands: Hands) -> None:
    hands.do("faults", kind="redeliver", times=1)
    hands.types("UMARA", "one")
    came = [app.next(), app.next()]
    assert [one.headers["x-slack-retry-reason"] for one in came] == [None, "http_timeout"]
    assert len({one.payload["event_id"] for one in came}) == 1


def test_what_waits_for_its_answer_is_pending(app: HttpApp, hands: Hands, playground: Playground) -> None:
    seen: list[bool] = []

    def look(_came: Came) -> Answer:
        with Hands(playground) as other:
            seen.append(other.get("idle")["idle"])
        return Answer()

    app.answers = look
    hands.types("UMARA", "/do")
    assert seen == [False]
    assert hands.get("idle") == {"idle": True, "pending": 0}


@pytest.mark.usefixtures("app")
def test_an_outage_lets_nothing_through(hands: Hands) -> None:
    hands.do("faults", kind="drop_socket", seconds=60)
    assert hands.types("UMARA", "/do")["error"] == "/do did not work: the app is not connected."
    hands.clear_faults()
    assert hands.types("UMARA", "/do")["ok"]


def test_socket_mode_is_switched_off(playground: Playground) -> None:
    url = WebClient(APP_TOKEN, base_url=playground.api_url).apps_connections_open(app_token=APP_TOKEN)["url"]
    with connect(url, proxy=None) as socket:
        assert "link_disabled" in str(socket.recv(5))
