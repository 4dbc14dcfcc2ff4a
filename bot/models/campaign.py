"""A campaign groups posts."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.models.base import identity, moment


class Campaign(SQLModel, table=True):
    """A name that posts of one team share."""

    __table_args__ = (UniqueConstraint("team_id", "name"),)

    id: int = identity()
    team_id: int = Field(foreign_key="team.id")
    name: str
    created_at: datetime = moment()
