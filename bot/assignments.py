"""Whose turn it is."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, case, update
from sqlmodel import Session, col, select

from bot.db import run
from bot.models import Assignment, AssignmentState, Person, Post, Subject, Task


def hand(
    session: Session,
    post: Post,
    task: Task,
    to: Sequence[Person],
    by: Person | None,
    due: datetime | None,
    now: datetime,
) -> None:
    """Make a post the turn of these people, and of nobody else."""
    close(session, post, AssignmentState.DROPPED, now)
    for person in to:
        session.add(
            Assignment(
                team_id=post.team_id,
                subject=Subject.POST,
                subject_id=post.id,
                task=task,
                person_id=person.id,
                by_id=by.id if by else None,
                due_at=due,
                created_at=now,
            )
        )


_DONE = (
    update(Assignment)
    .where(
        col(Assignment.subject) == Subject.POST,
        col(Assignment.subject_id) == bindparam("wanted_id"),
        col(Assignment.state) == AssignmentState.OPEN,
    )
    .values(
        state=case(
            (col(Assignment.person_id) == bindparam("doer_id"), AssignmentState.DONE), else_=AssignmentState.DROPPED
        ),
        closed_at=bindparam("now"),
    )
)


def done(session: Session, post: Post, by: Person, now: datetime) -> None:
    """Close what was open about a post: done for the one who did it, no longer needed for the others."""
    run(session, _DONE, {"wanted_id": post.id, "doer_id": by.id, "now": now})


def close(session: Session, post: Post, state: AssignmentState, now: datetime) -> None:
    """Close everything that is open about a post."""
    session.execute(update(Assignment).where(_open_about(post)).values(state=state, closed_at=now))


def open_for(session: Session, person: Person, *tasks: Task) -> list[Post]:
    """Give the posts that wait for a person, the nearest publication first."""
    rows = session.exec(
        select(Post, Assignment)
        .join(Assignment, col(Assignment.subject_id) == col(Post.id))
        .where(
            Assignment.subject == Subject.POST,
            Assignment.person_id == person.id,
            Assignment.state == AssignmentState.OPEN,
            col(Assignment.task).in_(tasks),
        )
        .order_by(col(Assignment.due_at).is_(None).desc(), col(Assignment.due_at), col(Post.number))
    )
    return [post for post, _ in rows]


def whose_turn(session: Session, post: Post) -> list[Person]:
    """Give the people a post waits for."""
    return list(
        session.exec(
            select(Person)
            .join(Assignment, col(Assignment.person_id) == col(Person.id))
            .where(_open_about(post))
            .order_by(col(Person.id))
        )
    )


def _open_about(post: Post):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a SQL condition
    return (
        (col(Assignment.subject) == Subject.POST)
        & (col(Assignment.subject_id) == post.id)
        & (col(Assignment.state) == AssignmentState.OPEN)
    )
