"""Sending to a vetted address, and telling honestly whether anything left.

A name may mean something else a moment after it was checked. So it is resolved once, every answer
is vetted, and exactly a vetted address is dialled while Host and TLS keep the name. Redirects are
not followed, proxies of the environment not used, and addresses not logged: a webhook's is often a
secret, which is why httpcore is used without httpx's client around it. Every call opens a
connection of its own: on one used again nobody could say whether a request without an answer had
been received.
"""

import socket
import ssl
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Thread
from time import monotonic
from typing import Any

import httpcore
import httpx

from bot.outgoing.addresses import Target, is_public, not_public, take_apart

SECONDS = 10.0
MAX_ANSWER = 1024 * 1024
_PIECE = 16 * 1024
_FAILURES = (httpcore.NetworkError, httpcore.TimeoutException, httpcore.RemoteProtocolError)

Resolver = Callable[[str, int], Sequence[str]]
"""Host and port to IP addresses; OSError if there are none."""


class NotSent(Exception):  # noqa: N818 - it says what happened, which need not be an error of ours
    """Certainly nothing of the request left: no such name, no connection, no TLS."""


@dataclass(frozen=True)
class Answer:
    """What came back. Header names are in lower case; `text` is UTF-8 as far as it could be read."""

    status: int
    headers: Mapping[str, str]
    text: str


class AnswerLost(Exception):  # noqa: N818 - as above
    """Something may have left, and no complete answer came. `answer` is what had come, if a status had."""

    def __init__(self, reason: str, *, is_late: bool = False, answer: Answer | None = None) -> None:
        super().__init__(reason)
        self.is_late = is_late
        self.answer = answer


class Client:
    """Sends to public https addresses, and to the `host:port` pairs in `allow` wherever they are.

    Safe to share between threads. `seconds` bounds a whole call, from the first lookup to the last
    byte of the answer; `max_answer` its body, in bytes.
    """

    def __init__(
        self,
        allow: frozenset[str] = frozenset(),
        *,
        seconds: float = SECONDS,
        max_answer: int = MAX_ANSWER,
        resolve: Resolver | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.allow = allow
        self._seconds = seconds
        self._max_answer = max_answer
        self._resolve = resolve or _ask_the_system
        self._tls = tls or httpx.create_ssl_context(trust_env=False)

    def post(self, url: str, content: bytes, headers: Mapping[str, str]) -> Answer:
        """POST once. Raises `AddressNotAllowed`, `NotSent` or `AnswerLost`; if unsure, the last."""
        target = take_apart(url, self.allow)
        deadline = monotonic() + self._seconds
        attempt = _Attempt(self._vetted(target, deadline), deadline)
        try:
            return self._exchange(target, attempt, content, headers)
        except _FAILURES as error:
            if attempt.has_sent:
                raise _lost(error) from error
            raise NotSent(_told(error)) from error

    def _vetted(self, target: Target, deadline: float) -> list[str]:
        """The addresses behind the name, asked for once; one bad answer spoils all."""
        answer: Future[Sequence[str]] = Future()
        # A lookup cannot be stopped halfway, so it gets a thread that nobody has to wait for.
        Thread(target=_look_up, args=(self._resolve, target, answer), daemon=True).start()
        try:
            addresses = list(dict.fromkeys(answer.result(timeout=deadline - monotonic())))
        except (OSError, UnicodeError) as error:
            raise NotSent(_told(error)) from error
        if not addresses:
            raise NotSent("the name has no address")
        if target.pair not in self.allow and not all(map(is_public, addresses)):
            raise not_public(target)
        return addresses

    def _exchange(self, target: Target, attempt: "_Attempt", content: bytes, headers: Mapping[str, str]) -> Answer:
        url = httpcore.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.path)
        given = [("User-Agent", "Allstar"), ("Accept-Encoding", "identity"), *headers.items()]
        with (
            httpcore.HTTPConnection(url.origin, ssl_context=self._tls, network_backend=attempt) as connection,
            connection.stream("POST", url, headers=given, content=content) as response,
        ):
            return self._read(response)

    def _read(self, response: httpcore.Response) -> Answer:
        headers = _plain(response.headers)
        body = bytearray()
        try:
            for chunk in response.iter_stream():
                body += chunk
                if len(body) > self._max_answer:
                    raise AnswerLost("the answer is too long", answer=Answer(response.status, headers, ""))
        except _FAILURES as error:
            raise _lost(error, Answer(response.status, headers, _text(body))) from error
        return Answer(response.status, headers, _text(body))


class _Attempt(httpcore.NetworkBackend):
    """One connection: dials the vetted addresses whatever the name, and keeps one deadline for all steps."""

    def __init__(self, addresses: Sequence[str], deadline: float) -> None:
        self.has_sent = False
        self._addresses = addresses
        self._deadline = deadline
        self._sockets = httpcore.SyncBackend()

    def left(self) -> float:
        """Seconds until the deadline."""
        left = self._deadline - monotonic()
        if left <= 0:
            raise httpcore.TimeoutException("no time left")
        return left

    def connect_tcp(
        self,
        host: str,  # noqa: ARG002 - the name was resolved before
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline holds
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Try one address after the other, each with its share of the time."""
        for before, address in enumerate(self._addresses, start=1):
            share = self.left() / (len(self._addresses) - before + 1)
            try:
                stream = self._sockets.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if before == len(self._addresses):
                    raise
            else:
                return _Stream(stream, self)
        raise httpcore.ConnectError("no address")


class _Stream(httpcore.NetworkStream):
    """A connection that keeps the deadline and notes the first byte of a request."""

    def __init__(self, inner: httpcore.NetworkStream, attempt: _Attempt) -> None:
        self._inner = inner
        self._attempt = attempt

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - the deadline holds
        return self._inner.read(max_bytes, self._attempt.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - the deadline holds
        self._attempt.has_sent = True
        for start in range(0, len(buffer), _PIECE):
            self._inner.write(buffer[start : start + _PIECE], self._attempt.left())

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - the deadline holds
    ) -> httpcore.NetworkStream:
        """Still nothing of the request: a handshake that fails has sent none of it."""
        try:
            left = self._attempt.left()
        except httpcore.TimeoutException:
            self.close()
            raise
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, left), self._attempt)

    def close(self) -> None:
        self._inner.close()

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore's signature
        return self._inner.get_extra_info(info)


def _ask_the_system(host: str, port: int) -> list[str]:
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _look_up(resolve: Resolver, target: Target, answer: "Future[Sequence[str]]") -> None:
    try:
        answer.set_result(resolve(target.host, target.port))
    except (OSError, UnicodeError) as error:
        answer.set_exception(error)


def _plain(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Names in lower case; values of a name that comes twice are joined, as RFC 9110 says."""
    plain: dict[str, str] = {}
    for name, value in headers:
        key = name.decode("latin-1").lower()
        text = value.decode("latin-1")
        plain[key] = f"{plain[key]}, {text}" if key in plain else text
    return plain


def _text(body: bytearray) -> str:
    return body.decode(errors="replace")


def _lost(error: Exception, answer: Answer | None = None) -> AnswerLost:
    return AnswerLost(_told(error), is_late=isinstance(error, httpcore.TimeoutException), answer=answer)


def _told(error: BaseException) -> str:
    return str(error) or type(error).__name__
