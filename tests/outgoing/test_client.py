import json
import socket
import ssl
from collections.abc import Sequence
from pathlib import Path
from threading import Event
from time import monotonic

import pytest

from bot.outgoing import AddressNotAllowed, Answer, AnswerLost, Client, NotSent
from tests.outgoing.certificates import contexts
from tests.outgoing.receiver import (
    Behaviour,
    Receiver,
    answers,
    answers_json,
    canary,
    closed_port,
    closes_at_once,
    drips,
    floods,
    hangs_up,
    holds,
    ignores,
    resets,
    sends,
)
from tests.outgoing.test_addresses import INSIDE

QUICK = 0.4
"""Seconds that a call may take where the other side is slow on purpose."""
HEAD = b"HTTP/1.1 200 OK\r\n"


class Names:
    """A resolver that gives one list of addresses after the other, and the last one for ever."""

    def __init__(self, *lists: Sequence[str]) -> None:
        self.lists = list(lists)
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(f"{host}:{port}")
        return self.lists.pop(0) if len(self.lists) > 1 else self.lists[0]


def post(receiver: Receiver, *, seconds: float = 10.0, max_answer: int = 1024 * 1024) -> Answer:
    client = Client(frozenset({receiver.pair}), seconds=seconds, max_answer=max_answer)
    return client.post(receiver.url, b'{"a": 1}', {"Content-Type": "application/json"})


def lost(behave: Behaviour, *, seconds: float = 10.0, max_answer: int = 1024) -> AnswerLost:
    with Receiver(behave) as receiver, pytest.raises(AnswerLost) as caught:
        post(receiver, seconds=seconds, max_answer=max_answer)
    return caught.value


def test_a_post_arrives_as_given_and_its_answer_comes_back() -> None:
    with Receiver(answers_json(201, {"url": "https://example.com/é"})) as receiver:
        answer = post(receiver)

    request = receiver.requests[0]
    assert request.line == "POST /hook?team=7 HTTP/1.1"
    assert request.body == b'{"a": 1}'
    assert request.headers["host"] == receiver.pair
    assert request.headers["content-type"] == "application/json"
    assert answer.status == 201
    assert answer.headers["content-type"] == "application/json"
    assert json.loads(answer.text) == {"url": "https://example.com/é"}


def test_headers_that_come_twice_are_joined_and_strange_bytes_do_not_hurt() -> None:
    raw = HEAD + b"X-A: 1\r\nx-a: 2\r\nX-B: \xff\r\nContent-Length: 2\r\n\r\n\xff!"
    with Receiver(sends(raw)) as receiver:
        answer = post(receiver)
    assert answer.headers["x-a"] == "1, 2"
    assert answer.headers["x-b"] == "ÿ"
    assert answer.text == "�!"


def test_every_call_has_a_connection_of_its_own() -> None:
    with Receiver(answers(200)) as receiver:
        post(receiver)
        post(receiver)
    assert receiver.connections == 2


@pytest.mark.parametrize("address", INSIDE)
def test_a_name_that_points_inside_is_refused_and_nothing_inside_is_reached(address: str) -> None:
    with canary() as inside, pytest.raises(AddressNotAllowed, match="not on the public internet"):
        Client(resolve=Names([address])).post(f"https://hooks.example:{inside.port}/", b"", {})


@pytest.mark.parametrize("answer", [["8.8.8.8", "127.0.0.1"], ["127.0.0.1", "8.8.8.8"]])
def test_one_address_inside_among_public_ones_spoils_all(answer: list[str]) -> None:
    with canary() as inside, pytest.raises(AddressNotAllowed):
        Client(resolve=Names(answer)).post(f"https://hooks.example:{inside.port}/", b"", {})


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "localhost", "[::ffff:127.0.0.1]", "0"])
def test_no_spelling_reaches_anything_inside_through_the_real_resolver(host: str) -> None:
    with canary() as inside, pytest.raises(AddressNotAllowed):
        Client().post(f"https://{host}:{inside.port}/", b"", {})


def test_a_name_is_asked_for_once_and_exactly_the_answer_is_dialled() -> None:
    with Receiver(answers(200)) as receiver:
        names = Names(["127.0.0.1"], ["127.0.0.2"])
        pair = f"hooks.example:{receiver.port}"
        Client(frozenset({pair}), resolve=names).post(f"http://{pair}/x", b"", {})

    assert names.asked == [pair]
    assert receiver.connections == 1
    assert receiver.requests[0].headers["host"] == pair


def test_a_name_that_changes_its_address_after_the_check_reaches_nothing_inside() -> None:
    public_but_unassigned = "2d00::1"
    names = Names([public_but_unassigned], ["127.0.0.1"])
    with canary() as inside, pytest.raises(NotSent):
        Client(resolve=names, seconds=QUICK).post(f"https://hooks.example:{inside.port}/", b"", {})
    assert len(names.asked) == 1


def test_the_next_address_is_tried_when_one_does_not_answer() -> None:
    with Receiver(answers(200)) as receiver:
        pair = f"hooks.example:{receiver.port}"
        client = Client(frozenset({pair}), resolve=Names(["127.0.0.2", "127.0.0.1"]))
        assert client.post(f"http://{pair}/", b"", {}).status == 200


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_an_answer_and_is_not_followed(status: int) -> None:
    with canary() as inside:
        for location in (inside.url, "http://169.254.169.254/latest/meta-data/"):
            with Receiver(answers(status, headers={"Location": location})) as receiver:
                assert post(receiver).status == status
            assert receiver.connections == 1


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with canary() as proxy, Receiver(answers(200)) as receiver:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, f"http://{proxy.pair}")
        assert post(receiver).status == 200


