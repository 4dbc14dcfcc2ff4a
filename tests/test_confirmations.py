import pytest

from bot import confirmations
from bot.db import Db
from bot.errors import Refused
from bot.language import in_words
from bot.lifecycle import Shown
from bot.models import DeliveryState, Task
from bot.posts import Seen
from tests.receivers import loses, publishes, refuses
from tests.stage import Stage


def lost(stage: Stage) -> Seen:
    return stage.post(Shown.NEEDS_PERSON)


def test_the_author_and_the_approvers_are_asked_what_became_of_it(db: Db) -> None:
    stage = Stage(db)
    seen = lost(stage)
    assert stage.turn_of(seen) == {"Jonas", "Mara", "Aiko"}
    assert {one.task for one in stage.assigned(seen) if one.state == "open"} == {Task.CONFIRM}


def test_an_author_who_left_is_not_asked(db: Db) -> None:
    stage = Stage(db)
    seen = stage.post(Shown.SCHEDULED)
    stage.change(stage.jonas, is_deleted=True)
    stage.publish(loses)
    assert stage.turn_of(seen) == {"Mara", "Aiko"}


def test_who_found_it_live_gives_the_link_and_nothing_is_sent_again(db: Db) -> None:
    stage = Stage(db)
    seen = lost(stage)
    stage.it_is_live(stage.delivery(seen), stage.jonas, " https://social.example/1 ")
    assert stage.shown(seen) is Shown.PUBLISHED
    assert stage.delivery(seen).url == "https://social.example/1"
    assert stage.turn_of(seen) == set()
    stage.publish()
    assert len(stage.receiver.sent) == 1


def test_who_found_it_live_may_leave_the_link_out(db: Db) -> None:
    stage = Stage(db)
    seen = lost(stage)
    stage.it_is_live(stage.delivery(seen), stage.mara, "  ")
    assert stage.delivery(seen).url is None


@pytest.mark.parametrize("url", ["javascript:alert(1)", "see above", "ftp://files.example/1", "https://"])
def test_a_link_that_nobody_could_open_is_refused_under_its_field(db: Db, url: str) -> None:
    stage = Stage(db)
    seen = lost(stage)
    with pytest.raises(Refused) as refused:
        stage.it_is_live(stage.delivery(seen), stage.mara, url)
    assert refused.value.field == "url"
    assert stage.shown(seen) is Shown.NEEDS_PERSON


@pytest.mark.parametrize("shown", [Shown.NEEDS_PERSON, Shown.FAILED])
def test_sending_again_is_a_new_attempt_under_a_new_key(db: Db, shown: Shown) -> None:
    stage = Stage(db)
    seen = stage.post(shown)
    first = stage.delivery(seen)
    stage.send_again(first, stage.aiko)
    assert stage.turn_of(seen) == set()
    stage.publish(publishes)
    again = stage.delivery(seen)
    assert again.key != first.key
    assert [message["key"] for message in stage.receiver.sent] == [first.key, again.key]
    assert stage.shown(seen) is Shown.PUBLISHED
    assert (again.why, again.detail) == (None, "")


@pytest.mark.parametrize("shown", [Shown.NEEDS_PERSON, Shown.FAILED])
def test_what_is_left_stays_as_it_is(db: Db, shown: Shown) -> None:
    stage = Stage(db)
    seen = stage.post(shown)
    stage.leave(stage.delivery(seen), stage.jonas)
    assert stage.shown(seen) is Shown.LEFT
    assert stage.turn_of(seen) == set()


def test_a_refused_post_is_not_called_live(db: Db) -> None:
    stage = Stage(db)
    seen = stage.post(Shown.FAILED)
    with pytest.raises(Refused):
        stage.it_is_live(stage.delivery(seen), stage.mara)
    assert stage.shown(seen) is Shown.FAILED


def test_people_are_asked_until_every_account_is_settled(db: Db) -> None:
    stage = Stage(db)
    second = stage.add_account("@second")
    seen = stage.draft(stage.form(accounts=(stage.account.id, second.id)))
    stage.approve(seen, stage.mara)
    stage.publish(loses, refuses)
    one, other = stage.deliveries(seen)
    stage.leave(one, stage.jonas)
    assert stage.turn_of(seen) == {"Jonas", "Mara", "Aiko"}
    stage.leave(other, stage.jonas)
    assert stage.turn_of(seen) == set()


def test_of_two_answers_the_second_learns_who_gave_the_first(db: Db) -> None:
    stage = Stage(db)
    seen = lost(stage)
    delivery = stage.delivery(seen)
    stage.it_is_live(delivery, stage.mara)
    for answer in (stage.it_is_live, stage.send_again, stage.leave):
        with pytest.raises(Refused) as refused:
            answer(delivery, stage.aiko)
        told = in_words(refused.value, "en")
        assert told == "Mara already settled this for post #1 on Mon 23 Nov 2026, 10:00 (Europe/Berlin)."
    assert stage.states(seen) == [DeliveryState.PUBLISHED]


@pytest.mark.parametrize("who", ["tom", "noor"])
def test_nobody_else_settles_it(db: Db, who: str) -> None:
    stage = Stage(db)
    seen = lost(stage)
    for answer in (stage.it_is_live, stage.send_again, stage.leave):
        with pytest.raises(Refused):
            answer(stage.delivery(seen), getattr(stage, who))
    assert stage.states(seen) == [DeliveryState.UNKNOWN]


def test_an_author_who_is_a_guest_now_settles_nothing(db: Db) -> None:
    stage = Stage(db)
    seen = lost(stage)
    guest = stage.change(stage.jonas, is_guest=True)
    with pytest.raises(Refused, match="full members"):
        stage.leave(stage.delivery(seen), guest)


def test_what_is_not_there_or_elsewhere_is_not_settled(db: Db) -> None:
    stage = Stage(db)
    delivery = stage.delivery(lost(stage))
    with db.read() as session:
        with pytest.raises(Refused, match="not here any more"):
            confirmations.require_may_settle(session, stage.mara, 999)
        outsider = stage.mara.model_copy(update={"workspace_id": "TOTHER"})
        with pytest.raises(Refused, match="not here any more"):
            confirmations.require_may_settle(session, outsider, delivery.id)
