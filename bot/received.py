"""Slack's events, each acted on once although Slack may bring it up to four times."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col

from bot.db import add_if_absent
from bot.models import Received

KEPT = timedelta(days=7)
"""Far longer than Slack's own retries, which end after 25 hours at most."""


def is_new(session: Session, event_id: str, kind: str, at: datetime) -> bool:
    """Remember an event; False if it was remembered before. `at` is machine time."""
    return add_if_absent(session, Received(event_id=event_id, kind=kind, received_at=at))


def forget(session: Session, at: datetime) -> None:
    """Drop what is older than any redelivery."""
    session.execute(delete(Received).where(col(Received.received_at) < at - KEPT))
