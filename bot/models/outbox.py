"""What we owe Slack, and what Slack has already told us."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.models.assignment import Subject
from bot.models.base import choice, document, identity, moment


class OutboxKind(StrEnum):
    """A card is rendered when it is sent; a notice was rendered when it was decided."""

    CARD = "card"
    NOTICE = "notice"


class OutboxState(StrEnum):
    """Sent and dropped need nothing more."""

    DUE = "due"
    CLAIMED = "claimed"
    SENT = "sent"
    DROPPED = "dropped"


class Card(SQLModel, table=True):
    """One copy of a subject's card. `address` is a C… or U… id; where it landed is `channel_id` and `ts`."""

    __table_args__ = (UniqueConstraint("subject", "subject_id", "address"),)

    id: int = identity()
    workspace_id: str = Field(foreign_key="workspace.workspace_id")
    subject: Subject = choice(Subject)
    subject_id: int
    address: str
    person_id: int | None = Field(default=None, foreign_key="person.id")
    """Whose copy this is, for a card in a direct message."""
    channel_id: str | None = None
    ts: str | None = None
    shown_hash: str | None = None


class Outbox(SQLModel, table=True):
    """A message to Slack that others rely on. All times are machine time.

    `key` is unique per thing to be said: a card has one row that becomes due again with every
    change, so ten changes are one update; a notice's key keeps it from being said twice.
    """

    __table_args__ = (Index("ix_outbox_state_try_at", "state", "try_at"),)

    id: int = identity()
    workspace_id: str = Field(foreign_key="workspace.workspace_id")
    kind: OutboxKind = choice(OutboxKind)
    key: str = Field(unique=True)
    card_id: int | None = Field(default=None, foreign_key="card.id", unique=True)
    address: str
    message: dict[str, Any] | None = document(default=None, nullable=True)
    """A notice's `text` and `blocks`, rendered."""
    state: OutboxState = choice(OutboxState, default=OutboxState.DUE)
    try_at: datetime = moment()
    lease_until: datetime | None = moment(default=None, nullable=True)
    fence: int = 0
    tries: int = 0
    wanted: int = 1
    """Grows whenever the card changes again; a sender that saw a smaller one sends once more."""
    is_unsure: bool = False
    """An earlier try may have reached Slack: look before posting again."""
    made_at: datetime = moment()
    sent_at: datetime | None = moment(default=None, nullable=True)
    error: str | None = None


class Received(SQLModel, table=True):
    """An event of Slack's that we have acted on. `received_at` is machine time."""

    event_id: str = Field(primary_key=True)
    kind: str
    received_at: datetime = moment(index=True)
