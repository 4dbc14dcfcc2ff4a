"""People, channels and odd calls of the control API."""

import httpx
import pytest
from slack_sdk import WebClient

from bot.playground.server import Playground
from tests.playground.hands import Hands, Json


def person(hands: Hands, user: str) -> Json:
    return next(one for one in hands.get("world")["people"] if one["id"] == user)


def test_the_seeded_team_is_there(hands: Hands) -> None:
    world = hands.get("world")
    assert [one["id"] for one in world["people"]] == ["UMARA", "UJONAS", "UAIKO", "UCAMILLE", "UTOM", "UNOOR"]
    assert [one["name"] for one in world["channels"]] == ["social-team", "general", "sales", "customer-care"]
    assert world["workspace"] == {"id": "TPLAYGROUND", "name": "Playground"}
    assert [one["command"] for one in world["commands"]] == ["/do", "/raw"]
    assert world["commands"][0]["usage_hint"] == "[what]"
    assert world["clock"] == {"movable": True, "why": None}


def test_a_new_person_has_what_was_said_of_them(hands: Hands) -> None:
    facts = {"title": "Editor", "zone": "Asia/Tokyo", "locale": "fr-FR", "is_guest": True, "team_id": "TOTHER"}
    user = hands.do("people", name="Rita Moss", channels=["CSOCIAL"], **facts)["id"]
    assert user == "URITAMOSS"
    assert person(hands, user) | facts == person(hands, user)
    assert (person(hands, user)["name"], person(hands, user)["real_name"]) == ("rita", "Rita Moss")
    assert user in hands.get("world")["channels"][0]["members"]
    assert hands.do("people", name="Rita Moss")["id"] == "URITAMOSS2"


def test_a_person_can_change(hands: Hands) -> None:
    hands.do("people/UTOM", name="Thomas Brandt", is_admin=True, deleted=True)
    tom = person(hands, "UTOM")
    assert (tom["real_name"], tom["name"], tom["is_admin"], tom["deleted"]) == ("Thomas Brandt", "thomas", True, True)


@pytest.mark.parametrize(
    ("path", "wish", "sentence"),
    [
        ("people", {}, "name is missing"),
        ("people", {"name": " "}, "name is missing"),
        ("people", {"name": "A", "zone": "Mars/Olympus"}, "no time zone"),
        ("people", {"name": "A", "is_guest": "yes"}, "is_guest must be true or false"),
        ("people", {"name": "A", "channels": ["CNONE"]}, "no channel"),
        ("people/UNOBODY", {}, "nobody"),
        ("channels", {"name": "sales"}, "already"),
        ("channels", {"name": "new", "members": ["UNOBODY"]}, "nobody"),
        ("channels", {"name": "new", "members": "UMARA"}, "must be a list"),
        ("channels/CNONE", {}, "no channel"),
        ("channels/CSOCIAL", {"join": ["UNOBODY"]}, "nobody"),
        ("channels/CSALES", {"as": "UJONAS", "join": ["UTOM"]}, "is not in"),
        ("channels/CSALES", {"as": "UJONAS", "leave": ["UTOM"]}, "is not in"),
        ("channels/CSALES", {"as": "UNOOR", "join": ["UNOOR"]}, "is not in"),
        ("usergroups/SNONE", {}, "no user group"),
        ("usergroups/SAPPROVERS", {"users": ["UNOBODY"]}, "nobody"),
        ("react", {"as": "UMARA", "channel": "CSOCIAL", "ts": "1.2", "name": "tada"}, "does not see"),
        ("read", {"as": "UNOOR", "channel": "CSALES"}, "is not in"),
        ("press", {"as": "UMARA"}, "block_id is missing"),
        ("submit", {"as": "UMARA", "view_id": "V1", "values": []}, "must be a list"),
        ("close", {"as": "UMARA", "view_id": "V1"}, "does not see"),
        ("type", {"as": 5}, "as is missing"),
    ],
)
def test_odd_calls_are_refused_in_words_and_change_nothing(hands: Hands, path: str, wish: Json, sentence: str) -> None:
    before = hands.get("world")
    answer = hands.do(path, **wish)
    assert answer["ok"] is False
    assert sentence in answer["error"]
    after = hands.get("world")
    assert (before["people"], before["channels"]) == (after["people"], after["channels"])


@pytest.mark.parametrize("body", [b"{", b"[]", b'"text"', b"\xff"])
def test_a_body_that_is_no_object_is_refused(playground: Playground, body: bytes) -> None:
    headers = {"authorization": f"Bearer {playground.token}"}
    answer = httpx.post(f"{playground.origin}/control/type", content=body, headers=headers, trust_env=False)
    assert (answer.status_code, answer.json()["ok"]) == (200, False)


def test_people_let_themselves_and_others_in(hands: Hands) -> None:
    assert hands.do("channels/CSALES", who="UJONAS", join=["UJONAS"])["ok"]
    assert hands.do("channels/CSALES", who="UJONAS", join=["UNOOR"])["ok"]
    hands.do("channels/CSALES", who="UJONAS", leave=["UJONAS"], is_archived=True)
    assert hands.get("world")["channels"][2]["members"] == ["UMARA", "UTOM", "UNOOR"]
    assert "archived" in hands.do("channels/CSALES", who="UTOM", join=["UJONAS"])["error"]
    assert hands.do("channels/CSALES", who="UTOM", is_archived=False, join=["UJONAS"])["ok"]


def test_nobody_joins_a_dm(hands: Hands) -> None:
    dm = hands.do("dm", who="UMARA")["channel"]
    assert hands.do(f"channels/{dm}", join=["UTOM"])["error"] == "Nobody joins or leaves a direct message."


def test_the_view_of_nobody_is_not_found(playground: Playground) -> None:
    headers = {"authorization": f"Bearer {playground.token}"}
    answer = httpx.get(f"{playground.origin}/control/view?as=UNOBODY", headers=headers, trust_env=False)
    assert (answer.status_code, answer.json()["ok"]) == (404, False)


def test_the_stream_tells_of_every_change(playground: Playground, hands: Hands) -> None:
    url = f"{playground.origin}/control/stream?as=UMARA&token={playground.token}"
    with httpx.stream("GET", url, trust_env=False, timeout=10) as stream:
        lines = stream.iter_lines()
        assert next(lines) == "event: changed"
        assert next(lines).startswith('data: {"version": ')
        hands.types("UMARA", "hello")
        assert (next(lines), next(lines)) == ("", "event: changed")


def test_reset_brings_back_the_first_day(hands: Hands) -> None:
    hands.types("UMARA", "hello")
    hands.do("people", name="Rita Moss")
    hands.do("channels", name="new")
    hands.do("reset")
    assert hands.messages("UMARA") == []
    assert len(hands.get("world")["people"]) == 6
    assert len(hands.get("world")["channels"]) == 4


def test_a_channel_forgets_its_oldest_messages(hands: Hands, web: WebClient) -> None:
    for number in range(2_010):
        hands.types("UMARA", str(number))
    assert len(web.conversations_history(channel="CSOCIAL", limit=999)["messages"]) == 999
    shown = hands.texts("UMARA")
    assert (len(shown), shown[0], shown[-1]) == (500, "1510", "2009")
    oldest = web.conversations_history(channel="CSOCIAL", limit=1000, latest=hands.messages("UMARA")[0]["ts"])
    rest = web.conversations_history(channel="CSOCIAL", limit=1000, cursor=oldest["response_metadata"]["next_cursor"])
    assert rest["messages"][-1]["text"] == "10"
