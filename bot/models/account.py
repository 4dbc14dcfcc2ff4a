"""An account of a team on a network, and the way posts leave for it."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from bot.models.base import choice, identity, moment


class Network(StrEnum):
    """Whose rules hold for a post."""

    X = "x"
    LINKEDIN = "linkedin"
    FACEBOOK = "facebook"
    INSTAGRAM = "instagram"
    THREADS = "threads"
    BLUESKY = "bluesky"
    MASTODON = "mastodon"
    TIKTOK = "tiktok"
    OTHER = "other"


class Way(StrEnum):
    """How a post goes out."""

    API = "api"
    WEBHOOK = "webhook"
    HANDOFF = "handoff"


class AccountState(StrEnum):
    """Whether posts can leave for it."""

    CONNECTED = "connected"
    DISCONNECTED = "disconnected"
    REMOVED = "removed"


class Account(SQLModel, table=True):
    """`network` says whose rules hold, `way` how it goes out: a LinkedIn page may be served by webhook."""

    id: int = identity()
    team_id: int = Field(foreign_key="team.id", index=True)
    network: Network = choice(Network)
    way: Way = choice(Way)
    handle: str
    host: str | None = None
    """`host:port` that posts leave for, in the clear; the full address may be a secret."""
    secret: str | None = None
    """What the way out needs, as JSON, sealed by the vault and bound to this row."""
    ignores_repeats: bool = False
    """The receiver keeps one of several messages with the same id, so an uncertain one may be sent again."""
    keeper_id: int | None = Field(default=None, foreign_key="person.id")
    state: AccountState = choice(AccountState, default=AccountState.CONNECTED)
    created_at: datetime = moment()
