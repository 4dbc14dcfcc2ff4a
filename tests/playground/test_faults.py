"""What goes wrong on purpose, seen from the app."""

import time
from collections.abc import Callable
from http.client import RemoteDisconnected
from urllib.error import URLError

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.errors import Refused
from bot.playground.core import Patience
from bot.playground.faults import Faults
from bot.playground.server import Playground
from tests.playground.conftest import client_of
from tests.playground.hands import Hands
from tests.playground.socket_app import SocketApp


def test_a_500_comes_as_often_as_asked_for_and_does_nothing(web: WebClient, hands: Hands) -> None:
    hands.do("faults", method="chat.postMessage", kind="500", times=2)
    for _ in range(2):
        with pytest.raises(SlackApiError) as failed:
            web.chat_postMessage(channel="CSOCIAL", text="t")
        assert failed.value.response.status_code == 500
    assert web.auth_test()["ok"]
    assert web.chat_postMessage(channel="CSOCIAL", text="third")["ok"]
    assert hands.texts("UMARA") == ["third"]


def test_one_fault_ends_and_the_others_stay(hands: Hands) -> None:
    ends, stays = hands.do("faults", kind="500", times=2)["id"], hands.do("faults", kind="slow", times=2)["id"]
    hands.end_fault(ends)
    assert [fault["id"] for fault in hands.get("world")["faults"]] == [stays]
    hands.end_fault(ends)
    hands.clear_faults()
    assert hands.get("world")["faults"] == []


def test_a_rate_limit_says_when_to_come_again(web: WebClient, hands: Hands) -> None:
    hands.do("faults", kind="ratelimited", times=1, retry_after=7)
    with pytest.raises(SlackApiError) as failed:
        web.chat_postMessage(channel="CSOCIAL", text="t")
    response = failed.value.response
    assert (response.status_code, response["error"], response.headers["Retry-After"]) == (429, "ratelimited", "7")
    assert hands.messages("UMARA") == []


def test_a_lost_answer_comes_after_the_effect(web: WebClient, hands: Hands) -> None:
    hands.do("faults", kind="lost", method="chat.postMessage", times=1)
    with pytest.raises((RemoteDisconnected, URLError, ConnectionResetError)):
        web.chat_postMessage(channel="CSOCIAL", text="posted all the same")
    assert hands.texts("UMARA") == ["posted all the same"]


def test_a_slow_answer_is_slow_and_pending(start: Callable[..., Playground]) -> None:
    playground = start()
    with Hands(playground) as hands:
        hands.do("faults", kind="slow", times=1)
        started = time.monotonic()
        assert client_of(playground).auth_test()["ok"]
        assert time.monotonic() - started > 0.2


def test_events_come_in_the_opposite_order(app: SocketApp, hands: Hands) -> None:
    hands.do("faults", kind="reorder", method="message", times=3)
    for text in ("first", "second", "third"):
        hands.types("UMARA", text)
    assert [app.event()["text"] for _ in range(3)] == ["third", "second", "first"]
    assert hands.get("world")["faults"] == []


def test_an_event_that_nothing_overtakes_comes_all_the_same(app: SocketApp, hands: Hands) -> None:
    hands.do("faults", kind="reorder")
    hands.types("UMARA", "alone")
    assert hands.get("idle")["idle"] is False
    assert app.event()["text"] == "alone"


def test_in_an_outage_nothing_answers_and_nothing_is_delivered(start: Callable[..., Playground]) -> None:
    playground = start(patience=Patience(redeliver=(0.0, 1.5)))
    web = client_of(playground)
    with Hands(playground) as hands:
        with SocketApp(playground) as app:
            hands.do("faults", kind="outage", seconds=0.4)
            with pytest.raises((RemoteDisconnected, URLError, ConnectionResetError)):
                web.chat_postMessage(channel="CSOCIAL", text="in vain")
            app.wait_until_closed()
            hands.types("UMARA", "is anybody there?")
            assert "the app is not connected" in hands.types("UMARA", "/do")["error"]
        while hands.get("world")["faults"]:
            continue
        with SocketApp(playground) as app:
            assert app.event()["text"] == "is anybody there?"
        assert web.chat_postMessage(channel="CSOCIAL", text="back")["ok"]
        assert hands.texts("UMARA")[::2] == ["is anybody there?", "back"]


def test_an_outage_of_one_method_leaves_the_rest_alone(app: SocketApp, web: WebClient, hands: Hands) -> None:
    hands.do("faults", kind="outage", method="chat.postMessage")
    with pytest.raises((RemoteDisconnected, URLError, ConnectionResetError)):
        web.chat_postMessage(channel="CSOCIAL", text="in vain")
    assert web.auth_test()["ok"]
    hands.types("UMARA", "still connected")
    assert app.event()["text"] == "still connected"


def test_faults_are_listed_and_can_be_cleared(web: WebClient, hands: Hands) -> None:
    fault = hands.do("faults", kind="500", times=3, seconds=60)["id"]
    listed = hands.get("world")["faults"]
    assert [(one["id"], one["kind"], one["method"], one["times"]) for one in listed] == [(fault, "500", "*", 3)]
    assert 0 < listed[0]["seconds"] <= 60
    hands.clear_faults()
    assert web.auth_test()["ok"]
    assert hands.get("world")["faults"] == []


def test_an_unknown_fault_is_refused(hands: Hands) -> None:
    assert hands.do("faults", kind="earthquake")["error"] == "There is no fault of the kind earthquake."
    assert hands.do("faults", kind="500", times=-1)["error"] == "times must be a number."
    assert hands.do("faults", kind="outage", seconds=-1)["error"] == "seconds must be a number."
    assert hands.get("world")["faults"] == []


@given(times=st.integers(0, 20), calls=st.integers(0, 40))
def test_a_fault_strikes_as_often_as_it_says(times: int, calls: int) -> None:
    faults = Faults()
    faults.add("500", times=times, seconds=None, retry_after=1)
    struck = sum(faults.strike(("500",), "any.method") is not None for _ in range(calls))
    assert struck == min(times, calls)


def test_a_fault_ends_with_its_time() -> None:
    faults = Faults()
    faults.add("500", times=None, seconds=0.0, retry_after=1)
    assert faults.strike(("500",)) is None


def test_a_fault_of_one_method_leaves_the_others_alone() -> None:
    faults = Faults()
    faults.add("500", "chat.update", times=None, seconds=None, retry_after=1)
    assert faults.strike(("500",), "chat.postMessage") is None
    assert faults.strike(("500",), "chat.update") is not None
    with pytest.raises(Refused):
        faults.add("no", times=None, seconds=None, retry_after=1)
