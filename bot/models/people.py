"""Who works here: the workspace, its teams, its persons, and what each may do."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.models.base import choice, document, identity, moment


class Policy(StrEnum):
    """Who must agree before a post goes out."""

    TWO_PEOPLE = "two_people"
    ONE_PERSON = "one_person"


class Role(StrEnum):
    """What a person does in the team. A role proposes rights; the rights decide."""

    SOCIAL_MEDIA_MANAGER = "social_media_manager"
    CONTENT_CREATOR = "content_creator"
    DATA_ANALYST = "data_analyst"
    COMMUNITY_MANAGER = "community_manager"
    PAID_MEDIA = "paid_media"


class Workspace(SQLModel, table=True):
    """A Slack workspace. `workspace_id` is Slack's T…; numbers people say (#42) are counted here."""

    workspace_id: str = Field(primary_key=True)
    name: str
    bot_user_id: str
    bot_id: str
    last_number: int = 0


class Team(SQLModel, table=True):
    """A social media team, bound to its channel. `zone` is IANA, `country` ISO 3166 alpha-2."""

    __table_args__ = (UniqueConstraint("workspace_id", "channel_id"),)

    id: int = identity()
    workspace_id: str = Field(foreign_key="workspace.workspace_id")
    channel_id: str
    name: str
    zone: str
    language: str
    country: str
    policy: Policy = choice(Policy)
    created_at: datetime = moment()


class Person(SQLModel, table=True):
    """Somebody in Slack, as Slack last described them. Known by (workspace_id, user_id), never by name."""

    __table_args__ = (UniqueConstraint("workspace_id", "user_id"),)

    id: int = identity()
    workspace_id: str = Field(foreign_key="workspace.workspace_id")
    user_id: str
    name: str
    zone: str
    locale: str
    is_admin: bool = False
    is_guest: bool = False
    is_bot: bool = False
    is_deleted: bool = False
    is_stranger: bool = False
    """Belongs to another organisation and only shares a channel with us."""
    working_days: str = "12345"
    """ISO weekdays, Monday is 1."""
    works_from: str = "09:00"
    works_until: str = "17:00"
    weekly_hours: float = 40.0
    days_off: list[str] = document(default_factory=list)
    """Local dates, ISO 8601."""
    refreshed_at: datetime = moment()
    """Machine time: when Slack was last asked."""
    described_at: datetime | None = moment(default=None)
    """When Slack itself last changed this description: an older one that comes late changes nothing."""


class Membership(SQLModel, table=True):
    """What a person may do in a team."""

    team_id: int = Field(foreign_key="team.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True, index=True)
    role: Role | None = choice(Role, default=None, nullable=True)
    may_draft: bool = False
    may_approve: bool = False
    may_pause: bool = False
    may_manage: bool = False
