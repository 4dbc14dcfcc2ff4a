"""Alembic's entry: runs revisions on the connection that `bot.migrations` hands over."""

from typing import Literal

from alembic import context
from sqlalchemy import DateTime, String
from sqlmodel import AutoString, SQLModel

import bot.models  # noqa: F401 - fills the metadata
from bot.db import UtcDateTime


def render_item(kind: str, thing: object, _autogen: object) -> str | Literal[False]:
    """Write columns in SQLAlchemy's own types, so that a revision never changes with our code."""
    if kind == "type" and isinstance(thing, UtcDateTime):
        return f"sa.{DateTime(timezone=True)!r}"
    if kind == "type" and isinstance(thing, AutoString):
        return f"sa.{String(thing.length)!r}"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=render_item,
    transactional_ddl=True,  # SQLite too: bot.db sends BEGIN itself
)
context.run_migrations()
