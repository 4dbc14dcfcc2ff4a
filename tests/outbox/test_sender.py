from datetime import timedelta

import pytest
from sqlmodel import update

from bot import outbox
from bot.dates import machine_now
from bot.models import Card, Outbox, OutboxState, Subject
from tests.outbox.conftest import Post
from tests.stage import CHANNEL, WORKSPACE

ONE_CARD = "Post #1 by Jonas"


def test_a_card_appears_in_the_channel_and_to_each_approver_in_person(post: Post) -> None:
    post.stage.draft()
    assert post.send()
    assert len(post.shows()) == 1
    assert post.shows()[0].startswith(ONE_CARD)
    assert [len(post.direct(who)) for who in ("UMARA", "UAIKO", "UJONAS", "UTOM")] == [1, 1, 0, 0]
    assert {row.state for row in post.rows()} == {OutboxState.SENT}


def test_every_copy_is_updated_in_place(post: Post) -> None:
    seen = post.stage.draft()
    post.send()
    post.stage.approve(seen, post.stage.mara)
    assert post.send()
    for texts in (post.shows(), post.direct("UMARA"), post.direct("UAIKO")):
        assert len(texts) == 1
        assert "Approved and scheduled" in texts[0]


def test_ten_changes_are_one_update(post: Post) -> None:
    seen = post.stage.draft()
    post.send()
    for _ in range(10):
        seen = post.stage.revise(seen, post.stage.jonas, post.stage.form(f"Version {_}"))
    post.send()
    assert len(post.shows()) == 1
    assert "Version 9" in post.shows()[0]
    assert len([call for call in post.calls("chat.update") if call["payload"]["channel"] == CHANNEL]) == 1


def test_what_looks_the_same_is_not_sent_again(post: Post) -> None:
    seen = post.stage.draft()
    post.send()
    with post.stage.db.begin() as session:
        outbox.changed(session, Subject.POST, seen.post_id)
    assert len(post.sender.due()) == 3
    post.send()
    assert post.calls("chat.update") == []
    assert post.sender.due() == []


@pytest.mark.parametrize("kind", ["lost", "500"])
def test_after_an_unclear_answer_the_sender_looks_before_it_posts_again(post: Post, kind: str) -> None:
    post.stage.draft()
    post.fault("chat.postMessage", kind)
    assert not post.send_anyway()
    assert post.rows()[0].is_unsure
    assert 0 < post.waits() <= 2
    assert post.send_anyway()
    assert len(post.shows()) == 1
    assert len(post.calls("conversations.history")) == 1


def test_a_lost_direct_message_is_found_as_well(post: Post) -> None:
    post.stage.draft()
    post.fault("chat.postMessage", "lost")
    (to_mara,) = [row.id for row in post.rows() if row.address == "UMARA"]
    post.send_anyway(to_mara)
    post.send_anyway(to_mara)
    assert len(post.direct("UMARA")) == 1


def test_what_was_found_shows_the_newest_state(post: Post) -> None:
    seen = post.stage.draft()
    post.fault("chat.postMessage", "lost")
    post.send_anyway()
    post.stage.approve(seen, post.stage.mara)
    post.send_anyway()
    (text,) = post.shows()
    assert "Approved and scheduled" in text


def test_a_sender_that_vanished_after_posting_leaves_one_message(post: Post) -> None:
    post.stage.draft()
    post.sender._deliver(post.sender._take(1))  # type: ignore[arg-type] # noqa: SLF001 - a crash stands between two of its steps
    lease_is_over(post)
    assert 1 in post.sender.due()
    post.send_anyway()
    assert len(post.shows()) == 1
    assert post.rows()[0].state is OutboxState.SENT


def test_a_sender_that_vanished_before_posting_leaves_one_message_too(post: Post) -> None:
    post.stage.draft()
    post.sender._take(1)  # noqa: SLF001 - same
    lease_is_over(post)
    post.send_anyway()
    assert len(post.shows()) == 1


def lease_is_over(post: Post) -> None:
    with post.stage.db.begin() as session:
        session.execute(update(Outbox).values(lease_until=machine_now() - timedelta(seconds=1)))


