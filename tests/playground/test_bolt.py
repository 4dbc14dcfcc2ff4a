"""A small Bolt app, as any app would be written, works here from command to message."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from slack_bolt import Ack, App, Respond
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.playground.core import Patience
from bot.playground.server import Playground
from bot.playground.signed_http import SIGNING_SECRET
from bot.playground.web_api import APP_TOKEN
from tests.playground.conftest import client_of
from tests.playground.hands import Hands
from tests.playground.http_app import HttpApp, bolt_answers
from tests.playground.kit import actions, button, field, home, modal, section, typed

Json = dict[str, Any]


def pizza_app(client: WebClient) -> App:
    """Takes orders in a modal, posts them with a button, and shows a Home."""
    app = App(client=client, signing_secret=SIGNING_SECRET)

    @app.command("/do")
    def order(ack: Ack, body: Json, client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=modal(field("pizza", initial_value=body["text"])))
        ack()

    @app.view("form")
    def take(ack: Ack, view: Json, body: Json, client: WebClient) -> None:
        pizza = view["state"]["values"]["pizza"]["it"]["value"]
        if pizza == "hawaii":
            ack(response_action="errors", errors={"pizza": "Not here."})
            return
        text = f"<@{body['user']['id']}> orders {pizza}"
        client.chat_postMessage(channel="CSOCIAL", text=text, blocks=[section(text), actions(button("bake"))])
        ack()

    @app.action("bake")
    def bake(ack: Ack, respond: Respond) -> None:
        respond(text="In the oven", replace_original=True)
        ack()

    @app.event("app_home_opened")
    def welcome(event: Json, client: WebClient) -> None:
        client.views_publish(user_id=event["user"], view=home(section("Welcome")))

    return app


@pytest.fixture(params=["socket_mode", "http"])
def playground(request: pytest.FixtureRequest, start: Callable[..., Playground]) -> Iterator[Playground]:
    """One that brings everything to the pizza app."""
    playground = start(transport=request.param, patience=Patience())
    app = pizza_app(client_of(playground))
    if request.param == "http":
        with HttpApp(playground, bolt_answers(app)):
            yield playground
        return
    handler = SocketModeHandler(app, APP_TOKEN)
    handler.connect()  # type: ignore[no-untyped-call]  # slack_bolt's
    yield playground
    handler.client.auto_reconnect_enabled = False
    handler.disconnect()  # type: ignore[no-untyped-call]  # slack_bolt's
    handler.close()  # type: ignore[no-untyped-call]  # slack_bolt's


def wait_for(look: Callable[[], bool]) -> None:
    """Bolt acknowledges events before its listeners run: look until they have."""
    for _ in range(2000):
        if look():
            return
    raise AssertionError("it never came")


def test_a_bolt_app_takes_an_order_from_command_to_message(hands: Hands) -> None:
    assert hands.types("UMARA", "/do hawaii")["ok"]
    view_id = hands.top("UMARA")["id"]
    refused = hands.do("submit", who="UMARA", view_id=view_id)
    assert refused == {"ok": False, "errors": {"pizza": "Not here."}}
    assert hands.do("submit", who="UMARA", view_id=view_id, values=typed("pizza", value="margherita"))["ok"]
    card = hands.messages("UJONAS")[-1]
    assert card["text"] == "<@UMARA> orders margherita"
    pressed = hands.do("press", who="UJONAS", channel="CSOCIAL", ts=card["ts"], block_id="row", action_id="bake")
    assert pressed["ok"]
    assert hands.texts("UMARA") == ["In the oven"]
    hands.do("home", who="UTOM")
    wait_for(lambda: hands.view("UTOM")["home"] is not None)
    assert hands.view("UTOM")["home"]["blocks"][0]["text"]["text"] == "Welcome"
    assert hands.refusals() == []
