"""What there is in the workspace: people, places, messages, views. Plain data without behaviour."""

from dataclasses import dataclass, field
from typing import Any

TEAM_ID = "TPLAYGROUND"
TEAM_NAME = "Playground"
TEAM_DOMAIN = "playground"
APP_ID = "AALLSTAR"
BOT_ID = "BALLSTAR"
BOT_USER = "UALLSTAR"
SLACKBOT = "USLACKBOT"

Block = dict[str, Any]
Values = dict[str, dict[str, dict[str, Any]]]  # block_id -> action_id -> Slack's state value object


@dataclass(slots=True)
class Person:
    """Somebody (or a bot) in the workspace; `zone` is IANA, `locale` IETF, `updated` Unix seconds."""

    id: str
    name: str
    real_name: str
    title: str = ""
    zone: str = "Europe/Berlin"
    locale: str = "en-GB"
    is_guest: bool = False
    is_bot: bool = False
    deleted: bool = False
    is_admin: bool = False
    team_id: str = TEAM_ID
    updated: int = 0


@dataclass(slots=True)
class Message:
    """One message; `addressee` is the only person who sees it (an ephemeral one)."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Block] = field(default_factory=list)
    metadata: dict[str, Any] | None = None
    thread_ts: str | None = None
    addressee: str | None = None
    edited_ts: str | None = None
    shows_edited: bool = False
    failed: bool = False
    tombstone: bool = False
    files: list[str] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)  # emoji without colons -> who, in order


@dataclass(slots=True)
class Channel:
    """A channel, or the DM between the app and `dm_with`; `read` is the last ts each person has read."""

    id: str
    name: str
    members: list[str]
    is_private: bool = False
    is_archived: bool = False
    is_shared: bool = False
    dm_with: str | None = None
    created: int = 0
    messages: dict[str, Message] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class File:
    """What is known of a file; its bytes lie in a folder, under the id. `shares` is channel -> ts of messages."""

    id: str
    user: str
    name: str
    title: str
    size: int
    created: int
    mimetype: str = ""
    filetype: str = ""
    pretty_type: str = ""
    alt: str = ""
    shares: dict[str, list[str]] = field(default_factory=dict)
    submitted: bool = False
    in_blocks: bool = False

    @property
    def is_orphan(self) -> bool:
        """Whether nobody ever did anything with it."""
        return not (self.shares or self.submitted or self.in_blocks)


@dataclass(slots=True)
class UserGroup:
    """A user group, mentioned as @handle."""

    id: str
    handle: str
    name: str
    users: list[str]
    disabled: bool = False


@dataclass(slots=True)
class View:
    """A modal or a Home tab: what the app sent (`body`) and what the person filled in (`typed`)."""

    id: str
    user: str
    body: dict[str, Any]
    hash: str
    root_id: str
    previous_id: str | None = None
    typed: Values = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    came_from: str | None = None


@dataclass(slots=True)
class SquarePost:
    """What a signed webhook brought to the public square; `at` is team time, ISO 8601."""

    id: str
    at: str
    network: str
    handle: str
    text: str
    webhook_id: str
    url: str
    repeats: int = 0


@dataclass(slots=True)
class World:
    """Everything that survives a restart, and (after the gap) what a reload of Slack loses as well."""

    people: dict[str, Person]
    channels: dict[str, Channel]
    usergroups: dict[str, UserGroup]
    homes: dict[str, View] = field(default_factory=dict)
    square: list[SquarePost] = field(default_factory=list)
    files: dict[str, File] = field(default_factory=dict)
    counter: int = 0
    last_ts: int = 0

    modals: dict[str, list[View]] = field(default_factory=dict)
    notices: dict[str, str] = field(default_factory=dict)

    def next_id(self, prefix: str) -> str:
        """An id in Slack's form that nothing else has."""
        self.counter += 1
        return f"{prefix}{self.counter:09d}"

    def dm_of(self, user: str) -> Channel | None:
        """The DM between the app and this person, if it was ever opened."""
        return self.channels.get(f"D{user[1:]}")
