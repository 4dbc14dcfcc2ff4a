"""Connections, envelopes and acknowledgements."""

import time
from collections.abc import Callable
from contextlib import ExitStack

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from bot.playground.core import Patience
from bot.playground.server import Playground
from bot.playground.web_api import APP_TOKEN
from tests.playground.hands import Hands
from tests.playground.socket_app import SILENCE, SocketApp


def test_a_connection_begins_with_hello(app: SocketApp) -> None:
    assert app.hello["type"] == "hello"
    assert app.hello["connection_info"] == {"app_id": "AALLSTAR"}
    assert app.hello["num_connections"] == 1


def test_slack_sdks_own_client_gets_through(playground: Playground, hands: Hands) -> None:
    web = WebClient(APP_TOKEN, base_url=playground.api_url)
    client = SocketModeClient(APP_TOKEN, web_client=web)

    def acknowledge(client: SocketModeClient, request: SocketModeRequest) -> None:
        payload = {"text": f"You said {request.payload['text']}"}
        client.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload))

    client.socket_mode_request_listeners.append(acknowledge)  # type: ignore[arg-type]  # slack_sdk's base class
    client.connect()
    try:
        assert hands.types("UMARA", "/do hello")["ok"]
        assert hands.texts("UMARA") == ["You said hello"]
    finally:
        client.auto_reconnect_enabled = False
        client.disconnect()  # first, or the reader that begins anew while it is told to end never does
        client.close()


def test_ten_connections_share_the_payloads_and_the_eleventh_is_sent_away(playground: Playground, hands: Hands) -> None:
    with ExitStack() as stack:
        apps = [stack.enter_context(SocketApp(playground)) for _ in range(10)]
        for _ in range(20):
            assert hands.types("UMARA", "/do")["ok"]
        assert [app.count() for app in apps] == [2] * 10
        with SocketApp(playground) as eleventh:
            assert (eleventh.hello["type"], eleventh.hello["reason"]) == ("disconnect", "too_many_websockets")


def test_a_ticket_lets_in_once(playground: Playground) -> None:
    web = WebClient(APP_TOKEN, base_url=playground.api_url)
    url = web.apps_connections_open(app_token=APP_TOKEN)["url"]
    with connect(url, proxy=None) as socket:
        assert "hello" in str(socket.recv(5))
    with pytest.raises(InvalidStatus), connect(url, proxy=None):
        pass


def test_an_envelope_tells_its_type_and_whether_an_answer_may_come_along(app: SocketApp, hands: Hands) -> None:
    hands.types("UMARA", "/do")
    command = app.next()
    assert (command["type"], command["accepts_response_payload"]) == ("slash_commands", True)
    hands.types("UMARA", "good morning")
    event = app.next()
    assert (event["type"], event["accepts_response_payload"]) == ("events_api", False)
    assert (event["retry_attempt"], event["retry_reason"]) == (0, "")


def test_nothing_that_is_said_on_the_socket_breaks_it(app: SocketApp, hands: Hands) -> None:
    for odd in ("text", [1], {"envelope_id": "unknown"}, {"envelope_id": 5}):
        app.send(odd)
    assert hands.types("UMARA", "/do")["ok"]


def test_without_an_acknowledgement_the_person_sees_a_failure(start: Callable[..., Playground]) -> None:
    playground = start()
    with SocketApp(playground, lambda _: SILENCE), Hands(playground) as hands:
        answer = hands.types("UMARA", "/do")
        assert answer == {"ok": False, "error": "/do did not work: the app did not answer in time."}
        line = hands.messages("UMARA")[-1]
        assert (line["failed"], line["ephemeral"], line["user"]["id"]) == (True, True, "USLACKBOT")
        assert hands.view("UMARA")["notice"] == answer["error"]
        assert hands.messages("UJONAS") == []
        assert hands.refusals() == ["timeout"]


def test_without_a_connection_the_person_sees_it_at_once(hands: Hands) -> None:
    started = time.monotonic()
    assert hands.types("UMARA", "/do")["error"] == "/do did not work: the app is not connected."
    assert time.monotonic() - started < 1
    assert hands.get("world")["bot"]["connected"] is False


