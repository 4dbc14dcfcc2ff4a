"""What lets the app answer an interaction: trigger ids and response URLs. Machine time, as at Slack."""

import secrets
import time
from dataclasses import dataclass
from typing import TypeVar

from bot.blockkit import LIMITS
from bot.playground.slack_error import SlackError

TRIGGER_SECONDS = LIMITS["trigger_id.seconds"]
ANSWER_SECONDS = LIMITS["response_url.minutes"] * 60
ANSWER_USES = LIMITS["response_url.uses"]
FORGET_SECONDS = 600.0
MOST = 20_000


@dataclass(slots=True)
class Trigger:
    """What a trigger id stands for: whose interaction, where; `born` is the machine's monotonic time."""

    user: str
    channel: str | None
    in_modal: bool
    born: float
    used: bool = False


@dataclass(slots=True)
class Answer:
    """What a response URL stands for; `ts` is the message that was interacted with, if it was one."""

    user: str
    channel: str
    ts: str | None
    born: float
    uses: int = 0


P = TypeVar("P", Trigger, Answer)


class Passes:
    """Every trigger id and response URL that was handed out and not yet forgotten."""

    def __init__(self, trigger_seconds: float = TRIGGER_SECONDS) -> None:
        self._trigger_seconds = trigger_seconds
        self._triggers: dict[str, Trigger] = {}
        self._answers: dict[str, Answer] = {}

    def trigger(self, user: str, channel: str | None = None, *, in_modal: bool = False) -> str:
        """A new trigger id; its seconds run from now."""
        self._forget()
        name = f"{secrets.randbelow(10**10)}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
        self._triggers[name] = Trigger(user, channel, in_modal, time.monotonic())
        return name

    def spend(self, name: str) -> Trigger:
        """What the trigger stands for; once and in time."""
        found = self._triggers.get(name)
        if found is None:
            raise SlackError("invalid_trigger_id")
        if found.used:
            raise SlackError("exchanged_trigger_id")
        if time.monotonic() - found.born > self._trigger_seconds:
            raise SlackError("expired_trigger_id")
        found.used = True
        return found

    def answer(self, user: str, channel: str, ts: str | None = None) -> str:
        """A new way to answer; the name is the last part of its URL."""
        name = secrets.token_urlsafe(24)
        self._answers[name] = Answer(user, channel, ts, time.monotonic())
        return name

    def use_answer(self, name: str) -> Answer:
        """What the response URL stands for, one use further."""
        found = self._answers.get(name)
        if found is None or time.monotonic() - found.born > ANSWER_SECONDS:
            raise SlackError("expired_url")
        if found.uses >= ANSWER_USES:
            raise SlackError("used_url")
        found.uses += 1
        return found

    def clear(self) -> None:
        """Nothing that was handed out works any more."""
        self._triggers.clear()
        self._answers.clear()

    def _forget(self) -> None:
        """Drop from the oldest end what nobody can use: both tables are in the order of birth."""
        now = time.monotonic()
        _drop_oldest(self._triggers, now - FORGET_SECONDS)
        _drop_oldest(self._answers, now - ANSWER_SECONDS)


def _drop_oldest(passes: dict[str, P], before: float) -> None:
    while passes and (len(passes) > MOST or next(iter(passes.values())).born < before):
        del passes[next(iter(passes))]
