"""Who may call what, in which form."""

import json
from collections.abc import Callable

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground.server import Playground
from bot.playground.state import BOT_USER
from bot.playground.web_api import APP_TOKEN, BOT_TOKEN
from tests.playground.conftest import client_of
from tests.playground.hands import Hands, Json

BEARER = {"Authorization": f"Bearer {BOT_TOKEN}"}


def post(playground: Playground, method: str, **how: object) -> Json:
    answer = httpx.post(f"{playground.api_url}{method}", trust_env=False, **how)  # type: ignore[arg-type]  # httpx's many
    found: Json = answer.json()
    return found


def test_auth_test_tells_whose_token_it_is(web: WebClient) -> None:
    answer = web.auth_test()
    assert (answer["user_id"], answer["bot_id"], answer["team_id"]) == (BOT_USER, "BALLSTAR", "TPLAYGROUND")
    assert "chat:write" in answer.headers["x-oauth-scopes"]


@pytest.mark.parametrize(
    ("token", "code"), [("", "not_authed"), ("xoxb-other", "invalid_auth"), (APP_TOKEN, "not_allowed_token_type")]
)
def test_only_the_bots_token_calls_methods(playground: Playground, token: str, code: str) -> None:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    assert post(playground, "auth.test", headers=headers)["error"] == code


def test_only_the_app_token_opens_connections(playground: Playground) -> None:
    assert post(playground, "apps.connections.open", headers=BEARER)["error"] == "not_allowed_token_type"


def test_a_token_may_come_as_an_argument(playground: Playground) -> None:
    assert post(playground, "auth.test", data={"token": BOT_TOKEN})["ok"]


def test_json_and_form_say_the_same(playground: Playground, hands: Hands) -> None:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "hi"}}]
    as_json = {"channel": "CSOCIAL", "text": "json", "blocks": blocks}
    as_form = {"channel": "CSOCIAL", "text": "form", "blocks": json.dumps(blocks)}
    assert post(playground, "chat.postMessage", headers=BEARER, json=as_json)["ok"]
    assert post(playground, "chat.postMessage", headers=BEARER, data=as_form)["ok"]
    assert [message["blocks"][0]["text"]["text"] for message in hands.messages("UMARA")] == ["hi", "hi"]


@pytest.mark.parametrize(
    ("content", "kind", "code"),
    [
        (b"{", "application/json", "invalid_json"),
        (b"[]", "application/json", "json_not_object"),
        (b"a", "text/plain", "invalid_post_type"),
    ],
)
def test_other_bodies_are_refused(playground: Playground, content: bytes, kind: str, code: str) -> None:
    assert post(playground, "auth.test", headers={**BEARER, "content-type": kind}, content=content)["error"] == code


def test_an_unknown_method_is_named(playground: Playground, hands: Hands) -> None:
    answer = post(playground, "chat.shout", headers=BEARER)
    assert (answer["error"], answer["req_method"]) == ("unknown_method", "chat.shout")
    assert hands.refusals() == ["unknown_method"]


def test_a_missing_argument_is_named(web: WebClient) -> None:
    with pytest.raises(SlackApiError) as refused:
        web.api_call("chat.postMessage", json={"text": "hi"})
    assert refused.value.response["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]


def test_an_argument_that_is_not_supported_is_refused_and_named(web: WebClient, hands: Hands) -> None:
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        web.chat_postMessage(channel="CSOCIAL", text="hi", icon_emoji=":robot_face:")
    assert "icon_emoji" in hands.refusals()[0]


def test_a_scope_that_the_manifest_lacks_is_named(start: Callable[..., Playground]) -> None:
    web = client_of(start(without=("users:read",)))
    with pytest.raises(SlackApiError) as refused:
        web.users_info(user="UMARA")
    assert refused.value.response["error"] == "missing_scope"
    assert refused.value.response["needed"] == "users:read"
    assert "chat:write" in refused.value.response["provided"].split(",")


def test_a_conversations_scope_depends_on_its_kind(start: Callable[..., Playground]) -> None:
    web = client_of(start(without=("groups:read",)))
    assert web.conversations_list(types="public_channel")["ok"]
    with pytest.raises(SlackApiError) as refused:
        web.conversations_list(types="public_channel,private_channel")
    assert refused.value.response["needed"] == "groups:read"


def test_a_removed_app_can_call_nothing(web: WebClient, hands: Hands) -> None:
    hands.do("app", installed=False)
    with pytest.raises(SlackApiError, match="account_inactive"):
        web.auth_test()
    hands.do("app", installed=True)
    assert web.auth_test()["ok"]
