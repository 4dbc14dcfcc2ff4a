"""Whose turn it is when time runs out, or when the team's people change."""

from datetime import timedelta

import pytest

from bot import approvals, team
from bot.db import Db
from bot.lifecycle import Shown
from bot.models import Person
from tests.stage import WORKSPACE, Stage


def test_a_review_ends_when_its_time_comes_and_the_author_is_asked(db: Db) -> None:
    stage = Stage(db)
    due = stage.now + timedelta(hours=1)
    seen = stage.draft(stage.form(due_at=due))
    with db.read() as session:
        assert approvals.next_expiry(session) == due
        assert approvals.due_to_expire(session, due - timedelta(seconds=1)) == []
    stage.later(hours=1)
    stage.expire()
    assert stage.shown(seen) is Shown.EXPIRED
    assert stage.turn_of(seen) == {"Jonas"}
    with db.read() as session:
        assert approvals.next_expiry(session) is None


def test_a_post_given_a_later_time_after_it_was_found_due_does_not_expire(db: Db) -> None:
    stage = Stage(db)
    seen = stage.draft(stage.form(due_at=stage.now + timedelta(minutes=1)))
    stage.later(minutes=1)
    with db.read() as session:
        (found,) = approvals.due_to_expire(session, stage.now)
    stage.revise(seen, stage.jonas, stage.form(due_at=stage.now + timedelta(days=1)))
    with db.begin() as session:
        approvals.expire(session, found, stage.now)
    assert stage.shown(seen) is Shown.IN_REVIEW
    assert stage.turn_of(seen) == {"Mara", "Aiko"}


def test_an_approved_post_does_not_expire(db: Db) -> None:
    stage = Stage(db)
    seen = stage.draft(stage.form(due_at=stage.now + timedelta(minutes=1)))
    stage.approve(seen, stage.mara)
    stage.later(minutes=1)
    stage.expire()
    assert stage.shown(seen) is Shown.SCHEDULED


def test_when_the_teams_people_change_its_reviews_go_to_whoever_may_decide_now(db: Db) -> None:
    stage = Stage(db)
    seen = stage.draft()
    stage.allow(stage.mara, may_approve=False)
    stage.allow(stage.aiko, may_approve=False)
    stage.allow(stage.tom, may_approve=True)
    ask_again(stage)
    assert stage.turn_of(seen) == {"Tom"}


def test_a_review_that_nobody_can_do_any_more_goes_to_the_managers(db: Db) -> None:
    stage = Stage(db)
    seen = stage.draft()
    stage.allow(stage.aiko, may_approve=False)
    stage.allow(stage.mara, may_approve=False)
    ask_again(stage)
    assert stage.turn_of(seen) == {"Mara"}


def ask_again(stage: Stage) -> None:
    with stage.db.begin() as session:
        approvals.ask_again(session, stage.team, stage.mara, stage.now)


def leaves(stage: Stage, person: Person, **facts: bool) -> None:
    """Slack says that somebody was deactivated, or is back."""
    user = {"id": person.user_id, "real_name": person.name, "team_id": WORKSPACE, **(facts or {"deleted": True})}
    with stage.db.begin() as session:
        team.person_changed(session, WORKSPACE, user, stage.now)


@pytest.mark.parametrize("shown", [Shown.CHANGES_REQUESTED, Shown.EXPIRED])
def test_what_an_author_would_have_to_revise_goes_to_the_approvers_when_they_leave(db: Db, shown: Shown) -> None:
    stage = Stage(db)
    seen = stage.post(shown)
    leaves(stage, stage.jonas)
    assert stage.turn_of(seen) == {"Mara", "Aiko"}
    leaves(stage, stage.jonas, deleted=False)
    assert stage.turn_of(seen) == {"Jonas"}


def test_changes_to_the_post_of_an_author_who_left_are_asked_of_the_approvers(db: Db) -> None:
    stage = Stage(db)
    seen = stage.draft()
    leaves(stage, stage.jonas)
    stage.request_changes(seen, stage.mara)
    assert stage.turn_of(seen) == {"Mara", "Aiko"}
    stage.revise(stage.current(seen), stage.mara)


def test_an_expired_post_of_an_author_who_left_goes_to_the_approvers(db: Db) -> None:
    stage = Stage(db)
    seen = stage.draft(stage.form(due_at=stage.now + timedelta(hours=1)))
    leaves(stage, stage.jonas)
    stage.later(hours=1)
    stage.expire()
    assert stage.turn_of(seen) == {"Mara", "Aiko"}


def test_a_question_to_people_who_left_goes_to_whoever_is_still_there(db: Db) -> None:
    stage = Stage(db)
    seen = stage.post(Shown.NEEDS_PERSON)
    for person in (stage.jonas, stage.aiko):
        leaves(stage, person)
    assert stage.turn_of(seen) == {"Mara"}


def test_a_review_goes_on_when_an_approver_comes_back(db: Db) -> None:
    stage = Stage(db)
    seen = stage.draft(by=stage.mara)
    leaves(stage, stage.aiko)
    assert stage.turn_of(seen) == {"Mara"}
    leaves(stage, stage.aiko, deleted=False)
    assert stage.turn_of(seen) == {"Aiko"}
