"""conversations.*: places, members, history."""

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.playground.hands import Hands
from tests.playground.socket_app import SocketApp


def code_of(error: pytest.ExceptionInfo[SlackApiError]) -> str:
    return str(error.value.response["error"])


def test_info_describes_a_channel(web: WebClient) -> None:
    channel = web.conversations_info(channel="CSOCIAL", include_num_members=True)["channel"]
    assert (channel["name"], channel["is_member"], channel["is_private"], channel["num_members"]) == (
        "social-team",
        True,
        False,
        7,
    )


def test_info_of_a_dm_names_the_person(web: WebClient) -> None:
    dm = web.conversations_open(users="UJONAS")["channel"]["id"]
    channel = web.conversations_info(channel=dm)["channel"]
    assert (channel["is_im"], channel["user"]) == (True, "UJONAS")


def test_private_channels_of_others_are_not_there(web: WebClient, hands: Hands) -> None:
    secret = hands.do("channels", name="secret", is_private=True, members=["UMARA"])["id"]
    with pytest.raises(SlackApiError) as refused:
        web.conversations_info(channel=secret)
    assert code_of(refused) == "channel_not_found"
    names = {one["name"] for one in web.conversations_list(types="public_channel,private_channel")["channels"]}
    assert names == {"social-team", "general", "sales", "customer-care"}
    hands.do(f"channels/{secret}", join=["UALLSTAR"])
    assert web.conversations_info(channel=secret)["channel"]["is_private"]


def test_list_goes_page_by_page_and_can_leave_out_archived_ones(web: WebClient, hands: Hands) -> None:
    first = web.conversations_list(limit=3)
    second = web.conversations_list(limit=3, cursor=first["response_metadata"]["next_cursor"])
    assert [len(first["channels"]), len(second["channels"])] == [3, 1]
    assert second["response_metadata"]["next_cursor"] == ""
    hands.do("channels/CSALES", is_archived=True)
    assert len(web.conversations_list(exclude_archived=True)["channels"]) == 3


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"types": "party"}, "invalid_types"),
        ({"types": "mpim"}, "invalid_arguments"),
        ({"limit": 1001}, "invalid_limit"),
        ({"cursor": "???"}, "invalid_cursor"),
    ],
)
def test_list_refuses_as_slack_does(web: WebClient, arguments: dict[str, object], code: str) -> None:
    with pytest.raises(SlackApiError) as refused:
        web.api_call("conversations.list", params=arguments)
    assert code_of(refused) == code


def test_members_are_those_who_are_still_here(web: WebClient, hands: Hands) -> None:
    assert "UTOM" in web.conversations_members(channel="CSOCIAL")["members"]
    hands.do("people/UTOM", deleted=True)
    assert "UTOM" not in web.conversations_members(channel="CSOCIAL")["members"]


def test_history_is_newest_first_without_replies_and_ephemeral_lines(web: WebClient, hands: Hands) -> None:
    hands.types("UMARA", "first")
    second = web.chat_postMessage(channel="CSOCIAL", text="second")["ts"]
    web.chat_postMessage(channel="CSOCIAL", text="reply", thread_ts=second)
    web.chat_postEphemeral(channel="CSOCIAL", user="UMARA", text="ephemeral")
    messages = web.conversations_history(channel="CSOCIAL")["messages"]
    assert [message["text"] for message in messages] == ["second", "first"]
    assert (messages[0]["reply_count"], messages[1].get("bot_id")) == (1, None)


def test_history_knows_pages_and_bounds(web: WebClient) -> None:
    stamps = [web.chat_postMessage(channel="CSOCIAL", text=str(n))["ts"] for n in range(4)]
    page = web.conversations_history(channel="CSOCIAL", limit=3)
    assert (page["has_more"], len(page["messages"])) == (True, 3)
    rest = web.conversations_history(channel="CSOCIAL", cursor=page["response_metadata"]["next_cursor"])
    assert [message["text"] for message in rest["messages"]] == ["0"]
    after = web.conversations_history(channel="CSOCIAL", oldest=stamps[1], latest=stamps[3])
    assert [message["text"] for message in after["messages"]] == ["2"]
    within = web.conversations_history(channel="CSOCIAL", oldest=stamps[1], latest=stamps[3], inclusive=True)
    assert [message["text"] for message in within["messages"]] == ["3", "2", "1"]


