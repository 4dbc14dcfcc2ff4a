"""Real servers on loopback for tests of what leaves: well-behaved, broken, slow, and none of it mocked."""

import json
import socket
import ssl
import struct
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Event, Thread
from typing import Self


@dataclass(frozen=True)
class Request:
    """What arrived; header names in lower case."""

    line: str
    headers: dict[str, str]
    body: bytes


class Receiver:
    """Listens on 127.0.0.1 while entered, and does with every connection what `behave` says."""

    def __init__(self, behave: "Behaviour", tls: ssl.SSLContext | None = None) -> None:
        self.behave = behave
        self.tls = tls
        self.connections = 0
        self.requests: list[Request] = []
        self.is_over = Event()
        self._threads: list[Thread] = []

    def __enter__(self) -> Self:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._accepting = Thread(target=self._accept)
        self._accepting.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.is_over.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        for thread in [self._accepting, *self._threads]:
            thread.join()
        self._listener.close()

    @property
    def pair(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.pair}/hook?team=7"

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self.connections += 1
                thread = Thread(target=self._serve, args=(connection,))
                self._threads.append(thread)
                thread.start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            if self.tls is None:
                self.behave(self, connection)
            else:
                with self.tls.wrap_socket(connection, server_side=True) as secured:
                    self.behave(self, secured)

    def read(self, connection: socket.socket) -> None:
        """Read one whole request and remember it."""
        with connection.makefile("rb") as stream:
            line = stream.readline().decode().strip()
            headers = {}
            while text := stream.readline().decode("latin-1").strip():
                name, _, value = text.partition(":")
                headers[name.lower()] = value.strip()
            body = stream.read(int(headers.get("content-length", 0)))
        self.requests.append(Request(line, headers, body))


Behaviour = Callable[[Receiver, socket.socket], None]


def sends(raw: bytes) -> Behaviour:
    """Reads the request and sends exactly these bytes."""

    def behave(receiver: Receiver, connection: socket.socket) -> None:
        receiver.read(connection)
        connection.sendall(raw)

    return behave


def answers(status: int, body: str = "", headers: Mapping[str, str] | None = None) -> Behaviour:
    """Reads the request and answers as one should."""
    content = body.encode()
    lines = [f"HTTP/1.1 {status} So", f"Content-Length: {len(content)}"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return sends("\r\n".join([*lines, "", ""]).encode() + content)


def answers_json(status: int, body: object) -> Behaviour:
    return answers(status, json.dumps(body), {"Content-Type": "application/json"})


def drips(start: bytes, piece: bytes) -> Behaviour:
    """Sends `start`, and then `piece` again and again, slowly, until the test is over."""

    def behave(receiver: Receiver, connection: socket.socket) -> None:
        receiver.read(connection)
        connection.sendall(start)
        while not receiver.is_over.wait(0.02):
            connection.sendall(piece)

    return behave


def floods(start: bytes, piece: bytes) -> Behaviour:
    """Sends `start`, and then `piece` again and again, as fast as it goes."""

    def behave(receiver: Receiver, connection: socket.socket) -> None:
        receiver.read(connection)
        connection.sendall(start)
        while not receiver.is_over.is_set():
            connection.sendall(piece)

    return behave


def holds(receiver: Receiver, connection: socket.socket) -> None:
    """Reads the request and says nothing."""
    receiver.read(connection)
    receiver.is_over.wait()


def ignores(receiver: Receiver, _connection: socket.socket) -> None:
    """Takes the connection and does nothing with it."""
    receiver.is_over.wait()


def hangs_up(receiver: Receiver, connection: socket.socket) -> None:
    """Reads the request and closes without an answer."""
    receiver.read(connection)


def resets(receiver: Receiver, connection: socket.socket) -> None:
    """Reads the request and resets the connection."""
    receiver.read(connection)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def closes_at_once(_receiver: Receiver, _connection: socket.socket) -> None:
    """Closes without reading anything."""


@contextmanager
def canary() -> Iterator[Receiver]:
    """A server inside that nobody may reach: one connection fails the test."""
    with Receiver(answers(200)) as receiver:
        yield receiver
    assert receiver.connections == 0, "something inside was reached"


def closed_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
