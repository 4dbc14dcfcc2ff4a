"""What the operator decides, read once from the environment and a `.env` file.

A setting that is missing or wrong stops the start with one sentence that says what to do. The
sentence never repeats the value: it may be a secret.
"""

import os
import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import Refused

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
HIGHEST_PORT = 65535
SECRET = re.compile(r"(?!xox|xapp)[!-~]{16,}")
"""Long enough that nobody guesses it, and none of Slack's tokens."""

OAUTH_VARIABLES = ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET")
"""With both in the environment slack_bolt drops the bot token and answers as an OAuth app (App.__init__)."""

HINTS = {
    "SLACK_BOT_TOKEN": Refused(
        "it starts with xoxb- and stands under “OAuth & Permissions” of your app on api.slack.com/apps."
    ),
    "SLACK_APP_TOKEN": Refused(
        "it starts with xapp-, has the scope connections:write and is made under “Basic Information”, “App-Level "
        "Tokens”, of your app on api.slack.com/apps."
    ),
    "SLACK_SIGNING_SECRET": Refused(
        "it is the “Signing Secret” under “Basic Information” of your app on api.slack.com/apps."
    ),
    "SLACK_API_URL": Refused(
        "it looks like https://slack.com/api/, and only an address on this machine may start with http://."
    ),
    "DATABASE_URL": Refused("it looks like sqlite:///data/allstar.db or postgresql://user:password@host/database."),
    "DATA_DIR": Refused("it is the directory that Allstar keeps its files in, without a question mark in its name."),
    "PORT": Refused("it is a whole number from 0 (any free port) to 65535, where /health answers on this machine."),
    "CLOCK_FILE": Refused(
        "only a playground on this machine may move the clock, so leave it out, or point SLACK_API_URL at 127.0.0.1."
    ),
    "OUTGOING_ALLOW": Refused(
        "it is a comma-separated list of host:port that Allstar may reach although they are not public."
    ),
    "TICK_SECONDS": Refused("it is the pause between two looks at what is due, from 0.05 to 60 seconds."),
    "LOG_LEVEL": Refused("it is DEBUG, INFO, WARNING or ERROR."),
}
"""How each setting goes on in the sentence that asks for it."""


class SettingsError(Refused):
    """A setting is missing or wrong. Its text is one sentence for the operator."""


def _token(prefix: str) -> AfterValidator:
    def check(value: str) -> str:
        if not value.startswith(prefix) or value == prefix or not value.isascii() or " " in value:
            raise ValueError(prefix)
        return value

    return AfterValidator(check)


def _secret(value: str) -> str:
    if not SECRET.fullmatch(value):
        raise ValueError(value)
    return value


def _folder(value: Path) -> Path:
    if "?" in str(value):  # in the address of the SQLite file in it, the name would end there
        raise ValueError(value)
    return value


def _pair(value: str) -> str:
    parts = urlsplit(f"//{value}")
    if not parts.hostname or not parts.port or parts.netloc != value or "@" in value:
        raise ValueError(value)
    return value.lower()


