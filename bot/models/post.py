"""Posts, their revisions, and the approvals of those revisions."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.models.base import choice, document, identity, moment


class PostKind(StrEnum):
    """A post of our own, or an answer to somebody."""

    POST = "post"
    REPLY = "reply"


class PostState(StrEnum):
    """What is stored of a post's life. From approved on, people see what its deliveries say."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    CHANGES_REQUESTED = "changes_requested"
    REJECTED = "rejected"
    APPROVED = "approved"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class Decision(StrEnum):
    """What a reviewer said of a revision."""

    APPROVED = "approved"
    CHANGES_REQUESTED = "changes_requested"
    REJECTED = "rejected"


class Post(SQLModel, table=True):
    """`number` is what people say (#42), unique in the workspace; `revision` is the current revision's n."""

    __table_args__ = (UniqueConstraint("workspace_id", "number"),)

    id: int = identity()
    workspace_id: str = Field(foreign_key="workspace.workspace_id")
    team_id: int = Field(foreign_key="team.id", index=True)
    number: int
    kind: PostKind = choice(PostKind, default=PostKind.POST)
    reply_to: str | None = None
    author_id: int = Field(foreign_key="person.id", index=True)
    campaign_id: int | None = Field(default=None, foreign_key="campaign.id")
    state: PostState = choice(PostState, index=True)
    revision: int
    created_at: datetime = moment()
    changed_at: datetime = moment()


class Revision(SQLModel, table=True):
    """One version of a post, never changed. `due_at` None means: as soon as it is approved."""

    __table_args__ = (UniqueConstraint("post_id", "n"),)

    id: int = identity()
    post_id: int = Field(foreign_key="post.id")
    n: int
    made_by_id: int = Field(foreign_key="person.id")
    due_at: datetime | None = moment(default=None, nullable=True)
    text: str
    texts: dict[str, str] = document(default_factory=dict)
    """Texts of accounts that differ from `text`, by account id."""
    media: list[dict[str, Any]] = document(default_factory=list)
    accounts: list[int] = document(default_factory=list)
    note: str = ""
    """For the reviewers; never part of the post, so not part of the hash."""
    hash: str
    created_at: datetime = moment()


class Approval(SQLModel, table=True):
    """What one person decided about one revision, never changed."""

    __table_args__ = (UniqueConstraint("revision_id", "person_id", "step"),)

    id: int = identity()
    revision_id: int = Field(foreign_key="revision.id")
    person_id: int = Field(foreign_key="person.id")
    step: int = 1
    decision: Decision = choice(Decision)
    reason: str = ""
    at: datetime = moment()
