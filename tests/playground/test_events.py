"""Events: which, to whom, and again until they are acknowledged."""

import time
from collections.abc import Callable
from pathlib import Path

from slack_sdk import WebClient

from bot.playground.core import Patience
from bot.playground.server import Playground
from tests.playground.hands import Hands
from tests.playground.kit import home
from tests.playground.socket_app import SILENCE, SocketApp


def test_an_event_comes_in_slacks_wrapping(app: SocketApp, hands: Hands) -> None:
    hands.do("people/UTOM", title="Head of ads", zone="Europe/Paris")
    payload = app.payload()
    assert (payload["type"], payload["team_id"], payload["api_app_id"]) == (
        "event_callback",
        "TPLAYGROUND",
        "AALLSTAR",
    )
    assert payload["event_id"].startswith("Ev")
    assert payload["authorizations"][0]["user_id"] == "UALLSTAR"
    user = payload["event"]["user"]
    assert (payload["event"]["type"], user["tz"], user["profile"]["title"]) == (
        "user_change",
        "Europe/Paris",
        "Head of ads",
    )
    assert user["locale"] == "en-US"


def test_every_event_has_an_id_of_its_own(app: SocketApp, hands: Hands) -> None:
    for text in ("one", "two"):
        hands.types("UMARA", text)
    assert app.payload()["event_id"] != app.payload()["event_id"]


def test_opening_home_tells_the_app_with_the_view_that_is_there(app: SocketApp, hands: Hands, web: WebClient) -> None:
    hands.do("home", who="UMARA")
    event = app.event()
    assert (event["type"], event["tab"], event["user"], event["channel"]) == (
        "app_home_opened",
        "home",
        "UMARA",
        "DMARA",
    )
    assert "view" not in event
    view_id = web.views_publish(user_id="UMARA", view=home())["view"]["id"]
    hands.do("home", who="UMARA")
    assert app.event()["view"]["id"] == view_id


def test_opening_the_dm_is_the_messages_tab(app: SocketApp, hands: Hands) -> None:
    assert hands.do("dm", who="UMARA")["channel"] == "DMARA"
    assert app.event()["tab"] == "messages"
    hands.types("UMARA", "hello you", channel="DMARA")
    assert app.event()["channel_type"] == "im"


def test_the_app_hears_of_joins_and_leaves_where_it_is_a_member(app: SocketApp, hands: Hands) -> None:
    hands.do("channels/CGENERAL", leave=["UNOOR"])
    hands.do("channels/CSOCIAL", leave=["UNOOR"])
    event = app.event()
    assert (event["type"], event["channel"]) == ("member_left_channel", "CSOCIAL")
    hands.do("channels/CSOCIAL", join=["UNOOR", "UMARA"])
    event = app.event()
    assert (event["type"], event["user"], event["channel_type"]) == ("member_joined_channel", "UNOOR", "C")


def test_an_app_that_is_taken_out_hears_that_it_left_and_nothing_more(app: SocketApp, hands: Hands) -> None:
    hands.do("channels/CSOCIAL", who="UTOM", leave=["UALLSTAR"])
    event = app.event()
    assert (event["type"], event["channel"], event["actor_id"]) == ("channel_left", "CSOCIAL", "UTOM")
    hands.do("channels/CSOCIAL", who="UTOM", leave=["UTOM"])
    secret = hands.do("channels", name="secret", is_private=True, members=["UMARA"])["id"]
    hands.do(f"channels/{secret}", who="UMARA", join=["UALLSTAR"])
    event = app.event()
    assert (event["type"], event["user"], event["inviter"]) == ("member_joined_channel", "UALLSTAR", "UMARA")
    hands.do(f"channels/{secret}", leave=["UALLSTAR"])
    assert app.event()["type"] == "group_left"
    assert app.nothing_came()


def test_archiving_has_a_word_for_each_kind_of_channel(app: SocketApp, hands: Hands) -> None:
    secret = hands.do("channels", name="secret", is_private=True, members=["UMARA", "UALLSTAR"])["id"]
    app.event()
    for channel, kind in (("CSOCIAL", "channel"), (secret, "group")):
        for archived in (True, False):
            hands.do(f"channels/{channel}", who="UMARA", is_archived=archived)
            event = app.event()
            word = f"{kind}_{'archive' if archived else 'unarchive'}"
            assert (event["type"], event["channel"], event["user"]) == (word, channel, "UMARA")


