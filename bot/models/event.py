"""The history: who did what, when. Rows are only ever added."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from bot.models.assignment import Subject
from bot.models.base import choice, document, identity, moment


class Event(SQLModel, table=True):
    """`person_id` None means that Allstar did it by itself. `at` is team time."""

    __table_args__ = (Index("ix_event_subject", "subject", "subject_id"),)

    id: int = identity()
    workspace_id: str = Field(foreign_key="workspace.workspace_id")
    team_id: int | None = Field(default=None, foreign_key="team.id")
    subject: Subject = choice(Subject)
    subject_id: int
    person_id: int | None = Field(default=None, foreign_key="person.id")
    what: str
    details: dict[str, Any] = document(default_factory=dict)
    at: datetime = moment()
