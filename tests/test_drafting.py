from datetime import timedelta

import pytest

from bot import drafting, posts
from bot.db import Db
from bot.drafting import Form
from bot.errors import Refused, RefusedForm
from bot.lifecycle import Shown
from bot.models import Account, AccountState, DeliveryState, Network, Policy, Post, PostState
from bot.posts import Seen
from tests.stage import Stage


def fields_of(refused: RefusedForm) -> list[str | None]:
    return [one.field for one in refused.refusals]


def test_a_draft_is_in_review_before_whoever_may_approve_it(db: Db) -> None:
    stage = Stage(db)
    seen = stage.draft(stage.form("Hello", note="For Friday"))
    post = stage.stored(seen)
    assert (post.number, post.state, post.revision, post.author_id) == (1, PostState.IN_REVIEW, 1, stage.jonas.id)
    with db.read() as session:
        revision = posts.revision_of(session, session.get_one(Post, post.id))
    assert (revision.text, revision.note, revision.accounts) == ("Hello", "For Friday", [stage.account.id])
    assert stage.turn_of(seen) == {"Mara", "Aiko"}
    assert stage.told(seen) == ["drafted"]


def test_in_a_team_of_one_the_draft_waits_for_the_approvers(db: Db) -> None:
    stage = Stage(db, Policy.ONE_PERSON)
    assert stage.turn_of(stage.draft(by=stage.mara)) == {"Mara", "Aiko"}


@pytest.mark.parametrize("who", ["noor", "newcomer"])
def test_whoever_is_not_in_the_team_drafts_nothing(db: Db, who: str) -> None:
    stage = Stage(db)
    person = stage.person("Newcomer") if who == "newcomer" else stage.noor
    with pytest.raises(Refused):
        stage.draft(by=person)
    with db.read() as session:
        assert session.get(Post, 1) is None


def test_everything_wrong_with_a_form_is_told_at_once_each_under_its_field(db: Db) -> None:
    stage = Stage(db)
    form = Form(text=" ", accounts=(stage.account.id, 999), due_at=stage.now)
    with pytest.raises(RefusedForm) as refused:
        stage.draft(form)
    assert fields_of(refused.value) == ["accounts", "text", "time"]
    with pytest.raises(RefusedForm) as refused:
        stage.draft(Form(text="Hello", accounts=(), due_at=None))
    assert fields_of(refused.value) == ["accounts"]


def test_each_network_counts_in_its_own_way_and_speaks_once(db: Db) -> None:
    stage = Stage(db)
    accounts = (
        stage.add_account("@a", Network.X).id,
        stage.add_account("@b", Network.X).id,
        stage.add_account("@c", Network.BLUESKY).id,
    )
    with pytest.raises(RefusedForm) as refused:
        stage.draft(Form(text="x" * 301, accounts=accounts, due_at=None))
    assert fields_of(refused.value) == ["text", "text"]
    with pytest.raises(RefusedForm) as refused:
        stage.draft(Form(text="x" * 281, accounts=accounts, due_at=None))
    assert len(refused.value.refusals) == 1
    stage.draft(Form(text="x" * 280, accounts=accounts, due_at=None))


def test_an_account_named_twice_is_one_account(db: Db) -> None:
    stage = Stage(db)
    seen = stage.draft(stage.form(accounts=(stage.account.id, stage.account.id)))
    stage.approve(seen, stage.mara)
    assert len(stage.deliveries(seen)) == 1


@pytest.mark.parametrize("state", [AccountState.DISCONNECTED, AccountState.REMOVED])
def test_an_account_that_is_not_connected_cannot_be_chosen(db: Db, state: AccountState) -> None:
    stage = Stage(db)
    with db.begin() as session:
        session.get_one(Account, stage.account.id).state = state
    with pytest.raises(Refused, match="has no account to publish to yet"):
        stage.draft()


def test_an_account_of_another_team_cannot_be_chosen(db: Db) -> None:
    stage = Stage(db)
    with db.begin() as session:
        foreign = stage.team.model_copy(update={"id": None, "channel_id": "CELSE", "name": "else"})
        session.add(type(stage.team)(**foreign.model_dump(exclude={"id"})))
        session.flush()
        account = Account(**stage.account.model_dump(exclude={"id", "team_id"}), team_id=stage.team.id + 1)
        session.add(account)
        session.flush()
        foreign_id = account.id
    with pytest.raises(RefusedForm):
        stage.draft(stage.form(accounts=(foreign_id,)))


