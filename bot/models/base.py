"""What every table shares: constraint names, and columns for time, enums and JSON."""

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Enum
from sqlmodel import Field, SQLModel

from bot.db import UtcDateTime

naming = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
SQLModel.metadata.naming_convention = naming


def identity() -> Any:  # noqa: ANN401 - a Field stands for any type
    """Give a row its number: counted by the database, there once the row is flushed."""
    return Field(default=None, primary_key=True)


def moment(**options: Any) -> Any:  # noqa: ANN401 - same
    """A column for an instant in UTC."""
    return Field(sa_type=UtcDateTime, **options)


def choice(kind: type[StrEnum], **options: Any) -> Any:  # noqa: ANN401
    """A column for an enum: stored by value, held by a CHECK in both databases."""
    column = Enum(
        kind,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        create_constraint=True,
        name=kind.__name__.lower(),
        length=30,
    )
    return Field(sa_type=column, **options)


def document(**options: Any) -> Any:  # noqa: ANN401
    """A column for JSON."""
    return Field(sa_type=JSON, **options)
