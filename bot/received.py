"""Slack's events, each acted on once although Slack may bring it up to four times."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from bot.models import Received

KEPT = timedelta(days=7)
"""Far longer than Slack's own retries, which end after 25 hours at most."""


def is_new(session: Session, event_id: str, kind: str, at: datetime) -> bool:
    """Remember an event; False if it was remembered before. `at` is machine time."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement = insert(Received).values(event_id=event_id, kind=kind, received_at=at)
    result = session.execute(statement.on_conflict_do_nothing().returning(col(Received.event_id)))
    return result.first() is not None


def forget(session: Session, at: datetime) -> None:
    """Drop what is older than any redelivery."""
    session.execute(delete(Received).where(col(Received.received_at) < at - KEPT))
