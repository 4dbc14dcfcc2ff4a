"""Reactions: by people and by the app."""

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.playground.hands import Hands
from tests.playground.socket_app import SocketApp


def test_reactions_are_seen_by_everybody_and_told_to_the_app(web: WebClient, hands: Hands, app: SocketApp) -> None:
    ts = web.chat_postMessage(channel="CSOCIAL", text="card")["ts"]
    for who in ("UMARA", "UTOM"):
        assert hands.do("react", who=who, channel="CSOCIAL", ts=ts, name="tada", on=True)["ok"]
    event = app.event()
    assert (event["type"], event["user"], event["reaction"], event["item_user"], event["item"]) == (
        "reaction_added",
        "UMARA",
        "tada",
        "UALLSTAR",
        {"type": "message", "channel": "CSOCIAL", "ts": ts},
    )
    app.event()
    hands.do("react", who="UMARA", channel="CSOCIAL", ts=ts, name="tada", on=False)
    assert app.event()["type"] == "reaction_removed"
    reactions = [{"name": "tada", "users": ["UTOM"], "count": 1}]
    assert hands.messages("UNOOR")[0]["reactions"] == reactions
    assert web.conversations_history(channel="CSOCIAL")["messages"][0]["reactions"] == reactions
    assert web.reactions_get(channel="CSOCIAL", timestamp=ts)["message"]["reactions"] == reactions


def test_the_app_reacts_once_and_takes_it_back_once(web: WebClient, hands: Hands) -> None:
    hands.types("UMARA", "hello")
    where = {"channel": "CSOCIAL", "timestamp": hands.messages("UMARA")[0]["ts"]}
    web.reactions_add(**where, name="thumbsup")
    with pytest.raises(SlackApiError, match="already_reacted"):
        web.reactions_add(**where, name="+1")
    web.reactions_remove(**where, name="thumbsup")
    with pytest.raises(SlackApiError, match="no_reaction"):
        web.reactions_remove(**where, name="thumbsup")
    assert hands.messages("UMARA")[0]["reactions"] == []


@pytest.mark.parametrize(
    ("where", "code"),
    [
        ({"channel": "CNONE"}, "channel_not_found"),
        ({"timestamp": "1.2"}, "message_not_found"),
        ({"name": "no_such_sign"}, "invalid_name"),
        ({"name": ":tada:"}, "invalid_name"),
    ],
)
def test_reactions_are_refused_as_slack_does(web: WebClient, where: dict[str, str], code: str) -> None:
    ts = web.chat_postMessage(channel="CSOCIAL", text="card")["ts"]
    with pytest.raises(SlackApiError, match=code):
        web.reactions_add(**{"channel": "CSOCIAL", "timestamp": ts, "name": "tada", **where})


def test_the_app_reacts_only_where_it_is_and_nothing_is_archived(web: WebClient, hands: Hands) -> None:
    hands.types("UMARA", "hello", channel="CSALES")
    elsewhere = hands.messages("UMARA", "CSALES")[0]["ts"]
    with pytest.raises(SlackApiError, match="not_in_channel"):
        web.reactions_add(channel="CSALES", timestamp=elsewhere, name="tada")
    ts = web.chat_postMessage(channel="CSOCIAL", text="card")["ts"]
    hands.do("channels/CSOCIAL", is_archived=True)
    with pytest.raises(SlackApiError, match="is_archived"):
        web.reactions_add(channel="CSOCIAL", timestamp=ts, name="tada")


def test_a_person_adds_twenty_three_and_no_more(web: WebClient, hands: Hands) -> None:
    ts = web.chat_postMessage(channel="CSOCIAL", text="card")["ts"]
    letters = "abcdefghijklmnopqrstuvwxyz"
    answers = [
        hands.do("react", who="UMARA", channel="CSOCIAL", ts=ts, name=f"flag-a{one}", on=True) for one in letters
    ]
    assert [answer["ok"] for answer in answers] == [True] * 23 + [False] * 3
    assert "too many" in answers[-1]["error"]


@pytest.mark.parametrize(
    ("name", "on", "sentence"),
    [("nosign", True, "no emoji"), ("tada", False, "not reacted"), ("eyes", True, "already")],
)
def test_people_are_told_why_not(hands: Hands, name: str, on: bool, sentence: str) -> None:  # noqa: FBT001 - the case
    hands.types("UMARA", "hello")
    ts = hands.messages("UMARA")[0]["ts"]
    hands.do("react", who="UMARA", channel="CSOCIAL", ts=ts, name="eyes", on=True)
    assert sentence in hands.do("react", who="UMARA", channel="CSOCIAL", ts=ts, name=name, on=on)["error"]


def test_nobody_reacts_to_what_one_person_sees(web: WebClient, hands: Hands) -> None:
    web.chat_postEphemeral(channel="CSOCIAL", user="UMARA", text="psst")
    ts = hands.messages("UMARA")[0]["ts"]
    answer = hands.do("react", who="UMARA", channel="CSOCIAL", ts=ts, name="tada", on=True)
    assert "only one person sees" in answer["error"]