class Settings(BaseSettings):
    """The process's settings, by the names of their variables in lower case. Frozen."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True, validate_default=False)

    slack_bot_token: Annotated[str, _token("xoxb-")] = Field(repr=False)
    slack_app_token: Annotated[str, _token("xapp-")] = Field(default="", repr=False)
    """For Socket Mode."""
    slack_signing_secret: Annotated[str, AfterValidator(_secret)] = Field(default="", repr=False)
    """For signed HTTP, instead of an app-level token."""
    slack_api_url: str = "https://slack.com/api/"
    """With its trailing slash; Web API and Socket Mode both start here."""
    data_dir: Annotated[Path, AfterValidator(_folder)] = Path("data")
    database_url: str = Field(default="", repr=False)
    """For SQLAlchemy: SQLite, or PostgreSQL through psycopg 3. Without one, `allstar.db` in `data_dir`."""
    port: int = Field(default=3100, ge=0, le=HIGHEST_PORT)
    clock_file: Path | None = None
    outgoing_allow: Annotated[frozenset[str], NoDecode] = frozenset()
    """`host:port` of places that posts may leave for although their addresses are not public."""
    tick_seconds: float = Field(default=1.0, ge=0.05, le=60)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("slack_api_url")
    @classmethod
    def _complete_api_url(cls, value: str) -> str:
        parts = urlsplit(value)
        is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
        if not is_safe or not parts.hostname or parts.query or parts.fragment:
            raise ValueError(value)
        return value if value.endswith("/") else f"{value}/"

    @field_validator("database_url")
    @classmethod
    def _choose_driver(cls, value: str) -> str:
        return _with_driver(value) if value else value

    @field_validator("outgoing_allow", mode="before")
    @classmethod
    def _split_addresses(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return frozenset(_pair(part.strip()) for part in value.split(",") if part.strip())

    @field_validator("log_level", mode="before")
    @classmethod
    def _raise_case(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @model_validator(mode="before")
    @classmethod
    def _default_database(cls, values: dict[str, object]) -> dict[str, object]:
        if not values.get("database_url"):
            values["database_url"] = f"sqlite:///{values.get('data_dir', 'data')}/allstar.db"
        return values

    @property
    def is_on_loopback(self) -> bool:
        """Whether the Slack we talk to is a stand-in on this machine."""
        return urlsplit(self.slack_api_url).hostname in LOOPBACK


def _with_driver(value: str) -> str:
    try:
        url = make_url(value)
    except ArgumentError:
        raise ValueError(value) from None
    if url.drivername in {"postgres", "postgresql", "postgresql+psycopg"}:
        return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    is_file = bool(url.database) and url.database != ":memory:"
    if url.drivername not in {"sqlite", "sqlite+pysqlite"} or not is_file:
        raise ValueError(value)
    return value


def load(env_file: str | None = ".env") -> Settings:
    """Settings of this process; what stands in the environment wins over `env_file`.

    Raises `SettingsError`. The variable ENV_FILE names another file, or none when it is empty.
    """
    for name in OAUTH_VARIABLES:
        if name in os.environ:
            raise SettingsError(
                "Remove %(name)s from the environment: with it slack_bolt ignores SLACK_BOT_TOKEN and answers"
                " as an OAuth app.",
                field=name,
                name=name,
            )
    try:
        settings = Settings(_env_file=os.environ.get("ENV_FILE", env_file) or None)  # type: ignore[call-arg] # pydantic-settings reads the rest from the environment
    except ValidationError as error:
        first = error.errors()[0]
        raise _explain(str(first["loc"][0]).upper(), is_missing=first["type"] == "missing") from None
    _require_one_transport(settings)
    if settings.clock_file and not settings.is_on_loopback:
        raise _explain("CLOCK_FILE")
    return settings


def _require_one_transport(settings: Settings) -> None:
    if settings.slack_app_token and settings.slack_signing_secret:
        raise SettingsError(
            "Set only one of SLACK_APP_TOKEN (Socket Mode) and SLACK_SIGNING_SECRET (signed HTTP), and remove the "
            "other: Slack sends everything one way.",
            field="SLACK_SIGNING_SECRET",
        )
    if not settings.slack_app_token and not settings.slack_signing_secret:
        raise SettingsError(
            "Set SLACK_APP_TOKEN in the environment or in .env: %(hint)s For signed HTTP, set SLACK_SIGNING_SECRET "
            "instead.",
            field="SLACK_APP_TOKEN",
            hint=HINTS["SLACK_APP_TOKEN"],
        )


def _explain(name: str, *, is_missing: bool = False) -> SettingsError:
    if is_missing:
        return SettingsError(
            "Set %(name)s in the environment or in .env: %(hint)s", field=name, name=name, hint=HINTS[name]
        )
    return SettingsError(
        "Correct %(name)s in the environment or in .env: %(hint)s", field=name, name=name, hint=HINTS[name]
    )
