"""The smallest app there is: one Socket Mode connection that remembers what comes and acknowledges it."""

import json
import queue
import threading
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, Final, Self

from slack_sdk import WebClient
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from bot.playground.server import Playground
from bot.playground.web_api import APP_TOKEN

Json = dict[str, Any]
SILENCE: Final = object()
SECONDS: Final = 10.0


def acknowledge(_envelope: Json) -> object:
    """An empty acknowledgement."""
    return None


class SocketApp:
    """`answers` gives the payload of each acknowledgement, None for an empty one, SILENCE for none at all."""

    def __init__(self, playground: Playground, answers: Callable[[Json], object] = acknowledge) -> None:
        self.answers = answers
        self.hello: Json = {}
        self._came: queue.Queue[Json] = queue.Queue()
        url = WebClient(APP_TOKEN, base_url=playground.api_url).apps_connections_open(app_token=APP_TOKEN)["url"]
        self._connecting = connect(url, proxy=None)
        self._open = ExitStack()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._socket = self._open.enter_context(self._connecting)
        self.hello = json.loads(self._socket.recv(SECONDS))
        if self.hello["type"] == "hello":
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()
        if self._thread.ident is not None:
            self._thread.join()

    def next(self) -> Json:
        """The next envelope."""
        return self._came.get(timeout=SECONDS)

    def payload(self) -> Json:
        """What the next envelope carries."""
        payload: Json = self.next()["payload"]
        return payload

    def event(self) -> Json:
        """The event in the next envelope."""
        event: Json = self.payload()["event"]
        return event

    def nothing_came(self) -> bool:
        return self._came.empty()

    def count(self) -> int:
        return self._came.qsize()

    def send(self, message: object) -> None:
        self._socket.send(json.dumps(message))

    def wait_until_closed(self) -> None:
        """Wait for the other side to end the connection."""
        self._thread.join(SECONDS)

    def _serve(self) -> None:
        try:
            for text in self._socket:
                envelope = json.loads(text)
                answer = self.answers(envelope) if "envelope_id" in envelope else SILENCE
                self._came.put(envelope)
                if answer is not SILENCE:
                    ack = {"envelope_id": envelope["envelope_id"]}
                    self.send(ack if answer is None else {**ack, "payload": answer})
        except ConnectionClosed:
            return
