"""One revision on its way to one account."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.models.base import choice, document, identity, moment


class DeliveryState(StrEnum):
    """Where a delivery stands. Only published and dropped need nothing more."""

    DUE = "due"
    HELD = "held"
    CLAIMED = "claimed"
    WAITING = "waiting"
    PUBLISHED = "published"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    DROPPED = "dropped"


class Delivery(SQLModel, table=True):
    """`due_at` is team time; `try_at`, `lease_until` and `tried_at` are machine time.

    `key` names this attempt at the receiver: the same on every retry, new when a person says
    "send again". `fence` grows with every claim; a result is recorded only by its holder.
    """

    __table_args__ = (
        UniqueConstraint("revision_id", "account_id"),
        Index("ix_delivery_state_due_at", "state", "due_at"),
    )

    id: int = identity()
    revision_id: int = Field(foreign_key="revision.id")
    account_id: int = Field(foreign_key="account.id")
    key: str = Field(unique=True)
    payload: dict[str, Any] | None = document(default=None, nullable=True)
    """The frozen message, stored before the call that makes it public."""
    progress: dict[str, Any] = document(default_factory=dict)
    state: DeliveryState = choice(DeliveryState, default=DeliveryState.DUE)
    due_at: datetime = moment()
    try_at: datetime | None = moment(default=None, nullable=True)
    lease_until: datetime | None = moment(default=None, nullable=True)
    tried_at: datetime | None = moment(default=None, nullable=True)
    """When this key was first tried."""
    fence: int = 0
    tries: int = 0
    remote_id: str | None = None
    url: str | None = None
    why: str | None = None
    """A code of `networks.outcomes`, told in words by the card."""
    detail: str = ""
    """What the receiver answered: data, shown as text."""
    changed_at: datetime = moment()
