"""The line to the app: something goes out, its acknowledgement comes back, whichever transport carries it."""

from dataclasses import dataclass
from typing import Final, Literal, Protocol

from bot.playground.slack_error import Json

EnvelopeType = Literal["events_api", "slash_commands", "interactive"]
Transport = Literal["socket_mode", "http"]


class NotAcknowledged(Exception):  # noqa: N818 - a fact of the protocol, not a fault of ours
    """The app did not take it; `reason` is Slack's word for why, `answer` what it said, if anything.

    `for_good`: it asked not to be sent this again.
    """

    def __init__(self, reason: str, answer: object = None, *, for_good: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.answer = answer
        self.for_good = for_good


@dataclass(frozen=True, slots=True)
class Again:
    """Which repeat of an event this is, and why the one before was none."""

    attempt: int = 0
    reason: str = ""


FIRST: Final = Again()


class Line(Protocol):
    """One of the two transports."""

    @property
    def late(self) -> str:
        """Slack's word for an acknowledgement that did not come in time."""

    @property
    def is_connected(self) -> bool:
        """Whether somebody is there."""

    @property
    def waiting(self) -> int:
        """How much waits for its acknowledgement."""

    async def deliver(
        self, envelope_type: EnvelopeType, payload: Json, patience: float, again: Again = FIRST
    ) -> object:
        """Send it; what the acknowledgement carried, or NotAcknowledged after `patience` seconds."""