def test_slack_waits_three_seconds(playground: Playground, hands: Hands) -> None:
    with SocketApp(playground, lambda _: SILENCE):
        started = time.monotonic()
        assert not hands.types("UMARA", "/do")["ok"]
        assert 2.9 < time.monotonic() - started < 4


def test_what_waits_for_its_acknowledgement_is_pending(playground: Playground, hands: Hands) -> None:
    seen: list[bool] = []

    def look(_envelope: object) -> None:
        with Hands(playground) as other:
            seen.append(other.get("idle")["idle"])

    with SocketApp(playground, look):
        hands.types("UMARA", "/do")
    assert seen == [False]
    assert hands.get("idle") == {"idle": True, "pending": 0}


def test_a_dropped_socket_can_come_back(playground: Playground, hands: Hands) -> None:
    with SocketApp(playground):
        hands.do("faults", kind="drop_socket")
        assert hands.types("UMARA", "/do")["error"] == "/do did not work: the app is not connected."
    with SocketApp(playground):
        assert hands.types("UMARA", "/do")["ok"]


def test_an_outage_lets_nobody_in(playground: Playground, hands: Hands) -> None:
    hands.do("faults", kind="drop_socket", seconds=60)
    with pytest.raises(SlackApiError, match="internal_error"):
        WebClient(APP_TOKEN, base_url=playground.api_url).apps_connections_open(app_token=APP_TOKEN)
    hands.do("reset")
    with SocketApp(playground):
        assert hands.types("UMARA", "/do")["ok"]


def test_a_stranger_without_a_ticket_stays_outside(playground: Playground) -> None:
    with pytest.raises(InvalidStatus), connect(f"ws://127.0.0.1:{playground.slack.port}/link/?ticket=x", proxy=None):
        pass
    assert httpx.get(f"{playground.origin}/link/", trust_env=False).status_code in (403, 404)


def test_before_its_time_is_over_a_connection_is_warned_and_then_ended(start: Callable[..., Playground]) -> None:
    patience = Patience(connection=0.3, warning=0.2)
    playground = start(patience=patience)
    with SocketApp(playground) as app:
        assert app.hello["debug_info"]["approximate_connection_time"] == round(patience.connection)
        assert [app.next()["reason"] for _ in range(2)] == ["warning", "refresh_requested"]
        app.wait_until_closed()


def test_a_connection_lasts_an_hour_or_six_minutes_for_those_who_debug(playground: Playground, app: SocketApp) -> None:
    assert app.hello["debug_info"]["approximate_connection_time"] == 3600
    url = WebClient(APP_TOKEN, base_url=playground.api_url).apps_connections_open(app_token=APP_TOKEN)["url"]
    with connect(f"{url}&debug_reconnects=true", proxy=None) as socket:
        assert '"approximate_connection_time":360' in str(socket.recv(5))


def test_who_was_asked_to_refresh_gets_nothing_once_somebody_else_is_there(
    playground: Playground, hands: Hands, app: SocketApp
) -> None:
    assert hands.do("faults", kind="refresh")["ok"]
    assert hands.get("world")["faults"] == []
    assert app.next() == {"type": "disconnect", "reason": "warning", "debug_info": {"host": "playground"}}
    assert hands.types("UMARA", "/do")["ok"]
    assert app.next()["type"] == "slash_commands"
    with SocketApp(playground) as other:
        for _ in range(4):
            assert hands.types("UMARA", "/do")["ok"]
        assert other.count() == 4
    assert app.nothing_came()


def test_a_removed_app_hears_of_it_and_its_connections_end(playground: Playground, hands: Hands) -> None:
    with SocketApp(playground) as app:
        hands.do("app", installed=False)
        assert {app.event()["type"], app.event()["type"]} == {"tokens_revoked", "app_uninstalled"}
        assert app.next()["reason"] == "link_disabled"
        app.wait_until_closed()
