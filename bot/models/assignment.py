"""Whose turn it is: a person, a thing, and what is asked of them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from bot.models.base import choice, identity, moment


class Subject(StrEnum):
    """What cards, events and assignments are about."""

    POST = "post"
    TEAM = "team"
    ACCOUNT = "account"
    PERSON = "person"


class Task(StrEnum):
    """What is asked of the person."""

    REVIEW = "review"
    REVISE = "revise"
    CONFIRM = "confirm"
    """Say what became of a delivery that nobody is sure of."""


class AssignmentState(StrEnum):
    """Open until somebody did it or it no longer matters."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Assignment(SQLModel, table=True):
    """`due_at` is team time; `size` is in minutes where somebody estimated it."""

    __table_args__ = (
        Index("ix_assignment_subject", "subject", "subject_id", "state"),
        Index("ix_assignment_person_id_state", "person_id", "state"),
    )

    id: int = identity()
    team_id: int = Field(foreign_key="team.id")
    subject: Subject = choice(Subject)
    subject_id: int
    task: Task = choice(Task)
    person_id: int = Field(foreign_key="person.id")
    by_id: int | None = Field(default=None, foreign_key="person.id")
    due_at: datetime | None = moment(default=None, nullable=True)
    size: int | None = None
    state: AssignmentState = choice(AssignmentState, default=AssignmentState.OPEN)
    created_at: datetime = moment()
    closed_at: datetime | None = moment(default=None, nullable=True)