@pytest.mark.parametrize("shown", [Shown.IN_REVIEW, Shown.CHANGES_REQUESTED, Shown.SCHEDULED, Shown.EXPIRED])
def test_what_is_not_out_is_edited_into_a_new_version_that_is_reviewed_anew(db: Db, shown: Shown) -> None:
    stage = Stage(db)
    seen = stage.post(shown)
    edited = stage.revise(stage.current(seen), stage.jonas, stage.form("Better"))
    assert (edited.n, edited.post_id) == (2, seen.post_id)
    assert edited.hash != seen.hash
    assert stage.shown(seen) is Shown.IN_REVIEW
    assert set(stage.states(seen)) <= {DeliveryState.DROPPED}
    assert stage.turn_of(seen) == {"Mara", "Aiko"}


@pytest.mark.parametrize("shown", [Shown.LEAVING, Shown.PUBLISHED, Shown.NEEDS_PERSON, Shown.PARTLY_PUBLISHED])
def test_what_is_out_or_on_its_way_is_not_edited(db: Db, shown: Shown) -> None:
    stage = Stage(db)
    second = stage.add_account("@second")
    seen = stage.post(shown, stage.form(accounts=(stage.account.id, second.id)))
    with pytest.raises(Refused, match="can no longer be edited"):
        stage.revise(stage.current(seen), stage.jonas)
    assert stage.current(seen).n == 1


def test_a_refused_post_is_edited_and_goes_out_in_its_new_version(db: Db) -> None:
    stage = Stage(db)
    seen = stage.post(Shown.FAILED)
    edited = stage.revise(stage.current(seen), stage.jonas, stage.form("Shorter"))
    stage.approve(edited, stage.mara)
    stage.publish()
    assert stage.shown(seen) is Shown.PUBLISHED
    assert [message["text"] for message in stage.receiver.sent] == ["Good morning!", "Shorter"]


def test_whoever_began_to_edit_before_the_approval_is_told_of_it(db: Db) -> None:
    stage = Stage(db)
    seen = stage.draft()
    stage.approve(seen, stage.mara)
    with pytest.raises(Refused, match="Mara already approved post #1"):
        stage.revise(seen, stage.jonas)
    assert stage.shown(seen) is Shown.SCHEDULED
    assert stage.states(seen) == [DeliveryState.DUE]


def test_an_approver_edits_too_and_then_others_must_agree(db: Db) -> None:
    stage = Stage(db)
    edited = stage.revise(stage.draft(), stage.mara)
    assert stage.turn_of(edited) == {"Aiko", "Jonas"}


@pytest.mark.parametrize("who", ["tom", "noor"])
def test_nobody_else_edits(db: Db, who: str) -> None:
    stage = Stage(db)
    seen = stage.draft()
    with pytest.raises(Refused):
        stage.revise(seen, getattr(stage, who))
    assert stage.current(seen) == seen


def test_a_bad_edit_leaves_the_approved_post_as_it_is(db: Db) -> None:
    stage = Stage(db)
    seen = stage.post(Shown.SCHEDULED)
    with pytest.raises(RefusedForm):
        stage.revise(stage.current(seen), stage.jonas, stage.form(" "))
    assert stage.shown(seen) is Shown.SCHEDULED
    assert stage.states(seen) == [DeliveryState.DUE]


def test_an_edit_of_an_earlier_version_is_refused(db: Db) -> None:
    stage = Stage(db)
    first = stage.draft()
    stage.revise(first, stage.mara)
    with pytest.raises(Refused, match="earlier version"):
        stage.revise(first, stage.jonas)


def test_editing_only_the_note_is_a_new_version_all_the_same(db: Db) -> None:
    stage = Stage(db)
    seen = stage.draft()
    edited = stage.revise(seen, stage.jonas, stage.form(note="Please look at the tone"))
    assert (edited.n, edited.hash) == (2, seen.hash)
    with pytest.raises(Refused, match="earlier version"):
        stage.approve(Seen(seen.post_id, 1, seen.hash, seen.state), stage.mara)


def test_the_form_opens_with_the_accounts_of_the_team(db: Db) -> None:
    stage = Stage(db)
    second = stage.add_account("@second")
    with db.read() as session:
        assert [one.id for one in drafting.accounts_of(session, stage.team)] == [stage.account.id, second.id]


def test_a_time_is_in_the_future_by_team_time(db: Db) -> None:
    stage = Stage(db)
    stage.later(days=400)
    stage.draft(stage.form(due_at=stage.now + timedelta(seconds=1)))
    with pytest.raises(RefusedForm):
        stage.draft(stage.form(due_at=stage.now))
