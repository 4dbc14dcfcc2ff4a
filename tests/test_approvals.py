import itertools
from datetime import timedelta

import pytest

from bot import approvals, posts
from bot.approvals import Stand, may_decide
from bot.db import Db
from bot.errors import Refused
from bot.lifecycle import Shown
from bot.models import Decision, DeliveryState, Person, Policy, Post, PostState, Task
from tests.stage import Stage

MAKER, AUTHOR, OTHER = 1, 2, 3


@pytest.mark.parametrize(
    ("person", "author", "is_approver", "maker_is_approver", "may"),
    [
        # the one who made a version never confirms it
        *((MAKER, author, is_approver, maker, False) for author, is_approver, maker in itertools.product(
            (MAKER, AUTHOR), (False, True), (False, True))),
        # an approver confirms anybody else's
        *((person, author, True, maker, True) for person, author, maker in itertools.product(
            (AUTHOR, OTHER), (MAKER, AUTHOR), (False, True))),
        # an author confirms an approver's edit of their post, and nobody else's
        (AUTHOR, AUTHOR, False, True, True),
        (AUTHOR, AUTHOR, False, False, False),
        # anybody else who is no approver decides nothing
        (OTHER, AUTHOR, False, True, False),
        (OTHER, AUTHOR, False, False, False),
        (OTHER, MAKER, False, True, False),
        (OTHER, MAKER, False, False, False),
    ],
)  # fmt: skip
def test_two_people_stand_behind_a_version_one_of_them_an_approver(
    person: int,
    author: int,
    is_approver: bool,  # noqa: FBT001 - a row of the truth table
    maker_is_approver: bool,  # noqa: FBT001 - same
    may: bool,  # noqa: FBT001 - same
) -> None:
    stand = Stand(maker_id=MAKER, maker_is_approver=maker_is_approver, author_id=author)
    assert may_decide(Policy.TWO_PEOPLE, stand, person, is_approver=is_approver) is may


@pytest.mark.parametrize(("person", "is_approver"), list(itertools.product((MAKER, AUTHOR, OTHER), (False, True))))
def test_one_person_decides_alone_if_that_is_an_approver(person: int, is_approver: bool) -> None:  # noqa: FBT001 - same
    stand = Stand(maker_id=MAKER, maker_is_approver=False, author_id=AUTHOR)
    assert may_decide(Policy.ONE_PERSON, stand, person, is_approver=is_approver) is is_approver


def test_an_approval_makes_one_delivery_for_each_account_due_at_the_posts_time(db: Db) -> None:
    stage = Stage(db)
    second = stage.add_account("@second")
    due = stage.now + timedelta(hours=3)
    seen = stage.draft(stage.form(accounts=(stage.account.id, second.id), due_at=due))
    assert stage.deliveries(seen) == []

    stage.approve(seen, stage.aiko)

    assert [(one.account_id, one.due_at, one.state) for one in stage.deliveries(seen)] == [
        (stage.account.id, due, DeliveryState.DUE),
        (second.id, due, DeliveryState.DUE),
    ]
    assert len({one.key for one in stage.deliveries(seen)}) == 2
    (approval,) = stage.decisions(seen)
    assert (approval.person_id, approval.decision, approval.at) == (stage.aiko.id, Decision.APPROVED, stage.now)
    assert stage.turn_of(seen) == set()
    assert stage.told(seen) == ["drafted", "approved"]


def test_what_has_no_time_is_due_the_moment_it_is_approved(db: Db) -> None:
    stage = Stage(db)
    seen = stage.draft()
    stage.later(hours=5)
    stage.approve(seen, stage.mara)
    assert stage.delivery(seen).due_at == stage.now


@pytest.mark.parametrize("who", ["jonas", "tom", "noor", "robot", "gone", "stranger", "newcomer", "elsewhere"])
def test_nobody_else_can_approve_or_send_back(db: Db, who: str) -> None:
    stage = Stage(db)
    others = {
        "robot": stage.person("Robot", approve=True, is_bot=True),
        "gone": stage.person("Gone", approve=True, is_deleted=True),
        "stranger": stage.person("Stranger", approve=True, is_stranger=True),
        "newcomer": stage.person("Newcomer"),
        "elsewhere": Person(id=99, workspace_id="TOTHER", user_id="UX", name="X", zone="UTC", locale="en"),
    }
    person: Person = others.get(who) or getattr(stage, who)
    seen = stage.draft()
    with pytest.raises(Refused):
        stage.approve(seen, person)
    with pytest.raises(Refused):
        stage.request_changes(seen, person)
    assert stage.stored(seen).state is PostState.IN_REVIEW
    assert stage.deliveries(seen) == []
    assert stage.decisions(seen) == []
    assert stage.turn_of(seen) == {"Mara", "Aiko"}


def test_an_approver_cannot_approve_their_own_version_when_two_must_agree(db: Db) -> None:
    stage = Stage(db)
    seen = stage.draft(by=stage.mara)
    assert stage.turn_of(seen) == {"Aiko"}
    with pytest.raises(Refused, match="this version is yours"):
        stage.approve(seen, stage.mara)
    stage.approve(seen, stage.aiko)
    assert stage.shown(seen) is Shown.SCHEDULED


