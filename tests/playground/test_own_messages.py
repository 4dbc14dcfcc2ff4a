"""What people do with their own messages: edit, delete, answer in threads."""

import pytest
from slack_sdk import WebClient

from tests.playground.hands import Hands, Json
from tests.playground.socket_app import SocketApp


def said(hands: Hands, text: str = "helo") -> Json:
    hands.types("UMARA", text)
    return {"channel": "CSOCIAL", "ts": hands.messages("UMARA")[-1]["ts"]}


def test_an_edit_shows_and_tells_the_app_both_versions(hands: Hands, app: SocketApp) -> None:
    where = said(hands)
    app.event()
    assert hands.do("edit", who="UMARA", **where, text="hello @tom")["ok"]
    event = app.event()
    assert (event["type"], event["subtype"], event["channel"], event["hidden"]) == (
        "message",
        "message_changed",
        "CSOCIAL",
        True,
    )
    assert (event["message"]["text"], event["previous_message"]["text"]) == ("hello <@UTOM>", "helo")
    assert event["message"]["edited"]["user"] == "UMARA"
    assert event["message"]["ts"] == where["ts"] < event["ts"]
    assert hands.messages("UTOM")[0]["edited"]


def test_a_deletion_tells_the_app_what_went(hands: Hands, app: SocketApp) -> None:
    where = said(hands)
    app.event()
    hands.do("delete", who="UMARA", **where)
    event = app.event()
    assert (event["subtype"], event["deleted_ts"], event["previous_message"]["text"]) == (
        "message_deleted",
        where["ts"],
        "helo",
    )
    assert hands.messages("UTOM") == []


def test_a_parent_leaves_a_tombstone(hands: Hands, web: WebClient) -> None:
    where = said(hands)
    hands.types("UTOM", "answer", thread_ts=where["ts"])
    hands.do("delete", who="UMARA", **where)
    parent, answer = hands.messages("UTOM")
    assert (parent["deleted"], answer["text"]) == (True, "answer")
    assert web.conversations_replies(channel="CSOCIAL", ts=where["ts"])["messages"][0]["subtype"] == "tombstone"


@pytest.mark.parametrize("what", ["edit", "delete"])
def test_nobody_touches_what_others_wrote(hands: Hands, what: str) -> None:
    where = said(hands)
    assert hands.do(what, who="UTOM", **where, text="mine")["error"] == "That message is not yours."
    assert hands.texts("UTOM") == ["helo"]


@pytest.mark.parametrize("what", ["edit", "delete"])
def test_nothing_changes_in_an_archived_channel(hands: Hands, what: str) -> None:
    where = said(hands)
    hands.do("channels/CSOCIAL", is_archived=True)
    assert "archived" in hands.do(what, who="UMARA", **where, text="hello")["error"]


def test_an_answer_to_an_answer_stands_in_the_same_thread(hands: Hands, app: SocketApp) -> None:
    where = said(hands, "parent")
    hands.types("UTOM", "one", thread_ts=where["ts"])
    hands.types("UMARA", "two", thread_ts=hands.messages("UTOM")[1]["ts"])
    assert [app.event().get("thread_ts") for _ in range(3)] == [None, where["ts"], where["ts"]]


def test_nobody_answers_what_only_one_person_sees(hands: Hands, web: WebClient) -> None:
    web.chat_postEphemeral(channel="CSOCIAL", user="UMARA", text="psst")
    ts = hands.messages("UMARA")[0]["ts"]
    assert "only one person sees" in hands.types("UMARA", "what?", thread_ts=ts)["error"]
    assert "gone" in hands.types("UTOM", "what?", thread_ts=ts)["error"]


def test_what_happens_where_the_app_is_not_stays_there(hands: Hands, app: SocketApp) -> None:
    hands.types("UMARA", "hello", channel="CSALES")
    where = {"channel": "CSALES", "ts": hands.messages("UMARA", "CSALES")[0]["ts"]}
    hands.do("react", who="UTOM", **where, name="tada")
    hands.do("edit", who="UMARA", **where, text="hi")
    hands.do("delete", who="UMARA", **where)
    hands.wait_until_idle()
    assert app.nothing_came()