def test_a_channel_that_others_share_says_so(app: SocketApp, hands: Hands, web: WebClient) -> None:
    hands.do("channels/CSOCIAL", is_shared=True)
    assert app.event()["type"] == "channel_shared"
    channel = web.conversations_info(channel="CSOCIAL")["channel"]
    assert (channel["is_shared"], channel["is_ext_shared"], channel["is_org_shared"]) == (True, True, False)
    hands.types("UMARA", "hello")
    assert app.payload()["is_ext_shared_channel"]
    assert hands.get("world")["channels"][0]["is_shared"]
    hands.do("channels/CSOCIAL", is_shared=False)
    payload = app.payload()
    assert (payload["event"]["type"], payload["is_ext_shared_channel"]) == ("channel_unshared", False)


def test_a_user_group_tells_who_came_and_who_went(app: SocketApp, hands: Hands, web: WebClient) -> None:
    hands.do("usergroups/SAPPROVERS", users=["UMARA", "UTOM", "UTOM"])
    event = app.event()
    assert (event["type"], event["subteam_id"], event["added_users"], event["removed_users"]) == (
        "subteam_members_changed",
        "SAPPROVERS",
        ["UTOM"],
        ["UCAMILLE"],
    )
    assert web.usergroups_users_list(usergroup="SAPPROVERS")["users"] == ["UMARA", "UTOM"]
    hands.do("usergroups/SAPPROVERS", disabled=True)
    event = app.event()
    assert (event["type"], event["subteam"]["date_delete"] > 0) == ("subteam_updated", True)
    assert web.usergroups_list()["usergroups"] == []


def test_the_app_hears_nothing_of_places_it_is_not_in(app: SocketApp, hands: Hands) -> None:
    hands.types("UMARA", "between us", channel="CSALES")
    hands.types("UMARA", "for all")
    assert app.event()["text"] == "for all"


def test_removing_the_app_tells_it(app: SocketApp, hands: Hands) -> None:
    hands.do("app", installed=False)
    events = {event["type"]: event for event in (app.event(), app.event())}
    assert events["tokens_revoked"]["tokens"] == {"oauth": [], "bot": ["UALLSTAR"]}
    assert "app_uninstalled" in events


def test_an_event_that_nobody_acknowledges_comes_again_three_times(start: Callable[..., Playground]) -> None:
    playground = start()
    with SocketApp(playground, lambda _: SILENCE) as app, Hands(playground) as hands:
        hands.types("UMARA", "hello")
        envelopes = [app.next() for _ in range(4)]
        assert [one["retry_attempt"] for one in envelopes] == [0, 1, 2, 3]
        assert [one["retry_reason"] for one in envelopes] == ["", "timeout", "timeout", "timeout"]
        assert len({one["payload"]["event_id"] for one in envelopes}) == 1
        assert len({one["envelope_id"] for one in envelopes}) == 4


def test_an_event_that_finds_nobody_connected_comes_later(start: Callable[..., Playground]) -> None:
    playground = start()
    with Hands(playground) as hands:
        hands.types("UMARA", "hello")
        with SocketApp(playground) as app:
            envelope = app.next()
    assert envelope["payload"]["event"]["text"] == "hello"
    assert envelope["retry_reason"] == "not_connected"


def test_what_is_still_to_be_delivered_ends_with_its_world(start: Callable[..., Playground]) -> None:
    playground = start(patience=Patience(redeliver=(0.0, 0.3)))
    with Hands(playground) as hands:
        hands.types("UMARA", "of the old world")
        hands.do("reset")
        with SocketApp(playground) as app:
            started = time.monotonic()
            while time.monotonic() - started < 0.5:
                hands.get("idle")
            hands.types("UMARA", "of the new world")
            assert app.event()["text"] == "of the new world"


def test_an_event_can_be_delivered_twice_on_purpose(app: SocketApp, hands: Hands) -> None:
    hands.do("faults", kind="redeliver", times=1)
    hands.types("UMARA", "one")
    first, second = app.next(), app.next()
    assert first["payload"]["event_id"] == second["payload"]["event_id"]
    assert second["retry_attempt"] == 1
    hands.types("UMARA", "two")
    assert app.event()["text"] == "two"
    assert app.nothing_came()


def test_what_the_manifest_does_not_subscribe_to_stays_away(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.yml"
    manifest.write_text("settings: {event_subscriptions: {bot_events: [user_change]}}")
    with (
        Playground(tmp_path, manifest_path=manifest) as playground,
        SocketApp(playground) as app,
        Hands(playground) as hands,
    ):
        hands.types("UMARA", "hello")
        hands.do("people/UTOM", title="t")
        assert app.event()["type"] == "user_change"
        assert app.nothing_came()
