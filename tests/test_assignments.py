from datetime import timedelta

from bot import assignments
from bot.db import Db
from bot.lifecycle import Shown
from bot.models import AssignmentState, Person, Task
from tests.stage import Stage

OPEN, DONE, DROPPED = AssignmentState.OPEN, AssignmentState.DONE, AssignmentState.DROPPED


def waiting_for(stage: Stage, person: Person, *tasks: Task) -> list[int]:
    with stage.db.read() as session:
        return [post.number for post in assignments.open_for(session, person, *tasks)]


def test_a_review_is_done_by_whoever_did_it_and_dropped_for_the_others(db: Db) -> None:
    stage = Stage(db)
    seen = stage.draft()
    stage.later(minutes=5)
    stage.approve(seen, stage.aiko)
    told = {one.person_id: (one.state, one.closed_at) for one in stage.assigned(seen)}
    assert told == {stage.mara.id: (DROPPED, stage.now), stage.aiko.id: (DONE, stage.now)}


def test_a_post_is_only_the_turn_of_those_it_was_handed_to_last(db: Db) -> None:
    stage = Stage(db)
    seen = stage.post(Shown.CHANGES_REQUESTED)
    states = [(one.task, one.state) for one in stage.assigned(seen)]
    assert states == [(Task.REVIEW, DROPPED), (Task.REVIEW, DROPPED), (Task.REVISE, OPEN)]
    assert stage.turn_of(seen) == {"Jonas"}


def test_the_nearest_publication_comes_first_and_what_goes_at_once_before_all(db: Db) -> None:
    stage = Stage(db)
    for hours in (5, 1, None, 3):
        due = stage.now + timedelta(hours=hours) if hours else None
        stage.draft(stage.form(due_at=due))
    assert waiting_for(stage, stage.mara, Task.REVIEW) == [3, 2, 4, 1]


def test_only_what_was_asked_for_is_listed(db: Db) -> None:
    stage = Stage(db)
    stage.post(Shown.IN_REVIEW)
    stage.post(Shown.CHANGES_REQUESTED)
    stage.post(Shown.FAILED)
    assert waiting_for(stage, stage.jonas, Task.REVISE) == [2]
    assert waiting_for(stage, stage.jonas, Task.REVIEW) == []
    assert waiting_for(stage, stage.mara, Task.REVIEW, Task.CONFIRM) == [1, 3]


def test_who_handed_it_over_and_until_when_is_kept(db: Db) -> None:
    stage = Stage(db)
    due = stage.now + timedelta(hours=2)
    (one, _) = stage.assigned(stage.draft(stage.form(due_at=due)))
    assert (one.by_id, one.due_at, one.team_id) == (stage.jonas.id, due, stage.team.id)