def test_a_refused_connection_means_that_nothing_was_sent() -> None:
    pair = f"127.0.0.1:{closed_port()}"
    with pytest.raises(NotSent):
        Client(frozenset({pair})).post(f"http://{pair}/", b"", {})


@pytest.mark.parametrize("error", [socket.gaierror(-2, "Name or service not known"), UnicodeError("label too long")])
def test_a_name_that_does_not_exist_means_that_nothing_was_sent(error: Exception) -> None:
    def resolve(_host: str, _port: int) -> list[str]:
        raise error

    with pytest.raises(NotSent, match=str(error.args[-1])):
        Client(resolve=resolve).post("https://hooks.example/", b"", {})


def test_a_name_without_addresses_means_that_nothing_was_sent() -> None:
    with pytest.raises(NotSent, match="no address"):
        Client(resolve=Names([])).post("https://hooks.example/", b"", {})


def test_a_lookup_that_never_ends_is_given_up_in_time() -> None:
    is_over = Event()

    def resolve(_host: str, _port: int) -> list[str]:
        is_over.wait()
        return ["8.8.8.8"]

    began = monotonic()
    with pytest.raises(NotSent):
        Client(resolve=resolve, seconds=QUICK).post("https://hooks.example/", b"", {})
    assert monotonic() - began < 5
    is_over.set()


def secured(receiver: Receiver, trust: ssl.SSLContext | None, *, seconds: float = 10.0) -> Answer:
    pair = f"hooks.example:{receiver.port}"
    client = Client(frozenset({pair}), resolve=Names(["127.0.0.1"]), tls=trust, seconds=seconds)
    return client.post(f"https://{pair}/x", b"hello", {})


def test_tls_asks_for_the_name_while_the_vetted_address_is_dialled(tmp_path: Path) -> None:
    asked: list[str] = []
    server, trust = contexts("hooks.example", tmp_path)
    server.sni_callback = lambda _socket, name, _context: asked.append(name)
    with Receiver(answers(200, "fine"), tls=server) as receiver:
        assert secured(receiver, trust).text == "fine"
    assert asked == ["hooks.example"]
    assert receiver.requests[0].body == b"hello"


def test_a_certificate_for_another_name_means_that_nothing_was_sent(tmp_path: Path) -> None:
    server, trust = contexts("elsewhere.example", tmp_path)
    with Receiver(answers(200), tls=server) as receiver, pytest.raises(NotSent, match="certificate"):
        secured(receiver, trust)
    assert receiver.requests == []


def test_a_certificate_nobody_vouches_for_means_that_nothing_was_sent(tmp_path: Path) -> None:
    server, _ = contexts("hooks.example", tmp_path)
    with Receiver(answers(200), tls=server) as receiver, pytest.raises(NotSent, match="certificate"):
        secured(receiver, None)
    assert receiver.requests == []


def test_a_handshake_that_never_ends_means_that_nothing_was_sent(tmp_path: Path) -> None:
    _, trust = contexts("hooks.example", tmp_path)
    with Receiver(ignores) as receiver, pytest.raises(NotSent):
        secured(receiver, trust, seconds=QUICK)


@pytest.mark.parametrize("behave", [hangs_up, resets, closes_at_once, sends(b"SSH-2.0-OpenSSH\r\n")])
def test_a_connection_that_breaks_after_the_first_byte_left_is_a_lost_answer(behave: Behaviour) -> None:
    error = lost(behave)
    assert error.answer is None
    assert not error.is_late


@pytest.mark.parametrize("behave", [holds, drips(b"HTTP/1.1 200 OK\r\nX-Slow: ", b"z")])
def test_no_whole_answer_in_time_is_a_lost_answer_that_came_late(behave: Behaviour) -> None:
    began = monotonic()
    error = lost(behave, seconds=QUICK)
    assert error.is_late
    assert error.answer is None
    assert monotonic() - began < 5


@pytest.mark.parametrize(
    ("behave", "how", "text"),
    [
        (sends(HEAD + b"Content-Length: 9\r\n\r\nhalf"), "broken", "half"),
        (sends(HEAD + b"Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"), "broken", "half"),
        (sends(HEAD + b"Transfer-Encoding: chunked\r\n\r\nnonsense"), "broken", ""),
        (drips(HEAD + b"Content-Length: 99999\r\n\r\n", b""), "late", ""),
    ],
)
def test_an_answer_that_breaks_off_tells_the_status_that_had_come(behave: Behaviour, how: str, text: str) -> None:
    error = lost(behave, seconds=1.5 if how == "late" else 10.0)
    assert error.is_late is (how == "late")
    assert error.answer is not None
    assert (error.answer.status, error.answer.text) == (200, text)


@pytest.mark.parametrize(
    "behave",
    [
        answers(200, "x" * 1025),
        floods(HEAD + b"Connection: close\r\n\r\n", b"x" * 65536),
        floods(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 9999),
    ],
)
def test_an_answer_without_end_is_not_read_to_the_end(behave: Behaviour) -> None:
    error = lost(behave)
    assert "too long" in str(error)
    assert error.answer is not None
    assert error.answer.status == 200


def test_an_answer_of_the_greatest_allowed_length_is_whole() -> None:
    with Receiver(answers(200, "x" * 1024)) as receiver:
        assert post(receiver, max_answer=1024).text == "x" * 1024


def test_what_was_lost_never_names_the_address() -> None:
    assert "hook" not in str(lost(hangs_up))
