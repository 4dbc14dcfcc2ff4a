"""chat.*: what can be posted, changed and deleted, and who sees it."""

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.playground.hands import Hands, Json
from tests.playground.kit import actions, button, section


def refusal(web: WebClient, method: str, **arguments: object) -> Json:
    with pytest.raises(SlackApiError) as refused:
        web.api_call(method, json=arguments)
    answer: Json = refused.value.response.data
    return answer


def test_a_message_is_seen_by_everybody_in_the_channel(web: WebClient, hands: Hands) -> None:
    answer = web.chat_postMessage(channel="CSOCIAL", text="Good morning")
    assert answer["message"]["bot_id"] == "BALLSTAR"
    message = hands.messages("UNOOR")[-1]
    assert (message["ts"], message["text"], message["user"]["is_bot"]) == (answer["ts"], "Good morning", True)


def test_blocks_come_back_with_every_id(web: WebClient) -> None:
    row = {"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Go"}}]}
    stored = web.chat_postMessage(channel="CSOCIAL", text="t", blocks=[row])["message"]["blocks"][0]
    assert stored["block_id"]
    assert stored["elements"][0]["action_id"]
    assert stored["elements"][0]["text"]["emoji"] is True


def test_a_persons_id_opens_the_dm_with_them(web: WebClient, hands: Hands) -> None:
    first = web.chat_postMessage(channel="UJONAS", text="for you")
    second = web.chat_postMessage(channel="UJONAS", text="again")
    assert first["channel"] == second["channel"] == "DJONAS"
    assert hands.texts("UJONAS", "DJONAS") == ["for you", "again"]
    assert hands.texts("UMARA", "DJONAS") == []


def test_every_ts_is_later_than_the_one_before(web: WebClient) -> None:
    stamps = [web.chat_postMessage(channel="CSOCIAL", text="t")["ts"] for _ in range(20)]
    assert stamps == sorted(set(stamps))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"channel": "CNOWHERE", "text": "t"}, "channel_not_found"),
        ({"channel": "UNOBODY", "text": "t"}, "channel_not_found"),
        ({"channel": "UALLSTAR", "text": "t"}, "cannot_dm_bot"),
        ({"channel": "CSALES", "text": "t"}, "not_in_channel"),
        ({"channel": "CSOCIAL"}, "no_text"),
        ({"channel": "CSOCIAL", "text": "x" * 40_001}, "msg_too_long"),
        ({"channel": "CSOCIAL", "text": "t", "thread_ts": "1.000000"}, "thread_not_found"),
        ({"channel": "CSOCIAL", "text": "t", "metadata": {"event_type": "a"}}, "invalid_metadata_format"),
        ({"channel": "CSOCIAL", "text": "t", "link_names": True}, "invalid_arguments"),
    ],
)
def test_post_message_refuses_as_slack_does(web: WebClient, arguments: Json, code: str) -> None:
    assert refusal(web, "chat.postMessage", **arguments)["error"] == code


def test_an_archived_channel_takes_nothing(web: WebClient, hands: Hands) -> None:
    hands.do("channels/CSOCIAL", is_archived=True)
    assert refusal(web, "chat.postMessage", channel="CSOCIAL", text="t")["error"] == "is_archived"


def test_a_private_channel_of_others_is_not_found(web: WebClient, hands: Hands) -> None:
    secret = hands.do("channels", name="secret", is_private=True, members=["UMARA"])["id"]
    assert refusal(web, "chat.postMessage", channel=secret, text="t")["error"] == "channel_not_found"


def test_wrong_blocks_are_refused_with_their_place(web: WebClient, hands: Hands) -> None:
    answer = refusal(web, "chat.postMessage", channel="CSOCIAL", text="t", blocks=[section("x" * 3001)])
    assert answer["error"] == "invalid_blocks"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    ]
    assert hands.messages("UMARA") == []
    assert hands.refusals()[0].startswith("invalid_blocks")


def test_blocks_with_too_much_text_in_all_are_refused(web: WebClient) -> None:
    blocks = [section("x" * 2900) for _ in range(5)]
    assert (
        refusal(web, "chat.postMessage", channel="CSOCIAL", text="t", blocks=blocks)["error"] == "msg_blocks_too_long"
    )


def test_blocks_that_the_playground_does_not_draw_are_refused(web: WebClient) -> None:
    answer = refusal(web, "chat.postMessage", channel="CSOCIAL", text="t", blocks=[{"type": "call", "call_id": "1"}])
    assert answer["error"] == "invalid_blocks"