def test_a_sender_that_comes_back_late_does_not_claim_the_copy(post: Post) -> None:
    post.stage.draft()
    late = post.sender._take(1)  # noqa: SLF001 - same
    assert late is not None
    lease_is_over(post)
    post.send_anyway()
    with post.stage.db.read() as session:
        before = session.get_one(Card, 1).model_dump()
    post.sender._delivered(late, CHANNEL, "1.000001")  # noqa: SLF001 - same
    with post.stage.db.read() as session:
        assert session.get_one(Card, 1).model_dump() == before


def test_after_a_lost_update_the_old_state_is_shown_again_if_it_came_back(post: Post) -> None:
    """Slack may show the new state already, so what it showed before proves nothing."""
    post.stage.draft()
    post.send()
    rename(post, "Jo")
    post.fault("chat.update", "lost")
    post.send_anyway()
    assert "by Jo." in post.shows()[0]
    rename(post, "Jonas")
    post.send_anyway()
    assert "by Jonas." in post.shows()[0]


def rename(post: Post, name: str) -> None:
    post.stage.change(post.stage.jonas, name=name)
    with post.stage.db.begin() as session:
        outbox.changed(session, Subject.POST, 1)


def test_slack_names_the_time_to_come_back(post: Post) -> None:
    post.stage.draft()
    post.fault("chat.postMessage", "ratelimited", retry_after=90)
    assert post.send_anyway()
    assert 85 < post.waits() <= 90
    assert not post.rows()[0].is_unsure
    assert 1 not in post.sender.due()


def test_while_slack_is_down_nothing_is_lost_and_later_all_is_there_once(post: Post) -> None:
    seen = post.stage.draft()
    post.fault("*", "500", times=None)
    for row in post.rows():
        assert not post.sender.send(row.id)
    post.stage.approve(seen, post.stage.mara)
    post.hands.clear_faults()
    for row in post.rows():
        assert post.sender.send(row.id)
    assert [len(texts) for texts in (post.shows(), post.direct("UMARA"), post.direct("UAIKO"))] == [1, 1, 1]
    assert "Approved" in post.shows()[0]


def test_a_card_that_somebody_deleted_is_posted_anew(post: Post) -> None:
    seen = post.stage.draft()
    post.send()
    with post.stage.db.read() as session:
        post.slack.chat_delete(channel=CHANNEL, ts=session.get_one(Card, 1).ts or "")
    post.stage.approve(seen, post.stage.mara)
    post.send()
    post.send()
    assert len([text for text in post.shows() if "Approved" in text]) == 1


def test_a_public_channel_is_joined_by_itself(post: Post) -> None:
    post.hands.do(f"channels/{CHANNEL}", leave=["UALLSTAR"])
    post.stage.draft()
    post.send_anyway()
    post.send_anyway()
    assert len(post.shows()) == 1


def test_a_closed_channel_is_told_to_the_managers_once_a_day_and_tried_again(post: Post) -> None:
    post.hands.do(f"channels/{CHANNEL}", is_archived=True)
    post.stage.draft()
    post.send_anyway()
    assert 500 < post.waits() <= 600
    post.send_anyway()
    post.send()
    notices = [text for text in post.direct("UMARA") if "cannot post in #social-team" in text]
    assert len(notices) == 1
    post.hands.do(f"channels/{CHANNEL}", is_archived=False)
    post.send_anyway()
    assert any(text.startswith(ONE_CARD) for text in post.shows())


def test_one_copy_that_cannot_arrive_does_not_hold_up_the_others(post: Post) -> None:
    post.hands.do("people/UAIKO", deleted=True)
    post.stage.draft()
    assert post.send()
    assert len(post.shows()) == 1
    assert len(post.direct("UMARA")) == 1


def test_a_notice_says_what_was_decided_then(post: Post) -> None:
    with post.stage.db.begin() as session:
        words = {"text": "Welcome!", "blocks": []}
        outbox.say(session, WORKSPACE, "welcome", CHANNEL, words)
    post.send()
    post.send()
    assert post.shows() == ["Welcome!"]


def test_a_notice_whose_answer_was_lost_is_said_once(post: Post) -> None:
    with post.stage.db.begin() as session:
        outbox.say(session, WORKSPACE, "welcome", CHANNEL, {"text": "Welcome!", "blocks": []})
    post.fault("chat.postMessage", "lost")
    post.send_anyway()
    post.send_anyway()
    assert post.shows() == ["Welcome!"]