def test_history_tells_metadata_only_if_asked(web: WebClient) -> None:
    metadata = {"event_type": "post", "event_payload": {"id": 7}}
    web.chat_postMessage(channel="CSOCIAL", text="t", metadata=metadata)
    assert "metadata" not in web.conversations_history(channel="CSOCIAL")["messages"][0]
    asked = web.conversations_history(channel="CSOCIAL", include_all_metadata=True)["messages"][0]
    assert asked["metadata"] == metadata


def test_history_is_for_members(web: WebClient) -> None:
    with pytest.raises(SlackApiError) as refused:
        web.conversations_history(channel="CSALES")
    assert code_of(refused) == "not_in_channel"


def test_join_lets_the_app_in_and_tells_it_so(web: WebClient, app: SocketApp) -> None:
    assert web.conversations_join(channel="CSALES")["channel"]["is_member"]
    event = app.event()
    assert (event["type"], event["user"], event["channel"]) == ("member_joined_channel", "UALLSTAR", "CSALES")
    assert web.conversations_join(channel="CSALES")["warning"] == "already_in_channel"
    assert web.chat_postMessage(channel="CSALES", text="here I am")["ok"]


@pytest.mark.parametrize(
    ("users", "code"),
    [
        ("", "users_list_not_supplied"),
        ("UNOBODY", "user_not_found"),
        ("UALLSTAR", "cannot_dm_bot"),
        ("UMARA,UTOM", "invalid_arguments"),
    ],
)
def test_open_refuses_as_slack_does(web: WebClient, users: str, code: str) -> None:
    with pytest.raises(SlackApiError) as refused:
        web.api_call("conversations.open", json={"users": users})
    assert code_of(refused) == code


def test_open_gives_the_same_dm_every_time(web: WebClient, hands: Hands) -> None:
    assert web.conversations_open(users="UTOM")["channel"] == {"id": "DTOM"}
    assert web.conversations_open(users="UTOM")["already_open"]
    hands.do("people/UTOM", deleted=True)
    with pytest.raises(SlackApiError) as refused:
        web.conversations_open(users="UTOM")
    assert code_of(refused) == "user_disabled"


def test_replies_are_a_thread_from_its_beginning_page_by_page(web: WebClient, hands: Hands) -> None:
    parent = web.chat_postMessage(channel="CSOCIAL", text="parent")["ts"]
    for text in ("one", "two", "three"):
        hands.types("UMARA", text, thread_ts=parent)
    web.chat_postEphemeral(channel="CSOCIAL", user="UMARA", text="psst", thread_ts=parent)
    first = web.conversations_replies(channel="CSOCIAL", ts=parent, limit=3)
    assert [message["text"] for message in first["messages"]] == ["parent", "one", "two"]
    assert (first["has_more"], first["messages"][0]["reply_count"]) == (True, 3)
    cursor = first["response_metadata"]["next_cursor"]
    rest = web.conversations_replies(channel="CSOCIAL", ts=parent, limit=3, cursor=cursor)
    assert ([message["text"] for message in rest["messages"]], rest["has_more"]) == (["three"], False)
    by_reply = web.conversations_replies(channel="CSOCIAL", ts=rest["messages"][0]["ts"])
    assert len(by_reply["messages"]) == 4
    for where, code in (
        ({"channel": "CSOCIAL", "ts": "1.2"}, "thread_not_found"),
        ({"channel": "CSALES", "ts": parent}, "not_in_channel"),
        ({"channel": "CNONE", "ts": parent}, "channel_not_found"),
    ):
        with pytest.raises(SlackApiError) as refused:
            web.conversations_replies(**where)
        assert code_of(refused) == code
