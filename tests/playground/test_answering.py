"""Response URLs: five uses, ephemeral unless said otherwise, replacing and deleting."""

import pytest
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from tests.playground.hands import Hands, Json
from tests.playground.kit import actions, button, section
from tests.playground.socket_app import SocketApp


def answer_to_command(app: SocketApp, hands: Hands, channel: str = "CSOCIAL") -> WebhookClient:
    hands.types("UMARA", "/do", channel=channel)
    return WebhookClient(app.payload()["response_url"])


def answer_to_press(app: SocketApp, hands: Hands, ts: str) -> WebhookClient:
    hands.do("press", who="UMARA", channel="CSOCIAL", ts=ts, block_id="row", action_id="go")
    return WebhookClient(app.payload()["response_url"])


def test_an_answer_is_for_the_person_alone_unless_it_says_otherwise(app: SocketApp, hands: Hands) -> None:
    answer = answer_to_command(app, hands)
    assert answer.send(text="for you").status_code == 200
    assert answer.send(text="for all", response_type="in_channel").status_code == 200
    assert hands.texts("UMARA") == ["for you", "for all"]
    assert hands.texts("UJONAS") == ["for all"]


def test_an_answer_reaches_channels_where_the_app_is_no_member(app: SocketApp, hands: Hands) -> None:
    answer_to_command(app, hands, "CSALES").send(text="here", response_type="in_channel")
    assert hands.texts("UTOM", "CSALES") == ["here"]


def test_the_sixth_use_is_refused(app: SocketApp, hands: Hands) -> None:
    answer = answer_to_command(app, hands)
    assert [answer.send(text=str(n)).status_code for n in range(6)] == [200] * 5 + [404]
    assert hands.texts("UMARA") == ["0", "1", "2", "3", "4"]
    assert hands.refusals() == ["used_url"]


def test_an_answer_can_replace_and_delete_the_message_that_was_pressed(
    app: SocketApp, hands: Hands, web: WebClient
) -> None:
    ts = web.chat_postMessage(channel="CSOCIAL", text="choose", blocks=[section(), actions(button())])["ts"]
    answer = answer_to_press(app, hands, ts)
    answer.send(text="chosen", replace_original=True)
    assert [(one["ts"], one["text"], one["blocks"]) for one in hands.messages("UJONAS")] == [(ts, "chosen", [])]
    answer.send_dict({"delete_original": True})
    assert hands.messages("UJONAS") == []


def test_an_ephemeral_line_can_be_replaced_and_deleted_through_its_button(
    app: SocketApp, hands: Hands, web: WebClient
) -> None:
    web.chat_postEphemeral(channel="CSOCIAL", user="UMARA", text="t", blocks=[actions(button())])
    answer = answer_to_press(app, hands, hands.messages("UMARA")[-1]["ts"])
    answer.send(text="chosen", replace_original=True)
    assert hands.texts("UMARA") == ["chosen"]
    answer.send_dict({"delete_original": True})
    assert hands.texts("UMARA") == []


@pytest.mark.parametrize(
    "body", [{}, {"text": "t", "blocks": [section("")]}, {"text": "t", "colour": "red"}, {"text": "t", "blocks": [1]}]
)
def test_an_answer_that_slack_would_refuse_changes_nothing(app: SocketApp, hands: Hands, body: Json) -> None:
    assert answer_to_command(app, hands).send_dict(body).status_code == 400
    assert hands.messages("UMARA") == []
    assert len(hands.refusals()) == 1


def test_an_unknown_url_is_refused(app: SocketApp, hands: Hands) -> None:
    answer = answer_to_command(app, hands)
    hands.do("reset")
    assert answer.send(text="t").status_code == 404
