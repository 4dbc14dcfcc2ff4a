"""Typing: messages and slash commands."""

import pytest
from slack_sdk import WebClient

from bot.playground.server import Playground
from tests.playground.hands import Hands, Json
from tests.playground.kit import section
from tests.playground.socket_app import SocketApp


def test_a_command_arrives_as_slack_sends_it(app: SocketApp, hands: Hands, playground: Playground) -> None:
    assert hands.types("UMARA", "/do it  now ")["ok"]
    payload = app.payload()
    assert payload.pop("response_url").startswith(f"{playground.origin}/response/")
    assert payload.pop("trigger_id").count(".") == 2
    assert payload == {
        "token": "playground",
        "team_id": "TPLAYGROUND",
        "team_domain": "playground",
        "channel_id": "CSOCIAL",
        "channel_name": "social-team",
        "user_id": "UMARA",
        "user_name": "mara",
        "command": "/do",
        "text": "it  now",
        "api_app_id": "AALLSTAR",
        "is_enterprise_install": "false",
    }
    assert hands.messages("UMARA") == []


def test_names_become_tokens_only_where_the_manifest_says_so(app: SocketApp, hands: Hands) -> None:
    hands.types("UMARA", "/do @Jonas Weber & #sales")
    assert app.payload()["text"] == "<@UJONAS|jonas> &amp; <#CSALES|sales>"
    hands.types("UMARA", "/raw @Jonas Weber & #sales")
    assert app.payload()["text"] == "@Jonas Weber &amp; #sales"


def test_a_command_works_where_the_app_is_no_member(app: SocketApp, hands: Hands) -> None:
    assert hands.types("UMARA", "/do", channel="CSALES")["ok"]
    assert app.payload()["channel_id"] == "CSALES"


def test_dms_and_private_channels_stay_nameless(app: SocketApp, hands: Hands) -> None:
    secret = hands.do("channels", name="secret", is_private=True, members=["UMARA"])["id"]
    hands.types("UMARA", "/do", channel=secret)
    assert app.payload()["channel_name"] == "privategroup"
    dm = hands.do("dm", who="UMARA")["channel"]
    assert app.event()["type"] == "app_home_opened"
    hands.types("UMARA", "/do", channel=dm)
    assert app.payload()["channel_name"] == "directmessage"


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        ({"text": "/nope"}, "/nope is not a command here."),
        ({"text": "/do", "thread_ts": "1.0"}, "/do does not work in threads. Write it in the channel."),
        ({"text": "  "}, "There is nothing to send."),
        ({"who": "UNOBODY"}, "There is nobody with the id UNOBODY."),
        ({"who": "UALLSTAR"}, "Allstar is a bot"),
        ({"channel": "CNOWHERE"}, "There is no channel with the id CNOWHERE."),
        ({"who": "UNOOR", "channel": "CSALES"}, "Noor Visser is not in #sales."),
    ],
)
def test_what_cannot_be_typed_is_said_in_words(app: SocketApp, hands: Hands, wish: Json, sentence: str) -> None:
    answer = hands.do("type", **{"who": "UMARA", "channel": "CSOCIAL", "text": "/do", **wish})
    assert answer["ok"] is False
    assert sentence.replace("Allstar", "Tester") in answer["error"]
    assert app.nothing_came()


def test_a_deactivated_person_can_do_nothing_unless_forced(app: SocketApp, hands: Hands) -> None:
    hands.do("people/UJONAS", deleted=True)
    assert app.event()["type"] == "user_change"
    assert hands.types("UJONAS", "/do")["error"] == "Jonas Weber is deactivated and cannot do anything."
    assert hands.types("UJONAS", "/do", force=True)["ok"]
    assert app.payload()["user_id"] == "UJONAS"


def test_a_command_of_another_workspace_carries_its_id(app: SocketApp, hands: Hands) -> None:
    stranger = hands.do("people", name="Rita Moss", team_id="TOTHER")["id"]
    assert app.event()["type"] == "team_join"
    hands.types(stranger, "/do", force=True)
    assert app.payload()["team_id"] == "TOTHER"


def test_nobody_writes_in_an_archived_channel(app: SocketApp, hands: Hands) -> None:
    hands.do("channels/CSOCIAL", is_archived=True)
    assert app.event()["type"] == "channel_archive"
    assert "archived" in hands.types("UMARA", "hello")["error"]
    assert "archived" in hands.types("UMARA", "/do")["error"]


@pytest.mark.parametrize(("response_type", "seen"), [("ephemeral", []), ("in_channel", ["Done"])])
def test_an_acknowledgement_may_carry_the_answer(
    app: SocketApp, hands: Hands, response_type: str, seen: list[str]
) -> None:
    app.answers = lambda _: {"response_type": response_type, "text": "Done", "blocks": [section("Done")]}
    assert hands.types("UMARA", "/do")["ok"]
    assert hands.texts("UMARA") == ["Done"]
    assert hands.texts("UJONAS") == seen


@pytest.mark.parametrize(
    "answer", [{"text": "t", "blocks": [section("")]}, {"colour": "red"}, {"text": ""}, {"response_type": "loud"}]
)
def test_an_answer_that_slack_would_refuse_is_refused_and_seen(app: SocketApp, hands: Hands, answer: Json) -> None:
    app.answers = lambda _: answer
    assert hands.types("UMARA", "/do")["error"] == "/do did not work: its answer was not valid."
    assert len(hands.refusals()) == 1
    assert hands.messages("UMARA")[-1]["failed"]


def test_a_message_reaches_the_channel_and_the_app(app: SocketApp, hands: Hands) -> None:
    hands.types("UMARA", "Hi @jonas <b> & 🎉")
    assert hands.texts("UJONAS") == ["Hi <@UJONAS> &lt;b&gt; &amp; :tada:"]
    event = app.event()
    assert (event["type"], event["channel_type"], event["text"]) == (
        "message",
        "channel",
        "Hi <@UJONAS> &lt;b&gt; &amp; :tada:",
    )


def test_mentioning_the_app_tells_it_twice(app: SocketApp, hands: Hands) -> None:
    hands.types("UMARA", "@tester hello")
    assert {app.event()["type"], app.event()["type"]} == {"message", "app_mention"}


def test_a_reply_stays_in_its_thread(app: SocketApp, hands: Hands, web: WebClient) -> None:
    ts = web.chat_postMessage(channel="CSOCIAL", text="question")["ts"]
    assert hands.types("UMARA", "answer", thread_ts=ts)["ok"]
    assert app.event()["thread_ts"] == ts
    assert hands.types("UMARA", "answer", thread_ts="1.0")["error"] == "The message you are answering is gone."


def test_messages_are_unread_until_they_are_read(hands: Hands) -> None:
    hands.types("UMARA", "one")
    hands.types("UMARA", "two")

    def unread(who: str) -> int:
        return next(int(one["unread"]) for one in hands.view(who)["channels"] if one["id"] == "CSOCIAL")

    assert (unread("UMARA"), unread("UJONAS")) == (0, 2)
    hands.do("read", who="UJONAS", channel="CSOCIAL")
    assert unread("UJONAS") == 0


def test_private_places_are_seen_by_their_members_only(hands: Hands) -> None:
    secret = hands.do("channels", name="secret", is_private=True, members=["UMARA", "UTOM"])["id"]
    hands.types("UMARA", "psst", channel=secret)
    hands.do("dm", who="UMARA")
    assert hands.texts("UTOM", secret) == ["psst"]
    ids = {one["id"] for one in hands.view("UJONAS")["channels"]}
    assert not ids & {secret, "DMARA"}
