from bot import history
from bot.db import Db
from bot.lifecycle import Shown
from bot.models import Post
from tests.receivers import loses, publishes
from tests.stage import Stage


def test_everything_that_happens_to_a_post_is_kept_in_its_order(db: Db) -> None:
    stage = Stage(db)
    seen = stage.post(Shown.CHANGES_REQUESTED)
    edited = stage.revise(seen, stage.mara)
    stage.approve(edited, stage.jonas)
    stage.publish(loses)
    stage.send_again(stage.delivery(seen), stage.aiko)
    stage.publish(publishes)
    assert stage.told(seen) == [
        "drafted", "changes_requested", "edited", "approved", "delivery_lose", "delivery_send_again", "delivery_publish"
    ]  # fmt: skip


def test_the_event_of_an_approval_says_which_rule_held(db: Db) -> None:
    stage = Stage(db)
    seen = stage.post(Shown.SCHEDULED)
    with db.read() as session:
        found = history.last(session, session.get_one(Post, seen.post_id), "approved")
    assert found is not None
    event, person = found
    assert event.details == {"revision": 1, "policy": "two_people"}
    assert person is not None
    assert (person.name, event.at) == ("Mara", stage.now)


def test_what_the_bot_did_by_itself_has_no_person(db: Db) -> None:
    stage = Stage(db)
    seen = stage.post(Shown.PUBLISHED)
    with db.read() as session:
        found = history.last(session, session.get_one(Post, seen.post_id))
    assert found is not None
    assert (found[0].what, found[1]) == ("delivery_publish", None)


def test_another_post_s_story_and_another_kind_of_event_are_not_told(db: Db) -> None:
    stage = Stage(db)
    seen = stage.draft()
    stage.post(Shown.SCHEDULED)
    with db.begin() as session:
        history.record_team(session, stage.team, stage.mara, "changed", stage.now)
    with db.read() as session:
        post = session.get_one(Post, seen.post_id)
        assert history.last(session, post, "approved") is None
        found = history.last(session, post)
    assert found is not None
    assert found[0].what == "drafted"