def test_the_author_confirms_an_approvers_edit_and_the_editor_does_not(db: Db) -> None:
    stage = Stage(db)
    edited = stage.revise(stage.draft(), stage.mara)
    assert stage.turn_of(edited) == {"Aiko", "Jonas"}
    with pytest.raises(Refused, match="this version is yours"):
        stage.approve(edited, stage.mara)
    with pytest.raises(Refused, match="Only approvers"):
        stage.approve(edited, stage.tom)
    stage.approve(edited, stage.jonas)
    assert stage.shown(edited) is Shown.SCHEDULED


def test_an_editor_who_lost_the_right_leaves_the_author_without_a_vote(db: Db) -> None:
    stage = Stage(db)
    edited = stage.revise(stage.draft(), stage.mara)
    stage.allow(stage.mara, may_approve=False)
    with pytest.raises(Refused):
        stage.approve(edited, stage.jonas)


def test_in_a_team_of_one_the_approver_schedules_their_own_and_a_creator_still_cannot(db: Db) -> None:
    stage = Stage(db, Policy.ONE_PERSON)
    with pytest.raises(Refused, match="Only approvers"):
        stage.approve(stage.draft(), stage.jonas)
    own = stage.draft(by=stage.mara)
    stage.approve(own, stage.mara)
    assert stage.shown(own) is Shown.SCHEDULED


def test_an_approval_of_an_earlier_version_approves_nothing(db: Db) -> None:
    stage = Stage(db)
    first = stage.draft()
    stage.revise(first, stage.jonas)
    with pytest.raises(Refused, match="earlier version"):
        stage.approve(first, stage.mara)
    assert stage.deliveries(first) == []


def test_what_was_approved_is_not_approved_again(db: Db) -> None:
    stage = Stage(db)
    seen = stage.post(Shown.SCHEDULED)
    with pytest.raises(Refused, match="Mara already approved"):
        stage.approve(seen, stage.mara)
    assert len(stage.deliveries(seen)) == 1


def test_a_post_whose_time_has_passed_is_not_approved(db: Db) -> None:
    stage = Stage(db)
    seen = stage.draft(stage.form(due_at=stage.now + timedelta(minutes=1)))
    stage.later(minutes=1)
    with pytest.raises(Refused, match="has passed"):
        stage.approve(seen, stage.mara)
    assert stage.deliveries(seen) == []


def test_asking_for_changes_hands_the_post_back_to_its_author_with_the_reason(db: Db) -> None:
    stage = Stage(db)
    seen = stage.draft()
    stage.request_changes(seen, stage.mara, "  Warmer, please. ")
    (approval,) = stage.decisions(seen)
    assert (approval.decision, approval.reason) == (Decision.CHANGES_REQUESTED, "Warmer, please.")
    assert stage.turn_of(seen) == {"Jonas"}
    assert stage.assigned(seen)[-1].task is Task.REVISE
    assert stage.stored(seen).state is PostState.CHANGES_REQUESTED


def test_changes_cannot_be_asked_for_without_saying_which(db: Db) -> None:
    stage = Stage(db)
    seen = stage.draft()
    with pytest.raises(Refused) as refused:
        stage.request_changes(seen, stage.mara, " \n")
    assert refused.value.field == "reason"
    assert stage.stored(seen).state is PostState.IN_REVIEW


def test_a_form_opens_only_for_whoever_may_decide(db: Db) -> None:
    stage = Stage(db)
    seen = stage.draft()
    with db.read() as session:
        assert approvals.require_may_decide(session, stage.mara, seen).id == seen.post_id
        with pytest.raises(Refused):
            approvals.require_may_decide(session, stage.jonas, seen)


def test_a_draft_that_nobody_could_approve_is_refused_at_once(db: Db) -> None:
    stage = Stage(db)
    stage.allow(stage.aiko, may_approve=False)
    with pytest.raises(Refused, match="Nobody in social-team could approve"):
        stage.draft(by=stage.mara)


def test_everybody_awaited_may_indeed_approve_and_nobody_else(db: Db) -> None:
    stage = Stage(db)
    edited = stage.revise(stage.draft(), stage.aiko)
    with db.read() as session:
        post = session.get_one(Post, edited.post_id)
        names = {one.name for one in approvals.awaited(session, post, posts.revision_of(session, post))}
    for person in (stage.mara, stage.jonas, stage.aiko, stage.tom, stage.noor):
        with db.read() as session:
            try:
                approvals.require_may_decide(session, person, edited)
            except Refused:
                assert person.name not in names
            else:
                assert person.name in names


def test_decisions_are_told_in_their_order(db: Db) -> None:
    stage = Stage(db)
    first = stage.post(Shown.CHANGES_REQUESTED)
    second = stage.revise(first, stage.jonas)
    stage.approve(second, stage.aiko)
    assert [one.decision for one in stage.decisions(second)] == [Decision.CHANGES_REQUESTED, Decision.APPROVED]
    with db.read() as session:
        revision = posts.revision_of(session, session.get_one(Post, second.post_id))
        assert [person.name for _, person in approvals.decisions(session, revision)] == ["Aiko"]
