"""What can become of a post on its way out. The difference between "no" and "nobody knows" matters most."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Why(StrEnum):
    """Why a delivery did not simply succeed. Templates tell these codes in words."""

    REJECTED = "rejected"
    """The receiver said no to this message."""
    GONE = "gone"
    """Nobody receives at this address any more."""
    UNAUTHORISED = "unauthorised"
    """The receiver does not accept our key."""
    ADDRESS_NOT_ALLOWED = "address_not_allowed"
    """The address is not public, so nothing was sent."""
    UNREACHABLE = "unreachable"
    """No connection could be made, so nothing was sent."""
    RATE_LIMITED = "rate_limited"
    """The receiver asked us to come back later."""
    LOST_ANSWER = "lost_answer"
    """It was sent, and the connection broke before an answer came."""
    TIMEOUT = "timeout"
    """It was sent, and no answer came in time."""
    SERVER_ERROR = "server_error"
    """The receiver stumbled, perhaps after it had accepted the message."""
    REDIRECTED = "redirected"
    """The receiver pointed to another address; Allstar does not follow."""
    BAD_ANSWER = "bad_answer"
    """The receiver answered something that says neither yes nor no."""
    CRASHED = "crashed"
    """Allstar stopped between sending and noting the answer."""
    UNREADABLE_SECRET = "unreadable_secret"  # noqa: S105 - a reason, not a secret
    """What the vault keeps for the account cannot be opened; it must be connected again."""
    GAVE_UP = "gave_up"
    """It was tried for as long as it makes sense to try."""


DOUBTS = frozenset({Why.LOST_ANSWER, Why.TIMEOUT, Why.SERVER_ERROR, Why.REDIRECTED, Why.BAD_ANSWER, Why.CRASHED})
"""Why nobody knows whether a try is out."""


@dataclass(frozen=True)
class Published:
    """It is out. `remote_id` is the network's name for it, `url` where people can see it."""

    remote_id: str
    url: str | None


@dataclass(frozen=True)
class Refused:
    """It is certainly not out, and trying the same again would not help. `detail` is data from outside."""

    why: Why
    detail: str


@dataclass(frozen=True)
class RetryAt:
    """It is certainly not out; the same message may be tried again at `at` (machine time)."""

    at: datetime
    why: Why = Why.RATE_LIMITED
    detail: str = ""


@dataclass(frozen=True)
class Waiting:
    """It is on its way and not finished; look again at `look_again_at` (machine time)."""

    progress: dict[str, Any]
    look_again_at: datetime


@dataclass(frozen=True)
class Unknown:
    """It may be out. Only somebody who looks can tell. `detail` is data from outside."""

    why: Why
    detail: str


Outcome = Published | Refused | RetryAt | Waiting | Unknown


@dataclass(frozen=True)
class NotThere:
    """We looked: it is not out."""


@dataclass(frozen=True)
class CannotTell:
    """We cannot look there, or what we saw proves nothing."""


Found = Published | NotThere | CannotTell