def test_an_ephemeral_line_is_seen_by_one_person(web: WebClient, hands: Hands) -> None:
    web.chat_postEphemeral(channel="CSOCIAL", user="UJONAS", text="only you")
    line = hands.messages("UJONAS")[-1]
    assert (line["text"], line["ephemeral"]) == ("only you", True)
    assert hands.texts("UMARA") == []


def test_an_ephemeral_line_needs_the_person_in_the_channel(web: WebClient, hands: Hands) -> None:
    code = refusal(web, "chat.postEphemeral", channel="CSOCIAL", user="UNOBODY", text="t")["error"]
    assert code == "user_not_in_channel"
    hands.do("channels/CSOCIAL", leave=["UJONAS"])
    code = refusal(web, "chat.postEphemeral", channel="CSOCIAL", user="UJONAS", text="t")["error"]
    assert code == "user_not_in_channel"


def test_an_ephemeral_line_cannot_be_changed(web: WebClient) -> None:
    ts = web.chat_postEphemeral(channel="CSOCIAL", user="UJONAS", text="t")["message_ts"]
    assert refusal(web, "chat.update", channel="CSOCIAL", ts=ts, text="u")["error"] == "message_not_found"


def test_an_update_with_text_alone_removes_the_blocks_and_marks_the_message(web: WebClient, hands: Hands) -> None:
    ts = web.chat_postMessage(channel="CSOCIAL", text="old", blocks=[section()])["ts"]
    web.chat_update(channel="CSOCIAL", ts=ts, text="new")
    message = hands.messages("UMARA")[-1]
    assert (message["text"], message["blocks"], message["edited"]) == ("new", [], True)


def test_an_update_with_blocks_leaves_no_mark_and_keeps_metadata(web: WebClient, hands: Hands) -> None:
    metadata = {"event_type": "post", "event_payload": {"id": 1}}
    ts = web.chat_postMessage(channel="CSOCIAL", text="old", metadata=metadata)["ts"]
    web.chat_update(channel="CSOCIAL", ts=ts, text="new", blocks=[section("new")])
    assert hands.messages("UMARA")[-1]["edited"] is False
    newest = web.conversations_history(channel="CSOCIAL", include_all_metadata=True)["messages"][0]
    assert newest["metadata"] == metadata


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ts": "1.000000"}, "message_not_found"),
        ({"text": "x" * 4001}, "msg_too_long"),
        ({"blocks": [section(""), actions(button())]}, "invalid_blocks"),
        ({"channel": "UMARA"}, "channel_not_found"),
        ({"text": ""}, "no_text"),
    ],
)
def test_update_refuses_as_slack_does(web: WebClient, changes: Json, code: str) -> None:
    ts = web.chat_postMessage(channel="CSOCIAL", text="mine")["ts"]
    arguments = {"channel": "CSOCIAL", "ts": ts, "text": "t", **changes}
    assert refusal(web, "chat.update", **arguments)["error"] == code


def test_only_own_messages_can_be_changed_and_deleted(web: WebClient, hands: Hands) -> None:
    hands.types("UMARA", "mine")
    ts = hands.messages("UMARA")[-1]["ts"]
    assert refusal(web, "chat.update", channel="CSOCIAL", ts=ts, text="t")["error"] == "cant_update_message"
    assert refusal(web, "chat.delete", channel="CSOCIAL", ts=ts)["error"] == "cant_delete_message"


def test_a_deleted_message_is_gone(web: WebClient, hands: Hands) -> None:
    ts = web.chat_postMessage(channel="CSOCIAL", text="t")["ts"]
    web.chat_delete(channel="CSOCIAL", ts=ts)
    assert hands.messages("UMARA") == []
    assert refusal(web, "chat.delete", channel="CSOCIAL", ts=ts)["error"] == "message_not_found"


def test_a_deleted_parent_leaves_its_replies_under_a_tombstone(web: WebClient, hands: Hands) -> None:
    ts = web.chat_postMessage(channel="CSOCIAL", text="secret")["ts"]
    web.chat_postMessage(channel="CSOCIAL", text="reply", thread_ts=ts)
    web.chat_delete(channel="CSOCIAL", ts=ts)
    parent, reply = hands.messages("UMARA")
    assert (parent["deleted"], parent["blocks"], reply["thread_ts"]) == (True, [], ts)
    assert "secret" not in parent["text"]


def test_a_permalink_names_channel_and_message(web: WebClient) -> None:
    ts = web.chat_postMessage(channel="CSOCIAL", text="t")["ts"]
    link = web.chat_getPermalink(channel="CSOCIAL", message_ts=ts)["permalink"]
    assert link.endswith(f"/archives/CSOCIAL/p{ts.replace('.', '')}")
    assert refusal(web, "chat.getPermalink", channel="CSOCIAL", message_ts="1.0")["error"] == "message_not_found"
