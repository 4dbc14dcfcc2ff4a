"""The smallest app that Slack reaches over HTTP: it checks the signature, remembers what comes, and answers."""

import contextlib
import json
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl

from slack_bolt import App, BoltRequest
from slack_sdk.signature import SignatureVerifier

from bot.playground.server import Playground
from bot.playground.signed_http import SIGNING_SECRET
from tests.playground.hands import Hands

Json = dict[str, Any]
SECONDS = 10.0


@dataclass(frozen=True)
class Came:
    """One request, and what it says whichever way it is written."""

    body: str
    headers: Message

    @property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body, keep_blank_values=True))

    @property
    def payload(self) -> Json:
        text = self.body if self.headers["content-type"] == "application/json" else self.form["payload"]
        payload: Json = json.loads(text)
        return payload


@dataclass(frozen=True)
class Answer:
    body: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def as_json(content: object) -> Answer:
    return Answer(json.dumps(content), headers={"content-type": "application/json; charset=utf-8"})


def acknowledge(_came: Came) -> Answer:
    return Answer()


class HttpApp:
    """`answers` gives the answer to each request but the one that asks for the address."""

    def __init__(self, playground: Playground, answers: Callable[[Came], Answer] = acknowledge) -> None:
        self.answers = answers
        self.challenge: Callable[[str], Answer] = Answer
        self.confirmed: Json = {}
        self._playground = playground
        self._came: queue.Queue[Came] = queue.Queue()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    def __enter__(self) -> Self:
        self._thread.start()
        self.confirmed = self.introduce()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def introduce(self) -> Json:
        """Tell the playground where we are."""
        at = f"http://127.0.0.1:{self._server.server_port}"
        with Hands(self._playground) as hands:
            return hands.do("bot", health=f"{at}/health", request_url=f"{at}/slack/events")

    def close(self) -> None:
        """Go away; nobody listens there any more."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()

    def next(self) -> Came:
        return self._came.get(timeout=SECONDS)

    def nothing_came(self) -> bool:
        return self._came.empty()

    def _take(self, came: Came) -> Answer:
        verifier = SignatureVerifier(SIGNING_SECRET)
        timestamp, signature = (came.headers[f"x-slack-{name}"] for name in ("request-timestamp", "signature"))
        if not verifier.is_valid(came.body, timestamp, signature):
            return Answer(status=401)
        if came.body.startswith("{") and came.payload["type"] == "url_verification":
            return self.challenge(came.payload["challenge"])
        answer = self.answers(came)
        self._came.put(came)
        return answer

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        take = self._take

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                answer = take(Came(body, self.headers))
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                with contextlib.suppress(ConnectionError):  # Slack has hung up: too late
                    self.end_headers()
                    self.wfile.write(answer.body.encode())

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
                """Say nothing."""

        return Handler


def bolt_answers(app: App) -> Callable[[Came], Answer]:
    """Let a Bolt app answer, as its own adapters do."""

    def answers(came: Came) -> Answer:
        answer = app.dispatch(BoltRequest(body=came.body, headers={**came.headers}))
        return Answer(answer.body, answer.status, {name: values[0] for name, values in answer.headers.items()})

    return answers
