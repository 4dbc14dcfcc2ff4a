"""Who did what, when. Only ever added to."""

from datetime import datetime

from sqlalchemy import insert
from sqlmodel import Session, col, select

from bot.db import run
from bot.models import Event, Person, Post, Subject, Team

_ADD = insert(Event)


def record(session: Session, post: Post, person: Person | None, what: str, now: datetime, **details: object) -> None:
    """Add what happened to a post. `person` None: Allstar by itself."""
    entry = {
        "workspace_id": post.workspace_id,
        "team_id": post.team_id,
        "subject": Subject.POST,
        "subject_id": post.id,
        "person_id": person.id if person else None,
        "what": what,
        "details": details,
        "at": now,
    }
    run(session, _ADD, entry)


def record_team(session: Session, team: Team, person: Person, what: str, now: datetime, **details: object) -> None:
    """Add what happened to a team."""
    session.add(
        Event(
            workspace_id=team.workspace_id,
            team_id=team.id,
            subject=Subject.TEAM,
            subject_id=team.id,
            person_id=person.id,
            what=what,
            details=details,
            at=now,
        )
    )


def last(session: Session, post: Post, *whats: str) -> tuple[Event, Person | None] | None:
    """Give the latest entry of these kinds (or of any) about a post, and who caused it."""
    kinds = [col(Event.what).in_(whats)] if whats else []
    found = session.exec(
        select(Event, Person)
        .join(Person, col(Event.person_id) == col(Person.id), isouter=True)
        .where(Event.subject == Subject.POST, Event.subject_id == post.id, *kinds)
        .order_by(col(Event.id).desc())
        .limit(1)
    ).first()
    return (found[0], found[1]) if found else None
