"""Selects whose choices come from the app."""

import pytest
from slack_sdk import WebClient

from tests.playground.hands import Hands, Json
from tests.playground.kit import actions, field, modal, option, plain, section
from tests.playground.socket_app import SocketApp

EXTERNAL = {"type": "external_select", "action_id": "pick", "min_query_length": 0}


def ask(hands: Hands, web: WebClient, query: str = "ber") -> Json:
    ts = web.chat_postMessage(channel="CSOCIAL", text="t", blocks=[section(), actions(EXTERNAL)])["ts"]
    place = {"channel": "CSOCIAL", "ts": ts, "block_id": "row", "action_id": "pick"}
    return hands.do("options", who="UMARA", query=query, **place)


@pytest.mark.parametrize(
    "offered",
    [
        {"options": [option("berlin")]},
        {"option_groups": [{"label": plain("Cities"), "options": [option("berlin")]}]},
        {"options": []},
    ],
)
def test_the_app_is_asked_and_its_options_are_offered(
    app: SocketApp, hands: Hands, web: WebClient, offered: Json
) -> None:
    app.answers = lambda _: offered
    answer = ask(hands, web)
    assert {key: answer[key] for key in offered} == offered
    payload = app.payload()
    assert (payload["type"], payload["value"], payload["action_id"], payload["block_id"]) == (
        "block_suggestion",
        "ber",
        "pick",
        "row",
    )
    assert payload["container"]["type"] == "message"


@pytest.mark.parametrize(
    "offered",
    [
        None,
        {},
        {"options": [option("a") for _ in range(101)]},
        {"options": [{"text": plain("x" * 76), "value": "x"}]},
        {"options": [option("a")], "option_groups": []},
    ],
)
def test_options_that_slack_would_refuse_are_refused(
    app: SocketApp, hands: Hands, web: WebClient, offered: object
) -> None:
    app.answers = lambda _: offered
    assert ask(hands, web)["error"] == "The app's answer for pick was not valid."
    assert len(hands.refusals()) == 1


def test_a_chosen_option_arrives_in_the_submission(app: SocketApp, hands: Hands, web: WebClient) -> None:
    hands.types("UMARA", "/do")
    body = modal(field("city", "external_select", min_query_length=0))
    view = web.views_open(trigger_id=app.payload()["trigger_id"], view=body)["view"]
    app.answers = lambda _: {"options": [option("berlin")]}
    where = {"view_id": view["id"], "block_id": "city", "action_id": "it"}
    offered = hands.do("options", who="UMARA", query="b", **where)["options"]
    assert app.payload()["view"]["id"] == view["id"]
    app.answers = lambda _: None
    hands.do("submit", who="UMARA", view_id=view["id"], values={"city": {"it": {"selected_option": offered[0]}}})
    chosen = app.payload()["view"]["state"]["values"]["city"]["it"]["selected_option"]
    assert chosen["value"] == "berlin"


def test_a_field_that_the_app_does_not_fill_asks_nobody(app: SocketApp, hands: Hands, web: WebClient) -> None:
    hands.types("UMARA", "/do")
    view = web.views_open(trigger_id=app.payload()["trigger_id"], view=modal())["view"]
    where = {"view_id": view["id"], "block_id": "words", "action_id": "it"}
    assert hands.do("options", who="UMARA", **where)["error"] == "The app does not fill that field."
    assert app.nothing_came()
