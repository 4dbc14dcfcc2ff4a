"""Slack's requests over HTTP, at a Bolt app behind the bot's own web server."""

import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from slack_bolt import Ack, App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.signature import SignatureVerifier

from bot.clock import SystemClock
from bot.transports import DISPATCHERS, SignedHttp
from bot.web import LARGEST_BODY, SLACK_PATH, Server, Status, serve

SECRET = "a-signing-secret-of-slack"
FORM = "application/x-www-form-urlencoded"
COMMAND = {"command": "/do", "text": "a payload & more", "team_id": "T1", "user_id": "U1", "channel_id": "C1"}


class Listening:
    """A Bolt app that takes a command, a button and an event, and remembers what came."""

    def __init__(self) -> None:
        self.came: list[str] = []
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        who = AuthorizeResult(enterprise_id=None, team_id="T1", bot_user_id="UBOT", bot_id="B1", bot_token="xoxb-1")
        self.app = App(authorize=lambda: who, request_verification_enabled=False)
        self.app.command("/do")(self._command)
        self.app.action("go")(self._button)
        self.app.event("user_change")(self._event)

    def _command(self, ack: Ack, body: dict[str, Any]) -> None:
        self.may_go_on.wait(2)
        self.came.append(body["text"])
        ack(text="done")

    def _button(self, ack: Ack) -> None:
        self.came.append("button")
        ack()

    def _event(self, request: Any) -> None:
        self.came.append(f"event {request.headers.get('x-slack-retry-num')}")


class Slack:
    """What signs and sends; `at` is the address of the bot."""

    def __init__(self, port: int) -> None:
        self.at = f"http://127.0.0.1:{port}{SLACK_PATH}"

    def sends(self, body: str, kind: str = FORM, *, ago: float = 0, secret: str = SECRET, **more: Any) -> Any:
        timestamp = str(int(time.time() - ago))
        signature = SignatureVerifier(secret).generate_signature(timestamp=timestamp, body=body)
        headers = {"x-slack-request-timestamp": timestamp, "x-slack-signature": str(signature), "content-type": kind}
        return httpx.post(self.at, content=body, headers={**headers, **more})

    def commands(self, **more: Any) -> Any:
        return self.sends(urlencode(COMMAND), **more)


@pytest.fixture
def listening() -> Listening:
    return Listening()


@pytest.fixture
def signed(listening: Listening) -> SignedHttp:
    signed = SignedHttp(listening.app, SECRET)
    signed.open()
    return signed


@pytest.fixture
def server(signed: SignedHttp) -> Iterator[Server]:
    is_well = Status(ready=True, connected=True, idle=True, next_due=None)
    server = serve(0, lambda: is_well, SystemClock(), signed.answer)
    yield server
    signed.close()
    server.stop()


@pytest.fixture
def slack(server: Server) -> Slack:
    return Slack(server.port)


def test_a_command_is_answered_in_the_body_whatever_it_says(slack: Slack, listening: Listening) -> None:
    answer = slack.commands()
    assert (answer.status_code, answer.text) == (200, "done")
    assert listening.came == ["a payload & more"]


def test_an_interaction_comes_as_json_in_a_form(slack: Slack, listening: Listening) -> None:
    press = {"type": "block_actions", "team": {"id": "T1"}, "user": {"id": "U1"}, "actions": [{"action_id": "go"}]}
    answer = slack.sends(urlencode({"payload": json.dumps(press)}))
    assert (answer.status_code, answer.text, listening.came) == (200, "", ["button"])


def test_an_event_comes_as_json_and_says_when_it_comes_again(slack: Slack, listening: Listening) -> None:
    event = {"type": "event_callback", "team_id": "T1", "event": {"type": "user_change", "user": {"id": "U1"}}}
    again: dict[str, Any] = {"x-slack-retry-num": "2"}
    answer = slack.sends(json.dumps(event), "application/json", **again)
    assert answer.status_code == 200
    listening.app.listener_runner.listener_executor.shutdown()
    assert listening.came == ["event ['2']"]


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"secret": "another-signing-secret"}, 401),
        ({"ago": 301}, 401),
        ({"ago": -302}, 401),
        ({"x-slack-signature": "v0=0"}, 401),
        ({"x-slack-request-timestamp": "yesterday"}, 401),
        ({"x-slack-request-timestamp": "9" * 400}, 401),
        ({"ago": 290}, 200),
    ],
)
def test_only_what_slack_has_just_signed_is_heard(
    slack: Slack, listening: Listening, how: dict[str, Any], code: int
) -> None:
    assert slack.commands(**how).status_code == code
    assert bool(listening.came) == (code == 200)


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"{", b"payload=", urlencode(COMMAND).encode()])
def test_what_nobody_signed_is_not_even_read(slack: Slack, listening: Listening, body: bytes) -> None:
    assert httpx.post(slack.at, content=body).status_code == 401
    assert httpx.post(slack.at, content=body, headers=[(b"x-slack-signature", "v0=é".encode())]).status_code == 401
    assert listening.came == []


@pytest.mark.parametrize("body", ["", "{", "[]", "{}x", "payload=", "payload=[]", "payload=%7B"])
def test_garbage_with_slacks_signature_is_refused(slack: Slack, body: str) -> None:
    assert slack.sends(body).status_code == 400


def test_what_is_larger_than_slack_sends_is_refused(slack: Slack, listening: Listening) -> None:
    assert slack.sends("text=" + "a" * LARGEST_BODY).status_code == 413
    assert slack.commands().status_code == 200
    assert len(listening.came) == 1


def test_the_address_is_confirmed_and_the_certificate_can_be_looked_at(slack: Slack, signed: SignedHttp) -> None:
    signed.close()
    asked = json.dumps({"type": "url_verification", "challenge": "3eZb"})
    assert slack.sends(asked, "application/json").json() == {"challenge": "3eZb"}
    assert slack.sends(asked, "application/json", secret="another-signing-secret").status_code == 401
    checked = httpx.post(slack.at, content="token=x&ssl_check=1", headers={"content-type": FORM})
    assert (checked.status_code, checked.text) == (200, "")


def test_slack_comes_by_any_name_and_health_stays_on_this_machine(slack: Slack) -> None:
    public: dict[str, Any] = {"host": "bot.example.com"}
    assert slack.commands(**public).status_code == 200
    assert httpx.get(slack.at.replace(SLACK_PATH, "/health"), headers=public).status_code == 400
    assert httpx.get(slack.at).status_code == 405


def test_health_answers_while_every_listener_is_at_work(slack: Slack, listening: Listening) -> None:
    listening.may_go_on.clear()
    with ThreadPoolExecutor(DISPATCHERS) as people:
        commands = [people.submit(slack.commands) for _ in range(DISPATCHERS)]
        assert httpx.get(slack.at.replace(SLACK_PATH, "/health"), timeout=1).json()["ready"] is True
        listening.may_go_on.set()
        assert {command.result().status_code for command in commands} == {200}


def test_closing_waits_for_what_is_under_way_and_takes_nothing_more(
    slack: Slack, listening: Listening, signed: SignedHttp
) -> None:
    listening.may_go_on.clear()
    with ThreadPoolExecutor() as people:
        under_way = people.submit(slack.commands)
        while not any(thread.name.startswith("dispatch") for thread in threading.enumerate()):
            assert not under_way.done()
        closing = people.submit(signed.close)
        listening.may_go_on.set()
        closing.result()
        assert under_way.result().text == "done"
    assert not signed.is_open
    assert slack.commands().status_code == 503
    assert len(listening.came) == 1
