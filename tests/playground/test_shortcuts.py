"""Shortcuts: from anywhere, and on a message."""

from collections.abc import Callable

import httpx
import pytest
from slack_sdk import WebClient

from bot.playground.server import Playground
from tests.playground.hands import Hands
from tests.playground.kit import modal
from tests.playground.socket_app import SILENCE, SocketApp


def test_the_page_knows_the_shortcuts(hands: Hands) -> None:
    assert hands.get("world")["shortcuts"][0] == {
        "name": "Start it",
        "type": "global",
        "callback_id": "start",
        "description": "Start something",
    }


@pytest.mark.parametrize("who", ["UMARA", "UNOOR"])
def test_a_global_shortcut_tells_who_and_not_where(web: WebClient, hands: Hands, app: SocketApp, who: str) -> None:
    assert hands.do("shortcut", who=who, callback_id="start")["ok"]
    payload = app.payload()
    assert set(payload) == {
        "type",
        "token",
        "action_ts",
        "team",
        "user",
        "enterprise",
        "is_enterprise_install",
        "callback_id",
        "trigger_id",
    }
    assert (payload["type"], payload["callback_id"], payload["user"]["id"]) == ("shortcut", "start", who)
    web.views_open(trigger_id=payload["trigger_id"], view=modal())
    assert hands.top(who)["view"]["callback_id"] == "form"


def test_a_message_shortcut_brings_the_message_also_where_the_app_is_not(
    web: WebClient, hands: Hands, app: SocketApp
) -> None:
    hands.types("UMARA", "keep me", channel="CSALES")
    ts = hands.messages("UMARA", "CSALES")[0]["ts"]
    assert hands.do("shortcut", who="UTOM", callback_id="keep", channel="CSALES", ts=ts)["ok"]
    payload = app.payload()
    assert (payload["type"], payload["message_ts"], payload["channel"]) == (
        "message_action",
        ts,
        {"id": "CSALES", "name": "sales"},
    )
    assert (payload["message"]["text"], payload["message"]["user"], payload["message"]["ts"]) == (
        "keep me",
        "UMARA",
        ts,
    )
    assert web.views_open(trigger_id=payload["trigger_id"], view=modal())["ok"]
    httpx.post(payload["response_url"], json={"text": "Kept."}, trust_env=False).raise_for_status()
    assert hands.texts("UTOM", "CSALES") == ["keep me", "Kept."]
    assert hands.texts("UMARA", "CSALES") == ["keep me"]


@pytest.mark.parametrize(("callback_id", "where"), [("none", {}), ("keep", {}), ("start", {"channel": "CSOCIAL"})])
def test_only_declared_shortcuts_work_each_in_its_place(
    hands: Hands, app: SocketApp, callback_id: str, where: dict[str, str]
) -> None:
    hands.types("UMARA", "hello")
    app.event()
    if where:
        where = {**where, "ts": hands.messages("UMARA")[0]["ts"]}
    assert "no shortcut" in hands.do("shortcut", who="UMARA", callback_id=callback_id, **where)["error"]
    assert app.nothing_came()


def test_what_only_one_person_sees_has_no_shortcuts(web: WebClient, hands: Hands, app: SocketApp) -> None:
    web.chat_postEphemeral(channel="CSOCIAL", user="UMARA", text="psst")
    ts = hands.messages("UMARA")[0]["ts"]
    answer = hands.do("shortcut", who="UMARA", callback_id="keep", channel="CSOCIAL", ts=ts)
    assert "only one person sees" in answer["error"]
    assert app.nothing_came()


def test_silence_is_a_visible_failure(start: Callable[..., Playground]) -> None:
    playground = start()
    with Hands(playground) as hands:
        hands.do("shortcut", who="UMARA", callback_id="start")
        assert hands.view("UMARA")["notice"] == "“Start it” did not work: the app is not connected."
        with SocketApp(playground, lambda _: SILENCE):
            hands.do("shortcut", who="UMARA", callback_id="start")
        assert hands.view("UMARA")["notice"] == "“Start it” did not work: the app did not answer in time."
        assert hands.refusals() == ["timeout", "not_connected"]
